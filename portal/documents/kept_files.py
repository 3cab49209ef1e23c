"""Files that are made when somebody first asks, and kept until something newer takes their place: a folder with bounds.

A name says everything that the file depends on, so nothing kept is ever stale, and the folder may be emptied at any time. One
file is made at a time on each machine, and one more request waits for it; whoever comes after those is told to come back
(`Busy`), so that pages are never held up. The locks are the system's: they end with the process that holds them.
"""

import fcntl
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from portal.documents.boxed import NotMade

PATIENCE = 8.0  # seconds that the one who waits, waits
UNUSED = 30 * 24 * 3600.0  # seconds after which a file that nobody asks for goes
REFUSED = 120.0  # seconds before what could not be made is tried again
TOUCHED = 3600.0  # seconds: how exactly is known when a file was last asked for
BUILDING, WAITING, FAILED, PARTLY = ".building", ".waiting", ".failed", ".partly"


class Busy(Exception):
    """Somebody else's file is being made, and somebody waits already: come back in a moment."""


def opened(folder: Path, name: str, make: Callable[[], bytes], *, most: int, patience: float = PATIENCE) -> IO[bytes]:
    """The file of this name, open for reading; made now when it is not there. Raises `Busy` or `NotMade`."""
    folder.mkdir(parents=True, exist_ok=True)
    if found := _kept(folder / name):
        return found
    _refuse_what_failed(folder / f"{name}{FAILED}")
    with turn(folder, patience):
        if found := _kept(folder / name):  # whoever came before made it
            return found
        _refuse_what_failed(folder / f"{name}{FAILED}")
        try:
            data = make()
        except NotMade:
            (folder / f"{name}{FAILED}").touch()
            raise
        _write(folder / name, data)
        found = (folder / name).open("rb")
    bound(folder, most)
    return found


def tidy(folder: Path, now: float, *, most: int) -> int:
    """Remove what nobody asked for in a month, what was left half made, and the oldest of what is too much; says how many."""
    gone = 0
    for file, facts in _files(folder):
        patience = 3600.0 if file.suffix in (PARTLY, FAILED) else UNUSED
        if facts.st_mtime < now - patience:
            file.unlink(missing_ok=True)
            gone += 1
    return gone + bound(folder, most)


def bound(folder: Path, most: int) -> int:
    """Remove what was asked for longest ago until the folder holds at most so many bytes."""
    found = sorted(_files(folder), key=lambda one: one[1].st_mtime)
    total, gone = sum(facts.st_size for _file, facts in found), 0
    for file, facts in found:
        if total <= most:
            break
        file.unlink(missing_ok=True)
        total, gone = total - facts.st_size, gone + 1
    return gone


@contextmanager
def turn(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    """One maker at a time on this machine, one who waits; `Busy` for the others."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / BUILDING).open("a") as building:
        if not _locked(building):
            with (folder / WAITING).open("a") as waiting:
                if not _locked(waiting):
                    raise Busy
                until = time.monotonic() + patience
                while not _locked(building):
                    if time.monotonic() > until:
                        raise Busy
                    time.sleep(0.03)
        yield


def _locked(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _kept(file: Path) -> IO[bytes] | None:
    try:
        found = file.open("rb")
    except FileNotFoundError:
        return None
    if os.fstat(found.fileno()).st_mtime < time.time() - TOUCHED:
        with suppress(OSError):  # somebody is removing it; what is open can still be read
            os.utime(file)
    return found


def _refuse_what_failed(mark: Path) -> None:
    with suppress(FileNotFoundError):
        if mark.stat().st_mtime > time.time() - REFUSED:
            raise NotMade("it could not be made a moment ago")


def _write(file: Path, data: bytes) -> None:
    """Whole or not at all."""
    with tempfile.NamedTemporaryFile(dir=file.parent, suffix=PARTLY, delete=False) as partly:
        partly.write(data)
    os.replace(partly.name, file)


def _files(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    for file in folder.glob("*") if folder.exists() else ():
        with suppress(FileNotFoundError):
            if file.name not in (BUILDING, WAITING) and file.is_file():
                yield file, file.stat()
