"""Form and model fields of our own: rich text, outgoing links, lists of lines, hours. Import libraries only."""

import datetime as dt
import re
import uuid
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.deconstruct import deconstructible
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField

from portal.text import RICH_TEXT, clean_html, without_nul


class RichTextField(ProseEditorField):
    """HTML of an editor; sanitised whenever a form cleans it and whenever it is saved, whoever saves it."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("extensions", dict(RICH_TEXT))
        kwargs.setdefault("sanitize", clean_html)
        super().__init__(*args, **kwargs)

    def pre_save(self, instance, add):
        cleaned = clean_html(super().pre_save(instance, add))
        setattr(instance, self.attname, cleaned)
        return cleaned


class LinkField(models.URLField):
    """An outgoing address. Typed without a scheme it becomes https; only http and https are taken."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 600)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs):
        return super().formfield(**{"assume_scheme": "https", **kwargs})

    def validate(self, value, instance):
        super().validate(value, instance)
        if value and not value.lower().startswith(("http://", "https://")):
            raise ValidationError(_("Een link begint met https:// of http://."))


class LinesFormField(forms.CharField):
    """A textarea whose lines are a list; empty lines and bullets typed in front are dropped."""

    widget = forms.Textarea

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        lines = (line.strip().lstrip("•*-– ").strip() for line in without_nul(value or "").splitlines())
        return [line for line in lines if line]

    def has_changed(self, initial, data):
        return self.to_python(data) != (initial or [])


class LinesField(models.JSONField):
    """A short list of sentences, in order, typed one on a line."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs):
        kwargs.pop("encoder", None), kwargs.pop("decoder", None)
        return models.Field.formfield(self, **{**kwargs, "form_class": LinesFormField})


class HourField(forms.TimeField):
    """An hour as people write it: 9:30, 9.30, 9u30, 0930, 9u or 9. Shown as 9:30."""

    WRITTEN = re.compile(r"([0-9]{1,2})(?:\s*[:.,uh]\s*([0-9]{2})(?::[0-9]{2})?|([0-9]{2}))?\s*(?:u|h|uur)?\.?", re.IGNORECASE)

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off"}))
        super().__init__(**kwargs)
        self.error_messages["invalid"] = _("Schrijf het uur zoals 9:30 of 9u30.")

    def prepare_value(self, value):
        return f"{value.hour}:{value.minute:02}" if isinstance(value, dt.time) else value

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, dt.time):
            return value or None
        found = self.WRITTEN.fullmatch(str(value).strip())
        hour, minute = (int(found[1]), int(found[2] or found[3] or 0)) if found else (24, 0)
        if hour > 23 or minute > 59:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return dt.time(hour, minute)


class MomentField(forms.SplitDateTimeField):
    """A date and an hour, each in a field of its own."""

    fields: Any
    default_error_messages = {
        "invalid_date": _("Voer ook een datum in, zoals 31-12-2026."),
        "invalid_time": _("Voer ook een uur in, zoals 9.30."),
    }

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        date, _time = self.fields
        date.error_messages["invalid"] = _("Voer een datum in, zoals 31-12-2026.")
        hour = HourField(required=False)
        hour.disabled = self.disabled
        self.fields = (date, hour)

    def compress(self, data_list):
        """In our own time; an hour that the clock skips, or passes twice, is no moment."""
        if data_list and all(part is not None for part in data_list):
            zone, typed = timezone.get_current_timezone(), dt.datetime.combine(*data_list)
            early, late = (typed.replace(tzinfo=zone, fold=fold).utcoffset() or dt.timedelta() for fold in (0, 1))
            if early < late:
                raise ValidationError(
                    _("Dit uur bestaat die dag niet: de klok springt dan naar het zomeruur. Kies een ander uur.")
                )
            if early > late:
                raise ValidationError(
                    _("Dit uur komt die dag twee keer: de klok gaat dan naar het winteruur. Kies een ander uur.")
                )
        return super().compress(data_list)


@deconstructible
class FreshName:
    """Where an upload goes: a folder, a name that was never used before, and a readable end. Nothing is overwritten."""

    def __init__(self, folder: str):
        self.folder = folder

    def __call__(self, instance, filename: str) -> str:
        name = PurePath(filename)
        stem = slugify(name.stem)[:60] or "bestand"
        return f"{self.folder}/{uuid.uuid4().hex[:12]}/{stem}{name.suffix.lower()[:8]}"

    def __eq__(self, other):
        return isinstance(other, FreshName) and self.folder == other.folder


class CountField(models.PositiveIntegerField):
    """How many there are, counted by verbs under their lock: saving a row that was read before leaves the count as it stands."""

    def pre_save(self, model_instance, add):
        return super().pre_save(model_instance, add) if add else models.F(self.attname)
