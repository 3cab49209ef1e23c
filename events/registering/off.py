"""What does not go on: a session, or the whole day. People are told, seats go, and nobody keeps one in something that is off.

An organiser says so with the programme or the form of the day, where it holds at once; the worker does what follows. That it was
done shows in what is left: a session that is off has no seats, a day that was told of carries the moment. A day that is put back
is told of too, and can be cancelled again: one letter for each time.
"""

import datetime as dt

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils import timezone

from events.itinerary import Itinerary
from events.models import Party, Place, Registration, Session, StudyDay, ToldProgramme
from events.registering import letters
from events.registering.registration import seats_held
from events.registering.seats import DaySeats
from events.told import remember
from portal.letters.models import Letter
from portal.letters.wording import Kind
from portal.publishing import logbook
from portal.publishing.logbook import Act

BATCH = 40  # letters in one transaction


# -- a session ---------------------------------------------------------------------------------------------------------
def clear_sessions(now: dt.datetime) -> int:
    """Free everybody from sessions that do not go on, and tell them; returns of how many places. A wish stays, passed over."""
    today = timezone.localdate(now)
    if (back := Place.objects.filter(told_off=True, session__cancelled=False)).exists():
        back.update(told_off=False)  # put back: the next time is news again
    off = Session.objects.filter(cancelled=True, day__cancelled=False).filter(_ahead("day__", today))
    days = _unheard(off).values_list("day", flat=True)
    return sum(_clear_day(pk, now) for pk in sorted(set(days)))


def _ahead(of: str, today: dt.date) -> Q:
    return Q(**{f"{of}date__gte": today}) | Q(**{f"{of}last_date__gte": today})


def _unheard(off):
    """Those of these sessions that somebody has, waits for or wishes without knowing."""
    return off.filter(pk__in=Place.objects.filter(session__in=off, told_off=False).values("session"))


def _clear_day(pk: int, now: dt.datetime) -> int:
    with seats_held(pk, now) as seats:
        itinerary, told = Itinerary(seats.day), 0
        places = Place.objects.filter(registration__day=seats.day, session__cancelled=True, told_off=False)
        for place in places.select_related("registration", "session").order_by("registration__number", "pk"):
            _clear(seats, place, itinerary)
            told += 1
        if told:
            logbook.write(Act.TOLD, seats.day, at=now, said=str(told))
            seats.settle()
        return told


def _clear(seats: DaySeats, place: Place, itinerary: Itinerary) -> None:
    registration, had = place.registration, place.state
    registration.day = seats.day
    if had == Place.State.WISHED:
        Place.objects.filter(pk=place.pk).update(told_off=True)
    else:
        seats.drop(place)
    title = itinerary.told(place.session).title
    once = f"{place.pk} {seats.at.isoformat()}"
    letters.tell(registration, letters.SESSION_OFF, once=once, at=seats.at, itinerary=itinerary, session_title=title, had=had)


# -- a day -------------------------------------------------------------------------------------------------------------
def tell_cancelled(now: dt.datetime) -> int:
    """Tell everybody who comes, waits or has a group that a day does not go on; returns how many letters."""
    days = StudyDay.objects.filter(_ahead("", timezone.localdate(now)), cancelled=True, registrations__isnull=False)
    return sum(_tell_day(day, now) for day in days.exclude(told_programme__off_at__isnull=False).distinct())


def _tell_day(day: StudyDay, now: dt.datetime) -> int:
    done, last = 0, False
    while True:
        with seats_held(day.pk, now) as seats:
            told = remember(seats.day, at=now)
            if seats.day.cancelled:
                once = f"off {told.on_at.isoformat()}" if told.on_at else "off"
                sent, last = _step(seats, letters.DAY_OFF, once=once, since=told.on_at)
                done += sent
            if last or (done and not seats.day.cancelled):  # put back meanwhile: who was told hears that too
                ToldProgramme.objects.filter(pk=told.pk).update(off_at=now)
                logbook.write(Act.TOLD, seats.day, at=now, said=str(done))
            if not seats.day.cancelled or last:
                return done


def tell_restored(now: dt.datetime) -> int:
    """Tell everybody who read that a day does not go on, that it does after all; returns how many letters."""
    told_off = ToldProgramme.objects.filter(_ahead("day__", timezone.localdate(now)), off_at__isnull=False, day__cancelled=False)
    return sum(_tell_restored(pk, now) for pk in told_off.values_list("day", flat=True))


def _tell_restored(pk: int, now: dt.datetime) -> int:
    done = 0
    while True:
        with seats_held(pk, now) as seats:
            told = ToldProgramme.objects.get(day=pk)
            if seats.day.cancelled or told.off_at is None:
                return done
            sent, last = _step(seats, letters.DAY_ON, once=f"on {told.off_at.isoformat()}", since=told.off_at, known=told.off_at)
            done += sent
            if last:
                ToldProgramme.objects.filter(pk=told.pk).update(off_at=None, on_at=now)
                logbook.write(Act.TOLD, seats.day, at=now, said=str(done))
                return done


def _step(seats: DaySeats, which: Kind, *, once: str, since: dt.datetime | None, known: dt.datetime | None = None):
    """Owe a batch of these letters; returns how many, and whether these were the last. `since` is from when such a letter counts
    as this one; `known` leaves out who registered later."""
    people = _untold(seats.day.registrations.live(), which, since, known)
    contacts = _untold(seats.day.parties.all(), which, since, known)
    itinerary = Itinerary(seats.day)
    for registration in people:
        registration.day = seats.day
        letters.tell(registration, which, once=once, at=seats.at, itinerary=itinerary)
    for party in contacts:
        party.day = seats.day
        letters.tell_contact(party, which, once=once, at=seats.at)
    return len(people) + len(contacts), len(people) < BATCH and len(contacts) < BATCH


def _untold(rows, which: Kind, since: dt.datetime | None, known: dt.datetime | None) -> list[Registration | Party]:
    about = ContentType.objects.get_for_model(rows.model)
    told = Letter.objects.filter(kind=which.name, content_type=about)
    told = told.filter(created__gte=since) if since else told
    rows = rows.filter(created__lte=known) if known else rows
    return list(rows.exclude(email="").exclude(pk__in=told.values("object_id")).order_by("pk")[:BATCH])
