"""Registering when the clock changes: by law twice a year, or because somebody put it right."""

import datetime as dt

import pytest

from events.models import Place, Registration
from events.registering import letters
from events.registering.registration import RegistrationRefused, cancel, change_choices, register
from portal.letters.models import Letter
from tests.factories.registrations import EARLY, choosing, comes, open_day, somebody, wants

pytestmark = pytest.mark.django_db(transaction=True)
SUMMER_BEGINS, WINTER_BEGINS = dt.date(2027, 3, 28), dt.date(2027, 10, 31)  # in Brussels, in the night before the day
SECOND = dt.timedelta(seconds=1)


@pytest.mark.parametrize(("date", "nine"), [(SUMMER_BEGINS, 7), (WINTER_BEGINS, 8)])
def test_a_day_after_the_night_of_the_change_begins_at_nine_of_the_new_clock(date, nine):
    day = open_day(date=date, starts=dt.time(9), closes_at=dt.datetime(2027, 12, 1, tzinfo=dt.UTC))
    begins = dt.datetime.combine(date, dt.time(nine), dt.UTC)
    mine = comes(day, "els", at=begins - SECOND)
    with pytest.raises(RegistrationRefused, match="afgesloten"):
        comes(day, "jan", at=begins)
    with pytest.raises(RegistrationRefused, match="begonnen"):
        cancel(mine.code, at=begins)
    assert cancel(mine.code, at=begins - SECOND).state == Registration.State.CANCELLED


def test_hours_before_the_day_are_counted_on_the_clock_that_people_see(settings):
    settings.STOP_SEATING_HOURS = 24
    day = open_day(date=SUMMER_BEGINS, starts=dt.time(9), capacity=1)
    stops = dt.datetime(2027, 3, 27, 8, tzinfo=dt.UTC)  # nine the day before, 23 hours earlier
    first, second, third = (comes(day, name) for name in ("els", "jan", "mo"))
    cancel(first.code, at=stops - SECOND)
    second.refresh_from_db()
    assert second.state == Registration.State.CONFIRMED
    cancel(second.code, at=stops)
    third.refresh_from_db()
    assert third.state == Registration.State.WAITING


def test_a_clock_that_is_put_back_moves_nobody_in_line():
    day = open_day()
    block, (full,) = choosing(day, 1)
    seated = comes(day, "els", wants(block, full))
    first = comes(day, "jan", wants(block, full))
    second = comes(day, "mo", wants(block, full), at=EARLY - dt.timedelta(hours=1))
    waiting = Place.objects.waiting().get(registration=second)
    assert waiting.in_line() == 2
    cancel(seated.code, at=EARLY - dt.timedelta(minutes=30))
    assert list(Place.objects.confirmed().values_list("registration", flat=True)) == [first.pk]


def test_with_a_clock_that_was_put_back_nothing_is_written_twice_and_every_change_has_its_letter():
    day = open_day()
    block, (one, other) = choosing(day, 5, 5)
    mine = comes(day, "els", wants(block, one))
    register(day, somebody("els", wants(block, one)), at=EARLY - dt.timedelta(hours=2))
    change_choices(mine.code, (wants(block, other),), at=EARLY - dt.timedelta(hours=1))
    change_choices(mine.code, (wants(block, one),), at=EARLY - dt.timedelta(hours=2))
    kinds = list(Letter.objects.filter(to=mine.email).order_by("pk").values_list("kind", flat=True))
    assert kinds == [letters.CONFIRMED.name, letters.CHANGED.name, letters.CHANGED.name]
