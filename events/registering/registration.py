"""Registering for a study day: taking a seat, changing one's mind, giving it back.

Every verb is one transaction that locks the day first and reads after it; effect, attempt key and owed letters are committed
together. Call them from views and actions, never inside another transaction. What cannot be done is a RegistrationRefused, in a
sentence. `by` is who does it on behalf of somebody: for them the window is open.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from events.models import Needs, Network, Registration, StudyDay
from events.models.registration import normalised
from events.programme import locked
from events.registering import letters
from events.registering.seats import Choice, DaySeats, RegistrationRefused
from events.told import remember
from portal.letters.wording import one_line
from portal.publishing import logbook
from portal.publishing.logbook import Act
from portal.shared import public_lock
from portal.text import cut, without_nul

__all__ = ["Choice", "RegistrationRefused", "SeatRequest", "Who", "cancel", "change_choices", "find", "give_back", "register"]
LONGEST_ATTEMPT = 40
LONGEST = 300  # characters of what somebody needs


@dataclass(frozen=True)
class Who:
    """Somebody, as they said it themselves (or as somebody said it for them). `network` is an onderwijsverstrekker of the list;
    None with words means “andere”, None without means “geen”."""

    email: str
    name: str
    function: str = ""
    organisation: str = ""
    network: Network | None = None
    network_words: str = ""

    def columns(self) -> dict[str, Any]:
        """What is written down: on one line, no longer than there is room. Raises RegistrationRefused."""
        email = normalised(without_nul(self.email))
        try:
            validate_email(email)
        except ValidationError:
            raise RegistrationRefused(_("Dit is geen e-mailadres waarnaar we kunnen schrijven. Kijk het na.")) from None
        if len(email) > 254 or not (name := said(self.name, 120)):
            raise RegistrationRefused(_("Vul je naam en een e-mailadres in."))
        return {
            "email": email,
            "name": name,
            "function": said(self.function, 120),
            "organisation": said(self.organisation, 160),
            "network": self.network,
            "network_words": said(self.network_words, 120) if self.network is None else "",
        }


def said(text: str, longest: int) -> str:
    """What somebody typed, as it is written down: on one line, without what no line can hold, and not longer than this."""
    return cut(one_line(without_nul(text)), longest)


@dataclass(frozen=True)
class SeatRequest:
    """One form, sent once: `attempt` is its key, the same however often it arrives. Diet and access only with consent."""

    attempt: str
    who: Who
    choices: tuple[Choice, ...] = ()
    diet: str = ""
    access: str = ""
    needs_consent: bool = False


# -- the verbs ---------------------------------------------------------------------------------------------------------
def register(day: StudyDay, request: SeatRequest, *, at: dt.datetime, by=None) -> Registration | None:
    """A seat on the day and what was chosen in its blocks, or a place in the line when the day is full.

    The same attempt again gives the same registration and changes nothing. An address that is registered already gets its link
    by mail, nothing changes, and the answer is None: whoever asks sees the same page."""
    check_attempt(request.attempt)
    columns = request.who.columns()
    with seats_held(day.pk, at) as seats:
        day = seats.day
        if again := Registration.objects.filter(attempt=request.attempt).first():
            return again if again.day_id == day.pk else None
        refuse_unless_open(day, at, by)
        choices = seats.check(request.choices, by=by)  # before who asks is known: what is refused says nothing about that
        if known := day.registrations.live().with_email(columns["email"]).first():
            known.day = day
            letters.tell(known, letters.LINK, once=f"{at:%Y-%m-%d %H}", at=at)  # not more than one in an hour
            return None
        registration = enter(seats, attempt=request.attempt, **columns)
        _choose_all(seats, registration, choices)
        _write_needs(registration, request, at)
        logbook.write(Act.REGISTERED, registration, by=by, at=at, said=_in_the_log(registration))
        welcome(registration, at)
        return registration


def _in_the_log(registration: Registration) -> str:
    """What a line about somebody new adds to “Ingeschreven”."""
    return "" if registration.state == Registration.State.CONFIRMED else str(registration.get_state_display())


def change_choices(code: str, choices: tuple[Choice, ...], *, at: dt.datetime, by=None) -> Registration:
    """Gain the new seat or keep the old one. Blocks that are not named stay as they are; asking twice changes nothing."""
    with of_code(code, at) as (seats, registration):
        if registration.state == Registration.State.CANCELLED:
            raise RegistrationRefused(_("Je bent uitgeschreven. Schrijf je opnieuw in als je toch wilt komen."))
        refuse_unless_changeable(seats.day, at, by)
        if _choose_all(seats, registration, seats.check(choices, by=by)):
            logbook.write(Act.CHOSEN, registration, by=by, at=at)
            letters.tell(registration, letters.CHANGED, once=at.isoformat(), at=at)
            seats.settle()
        return registration


def cancel(code: str, *, at: dt.datetime, by=None) -> Registration:
    """Leave the day: every seat goes to the next in line, now. Asking twice changes nothing."""
    with of_code(code, at) as (seats, registration):
        if registration.state == Registration.State.CANCELLED:
            return registration
        if by is None and at >= seats.day.begins():
            raise RegistrationRefused(_("De studiedag is begonnen: uitschrijven kan niet meer."))
        leave(seats, registration)
        logbook.write(Act.CANCELLED, registration, by=by, at=at)
        letters.tell(registration, letters.CANCELLED, once="cancelled", at=at)
        seats.settle()
        return registration


def give_back(code: str, session: int, *, at: dt.datetime, by=None) -> Registration:
    """Give back the seat in one session, and keep the rest of the day. Asking twice changes nothing."""
    with of_code(code, at) as (seats, registration):
        if by is None and at >= seats.day.begins():
            raise RegistrationRefused(_("De studiedag is begonnen: je plaats teruggeven kan niet meer."))
        if seats.give_back(registration, session):
            logbook.write(Act.GIVEN_BACK, registration, by=by, at=at)
            letters.tell(registration, letters.CHANGED, once=at.isoformat(), at=at)
            seats.settle()
        return registration


def find(code: str) -> Registration:
    """The registration at this secret address. Raises RegistrationRefused."""
    found = Registration.objects.select_related("day").filter(code=without_nul(code)).first() if code else None
    if found is None:
        raise RegistrationRefused(_("Deze link bestaat niet (meer). Neem hem over uit de laatste mail die je van ons kreeg."))
    return found


# -- under the lock ----------------------------------------------------------------------------------------------------
@contextmanager
def seats_held(day: int, at: dt.datetime, *, public: bool = False) -> Iterator[DaySeats]:
    """One transaction, the day locked by its first statement; with `public`, the site is locked before it, for what readers
    see change. Raises RegistrationRefused when there is no such day."""
    with transaction.atomic(durable=True):
        if public:
            public_lock.send(StudyDay)
        try:
            held = locked(day)
        except StudyDay.DoesNotExist:
            raise RegistrationRefused(_("Deze studiedag bestaat niet meer.")) from None
        yield DaySeats(held, at=at)


@contextmanager
def of_code(code: str, at: dt.datetime) -> Iterator[tuple[DaySeats, Registration]]:
    """The registration with this code, read again after the lock of its day."""
    with seats_held(find(code).day_id, at) as seats:
        registration = find(code)
        registration.day = seats.day
        yield seats, registration


def enter(seats: DaySeats, *, attempt: str, **columns) -> Registration:
    """A new registration with the next number of the day: with a seat if there is one, or else in line."""
    day = seats.day
    last = day.registrations.aggregate(last=Max("number"))["last"] or 0
    if last == 0:
        remember(day, at=seats.at)  # from now on somebody must be told what changes
    seat = seats.day_has_room()
    state = Registration.State.CONFIRMED if seat else Registration.State.WAITING
    registration = Registration(day=day, number=last + 1, attempt=attempt, state=state, created=seats.at, **columns)
    registration.confirmed_at = seats.at if seat else None
    registration.save(force_insert=True)
    if seat:
        seats.count_day(1)
    return registration


def leave(seats: DaySeats, registration: Registration) -> None:
    """Somebody does not come any more: every seat, line and wish comes free, and what they needed is forgotten."""
    sat = registration.state == Registration.State.CONFIRMED
    seats.stand_up(registration)
    registration.state, registration.cancelled_at = Registration.State.CANCELLED, seats.at
    registration.save(update_fields=["state", "cancelled_at"])
    Needs.objects.filter(registration=registration).delete()
    if sat:
        seats.count_day(-1)


def welcome(registration: Registration, at: dt.datetime, *, given_by: str = "") -> None:
    """The one letter that says that somebody comes, or waits."""
    if registration.state == Registration.State.CONFIRMED:
        letters.tell(registration, letters.CONFIRMED, once="confirmed", at=at, given_by=given_by)
    else:
        letters.tell(registration, letters.WAITING, once="waiting", at=at, given_by=given_by)


def _choose_all(seats: DaySeats, registration: Registration, choices) -> bool:
    changed = [seats.choose(registration, choice) for choice in choices]
    seats.check_once_each(registration)
    return any(changed)


def _write_needs(registration, request: SeatRequest, at) -> None:
    diet, access = said(request.diet, LONGEST), said(request.access, LONGEST)
    if request.needs_consent and (diet or access):
        Needs.objects.create(registration=registration, diet=diet, access=access, agreed_at=at)


# -- when --------------------------------------------------------------------------------------------------------------
def check_attempt(attempt: str) -> None:
    """Raises RegistrationRefused for a key that no form of ours has."""
    if not attempt or len(attempt) > LONGEST_ATTEMPT or not attempt.isascii() or not attempt.isprintable():
        raise RegistrationRefused(_("Dit formulier is niet volledig aangekomen. Laad de pagina opnieuw."))


def refuse_unless_open(day: StudyDay, at: dt.datetime, by=None) -> None:
    """Raises RegistrationRefused when the day takes no registrations (an organiser may until it is over)."""
    if day.cancelled:
        raise RegistrationRefused(_("Deze studiedag gaat niet door."))
    if by is not None and at < day.over():
        return
    if day.live_id is None or not (day.opens_at or day.closes_at):
        raise RegistrationRefused(_("Voor deze studiedag kun je je hier niet inschrijven."))
    if day.opens_at and at < day.opens_at:
        raise RegistrationRefused(_("De inschrijvingen voor deze studiedag zijn nog niet open."))
    if at >= min(filter(None, (day.closes_at, day.begins()))):
        raise RegistrationRefused(_("De inschrijvingen voor deze studiedag zijn afgesloten."))


def refuse_unless_ahead(day: StudyDay, at: dt.datetime, by=None) -> None:
    """Raises RegistrationRefused when no names are given any more. A name is no choice: until the day begins."""
    if day.cancelled:
        raise RegistrationRefused(_("Deze studiedag gaat niet door."))
    if by is None and at >= day.begins():
        raise RegistrationRefused(_("De studiedag is begonnen: namen geven kan niet meer."))


def refuse_unless_changeable(day: StudyDay, at: dt.datetime, by=None) -> None:
    """Raises RegistrationRefused when choices are fixed."""
    if day.cancelled:
        raise RegistrationRefused(_("Deze studiedag gaat niet door."))
    if by is None and at >= min(filter(None, (day.change_until, day.begins()))):
        raise RegistrationRefused(_("Je keuzes wijzigen kan niet meer. Uitschrijven kan tot de studiedag begint."))
