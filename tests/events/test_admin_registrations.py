"""The desk of a day: who comes, in numbers and in a list, for those who may know."""

import datetime as dt

import pytest

from events.admin import registrations
from events.models import Block, Network, StudyDay
from events.registering import privacy
from events.registering.figures import figures
from events.registering.parties import PartyRequest, register_party
from events.registering.registration import SeatRequest, Who, cancel, register
from tests.desk import cost, said
from tests.factories.registrations import EARLY, choosing, comes, open_day, wants

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_time")]


@pytest.fixture
def in_time(time_machine):
    """The desk looks at the clock: it is before the day."""
    time_machine.move_to(EARLY, tick=False)


def address(day, rest=""):
    return f"/beheer/events/studyday/{day.pk}/inschrijvingen/{rest}"


def listed(client, day, **asked) -> list[str]:
    """The names in the list, from top to bottom."""
    page = client.get(address(day), asked)
    assert page.status_code == 200
    return [row["who"].name for row in page.context["rows"]]


@pytest.fixture
def busy():
    """A day with room for three: an and bo sit in the first session, which is full; cis waits for it, and sits in the second;
    dré waits for the day; eva went. A block with wishes beside it."""
    day = open_day(capacity=3)
    block, sessions = choosing(day, 2, 5)
    ranked, wished = choosing(day, 3, 3, choice=Block.Choice.RANKED)
    comes(day, "an", wants(block, sessions[0]), wants(ranked, wished[1], wished[0]))
    comes(day, "bo", wants(block, sessions[0]), diet="veganistisch", needs_consent=True)
    gone = comes(day, "eva", wants(block, sessions[1]))
    cancel(gone.code, at=EARLY)
    comes(day, "cis", wants(block, sessions[0], sessions[1]))
    comes(day, "dre", wants(block, sessions[1]))
    day.registrations.filter(name="Dre").update(name="Dré")
    day.refresh_from_db()
    return day, block, sessions, ranked, wished


def test_the_numbers_of_a_day_are_those_of_its_rows(busy):
    day, block, sessions, ranked, wished = busy
    now = figures(day)
    assert (now.come, now.waiting, now.cancelled, now.left, now.needs, now.unnamed) == (3, 1, 1, 0, 1, 0)
    first, second = now.blocks
    assert [(row.session.taken, row.waiting, row.share, row.full) for row in first.sessions] == [
        (2, 1, 100, True),
        (1, 0, 20, False),
    ]
    assert (first.block, first.without, first.taken, first.seats, first.waiting) == (block, 0, 3, 7, 1)
    assert [(row.first, row.wished) for row in second.sessions] == [(0, 1), (1, 1)]
    assert (second.block, second.without) == (ranked, 2)
    assert sum(count for _on, count in now.days) == 5


def test_the_numbers_name_every_onderwijsverstrekker(busy):
    day, *_rest = busy
    network = Network.objects.order_by("pk").first()
    day.registrations.filter(name="An").update(network=network)
    day.registrations.filter(name="Bo").update(network_words="Steiner")
    assert figures(day).networks == [("Geen, of niet gezegd", 2), ("Andere", 1), (network.name, 1)]


def test_the_list_shows_who_comes_and_waits_newest_first(organiser, busy):
    assert listed(organiser, busy[0]) == ["Dré", "Cis", "Bo", "An"]


@pytest.mark.parametrize(
    "asked, found",
    [
        ({"q": "DRÉ"}, ["Dré"]),
        ({"q": "BO@school"}, ["Bo"]),
        ({"q": "4"}, ["Cis"]),
        ({"q": "an school"}, ["An"]),
        ({"q": "niemand"}, []),
        ({"stand": "komt"}, ["Cis", "Bo", "An"]),
        ({"stand": "dag"}, ["Dré"]),
        ({"stand": "sessie"}, ["Cis"]),
        ({"stand": "weg"}, ["Eva"]),
        ({"stand": "alle", "sorteer": "naam"}, ["An", "Bo", "Cis", "Dré", "Eva"]),
        ({"sorteer": "nummer"}, ["An", "Bo", "Cis", "Dré"]),
        ({"noden": "1"}, ["Bo"]),
        ({"verstrekker": "geen"}, ["Dré", "Cis", "Bo", "An"]),
        ({"verstrekker": "andere"}, []),
        ({"stand": "onzin", "sorteer": "'; drop", "sessie": "x", "pagina": "99", "q": "\x00"}, ["Dré", "Cis", "Bo", "An"]),
    ],
)
def test_the_list_is_searched_filtered_and_sorted(organiser, busy, asked, found):
    assert listed(organiser, busy[0], **asked) == found


def test_the_list_tells_who_chose_a_session_and_who_chose_nothing(organiser, busy):
    day, block, sessions, ranked, wished = busy
    assert listed(organiser, day, sessie=sessions[0].pk) == ["Cis", "Bo", "An"]
    assert listed(organiser, day, sessie=wished[0].pk) == ["An"]
    assert listed(organiser, day, stand="komt", zonder=ranked.pk) == ["Cis", "Bo"]


def test_seats_without_a_name_are_found_by_their_group(organiser):
    day = open_day()
    comes(day, "an")
    contact = Who("directie@school.example", "Dirk", organisation="De Linde")
    party = register_party(day, PartyRequest("groep", contact, 2), at=EARLY)
    assert listed(organiser, day, groep=party.pk) == ["", ""]
    assert listed(organiser, day, naamloos="1") == ["", ""]
    assert "Plaats zonder naam" in organiser.get(address(day)).content.decode()


def test_a_long_list_has_pages_that_keep_the_question(organiser, monkeypatch):
    monkeypatch.setattr(registrations, "PAGE", 2)
    day = open_day()
    for number in range(5):
        comes(day, f"mens{number}")
    assert listed(organiser, day, sorteer="nummer", pagina=2) == ["Mens2", "Mens3"]
    assert "sorteer=nummer&amp;pagina=3" in organiser.get(address(day), {"sorteer": "nummer", "pagina": 2}).content.decode()
    assert listed(organiser, day, sorteer="nummer", pagina=99) == ["Mens4"]


def test_who_was_forgotten_is_counted_and_not_named(organiser, time_machine):
    day = open_day()
    comes(day, "an", diet="noten", needs_consent=True)
    contact = Who("directie@school.example", "Dirk", organisation="De Linde")
    register_party(day, PartyRequest("groep", contact, 2), at=EARLY)
    long_after = dt.datetime(2028, 6, 1, tzinfo=dt.UTC)
    time_machine.move_to(long_after, tick=False)
    organiser.force_login(organiser.user)
    privacy.forget_needs(long_after)
    privacy.anonymise(long_after)
    now = figures(day)
    assert (now.come, now.unnamed, now.needs) == (3, 0, 0)
    page = organiser.get(address(day)).content.decode()
    assert page.count("Gegevens gewist") == 3
    assert organiser.get(address(day, "1/")).status_code == 200
    for words in ("an@school.example", "Dirk", "De Linde", "noten"):
        assert words not in page


def test_a_name_is_never_more_than_a_name(organiser):
    day = open_day()
    who = Who(email="an@school.example", name='<script>alert(1)</script>"', organisation="<b>x</b>")
    register(day, SeatRequest("vorm", who), at=EARLY)
    page = organiser.get(address(day)).content.decode()
    assert "<script>alert" not in page
    assert "<b>x</b>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&quot;" in page


@pytest.mark.parametrize("who, status", [("editor", 403), ("organiser", 200), ("administrator", 200), ("chief_editor", 200)])
def test_who_comes_is_for_who_organises(request, who, status, busy):
    client = request.getfixturevalue(who)
    assert client.get(address(busy[0])).status_code == status
    form = client.get(f"/beheer/events/studyday/{busy[0].pk}/change/").content.decode()
    assert (address(busy[0]) in form) == (status == 200)


def test_who_has_not_signed_in_sees_nothing(visitor, teacher, busy):
    for client in (visitor, teacher):
        page = client.get(address(busy[0]))
        assert (page.status_code, "An" in page.content.decode()) == (302, False)


def test_the_numbers_refresh_without_the_list(organiser, busy):
    page = organiser.get(address(busy[0]), headers={"HX-Request": "true"}).content.decode()
    assert 'id="cijfers"' in page
    assert "an@school.example" not in page
    assert "<html" not in page


def test_a_day_that_does_not_exist_has_no_registrations(organiser):
    assert organiser.get("/beheer/events/studyday/999999/inschrijvingen/").status_code == 404


def test_the_screen_costs_the_same_for_one_registration_as_for_three(organiser):
    costs = []
    for count in (1, 3):
        day = open_day()
        block, sessions = choosing(day, *[5] * count)
        for number in range(count):
            comes(day, f"mens{number}van{count}", wants(block, *sessions))
        organiser.get(address(day))
        costs.append(cost(lambda day=day: organiser.get(address(day))))
    assert costs[0] == costs[1]
    assert costs[0] <= 26


def test_the_list_of_days_says_how_many_come_and_leads_there(organiser, editor, busy):
    url = address(busy[0])
    page = organiser.get("/beheer/events/studyday/").content.decode()
    assert f'<a href="{url}">3 / 3<span class="vh"> ingeschreven</span></a>' in page
    assert url not in editor.get("/beheer/events/studyday/").content.decode()


def test_an_organiser_has_looked_whether_all_is_well(organiser, editor, busy):
    day, *_rest = busy
    page = organiser.post(address(day, "nakijken/"), follow=True)
    assert said(page) == ["Alles klopt (nagekeken op 1 maart, 10.00 uur)."]
    StudyDay.objects.filter(pk=day.pk).update(taken=2)
    page = organiser.post(address(day, "nakijken/"), follow=True)
    assert said(page) == [
        "2 ingenomen plaatsen geteld, 3 mensen ingeschreven",
        "1 persoon wacht terwijl er plaats is",
        "Niet alles klopt (nagekeken op 1 maart, 10.00 uur).",
    ]
    assert organiser.get(address(day, "nakijken/")).status_code == 405
    assert editor.post(address(day, "nakijken/")).status_code == 403
