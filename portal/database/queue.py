"""A queue at a file: who waits for it gets it in the order in which they came, over all threads and processes.

The kernel keeps the queue (`flock`), so whoever dies leaves it. SQLite itself has none: who waits there looks again after some
time, and may find another before them each time.
"""

import fcntl
import os
import threading


class Turn:
    """A place in the queue at the file `path`, which is made when it is not there. One holds it at a time.

    Each object stands for one who waits: two threads never share one.
    """

    def __init__(self, path: str):
        self.path = path
        self._file: int | None = None
        self.held = False

    def take(self, timeout: float) -> bool:
        """Wait for this turn, at most so many seconds; whether it came. Raises OSError when the file cannot be made."""
        if self._file is None:
            self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o660)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting = _Waiting(self._file)
            if not waiting.until_it_came(timeout):
                self._file = None  # it is the other thread's now
                return False
        self.held = True
        return True

    def leave(self) -> None:
        """Let the next one have it; nothing when it is not ours."""
        if self.held and self._file is not None:
            self.held = False
            fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        """Leave, and let go of the file."""
        self.leave()
        if self._file is not None:
            os.close(self._file)
            self._file = None


class _Waiting:
    """A thread that stands in the queue, because waiting for the kernel knows no end of its own."""

    def __init__(self, file: int):
        self._file = file
        self._lock = threading.Lock()
        self._came = threading.Event()
        self._gave_up = False
        threading.Thread(target=self._wait, name="turn", daemon=True).start()

    def _wait(self) -> None:
        fcntl.flock(self._file, fcntl.LOCK_EX)
        with self._lock:
            if self._gave_up:
                os.close(self._file)
            else:
                self._came.set()

    def until_it_came(self, timeout: float) -> bool:
        if self._came.wait(timeout):
            return True
        with self._lock:
            self._gave_up = not self._came.is_set()
            return not self._gave_up
