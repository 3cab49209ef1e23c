"""Many at the same moment, each with a connection of their own: nothing is given twice and nobody is forgotten."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from events.models import Place, Registration
from events.registering.audit import findings
from events.registering.capacity import change_capacity
from events.registering.registration import RegistrationRefused, cancel, change_choices, register
from portal.letters.models import Letter
from tests.factories.registrations import EARLY, choosing, comes, open_day, somebody, wants

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*tasks) -> list:
    """What each of these answered, all of them begun together."""

    def answer(task):
        try:
            return task()
        except RegistrationRefused as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(answer, tasks))


def test_of_twelve_who_want_the_last_three_seats_three_sit_and_nine_wait():
    day = open_day()
    block, (session,) = choosing(day, 3)
    forms = [somebody(f"nr{number}", wants(block, session)) for number in range(12)]
    answers = at_once(*(lambda form=form: register(day, form, at=EARLY) for form in forms))
    session.refresh_from_db()
    states = list(Place.objects.order_by("state").values_list("state", flat=True))
    assert (session.taken, states) == (3, ["confirmed"] * 3 + ["waiting"] * 9)
    assert sorted(answer.number for answer in answers) == list(range(1, 13))
    assert findings(at=EARLY) == []


def test_a_form_that_arrives_eight_times_at_once_is_one_registration_with_one_letter():
    day = open_day()
    form = somebody("an")
    answers = at_once(*[lambda: register(day, form, at=EARLY)] * 8)
    assert len({answer.pk for answer in answers}) == 1
    assert (Registration.objects.count(), Letter.objects.count()) == (1, 1)


def test_eight_tabs_with_one_address_are_one_registration():
    day = open_day()
    at_once(*(lambda key=key: register(day, somebody("an", attempt=f"tab {key}"), at=EARLY) for key in range(8)))
    assert Registration.objects.live().count() == 1
    assert findings(at=EARLY) == []


def test_while_seats_change_hands_nobody_is_left_waiting_beside_a_free_one():
    day = open_day()
    block, (one, other) = choosing(day, 2, 2)
    early = [comes(day, f"nr{number}", wants(block, *(one, other)[:: 1 if number % 2 else -1])) for number in range(8)]
    swaps = [lambda mine=mine: change_choices(mine.code, (wants(block, one, other),), at=EARLY) for mine in early[:3]]
    leaves = [lambda mine=mine: cancel(mine.code, at=EARLY) for mine in early[3:6]] * 2
    comers = [lambda key=key: register(day, somebody(f"new{key}", wants(block, one)), at=EARLY) for key in range(3)]
    larger = [lambda: change_capacity(one, 3, at=EARLY), lambda: change_capacity(other, 1, at=EARLY)]
    at_once(*swaps, *leaves, *comers, *larger)
    assert findings(at=EARLY) == []


def test_the_last_seat_of_a_day_is_given_once():
    day = open_day(capacity=1)
    answers = at_once(*(lambda key=key: register(day, somebody(f"nr{key}"), at=EARLY) for key in range(6)))
    assert sorted(answer.state for answer in answers) == ["confirmed"] + ["waiting"] * 5
    assert findings(at=EARLY) == []
