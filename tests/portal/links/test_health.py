"""Whether links still work: what one look sees, when that becomes a verdict, and how politely it is done."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.catalogue import held
from portal.catalogue.models import Edition, Record
from portal.links import health
from portal.links.health import Look, check_due, ignore, look, note, watch_again
from portal.links.models import Link, Saw, Verdict
from tests.factories import NOON, FicheFactory, UserFactory
from tests.factories.links import HOUR, broken, linked

DAY = dt.timedelta(days=1)


# -- one look --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("path", "saw", "status"),
    [
        ("/fine", Saw.FINE, 200),
        ("/slash", Saw.FINE, 200),  # the same address with a slash
        ("/cookie", Saw.FINE, 200),
        ("/302", Saw.AWAY, 200),
        ("/303", Saw.AWAY, 200),
        ("/307", Saw.AWAY, 200),
        ("/301", Saw.MOVED, 200),
        ("/308", Saw.MOVED, 200),
        ("/301-302", Saw.MOVED, 200),
        ("/gone-home", Saw.FRONT, 200),
        ("/behind-login", Saw.LOGIN, 200),
        ("/account/login", Saw.FINE, 200),  # who links to the door means the door
        ("/401", Saw.LOGIN, 401),
        ("/403-sign-in", Saw.LOGIN, 403),
        ("/403", Saw.FORBIDDEN, 403),
        ("/451", Saw.FORBIDDEN, 451),
        ("/999", Saw.FORBIDDEN, 999),
        ("/404", Saw.NOT_FOUND, 404),
        ("/410", Saw.GONE, 410),
        ("/429", Saw.BUSY, 429),
        ("/500", Saw.ERROR, 500),
        ("/503-later", Saw.ERROR, 503),
        ("/head-not-allowed", Saw.FINE, 200),
        ("/head-is-broken", Saw.FINE, 200),
        ("/head-hangs-up", Saw.FINE, 200),
        ("/endless", Saw.FINE, 200),
        ("/huge", Saw.FINE, 200),
        ("/nonsense-charset", Saw.FINE, 200),
        ("/loop", Saw.LOOP, None),
        ("/to-metadata", Saw.PRIVATE, None),
        ("/reset", Saw.REFUSED, None),
        ("/nonsense", Saw.NONSENSE, None),
        ("/slow", Saw.TIMEOUT, None),
    ],
)
def test_one_look_sees_how_a_site_behaves(elsewhere, path, saw, status):
    seen = look(elsewhere.url(path), head=1.0, get=1.0)
    assert (seen.saw, seen.status) == (saw, status)


def test_a_link_that_works_costs_the_site_one_question_without_a_body(elsewhere):
    look(elsewhere.url("/endless"))
    assert elsewhere.asked == [("HEAD", "/endless")]


@pytest.mark.parametrize(
    ("path", "wait"),
    [
        ("/429", dt.timedelta(seconds=120)),
        ("/429-silent", dt.timedelta(hours=1)),
        ("/429-nonsense", dt.timedelta(hours=1)),
        ("/429-forever", dt.timedelta(days=3)),
        ("/429-date", dt.timedelta(days=3)),
        ("/503-later", dt.timedelta(hours=2)),
        ("/500", None),
    ],
)
def test_a_site_that_asks_to_come_back_later_is_believed_within_reason(elsewhere, path, wait):
    assert look(elsewhere.url(path)).wait == wait


@pytest.mark.parametrize(
    "address",
    [
        "https://login.microsoftonline.com/abc/oauth2/authorize?client=1",
        "https://g-o.smartschool.be/login?url=x",
        "https://pro.example.be/nl/account/aanmelden",
        "https://aanmelden.example.be/",
        "https://idp.example.be/module.php/saml",
        "https://accounts.google.com/v3/x",
        "https://school.example/wp-login.php",
    ],
)
def test_a_redirect_to_where_people_sign_in_is_a_door(address):
    assert health.is_door(address)


@pytest.mark.parametrize("address", ["https://een.be/inloggen-op-de-klas/", "https://een.be/login-tips", "https://authors.be/"])
def test_what_only_talks_about_it_is_none(address):
    assert not health.is_door(address)


# -- a verdict -------------------------------------------------------------------------------------------------------------
pytestmark = pytest.mark.django_db
FAIL = Look(Saw.NOT_FOUND, 404)


def looks(link: Link, *seen: tuple[float, Look]) -> Link:
    """The link after these looks, each so many hours after noon."""
    for hours, one in seen:
        link = note(link, one, NOON + hours * HOUR)
    return link


@pytest.mark.parametrize(
    ("hours", "verdict"),
    [
        ((0,), Verdict.OK),
        ((0, 48), Verdict.OK),  # two looks are not enough
        ((0, 1, 2, 3, 4), Verdict.OK),  # nor is one bad day
        ((0, 6, 23), Verdict.OK),
        ((0, 6, 26), Verdict.BROKEN),
    ],
)
def test_a_link_is_broken_after_three_looks_on_two_days(hours, verdict):
    _resource, link = linked("https://een.be/a")
    link = looks(link, (-100, Look(Saw.FINE, 200)), *((hour, FAIL) for hour in hours))
    assert (link.verdict, link.failures) == (verdict, len(hours))
    assert link.shaky == (verdict == Verdict.OK)


def test_one_good_look_and_the_counting_begins_again():
    _resource, link = linked("https://een.be/a")
    link = looks(link, (0, FAIL), (6, FAIL), (20, Look(Saw.FINE, 200)), (40, FAIL), (60, FAIL))
    assert (link.verdict, link.failures) == (Verdict.OK, 2)
    link = looks(link, (80, FAIL))
    assert link.verdict == Verdict.BROKEN
    assert looks(link, (81, Look(Saw.FINE, 200))).verdict == Verdict.OK


@pytest.mark.parametrize(
    ("saw", "verdict"),
    [
        (Saw.LOGIN, Verdict.LOGIN),
        (Saw.FORBIDDEN, Verdict.BLOCKED),
        (Saw.ROBOTS, Verdict.BLOCKED),
        (Saw.PRIVATE, Verdict.BLOCKED),
        (Saw.CHAIN, Verdict.BLOCKED),
        (Saw.BUSY, Verdict.UNCHECKED),
        (Saw.MOVED, Verdict.REDIRECT),
        (Saw.FRONT, Verdict.REDIRECT),
        (Saw.AWAY, Verdict.OK),
    ],
)
def test_what_a_person_can_open_or_may_not_be_asked_is_never_broken(saw, verdict):
    _resource, link = linked("https://een.be/a")
    assert looks(link, *((hours, Look(saw)) for hours in (0, 24, 48, 72))).verdict == verdict


def test_a_busy_site_neither_fails_nor_mends_a_link():
    _resource, link = linked("https://een.be/a")
    link = looks(link, (0, FAIL), (6, Look(Saw.BUSY, 429, wait=HOUR)), (26, FAIL))
    assert (link.failures, link.verdict) == (2, Verdict.UNCHECKED)
    assert looks(link, (50, FAIL)).verdict == Verdict.BROKEN


def test_a_link_is_looked_at_about_weekly_and_a_failing_one_sooner():
    _resource, link = linked("https://een.be/a")
    waits = []
    for hours, seen in (
        (0, Look(Saw.FINE, 200)),
        (200, FAIL),
        (206, FAIL),
        (226, FAIL),
        (900, FAIL),
        (901, Look(Saw.BUSY, wait=HOUR)),
    ):
        link = looks(link, (hours, seen))
        waits.append((link.due_at - link.checked_at) / HOUR)
    assert abs(waits[0] - 168) <= 12
    assert waits[1:] == [6, 20, 24, 168, 1]


def test_the_history_is_bounded_and_newest_last():
    _resource, link = linked("https://een.be/a")
    link = looks(link, *((hours, Look(Saw.ERROR, 500 + hours)) for hours in range(30)))
    assert len(link.history) == 20
    assert link.history[-1] == {"at": (NOON + 29 * HOUR).isoformat(), "saw": "error", "status": 529}


def test_a_certificate_is_named_and_breaks_a_link_in_the_end(secure_site):
    _resource, link = linked(secure_site.url())
    seen = look(link.url)
    link = looks(link, (0, seen), (24, seen), (48, seen))
    assert link.verdict == Verdict.BROKEN
    assert link.seen_words() == "het beveiligingscertificaat klopt niet (zelf ondertekend)"


# -- ignoring --------------------------------------------------------------------------------------------------------------
def test_an_ignored_link_is_left_alone_until_somebody_wants_it_back(elsewhere):
    _resource, link = broken(elsewhere.url("/404"))
    user = UserFactory(role="redacteur")
    link = ignore(link, because="Alleen op school te openen.", by=user, at=NOON)
    assert (link.verdict, link.ignored_because, link.ignored_by, link.due_at) == (
        Verdict.IGNORED,
        "Alleen op school te openen.",
        user,
        None,
    )
    assert check_due(NOON + 100 * DAY) == 0
    assert looks(link, (1, FAIL)).verdict == Verdict.IGNORED
    link = watch_again(link, at=NOON + DAY)
    assert (link.verdict, link.failures, link.due_at, link.ignored_because) == (Verdict.UNCHECKED, 0, NOON + DAY, "")
    assert check_due(NOON + DAY) == 1


# -- what readers are told -------------------------------------------------------------------------------------------------
WORDS = "Deze link werkt mogelijk niet meer; hij werkte laatst op 23 oktober 2026."


def test_readers_are_told_on_every_page_that_shows_a_broken_link_and_no_longer_when_it_works(visitor):
    resource, link = linked("https://een.be/a", slug="stuk")
    fiche = FicheFactory(resources=[resource], published=True)
    pages = [fiche.get_absolute_url(), "/materialen/stuk/", "/materialen/"]
    assert [WORDS in visitor.get(page).content.decode() for page in pages] == [False] * 3
    updated = Record.objects.get(kind="resource").updated_at
    link = looks(link, (-240, Look(Saw.FINE, 200)), (0, FAIL), (24, FAIL))
    assert [WORDS in visitor.get(page).content.decode() for page in pages] == [False] * 3
    link = looks(link, (48, FAIL))
    assert [visitor.get(page).content.decode().count(WORDS) for page in pages] == [1] * 3
    assert Record.objects.get(kind="resource").updated_at == updated  # nothing was written anew by an editor
    call_command("rebuild_catalogue", check=True)
    looks(link, (49, Look(Saw.FINE, 200)))
    assert [WORDS in visitor.get(page).content.decode() for page in pages] == [False] * 3
    call_command("rebuild_catalogue", check=True)


def test_a_link_that_never_worked_is_said_so_without_a_date(visitor):
    resource, _link = broken("https://een.be/a", worked=False, slug="stuk")
    FicheFactory(resources=[resource], published=True)
    page = visitor.get("/materialen/stuk/").content.decode()
    assert "Deze link werkt mogelijk niet meer.</span>" in page


def test_an_ignored_link_gets_no_sign(visitor):
    resource, link = broken("https://een.be/a", slug="stuk")
    FicheFactory(resources=[resource], published=True)
    ignore(link, because="Werkt wel.", by=None, at=NOON)
    assert "werkt mogelijk niet meer" not in visitor.get("/materialen/stuk/").content.decode()


def test_looks_that_change_nothing_for_readers_leave_their_pages_alone():
    resource, link = linked("https://een.be/a")
    FicheFactory(resources=[resource], published=True)
    before = Edition.objects.get().number
    looks(link, (0, Look(Saw.FINE, 200)), (1, FAIL), (2, Look(Saw.MOVED, 200, moved_to="https://twee.be")))
    assert Edition.objects.get().number == before


def test_the_sign_costs_readers_nothing(client):
    costs = []
    for slug, made in (("heel", linked), ("stuk", broken)):
        FicheFactory(slug=slug, resources=[made(f"https://een.be/{slug}/{number}")[0] for number in range(3)], published=True)
    for slug in ("heel", "stuk"):
        held.forget()  # so that each reads the navigation
        with CaptureQueriesContext(connection) as queries:
            page = client.get(f"/fiches/{slug}/").content.decode()
        costs.append((len(queries), page.count("werkt mogelijk niet meer")))
    assert costs == [(3, 0), (3, 3)]
