"""How every form of the desk behaves: no colons, sentences for what is wrong, hours as people type them."""

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.utils.translation import gettext as _
from js_asset import Media

from portal.fields import HourField, MomentField
from portal.shared import Shared


class DeskForm(forms.ModelForm):
    """A form of the desk: labels stand above their fields and need no colon; a text that is too long is said, never cut."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)
            in_our_words(field)


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


class MomentInput(AdminSplitDateTime):
    """A date with its calendar and an hour with its clock; the hour without seconds."""

    def __init__(self, attrs=None):
        super().__init__(attrs)
        self.widgets[1].format = "%H:%M"


class DeskFields:
    """Forms of the desk, and chooser fields without a way to delete or open the row they name."""

    form = DeskForm
    formfield_overrides = {
        models.DateTimeField: {"form_class": MomentField, "widget": MomentInput},
        models.TimeField: {"form_class": HourField, "widget": forms.TextInput(attrs={"class": "hour", "autocomplete": "off"})},
    }

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if hasattr(getattr(field, "widget", None), "can_delete_related"):
            field.widget.can_delete_related = field.widget.can_view_related = False
        if isinstance(field, forms.ModelChoiceField) and issubclass(field.queryset.model, Shared):
            field.queryset = field.queryset.current()  # an alias is chosen by nobody
        return field


class WithNonce(DeskFields):
    """The editor's import map is the only inline script of the admin: it gets the nonce of the page."""

    def render_change_form(self, request, context, *args, **kwargs):
        context["media"] = Media.from_media(context["media"], nonce=request.csp_nonce)
        return super().render_change_form(request, context, *args, **kwargs)
