"""The programme of a study day on one page: what it refuses, who comes in between, who may, and what it costs."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events import programme
from events.models import Block, Session
from tests.desk import said
from tests.events.programme_page import address, faults, new_block, opened, save
from tests.factories.days import BlockFactory, DayFactory, PersonFactory, RoomFactory, SessionFactory, VenueFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(db):
    return DayFactory(venue=VenueFactory(name="Herman Teirlinckgebouw"))


@pytest.fixture
def parallel(day):
    return BlockFactory(day=day, title="Masterclasses", starts=dt.time(10), ends=dt.time(12), position=1)


@pytest.fixture
def public(day, parallel):
    """A session of a day that readers see."""
    session = SessionFactory(day=day, block=parallel, title="Zoals het was", published=True)
    session.refresh_from_db()
    return session


# -- conflicts ---------------------------------------------------------------------------------------------------------
def test_a_row_that_somebody_else_saved_meanwhile_is_said_and_nothing_is_saved(organiser, administrator, day, parallel):
    one, other = SessionFactory(day=day, block=parallel, title="Een"), SessionFactory(day=day, block=parallel, title="Twee")
    mine, theirs = opened(organiser, day), opened(administrator, day)
    save(administrator, day, theirs | {f"s{one.pk}-title": "Van Bea"})
    page = save(organiser, day, mine | {f"s{one.pk}-title": "Van mij", f"s{other.pk}-title": "Ook van mij"})
    (sentence,) = faults(page)
    assert sentence.startswith("Beheerder bewaarde deze sessie intussen ook (")
    assert "“Van Bea”" in sentence
    assert set(day.sessions.values_list("title", flat=True)) == {"Van Bea", "Twee"}
    assert [row["title"].value() for row in page.context["form"].rows[:2]] == ["Van mij", "Ook van mij"]
    again = {name: value for name, value in mine.items() if name not in ("rij", "blok")}
    again |= {
        "rij": [row.entry() for row in page.context["form"].rows],
        "blok": [row.entry() for row in page.context["form"].blocks],
    }
    save(organiser, day, again | {f"s{one.pk}-title": "Van mij", f"s{other.pk}-title": "Ook van mij"})
    assert set(day.sessions.values_list("title", flat=True)) == {"Van mij", "Ook van mij"}


def test_two_people_in_different_rows_do_not_disturb_each_other(organiser, administrator, day, parallel):
    one, other = SessionFactory(day=day, block=parallel, title="Een"), SessionFactory(day=day, block=parallel, title="Twee")
    mine, theirs = opened(organiser, day), opened(administrator, day)
    save(administrator, day, theirs | {f"s{one.pk}-title": "Van Bea", f"b{parallel.pk}-title": "Blok van Bea"})
    page = save(organiser, day, mine | {f"s{other.pk}-title": "Van mij"})
    assert said(page) == ["Het programma is bewaard: 1 sessie gewijzigd."]
    assert set(day.sessions.values_list("title", flat=True)) == {"Van Bea", "Van mij"}
    assert Block.objects.get().title == "Blok van Bea"


@pytest.mark.parametrize("change", [{"capacity": "12"}, {"cancelled": "on"}])
def test_a_place_that_somebody_else_changed_is_a_conflict_too(organiser, administrator, day, parallel, change):
    session = SessionFactory(day=day, block=parallel)
    mine, theirs = opened(organiser, day), opened(administrator, day)
    save(administrator, day, theirs | {f"s{session.pk}-{name}": value for name, value in change.items()})
    page = save(organiser, day, mine | {f"s{session.pk}-title": "Anders"})
    assert len(faults(page)) == 1
    assert Session.objects.get().title != "Anders"


def test_a_block_and_a_session_that_are_gone_come_back_when_they_are_saved_again(organiser, day, parallel):
    session = SessionFactory(day=day, block=parallel, title="Weg")
    typed = opened(organiser, day) | {f"s{session.pk}-title": "Terug", f"b{parallel.pk}-title": "Ook terug"}
    session.delete()
    parallel.delete()
    page = save(organiser, day, typed)
    assert faults(page) == [
        "Dit blok is intussen weggehaald. Bewaar je opnieuw, dan komt het er weer bij.",
        "Deze sessie is intussen verwijderd. Bewaar je opnieuw, dan komt ze er als nieuwe bij.",
    ]
    form = page.context["form"]
    save(organiser, day, typed | {"rij": [row.entry() for row in form.rows], "blok": [row.entry() for row in form.blocks]})
    assert list(day.sessions.values_list("title", "block__title")) == [("Terug", "Ook terug")]


# -- refusals ----------------------------------------------------------------------------------------------------------
def test_fewer_seats_than_are_taken_is_refused_in_words(organiser, day, parallel):
    session = SessionFactory(day=day, block=parallel, capacity=20)
    Session.objects.update(taken=12)
    page = save(organiser, day, opened(organiser, day) | {f"s{session.pk}-capacity": "11"})
    assert faults(page) == ["Er zijn al 12 plaatsen ingenomen; minder plaatsen kan niet."]
    save(organiser, day, opened(organiser, day) | {f"s{session.pk}-capacity": "12"})
    assert Session.objects.get().capacity == 12


def test_people_choose_only_from_a_parallel_block(organiser, day, parallel):
    typed = opened(organiser, day) | {f"b{parallel.pk}-choice": "ranked", f"b{parallel.pk}-kind": "plenary"}
    assert faults(save(organiser, day, typed)) == ["Kiezen kan alleen in een parallel blok."]


def test_a_draft_can_go_and_what_readers_saw_cannot(organiser, day, parallel, public):
    draft = SessionFactory(day=day, block=parallel)
    typed = opened(organiser, day) | {f"s{row.pk}-remove": "on" for row in (draft, public)}
    page = save(organiser, day, typed)
    assert said(page)[0] == "Het programma is bewaard: 1 sessie verwijderd."
    assert list(Session.objects.all()) == [public]
    assert "Verwijderen kan pas als je deze sessie eerst intrekt" in page.content.decode()


def test_a_block_with_sessions_stays_until_they_are_elsewhere(organiser, day, parallel):
    session, other = SessionFactory(day=day, block=parallel), BlockFactory(day=day, title="Elders")
    typed = opened(organiser, day) | {f"b{parallel.pk}-remove": "on"}
    assert faults(save(organiser, day, typed)) == ["In dit blok staan nog sessies (1). Verplaats of verwijder ze eerst."]
    save(organiser, day, typed | {f"s{session.pk}-block": str(other.pk)})
    assert list(day.blocks.all()) == [other] == [Session.objects.get().block]


def test_a_session_without_a_title_and_a_block_without_a_title_are_asked_for_one(organiser, day):
    block = new_block(1, "", "plenary", "9-10", rows=[{"speakers": "An Wit"}])
    page = save(organiser, day, block)
    assert faults(page) == ["Geef dit blok een titel.", "Geef de sessie een titel."]
    empty = {**new_block(2, "", "plenary", "-", rows=[{"title": "Wel een titel"}])}
    assert faults(save(organiser, day, empty)) == ["Geef dit blok een titel."]


def test_a_new_room_needs_a_venue(organiser):
    day = DayFactory()
    page = save(organiser, day, new_block(1, "Blok", "plenary", "9-10", rows=[{"title": "Een", "new_room": "Aula"}]))
    assert faults(page) == ["Deze dag heeft nog geen locatie. Kies die eerst bij de gegevens van de dag."]


def test_a_block_of_another_day_is_not_taken(organiser, day, parallel):
    session, foreign = SessionFactory(day=day, block=parallel), BlockFactory()
    page = save(organiser, day, opened(organiser, day) | {f"s{session.pk}-block": str(foreign.pk)})
    assert faults(page) == ["Dit blok staat niet meer in het programma. Kies een ander."]


def test_a_session_of_another_day_is_never_touched(organiser, day):
    foreign = SessionFactory(title="Van een andere dag")
    typed = opened(organiser, day)
    typed |= {"rij": [f"{foreign.pk}:0:"], f"s{foreign.pk}-title": "Gestolen", f"s{foreign.pk}-block": ""}
    save(organiser, day, typed)
    foreign.refresh_from_db()
    assert foreign.title == "Van een andere dag"


def test_nothing_that_was_typed_is_lost_when_something_else_is_wrong(organiser, day, parallel):
    session = SessionFactory(day=day, block=parallel)
    long = "x" * 10_000
    typed = opened(organiser, day) | {
        f"s{session.pk}-title": long,
        f"s{session.pk}-speakers": f"{long} (UGent)",
        f"s{session.pk}-number": "twee\0",
        f"b{parallel.pk}-pasted": "Nog eentje",
    }
    page = save(organiser, day, typed)
    assert len(faults(page)) == 3
    row, block = page.context["form"].rows[0], page.context["form"].blocks[0]
    assert (row["title"].value(), row["speakers"].value(), row["number"].value()) == (long, f"{long} (UGent)", "twee")
    assert block["pasted"].value() == "Nog eentje"
    shown = page.content.decode()
    field = f"id_s{session.pk}-title"
    assert f'href="#{field}"' in shown and f'id="{field}"' in shown
    assert Session.objects.count() == 1


def test_a_nul_in_a_title_goes_and_a_strange_key_is_ignored(organiser, day, parallel):
    typed = opened(organiser, day) | {f"b{parallel.pk}-pasted": "Le\0zen | Ann\0 De Wit"}
    typed["rij"] = [*typed["rij"], "x:1:2", "", "9" * 40, "n1n:", "<b>:"]
    save(organiser, day, typed)
    assert list(day.sessions.values_list("title", "contributions__person__name")) == [("Lezen", "Ann De Wit")]


# -- warnings ----------------------------------------------------------------------------------------------------------
def test_a_double_booking_is_said_on_top_and_can_be_saved(organiser, day, parallel):
    room, person = RoomFactory(venue=day.venue, name="Aula"), PersonFactory(name="An Wit")
    one, other = (SessionFactory(day=day, block=parallel, title=title, people=[person]) for title in ("Een", "Twee"))
    page = save(organiser, day, opened(organiser, day) | {f"s{row.pk}-room": str(room.pk) for row in (one, other)})
    assert page.context["warnings"] == programme.warnings(day)
    assert len(page.context["warnings"]) == 2
    assert all(
        sentence in page.content.decode() for sentence in ("“Een” en “Twee” staan tegelijk in Aula.", "An Wit staat tegelijk")
    )


# -- who may -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("person", "opens", "saves"), [("organiser", 200, 302), ("chief_editor", 200, 302), ("editor", 200, 403)]
)
def test_who_may_look_and_who_may_save(request, person, opens, saves, day):
    client = request.getfixturevalue(person)
    page = client.get(address(day))
    assert page.status_code == opens
    assert (b"Bewaar het programma" in page.content) == (saves == 302)
    assert client.post(address(day), new_block(1, "Blok", "plenary", "9-10")).status_code == saves
    assert day.blocks.count() == (saves == 302)


@pytest.mark.parametrize("person", ["visitor", "teacher"])
def test_nobody_else_sees_the_programme_of_the_desk(request, person, day):
    answer = request.getfixturevalue(person).get(address(day))
    assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("admin:login"))


def test_a_day_that_does_not_exist_is_not_found(organiser):
    assert organiser.get(reverse("admin:events_studyday_programme", args=[99])).status_code == 404


# -- cost --------------------------------------------------------------------------------------------------------------
def queries(ask) -> int:
    with CaptureQueriesContext(connection) as captured:
        ask()
    return len(captured)


def test_opening_costs_the_same_for_one_session_as_for_thirty(organiser, day, parallel):
    room = RoomFactory(venue=day.venue)
    make = lambda count: [SessionFactory(day=day, block=parallel, room=room, people=[PersonFactory()]) for _n in range(count)]  # noqa: E731
    make(1)
    organiser.get(address(day))
    one = queries(lambda: organiser.get(address(day)))
    make(29)
    assert queries(lambda: organiser.get(address(day))) == one <= 20


def test_saving_thirty_sessions_that_nobody_touched_costs_little(organiser, day, parallel):
    for _n in range(30):
        SessionFactory(day=day, block=parallel, people=[PersonFactory()])
    typed = opened(organiser, day)
    assert queries(lambda: organiser.post(address(day), typed)) <= 30
