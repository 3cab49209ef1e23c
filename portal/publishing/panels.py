"""Panels of the editors' home. Any floor above this one registers its own, in a `panels.py`; the desk draws them.

    @panel(rank=40, allowed="links.view_link")
    def broken_links(desk): ...            # a Panel, or None when there is nothing for this person

`rank` says what needs hands first. A panel asks as many questions of the database for one row as for a hundred.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.utils import timezone

MOST = 6  # rows of a panel; the list has the others


class Place(StrEnum):
    """Where on the home a panel stands. On a telephone: one after another, in this order."""

    WORK = "work"
    BESIDE = "beside"
    FIGURES = "figures"


@dataclass(frozen=True)
class Go:
    """Something to do, or a list to go to. `post` changes something; `about` says of what, for who only hears the words."""

    label: str
    url: str
    about: str = ""
    post: dict[str, str] | None = None
    count: int | None = None


@dataclass(frozen=True)
class Row:
    """One line of a panel: what it is, what must be known of it, how it stands, and what can be done."""

    title: str
    url: str = ""
    facts: tuple[str, ...] = ()
    badge: str = ""
    look: str = ""  # of the badge: ok, lock, bad
    do: tuple[Go, ...] = ()
    numbers: tuple[tuple[str, str], ...] = ()  # (what, how many)
    lacks: tuple[Go, ...] = ()  # what is still missing, each with where to look
    spark: str = ""  # a small line of bars


@dataclass
class Panel:
    """A part of the home. `empty` says something useful when there are no rows; `said` is its share of the first sentence."""

    title: str
    rows: list[Row] = field(default_factory=list)
    more: tuple[Go, ...] = ()
    empty: str = ""
    said: str = ""
    note: str = ""
    chart: str = ""
    place: Place = Place.WORK
    look: str = ""
    name: str = ""  # of the function that made it


class Desk:
    """Who sits down at it, and when; what several panels need is asked once (`once`)."""

    def __init__(self, user, at: datetime):
        self.user, self.at = user, at
        self._known: dict[str, Any] = {}

    @cached_property
    def today(self) -> date:
        return timezone.localdate(self.at)

    def may(self, *permissions: str) -> bool:
        """Whether this person has one of these rights."""
        return any(self.user.has_perm(permission) for permission in permissions)

    def once(self, name: str, ask: Callable[[], Any]) -> Any:
        if name not in self._known:
            self._known[name] = ask()
        return self._known[name]


Make = Callable[[Desk], Panel | None]
PANELS: list[tuple[int, tuple[str, ...], Make]] = []
BEGINNINGS: list[tuple[int, str, Callable[[], Go]]] = []


def panel(*, rank: int, allowed: str | tuple[str, ...] = ()):
    """Register a panel, for who has one of these rights (for everybody at the desk, without any)."""

    def register(make: Make) -> Make:
        PANELS.append((rank, (allowed,) if isinstance(allowed, str) else allowed, make))
        return make

    return register


def beginning(rank: int, allowed: str, make: Callable[[], Go]) -> None:
    """Register a button with which something new begins, for who has this right."""
    BEGINNINGS.append((rank, allowed, make))


def panels(desk: Desk) -> list[Panel]:
    """Every panel this person sees, by rank."""
    found = []
    for _rank, allowed, make in sorted(PANELS, key=lambda entry: entry[0]):
        if (not allowed or desk.may(*allowed)) and (made := make(desk)):
            made.name = made.name or make.__name__
            found.append(made)
    return found


def beginnings(desk: Desk) -> list[Go]:
    """What this person can begin, by rank."""
    ranked = sorted(BEGINNINGS, key=lambda entry: entry[0])
    return [make() for _rank, allowed, make in ranked if desk.may(allowed)]
