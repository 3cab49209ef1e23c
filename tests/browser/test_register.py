"""Registering in a real browser: with the keyboard, without JavaScript, alone and for a group."""

import datetime as dt

import pytest

from events.models import Block, Party
from tests.events.register_page import address
from tests.factories.registrations import choosing, comes, open_day, wants
from tests.machinery.accessibility import problems, watch

SEND = ".form .cluster button.btn"
NOW = dt.datetime(2026, 5, 1, 9, tzinfo=dt.UTC)
LONG = {"date": dt.date(2060, 5, 26), "opens_at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC), "closes_at": None}


@pytest.fixture
def day(transactional_db):
    """A day with a block for who comes first, of which one session is full, and a block with five sessions to wish for."""
    day = open_day(**LONG)
    first, (full, _free) = choosing(day, 1, 9)
    choosing(day, 5, 5, 5, 5, 5, choice=Block.Choice.RANKED)
    comes(day, "vol", wants(first, full), at=NOW)
    return day


def blocks(day) -> tuple[Block, Block]:
    return tuple(day.blocks.all())


def sessions(block) -> list:
    return list(block.sessions.order_by("pk"))


def fill_in(page, email="anja@school.example") -> None:
    page.fill("#name", "Anja Luchtlezer")
    page.fill("#email", email)
    page.select_option("#network", "none")


def said(page) -> str:
    return page.inner_text("#status")


def test_wishes_are_put_in_order_with_the_keyboard_alone(open_page, day):
    visit = watch(open_page(address(day)))
    page = visit.page
    first, ranked = blocks(day)
    one, two, three, four, five = sessions(ranked)
    fill_in(page)
    page.check(f'input[name="block-{first.pk}"][value="{sessions(first)[1].pk}"]')
    assert page.locator(f'select[name="block-{ranked.pk}-1"]').is_hidden()
    page.locator(".rest button").first.focus()
    for _wish in range(4):
        page.keyboard.press("Enter")
    assert said(page) == f"“{four.title}” is nu de vierde wens van 4."
    page.focus(f'.slots [data-act="up"][data-value="{four.pk}"]')
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowUp")
    assert said(page) == f"“{four.title}” is nu de tweede wens van 4."
    assert page.evaluate("document.activeElement.dataset.value") == str(four.pk)
    page.click(f'.slots [data-act="remove"][data-value="{one.pk}"]')
    assert said(page) == f"“{one.title}” is geen wens meer."
    page.click(f'.rest [data-value="{five.pk}"] button')
    assert problems(visit) == []
    page.click(SEND)
    page.wait_for_selector("text=Kijk in je mailbox")
    wished = day.registrations.get(email="anja@school.example").places.wished()
    assert list(wished.values_list("session", flat=True)) == [four.pk, two.pk, three.pk, five.pk]
    assert problems(visit) == []
    assert (visit.errors, visit.foreign) == ([], [])


def test_wishes_are_dragged(open_page, day):
    page = open_page(address(day)).page
    _first, ranked = blocks(day)
    one, two, *_rest = sessions(ranked)
    for session in (one, two):
        page.click(f'.rest [data-value="{session.pk}"] button')
    page.drag_and_drop(f'.slots [data-value="{two.pk}"]', f'.slots [data-value="{one.pk}"]')
    values = [page.input_value(f'select[name="block-{ranked.pk}-{rank}"]') for rank in (1, 2, 3)]
    assert values == [str(two.pk), str(one.pk), ""]


def test_what_is_wrong_is_listed_gets_the_focus_and_leads_to_each_field(open_page, day):
    visit = watch(open_page(address(day), tolerant=True))
    page = visit.page
    first, ranked = blocks(day)
    page.fill("#email", "anja@gmial.com")
    page.fill("#diet", "noten")
    page.click(SEND)
    page.wait_for_selector("#fouten")
    assert page.evaluate("document.activeElement.id") == "fouten"
    links = page.locator("#fouten a")
    anchors = ["name", "email", "network", f"block-{first.pk}", f"block-{ranked.pk}-1", "needs_consent"]
    assert [links.nth(place).get_attribute("href") for place in range(links.count())] == [f"#{name}" for name in anchors]
    for place, anchor in enumerate(anchors):
        links.nth(place).click()
        assert page.evaluate("document.activeElement.id") == anchor
    assert problems(visit) == []
    assert page.input_value("#diet") == "noten"
    page.fill("#name", "Anja")
    page.select_option("#network", "none")
    page.check("#needs_consent")
    page.check(f"#block-{first.pk}-geen")
    page.check(".wisher input[type=checkbox]")
    page.click("text=Ja, verstuur met dat adres")
    page.wait_for_selector("text=Kijk in je mailbox")
    assert day.registrations.get(email="anja@gmail.com").needs.diet == "noten"


def test_a_seat_meanwhile_is_asked_when_a_full_session_is_chosen(open_page, day):
    page = open_page(address(day)).page
    first, _ranked = blocks(day)
    full, free = sessions(first)
    meanwhile = page.locator(f"#block-{first.pk}-meanwhile")
    assert meanwhile.is_hidden()
    page.check(f'input[name="block-{first.pk}"][value="{full.pk}"]')
    assert meanwhile.is_visible()
    page.check(f'input[name="block-{first.pk}"][value="{free.pk}"]')
    assert meanwhile.is_hidden()


def test_a_group_and_a_double_click(open_page, day):
    visit = watch(open_page(address(day)))
    page = visit.page
    first, _ranked = blocks(day)
    assert page.locator("#seats").is_hidden()
    page.check("#kind-group")
    page.click(".privacy summary")
    page.set_viewport_size({"width": 320, "height": 700})
    assert visit.overflow() == 0
    page.set_viewport_size({"width": 1280, "height": 900})
    assert page.locator("#seats").is_visible()
    assert page.locator("#diet").is_hidden()
    assert problems(visit) == []
    fill_in(page)
    page.fill("#organisation", "De Kompasroos")
    page.fill("#seats", "4")
    page.check(f"#block-{first.pk}-geen")
    page.dblclick("text=Neem plaatsen voor mijn groep")
    page.wait_for_selector("text=Kijk in je mailbox")
    assert Party.objects.get().registrations.count() == 4


def test_back_and_again_changes_nothing_and_a_mended_address_does(open_page, day):
    page = open_page(address(day), tolerant=True).page
    first, _ranked = blocks(day)
    fill_in(page)
    page.check(f"#block-{first.pk}-geen")
    page.check(".wisher input[type=checkbox]")
    page.click(SEND)
    page.wait_for_selector("text=Kijk in je mailbox")
    page.click("text=Terug naar het ingevulde formulier")
    page.wait_for_selector("#name")
    assert page.input_value("#email") == "anja@school.example"
    assert page.is_checked(".wisher input[type=checkbox]")
    page.click(SEND)
    page.wait_for_selector("text=Kijk in je mailbox")
    assert day.registrations.count() == 2  # she, and who made the session full


def test_everything_works_without_javascript(open_page, day):
    page = open_page(address(day), java_script=False, tolerant=True).page
    first, ranked = blocks(day)
    full, free = sessions(first)
    page.click(SEND)
    assert page.locator("#fouten a").count() == 5
    fill_in(page, email="anja@hotmial.com")
    page.check(f'input[name="block-{first.pk}"][value="{full.pk}"]')
    page.select_option(f"#block-{first.pk}-meanwhile", str(free.pk))
    for rank, session in enumerate(sessions(ranked)[:4], start=1):
        page.select_option(f"#block-{ranked.pk}-{rank}", str(session.pk))
    page.click(SEND)
    page.click("text=Ja, verstuur met dat adres")
    assert "anja@hotmail.com" in page.inner_text("main")
    page.click("text=Terug naar het ingevulde formulier")
    assert page.input_value(f"#block-{ranked.pk}-4") == str(sessions(ranked)[3].pk)
    places = list(day.registrations.get(email="anja@hotmail.com").places.values_list("session", "state", "rank"))
    wished = [(session.pk, "wished", rank) for rank, session in enumerate(sessions(ranked)[:4], start=1)]
    assert places == [(full.pk, "waiting", 1), (free.pk, "confirmed", 2), *wished]


def test_the_page_of_the_day_says_how_many_seats_are_left(open_page, day):
    visit = watch(open_page(day.get_absolute_url()))
    page = visit.page
    first, _ranked = blocks(day)
    full, free = sessions(first)
    page.wait_for_selector("text=Volzet")
    assert page.inner_text(f'[data-seats="{full.pk}"]') == "Volzet"
    assert page.inner_text(f'[data-seats="{free.pk}"]') == "Nog 9 plaatsen"
    assert problems(visit) == []
    page.click("text=Schrijf je in")
    page.wait_for_selector("h1:has-text('Schrijf je in')")
