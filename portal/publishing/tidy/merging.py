"""Doubles made one: which row stays, which of their values it keeps, what that changes, and doing it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.publishing import logbook
from portal.publishing.logbook import Act
from portal.publishing.tidy.uses import Use
from portal.shared import MergeRefused, Shared, merge, public_lock, stands_under

TOGETHER = "samen"  # of choices (levels): those of all rows


@dataclass
class Differing:
    """A field in which rows differ: what each of them says, and that in words."""

    name: str
    label: str
    values: dict[int, Any]
    shown: dict[int, str]
    many: bool = False  # choices, which can also be taken together

    def usual(self, into: Shared) -> str:
        """What is kept unless somebody chooses: that of the row that stays, or of the first that says anything."""
        if self.many:
            return TOGETHER
        said = [pk for pk, value in self.values.items() if value not in ("", None, [], {})]
        return str(into.pk if into.pk in said or not said else said[0])


class Columns:
    """The values of a row are its columns and its choices. Another model says in its own way what its values are."""

    def __init__(self, model: Any):
        self.model = model

    def differing(self, rows: list) -> list[Differing]:
        """The fields that an editor fills in and in which these rows differ. A query for each kind of choices."""
        found = []
        for column in self.model._meta.concrete_fields:
            if column.editable and not column.primary_key:
                values = {row.pk: column.value_from_object(row) for row in rows}
                if len({str(value or "") for value in values.values()}) > 1:
                    shown = {row.pk: _in_words(row, column) for row in rows}
                    found.append(Differing(column.name, str(capfirst(column.verbose_name)), values, shown))
        for many in self.model._meta.many_to_many:
            chosen = {row.pk: list(getattr(row, many.name).all()) for row in rows}
            if len({frozenset(choice.pk for choice in said) for said in chosen.values()}) > 1:
                shown = {pk: ", ".join(map(str, said)) for pk, said in chosen.items()}
                found.append(Differing(many.name, str(capfirst(many.verbose_name)), chosen, shown, many=True))
        return found

    def take(self, into: Any, one: Differing, source: Any, rows: list) -> None:
        """Let the row that stays say what `source` says, in memory. What hangs from a column (the size of a picture) goes too."""
        beside = [other for other in into._meta.concrete_fields if other.name.startswith(f"{one.name}_") and not other.editable]
        for column in [into._meta.get_field(one.name), *beside]:
            setattr(into, column.attname, getattr(source, column.attname))

    def finish(self, into: Any) -> None:
        """When all is taken: what follows from it. Raises MergeRefused."""


def _in_words(row, column) -> str:
    value = column.value_from_object(row)
    if column.choices:
        return str(dict(column.flatchoices).get(value, value) or "")
    if column.remote_field:
        return str(getattr(row, column.name) or "")
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    return str(value if value is not None else "")


@dataclass
class Change:
    """What happens to a thing that names a row that goes."""

    use: Use
    words: str
    at_once: bool  # readers see it without publishing


@dataclass
class Plan:
    """What a merge would do."""

    into: Any
    gone: list
    chosen: dict[str, str]  # {field: the number of the row that says it, or TOGETHER}
    changes: list[Change] = field(default_factory=list)
    shows: int = 0  # what names the row that stays
    refusals: list[str] = field(default_factory=list)

    @property
    def seen(self) -> str:
        """A short name for what a preview showed: something else now means that the editor looks again."""
        said = [self.into.pk, sorted(self.chosen.items()), [row.pk for row in self.gone]]
        said += [(str(change.use.thing), change.words, getattr(change.use.thing, "edit", 0)) for change in self.changes]
        return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def plan(rows: list, into: Any, chosen: dict[str, str], uses: dict[int, list[Use]]) -> Plan:
    """What would happen to what uses these rows, and why it cannot when it cannot."""
    gone = [row for row in rows if row.pk != into.pk]
    kept = {(type(use.thing), use.thing.pk) for use in uses[into.pk]}
    made = Plan(into, gone, chosen, shows=len(uses[into.pk]))
    told: dict[tuple, Change] = {}
    for row in gone:
        for use in uses[row.pk]:
            key = (type(use.thing), use.thing.pk)
            if use.thing in gone or use.thing == into:
                continue
            twice = key in kept or key in told
            words = _("noemt ze allebei: één vermelding blijft") if twice else _("noemt voortaan “%(into)s”") % {"into": into}
            told[key] = Change(use, words, use.live or (key in told and told[key].at_once))
        if stands_under(into, row):
            made.refusals.append(_("“%(into)s” staat onder “%(row)s”. Verplaats het eerst.") % {"into": into, "row": row})
    made.changes = sorted(told.values(), key=lambda change: (not change.at_once, str(change.use.thing)))
    return made


def most_used(rows: Iterable, uses: dict[int, list[Use]]) -> Any:
    """Which of these rows most probably stays: the one that is named most; of equals the oldest."""
    return max(rows, key=lambda row: (len(uses[row.pk]), -row.pk))


def merge_all(made: Plan, values: Columns, *, by) -> None:
    """Do what the plan says, with its lines in the log; all of it or nothing. Raises MergeRefused."""
    model: Any = type(made.into)
    rows = [made.into, *made.gone]
    before = _as_they_are(model, rows)
    fields = {one.name: one for one in values.differing(rows)}
    own = {name: row for name, row in made.chosen.items() if name in fields and row not in (TOGETHER, str(made.into.pk))}
    unions = {name: fields[name] for name, row in made.chosen.items() if name in fields and fields[name].many}
    try:
        _take(made, values, fields, own, rows)  # here, before the public site is locked: some forms take a while to be made
        with transaction.atomic():
            public_lock.send(model)
            if _as_they_are(model, rows) != before:
                raise MergeRefused(_("Iemand heeft een van deze rijen net gewijzigd. Bekijk ze opnieuw en bevestig dan."))
            for row in made.gone:
                merge(row, made.into)
                logbook.write(Act.MERGED, made.into, by=by, said=_("“%(row)s” ging erin op") % {"row": row})
            for name, one in unions.items():
                _choose(made, name, one)
            if own or unions:
                _save(made.into, made.gone, {pk: dict(said) for pk, said in before.items()})
    except ValidationError as refusal:
        raise MergeRefused(refusal.messages) from refusal


def _take(made, values, fields, own, rows):
    known = {str(row.pk): row for row in rows}
    for name, number in own.items():
        if not fields[name].many and number in known:
            values.take(made.into, fields[name], known[number], rows)
    if own:
        values.finish(made.into)


def _choose(made, name, one):
    number = made.chosen[name]
    wanted = [row for said in one.values.values() for row in said] if number == TOGETHER else one.values.get(int(number), [])
    getattr(made.into, name).set({row.pk for row in wanted})


def _as_they_are(model, rows) -> dict[int, dict[str, Any]]:
    """The columns of these rows as the database has them now."""
    return {row["id"]: row for row in model._base_manager.filter(pk__in=[row.pk for row in rows]).values()}


def _save(into, gone, before):
    """Save the row that stays. What only one row can have (a name, an address) and was an alias's, changes places: the alias
    keeps leading here under the other one."""
    model: Any = type(into)
    names = [column.attname for column in model._meta.concrete_fields if column.unique and not column.primary_key]
    for row in gone:
        model._base_manager.filter(pk=row.pk).update(**dict.fromkeys(names, f"~{row.pk}"))
    into.full_clean(exclude=["merged_into"])
    into.save()
    for row in gone:
        taken = {name: before[row.pk][name] == getattr(into, name) for name in names}
        said = {name: before[into.pk if taken[name] else row.pk][name] for name in names}
        model._base_manager.filter(pk=row.pk).update(**said)


def numbers(texts: Iterable[str]) -> list[int]:
    """The numbers among what was asked, each once, in order."""
    return list(dict.fromkeys(int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 19))
