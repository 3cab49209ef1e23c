"""Ranked wishes: kept until they are allotted, then written as seats."""

import pytest

from events.models import Block, Session
from events.registering.audit import findings
from events.registering.registration import RegistrationRefused, cancel, change_choices
from events.registering.wishes import seats_of, wishes_of, write_allotment
from portal.letters.models import Letter
from tests.factories.registrations import EARLY, choosing, comes, open_day, wants

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def all_is_well_afterwards(db):
    yield
    assert findings(at=EARLY) == []


def has(registration) -> set[tuple]:
    return set(registration.places.values_list("session", "state", "rank"))


def allot(block, seats):
    write_allotment(block.day, {block.pk: seats}, seen={block.pk: wishes_of(block)}, at=EARLY)


def ranked(day, *seats):
    return choosing(day, *seats, choice=Block.Choice.RANKED)


def test_wishes_take_no_seat_until_they_are_allotted_and_can_change():
    day = open_day()
    block, (one, other) = ranked(day, 1, 1)
    an, bo = comes(day, "an", wants(block, one, other)), comes(day, "bo", wants(block, one))
    change_choices(bo.code, (wants(block, other, one),), at=EARLY)
    one.refresh_from_db()
    assert one.taken == 0
    assert wishes_of(block) == {an.pk: [one.pk, other.pk], bo.pk: [other.pk, one.pk]}
    assert seats_of(block) == {one.pk: 1, other.pk: 1}


def test_an_allotment_becomes_seats_lines_and_one_letter_for_each():
    day = open_day()
    block, (one, other) = ranked(day, 1, 1)
    an, bo, cas = (comes(day, who, wants(block, one, other)) for who in ("an", "bo", "cas"))
    allot(block, {bo.pk: one.pk, an.pk: other.pk})
    assert has(an) == {(other.pk, "confirmed", 2)}
    assert has(bo) == {(one.pk, "confirmed", 1)}
    assert has(cas) == {(one.pk, "waiting", 1)}
    assert Letter.objects.filter(kind="registration-changed").count() == 3
    cancel(bo.code, at=EARLY)
    assert has(cas) == {(one.pk, "confirmed", 1)}


def test_after_the_allotment_who_comes_first_is_seated():
    day = open_day()
    block, (one,) = ranked(day, 2)
    an = comes(day, "an", wants(block, one))
    allot(block, {an.pk: one.pk})
    bo = comes(day, "bo", wants(block, one))
    assert has(bo) == {(one.pk, "confirmed", 1)}


def test_an_allotment_of_what_has_changed_meanwhile_writes_nothing():
    day = open_day()
    block, (one, other) = ranked(day, 1, 1)
    an, bo = comes(day, "an", wants(block, one)), comes(day, "bo", wants(block, one))
    seen = {block.pk: {an.pk: [one.pk]}}  # before bo came
    with pytest.raises(RegistrationRefused, match="Verdeel opnieuw"):
        write_allotment(day, {block.pk: {an.pk: one.pk}}, seen=seen, at=EARLY)
    for result in ({an.pk: 987654}, {an.pk: one.pk, bo.pk: one.pk}, {987654: one.pk}):
        with pytest.raises(RegistrationRefused, match="erdeel opnieuw"):
            allot(block, result)
    block.refresh_from_db()
    assert (block.allotted_at, has(an), has(bo)) == (None, {(one.pk, "wished", 1)}, {(one.pk, "wished", 1)})


def test_allotting_twice_is_refused():
    day = open_day()
    block, (one,) = ranked(day, 1)
    an = comes(day, "an", wants(block, one))
    allot(block, {an.pk: one.pk})
    with pytest.raises(RegistrationRefused, match="al verdeeld"):
        allot(block, {})
    assert has(an) == {(one.pk, "confirmed", 1)}


def test_a_masterclass_given_twice_is_allotted_once():
    day = open_day()
    morning, (once,) = choosing(day, 3)
    block, (again, other) = ranked(day, 3, 3)
    Session.objects.filter(pk=again.pk).update(repeats=once)
    an = comes(day, "an", wants(morning, once), wants(block, again, other))
    assert wishes_of(block) == {an.pk: [other.pk]}
    with pytest.raises(RegistrationRefused, match="maar één keer volgen"):
        allot(block, {an.pk: again.pk})
    allot(block, {an.pk: other.pk})
    assert has(an) == {(once.pk, "confirmed", 1), (other.pk, "confirmed", 2)}


def test_who_waits_for_the_day_keeps_wishes_and_is_not_allotted():
    day = open_day(capacity=1)
    block, (one,) = ranked(day, 5)
    an, bo = comes(day, "an", wants(block, one)), comes(day, "bo", wants(block, one))
    assert wishes_of(block) == {an.pk: [one.pk]}
    allot(block, {an.pk: one.pk})
    cancel(an.code, at=EARLY)
    assert has(bo) == {(one.pk, "confirmed", 1)}


def test_two_blocks_are_allotted_together_and_a_seat_that_was_no_wish_says_so():
    day = open_day()
    morning, (one, spare) = ranked(day, 1, 1)
    afternoon, (again,) = ranked(day, 1)
    Session.objects.filter(pk=again.pk).update(repeats=one)
    an, bo = (comes(day, who, wants(morning, one), wants(afternoon, again)) for who in ("an", "bo"))
    seen = {block.pk: wishes_of(block) for block in (morning, afternoon)}
    seats = {morning.pk: {an.pk: one.pk, bo.pk: spare.pk}, afternoon.pk: {bo.pk: again.pk}}
    write_allotment(day, seats, seen=seen, at=EARLY)
    assert has(an) == {(one.pk, "confirmed", 1)}
    assert has(bo) == {(spare.pk, "confirmed", 0), (again.pk, "confirmed", 1)}
