"""Making doubles one on the desk: side by side, what changes, done. And which rows look like each other."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.publishing.tidy.alike import groups, signature
from portal.publishing.tidy.list_admin import ListTools
from portal.publishing.tidy.merging import TOGETHER, Columns, Plan, merge_all, most_used, numbers, plan
from portal.publishing.tidy.uses import uses_of
from portal.publishing.tidy.uses_admin import in_words, visible
from portal.publishing.workflow import StepRefused
from portal.shared import MergeRefused

MOST = 20  # rows at once
GROUPS = 30  # on a page
PLACES = 200  # in a preview


class Merges(ListTools):
    """Rows that are the same thing become one."""

    merges = True

    def merge_values(self) -> Columns:
        """How rows of this kind are compared and filled."""
        return Columns(self.model)

    def signatures(self, row) -> list[str]:
        """What a row has in common with its doubles."""
        return [signature(str(row))]

    # -- where ---------------------------------------------------------------------------------------------------------
    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        return [
            path("samenvoegen/", wrap(self.merge_view), name=f"{name}_merge"),
            path("dubbels/", wrap(self.alike_view), name=f"{name}_alike"),
            *super().get_urls(),
        ]

    def get_actions(self, request):
        actions = super().get_actions(request)
        if not self.may_merge(request):
            actions.pop("merge_rows", None)
        return actions

    def may_merge(self, request) -> bool:
        return self.merges and self.has_delete_permission(request) and self.has_change_permission(request)

    def merge_url(self, request, rows) -> str:
        if not self.may_merge(request):
            return ""
        url = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_merge")
        return f"{url}?{urlencode([('rij', row.pk) for row in rows])}"

    def list_tools(self, request):
        url = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_alike")
        own = [{"label": _("Zoek dubbels"), "url": url}] if self.may_merge(request) else []
        return [*super().list_tools(request), *own]

    @admin.action(description=gettext_lazy("Voeg samen tot één …"), permissions=["delete"])
    def merge_rows(self, request, queryset):
        rows = list(queryset.order_by("pk")[: MOST + 1])
        if not 2 <= len(rows) <= MOST:
            self.message_user(request, _("Kies twee tot twintig rijen om samen te voegen."), messages.WARNING)
            return None
        return HttpResponseRedirect(self.merge_url(request, rows))

    def merge_view(self, request):
        return Pages(self, request).merge()

    def alike_view(self, request):
        return Pages(self, request).alike()


class Pages:
    """Rows side by side, and rows that look alike."""

    def __init__(self, model_admin, request):
        self.admin, self.request = model_admin, request
        self.model, self.opts = model_admin.model, model_admin.opts

    def merge(self):
        if not self.admin.may_merge(self.request):
            raise PermissionDenied
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        rows, lost = self._asked_rows(asked)
        if len(rows) < 2:
            return self._choose_others(rows, asked.get("q", ""), lost)
        values, uses = self.admin.merge_values(), uses_of(rows)
        made, fields = self._planned(asked, rows, values, uses)
        if "_confirm" in self.request.POST and not made.refusals:
            if self.request.POST.get("seen") == made.seen:
                return self._merged(made, values)
            made.refusals.append(_("Er veranderde iets sinds je keek. Bekijk wat er nu staat en bevestig dan."))
        return self._side_by_side(rows, made, fields, uses, lost)

    def _asked_rows(self, asked) -> tuple[list, bool]:
        wanted = numbers(asked.getlist("rij"))[:MOST]
        found = self.model._default_manager.current().in_bulk(wanted)
        return [found[pk] for pk in wanted if pk in found], len(found) < len(wanted)

    def _planned(self, asked, rows, values, uses) -> tuple[Plan, list]:
        into = next((row for row in rows if str(row.pk) == asked.get("into")), None) or most_used(rows, uses)
        fields, chosen = values.differing(rows), {}
        for one in fields:
            said = asked.get(f"f-{one.name}", "")
            possible = {str(row.pk) for row in rows} | ({TOGETHER} if one.many else set())
            chosen[one.name] = said if said in possible else one.usual(into)
        return plan(rows, into, chosen, uses), fields

    def _merged(self, made, values):
        try:
            merge_all(made, values, by=self.request.user)
        except (MergeRefused, StepRefused) as refusal:
            self.admin.message_user(self.request, " ".join(getattr(refusal, "messages", [str(refusal)])), messages.ERROR)
            return HttpResponseRedirect(self.admin.merge_url(self.request, [made.into, *made.gone]))
        said = _("Samengevoegd tot “%(into)s”. Oude adressen verwijzen door.") % {"into": made.into}
        self.admin.message_user(self.request, said, messages.SUCCESS)
        return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))

    def _side_by_side(self, rows, made, fields, uses, lost):
        changes = made.changes[:PLACES]
        told = visible([change.use for change in changes], self.request.user)
        context = {
            **self.admin.admin_site.each_context(self.request),
            "title": _("Samenvoegen"),
            "opts": self.opts,
            "rows": [{"row": row, "uses": in_words(len(uses[row.pk])), "stays": row.pk == made.into.pk} for row in rows],
            "fields": [self._field(one, rows, made.chosen[one.name]) for one in fields],
            "made": made,
            "changes": [{"use": use, "change": change} for use, change in zip(told, changes, strict=True)],
            "more": len(made.changes) - len(changes),
            "lost": lost,
            "public": sum(change.at_once for change in made.changes),
        }
        return TemplateResponse(self.request, "admin/tidy/merge.html", context)

    @staticmethod
    def _field(one, rows, chosen) -> dict:
        pks = {str(row.pk): row for row in rows}
        options = [{"value": pk, "row": row, "shown": one.shown[row.pk], "chosen": chosen == pk} for pk, row in pks.items()]
        return {"name": one.name, "label": one.label, "options": options, "many": one.many, "together": chosen == TOGETHER}

    def _choose_others(self, rows, words, lost):
        """With one row in hand: which others are the same?"""
        found = []
        if rows:
            words, others = words.strip()[:100], self.admin.get_queryset(self.request).exclude(pk=rows[0].pk)
            if words:
                found = list(self.admin.get_search_results(self.request, others, words)[0][:MOST])
            else:
                signs = set(filter(None, self.admin.signatures(rows[0])))
                found = [row for row in others.order_by("pk") if signs & {*self.admin.signatures(row)}]
        context = {
            **self.admin.admin_site.each_context(self.request),
            "title": _("Samenvoegen"),
            "opts": self.opts,
            "thing": rows[0] if rows else None,
            "found": found[:MOST],
            "words": words,
            "lost": lost,
        }
        return TemplateResponse(self.request, "admin/tidy/merge_with.html", context)

    def alike(self):
        if not self.admin.may_merge(self.request):
            raise PermissionDenied
        every = self.model._default_manager.current().order_by("pk").iterator(chunk_size=2000)
        found = groups((row.pk, self.admin.signatures(row)) for row in every)
        page = Paginator(found, GROUPS).get_page(self.request.GET.get("p"))
        rows = self.model._default_manager.in_bulk([pk for group in page.object_list for pk in group])
        uses = uses_of(rows.values())
        shown = [[rows[pk] for pk in group if pk in rows] for group in page.object_list]
        context = {
            **self.admin.admin_site.each_context(self.request),
            "title": _("Lijken op elkaar"),
            "opts": self.opts,
            "page": page,
            "groups": [
                {
                    "rows": [{"row": row, "uses": in_words(len(uses[row.pk]))} for row in group],
                    "merge_url": self.admin.merge_url(self.request, group[:MOST]),
                }
                for group in shown
            ],
        }
        return TemplateResponse(self.request, "admin/tidy/alike.html", context)
