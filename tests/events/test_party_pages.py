"""The page of a group: the contact gives names, sees who still has to choose, and nobody sees an address that is not theirs."""

import json

import pytest
import time_machine
from django.core.cache import cache

from events.models import Registration
from events.registering.audit import findings
from events.registering.parties import PartyRequest, entrust, register_party
from events.registering.registration import Who, change_choices
from portal.letters.models import Letter
from tests.factories.registrations import EARLY, choosing, comes, open_day, wants

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_time():
    cache.clear()
    with time_machine.travel(EARLY, tick=False):
        yield
        assert findings(at=EARLY) == []


def group(day, seats=3):
    contact = Who("directie@school.example", "Dirk Directeur", organisation="De School")
    return register_party(day, PartyRequest(attempt="form-of-group", contact=contact, seats=seats), at=EARLY)


def text(page) -> str:
    return " ".join(page.content.decode().split())


def row(number, name, email):
    return {f"plaats-{number}-name": name, f"plaats-{number}-email": email}


def test_several_names_are_given_at_once_and_each_colleague_reads_who_gave_them(visitor):
    party = group(open_day())
    answer = visitor.post(
        party.get_absolute_url(), row(1, "An", "an@school.example") | row(2, "Bo", "bo@school.example"), follow=True
    )
    assert "2 collega&#39;s hebben een plaats op naam" in text(answer)
    letters = Letter.objects.filter(kind="registration-confirmed").order_by("pk")
    assert [letter.to for letter in letters] == ["an@school.example", "bo@school.example"]
    assert "Dirk Directeur schreef je in en gaf ons je naam en je e-mailadres." in letters[0].text
    assert Registration.objects.get(number=1).get_absolute_url() in letters[0].text


def test_a_fault_in_one_row_loses_nothing_of_the_others(visitor):
    day = open_day()
    comes(day, "dina")
    party = group(day)
    numbers = list(party.registrations.values_list("number", flat=True))
    said = (
        row(numbers[0], "An", "an@school.example")
        | row(numbers[1], "Bo", "geen adres")
        | row(numbers[2], "", "cas@school.example")
    )
    page = text(visitor.post(party.get_absolute_url(), said))
    assert "Eén collega heeft een plaats op naam" in page
    assert f"Plaats {numbers[1]}: Dit adres klopt niet." in page and 'value="geen adres"' in page
    assert f"Plaats {numbers[2]}: Geef ook de naam van je collega." in page and 'value="cas@school.example"' in page
    taken = visitor.post(party.get_absolute_url(), row(numbers[1], "Dina", "dina@school.example"))
    assert "Met dit adres kan deze plaats niet op naam" in text(taken)
    assert Registration.objects.unnamed().count() == 2


def test_the_contact_sees_names_and_who_still_has_to_choose_but_no_addresses(visitor):
    day = open_day()
    block, (one, _other) = choosing(day, 5, 5)
    party = group(day)
    an, _bo = (
        entrust(party.code, number, Who(f"{name}@school.example", name.capitalize()), at=EARLY)
        for number, name in ((1, "an"), (2, "bo"))
    )
    change_choices(an.code, (wants(block, one),), at=EARLY)
    page = text(visitor.get(party.get_absolute_url()))
    assert (page.count("moet nog kiezen</span>"), page.count(">koos</span>")) == (1, 1)
    assert "3 plaatsen, waarvan 1 nog zonder naam" in page
    assert "an@school.example" not in page and an.code not in page and one.title not in page


def test_a_seat_without_a_name_is_given_back_after_a_button(visitor):
    party = group(open_day())
    url = f"{party.get_absolute_url()}teruggeven/2/"
    assert "Geef je plaats 2 terug?" in text(visitor.get(url))
    assert party.registrations.live().count() == 3
    assert "Je gaf een plaats terug." in text(visitor.post(url, follow=True))
    assert party.registrations.live().count() == 2
    assert "niet vrij om terug te geven" in text(visitor.get(url))
    assert visitor.get(f"{party.get_absolute_url()}teruggeven/{10**30}/").status_code == 200
    assert visitor.get(f"{party.get_absolute_url()}teruggeven/").url == party.get_absolute_url()


def test_a_seat_with_a_name_is_not_the_contacts_to_give_back(visitor):
    party = group(open_day())
    entrust(party.code, 1, Who("an@school.example", "An"), at=EARLY)
    assert "niet vrij om terug te geven" in text(visitor.get(f"{party.get_absolute_url()}teruggeven/1/"))
    visitor.post(f"{party.get_absolute_url()}teruggeven/1/")
    assert party.registrations.live().count() == 3


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_seat_as_for_three(visitor, django_assert_num_queries, count):
    party = group(open_day(), seats=count)
    visitor.get("/")
    with django_assert_num_queries(6):
        page = visitor.get(party.get_absolute_url())
    assert text(page).count("<legend>Plaats") == count


def test_a_contact_who_wants_to_be_forgotten_is_and_colleagues_keep_their_seats(visitor):
    party = group(open_day(capacity=3))
    an = entrust(party.code, 1, Who("an@school.example", "An"), at=EARLY)
    bo = comes(party.day, "bo")
    url = party.get_absolute_url()
    assert json.loads(visitor.get(f"{url}mijn-gegevens.json").content)["groep"]["contactpersoon"] == "Dirk Directeur"
    assert "Dit kan niet ongedaan gemaakt worden" in text(visitor.get(f"{url}wissen/"))
    assert "Je gegevens zijn gewist" in text(visitor.post(f"{url}wissen/"))
    party.refresh_from_db(), an.refresh_from_db(), bo.refresh_from_db()
    assert (party.name, party.email, an.state, an.email, bo.state) == ("", "", "confirmed", "an@school.example", "confirmed")
    assert party.registrations.live().count() == 1
    assert [letter.kind for letter in Letter.objects.filter(to="directie@school.example")] == ["registration-erased"]
    assert visitor.get(url).status_code == 404
