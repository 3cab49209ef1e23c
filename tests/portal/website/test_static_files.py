"""A static file is answered before Django, just as Django would: packed, for ever, and with the same headers."""

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.templatetags.static import static
from django.test.client import RequestFactory

from portal.static_files import StaticDoor, StaticFiles


class Door(StaticDoor):
    """The door, with a list of what went past it."""

    def __init__(self):
        self.past, django = [], WSGIHandler()  # which lists the files
        super().__init__(lambda environ, start: self.past.append(environ["PATH_INFO"]) or django(environ, start))

    def ask(self, path, method="GET", *, application=None, **said):
        told = {}
        environ = RequestFactory().generic(method, path, **said).environ

        def start(status, headers, exc_info=None):
            told.update(status=status, headers=headers)

        answer = (application or self)(environ, start)
        body = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        return told["status"], sorted((name.lower(), value) for name, value in told["headers"]), body


@pytest.fixture(autouse=True)
def no_database():
    """Django looks after its connections around each request; a static file has none."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def door():
    return Door()


ASKED = {
    "plain": {},
    "brotli": {"HTTP_ACCEPT_ENCODING": "gzip, br"},
    "gzip": {"HTTP_ACCEPT_ENCODING": "gzip"},
    "head": {"method": "HEAD"},
    "a part": {"HTTP_RANGE": "bytes=5-20"},
    "had": {"HTTP_IF_MODIFIED_SINCE": "Thu, 31 Dec 2099 23:59:59 GMT"},
    "post": {"method": "POST"},
}


@pytest.mark.parametrize("how", ASKED)
def test_the_answer_is_the_one_that_django_would_give(door, how):
    path = static("css/portal.css")
    here, there = door.ask(path, **ASKED[how]), door.ask(path, application=WSGIHandler(), **ASKED[how])
    assert here == there
    assert door.past == []


def test_what_has_a_hash_in_its_name_is_kept_for_ever_and_comes_packed(door):
    status, headers, body = door.ask(static("css/portal.css"), HTTP_ACCEPT_ENCODING="gzip, br")
    told = dict(headers)
    assert (status, told["content-encoding"], int(told["content-length"])) == ("200 OK", "br", len(body))
    assert "immutable" in told["cache-control"]
    assert told["x-content-type-options"] == "nosniff"


def test_what_is_not_in_the_list_is_for_django(door):
    door.application = lambda environ, start: [environ["PATH_INFO"]]
    for path in ("/", "/static/bestaat-niet.css", "/static/../portal/settings.py", "/static/", f"{static('css/portal.css')}/"):
        assert door({"PATH_INFO": path, "wsgi.url_scheme": "http"}, None) == [path]


def test_where_only_https_is_spoken_http_is_sent_there_and_the_promise_of_https_goes_along(settings):
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 60
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    door, path = Door(), static("css/portal.css")
    status, headers, _body = door.ask(path)
    assert (status, dict(headers)["location"]) == ("301 Moved Permanently", f"https://testserver{path}")
    secure = {"HTTP_X_FORWARDED_PROTO": "https"}
    here, there = door.ask(path, **secure), door.ask(path, application=WSGIHandler(), **secure)
    assert (here, dict(here[1])["strict-transport-security"]) == (there, "max-age=60")


def test_without_a_list_everything_is_for_django(monkeypatch):
    monkeypatch.setattr(StaticFiles, "last", None)
    assert StaticDoor(lambda environ, start: ["asked"])({"PATH_INFO": "/static/x", "wsgi.url_scheme": "http"}, None) == ["asked"]
