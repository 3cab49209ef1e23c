"""The work of a person, over every kind of publication: what waits for them, what they write, what appears, what is stale."""

from datetime import date, datetime
from functools import reduce

from django.contrib.admin.models import LogEntry
from django.db.models import Case, F, Q, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.desk.items import LATE, SOON, UNKNOWN, Item, items, lists, rights, shown_to, total
from portal.publishing import at_hand
from portal.publishing.freshness import LABELS, LOOKS, Freshness, due_of, freshness, having, is_reviewed
from portal.publishing.logbook import OF_A_STEP, Act
from portal.publishing.models import Status
from portal.publishing.panels import Desk, Go, Panel, Row, panel
from portal.text import excerpt


# -- what was last said of each ----------------------------------------------------------------------------------------
def last_steps(desk: Desk) -> dict[tuple[int, str], LogEntry]:
    """{thing: the line of its last step} for the rows of the panels of work together. One question."""

    def ask():
        keys = [item.key for item in (*_waiting(desk), *_mine(desk))]
        wanted = reduce(lambda one, key: one | Q(content_type=key[0], object_id=key[1]), keys, Q(pk=None))
        lines = LogEntry.objects.filter(wanted, action_flag__in=OF_A_STEP).select_related("user") if keys else []
        return {
            (line.content_type_id, line.object_id): line for line in sorted(lines, key=lambda line: (line.action_time, line.pk))
        }

    return desk.once("last steps", ask)


def _told(desk: Desk, item: Item) -> str:
    """“ingediend door Noor, gisteren”, or else who changed it last."""
    line = last_steps(desk).get(item.key)
    words = {Act.SUBMITTED: _("ingediend"), Act.RETURNED: _("teruggezet"), Act.APPROVED: _("goedgekeurd")}
    if line and line.action_flag == Act.FAILED:
        return excerpt(line.change_message, 120)
    what, who, moment = _("gewijzigd"), item.who, item.changed
    if line and line.action_flag in words:
        what, who, moment = words[Act(line.action_flag)], str(line.user), line.action_time
    day = on_day(moment, desk.today)
    return _("%(what)s door %(who)s, %(day)s") % {"what": what, "who": who, "day": day} if who else f"{what} {day}"


def _remark(desk: Desk, item: Item) -> str:
    """What was written with the last step, between its quotation marks."""
    line = last_steps(desk).get(item.key)
    begin = line.change_message.find("“") if line else -1
    return excerpt(line.change_message[begin:], 120) if line and begin >= 0 else ""


def on_day(moment: datetime | date, today: date) -> str:
    """“vandaag 9.12 u.”, “gisteren”, “12 november”, with the year when it is another."""
    day = timezone.localtime(moment).date() if isinstance(moment, datetime) else moment
    if isinstance(moment, datetime) and day == today:
        return _("vandaag om %(hour)s uur") % {"hour": date_format(timezone.localtime(moment), "G.i")}
    if (today - day).days == 1:
        return _("gisteren")
    return date_format(day, "j F" if day.year == today.year else "j F Y")


# -- the panels --------------------------------------------------------------------------------------------------------
def _waiting(desk: Desk) -> list[Item]:
    def wanted(model) -> Q:
        return at_hand.waiting(model, desk.user)

    return desk.once("waiting", lambda: items(desk, wanted, "-status", "changed", "title"))  # review, then approved


@panel(rank=10)
def waiting(desk: Desk) -> Panel | None:
    """What waits for this person: texts in review, and approved ones that are not online yet."""
    publishes = [model for model in shown_to(desk) if desk.may(*rights(model, "publish"))]
    rows = [_to_review(desk, item) for item in _waiting(desk)]
    if not rows and not publishes:
        return None
    many = total(desk, at_hand.WAITING)
    return Panel(
        title=_("Wacht op jou"),
        rows=rows,
        more=lists(desk, f"werktafel={at_hand.WAITING}", at_hand.WAITING),
        empty=_("Er wacht geen enkele tekst op jouw review. Wie iets indient, komt hier vanzelf."),
        said=ngettext("één tekst wacht op jou", "%(count)s teksten wachten op jou", many) % {"count": many} if many else "",
    )


def _to_review(desk: Desk, item: Item) -> Row:
    approved = item.status == Status.APPROVED
    version = _("herwerking van versie %(number)s") % {"number": item.number} if item.number else _("nog nooit online")
    facts = (item.kind, _told(desk, item), version, _remark(desk, item))
    if approved:
        go = Go(_("Publiceer of plan"), item.url(), item.title)
    else:
        go = Go(_("Bekijk verschil"), item.url("diff"), item.title) if item.number else Go(_("Lees na"), item.url(), item.title)
    badge, look = (_("goedgekeurd"), "ok") if approved else ("", "")
    return Row(item.title, item.url(), tuple(filter(None, facts)), badge, look, (go,))


def _mine(desk: Desk) -> list[Item]:
    return desk.once("mine", lambda: items(desk, lambda model: at_hand.mine(model, desk.user), "-changed", "title"))


@panel(rank=20)
def mine(desk: Desk) -> Panel | None:
    """What this person is writing, what came back, and what waits for somebody else."""
    writes = [model for model in shown_to(desk) if desk.may(*rights(model, "change"))]
    if not writes:
        return None
    return Panel(
        title=_("Mijn werk"),
        rows=[_my_row(desk, item) for item in _mine(desk)],
        more=lists(desk, f"werktafel={at_hand.MINE}", at_hand.MINE),
        empty=_("Je hebt geen tekst openliggen. Begin iets nieuws, of bewaar een tekst uit een lijst: dan wordt hij een klad."),
    )


def _my_row(desk: Desk, item: Item) -> Row:
    line = last_steps(desk).get(item.key)
    back = item.status == Status.DRAFT and line is not None and line.action_flag == Act.RETURNED
    badge, look = {
        Status.DRAFT: (_("kwam terug"), "lock") if back else (_("klad"), ""),
        Status.REVIEW: (_("ter review"), "lock"),
        Status.APPROVED: (_("goedgekeurd"), "ok"),
    }[Status(item.status)]
    told = _told(desk, item) if back or item.status != Status.DRAFT else _changed(desk, item)
    online = _("versie %(number)s staat online") % {"number": item.number} if item.number else _("nog nooit online")
    remark = _remark(desk, item) if back else ""
    return Row(item.title, item.url(), tuple(filter(None, (item.kind, told, remark, online))), badge, look)


def _changed(desk: Desk, item: Item) -> str:
    who = item.who if item.who and item.who != desk.user.name else ""
    day = on_day(item.changed, desk.today)
    return _("gewijzigd door %(who)s, %(day)s") % {"who": who, "day": day} if who else _("gewijzigd %(day)s") % {"day": day}


@panel(rank=30)
def stale(desk: Desk) -> Panel | None:
    """What is online and should be looked at again, the longest over time first."""
    writes = [model for model in shown_to(desk) if is_reviewed(model) and desk.may(*rights(model, "change"))]
    if not writes:
        return None
    found = items(desk, lambda model: _stale(model, desk), "ranked_by", "title", by=_review_day)
    late, unknown = total(desk, LATE), total(desk, UNKNOWN)
    more = lists(desk, "nazicht=te-doen&publiek=ja", LATE, SOON)
    note = ""
    if unknown:
        words = "Eén tekst online heeft geen datum voor nazicht.", "%(count)s teksten online hebben geen datum voor nazicht."
        note = ngettext(*words, unknown) % {"count": unknown}
        undated = lists(desk, "nazicht=geen-datum&publiek=ja", UNKNOWN)
        more += tuple(Go(_("Zonder datum"), go.url, about=go.label, count=go.count) for go in undated)
    return Panel(
        title=_("Toe aan nazicht"),
        rows=[_stale_row(desk, item) for item in found],
        more=more,
        empty=_("Alles wat online staat, is actueel. Zes weken voor een tekst nagekeken moet worden, komt hij hier."),
        said=ngettext("één tekst is over tijd", "%(count)s teksten zijn over tijd", late) % {"count": late} if late else "",
        note=note,
    )


def _review_day(model):
    return Coalesce("review_due", "reviewed_at") if is_reviewed(model) else F("review_due")


def _stale(model, desk: Desk) -> Q:
    online = Q(live__isnull=False)
    return online & (having(model, Freshness.LATE, desk.today) | having(model, Freshness.SOON, desk.today))


def _stale_row(desk: Desk, item: Item) -> Row:
    state = freshness(item.review_due, item.reviewed, desk.today)
    due = due_of(item.review_due, item.reviewed)
    assert due
    words = _("nazicht was voor %(day)s") if state == Freshness.LATE else _("nazicht voor %(day)s")
    go = Go(_("Kijk na"), f"{item.url()}#nazicht", item.title)
    return Row(
        item.title, item.url(), (item.kind, words % {"day": on_day(due, desk.today)}), str(LABELS[state]), LOOKS[state], (go,)
    )


@panel(rank=60)
def planned(desk: Desk) -> Panel | None:
    """What appears or goes at a moment."""
    if not shown_to(desk):
        return None
    found = items(desk, lambda model: at_hand.planned(model, desk.user), "ranked_by", "title", by=_moment)
    return Panel(
        title=_("Gepland"),
        rows=[_planned_row(desk, item) for item in found],
        more=lists(desk, f"werktafel={at_hand.PLANNED}", at_hand.PLANNED),
        empty=_("Er is niets ingepland. Een goedgekeurde tekst kun je op een gekozen moment laten verschijnen."),
    )


def _moment(model):
    return Case(When(status=Status.SCHEDULED, then=F("publish_at")), default=F("withdraw_at"))


def _planned_row(desk: Desk, item: Item) -> Row:
    if item.status == Status.SCHEDULED and item.publish_at:
        return Row(item.title, item.url(), (item.kind, _at(_("verschijnt op %(moment)s"), item.publish_at)), _("ingepland"), "ok")
    assert item.withdraw_at
    return Row(
        item.title, item.url(), (item.kind, _at(_("verdwijnt op %(moment)s"), item.withdraw_at)), _("online tot dan"), "lock"
    )


def _at(words: str, moment: datetime) -> str:
    return words % {"moment": date_format(timezone.localtime(moment), "j F, G.i \\u\\u\\r")}
