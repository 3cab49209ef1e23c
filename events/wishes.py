"""Ranked wishes: kept until they are allotted, then written as seats in one step.

Who is seated where is decided elsewhere (`events.allotment`, a pure function of what `wishes_of` and `seats_of` give); here it
is only written. From then on the block is first come, first served, with waiting lists.
"""

import datetime as dt
from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext as _

from events import letters
from events.models import Block, Place, Registration
from events.registration import seating
from events.seats import RegistrationRefused, Seating
from portal.publishing import logbook
from portal.publishing.logbook import Act


def wishes_of(block: Block) -> dict[int, list[int]]:
    """What everybody who comes wished in this block: {registration: sessions, first wish first}, in order of registering.
    A masterclass that somebody has elsewhere already, or that does not go on, is no wish any more."""
    return _wishes(Seating(block.day, at=timezone.now()), block)


def _wishes(held: Seating, block: Block) -> dict[int, list[int]]:
    places = Place.objects.filter(registration__day=held.day, registration__state=Registration.State.CONFIRMED)
    has = places.exclude(state=Place.State.WISHED).values_list("registration", "session")
    taken = {(registration, held.family(session)) for registration, session in has}
    rows = places.wished().filter(block=block).order_by("registration__number", "rank")
    wishes: dict[int, list[int]] = {}
    for registration, session in rows.values_list("registration", "session"):
        goes_on = not held.sessions[session].cancelled and held.sessions[session].block_id == block.pk
        if goes_on and (registration, held.family(session)) not in taken:
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
        wishes = _wishes(held, block)
        _check(wishes, seats)
        people = {row.pk: row for row in held.day.registrations.confirmed().filter(places__block=block).distinct()}
        ranks = {pk: wished.index(seats[pk]) + 1 for pk, wished in _ranked(people, block).items() if pk in seats}
        Block.objects.filter(pk=block.pk).update(allotted_at=at)
        block.allotted_at = at
        Place.objects.wished().filter(block=block, registration__in=people).delete()
        for pk, wished in wishes.items():
            if pk in seats:
                held.sit_allotted(people[pk], seats[pk], ranks[pk])
            else:
                held.wait_for(people[pk], wished[0])
        logbook.write(Act.ALLOTTED, held.day, by=by, at=at, said=f"“{block}”")
        held.settle()
        for registration in people.values():
            registration.day = held.day
            letters.tell(registration, letters.CHANGED, once=f"allotted {block.pk}", at=at)


def _check(wishes: Mapping[int, list[int]], seats: Mapping[int, int]) -> None:
    """Everybody who is seated comes, and wished for it."""
    if any(session not in wishes.get(registration, ()) for registration, session in seats.items()):
        raise RegistrationRefused(_("Intussen veranderde iemand van wens of schreef zich uit. Verdeel opnieuw."))


def _ranked(people: Mapping[int, Registration], block: Block) -> dict[int, list[int]]:
    """Their wishes as they wrote them, so that a seat keeps the rank of its wish."""
    wishes: dict[int, list[int]] = {}
    for registration, session in (
        Place.objects.wished().filter(block=block, registration__in=people).values_list("registration", "session")
    ):
        wishes.setdefault(registration, []).append(session)
    return wishes
