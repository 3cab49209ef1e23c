"""Changing many things at once on the desk: choose what changes, see what happens to each, done with a report.

What is chosen travels with the page, signed; nothing is kept on the server. A long list is done in rounds of some seconds."""

import time

from django.contrib import admin, messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.publishing.tidy.bulk import CHANGED, REFUSED, SAME, BulkRefused, Change, Done, seen_of
from portal.publishing.tidy.bulk_form import BulkForm
from portal.taxonomy.models import Tag

MOST = 1000  # things at once
SECONDS = 8.0  # of one round
SALT = "tidy.bulk"
HOURS = 12  # that a page can wait for its next step
BADGES = {CHANGED: "ok", REFUSED: "bad", SAME: ""}
OUTCOMES = {CHANGED: gettext_lazy("gewijzigd"), REFUSED: gettext_lazy("niet gewijzigd"), SAME: gettext_lazy("was al zo")}


class ChangesTogether(admin.ModelAdmin):
    """An action for the list, and the pages behind it."""

    actions = ["change_together"]

    def get_urls(self):
        view = self.admin_site.admin_view(self.bulk_view)
        return [path("samen/", view, name=f"{self.opts.app_label}_{self.opts.model_name}_bulk"), *super().get_urls()]

    @admin.action(description=gettext_lazy("Wijzig samen …"), permissions=["change"])
    def change_together(self, request, queryset):
        chosen = list(queryset.values_list("pk", flat=True)[: MOST + 1])
        if len(chosen) > MOST:
            said = _("Kies hoogstens %(most)s tegelijk: verfijn eerst de lijst met een filter.") % {"most": MOST}
            self.message_user(request, said, messages.WARNING)
            return None
        every = list(self.get_changelist_instance(request).get_queryset(request).values_list("pk", flat=True)[: MOST + 1])
        every = list(dict.fromkeys(every)) if len(every) <= MOST else []
        return Pages(self, request).choose({"chosen": list(dict.fromkeys(chosen)), "every": every})

    def bulk_view(self, request):
        if not self.has_change_permission(request):
            raise PermissionDenied
        return Pages(self, request).answer()

    def goes_with(self, thing) -> list[str]:
        """What else happens when this is withdrawn, in sentences."""
        return []


class Pages:
    """The steps of one change: choose, look, do."""

    def __init__(self, model_admin, request):
        self.admin, self.request = model_admin, request
        self.model, self.opts = model_admin.model, model_admin.opts

    def answer(self):
        state = self._state()
        if self.request.method != "POST" or state is None:
            if self.request.method == "POST":
                said = _("Deze pagina stond te lang open. Kies opnieuw in de lijst.")
                self.admin.message_user(self.request, said, messages.WARNING)
            return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))
        try:
            if "todo" in state:
                return self._round(state)
            if "rows" in state and "_confirm" in self.request.POST:
                return self._round({**state, "todo": state["rows"], "done": []})
            return self._choose_or_preview(state)
        except BulkRefused as refusal:
            self.admin.message_user(self.request, str(refusal), messages.ERROR)
            return self.choose(state)

    def _state(self):
        try:
            state = signing.loads(self.request.POST.get("state", ""), salt=SALT, max_age=HOURS * 3600)
        except signing.BadSignature:
            return None
        return state if (state.get("model"), state.get("user")) == (self.opts.label_lower, self.request.user.pk) else None

    def _signed(self, state) -> str:
        return signing.dumps({**state, "model": self.opts.label_lower, "user": self.request.user.pk}, salt=SALT, compress=True)

    def _choose_or_preview(self, state):
        if "_again" in self.request.POST:  # back from the preview, with what was filled in
            typed = QueryDict(mutable=True)
            for name, values in state.get("typed", {}).items():
                typed.setlist(name, values)
            return self.choose(state, self._form(state, typed))
        form = self._form(state, self.request.POST)
        if "alles" in self.request.POST and state.get("every"):
            state = {**state, "chosen": state["every"]}
        if not form.is_valid():
            return self.choose(state, form)
        typed = {name: self.request.POST.getlist(name) for name in form.fields if name in self.request.POST}
        return self._preview({**state, "typed": typed}, form.asked())

    def _form(self, state, data):
        kind = {"tagged__content_type__app_label": self.opts.app_label, "tagged__content_type__model": self.opts.model_name}
        found = Tag.objects.filter(**kind, tagged__object_id__in=state.get("every") or state["chosen"])
        tags = list(found.distinct().order_by("name"))  # what can be taken away
        may_withdraw = self.request.user.has_perm(f"{self.opts.app_label}.publish_{self.opts.model_name}")
        return BulkForm(self.model, data, may_withdraw=may_withdraw, tags=tags)

    def choose(self, state, form=None):
        form = form or self._form(state, None)
        titles = self.model._default_manager.in_bulk(state["chosen"][:20])
        context = {
            "title": _("Samen wijzigen"),
            "form": form,
            "count": len(state["chosen"]),
            "names": [titles[pk] for pk in state["chosen"][:20] if pk in titles],
            "every": len(state["every"]) if len(state.get("every", [])) > len(state["chosen"]) else 0,
            "state": self._signed({"chosen": state["chosen"], "every": state.get("every", [])}),
            "media": self.admin.media + form.media,
        }
        return self._drawn("admin/tidy/bulk.html", context)

    def _preview(self, state, asked):
        change = Change(self.model, asked)
        things = change.things(state["chosen"])
        fates = [change.fate(thing, self.request.user, self._allowed) for thing in things]
        for fate in fates:
            if "withdraw" in asked and not fate.refusal:
                fate.notes += self.admin.goes_with(fate.thing)
        rows = [[fate.thing.pk, seen_of(fate.thing)] for fate in fates if fate.outcome == CHANGED]
        context = {
            "title": _("Wat er verandert"),
            "fates": [{"fate": fate, "word": OUTCOMES[fate.outcome], "badge": BADGES[fate.outcome]} for fate in fates],
            "changing": len(rows),
            "refused": sum(fate.outcome == REFUSED for fate in fates),
            "same": sum(fate.outcome == SAME for fate in fates),
            "lost": len(state["chosen"]) - len(things),
            "withdraw": "withdraw" in asked,
            "state": self._signed({**state, "asked": asked, "rows": rows}),
        }
        return self._drawn("admin/tidy/bulk_preview.html", context)

    def _allowed(self, thing) -> bool:
        return self.admin.has_change_permission(self.request, thing)

    # -- doing ---------------------------------------------------------------------------------------------------------
    def _round(self, state):
        """As many things as some seconds allow, at least one; the rest in the next round."""
        change, until = Change(self.model, state["asked"]), time.monotonic() + SECONDS
        todo, done = list(state["todo"]), list(state["done"])
        now = timezone.now()
        while todo:
            pk, seen = todo.pop(0)
            made = change.make(pk, seen, by=self.request.user, at=now, allowed=self._allowed)
            done.append([made.pk, made.title, made.outcome, made.words])
            if time.monotonic() >= until:
                break
        counts = {outcome: sum(one[2] == outcome for one in done) for outcome in OUTCOMES}
        context = {
            "title": _("Bezig met wijzigen") if todo else _("Gewijzigd"),
            "done": [self._told(Done(*one)) for one in reversed(done)] if todo else [self._told(Done(*one)) for one in done],
            "left": len(todo),
            "counts": counts,
            "total": len(done) + len(todo),
            "state": self._signed({**state, "todo": todo, "done": done}) if todo else "",
        }
        return self._drawn("admin/tidy/bulk_done.html", context)

    def _told(self, one: Done) -> dict:
        url = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[one.pk])
        return {"one": one, "url": url, "word": OUTCOMES[one.outcome], "badge": BADGES[one.outcome]}

    def _drawn(self, template, context):
        context = {**self.admin.admin_site.each_context(self.request), "opts": self.opts, **context}
        return TemplateResponse(self.request, template, context)
