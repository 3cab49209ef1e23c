"""The way of a study day in a real browser, from nothing to a published report; and once without JavaScript."""

import datetime as dt

import pytest
from django.urls import reverse

from events.models import Block, Person, Session, StudyDay
from portal.operations.management.commands.rebuild_catalogue import differences
from tests.factories import UserFactory
from tests.factories.days import VenueFactory

MASTERCLASSES = "\n".join(f"Masterclass over {number} | Spreker {number} (Hogeschool {number})" for number in range(1, 12))
TABLES = "\n".join(f"Vraag {number}" for number in range(1, 16))


@pytest.fixture
def organiser(transactional_db):
    return UserFactory(role="organisator", name="Olga")


def new_day(page, title, date):
    page.fill("#id_title", title)
    page.fill("#id_date", date)
    page.fill("#id_summary", "Waarom je erbij wilt zijn.")


def blocks(page):
    return page.locator("fieldset.pr-block").filter(has=page.locator("[name=blok]"))


def fill_block(block, title, kind, starts, ends):
    block.locator("[name$='-title']").first.fill(title)
    block.locator("[name$='-kind']").select_option(kind)
    block.locator("[name$='-starts']").fill(starts)
    block.locator("[name$='-ends']").fill(ends)


def paste(block, lines):
    block.locator("details.pr-paste summary").click()
    block.locator("details.pr-paste textarea").fill(lines)


def row(block, number, title, speakers=""):
    one = block.locator(".pr-row").nth(number)
    one.locator("[name$='-title']").fill(title)
    one.locator("[name$='-speakers']").fill(speakers)


def told(page) -> list[str]:
    """What the desk answered; the page that was left had no message."""
    page.locator(".messagelist li").first.wait_for()
    return page.locator(".messagelist li").all_inner_texts()


def enter_programme(page):
    """A programme like that of a real day: a plenary block, eleven masterclasses, an open space with fifteen tables."""
    first = blocks(page).last
    fill_block(first, "Samen", "plenary", "9.30", "11u")
    row(first, 0, "Keynotelezing", "prof. dr. Adrie V. (Universiteit)")
    page.get_by_role("button", name="Nog een blok").click()
    fill_block(blocks(page).last, "Masterclasses", "parallel", "11:15", "12:30")
    paste(blocks(page).last, MASTERCLASSES)
    page.get_by_role("button", name="Nog een blok").click()
    fill_block(blocks(page).last, "Open space", "open_space", "1330", "15:00")
    paste(blocks(page).last, TABLES)
    page.get_by_role("button", name="Bewaar", exact=False).first.click()


def test_the_way_of_a_day_from_nothing_to_its_report(open_page, organiser, time_machine):
    VenueFactory(name="Het Huis", city="Brussel")
    visit = open_page(reverse("admin:events_studyday_add"), user=organiser)
    page = visit.page
    new_day(page, "Begeleiden in de praktijk", "26-5-2027")
    page.click("#organisers-group .add-row a")
    page.fill("#id_organisers-0-words", "de begeleidingsdiensten")
    page.click("button[name=_continue]")
    assert "is toegevoegd" in told(page)[0]
    day = StudyDay.objects.get()

    page.get_by_role("link", name="Programma", exact=True).click()
    enter_programme(page)
    assert told(page)[0].startswith("Het programma is bewaard: 3 nieuwe blokken, 27 nieuwe sessies")
    assert (day.sessions.count(), Block.objects.count(), Person.objects.count()) == (27, 3, 12)
    assert str(Person.objects.get(name="Adrie V.").honorific) == "prof. dr."

    visit.go(reverse("admin:events_studyday_publish", args=[day.pk]))
    assert page.locator("input[name=sessie]:checked").count() == 27
    page.get_by_role("button", name="Publiceer").click()
    assert told(page)
    reader = open_page(day.get_absolute_url())
    assert reader.status == 200
    assert reader.page.inner_text("h1").casefold() == "begeleiden in de praktijk"
    for title in ("Masterclass over 11", "Vraag 15", "Keynotelezing"):
        assert reader.page.get_by_text(title).first.is_visible()

    session = Session.objects.get(title="Masterclass over 5")
    visit.go(reverse("admin:events_session_change", args=[session.pk]))
    page.locator(".field-report .ProseMirror[contenteditable=true]").click()
    page.keyboard.type("Dit is er gezegd.")
    page.click("button[value=publish]")
    assert any("staat online" in message for message in told(page))
    reader.go(session.get_absolute_url())
    assert reader.page.get_by_text("Dit is er gezegd.").is_visible()

    visit.go(reverse("admin:events_studyday_programme", args=[day.pk]))
    blocks(page).nth(1).locator("[name$='-starts']").fill("14.00")
    blocks(page).nth(1).locator("[name$='-ends']").fill("15.15")
    page.get_by_role("button", name="Bewaar", exact=False).first.click()
    assert any("meteen op de site" in message for message in told(page))
    assert "14.00" in reader.go(session.get_absolute_url()).page.inner_text("main")
    assert differences() == []


def test_a_day_can_be_made_and_published_without_javascript(open_page, organiser):
    visit = open_page(reverse("admin:events_studyday_add"), user=organiser, java_script=False)
    page = visit.page
    new_day(page, "Zonder script", "26-5-2027")
    page.fill("#id_organisers-0-words", "wij") if page.locator("#id_organisers-0-words").count() else None
    page.click("button[name=_continue]")
    assert told(page)
    day = StudyDay.objects.get()
    assert (day.title, day.date) == ("Zonder script", dt.date(2027, 5, 26))
    visit.go(reverse("admin:events_studyday_programme", args=[day.pk]))
    block = blocks(page).last
    fill_block(block, "Samen", "plenary", "9:30", "10:30")
    row(block, 0, "Keynote", "Lut Peeters (VUB)")
    page.get_by_role("button", name="Bewaar", exact=False).first.click()
    assert told(page)
    assert [str(session) for session in day.sessions.all()] == ["Keynote"]
    day.organisers.get_or_create(words="wij")
    visit.go(reverse("admin:events_studyday_publish", args=[day.pk]))
    page.get_by_role("button", name="Publiceer").click()
    assert told(page)
    assert open_page(day.sessions.get().get_absolute_url()).status == 200
