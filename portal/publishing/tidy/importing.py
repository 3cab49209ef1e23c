"""Rows of a table into shared rows: first the fate of every row, then all the good ones in one transaction.

The rows go through a Resource of django-import-export, which cleans each cell by its column and compares with what there is.
Saving is ours: nothing is written to find out what would happen."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from import_export import fields, resources, widgets
from import_export.results import RowResult
from tablib import Dataset

from portal.publishing import logbook
from portal.publishing.logbook import Act
from portal.shared import public_lock
from portal.tables.reading import Row, Table
from portal.text import fold

NEW, CHANGED, SAME, REFUSED = "new", "changed", "same", "refused"
LINE = "_line"  # a column of ours, beside those of the file
NUMBER = "number"  # the column that says which thing a row is about


class ImportRefused(Exception):
    """Why nothing was written, in a sentence."""


@dataclass
class Fate:
    """What would happen to a row of the file."""

    line: int
    kind: str
    title: str = ""
    changes: list[tuple[str, str, str]] = field(default_factory=list)  # (column, what there is, what it becomes)
    faults: list[tuple[str, str]] = field(default_factory=list)  # (column, why not)
    entry: Any = None

    @property
    def row(self) -> Any:
        """The thing itself, when there is one already."""
        return self.entry.row if self.entry is not None and self.entry.row.pk else None


class Entry:
    """A row of the file beside the thing that it is about: the values of the columns, by name."""

    def __init__(self, row: Any, **values: Any):
        self.row = row
        self.__dict__.update(values)

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...
        def __setattr__(self, name: str, value: Any) -> None: ...

    def __deepcopy__(self, memo):
        said = {name: list(value) if isinstance(value, list) else value for name, value in self.__dict__.items()}
        return type(self)(**said)

    def __str__(self):
        return str(getattr(self, "title", "") or self.row)


class Cell(widgets.Widget):
    """A text, without spaces around it."""

    def __init__(self, longest: int = 0):
        super().__init__()
        self.longest = longest

    def clean(self, value, row=None, **kwargs):
        text = str(value or "").strip()
        if self.longest and len(text) > self.longest:
            said = {"most": self.longest, "count": len(text)}
            raise ValueError(_("te lang: hoogstens %(most)s tekens, hier %(count)s") % said)
        return text

    def render(self, value, obj=None, **kwargs):
        return str(value if value is not None else "")


class Lines(Cell):
    """Several texts, with a semicolon between them."""

    def clean(self, value, row=None, **kwargs):
        return [" ".join(part.split()) for part in super().clean(value).replace("\n", ";").split(";") if part.strip()]

    def render(self, value, obj=None, **kwargs):
        return "; ".join(value or [])


class Number(Cell):
    """A whole number, or nothing."""

    def clean(self, value, row=None, **kwargs):
        text = super().clean(value)
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and int(text[:6]) <= 32_767 and len(text) <= 5):
            raise ValueError(_("“%(text)s” is geen heel getal (tot 32 767)") % {"text": text[:40]})
        return int(text)


class OneOf(Cell):
    """One of a fixed list, by its name or its key; `also` are keys without a name."""

    def __init__(self, choices: Iterable[tuple[str, Any]], also: Iterable[str] = ()):
        super().__init__()
        self.labels = {key: str(label) for key, label in choices if key}
        self.keys = {fold(said): key for key, label in self.labels.items() for said in (label, key)}
        self.keys |= {fold(key): key for key in also}

    def clean(self, value, row=None, **kwargs):
        text = super().clean(value)
        if text and fold(text) not in self.keys:
            said = {"text": text[:40], "known": ", ".join(self.labels.values())}
            raise ValueError(_("“%(text)s” kennen we niet. Kies uit: %(known)s") % said)
        return self.keys[fold(text)] if text else ""

    def render(self, value, obj=None, **kwargs):
        return self.labels.get(value, str(value or ""))


class NoLoader:
    """The library wants somebody who finds things; `recognise` does."""

    def __init__(self, resource, dataset):
        pass


class DeskTable(resources.Resource):
    """The columns of a table, and what its rows are. A model gives its own columns, and says how a row is recognised."""

    model: Any
    required: tuple[str, ...] = ()  # columns without which nothing new can be made

    class Meta:
        instance_loader_class = NoLoader
        skip_unchanged = True
        skip_html_diff = True
        store_instance = True

    def __init__(self, *, empties: bool = False):
        super().__init__()
        self.empties = empties
        self.lines: dict[Any, int] = {}  # what was already met in this file, and where
        self.before: dict[int, dict[str, Any]] = {}  # the columns of what exists, as they were when we looked

    def columns(self) -> list[str]:
        return [column.column_name for column in self.fields.values()]

    # -- what a model says ---------------------------------------------------------------------------------------------
    def prepare(self, rows: list[Row]) -> None:
        """Look up in a few queries what all rows together need."""

    def recognise(self, row: dict[str, str]) -> Any:
        """The thing that this row is about; None when it is new. Raises ValidationError."""
        raise NotImplementedError

    def entry_of(self, row: Any) -> Entry:
        """The values of a thing, by column."""
        raise NotImplementedError

    def check(self, entry: Entry) -> None:
        """Whether the thing can be like this. Raises ValidationError."""

    def settle(self, fates: list[Fate]) -> None:
        """When all rows were looked at: what they need from each other, or from another program. May refuse some."""

    def save(self, entry: Entry) -> None:
        """Write the thing."""
        raise NotImplementedError

    # -- what the library asks -----------------------------------------------------------------------------------------
    def get_import_id_fields(self):
        return ["id"]  # nothing by itself: `recognise` says

    def get_instance(self, instance_loader, row):
        found = self.recognise(row)
        if found is None:
            return None
        self.before[found.pk] = _columns(found)
        return self.entry_of(found)

    def init_instance(self, row=None):
        return self.entry_of(self.model())

    def import_field(self, field, instance, row, is_m2m=False, **kwargs):
        """An empty cell leaves what there is, unless it was asked to empty it. The number says which thing it is, not what."""
        asked = row.get(field.column_name) or (self.empties and field.column_name in row and instance.row.pk)
        if asked and field.attribute != NUMBER:
            field.save(instance, row, is_m2m, **kwargs)

    def skip_row(self, instance, original, row, import_validation_errors=None):
        known = instance.row.pk is not None
        return known and super().skip_row(instance, original, row, import_validation_errors)

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        errors = dict(import_validation_errors or {})
        try:
            self.check(instance)
        except ValidationError as refusal:
            errors = {**refusal.update_error_dict({}), **errors}
        if errors:
            raise ValidationError(errors)

    def save_instance(self, instance, is_create, row, **kwargs):
        """Later, all together."""

    # -- the fates -----------------------------------------------------------------------------------------------------
    def fates(self, table: Table) -> list[Fate]:
        """What would happen to each row. Nothing is written."""
        self.prepare(table.rows)
        headers = [*table.columns, LINE]
        dataset = Dataset(*[(*(row.cells[name] for name in table.columns), str(row.line)) for row in table.rows], headers=headers)
        found = self.import_data_inner(dataset, True, False, False, False)
        for failed in found.error_rows:
            raise failed.errors[0].error  # a mistake of ours, not of the file
        for fault in found.base_errors:
            raise fault.error
        fates = [self._fate(row, result) for row, result in zip(table.rows, found.rows, strict=True)]
        self.settle(fates)
        return fates

    def _fate(self, row: Row, result: RowResult) -> Fate:
        if result.validation_error is not None:
            said = next((cell for cell in row.cells.values() if cell), "")
            return Fate(row.line, REFUSED, said, faults=self._faults(result.validation_error))
        entry, title = result.instance, str(result.instance)
        if result.is_skip():
            return Fate(row.line, SAME, title, entry=entry)
        before = result.original
        changes = []
        for column in self.fields.values():
            now = column.export(entry)
            was = column.export(before) if before is not None else ""
            if now != was:
                changes.append((column.column_name, was, now))
        return Fate(row.line, CHANGED if entry.row.pk else NEW, title, changes, entry=entry)

    def _faults(self, refusal: ValidationError) -> list[tuple[str, str]]:
        named = {column.attribute: column.column_name for column in self.fields.values()}
        if not hasattr(refusal, "error_dict"):
            return [("", sentence) for sentence in refusal.messages]
        order = [*named, NON_FIELD_ERRORS]
        said = sorted(refusal.message_dict.items(), key=lambda pair: order.index(pair[0]) if pair[0] in order else 99)
        return [(named.get(name, ""), sentence) for name, sentences in said for sentence in sentences]


def column(name: str, head: str, widget: widgets.Widget | None = None) -> fields.Field:
    return fields.Field(attribute=name, column_name=head, widget=widget or Cell())


def seen_name(fates: list[Fate]) -> str:
    """A short name for what a preview showed."""
    said = [(fate.line, fate.kind, fate.row and fate.row.pk, fate.changes, fate.faults) for fate in fates]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def write(table: DeskTable, fates: list[Fate], *, name: str, by) -> int:
    """Write every row that is new or changes, with a line in the log each; all of them or none. Raises ImportRefused."""
    good = [fate for fate in fates if fate.kind in (NEW, CHANGED)]
    before = {fate.row.pk: table.before[fate.row.pk] for fate in good if fate.row is not None}
    try:
        with transaction.atomic():
            public_lock.send(table.model)
            rows = table.model._base_manager.in_bulk(list(before))
            if before != {pk: _columns(row) for pk, row in rows.items()}:
                raise ImportRefused(_changed_meanwhile())
            for fate in good:
                table.save(fate.entry)
                said = _("nieuw") if fate.kind == NEW else ", ".join(head.lower() for head, _was, _now in fate.changes)
                said = _("uit “%(name)s”, %(what)s") % {"name": name, "what": said}
                logbook.write(Act.IMPORTED, fate.entry.row, by=by, said=said)
    except IntegrityError as clash:
        raise ImportRefused(_changed_meanwhile()) from clash
    return len(good)


def _columns(row: Any) -> dict[str, Any]:
    return {one.attname: one.value_from_object(row) for one in row._meta.concrete_fields}


def _changed_meanwhile() -> str:
    return _("Iemand wijzigde intussen een van deze rijen. Bekijk het overzicht opnieuw en bevestig dan.")
