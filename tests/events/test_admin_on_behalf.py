"""The desk of one registration: what an organiser sees of somebody, and does for them with the verbs of everybody."""

import datetime as dt
import re

import pytest

from events.models import Block, Needs, Registration
from events.registering.audit import findings
from events.registering.parties import PartyRequest, register_party
from events.registering.registration import Who
from portal.letters.models import Letter
from portal.publishing.logbook import Act, LogEntry
from tests.desk import cost, said
from tests.events.test_admin_registrations import address
from tests.factories.registrations import EARLY, choosing, comes, open_day, wants

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_time")]


@pytest.fixture
def in_time(time_machine):
    """The desk looks at the clock: it is before the day."""
    time_machine.move_to(EARLY, tick=False)


@pytest.fixture(autouse=True)
def all_is_well_afterwards(db):
    yield
    assert findings(at=EARLY) == []


def opened(client, day) -> dict:
    """The form of a new registration as the browser has it."""
    form = client.get(address(day, "nieuw/")).context["form"]
    return {"attempt": form["attempt"].value(), "network": "none"}


def add(client, day, **typed):
    return client.post(address(day, "nieuw/"), {**opened(client, day), **typed}, follow=True)


def do(client, registration, what, **more):
    url = address(registration.day, f"{registration.number}/")
    return client.post(url, {"_do": what, **more}, follow=True)


def seats(registration) -> list[tuple[str, int]]:
    return sorted(registration.places.values_list("state", "session"))


def log(registration) -> list[int]:
    lines = LogEntry.objects.filter(content_type__model="registration", object_id=str(registration.pk))
    return list(lines.order_by("pk").values_list("action_flag", flat=True))


# -- adding ------------------------------------------------------------------------------------------------------------
def test_an_organiser_registers_somebody_with_their_choices(organiser):
    day = open_day()
    block, sessions = choosing(day, 5, 5)
    choice = {f"block-{block.pk}": sessions[1].pk}
    page = add(organiser, day, name="Noor", email="Noor@School.example", organisation="De Linde", **choice)
    made = day.registrations.get()
    assert (made.name, made.email, made.organisation, made.state) == ("Noor", "noor@school.example", "De Linde", "confirmed")
    assert seats(made) == [("confirmed", sessions[1].pk)]
    assert said(page) == ["Inschrijving 1 is gemaakt: ingeschreven. De brief is onderweg."]
    assert LogEntry.objects.get(action_flag=Act.REGISTERED).user == organiser.user
    assert Letter.objects.get().to == "noor@school.example"


def test_an_organiser_registers_also_when_the_window_is_closed(organiser):
    day = open_day(closes_at=EARLY - dt.timedelta(days=1))
    add(organiser, day, name="Noor", email="noor@school.example")
    assert day.registrations.confirmed().count() == 1


def test_wishes_can_be_given_for_somebody_after_their_last_day(organiser):
    day = open_day()
    block, sessions = choosing(day, 1, 1, choice=Block.Choice.RANKED)
    Block.objects.filter(pk=block.pk).update(wishes_until=EARLY.date() - dt.timedelta(days=3))
    wishes = {f"block-{block.pk}-1": sessions[1].pk, f"block-{block.pk}-2": sessions[0].pk}
    add(organiser, day, name="Noor", email="noor@school.example", **wishes)
    wished = day.registrations.get().places.wished().values_list("session", flat=True)
    assert list(wished) == [sessions[1].pk, sessions[0].pk]


def test_a_form_that_is_sent_twice_registers_once(organiser):
    day = open_day()
    typed = {**opened(organiser, day), "name": "Noor", "email": "noor@school.example"}
    first, second = (organiser.post(address(day, "nieuw/"), typed) for _time in range(2))
    assert first.url == second.url == address(day, "1/")
    assert (Registration.objects.count(), Letter.objects.count()) == (1, 1)


def test_an_address_that_is_registered_is_named_and_nothing_that_was_typed_is_lost(organiser):
    day = open_day()
    comes(day, "an")
    page = add(organiser, day, name="Iemand anders", email="AN@school.example", organisation="Typte ik")
    form = page.context["form"]
    assert form.errors == {"email": ["Met dit adres is al iemand ingeschreven: nummer 1."]}
    assert (form["name"].value(), form["organisation"].value()) == ("Iemand anders", "Typte ik")
    assert Letter.objects.count() == 1  # nobody was written to because of a mistake


@pytest.mark.parametrize(
    "typed, field",
    [
        ({"name": "", "email": "noor@school.example"}, "name"),
        ({"name": "Noor", "email": "geen adres"}, "email"),
        ({"name": "Noor", "email": "a@b.example\r\nBcc: x@y.example"}, "email"),
        ({"name": "Noor", "email": "noor@school.example", "network": "other"}, "network_words"),
        ({"name": "Noor", "email": "noor@school.example", "network": "99999"}, "network"),
        ({"name": "Noor", "email": "noor@school.example", "diet": "noten"}, "needs_consent"),
        ({"name": "x" * 121, "email": "noor@school.example"}, "name"),
    ],
)
def test_what_is_not_right_is_said_beside_its_field(organiser, typed, field):
    day = open_day()
    page = add(organiser, day, **typed)
    assert list(page.context["form"].errors) == [field]
    assert not Registration.objects.exists()


def test_a_session_of_another_day_cannot_be_chosen(organiser):
    day, other = open_day(), open_day()
    block, _own = choosing(day, 3)
    _block, (foreign,) = choosing(other, 3)
    page = add(organiser, day, name="Noor", email="noor@school.example", **{f"block-{block.pk}": foreign.pk})
    assert not page.context["fields"].is_valid()
    assert not Registration.objects.exists()


def test_needs_are_kept_with_consent_and_seen_by_who_may(organiser, chief_editor):
    day = open_day()
    add(organiser, day, name="Noor", email="noor@school.example", diet="Zonder noten", needs_consent="on")
    assert Needs.objects.get().diet == "Zonder noten"
    assert "Zonder noten" in organiser.get(address(day, "1/")).content.decode()
    page = chief_editor.get(address(day, "1/"))
    assert (page.status_code, "Zonder noten" in page.content.decode()) == (200, False)


def test_needs_are_changed_and_thrown_away_for_somebody_by_who_may(organiser, chief_editor):
    day = open_day()
    comes(day, "an", diet="noten", needs_consent=True)
    url, typed = address(day, "1/gegevens/"), {"name": "An", "email": "an@school.example", "network": "none"}
    assert organiser.get(url).context["form"]["diet"].value() == "noten"
    assert "diet" not in chief_editor.get(url).context["form"].fields
    chief_editor.post(url, typed)
    assert Needs.objects.get().diet == "noten"
    refused = organiser.post(url, {**typed, "diet": "vis"})
    assert list(refused.context["form"].errors) == ["needs_consent"]
    organiser.post(url, {**typed, "diet": "vis", "needs_consent": "on"})
    assert Needs.objects.get().diet == "vis"
    organiser.post(url, typed)
    assert not Needs.objects.exists()


# -- one registration --------------------------------------------------------------------------------------------------
def test_a_registration_tells_its_place_in_line_its_letters_and_its_history(organiser):
    day = open_day()
    block, (session,) = choosing(day, 1)
    comes(day, "an", wants(block, session))
    comes(day, "bo", wants(block, session))
    cis = comes(day, "cis", wants(block, session))
    Letter.objects.filter(object_id=cis.pk).update(state="failed", error="Postbus vol")
    page = re.sub(r"\s+", " ", organiser.get(address(day, "3/")).content.decode())
    for words in ("na 1 ander", "Postbus vol", "niet verzonden", '<p class="t">Ingeschreven</p>', session.title):
        assert words in page


def test_who_waits_for_the_day_sees_its_place(organiser):
    day = open_day(capacity=1)
    comes(day, "an")
    comes(day, "bo")
    assert "op de wachtlijst van de dag" in organiser.get(address(day, "2/")).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_a_registration_costs_the_same_with_one_letter_as_with_three(organiser, count):
    day = open_day()
    an = comes(day, "an")
    for number in range(count - 1):
        do(organiser, an, "link", once=f"keer{number}")
    organiser.get(address(day, "1/"))
    assert Letter.objects.count() == count
    assert cost(lambda: organiser.get(address(day, "1/"))) <= 18


# -- changing ----------------------------------------------------------------------------------------------------------
def test_cancelling_for_somebody_seats_who_waits_and_a_second_click_changes_nothing(organiser):
    day = open_day()
    block, (session,) = choosing(day, 1)
    an, bo = comes(day, "an", wants(block, session)), comes(day, "bo", wants(block, session))
    for _click in range(2):
        do(organiser, an, "cancel")
    assert seats(bo) == [("confirmed", session.pk)]
    assert log(an) == [Act.REGISTERED, Act.CANCELLED]
    assert "Schrijf uit" not in organiser.get(address(day, "1/")).content.decode()


def test_giving_back_a_seat_keeps_the_rest_of_the_day(organiser):
    day = open_day()
    block, (session,) = choosing(day, 1)
    an, bo = comes(day, "an", wants(block, session)), comes(day, "bo", wants(block, session))
    for _click in range(2):
        do(organiser, an, "give_back", session=session.pk)
    an.refresh_from_db()
    assert (an.state, seats(an), seats(bo)) == ("confirmed", [], [("confirmed", session.pk)])


def test_choosing_for_somebody_gains_the_new_seat(organiser):
    day = open_day()
    block, sessions = choosing(day, 1, 1)
    an = comes(day, "an", wants(block, sessions[0]))
    url = address(day, "1/keuzes/")
    assert organiser.get(url).status_code == 200
    page = organiser.post(url, {f"block-{block.pk}": sessions[1].pk}, follow=True)
    assert said(page) == ["De keuzes staan zoals je ze koos."]
    assert seats(an) == [("confirmed", sessions[1].pk)]
    assert log(an) == [Act.REGISTERED, Act.CHOSEN]


def test_a_refusal_is_a_sentence_and_what_was_had_is_kept(organiser):
    day = open_day()
    block, sessions = choosing(day, 1, 1)
    an = comes(day, "an", wants(block, sessions[0]))
    day.cancelled = True
    day.save(update_fields=["cancelled"])
    page = organiser.post(address(day, "1/keuzes/"), {f"block-{block.pk}": sessions[1].pk})
    assert page.context["fault"] == "Deze studiedag gaat niet door."
    assert seats(an) == [("confirmed", sessions[0].pk)]


def test_a_wrong_address_is_corrected_and_the_old_link_leads_nowhere(organiser):
    day = open_day()
    an = comes(day, "an")
    typed = {"name": "An", "email": "an.goed@school.example", "network": "none"}
    for _click in range(2):
        organiser.post(address(day, "1/gegevens/"), typed)
    after = Registration.objects.get(pk=an.pk)
    assert (after.email, after.code == an.code) == ("an.goed@school.example", False)
    assert list(Letter.objects.order_by("pk").values_list("to", flat=True)) == ["an@school.example", "an.goed@school.example"]
    assert log(an) == [Act.REGISTERED, Act.CHANGED]
    assert "an.goed" not in LogEntry.objects.get(action_flag=Act.CHANGED).change_message


def test_nobody_gets_the_address_of_somebody_else(organiser):
    day = open_day()
    comes(day, "an")
    comes(day, "bo")
    page = organiser.post(address(day, "2/gegevens/"), {"name": "Bo", "email": "an@school.example", "network": "none"})
    assert page.context["form"].non_field_errors() == ["Met dit adres is al iemand ingeschreven voor deze dag."]


def test_a_seat_of_a_group_is_named(organiser):
    day = open_day()
    party = register_party(day, PartyRequest("groep", Who("dirk@school.example", "Dirk"), 1), at=EARLY)
    organiser.post(address(day, "1/gegevens/"), {"name": "Noor", "email": "noor@school.example", "network": "none"})
    assert party.registrations.get().email == "noor@school.example"
    assert log(party.registrations.get()) == [Act.ENTRUSTED]


def test_the_link_goes_once_for_each_press(organiser):
    day = open_day()
    an = comes(day, "an")
    for once in ("eerste", "eerste", "tweede"):
        do(organiser, an, "link", once=once)
    assert Letter.objects.filter(kind="registration-link").count() == 2
    assert log(an) == [Act.REGISTERED, Act.RESENT, Act.RESENT]


def test_a_letter_that_failed_goes_again_and_never_one_of_somebody_else(organiser):
    day = open_day()
    an, bo = comes(day, "an"), comes(day, "bo")
    Letter.objects.update(state="failed")
    theirs, other = (Letter.objects.get(object_id=who.pk) for who in (an, bo))
    assert said(do(organiser, an, "letter", letter=other.pk)) == ["Deze brief moet nog vertrekken: dat gebeurt vanzelf."]
    assert said(do(organiser, an, "letter", letter=theirs.pk)) == ["De brief wordt opnieuw verzonden."]
    assert sorted(Letter.objects.values_list("object_id", "state")) == [(an.pk, "owed"), (bo.pk, "failed")]


def test_who_cancelled_is_not_told_again_that_they_come(organiser, time_machine):
    day = open_day()
    an = comes(day, "an")
    time_machine.move_to(EARLY + dt.timedelta(hours=1), tick=False)
    organiser.force_login(organiser.user)
    do(organiser, an, "cancel")
    Letter.objects.update(state="sent")
    confirmed, cancelled = (Letter.objects.get(kind=f"registration-{kind}") for kind in ("confirmed", "cancelled"))
    assert organiser.get(address(day, "1/")).content.decode().count('value="letter"') == 1
    assert said(do(organiser, an, "letter", letter=confirmed.pk)) == [
        "Deze brief klopt niet meer: wie hem kreeg, is uitgeschreven."
    ]
    assert said(do(organiser, an, "letter", letter=cancelled.pk)) == ["De brief wordt opnieuw verzonden."]


# -- who may -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("rest", ["1/", "nieuw/", "1/keuzes/", "1/gegevens/"])
def test_somebody_who_does_not_organise_sees_and_does_nothing(editor, rest):
    day = open_day()
    an = comes(day, "an")
    assert editor.get(address(day, rest)).status_code == 403
    assert editor.post(address(day, rest), {"_do": "cancel"}).status_code == 403
    an.refresh_from_db()
    assert an.state == "confirmed"


def test_who_may_only_look_does_nothing(organiser):
    day = open_day()
    an = comes(day, "an")
    group = organiser.user.groups.get()
    group.permissions.remove(group.permissions.get(codename="change_registration"))
    assert "Schrijf uit" not in organiser.get(address(day, "1/")).content.decode()
    assert do(organiser, an, "cancel").status_code == 403
    assert organiser.get(address(day, "nieuw/")).status_code == 403


def test_what_is_not_there_is_not_found(organiser):
    day = open_day()
    assert organiser.get(address(day, "7/")).status_code == 404
    comes(day, "an")
    assert do(organiser, day.registrations.get(), "onzin").status_code == 403
