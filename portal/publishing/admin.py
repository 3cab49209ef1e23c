"""What every publication gets in the admin: steps, preview, versions, and a form that never loses what was typed."""

from functools import cache

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import BooleanField, ExpressionWrapper
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.access import holding
from portal.publishing.autosave_admin import WithAutosave
from portal.publishing.checklist_admin import WithChecklist
from portal.publishing.forms import WithNonce, number_in
from portal.publishing.freshness_admin import WithFreshness
from portal.publishing.logged import Logged
from portal.publishing.meeting import MeetingForm, WithMeeting
from portal.publishing.models import Publication, Status
from portal.publishing.preview_pages import PreviewPages
from portal.publishing.quick_rows import WithQuickRows
from portal.publishing.standing import differing, for_others, rows_in_hand
from portal.publishing.steps_admin import PlanningForm, WithSteps
from portal.publishing.tidy.publication_admin import Tidied
from portal.publishing.titles import DutchTitles
from portal.publishing.versions import VersionPages
from portal.publishing.workflow import NAMES, StepRefused, may, steps_for, take, why_not
from portal.shared import public_lock

BADGES = {Status.PUBLISHED: "ok", Status.REVIEW: "lock", Status.SCHEDULED: "lock", Status.ARCHIVED: "bad"}
SETTLED = {Status.PUBLISHED, Status.ARCHIVED}  # from here, a step of a draft makes it a draft first
DONE = {
    "submit": gettext_lazy("“%(title)s” wacht nu op review."),
    "return": gettext_lazy("“%(title)s” is weer een klad."),
    "approve": gettext_lazy("“%(title)s” is goedgekeurd."),
    "schedule": gettext_lazy("“%(title)s” verschijnt op %(when)s."),
    "unschedule": gettext_lazy("De planning van “%(title)s” is geschrapt. De tekst blijft goedgekeurd."),
    "publish": gettext_lazy("“%(title)s” staat online."),
    "withdraw": gettext_lazy("“%(title)s” is ingetrokken; het adres zegt dat het er niet meer is."),
}


def _colleagues(field):
    """Who works at the desk, and whether they may review this; choosing one asks no right to see their accounts."""
    reads = ExpressionWrapper(holding("publish", field.model), BooleanField())
    return field.related_model.objects.filter(is_staff=True, is_active=True).annotate(reads=reads)


def _is_list(request) -> bool:
    """A list says of what is online only since which version: no text is read for it."""
    return bool(request.resolver_match) and str(request.resolver_match.url_name).endswith("_changelist")


class PublicationForm(PlanningForm, MeetingForm):
    """The fields that every publication has."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
        if {"owner", "reviewers"} <= self.fields.keys():
            colleagues = cache(lambda: [(row.pk, str(row), row.reads) for row in self.fields["owner"].queryset])
            self.fields["owner"].choices = lambda: [("", "–"), *((pk, name) for pk, name, _reads in colleagues())]
            self.fields["reviewers"].choices = lambda: [(pk, name) for pk, name, reads in colleagues() if reads]

    def rivals(self):
        """The others of its kind: no two of them have one address."""
        return type(self.instance).objects.exclude(pk=self.instance.pk)

    def clean_slug(self):
        longest = self.fields["slug"].max_length - 10  # room for a number
        typed, slug = self.cleaned_data.get("slug"), slugify(self.cleaned_data.get("title", ""))[:longest]
        if typed and (self.instance.pk or typed != slug):
            return typed
        if not slug:
            raise ValidationError(_("Geef een adres: letters, cijfers en streepjes."))
        base, number = slug, 1
        while self.rivals().filter(slug=slug).exists():
            number += 1
            slug = f"{base}-{number}"
        return slug

    def clean_withdraw_at(self):
        moment = self.cleaned_data.get("withdraw_at")
        if moment and "withdraw_at" in self.changed_data and moment <= timezone.now():
            raise ValidationError(_("Dit moment is al voorbij. Meteen van de site halen doe je met “Trek in”."))
        return moment


class StatusFilter(admin.SimpleListFilter):
    title = gettext_lazy("publiek")
    parameter_name = "publiek"

    def lookups(self, request, model_admin):
        return [("ja", _("Staat online")), ("nee", _("Niet online")), ("gewijzigd", _("Online, met een nieuwer klad"))]

    def queryset(self, request, queryset):
        if self.value() == "ja":
            return queryset.public()
        if self.value() == "nee":
            return queryset.filter(live=None)
        if self.value() == "gewijzigd":
            return queryset.public().exclude(status=Status.PUBLISHED)
        return queryset


class PublicationAdmin(
    Tidied,
    WithSteps,
    Logged,
    VersionPages,
    PreviewPages,
    WithChecklist,
    WithFreshness,
    WithAutosave,
    WithMeeting,
    WithQuickRows,
    WithNonce,
    DutchTitles,
):
    form = PublicationForm
    change_form_template = "admin/publication_form.html"
    list_select_related = ("live", "planned", "owner", "changed_by")
    list_per_page = 50
    save_on_top = False

    # -- what may be seen and changed ----------------------------------------------------------------------------
    def get_queryset(self, request):
        """With what a list and a form say of each: one query."""
        unseen = ["planned__snapshot"] + ["live__snapshot"] * _is_list(request)
        return super().get_queryset(request).select_related(*self.list_select_related).defer(*unseen)

    def get_readonly_fields(self, request, obj=None):
        fields = tuple(super().get_readonly_fields(request, obj))
        return fields if self._may_publish(request) else (*fields, "publish_at", "withdraw_at")

    def _may_publish(self, request):
        return request.user.has_perm(f"{self.opts.app_label}.publish_{self.opts.model_name}")

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or obj.live_id is None)

    @admin.display(description=gettext_lazy("Status"), ordering="status")
    def state(self, thing):
        badge = format_html('<span class="badge {}">{}</span>', BADGES.get(thing.status, ""), thing.get_status_display())
        return badge + self.when(thing)

    @admin.display(description=gettext_lazy("Online"), ordering="live__number")
    def online(self, thing):
        return _("versie %(number)s") % {"number": thing.live.number} if thing.live_id else _("nee")

    @admin.display(description=gettext_lazy("Gewijzigd"), ordering="changed")
    def changed_on(self, thing):
        return date_format(timezone.localtime(thing.changed), "j b Y")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "owner":
            kwargs["queryset"] = _colleagues(db_field)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "reviewers":
            kwargs |= {"queryset": _colleagues(db_field).filter(reads=True), "widget": forms.CheckboxSelectMultiple}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    # -- saving --------------------------------------------------------------------------------------------------
    def _changeform_view(self, request, object_id, form_url, extra_context):
        if request.method == "POST":
            self.lock(request, object_id)
        return super()._changeform_view(request, object_id, form_url, extra_context)

    def lock(self, request, object_id):
        """Before a save reads anything: the public site first, as every public step does; then nobody waits for the other."""
        public_lock.send(self.model)

    def save_model(self, request, obj, form, change):
        obj.changed_by = request.user
        if not change and obj.owner_id is None:
            obj.owner = request.user
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        thing, live = form.instance, self.model.LIVE  # true this minute: they make no text newer
        thing.touched = not change or bool({*form.changed_data} - live) or any(formset.has_changed() for formset in formsets)
        thing.asked_for = form.asked_for
        if change and (held := [name for name in form.changed_data if name in live - Publication.MACHINERY]):
            self.hold(request, thing, held)
        if change and Publication.MACHINERY & {*form.changed_data}:
            self.rearranged(request, form)
        if thing.touched and "_step" not in request.POST:  # a step takes the saving with it
            self._reopen(request, thing)

    def hold(self, request, thing, names):
        """Facts that hold at once were changed: whoever looked before, looked at something else."""
        self.model.objects.filter(pk=thing.pk).update(edit=thing.edit + 1)
        thing.edit += 1

    def _reopen(self, request, thing):
        was = thing.status
        fresh = take(thing, "edit", seen=thing.edit, at=timezone.now(), by=request.user)
        thing.edit, thing.status = fresh.edit, fresh.status
        if was == Status.SCHEDULED:
            self.message_user(request, _("De planning is vervallen: plan de nieuwe tekst opnieuw in."), messages.WARNING)

    def response_add(self, request, obj, post_url_continue=None):
        return self._after_saving(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self._after_saving(request, obj) or super().response_change(request, obj)

    def _after_saving(self, request, obj):
        if "_step" not in request.POST:
            return None
        done = self._take(request, obj, request.POST["_step"], request.POST.get("_comment", ""), touched=obj.touched)
        obj.refused = not done
        if obj.refused:
            self.keep_remark(request, obj)
        if obj.refused and obj.touched:
            self.message_user(request, _("Wat je typte, is wel bewaard."), messages.INFO)
        return HttpResponseRedirect(self._url("change", obj))

    def _take(self, request, thing, step, comment="", *, touched=False):
        if step not in NAMES or step == "edit":
            raise PermissionDenied
        reopen = touched or thing.status in SETTLED
        when, now = getattr(thing, "asked_for", None), timezone.now()
        try:
            stepped = take(thing, step, seen=thing.edit, at=now, by=request.user, comment=comment, when=when, reopen=reopen)
        except StepRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            if touched:
                self._reopen(request, thing)
            return False
        when = date_format(timezone.localtime(stepped.publish_at), "j F Y, H:i") if stepped.publish_at else ""
        self.message_user(request, DONE[step] % {"title": stepped, "when": when}, messages.SUCCESS)
        if step == "submit":
            self.tell_who_reads(request, stepped)
        return True

    def _url(self, name, thing, *args):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}", args=[thing.pk, *args])

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if request.FILES and request.method == "POST":
            self.message_user(request, _("Kies het bestand opnieuw: een browser stuurt het maar één keer."), messages.WARNING)
        saved = obj if obj and obj.pk else None
        steps = self._steps(request, saved)
        context |= {
            "publication": saved,
            "steps": [{"name": step, "label": NAMES[step]} for step in steps],
            "main_step": next((step for step in ("publish", "approve") if step in steps), ""),
            "may_save": self.has_change_permission(request, saved) if saved else self.has_add_permission(request),
        }
        if saved:
            context["tools"] = self._tools(request, saved)
            context |= {"badge": BADGES.get(saved.status, ""), "diff_url": self._url("diff", saved)}
            context["for_others"] = for_others(request.user, saved)
        if saved and saved.live_id:
            context["live"] = {"url": self.live_url(saved), "number": saved.live.number, "name": saved.live.name}
            context["live"]["since"] = saved.live.published
            context["newer"] = saved.status != Status.PUBLISHED
            context["differs"] = self._differs(request, saved, context)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _differs(self, request, thing, context):
        if request.method == "POST":  # a form that was refused holds what was typed: look at what is saved
            return differing(self.model._default_manager.select_related("live").get(pk=thing.pk), {})
        return differing(thing, rows_in_hand(context))

    def _steps(self, request, thing):
        """The steps that are offered beside saving: those of the text as it stands, or of the draft that a change makes of it."""
        if thing is None:
            return ["submit", "publish"] if self._may_publish(request) else ["submit"]
        if thing.status in SETTLED:
            thing = type(thing)(status=Status.DRAFT)
        return [step for step in steps_for(request.user, thing) if step != "withdraw"]

    def _tools(self, request, thing):
        pages = {
            "preview": _("Voorvertoning"),
            "diff": _("Bekijk verschil"),
            "versions": _("Versies"),
            "history": _("Geschiedenis"),
        }
        tools = [{"label": label, "url": self._url(name, thing), "tab": name == "preview"} for name, label in pages.items()]
        tools += self.uses_tool(thing)
        if thing.live_id:
            tools.append({"label": _("Bekijk op de site"), "url": self.live_url(thing)})
            if may(request.user, "withdraw", thing):
                tools.append({"label": _("Trek in …"), "url": self._url("withdraw", thing)})
        return tools

    def live_url(self, thing):
        """The public address: that of the live text, not of the working copy."""
        return self.model(slug=thing.live.snapshot["slug"]).get_absolute_url()

    # -- own pages -----------------------------------------------------------------------------------------------
    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/intrekken/", wrap(self.withdraw_view), name=f"{name}_withdraw"),
            *super().get_urls(),
        ]

    def _asked(self, request, pk, step=None):
        thing = get_object_or_404(self.get_queryset(request), pk=pk)
        if step and (said := why_not(request.user, step, thing)):
            raise PermissionDenied(said)
        if not step and not self.has_view_or_change_permission(request, thing):
            raise PermissionDenied
        return thing

    def goes_with(self, thing) -> list[str]:
        """What else leaves the public when this is withdrawn, in sentences."""
        return []

    def withdraw_view(self, request, pk):
        thing = self._asked(request, pk, "withdraw")
        if request.method == "POST":
            thing.edit = number_in(request.POST.get("seen", ""), -1)
            if not self._take(request, thing, "withdraw", request.POST.get("comment", "")):
                self.keep_remark(request, thing)
            return HttpResponseRedirect(self._url("change", thing))
        context = {
            **self.admin_site.each_context(request),
            "title": _("“%(title)s” intrekken?") % {"title": thing},
            "opts": self.opts,
            "thing": thing,
            "url": self.live_url(thing) if thing.live_id else "",
            "also": self.goes_with(thing),
        }
        return TemplateResponse(request, "admin/publication_withdraw.html", context)
