"""Whether registrations are what they must be: no seat given twice, nobody stranded in line, nothing personal kept too long."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from events.registering.audit import findings


class Command(BaseCommand):
    help = "Kijkt of de inschrijvingen van alle studiedagen kloppen; wijzigt niets."

    def handle(self, *args, **options):
        found = findings(at=timezone.now())
        for sentence in found:
            self.stdout.write(sentence)
        if found:
            raise CommandError("1 ding klopt niet." if len(found) == 1 else f"{len(found)} dingen kloppen niet.")
        self.stdout.write("Alle inschrijvingen kloppen.")
