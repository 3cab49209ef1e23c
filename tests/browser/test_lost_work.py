"""No lost work, in a real browser: a page that dies, a connection that goes, a session that ends, two editors."""

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session as SignedIn
from django.urls import reverse

from fiches.models import Fiche
from portal.publishing.models import Autosave
from tests.factories import FicheFactory, ResourceFactory, UserFactory
from tests.machinery.accessibility import problems

PASSWORD = "een-lang-wachtwoord"
KEPT = "#autosaved:text-matches('Automatisch bewaard om [0-9]{2}:[0-9]{2}')"
NOTHING_HELD = "!Object.keys(localStorage).some(key => key.startsWith('klad:'))"


@pytest.fixture
def fiche(transactional_db):
    """One with two rubrieken and two materials, and its writer."""
    writer = UserFactory(role="redacteur", name="Rana", email="rana@school.example", password=make_password(PASSWORD))
    texts = {"betekenis": "<p>Een.</p>", "onderzoek": "<p>Twee.</p>"}
    return FicheFactory(title="Lezen", sections=texts, resources=ResourceFactory.create_batch(2), owner=writer)


def change(fiche) -> str:
    return reverse("admin:fiches_fiche_change", args=[fiche.pk])


def write_in(page, place: int, text: str):
    """Type at the end of a rich text."""
    page.click(f"#sections-{place} .ProseMirror[contenteditable=true]")
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def beat(page):
    """The sign of life that otherwise comes within fifteen seconds."""
    page.evaluate("dispatchEvent(new Event('online'))")


def until(page, script: str):
    """Wait until this holds in the page."""
    for _attempt in range(100):
        if page.evaluate(script):
            return
        page.wait_for_timeout(100)
    raise AssertionError(script)


def another_tab(visit):
    page = visit.page.context.new_page()
    page.on("console", visit.notice_console)
    return page


def texts(fiche) -> dict[str, str]:
    return dict(fiche.sections.values_list("rubriek", "text"))


def test_what_was_typed_comes_back_after_the_page_died_and_is_saved(open_page, fiche):
    page = open_page(change(fiche), user=fiche.owner).page
    page.fill("#id_title", "Samen lezen")
    write_in(page, 0, " En meer.")
    page.click("#sections-group .add-row a")
    page.select_option("#id_sections-2-rubriek", "informatie")
    write_in(page, 2, "Een nieuwe rubriek.")
    page.locator("#resources-group tr.has_original").nth(1).locator("i.move-begin").focus()
    page.keyboard.press("ArrowUp")
    page.click(".field-themes .select2-selection")
    page.keyboard.type("gedeeld")
    page.locator(".select2-results__option", has_text="Gedeeld leiderschap").first.click()
    page.wait_for_selector(KEPT)
    until(page, NOTHING_HELD)
    page.context.close()
    assert (Fiche.objects.get().title, texts(fiche)["betekenis"]) == ("Lezen", "<p>Een.</p>")

    page = open_page(change(fiche), user=fiche.owner).page
    offer = page.inner_text(".kept-offers li p")
    for name in ("titel", "thema's", "rubrieken (“Wat betekent dat?”", "materialen in de fiche"):
        assert name in offer
    page.click(".kept-offers a.btn")
    assert page.inner_text("#teruggezet").startswith("Dit is wat je typte (")
    assert page.input_value("#id_title") == "Samen lezen"
    assert page.inner_text("#sections-2 .ProseMirror[contenteditable=true]") == "Een nieuwe rubriek."
    page.click("button[name=_continue]")
    assert page.inner_text(".messagelist li").startswith("“Samen lezen” is bewaard.")
    assert texts(fiche) == {
        "betekenis": "<p>Een. En meer.</p>",
        "onderzoek": "<p>Twee.</p>",
        "informatie": "<p>Een nieuwe rubriek.</p>",
    }
    assert [row.position for row in fiche.resources.order_by("pk")] == [2, 1]
    assert "Gedeeld leiderschap" in [theme.name for theme in fiche.themes.all()]
    until(page, f"!document.cookie.includes('bewaard=') && {NOTHING_HELD}")
    assert page.locator(".kept-offers").count() == 0
    assert not Autosave.objects.filter(data__isnull=False).exists()


def test_without_a_connection_it_stays_in_this_browser_and_comes_back(open_page, fiche):
    visit = open_page(change(fiche), user=fiche.owner, tolerant=True)
    visit.page.context.set_offline(True)
    visit.page.fill("#id_title", "Zonder verbinding")
    visit.page.wait_for_selector("#autosaved:text-is('Geen verbinding: bewaard in deze browser')")
    assert visit.page.inner_text("#autosaved-said") == "Geen verbinding: bewaard in deze browser"
    assert not Autosave.objects.filter(data__isnull=False).exists()
    tab = another_tab(visit)
    visit.page.close(run_before_unload=False)
    tab.context.set_offline(False)
    tab.goto(visit.base + change(fiche))
    tab.click(".kept-offers a.btn")
    assert tab.input_value("#id_title") == "Zonder verbinding"


def test_who_signs_out_leaves_no_text_in_this_browser(open_page, fiche):
    visit = open_page(change(fiche), user=fiche.owner, tolerant=True)
    visit.page.route("**/bewaard/", lambda route: route.abort())
    visit.page.fill("#id_title", "Op een gedeelde computer")
    visit.page.wait_for_selector("#autosaved[data-kind=held]")
    visit.page.on("dialog", lambda dialog: dialog.accept())
    visit.page.click("#logout-form button")
    visit.page.wait_for_url("**/logout/")
    assert visit.page.evaluate(NOTHING_HELD)


def test_a_session_that_ended_costs_no_word(open_page, fiche):
    visit = open_page(change(fiche), user=fiche.owner, tolerant=True)
    page = visit.page
    SignedIn.objects.all().delete()
    page.fill("#id_title", "Niet verloren")
    write_in(page, 0, " En meer.")
    page.wait_for_selector("#autosaved:has-text('Je bent niet meer aangemeld: bewaard in deze browser.')")
    page.click("button[name=_continue]")
    assert "Wat je typte, is niet weg" in page.inner_text(".note")
    page.fill("#id_username", fiche.owner.email)
    page.fill("#id_password", PASSWORD)
    page.click("#login-form [type=submit]")
    assert page.input_value("#id_title") == "Niet verloren"
    page.click("button[name=_continue]")
    assert page.inner_text(".messagelist li").startswith("“Niet verloren” is bewaard.")
    assert texts(fiche)["betekenis"] == "<p>Een. En meer.</p>"
    until(page, NOTHING_HELD)


def test_who_signs_in_again_in_another_tab_goes_on_in_the_first(open_page, fiche):
    visit = open_page(change(fiche), user=fiche.owner, tolerant=True)
    SignedIn.objects.all().delete()
    visit.page.fill("#id_title", "Gewoon verder")
    visit.page.wait_for_selector("#autosaved a")
    with visit.page.context.expect_page() as opening:
        visit.page.click("#autosaved a")
    login = opening.value
    login.fill("#id_username", fiche.owner.email)
    login.fill("#id_password", PASSWORD)
    login.click("#login-form [type=submit]")
    login.wait_for_selector("#id_title")
    login.close()
    beat(visit.page)
    visit.page.wait_for_selector(KEPT)
    visit.page.click("button[name=_continue]")
    assert Fiche.objects.get().title == "Gewoon verder"


def test_two_editors_are_told_of_each_other_and_their_work_comes_together(open_page, fiche):
    other = UserFactory(role="eindredacteur", name="An Peeters")
    mine = open_page(change(fiche), user=fiche.owner).page
    beat(mine)
    theirs = open_page(change(fiche), user=other).page
    assert "Rana werkt hier nu ook aan (sinds " in theirs.inner_text("#kept-live")
    theirs.wait_for_timeout(1500)
    beat(mine)
    mine.wait_for_selector("#kept-live:has-text('An Peeters werkt hier nu ook aan (sinds ')")

    theirs.fill("#id_standfirst", "De inleiding van An.")
    theirs.fill("#id_title", "De titel van An")
    theirs.click("button[name=_continue]")
    mine.fill("#id_title", "De titel van Rana")
    write_in(mine, 1, " Van Rana.")
    mine.wait_for_selector("#kept-live:has-text('An Peeters bewaarde dit intussen ook (')")
    mine.click("button[name=_continue]")
    mine.wait_for_selector("#samen:focus")
    assert mine.locator(".ask legend").all_inner_texts() == ["Titel"]
    assert Fiche.objects.get().title == "De titel van An"
    assert mine.input_value("#id_standfirst") == "De inleiding van An."
    mine.click("text=Neem de tekst van An Peeters")
    mine.click("text=Bewaar met deze keuzes")
    saved = Fiche.objects.get()
    assert (saved.title, saved.standfirst) == ("De titel van An", "De inleiding van An.")
    assert texts(fiche)["onderzoek"] == "<p>Twee. Van Rana.</p>"


def test_a_second_tab_is_told_of_the_first(open_page, fiche):
    visit = open_page(change(fiche), user=fiche.owner)
    beat(visit.page)
    tab = another_tab(visit)
    tab.goto(visit.base + change(fiche))
    tab.wait_for_selector("#kept-live:has-text('Je hebt dit formulier ook in een ander tabblad open')")
    visit.page.close()
    tab.wait_for_timeout(300)
    beat(tab)
    until(tab, "document.getElementById('kept-live').children.length === 0")


def test_without_javascript_it_is_put_back_and_chosen_too(open_page, fiche):
    other = UserFactory(role="eindredacteur", name="An Peeters")
    page = open_page(change(fiche), user=fiche.owner, java_script=False).page
    theirs = open_page(change(fiche), user=other, java_script=False).page
    theirs.fill("#id_title", "De titel van An")
    theirs.click("button[name=_continue]")
    page.fill("#id_title", "Mijn titel")
    page.click("button[name=_continue]")
    page = open_page(change(fiche), user=fiche.owner, java_script=False).page  # and it dies there
    page.click(".kept-offers a.btn")
    assert page.input_value("#id_title") == "Mijn titel"
    page.click("button[name=_continue]")
    page.click("text=Bewaar mijn tekst toch")
    assert Fiche.objects.get().title == "Mijn titel"


def test_everybody_can_use_these_messages(open_page, live_server, fiche):
    other = UserFactory(role="eindredacteur", name="An Peeters")
    visit = open_page(change(fiche), user=fiche.owner, tolerant=True)
    page, found = visit.page, {}
    page.fill("#id_title", "Mijn titel")
    page.fill("#id_standfirst", "Mijn inleiding.")
    page.wait_for_selector(KEPT)
    beside = open_page(change(fiche), user=other)
    beside.page.fill("#id_title", "De titel van An")
    beat(beside.page)
    beside.page.wait_for_selector(KEPT)
    beside.page.click("button[name=_continue]")
    beside.page.wait_for_timeout(1500)

    def look(name):
        page.wait_for_load_state("load")
        page.wait_for_timeout(200)  # names that come a moment after
        found[name] = problems(visit)

    tab = another_tab(visit)
    tab.goto(visit.base + change(fiche))
    visit.page = page = tab
    page.wait_for_selector(".kept-offers")
    look("offered")
    page.click(".kept-offers a.btn")
    look("put back")
    page.click("button[name=_continue]")
    page.wait_for_selector(".ask")
    look("asked")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.click("text=Neem hun tekst")
    look("signed out")
    assert found == {"offered": [], "put back": [], "asked": [], "signed out": []}
