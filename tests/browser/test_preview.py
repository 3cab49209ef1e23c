"""Previews in a real browser: the frame, the panel that follows what is typed, and the link for who has no account."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from fiches.models import Fiche
from portal.publishing import preview_links
from tests.desk import address
from tests.factories import FicheFactory, UserFactory
from tests.machinery.accessibility import problems

FRAME = "naast-kader"


@pytest.fixture
def fiche(transactional_db):
    sections = {"betekenis": "<p>Zo zit het.</p>", "onderzoek": '<p>Zie <a href="/themas/">de thema’s</a>.</p>'}
    return FicheFactory(title="Samen lezen", sections=sections, owner=UserFactory(role="redacteur", name="Rana"))


def panel(page):
    """Opens the panel; the page in its frame."""
    page.click("#naast summary")
    page.frame_locator("#naast iframe").locator("#inhoud").wait_for()
    return page.frame(name=FRAME)


def shows(page, selector: str, words: str):
    page.frame(name=FRAME).wait_for_selector(f"{selector}:has-text('{words}')")


def test_beside_the_form_stands_what_is_typed_before_it_is_saved(open_page, fiche):
    page = open_page(address("change", fiche), user=fiche.owner).page
    panel(page)
    shows(page, ".lead", "Waarom je dit leest.")
    page.fill("#id_standfirst", "Net getypt.")
    page.click("#sections-0 .ProseMirror[contenteditable=true]")
    page.keyboard.press("Control+End")
    page.keyboard.type(" En in de editor.")
    shows(page, ".lead", "Net getypt.")
    shows(page, ".rubric", "En in de editor.")
    assert page.frame(name=FRAME).inner_text("#voorvertoning") == "Voorvertoning van wat je typt: nog niet bewaard"
    page.fill("#id_title", "")
    page.wait_for_selector(".pv-faults a:text('Titel: Dit veld mag niet leeg blijven.')")
    shows(page, ".lead", "Net getypt.")
    page.click(".pv-faults a")
    assert page.evaluate("document.activeElement.id") == "id_title"
    page.fill("#id_title", "Weer een titel")
    shows(page, "h1", "Weer een titel")
    assert page.inner_text(".pv-faults") == ""
    assert (Fiche.objects.get().title, Fiche.objects.get().standfirst) == ("Samen lezen", "Waarom je dit leest.")


def test_a_link_in_the_frame_opens_a_tab_and_the_form_stays(open_page, fiche):
    page = open_page(address("change", fiche), user=fiche.owner).page
    frame = panel(page)
    frame.wait_for_selector(".rubric a[href='/themas/']")
    page.wait_for_load_state("networkidle")  # what is drawn anew under the mouse hears no click
    with page.context.expect_page() as tab:
        frame.click(".rubric a[href='/themas/']")
    assert tab.value.url.endswith("/themas/")
    frame.click(".toc a[href='#onderzoek']")
    assert frame.url.endswith("/voorbeeld/pagina/#onderzoek")
    assert page.url.endswith(address("change", fiche))


def test_without_script_a_button_draws_what_is_typed(open_page, fiche):
    page = open_page(address("change", fiche), user=fiche.owner, java_script=False).page
    page.locator("#naast summary").click()
    page.fill("#id_standfirst", "Zonder script.")
    page.click("#naast button")
    shows(page, ".lead", "Zonder script.")
    page.fill("#id_title", "")
    page.click("#naast button")
    shows(page, "#fouten li", "Titel: Dit veld mag niet leeg blijven.")
    assert page.url.endswith(address("change", fiche))
    assert Fiche.objects.get().standfirst == "Waarom je dit leest."


def test_a_new_fiche_is_seen_from_its_first_words(open_page, fiche):
    page = open_page(reverse("admin:fiches_fiche_add"), user=fiche.owner).page
    panel(page)
    shows(page, "main", "Nog niets te tonen.")
    assert page.inner_text(".pv-faults") == ""
    page.fill("#id_title", "Gloednieuw")
    shows(page, "h1", "Gloednieuw")
    assert Fiche.objects.count() == 1


@pytest.mark.parametrize("width", [390, 1280])
def test_the_frame_is_as_wide_as_was_asked_and_nothing_falls_outside_it(open_page, fiche, width):
    visit = open_page(address("preview", fiche), user=fiche.owner, width=width)
    page, inside = visit.page, {}
    for key in ("scherm", "telefoon"):
        page.check(f"[value={key}]", force=True)
        inside[key] = page.frame(name="kader").evaluate("innerWidth")
        box, stage = page.locator(".pv-stage iframe").bounding_box(), page.locator(".pv-stage").bounding_box()
        assert box["width"] <= stage["width"] + 1 and box["x"] >= stage["x"] - 1
    assert inside["scherm"] == 1280 and 320 <= inside["telefoon"] <= 390
    assert visit.overflow() == 0


def test_everybody_can_use_the_preview_its_links_and_the_panel(open_page, fiche):
    link = preview_links.make(fiche, by=fiche.owner, days=7, at=timezone.now(), note="Voor Jan")
    visit = open_page(address("preview", fiche), user=fiche.owner, tolerant=True)  # axe measures with styles of its own
    assert problems(visit) == []
    visit.page.click("[data-copy]")
    visit.page.wait_for_selector("[data-copy]:text('Gekopieerd')")
    assert problems(visit) == []
    form = open_page(address("change", fiche), user=fiche.owner, tolerant=True)
    panel(form.page).wait_for_selector("h1")
    assert problems(form) == []
    shared = open_page(f"/voorbeeld/{preview_links.token(link)}/", tolerant=True)
    assert (shared.status, problems(shared)) == (200, [])


def test_the_bar_is_not_printed(open_page, fiche):
    link = preview_links.make(fiche, by=fiche.owner, days=1, at=timezone.now() - dt.timedelta(hours=1))
    page = open_page(f"/voorbeeld/{preview_links.token(link)}/").page
    assert page.locator("#voorvertoning").is_visible()
    page.emulate_media(media="print")
    assert not page.locator("#voorvertoning").is_visible()
