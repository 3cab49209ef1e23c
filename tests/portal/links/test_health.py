"""Whether links still work: what one look sees, when that becomes a verdict, and how politely it is done."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.catalogue.models import Edition, Record
from portal.links import health
from portal.links.health import Look, check_due, check_now, ignore, look, note, watch_again
from portal.links.models import HealthDay, Host, Link, Saw, Verdict
from portal.links.summary import days, summary
from tests.factories import NOON, FicheFactory, ResourceFactory, UserFactory
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
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            page = client.get(f"/fiches/{slug}/").content.decode()
        costs.append((len(queries), page.count("werkt mogelijk niet meer")))
    assert costs == [(4, 0), (4, 3)]


# -- the looks that are due ------------------------------------------------------------------------------------------------
def test_what_is_due_is_looked_at_once_and_asking_again_changes_nothing(elsewhere):
    _resource, link = linked(elsewhere.url())
    assert check_due(NOON + 100 * DAY) == 1
    asked = list(elsewhere.asked)
    assert asked == [("GET", "/robots.txt"), ("HEAD", "/fine")]
    assert check_due(NOON + 100 * DAY) == 0
    assert elsewhere.asked == asked
    link.refresh_from_db()
    assert (link.verdict, link.status, link.checked_at) == (Verdict.OK, 200, NOON + 100 * DAY)


def test_a_host_is_asked_one_link_at_a_time_and_then_left_alone_for_a_while(elsewhere, make_site):
    other = make_site()
    for number in range(3):
        linked(elsewhere.url(f"/fine?{number}"))
    linked(other.url())
    at = NOON + 100 * DAY
    rounds = []
    for seconds in (0, 5, 20, 25, 40, 60):
        rounds.append(check_due(at + dt.timedelta(seconds=seconds)))
    assert rounds == [2, 0, 1, 0, 1, 0]
    assert elsewhere.looked_at("/robots.txt") == 1


def test_a_round_is_bounded(make_site):
    for _number in range(health.BATCH + 2):
        linked(make_site().url())
    at = NOON + 100 * DAY
    assert [check_due(at), check_due(at + HOUR), check_due(at + 2 * HOUR)] == [health.BATCH, 2, 0]


def test_a_round_ends_when_it_is_told_to(make_site):
    for _number in range(3):
        linked(make_site().url())
    answers = iter([False, True])
    assert check_due(NOON + 100 * DAY, stop=lambda: next(answers)) == 1


def test_two_workers_never_look_at_one_link_together(elsewhere):
    _resource, link = linked(elsewhere.url())
    at = NOON + 100 * DAY
    mine, theirs = (Link.objects.select_related("host").get(pk=link.pk) for _worker in range(2))
    assert [health.claim(mine, at), health.claim(theirs, at)] == [True, False]


def test_what_robots_txt_closes_is_not_looked_at(elsewhere):
    elsewhere.robots = (
        200,
        {},
        b"User-agent: *\nDisallow: /404\n\nUser-agent: MaterialenbankLinks\nDisallow: /fine\nCrawl-delay: 600\n",
    )
    _resource, link = linked(elsewhere.url("/fine"))
    at = NOON + 100 * DAY
    check_due(at)
    link.refresh_from_db()
    assert (link.verdict, link.saw, elsewhere.looked_at("/fine")) == (Verdict.BLOCKED, Saw.ROBOTS, 0)
    assert Host.objects.get(pk=link.host_id).next_at == at + dt.timedelta(seconds=600)


def test_a_site_whose_robots_txt_fails_is_asked_nothing_more_and_counts_as_failing(elsewhere):
    elsewhere.robots = (500, {}, b"")
    _resource, link = linked(elsewhere.url("/fine"))
    check_due(NOON + 100 * DAY)
    link.refresh_from_db()
    assert (link.saw, link.failures, elsewhere.looked_at("/fine")) == (Saw.ERROR, 1, 0)


def test_a_host_that_asks_for_patience_is_left_alone_with_all_its_links(elsewhere):
    linked(elsewhere.url("/429"))
    linked(elsewhere.url("/fine"))
    at = NOON + 100 * DAY
    rounds = [check_due(at + dt.timedelta(seconds=seconds)) for seconds in (0, 60, 119, 121)]
    assert rounds == [1, 0, 0, 1]


def test_a_site_that_recovers_is_found_well(elsewhere):
    _resource, link = linked(elsewhere.ok_after("/moe", failures=2))  # HEAD and GET of the first look
    at = NOON + 100 * DAY
    check_due(at)
    link.refresh_from_db()
    assert (link.saw, link.failures) == (Saw.ERROR, 1)
    check_due(at + 7 * HOUR)
    link.refresh_from_db()
    assert (link.verdict, link.failures) == (Verdict.OK, 0)


# -- our own line ------------------------------------------------------------------------------------------------------------
def test_when_nothing_answers_no_link_is_blamed(closed_port):
    _resource, link = linked(closed_port)
    at = NOON + 100 * DAY
    for day in range(5):
        check_due(at + day * DAY)
    link.refresh_from_db()
    assert (link.verdict, link.failures, link.history) == (Verdict.UNCHECKED, 0, [])
    assert link.due_at == at + 4 * DAY + HOUR


def test_a_silent_site_is_blamed_when_another_answers_in_the_same_round(elsewhere, closed_port):
    _resource, link = linked(closed_port)
    linked(elsewhere.url())
    check_due(NOON + 100 * DAY)
    link.refresh_from_db()
    assert (link.saw, link.failures) == (Saw.REFUSED, 1)


def test_a_link_that_worked_is_asked_whether_our_line_is_to_blame(elsewhere, closed_port):
    _well, witness = linked(elsewhere.url())
    at = NOON + 100 * DAY
    check_due(at)
    _resource, link = linked(closed_port)
    for hours in (1, 8, 30):
        assert check_due(at + hours * HOUR) == 1
    link.refresh_from_db()
    assert (link.verdict, link.failures) == (Verdict.BROKEN, 3)
    witness.refresh_from_db()
    assert witness.checked_at == at + 30 * HOUR
    assert elsewhere.looked_at("/fine") == 4


# -- beside the worker's other verbs, and by hand --------------------------------------------------------------------------
def test_nothing_is_looked_at_where_that_is_switched_off(elsewhere, settings):
    settings.LINK_CHECKS = False
    linked(elsewhere.url())
    assert check_due(NOON + 100 * DAY) == 0
    assert elsewhere.asked == []


def test_the_worker_looks_at_what_is_due(elsewhere):
    _resource, link = linked(elsewhere.url("/301"))
    call_command("work", once=True)
    link.refresh_from_db()
    assert (link.verdict, link.moved_to) == (Verdict.REDIRECT, elsewhere.url("/fine"))


def test_a_look_by_hand_counts_like_any_other_but_leaves_a_host_alone_that_asked_for_it(elsewhere):
    _resource, link = linked(elsewhere.url("/404"))
    link = check_now(link, NOON)
    assert (link.saw, link.failures, link.checked_at) == (Saw.NOT_FOUND, 1, NOON)
    Host.objects.filter(pk=link.host_id).update(next_at=NOON + 10 * HOUR)
    link = check_now(Link.objects.select_related("host").get(pk=link.pk), NOON + 2 * HOUR)
    assert link.checked_at == NOON


# -- in numbers ------------------------------------------------------------------------------------------------------------
def test_the_desk_gets_the_numbers_of_now_and_of_each_day(elsewhere, django_assert_num_queries, time_machine):
    time_machine.move_to(NOON)
    for path in ("/fine", "/301", "/404"):
        linked(elsewhere.url(path))
    broken("https://een.be/oud", at=NOON)
    _resource, newest = broken("https://een.be/nieuw", at=NOON + DAY)
    Link.objects.create(url="https://nergens.be/")  # stands nowhere
    for seconds in (0, 20, 40):
        check_due(NOON + dt.timedelta(seconds=seconds))
    with django_assert_num_queries(2):
        found = summary(newest=1)
        assert found.broken == [newest]
    assert {verdict: number for verdict, number in found.counts.items() if number} == {
        "ok": 1,
        "redirect": 1,
        "unchecked": 1,
        "broken": 2,
    }
    assert (found.total, found.shaky) == (5, 1)
    assert HealthDay.objects.count() == 1
    today = NOON.date()
    assert [(day, counts["broken"], counts["login"]) for day, counts in days(today)] == [(today, 2, 0)]


def test_a_link_that_stands_nowhere_is_forgotten_in_the_end_and_an_ignored_one_is_not(elsewhere, time_machine):
    time_machine.move_to(NOON)
    old, _link = linked(elsewhere.url("/oud"))
    shelved, link = linked(elsewhere.url("/later"))
    ignore(link, because="Komt terug.", by=None, at=NOON)
    check_due(NOON + HOUR)
    for resource in (old, shelved):
        resource.url = ""
        resource.how = "Vraag het."
        resource.save()
    ResourceFactory(url=elsewhere.url())
    check_due(NOON + 200 * DAY)
    assert {link.url for link in Link.objects.all()} == {elsewhere.url(), elsewhere.url("/later")}
