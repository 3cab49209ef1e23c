"""Moves a portal that outgrew its SQLite file to PostgreSQL, whole."""

import sys

from django.core.management.base import BaseCommand, CommandError, OutputWrapper

from portal.operations import moving
from portal.operations.progress import Progress


class Command(BaseCommand):
    help = "Kopieert de SQLite-databank naar een lege PostgreSQL-databank en vergelijkt elke rij. De oude blijft zoals ze was."

    def add_arguments(self, parser):
        parser.add_argument("url", help="Waarheen: postgres://gebruiker:wachtwoord@host:5432/naam")

    def handle(self, *, url, verbosity=1, **options):
        try:
            moving.connect(url)
            progress = Progress(2 * moving.count(), "Rijen", OutputWrapper(sys.stderr), quiet=not verbosity)
            copied = moving.move(progress.step)
            progress.end()
        except moving.NotMoved as told:
            raise CommandError(str(told)) from None
        finally:
            moving.disconnect()
        if verbosity > 1:
            for table, rows in sorted(copied.items()):
                self.stdout.write(f"{table}: {rows}")
        self.stdout.write(
            f"{sum(copied.values())} rijen van {len(copied)} tabellen staan in PostgreSQL, en zijn dezelfde."
            " Laat DATABASE_URL er nu naar wijzen en start de portal opnieuw; de map met media blijft waar ze is."
        )
