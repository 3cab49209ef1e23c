"""What can be changed of many things at once: a form made from the model, in which everything stays unless it is asked."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.publishing.forms import in_our_words
from portal.publishing.models import Publication
from portal.publishing.tidy.bulk import ADD, PUT, REMOVE, REPLACE, SET
from portal.shared import Shared
from portal.taxonomy.models import Tag
from portal.text import without_nul

OFFERED = (  # in this order, as far as a model has them
    *("tags", "themes", "audiences", "levels", "provider", "access", "language", "licence"),
    *("owner", "reviewers", "review_due"),
)
STAYS, EMPTY = "", "-"
HOW = {ADD: gettext_lazy("voeg toe"), REMOVE: gettext_lazy("haal weg"), SET: gettext_lazy("zet precies op")}
LONGEST_TAG = 100


class TagWords(forms.CharField):
    """Words with commas between them."""

    def clean(self, value):
        words = list(dict.fromkeys(filter(None, (" ".join(word.split()) for word in without_nul(value or "").split(",")))))
        if long := next((word for word in words if len(word) > LONGEST_TAG), None):
            said = {"most": LONGEST_TAG, "word": long[:40]}
            raise ValidationError(_("Een trefwoord telt hoogstens %(most)s tekens: “%(word)s…” is te lang.") % said)
        return words


class BulkForm(forms.Form):
    """`asked()` is the change in plain values, when the form is valid."""

    def __init__(self, model: Any, data=None, *, may_withdraw: bool = False, tags: list[Tag] | None = None):
        super().__init__(data, label_suffix="")
        self.model = model
        known = {column.name: column for column in [*model._meta.concrete_fields, *model._meta.many_to_many]}
        self.names = [name for name in OFFERED if name in known]
        for name in self.names:
            column = known[name]
            if column.many_to_many:
                self._offer_choices(name, column, tags or [])
            else:
                self._offer_value(name, column)
        if may_withdraw and issubclass(model, Publication):
            gone, why = (
                _("Trek in: lezers zien het niet meer, de tekst blijft bewaard"),
                _("Waarom? (voor je collega’s, mag leeg)"),
            )
            self.fields["withdraw"] = forms.BooleanField(label=gone, required=False)
            self.fields["comment"] = forms.CharField(label=why, max_length=300, required=False)

    def _offer_choices(self, name, column, tags):
        label = str(capfirst(column.verbose_name))
        ways = [(STAYS, _("laat zoals het is")), *HOW.items()]
        if name == "themes":
            ways.append((REPLACE, _("vervang een thema door een ander")))
        self.fields[f"how_{name}"] = forms.ChoiceField(label=_("Wat doe je?"), choices=ways, required=False)
        if column.related_model is Tag:
            wide = forms.TextInput(attrs={"class": "vTextField"})
            self.fields[f"what_{name}"] = TagWords(
                label=label, required=False, help_text=_("Gescheiden door komma’s."), widget=wide
            )
            self.fields[f"gone_{name}"] = self._several(_("Haal weg"), [(tag.pk, str(tag)) for tag in tags])
            return
        rows = [(row.pk, _indented(row)) for row in _in_order(_offered(column))]
        self.fields[f"what_{name}"] = self._several(label, rows)
        if name == "themes":
            nothing = [(STAYS, "–"), *rows]
            self.fields[f"was_{name}"] = forms.TypedChoiceField(
                label=_("Vervang dit thema"), choices=nothing, coerce=int, empty_value=None, required=False
            )

    @staticmethod
    def _several(label, rows):
        return forms.TypedMultipleChoiceField(
            label=label, choices=rows, coerce=int, required=False, widget=forms.CheckboxSelectMultiple
        )

    def _offer_value(self, name, column):
        label = str(capfirst(column.verbose_name))
        if isinstance(column, models.DateField):
            self.fields[f"what_{name}"] = forms.DateField(label=label, required=False, widget=AdminDateWidget)
            self.fields[f"empty_{name}"] = forms.BooleanField(label=_("Maak leeg"), required=False)
            in_our_words(self.fields[f"what_{name}"])
            return
        rows = [(str(row.pk), str(row)) for row in _offered(column)] if column.remote_field else [*column.flatchoices]
        nothing = [(EMPTY, _("maak leeg"))] if column.null or column.blank else []
        choices = [(STAYS, _("laat zoals het is")), *nothing, *((key, words) for key, words in rows if key)]
        self.fields[f"what_{name}"] = forms.ChoiceField(label=label, choices=choices, required=False)

    def clean(self):
        cleaned = super().clean()
        for name in self.names:
            how = cleaned.get(f"how_{name}")
            if how == REPLACE:
                if not cleaned.get(f"was_{name}") or len(cleaned.get(f"what_{name}") or []) != 1:
                    self.add_error(f"was_{name}", _("Kies welk thema je vervangt, en vink één thema aan dat in de plaats komt."))
            elif how in (ADD, REMOVE) and not self._named(name, how) and not self.errors.get(f"what_{name}"):
                self.add_error(f"how_{name}", _("Zeg ook wat."))
            elif not how and f"how_{name}" in self.fields and (cleaned.get(f"what_{name}") or cleaned.get(f"gone_{name}")):
                self.add_error(f"how_{name}", _("Zeg wat je hiermee wilt: toevoegen, weghalen of precies zo zetten."))
            if cleaned.get(f"empty_{name}") and cleaned.get(f"what_{name}"):
                self.add_error(f"what_{name}", _("Kies een datum of maak leeg, niet allebei."))
        if not self.errors and not self.asked():
            raise ValidationError(_("Zeg wat er moet veranderen."))
        return cleaned

    def _named(self, name, how):
        field = f"gone_{name}" if how == REMOVE and f"gone_{name}" in self.fields else f"what_{name}"
        return self.cleaned_data.get(field)

    def asked(self) -> dict[str, dict]:
        """The change, in plain values."""
        asked: dict[str, dict] = {}
        for name in self.names:
            how, what = self.cleaned_data.get(f"how_{name}"), self.cleaned_data.get(f"what_{name}")
            if how:
                asked[name] = {"how": how, "what": list(self._named(name, how) or [])}
                if how == REPLACE:
                    asked[name]["was"] = self.cleaned_data[f"was_{name}"]
            elif f"how_{name}" not in self.fields and self.cleaned_data.get(f"empty_{name}"):
                asked[name] = {"how": PUT, "what": None}
            elif f"how_{name}" not in self.fields and what:
                asked[name] = {"how": PUT, "what": self._plain(name, what)}
        if self.cleaned_data.get("withdraw"):
            asked["withdraw"] = {"comment": self.cleaned_data.get("comment", "")}
        return asked

    def _plain(self, name, what):
        if what == EMPTY:
            return None
        if self.model._meta.get_field(name).remote_field:
            return int(what)
        return what.isoformat() if hasattr(what, "isoformat") else what

    def groups(self) -> list[dict]:
        """The fields of the form, by the field of the thing; those with something in them are open."""
        found = []
        for name in self.names:
            names = [f"{part}_{name}" for part in ("how", "was", "what", "gone", "empty")]
            fields = [self[field] for field in names if field in self.fields]
            title = capfirst(self.model._meta.get_field(name).verbose_name)
            filled = any(field.errors or any(self.data.getlist(field.html_name)) for field in fields) if self.data else False
            found.append({"name": name, "title": title, "fields": fields, "open": filled})
        return found


def _offered(column):
    """The rows that can be chosen: no aliases, and colleagues of the desk."""
    model = column.related_model
    if issubclass(model, Shared):
        return model._default_manager.current()
    return model._default_manager.filter(is_staff=True, is_active=True)


def _in_order(rows) -> list:
    """A tree from top to bottom, other rows as they come."""
    rows = list(rows)
    if not any(hasattr(row, "parent_id") for row in rows):
        return rows
    known = {row.pk: row for row in rows}
    for row in rows:
        row.depth, path, seen = 0, [(getattr(row, "position", 0), str(row))], {row.pk}
        above = known.get(row.parent_id)
        while above is not None and above.pk not in seen:
            seen.add(above.pk)
            row.depth, path = row.depth + 1, [(getattr(above, "position", 0), str(above)), *path]
            above = known.get(above.parent_id)
        row.path = path
    return sorted(rows, key=lambda row: row.path)


def _indented(row) -> str:
    return "— " * getattr(row, "depth", 0) + str(row)
