"""Telling participants what changed in the programme: one letter each, with what concerns them. The organiser decides when."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.itinerary import Itinerary
from events.models import StudyDay, ToldProgramme
from events.registering import letters
from events.registering.registration import RegistrationRefused, seats_held
from events.told import Change, changes, concerned, fingerprint, said_now
from portal.publishing import logbook
from portal.publishing.logbook import Act


@dataclass(frozen=True)
class News:
    """What participants do not know yet. `seen` goes with the form; `people` is how many it concerns, by change and in all."""

    seen: str
    changes: list[tuple[Change, int]]
    people: int


def news_of(day: StudyDay) -> News | None:
    """What is new for participants of this day; None when there is nothing, or nobody to tell."""
    told = ToldProgramme.objects.filter(day=day).first()
    if told is None or day.cancelled:
        return None
    now = said_now(day)
    found = changes(told.said, now)
    who = concerned(day, found)
    if not who:
        return None
    counted = [(change, sum(change in mine for mine in who.values())) for change in found]
    return News(fingerprint(now), counted, len(who))


def tell_news(day: StudyDay, *, seen: str, at: dt.datetime, by=None, send: bool = True) -> int:
    """Owe everybody concerned one letter, or none for a trifle; from then on participants know. Returns how many letters.
    Raises RegistrationRefused when the programme changed again since it was `seen`. Asking twice changes nothing."""
    with seats_held(day.pk, at) as seats:
        told = ToldProgramme.objects.filter(day=seats.day).first()
        if told is None:
            return 0
        now = said_now(seats.day)
        found = changes(told.said, now)
        if not found:
            return 0
        if fingerprint(now) != seen:
            raise RegistrationRefused(_("Het programma veranderde intussen nog. Kijk opnieuw na wat mensen te lezen krijgen."))
        who = concerned(seats.day, found) if send and not seats.day.cancelled else {}
        itinerary = Itinerary(seats.day)
        for registration in seats.day.registrations.filter(pk__in=who).order_by("number"):
            registration.day = seats.day
            letters.tell(
                registration, letters.NEWS, once=f"{seen} {at:%Y-%m-%d}", at=at, itinerary=itinerary, changes=who[registration.pk]
            )
        ToldProgramme.objects.filter(pk=told.pk).update(said=now, at=at)
        logbook.write(Act.TOLD, seats.day, by=by, at=at, said=_told(len(who)) if send else _("niemand: te klein om te mailen"))
        return len(who)


def _told(count: int) -> str:
    return ngettext("%(count)s brief over het programma", "%(count)s brieven over het programma", count) % {"count": count}
