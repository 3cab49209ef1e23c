"""The desk of a day in a real browser: what an organiser does in the weeks before it, with and without JavaScript."""

import datetime as dt

import pytest
from django.utils import timezone

from events.models import Block, StudyDay
from portal.letters.models import Letter
from tests.factories import UserFactory
from tests.factories.registrations import choosing, comes, open_day, wants
from tests.machinery.accessibility import problems, watch

SCREENS = ("", "?noden=1&q=niemand", "nieuw/", "groep/", "plaatsen/", "toewijzing/", "schrijven/")
SCREENS += ("1/", "1/keuzes/", "1/gegevens/")
STOPPED = """() => { const asked = new CustomEvent('htmx:beforeRequest', {bubbles: true, cancelable: true})
  document.getElementById('cijfers').dispatchEvent(asked); return asked.defaultPrevented }"""  # whether a refresh is held back


@pytest.fixture
def organiser(transactional_db):
    return UserFactory(role="organisator", name="Olga", email="olga@school.example")


@pytest.fixture
def day(transactional_db):
    """A day half a year ahead: a full session with somebody in line, and a block in which twelve people gave wishes."""
    now = timezone.now()
    day = open_day(
        date=now.date() + dt.timedelta(days=180), opens_at=now - dt.timedelta(days=5), closes_at=now + dt.timedelta(days=90)
    )
    block, sessions = choosing(day, 1, None)
    ranked, wished = choosing(day, 8, 4, choice=Block.Choice.RANKED)
    for number in range(12):
        first = [wants(block, sessions[0])] if number < 2 else []
        diet = {"diet": "noten", "needs_consent": True} if number == 0 else {}
        comes(day, f"mens{number}", *first, wants(ranked, *wished), at=now - dt.timedelta(days=number % 4), **diet)
    day.block, day.ranked = block, ranked
    return day


def desk(day, rest="") -> str:
    return f"/beheer/events/studyday/{day.pk}/inschrijvingen/{rest}"


def told(page) -> list[str]:
    page.locator(".messagelist li").first.wait_for()
    return page.locator(".messagelist li").all_inner_texts()


def test_everybody_can_use_the_screens_of_a_day(open_page, organiser, day):
    visit = watch(open_page(desk(day), user=organiser, tolerant=True))
    assert {rest: problems(visit.go(desk(day, rest))) for rest in SCREENS} == dict.fromkeys(SCREENS, [])


def test_an_organiser_puts_the_wishes_of_somebody_in_order_with_the_keyboard(open_page, organiser, day):
    page = watch(open_page(desk(day, "1/keuzes/"), user=organiser, tolerant=True)).page
    second = page.locator(".slots li").nth(1).get_attribute("data-value")
    page.locator('.slots [data-act="up"]').first.focus()
    page.keyboard.press("Enter")
    assert "is nu de eerste wens van 2." in page.inner_text("#status")
    page.get_by_role("button", name="Bewaar de keuzes").click()
    assert told(page) == ["De keuzes staan zoals je ze koos."]
    wished = day.registrations.get(number=1).places.filter(block=day.ranked).order_by("rank").values_list("session", flat=True)
    assert str(wished[0]) == second


def test_the_weeks_before_a_day(open_page, organiser, day):
    visit = watch(open_page(f"/beheer/events/studyday/{day.pk}/change/", user=organiser, tolerant=True))
    page = visit.page
    page.get_by_role("link", name="Inschrijvingen", exact=True).click()
    assert page.locator("#cijfers .d-nums dd").first.inner_text() == "12"

    page.get_by_role("link", name="Wijzig het aantal plaatsen").click()
    page.locator("input[name^=s]:not([type=hidden])").first.fill("2")
    page.get_by_role("button", name="Bewaar").click()
    assert told(page) == ["Eén aantal is gewijzigd. Wie wachtte en nu plaats heeft, krijgt een brief."]

    page.get_by_role("link", name="Schrijf iemand in").click()
    page.fill("#id_name", "Noor Peeters")
    page.fill("#id_email", "noor.school.example")
    page.get_by_role("button", name="Schrijf in").click()
    assert "rood" in page.locator(".errornote").inner_text()
    page.fill("#id_email", "noor@school.example")
    page.get_by_role("button", name="Schrijf in").click()
    assert told(page) == ["Inschrijving 13 is gemaakt: ingeschreven. De brief is onderweg."]
    page.get_by_text("Schrijf uit …").click()
    page.get_by_role("button", name="Schrijf definitief uit").click()
    assert told(page) == ["Inschrijving 13 is uitgeschreven. Wie wachtte, schuift op."]

    visit.go(desk(day, "toewijzing/"))
    page.get_by_role("button", name="Loot het startgetal").click()
    assert problems(visit) == []
    page.get_by_role("button", name="Verdeel de plaatsen").click()
    assert told(page)[0].startswith("De plaatsen zijn verdeeld.")

    visit.go(desk(day, "?q=mens1"))
    page.get_by_role("link", name="Schrijf deze mensen").click()
    page.fill("#id_subject", "Parkeren")
    page.fill("#id_text", "Achteraan.\n\nTot dan")
    page.get_by_role("button", name="Bekijk de brief").click()
    assert problems(visit) == []
    page.get_by_role("button", name="Verstuur naar 3 mensen").dblclick()
    assert told(page)[0] == "3 brieven zijn onderweg."
    assert Letter.objects.filter(kind="registration-message").count() == 3


def test_the_numbers_refresh_by_themselves_and_not_under_somebodys_hands(open_page, organiser, day):
    page = open_page(desk(day), user=organiser).page
    page.locator("#id_q").fill("mens")
    StudyDay.objects.filter(pk=day.pk).update(capacity=99)
    page.evaluate("htmx.ajax('GET', location.pathname, {target: '#cijfers', swap: 'outerHTML', select: '#cijfers'})")
    page.get_by_text("ingeschreven, van 99").wait_for()
    assert page.input_value("#id_q") == "mens"
    assert not page.evaluate(STOPPED)
    page.locator("#cijfers summary").first.click()
    assert page.evaluate(STOPPED)


def test_a_list_is_kept_as_a_file_without_javascript(open_page, organiser, day):
    page = open_page(desk(day, "?stand=komt"), user=organiser, java_script=False).page
    with page.expect_download() as waiting:
        page.get_by_role("button", name="XLSX").click()
    assert waiting.value.suggested_filename.startswith("inschrijvingen-")
    page.fill("#id_q", "mens11")
    page.get_by_role("button", name="Toon").click()
    assert page.locator(".reg-list tbody tr").count() == 1
    page.get_by_role("link", name="Mens11").click()
    assert page.locator("h1").inner_text() == "Inschrijving 12"
