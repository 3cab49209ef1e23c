"""The checklist beside the form: of what is saved, of what was typed and refused, and, while typing, of what is there now."""

from copy import copy
from functools import cached_property
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import CharField, Model, TextField
from django.http import HttpResponseNotAllowed
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.publishing.checklist import Draft, Point, State, points
from portal.publishing.freezing import choices, freeze

GROUPS = (
    (State.WRONG, gettext_lazy("Nog te doen"), "bad"),
    (State.ADVICE, gettext_lazy("Tips"), "warn"),
    (State.RIGHT, gettext_lazy("In orde"), "ok"),
)


class Form:
    """A form of the desk with the rows that belong to it, as it stands: fetched, or typed and perhaps not valid."""

    def __init__(self, form, formsets):
        self.form, self.formsets = form, {formset.fk.remote_field.related_name: formset for formset in formsets}
        self.rows = {name: list(_standing(formset)) for name, formset in self.formsets.items()}
        self.thing = self._as_typed()

    def _as_typed(self):
        """The thing with what was typed in it; what could not be cleaned, as it was typed."""
        thing = copy(self.form.instance)
        for name in self.form.errors if self.form.is_bound else ():
            if name in self.form.fields and isinstance(self._column(name), (CharField, TextField)):
                setattr(thing, name, self.form[name].data or "")
        return thing

    def _column(self, name):
        columns = {field.name: field for field in self.form._meta.model._meta.concrete_fields}
        return columns.get(name)

    @cached_property
    def draft(self) -> Draft:
        """It as the checklist looks at it; what the form has at hand is not asked of the database."""
        parts = {name: [row.instance for row in rows] for name, rows in self.rows.items() if name in self.thing.PARTS}
        return self.thing.drafted(freeze(self.thing, {**self._chosen(), **parts}))

    def _chosen(self) -> dict[str, list]:
        chosen = {}
        model: Any = type(self.thing)
        for field in choices(model):
            typed = self.form.is_bound and isinstance(self.form.fields.get(field.name), forms.ModelMultipleChoiceField)
            if typed and field.name in self.form.cleaned_data:
                chosen[field.name] = list(self.form.cleaned_data[field.name])
            elif field.name in self.form.initial:
                chosen[field.name] = [row for row in self.form.initial[field.name] or [] if isinstance(row, Model)]
            elif self.thing.pk is None:
                chosen[field.name] = []
        return chosen

    def anchor(self, at: str) -> str:
        """Where on the page a place of the checklist is."""
        part, _colon, number = at.partition(":")
        if part not in self.formsets:
            return f"#id_{part}"
        for place, row in enumerate(self.rows[part], 1):
            if number == str(row.instance.pk or -place):
                return f"#{row.prefix}"
        return f"#{self.formsets[part].prefix}-group"


def _standing(formset):
    """The rows that would be there after saving."""
    for row in formset.forms:
        if not formset.is_bound:
            if row.instance.pk:
                yield row
        elif not (formset._should_delete_form(row) or (row.instance._state.adding and not row.has_changed())):
            yield row


class WithChecklist(admin.ModelAdmin):
    """For every publication at the desk."""

    beside: tuple[str, ...] = ("admin/_checklist.html",)  # what stands beside the form

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if self._may_write(request, obj) and not context["is_popup"]:
            formsets = [inline.formset for inline in context["inline_admin_formsets"]]
            context |= self.help(request, Form(context["adminform"].form, formsets))
            context["checklist_url"] = self._checklist_url(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _may_write(self, request, obj) -> bool:
        return self.has_change_permission(request, obj) if obj and obj.pk else self.has_add_permission(request)

    def _checklist_url(self, request, obj) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_checklist"
        url = reverse(name, args=[obj.pk]) if obj and obj.pk else reverse(f"{name}_new")
        return f"{url}?{request.GET.urlencode()}" if request.GET else url

    def help(self, request, form: Form) -> dict:
        """What the templates beside the form show."""
        listed = self._listed(points(form.draft), form)
        return {"beside": self.beside, "checklist": listed, "form_id": f"{self.opts.model_name}_form"}

    def _listed(self, found: list[Point], form: Form) -> dict:
        groups = []
        for state, name, icon in GROUPS:
            if of_state := [point for point in found if point.state == state]:
                groups.append({"name": name, "icon": icon, "points": [_shown(point, form) for point in of_state]})
        count = {state: sum(point.state == state for point in found) for state in State}
        return {"groups": groups, "stand": _stand(count, len(found)), "ready": not count[State.WRONG]}

    # -- while typing ---------------------------------------------------------------------------------------------------
    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_checklist"
        wrap = self.admin_site.admin_view
        return [
            path("add/checklist/", wrap(self.checklist_view), name=f"{name}_new"),
            path("<int:pk>/checklist/", wrap(self.checklist_view), name=name),
            *super().get_urls(),
        ]

    def checklist_view(self, request, pk=None):
        """What stands beside the form, for what is typed in it now. Saves nothing."""
        thing = None if pk is None else get_object_or_404(self.get_queryset(request), pk=pk)
        if not self._may_write(request, thing):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        fields = admin.utils.flatten_fieldsets(self.get_fieldsets(request, thing))
        form = self.get_form(request, thing, change=thing is not None, fields=fields)(request.POST, instance=thing)
        form.is_valid()
        formsets, _inlines = self._create_formsets(request, form.instance, change=thing is not None)
        for formset in formsets:
            formset.is_valid()
        response = TemplateResponse(request, "admin/_beside.html", self.help(request, Form(form, formsets)))
        response["Cache-Control"] = "private, no-store"
        return response


def _shown(point: Point, form: Form) -> dict:
    named = [{"href": form.anchor(place.at), "words": place.words} for place in point.places if place.words]
    own = next((form.anchor(place.at) for place in point.places if not place.words), "")
    return {"said": point.said, "why": point.why, "href": own, "places": named}


def _stand(count: dict, total: int) -> str:
    """The checklist in one sentence."""
    done = _("%(right)s van %(total)s in orde.") % {"right": count[State.RIGHT], "total": total}
    if many := count[State.WRONG]:
        left = ngettext(
            "Naar review kan zodra het rode punt weg is.", "Naar review kan zodra de %(count)s rode punten weg zijn.", many
        )
        return f"{done} {left % {'count': many}}"
    tips = ngettext("één tip", "%(count)s tips", count[State.ADVICE]) % {"count": count[State.ADVICE]}
    left = _("Dit kan naar review, met nog %(tips)s.") % {"tips": tips} if count[State.ADVICE] else _("Dit kan naar review.")
    return f"{done} {left}"
