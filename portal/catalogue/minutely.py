"""Counting in memory, and writing it down at most once a minute: after a request was answered, and when the process ends."""

import logging
import threading
from datetime import datetime, timedelta
from multiprocessing.util import Finalize

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished
from django.db import Error
from django.utils import timezone

from portal.database.lending import give_back

EVERY = timedelta(minutes=1)
log = logging.getLogger(__name__)


class Tally:
    """What was counted since the last write, in the memory of this process. Who extends it says how one is counted, and
    how they are written."""

    name = ""  # in the plural, for the log of the server

    def __init__(self):
        self._lock = threading.Lock()
        self._counts: dict = {}
        self._since: datetime | None = None  # when the first of them came

    def is_due(self, at: datetime) -> bool:
        """Whether something was counted a minute ago or longer."""
        since = self._since
        return since is not None and at - since >= EVERY

    def take(self) -> dict:
        """What was counted, once: after this nothing is."""
        with self._lock:
            taken, self._counts, self._since = self._counts, {}, None
        return taken

    def write(self, at: datetime) -> int:
        """Write down what was counted, in one transaction of its own; returns how many different things."""
        raise NotImplementedError  # an abstract method

    def forget(self) -> None:
        """Count nothing of what came before."""
        self.take()


TALLIES: list[Tally] = []
_at_exit = threading.Event()


def listen(tally: Tally) -> None:
    """Write when a request has been answered, so that no reader waits for it. Only where requests come in by WSGI."""
    if tally not in TALLIES:
        TALLIES.append(tally)
    request_finished.connect(_on_request_finished, sender=WSGIHandler, dispatch_uid="catalogue.minutely")


def _on_request_finished(**kwargs):
    counted = [tally for tally in TALLIES if tally._since is not None]
    if not counted:
        return
    if not _at_exit.is_set():
        _at_exit.set()
        Finalize(None, _write_all, exitpriority=10)  # unlike atexit, also where a server's worker is a forked process
    now = timezone.now()
    for tally in counted:
        if tally.is_due(now):
            _write(tally)


def _write_all():
    for tally in TALLIES:
        _write(tally)


def _write(tally: Tally):
    """Counting is worth no error."""
    try:
        tally.write(timezone.now())
    except Error:
        log.warning("The %s of the last minute could not be written down", tally.name, exc_info=True)
    finally:
        give_back()  # the request is over: nobody does it after us
