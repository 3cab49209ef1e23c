"""How long it takes to allot a day of ranked wishes, and how many get which wish. By hand: `python -m bench.allotment`."""

import random
import time
from collections.abc import Sequence

from events.allotment import Offer, RankedBlock, Wisher, allot

SESSIONS = 11
WISHES = 4
DAYS = (  # people, seats of each session, blocks, the same masterclasses in each block
    (300, 28, 1, False),
    (420, 28, 1, False),
    (420, 40, 1, False),
    (420, 40, 3, False),
    (420, 40, 3, True),
    (1500, 140, 1, False),
)


def day(people: int, seats: int, blocks: int, repeated: bool) -> tuple[list[RankedBlock], list[Wisher]]:
    """Wishes that crowd together: the first session is wished eleven times as often as the last."""
    chance = random.Random(f"{people} {seats} {blocks}")
    names = [[f"{block}-{number}" for number in range(SESSIONS)] for block in range(blocks)]
    made = [
        RankedBlock(block, [Offer(name, seats, number if repeated else None) for number, name in enumerate(names[block])])
        for block in range(blocks)
    ]
    return made, [Wisher(person, {block: _wishes(names[block], chance) for block in range(blocks)}) for person in range(people)]


def _wishes(names: Sequence[str], chance: random.Random) -> list[str]:
    left, wished = list(names), []
    for _ in range(WISHES):
        [found] = chance.choices(left, [1 / (names.index(name) + 1) for name in left])
        left.remove(found)
        wished.append(found)
    return wished


def main() -> None:
    print(f"{'people':>7} {'seats':>9} {'blocks':>7} {'repeated':>9} {'CPU ms':>7}  1st wish   by wish, none")
    for people, seats, blocks, repeated in DAYS:
        made, wishers = day(people, seats, blocks, repeated)
        begun = time.process_time()
        summary = allot(made, wishers, seed="bench").summary
        spent = 1000 * (time.process_time() - begun)
        told = f"{summary.percent(summary.by_wish[0]):>6} %   {' '.join(map(str, summary.by_wish))}, {summary.none}"
        print(f"{people:>7} {SESSIONS:>3} x {seats:>3} {blocks:>7} {'yes' if repeated else 'no':>9} {spent:>7.0f}  {told}")


if __name__ == "__main__":
    main()
