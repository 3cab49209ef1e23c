"""Study days and sessions for somebody's own calendar: plain values in, an iCalendar file (RFC 5545) out.

It says what we know and invents nothing: without hours an entry is a whole day, without an end it has no end. Who
organises stands in CONTACT: an ORGANIZER is an address to which calendars send answers, and nobody would read those.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from icalendar import Component

TZID = "Europe/Brussels"
BRUSSELS = ZoneInfo(TZID)
SUMMER, WINTER = timedelta(hours=2), timedelta(hours=1)
RULES = {  # what holds since 1996: on the last Sunday of March and of October, at one o'clock UTC
    "daylight": ("CEST", datetime(1996, 3, 31, 2), 3, WINTER, SUMMER),
    "standard": ("CET", datetime(1996, 10, 27, 3), 10, SUMMER, WINTER),
}
LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
Made = TypeVar("Made", bound="Component")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing in a calendar. `uid` never changes; `sequence` goes up when its hours, place or state change."""

    uid: str
    sequence: int
    stamp: datetime  # of the last change; every moment here knows its time zone
    title: str
    description: str = ""  # plain text; line ends are kept
    url: str = ""
    location: str = ""
    begins: datetime | None = None
    until: datetime | None = None
    on: date
    last: date | None = None  # the last day of several
    cancelled: bool = False
    organiser: str = ""
    categories: Iterable[str] = ()


def calendar(name: str, entries: Iterable[Entry], *, method: str = "PUBLISH") -> bytes:
    """A calendar of this name with these entries, as every calendar program reads it. CANCEL takes them out again."""
    from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard  # here: 0.15 s of a cold start

    entries = list(entries)
    made = Calendar()
    made.add("prodid", "-//Materialenbank//studiedagen//NL")
    made.add("version", "2.0")
    made.add("method", method)
    made.add("x-wr-calname", _line(name))
    if any(isinstance(_when(entry)[0], datetime) for entry in entries):
        zone = _filled(Timezone(), [("tzid", TZID)])
        zone.add_component(_filled(TimezoneDaylight(), _rule("daylight")))
        zone.add_component(_filled(TimezoneStandard(), _rule("standard")))
        made.add_component(zone)
    for entry in entries:
        made.add_component(_filled(Event(), _properties(entry)))
    return made.to_ical()


def _filled(component: Made, properties: Iterable[tuple[str, Any]]) -> Made:
    for name, value in properties:
        component.add(name, value)
    return component


def _rule(kind: str) -> Iterator[tuple[str, Any]]:
    name, first, month, before, after = RULES[kind]
    yield "tzname", name
    yield "dtstart", first
    yield "tzoffsetfrom", before
    yield "tzoffsetto", after
    yield "rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"}


def _properties(entry: Entry) -> Iterator[tuple[str, Any]]:
    begins, ends = _when(entry)
    busy = isinstance(begins, datetime) and not entry.cancelled
    yield "uid", _line(entry.uid)
    yield "sequence", entry.sequence
    yield "dtstamp", entry.stamp.astimezone(UTC)
    yield "last-modified", entry.stamp.astimezone(UTC)
    yield "dtstart", begins
    if ends:
        yield "dtend", ends
    yield "summary", _line(entry.title)
    yield "status", "CANCELLED" if entry.cancelled else "CONFIRMED"
    yield "transp", "OPAQUE" if busy else "TRANSPARENT"
    texts = {
        "description": _text(entry.description),
        "location": _text(entry.location),
        "contact": _line(entry.organiser),
        "url": "".join(_text(entry.url).split()),
        "categories": [word for word in map(_line, entry.categories) if word],
    }
    yield from ((name, value) for name, value in texts.items() if value)


def _when(entry: Entry) -> tuple[date, date | None]:
    """Its hours, or else its first day and the day after its last one. Several days need both hours: without the end, the
    last day would be lost."""
    if entry.begins and (entry.until or entry.last in (None, entry.on)):
        begins, until = entry.begins.astimezone(UTC), entry.until and entry.until.astimezone(UTC)
        return _on_the_clock(begins), _on_the_clock(until) if until and until > begins else None
    return entry.on, max(entry.on, entry.last or entry.on) + timedelta(days=1)


def _on_the_clock(moment: datetime) -> datetime:
    """A moment of UTC in Brussels; as it is when the clock shows that hour twice, because a local time cannot say which one."""
    local = moment.astimezone(BRUSSELS)
    twice = local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()
    return moment if twice else local


def _text(text: str) -> str:
    """A text without control characters, its lines ended alike."""
    return UNPRINTABLE.sub("", LINE_END.sub("\n", text)).strip()


def _line(text: str) -> str:
    """The same on one line."""
    return " ".join(_text(text).split())
