"""Form parts of the desk that do not ask the database for what the page already has."""

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect

from portal.publishing.parts import PartForm


class InHandSelect(AutocompleteSelect):
    """An autocomplete whose chosen row is already in hand: its label costs no query, for one row as for a hundred."""

    known: dict = {}

    def optgroups(self, name, value, attr=None):
        values = [str(chosen) for chosen in value if str(chosen or "")]
        if any(chosen not in self.known for chosen in values):
            return super().optgroups(name, value, attr)
        empty = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        chosen = [self.create_option(name, pk, self.known[pk], True, place) for place, pk in enumerate(values, 1)]
        return [(None, [*empty, *chosen], 0)]


class InHandField(forms.ModelChoiceField):
    """A choice that was not changed is the row in hand."""

    in_hand = None

    def to_python(self, value):
        return self.in_hand if self.in_hand and str(value) == str(self.in_hand.pk) else super().to_python(value)


class RowInHandForm(PartForm):
    """A row of an inline: its foreign keys were fetched with it, so their widgets know their labels."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, InHandSelect):
                related = self.instance._state.fields_cache.get(name) if self.instance.pk else None
                widget.known = {str(related.pk): str(related)} if related else {}
                field.in_hand = related
