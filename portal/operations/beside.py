"""Verbs that take their time, each in a thread of its own: one round at a time, and nobody waits for it."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from django.db import DatabaseError, close_old_connections, connections

log = logging.getLogger(__name__)


class Beside:
    """A verb that looks at `stop` itself. Its round begins when the one before is over, and is told when to end."""

    def __init__(self, verb: Callable):
        self.verb = verb
        self.stop = threading.Event()
        self._round: threading.Thread | None = None

    def begin(self, at: datetime) -> bool:
        """Begin a round, unless one is going on."""
        if self._round is not None and self._round.is_alive():
            return False
        self._round = threading.Thread(target=self._run, args=(at,), name=self.verb.__qualname__, daemon=True)
        self._round.start()
        return True

    def end(self, patience: float | None) -> None:
        """Wait until the round is over; with a patience it is asked to stop first, and left behind after that."""
        if patience is not None:
            self.stop.set()
        if self._round is not None:
            self._round.join(patience)

    def _run(self, at: datetime) -> None:
        close_old_connections()
        try:
            if done := self.verb(at, stop=self.stop.is_set):
                log.info("%s: %s", self.verb.__qualname__, done)
        except DatabaseError:
            log.exception("%s could not be done now; the next round tries again", self.verb.__qualname__)
        finally:
            connections.close_all()
