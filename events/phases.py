"""Where a study day stands: announced, open for registration, closed, live, over. Read from its card and the clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LABELS = {
    "announced": gettext_lazy("Aankondiging"),
    "open": gettext_lazy("Inschrijving"),
    "closed": gettext_lazy("Inschrijving afgesloten"),
    "live": gettext_lazy("Live"),
    "awaiting": gettext_lazy("Verslag volgt"),
    "report": gettext_lazy("Verslag"),
    "cancelled": gettext_lazy("Geannuleerd"),
}
STEPS = [  # what a step is called, and the phases in which a day stands on it
    ("announced", {"announced"}),
    ("open", {"open", "closed"}),
    ("live", {"live"}),
    ("report", {"awaiting", "report"}),
]
LATE = time(23, 58)  # who still gets in after this has the whole day


@dataclass(frozen=True, slots=True)
class Phase:
    """Where a day stands: a key for code, a label for a badge, and a sentence (may be empty) for the reader."""

    key: str
    label: str
    sentence: str


class _Hours(NamedTuple):
    """The moments of a card, in UTC: moments with one time zone of our own compare by the clock on the wall."""

    opens: datetime | None
    closes: datetime | None
    begins: datetime
    over: datetime

    @property
    def closes_first(self) -> datetime | None:
        """When registration closes, if that is before the day begins."""
        return self.closes if self.closes and self.closes < self.begins else None


def phase_of(facts: Mapping[str, Any], now: datetime) -> Phase:
    """Where the day of this card stands at this moment."""
    hours = _hours(facts)
    key = _key(facts, hours, now)
    return Phase(key, str(LABELS[key]), _sentence(key, facts, hours, now))


def key_of(facts: Mapping[str, Any], now: datetime) -> str:
    """The key of `phase_of`, without its words."""
    return _key(facts, _hours(facts), now)


def steps(facts: Mapping[str, Any], phase: Phase) -> list[dict[str, str]]:
    """The way from announcement to report, with exactly one current step, called by its phase; none when cancelled."""
    if phase.key == "cancelled":
        return []
    ahead = [(key, phases) for key, phases in STEPS if key != "open" or facts["opens_at"] or facts["closes_at"]]
    current = next(place for place, (_key, phases) in enumerate(ahead) if phase.key in phases)
    return [
        {"label": phase.label, "state": "current"}
        if place == current
        else {"label": str(LABELS[key]), "state": "done" if place < current else "todo"}
        for place, (key, _phases) in enumerate(ahead)
    ]


def moments(facts: Mapping[str, Any]) -> list[datetime]:
    """Every moment, in order, at which `phase_of` changes its answer by the clock alone."""
    hours = _hours(facts)
    if facts["cancelled"]:
        return [hours.over]
    window = {moment for moment in (hours.opens, hours.closes) if moment and moment < hours.begins}
    today = set() if hours.opens or hours.closes else {_midnight(hours.begins)}
    return sorted(window | today | {hours.begins, hours.over})


def _key(facts: Mapping[str, Any], hours: _Hours, now: datetime) -> str:
    if facts["cancelled"]:
        return "cancelled"
    if now >= hours.over:
        return "report" if facts["report"] else "awaiting"
    return "live" if now >= hours.begins else _before(hours, now)


def _before(hours: _Hours, now: datetime) -> str:
    if hours.closes and now >= hours.closes:
        return "closed"
    if hours.opens:
        return "open" if now >= hours.opens else "announced"
    return "open" if hours.closes else "announced"


def _sentence(key: str, facts: Mapping[str, Any], hours: _Hours, now: datetime) -> str:
    match key:
        case "cancelled":
            return _("Deze studiedag ging niet door.") if now >= hours.over else _("Deze studiedag gaat niet door.")
        case "announced":
            return _announcement(hours, now)
        case "open":
            return _invitation(hours.closes_first)
        case "closed":
            return _("De inschrijvingen zijn afgesloten.")
        case "live":
            return _("Deze dagen.") if facts["last_date"] and facts["last_date"] != facts["date"] else _("Vandaag.")
        case "awaiting":
            return _("Het verslag volgt.")
    return ""


def _announcement(hours: _Hours, now: datetime) -> str:
    if hours.opens:
        return _("Inschrijven kan vanaf %(moment)s.") % {"moment": _spoken(hours.opens)}
    if now >= _midnight(hours.begins):
        return _("Vandaag vanaf %(hour)s uur.") % {"hour": date_format(timezone.localtime(hours.begins), "G.i")}
    return _("De studiedag begint op %(moment)s.") % {"moment": _spoken(hours.begins)}


def _invitation(closes: datetime | None) -> str:
    if closes is None:
        return _("Je kunt je inschrijven tot de studiedag begint.")
    last = timezone.localtime(closes - timedelta(seconds=1))
    if last.time() >= LATE:
        return _("Je kunt je inschrijven tot en met %(date)s.") % {"date": date_format(last, "j F Y")}
    return _("Je kunt je inschrijven tot %(moment)s.") % {"moment": _spoken(closes)}


@lru_cache(maxsize=1024)
def _spoken(moment: datetime) -> str:
    """The date with the hour, as Brussels says it; a midnight needs no hour."""
    local = timezone.localtime(moment)
    date = date_format(local, "j F Y")
    return _("%(date)s om %(hour)s uur") % {"date": date, "hour": date_format(local, "G.i")} if local.time() != time() else date


def _midnight(moment: datetime) -> datetime:
    """The midnight in Brussels with which the day of this moment starts."""
    day = timezone.localtime(moment).date()
    return datetime.combine(day, time(), timezone.get_default_timezone()).astimezone(UTC)


def _hours(facts: Mapping[str, Any]) -> _Hours:
    opens, closes = (_moment(facts[name]) if facts[name] else None for name in ("opens_at", "closes_at"))
    return _Hours(opens, closes, _moment(facts["begins_at"]), _moment(facts["over_at"]))


@lru_cache(maxsize=1024)
def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
