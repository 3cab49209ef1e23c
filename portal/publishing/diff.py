"""What differs between two snapshots of one publication, field by field and row by row. Pure: no database is asked, so it
also tells of what is long gone; the names of what a snapshot points at come from the snapshot itself."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import PurePath
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django_prose_editor.fields import ProseEditorField

from portal.fields import LinesField, LinkField
from portal.publishing.freezing import LABELS, choices, columns, owner_field, part_model
from portal.publishing.passages import Passage, lines, passages
from portal.publishing.prose import Fold, Line, compared, folded, one_line
from portal.publishing.words import SAME, Effort, rising
from portal.text import cut

Follow = Mapping[str, Mapping[int, int]]  # {label of a model: {id of an alias: id of what it stands for now}}
TOO_LONG = 500_000  # letters of one text that are compared
SHORT = 200  # letters of a value that is shown as a whole


@dataclass(frozen=True)
class Difference:
    """A field that differs: a text passage by passage, a value before and after, or names that came and went."""

    name: str
    label: str
    lines: tuple[Line | Fold, ...] = ()
    was: str | None = None
    now: str | None = None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def is_value(self) -> bool:
        return self.was is not None or self.now is not None


@dataclass(frozen=True)
class Row:
    """A row of the publication that came, went, moved or was changed."""

    name: str
    state: str  # added, removed, changed, moved
    differences: tuple[Difference, ...] = ()
    was: int = 0  # its place
    now: int = 0


@dataclass(frozen=True)
class Rows:
    """The rows of one part that differ."""

    name: str
    label: str
    rows: tuple[Row, ...] = field(default=())


def differences(
    model: Any, old: dict, new: dict, *, follow: Follow | None = None, detailed: bool = True
) -> list[Difference | Rows]:
    """Everything that differs between two upgraded snapshots; nothing when an editor would see no difference.

    `follow` names the rows that were merged into others: pointing at an alias is pointing at what it stands for.
    Without `detailed`, only what differs is told, not how.
    """
    side = _Sides(old, new, follow or {}, Effort() if detailed else None)
    found: list[Difference | Rows] = list(side.fields(model, old, new))
    for part in model.PARTS:
        if rows := tuple(side.rows(part_model(model, part), old.get(part) or [], new.get(part) or [])):
            found.append(Rows(part, str(part_model(model, part)._meta.verbose_name_plural), rows))
    return found


def named(found: list[Difference | Rows]) -> list[str]:
    """What differs, in a few words for each."""
    return [one.label if isinstance(one, Difference) else _rows_named(one) for one in found]


def _rows_named(part: Rows) -> str:
    names = ", ".join(f"“{cut(row.name, 50)}”" for row in part.rows[:3])
    more = f" {_('en nog %(count)s') % {'count': len(part.rows) - 3}}" if len(part.rows) > 3 else ""
    return f"{part.label} ({names}{more})"


@cache
def told(model) -> list:
    """The columns that an editor reads; machinery and the order of rows are told in another way or not at all."""
    named = {name.lstrip("-") for name in model._meta.ordering} if owner_field(model) else set()
    place = [one for one in columns(model) if one.name in named and isinstance(one, models.PositiveSmallIntegerField)]
    return [one for one in columns(model) if one.editable and one not in place]


class _Sides:
    """Two snapshots beside each other, and how much may still be compared."""

    def __init__(self, old: dict, new: dict, follow: Follow, effort: Effort | None):
        self.old, self.new, self.follow, self.effort = old, new, follow, effort

    # -- fields --------------------------------------------------------------------------------------------------------
    def fields(self, model, old: dict, new: dict) -> Iterator[Difference]:
        for column in told(model):
            was, now = old.get(column.attname), new.get(column.attname)
            if self._stands_for(column, was) != self._stands_for(column, now):
                yield from self._column(column, was, now)
        for choice in choices(model):
            if found := self._chosen(choice, old.get(choice.name) or [], new.get(choice.name) or []):
                yield found

    def _stands_for(self, column, value):
        """The value itself; for a row that was merged, the one it stands for."""
        if not (column.remote_field and isinstance(value, int)):
            return value
        return self.follow.get(column.related_model._meta.label_lower, {}).get(value, value)

    def _column(self, column, was, now) -> Iterator[Difference]:
        label = str(column.verbose_name)
        if self.effort is None:
            yield Difference(column.name, label)
        elif is_text(column):
            look = compared if isinstance(column, (models.TextField, LinesField)) else one_line
            found = folded(look(_passages(column, was), _passages(column, now), self.effort))
            if longest(was, now) > TOO_LONG:
                found.append(_remark(_("Deze tekst is te lang: alleen het begin is vergeleken. Lees ook beide versies.")))
            elif not any(isinstance(one, Line) and one.state != SAME for one in found):
                found = [_remark(_("De woorden bleven gelijk; alleen onzichtbare opmaak verschilt."))]
            yield Difference(column.name, label, lines=tuple(found))
        else:
            yield Difference(column.name, label, was=self._word(column, was), now=self._word(column, now))

    def _chosen(self, choice, was: list, now: list) -> Difference | None:
        model = choice.related_model
        follow = self.follow.get(model._meta.label_lower, {})
        ours, theirs = ({follow.get(pk, pk): pk for pk in some} for some in (was, now))
        gone = tuple(self.name(model, pk) for stands, pk in ours.items() if stands not in theirs)
        come = tuple(self.name(model, pk) for stands, pk in theirs.items() if stands not in ours)
        return Difference(choice.name, str(choice.verbose_name), added=come, removed=gone) if gone or come else None

    def name(self, model, pk) -> str:
        """What a row is called, as the newest snapshot that names it says; it need not exist any more."""
        label = model._meta.label_lower
        for side in (self.new, self.old):
            if (known := side.get(LABELS, {}).get(label, {}).get(str(pk))) is not None:
                return str(known)
        return f"{model._meta.verbose_name} {pk}"

    def _word(self, column, value) -> str:
        if column.remote_field and value is not None:
            return self.name(column.related_model, value)
        return in_words(column, value)

    # -- rows ----------------------------------------------------------------------------------------------------------
    def rows(self, model, old: list[dict], new: list[dict]) -> Iterator[Row]:
        old, new = in_reading_order(model, old), in_reading_order(model, new)
        pairs = self._same_rows(model, old, new)
        common = sorted(pairs)
        stay = {common[place] for place in rising([pairs[place] for place in common])}
        gone = {place: row for place, row in enumerate(old) if place not in pairs.values()}
        for place, row in enumerate(new):
            if place not in pairs:
                yield self._whole(model, row, "added", place)
                continue
            was = pairs[place]
            found = tuple(self.fields(model, old[was], row))
            if found or place not in stay:
                state = "changed" if place in stay else "moved"
                yield Row(self.row_name(model, row), state, found, was + 1, place + 1)
        for place, row in gone.items():
            yield self._whole(model, row, "removed", place)

    def _same_rows(self, model, old, new) -> dict[int, int]:
        """{place in new: place in old} of the rows that are one: by number, else by what no two of them can share."""
        pairs: dict[int, int] = {}
        for key in (lambda row: ("id", row.get("id")), *(self._key(model, names) for names in one_of_a_kind(model))):
            free = {}
            for place, row in enumerate(old):
                if place not in pairs.values() and (said := key(row)) is not None:
                    free.setdefault(said, place)
            for place, row in enumerate(new):
                if place not in pairs and (said := key(row)) is not None and said in free:
                    pairs[place] = free.pop(said)
        return pairs

    def _key(self, model, names):
        fields = [model._meta.get_field(name) for name in names]

        def key(row):
            said = tuple(self._stands_for(one, row.get(one.attname)) for one in fields)
            return None if None in said else repr(said)

        return key

    def _whole(self, model, row, state, place) -> Row:
        """A row that came or went, with all that it says."""
        nothing = {one.attname: _nothing(one) for one in columns(model)} | {one.name: [] for one in choices(model)}
        before, after = (nothing, row) if state == "added" else (row, nothing)
        places = {"now": place + 1} if state == "added" else {"was": place + 1}
        name, by = self._naming(model, row)
        missing: dict[str, Any] = {"was": None} if state == "added" else {"now": None}
        found = [one for one in self.fields(model, before, after) if one.name not in by]
        return Row(name, state, tuple(replace(one, **missing) for one in found), **places)

    def row_name(self, model, row: dict) -> str:
        return self._naming(model, row)[0]

    def _naming(self, model, row: dict) -> tuple[str, set[str]]:
        """What a row is called, and by which columns: what it points at, else its first choice and first words."""
        words, by = [], set()
        for column in told(model):
            value = row.get(column.attname)
            if column.remote_field and value is not None:
                return self.name(column.related_model, value), {column.name}
            if value and (column.choices and not words or _is_a_name(column)):
                words.append(in_words(column, value))
                by.add(column.name)
                if not column.choices:
                    break
        return ": ".join(words) or f"{model._meta.verbose_name} {row.get('id', '')}".strip(), by


@cache
def one_of_a_kind(model) -> list[list[str]]:
    """What no two rows of one publication can share."""
    owner = owner_field(model)
    sets = [[name for name in constraint.fields if name != owner.name] for constraint in model._meta.total_unique_constraints]
    return [names for names in sets if names]


def in_reading_order(model, rows: list[dict]) -> list[dict]:
    """As readers see them. A row that stands where its choice says (`READ_BY`) is not where it happens to be kept."""
    if not (name := getattr(model, "READ_BY", "")):
        return rows
    order = {value: place for place, (value, _label) in enumerate(model._meta.get_field(name).flatchoices)}
    return sorted(rows, key=lambda row: order.get(row.get(name), len(order)))


# -- values in words ---------------------------------------------------------------------------------------------------
def is_text(column) -> bool:
    """Whether a column is read word by word."""
    if column.choices or column.remote_field or isinstance(column, (LinkField, models.SlugField, models.FileField)):
        return False
    return isinstance(column, (models.CharField, models.TextField, LinesField))


def _is_a_name(column) -> bool:
    return isinstance(column, models.CharField) and not column.choices and not isinstance(column, LinkField)


def longest(*values) -> int:
    """The letters of the longest of these texts."""
    return max(len(value) if isinstance(value, str) else 0 for value in values)


def _remark(sentence: str) -> Line:
    """A line that says in words what cannot be marked."""
    return Line("changed", "paragraph", (), (sentence,))


def _nothing(column):
    if column.remote_field or not isinstance(column, (models.CharField, models.TextField, models.FileField)):
        return [] if isinstance(column, LinesField) else None
    return ""


def _passages(column, value) -> list[Passage]:
    if isinstance(column, LinesField):
        return [one for line in (value if isinstance(value, list) else [value]) if line for one in lines(str(line), "item")]
    text = str(value or "")[:TOO_LONG]
    return passages(text) if isinstance(column, ProseEditorField) else lines(text)


def in_words(column, value) -> str:
    """A frozen value as an editor reads it; "" for nothing."""
    if value is None or value == "":
        return ""  # TextChoices may have a label for it; an editor reads "leeg"
    if column.choices:
        return str({str(key): label for key, label in column.flatchoices}.get(str(value), value))
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(column, models.FileField):
        return PurePath(str(value)).name
    return cut(_moment(column, str(value)), SHORT * 5)


def _moment(column, text: str) -> str:
    """Dates and hours in Dutch; what cannot be read is shown as it is."""
    try:
        if isinstance(column, models.DateTimeField):
            moment = parse_datetime(text)
            local = timezone.localtime(moment) if moment and timezone.is_aware(moment) else moment
            return date_format(local, "j F Y, H:i") if local else text
        if isinstance(column, models.DateField):
            day = parse_date(text)
            return date_format(day, "j F Y") if day else text
        if isinstance(column, models.TimeField):
            hour: dt.time | None = parse_time(text)
            return date_format(dt.datetime.combine(dt.date(2000, 1, 1), hour), "H:i") if hour else text
    except (ValueError, OverflowError):
        return text
    return text
