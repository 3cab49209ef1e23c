"""The fields and rows of a form, written by Python: the same HTML as the admin's templates give, for a fraction of the time."""

from typing import Any

from django import template
from django.contrib.admin.helpers import AdminReadonlyField
from django.forms import HiddenInput, Select
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from portal.publishing.quick_fields import attributes, said

register = template.Library()


@register.filter
def written_lines(fieldset) -> SafeString:
    """The lines of a fieldset, each with its fields."""
    return mark_safe("".join(map(_line, fieldset)))  # noqa: S308 (what can be typed is escaped in each piece)


def _line(line) -> str:
    fields = list(line)
    alone = len(fields) == 1
    errors = line.errors()
    classes = ["form-row"] + ["errors"] * bool(alone and errors) + ["hidden"] * (not line.has_visible_field)
    classes += [f"field-{_name(field)}" for field in fields if _name(field)]
    shown = "".join(_field(field, alone) for field in fields)
    inside = f"{errors}{shown}" if alone else f'<div class="flex-container form-multiline">{shown}</div>'
    return f'<div class="{" ".join(classes)}">{inside}</div>\n'


def _name(field) -> str:
    return field.field["name"] if field.is_readonly else field.field.name


def _is_hidden(field) -> bool:
    return field.field["is_hidden"] if field.is_readonly else field.field.is_hidden


def _field(field, alone: bool) -> str:
    errors = "" if field.is_readonly else field.errors()
    classes = ["flex-container"]
    if not alone:
        classes += ["fieldBox"] + [f"field-{_name(field)}"] * bool(_name(field))
        classes += ["errors"] * bool(errors) + ["hidden"] * _is_hidden(field)
    classes += ["checkbox-row"] * field.is_checkbox
    above = "" if alone else errors
    return f'<div>{above}<div class="{" ".join(classes)}">{_shown(field)}</div>\n{_help(field)}</div>\n'


def _help(field) -> str:
    """What stands under a field; written in the models, it may hold HTML."""
    known = field.field
    words = known["help_text"] if field.is_readonly else known.help_text
    if not words:
        return ""
    place = "" if field.is_readonly or not known.id_for_label else f' id="{conditional_escape(known.id_for_label)}_helptext"'
    return f'<div class="help{" hidden" * _is_hidden(field)}"{place}><div>{words}</div></div>'


def _shown(field) -> str:
    """A label and what belongs to it; of a box to tick, the label comes last."""
    if isinstance(field, AdminReadonlyField):
        return f'{field.label_tag()}<div class="readonly">{conditional_escape(field.contents())}</div>'
    label, widget = field.label_tag(), _drawn(field.field)
    return widget + label if field.is_checkbox else label + widget


@register.filter
def written_rows(formset) -> SafeString:
    """The rows of a tabular inline, each with its cells."""
    rows: list[Any] = list(formset)
    empty = rows[-1] if formset.has_add_permission else None
    deletes = formset.formset.can_delete and formset.has_delete_permission
    prefix = conditional_escape(formset.formset.prefix)
    places = ["empty" if row is empty else place for place, row in enumerate(rows)]
    written = [_row(row, f"{prefix}-{place}", row is empty, deletes) for place, row in zip(places, rows, strict=True)]
    return mark_safe("".join(written))  # noqa: S308 (what can be typed is escaped in each piece)


def _row(row, place: str, empty: bool, deletes: bool) -> str:
    cells = [_cell(field) for fieldset in row for line in fieldset for field in line]
    errors = row.form.non_field_errors()
    above = f'<tr class="row-form-errors"><td colspan="{len(cells) + 2}">{errors}</td></tr>\n' if errors else ""
    classes = "form-row" + " has_original" * bool(row.original) + " empty-form" * empty
    delete = row.deletion_field().field if deletes and row.original else ""
    return (
        f'{above}<tr class="{classes}" id="{place}"><td class="original">{_mover(row)}{_keys(row)}</td>\n'
        f'{"".join(cells)}<td class="delete">{delete}</td></tr>'
    )


def _mover(row) -> str:
    """What a saved row calls itself, and the two ways to move it far."""
    if not row.original:
        return ""
    ways = [("begin", said(_("Move to first position"))), ("end", said(_("Move to last position")))]
    signs = "".join(f'<i class="move-{to}" role="button" aria-label="{way}" title="{way}"></i>' for to, way in ways)
    return f'<p>{escape(str(row.original))}<span class="sort">{signs}</span></p>'


def _keys(row) -> str:
    """The key of a row, which nobody sees. Whose row it is, the address says: no row posts it, and an inline asks for none."""
    return _drawn(row.pk_field().field) if row.needs_explicit_pk_field() else ""


def _cell(field) -> str:
    classes = " ".join([f"field-{_name(field)}"] * bool(_name(field)) + ["hidden"] * _is_hidden(field))
    if field.is_readonly:
        return f'<td class="{classes}"><p>{conditional_escape(field.contents())}</p></td>\n'
    return f'<td class="{classes}">{field.errors()}{_drawn(field.field)}</td>\n'


def _drawn(bound) -> str:
    """A field as its widget draws it. Keys and lists of choices, of which every row has some, are drawn here."""
    kind = type(bound.field.widget)
    if bound.field.show_hidden_initial or kind not in (HiddenInput, Select):
        return str(bound)
    return _key(bound) if kind is HiddenInput else _choice(bound)


def _key(bound) -> str:
    value = bound.field.widget.format_value(bound.value())
    shown = "" if value is None else f' value="{said(value)}"'
    return f'<input type="hidden" name="{said(bound.html_name)}"{shown}{attributes(_attrs(bound))}>'


def _choice(bound) -> str:
    """A list to choose one from."""
    widget = bound.field.widget
    if any(isinstance(label, (list, tuple)) for _value, label in widget.choices):
        return str(bound)
    chosen, options = widget.format_value(bound.value()), ""
    for value, label in widget.choices:
        known = "" if value is None else str(value)
        options += f'\n  <option value="{escape(known)}"{" selected" * (known in chosen)}>{said(label)}</option>'
        chosen = [] if known in chosen else chosen
    return f'<select name="{said(bound.html_name)}"{attributes(_attrs(bound))}>{options}\n</select>'


def _attrs(bound) -> dict:
    widget = bound.field.widget
    own = {} if widget.is_hidden and not bound.field.disabled else bound.build_widget_attrs({}, widget)
    place = {"id": bound.auto_id} if bound.auto_id and "id" not in widget.attrs else {}
    return {**widget.attrs, **own, **place}
