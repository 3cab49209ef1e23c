"""The worker: takes what is due, again and again. Readers do the same, so nothing is late when it is down."""

import logging
import signal
import threading

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from fiches.models.imported import forget_waiting
from portal.catalogue.models import Edition
from portal.links.health import check_due
from portal.operations.beside import Beside
from portal.publishing import logbook

log = logging.getLogger(__name__)
DUE = [Edition.turn, logbook.forget, forget_waiting]  # verbs that take a moment; each may be called as often as one likes
SLOW = [check_due]  # verbs that wait for others: beside the round, so that nothing above is ever late because of them
PATIENCE = 2.0  # seconds a slow verb gets to stop by itself


class Command(BaseCommand):
    help = "Voert uit wat op een moment moet gebeuren (publiceren, links nakijken, oude logboekregels wissen), om de 20 seconden."

    def add_arguments(self, parser):
        parser.add_argument("--every", type=float, default=20.0, help="Seconden tussen twee rondes.")
        parser.add_argument("--once", action="store_true", help="Eén ronde en klaar.")

    def handle(self, *, every, once, **options):
        self.stop = stop = threading.Event()
        if threading.current_thread() is threading.main_thread():
            for name in (signal.SIGTERM, signal.SIGINT):
                signal.signal(name, lambda *_: stop.set())
        slow = [] if once else [Beside(verb) for verb in SLOW]
        while True:
            self.round(once)
            for verb in slow:
                verb.begin(timezone.now())
            if once or stop.wait(every):
                break
            close_old_connections()
        for verb in slow:
            verb.end(PATIENCE)

    def round(self, once):
        """What takes a moment; when nothing follows, also what waits for others."""
        for verb in [*DUE, *(SLOW if once else [])]:
            try:
                if done := verb(timezone.now()):
                    log.info("%s: %s", verb.__qualname__, done)
            except DatabaseError:
                log.exception("%s could not be done now; the next round tries again", verb.__qualname__)
                if once:
                    raise
