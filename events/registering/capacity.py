"""How many seats there are: changed by organisers, never below what is taken; more seats go to who waits, at once."""

import datetime as dt
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from events.models import Block, Session, StudyDay
from events.programme import announce, locked
from events.registering.registration import seats_held
from events.registering.seats import DaySeats, RegistrationRefused
from portal.publishing import logbook
from portal.publishing.logbook import Act

LARGEST = 100_000
ANYTHING: Any = object()  # whoever changes it did not look first


def change_capacity(thing: StudyDay | Session, seats: int | None, *, at: dt.datetime, by=None, seen: Any = ANYTHING) -> None:
    """Give a day or one of its sessions this many seats (None: no limit), and seat who waits. Asking twice changes nothing.
    Raises RegistrationRefused when more are taken, or when there are not the seats any more that were `seen`."""
    day = thing.pk if isinstance(thing, StudyDay) else thing.day_id
    with seats_held(day, at, public=True) as held:
        row = held.day if isinstance(thing, StudyDay) else held.sessions.get(thing.pk)
        if row is None:
            raise RegistrationRefused(_("Deze sessie bestaat niet meer."))
        if row.capacity == seats:
            return
        if seen is not ANYTHING and row.capacity != seen:
            raise RegistrationRefused(
                _("Intussen zette iemand dit op: %(now)s. Kijk na en bewaar opnieuw.") % {"now": _said(row)}
            )
        _refuse(seats, row.taken)
        type(row).objects.filter(pk=row.pk).update(capacity=seats)
        row.capacity = seats
        logbook.write(Act.CAPACITY, row, by=by, at=at, said=_said(row))
        announce(held.day, at=at)
        held.settle()


def _said(row: StudyDay | Session) -> str:
    return _("geen grens") if row.capacity is None else str(row.capacity)


def _refuse(seats: int | None, taken: int) -> None:
    if seats is not None and not 1 <= seats <= LARGEST:
        raise RegistrationRefused(_("Geef een aantal plaatsen van minstens 1, of laat het leeg voor geen grens."))
    if seats is not None and seats < taken:
        raise RegistrationRefused(_("Er zijn al %(taken)s plaatsen ingenomen; minder plaatsen kan niet.") % {"taken": taken})


def seat_who_waits(day: int, *, at: dt.datetime) -> None:
    """Seats may have come free on this day by a form of the desk: who is next in line gets them. Inside its transaction."""
    DaySeats(locked(day), at=at).settle()


def stays(thing: Session | Block) -> str:
    """Why a session cannot leave its block, or a block cannot be chosen from otherwise: somebody chose. Empty when nobody did."""
    if not thing.places.exists():
        return ""
    return _("Voor “%(thing)s” hebben mensen al gekozen: dit kan niet meer anders.") % {"thing": thing}


def same_stays(session: Session) -> str:
    """Why a session goes on repeating what it repeats, or nothing: somebody chose it, or one of its repetitions. Empty when
    nobody did."""
    family = Session.objects.filter(Q(pk=session.pk) | Q(repeats=session.pk), day=session.day_id)
    chosen = next((row for row in family.order_by("pk") if row.places.exists()), None)
    return stays(chosen) if chosen else ""


def remains(thing: StudyDay | Session) -> str:
    """Why a day or a session is not deleted: people registered for it or chose it. Empty when nobody did."""
    if isinstance(thing, StudyDay):
        if not (thing.registrations.exists() or thing.parties.exists()):
            return ""
        return _("Voor “%(thing)s” zijn er inschrijvingen: de dag blijft staan. Annuleer de dag als hij niet doorgaat.") % {
            "thing": thing
        }
    if not thing.places.exists():
        return ""
    return _("“%(thing)s” is door deelnemers gekozen en blijft staan. Vink “gaat niet door” aan als dat zo is.") % {
        "thing": thing
    }
