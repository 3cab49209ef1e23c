"""What somebody who searches does: type, choose, narrow, go back; by mouse, keyboard or thumb, and without JavaScript."""

import datetime as dt

import pytest

from portal.taxonomy.models import Level
from tests.browser.test_pages import complaints
from tests.browser.test_reading import settled
from tests.factories import FicheFactory, PageFactory, ResourceFactory

FOCUS = "document.activeElement"
ACTIVE = "document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))?.innerText.split('\\n')[0] ?? ''"
CARET = "document.activeElement.selectionStart"
STATE = "[document.activeElement.getAttribute('role'), document.activeElement.getAttribute('aria-expanded')]"
IN_WINDOW = """list => {
  const box = list.getBoundingClientRect()
  return box.left >= 0 && box.right <= document.documentElement.clientWidth
}"""


@pytest.fixture
def sunflowers(transactional_db):
    """Three fiches about sunflowers, one of them for another level; a material; a page to ask the editors."""
    first, second = (Level.objects.get(key=key) for key in ("lager-onderwijs", "volwassenenonderwijs"))
    FicheFactory(title="Zonnebloemen tekenen", slug="tekenen", levels=[first], published=True)
    FicheFactory(title="Zonnebloemen zaaien", slug="zaaien", levels=[second], published=True)
    guide = ResourceFactory(title="Zonnewijzer", slug="zonnewijzer", kind="toolkit", access="go")
    FicheFactory(title="Iets anders", standfirst="Over zonnebloemen.", levels=[first], resources=[guide], published=True)
    PageFactory(title="Contact", slug="contact", place="help", published=True)
    return {"niveau": first}


def begin(visit, text="zonn", label="Zoek in de materialenbank"):
    """Types in the search field and waits for what is suggested."""
    field = visit.page.get_by_label(label)
    field.click()
    field.press_sequentially(text, delay=20)
    visit.page.locator(".suggestions [role=option]").first.wait_for()
    return field


def asked(visit) -> list[str]:
    """What the list of suggestions was asked, in order."""
    return [address.rpartition("?q=")[2] for address in visit.requests if "/suggesties/" in address]


def options(page) -> list[str]:
    return [text.split("\n")[0] for text in page.locator(".suggestions [role=option]").all_inner_texts()]


# -- suggestions -------------------------------------------------------------------------------------------------------
def test_a_pause_asks_once_and_the_same_words_ask_nothing(open_page, sunflowers):
    visit = open_page("/fiches/")
    assert not [address for address in visit.requests if "search" in address.rpartition("/")[2]]
    field = begin(visit, "zonneb")
    assert asked(visit) == ["zonneb"]
    clock = visit.page.clock
    clock.install()
    clock.pause_at(dt.datetime.now() + dt.timedelta(minutes=1))  # however slow this machine types
    field.press_sequentially("l ")
    clock.run_for(50)
    field.press("Backspace")
    field.press("Backspace")  # as it was, within the pause
    clock.run_for(400)
    field.press_sequentially("  ")
    clock.run_for(400)
    assert asked(visit) == ["zonneb"]
    field.fill("z")
    clock.run_for(400)
    assert asked(visit) == ["zonneb"]
    assert not visit.page.locator(".suggestions").is_visible()


def test_a_slow_answer_is_let_go_when_more_is_typed(open_page, sunflowers):
    visit = open_page("/fiches/")
    under_way, most, waiting = set(), [0], []

    def begun(request):
        if "/suggesties/" in request.url:
            under_way.add(request)
            most[0] = max(most[0], len(under_way))

    visit.page.on("request", begun)
    for event in ("requestfinished", "requestfailed"):
        visit.page.on(event, lambda request: under_way.discard(request))
    visit.page.route("**/suggesties/?q=zon", lambda route: waiting.append(route))
    field = visit.page.get_by_label("Zoek in de materialenbank")
    field.click()
    field.press_sequentially("zon")
    visit.page.wait_for_timeout(300)
    field.press_sequentially("newij")
    visit.page.locator(".suggestions [role=option]").first.wait_for()
    assert (asked(visit), most[0], len(waiting)) == (["zon", "zonnewij"], 1, 1)
    assert options(visit.page) == ["zonnewijzer", "Zonnewijzer"]


def test_the_field_is_a_combobox_for_the_keyboard(open_page, sunflowers):
    visit = open_page("/fiches/")
    page, field = visit.page, begin(visit)
    shown = options(page)
    assert page.evaluate(STATE) == ["combobox", "true"]
    assert page.locator("#status").inner_text() == f"{len(shown)} suggesties"
    assert page.locator(f"#{field.get_attribute('aria-controls')}").get_attribute("role") == "listbox"
    assert page.evaluate(ACTIVE) == ""
    for key, expected in [
        ("ArrowDown", shown[0]),
        ("ArrowDown", shown[1]),
        ("ArrowUp", shown[0]),
        ("ArrowUp", ""),
        ("ArrowUp", shown[-1]),
        ("Home", shown[0]),
        ("End", shown[-1]),
        ("ArrowDown", ""),
        ("ArrowDown", shown[0]),
        ("ArrowLeft", ""),
    ]:
        page.keyboard.press(key)
        assert (key, page.evaluate(ACTIVE)) == (key, expected)
        assert page.locator(".suggestions [aria-selected=true]").count() == (1 if expected else 0)
    page.keyboard.press("Home")
    assert page.evaluate(CARET) == 0  # without a chosen suggestion, Home is the field's own
    page.keyboard.press("Escape")
    assert (page.locator(".suggestions").is_visible(), field.input_value(), page.evaluate(STATE)) == (
        False,
        "zonn",
        ["combobox", "false"],
    )
    page.keyboard.press("ArrowDown")
    assert (page.locator(".suggestions").is_visible(), page.evaluate(ACTIVE)) == (True, shown[0])
    page.keyboard.press("Tab")
    assert (page.locator(".suggestions").is_visible(), page.evaluate(f"{FOCUS}.type")) == (False, "submit")
    field.focus()
    page.keyboard.press("Escape")
    assert field.input_value() == ""


def test_enter_on_a_word_searches_for_it_and_on_a_title_goes_there(open_page, sunflowers):
    visit = open_page("/fiches/")
    field, page = begin(visit, "zonneb"), visit.page
    assert options(page) == ["zonnebloemen", "Zonnebloemen tekenen", "Zonnebloemen zaaien"]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/zoeken/?q=zonnebloemen")
    assert page.locator("#found h3").count() >= 2
    page.go_back()
    field = begin(visit.go("/fiches/"), "zonneb")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/fiches/zaaien/")
    assert field.count() == 1


def test_enter_without_a_choice_searches_for_what_was_typed(open_page, sunflowers):
    visit = open_page("/")
    begin(visit, "zonneb", "Zoek in fiches, materialen en bronnen")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/zoeken/?q=zonneb")


def test_on_the_results_page_the_list_makes_way_for_the_results(open_page, sunflowers):
    visit = open_page("/zoeken/?q=anders")
    page = visit.page
    field = page.get_by_label("Zoekterm")
    field.fill("zonnebloemen")
    field.press("Enter")  # before the pause is over
    settled(page, "q=zonnebloemen")
    page.wait_for_timeout(400)
    assert (asked(visit), page.locator(".suggestions").is_visible()) == ([], False)
    field.fill("zonnew")
    page.locator(".suggestions [role=option]").first.click()
    settled(page, "q=zonnewijzer")
    assert (field.input_value(), page.evaluate(f"{FOCUS}.id"), page.title()) == (
        "zonnewijzer",
        "q",
        "Zoeken: zonnewijzer – Materialenbank",
    )


def test_a_script_that_comes_after_the_question_was_asked_asks_nothing(open_page, sunflowers):
    visit = open_page("/zoeken/?q=anders")
    late = []
    visit.page.route("**/js/search*.js", lambda route: late.append(route))
    field = visit.page.get_by_label("Zoekterm")
    field.fill("zonnebloemen")
    visit.page.wait_for_function("() => window.htmx")
    field.press("Enter")
    settled(visit.page, "q=zonnebloemen")
    late[0].continue_()
    visit.page.locator("input[role=combobox]").wait_for()
    visit.page.wait_for_timeout(400)
    assert (asked(visit), visit.page.locator(".suggestions").is_visible()) == ([], False)


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")])
@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/", "Zoek in fiches, materialen en bronnen"),
        ("/fiches/", "Zoek in de materialenbank"),
        ("/zoeken/", "Zoekterm"),
    ],
)
def test_the_open_list_can_be_used_by_everybody_and_moves_nothing(open_page, sunflowers, path, label, width, scheme):
    visit = open_page(path, width=width, scheme=scheme)
    page = visit.page
    before = page.evaluate("[document.documentElement.scrollHeight, document.querySelector('main').getBoundingClientRect().top]")
    begin(visit, label=label)
    page.keyboard.press("ArrowDown")
    assert complaints(visit) == []
    after = page.evaluate("[document.documentElement.scrollHeight, document.querySelector('main').getBoundingClientRect().top]")
    assert (after, visit.overflow()) == (before, 0)
    assert page.locator(".suggestions").evaluate(IN_WINDOW)
    heights = [option.bounding_box()["height"] for option in page.locator(".suggestions [role=option]").all()]
    assert min(heights) >= 44


def test_a_suggestion_can_be_tapped(browser, live_server, sunflowers):
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True, locale="nl-BE")
    page = context.new_page()
    page.goto(live_server.url + "/fiches/")
    page.get_by_label("Zoek in de materialenbank").tap()
    page.keyboard.type("zonneb", delay=20)
    page.locator(".suggestions [role=option]", has_text="Zonnebloemen zaaien").tap()
    page.wait_for_url("**/fiches/zaaien/")
    context.close()


def test_without_javascript_the_field_is_a_plain_one(open_page, sunflowers):
    page = open_page("/fiches/", java_script=False).page
    field = page.get_by_label("Zoek in de materialenbank")
    field.fill("zonnebloemen")
    assert (field.get_attribute("role"), page.locator(".suggestions").count()) == (None, 0)
    field.press("Enter")
    page.wait_for_url("**/zoeken/?q=zonnebloemen")


# -- results -----------------------------------------------------------------------------------------------------------
def test_tabs_and_filters_narrow_at_once_and_the_back_button_returns(open_page, sunflowers):
    level = sunflowers["niveau"]
    visit = open_page("/zoeken/?q=zonnebloemen")
    page, count = visit.page, visit.page.locator("#count")
    everything = page.locator("#found h3").all_inner_texts()
    tab = page.get_by_role("link", name="Fiches", exact=False).and_(page.locator("#kind-fiche"))
    tab.hover()
    page.wait_for_function("() => window.htmx")
    tab.focus()
    page.keyboard.press("Enter")
    settled(page, "q=zonnebloemen", "soort=fiche")
    assert (page.evaluate(f"{FOCUS}.id"), page.locator("[aria-current=page]#kind-fiche").count()) == ("kind-fiche", 1)
    fiches = page.locator("#found h3").all_inner_texts()
    assert page.locator("#status").inner_text() == f"{len(fiches)} resultaten voor ‘zonnebloemen’"
    page.locator("#facet-niveau summary").click()
    box = page.locator(f"#niveau-{level.key}")
    box.focus()
    page.keyboard.press("Space")
    settled(page, "q=zonnebloemen", "soort=fiche", f"niveau={level.key}")
    narrowed = page.locator("#found h3").all_inner_texts()
    assert (len(narrowed) < len(fiches), page.evaluate(f"{FOCUS}.id"), page.locator(".chip").count()) == (
        True,
        f"niveau-{level.key}",
        1,
    )
    assert page.locator("#facet-niveau").evaluate("facet => facet.open")
    assert page.locator("#status").inner_text().startswith(count.inner_text().split()[0])
    assert page.locator("#kind-fiche .n").inner_text() == str(len(narrowed))
    page.get_by_label("Sorteer op").select_option("titel")
    settled(page, "q=zonnebloemen", "soort=fiche", f"niveau={level.key}", "sorteer=titel")
    for expected in (narrowed, fiches, everything):
        page.go_back(wait_until="load")
        page.wait_for_function(
            "wanted => [...document.querySelectorAll('#found h3')].map(title => title.innerText).join() === wanted",
            arg=",".join(expected),
        )
        assert page.locator("header.site-head").count() == 1
    assert page.locator("input:checked").count() == 0


@pytest.mark.parametrize("width", [390, 1280])
def test_results_can_be_narrowed_without_javascript(open_page, sunflowers, width):
    level = sunflowers["niveau"]
    page = open_page("/zoeken/?q=zonnebloemen&soort=fiche", width=width, java_script=False).page
    before = page.locator("#found h3").count()
    if width == 390:
        page.get_by_role("button", name="Filters").click()
    page.locator("#facet-niveau summary").click()
    page.locator(f"#niveau-{level.key}").check()
    page.locator("#filters .apply button").click()
    page.wait_for_url(f"**/zoeken/?q=zonnebloemen&soort=fiche&niveau={level.key}")
    assert 0 < page.locator("#found h3").count() < before
    page.get_by_label("Sorteer op").select_option("titel")
    page.get_by_role("button", name="Pas toe").click()
    page.wait_for_url(f"**/zoeken/?q=zonnebloemen&soort=fiche&niveau={level.key}&sorteer=titel")
    page.get_by_role("link", name="Verwijder filter").click()
    assert page.locator("#found h3").count() == before


def test_a_list_keeps_its_choices_when_words_are_asked(open_page, sunflowers):
    level = sunflowers["niveau"]
    for java_script in (True, False):
        page = open_page(f"/fiches/?niveau={level.key}", java_script=java_script).page
        field = page.get_by_role("searchbox", name="Zoek in deze fiches")
        field.fill("zonnebloemen")
        if java_script:
            page.wait_for_function("() => window.htmx")
        field.press("Enter")
        if java_script:
            settled(page, f"niveau={level.key}", "q=zonnebloemen")
            assert page.evaluate(f"{FOCUS}.id") == "list-q"
        page.wait_for_url("**q=zonnebloemen**")
        assert sorted(page.locator("#found h3").all_inner_texts()) == ["Iets anders", "Zonnebloemen tekenen"]


def test_a_question_without_an_answer_leads_on_to_the_editors(open_page, sunflowers):
    page = open_page("/zoeken/?q=qqqqqqqq").page
    assert page.locator("#count").inner_text() == "Niets gevonden voor ‘qqqqqqqq’"
    page.get_by_role("link", name="Laat het de redactie weten").click()
    page.wait_for_url("**/contact/")


def test_a_corrected_question_says_so_and_can_be_asked_literally(open_page, sunflowers):
    page = open_page("/zoeken/?q=zonebloemen").page
    assert page.locator(".understood").first.inner_text() == "We zochten naar ‘zonnebloemen’. Zoek toch naar ‘zonebloemen’."
    page.get_by_role("link", name="Zoek toch naar ‘zonebloemen’").click()
    page.wait_for_url("**letterlijk=1**")
    assert page.locator("#count").inner_text().startswith("Niets gevonden")
