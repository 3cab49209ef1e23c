"""The checklist: what must be right before somebody else reads a text, what before readers do, and what would make it better.

A check looks at frozen values and answers with a Point. Each app registers its own in a `checklist.py`, the order is that of
the list on the screen; another floor can add one without anybody here knowing it:

    @check(Fiche, need=Need.REVIEW)
    def dead_links(draft): ...
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from functools import cached_property
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.fields import RichTextField
from portal.publishing.freezing import columns, part_model


class Need(IntEnum):
    """How far a text comes while the point is wrong."""

    ADVICE = 0  # everywhere: this is only advice
    REVIEW = 1  # not to review
    PUBLIC = 2  # neither to review nor to the public


class State(StrEnum):
    RIGHT = "ok"
    ADVICE = "warn"
    WRONG = "bad"


@dataclass(frozen=True)
class Place:
    """Where something stands: a field ("standfirst"), a part ("citations") or a row of it ("sections:12"); and what is there."""

    at: str
    words: str = ""


@dataclass(frozen=True)
class Point:
    """One line of the checklist: what was looked at, why it is not right and what to do, and where."""

    state: State
    said: str
    why: str = ""
    places: tuple[Place, ...] = ()

    @property
    def sentence(self) -> str:
        """Why, for who cannot see the places: they are named."""
        named = ", ".join(place.words for place in self.places if place.words)
        return f"{self.why.removesuffix('.')}: {named}." if named else self.why


def right(said: str, at: str = "") -> Point:
    return Point(State.RIGHT, said, places=(Place(at),) if at else ())


def wrong(said: str, why: str, *places: Place | str) -> Point:
    return Point(State.WRONG, said, why, tuple(Place(place) if isinstance(place, str) else place for place in places))


def advice(said: str, why: str, *places: Place | str) -> Point:
    return replace(wrong(said, why, *places), state=State.ADVICE)


@dataclass(frozen=True)
class Text:
    """A rich text of a publication: where it stands, what it is called, and its HTML."""

    at: str
    name: str
    html: str


@dataclass(frozen=True)
class Draft:
    """What a check looks at: the frozen values of a publication, on a day. `pk` is None before the first save."""

    model: Any
    values: dict
    on: dt.date
    pk: int | None = None

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Every rich text that is not empty, its own and those of its parts."""
        own = [(field.attname, str(field.verbose_name), self.values) for field in _rich(self.model)]
        found = [Text(at, capfirst(name), row[at]) for at, name, row in own if row[at]]
        for part in self.model.PARTS:
            child = part_model(self.model, part)
            for field in _rich(child):
                rows = [row for row in self.values[part] if row[field.attname]]
                found += [Text(f"{part}:{row['id']}", _name(child, row), row[field.attname]) for row in rows]
        return tuple(found)


def _rich(model) -> list:
    return [field for field in columns(model) if isinstance(field, RichTextField)]


def _name(model, row: dict) -> str:
    """What the row calls itself."""
    return str(model(**{field.attname: row[field.attname] for field in columns(model)}))


Check = Callable[[Draft], Point | None]
CHECKS: list[tuple[tuple, Need, Check]] = []


def check(*models, need: Need):
    """Register a check for these publications (for every one, without models). One that answers None is left out."""

    def register(function: Check) -> Check:
        CHECKS.append((models, need, function))
        return function

    return register


def _points(draft: Draft, least: Need) -> Iterator[tuple[Need, Point]]:
    for models, need, function in CHECKS:
        if need >= least and (not models or issubclass(draft.model, models)) and (point := function(draft)):
            advised = need == Need.ADVICE and point.state == State.WRONG
            yield need, replace(point, state=State.ADVICE) if advised else point


def points(draft: Draft) -> list[Point]:
    """Every point of the list."""
    return [point for _need, point in _points(draft, Need.ADVICE)]


def in_the_way(draft: Draft, need: Need) -> list[Point]:
    """The points that are wrong and hold a text back from review, or from the public."""
    return [point for _need, point in _points(draft, need) if point.state == State.WRONG]


@check(need=Need.PUBLIC)
def title(draft: Draft) -> Point:
    if not draft.values["title"].strip():
        return wrong(_("Titel"), _("Geef een titel."), "title")
    return right(_("Titel"), "title")
