"""What the public pages say of the seats that are left, and where they lead."""

import datetime as dt

import pytest

from events.models import Session, StudyDay
from tests.factories.days import BlockFactory, DayFactory, SessionFactory
from tests.factories.registrations import EARLY, choosing, comes, open_day, wants

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def early(time_machine):
    time_machine.move_to(EARLY, tick=False)


def seats(client, day) -> dict:
    return client.get(f"{day.get_absolute_url()}plaatsen.json").json()


def test_the_seats_of_a_day_and_of_what_is_chosen(visitor):
    day = open_day(capacity=3)
    block, (one, two) = choosing(day, 1, 7)
    choosing(day, 5, title="Zonder lezers")[1][0].revisions().update(published=None)
    SessionFactory(day=day, block=BlockFactory(day=day, kind="plenary"), capacity=100, published=True)
    Session.objects.filter(title="Zonder lezers").update(live=None)
    ranked, (wished,) = choosing(day, 9, choice="ranked")
    comes(day, "an", wants(block, one), wants(ranked, wished))
    comes(day, "ben", wants(block, one))
    assert seats(visitor, day) == {
        "day": {"words": "nog 1 plaats", "tone": "few"},
        str(one.pk): {"words": "volzet · 1 wacht", "tone": "full"},
        str(two.pk): {"words": "nog 7 plaatsen", "tone": ""},
        str(wished.pk): {"words": "9 plaatsen, we verdelen ze later", "tone": ""},
    }


@pytest.mark.parametrize("count", [1, 3])
def test_as_many_questions_for_one_session_as_for_three(visitor, count, django_assert_num_queries):
    day = open_day()
    choosing(day, *[5] * count)
    seats(visitor, day)
    with django_assert_num_queries(5):
        assert len(seats(visitor, day)) == 1 + count


@pytest.mark.parametrize("facts", [{"closes_at": EARLY}, {"opens_at": EARLY + dt.timedelta(1)}, {"cancelled": True}])
def test_a_day_that_takes_nobody_has_no_numbers(visitor, facts):
    day = open_day(**facts)
    choosing(day, 5)
    assert seats(visitor, day) == {}
    assert "inschrijven/" not in visitor.get(day.get_absolute_url()).content.decode()


def test_a_draft_has_no_numbers(visitor):
    assert visitor.get(f"{DayFactory().get_absolute_url()}plaatsen.json").status_code == 404


def test_a_day_that_is_open_leads_to_its_form_and_so_do_its_sessions(visitor):
    day = open_day()
    _block, (one, off) = choosing(day, 5, 5)
    Session.objects.filter(pk=off.pk).update(cancelled=True)
    form = f"{day.get_absolute_url()}inschrijven/"
    page = visitor.get(day.get_absolute_url()).content.decode()
    assert f'<a class="btn on-event" href="{form}">Schrijf je in</a>' in page
    assert f'data-seats="{one.pk}"' in page
    session = visitor.get(one.get_absolute_url()).content.decode()
    assert f'<a class="btn on-event" href="{form}">Schrijf je in</a>' in session
    assert f'<a href="{form}#keuzes" data-seats="{one.pk}"' in session


def test_a_kept_page_and_the_seats_beside_it_are_both_true(visitor):
    day = open_day()
    block, (one,) = choosing(day, 2)
    kept = visitor.get(day.get_absolute_url())
    assert seats(visitor, day)[str(one.pk)]["words"] == "nog 2 plaatsen"
    comes(day, "an", wants(block, one))
    again = visitor.get(day.get_absolute_url())
    assert (again["ETag"], again.content) == (kept["ETag"], kept.content)
    assert seats(visitor, day)[str(one.pk)]["words"] == "nog 1 plaats"
    assert not visitor.cookies


def test_numbers_are_asked_anew_each_time(visitor):
    day = open_day()
    assert visitor.get(f"{day.get_absolute_url()}plaatsen.json")["Cache-Control"] == "no-store"
    assert visitor.post(f"{day.get_absolute_url()}plaatsen.json").status_code == 405
    assert StudyDay.objects.get().taken == 0
