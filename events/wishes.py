"""Ranked wishes: kept until they are allotted, then written as seats in one step.

Who is seated where is decided elsewhere (`events.allotment`, a pure function of what `wishes_of` and `seats_of` give); here it
is only written. From then on the block is first come, first served, with waiting lists.
"""

import datetime as dt
from collections.abc import Mapping

from django.utils.translation import gettext as _

from events import letters
from events.models import Block, Place, Registration
from events.registration import seating
from events.seats import RegistrationRefused, Seating
from portal.publishing import logbook
from portal.publishing.logbook import Act


def wishes_of(block: Block) -> dict[int, list[int]]:
    """What everybody who comes wished in this block: {registration: sessions, first wish first}, in order of registering.
    A masterclass that somebody already sits in elsewhere is no wish any more."""
    rows = Place.objects.wished().filter(block=block, registration__state=Registration.State.CONFIRMED)
    wishes: dict[int, list[int]] = {}
    for registration, session in rows.order_by("registration__number", "rank").values_list("registration", "session"):
        wishes.setdefault(registration, []).append(session)
    return wishes


def seats_of(block: Block) -> dict[int, int | None]:
    """How many seats are free in each session of this block that goes on; None is without limit."""
    rows = block.sessions.filter(cancelled=False).exclude(live=None).order_by("pk")
    return {row.pk: None if row.capacity is None else row.capacity - row.taken for row in rows.only("capacity", "taken")}


def write_allotment(block: Block, seats: Mapping[int, int], *, at: dt.datetime, by=None) -> None:
    """Write the result {registration: session} as seats. Who wished and got none waits for their first wish. All or nothing:
    raises RegistrationRefused when the wishes or the seats are not what they were. Allotting twice is refused."""
    with seating(block.day_id, at) as held:
        block = held.blocks[block.pk] if block.pk in held.blocks else block
        if not block.takes_wishes():
            raise RegistrationRefused(_("De wensen van “%(block)s” zijn al verdeeld.") % {"block": block})
        wishes = wishes_of(block)
        _check(wishes, seats)
        Block.objects.filter(pk=block.pk).update(allotted_at=at)
        block.allotted_at = at
        people = {row.pk: row for row in held.day.registrations.filter(pk__in=wishes)}
        for pk, wished in wishes.items():
            _write_one(held, people[pk], block, wished, seats.get(pk))
        logbook.write(Act.ALLOTTED, held.day, by=by, at=at, said=f"“{block}”")
        held.settle()
        for registration in people.values():
            registration.day = held.day
            letters.tell(registration, letters.CHANGED, once=f"allotted {block.pk}", at=at)


def _check(wishes: Mapping[int, list[int]], seats: Mapping[int, int]) -> None:
    """Everybody who is seated comes, and wished for it."""
    if any(session not in wishes.get(registration, ()) for registration, session in seats.items()):
        raise RegistrationRefused(_("Intussen veranderde iemand van wens of schreef zich uit. Verdeel opnieuw."))


def _write_one(held: Seating, registration, block: Block, wished: list[int], seat: int | None) -> None:
    registration.places.wished().filter(block=block).delete()
    has = {held.family(pk) for pk in registration.places.exclude(state=Place.State.WISHED).values_list("session", flat=True)}
    if seat is not None:
        if held.family(seat) in has:
            raise RegistrationRefused(_("Iemand kreeg een masterclass die hij al elders volgt. Verdeel opnieuw."))
        held.sit_allotted(registration, seat, wished.index(seat) + 1)
    elif first := next((pk for pk in wished if held.family(pk) not in has and not held.sessions[pk].cancelled), None):
        held.wait_for(registration, first)
