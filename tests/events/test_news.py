"""What changed in the programme: one letter to whom it concerns, when the organiser says so, and none for a trifle."""

import datetime as dt

import pytest
from django.urls import reverse

from events.models import Block, Room, Session, StudyDay
from events.programme import announce
from events.registering.news import news_of, tell_news
from events.registering.registration import RegistrationRefused
from portal.letters.models import Letter
from portal.letters.sending import send_owed
from portal.publishing.workflow import take
from tests.desk import said
from tests.factories.days import BlockFactory, SessionFactory, VenueFactory
from tests.factories.registrations import EARLY, choosing, comes, open_day, wants

pytestmark = pytest.mark.django_db
LATER = EARLY + dt.timedelta(hours=2)


@pytest.fixture
def day(db):
    return open_day()


@pytest.fixture
def parallel(day):
    block, sessions = choosing(day, 5, 5)
    Block.objects.filter(pk=block.pk).update(starts=dt.time(10), ends=dt.time(11))
    announce(day, at=EARLY)
    return block, sessions


def told(news) -> list[tuple]:
    return [(change.what, [(one.label, one.old, one.new) for one in change.fields], people) for change, people in news.changes]


def move(day, block, hour):
    Block.objects.filter(pk=block.pk).update(starts=dt.time(hour), ends=dt.time(hour + 1))
    announce(day, at=LATER)


def test_without_a_change_there_is_nothing_to_tell(day, parallel):
    assert news_of(day) is None
    block, (one, _other) = parallel
    comes(day, "an", wants(block, one))
    assert news_of(day) is None
    Session.objects.filter(pk=one.pk).update(abstract="<p>Een andere tekst.</p>", capacity=9)
    announce(day, at=LATER)
    assert news_of(day) is None


def test_other_hours_of_a_block_concern_who_chose_in_it_and_nobody_else(day, parallel, post):
    block, (one, _other) = parallel
    comes(day, "an", wants(block, one)), comes(day, "bo")
    move(day, block, 14)
    news = news_of(day)
    expected = [(block.title, [("uur", "10.00 tot 11.00 uur", "14.00 tot 15.00 uur")], 1)]
    assert (told(news), news.people) == (expected, 1)
    assert tell_news(day, seen=news.seen, at=LATER) == 1
    assert (news_of(day), tell_news(day, seen=news.seen, at=LATER)) == (None, 0)
    send_owed(LATER)
    letter = next(letter for letter in post.letters if str(letter["Subject"]).strip().startswith("Gewijzigd programma"))
    text = " ".join(letter.get_body(("plain",)).get_content().split())
    assert letter["To"] == "An <an@school.example>"
    assert f"{block.title}: uur was 10.00 tot 11.00 uur, wordt 14.00 tot 15.00 uur" in text


def test_another_room_concerns_who_has_waits_for_or_wishes_that_session(day):
    day.venue = VenueFactory()
    day.save()
    block, (full, other) = choosing(day, 1, 5)
    comes(day, "an", wants(block, full)), comes(day, "bo", wants(block, full)), comes(day, "cas", wants(block, other))
    Session.objects.filter(pk=full.pk).update(room=Room.objects.create(venue=day.venue, name="Zaal Noord"))
    announce(day, at=LATER)
    assert told(news_of(day)) == [(full.title, [("zaal", "", "Zaal Noord")], 2)]


def test_a_title_counts_when_it_is_published(day, parallel):
    block, (one, _other) = parallel
    comes(day, "an", wants(block, one))
    old = one.title
    one.refresh_from_db()
    one.title = "Een nieuwe titel"
    one.save()
    assert news_of(day) is None
    take(one, "publish", seen=one.edit, at=LATER, reopen=True)
    assert told(news_of(day)) == [(old, [("titel", old, "Een nieuwe titel")], 1)]


def test_another_date_concerns_everybody(day, parallel):
    comes(day, "an"), comes(day, "bo")
    StudyDay.objects.filter(pk=day.pk).update(date=day.date + dt.timedelta(days=7))
    day.refresh_from_db()
    announce(day, at=LATER)
    ((what, fields, people),) = told(news_of(day))
    assert (what, [label for label, _old, _new in fields], people) == ("De studiedag", ["dag"], 2)


def test_the_keynote_concerns_everybody_who_comes(day):
    block = BlockFactory(day=day, kind=Block.Kind.PLENARY, starts=dt.time(9), title="Opening")
    SessionFactory(day=day, block=block, form="keynote", published=True, title="Samen")
    comes(day, "an"), comes(day, "bo")
    Block.objects.filter(pk=block.pk).update(starts=dt.time(9, 30))
    announce(day, at=LATER)
    assert told(news_of(day)) == [("Opening", [("uur", "vanaf 9.00 uur", "vanaf 9.30 uur")], 2)]


def test_a_session_that_is_taken_offline_concerns_who_has_it(day, parallel, post):
    block, (one, _other) = parallel
    comes(day, "an", wants(block, one)), comes(day, "bo")
    one.refresh_from_db()
    take(one, "withdraw", seen=one.edit, at=LATER)
    assert told(news_of(day)) == [(one.title, [("sessie", one.title, "")], 1)]
    tell_news(day, seen=news_of(day).seen, at=LATER)
    assert f"{one.title}: valt weg" in Letter.objects.get(kind="registration-news").text


def test_a_session_that_is_cancelled_has_a_letter_of_its_own_and_is_no_news(day, parallel):
    block, (one, _other) = parallel
    comes(day, "an", wants(block, one))
    Session.objects.filter(pk=one.pk).update(cancelled=True)
    announce(day, at=LATER)
    assert news_of(day) is None


def test_back_to_what_it_was_is_no_news(day, parallel):
    block, (one, _other) = parallel
    comes(day, "an", wants(block, one))
    move(day, block, 14), move(day, block, 10)
    assert news_of(day) is None


def test_a_trifle_is_told_to_nobody_and_is_known_from_then_on(day, parallel):
    block, (one, _other) = parallel
    comes(day, "an", wants(block, one))
    move(day, block, 14)
    assert tell_news(day, seen=news_of(day).seen, at=LATER, send=False) == 0
    assert news_of(day) is None
    assert not Letter.objects.filter(kind="registration-news").exists()


def test_nobody_is_told_of_more_than_the_organiser_saw(day, parallel):
    block, (one, _other) = parallel
    comes(day, "an", wants(block, one))
    move(day, block, 14)
    seen = news_of(day).seen
    move(day, block, 15)
    with pytest.raises(RegistrationRefused, match="veranderde intussen nog"):
        tell_news(day, seen=seen, at=LATER)
    assert news_of(day) is not None


def test_the_organiser_sees_who_is_told_what_and_decides(organiser, day, parallel):
    block, (one, _other) = parallel
    comes(day, "an", wants(block, one))
    move(day, block, 14)
    url = reverse("admin:events_studyday_news", args=[day.pk])
    page = " ".join(organiser.get(url).content.decode().split())
    assert "10.00 tot 11.00 uur" in page and "14.00 tot 15.00 uur" in page and "Verwittig 1 deelnemer<" in page
    answer = organiser.post(url, {"wat": "verwittig", "seen": news_of(day).seen}, follow=True)
    assert "1 deelnemer krijgt een mail." in said(answer)
    assert "Er valt niemand te verwittigen" in organiser.get(url).content.decode()
    assert Letter.objects.filter(kind="registration-news").count() == 1


@pytest.mark.parametrize("person", ["visitor", "teacher", "editor"])
def test_only_who_organises_sees_that_screen(request, person, day):
    assert request.getfixturevalue(person).get(reverse("admin:events_studyday_news", args=[day.pk])).status_code in (302, 403)


@pytest.mark.parametrize("count", [1, 3])
def test_looking_what_is_new_costs_the_same_for_one_person_as_for_three(day, parallel, django_assert_num_queries, count):
    block, (one, _other) = parallel
    for number in range(count):
        comes(day, f"p{number}", wants(block, one))
    move(day, block, 14)
    news_of(day)  # what things are, is known from then on
    with django_assert_num_queries(5):
        assert news_of(day).people == count
