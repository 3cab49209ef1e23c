"""The steps at the foot of a form: who reads it, when it appears, what you say with it; and above it, where it stands."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.access import roles_that_may
from portal.publishing.logbook import REMARK
from portal.publishing.models import Publication, Status
from portal.publishing.reviewing import Standing, in_a_row, standing, why_not_approve
from portal.publishing.workflow import NAMES, may, rearrange


def at_hour(moment) -> str:
    return date_format(timezone.localtime(moment), "j F Y, H:i")


class PlanningForm(forms.ModelForm):
    """The moments of a publication: the one typed for “Plan in” is a wish until that step is taken."""

    asked_for = None  # the moment that a step should plan, apart from what is planned already

    @property
    def step(self) -> str:
        return self.data.get("_step", "")

    def clean_publish_at(self):
        """What is planned is moved by its step, never by a save beside it."""
        moment, changed = self.cleaned_data.get("publish_at"), "publish_at" in self.changed_data
        if moment and moment <= timezone.now() and (self.step == "schedule" or (changed and not self.step)):
            raise ValidationError(_("Dit moment is al voorbij. Kies een later moment, of publiceer meteen."))
        if self.instance.status != Status.SCHEDULED:
            return moment
        if self.step == "schedule" and not moment:
            raise ValidationError(_("Kies een nieuw moment, of schrap de planning."))
        if changed and not self.step:
            raise ValidationError(_("Klik op “Verplaats” om dit moment te gebruiken. Tot dan blijft de planning zoals ze was."))
        self.asked_for = moment
        return self.instance.publish_at

    def clean(self):
        cleaned = super().clean()
        planned = self.step == "schedule" or (self.instance.status == Status.SCHEDULED and not self.step)
        appears, goes = self.asked_for or cleaned.get("publish_at"), cleaned.get("withdraw_at")
        if planned and appears and goes and goes <= appears:
            said = _("Dan zou de tekst verdwijnen vóór hij verschijnt (%(moment)s). Kies een later moment.")
            self.add_error("withdraw_at", said % {"moment": at_hour(appears)})
        return cleaned


class ReviewFilter(admin.SimpleListFilter):
    title = gettext_lazy("review")
    parameter_name = "review"

    def lookups(self, request, model_admin):
        return [("ik", _("Wacht op mij")), ("iemand", _("Wacht op iemand")), ("niemand", _("Niemand gevraagd"))]

    def queryset(self, request, queryset):
        if self.value() == "ik":
            return queryset.waiting_for(request.user)
        if self.value() in ("iemand", "niemand"):
            return queryset.filter(status=Status.REVIEW, pk__in=queryset.asked(self.value() == "iemand"))
        return queryset


class WithSteps(admin.ModelAdmin):
    """For every publication at the desk."""

    def get_list_filter(self, request):
        return [*super().get_list_filter(request), ReviewFilter]

    def when(self, thing):
        """What happens by the clock, under the state in a list and in a message."""
        said = []
        if thing.status == Status.SCHEDULED and thing.publish_at:
            said.append(_("verschijnt op %(moment)s") % {"moment": at_hour(thing.publish_at)})
        if thing.withdraw_at and (thing.live_id or thing.status == Status.SCHEDULED):
            said.append(_("wordt ingetrokken op %(moment)s") % {"moment": at_hour(thing.withdraw_at)})
        return format_html_join("", '<br><span class="quiet">{}</span>', [[words] for words in said])

    # -- saving --------------------------------------------------------------------------------------------------------
    def rearranged(self, request, form):
        """Owner, reviewers and moments hold at once."""
        thing, before = form.instance, form.initial.get("reviewers") or []
        asked = {person.pk for person in form.cleaned_data.get("reviewers") or []} - {person.pk for person in before}
        rearrange(thing, at=timezone.now(), by=request.user, asked=asked)
        if "withdraw_at" in form.changed_data and thing.live_id and thing.withdraw_at:
            said = _("“%(title)s” wordt ingetrokken op %(moment)s.")
            self.message_user(request, said % {"title": thing, "moment": at_hour(thing.withdraw_at)}, messages.INFO)

    def keep_remark(self, request, thing):
        """What was said with a step that was refused stands in the form again."""
        if said := request.POST.get("_comment") or request.POST.get("comment"):
            request.session[self._kept_as(thing)] = said[: REMARK * 2]

    def _kept_as(self, thing) -> str:
        return f"remark {self.opts.label_lower} {thing.pk}"

    def remark(self, request, thing) -> str:
        """What stands in the field for a remark."""
        if request.method == "POST":
            return request.POST.get("_comment", "")
        return request.session.pop(self._kept_as(thing), "") if thing else ""

    def tell_who_reads(self, request, thing):
        """Who was asked, after a text went to review."""
        if people := list(thing.reviewers.all()):
            said = _("Gevraagd om na te lezen: %(names)s.") % {"names": in_a_row(people)}
        else:
            said = _("Je vroeg niemand om na te lezen: een %(roles)s vindt de tekst in de lijst.")
            said %= {"roles": in_a_row_of_roles(thing)}
        self.message_user(request, said, messages.INFO)

    # -- the form ------------------------------------------------------------------------------------------------------
    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        saved, adminform = (obj if obj and obj.pk else None), context["adminform"]
        stands = standing(saved) if saved else None
        if context["may_save"] and not context["is_popup"]:
            context["at_the_steps"] = self.at_the_steps(adminform, [step["name"] for step in context["steps"]])
        context |= {"remark": self.remark(request, saved), "remark_length": REMARK}
        if saved and stands:
            asked = adminform.form.initial.get("reviewers") or []
            context |= {"last_step": stands.last, "review": self.review(request, saved, stands, asked)}
            context |= _buttons(self.offered(request, saved, [step["name"] for step in context["steps"]], stands))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def at_the_steps(self, adminform, steps: list[str]) -> dict:
        """The fields that are drawn beside the steps they belong to, and then stand nowhere else in the form."""
        fields = adminform.form.fields
        moved = [name for name in ("publish_at", "reviewers") if name == "reviewers" or "schedule" in steps or name not in fields]
        if "publish_at" in fields:
            for widget, label in zip(fields["publish_at"].widget.widgets, (_("Dag"), _("Uur")), strict=True):
                widget.attrs["aria-label"] = _("%(part)s waarop het verschijnt") % {"part": label}
        adminform.fieldsets = [(name, {**said, "fields": _without(said["fields"], moved)}) for name, said in adminform.fieldsets]
        return {name: adminform.form[name] for name in moved if name in fields}

    def steps_while_reading(self, request, thing) -> dict:
        """The steps of somebody who read what changes: all but planning, which asks for a moment."""
        stands, names = standing(thing), [name for name in self._steps(request, thing) if name != "schedule"]
        return {
            **_buttons(self.offered(request, thing, names, stands)),
            "remark": self.remark(request, thing),
            "remark_length": REMARK,
            "review": {**(self.review(request, thing, stands, list(thing.reviewers.all())) or {}), "read": None},
        }

    def offered(self, request, thing, names: list[str], stands: Standing) -> list[dict]:
        """The steps as buttons: what a reviewer does has words of its own, and who wrote it does not approve it."""
        own = {"return": _("Stuur terug")} if stands.writer not in (None, request.user) else {}
        if thing.status == Status.SCHEDULED:
            own["schedule"] = _("Verplaats")
        blocked = stands.writer == request.user and "approve" in names and why_not_approve(thing, request.user)
        return [{"name": name, "label": own.get(name, NAMES[name])} for name in names if name != "approve" or not blocked]

    def review(self, request, thing, stands: Standing, asked) -> dict | None:
        """Where it stands between its writer and its readers."""
        if stands.returned:
            return {"returned": stands.returned, "by_me": stands.returned.who == request.user}
        if thing.status != Status.REVIEW:
            return None
        url = self._url("diff" if thing.live_id else "preview", thing)
        return {
            "sent": stands.sent,
            "mine": stands.writer == request.user,
            "asked_me": request.user in asked,
            "may": may(request.user, "approve", thing),
            "names": in_a_row(asked),
            "roles": in_a_row_of_roles(thing),
            "read": {"url": url, "live": bool(thing.live_id)},
        }


def _buttons(steps: list[dict]) -> dict:
    """The main one is the last on the way to readers."""
    return {"steps": steps, "main_step": next((step["name"] for step in steps if step["name"] in ("publish", "approve")), "")}


def in_a_row_of_roles(thing: Publication) -> str:
    return get_text_list(roles_that_may("publish", thing), _("of"))


def _without(fields, moved: list[str]) -> list:
    """The fields of a fieldset, less those that are drawn elsewhere."""
    lines = [[name for name in line if name not in moved] if isinstance(line, (list, tuple)) else line for line in fields]
    return [line for line in lines if line and line not in moved]
