"""Study days on the editors' home: what is coming, in numbers, and what is still missing.

Who knows more numbers of a day (registrations, say) registers a source of them:

    @numbers
    def seats(days): return {day: [("ingeschreven", "274")], ...}      # for all days in one question
"""

import datetime as dt
from collections.abc import Callable, Sequence

from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.checklist import NEEDS_NOBODY
from events.models import Contribution, Session, StudyDay
from portal.publishing.models import Status
from portal.publishing.panels import Desk, Go, Panel, Place, Row, beginning, panel

DAYS = 3  # that are coming, with their numbers
AFTER = dt.timedelta(days=90)  # so long a day without a report is asked for one
Number = tuple[str, str]  # what, how many
Source = Callable[[Sequence[StudyDay]], dict[int, list[Number]]]
SOURCES: list[Source] = []


def numbers(source: Source) -> Source:
    """Register more numbers of study days, by the key of the day."""
    SOURCES.append(source)
    return source


@numbers
def come(days: Sequence[StudyDay]) -> dict[int, list[Number]]:
    """How many come, on the days where somebody does: a number of the day itself."""
    return {day.pk: [(_("ingeschreven"), str(day.taken))] for day in days if day.taken}


beginning(20, "events.add_studyday", lambda: Go(_("Nieuwe studiedag"), reverse("admin:events_studyday_add")))


@panel(rank=15, allowed=("events.view_studyday", "events.change_studyday"))
def study_days(desk: Desk) -> Panel:
    """The days that come, the nearest first; then the ones that are over and have no report."""
    days = list(_shown(desk.today))
    coming = [day for day in days if _last(day) >= desk.today][:DAYS]
    over = [day for day in reversed(days) if _last(day) < desk.today][:DAYS]
    facts = _facts([*coming, *over])
    more = [source(coming) for source in SOURCES]
    organises = desk.may("events.change_studyday") and not desk.may("fiches.change_fiche")
    return Panel(
        title=_("Studiedagen"),
        rows=[_coming(desk, day, facts.get(day.pk, {}), more) for day in coming] + [_over(desk, day) for day in over],
        more=(Go(_("Alle studiedagen"), reverse("admin:events_studyday_changelist")),),
        empty=_("Er komt geen studiedag aan. Een vorige dag kun je dupliceren als sjabloon voor de volgende."),
        said=_said(len(over)) if organises else "",
        place=Place.WORK if organises else Place.BESIDE,
        look="days",
    )


def _said(over: int) -> str:
    return (
        ngettext("één dag wacht op een verslag", "%(count)s dagen wachten op een verslag", over) % {"count": over} if over else ""
    )


def _shown(today: dt.date):
    """What comes, and what is lately over without a report, by date. One question."""
    last = Coalesce("last_date", "date")
    silent = Q(report="", cancelled=False, live__isnull=False, ends_on__gte=today - AFTER)
    days = StudyDay.objects.annotate(ends_on=last).exclude(status=Status.ARCHIVED).filter(Q(ends_on__gte=today) | silent)
    return days.select_related("venue").order_by("date", "title")


def _last(day: StudyDay) -> dt.date:
    return day.last_date or day.date


def _facts(days: Sequence[StudyDay]) -> dict[int, dict[str, int]]:
    """{day: what its sessions add up to}. One question."""
    table = Q(form__in=NEEDS_NOBODY)
    someone = Exists(Contribution.objects.filter(session=OuterRef("pk")))
    sessions = Session.objects.filter(day__in=days, cancelled=False).exclude(status=Status.ARCHIVED).order_by()
    rows = (
        sessions.annotate(someone=someone)
        .values("day")
        .annotate(
            sessions=Count("pk"),
            online=Count("pk", filter=Q(live__isnull=False)),
            places=Sum("capacity"),
            silent=Count("pk", filter=Q(abstract="", report="") & ~table),
            nobody=Count("pk", filter=Q(someone=False) & ~table),
            roomless=Count("pk", filter=Q(room=None) & ~table),
            blockless=Count("pk", filter=Q(block=None)),
        )
    )
    return {row.pop("day"): row for row in rows}


def _coming(desk: Desk, day: StudyDay, facts: dict[str, int], more: list[dict[int, list[Number]]]) -> Row:
    when = date_format(day.date, "l j F Y")
    where = str(day.venue) if day.venue else _("nog geen locatie")
    shown = [(_("sessies"), str(facts.get("sessions", 0)))]
    if day.capacity:
        shown.append((_("plaatsen"), str(day.capacity)))
    if facts.get("places"):
        shown.append((_("plaatsen in sessies"), str(facts["places"])))
    shown += [number for source in more for number in source.get(day.pk, [])]
    if day.cancelled:
        badge, look = _("geannuleerd"), "bad"
    else:
        badge, look = (_("online"), "ok") if day.live_id else (_("nog niet online"), "lock")
    return Row(
        day.title,
        _day_url(desk, day),
        (f"{when}, {where}", _countdown(day, desk.today)),
        badge,
        look,
        numbers=tuple(shown),
        lacks=() if day.cancelled else _lacks(desk, day, facts),
    )


def _countdown(day: StudyDay, today: dt.date) -> str:
    left = (day.date - today).days
    if left <= 0:
        return _("vandaag")
    return ngettext("nog één dag", "nog %(count)s dagen", left) % {"count": left}


def _day_url(desk: Desk, day: StudyDay) -> str:
    name = "programme" if desk.may("events.change_studyday") else "change"
    return reverse(f"admin:events_studyday_{name}", args=[day.pk])


def _lacks(desk: Desk, day: StudyDay, facts: dict[str, int]) -> tuple[Go, ...]:
    """What the programme still misses, for who can do something about it."""
    if not desk.may("events.change_studyday"):
        return ()
    url = _day_url(desk, day)
    if not facts:
        return (Go(_("nog geen enkele sessie"), url, day.title),)
    waits = facts["sessions"] - facts["online"]
    found = [
        (
            facts["silent"],
            ngettext("%(count)s sessie zonder aankondiging", "%(count)s sessies zonder aankondiging", facts["silent"]),
        ),
        (facts["nobody"], ngettext("%(count)s sessie zonder spreker", "%(count)s sessies zonder spreker", facts["nobody"])),
        (facts["roomless"], ngettext("%(count)s sessie zonder zaal", "%(count)s sessies zonder zaal", facts["roomless"])),
        (facts["blockless"], ngettext("%(count)s sessie zonder blok", "%(count)s sessies zonder blok", facts["blockless"])),
        (waits if day.live_id else 0, ngettext("%(count)s sessie nog niet online", "%(count)s sessies nog niet online", waits)),
    ]
    lacks = [Go(words % {"count": count}, url, day.title) for count, words in found if count]
    if not day.venue_id:
        lacks.insert(0, Go(_("nog geen locatie"), reverse("admin:events_studyday_change", args=[day.pk]), day.title))
    return tuple(lacks)


def _over(desk: Desk, day: StudyDay) -> Row:
    url = reverse("admin:events_studyday_change", args=[day.pk])
    do = (Go(_("Schrijf het verslag"), url, day.title),) if desk.may("events.change_studyday") else ()
    return Row(day.title, url, (date_format(day.date, "j F Y"),), _("verslag volgt"), "lock", do)
