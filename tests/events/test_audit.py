"""`manage.py check_events` sees what is not as it must be, and names nobody."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command

from events.models import Block, Place, Registration, Session, StudyDay
from events.registering.audit import findings
from portal.letters.models import Letter
from tests.factories.registrations import EARLY, choosing, comes, open_day, wants

pytestmark = pytest.mark.django_db


@pytest.fixture
def busy():
    """A day with somebody seated and somebody waiting: (day, block, sessions, who sits, who waits)."""
    day = open_day()
    block, sessions = choosing(day, 1, 5)
    first = wants(block, sessions[0])
    return day, block, sessions, comes(day, "an", first, diet="vegan", needs_consent=True), comes(day, "bo", first)


def miscounted(day, block, sessions, an, bo):
    Session.objects.filter(pk=sessions[1].pk).update(taken=3)


def day_miscounted(day, block, sessions, an, bo):
    StudyDay.objects.filter(pk=day.pk).update(taken=0)


def stranded(day, block, sessions, an, bo):
    Session.objects.filter(pk=sessions[0].pk).update(capacity=2)


def cancelled_with_a_place(day, block, sessions, an, bo):
    Registration.objects.filter(pk=bo.pk).update(state="cancelled")
    StudyDay.objects.filter(pk=day.pk).update(taken=1)


def moved(day, block, sessions, an, bo):
    other, _some = choosing(day, 1)
    Session.objects.filter(pk=sessions[0].pk).update(block=other)


def too_early(day, block, sessions, an, bo):
    Block.objects.filter(pk=block.pk).update(choice="ranked")


def twice(day, block, sessions, an, bo):
    other, (again,) = choosing(day, 3)
    Place.objects.create(registration=an, block=other, session=again, state="confirmed", since=EARLY)
    Session.objects.filter(pk=again.pk).update(repeats=sessions[0], taken=1)


def unconfirmed(day, block, sessions, an, bo):
    Letter.objects.filter(object_id=an.pk, kind="registration-confirmed").delete()


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (miscounted, "3 ingenomen plaatsen geteld, 0 mensen geplaatst"),
        (day_miscounted, "0 ingenomen plaatsen geteld, 2 mensen ingeschreven"),
        (stranded, "1 persoon wacht terwijl er plaats is"),
        (cancelled_with_a_place, "inschrijving 2 komt niet"),
        (moved, "inschrijving 1 heeft een plaats in sessie"),
        (too_early, "inschrijving 1 heeft een plaats in een blok dat nog verdeeld moet worden"),
        (twice, "inschrijving 1 heeft twee plaatsen in dezelfde masterclass"),
        (unconfirmed, "inschrijving 1 heeft 0 bevestigingen"),
    ],
)
def test_what_went_wrong_is_found(busy, harm, said):
    assert findings(at=EARLY) == []
    harm(*busy)
    found = " ".join(findings(at=EARLY))
    assert said in found
    assert "school.example" not in found


def test_what_was_kept_too_long_is_found(busy):
    day, *_rest = busy
    StudyDay.objects.filter(pk=day.pk).update(retain_until=dt.date(2027, 6, 30))
    after = dt.datetime(2027, 5, 28, tzinfo=dt.UTC)
    assert findings(at=after) == [f"Studiedag {day.pk}: van 1 persoon zijn de noden nog niet gewist"]
    late = " ".join(findings(at=dt.datetime(2027, 7, 1, tzinfo=dt.UTC)))
    assert "2 inschrijvingen zeggen nog wie het was" in late
    assert "2 brieven zeggen nog wie het was" in late


def test_the_command_says_that_all_is_well_or_fails(busy, capsys):
    call_command("check_events")
    assert capsys.readouterr().out == "Alle inschrijvingen kloppen.\n"
    day_miscounted(*busy)
    with pytest.raises(CommandError, match="1 ding klopt niet"):
        call_command("check_events")
