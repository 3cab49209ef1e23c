"""Behind the link of a letter, in a real browser: with and without JavaScript, and for everybody."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from events.models import Block, Registration
from events.registering.parties import PartyRequest, register_party
from events.registering.registration import Who, cancel
from portal.letters.models import Letter
from tests.factories import PageFactory, UserFactory
from tests.factories.registrations import choosing, comes, open_day, wants
from tests.machinery.accessibility import problems, watch


@pytest.fixture
def day(transactional_db):
    cache.clear()
    now = timezone.now()
    PageFactory(title="Privacy", slug="privacy", published=True)
    soon = timezone.localdate(now) + dt.timedelta(days=40)
    return open_day(date=soon, opens_at=now - dt.timedelta(days=1), closes_at=None, capacity=9)


@pytest.fixture
def bo(day):
    """Bo waits for one session, and has a seat in another."""
    block, (full, other) = choosing(day, 1, 4)
    Block.objects.filter(pk=block.pk).update(starts=dt.time(10), ends=dt.time(11))
    an = comes(day, "an", wants(block, full), at=timezone.now())
    mine = comes(day, "bo", wants(block, full, other), at=timezone.now(), diet="vegan", needs_consent=True)
    mine.an, mine.full, mine.other, mine.block_pk = an, full, other, block.pk
    return mine


@pytest.mark.parametrize("java_script", [True, False], ids=["js", "no-js"])
def test_somebody_follows_the_link_changes_gives_back_and_is_forgotten(open_page, bo, java_script):
    visit = open_page(bo.get_absolute_url(), java_script=java_script)
    page = visit.page
    assert page.inner_text("h1") == "Je bent ingeschreven, Bo"
    assert "Je staat op plaats 1 op de wachtlijst" in page.inner_text(".ownday")
    cancel(bo.an.code, at=timezone.now())
    back = next(line for line in Letter.objects.get(kind="registration-seated").text.split() if "/teruggeven/" in line)
    visit.go(back.removeprefix("http://127.0.0.1:8000"))
    page.click("button:text('Geef mijn plaats terug')")
    assert "Je gaf je plaats terug" in page.inner_text(".note.ok")
    page.click("a:text('Wijzig je keuzes')")
    page.check(f"input[name='block-{bo.block_pk}'][value='{bo.other.pk}']")
    page.click("button:text('Bewaar je keuzes')")
    assert "Je keuzes zijn bewaard" in page.inner_text(".note.ok")
    page.click("a:text('Wijzig je gegevens')")
    page.fill("#id_name", "")
    page.click("button:text('Bewaar je gegevens')")
    assert page.inner_text("#id_name-fout") == "Vul je naam in."
    page.fill("#id_name", "Bo Peeters")
    page.click("button:text('Bewaar je gegevens')")
    assert page.inner_text("h1") == "Je bent ingeschreven, Bo Peeters"
    page.click("a:text('Wis je gegevens nu')")
    page.click("button:text('Ja, wis mijn gegevens')")
    assert page.inner_text("h1") == "Je gegevens zijn gewist"
    assert Registration.objects.get(pk=bo.pk).email == ""


def test_a_contact_gives_names_and_loses_nothing_by_a_fault(open_page, day):
    contact = Who("directie@school.example", "Dirk Directeur", organisation="De School")
    party = register_party(day, PartyRequest("group", contact, 3), at=timezone.now())
    page = open_page(party.get_absolute_url()).page
    page.fill("#id_plaats-1-name", "An")
    page.fill("#id_plaats-1-email", "an@school.example")
    page.fill("#id_plaats-2-name", "Bo")
    page.click("button:text('Bewaar de namen')")
    assert "Eén collega heeft een plaats op naam" in page.inner_text(".note.ok")
    page.click("a:text('Plaats 2: Geef ook het e-mailadres')")
    assert page.evaluate("document.activeElement.id") == "id_plaats-2-email"
    page.keyboard.type("bo@school.example")
    page.keyboard.press("Enter")
    page.wait_for_selector(".seats li:nth-child(2)")
    assert page.locator(".seats .ti").all_inner_texts() == ["An", "Bo"]


def test_everybody_can_use_these_pages(open_page, bo):
    home = bo.get_absolute_url()
    contact = Who("directie@school.example", "Dirk Directeur", organisation="De School")
    party = register_party(bo.day, PartyRequest("group", contact, 2), at=timezone.now())
    tabs = ["", "keuzes/", "gegevens/", "uitschrijven/", "wissen/", f"teruggeven/{bo.other.pk}/"]
    asked = [home + tab for tab in tabs] + [party.get_absolute_url(), f"{party.get_absolute_url()}teruggeven/4/"]
    visit = watch(open_page("/inschrijving/", tolerant=True))
    found = {path: problems(visit.go(path)) for path in ["/inschrijving/", "/inschrijving/fout/", *asked]}
    assert {path: said for path, said in found.items() if said} == {}
    assert [error for error in visit.errors if "404" not in error] == []


def test_an_organiser_can_use_the_screen_that_tells_participants(open_page, bo):
    Block.objects.filter(pk=bo.block_pk).update(starts=dt.time(14), ends=dt.time(15))
    url = reverse("admin:events_studyday_news", args=[bo.day_id])
    visit = watch(open_page(url, user=UserFactory(role="organisator")))
    assert "10.00 tot 11.00 uur" in visit.page.inner_text("form del")
    assert problems(visit) == []
    visit.page.click("button:text('Verwittig 2 deelnemers')")
    assert "2 deelnemers krijgen een mail." in visit.page.inner_text(".messagelist")
