"""How every form of the desk behaves: no colons, sentences for what is wrong, hours as people type them."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import (
    AdminSplitDateTime,
    AutocompleteMixin,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.utils.translation import gettext as _
from js_asset import Media

from portal.fields import HourField, MomentField
from portal.publishing.quick_forms import Fields, QuickRelated, address, settled
from portal.shared import Shared
from portal.text import excerpt


def number_in(text: str, otherwise: int) -> int:
    """A number as a form posts it; anything else is `otherwise`."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else otherwise


def _is_key(text: str) -> bool:
    """Whether this can be the key of a row: anything may be posted, and the database refuses to look for a word."""
    return text.isascii() and text.isdigit() and len(text) < 19


class LabelsInHand(AutocompleteMixin):
    """An autocomplete that knows the labels of what was chosen before: they cost no query, for one row as for a hundred."""

    known: dict = {}

    def get_url(self):
        return address(self.url_name % self.admin_site.name, self.admin_site.name)

    def optgroups(self, name, value, attr=None):
        values = [str(chosen) for chosen in value if str(chosen or "")]
        if any(chosen not in self.known for chosen in values):
            return super().optgroups(name, [chosen for chosen in values if _is_key(chosen)], attr)
        bare = self.is_required or self.allow_multiple_selected
        empty = [] if bare else [self.create_option(name, "", "", False, 0)]
        chosen = [self.create_option(name, pk, self.known[pk], True, place) for place, pk in enumerate(values, 1)]
        return [(None, [*empty, *chosen], 0)]


class InHandSelect(LabelsInHand, AutocompleteSelect):
    pass


class InHandSelectMultiple(LabelsInHand, AutocompleteSelectMultiple):
    pass


class InHandField(forms.ModelChoiceField):
    """A choice that was not changed is the row in hand."""

    in_hand = None

    def to_python(self, value):
        return self.in_hand if self.in_hand and str(value) == str(self.in_hand.pk) else super().to_python(value)


class InHandChoices(forms.ModelMultipleChoiceField):
    """Choices that were not changed are the rows in hand."""

    in_hand: list = []

    def _check_values(self, value):
        known = {str(row.pk) for row in self.in_hand}
        if {str(pk) for pk in value} == known:
            return self.in_hand
        if nonsense := next((pk for pk in value if not _is_key(str(pk))), None):
            raise ValidationError(self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": nonsense})
        return super()._check_values(value)


class DeskForm(forms.ModelForm):
    """A form of the desk: labels stand above their fields and need no colon; a text that is too long is said, never cut.

    What was chosen before is neither asked of the database again nor written again.
    """

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        self.base_fields = Fields(self.base_fields)
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("maxlength", None)
            in_our_words(field)
            rows = self._in_hand(name, field)
            if isinstance(field, InHandField):
                field.in_hand = rows[0] if rows else None
            elif isinstance(field, InHandChoices):
                field.in_hand = rows
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, LabelsInHand):
                widget.known = {str(row.pk): str(row) for row in rows}

    def _in_hand(self, name, field) -> list:
        """The rows that were fetched with the thing, and are named in this field."""
        if isinstance(field, forms.ModelMultipleChoiceField):
            return [row for row in self.initial.get(name) or [] if isinstance(row, models.Model)]
        related = self.instance._state.fields_cache.get(name) if self.instance.pk else None
        return [related] if related else []

    def _save_m2m(self):
        cleaned, opts = self.cleaned_data, self._meta.model._meta
        many = {field.name for field in (*opts.many_to_many, *opts.private_fields)}
        self.cleaned_data = {name: value for name, value in cleaned.items() if name not in many or name in self.changed_data}
        super()._save_m2m()
        self.cleaned_data = cleaned


def in_our_words(field):
    """What is wrong, and what would be right."""
    if isinstance(field, forms.SlugField):
        words = _("Gebruik alleen letters zonder accent, cijfers en streepjes.")
        field.validators = [RegexValidator(r"^[-a-zA-Z0-9_]+\Z", words)]
    elif isinstance(field, forms.URLField):
        words = _("Dit is geen webadres. Het begint met https:// of http://.")
        field.error_messages["invalid"] = words
        others = [known for known in field.validators if not isinstance(known, URLValidator)]
        field.validators = [URLValidator(message=words), *others]
    elif isinstance(field, forms.DateField):
        field.error_messages["invalid"] = _("Voer een datum in, zoals 31-12-2026.")


class UntouchedIsValid(forms.ModelForm):
    """What nobody touched was valid before: it is not asked of the database again. What must fit together, `clean` says."""

    def _get_validation_exclusions(self):
        touched = self.fields.keys() if self.instance._state.adding else self.changed_data
        return super()._get_validation_exclusions() | (self.fields.keys() - {*touched})


class TagsTyped(forms.ModelForm):
    """Free words, none of them longer than a word can be."""

    def clean_tags(self):
        tags = self.cleaned_data.get("tags") or []
        if long := [tag for tag in tags if len(tag) > 100]:
            said = {"word": excerpt(long[0], 40)}
            raise ValidationError(_("Een trefwoord telt hoogstens 100 tekens: “%(word)s” is te lang.") % said)
        return tags


class MomentInput(AdminSplitDateTime):
    """A date with its calendar and an hour with its clock; the hour without seconds."""

    def __init__(self, attrs=None):
        super().__init__(attrs)
        self.widgets[1].format = "%H:%M"


class DeskFields:
    """Forms of the desk, and chooser fields without a way to delete or open the row they name."""

    form = DeskForm
    formfield_overrides: dict = {
        models.DateTimeField: {"form_class": MomentField, "widget": MomentInput},
        models.TimeField: {"form_class": HourField, "widget": forms.TextInput(attrs={"class": "hour", "autocomplete": "off"})},
    }

    def get_form(self, request, obj=None, change=False, **kwargs):
        return super().get_form(request, obj, change=change, **{"formfield_callback": settled(self, request)} | kwargs)

    def get_formset(self, request, obj=None, **kwargs):
        """The same for the rows of a form."""
        return super().get_formset(request, obj, **{"formfield_callback": settled(self, request)} | kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs = {"widget": InHandSelect(db_field, self.admin_site), "form_class": InHandField} | kwargs
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs = {"widget": InHandSelectMultiple(db_field, self.admin_site), "form_class": InHandChoices} | kwargs
        elif db_field.remote_field.through._meta.auto_created:
            kwargs = {"form_class": InHandChoices} | kwargs
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = QuickRelated.of(field.widget)
        if isinstance(field, forms.TypedChoiceField):
            field.choices = [(value, label if isinstance(label, (list, tuple)) else str(label)) for value, label in field.choices]
        if isinstance(field, forms.ModelChoiceField) and issubclass(field.queryset.model, Shared):
            field.queryset = field.queryset.current()  # an alias is chosen by nobody
        return field


UNUSED = {  # what the admin and the editor load on every form, and ours have no use for; or what we have instead
    "admin/js/vendor/xregexp/xregexp.min.js": None,  # only for addresses in other alphabets
    "admin/js/actions.js": None,  # of lists
    "adminsortable2/js/actions-5.2.js": None,
    "django_prose_editor/material-icons.css": "css/toolbar.css",  # a font of 128 kB for the pictures on fourteen buttons
}


def lean(media: Any, nonce: str) -> Media:
    """What a form loads: no more than it uses, and with the nonce of the page for the editor's import map, the only inline
    script of the admin."""
    fine = Media.from_media(media, nonce=nonce)
    fine._js_lists = [[instead for asset in assets if (instead := _instead(asset))] for assets in fine._js_lists]
    fine._css_lists = [
        {medium: [instead for asset in assets if (instead := _instead(asset))] for medium, assets in sheets.items()}
        for sheets in fine._css_lists
    ]
    return fine


def _instead(asset):
    return UNUSED.get(getattr(asset, "path", asset) if not isinstance(asset, str) else asset, asset)


class WithNonce(DeskFields):
    def render_change_form(self, request, context, *args, **kwargs):
        context["media"] = lean(context["media"], request.csp_nonce)
        return super().render_change_form(request, context, *args, **kwargs)
