"""The pages behind a secret link: only who has the link sees them, only a POST changes something, and nobody keeps them."""

import datetime as dt
import io
import json
import re

import pypdf
import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from events.models import Block, Needs, Place, Registration, StudyDay
from events.registering.audit import findings
from events.registering.parties import PartyRequest, register_party
from events.registering.privacy import forget_last_letters
from events.registering.registration import Who, cancel
from events.tickets import of_ticket, ticket_of
from portal.letters.models import Letter
from portal.letters.sending import send_owed
from tests.factories.days import BlockFactory, SessionFactory
from tests.factories.registrations import EARLY, choosing, comes, open_day, wants

pytestmark = pytest.mark.django_db
TABS = ["", "keuzes/", "gegevens/", "uitschrijven/", "ticket.pdf", "studiedag.ics", "mijn-gegevens.json", "wissen/"]


@pytest.fixture(autouse=True)
def on_time():
    cache.clear()
    with time_machine.travel(EARLY + dt.timedelta(minutes=5), tick=False):
        yield


def text(page) -> str:
    return " ".join(page.content.decode().split())


def state_of_everything() -> list:
    rows = [list(model.objects.order_by("pk").values()) for model in (Registration, Place, Needs, Letter)]
    return rows


# -- see ---------------------------------------------------------------------------------------------------------------
def test_the_page_shows_the_own_day_in_order_with_hours_rooms_and_the_place_in_line(visitor):
    day = open_day(capacity=9)
    BlockFactory(day=day, title="Onthaal", kind=Block.Kind.BREAK, starts=dt.time(9), ends=dt.time(9, 30), position=0)
    block, (full, other) = choosing(day, 1, 5)
    Block.objects.filter(pk=block.pk).update(starts=dt.time(10), ends=dt.time(11), position=1, title="Eerste ronde")
    comes(day, "an", wants(block, full))
    page = text(visitor.get(comes(day, "bo", wants(block, full, other), at=EARLY).get_absolute_url()))
    for words in ("Je bent ingeschreven, Bo", "9.00 tot 9.30 uur", "10.00 tot 11.00 uur", f">{other.title}</a>", "Onthaal"):
        assert words in page
    assert f"Je staat op plaats 1 op de wachtlijst voor “{full.title}”" in page
    assert "zonder dat je iets moet doen; tot 24 uur voor de start. Tot dan houd je je plaats hierboven." in page
    assert page.index("Onthaal") < page.index("Eerste ronde")


def test_who_waits_for_the_day_reads_where_and_how(visitor):
    day = open_day(capacity=1)
    comes(day, "an"), comes(day, "bo")
    page = text(visitor.get(comes(day, "cas").get_absolute_url()))
    assert "Je staat op de wachtlijst, Cas" in page
    assert "Je staat op plaats 2. Komt er een plaats vrij, dan krijg je ze meteen" in page
    assert "QR-code" not in page


def test_the_pages_are_private_and_looking_changes_nothing(visitor):
    day = open_day()
    block, (session,) = choosing(day, 3)
    mine = comes(day, "an", wants(block, session), diet="vegan", needs_consent=True)
    before = state_of_everything()
    tabs = [*TABS, f"teruggeven/{session.pk}/"]
    answers = [visitor.get(mine.get_absolute_url() + tab) for tab in tabs]
    assert [answer.status_code for answer in answers] == [200] * len(tabs)
    assert {answer["Cache-Control"] for answer in answers} == {"private, no-store"}
    assert {answer["Referrer-Policy"] for answer in answers} == {"same-origin"}
    assert {answer["X-Robots-Tag"] for answer in answers} == {"noindex, nofollow"}
    assert state_of_everything() == before
    with_form = {tab for tab in tabs if Client().get(mine.get_absolute_url() + tab).cookies}
    assert with_form == {f"teruggeven/{session.pk}/", "keuzes/", "gegevens/", "uitschrijven/", "wissen/"}


@pytest.mark.parametrize("wrong", ["fout", "x" * 300, "%00", "groep/fout"])
def test_a_wrong_code_says_what_to_do(visitor, wrong):
    answer = visitor.get(f"/inschrijving/{wrong}/")
    assert answer.status_code == 404
    assert "Open de laatste mail die je van ons kreeg" in text(answer)
    assert answer["Cache-Control"] == "private, no-store"


def test_the_address_cut_off_is_a_page_too(visitor):
    mine = comes(open_day(), "an")
    assert visitor.get("/inschrijving/").status_code == 200
    assert visitor.get("/inschrijving/groep/").url == "/inschrijving/"
    assert visitor.get(f"{mine.get_absolute_url()}teruggeven/").url == mine.get_absolute_url()


def test_a_lost_link_is_sent_again_to_its_address_and_who_asks_is_told_nothing(visitor):
    day = open_day(closes_at=EARLY + dt.timedelta(minutes=1))
    mine = comes(day, "an")
    party = register_party(day, PartyRequest("group", Who("an@school.example", "An"), 2), at=EARLY)
    cancel(comes(day, "bo").code, at=EARLY)
    before = set(Letter.objects.values_list("pk", flat=True))
    answers = [
        visitor.post("/inschrijving/", {"email": address})
        for address in (" AN@school.example", "an@school.example", "bo@school.example", "niemand@school.example")
    ]
    pages = {re.sub(r"Staat \S+ op", "Staat X op", text(answer)) for answer in answers}
    assert len(pages) == 1
    assert "Kijk in je mailbox" in pages.pop()
    sent = Letter.objects.exclude(pk__in=before).order_by("pk")
    assert [(letter.kind, letter.to) for letter in sent] == [
        ("registration-link", "an@school.example"),
        ("registration-party", "an@school.example"),
    ]
    assert mine.get_absolute_url() in sent[0].text and party.get_absolute_url() in sent[1].text


def test_the_answer_to_who_lost_a_link_takes_as_long_for_everybody(visitor, settings, monkeypatch):
    waited = []
    monkeypatch.setattr("portal.pace.time.sleep", waited.append)
    settings.PACE_LOST = 60.0
    comes(open_day(), "an")
    for address in ("an@school.example", "niemand@school.example", "geen adres"):
        visitor.post("/inschrijving/", {"email": address})
    assert len(waited) == 2
    assert all(50 < seconds <= 60 for seconds in waited)


def test_a_day_that_is_over_sends_no_links(visitor):
    day = open_day()
    comes(day, "an")
    with time_machine.travel(day.over() + dt.timedelta(days=1)):
        visitor.post("/inschrijving/", {"email": "an@school.example"})
    assert not Letter.objects.filter(kind="registration-link").exists()


@pytest.mark.parametrize("typed", ["", "an@", "\x00", "a" * 300 + "@school.example"])
def test_an_address_that_is_none_is_said_beside_the_field(visitor, typed):
    page = text(visitor.post("/inschrijving/", {"email": typed}))
    assert 'aria-invalid="true"' in page and 'id="id_email-fout"' in page
    assert not Letter.objects.exists()


def test_guessing_codes_is_stopped_and_looking_at_the_own_page_is_not(visitor, settings):
    settings.PACE_CODES = 3
    mine = comes(open_day(), "an").get_absolute_url()
    assert [visitor.get(mine).status_code for _ in range(5)] == [200] * 5
    assert [visitor.get(f"/inschrijving/raad-{n}/").status_code for n in range(4)] == [404, 404, 404, 429]
    assert visitor.get("/inschrijving/groep/raad/").status_code == 429
    assert visitor.get(mine, REMOTE_ADDR="192.0.2.9").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_choice_as_for_three(visitor, django_assert_num_queries, count):
    day = open_day()
    chosen = []
    for _ in range(count):
        block, (full, other) = choosing(day, 1, 4)
        chosen.append((block, full, other))
    comes(day, "an", *[wants(block, full) for block, full, _other in chosen])
    mine = comes(day, "bo", *[wants(*row) for row in chosen])
    visitor.get("/")
    with django_assert_num_queries(9):
        page = visitor.get(mine.get_absolute_url())
    assert text(page).count("op de wachtlijst voor") == count


def test_a_hostile_name_is_only_text(visitor):
    mine = comes(open_day(), "an")
    Registration.objects.filter(pk=mine.pk).update(name="<script>alert(1)</script>", organisation='"><img src=x>')
    page = text(visitor.get(mine.get_absolute_url()))
    assert "&lt;script&gt;" in page and "<script>alert" not in page and "<img src=x>" not in page


# -- choose ------------------------------------------------------------------------------------------------------------
def test_choices_are_changed_with_the_link(visitor):
    day = open_day()
    block, (one, other) = choosing(day, 3, 3)
    mine = comes(day, "an", wants(block, one))
    answer = visitor.post(f"{mine.get_absolute_url()}keuzes/", {f"block-{block.pk}": other.pk}, follow=True)
    assert "Je keuzes zijn bewaard" in text(answer)
    assert set(mine.places.values_list("session", "state")) == {(other.pk, "confirmed")}
    again = visitor.post(f"{mine.get_absolute_url()}keuzes/", {f"block-{block.pk}": other.pk}, follow=True)
    assert "Er is niets gewijzigd" in text(again)


def test_a_session_of_another_day_is_refused_beside_the_field(visitor):
    day = open_day()
    block, (one,) = choosing(day, 3)
    _other_block, (strange,) = choosing(open_day(), 3)
    mine = comes(day, "an", wants(block, one))
    answer = visitor.post(f"{mine.get_absolute_url()}keuzes/", {f"block-{block.pk}": strange.pk})
    assert "staat niet (meer) in" in text(answer) and 'href="#block-' in text(answer)
    assert set(mine.places.values_list("session", flat=True)) == {one.pk}


def test_after_the_last_moment_choices_are_fixed(visitor):
    day = open_day(change_until=EARLY)
    block, (one, other) = choosing(day, 3, 3)
    mine = comes(day, "an", wants(block, one), at=EARLY - dt.timedelta(hours=1))
    answer = visitor.post(f"{mine.get_absolute_url()}keuzes/", {f"block-{block.pk}": other.pk})
    assert "Je keuzes wijzigen kan niet meer" in text(answer)
    assert set(mine.places.values_list("session", flat=True)) == {one.pk}


# -- leave -------------------------------------------------------------------------------------------------------------
def test_who_waits_for_the_day_reads_of_the_line_and_of_no_seat(visitor):
    day = open_day(capacity=1)
    block, sessions = choosing(day, 3, 3)
    comes(day, "an")
    bo = comes(day, "bo", wants(block, *sessions))
    home = bo.get_absolute_url()
    page = text(visitor.get(home))
    assert "Schrijf je uit, dan ga je van de wachtlijst." in page and "je plaats" not in page
    assert "wensen" not in page and "Zodra de plaatsen verdeeld zijn" not in page  # who comes first is seated in that block
    assert "Je gaat van de wachtlijst voor" in text(visitor.get(f"{home}uitschrijven/"))
    assert "Je staat niet meer op de wachtlijst." in text(visitor.post(f"{home}uitschrijven/", follow=True))
    letters = dict(Letter.objects.filter(object_id=bo.pk, to=bo.email).values_list("kind", "text"))
    assert "wens 1" not in letters["registration-waiting"]
    assert "Je staat niet meer op de wachtlijst." in letters["registration-cancelled"]
    assert "Je plaats" not in letters["registration-cancelled"]


def test_leaving_asks_first_and_gives_the_seat_away(visitor):
    day = open_day(capacity=1)
    mine, bo = comes(day, "an"), comes(day, "bo")
    assert "Wil je je uitschrijven?" in text(visitor.get(f"{mine.get_absolute_url()}uitschrijven/"))
    answer = visitor.post(f"{mine.get_absolute_url()}uitschrijven/", follow=True)
    assert "Je bent uitgeschreven, An" in text(answer) and "Je plaats is vrij voor iemand anders." in text(answer)
    bo.refresh_from_db()
    assert bo.state == "confirmed"
    assert findings(at=EARLY) == []


def test_the_link_of_the_letter_gives_one_seat_back_only_after_a_button(visitor):
    day = open_day()
    block, (full,) = choosing(day, 1)
    an, bo = comes(day, "an", wants(block, full)), comes(day, "bo", wants(block, full))
    cancel(an.code, at=EARLY)
    letter = Letter.objects.get(kind="registration-seated")
    path = f"{bo.get_absolute_url()}teruggeven/{full.pk}/"
    assert path in letter.text
    for _scanner in range(3):
        assert "Geef mijn plaats terug" in text(visitor.get(path))
    assert bo.places.confirmed().count() == 1
    assert "Je gaf je plaats terug" in text(visitor.post(path, follow=True))
    assert bo.places.count() == 0
    assert "Je hebt hier geen plaats (meer)" in text(visitor.get(path))
    assert visitor.post(path, follow=True).status_code == 200
    assert visitor.get(f"{bo.get_absolute_url()}teruggeven/{10**30}/").status_code == 200


def test_a_form_without_its_token_does_nothing():
    mine = comes(open_day(), "an")
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"{mine.get_absolute_url()}uitschrijven/").status_code == 403
    mine.refresh_from_db()
    assert mine.state == "confirmed"


# -- take along --------------------------------------------------------------------------------------------------------
def test_a_ticket_names_one_registration_and_opens_nothing():
    day = open_day()
    an, bo = comes(day, "an"), comes(day, "bo")
    said = ticket_of(an)
    assert an.code not in said
    assert (of_ticket(day, said), of_ticket(day, f" {said.lower()} "), of_ticket(day, ticket_of(bo))) == (an, an, bo)
    assert of_ticket(open_day(), said) is None
    wrong = said[:-1] + ("3" if said[-1] == "2" else "2")
    assert [of_ticket(day, text) for text in ("", "x", wrong, said.replace(f"-{an.number}-", "-99-"))] == [None] * 4


def test_the_ticket_on_paper_says_who_what_and_when(visitor):
    day = open_day()
    block, (session,) = choosing(day, 3)
    mine = comes(day, "an", wants(block, session))
    answer = visitor.get(f"{mine.get_absolute_url()}ticket.pdf")
    assert answer["Content-Type"] == "application/pdf"
    words = " ".join("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages).split())
    for said in (day.title, "An", ticket_of(mine), session.title, "Plaats 1"):
        assert said in words


def test_who_has_no_seat_has_no_ticket(visitor):
    day = open_day(capacity=1)
    comes(day, "an")
    assert "Er is geen ticket" in text(visitor.get(f"{comes(day, 'bo').get_absolute_url()}ticket.pdf"))


# -- own data ----------------------------------------------------------------------------------------------------------
def test_everything_we_keep_is_in_the_download(visitor):
    day = open_day()
    block, (session,) = choosing(day, 3)
    mine = comes(day, "an", wants(block, session), diet="vegan", needs_consent=True)
    said = json.loads(visitor.get(f"{mine.get_absolute_url()}mijn-gegevens.json").content)
    assert said["inschrijving"]["e-mailadres"] == "an@school.example"
    assert said["noden"]["dieet"] == "vegan"
    assert [place["sessie"] for place in said["plaatsen"]] == [session.title]
    assert [letter["soort"] for letter in said["brieven"]] == ["bevestiging van een inschrijving"]
    assert [line["wat"] for line in said["logboek"]] == ["Ingeschreven"]


def test_who_wants_to_be_forgotten_is_and_the_seat_goes_on(visitor, post):
    day = open_day(capacity=1)
    mine, bo = comes(day, "an", diet="vegan", needs_consent=True), comes(day, "bo")
    send_owed(EARLY)
    url = mine.get_absolute_url()
    assert "Dit kan niet ongedaan gemaakt worden" in text(visitor.get(f"{url}wissen/"))
    assert "Je gegevens zijn gewist" in text(visitor.post(f"{url}wissen/"))
    mine.refresh_from_db(), bo.refresh_from_db()
    assert (mine.state, mine.email, mine.name, bo.state) == ("cancelled", "", "", "confirmed")
    assert not Needs.objects.exists()
    assert visitor.get(url).status_code == 404
    assert visitor.post(f"{url}wissen/").status_code == 404
    left = Letter.objects.exclude(to="bo@school.example")
    assert [letter.kind for letter in left] == ["registration-erased"]
    send_owed(EARLY + dt.timedelta(hours=1))
    assert "Je vroeg ons om je te vergeten" in post.letters[-2 if "bo@" in post.letters[-1]["To"] else -1].as_string()
    assert forget_last_letters(EARLY) == 1
    assert not Letter.objects.filter(to="an@school.example").exists()
    assert findings(at=EARLY) == []


def test_the_form_that_was_sent_again_after_that_does_not_bring_somebody_back(visitor):
    day = open_day()
    mine = comes(day, "an")
    visitor.post(f"{mine.get_absolute_url()}wissen/")
    again = comes(day, "an")
    assert again.pk != mine.pk and again.email == "an@school.example"


def test_a_cancelled_day_says_so_and_has_no_ticket(visitor):
    day = open_day()
    mine = comes(day, "an")
    StudyDay.objects.filter(pk=day.pk).update(cancelled=True, cancelled_note="De zaal liep onder water.")
    page = text(visitor.get(mine.get_absolute_url()))
    assert "Deze studiedag gaat niet door" in page and "De zaal liep onder water." in page and "Ticket als pdf" not in page


def test_a_session_elsewhere_on_the_day_is_told_with_its_room(visitor):
    day = open_day()
    block = BlockFactory(day=day, title="Keynote", kind=Block.Kind.PLENARY, starts=dt.time(9, 30))
    SessionFactory(day=day, block=block, title="Samen lezen werkt", form="keynote", published=True)
    page = text(visitor.get(comes(day, "an").get_absolute_url()))
    assert "Samen lezen werkt" in page and "vanaf 9.30 uur" in page
