"""The worker: takes what is due, again and again. Readers do the same, so nothing is late when it is down."""

import logging
import signal
import threading

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from events.registering import off, privacy, reminders
from fiches.exporters import files
from fiches.models.imported import forget_waiting
from portal.catalogue import pictured
from portal.catalogue.models import Edition
from portal.catalogue.reads import fold_months
from portal.letters import sending
from portal.links.health import check_due
from portal.operations.beside import Beside
from portal.publishing import autosave, logbook, preview_links

log = logging.getLogger(__name__)
DUE = [  # verbs that take a moment; each may be called as often as one likes
    Edition.turn,
    logbook.forget,
    preview_links.forget,
    autosave.forget,
    forget_waiting,
    sending.forget,
    files.tidy,
    fold_months,
    off.clear_sessions,
    off.tell_cancelled,
    off.tell_restored,
    reminders.remind,
    privacy.forget_needs,
    privacy.anonymise,
    privacy.forget_last_letters,
]
SLOW = [  # verbs that wait for others: beside the round, so that nothing above is ever late because of them
    sending.send_owed,
    check_due,
    pictured.draw_due,
]
PATIENCE = 2.0  # seconds a slow verb gets to stop by itself


class Command(BaseCommand):
    help = "Publiceert wat gepland is, verzendt brieven, kijkt links na en vergeet wat oud is, om de 20 seconden."

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
            if once:
                break
            close_old_connections()  # before the wait: what was lent is given back, and what dies meanwhile is looked at first
            if stop.wait(every):
                break
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
