"""No lost work in the programme of a day: the same as in every form of the desk, for a form that is not one of the admin's."""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from events.forms.programme import ProgrammeForm
from events.models import StudyDay
from portal.publishing.autosave import Spot, moment
from portal.publishing.autosave_admin import Keeping, answer, throw_away
from portal.publishing.meeting import newer


def spot(pk: int) -> Spot:
    return Spot(StudyDay, pk, "programma")


def may_write(user) -> bool:
    """Whether this person may save a programme."""
    return all(user.has_perm(f"events.change_{thing}") for thing in ("studyday", "session", "block"))


def kept(request, day, facts, *, restored=None, refused=False) -> dict:
    """What the page needs to keep what is typed. `facts()` fetches the programme, when something is offered."""
    url = reverse("admin:events_studyday_programme_kept", args=[day.pk])
    keeping = Keeping(request, spot(day.pk), base_url=url, form_id="programma")
    refused = refused and keeping.keep_refused()
    differs = None if request.method == "POST" else lambda posted: _differs(ProgrammeForm(facts(), posted))
    return keeping.context(base="", differs=differs, restored=restored, refused=refused)


def _differs(form: ProgrammeForm) -> list[str]:
    """The blocks and the sessions in which something else was typed than is saved."""
    kinds = {_("blokken"): [block for block in form.blocks if block.is_bound], _("sessies"): form.touched_rows()}
    names = {kind: [f"“{row.called()}”" for row in rows] for kind, rows in kinds.items()}
    return [f"{kind} ({', '.join(some[:3])}{_more(some)})" for kind, some in names.items() if some]


def _more(names: list[str]) -> str:
    return f" {_('en nog %(count)s') % {'count': len(names) - 3}}" if len(names) > 3 else ""


def kept_view(request, pk):
    _allowed(request)
    return answer(request, spot(pk), lambda _seen: _newer(request, pk))


def away_view(request, pk, kept):
    _allowed(request)
    return throw_away(request, spot(pk), kept, reverse("admin:events_studyday_programme", args=[pk]))


def _allowed(request):
    if not may_write(request.user):
        raise PermissionDenied


def _newer(request, pk) -> str:
    """Who saved the day or its programme since this page was opened."""
    try:
        since = parse_datetime(request.POST.get("_since", ""))
    except ValueError:
        since = None
    if since is None or timezone.is_naive(since):
        return ""
    lines = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(StudyDay), object_id=str(pk))
    line = lines.filter(action_time__gt=since).select_related("user").order_by("-action_time", "-pk").first()
    return newer(str(line.user), moment(line.action_time), line.user_id == request.user.pk) if line else ""
