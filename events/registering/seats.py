"""The seats of one day, as they stand under its lock: who sits where, who is next.

Only verbs that hold the lock of the day (`events.programme.locked`) make a DaySeats, and what they read of the day they read
after it. A seat that comes free goes to the next in line here, in the same transaction.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import F
from django.utils.translation import gettext as _

from events.models import Block, Place, Registration, Session, StudyDay
from events.models.registration import WISHES
from events.models.session import first_of
from events.registering import letters
from portal.publishing import logbook
from portal.publishing.logbook import Act

FACTS = ("day", "block", "title", "capacity", "taken", "cancelled", "repeats", "live", "form", "number")


class RegistrationRefused(Exception):
    """What cannot be done with a registration, in a sentence for who asked."""


@dataclass(frozen=True)
class Choice:
    """What somebody wants in one block: sessions in order of preference. None at all: no place there."""

    block: int
    sessions: tuple[int, ...] = ()


class DaySeats:
    """The seats of a day whose row is locked, until the end of the transaction."""

    def __init__(self, day: StudyDay, *, at: dt.datetime):
        self.day, self.at = day, at
        self.blocks: dict[int, Block] = {block.pk: block for block in day.blocks.all()}
        self.sessions: dict[int, Session] = {row.pk: row for row in day.sessions.only(*FACTS)}
        self.repeats = {pk: row.repeats_id for pk, row in self.sessions.items()}

    # -- what is free --------------------------------------------------------------------------------------------------
    def day_has_room(self, seats: int = 1) -> bool:
        return self.day.capacity is None or self.day.taken + seats <= self.day.capacity

    def has_room(self, session: Session, seats: int = 1) -> bool:
        return not session.cancelled and (session.capacity is None or session.taken + seats <= session.capacity)

    def promoting(self) -> bool:
        """Whether waiting lists move: until some hours before the day begins."""
        stops = self.day.begins() - dt.timedelta(hours=settings.STOP_SEATING_HOURS)
        return not self.day.cancelled and self.at < stops

    def family(self, pk: int) -> int:
        """What stands for a masterclass that is given more than once: the first of them."""
        return first_of(pk, self.repeats)

    # -- what may be chosen --------------------------------------------------------------------------------------------
    def check(self, choices: Iterable[Choice], *, by=None) -> list[Choice]:
        """The same choices, when each is of this day, online, and not chosen twice. Raises RegistrationRefused."""
        choices = list(choices)
        if len({choice.block for choice in choices}) < len(choices):
            raise RegistrationRefused(_("Kies in elk blok één keer."))
        for choice in choices:
            self._check_one(choice)
            if by is None and (block := self.blocks[choice.block]).wishes_closed(self.at):
                raise RegistrationRefused(_("Wensen geven voor “%(block)s” kan niet meer.") % {"block": block})
        return choices

    def _check_one(self, choice: Choice) -> None:
        block = self.blocks.get(choice.block)
        if block is None or block.choice == Block.Choice.NONE:
            raise RegistrationRefused(_("In dit deel van de dag valt niets (meer) te kiezen. Bekijk het programma opnieuw."))
        if len(choice.sessions) > WISHES:
            raise RegistrationRefused(_("Geef hoogstens %(count)s wensen voor “%(block)s”.") % {"count": WISHES, "block": block})
        for pk in choice.sessions:
            session = self.sessions.get(pk)
            if session is None or session.block_id != block.pk or session.live_id is None:
                raise RegistrationRefused(
                    _("Een gekozen sessie staat niet (meer) in “%(block)s”. Kies opnieuw.") % {"block": block}
                )
            if session.cancelled:
                raise RegistrationRefused(_("“%(session)s” gaat niet door. Kies een andere sessie.") % {"session": session.title})
        if len({self.family(pk) for pk in choice.sessions}) < len(choice.sessions):
            raise RegistrationRefused(_("Kies in “%(block)s” telkens een andere sessie.") % {"block": block})

    def check_once_each(self, registration: Registration) -> None:
        """Nobody sits in, or waits for, the same masterclass twice. Raises RegistrationRefused."""
        held = registration.places.exclude(state=Place.State.WISHED).values_list("session", flat=True)
        twice = [pk for pk, times in Counter(self.family(pk) for pk in held).items() if times > 1]
        if twice:
            said = {"session": self.sessions[twice[0]].title}
            raise RegistrationRefused(_("“%(session)s” wordt meer dan één keer gegeven. Je kunt ze maar één keer volgen.") % said)

    # -- choosing ------------------------------------------------------------------------------------------------------
    def choose(self, registration: Registration, choice: Choice) -> bool:
        """Give this person what they want in this block, as far as it goes; returns whether anything changed.

        Wishes are kept until they are allotted, and who waits for the day itself only has wishes. Otherwise: the first
        session, or its waiting list with a seat elsewhere meanwhile: the first free one of the others, or else what they had.
        """
        if registration.state == Registration.State.WAITING or self.blocks[choice.block].takes_wishes():
            return self._wish(registration, choice)
        places = list(registration.places.filter(block=choice.block))
        before = {(place.session_id, place.state) for place in places}
        has = next((place for place in places if place.state == Place.State.CONFIRMED), None)
        line = next((place for place in places if place.state == Place.State.WAITING), None)
        registration.places.filter(block=choice.block, state=Place.State.WISHED).delete()
        if not choice.sessions:
            self._leave_line(line)
            self._leave(has)
        else:
            self._choose_seat(registration, choice, has, line)
        return before != set(registration.places.filter(block=choice.block).values_list("session", "state"))

    def _choose_seat(self, registration, choice: Choice, has: Place | None, line: Place | None) -> None:
        wanted, *others = choice.sessions
        if line and line.session_id != wanted:
            self._leave_line(line)
            line = None
        if has and has.session_id == wanted:
            return
        for rank, pk in enumerate([wanted, *others], start=1):
            if has and has.session_id == pk:
                break
            if self.has_room(self.sessions[pk]) and not (rank > 1 and self._would_be_twice(registration, pk)):
                self._leave(has)
                if rank == 1:
                    self._leave_line(line)
                self._sit(registration, pk, rank)
                break
        if not registration.places.confirmed().filter(session=wanted).exists() and line is None:
            self._add(registration, wanted, Place.State.WAITING, 1)

    def _would_be_twice(self, registration, pk: int) -> bool:
        """A seat meanwhile is no reason to refuse: one that is had elsewhere is passed over."""
        held = registration.places.exclude(state=Place.State.WISHED).exclude(block=self.sessions[pk].block_id)
        return self.family(pk) in {self.family(other) for other in held.values_list("session", flat=True)}

    def _wish(self, registration, choice: Choice) -> bool:
        wishes = registration.places.wished().filter(block=choice.block)
        if tuple(wishes.values_list("session", flat=True)) == choice.sessions:
            return False
        wishes.delete()
        for rank, pk in enumerate(choice.sessions, start=1):
            self._add(registration, pk, Place.State.WISHED, rank)
        return True

    # -- one seat ------------------------------------------------------------------------------------------------------
    def _add(self, registration, pk: int, state: Any, rank: int) -> Place:
        session = self.sessions[pk]
        return Place.objects.create(
            registration=registration, block_id=session.block_id, session=session, state=state, rank=rank, since=self.at
        )

    def _sit(self, registration, pk: int, rank: int) -> Place:
        place = self._add(registration, pk, Place.State.CONFIRMED, rank)
        self._count(pk, 1)
        return place

    def _leave(self, place: Place | None) -> None:
        if place:
            place.delete()
            self._count(place.session_id, -1)

    def _leave_line(self, line: Place | None) -> None:
        if line:
            line.delete()

    def _count(self, pk: int, step: int) -> None:
        Session.objects.filter(pk=pk).update(taken=F("taken") + step)
        session: Any = self.sessions[pk]
        session.taken += step

    def count_day(self, step: int) -> None:
        StudyDay.objects.filter(pk=self.day.pk).update(taken=F("taken") + step)
        day: Any = self.day
        day.taken += step

    def sit_allotted(self, registration: Registration, pk: int, rank: int) -> None:
        """The seat that the allotment gave, whatever was had in that block before. Raises RegistrationRefused when it is full."""
        session = self.sessions[pk]
        if not self.has_room(session):
            raise RegistrationRefused(_("“%(session)s” heeft geen plaats meer: verdeel opnieuw.") % {"session": session.title})
        self._sit(registration, pk, rank)

    def wait_for(self, registration: Registration, pk: int) -> None:
        """A place in the line for this session."""
        self._add(registration, pk, Place.State.WAITING, 1)

    def stand_up(self, registration: Registration) -> None:
        """Every seat, line and wish of this person comes free."""
        for place in registration.places.all():
            self.drop(place)

    def drop(self, place: Place) -> None:
        """This seat or this place in a line comes free."""
        self._leave(place) if place.state == Place.State.CONFIRMED else place.delete()

    def give_back(self, registration: Registration, pk: int) -> bool:
        """The seat in this session comes free; returns whether there was one."""
        place = registration.places.confirmed().filter(session=pk).first()
        self._leave(place)
        return place is not None

    # -- who is next ---------------------------------------------------------------------------------------------------
    def settle(self) -> None:
        """Seat the next in line wherever a seat is free, until nobody waits beside a free seat."""
        if self.promoting():
            while self._next_on_the_day() or self._next_in_a_session():
                pass

    def _next_on_the_day(self) -> bool:
        registration = self.day.registrations.waiting().first() if self.day_has_room() else None
        if registration is None:
            return False
        registration.day = self.day
        registration.state, registration.confirmed_at = Registration.State.CONFIRMED, self.at
        registration.save(update_fields=["state", "confirmed_at"])
        self.count_day(1)
        for choice in self._kept_wishes(registration):
            self.choose(registration, choice)
        logbook.write(Act.SEATED, registration, at=self.at, said=_("op de studiedag"))
        letters.tell(registration, letters.CONFIRMED, once="confirmed", at=self.at, waited=True)
        return True

    def _kept_wishes(self, registration) -> list[Choice]:
        """What they asked for while they waited for the day, as far as it can still be had; ranked blocks stay wishes."""
        kept: dict[int, list[int]] = {}
        seen: set[int] = set()
        for place in registration.places.wished():
            session = self.sessions[place.session_id]
            if self.blocks[place.block_id].takes_wishes() or session.cancelled or session.block_id != place.block_id:
                continue
            if (family := self.family(session.pk)) not in seen:
                seen.add(family)
                kept.setdefault(place.block_id, []).append(session.pk)
        return [Choice(block, tuple(sessions)) for block, sessions in kept.items()]

    def _next_in_a_session(self) -> bool:
        free = [pk for pk, session in self.sessions.items() if self.has_room(session)]
        lines = Place.objects.waiting().filter(session__in=free, registration__state=Registration.State.CONFIRMED)
        line = lines.select_related("registration").first()
        if line is None:
            return False
        registration, session = line.registration, self.sessions[line.session_id]
        registration.day = self.day
        has = registration.places.confirmed().filter(block=line.block_id).first()
        line.delete()
        self._leave(has)
        self._sit(registration, session.pk, line.rank)
        logbook.write(Act.SEATED, registration, at=self.at, said=_("in “%(session)s”") % {"session": session.title})
        left = self.sessions[has.session_id] if has else None
        letters.tell_seated(registration, session, left, once=f"{line.pk}", at=self.at)
        return True
