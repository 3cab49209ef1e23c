"""Rehearsing the hour in which a day opens: a crowd at the door of a copy, and an honest verdict."""

import datetime as dt
import random

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from events.models import Place, Registration, Session
from events.registering import letters
from events.registering.registration import cancel
from portal.letters.models import Letter
from portal.operations.rehearsal.copying import invented, shape_of
from portal.operations.rehearsal.crowd import Form, Visitor
from portal.operations.rehearsal.inside import judge
from tests.factories.days import SessionFactory
from tests.factories.registrations import choosing, comes, open_day, wants

pytestmark = pytest.mark.django_db(transaction=True)


def coming(**facts):
    """A day that opens today, with one block to choose in."""
    now = timezone.now()
    day = open_day(
        date=timezone.localdate(now) + dt.timedelta(days=60), opens_at=now, closes_at=now + dt.timedelta(days=9), **facts
    )
    block, sessions = choosing(day, 1, 1)
    return day, block, sessions


@pytest.mark.once  # both databases are rehearsed by `make proof`
def test_a_small_crowd_comes_to_a_copy_and_all_is_well(capsys):
    call_command("rehearse_day", people=8, sessions=2, seats=3, within=0.5, processes=1)
    said = capsys.readouterr().out
    assert ("8 van 8 mensen" in said, "oversold: 0" in said, "Alles klopt." in said) == (True, True, True)
    assert Registration.objects.count() == 0  # nothing of the real site is touched


def test_a_day_that_does_not_exist_cannot_be_rehearsed():
    with pytest.raises(CommandError, match="geen studiedag"):
        call_command("rehearse_day", day="bestaat-niet")


def test_the_shape_of_a_day_has_its_parts_and_seats_and_no_person():
    day, block, (first, second) = coming(capacity=50)
    Session.objects.filter(pk=second.pk).update(repeats=first)
    SessionFactory(day=day, block=block, capacity=9, cancelled=True, published=True)
    comes(day, "els", wants(block, first), at=timezone.now())
    shape = shape_of(day)
    assert shape["day"] == {"title": day.title, "capacity": 50}
    (only,) = shape["blocks"]
    assert [(row["title"], row["capacity"], row["repeats"]) for row in only["sessions"]] == [
        (first.title, 1, None),
        (second.title, 1, only["sessions"][0]["place"]),
    ]
    assert "els" not in str(shape).lower()


def test_an_invented_day_has_as_many_sessions_and_seats_as_asked():
    (block,) = invented(11, 28)["blocks"]
    assert [row["capacity"] for row in block["sessions"]] == [28] * 11


class TestTheVerdict:
    def test_finds_nothing_when_all_is_well(self):
        day, block, (first, second) = coming()
        mine = comes(day, "els", wants(block, first), at=timezone.now())
        comes(day, "jan", wants(block, second), at=timezone.now())
        cancel(mine.code, at=timezone.now())
        became = judge({"els@school.example": "left", "jan@school.example": "taken"})
        assert [became[name] for name in ("oversold", "lost", "twice", "unconfirmed", "findings")] == [0, [], [], [], []]

    def test_finds_who_was_told_to_come_and_is_not_there(self):
        day, _block, _sessions = coming()
        comes(day, "els", at=timezone.now())
        assert judge({"els@school.example": "left", "jan@school.example": "taken"})["lost"] == [
            "els@school.example",
            "jan@school.example",
        ]

    def test_finds_a_seat_given_twice(self):
        day, block, (first, second) = coming()
        comes(day, "els", wants(block, first), at=timezone.now())
        comes(day, "jan", wants(block, second), at=timezone.now())
        Place.objects.update(session=first)
        assert judge({})["oversold"] == 1

    def test_finds_whoever_was_never_told_to_come_or_told_twice(self):
        day, _block, _sessions = coming()
        comes(day, "els", at=timezone.now())
        comes(day, "jan", at=timezone.now())
        letter = Letter.objects.get(kind=letters.CONFIRMED.name, to="jan@school.example")
        letter.pk, letter.key, letter.message_id = None, "another", "<another@voorbeeld.example>"
        letter.save(force_insert=True)
        Letter.objects.filter(to="els@school.example").delete()
        assert judge({})["unconfirmed"] == ["els@school.example", "jan@school.example"]


def test_a_visitor_fills_in_what_the_form_offers():
    page = """<form method="get"><input name="q"></form><form method="post"><input type="hidden" name="attempt" value="a1">
    <input type="radio" name="block-1" value="7"><input type="radio" name="block-1" value="" checked>
    <input type="checkbox" name="needs_consent"><button>Ik kom</button></form><form method="post"><input name="other"></form>"""
    form = Form(page)
    assert (form.posted, form.offered) == ({"attempt": "a1", "block-1": ""}, {"block-1": ["7", ""]})
    visitor = Visitor(3, 80, "/", random.Random(1))
    visitor._fill_in(form)
    assert (visitor.typed["block-1"], visitor.typed["attempt"], visitor.typed["email"]) == ("7", "a1", visitor.email)
