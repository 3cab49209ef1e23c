"""A whole group at the desk: the verb of everybody, with the window open and the line closed."""

import pytest

from events.models import Block, Party, StudyDay
from events.registering.audit import findings
from events.registering.parties import PartyRequest, register_party
from events.registering.registration import Who
from portal.letters.models import Letter
from portal.publishing.logbook import Act, LogEntry
from tests.desk import cost, said
from tests.events.test_admin_registrations import address
from tests.factories.registrations import EARLY, choosing, comes, open_day

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_time")]
TYPED = {
    "seats": "3",
    "fit": "all",
    "organisation": "De Linde",
    "name": "Dirk",
    "email": "dirk@school.example",
    "network": "none",
}


@pytest.fixture
def in_time(time_machine):
    """The desk looks at the clock: it is before the day."""
    time_machine.move_to(EARLY, tick=False)


@pytest.fixture(autouse=True)
def all_is_well_afterwards(db):
    yield
    assert findings(at=EARLY) == []


def opened(client, day) -> dict:
    return {**TYPED, "attempt": client.get(address(day, "groep/")).context["form"]["attempt"].value()}


def test_an_organiser_registers_a_group_when_the_window_is_closed(organiser):
    day = open_day(capacity=9, closes_at=EARLY)
    block, (session, _other) = choosing(day, 5, 5)
    choosing(day, 2, choice=Block.Choice.RANKED)
    page = organiser.post(address(day, "groep/"), {**opened(organiser, day), f"block-{block.pk}": session.pk}, follow=True)
    assert said(page) == ["De groep heeft 3 plaatsen. De contactpersoon krijgt een brief met de link om namen te geven."]
    party = Party.objects.get()
    assert page.redirect_chain[-1][0] == f"{address(day)}?groep={party.pk}#lijst"
    assert (party.name, party.organisation, party.asked) == ("Dirk", "De Linde", 3)
    assert [list(row.places.values_list("session", "state")) for row in party.registrations.all()] == [
        [(session.pk, "confirmed")]
    ] * 3
    assert list(Letter.objects.values_list("kind", "to")) == [("registration-party", "dirk@school.example")]
    assert LogEntry.objects.get(action_flag=Act.REGISTERED, content_type__model="party").user == organiser.user


def test_a_form_that_is_sent_twice_is_one_group(organiser):
    day = open_day()
    typed = opened(organiser, day)
    for _click in range(2):
        assert said(organiser.post(address(day, "groep/"), typed, follow=True))[-1].startswith("De groep heeft 3 plaatsen")
    assert (Party.objects.count(), day.registrations.count()) == (1, 3)


@pytest.mark.parametrize("fit, made", [("all", 0), ("as_many", 2)])
def test_a_group_that_does_not_fit_is_told_beside_the_number_or_gets_what_there_is(organiser, fit, made):
    day = open_day(capacity=3)
    comes(day, "an")
    page = organiser.post(address(day, "groep/"), {**opened(organiser, day), "fit": fit})
    assert day.registrations.count() == 1 + made
    if not made:
        assert page.context["form"].errors["seats"] == [
            "Nog vrij: 2 plaatsen. Dat is te weinig voor je hele groep. Vraag er minder, of kies “zoveel als er zijn”."
        ]
        assert page.context["form"]["name"].value() == "Dirk"


@pytest.mark.parametrize("seats", ["", "0", "-1", "61", "1e3", "9" * 30, "drie"])
def test_a_number_of_seats_is_a_number(organiser, seats):
    day = open_day()
    page = organiser.post(address(day, "groep/"), {**opened(organiser, day), "seats": seats})
    assert page.context["form"].errors == {"seats": ["Schrijf een getal van 1 tot 60."]}
    assert not Party.objects.exists()


def test_a_contact_who_has_a_group_is_said_beside_the_address(organiser):
    day = open_day()
    register_party(day, PartyRequest("eerste", Who("dirk@school.example", "Dirk"), 1), at=EARLY)
    page = organiser.post(address(day, "groep/"), {**opened(organiser, day), "email": "DIRK@school.example"})
    assert list(page.context["form"].errors) == ["email"]
    assert Party.objects.count() == 1


def test_a_name_of_nothing_that_can_be_read_is_refused_in_words(organiser):
    day = open_day()
    page = organiser.post(address(day, "groep/"), {**opened(organiser, day), "name": "\u202e\u202e"})
    assert page.context["form"].errors["seats"] == ["Vul je naam en een e-mailadres in."]
    page = organiser.post(address(day, "nieuw/"), {**opened(organiser, day), "name": "\u202e"})
    assert page.context["form"].non_field_errors() == ["Vul je naam en een e-mailadres in."]


def test_a_session_of_another_day_or_a_cancelled_day_is_refused(organiser):
    day, other = open_day(), open_day()
    block, _sessions = choosing(day, 5)
    _elsewhere, (strange,) = choosing(other, 5)
    organiser.post(address(day, "groep/"), {**opened(organiser, day), f"block-{block.pk}": strange.pk})
    typed = opened(organiser, day)
    StudyDay.objects.filter(pk=day.pk).update(cancelled=True)
    page = organiser.post(address(day, "groep/"), typed)
    assert page.context["form"].errors["seats"] == ["Deze studiedag gaat niet door."]
    assert not Party.objects.exists()


def test_the_screen_costs_the_same_for_one_session_as_for_three(organiser):
    costs = []
    for count in (1, 3):
        day = open_day()
        choosing(day, *[5] * count)
        organiser.get(address(day, "groep/"))
        costs.append(cost(lambda day=day: organiser.get(address(day, "groep/"))))
    assert costs[0] == costs[1]
