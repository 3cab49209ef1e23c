"""Ranked wishes: kept until they are allotted, then written as seats in one step.

Who is seated where is decided elsewhere (`events.allotment`, a pure function of what `wishes_of` and `seats_of` give); here it
is only written. From then on the block is first come, first served, with waiting lists.
"""

import datetime as dt
from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext as _

from events.itinerary import Itinerary
from events.models import Block, Place, Registration, StudyDay
from events.programme import announce
from events.registering import letters
from events.registering.registration import seats_held
from events.registering.seats import DaySeats, RegistrationRefused
from portal.publishing import logbook
from portal.publishing.logbook import Act


def wishes_of(block: Block) -> dict[int, list[int]]:
    """What everybody who comes wished in this block: {registration: sessions, first wish first}, in order of registering.
    A masterclass that somebody has elsewhere already, or that does not go on, is no wish any more."""
    return _wishes(DaySeats(block.day, at=timezone.now()), block)


def _wishes(held: DaySeats, block: Block) -> dict[int, list[int]]:
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


def write_allotment(
    day: StudyDay,
    seats: Mapping[int, Mapping[int, int]],
    *,
    seen: Mapping[int, Mapping[int, list[int]]],
    at: dt.datetime,
    by=None,
    outcomes: Mapping[int, dict] | None = None,
) -> None:
    """Write the result {block: {registration: session}} as seats, for all of these blocks or for none. `seen` is what
    `wishes_of` said of each, `outcomes` what readers are told of each. A seat that was no wish has rank 0; who wished and got
    none waits for the first wish. Raises RegistrationRefused when the wishes or the seats are not what they were, or when a
    block was allotted already."""
    with seats_held(day.pk, at, public=True) as held:
        blocks = [_still(held, pk, seen.get(pk, {})) for pk in seats]
        people = {row.pk: row for row in held.day.registrations.confirmed()}
        for block in blocks:
            _write_block(held, block, people, seats[block.pk], seen.get(block.pk, {}))
            Block.objects.filter(pk=block.pk).update(outcome=(outcomes or {}).get(block.pk))
            logbook.write(Act.ALLOTTED, held.day, by=by, at=at, said=f"“{block}”")
        concerned = {pk for block in blocks for pk in [*seats[block.pk], *seen.get(block.pk, {})]}
        for pk in concerned:
            held.check_once_each(people[pk])
        announce(held.day, at=at)
        held.settle()
        once = "allotted " + " ".join(str(block.pk) for block in blocks)
        itinerary = Itinerary(held.day)
        for pk in sorted(concerned):
            people[pk].day = held.day
            letters.tell(people[pk], letters.CHANGED, once=once, at=at, itinerary=itinerary, allotted=True)


def _still(held: DaySeats, pk: int, seen: Mapping[int, list[int]]) -> Block:
    """The block, when it is still to be allotted and everybody wishes what they wished. Raises RegistrationRefused."""
    block = held.blocks.get(pk)
    if block is None or not block.takes_wishes():
        raise RegistrationRefused(_("De wensen van dit blok zijn al verdeeld."))
    if _wishes(held, block) != seen:
        raise RegistrationRefused(_("Intussen veranderde iemand van wens, of schreef zich in of uit. Verdeel opnieuw."))
    return block


def _write_block(held: DaySeats, block: Block, people, seats: Mapping[int, int], seen: Mapping[int, list[int]]) -> None:
    wishes = Place.objects.wished().filter(block=block, registration__in=people)
    ranks = {(who, session): rank for who, session, rank in wishes.values_list("registration", "session", "rank")}
    wishes.delete()
    Block.objects.filter(pk=block.pk).update(allotted_at=held.at)
    block.allotted_at = held.at
    for who, session in seats.items():
        if who not in people or session not in held.sessions or held.sessions[session].block_id != block.pk:
            raise RegistrationRefused(_("Iemand of een sessie is er niet meer bij. Verdeel opnieuw."))
        held.sit_allotted(people[who], session, ranks.get((who, session), 0))
    for who, wished in seen.items():
        had = {held.family(pk) for pk in people[who].places.exclude(state=Place.State.WISHED).values_list("session", flat=True)}
        first = next((pk for pk in wished if held.family(pk) not in had), None)
        if who not in seats and first is not None:
            held.wait_for(people[who], first)
