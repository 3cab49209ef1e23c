"""The rows that a publication owns, as its form posts them."""

from typing import Any

from django import forms
from django.utils.functional import cached_property

from portal.publishing.forms import DeskForm


class PartForm(DeskForm):
    """A row of a publication. One that nobody touched was valid before: it is not asked of the database again."""

    def _post_clean(self):
        if self.instance._state.adding or self.has_changed():
            super()._post_clean()


class RowField(forms.ModelChoiceField):
    """The number of a row that its formset has at hand."""

    rows: dict = {}

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if str(value) not in self.rows:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value})
        return self.rows[str(value)]


class PartFormSet(forms.BaseInlineFormSet):
    """A row that somebody removed while it was being edited comes back as a new row: what was typed in it is not lost.

    As many queries for ten rows as for one.
    """

    data: Any

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_bound:
            self.data = self._with_lost_rows_as_new(self.data)

    @cached_property
    def empty_form(self):
        """The row that a new one is copied from: made once, however often it is asked for."""
        return super().empty_form

    def get_unique_error_message(self, unique_check):
        """Two rows that cannot both be: in the words of the rule they break."""
        for rule in self.model._meta.total_unique_constraints:
            if {*unique_check} <= {*rule.fields} and rule.violation_error_message != rule.default_violation_error_message:
                return rule.violation_error_message
        return super().get_unique_error_message(unique_check)

    @cached_property
    def _rows(self) -> dict:
        return {str(row.pk): row for row in self.get_queryset()}

    def add_fields(self, form, index):
        super().add_fields(form, index)
        name = self._pk_field.name
        if self.is_bound and isinstance(form.fields.get(name), forms.ModelChoiceField):
            widget = form.fields[name].widget
            form.fields[name] = RowField(self.get_queryset(), initial=form.fields[name].initial, required=False, widget=widget)
            form.fields[name].rows = self._rows

    def _with_lost_rows_as_new(self, data):
        try:
            saved, total = (int(data.get(f"{self.prefix}-{name}_FORMS", 0)) for name in ("INITIAL", "TOTAL"))
        except ValueError:
            return data  # the management form will say so
        if total > self.absolute_max:
            return data  # the formset will say so
        pk = self.model._meta.pk.name
        known = self._rows if saved else {}
        lost = [place for place in range(min(saved, total)) if data.get(f"{self.prefix}-{place}-{pk}") not in known]
        if not lost:
            return data
        kept = [place for place in range(saved) if place not in lost]
        moved = {f"{self.prefix}-{old}": f"{self.prefix}-{new}" for new, old in enumerate([*kept, *lost, *range(saved, total)])}
        fresh = data.copy()
        fresh.clear()
        for name in data:
            row, _dash, field = name.rpartition("-")
            fresh.setlist(f"{moved.get(row, row)}-{field}" if row else name, data.getlist(name))
        for place in lost:
            fresh[f"{moved[f'{self.prefix}-{place}']}-{pk}"] = ""
        fresh[f"{self.prefix}-INITIAL_FORMS"] = str(len(kept))
        return fresh
