"""The desk and the seats of a day: what an organiser changes there keeps to what people chose."""

import datetime as dt

import pytest

from events.models import Network, Session, StudyDay
from events.registering.audit import findings
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
    stays = {
        "session": f"“{session.title}” is door deelnemers gekozen en blijft staan. Vink “gaat niet door” aan als dat zo is.",
        "studyday": f"Voor “{day}” zijn er inschrijvingen: de dag blijft staan. Annuleer de dag als hij niet doorgaat.",
    }
    for thing, own in ((session, "session"), (day, "studyday")):
        take(type(thing).objects.get(pk=thing.pk), "withdraw", seen=type(thing).objects.get(pk=thing.pk).edit, at=EARLY)
        url = f"/beheer/events/{own}/{thing.pk}/delete/"
        for page in (organiser.get(url, follow=True), organiser.post(url, {"post": "yes"}, follow=True)):
            assert (page.status_code, desk.said(page)) == (200, [stays[own]])
        together = {"action": "delete_selected", "_selected_action": [thing.pk], "post": "yes"}
        organiser.post(f"/beheer/events/{own}/", together, follow=True)
        assert type(thing).objects.filter(pk=thing.pk).exists()


def test_what_nobody_chose_can_still_be_deleted(organiser):
    day = open_day()
    _block, (session,) = choosing(day, 3)
    take(session, "withdraw", seen=session.edit, at=EARLY)
    organiser.post(f"/beheer/events/session/{session.pk}/delete/", {"post": "yes"})
    assert not Session.objects.exists()


def test_a_session_of_which_people_only_wish_a_seat_stays_on_the_page_of_the_programme(organiser):
    day = open_day()
    block, (session,) = choosing(day, 2, choice="ranked")
    comes(day, "an", wants(block, session))
    Session.objects.filter(pk=session.pk).update(live=None)
    session.revisions().update(published=None)
    page = programme.save(organiser, day, programme.opened(organiser, day) | {f"s{session.pk}-remove": "on"})
    assert "hebben mensen al gekozen" in programme.faults(page)[0]
    assert Session.objects.filter(pk=session.pk).exists()


def test_what_people_chose_goes_on_repeating_what_it_repeats(organiser, full):
    day, _block, session, _waiting = full
    _other_block, (other, third) = choosing(day, 5, 5)
    page = desk.send(organiser, session, desk.opened(organiser, session) | {"repeats": other.pk})
    assert "hebben mensen al gekozen" in page.context["adminform"].form.errors["repeats"][0]
    desk.send(organiser, other, desk.opened(organiser, other) | {"repeats": third.pk})
    assert Session.objects.get(pk=other.pk).repeats == third


def test_an_onderwijsverstrekker_in_use_leaves_the_list_and_not_who_chose_it(organiser, full):
    day, *_rest = full
    used, free = Network.objects.order_by("position")[:2]
    day.registrations.filter(name="An").update(network=used)
    page = organiser.post(f"/beheer/events/network/{used.pk}/delete/", {"post": "yes"}, follow=True)
    assert desk.said(page)[0].startswith(f"“{used}” staat bij inschrijvingen en blijft bestaan.")
    organiser.post(f"/beheer/events/network/{free.pk}/delete/", {"post": "yes"})
    assert list(Network.objects.filter(pk__in=[used.pk, free.pk])) == [used]
    page = organiser.get(f"/beheer/events/network/{used.pk}/change/").content.decode()
    assert "Zonder vinkje kan niemand het nog kiezen." in page


def test_a_new_onderwijsverstrekker_comes_last(organiser):
    organiser.post("/beheer/events/network/add/", {"name": "Freinetscholen", "offered": "on"})
    assert Network.objects.last().name == "Freinetscholen"


def test_the_order_of_onderwijsverstrekkers_can_be_changed_without_dragging(organiser, editor):
    first, second, *rest = Network.objects.all()
    url = f"/beheer/events/network/{second.pk}/hoger/verplaats/"
    assert editor.post(url).status_code == 403
    for _press in range(2):  # higher than first is first
        organiser.post(url)
    assert list(Network.objects.all()) == [second, first, *rest]
    organiser.post(f"/beheer/events/network/{second.pk}/lager/verplaats/")
    assert list(Network.objects.all()) == [first, second, *rest]


def test_another_date_tells_the_organiser_that_people_do_not_know_it(organiser, full):
    day, *_rest = full
    page = desk.send(organiser, day, desk.opened(organiser, day) | {"date": "27-05-2027"})
    assert "2 deelnemers weten nog niet wat er veranderde. Verwittig hen" in desk.said(page)
    assert StudyDay.objects.get(pk=day.pk).date == dt.date(2027, 5, 27)


def test_a_day_to_which_nobody_comes_is_moved_in_silence(organiser):
    day = open_day()
    page = desk.send(organiser, day, desk.opened(organiser, day) | {"date": "27-05-2027"})
    assert not any("deelnemer" in words for words in desk.said(page))
