"""Previews at the desk: of what is saved, of what is typed now, and the links that show a draft to who has no account."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.publishing import preview_links
from portal.publishing.checklist_admin import Form
from portal.publishing.freezing import freeze
from portal.publishing.models import PreviewLink, Publication, Status
from portal.publishing.preview import bar_of_draft, bar_of_link, bar_of_typing, bar_of_version, harmless
from portal.taxonomy.models import Tag, tag_key

WIDTHS = (("telefoon", gettext_lazy("Telefoon")), ("scherm", gettext_lazy("Scherm")))


class LinkForm(forms.ModelForm):
    """For how long, and for whom."""

    days = forms.TypedChoiceField(label=gettext_lazy("Werkt"), coerce=int)

    class Meta:
        model = PreviewLink
        fields = ["note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.order_fields(["days", "note"])
        spans = preview_links.spans()
        self.fields["days"].choices = [
            (days, ngettext("%(days)s dag", "%(days)s dagen", days) % {"days": days}) for days in spans
        ]
        self.fields["days"].initial = next((days for days in spans if days == 7), None)
        self.fields["days"].error_messages["required"] = self.fields["days"].error_messages["invalid_choice"] = _(
            "Kies hoe lang de link werkt."
        )
        self.fields["note"].widget.attrs["class"] = "vTextField"


class Typed(Form):
    """What was typed, with the free words that exist already; a word nobody used before appears after saving."""

    def _chosen(self):
        chosen = super()._chosen()
        if "tags" in self.form.fields and "tags" in self.form.cleaned_data:
            keys = [tag_key(" ".join(word.split())) for word in self.form.cleaned_data["tags"] or []]
            known = Tag.objects.filter(key__in=keys).select_related("merged_into")
            chosen["tags"] = list({row.pk: row for row in (tag.merged_into or tag for tag in known)}.values())
        return chosen

    def faults(self) -> list[dict]:
        """What is wrong in the form, field by field, each with the place where it stands."""
        found = _faults_of(self.form, "")
        for formset in self.formsets.values():
            name = capfirst(formset.model._meta.verbose_name)
            for said in formset.non_form_errors():
                found.append({"where": capfirst(formset.model._meta.verbose_name_plural), "said": said, "at": ""})
            told = str(formset.get_form_error())  # "see below", of rows that are alike: the formset says what is wrong
            for place, row in enumerate(formset.forms, 1):
                if not formset._should_delete_form(row):
                    found += [fault for fault in _faults_of(row, f"{name} {place}") if fault["said"] != told]
        return found


def _faults_of(form, before: str) -> list[dict]:
    faults = []
    for name, said in form.errors.items():
        field = form[name] if name in form.fields else None
        where = ", ".join(filter(None, [before, str(field.label) if field else ""]))
        faults += [{"where": where, "said": one, "at": field.id_for_label if field else ""} for one in said]
    return faults


class PreviewPages(admin.ModelAdmin):
    """What PublicationAdmin offers about previews. Each admin says how to `draw`."""

    def draw(self, request, thing, snapshot, version=0) -> Any:
        """The public page of these frozen values, with the template of the live page."""
        raise NotImplementedError  # an abstract method: PublicationAdmin is never registered itself

    def get_urls(self):
        name, wrap = f"{self.opts.app_label}_{self.opts.model_name}", self.admin_site.admin_view
        return [
            path("add/voorbeeld/", wrap(self.typed_view), name=f"{name}_typed_new"),
            path("<int:pk>/voorbeeld/", wrap(self.preview_view), name=f"{name}_preview"),
            path("<int:pk>/voorbeeld/pagina/", wrap(self.page_view), name=f"{name}_page"),
            path("<int:pk>/voorbeeld/getypt/", wrap(self.typed_view), name=f"{name}_typed"),
            path("<int:pk>/voorbeeld/links/<int:number>/intrekken/", wrap(self.unlink_view), name=f"{name}_unlink"),
            *super().get_urls(),
        ]

    # -- what is saved -------------------------------------------------------------------------------------------------
    def preview_view(self, request, pk):
        """The draft in a frame, as wide as a phone or a screen; beside it the links for who has no account."""
        thing = self._asked(request, pk)
        if request.method == "POST":
            return self._link(request, thing)
        return self._preview(request, thing)

    def _preview(self, request, thing, refused=None):
        now, may_change = timezone.now(), self.has_change_permission(request, thing)
        links = preview_links.working(thing, now) if may_change else []
        offered = may_change and preview_links.spans() and thing.status != Status.ARCHIVED
        context = {
            **self.admin_site.each_context(request),
            "title": _("Voorvertoning van “%(title)s”") % {"title": thing},
            "opts": self.opts,
            "thing": thing,
            "may_change": may_change,
            "frame": {"src": self._url("page", thing), "title": str(thing)},
            "widths": [(key, label, key == _width(request)) for key, label in WIDTHS],
            "links": [
                {"row": link, "address": preview_links.address(link), "url": self._url("unlink", thing, link.pk)}
                for link in links
            ],
            "form": (refused or LinkForm()) if offered else None,
        }
        return TemplateResponse(request, "admin/publication_preview.html", context)

    def page_view(self, request, pk):
        thing = self._asked(request, pk)
        request.preview = bar_of_draft(thing)
        return harmless(self.draw(request, thing, freeze(thing)), framed=True)

    def shown_version(self, request, thing, revision):
        """An old text, as it would be drawn now."""
        request.preview = bar_of_version(thing, revision)
        return harmless(self.draw(request, thing, revision.snapshot, revision.number))

    # -- what is typed -------------------------------------------------------------------------------------------------
    def typed_view(self, request, pk=None):
        """What stands in the form now, as its page would be. Saves nothing; a form with faults says which."""
        thing = None if pk is None else get_object_or_404(self.get_queryset(request), pk=pk)
        if not self._may_write(request, thing):
            raise PermissionDenied
        if request.method != "POST":
            if thing:
                return HttpResponseNotAllowed(["POST"])
            return harmless(render(request, "preview/nothing.html"), framed=True)
        typed = self._typed(request, thing)
        if faults := typed.faults():
            context = {"faults": faults, "title": _("Zo kan de voorvertoning niet")}
            return harmless(render(request, "preview/faults.html", context), framed=True)
        request.preview = bar_of_typing(typed.thing)
        return harmless(self.draw(request, typed.thing, typed.draft.values), framed=True)

    def _typed(self, request, thing) -> Typed:
        """The form and its rows as they were posted. Uploads are left out: they are kept when the form is saved."""
        request.POST = request.POST.copy()
        request.POST["seen"] = thing.edit if thing else ""  # looking is no save: nobody is in the way
        fields = admin.utils.flatten_fieldsets(self.get_fieldsets(request, thing))
        form = self.get_form(request, thing, change=thing is not None, fields=fields)(request.POST, instance=thing)
        form.is_valid()
        formsets, _inlines = self._create_formsets(request, form.instance, change=thing is not None)
        for formset in formsets:
            formset.is_valid()
        return Typed(form, formsets)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        saved = obj if obj and obj.pk else None
        if self._may_write(request, obj) and not context["is_popup"]:
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_typed"
            typed = self._url("typed", saved) if saved else reverse(f"{name}_new")
            query = f"?{request.GET.urlencode()}" if request.GET else ""
            context["panel"] = {
                "src": self._url("page", saved) if saved else typed + query,
                "typed": typed + query,
                "title": str(saved or self.opts.verbose_name),
                "widths": [(key, label, key == "telefoon") for key, label in WIDTHS],
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    # -- links for who has no account ----------------------------------------------------------------------------------
    def _link(self, request, thing):
        if not self.has_change_permission(request, thing):
            raise PermissionDenied
        form, now = LinkForm(request.POST), timezone.now()
        if form.is_valid():
            said = form.cleaned_data
            try:
                preview_links.make(thing, by=request.user, days=said["days"], note=said["note"], at=now)
            except ValidationError as refusal:
                form.add_error(None, refusal)
        if not form.is_valid():
            return self._preview(request, thing, refused=form)
        self.message_user(request, _("De link staat klaar. Kopieer hem en stuur hem door."), messages.SUCCESS)
        return HttpResponseRedirect(f"{self._url('preview', thing)}#links")

    def unlink_view(self, request, pk, number):
        thing = self._asked(request, pk)
        if not self.has_change_permission(request, thing):
            raise PermissionDenied
        if request.method == "POST":
            if preview_links.revoke(thing, number, by=request.user, at=timezone.now()):
                self.message_user(request, _("De link is ingetrokken: wie hem opent, ziet niets meer."), messages.SUCCESS)
            else:
                self.message_user(request, _("Die link werkte al niet meer."), messages.INFO)
        return HttpResponseRedirect(f"{self._url('preview', thing)}#links")

    def for_link(self, request, thing: Publication, link: PreviewLink):
        """The draft for who opened a link to it."""
        request.preview = bar_of_link(thing, link)
        drawn = self.draw(request, thing, freeze(thing))
        return harmless(drawn, file=lambda name: preview_links.file_address(link, name))


def _width(request) -> str:
    asked = request.GET.get("breedte")
    return asked if asked in dict(WIDTHS) else "scherm"
