"""The day of one person as a calendar file: the day, and what they follow in each block.

An entry is that of a block, not of a session: who changes their mind sees the entry move, and never two of them. Its number
(SEQUENCE) is the time since they registered, so that what is made later always counts.
"""

import datetime as dt
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from events.exporters.ics import Entry, calendar
from events.itinerary import Itinerary, Part
from events.models import Registration


def own_calendar(registration: Registration, itinerary: Itinerary, *, at: dt.datetime, again: bool = False) -> bytes:
    """The calendar file of this registration; who does not come any more has everything taken out. `again` says that they have
    an older one: what they gave up since is taken out too."""
    day = itinerary.day
    gone = day.cancelled or registration.state != Registration.State.CONFIRMED
    begins, until = day.hours()
    entries = [
        Entry(
            **_mark(registration, "dag", at),
            title=itinerary.title,
            description=_("Je plaats: nummer %(number)s.") % {"number": registration.number},
            url=f"{settings.SITE_URL}{day.get_absolute_url()}",
            location=itinerary.where,
            begins=begins,
            until=until,
            on=day.date,
            last=day.last_date,
            cancelled=gone,
        )
    ]
    for part in itinerary.of(registration):
        seat = part.seat
        has = seat is not None and not seat.session.cancelled and not gone
        if part.choose and part.begins and (has or again or gone):
            entries.append(_entry(registration, itinerary, part, at, cancelled=not has))
    return calendar(itinerary.title, entries, method="CANCEL" if gone else "PUBLISH")


def _mark(registration: Registration, what: str, at: dt.datetime) -> dict[str, Any]:
    return {
        "uid": f"inschrijving-{registration.pk}-{what}@{urlsplit(settings.SITE_URL).hostname}",
        "sequence": max(0, int((at - registration.created).total_seconds())),
        "stamp": at,
    }


def _entry(registration, itinerary: Itinerary, part: Part, at: dt.datetime, *, cancelled: bool) -> Entry:
    assert part.begins is not None
    told = part.seat.session if part.seat else None
    return Entry(
        **_mark(registration, f"blok-{part.block.pk}", at),
        title=told.title if told else part.block.title,
        description=told.people if told else "",
        url=f"{settings.SITE_URL}{told.url}" if told and told.url else "",
        location=", ".join(filter(None, [told.room if told else "", itinerary.where])),
        begins=part.begins,
        until=part.until,
        on=part.begins.date(),
        cancelled=cancelled,
    )
