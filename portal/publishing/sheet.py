"""A form with its rows as a browser posts it: what it shows, what was typed in it, and a mark of each value.

Two editors are compared here and not in snapshots, because what they typed need not be valid, and goes back into a form.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import QueryDict
from django.utils.translation import gettext as _
from django_prose_editor.widgets import ProseEditorWidget
from taggit.forms import TagField
from taggit.utils import parse_tags

from portal.fields import LinesFormField
from portal.publishing.diff import one_of_a_kind
from portal.publishing.forms import number_in
from portal.text import clean_html, cut, plain

Values = tuple[tuple[str, ...], ...]  # of one field: for each name under which it is posted, what is posted
MARK = re.compile(r"\??[\w/-]{1,200}=[0-9a-f]{10}")
MOST_ROWS = 1000
WRITTEN_IN_MANY_WAYS = (forms.fields.BaseTemporalField, forms.IntegerField, LinesFormField)


def bare(widget):
    """The widget itself, without the links that the admin puts beside it."""
    return getattr(widget, "widget", widget) if hasattr(widget, "can_add_related") else widget


class Cell:
    """A field of a form, or of any row of a formset, without a value."""

    def __init__(self, name: str, shape: forms.Field):
        self.name, self.shape, self.widget = name, shape, bare(shape.widget)
        self.suffixes = self.widget.widgets_names if isinstance(self.widget, forms.MultiWidget) else [""]

    @property
    def is_file(self) -> bool:
        return isinstance(self.widget, forms.FileInput)

    @property
    def is_told(self) -> bool:
        """Whether an editor sees it; the place of a row is changed by moving it."""
        return not self.widget.is_hidden

    def names(self, prefix: str = "") -> list[str]:
        """The names under which it is posted."""
        return [f"{prefix}{self.name}{suffix}" for suffix in self.suffixes]

    def typed(self, posted: QueryDict, prefix: str = "") -> Values:
        return tuple(tuple(posted.getlist(name)) for name in self.names(prefix))

    def shown(self, bound) -> Values:
        """What a browser posts of a field that nobody touched."""
        value = bound.value()
        if not isinstance(self.widget, forms.MultiWidget):
            return (_sent(self.widget, value),)
        parts = value if isinstance(value, list) else self.widget.decompress(value)
        return tuple(_sent(widget, part) for widget, part in zip(self.widget.widgets, parts, strict=True))

    def said(self, values: Values) -> Any:
        """What these values say, however they were typed."""
        if getattr(self.widget, "allow_multiple_selected", False):
            return sorted({one for value in values for one in value})
        if isinstance(self.widget, forms.CheckboxInput):
            return [one for value in values for one in value if one.lower() not in ("", "0", "false")][:1] != []
        words = [" ".join(value).replace("\r\n", "\n").strip() for value in values]
        if isinstance(self.widget, ProseEditorWidget):
            return [clean_html(word) for word in words]
        if isinstance(self.shape, TagField):
            return _tags(words[0])
        shapes = getattr(self.shape, "fields", [self.shape])
        return [_read(shape, word) for shape, word in zip(shapes, words, strict=True)]

    def mark(self, values: Values) -> str:
        return blake2b(repr(self.said(values)).encode(), digest_size=5).hexdigest()

    def label(self) -> str:
        label = str(self.shape.label or self.name.replace("_", " "))
        return label if label[1:2].isupper() else label[:1].lower() + label[1:]

    def in_words(self, values: Values) -> str:
        """What these values say, as plain text for an editor. Numbers of rows that are not at hand stay numbers."""
        known = {str(pk): str(words) for pk, words in getattr(self.widget, "known", {}).items()} | self._choices
        words = [known.get(one, one) for value in values for one in value if one]
        return cut(plain(", ".join(words)) if isinstance(self.widget, ProseEditorWidget) else ", ".join(words), 600)

    @cached_property
    def _choices(self) -> dict[str, str]:
        if not hasattr(self.shape, "choices") or isinstance(self.shape, forms.ModelChoiceField):
            return {}
        return {str(key): str(words) for key, words in self.shape.choices if not isinstance(words, (list, tuple))}


def _sent(widget, value) -> tuple[str, ...]:
    if isinstance(widget, forms.FileInput):
        return (str(value or ""),)
    if isinstance(widget, forms.CheckboxInput):
        return ("on",) if widget.check_test(value) else ()
    if isinstance(widget, forms.widgets.ChoiceWidget):
        many = value if isinstance(value, (list, tuple)) else [value]
        chosen = tuple(str(one.value if isinstance(one, TextChoices) else one) for one in many if one is not None)
        return chosen if widget.allow_multiple_selected else chosen or ("",)
    text = widget.format_value(value)
    return ("" if text is None else str(text),)


def _read(shape: forms.Field, word: str) -> str:
    """A day, an hour or a number, in whichever way it was written."""
    try:
        return str(shape.to_python(word)) if word and isinstance(shape, WRITTEN_IN_MANY_WAYS) else word
    except ValidationError:
        return word


def _tags(words: str) -> list[str]:
    try:
        return sorted(parse_tags(words))
    except ValueError:  # a quotation mark that was not closed
        return [words]


# -- rows --------------------------------------------------------------------------------------------------------------
@dataclass
class Row:
    """A row of a formset: `pk` is "" for one that was never saved."""

    pk: str
    values: dict[str, Values]
    gone: bool = False  # ticked to be removed
    raw: dict[str, list[str]] = field(default_factory=dict)  # all that was posted of it, by the end of the name


class Part:
    """The rows of one formset."""

    def __init__(self, formset, label: str):
        self.formset, self.prefix, self.name = formset, formset.prefix, label
        self.key = formset.model._meta.pk.name
        machinery = {self.key, formset.fk.name, DELETION_FIELD_NAME}
        empty = formset.empty_form
        self.cells = {name: Cell(name, shape) for name, shape in empty.fields.items() if name not in machinery}
        self.one_of_a_kind = [names for names in one_of_a_kind(formset.model) if self.cells.keys() >= {*names}]

    def shown(self) -> list[Row]:
        """The rows as the page shows them; the empty ones below have nothing in them yet."""
        return [
            Row(str(form.instance.pk or ""), {name: cell.shown(form[name]) for name, cell in self._cells_of(form)})
            for form in self.formset.forms
        ]

    def _cells_of(self, form) -> Iterator[tuple[str, Cell]]:
        """A chooser of a row knows the names of what was chosen in that row."""
        for name, shape in form.fields.items():
            if name in self.cells:
                known = getattr(bare(shape.widget), "known", None)
                if known:
                    self.cells[name].widget.known = {**getattr(self.cells[name].widget, "known", {}), **known}
                yield name, self.cells[name]

    def typed(self, posted: QueryDict) -> list[Row]:
        total = min(number_in(posted.get(f"{self.prefix}-TOTAL_FORMS", ""), 0), MOST_ROWS)
        saved = number_in(posted.get(f"{self.prefix}-INITIAL_FORMS", ""), 0)
        return [self._row(posted, f"{self.prefix}-{place}-", place < saved) for place in range(total)]

    def _row(self, posted, prefix, saved) -> Row:
        raw = {name.removeprefix(prefix): posted.getlist(name) for name in posted if name.startswith(prefix)}
        values = {name: cell.typed(posted, prefix) for name, cell in self.cells.items()}
        return Row(posted.get(prefix + self.key, "") if saved else "", values, bool(raw.get(DELETION_FIELD_NAME)), raw)

    def called(self, row: Row) -> str:
        """What a row is called: what is chosen in it, else its first words."""
        named = [(cell, row.values[name]) for name, cell in self.cells.items() if cell.is_told and name in row.values]
        chosen = [(cell, values) for cell, values in named if isinstance(cell.widget, forms.widgets.ChoiceWidget)]
        words = [cell.in_words(values) for cell, values in [*chosen, *named]]
        return next((cut(word, 50) for word in words if word and not word.isdigit()), _("nieuwe rij"))

    def learn(self, rows: Iterable[Row]) -> None:
        """The names of what is chosen in these rows and is not at hand. A query for each chooser, when it names something new."""
        for name, cell in self.cells.items():
            known = getattr(cell.widget, "known", None)
            chosen = {one for row in rows for value in row.values.get(name, ()) for one in value if one.isdigit()}
            if known is not None and (lost := chosen - known.keys()):
                found = cell.shape.queryset.model._base_manager.in_bulk([int(pk) for pk in lost if len(pk) < 19])
                cell.widget.known = {**known, **{str(pk): str(row) for pk, row in found.items()}}

    def same(self, one: Row, other: Row) -> bool:
        return all(cell.said(one.values[name]) == cell.said(other.values[name]) for name, cell in self.cells.items())

    @cached_property
    def blank(self) -> list[Row]:
        """The rows that the page offers to write in, and the one it copies for “nog een”."""
        empty = self.formset.empty_form
        spare = Row("", {name: cell.shown(empty[name]) for name, cell in self.cells.items()})
        return [spare, *(row for row in self.shown() if not row.pk)]

    def says_something(self, row: Row) -> bool:
        """Whether anything was written in a row that was never saved."""
        return not any(self.same(row, blank) for blank in self.blank)


class Sheet:
    """A form with its rows."""

    def __init__(self, form, formsets: Iterable[tuple[Any, str]], left_out=("seen",)):
        self.form = form
        self.cells = {name: Cell(name, shape) for name, shape in form.fields.items() if name not in left_out}
        self.parts = [Part(formset, label) for formset, label in formsets]

    def shown(self) -> dict[str, Values]:
        return {name: cell.shown(self.form[name]) for name, cell in self.cells.items()}

    def marks(self) -> dict[str, str]:
        """A mark of every value that the page shows, by a name that stays when rows move."""
        values = self.shown()
        marks = {name: cell.mark(values[name]) for name, cell in self.cells.items()}
        for part in self.parts:
            for row in part.shown():
                if row.pk:
                    marks |= {at(part, row.pk, name): part.cells[name].mark(value) for name, value in row.values.items()}
        return marks

    def differs(self, posted: QueryDict) -> list[str]:
        """What stands otherwise in what was posted than on the page, in a few words for each."""
        shown = self.shown()
        names = [
            cell.label()
            for name, cell in self.cells.items()
            if not cell.is_file and cell.is_told and cell.said(cell.typed(posted)) != cell.said(shown[name])
        ]
        for part in self.parts:
            if rows := list(dict.fromkeys(_rows_that_differ(part, posted))):
                more = f" {_('en nog %(count)s') % {'count': len(rows) - 3}}" if len(rows) > 3 else ""
                names.append(f"{part.name} ({', '.join(f'“{name}”' for name in rows[:3])}{more})")
        return names


def _rows_that_differ(part: Part, posted: QueryDict) -> Iterator[str]:
    shown = {row.pk: row for row in part.shown() if row.pk}
    typed = part.typed(posted)
    part.learn(typed)
    for row in typed:
        was = shown.get(row.pk)
        if was is None:
            if not row.gone and part.says_something(row):
                yield part.called(row)
        elif row.gone or not part.same(row, was):
            yield part.called(was)


def at(part: Part, pk: str, name: str) -> str:
    return f"{part.prefix}/{pk}/{name}"


# -- what a page showed ------------------------------------------------------------------------------------------------
@dataclass
class Base:
    """What a page showed when it was opened, as marks; and what its editor was asked and did not answer yet."""

    marks: dict[str, str]
    open: set[str]

    @classmethod
    def read(cls, text: str) -> "Base":
        entries = [entry for entry in text.split() if MARK.fullmatch(entry)]
        pairs = [entry.removeprefix("?").split("=") for entry in entries]
        return cls(dict(pairs), {entry[1:].split("=")[0] for entry in entries if entry.startswith("?")})

    def __str__(self):
        return " ".join(f"{'?' * (key in self.open)}{key}={mark}" for key, mark in self.marks.items())

    def has_row(self, part: Part, pk: str) -> bool:
        start = f"{part.prefix}/{pk}/"
        return any(key.startswith(start) for key in self.marks)
