"""The door of the portal in a rehearsal: the same, in a process that sometimes dies, most often just before or after a COMMIT.

Each process writes down that it lives, so that it can be killed from outside, and each death, so that it can be counted.
"""

import os
import random
import signal
from pathlib import Path

from django.db.backends.base.base import BaseDatabaseWrapper

FOLDER = Path(os.environ["REHEARSAL"])
ODDS = FOLDER / "odds"  # of dying, on either side of a COMMIT; absent: nobody dies
DEATHS = FOLDER / "deaths"
ALIVE = FOLDER / "alive"
_dice = random.Random(os.getpid())  # noqa: S311 (rehearsing, not secrets)
_commit = BaseDatabaseWrapper._commit  # type: ignore[attr-defined]


def _odds() -> float:
    try:
        return float(ODDS.read_text() or 0)
    except FileNotFoundError:
        return 0


def _perhaps_die(moment: str) -> None:
    if _dice.random() < _odds():
        with DEATHS.open("a") as deaths:
            deaths.write(f"{moment}\n")
        os.kill(os.getpid(), signal.SIGKILL)


def _deadly_commit(self):
    _perhaps_die("before")
    _commit(self)
    _perhaps_die("after")


BaseDatabaseWrapper._commit = _deadly_commit  # type: ignore[attr-defined]

from portal.wsgi import application  # noqa: E402, F401 (after the trap is set)

ALIVE.mkdir(exist_ok=True)
(ALIVE / str(os.getpid())).touch()
