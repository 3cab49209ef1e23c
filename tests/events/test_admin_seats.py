"""The desk and the seats of a day: what an organiser changes there keeps to what people chose."""

import pytest

from events.audit import findings
from events.models import Session, StudyDay
from portal.publishing.workflow import take
from tests import desk
from tests.events import programme_page as programme
from tests.factories.days import BlockFactory
from tests.factories.registrations import EARLY, choosing, comes, open_day, wants

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_time")]


@pytest.fixture
def in_time(time_machine):
    """The desk looks at the clock: it is before the day."""
    time_machine.move_to(EARLY, tick=True)


@pytest.fixture
def full():
    """A day with one session that is full: (day, block, session, who waits)."""
    day = open_day()
    block, (session,) = choosing(day, 1)
    comes(day, "an", wants(block, session))
    return day, block, session, comes(day, "bo", wants(block, session))


def states(registration) -> list[str]:
    return list(registration.places.values_list("state", flat=True))


def test_more_seats_on_the_page_of_the_programme_seat_who_waits(organiser, full):
    day, _block, session, waiting = full
    programme.save(organiser, day, programme.opened(organiser, day) | {f"s{session.pk}-capacity": "2"})
    assert states(waiting) == ["confirmed"]
    assert findings(at=EARLY) == []


def test_more_seats_on_the_form_of_a_session_seat_who_waits(organiser, full):
    _day, _block, session, waiting = full
    desk.send(organiser, session, desk.opened(organiser, session) | {"capacity": "2"})
    assert states(waiting) == ["confirmed"]
    assert findings(at=EARLY) == []


def test_a_day_never_has_fewer_seats_than_people(organiser, full):
    day, *_rest = full
    page = desk.send(organiser, day, desk.opened(organiser, day) | {"capacity": "1"})
    assert page.context["adminform"].form.errors == {"capacity": ["Er zijn al 2 mensen ingeschreven. Kies minstens dat aantal."]}
    desk.send(organiser, day, desk.opened(organiser, day) | {"capacity": "2"})
    assert StudyDay.objects.get(pk=day.pk).capacity == 2


def test_a_session_that_people_chose_stays_in_its_block(organiser, full):
    day, block, session, _waiting = full
    other = BlockFactory(day=day)
    page = desk.send(organiser, session, desk.opened(organiser, session) | {"block": other.pk})
    assert "hebben mensen al gekozen" in page.context["adminform"].form.errors["block"][0]
    page = programme.save(organiser, day, programme.opened(organiser, day) | {f"s{session.pk}-block": str(other.pk)})
    assert "hebben mensen al gekozen" in programme.faults(page)[0]
    page = programme.save(organiser, day, programme.opened(organiser, day) | {f"b{block.pk}-choice": "ranked"})
    assert "hebben mensen al gekozen" in programme.faults(page)[0]
    assert Session.objects.get(pk=session.pk).block == block


def test_organisers_keep_the_list_of_onderwijsverstrekkers(organiser, editor):
    assert "Katholiek Onderwijs Vlaanderen" in organiser.get("/beheer/events/network/").content.decode()
    assert organiser.get("/beheer/events/network/add/").status_code == 200
    assert editor.get("/beheer/events/network/add/").status_code == 403


def test_a_day_or_session_that_people_chose_cannot_be_deleted(organiser, full):
    day, _block, session, _waiting = full
    for thing, own in ((session, "session"), (day, "studyday")):
        take(type(thing).objects.get(pk=thing.pk), "withdraw", seen=type(thing).objects.get(pk=thing.pk).edit, at=EARLY)
        url = f"/beheer/events/{own}/{thing.pk}/delete/"
        assert organiser.get(url).status_code == 200
        assert organiser.post(url, {"post": "yes"}).status_code in (200, 302, 403)
        assert type(thing).objects.filter(pk=thing.pk).exists()
