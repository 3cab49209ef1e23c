"""How far a long command is: a bar for who watches, and a line for every tenth where the output is written down."""

import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from django.core.management.base import OutputWrapper

Thing = TypeVar("Thing")
WIDTH = 30
FEW = 100  # what is done before anybody wonders shows nothing
EVERY = 0.1  # seconds between two drawings


class Progress:
    """Counts the things that are done. `step()` after each, or take them through `over()`; `end()` closes the line."""

    def __init__(self, total: int, what: str, stream: OutputWrapper, *, quiet: bool = False):
        self.total, self.what, self.stream = total, what, stream
        self.done, self._drawn_at, self._open = 0, 0.0, False
        self._shows = total >= FEW and not quiet
        self._watched = stream.isatty()

    def over(self, things: Iterable[Thing]) -> Iterator[Thing]:
        """The same things, each counted when the next one is asked for."""
        for thing in things:
            yield thing
            self.step()

    def step(self) -> None:
        """One more is done."""
        self.done += 1
        if not self._shows:
            return
        if self._watched:
            now = time.monotonic()
            if self.done >= self.total or now - self._drawn_at >= EVERY:
                self._drawn_at = now
                self._draw()
        elif 10 * self.done // self.total > 10 * (self.done - 1) // self.total:
            self.stream.write(f"{self.what}: {self._share()}% ({self.done}/{self.total})")

    def end(self) -> None:
        """What is written next begins on a line of its own."""
        if self._open:
            self._open = False
            self.stream.write("\n", ending="")

    def _share(self) -> int:
        return 100 * self.done // self.total

    def _draw(self) -> None:
        self._open = True
        bar = ("#" * (WIDTH * self.done // self.total)).ljust(WIDTH, ".")
        self.stream.write(f"\r{self.what} [{bar}] {self._share()}% {self.done}/{self.total}", ending="")
        self.stream.flush()
