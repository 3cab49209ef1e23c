"""The desk of a day is shut: by role, by form, by day; whatever anybody types; and looking changes nothing."""

import json

import pytest
from django.test import Client

from events.models import Block, Mailing, Needs, Party, Place, Registration
from events.registering.parties import PartyRequest, register_party
from events.registering.registration import Who
from portal.letters.models import Letter
from portal.publishing.logbook import LogEntry
from tests.events.test_admin_registrations import address
from tests.factories.registrations import EARLY, choosing, comes, open_day, wants

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_time")]
SCREENS = ["", "nieuw/", "groep/", "plaatsen/", "toewijzing/", "schrijven/", "1/", "1/keuzes/", "1/gegevens/"]
POSTS = [*SCREENS[1:], "nakijken/", "lijst.csv", "lijst.xlsx", "noden.xlsx"]
GIANT = "9" * 30
SECRETS = ("an@school.example", "An &", "cavia", "Directeur Dirk", "dirk@school.example")


@pytest.fixture
def in_time(time_machine):
    """The desk looks at the clock: it is before the day."""
    time_machine.move_to(EARLY, tick=False)


@pytest.fixture
def day():
    """A day with somebody who needs something, wishes, and a group."""
    day = open_day()
    block, (session,) = choosing(day, 5)
    ranked, wished = choosing(day, 2, 2, choice=Block.Choice.RANKED)
    comes(day, "an", wants(block, session), wants(ranked, *wished), diet="cavia", needs_consent=True)
    register_party(day, PartyRequest("groep", Who("dirk@school.example", "Directeur Dirk", organisation="De Linde"), 1), at=EARLY)
    return day


def everything() -> str:
    models = (Registration, Party, Place, Needs, Letter, Mailing, LogEntry, Block)
    return json.dumps([list(model.objects.order_by("pk").values()) for model in models], default=str)


def urls(day, rests=POSTS) -> list[str]:
    return [*(address(day, rest) for rest in rests), f"/beheer/events/studyday/{day.pk}/verwittigen/"]


@pytest.mark.parametrize("who, status", [("visitor", 302), ("teacher", 302), ("editor", 403)])
def test_who_does_not_organise_gets_no_screen_no_file_and_does_nothing(request, who, status, day):
    client, before = request.getfixturevalue(who), everything()
    for url in [*urls(day), address(day), "/beheer/events/registration/", "/beheer/events/party/", "/beheer/letters/letter/"]:
        for ask in (client.get, client.post):
            page = ask(url, {"_do": "cancel", "vullen": "1"})
            assert page.status_code in (status, 404), url
            assert [words for words in SECRETS if words in page.content.decode()] == []
    assert everything() == before


def test_what_an_editor_does_open_says_nothing_of_who_comes(editor, day):
    session = day.sessions.first()
    places = ["/beheer/", "/beheer/events/studyday/", f"/beheer/events/studyday/{day.pk}/change/"]
    places += [f"/beheer/events/session/{session.pk}/change/", "/beheer/admin/logentry/", "/beheer/links/link/"]
    for url in places:
        page = editor.get(url).content.decode()
        assert [words for words in SECRETS if words in page] == [], url


def test_every_form_needs_its_token(organiser, day):
    client, before = Client(enforce_csrf_checks=True), everything()
    client.force_login(organiser.user)
    for url in urls(day):
        assert client.post(url, {"_do": "cancel", "wat": "verwittig"}).status_code == 403, url
    assert everything() == before


def test_looking_changes_nothing_and_is_kept_nowhere(organiser, day):
    before = everything()
    query = {"_do": "cancel", "q": "an", "vullen": GIANT, "gedaan": "<script>", "pagina": GIANT, "sessie": GIANT, "seen": "x"}
    for url in [*urls(day), address(day)]:
        page = organiser.get(url, query)
        assert page.status_code in (200, 405), url
        assert "no-store" in page["Cache-Control"], url
        assert page.get("ETag") is None
        assert '<script>"' not in page.content.decode()
    assert everything() == before


def test_a_number_of_another_day_is_not_found_under_this_one(organiser, day):
    other = open_day()
    for rest in ("1/", "1/keuzes/", "1/gegevens/"):
        for ask in (organiser.get, organiser.post):
            assert ask(address(other, rest), {"_do": "cancel"}).status_code == 404


@pytest.mark.parametrize("number", ["0", GIANT, "2147483648"])
def test_numbers_that_nobody_has_are_not_found(organiser, day, number):
    assert organiser.get(f"/beheer/events/studyday/{number}/inschrijvingen/").status_code == 404
    assert organiser.get(address(day, f"{number}/")).status_code == 404
    for act in ("give_back", "letter", "link", "cancel"):
        assert organiser.post(address(day, f"{number}/"), {"_do": act}).status_code == 404
    for act, what in (("give_back", "session"), ("letter", "letter")):
        assert organiser.post(address(day, "1/"), {"_do": act, what: number}).status_code == 302


ODD = {
    "nothing": "",
    "nul": "a\x00b",
    "emoji": "👩‍👩‍👧 Zoë",
    "right to left": "An\u202egnp.exe",
    "half a character": "An\ud800",
    "long": "x" * 20_000,
    "lines": "An\r\nBcc: x@y.example",
    "html": "<img src=x onerror=alert(1)>",
    "formula": '=HYPERLINK("http://x")',
    "negative": "-1",
    "giant": GIANT,
    "other digits": "٣",
    "template": "{{ settings.SECRET_KEY }}{% debug %}",
}


@pytest.mark.parametrize("typed", ODD.values(), ids=ODD)
def test_whatever_is_typed_the_desk_answers_in_words(organiser, day, typed):
    names = (
        "name",
        "email",
        "function",
        "organisation",
        "network",
        "network_words",
        "diet",
        "access",
        "needs_consent",
        "attempt",
    )
    names += (
        "subject",
        "text",
        "answers",
        "seen",
        "dag",
        "dag_seen",
        "vullen",
        "wat",
        "once",
        "session",
        "letter",
        "q",
        "sessie",
    )
    names += tuple(f"s{pk}" for pk in day.sessions.values_list("pk", flat=True))
    names += tuple(f"keuze-{pk}" for pk in day.blocks.values_list("pk", flat=True))
    said = typed.encode("utf-8", "surrogatepass")
    body = b"&".join(name.encode() + b"=" + _quoted(said) for name in names for _twice in range(2))
    for url in urls(day):
        act = ACTS.get(url.rstrip("/").rpartition("/")[2], b"send")
        page = organiser.post(url, body + b"&_do=" + act, content_type="application/x-www-form-urlencoded")
        assert page.status_code in (200, 302, 400), (url, page.status_code)
        assert b"onerror=alert(1)>" not in page.content
    said = _quoted(said).decode()
    assert organiser.get(f"{address(day)}?q={said}&sessie={said}&pagina={said}&q={said}").status_code in (200, 400)


ACTS = {"1": b"give_back", "toewijzing": b"confirm"}


def _quoted(said: bytes) -> bytes:
    return b"".join(b"%%%02x" % one for one in said)


def test_what_somebody_needs_is_not_asked_of_the_list_by_who_may_not_know(organiser, chief_editor, day):
    comes(day, "bo")
    for client, found in ((organiser, 1), (chief_editor, 3)):
        page = client.get(address(day), {"noden": "1"})
        assert page.context["page"].paginator.count == found
        assert ("Alleen wie noden opgaf" in page.content.decode()) == (found == 1)
        assert ("met noden" in page.content.decode()) == (found == 1)
        assert ("Noden voor keuken" in page.content.decode()) == (found == 1)
    csv = chief_editor.post(address(day, "lijst.csv?noden=1")).content.decode("utf-8-sig")
    assert len(csv.splitlines()) == 4
    assert chief_editor.get(address(day, "schrijven/?noden=1")).context["count"] == "2 mensen"
