"""The worker's rounds: which links are looked at when, how gently, and what the desk reads of it."""

import datetime as dt

import pytest
from django.core.management import call_command

from portal.links import health
from portal.links.health import check_due, check_now, ignore
from portal.links.models import HealthDay, Host, Link, Saw, Verdict
from portal.links.summary import days, summary
from tests.factories import NOON, ResourceFactory
from tests.factories.links import HOUR, broken, linked

DAY = dt.timedelta(days=1)

pytestmark = pytest.mark.django_db


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
