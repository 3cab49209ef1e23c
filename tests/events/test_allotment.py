"""Who sits where in the ranked blocks of a day."""

import json
import subprocess
import sys
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from events.allotment import Allotment, AllotmentRefused, Offer, RankedBlock, Seat, Summary, Wisher, allot, lot

GENERATED = settings(max_examples=120, deadline=None, database=None)
NOWHERE = Seat()


def block(name="ochtend", fill=False, **seats):
    return RankedBlock(name, [Offer(session, count) for session, count in seats.items()], fill)


def afternoon(**seats):
    """The same masterclasses once more: A2 repeats A."""
    return RankedBlock("middag", [Offer(f"{session}2", count, session) for session, count in seats.items()])


def wisher(person, wishes="", later="", **told):
    """Wishes as letters: “AB” is first A, then B; `later` for the afternoon."""
    return Wisher(person, {"ochtend": list(wishes), "middag": [f"{letter}2" for letter in later]}, **told)


def sessions(allotment, of="ochtend"):
    return {person: seat.session for (person, name), seat in allotment.seats.items() if name == of}


@some.composite
def crowds(draw, blocks=2, most=6, tied=True):
    """A few people, with wishes of all lengths, for blocks with few seats."""
    made = []
    for number in range(draw(some.integers(1, blocks))):
        offers = [
            Offer(f"{letter}{number}", draw(some.integers(0, 2)), letter if tied and draw(some.booleans()) else None)
            for letter in "ABC"
        ]
        made.append(RankedBlock(number, offers, fill=draw(some.booleans())))
    wishers = [
        Wisher(
            person,
            {
                one.block: draw(some.permutations([offer.session for offer in one.offers]))[: draw(some.integers(0, 3))]
                for one in made
            },
            busy=draw(some.sets(some.sampled_from(range(len(made))), max_size=1)),
            follows=draw(some.sets(some.sampled_from("ABC"), max_size=1)) if tied else (),
        )
        for person in range(draw(some.integers(0, most)))
    ]
    return made, wishers


@GENERATED
@given(crowds(), some.integers())
def test_no_session_gets_more_people_than_it_has_seats(crowd, seed):
    blocks, wishers = crowd
    given_away = [seat.session for seat in allot(blocks, wishers, seed).seats.values()]
    assert [offer for one in blocks for offer in one.offers if given_away.count(offer.session) > offer.seats] == []


@GENERATED
@given(crowds(), some.integers())
def test_everybody_who_is_free_hears_about_each_block_and_nobody_who_sits_elsewhere(crowd, seed):
    blocks, wishers = crowd
    expected = {(one.person, each.block) for one in wishers for each in blocks if each.block not in one.busy}
    assert set(allot(blocks, wishers, seed).seats) == expected


@GENERATED
@given(crowds(), some.integers())
def test_a_seat_is_the_wish_that_it_says_or_was_left_over_where_all_seats_are_given(crowd, seed):
    blocks, wishers = crowd
    wished = {(one.person, each.block): list(one.wishes[each.block]) for one in wishers for each in blocks}
    fill = {each.block: each.fill for each in blocks}
    for (person, name), seat in allot(blocks, wishers, seed).seats.items():
        if seat.wish:
            assert wished[person, name][seat.wish - 1] == seat.session
        else:
            assert seat.session is None or (fill[name] and seat.session not in wished[person, name])


@GENERATED
@given(crowds(), some.integers())
def test_nobody_follows_a_masterclass_twice(crowd, seed):
    blocks, wishers = crowd
    taught = {offer.session: offer.taught for one in blocks for offer in one.offers}
    allotment = allot(blocks, wishers, seed)
    for one in wishers:
        followed = [
            taught[seat.session] for (person, _), seat in allotment.seats.items() if person == one.person and seat.session
        ]
        assert len({*followed, *one.follows}) == len(followed) + len(set(one.follows))


@GENERATED
@given(crowds(), some.integers(), some.randoms())
def test_one_seed_gives_one_answer_in_whatever_order_people_and_sessions_come(crowd, seed, chance):
    blocks, wishers = crowd
    shuffled = [RankedBlock(one.block, chance.sample(one.offers, len(one.offers)), one.fill) for one in blocks]
    assert allot(shuffled, chance.sample(wishers, len(wishers)), seed) == allot(blocks, wishers, seed)


def judged(seats, wishers, name, order):
    """How many sit without a wish, without a seat, at their third, at their second wish, and of the wishless without a seat:
    what must be small, in this order. Then how everybody sits, whoever was drawn first in front."""
    asked = [seats[one.person] for one in wishers if one.wishes[name]]
    wishless = [seats[one.person] for one in wishers if not one.wishes[name]]
    counts = [
        sum(seat.wish is None for seat in asked),
        sum(seat.session is None for seat in asked),
        *(sum(seat.wish == wish for seat in asked) for wish in (3, 2)),
        sum(seat.session is None for seat in wishless),
    ]
    return counts, [seats[person].wish or (8 if seats[person].session else 9) for person in order]


def every_way_to_sit(one, wishers):
    """Brute force: each person in each session that they may have, or nowhere."""
    choices = []
    for somebody in wishers:
        wishes = list(somebody.wishes[one.block])
        others = [offer.session for offer in one.offers if one.fill and offer.session not in wishes]
        wished = [Seat(session, place) for place, session in enumerate(wishes, 1)]
        choices.append([*wished, *(Seat(session) for session in others), NOWHERE])
    for way in product(*choices):
        given_away = [seat.session for seat in way]
        if all(given_away.count(offer.session) <= offer.seats for offer in one.offers):
            yield {somebody.person: seat for somebody, seat in zip(wishers, way, strict=True)}


@GENERATED
@given(crowds(blocks=1, most=5, tied=False), some.integers())
def test_no_other_way_to_sit_is_better(crowd, seed):
    [one], wishers = crowd
    wishers = [Wisher(each.person, each.wishes) for each in wishers]
    allotment = allot([one], wishers, seed)
    seats, order = {person: seat for (person, _), seat in allotment.seats.items()}, allotment.order[0]
    best = min(judged(way, wishers, 0, order) for way in every_way_to_sit(one, wishers))
    assert judged(seats, wishers, 0, order) == best


@GENERATED
@given(crowds(tied=False), some.integers(), some.integers())
def test_the_figures_of_a_block_do_not_depend_on_the_seed(crowd, seed, another):
    blocks, wishers = crowd
    assert allot(blocks, wishers, seed).summaries == allot(blocks, wishers, another).summaries


def test_somebody_goes_to_a_second_wish_when_another_would_have_none():
    allotment = allot([block(A=1, B=1)], [wisher("An", "AB"), wisher("Bo", "A")], seed=1)
    assert allotment.seats == {("An", "ochtend"): Seat("B", 2), ("Bo", "ochtend"): Seat("A", 1)}


def test_two_second_wishes_are_better_than_a_third():
    wishers = [wisher("An", "AB"), wisher("Bo", "BC"), wisher("Cas", "ABD")]
    for seed in range(5):
        assert allot([block(A=1, B=1, C=1, D=1)], wishers, seed).summary == Summary((1, 2, 0))


def test_the_draw_decides_between_equals_and_another_seed_may_decide_otherwise():
    wishers = [wisher(name, "A") for name in ("An", "Bo", "Cas")]
    for seed in ("herfst", "winter", "lente"):
        allotment = allot([block(A=1)], wishers, seed)
        drawn = sorted(("An", "Bo", "Cas"), key=lambda name: lot(seed, "ochtend", name))
        assert allotment.order == {"ochtend": tuple(drawn)}
        assert sessions(allotment) == {drawn[0]: "A", drawn[1]: None, drawn[2]: None}
    assert len({allot([block(A=1)], wishers, seed).order["ochtend"][0] for seed in range(20)}) == 3


def test_who_had_bad_luck_in_the_morning_comes_first_in_the_afternoon():
    later = RankedBlock("middag", [Offer("K2", 1), Offer("L2", 1)])
    for seed in range(10):
        allotment = allot([block(A=1, B=1), later], [wisher("An", "AB", "KL"), wisher("Bo", "AB", "KL")], seed)
        assert sorted(seat.wish for (person, _), seat in allotment.seats.items() if person == "An") == [1, 2]


def test_a_masterclass_given_twice_is_left_to_the_block_where_it_is_the_only_wish():
    blocks = [block(A=1, B=1), afternoon(A=1)]
    for order in (blocks, blocks[::-1]):
        allotment = allot(order, [wisher("An", "AB", "A")], seed=1)
        assert allotment.seats == {("An", "ochtend"): Seat("B", 2), ("An", "middag"): Seat("A2", 1)}


def test_who_follows_a_masterclass_elsewhere_does_not_get_it_again_and_keeps_the_number_of_the_wish():
    allotment = allot([afternoon(A=5, B=5)], [wisher("An", later="AB", follows={"A"})], seed=1)
    assert allotment.seats == {("An", "middag"): Seat("B2", 2)}


def test_seats_below_a_wish_are_given_only_when_asked_for():
    wishers = [wisher("An", "A"), wisher("Bo", "A"), wisher("Cas")]
    assert allot([block(A=1, B=5)], wishers, seed=1).summary == Summary((1,), below=0, none=1, wishless=1)
    filled = allot([block(A=1, B=5, fill=True)], wishers, seed=1)
    assert filled.summary == Summary((1,), below=1, none=0, wishless=1)
    assert sorted(sessions(filled).values()) == ["A", "B", "B"]


def test_who_has_no_wishes_never_takes_a_seat_from_who_has():
    for seed in range(10):
        filled = allot([block(A=1, B=1, fill=True)], [wisher("An"), wisher("Bo", "A"), wisher("Cas", "AB")], seed)
        assert sessions(filled) == {"An": None, "Bo": "A", "Cas": "B"}


def test_when_everyone_wants_one_session_it_is_full_and_the_rest_is_told():
    allotment = allot([block(A=28, B=28)], [wisher(number, "A") for number in range(420)], seed=1)
    assert allotment.summary == Summary((28,), none=392)


EMPTY = {
    "nobody": ([block(A=1)], [], Allotment({}, {"ochtend": ()}, {"ochtend": Summary()}), Summary()),
    "no blocks": ([], [wisher("An", "A")], Allotment({}, {}, {}), Summary()),
}


@pytest.mark.parametrize("case", EMPTY)
def test_an_empty_day_is_allotted_too(case):
    blocks, wishers, expected, summary = EMPTY[case]
    allotment = allot(blocks, wishers, seed=1)
    assert (allotment, allotment.summary) == (expected, summary)


@pytest.mark.parametrize(("one", "wishes"), [(block(), "A"), (block(A=0), "A"), (block(A=1), ""), (block(A=1), "Z")])
def test_who_can_sit_nowhere_gets_no_seat(one, wishes):
    assert allot([one], [wisher("An", wishes)], seed=1).seats == {("An", "ochtend"): NOWHERE}


def test_a_session_named_twice_counts_where_it_was_named_first():
    assert allot([block(A=0, B=1)], [wisher("An", "AAB")], seed=1).seats == {("An", "ochtend"): Seat("B", 3)}


@pytest.mark.parametrize(
    ("blocks", "wishers"),
    [
        ([block(A=1), block(B=1)], []),
        ([block(A=1), block("middag", A=1)], []),
        ([block(A=1)], [wisher("An", "A"), wisher("An")]),
        ([block(A=-1)], []),
    ],
    ids=["a block twice", "a session twice", "a person twice", "fewer than no seats"],
)
def test_what_contradicts_itself_is_refused(blocks, wishers):
    with pytest.raises(AllotmentRefused):
        allot(blocks, wishers, seed=1)


def test_the_summary_says_a_hundred_percent_only_when_it_is_everybody():
    summary = Summary((719, 1), below=0, none=280, wishless=50)
    assert [summary.percent(count) for count in (719, 280, 1, 0)] == [72, 28, 1, 0]
    assert [Summary((999, 1)).percent(count) for count in (999, 1000)] == [99, 100]
    assert Summary().percent(0) == 0


def test_the_summaries_of_blocks_add_up():
    assert Summary((2, 1), none=1) + Summary((3,), below=1, wishless=2) == Summary((5, 1), below=1, none=1, wishless=2)


PROGRAM = """
import json
from events.allotment import Offer, RankedBlock, Wisher, allot
wishers = [Wisher(f"p{n}", {"b": ["ABCD"[n % 4], "ABCD"[n % 3]]}) for n in range(12)]
drawn = allot([RankedBlock("b", [Offer(letter, 2) for letter in "ABCD"])], wishers, "28 mei")
print(json.dumps([seat.session for seat in drawn.seats.values()]))
"""


def test_another_process_on_another_machine_draws_the_same(request):
    answers = [
        json.loads(
            subprocess.check_output([sys.executable, "-c", PROGRAM], cwd=request.config.rootpath, env={"PYTHONHASHSEED": salt})
        )
        for salt in ("1", "2")
    ]
    assert answers[0] == answers[1]
