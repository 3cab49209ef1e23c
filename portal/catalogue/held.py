"""What is read once per Edition in each process, and held there: every caller gets the same object, and nobody changes it."""

from collections.abc import Callable
from typing import Generic, TypeVar

Read = TypeVar("Read")
_all: list["PerEdition"] = []


class PerEdition(Generic[Read]):
    """A function of the Edition that reads when it is asked about another Edition than the last time. Without an Edition
    (a preview, a command) it reads each time."""

    def __init__(self, read: Callable[[], Read]):
        self.read = read
        self.__doc__ = read.__doc__
        self.held: tuple[int, Read] | None = None
        _all.append(self)

    def __call__(self, edition: int | None) -> Read:
        if edition is None:
            return self.read()
        held = self.held
        if held is None or held[0] != edition:
            self.held = held = edition, self.read()
        return held[1]


def forget() -> None:
    """Read everything anew: for another database."""
    for one in _all:
        one.held = None
