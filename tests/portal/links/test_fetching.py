"""Asking other sites something: nothing inside is ever reached, and everything has an end."""

import socket
import threading
import time
import tracemalloc

import pytest

from portal.links.fetching import NotFetched, fetch
from portal.links.guard import addresses_of, is_public
from portal.links.models import Saw
from tests.machinery.strictness import NetworkUsed

INSIDE = [
    *("127.0.0.1", "127.8.9.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254"),
    *("100.64.0.1", "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "192.88.99.1", "224.0.0.1"),
    *("239.1.1.1", "240.0.0.1", "255.255.255.255"),
    *("::1", "::", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1"),
    *("64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1"),
    *("2001:db8::1", "2002:7f00:1::", "2001:0:7f00:1::", "2001:10::1", "3fff::1", "5f00::1", "100::1"),
]
OUTSIDE = [
    "8.8.8.8",
    "1.1.1.1",
    "193.190.198.10",
    "2a00:1450:400e:80d::200e",
    "2606:4700::1111",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
]


def failed(*args, **kwargs) -> str:
    with pytest.raises(NotFetched) as caught:
        fetch(*args, **{"seconds": 2.0, **kwargs})
    return caught.value.saw


# -- the guard -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_an_address_of_the_internet_is(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "0x7f.1", "2130706433", "017700000001", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_this_machine_is_refused_however_it_is_written(host):
    assert failed("GET", f"http://{host}/") == Saw.PRIVATE


def test_the_guard_is_closed_unless_a_test_opens_it(settings, stranger):
    from portal import settings as written

    assert written.LINK_TEST_SERVERS == set()
    assert failed("GET", stranger.url()) == Saw.PORT
    settings.LINK_TEST_SERVERS = {("127.0.0.1", stranger.address[1] + 1)}
    assert failed("GET", stranger.url()) == Saw.PORT
    assert stranger.asked == []


def test_an_unusual_port_is_refused_before_anybody_is_asked(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: [(2, 1, 6, "", ("8.8.8.8", 22))])
    assert failed("GET", "http://een.be:22/") == Saw.PORT


def test_a_name_that_means_a_public_and_a_private_address_is_refused(monkeypatch):
    both = [(2, 1, 6, "", ("8.8.8.8", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: both)
    with pytest.raises(NotFetched) as caught:
        addresses_of("een.be", 80, within=1)
    assert caught.value.saw == Saw.PRIVATE


def test_a_name_that_means_something_else_a_moment_later_leads_nowhere_else(monkeypatch):
    """The connection goes to the address that was looked at; the name is not looked up again."""
    answers = iter(["8.8.8.8", "127.0.0.1", "127.0.0.1"])
    real = socket.getaddrinfo

    def names(host, *args, **kwargs):
        return [(2, 1, 6, "", (next(answers), 80))] if host == "een.be" else real(host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", names)
    with pytest.raises(NetworkUsed, match="8.8.8.8"):  # what the tests refuse to every machine but this one
        fetch("GET", "http://een.be/", seconds=2)
    assert list(answers) == ["127.0.0.1", "127.0.0.1"]


def test_a_redirect_to_a_private_address_is_refused_too(elsewhere, stranger):
    assert failed("GET", elsewhere.url("/to-metadata")) == Saw.PRIVATE
    elsewhere.stranger = "http://127.0.0.1/beheer/"
    assert failed("GET", elsewhere.url("/to-stranger")) == Saw.PRIVATE
    elsewhere.stranger = stranger.url()
    assert failed("GET", elsewhere.url("/to-stranger")) == Saw.PORT
    assert stranger.asked == []


@pytest.mark.parametrize("path", ["/to-file", "/to-nowhere"])
def test_a_redirect_to_something_that_is_no_web_address_is_refused(elsewhere, path):
    assert failed("GET", elsewhere.url(path)) == Saw.NONSENSE


def test_no_proxy_of_the_environment_takes_the_place_of_the_guard(monkeypatch, elsewhere, stranger):
    monkeypatch.setenv("HTTP_PROXY", stranger.url("/"))
    assert fetch("GET", elsewhere.url(), seconds=2).status == 200
    assert stranger.asked == []


def test_a_name_server_that_does_not_answer_is_not_waited_for(monkeypatch):
    over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: over.wait(100) and [])
    assert failed("GET", "http://een.be/", seconds=0.3) == Saw.TIMEOUT
    over.set()


def test_a_host_that_does_not_exist_is_said_to_be_so(monkeypatch):
    def names(*args, **kwargs):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", names)
    assert failed("GET", "http://bestaat-niet.example/") == Saw.DNS


# -- everything has an end -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", ["/slow", "/dripping-headers", "/dripping-body"])
def test_a_site_that_takes_for_ever_is_left_on_time(elsewhere, path):
    """These go on for minutes; a test may take two."""
    assert failed("GET", elsewhere.url(path), seconds=0.5, most=10_000_000) == Saw.TIMEOUT


@pytest.mark.parametrize("path", ["/endless", "/huge"])
def test_a_body_without_end_is_read_no_further_than_was_asked(elsewhere, path):
    answer = fetch("GET", elsewhere.url(path), seconds=5, most=50_000)
    assert (answer.status, len(answer.body)) == (200, 50_000)
    for _moment in range(200):  # the server hears that we left
        if elsewhere.left_by:
            break
        time.sleep(0.02)
    assert elsewhere.left_by == [path]


def test_of_a_body_that_nobody_asked_for_nothing_is_read(elsewhere):
    assert fetch("GET", elsewhere.url("/endless"), seconds=5).body == b""


def test_a_packed_bomb_is_unpacked_no_further_than_was_asked(elsewhere):
    tracemalloc.start()
    answer = fetch("GET", elsewhere.url("/bomb"), seconds=5, most=20_000)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (len(answer.body), answer.body[:16]) == (20_000, b"<title>x</title>")
    assert peak < 2_000_000  # of five million bytes
    assert fetch("GET", elsewhere.url("/bad-gzip"), seconds=5, most=20_000).body == b""


@pytest.mark.parametrize(("path", "questions"), [("/loop", 2), ("/loop-a", 4), ("/hop/1", 10)])
def test_a_redirect_that_never_ends_is_left(elsewhere, path, questions):
    assert failed("GET", elsewhere.url(path)) == Saw.LOOP
    assert len(elsewhere.asked) == questions


def test_a_site_that_goes_round_once_for_its_cookie_is_followed(elsewhere):
    assert fetch("GET", elsewhere.url("/cookie"), seconds=2).status == 200


# -- what is wrong is said -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("path", "saw"), [("/reset", Saw.REFUSED), ("/hang-up", Saw.REFUSED), ("/nonsense", Saw.NONSENSE)])
def test_a_site_that_breaks_off_or_talks_nonsense_is_said_to_do_so(elsewhere, path, saw):
    assert failed("GET", elsewhere.url(path)) == saw


def test_a_machine_on_which_nobody_listens_refuses(closed_port):
    assert failed("GET", closed_port) == Saw.REFUSED


def test_a_certificate_that_somebody_signed_himself_is_said_to_be_so(secure_site):
    with pytest.raises(NotFetched) as caught:
        fetch("GET", secure_site.url(), seconds=2)
    assert (caught.value.saw, caught.value.detail) == (Saw.CERTIFICATE, "zelf ondertekend")
    assert secure_site.asked == []


def test_a_site_that_speaks_no_tls_behind_https_is_no_safe_connection(elsewhere):
    with pytest.raises(NotFetched) as caught:
        fetch("GET", elsewhere.url().replace("http:", "https:"), seconds=2)
    assert (caught.value.saw, caught.value.detail) == (Saw.CERTIFICATE, "geen veilige verbinding")


@pytest.mark.parametrize(
    ("path", "moved_to", "hops"),
    [
        ("/301", "/fine", 1),
        ("/308", "/fine", 1),
        ("/302", "", 1),
        ("/303", "", 1),
        ("/307", "", 1),
        ("/301-302", "/302", 2),
        ("/302-301", "", 2),
        ("/fine", "", 0),
    ],
)
def test_only_permanent_redirects_say_where_something_moved(elsewhere, path, moved_to, hops):
    answer = fetch("HEAD", elsewhere.url(path), seconds=2)
    assert (answer.url, answer.status, len(answer.hops)) == (elsewhere.url("/fine"), 200, hops)
    assert answer.moved_to == (elsewhere.url(moved_to) if moved_to else "")


def test_we_say_who_we_are_and_where_to_find_us_and_keep_the_place_on_the_page_to_ourselves(elsewhere, settings):
    settings.SITE_URL = "https://materialenbank.example"
    fetch("GET", elsewhere.url("/fine#geheim"), seconds=2)
    assert elsewhere.headers[0]["User-Agent"] == "MaterialenbankLinks/1.0 (+https://materialenbank.example/contact/)"
    assert elsewhere.asked == [("GET", "/fine")]
