"""A rehearsal of the hour in which a study day opens, on a copy: nothing of the real site is touched."""

import signal
import subprocess
import sys
from json import dumps

from django.core.management.base import BaseCommand, CommandError

from events.models import StudyDay
from portal.operations.rehearsal.copying import invented, shape_of
from portal.operations.rehearsal.playing import Plan, play
from portal.operations.rehearsal.serving import Unwilling


class Command(BaseCommand):
    help = (
        "Oefent de opening van de inschrijvingen op een kopie zonder gegevens: een menigte, dubbele kliks, en met --kills ook"
        " processen die midden in hun werk sterven. Toont wat er van iedereen werd."
    )

    def add_arguments(self, parser):
        parser.add_argument("--day", help="De slug van een studiedag waarvan het programma wordt overgenomen.")
        parser.add_argument("--people", type=int, default=420, help="Hoeveel mensen komen (anders 420).")
        parser.add_argument("--sessions", type=int, default=11, help="Sessies van de verzonnen dag (anders 11).")
        parser.add_argument("--seats", type=int, default=28, help="Plaatsen per sessie van de verzonnen dag (anders 28).")
        parser.add_argument("--within", type=float, default=20.0, help="In hoeveel seconden ze allemaal komen (anders 20).")
        parser.add_argument("--processes", type=int, default=4, help="Webprocessen (anders 4).")
        parser.add_argument("--kills", type=int, default=0, help="Hoeveel webprocessen onderweg sterven (anders geen).")
        parser.add_argument("--json", action="store_true", help="Geef de cijfers als JSON.")
        parser.add_argument("--seed", type=int, default=1, help="Dezelfde dobbelstenen geven dezelfde menigte.")

    def handle(self, *, day, people, sessions, seats, within, processes, kills, seed, json, verbosity=1, **options):
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # whoever is stopped cleans up too
        shape = invented(sessions, seats)
        if day:
            found = StudyDay.objects.filter(slug=day).first()
            if found is None:
                raise CommandError(f"Er is geen studiedag met de slug “{day}”.")
            shape = shape_of(found)
        plan = Plan(shape, people=people, within=within, processes=processes, kills=kills, seed=seed)
        try:
            outcome = play(plan, say=self.stdout.write if verbosity and not json else lambda _sentence: None)
        except Unwilling as told:
            raise CommandError(f"De webserver van de repetitie start niet:\n{told}") from None
        except subprocess.CalledProcessError as failed:
            raise CommandError(f"De kopie kon niet gemaakt worden:\n{(failed.stderr or '')[-2000:]}") from None
        if json:
            self.stdout.write(dumps({"figures": outcome.figures, "faults": outcome.faults}))
            return
        for name, figure in outcome.figures.items():
            self.stdout.write(f"{name}: {figure}")
        if outcome.faults:
            raise CommandError("\n".join(outcome.faults))
        self.stdout.write("Alles klopt.")
