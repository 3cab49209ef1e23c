"""Who is next: seats that come free go to the first in line, in the same transaction."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Session
from events.registering.audit import findings
from events.registering.capacity import change_capacity
from events.registering.registration import RegistrationRefused, cancel, change_choices, give_back
from portal.catalogue.models import Record
from portal.letters.models import Letter
from portal.operations.management.commands.rebuild_catalogue import differences
from tests.factories.registrations import EARLY, choosing, comes, open_day, wants

pytestmark = pytest.mark.django_db
LATE = dt.datetime(2027, 5, 25, 12, tzinfo=dt.UTC)  # less than a day before it begins


@pytest.fixture(autouse=True)
def all_is_well_afterwards(db):
    yield
    assert findings(at=EARLY) == []


def has(registration) -> set[tuple]:
    return set(registration.places.values_list("session", "state"))


def test_a_cancellation_seats_the_next_in_line_who_is_told_with_a_way_to_give_it_back():
    day = open_day()
    block, (full, other) = choosing(day, 1, 2)
    an, bo = comes(day, "an", wants(block, full)), comes(day, "bo", wants(block, full, other))
    cancel(an.code, at=EARLY)
    assert has(bo) == {(full.pk, "confirmed")}
    letter = Letter.objects.get(kind="registration-seated")
    assert letter.to == "bo@school.example"
    assert f"/inschrijving/{bo.code}/teruggeven/{full.pk}/" in letter.text
    assert f"Je plaats in “{other.title}” komt vrij voor iemand anders." in letter.text


def test_a_seat_elsewhere_that_comes_free_seats_the_next_one_there_too():
    day = open_day()
    block, (full, other) = choosing(day, 1, 1)
    an = comes(day, "an", wants(block, full))
    bo = comes(day, "bo", wants(block, full, other))
    cas = comes(day, "cas", wants(block, other))
    cancel(an.code, at=EARLY)
    assert (has(bo), has(cas)) == ({(full.pk, "confirmed")}, {(other.pk, "confirmed")})


def test_two_who_wait_for_each_others_seat_stay_where_they_are_until_one_lets_go():
    day = open_day()
    block, (one, other) = choosing(day, 1, 1)
    an, bo = comes(day, "an", wants(block, one)), comes(day, "bo", wants(block, other))
    change_choices(an.code, (wants(block, other),), at=EARLY)
    change_choices(bo.code, (wants(block, one),), at=EARLY)
    assert has(an) == {(one.pk, "confirmed"), (other.pk, "waiting")}
    give_back(bo.code, other.pk, at=EARLY)
    assert (has(an), has(bo)) == ({(other.pk, "confirmed")}, {(one.pk, "confirmed")})


def test_giving_back_a_seat_keeps_the_rest_of_the_day_and_asking_twice_changes_nothing():
    day = open_day()
    block, (full,) = choosing(day, 1)
    an, bo = comes(day, "an", wants(block, full)), comes(day, "bo", wants(block, full))
    give_back(an.code, full.pk, at=EARLY)
    give_back(an.code, full.pk, at=EARLY)
    an.refresh_from_db()
    assert (an.state, has(an), has(bo)) == ("confirmed", set(), {(full.pk, "confirmed")})


def test_a_full_day_has_a_line_of_its_own_that_gets_its_choices_with_the_seat():
    day = open_day(capacity=1)
    block, (session,) = choosing(day, 1)
    an, bo, cas = (comes(day, who, wants(block, session)) for who in ("an", "bo", "cas"))
    assert [who.state for who in (an, bo, cas)] == ["confirmed", "waiting", "waiting"]
    assert has(bo) == {(session.pk, "wished")}
    cancel(an.code, at=EARLY)
    bo.refresh_from_db()
    cas.refresh_from_db()
    assert (bo.state, has(bo), cas.state) == ("confirmed", {(session.pk, "confirmed")}, "waiting")
    kinds = list(Letter.objects.filter(to="bo@school.example").order_by("pk").values_list("kind", flat=True))
    assert kinds == ["registration-waiting", "registration-confirmed"]


def test_everybody_can_be_told_which_one_in_line_they_are():
    day = open_day(capacity=4)
    block, (full,) = choosing(day, 1)
    an, bo, cas, _dirk, els, fien = (
        comes(day, f"{who}", wants(block, full)) for who in ("an", "bo", "cas", "dirk", "els", "fien")
    )
    assert [who.places.get().in_line() for who in (an, bo, cas, els)] == [0, 1, 2, 0]
    assert [who.in_line() for who in (an, els, fien)] == [0, 1, 2]
    cancel(bo.code, at=EARLY)
    assert cas.places.get().in_line() == 1
    fien.refresh_from_db()
    assert fien.in_line() == 1


def test_who_waits_for_the_day_and_leaves_frees_no_seat():
    day = open_day(capacity=1)
    comes(day, "an")
    bo = comes(day, "bo")
    cancel(bo.code, at=EARLY)
    day.refresh_from_db()
    assert day.taken == 1


def test_some_hours_before_the_day_lines_stand_still_and_who_comes_takes_the_free_seat(settings):
    day = open_day(closes_at=None)
    block, (full,) = choosing(day, 1)
    an, bo = comes(day, "an", wants(block, full)), comes(day, "bo", wants(block, full))
    cancel(an.code, at=LATE)
    assert has(bo) == {(full.pk, "waiting")}
    assert findings(at=LATE) == []
    change_choices(bo.code, (wants(block, full),), at=LATE)
    assert has(bo) == {(full.pk, "confirmed")}


def test_more_seats_go_to_who_waits_at_once_and_never_fewer_than_are_taken():
    day = open_day()
    block, (full,) = choosing(day, 1)
    _an, bo, cas = (comes(day, who, wants(block, full)) for who in ("an", "bo", "cas"))
    full.refresh_from_db()
    change_capacity(full, 2, at=EARLY)
    assert (has(bo), has(cas)) == ({(full.pk, "confirmed")}, {(full.pk, "waiting")})
    with pytest.raises(RegistrationRefused, match="Er zijn al 2 plaatsen ingenomen"):
        change_capacity(full, 1, at=EARLY)
    with pytest.raises(RegistrationRefused, match="minstens 1"):
        change_capacity(full, 0, at=EARLY)
    change_capacity(full, None, at=EARLY)
    assert has(cas) == {(full.pk, "confirmed")}


def test_readers_see_the_new_number_of_seats_at_once():
    day = open_day(capacity=5)
    _block, (session,) = choosing(day, 1)
    change_capacity(session, 2, at=EARLY)
    change_capacity(day, 6, at=EARLY)
    card = Record.objects.get(kind="session").card
    assert (card["capacity"], differences()) == (2, [])


def test_a_larger_day_seats_who_waits_for_it():
    day = open_day(capacity=1)
    _an, bo = comes(day, "an"), comes(day, "bo")
    change_capacity(day, 2, at=EARLY)
    bo.refresh_from_db()
    assert bo.state == "confirmed"


def test_nobody_is_seated_in_a_session_that_does_not_go_on():
    day = open_day()
    block, (full,) = choosing(day, 1)
    an, bo = comes(day, "an", wants(block, full)), comes(day, "bo", wants(block, full))
    Session.objects.filter(pk=full.pk).update(cancelled=True)
    cancel(an.code, at=EARLY)
    assert has(bo) == {(full.pk, "waiting")}


def test_registering_asks_the_same_however_many_registered_before():
    day = open_day()
    block, (session,) = choosing(day, 10)
    comes(day, "first", wants(block, session))
    asked = []
    for number in range(3):
        with CaptureQueriesContext(connection) as queries:
            comes(day, f"next{number}", wants(block, session))
        asked.append(len(queries))
    assert asked == asked[:1] * 3
    assert asked[0] <= 40
