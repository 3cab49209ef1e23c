"""The front door answers what is kept before Django is asked: the same page, never an old one, never another's."""

import datetime as dt
import gzip
import random
import threading
import time

import brotli
import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import OperationalError, close_old_connections, connection
from django.db.models import F
from django.test.client import RequestFactory
from django.utils import timezone

from fiches.models import Fiche
from portal.catalogue import front, opened
from portal.catalogue.front import FrontDoor
from portal.catalogue.kept import Seen
from portal.catalogue.models import Edition
from portal.catalogue.store import Page, Store, sizes_for, store
from portal.publishing.workflow import take
from tests.factories import NOON, FicheFactory, PageFactory

HOST = settings.SITE_URL.partition("://")[2]
FIREFOX = {"HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0", "HTTP_ACCEPT_LANGUAGE": "nl-BE"}


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.body = int(status.split()[0]), body
        self.headers = {name.lower(): value for name, value in headers}

    @property
    def text(self) -> str:
        unpack = {"gzip": gzip.decompress, "br": brotli.decompress, "": bytes}
        return unpack[self.headers.get("content-encoding", "")](self.body).decode()


class Door(FrontDoor):
    """The front door with a counter of what goes past it."""

    def __init__(self):
        self.asked = []
        django = WSGIHandler()
        super().__init__(lambda environ, start: self.asked.append(environ["PATH_INFO"]) or django(environ, start))

    def get(self, path, method="GET", **said) -> Answer:
        environ = RequestFactory().generic(method, path, **{"HTTP_HOST": HOST, **FIREFOX, **said}).environ
        seen = {}
        answer = self(environ, lambda status, headers, exc_info=None: seen.update(status=status, headers=headers))
        body = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        return Answer(seen["status"], seen["headers"], body)

    def moments_later(self):
        """The number of the edition that was read is no longer believed."""
        self.edition._until = 0.0

    def reads_no_more(self):
        """It reads the number of the edition once more, and believes it until `moments_later`, however slow this machine is."""
        self.moments_later()
        self.edition.now()
        self.edition._until = time.monotonic() + 3600


@pytest.fixture
def door(db):
    """The door, in a process whose connection is that of the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield Door()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def fiche(db):
    return FicheFactory(slug="feedback", title="Feedback geven", published=True)


def change(fiche, title):
    Fiche.objects.filter(pk=fiche.pk).update(title=title)
    fresh = Fiche.objects.get(pk=fiche.pk)
    take(fresh, "publish", seen=fresh.edit, at=NOON, reopen=True)


def test_a_kept_page_is_answered_without_django_and_its_edition_is_asked_now_and_then(door, fiche, django_assert_num_queries):
    first = door.get(fiche.get_absolute_url())
    door.moments_later()
    with django_assert_num_queries(1):  # the number of the edition, four times in a second at most
        for _turn in range(5):
            again = door.get(fiche.get_absolute_url())
    assert (again.status, again.body, again.headers) == (first.status, first.body, first.headers)
    assert len(door.asked) == 1


def test_where_nothing_was_shown_yet_behind_the_door_nobody_asks_for_the_edition_again(door, fiche, django_assert_num_queries):
    url = fiche.get_absolute_url()
    door.get("/")  # what stands on every page is read once
    door.reads_no_more()
    with django_assert_num_queries(1):  # the fiche, with what stands around it
        drawn = door.get(url)
    store.clear()
    door.moments_later()
    Edition.objects.update(number=F("number") + 1)
    assert door.get(url).headers["etag"] == drawn.headers["etag"]  # by the stamp that the edition told


@pytest.mark.parametrize("at", ["fiche", "list"])
def test_what_is_published_while_the_door_believes_an_older_number_is_shown_when_it_reads_again(door, fiche, at):
    url = {"fiche": fiche.get_absolute_url(), "list": "/fiches/"}[at]
    door.reads_no_more()
    change(fiche, "Feedback krijgen")
    first = door.get(url)
    change(fiche, "Feedback vragen")
    assert door.get(url).headers["etag"] == first.headers["etag"]
    door.moments_later()
    assert "Feedback vragen" in door.get(url).text


@pytest.mark.parametrize(("takes", "size"), [("gzip", "gzip"), ("gzip, deflate, br", "br"), ("identity", None), ("br;q=0", None)])
def test_everybody_gets_the_size_they_can_unpack_and_304_when_they_have_it(door, fiche, takes, size):
    url = fiche.get_absolute_url()
    text = door.get(url).text
    for _turn in range(2):
        answer = door.get(url, HTTP_ACCEPT_ENCODING=takes)
        assert (answer.headers.get("content-encoding"), answer.text) == (size, text)
        assert int(answer.headers["content-length"]) == len(answer.body)
    same = door.get(url, HTTP_ACCEPT_ENCODING=takes, HTTP_IF_NONE_MATCH=f'"other", W/{answer.headers["etag"]}')
    assert (same.status, same.body, same.headers["etag"]) == (304, b"", answer.headers["etag"])
    assert len(door.asked) == 1


def test_behind_the_door_the_same_etag_is_known(door, fiche):
    url = fiche.get_absolute_url()
    door.get(url)
    etag = door.get(url, HTTP_ACCEPT_ENCODING="br").headers["etag"]
    door.forget()
    assert door.get(url, HTTP_ACCEPT_ENCODING="br", HTTP_IF_NONE_MATCH=etag).status == 304


def test_a_new_text_is_shown_when_the_number_is_read_again_and_other_pages_are_not_drawn_anew(door, fiche):
    other = PageFactory(published=True)
    url = fiche.get_absolute_url()
    before, kept = door.get(url), door.get(other.get_absolute_url())
    change(fiche, "Feedback krijgen")
    door.moments_later()
    after = door.get(url)
    assert ("Feedback geven" in before.text, "Feedback krijgen" in after.text) == (True, True)
    assert before.headers["etag"] != after.headers["etag"]
    assert door.get(other.get_absolute_url()).headers["etag"] == kept.headers["etag"]


def test_a_withdrawn_page_is_gone(door, fiche):
    url = fiche.get_absolute_url()
    assert door.get(url).status == 200
    fiche.refresh_from_db()
    take(fiche, "withdraw", seen=fiche.edit, at=timezone.now())
    door.moments_later()
    assert door.get(url).status == 410


def test_who_is_signed_in_goes_past_the_door_and_sees_it_at_once(door, fiche):
    url = fiche.get_absolute_url()
    door.get(url)
    change(fiche, "Feedback krijgen")
    assert "Feedback krijgen" in door.get(url, HTTP_COOKIE=f"{settings.SESSION_COOKIE_NAME}=abc").text


def test_a_moment_on_the_clock_is_not_slept_through(door, fiche, time_machine):
    url = fiche.get_absolute_url()
    now = timezone.now()
    time_machine.move_to(now, tick=False)  # drawing may take longer here than there is until that moment
    Edition.objects.update(next_moment=now + dt.timedelta(milliseconds=100))
    door.get(url)
    door.get(url)
    assert len(door.asked) == 1
    time_machine.move_to(now + dt.timedelta(milliseconds=150), tick=False)
    assert door.get(url).status == 200
    assert len(door.asked) == 2  # who comes first after it takes the step


@pytest.mark.parametrize(
    "said",
    [
        {"HTTP_HOST": "elders.example"},
        {"method": "POST"},
        {"HTTP_RANGE": "bytes=0-10"},
        {"path": "/health/"},
        {"path": "/fiches/?q=" + "x" * 600},
    ],
)
def test_what_is_not_plain_reading_of_a_public_page_goes_past(door, fiche, said):
    door.get(fiche.get_absolute_url())
    door.get(**{"path": fiche.get_absolute_url(), **said})
    assert len(door.asked) == 2


def test_a_part_of_a_page_is_never_given_for_the_whole(door, fiche):
    whole, part = door.get("/fiches/"), door.get("/fiches/", HTTP_HX_REQUEST="true")
    assert ("<html" in whole.text, "<html" in part.text) == (True, False)
    assert (door.get("/fiches/").text, door.get("/fiches/", HTTP_HX_REQUEST="true").text) == (whole.text, part.text)
    assert "<html" in door.get("/fiches/", HTTP_HX_REQUEST="true", HTTP_HX_HISTORY_RESTORE_REQUEST="true").text


def test_a_page_for_https_is_not_given_over_http(door, fiche, monkeypatch):
    monkeypatch.setattr(settings, "SECURE_PROXY_SSL_HEADER", ("HTTP_X_FORWARDED_PROTO", "https"))
    door.get(fiche.get_absolute_url(), HTTP_X_FORWARDED_PROTO="https")
    door.get(fiche.get_absolute_url(), HTTP_X_FORWARDED_PROTO="http")
    assert len(door.asked) == 2


def test_a_page_of_one_thing_is_the_same_whatever_the_query_says_and_a_list_is_not(door, fiche):
    door.get(fiche.get_absolute_url())
    door.get(f"{fiche.get_absolute_url()}?utm_source=nieuwsbrief")
    assert len(door.asked) == 1
    door.get("/fiches/")
    door.get("/fiches/?thema=geinformeerde-praktijken")
    assert len(door.asked) == 3


def test_made_up_addresses_push_nothing_out(door, fiche):
    for number in range(20):
        door.get(f"/fiches/?x={number}")
    assert len(door._shown) == 0


def test_an_answer_without_a_body_has_the_same_headers(door, fiche):
    whole = door.get(fiche.get_absolute_url())
    bare = door.get(fiche.get_absolute_url(), method="HEAD")
    assert (bare.body, bare.headers) == (b"", whole.headers)
    assert len(door.asked) == 1


def test_reading_is_counted_at_the_door_too_and_written_behind_it(door, fiche):
    url = fiche.get_absolute_url()
    opened.tally.forget()
    for _turn in range(3):
        door.get(url)
    door.get(url, HTTP_USER_AGENT="Googlebot/2.1")
    assert {path: times for (_day, path), times in opened.tally._counts.items()} == {url: 3}
    opened.tally._since -= dt.timedelta(seconds=61)
    door.get(url)
    assert len(door.asked) == 2


def test_without_a_database_nothing_is_guessed_and_django_says_so(door, fiche, monkeypatch):
    door.get(fiche.get_absolute_url())
    door.moments_later()

    def away(*_args, **_kwargs):
        raise OperationalError("away")

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(connection, "cursor", away)
        meanwhile.setattr(connection, "close", lambda: None)
        assert door.get(fiche.get_absolute_url()).status >= 500
    assert len(door.asked) == 2


def test_of_many_who_come_at_once_one_draws():
    drawn, may_go, answers = [], threading.Event(), []

    class Response(list):
        status_code, kept_by, edition, path = 200, "stamp", 7, "/fiches/"
        page = Page("tag", b"tekst" * 100, {})

    def slow(environ, start_response):
        drawn.append(environ["PATH_INFO"])
        may_go.wait(5)
        start_response("200 OK", [("Cache-Control", "public, max-age=0, must-revalidate")])
        return Response([b"tekst"])

    door = FrontDoor(slow)
    door.edition.now = lambda: Seen(7, 1)

    def come():
        environ = RequestFactory().get("/fiches/", HTTP_HOST=HOST).environ
        answers.append(b"".join(door(environ, lambda *_: None)))

    threads = [threading.Thread(target=come) for _number in range(5)]
    for thread in threads:
        thread.start()
    while len(door._drawing) == 0:
        pass
    may_go.set()
    for thread in threads:
        thread.join()
    assert (len(drawn), len(answers), door._drawing) == (1, 5, {})


class TestTheStore:
    def test_never_weighs_more_than_it_may_and_lets_the_least_asked_go(self):
        kept = Store(most=40_000)
        noise = random.Random(1).randbytes
        for number in range(30):
            kept.add(Page(f"p{number}", noise(3000), {}))
            kept.get("p0")
            assert kept.weight <= 40_000
        assert (kept.get("p0") is not None, kept.get("p29") is not None, kept.get("p1")) == (True, True, None)

    def test_the_same_page_twice_weighs_once(self):
        kept = Store(most=40_000)
        page = Page("p", b"tekst" * 100, {})
        kept.add(page)
        kept.add(page)
        assert (len(kept), kept.weight) == (1, page.weight)

    def test_a_page_that_is_too_heavy_is_not_kept(self):
        kept = Store(most=100)
        kept.add(Page("p", b"tekst", {}))
        assert (len(kept), kept.weight) == (0, 0)


@pytest.mark.parametrize(
    ("accepts", "sizes"),
    [
        ("gzip, deflate, br, zstd", ("br", "gzip", "")),
        ("gzip;q=0.5", ("gzip", "")),
        ("GZIP ; q=0.0 , br;q=0", ("",)),
        ("", ("",)),
    ],
)
def test_what_a_browser_takes_is_read_from_what_it_says(accepts, sizes):
    assert sizes_for(accepts) == sizes


def test_nothing_kept_is_found_in_another_release(door, fiche, settings):
    door.get(fiche.get_absolute_url())
    assert len(store) == 1
    settings.RELEASE = "another"
    door.forget()
    door.get(fiche.get_absolute_url())
    assert len(store) == 2


def test_an_address_is_remembered_for_as_many_as_there_is_room(door, fiche, monkeypatch):
    monkeypatch.setattr(front, "MOST", 2)
    for url in (fiche.get_absolute_url(), "/fiches/", "/themas/"):
        door.get(url)
    assert len(door._shown) == 2
