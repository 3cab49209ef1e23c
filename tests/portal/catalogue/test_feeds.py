"""A feed tells the newest first, at the address of the site, and stays the same as long as the site does."""

import datetime as dt
import re
from xml.etree import ElementTree

import pytest
from django.urls import path

from portal.catalogue.feeds import NewestRecords, days
from portal.catalogue.kept import reading
from portal.publishing.workflow import take
from portal.urls import urlpatterns as whole_site
from tests.factories import NOON, FicheFactory, publish

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

FEED = "/feeds/fiches.atom"
SITE = "https://materialen.example"
ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")

newest_fiches = NewestRecords(
    kind="fiche", title="Fiches & meer", subtitle="De nieuwste fiches.", path=FEED, page="/fiches/", limit=3
)
urlpatterns = [path(FEED[1:], reading(newest_fiches)), path("feeds/studiedagen.atom", days, name="feed-days"), *whole_site]


@pytest.fixture(autouse=True)
def our_site(settings):
    settings.SITE_URL, settings.SITE_NAME, settings.PUBLISHER = SITE, "Materialenbank", "PBD-GO! & co"


def said(element, name):
    return [child.text for child in element.findall(ATOM + name)]


def links(element):
    return {link.get("rel", "alternate"): link.get("href") for link in element.findall(ATOM + "link")}


def valid(content: bytes) -> ElementTree.Element:
    """The feed, after everything that RFC 4287 asks of a feed and its entries."""
    feed = ElementTree.fromstring(content)
    entries = feed.findall(ATOM + "entry")
    assert feed.tag == ATOM + "feed"
    assert len(links(feed)) == len(feed.findall(ATOM + "link")) == 2
    assert [name for author in feed.findall(ATOM + "author") for name in said(author, "name")] != []
    for element in [feed, *entries]:
        assert {name: len(said(element, name)) for name in ("id", "title", "updated")} == {"id": 1, "title": 1, "updated": 1}
        assert said(element, "title")[0].strip()
        assert said(element, "id")[0].startswith(SITE)
        assert [moment for moment in said(element, "updated") + said(element, "published") if not MOMENT.fullmatch(moment)] == []
    for entry in entries:
        assert links(entry)["alternate"].startswith(SITE)
        assert len(said(entry, "summary")) <= 1
    names = [said(element, "id")[0] for element in [feed, *entries]]
    assert len(set(names)) == len(names)
    return feed


def titles(client, **headers):
    return [said(entry, "title")[0] for entry in valid(client.get(FEED, **headers).content).findall(ATOM + "entry")]


def published(title, at, **told):
    return publish(FicheFactory(title=title, **told), at=at)


def test_the_feed_says_what_it_is_and_where_it_lives(visitor):
    FicheFactory(published=True)
    answer = visitor.get(FEED)
    feed = valid(answer.content)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "nl-BE"
    assert [said(feed, name) for name in ("title", "subtitle", "id")] == [
        ["Fiches & meer – Materialenbank"],
        ["De nieuwste fiches."],
        [SITE + FEED],
    ]
    assert links(feed) == {"alternate": SITE + "/fiches/", "self": SITE + FEED}
    assert said(feed.find(ATOM + "author"), "name") == ["PBD-GO! & co"]


def test_an_entry_says_what_the_record_says(visitor):
    fiche = published("Meten & <weten>", NOON, slug="meten", standfirst="Wat is 1 < 2 & waarom?")
    fiche = take(fiche, "edit", seen=fiche.edit, at=NOON)
    publish(fiche, at=NOON + dt.timedelta(days=2))
    feed = valid(visitor.get(FEED).content)
    [entry] = feed.findall(ATOM + "entry")
    assert {name: said(entry, name) for name in ("title", "summary", "id", "published", "updated")} == {
        "title": ["Meten & <weten>"],
        "summary": ["Wat is 1 &lt; 2 &amp; waarom?"],  # as HTML
        "id": [SITE + "/fiches/meten/"],
        "published": ["2026-11-02T12:00:00+00:00"],
        "updated": ["2026-11-04T12:00:00+00:00"],
    }
    assert links(entry) == {"alternate": SITE + "/fiches/meten/"}
    assert said(feed, "updated") == ["2026-11-04T12:00:00+00:00"]


def test_the_newest_come_first_and_no_more_than_the_limit(visitor):
    for days_later in (2, 0, 3, 1):
        published(f"Dag {days_later}", NOON + dt.timedelta(days=days_later))
    assert titles(visitor) == ["Dag 3", "Dag 2", "Dag 1"]


def test_only_what_is_public_is_in_it(visitor):
    FicheFactory(title="Nog een ontwerp")
    gone, stays = FicheFactory(title="Ingetrokken", published=True), FicheFactory(title="Blijft", published=True)
    assert titles(visitor) == ["Blijft", "Ingetrokken"]
    take(gone, "withdraw", seen=gone.edit, at=NOON)
    assert titles(visitor) == [stays.title]


def test_the_host_that_was_asked_never_enters_the_feed(visitor):
    FicheFactory(published=True)
    first = visitor.get(FEED + "?bedacht=1", HTTP_HOST="localhost").content
    assert b"localhost" not in first
    assert b"bedacht" not in first
    assert visitor.get(FEED, secure=True).content == first


def test_an_empty_feed_is_valid_and_does_not_change_by_the_clock(rf, time_machine):
    time_machine.move_to("2026-11-02 12:00")
    first = newest_fiches(rf.get(FEED)).content
    time_machine.move_to("2027-11-02 12:00")
    assert newest_fiches(rf.get(FEED)).content == first
    assert said(valid(first), "updated") == ["2026-01-01T00:00:00+00:00"]


def test_a_feed_is_kept_until_the_site_changes(visitor, django_assert_num_queries):
    FicheFactory(title="Eerste", published=True)
    first = visitor.get(FEED)
    with django_assert_num_queries(1):
        again = visitor.get(FEED, HTTP_IF_NONE_MATCH=first["ETag"])
    assert (first["Cache-Control"], again.status_code) == ("public, max-age=0, must-revalidate", 304)
    FicheFactory(title="Tweede", published=True)
    assert visitor.get(FEED, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200
    assert titles(visitor) == ["Tweede", "Eerste"]


def test_a_made_up_query_string_is_not_kept(visitor, django_assert_num_queries):
    visitor.get(FEED + "?a=1")
    with django_assert_num_queries(2):
        visitor.get(FEED + "?a=1")


@pytest.mark.parametrize("count", [1, 3])
def test_a_feed_costs_one_query_for_one_record_as_for_three(visitor, count, django_assert_num_queries):
    FicheFactory.create_batch(count, published=True)
    with django_assert_num_queries(2):  # the edition and the records
        answer = visitor.get(FEED)
    assert answer.content.count(b"<entry>") == count


def test_what_xml_cannot_hold_is_left_out(visitor):
    published("Verticale\x0btab \x1b", NOON, standfirst="Uit\x0ceen  \ufffepresentatie")
    [entry] = valid(visitor.get(FEED).content).findall(ATOM + "entry")
    assert (said(entry, "title"), said(entry, "summary")) == (["Verticale tab"], ["Uit een presentatie"])


def test_a_feed_is_only_read(visitor):
    assert visitor.post(FEED).status_code == 405
    assert visitor.head(FEED).content == b""


def test_the_feed_of_the_days_is_there_before_the_first_day(visitor):
    FicheFactory(published=True)
    feed = valid(visitor.get("/feeds/studiedagen.atom").content)
    assert (said(feed, "title"), links(feed), feed.findall(ATOM + "entry")) == (
        ["Studiedagen – Materialenbank"],
        {"alternate": SITE + "/studiedagen/", "self": SITE + "/feeds/studiedagen.atom"},
        [],
    )
