"""A school registers a group: seats now, names later."""

import pytest

from events.models import Party, Registration
from events.registering.audit import findings
from events.registering.parties import PartyRequest, entrust, find_party, hand_in, register_party, unnamed
from events.registering.registration import RegistrationRefused, Who
from portal.letters.models import Letter
from tests.factories.registrations import EARLY, choosing, comes, open_day, wants

pytestmark = pytest.mark.django_db
CONTACT = Who("directie@school.example", "Dirk", organisation="Basisschool De Linde")


@pytest.fixture(autouse=True)
def all_is_well_afterwards(db):
    yield
    assert findings(at=EARLY) == []


def school(day, seats, *choices, **said):
    said = {"attempt": "school", "all_or_nothing": True, **said}
    return register_party(day, PartyRequest(contact=CONTACT, seats=seats, choices=choices, **said), at=EARLY)


def test_a_group_has_seats_without_names_and_its_contact_one_letter():
    day = open_day(capacity=5)
    party = school(day, 3)
    day.refresh_from_db()
    assert (unnamed(party).count(), day.taken) == (3, 3)
    assert list(Letter.objects.values_list("kind", "to")) == [("registration-party", "directie@school.example")]
    assert f"/inschrijving/groep/{party.code}/" in Letter.objects.get().text


def test_all_or_nothing_takes_no_seat_when_there_are_too_few():
    day = open_day(capacity=2)
    with pytest.raises(RegistrationRefused, match="Nog vrij: 2 plaatsen"):
        school(day, 3)
    assert (Party.objects.count(), Registration.objects.count(), Letter.objects.count()) == (0, 0, 0)


def test_as_many_as_fit_takes_what_there_is_and_says_so():
    day = open_day(capacity=10)
    block, (session,) = choosing(day, 2)
    party = school(day, 3, wants(block, session), all_or_nothing=False)
    session.refresh_from_db()
    assert (party.registrations.count(), session.taken) == (2, 2)
    assert "Je vroeg er 3" in Letter.objects.get().text


def test_a_full_day_has_no_seats_for_a_group():
    day = open_day(capacity=1)
    comes(day, "an")
    with pytest.raises(RegistrationRefused, match="geen plaats meer"):
        school(day, 1, all_or_nothing=False)


def test_a_group_that_is_sent_twice_is_one_group_and_a_known_contact_gets_the_link():
    day = open_day()
    assert school(day, 2) == school(day, 2)
    assert school(day, 2, attempt="other") is None
    assert (Party.objects.count(), Registration.objects.count(), Letter.objects.count()) == (1, 2, 2)


@pytest.mark.parametrize("seats", [0, -1, 61])
def test_a_group_has_a_sensible_size(seats):
    with pytest.raises(RegistrationRefused, match="tussen 1 en 60"):
        school(open_day(), seats)


def test_a_colleague_gets_their_own_link_and_reads_who_gave_their_name():
    day = open_day()
    party = school(day, 2)
    seat = unnamed(party).first()
    colleague = Who("an@school.example", "An")
    named = entrust(party.code, seat.number, colleague, at=EARLY)
    entrust(party.code, seat.number, colleague, at=EARLY)
    assert (named.organisation, unnamed(party).count()) == ("Basisschool De Linde", 1)
    letter = Letter.objects.get(to="an@school.example")
    assert "Dirk schreef je in en gaf ons je naam" in letter.text
    assert named.code in letter.text
    assert party.code not in letter.text


def test_a_seat_keeps_its_name_and_an_address_has_one_seat():
    day = open_day()
    comes(day, "bo")
    party = school(day, 2)
    one, other = unnamed(party)
    entrust(party.code, one.number, Who("an@school.example", "An"), at=EARLY)
    for number, email in (
        (one.number, "cas@school.example"),
        (other.number, "an@school.example"),
        (other.number, "bo@school.example"),
    ):
        with pytest.raises(RegistrationRefused):
            entrust(party.code, number, Who(email, "Iemand"), at=EARLY)
    assert unnamed(party).get() == other


def test_a_seat_of_another_group_is_refused():
    day = open_day()
    party = school(day, 1)
    stranger = comes(day, "an")
    with pytest.raises(RegistrationRefused, match="hoort niet"):
        entrust(party.code, stranger.number, Who("cas@school.example", "Cas"), at=EARLY)
    with pytest.raises(RegistrationRefused, match="Deze link bestaat niet"):
        find_party("x")


def test_a_seat_that_is_handed_in_goes_to_who_waits():
    day = open_day(capacity=2)
    party = school(day, 2)
    waiting = comes(day, "an")
    seat = unnamed(party).first()
    hand_in(party.code, seat.number, at=EARLY)
    hand_in(party.code, seat.number, at=EARLY)
    waiting.refresh_from_db()
    day.refresh_from_db()
    assert (waiting.state, day.taken, unnamed(party).count()) == ("confirmed", 2, 1)
