"""What cannot both be true in a programme."""

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from events.clashes import Clash, Slot, clashes

BRUSSELS = ZoneInfo("Europe/Brussels")
JAN, AN = (1, "Jan Vanhoof"), (2, "An Maes")
ROOM = {"room": 7, "room_name": "2.14", "room_capacity": 24}


def hour(clock, **more):
    return datetime.combine(datetime(2027, 5, 28), datetime.strptime(clock, "%H:%M").time(), BRUSSELS).replace(**more)


def slot(session, title, kind="parallel", **more):
    """A masterclass in the parallel block of half past one."""
    told = {
        "form": "masterclass",
        "block": 10,
        "starts": hour("13:30"),
        "ends": hour("14:30"),
        "room": None,
        "room_name": "",
        "room_capacity": None,
        "capacity": None,
        "people": (),
        "cancelled": False,
    } | more
    return Slot(session=session, title=title, kind=kind, parallel=kind == "parallel", **told)


SAME_ROOM = Clash("room", (1, 2), "“A” en “B” staan tegelijk in zaal 2.14.")
SAME_PERSON = Clash("person", (1, 2), "Jan Vanhoof staat tegelijk in “A” en in “B”.")
LATER = {"block": 11, "starts": hour("14:30"), "ends": hour("15:30")}
DURING = {"block": 11, "starts": hour("14:29"), "ends": hour("15:30")}
NO_END = {"block": 11, "starts": hour("13:30"), "ends": None}
NO_HOURS = {"starts": None, "ends": None}
LOOSE = {"block": None, **NO_HOURS}


def test_two_sessions_of_a_parallel_block_cannot_share_a_room_or_a_speaker():
    pair = [slot(1, "A", people=(JAN,), **ROOM), slot(2, "B", people=(AN, JAN), **ROOM)]
    assert clashes(pair) == [SAME_ROOM, SAME_PERSON]


TIMES = {  # the kind of the first, what else it is, the kind of the second, what else: at the same time?
    "one parallel block": ("parallel", {}, "parallel", {}, True),
    "one parallel block without hours": ("parallel", NO_HOURS, "parallel", NO_HOURS, True),
    "one plenary block": ("plenary", {}, "plenary", {}, False),
    "one break": ("break", {}, "break", {}, False),
    "tables of one open space": ("open_space", {"form": "table"}, "open_space", {"form": "table"}, True),
    "the open space and its table": ("open_space", {"form": "open_space"}, "open_space", {"form": "table"}, False),
    "the next block": ("parallel", {}, "parallel", LATER, False),
    "a minute of overlap": ("parallel", {}, "plenary", DURING, True),
    "an open space that overlaps": ("open_space", {"form": "open_space"}, "parallel", DURING, True),
    "the other has no hours": ("parallel", {}, "parallel", {"block": 11, **NO_HOURS}, False),
    "no end, at the start": ("parallel", {}, "plenary", NO_END, True),
    "no end, at the last minute": ("parallel", {}, "plenary", {**NO_END, "starts": hour("14:29")}, True),
    "no end, when it is over": ("parallel", {}, "plenary", {**NO_END, "starts": hour("14:30")}, False),
    "no end, a minute before": ("parallel", {}, "plenary", {**NO_END, "starts": hour("13:29")}, False),
    "both without a block": ("", LOOSE, "", LOOSE, False),
    "both without a block, with hours": ("", {"block": None}, "", {"block": None}, True),
    "the same hours the next day": (
        "parallel",
        {},
        "parallel",
        {"block": 11, "starts": hour("13:30", day=29), "ends": hour("14:30", day=29)},
        False,
    ),
}


@pytest.mark.parametrize(("kind", "more", "other_kind", "other", "together"), TIMES.values(), ids=TIMES)
def test_somebody_is_in_one_place_at_a_time(kind, more, other_kind, other, together):
    one, two = slot(1, "A", kind, people=(JAN,), **more), slot(2, "B", other_kind, people=(JAN,), **other)
    found = clashes([one, two])
    assert [clash.kind for clash in found] == ["person"] * together
    assert {frozenset(clash.sessions) for clash in found} == ({frozenset({1, 2})} if together else set())


FORMS = [
    ("masterclass", "masterclass", True),
    ("masterclass", "table", True),
    ("open_space", "lecture", True),
    ("table", "table", False),
    ("open_space", "table", False),
]


@pytest.mark.parametrize(("form", "other", "clash"), FORMS)
def test_only_tables_and_the_open_space_share_a_room(form, other, clash):
    assert clashes([slot(1, "A", form=form, **ROOM), slot(2, "B", form=other, **ROOM)]) == [SAME_ROOM] * clash


def test_sessions_without_a_room_do_not_share_it():
    assert clashes([slot(1, "A"), slot(2, "B")]) == []


def test_a_cancelled_session_is_in_nobodys_way():
    gone = {"cancelled": True, "people": (JAN,), "capacity": 28, **ROOM}
    assert clashes([slot(1, "A", people=(JAN,), **ROOM), slot(2, "B", **gone)]) == []
    assert clashes([slot(1, "A", **gone), slot(2, "B", people=(JAN,), **ROOM)]) == []


SIZES = [
    ({"capacity": 28}, "Zaal 2.14 heeft 24 stoelen, maar “Feedback” biedt 28 plaatsen."),
    ({"capacity": 2, "room_capacity": 1}, "Zaal 2.14 heeft 1 stoel, maar “Feedback” biedt 2 plaatsen."),
    ({"capacity": 28, "room_name": "aula Noord"}, "Aula Noord heeft 24 stoelen, maar “Feedback” biedt 28 plaatsen."),
    ({"capacity": 28, "room_name": "Turnzaal"}, "Turnzaal heeft 24 stoelen, maar “Feedback” biedt 28 plaatsen."),
    ({"capacity": 24}, None),
    ({"capacity": None}, None),
    ({"capacity": 28, "room_capacity": None}, None),
    ({"capacity": 28, "form": "table"}, None),
]


@pytest.mark.parametrize(("more", "sentence"), SIZES)
def test_a_session_offers_no_more_seats_than_its_room_has_chairs(more, sentence):
    expected = [Clash("size", (1,), sentence)] if sentence else []
    assert clashes([slot(1, "Feedback", **(ROOM | more))]) == expected


def test_who_stands_twice_in_a_session_clashes_once():
    roles = {"people": (JAN, JAN)}
    assert clashes([slot(1, "A", **roles), slot(2, "B", **roles)]) == [SAME_PERSON]


def test_two_people_with_one_name_are_two_people():
    assert clashes([slot(1, "A", people=((1, "Jan"),)), slot(2, "B", people=((2, "Jan"),))]) == []


THREE = [slot(1, "A", **ROOM), slot(2, "B", **ROOM), slot(3, "C", capacity=30, **ROOM)]


@pytest.mark.parametrize(
    ("only", "pairs"),
    [
        (None, [(3,), (1, 2), (1, 3), (2, 3)]),
        ({1}, [(1, 2), (1, 3)]),
        ({3}, [(3,), (1, 3), (2, 3)]),
        ({1, 2}, [(1, 2), (1, 3), (2, 3)]),
        ({99}, []),
        (set(), []),
    ],
)
def test_an_editor_can_ask_about_some_sessions_only(only, pairs):
    assert [clash.sessions for clash in clashes(THREE, only)] == pairs


def test_the_answer_does_not_depend_on_the_order_of_the_question():
    morning = {"block": 9, "starts": hour("09:00"), "ends": hour("14:00")}
    slots = [*THREE, slot(4, "D", people=(AN, JAN), **morning, **ROOM), slot(5, "E", people=(JAN, AN)), slot(6, "F", **LOOSE)]
    answer = clashes(slots)
    names = ["An Maes staat tegelijk in “D” en in “E”.", "Jan Vanhoof staat tegelijk in “D” en in “E”."]
    assert [clash.sentence for clash in answer if clash.kind == "person"] == names
    for seed in range(10):
        random.Random(seed).shuffle(slots)
        assert clashes(slots) == answer


def test_the_same_minute_of_both_hours_is_not_one_minute():
    pair = [
        slot(
            1 + fold,
            "AB"[fold],
            people=(JAN,),
            block=fold,
            starts=datetime(2027, 10, 31, 2, 30, fold=fold, tzinfo=BRUSSELS),
            ends=None,
        )
        for fold in (0, 1)
    ]
    assert clashes(pair) == []


@pytest.mark.parametrize(
    ("first_end", "second_start", "together"),
    [
        (datetime(2027, 10, 31, 2, 30, tzinfo=BRUSSELS), datetime(2027, 10, 31, 2, 15, fold=1, tzinfo=BRUSSELS), False),
        (datetime(2027, 10, 31, 2, 15, fold=1, tzinfo=BRUSSELS), datetime(2027, 10, 31, 2, 30, tzinfo=BRUSSELS), True),
        (datetime(2027, 10, 31, 2, 30, tzinfo=BRUSSELS), datetime(2027, 10, 31, 0, 29, tzinfo=UTC), True),
    ],
)
def test_the_hour_that_comes_twice_is_two_hours(first_end, second_start, together):
    begin = datetime(2027, 10, 31, 1, 0, tzinfo=BRUSSELS)
    end = datetime(2027, 10, 31, 4, 0, tzinfo=BRUSSELS)
    one = slot(1, "A", people=(JAN,), starts=begin, ends=first_end)
    two = slot(2, "B", people=(JAN,), block=11, starts=second_start, ends=end)
    assert clashes([one, two]) == [SAME_PERSON] * together


def test_a_hundred_sessions_are_compared_at_once():
    many = [
        slot(number, str(number), block=number, starts=hour("09:00") + timedelta(minutes=number), ends=None, **ROOM)
        for number in range(100)
    ]
    assert clashes(many) == []
