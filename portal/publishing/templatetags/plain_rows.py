"""What the templates of a form print of its fields and rows, as plain values: the admin's own wrappers are asked once."""

from typing import Any

from django import template
from django.contrib.admin.helpers import AdminReadonlyField
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def plain_lines(fieldset) -> list[dict]:
    """The lines of a fieldset, each with its fields."""
    return [_line(line) for line in fieldset]


def _line(line) -> dict:
    fields = list(line)
    alone = len(fields) == 1
    errors = line.errors()
    classes = ["form-row"] + ["errors"] * bool(alone and errors) + ["hidden"] * (not line.has_visible_field)
    classes += [f"field-{_name(field)}" for field in fields if _name(field)]
    shown = [_field(field, alone) for field in fields]
    return {"classes": " ".join(classes), "alone": alone, "errors": errors, "fields": shown}


def _name(field) -> str:
    return field.field["name"] if field.is_readonly else field.field.name


def _is_hidden(field) -> bool:
    return field.field["is_hidden"] if field.is_readonly else field.field.is_hidden


def _field(field, alone: bool) -> dict:
    errors = "" if field.is_readonly else field.errors()
    classes = ["flex-container"]
    if not alone:
        classes += ["fieldBox"] + [f"field-{_name(field)}"] * bool(_name(field))
        classes += ["errors"] * bool(errors) + ["hidden"] * _is_hidden(field)
    classes += ["checkbox-row"] * field.is_checkbox
    known = field.field
    return {
        "classes": " ".join(classes),
        "errors": "" if alone else errors,
        "shown": _shown(field),
        "help": known["help_text"] if field.is_readonly else known.help_text,
        "help_id": "" if field.is_readonly else known.id_for_label,
        "hidden": _is_hidden(field),
    }


def _shown(field) -> SafeString:
    """A label and what belongs to it; of a box to tick, the label comes last."""
    if isinstance(field, AdminReadonlyField):
        return mark_safe(f'{field.label_tag()}<div class="readonly">{conditional_escape(field.contents())}</div>')  # noqa: S308
    label, widget = field.label_tag(), str(field.field)
    return mark_safe(widget + label if field.is_checkbox else label + widget)  # noqa: S308 (drawn by the form itself)


@register.filter
def plain_rows(formset) -> list[dict]:
    """The rows of a tabular inline, each with its cells."""
    rows: list[Any] = list(formset)
    empty = rows[-1] if formset.has_add_permission else None
    deletes = formset.formset.can_delete and formset.has_delete_permission
    return [_row(row, place, row is empty, deletes) for place, row in enumerate(rows)]


def _row(row, place: int, empty: bool, deletes: bool) -> dict:
    keys = [key for asked, key in ((row.needs_explicit_pk_field(), row.pk_field), (True, row.fk_field)) if asked]
    hidden = "".join(str(key.field) for made in keys if (key := made()))
    return {
        "place": "empty" if empty else place,
        "empty": empty,
        "original": row.original or "",
        "errors": row.form.non_field_errors(),
        "hidden": mark_safe(hidden),  # noqa: S308 (drawn by the form itself)
        "cells": [_cell(field) for fieldset in row for line in fieldset for field in line],
        "delete": row.deletion_field().field if deletes and row.original else "",
    }


def _cell(field) -> dict:
    classes = " ".join([f"field-{_name(field)}"] * bool(_name(field)) + ["hidden"] * _is_hidden(field))
    if field.is_readonly:
        return {"classes": classes, "shown": mark_safe(f"<p>{conditional_escape(field.contents())}</p>")}  # noqa: S308
    return {"classes": classes, "shown": mark_safe(f"{field.errors()}{field.field}")}  # noqa: S308 (drawn by the form itself)
