"""The worker: takes what is due, again and again. Readers do the same, so nothing is late when it is down."""

import logging
import signal
import threading

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from portal.catalogue.models import Edition
from portal.publishing import logbook

log = logging.getLogger(__name__)
DUE = [Edition.turn, logbook.forget]  # verbs that take a moment; each may be called as often as one likes


class Command(BaseCommand):
    help = "Voert uit wat op een moment moet gebeuren (publiceren, intrekken, oude logboekregels wissen), om de 20 seconden."

    def add_arguments(self, parser):
        parser.add_argument("--every", type=float, default=20.0, help="Seconden tussen twee rondes.")
        parser.add_argument("--once", action="store_true", help="Eén ronde en klaar.")

    def handle(self, *, every, once, **options):
        stop = threading.Event()
        if threading.current_thread() is threading.main_thread():
            for name in (signal.SIGTERM, signal.SIGINT):
                signal.signal(name, lambda *_: stop.set())
        while True:
            for verb in DUE:
                try:
                    if done := verb(timezone.now()):
                        log.info("%s: %s", verb.__qualname__, done)
                except DatabaseError:
                    log.exception("%s could not be done now; the next round tries again", verb.__qualname__)
                    if once:
                        raise
            if once or stop.wait(every):
                return
            close_old_connections()
