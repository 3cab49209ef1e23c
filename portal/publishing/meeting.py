"""Two editors in one form: a save over somebody's newer work is laid beside it, put together, and asked where both wrote."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.publishing.autosave import moment
from portal.publishing.checklist_admin import Form
from portal.publishing.diff import Difference, Rows, differences
from portal.publishing.forms import DeskForm, number_in
from portal.publishing.freezing import LABELS, as_it_stands, columns, upgrade
from portal.publishing.merging import MINE, THEIRS, Merge, Merged
from portal.publishing.sheet import Base, Sheet

CHOOSE = "_choose"  # the answer to every question at once; with a key behind it, to one


@dataclass
class Meeting:
    """What came of a save over somebody's newer work."""

    pk: int
    who: str
    when: str
    by_self: bool
    merged: Merged
    moved: bool  # somebody saved since; else only questions were open
    asked_for_step: bool = False

    @property
    def held(self) -> bool:
        """Whether its editor must look before anything is saved."""
        return bool(self.merged.questions or self.merged.told or self.asked_for_step)

    @property
    def heading(self) -> str:
        return newer(self.who, self.when, self.by_self)

    @property
    def title(self) -> str:
        """The same, as a heading."""
        return self.heading.rstrip(".")

    @property
    def reason(self) -> str:
        """Why nothing is saved, in a sentence."""
        if self.merged.questions:
            return _("%(heading)s Kies hierboven bij elk punt welke tekst blijft, en bewaar.") % {"heading": self.heading}
        if self.merged.told:
            return _("%(heading)s Lees hierboven wat er samenkwam, en bewaar opnieuw.") % {"heading": self.heading}
        return _("%(heading)s Alles staat hieronder samen. Kijk het na en kies je stap opnieuw.") % {"heading": self.heading}

    @property
    def done(self) -> str:
        """What was put together, when there was nothing to ask."""
        if not self.merged.taken:
            return _("%(heading)s In de tekst veranderde daarbij niets.") % {"heading": self.heading}
        said = {"heading": self.heading, "taken": "; ".join(dict.fromkeys(self.merged.taken))}
        return _("%(heading)s Jullie wijzigingen staan er nu samen in. Overgenomen: %(taken)s.") % said


def saved_by(thing, user=None) -> tuple[str, str, bool]:
    """Who saved it last, when, and whether that was this person."""
    by_self = user is not None and thing.changed_by_id == user.pk
    return str(thing.changed_by or _("Iemand")), moment(thing.changed), by_self


def newer(who: str, when: str, by_self: bool) -> str:
    """That somebody saved since this form was opened."""
    if by_self:
        return _("Je bewaarde dit intussen zelf, in een ander tabblad (%(when)s).") % {"when": when}
    return _("%(who)s bewaarde dit intussen ook (%(when)s).") % {"who": who, "when": when}


class MeetingForm(DeskForm):
    """Carries the `edit` its writer looked at: nothing is saved over somebody else's work without a word."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    meeting: Meeting | None = None  # the admin says so, on the class that it makes for one request
    restored = False  # what was kept is shown again: nothing is saved before its editor does

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.instance.edit

    def is_valid(self):
        return super().is_valid() and not self.restored

    def clean(self):
        cleaned = super().clean()
        if self.meeting and self.meeting.held:
            raise ValidationError(self.meeting.reason)
        if self.instance.pk and not self.restored and cleaned.get("seen") != self.instance.edit:
            raise ValidationError(newer(*saved_by(self.instance)))
        return cleaned


class WithMeeting(admin.ModelAdmin):
    """For every publication at the desk."""

    def _changeform_view(self, request, object_id, form_url, extra_context):
        request.meets = request.method == "POST" and object_id is not None
        return super()._changeform_view(request, object_id, form_url, extra_context)

    def get_object(self, request, object_id, from_field=None):
        """The moment a save reads the thing: what was typed is laid beside it, before any form is made of either."""
        thing = super().get_object(request, object_id, from_field)
        if getattr(request, "meets", False) and thing is not None:
            request.meets = False
            request.meeting = self._meet(request, thing)
        return thing

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.meeting = getattr(request, "meeting", None)
        form.restored = bool(getattr(request, "kept", None))
        return form

    def _meet(self, request, thing) -> Meeting | None:
        base = Base.read(request.POST.get("_base", ""))
        moved = number_in(request.POST.get("seen", ""), -1) != thing.edit
        restoring = getattr(request, "kept", None)  # is saved later, and laid beside it then
        if restoring or not (moved or base.open) or not self.has_change_permission(request, thing):
            return None
        sheet = self.sheet(request, thing)
        merged = Merge(sheet, request.POST, base, _answers(request.POST, base), moved=moved, files=request.FILES).result()
        merged.posted["seen"] = str(thing.edit)
        if CHOOSE in merged.posted:
            merged.posted.setdefault("_continue", "1")
        request.POST = merged.posted
        who, when, by_self = saved_by(thing, request.user)
        step = moved and "_step" in merged.posted
        return Meeting(thing.pk, who, when, by_self, merged, moved, asked_for_step=step)

    def sheet(self, request, thing) -> Sheet:
        """The form of this thing as it is saved."""
        looked = copy(request)
        looked.method = "GET"
        fields = flatten_fieldsets(self.get_fieldsets(request, thing))
        form = self.get_form(request, thing, change=True, fields=fields)(instance=thing)
        formsets, inlines = self._create_formsets(looked, thing, change=True)
        return Sheet(form, written_in(request, thing, zip(formsets, inlines, strict=True)))

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if (meeting := getattr(request, "meeting", None)) and meeting.moved:
            self.message_user(request, meeting.done, messages.INFO)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if (meeting := getattr(request, "meeting", None)) and meeting.held:
            formsets = [inline.formset for inline in context["inline_admin_formsets"]]
            saved = self.get_queryset(request).get(pk=meeting.pk)  # the other one holds what was typed
            told = Told(saved, Form(context["adminform"].form, formsets))
            asked = [{"question": one, "field": told.difference(one.key)} for one in meeting.merged.questions]
            context |= {"meeting": meeting, "asked": asked, "form_id": f"{self.opts.model_name}_form"}
        return super().render_change_form(request, context, add, change, form_url, obj)


def written_in(request, thing, formsets: Iterable) -> list[tuple[Any, str]]:
    """The formsets in which this person can change rows, with the name of their rows."""
    return [
        (formset, str(inline.verbose_name_plural)) for formset, inline in formsets if inline.has_change_permission(request, thing)
    ]


def _answers(posted, base: Base) -> dict[str, str]:
    if (one := posted.get(CHOOSE)) in (MINE, THEIRS):
        return dict.fromkeys(base.open, one)
    start = f"{CHOOSE}/"
    given = {name.removeprefix(start): posted[name] for name in posted if name.startswith(start)}
    return {key: side for key, side in given.items() if side in (MINE, THEIRS)}


class Told:
    """How my text differs from theirs, field by field, as the pages about versions tell it."""

    def __init__(self, saved, form: Form):
        self.model, self.parts = type(saved), {formset.prefix: name for name, formset in form.formsets.items()}
        self.theirs, self.mine = upgrade(self.model, as_it_stands(saved)), upgrade(self.model, form.draft.values)
        models = {*self.theirs[LABELS], *self.mine[LABELS]}
        labels = {name: self.theirs[LABELS].get(name, {}) | self.mine[LABELS].get(name, {}) for name in models}
        self.theirs, self.mine = {**self.theirs, LABELS: labels}, {**self.mine, LABELS: labels}

    def difference(self, key: str) -> Difference | None:
        """Of one field; None when a snapshot does not hold it."""
        prefix, _slash, rest = key.partition("/")
        if not rest:
            return self._own(key)
        part, (pk, _slash, name) = self.parts.get(prefix), rest.partition("/")
        if part not in self.model.PARTS:
            return None
        rows = [[row for row in side[part] if str(row["id"]) == pk] for side in (self.theirs, self.mine)]
        found = differences(self.model, {**self.theirs, part: rows[0]}, {**self.theirs, part: rows[1]})
        told = [field for one in found if isinstance(one, Rows) for field in one.rows[0].differences] if all(rows) else []
        return next((one for one in told if one.name == name), None)

    def _own(self, name: str) -> Difference | None:
        model: Any = self.model
        keys = {column.name: column.attname for column in columns(model)}
        key = keys.get(name, name)
        if key not in self.theirs or key not in self.mine:
            return None
        found = differences(self.model, self.theirs, {**self.theirs, key: self.mine[key]})
        return next((one for one in found if isinstance(one, Difference) and one.name == name), None)
