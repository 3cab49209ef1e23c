"""Every kind of page, in a real browser: for everybody, on every screen, with and without JavaScript."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.template.loader import get_template

TEXT = """() => {
  for (const control of document.querySelectorAll('main :is(.js-only, .no-js, .facets .apply)')) control.remove()
  return document.querySelector('main').innerText.replace(/\\s+/g, ' ').trim()
}"""


def complaints(visit, **options) -> list[str]:
    """What axe finds wrong on the page as it is now."""
    options = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"], **options}
    found = Axe().run(visit.page, options=options).response["violations"]
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


def each(site, visit, look):
    """What `look` says of each kind of page; only of those where it says something."""
    said = {name: look(visit.go(path)) for name, path in site.items()}
    return {name: found for name, found in said.items() if found}


@pytest.mark.parametrize(("width", "other_widths"), [(390, (320, 640)), (1280, (1000, 1920))])
def test_every_page_fits_and_can_be_used_by_everybody(open_page, site, width, other_widths):
    visit = open_page(width=width, tolerant=True)

    def problems(visit):
        found = complaints(visit)
        visit.page.emulate_media(color_scheme="dark")
        found += [f"dark: {problem}" for problem in complaints(visit, runOnly=["color-contrast", "link-in-text-block"])]
        visit.page.emulate_media(color_scheme="light")
        for pixels in (width, *other_widths):
            visit.page.set_viewport_size({"width": pixels, "height": 900})
            found += [f"{visit.overflow()} pixels too wide for {pixels}"] if visit.overflow() else []
        visit.page.set_viewport_size({"width": width, "height": 900})
        return found

    assert each(site, visit, problems) == {}
    assert [error for error in visit.errors if "404" not in error and "410" not in error] == []
    assert visit.foreign == []


def test_every_page_says_the_same_without_javascript(open_page, site):
    with_it, without_it = open_page(tolerant=True), open_page(java_script=False, tolerant=True)
    texts = {name: [visit.go(path).page.evaluate(TEXT) for visit in (with_it, without_it)] for name, path in site.items()}
    assert {name: both for name, both in texts.items() if both[0] != both[1] or len(both[0]) < 40} == {}
    assert not without_it.page.get_by_text("Weergave:").is_visible()


def test_the_page_for_a_mistake_looks_after_itself(open_page, site):
    """Pages 400 and 500 know no request, no static manifest and no database; they still have the look of the house."""
    visit = open_page()
    for name in ("400.html", "500.html"):
        html = get_template(name).render()
        visit.page.route("**/fout/", lambda route, request, html=html: route.fulfill(body=html, content_type="text/html"))
        visit.go("/fout/")
        visit.page.unroute("**/fout/")
        assert (complaints(visit), visit.overflow()) == ([], 0)
        assert visit.page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith("Literata")


def test_the_choice_of_light_or_dark_is_kept(open_page):
    visit = open_page("/")
    scheme = "getComputedStyle(document.documentElement).colorScheme"
    pressed = "[...document.querySelectorAll('[data-theme-choice][aria-pressed=true]')].map(button => button.innerText)"
    paper = "getComputedStyle(document.body).backgroundColor"
    light = visit.page.evaluate(paper)
    assert (visit.page.evaluate(scheme), visit.page.evaluate(pressed)) == ("light dark", ["systeem"])
    visit.page.get_by_role("button", name="donker").click()
    visit.go("/fiches/")
    assert (visit.page.evaluate(scheme), visit.page.evaluate(pressed)) == ("dark", ["donker"])
    assert visit.page.evaluate(paper) != light
    visit.page.get_by_role("button", name="systeem").click()
    visit.go("/")
    assert (visit.page.evaluate(paper), visit.page.evaluate(pressed)) == (light, ["systeem"])


def test_the_menu_of_a_phone_opens_and_closes_with_the_keyboard(open_page):
    visit = open_page("/themas/", width=390)
    menu, page = visit.page.get_by_role("navigation", name="Hoofdmenu"), visit.page
    assert not menu.is_visible()
    page.get_by_role("button", name="Menu").press("Enter")
    assert menu.is_visible()
    assert complaints(visit) == []
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Thema’s"
    page.keyboard.press("Escape")
    assert not menu.is_visible()
    assert page.evaluate("document.activeElement.innerText").strip() == "Menu"


def test_the_first_tab_leads_to_the_content(open_page):
    page = open_page("/fiches/").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Naar de inhoud"
    assert page.get_by_text("Naar de inhoud").is_visible()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhoud"
