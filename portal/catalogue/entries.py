"""How a thing describes itself to the catalogue: the shape of an entry, and the builders that the apps register."""

from collections.abc import Callable
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import models

from portal.shared import Shared

SHAPE = 3  # raise it when entries or cards get another form: the next start writes the catalogue anew


@dataclass(frozen=True)
class Choice:
    """One facet value of an entry. `row` is the shared row it stands for, when there is one."""

    field: str
    key: str
    label: str
    position: int = 0
    above: str = ""
    row: models.Model | None = None

    @property
    def source(self) -> str:
        return f"{self.row._meta.label_lower}:{self.row.pk}" if self.row is not None else ""


@dataclass
class Entry:
    """What the catalogue keeps of one thing."""

    url: str
    title: str
    lead: str = ""
    text: str = ""
    card: dict = field(default_factory=dict)
    choices: list[Choice] = field(default_factory=list)
    names: list[tuple[str, type[models.Model], int]] = field(default_factory=list)  # (Relation kind, model, pk), in order
    everywhere: bool = False  # it stands in the frame of every page (the footer): changing it makes every page new
    files: list[str] = field(default_factory=list)  # names of uploads that become public with it
    labels: list[str] = field(default_factory=list)  # what it is also called or sorted under, for the search
    mentions: list[str] = field(default_factory=list)  # titles of what it names, for the search
    cited: list[str] = field(default_factory=list)  # the works it cites, for the search


@dataclass(frozen=True)
class Builder:
    model: type[models.Model]
    kind: str
    build: Callable[..., Entry]
    related_by: tuple[str, ...] = ()  # facet fields by which the catalogue finds related records
    together: Callable[[list], None] | None = None  # reads for many rows at once what `build` would ask for each
    counts: bool = False  # what it names says how many of this kind do

    def build_all(self, rows: list) -> dict[int, Entry]:
        """{id: entry} of shared rows; as many queries for ten as for one, when the builder says what it reads."""
        if self.together and rows:
            self.together(rows)
        return {row.pk: self.build(row) for row in rows}


BUILDERS: dict[type[models.Model], Builder] = {}
SHOWN_THROUGH: dict[type[models.Model], list[Callable]] = {}


def describes(
    model,
    kind: str,
    related_by: tuple[str, ...] = (),
    together: Callable[[list], None] | None = None,
    *,
    counts: bool = False,
):
    """Register the builder of a model. A publication's is called as build(pk, values), with frozen values; a shared
    row's as build(row)."""

    def register(build):
        BUILDERS[model] = Builder(model, kind, build, related_by, together, counts)
        return build

    return register


def shown_through(model):
    """Register where a row without a page of its own is shown: function(row) -> shared rows that must be written anew."""

    def register(function):
        SHOWN_THROUGH.setdefault(model, []).append(function)
        return function

    return register


_HAND: ContextVar[dict | None] = ContextVar("rows in hand", default=None)


@contextmanager
def rows_in_hand(frozen=None):
    """While many entries are built in one transaction, a shared row that several of them name is read once. `frozen` is a
    publication that was frozen in this transaction: what was read for that, is not read again."""
    hand = _HAND.get()
    fresh: dict = {} if hand is None else hand
    token = _HAND.set(fresh)
    if frozen is not None and hand is None:
        _take_in_hand(frozen, fresh)
    try:
        yield
    finally:
        _HAND.reset(token)


def _take_in_hand(thing, hand: dict) -> None:
    """The shared rows that were read with a publication, as far as they were read whole."""
    for row in (row for rows in thing.in_hand.values() for row in rows):
        for known in (row, *row._state.fields_cache.values()):
            if isinstance(known, Shared) and known.merged_into_id is None and _names_nothing(type(known)):
                hand.setdefault(type(known), {})[known.pk] = known


def _names_nothing(model) -> bool:
    """Whether a row of this model is whole without any other row, save the one it was merged into."""
    return [field.name for field in model._meta.fields if field.remote_field] == ["merged_into"]


def rows_for(model, ids) -> dict[int, models.Model]:
    """{asked id: the row it stands for now}: merged rows followed, deleted ones left out. One query, or none for rows in hand."""
    hand = _HAND.get()
    known = {} if hand is None else hand.setdefault(model, {})
    if missing := [pk for pk in ids if pk not in known]:
        found = _read(model, missing)
        known |= {pk: found.get(pk) for pk in missing}
    return {pk: known[pk] for pk in ids if known[pk] is not None}


def _read(model, ids=None) -> dict[int, models.Model]:
    follow = [field.name for field in model._meta.fields if field.remote_field]
    rows = model._base_manager.select_related(*follow)
    return {row.pk: row.merged_into or row for row in (rows if ids is None else rows.filter(pk__in=ids))}


def all_rows(model) -> dict[int, models.Model]:
    """{id: the row it stands for} of a small table. One query, or none when it is in hand; `rows_for` then needs none either."""
    hand = _HAND.get()
    if hand is None:
        return _read(model)
    if (model, "all") not in hand:
        hand[model, "all"] = hand[model] = _read(model)
    return hand[model, "all"]


def builder_of_kind(kind: str) -> Builder:
    """The builder that writes records of this kind. Raises LookupError."""
    for builder in BUILDERS.values():
        if builder.kind == kind:
            return builder
    raise LookupError(kind)
