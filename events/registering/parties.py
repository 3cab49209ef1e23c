"""A school registers a group: seats now, names later. Each colleague then chooses by their own link."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Party, Registration, StudyDay
from events.registering import letters
from events.registering.privacy import empty
from events.registering.registration import (
    RegistrationRefused,
    Who,
    cancel,
    check_attempt,
    enter,
    leave,
    refuse_unless_ahead,
    refuse_unless_open,
    seats_held,
    welcome,
)
from events.registering.seats import Choice, DaySeats
from portal.publishing import logbook
from portal.publishing.logbook import Act
from portal.text import without_nul

MOST = 60  # seats for one group


@dataclass(frozen=True)
class PartyRequest:
    """One form of a school, sent once. `choices` are the same for all of them: one session in a block. `all_or_nothing`:
    no seats unless there are enough; otherwise as many as there are."""

    attempt: str
    contact: Who
    seats: int
    all_or_nothing: bool = True
    choices: tuple[Choice, ...] = ()


def register_party(day: StudyDay, request: PartyRequest, *, at: dt.datetime, by=None) -> Party | None:
    """Seats for a group, without names. The same attempt again gives the same group. A contact who has a group already gets its
    link by mail, and the answer is None. A group never waits in line: Raises RegistrationRefused when there is no seat."""
    check_attempt(request.attempt)
    columns = request.contact.columns()
    if not 1 <= request.seats <= MOST:
        raise RegistrationRefused(_("Vraag tussen 1 en %(most)s plaatsen voor je groep.") % {"most": MOST})
    with seats_held(day.pk, at) as seats:
        if again := Party.objects.filter(attempt=request.attempt).first():
            return again if again.day_id == day.pk else None
        refuse_unless_open(seats.day, at, by)
        choices = _one_each(seats, request.choices)
        count = _how_many(seats, choices, request)  # before who asks is known: what is refused says nothing about that
        live = Registration.objects.live().values("party")
        if known := seats.day.parties.filter(email=columns["email"], pk__in=live).first():
            known.day = seats.day
            letters.tell_contact(known, once=f"{at:%Y-%m-%d %H}", at=at)
            return None
        party = Party.objects.create(
            day=seats.day,
            **{name: columns[name] for name in ("name", "email", "organisation", "network", "network_words")},
            asked=request.seats,
            attempt=request.attempt,
            created=at,
        )
        _seat_all(seats, party, count, choices)
        logbook.write(Act.REGISTERED, party, by=by, at=at, said=_seats(count))
        letters.tell_contact(party, once="registered", at=at)
        return party


def _one_each(seats: DaySeats, choices) -> list[Choice]:
    """The choices of a group: one session in a block where who comes first is seated. Raises RegistrationRefused."""
    checked = seats.check(choices)
    if any(len(choice.sessions) != 1 or seats.blocks[choice.block].takes_wishes() for choice in checked):
        raise RegistrationRefused(_("Kies voor een groep één sessie in een blok. Wensen geeft ieder voor zich."))
    if len({seats.family(choice.sessions[0]) for choice in checked}) < len(checked):
        raise RegistrationRefused(_("Kies voor de groep in elk blok een andere masterclass."))
    return checked


def _how_many(seats: DaySeats, choices: list[Choice], request: PartyRequest) -> int:
    """How many of the group there is room for, on the day and in every session they chose. Raises RegistrationRefused."""
    count = next((fits for fits in range(request.seats, 0, -1) if _fits(seats, choices, fits)), 0)
    if count == 0:
        raise RegistrationRefused(_("Er is geen plaats meer. Ieder kan zich nog wel op de wachtlijst zetten."))
    if count < request.seats and request.all_or_nothing:
        words = _("Nog vrij: %(seats)s. Dat is te weinig voor je hele groep. Vraag er minder, of kies “zoveel als er zijn”.")
        raise RegistrationRefused(words % {"seats": _seats(count)})
    return count


def _fits(seats: DaySeats, choices: list[Choice], count: int) -> bool:
    return seats.day_has_room(count) and all(seats.has_room(seats.sessions[choice.sessions[0]], count) for choice in choices)


def _seats(count: int) -> str:
    return ngettext("%(count)s plaats", "%(count)s plaatsen", count) % {"count": count}


def _seat_all(seats: DaySeats, party: Party, count: int, choices: list[Choice]) -> None:
    said = {name: getattr(party, name) for name in ("organisation", "network", "network_words")}
    for number in range(1, count + 1):
        registration = enter(seats, attempt=f"{party.attempt}:{party.pk}:{number}", party=party, **said)
        for choice in choices:
            seats.choose(registration, choice)


def unnamed(party: Party) -> QuerySet[Registration]:
    """The seats of a group that still need a name."""
    return party.registrations.live().unnamed().order_by("number")


def entrust(code: str, number: int, who: Who, *, at: dt.datetime, by=None) -> Registration:
    """Give a seat of the group with this code to a colleague, who gets their own link and reads who gave their name.
    Asking twice changes nothing; a seat that has a name keeps it."""
    columns: dict[str, Any] = who.columns()
    with seats_held(find_party(code).day_id, at) as seats:
        party = find_party(code)
        registration = party.registrations.live().filter(number=number).first()
        if registration is None:
            raise RegistrationRefused(_("Deze plaats hoort niet (meer) bij je groep."))
        if registration.email == columns["email"]:
            return registration
        refuse_unless_ahead(seats.day, at, by)
        if registration.email:
            raise RegistrationRefused(_("Deze plaats heeft al een naam. Wie niet komt, schrijft zich uit met de eigen link."))
        if seats.day.registrations.live().with_email(columns["email"]).exists():
            raise RegistrationRefused(_("Met dit adres kan deze plaats niet op naam. Vraag je collega naar een ander adres."))
        for name, value in columns.items():
            setattr(registration, name, value or getattr(registration, name))
        registration.day = seats.day
        registration.save(update_fields=list(columns))
        logbook.write(Act.ENTRUSTED, registration, by=by, at=at)
        welcome(registration, at, given_by=party.name)
        return registration


def hand_in(code: str, number: int, *, at: dt.datetime, by=None) -> None:
    """Give back a seat of the group that has no name. Asking twice changes nothing."""
    registration = unnamed(find_party(code)).filter(number=number).first()
    if registration:
        cancel(registration.code, at=at, by=by)


def erase_contact(code: str, *, at: dt.datetime) -> None:
    """The contact wants to be forgotten: seats without a name go to who waits, colleagues keep theirs. It cannot be undone."""
    with seats_held(find_party(code).day_id, at) as seats:
        party = find_party(code)
        party.day = seats.day
        if at < seats.day.begins():
            for registration in unnamed(party):
                registration.day = seats.day
                leave(seats, registration)
        to = (party.name, party.email)
        empty(party)
        letters.tell_erased(party, to, at=at)
        logbook.write(Act.FORGOTTEN, party, at=at)
        seats.settle()


def find_party(code: str) -> Party:
    """The group at this secret address. Raises RegistrationRefused."""
    found = Party.objects.filter(code=without_nul(code)).first() if code else None
    if found is None:
        raise RegistrationRefused(_("Deze link bestaat niet (meer). Neem hem over uit de laatste mail die je van ons kreeg."))
    return found
