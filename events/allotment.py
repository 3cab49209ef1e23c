"""Who sits where in the ranked blocks of a study day, by minimum-cost flow: wishes and seats in, a seat or none out. Never a
database: what is decided here can be looked at first, and drawn again from its seed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from events.seating import Seating

Key = int | str


class AllotmentRefused(ValueError):
    """What was handed in contradicts itself: a fault of the caller, never of a participant."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A session with the seats that are still to give. Sessions with one `masterclass` are the same one, given again."""

    session: Key
    seats: int
    masterclass: Key | None = None

    @property
    def taught(self) -> Key:
        return self.session if self.masterclass is None else self.masterclass


@dataclass(frozen=True, slots=True)
class RankedBlock:
    """What goes on at the same time. With `fill`, whoever gets no wish, or has none, gets a seat that is left over."""

    block: Key
    offers: Sequence[Offer]
    fill: bool = False


@dataclass(frozen=True, slots=True)
class Wisher:
    """Somebody with wishes for each block, the first wish first; the blocks in which they sit elsewhere already, and the
    masterclasses that they follow already at another time."""

    person: Key
    wishes: Mapping[Key, Sequence[Key]]
    busy: Collection[Key] = ()
    follows: Collection[Key] = ()


@dataclass(frozen=True, slots=True)
class Seat:
    """Where somebody sits in a block, or nowhere; and which of their wishes that is: 1 the first, None a seat below a wish."""

    session: Key | None = None
    wish: int | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """How many got their first, second ... wish, a seat below a wish, no seat; and how many had no wishes, seated or not."""

    by_wish: tuple[int, ...] = ()
    below: int = 0
    none: int = 0
    wishless: int = 0

    @property
    def wishers(self) -> int:
        return sum(self.by_wish) + self.below + self.none

    def percent(self, count: int) -> int:
        """The part of those with wishes, in whole percents; 100 is really everybody and 0 really nobody."""
        if count in (0, self.wishers):
            return 100 if count else 0
        return min(99, max(1, (200 * count + self.wishers) // (2 * self.wishers)))

    def __add__(self, other: "Summary") -> "Summary":
        longest = max(len(self.by_wish), len(other.by_wish))
        pairs = zip(*(summary.by_wish + (0,) * (longest - len(summary.by_wish)) for summary in (self, other)), strict=True)
        by_wish = tuple(one + another for one, another in pairs)
        return Summary(by_wish, self.below + other.below, self.none + other.none, self.wishless + other.wishless)


@dataclass(frozen=True)
class Allotment:
    """A seat or none for each person and block (nobody who is busy then), and in which order each block was drawn."""

    seats: dict[tuple[Key, Key], Seat]
    order: dict[Key, tuple[Key, ...]]
    summaries: dict[Key, Summary]

    @property
    def summary(self) -> Summary:
        return sum(self.summaries.values(), Summary())


def allot(blocks: Sequence[RankedBlock], wishers: Sequence[Wisher], seed: Key) -> Allotment:
    """As few people as can be without a wish; then as few as can be without a seat, then at their last wish, and so on up.

    Among equally good answers, whoever had bad luck in a block that was drawn before comes first, then whoever was drawn first.
    A masterclass that is given in several blocks ties them together: then the best of a few ways to draw them is taken."""
    _refuse_nonsense(blocks, wishers)
    longest = max((len(wishes) for wisher in wishers for wishes in wisher.wishes.values()), default=0)
    ladder = _Ladder(longest, len(wishers) * len(blocks))
    ways = [(blocks, True)]
    if _tied(blocks):
        ways += [(blocks[::-1], True), (blocks, False), (blocks[::-1], False)]
    drawn = [_draw(order, [_Person(wisher, order) for wisher in wishers], ladder, seed, foresee) for order, foresee in ways]
    return min(drawn, key=lambda allotment: ladder.total(allotment.summary))


def _tied(blocks: Sequence[RankedBlock]) -> bool:
    """Whether a masterclass is given in more than one block."""
    taught = [masterclass for block in blocks for masterclass in {offer.taught for offer in block.offers}]
    return len(set(taught)) < len(taught)


def _draw(order: Sequence[RankedBlock], people: list["_Person"], ladder: "_Ladder", seed: Key, foresee: bool) -> Allotment:
    """Block after block; with `foresee`, a seat also weighs what it takes away in the blocks that come."""
    drawn = Allotment({}, {}, {})
    for number, block in enumerate(order):
        here = [person for person in people if block.block not in person.busy]
        here.sort(key=lambda person: (-person.bad_luck, lot(seed, block.block, person.key)))
        seats = _seats(block, order[number + 1 :] if foresee else (), here, ladder, seed)
        for person in here:
            person.take(seats[person.key], block, ladder)
            drawn.seats[person.key, block.block] = seats[person.key]
        drawn.order[block.block] = tuple(seats)
        wished = [(bool(person.ranks[block.block]), seats[person.key]) for person in here]
        drawn.summaries[block.block] = _summary(wished, ladder.longest)
    return drawn


def lot(seed: Key, block: Key, key: Key) -> str:
    """The lot of a person or session in a block, drawn in alphabetical order. Whoever has the seed can draw it again."""
    return sha256(f"{seed!r}/{block!r}/{key!r}".encode()).hexdigest()


class _Ladder:
    """Steps from the first wish (0) down, and what each weighs: everybody who comes one step lower weighs more than all people
    together on the steps above. Under the last wish come a seat below a wish, and no seat."""

    def __init__(self, longest: int, most: int) -> None:
        self.longest, self.below, self.none = longest, longest + 1, longest + 2
        heavier = [(most + 1) ** step for step in range(longest + 2)]
        self.weights = [0, *heavier[1:], heavier[-1] + heavier[-2]]

    def best(self, ranks: Mapping[Key, int]) -> int:
        """What the best of these wishes weighs."""
        return self.weights[min(ranks.values(), default=self.none)]

    def total(self, summary: Summary) -> int:
        """What the seats of everybody with wishes weigh together."""
        wished = sum(self.weights[step] * count for step, count in enumerate(summary.by_wish))
        return wished + self.weights[self.below] * summary.below + self.weights[self.none] * summary.none


class _Person:
    """A wisher while the blocks are drawn: how bad their luck was until now, and what they follow by now."""

    def __init__(self, wisher: Wisher, blocks: Sequence[RankedBlock]) -> None:
        self.key, self.busy, self.follows, self.bad_luck = wisher.person, frozenset(wisher.busy), set(wisher.follows), 0
        self.ranks = {block.block: _ranks(wisher.wishes.get(block.block, ())) for block in blocks}

    def open_wishes(self, block: RankedBlock, but: Key | None = None) -> dict[Key, int]:
        """The wishes that can come true in a block, with their step: not what they follow already, and not `but`."""
        ranks = self.ranks[block.block]
        return {
            offer.session: ranks[offer.session]
            for offer in block.offers
            if offer.session in ranks and offer.seats and offer.taught not in self.follows and offer.taught != but
        }

    def take(self, seat: Seat, block: RankedBlock, ladder: _Ladder) -> None:
        """Remember what this seat means for the blocks that come."""
        self.follows |= {offer.taught for offer in block.offers if offer.session == seat.session}
        if self.ranks[block.block]:
            self.bad_luck += seat.wish - 1 if seat.wish else ladder.none if seat.session is None else ladder.below


def _ranks(wishes: Sequence[Key]) -> dict[Key, int]:
    """The step of each wish; who names a session twice means its first mention."""
    ranks: dict[Key, int] = {}
    for step, session in enumerate(wishes):
        ranks.setdefault(session, step)
    return ranks


def _refuse_nonsense(blocks: Sequence[RankedBlock], wishers: Sequence[Wisher]) -> None:
    offers = [offer for block in blocks for offer in block.offers]
    if len({block.block for block in blocks}) < len(blocks) or len({offer.session for offer in offers}) < len(offers):
        raise AllotmentRefused("A block or session is offered twice.")
    if len({wisher.person for wisher in wishers}) < len(wishers):
        raise AllotmentRefused("Somebody wishes twice.")
    if any(offer.seats < 0 for offer in offers):
        raise AllotmentRefused("A session has fewer than no seats.")


def _seats(block: RankedBlock, later: Sequence[RankedBlock], here: list[_Person], ladder: _Ladder, seed: Key) -> dict[Key, Seat]:
    """The seats of one block, for people in the order in which they were drawn."""
    offers = sorted(block.offers, key=lambda offer: lot(seed, block.block, offer.session))
    seating: Seating[Key, Key | None] = Seating({**{offer.session: offer.seats for offer in offers}, None: len(here)})
    finer = ladder.none + 1  # under the weights: a step of somebody counts for more than all steps of who was drawn later
    for place, person in enumerate(here):
        costs = _costs(person, block, offers, later, ladder)
        stands = finer ** (len(here) - 1 - place)
        seating.add(person.key, {where: weight * finer ** len(here) + stands * step for where, (weight, step) in costs.items()})
    found = {}
    for person in here:
        session, ranks = seating.where[person.key], person.ranks[block.block]
        found[person.key] = Seat(session, ranks[session] + 1 if session is not None and session in ranks else None)
    return found


def _costs(
    person: _Person, block: RankedBlock, offers: list[Offer], later: Sequence[RankedBlock], ladder: _Ladder
) -> dict[Key | None, tuple[int, int]]:
    """What each place in a block, or none (None), weighs for somebody, and how many steps down it is."""
    wishes, has_wishes = person.open_wishes(block), bool(person.ranks[block.block])
    costs: dict[Key | None, tuple[int, int]] = {None: (ladder.weights[ladder.none], ladder.none) if has_wishes else (1, 1)}
    below = (ladder.weights[ladder.below], ladder.below) if has_wishes else (0, 0)
    for offer in offers:
        if offer.session in wishes:
            step = wishes[offer.session]
            costs[offer.session] = ladder.weights[step] + _spoils(person, offer, later, ladder), step
        elif block.fill and offer.taught not in person.follows:
            costs[offer.session] = below[0] + _spoils(person, offer, later, ladder), below[1]
    return costs


def _spoils(person: _Person, offer: Offer, later: Sequence[RankedBlock], ladder: _Ladder) -> int:
    """How much worse the wishes for later blocks become, at the least, for who follows this masterclass already."""
    spoiled = 0
    for block in later:
        if (
            block.block not in person.busy
            and person.ranks[block.block]
            and any(one.taught == offer.taught for one in block.offers)
        ):
            left, now = person.open_wishes(block, but=offer.taught), person.open_wishes(block)
            spoiled += ladder.best(left) - ladder.best(now)
    return spoiled


def _summary(seats: list[tuple[bool, Seat]], longest: int) -> Summary:
    wished = [seat for has_wishes, seat in seats if has_wishes]
    below = sum(seat.wish is None and seat.session is not None for seat in wished)
    none = sum(seat.session is None for seat in wished)
    by_wish = tuple(sum(seat.wish == wish for seat in wished) for wish in range(1, longest + 1))
    return Summary(by_wish, below, none, len(seats) - len(wished))
