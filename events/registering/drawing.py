"""Allotting the ranked blocks of a day: a seed that is drawn once, a plan that can be looked at, and writing what was seen.

The rule is in `events.allotment`; what is written is in `events.registering.wishes`. Here they meet.
"""

import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events import outcome
from events.allotment import Allotment, Offer, RankedBlock, Summary, Wisher, allot
from events.models import Block, Place, StudyDay
from events.registering.registration import RegistrationRefused, seats_held
from events.registering.seats import DaySeats
from events.registering.wishes import seats_of, wishes_of, write_allotment
from portal.publishing import logbook
from portal.publishing.logbook import Act

NO_LIMIT = 100_000  # seats of a session that has none


@dataclass(frozen=True)
class Plan:
    """Who would sit where, if it were written now; and the mark of all that it was made of."""

    blocks: list[Block]
    wishes: dict[int, dict[int, list[int]]]
    seats: dict[int, dict[int, int | None]]
    drawn: Allotment
    mark: str

    def given(self) -> dict[int, dict[int, int]]:
        """{block: {registration: session}} of everybody who gets a seat."""
        found: dict[int, dict[int, int]] = {block.pk: {} for block in self.blocks}
        for (person, block), seat in self.drawn.seats.items():
            if seat.session is not None:
                found[int(block)][int(person)] = int(seat.session)
        return found

    def left_out(self, block: Block) -> list[int]:
        """Who wished in this block and gets nothing."""
        seats = self.drawn.seats
        return [who for who in self.wishes[block.pk] if (who, block.pk) in seats and seats[who, block.pk].session is None]

    def filled(self, block: Block) -> dict[int, list[int]]:
        """How many of each session get their first, second, third, fourth wish in it, and how many never wished it."""
        found = {session: [0] * 5 for session in self.seats[block.pk]}
        for (_person, of), seat in self.drawn.seats.items():
            if of == block.pk and seat.session is not None:
                found[int(seat.session)][seat.wish - 1 if seat.wish else 4] += 1
        return found

    def summary(self, block: Block) -> Summary:
        return self.drawn.summaries[block.pk]


def open_blocks(day: StudyDay) -> list[Block]:
    """The blocks of which the wishes are still to be allotted, in the order of the programme."""
    blocks = day.blocks.filter(choice=Block.Choice.RANKED, allotted_at=None)
    return [block for block in blocks if block.takes_wishes()]


def draw_seed(day: StudyDay, *, at: dt.datetime, by=None) -> str:
    """The seed of the draw: drawn once, when nobody can give wishes any more, and written in the log before anybody looks.
    Asking again gives the same. Raises RegistrationRefused."""
    with seats_held(day.pk, at) as held:
        blocks = [block for block in held.blocks.values() if block.takes_wishes()]
        _refuse(held.day, blocks, at)
        known = next((block.seed for block in blocks if block.seed), "")
        seed = known or secrets.token_hex(8)
        Block.objects.filter(pk__in=[block.pk for block in blocks], seed="").update(seed=seed)
        if not known:
            logbook.write(Act.DRAWN, held.day, by=by, at=at, said=seed)
        return seed


def why_not(day: StudyDay, *, at: dt.datetime) -> str:
    """Why nothing can be drawn yet, in a sentence; empty when it can."""
    try:
        _refuse(day, open_blocks(day), at)
    except RegistrationRefused as refusal:
        return str(refusal)
    return ""


def _refuse(day: StudyDay, blocks: list[Block], at: dt.datetime) -> None:
    if day.cancelled:
        raise RegistrationRefused(_("Deze studiedag gaat niet door."))
    if not blocks:
        raise RegistrationRefused(_("Alle wensen van deze dag zijn al verdeeld."))
    for block in blocks:
        if block.wishes_until and timezone.localdate(at) <= block.wishes_until:
            said = {"block": block, "until": date_format(block.wishes_until, "j F Y")}
            words = _(
                "Tot en met %(until)s kan iedereen nog wensen geven in “%(block)s”. Daarna loot je, of zet die datum vroeger."
            )
            raise RegistrationRefused(words % said)


def plan(day: StudyDay, *, fill: Collection[int] = (), at: dt.datetime) -> Plan | None:
    """Who would sit where; None until the seed was drawn. In the blocks of `fill`, who gets no wish gets a seat that is left."""
    blocks = open_blocks(day)
    seed = next((block.seed for block in blocks if block.seed), "")
    if not seed:
        return None
    held = DaySeats(day, at=at)
    for block in blocks:
        block.day = day  # in hand
    wishes = {block.pk: wishes_of(block) for block in blocks}
    seats = {block.pk: seats_of(block) for block in blocks}
    wishers = _wishers(held, blocks, wishes)
    ranked = [_ranked(held, block, seats[block.pk], block.pk in fill) for block in blocks]
    made_of = [
        seed,
        sorted(fill),
        [[pk, sorted(of.items())] for pk, of in wishes.items()],
        [sorted(of.items()) for of in seats.values()],
    ]
    made_of.append([[who.person, sorted(who.busy), sorted(who.follows)] for who in wishers])
    mark = hashlib.sha256(json.dumps(made_of).encode()).hexdigest()[:32]
    return Plan(blocks, wishes, seats, allot(ranked, wishers, seed), mark)


def _ranked(held: DaySeats, block: Block, seats: dict[int, int | None], fill: bool) -> RankedBlock:
    offers = [Offer(pk, NO_LIMIT if free is None else max(0, free), held.family(pk)) for pk, free in seats.items()]
    return RankedBlock(block.pk, offers, fill)


def _wishers(held: DaySeats, blocks: list[Block], wishes: dict[int, dict[int, list[int]]]) -> list[Wisher]:
    """Everybody who comes, in order of registering, with what they wish, where they sit, and what they follow already."""
    people = held.day.registrations.confirmed().order_by("number").values_list("pk", flat=True)
    places = Place.objects.filter(registration__day=held.day).exclude(state=Place.State.WISHED)
    busy: dict[int, set] = {}
    follows: dict[int, set] = {}
    for who, block, session in places.values_list("registration", "block", "session"):
        busy.setdefault(who, set()).add(block)
        follows.setdefault(who, set()).add(held.family(session))
    return [
        Wisher(
            pk,
            {block.pk: wishes[block.pk][pk] for block in blocks if pk in wishes[block.pk]},
            frozenset(busy.get(pk, ())),
            frozenset(follows.get(pk, ())),
        )
        for pk in people
    ]


def confirm(day: StudyDay, *, fill: Collection[int], seen: str, at: dt.datetime, by=None) -> Plan:
    """Write what was looked at, when nothing changed since: `seen` is the mark of that plan. Raises RegistrationRefused."""
    made = plan(day, fill=fill, at=at)
    if made is None:
        _refuse(day, open_blocks(day), at)
        raise RegistrationRefused(_("Loot eerst het startgetal, en bekijk het voorbeeld."))
    _refuse(day, made.blocks, at)
    if made.mark != seen:
        raise RegistrationRefused(
            _("Intussen veranderde iemand van wens, of schreef zich in of uit. Dit is het nieuwe voorbeeld.")
        )
    outcomes = {block.pk: outcome.kept(made.summary(block)) for block in made.blocks}
    write_allotment(day, made.given(), seen=made.wishes, at=at, by=by, outcomes=outcomes)
    return made
