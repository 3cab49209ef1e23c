"""Nothing that is somebody's is ever kept at the front door or behind it, or served to anybody else."""

from types import SimpleNamespace

import pytest
import time_machine as clock
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from events.models import Registration
from events.registering.parties import PartyRequest, register_party
from events.registering.registration import Who
from portal.catalogue.kept import keep
from portal.catalogue.store import store
from tests.factories.registrations import EARLY, choosing, comes, open_day, wants
from tests.portal.catalogue.test_front import HOST, door, fiche  # noqa: F401 (fixtures)

FORM = b"kind=alone&name=An&email=geheim@school.example&network=none&attempt=00000000-0000-4000-8000-000000000001"


@pytest.fixture
def day(db):
    with clock.travel(EARLY, tick=False):
        day = open_day()
        block, (session,) = choosing(day, 5)
        comes(day, "geheim", wants(block, session), diet="cavia", needs_consent=True)
        contact = Who("directie@school.example", "Geheim", organisation="Geheim")
        register_party(day, PartyRequest("groep", contact, 1), at=EARLY)
        yield day


def personal(day) -> list[str]:
    """Every address at which something of somebody stands."""
    one = Registration.objects.get(name="Geheim")
    mine, group = one.get_absolute_url(), day.parties.get().get_absolute_url()
    tabs = ("", "keuzes/", "gegevens/", "uitschrijven/", "wissen/", "studiedag.ics", "mijn-gegevens.json", "ticket.pdf")
    desk = f"/beheer/events/studyday/{day.pk}/inschrijvingen/"
    return [
        *(f"{mine}{tab}" for tab in tabs),
        *(f"{group}{tab}" for tab in ("", "wissen/", "mijn-gegevens.json", "teruggeven/2/")),
        *("/inschrijving/", "/inschrijving/onzin/", f"{day.get_absolute_url()}inschrijven/"),
        *(desk, f"{desk}1/", f"{desk}schrijven/", "/mijn/", f"{day.get_absolute_url()}plaatsen.json"),
    ]


def remembered(door) -> str:  # noqa: F811
    """All that lies at the door and in the store."""
    return repr([list(door._shown), list(store._pages)])


def test_nothing_of_somebody_is_kept_however_often_it_is_asked(door, day, organiser):  # noqa: F811
    session = f"{settings.SESSION_COOKIE_NAME}={organiser.cookies[settings.SESSION_COOKIE_NAME].value}"
    for path in personal(day):
        for said in ({}, {"HTTP_COOKIE": session}, {"HTTP_HX_REQUEST": "true", "QUERY_STRING": "gedaan=keuzes"}):
            before = len(door.asked)
            answer = door.get(path, **said)
            assert len(door.asked) == before + 1, path
            assert "etag" not in answer.headers, path
            assert "public" not in answer.headers.get("cache-control", ""), path
            assert answer.status != 304
        assert door.get(path, method="HEAD", HTTP_IF_NONE_MATCH="*").status != 304
    kept = remembered(door)
    assert "inschrijving" not in kept
    assert "beheer" not in kept


def test_a_form_that_was_sent_leaves_nothing_at_the_door(door, day):  # noqa: F811
    url = f"{day.get_absolute_url()}inschrijven/"
    client = Client(headers={"host": HOST})
    page = client.post(url, FORM, content_type="application/x-www-form-urlencoded")
    assert "geheim@school.example" in page.content.decode()
    for path in (url, day.get_absolute_url(), "/studiedagen/", "/"):
        for _twice in range(2):
            assert "geheim" not in door.get(path).text.lower()
    assert url not in remembered(door)


@pytest.mark.parametrize("slip", ["a cookie", "private", "no stamp"])
def test_a_view_that_forgets_itself_is_not_kept_either(door, fiche, monkeypatch, slip):  # noqa: F811
    """The door and the keeper each look for themselves, whatever a view says of its own answer."""

    def slips(_request):
        answer = keep(HttpResponse("van een mens"), by="stamp" if slip == "no stamp" else "edition", at="/")
        if slip == "private":
            answer["Cache-Control"] = "private, no-store"
        elif slip == "a cookie":
            answer.set_cookie("wie", "geheim")
        return answer

    slips.for_everybody = True
    monkeypatch.setattr("portal.catalogue.direct.resolve", lambda _path: SimpleNamespace(func=slips, args=(), kwargs={}))
    for _twice in range(2):
        assert door.get("/").text == "van een mens"
    assert door.asked == ["/", "/"]
    assert list(door._shown) == []
