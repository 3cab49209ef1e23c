"""No line of a process says whose link it was, or whose address."""

import io
import logging

import pytest
from django.test import Client

from events.views import registration
from portal.logs import Discreet
from tests.factories.registrations import comes, open_day


@pytest.fixture
def lines():
    """Everything that the process writes, as it writes it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Discreet("{levelname} {message}", style="{"))
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)


@pytest.mark.parametrize(
    "said, kept",
    [
        ("Internal Server Error: /inschrijving/Ab-9_x/keuzes/", "/inschrijving/…/keuzes/"),
        ("Not Found: /inschrijving/groep/Ab-9_x/teruggeven/3/", "/inschrijving/groep/…/teruggeven/3/"),
        ("GET /voorbeeld/Ab-9_x/?a=1", "GET /voorbeeld/…/?a=1"),
        ("DETAIL: Key (day_id, email)=(1, an@school.example) already exists.", "Key (day_id, email)=(1, …@…) already exists."),
        ("SMTP: {'an@school.example': (550, b'no')}", "{'…@…': (550, b'no')}"),
        ("Busy: studiedagen/<slug:slug>/inschrijven/", "studiedagen/<slug:slug>/inschrijven/"),
    ],
)
def test_a_line_keeps_what_helps_and_nothing_of_somebody(lines, said, kept):
    logging.getLogger("x").error("%s", said)
    assert kept in lines.getvalue()
    assert "Ab-9_x" not in lines.getvalue()
    assert "an@school" not in lines.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize("fault", [RuntimeError("kapot"), "busy"])
def test_a_page_that_breaks_tells_the_log_no_secret(lines, monkeypatch, fault):
    code = comes(open_day(), "an").code
    if fault == "busy":
        from django.db import OperationalError

        fault = OperationalError("database is locked")

    def breaks(*_args, **_said):
        raise fault

    monkeypatch.setattr(registration, "drawn", breaks)
    assert Client(raise_request_exception=False).get(f"/inschrijving/{code}/").status_code in (500, 503)
    assert "/inschrijving/…/" in lines.getvalue()
    assert code not in lines.getvalue()


def test_it_is_how_the_portal_logs(settings):
    assert settings.LOGGING["formatters"]["line"]["()"] == "portal.logs.Discreet"
    assert settings.LOGGING["handlers"]["stderr"]["formatter"] == "line"
