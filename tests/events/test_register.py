"""The form to register: one page, one POST, the same answer to everybody."""

import pytest
from django.test import Client

from events.models import Block, Network, Party, Session, StudyDay
from events.registering.registration import cancel
from portal.letters.models import Letter
from tests.events.register_page import address, posted, same_bytes, send, told, typed
from tests.factories.registrations import EARLY, choosing, comes, open_day

pytestmark = pytest.mark.django_db
RANKED = Block.Choice.RANKED


@pytest.fixture(autouse=True)
def early(time_machine):
    """The window of an open day is open."""
    time_machine.move_to(EARLY, tick=False)


# -- one person --------------------------------------------------------------------------------------------------------
def test_somebody_registers_with_what_they_choose_and_need(client):
    day = open_day()
    block, (one, two) = choosing(day, 5, 5)
    ranked, (three, four) = choosing(day, 5, 5, choice=RANKED)
    network = Network.objects.get(name__startswith="GO!")
    said = {
        "function": "leraar",
        "organisation": "De Kompasroos",
        "network": str(network.pk),
        "diet": "noten",
        "needs_consent": "on",
        f"block-{block.pk}": str(two.pk),
        f"block-{ranked.pk}-1": str(four.pk),
        f"block-{ranked.pk}-2": str(three.pk),
    }
    page = send(client, day, typed(client, day, **said))
    assert page.status_code == 200
    assert "Kijk in je mailbox" in page.content.decode()
    registration = day.registrations.get()
    about = (registration.email, registration.name, registration.function, registration.organisation, registration.network)
    assert about == ("anja@school.example", "Anja Luchtlezer", "leraar", "De Kompasroos", network)
    assert registration.needs.diet == "noten"
    places = list(registration.places.values_list("session", "state", "rank"))
    assert places == [(two.pk, "confirmed", 1), (four.pk, "wished", 1), (three.pk, "wished", 2)]


def test_another_network_is_said_in_words(client):
    day = open_day()
    data = typed(client, day, network="other")
    assert told(send(client, day, data)) == ["Schrijf welke onderwijsverstrekker het is."]
    send(client, day, {**data, "network_words": "Steinerscholen"})
    assert day.registrations.get().network_words == "Steinerscholen"


def test_a_network_that_is_not_offered_is_not_there(client):
    hidden = Network.objects.create(name="Vroeger", offered=False)
    day = open_day()
    data = typed(client, day, network=str(hidden.pk))
    assert told(send(client, day, data)) == ["Kies je onderwijsverstrekker. Staat die er niet bij, kies dan “Andere”."]


def test_needs_without_consent_are_not_kept_and_not_lost(client):
    day = open_day()
    page = send(client, day, typed(client, day, diet="noten", access="ringleiding"))
    words = "Vink aan dat we je noden mogen bewaren, of maak de twee velden leeg. Zonder je toestemming doen we dat niet."
    assert (page.status_code, told(page)) == (422, [words])
    assert {"diet": "noten", "access": "ringleiding"}.items() <= posted(page.content.decode()).items()
    assert day.registrations.count() == 0


def test_everything_that_is_wrong_is_said_at_once_and_everything_typed_stays(client):
    day = open_day()
    block, _sessions = choosing(day, 5)
    data = typed(client, day, name=" ", email="noor@school", network="", function="x" * 121, organisation='"><script>')
    page = send(client, day, data)
    html = page.content.decode()
    assert told(page) == [
        "Vul je naam in.",
        "Dit adres is niet volledig. Een adres ziet eruit als naam@school.be.",
        "Maak dit wat korter: hoogstens 120 tekens, nu zijn het er 121.",
        "Kies je onderwijsverstrekker. Staat die er niet bij, kies dan “Andere”.",
        "Kies een sessie, of “Geen keuze in dit blok”.",
    ]
    for field in ("name", "email", "function", "network", f"block-{block.pk}"):
        assert f'<a href="#{field}">' in html and f'id="{field}"' in html
    assert "Nog 5 dingen na te kijken" in html
    assert posted(html) == {**posted(html), **{name: data[name] for name in ("email", "function", "organisation", "attempt")}}


@pytest.mark.parametrize("attempt", ["", "zomaar", "x" * 500, "\x00", "12345678-1234-1234-1234-12345678901G"])
def test_a_forged_key_is_said_and_a_new_one_given(client, attempt):
    day = open_day()
    page = send(client, day, typed(client, day, attempt=attempt))
    assert (page.status_code, day.registrations.count()) == (422, 0)
    assert "Dit formulier is niet volledig aangekomen." in page.content.decode()
    again = posted(page.content.decode())
    assert again["name"] == "Anja Luchtlezer"
    assert send(client, day, again).status_code == 200
    assert day.registrations.count() == 1


def test_a_slip_in_the_address_is_asked_about_once(client):
    day = open_day()
    page = send(client, day, typed(client, day, email="anja@gmial.com"))
    assert (page.status_code, told(page)) == (422, ["Bedoelde je anja@gmail.com?"])
    html = page.content.decode()
    assert '<button class="btn" type="submit" name="take" value="anja@gmail.com">' in html
    send(client, day, posted(html))
    assert day.registrations.get().email == "anja@gmial.com"


def test_the_address_that_was_meant_is_taken_with_one_button(client):
    day = open_day()
    page = send(client, day, typed(client, day, email="anja@gmial.com"))
    answer = send(client, day, {**posted(page.content.decode()), "take": "anja@gmail.com"})
    assert "anja@gmail.com</strong>" in answer.content.decode()
    assert day.registrations.get().email == "anja@gmail.com"


@pytest.mark.parametrize("name", ["Anja\r\nBcc: iedereen@example.org", "\u202eAnja", "<b>Anja</b>", "A" * 120, "Анна"])
def test_a_hostile_name_harms_nobody(client, name):
    day = open_day()
    assert send(client, day, typed(client, day, name=name)).status_code == 200
    registration = day.registrations.get()
    assert {"\n", "\u202e"} & set(registration.name) == set()
    letter = Letter.objects.get(object_id=registration.pk)
    assert "Bcc:" not in letter.subject


@pytest.mark.parametrize(
    "email", ["anja@school.example\nBcc: x@y.be", "anja@school.example,b@c.be", "<anja@school.example>", "@", "a@b"]
)
def test_an_address_with_more_in_it_is_refused(client, email):
    day = open_day()
    page = send(client, day, typed(client, day, email=email))
    assert told(page) == ["Dit adres is niet volledig. Een adres ziet eruit als naam@school.be."]


# -- the same answer to everybody --------------------------------------------------------------------------------------
def test_a_known_address_a_full_day_and_a_repeated_form_get_the_same_bytes(client):
    day = open_day(capacity=2)
    comes(day, "anja")
    data = typed(client, day)
    known = send(client, day, data)
    cancel(day.registrations.get().code, at=EARLY)
    new = send(client, day, data)
    repeated = send(client, day, data)
    comes(day, "ben")
    cancel(day.registrations.live().get(email="anja@school.example").code, at=EARLY)
    comes(day, "cas")
    full = send(client, day, {**data, "attempt": posted(client.get(address(day)).content.decode())["attempt"]})
    assert day.registrations.get(state="waiting").email == "anja@school.example"
    assert len({same_bytes(answer) for answer in (known, new, repeated, full)}) == 1
    assert len({str(sorted(answer.headers.items())) for answer in (known, new, repeated, full)}) == 1


def test_a_double_click_registers_once(client):
    day = open_day()
    data = typed(client, day)
    first, second = send(client, day, data), send(client, day, data)
    assert same_bytes(first) == same_bytes(second)
    assert day.registrations.count() == Letter.objects.count() == 1


def test_a_double_click_for_the_last_seat_is_answered_alike(client):
    day = open_day()
    block, (one,) = choosing(day, 1)
    data = typed(client, day, **{f"block-{block.pk}": str(one.pk)})
    first, second = send(client, day, data), send(client, day, data)
    assert (first.status_code, second.status_code) == (200, 200)
    assert same_bytes(first) == same_bytes(second)


def test_a_form_that_was_answered_is_answered_again_whatever_happened_since(client):
    day = open_day()
    block, (one,) = choosing(day, 5)
    data = typed(client, day, **{f"block-{block.pk}": str(one.pk)})
    first = send(client, day, data)
    Session.objects.filter(pk=one.pk).update(cancelled=True)
    StudyDay.objects.filter(pk=day.pk).update(closes_at=EARLY)
    assert same_bytes(send(client, day, data)) == same_bytes(first)


def test_two_tabs_are_two_forms_of_one_person(client):
    day = open_day()
    first, second = typed(client, day), typed(client, day)
    assert first["attempt"] != second["attempt"]
    assert same_bytes(send(client, day, first)) == same_bytes(send(client, day, second))
    assert day.registrations.count() == 1


def test_who_goes_back_to_mend_the_address_is_registered_with_the_right_one(client):
    day = open_day()
    data = typed(client, day, email="anja@schol.example")
    send(client, day, data)
    mended = {**data, "email": "anja@school.example"}
    assert "anja@school.example" in send(client, day, mended).content.decode()
    send(client, day, mended)
    assert set(day.registrations.values_list("email", flat=True)) == {"anja@schol.example", "anja@school.example"}


def test_the_way_back_brings_the_filled_form_with_a_new_key(client):
    day = open_day()
    block, (one,) = choosing(day, 5)
    data = typed(client, day, diet="noten", needs_consent="on", **{f"block-{block.pk}": str(one.pk)})
    answer = posted(send(client, day, data).content.decode())
    back = send(client, day, {**answer, "back": "1"})
    again = posted(back.content.decode())
    assert (back.status_code, told(back)) == (200, [])
    assert again["attempt"] != data["attempt"]
    kept = ("name", "email", "network", "diet", "needs_consent", f"block-{block.pk}")
    assert {name: again[name] for name in kept} == {name: data[name] for name in kept}


def test_nothing_personal_is_kept_in_the_browser(client):
    day = open_day()
    answer = send(client, day, typed(client, day))
    assert set(client.cookies) == {"csrf"}
    for page in (client.get(address(day)), answer):
        assert (page["Cache-Control"], page["X-Robots-Tag"]) == ("private, no-store", "noindex")
        assert '<meta name="robots" content="noindex">' in page.content.decode()


def test_a_form_of_another_site_is_refused():
    day = open_day()
    stranger = Client(enforce_csrf_checks=True)
    data = typed(stranger, day)
    data.pop("csrfmiddlewaretoken")
    refused = send(stranger, day, data)
    assert refused.status_code == 403
    assert "We konden niet nagaan of dit formulier van onze site komt, en namen niets aan." in refused.content.decode()
    assert day.registrations.count() == 0


# -- a group -----------------------------------------------------------------------------------------------------------
def group(client, day, **more) -> dict:
    return typed(client, day, kind="group", organisation="De Kompasroos", seats="3", fit="all", **more)


def test_a_school_takes_seats_for_a_group(client):
    day = open_day()
    block, (one,) = choosing(day, 5)
    choosing(day, 5, 5, choice=RANKED)
    page = send(client, day, group(client, day, **{f"block-{block.pk}": str(one.pk)}))
    assert "Kijk in je mailbox" in page.content.decode()
    party = Party.objects.get()
    assert (party.email, party.asked, party.registrations.count()) == ("anja@school.example", 3, 3)
    one.refresh_from_db()
    assert one.taken == 3


@pytest.mark.parametrize("seats", ["", "0", "-2", "61", "drie", "2,5", "9" * 20])
def test_the_number_of_seats_is_a_number(client, seats):
    day = open_day()
    page = send(client, day, {**group(client, day), "seats": seats})
    assert told(page) == ["Schrijf een getal van 1 tot 60."]
    assert posted(page.content.decode())["seats"] == seats


def test_a_group_that_does_not_fit_is_told_beside_its_number(client):
    day = open_day(capacity=2)
    page = send(client, day, group(client, day))
    assert (page.status_code, Party.objects.count()) == (409, 0)
    words = "Nog vrij: 2 plaatsen. Dat is te weinig voor je hele groep. Vraag er minder, of kies “zoveel als er zijn”."
    assert told(page) == [words]
    again = posted(page.content.decode())
    assert (again["seats"], again["kind"]) == ("3", "group")
    send(client, day, {**again, "fit": "as_many"})
    assert Party.objects.get().registrations.count() == 2


def test_what_a_full_day_tells_a_group_says_nothing_about_its_contact(client):
    day = open_day(capacity=3)
    send(client, day, group(client, day))
    known = send(client, day, group(client, day))
    stranger = send(client, day, group(client, day, email="ben@school.example"))
    assert (known.status_code, told(known)) == (stranger.status_code, told(stranger))
