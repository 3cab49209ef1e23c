"""Publishing a day and its sessions in one step: what is newer than what is online, ticked, and one button."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events import clashes, programme
from events.admin.news import mention
from events.models import Session, StudyDay
from events.models.session import slots
from portal.publishing.admin import BADGES
from portal.publishing.forms import number_in
from portal.publishing.freezing import freeze
from portal.publishing.models import Status
from portal.publishing.workflow import StepRefused

NEWS = {
    Status.ARCHIVED: gettext_lazy("ingetrokken"),
    Status.REVIEW: gettext_lazy("ter review"),
    Status.APPROVED: gettext_lazy("goedgekeurd"),
    Status.SCHEDULED: gettext_lazy("ingepland"),
}


def waiting(day: StudyDay) -> list[Session]:
    """Sessions that are newer than what is online, and were not taken away on purpose."""
    return [session for session in programme.changed_sessions(day) if session.status != Status.ARCHIVED]


def news(thing) -> str:
    """What is new about it, in a word."""
    return str(NEWS.get(thing.status) or (_("nieuw") if thing.live_id is None else _("gewijzigd")))


def publish_view(model_admin, request, pk):
    """The screen: a list with ticks; posting it publishes all that is ticked, or nothing."""
    if not model_admin.may_publish_all(request):
        raise PermissionDenied
    day = get_object_or_404(model_admin.get_queryset(request), pk=pk)
    if request.method != "POST":
        ticked = {session.pk for session in waiting(day)}
        return _drawn(model_admin, request, day, ticked, with_day=True, comment=request.GET.get("toelichting", ""))
    asked = {number_in(text, 0) for text in request.POST.getlist("sessie")}
    seen = {pk: number_in(request.POST.get(f"seen-{pk}", ""), -1) for pk in asked}
    comment, with_day = request.POST.get("comment", "")[:300], "dag" in request.POST
    if not asked and not (with_day or day.live_id is None):
        model_admin.message_user(request, _("Vink aan wat online moet."), messages.ERROR)
        return _drawn(model_admin, request, day, asked, with_day=with_day, comment=comment)
    day_is_newer = day.status != Status.PUBLISHED and (with_day or day.live_id is None)
    try:
        done = programme.publish_day(
            day,
            seen.items(),
            seen=number_in(request.POST.get("seen", ""), -1),
            at=timezone.now(),
            by=request.user,
            comment=comment,
            with_day=with_day,
        )
    except StepRefused as refusal:
        model_admin.message_user(request, str(refusal), messages.ERROR)
        day = get_object_or_404(model_admin.get_queryset(request), pk=pk)
        return _drawn(model_admin, request, day, asked, with_day=with_day, comment=comment, refusal=str(refusal))
    model_admin.message_user(request, _told(day, day_is_newer, len(done)), messages.SUCCESS)
    mention(request, day)
    return HttpResponseRedirect(model_admin._url("change", day))


def _told(day, with_day: bool, count: int) -> str:
    sessions = ngettext("%(count)s sessie", "%(count)s sessies", count) % {"count": count}
    if not with_day:
        online = ngettext("%(sessions)s van “%(day)s” staat online.", "%(sessions)s van “%(day)s” staan online.", count)
        return online % {"sessions": sessions, "day": day}
    if not count:
        return _("“%(day)s” staat online.") % {"day": day}
    return _("“%(day)s” staat online, met %(sessions)s.") % {"sessions": sessions, "day": day}


def _drawn(model_admin, request, day, ticked, *, with_day, comment, refusal=""):
    changed = programme.changed_sessions(day)
    forced, newer = day.live_id is None, day.status != Status.PUBLISHED
    rows = [
        {
            "session": session,
            "label": f"{session.get_form_display()} {session.number or ''}".strip(),
            "news": news(session),
            "badge": BADGES.get(session.status, ""),
            "ticked": session.pk in ticked,
        }
        for session in changed
    ]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("“%(title)s” publiceren") % {"title": day},
        "opts": model_admin.opts,
        "thing": day,
        "forced": forced,
        "newer": newer,
        "day_news": news(day),
        "day_badge": BADGES.get(day.status, ""),
        "with_day": forced or with_day,
        "rows": rows,
        "comment": comment,
        "in_the_way": [said for said in _in_the_way(day, ticked, forced or (newer and with_day)) if said not in refusal],
    }
    return TemplateResponse(request, "admin/events/publish.html", context)


def _in_the_way(day, ticked, with_day: bool) -> list[str]:
    """Why publishing what is ticked would be refused, as far as that is known beforehand."""
    together = day.sessions.filter(pk__in=ticked) | day.sessions.filter(live__isnull=False)
    missing = [str(sentence) for sentence in day.obstacles(freeze(day))] if with_day else []
    return missing + [clash.sentence for clash in clashes.clashes(slots(together.distinct()))]
