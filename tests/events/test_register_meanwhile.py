"""The form to register, when things change while somebody fills it in, and when there is nothing to fill in."""

import datetime as dt
import threading
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.urls import reverse

from events import programme
from events.models import Registration, Session, StudyDay
from portal.publishing.workflow import take
from tests.events.register_page import address, posted, send, told, typed
from tests.factories.days import DayFactory
from tests.factories.registrations import EARLY, choosing, comes, open_day, wants

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def early(time_machine):
    """The window of an open day is open."""
    time_machine.move_to(EARLY, tick=False)


# -- what happens meanwhile --------------------------------------------------------------------------------------------
def test_a_session_that_is_cancelled_meanwhile_is_said_beside_it(client):
    day = open_day()
    block, (one, _two) = choosing(day, 5, 5)
    data = typed(client, day, **{f"block-{block.pk}": str(one.pk)})
    Session.objects.filter(pk=one.pk).update(cancelled=True)
    page = send(client, day, data)
    assert (page.status_code, told(page)) == (422, [f"“{one.title}” gaat niet door. Kies een andere sessie."])
    assert posted(page.content.decode())["email"] == "anja@school.example"


def test_a_session_that_fills_up_meanwhile_is_said_and_then_waited_for(client):
    day = open_day()
    block, (one,) = choosing(day, 1)
    data = typed(client, day, **{f"block-{block.pk}": str(one.pk)})
    comes(day, "ben", wants(block, one))
    page = send(client, day, data)
    assert page.status_code == 422
    send(client, day, posted(page.content.decode()))
    assert day.registrations.get(email="anja@school.example").places.get().state == "waiting"


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"cancelled": True}, "Deze studiedag gaat niet door."),
        ({"closes_at": EARLY}, "De inschrijvingen voor deze studiedag zijn afgesloten."),
    ],
)
def test_a_day_that_closes_meanwhile_says_so_and_loses_nothing(client, facts, said):
    day = open_day()
    data = typed(client, day)
    StudyDay.objects.filter(pk=day.pk).update(**facts)
    page = send(client, day, data)
    assert page.status_code == 409
    assert said in page.content.decode()
    assert posted(page.content.decode())["name"] == "Anja Luchtlezer"
    assert day.registrations.count() == 0


@contextmanager
def somebody_else_writing(day):
    """Somebody holds the lock of this day, and we are not patient."""
    held, enough = threading.Event(), threading.Event()

    def hold():
        try:
            with transaction.atomic():
                programme.locked(day.pk)
                held.set()
                enough.wait(20)
        finally:
            connection.close()

    other = threading.Thread(target=hold)
    other.start()
    assert held.wait(20)
    options = connection.settings_dict["OPTIONS"]
    patience = options.get("timeout")
    if connection.vendor == "sqlite":
        options["timeout"] = 0.05  # in the queue
    else:
        connection.cursor().execute("SET lock_timeout = 50")
    try:
        yield
    finally:
        if patience is not None:
            options["timeout"] = patience
        if connection.vendor == "postgresql":
            connection.cursor().execute("RESET lock_timeout")  # who borrows this connection next is as patient as ever
        enough.set()
        other.join()
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_a_day_that_is_too_busy_keeps_the_filled_form_with_its_key(client):
    day = open_day()
    data = typed(client, day)
    with somebody_else_writing(day):
        page = send(client, day, data)
    assert (page.status_code, page["Retry-After"]) == (503, "5")
    assert "Wacht enkele tellen en verstuur het opnieuw" in page.content.decode()
    again = posted(page.content.decode())
    assert (again["attempt"], again["name"]) == (data["attempt"], data["name"])
    assert '<button class="btn" type="submit" form="inschrijven">Probeer opnieuw</button>' in page.content.decode()
    assert day.registrations.count() == 0
    assert send(client, day, again).status_code == 200
    assert day.registrations.count() == 1


def test_too_many_forms_from_one_place_wait_and_lose_nothing(client, settings):
    settings.PACE_FORMS = 1
    day = open_day()
    send(client, day, typed(client, day))
    page = send(client, day, typed(client, day, email="ben@school.example"))
    assert page.status_code == 429
    assert (page["Retry-After"], "Wacht 10 minuten" in page.content.decode()) == ("600", True)
    assert posted(page.content.decode())["email"] == "ben@school.example"
    assert day.registrations.count() == 1


# -- what it tells -----------------------------------------------------------------------------------------------------
def test_the_form_says_who_keeps_what_and_until_when_without_asking_to_agree(client, settings):
    settings.PRIVACY_CONTACT = "dpo@school.example"
    day = open_day(retain_until=dt.date(2027, 7, 25), organisers=[{"words": "de dienst"}, {"words": "de hogeschool"}])
    html = client.get(address(day)).content.decode()
    for words in ("De dienst en de hogeschool zijn er samen verantwoordelijk voor.", "25 juli 2027", "de dag na de studiedag"):
        assert words in html
    assert '<a href="mailto:dpo@school.example">' in html
    assert '<a href="/privacy/">' in html
    assert html.count('type="checkbox"') == 1  # the consent for needs, which nobody must give
    assert "required" not in html


# -- when there is nothing to fill in ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("facts", "status", "said"),
    [
        ({"opens_at": EARLY + dt.timedelta(days=3)}, 200, "Het kan vanaf <strong>donderdag 4 maart 2027 om 10.00 uur</strong>"),
        ({"closes_at": EARLY - dt.timedelta(days=3)}, 200, "Het kon tot vrijdag 26 februari 2027 om 10.00 uur."),
        ({"cancelled": True, "cancelled_note": "De zaal staat onder water."}, 200, "De zaal staat onder water."),
        ({"opens_at": None, "closes_at": None}, 404, "Voor deze studiedag kun je je hier niet inschrijven."),
    ],
)
def test_a_day_that_takes_nobody_says_why(client, facts, status, said):
    page = client.get(address(open_day(**facts)))
    assert page.status_code == status
    assert said in page.content.decode()
    assert "csrfmiddlewaretoken" not in page.content.decode()


def test_a_full_day_says_that_one_can_wait(client):
    day = open_day(capacity=1)
    comes(day, "ben")
    assert "Deze studiedag is volzet." in client.get(address(day)).content.decode()


def test_a_day_that_is_not_online_has_no_form(client):
    assert client.get(address(DayFactory())).status_code == 404
    assert client.get(reverse("events:register", args=["bestaat-niet"])).status_code == 404


def test_the_form_of_a_day_that_was_withdrawn_leads_to_where_that_is_said(client):
    day = open_day()
    data = typed(client, day)
    take(day, "withdraw", seen=StudyDay.objects.get().edit, at=EARLY)
    page = client.get(address(day), follow=True)
    assert (page.redirect_chain, page.status_code) == ([(day.get_absolute_url(), 302)], 410)
    assert send(client, day, data).status_code == 302
    assert Registration.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_costs_the_same_for_one_block_as_for_three(client, count, django_assert_num_queries):
    day = open_day()
    for _number in range(count):
        choosing(day, *[5] * count)
    client.get(address(day))
    with django_assert_num_queries(8):
        client.get(address(day))


def test_an_organiser_reads_the_form_like_anybody(organiser):
    assert organiser.get(address(open_day())).status_code == 200
    assert Registration.objects.count() == 0
