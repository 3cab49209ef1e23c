"""Some days before: everything once more for who comes, and to the contact of a group who still has no name.

Owed by the worker, a few at a time so that nobody waits long for the day; what was owed once is not owed again.
"""

import datetime as dt

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from events.itinerary import Itinerary
from events.models import Party, Registration, StudyDay
from events.registering import letters
from events.registering.registration import seats_held
from portal.letters.models import Letter

BATCH = 40  # letters in one transaction


def remind(now: dt.datetime) -> int:
    """Owe the reminders that are due; returns how many. A day without readers, or that does not go on, has none."""
    if settings.REMIND_DAYS == 0:
        return 0
    today = timezone.localdate(now)
    soon = StudyDay.objects.filter(
        date__gte=today, date__lte=today + dt.timedelta(days=settings.REMIND_DAYS + 1), cancelled=False
    )
    return sum(_remind_day(day, now) for day in soon.exclude(live=None) if _due(day) <= now < day.begins())


def _due(day: StudyDay) -> dt.datetime:
    """From when the reminders of this day go."""
    return day.begins() - dt.timedelta(days=settings.REMIND_DAYS)


def _remind_day(day: StudyDay, now: dt.datetime) -> int:
    done = 0
    while _people(day)[:1] or _contacts(day)[:1]:
        with seats_held(day.pk, now) as seats:
            if seats.day.cancelled or not _due(seats.day) <= now < seats.day.begins():
                return done
            itinerary, once = Itinerary(seats.day), f"before {seats.day.date}"
            people, contacts = _people(seats.day)[:BATCH], _contacts(seats.day)[:BATCH]
            for registration in people:
                registration.day = seats.day
                letters.tell(registration, letters.REMINDER, once=once, at=now, itinerary=itinerary)
            for party in contacts:
                party.day = seats.day
                letters.tell_contact(party, letters.PARTY_REMINDER, once=once, at=now)
            done += len(people) + len(contacts)
    return done


def _people(day: StudyDay) -> list[Registration]:
    """Who comes and was not reminded; who got a seat since has just read everything."""
    come = day.registrations.confirmed().exclude(email="").filter(confirmed_at__lt=_due(day))
    return list(come.exclude(pk__in=_reminded(day, letters.REMINDER, Registration)).order_by("pk")[:BATCH])


def _contacts(day: StudyDay) -> list[Party]:
    """Contacts of groups with a seat that has no name."""
    nameless = day.registrations.live().unnamed().exclude(party=None).values("party")
    asked = day.parties.filter(pk__in=nameless, created__lt=_due(day)).exclude(email="")
    return list(asked.exclude(pk__in=_reminded(day, letters.PARTY_REMINDER, Party)).order_by("pk")[:BATCH])


def _reminded(day: StudyDay, which, model):
    """Who has this letter already: since it became due, for a day that moves is told anew."""
    about = ContentType.objects.get_for_model(model)
    return Letter.objects.filter(kind=which.name, content_type=about, created__gte=_due(day)).values("object_id")
