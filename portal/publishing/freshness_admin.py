"""Freshness and work at hand in the lists of publications, and “nagekeken: nog juist” above their form."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.publishing import at_hand
from portal.publishing.forms import number_in
from portal.publishing.freshness import LABELS, TERM, TERMS, Freshness, confirm, having, may_confirm, standing
from portal.publishing.models import Status
from portal.publishing.workflow import StepRefused

TO_DO = "te-doen"  # te herzien, or over time


class FreshnessFilter(admin.SimpleListFilter):
    title = gettext_lazy("nazicht")
    parameter_name = "nazicht"

    def lookups(self, request, model_admin):
        return [(TO_DO, _("te herzien of over tijd")), *((str(state), label) for state, label in LABELS.items())]

    def queryset(self, request, queryset):
        if self.value() not in {TO_DO, *Freshness}:
            return queryset
        wanted = [Freshness.LATE, Freshness.SOON] if self.value() == TO_DO else [Freshness(self.value())]
        conditions = [having(queryset.model, state, timezone.localdate()) for state in wanted]
        found = conditions[0] if len(conditions) == 1 else conditions[0] | conditions[1]
        return queryset.filter(found)


class AtHandFilter(admin.SimpleListFilter):
    """The rows that the home counts."""

    title = gettext_lazy("werktafel")
    parameter_name = "werktafel"

    def lookups(self, request, model_admin):
        return [
            (at_hand.MINE, _("Mijn werk")),
            (at_hand.WAITING, _("Wacht op mij")),
            (at_hand.PLANNED, _("Verschijnt of verdwijnt")),
        ]

    def queryset(self, request, queryset):
        condition = at_hand.CONDITIONS.get(self.value() or "")
        return queryset.filter(condition(queryset.model, request.user)) if condition else queryset


class WithFreshness(admin.ModelAdmin):
    """For every publication at the desk."""

    def get_list_filter(self, request):
        return (*super().get_list_filter(request), AtHandFilter, FreshnessFilter)

    @admin.display(description=gettext_lazy("Nazicht"), ordering="review_due")
    def due_on(self, thing):
        found = standing(thing, timezone.localdate())
        if found.due is None:
            return "–"
        badge = '<span class="badge {}">{}</span><br><span class="quiet">{}</span>'
        return format_html(badge, found.look, found.label, date_format(found.due, "j b Y"))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and obj.pk and not context["is_popup"]:
            context["freshness"] = standing(obj, timezone.localdate())
            if self.has_change_permission(request, obj) and may_confirm(request.user, obj):
                terms = [{"months": months, "label": label, "usual": months == TERM} for months, label in TERMS.items()]
                context["confirm"] = {"url": self._confirm_url(obj), "terms": terms, "seen": obj.edit}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _confirm_url(self, thing) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_confirm", args=[thing.pk])

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_confirm"
        return [path("<int:pk>/nagekeken/", self.admin_site.admin_view(self.confirm_view), name=name), *super().get_urls()]

    def confirm_view(self, request, pk):
        """Somebody looked at it: it still holds."""
        thing = get_object_or_404(self.get_queryset(request), pk=pk)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_change_permission(request, thing):
            raise PermissionDenied
        back = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[thing.pk])
        months, seen = (number_in(request.POST.get(name, ""), -1) for name in ("maanden", "seen"))
        try:
            fresh = confirm(thing, months=months, seen=seen, at=timezone.now(), by=request.user)
        except StepRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(back)
        self.message_user(request, _confirmed(fresh, was=thing.status), messages.SUCCESS)
        return HttpResponseRedirect(back)


def _confirmed(fresh, was) -> str:
    said = _("Nagekeken: “%(title)s” is nog juist. Volgend nazicht voor %(day)s.") % {
        "title": fresh,
        "day": date_format(fresh.review_due, "j F Y"),
    }
    if was == Status.PUBLISHED and fresh.status == Status.REVIEW:
        return f"{said} {_('Lezers zien de nieuwe datum zodra een eindredacteur dit publiceert.')}"
    if was == Status.PUBLISHED and fresh.status == Status.DRAFT:
        return f"{said} {_('De checklist vraagt intussen meer: maak de rode punten in orde en stuur de tekst ter review.')}"
    return said
