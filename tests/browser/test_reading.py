"""What a reader does: watch, follow a citation, copy, print, narrow a list and come back, search."""

import re

import pytest

from portal.taxonomy.models import Audience
from tests.browser.conftest import VIDEO
from tests.factories import FicheFactory, ResourceFactory, SourceFactory

FOCUS = "document.activeElement"
CHOSEN = "wanted => [...new URLSearchParams(location.search)].map(pair => pair.join('=')).sort().join() === wanted"
LISTED = "wanted => [...document.querySelectorAll('#found h3')].map(title => title.innerText).join() === wanted"
IN_VIEW = """() => {
  const place = document.querySelector(':target').getBoundingClientRect()
  return place.top >= 0 && place.bottom <= innerHeight
}"""


def video():
    return ResourceFactory(title="Een video", slug="video", kind="video", url=f"https://youtu.be/{VIDEO}")


def titles(page):
    """The titles in the list."""
    return page.locator("#found article h3").all_inner_texts()


def settled(page, *choices: str):
    """Waits until the list with exactly these choices is on the page."""
    page.wait_for_function(CHOSEN, arg=",".join(sorted(choices)))
    page.wait_for_function("() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')")


@pytest.fixture
def three_fiches(transactional_db):
    """One for teachers, one for leaders, one for both."""
    teacher, leader = Audience.objects.get(name="Leraar"), Audience.objects.get(name="Schoolleider")
    FicheFactory(title="Alfa", audiences=[teacher], published=True)
    FicheFactory(title="Bravo", audiences=[leader], published=True)
    closed = ResourceFactory(kind="toolkit", access="go")
    FicheFactory(title="Charlie", audiences=[teacher, leader], resources=[closed], published=True)
    return {"leraar": teacher.slug, "schoolleider": leader.slug}


def test_on_a_phone_the_contents_of_a_long_fiche_bring_you_to_the_rubriek(open_page):
    long = "<p>" + "Een zin van een lange tekst. " * 60 + "</p>"
    rubrieken = ("betekenis", "onderzoek", "informatie", "voorbeelden", "ondersteuning", "verdieping")
    fiche = FicheFactory(sections=dict.fromkeys(rubrieken, long), sources=[SourceFactory()], published=True)
    page = open_page(fiche.get_absolute_url(), width=390).page
    page.emulate_media(reduced_motion="reduce")
    page.locator(".toc a").last.click()
    page.wait_for_function(IN_VIEW)
    tall = page.evaluate("document.documentElement.scrollHeight")
    page.reload()
    page.wait_for_function(IN_VIEW)
    assert page.evaluate("document.documentElement.scrollHeight") == tall


def test_on_a_phone_a_long_fiche_is_whole_soon_after_it_was_opened(open_page):
    long = "<p>" + "Een zin van een lange tekst. " * 60 + "</p>"
    text = dict.fromkeys(("betekenis", "onderzoek", "informatie", "voorbeelden"), long)
    fiche = FicheFactory(sections=text, published=True)
    drawn = "() => [...document.querySelectorAll('.rubric p')].map(text => text.checkVisibility({contentVisibilityAuto: true}))"
    page = open_page(fiche.get_absolute_url(), width=390, java_script=False).page
    assert page.evaluate(drawn)[-1] is False
    page = open_page(fiche.get_absolute_url(), width=390).page
    page.wait_for_function(f"() => ({drawn})().every(Boolean)")
    assert page.evaluate("scrollY") == 0


def test_a_video_asks_nothing_of_youtube_before_the_click(open_page):
    fiche = FicheFactory(resources=[video()], published=True)
    visit = open_page(fiche.get_absolute_url(), tolerant=True)
    visit.page.wait_for_load_state("networkidle")
    assert (visit.foreign, visit.page.locator("iframe").count()) == ([], 0)
    cover = visit.page.get_by_role("link", name="Een video", exact=True)
    assert cover.get_attribute("href") == f"https://youtu.be/{VIDEO}"
    cover.focus()
    visit.page.keyboard.press("Enter")
    frame = visit.page.locator("iframe")
    assert frame.get_attribute("src").startswith(f"https://www.youtube-nocookie.com/embed/{VIDEO}")
    assert frame.get_attribute("title") == "Een video"
    assert visit.page.evaluate(f"{FOCUS}.tagName") == "IFRAME"
    assert {re.match(r"https://[^/]+", address)[0] for address in visit.foreign} == {"https://www.youtube-nocookie.com"}
    assert not [error for error in visit.errors if "Content Security Policy" in error]


def test_a_citation_leads_to_the_list_and_back(open_page):
    source = SourceFactory()
    cited = source.intext_nl.replace("&", "&amp;")
    text = f"<p>Dat bleek {cited}.</p>{'<p>Tekst.</p>' * 60}<p>En opnieuw {cited}.</p>"
    fiche = FicheFactory(sections={"onderzoek": text}, sources=[source], published=True)
    page = open_page(fiche.get_absolute_url()).page
    citations, entry = page.locator("a.cite"), page.locator("ul.refs > li")
    citations.nth(1).click()
    assert page.evaluate("document.querySelector(':target').id") == entry.get_attribute("id")
    page.wait_for_function(IN_VIEW)
    entry.locator("[role=doc-backlink]").first.click()
    assert page.evaluate("document.querySelector(':target').innerText") == citations.first.inner_text()
    page.wait_for_function(IN_VIEW)


def test_the_panels_of_a_fiche_work_with_the_keyboard(open_page):
    fiche = FicheFactory(title="Samen leren", published=True)
    page = open_page(fiche.get_absolute_url()).page
    panel = lambda name: page.locator(".act", has=page.locator("summary", has_text=name)).locator("summary")  # noqa: E731
    panel("Citeer").press("Enter")
    assert page.get_by_text("Verwijs naar deze fiche (APA)").is_visible()
    assert "Samen leren" in page.locator("#citation").inner_text()
    panel("Deel").press("Enter")
    assert (page.locator("#citation").is_visible(), page.get_by_label("Link naar deze fiche").is_visible()) == (False, True)
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert not page.get_by_label("Link naar deze fiche").is_visible()
    assert page.evaluate(f"{FOCUS}.innerText").strip() == "Deel"
    panel("Citeer").click()
    page.get_by_role("button", name="Kopieer").click()
    page.get_by_role("button", name="Gekopieerd").wait_for()
    assert page.locator("#status").inner_text() == "Gekopieerd"
    panel("Neem mee").press("Enter")
    assert page.get_by_role("link", name="Pdf op A4").is_visible()


def test_paper_gets_the_text_and_none_of_the_buttons(open_page):
    guide = ResourceFactory(url="https://example.org/gids")
    fiche = FicheFactory(resources=[video(), guide], sources=[SourceFactory()], tags=["woord"], published=True)
    page = open_page(fiche.get_absolute_url(), scheme="dark").page
    page.emulate_media(media="print")
    on_screen_only = [".site-head", ".site-foot", ".crumbs", ".actions", ".toc", ".skip", ".refs .back", ".play", ".chips"]
    assert [name for name in on_screen_only for element in page.locator(name).all() if element.is_visible()] == []
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator(".rail dd", has_text=fiche.get_absolute_url()).is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.res a'), '::after').content") == '"https://example.org/gids"'
    assert page.locator("h1").is_visible()
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1


def test_filters_narrow_the_list_at_once_and_the_back_button_returns(open_page, three_fiches):
    visit = open_page("/fiches/")
    page = visit.page
    assert page.locator("#count").inner_text() == "3 fiches"
    box = page.get_by_role("checkbox", name="Leraar")
    box.focus()
    page.keyboard.press("Space")
    chosen = ["doelgroep=" + three_fiches["leraar"]]
    settled(page, *chosen)
    assert (page.locator("#count").inner_text(), sorted(titles(page))) == ("2 van 3 fiches", ["Alfa", "Charlie"])
    assert page.evaluate(f"[{FOCUS}.value, {FOCUS}.checked]") == [three_fiches["leraar"], True]
    assert page.locator("#status").inner_text() == "2 van 3 fiches"
    leaders = page.locator("label.check", has_text="Schoolleider").inner_text()
    assert leaders.split()[-1] == "2"  # what that choice would have by itself: within a facet it is this or that
    page.get_by_label("Sorteer op").select_option("titel")
    chosen.append("sorteer=titel")
    settled(page, *chosen)
    assert titles(page) == ["Alfa", "Charlie"]
    page.get_by_text("Toegang", exact=True).click()
    page.get_by_role("checkbox", name="Deels na aanmelden").check()
    settled(page, *chosen, "toegang=deels")
    assert (titles(page), page.locator(".chip").count()) == (["Charlie"], 2)
    for expected in (["Alfa", "Charlie"], ["Charlie", "Alfa"], ["Charlie", "Bravo", "Alfa"]):
        page.go_back(wait_until="load")
        page.wait_for_function(LISTED, arg=",".join(expected))
        assert page.locator("header.site-head").count() == 1
    page.reload()
    assert page.locator("input:checked").count() == 0


def test_a_first_visit_is_spared_htmx_until_somebody_goes_to_the_filters(open_page, three_fiches):
    page = open_page("/fiches/").page
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "htmx" in request.url else None)
    page.get_by_role("heading", level=1).hover()
    page.wait_for_load_state("networkidle")
    assert (asked, page.evaluate("typeof htmx")) == ([], "undefined")
    page.locator("#filters").get_by_text("Leraar").hover()
    page.wait_for_function("() => window.htmx")
    page.get_by_label("Sorteer op").focus()
    page.wait_for_load_state("networkidle")
    assert len(asked) == 1


def test_what_was_changed_before_htmx_is_there_is_asked_once_it_is(open_page, three_fiches):
    page = open_page("/fiches/").page
    held = []
    page.route("**/htmx-2*", lambda route: held.append(route))
    page.get_by_role("checkbox", name="Leraar").check()
    page.get_by_role("checkbox", name="Schoolleider").check()
    page.wait_for_timeout(200)
    assert (len(held), page.locator("#count").inner_text()) == (1, "3 fiches")
    held[0].continue_()
    settled(page, *(f"doelgroep={slug}" for slug in three_fiches.values()))
    assert page.locator(".chip").count() == 2


def test_filters_still_narrow_when_htmx_cannot_be_had(open_page, three_fiches):
    page = open_page("/fiches/", tolerant=True).page
    page.route("**/htmx-2*", lambda route: route.abort())
    with page.expect_navigation():
        page.get_by_role("checkbox", name="Leraar").check()
    assert (page.locator("#count").inner_text(), "doelgroep=leraar" in page.url) == ("2 van 3 fiches", True)


def test_on_a_phone_the_filters_are_a_sheet(open_page, three_fiches):
    page = open_page("/fiches/", width=390).page
    sheet, opener = page.locator("#filters"), page.get_by_role("button", name="Filters")
    assert not sheet.is_visible()
    opener.press("Enter")
    assert sheet.is_visible()
    page.get_by_role("checkbox", name="Schoolleider").check()
    settled(page, "doelgroep=" + three_fiches["schoolleider"])
    assert sheet.is_visible()
    page.get_by_role("button", name="Toon 2 fiches").click()
    assert not sheet.is_visible()
    assert sorted(titles(page)) == ["Bravo", "Charlie"]
    page.wait_for_function("() => !document.querySelector('.htmx-request')")
    assert page.evaluate(f"{FOCUS}.innerText").strip() == "Filters (1)"
    opener.press("Enter")
    page.keyboard.press("Escape")
    assert not sheet.is_visible()
    page.get_by_role("link", name="Wis alle filters").click()
    assert page.locator("#count").inner_text() == "3 fiches"


@pytest.mark.parametrize("width", [390, 1280])
def test_filters_work_without_javascript(open_page, three_fiches, width):
    page = open_page("/fiches/", width=width, java_script=False).page
    if width == 390:
        page.get_by_role("button", name="Filters").click()
    page.get_by_role("checkbox", name="Leraar").check()
    page.get_by_role("checkbox", name="Schoolleider").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Toon 3 fiches").click()
    assert (page.locator("#count").inner_text(), page.locator(".chip").count()) == ("3 fiches", 2)
    with page.expect_navigation():
        page.get_by_role("link", name="Verwijder filter Leraar").click()
    assert sorted(titles(page)) == ["Bravo", "Charlie"]
    page.get_by_label("Sorteer op").select_option("titel")
    with page.expect_navigation():
        page.get_by_role("button", name="Pas toe").click()
    assert titles(page) == ["Bravo", "Charlie"]


def test_searching_finds_and_says_how_many(open_page, three_fiches):
    page = open_page("/").page
    page.get_by_label("Zoek in fiches, materialen en bronnen").fill("alfa")
    page.keyboard.press("Enter")
    page.wait_for_url("**/zoeken/?q=alfa")
    assert page.locator("#found h3").all_inner_texts() == ["Alfa"]
    page.get_by_label("Zoekterm").fill("qqqq")
    page.wait_for_function("() => window.htmx")
    page.keyboard.press("Enter")
    page.get_by_text("Niets gevonden voor ‘qqqq’").first.wait_for()
    page.wait_for_function("() => document.getElementById('status').textContent.includes('qqqq')")
    page.go_back(wait_until="load")
    page.get_by_role("heading", name="Alfa", exact=True).wait_for()
    assert page.get_by_label("Zoekterm").input_value() == "alfa"
