"""The desk in a real browser: an editor writes, a chief editor publishes, everybody reads."""

import re

import pytest
from django.urls import reverse

from events.models import Person
from fiches.models import Fiche
from portal.publishing.workflow import take
from tests.browser.conftest import picture
from tests.factories import NOON, FicheFactory, PageFactory, ResourceFactory, SourceFactory, TagFactory, UserFactory
from tests.factories.days import BlockFactory, PersonFactory, RoomFactory, SessionFactory
from tests.machinery.accessibility import problems, watch

LISTS = ["fiches_fiche", "fiches_resource", "fiches_source", "website_page", "taxonomy_theme", "taxonomy_tag", "accounts_user"]
DAYS = ["events_studyday", "events_session", "events_person", "events_venue"]


@pytest.fixture
def people(transactional_db):
    """A writer and somebody who publishes."""
    return UserFactory(role="redacteur", name="Rana"), UserFactory(role="eindredacteur", name="Emiel")


@pytest.fixture
def desk(transactional_db):
    """One of everything on the desk, and somebody who may open it all; the addresses of its pages."""
    boss = UserFactory(role="beheerder", name="Bea")
    resources, sources = ResourceFactory.create_batch(2), SourceFactory.create_batch(2)
    fiche = FicheFactory(resources=resources, sources=sources, tags=["lezen"], rating={"strength": 3}, published=True, owner=boss)
    page, tag = PageFactory(published=True), TagFactory(name="schrijven")
    things = {
        "fiches_fiche": fiche,
        "website_page": page,
        "fiches_resource": resources[0],
        "fiches_source": sources[0],
        "accounts_user": boss,
    }
    session = SessionFactory(people=[PersonFactory(), {"team": "Het team"}], block=BlockFactory(), published=False)
    session.day = session.block.day
    session.save()
    things |= {"events_studyday": session.day, "events_session": session, "events_person": Person.objects.get()}
    things["events_venue"] = RoomFactory().venue
    urls = [reverse("admin:index"), reverse("admin:password_change"), reverse("admin:taxonomy_tag_delete", args=[tag.pk])]
    urls += [reverse(f"admin:{name}_{kind}") for name in (*LISTS, *DAYS) for kind in ("changelist", "add")]
    urls += [reverse(f"admin:{name}_{kind}", args=[thing.pk]) for name, thing in things.items() for kind in ("change", "history")]
    urls += [reverse(f"admin:fiches_fiche_{kind}", args=[fiche.pk]) for kind in ("versions", "withdraw", "preview")]
    urls += [reverse(f"admin:events_studyday_{kind}", args=[session.day_id]) for kind in ("programme", "publish", "duplicate")]
    urls += [f"{reverse('admin:events_session_add')}?day={session.day_id}", reverse("admin:letters_letter_changelist")]
    waiting, back = FicheFactory(ready=True), FicheFactory(ready=True, owner=boss)
    for thing in (waiting, back):
        thing.reviewers.add(boss)
        take(thing, "submit", seen=thing.edit, at=NOON, by=UserFactory(role="redacteur"), comment="Kijk je na?")
    take(back, "return", seen=Fiche.objects.get(pk=back.pk).edit, at=NOON, by=boss, comment="Voor wie is dit?")
    urls += [reverse("admin:fiches_fiche_change", args=[thing.pk]) for thing in (waiting, back)]
    return boss, urls


def test_the_way_of_a_fiche_from_nothing_to_the_public(open_page, people):
    writer, chief = people
    ResourceFactory(title="Kijkwijzer")
    visit = open_page(reverse("admin:fiches_fiche_add"), user=writer)
    page = visit.page
    page.fill("#id_title", "Samen lezen in de klas")
    page.press("#id_title", "Tab")
    assert page.input_value("#id_slug") == "samen-lezen-in-de-klas"
    page.fill("#id_standfirst", "Waarom samen lezen werkt.")
    page.fill("#id_points", "Eerste punt.\nTweede punt.")
    page.click(".field-themes .select2-selection")
    page.keyboard.type("geïnf")
    page.locator(".select2-results__option", has_text="Geïnformeerde praktijken").click()
    page.click("#sections-0 .ProseMirror[contenteditable=true]")
    page.keyboard.type("Lezen is ")
    page.keyboard.press("Control+b")
    page.keyboard.type("belangrijk")
    page.click("#sections-1 .ProseMirror[contenteditable=true]")
    page.keyboard.type("Dat blijkt uit onderzoek.")
    page.click("#resources-group .add-row a")
    with page.expect_popup() as opening:
        page.click("#resources-0 .add-related")
    popup = opening.value
    popup.fill("#id_title", "Leeslijst")
    popup.select_option("#id_kind", "document")
    popup.fill("#id_url", "example.org/lijst")
    with popup.expect_event("close"):
        popup.click("[name=_save]")
    assert page.inner_text("#resources-0 .select2-selection__rendered").strip() == "Leeslijst"
    page.click("#resources-group .add-row a")
    page.click("#resources-1 .select2-selection")
    page.keyboard.type("Kijk")
    page.locator(".select2-results__option", has_text="Kijkwijzer").click()
    page.click("button[name=_continue]")
    assert page.inner_text(".messagelist li") == "“Samen lezen in de klas” is toegevoegd. Je kunt hieronder verder werken."

    page.locator("#resources-group tr.has_original").nth(1).locator("i.move-begin").focus()
    page.keyboard.press("ArrowUp")
    page.click("#checklist a:text('Nazicht')")
    page.keyboard.type("31-12-2099")
    page.click("button[value=submit]")
    assert page.inner_text(".messagelist li") == "“Samen lezen in de klas” wacht nu op review."
    fiche = Fiche.objects.get()
    assert [str(row) for row in fiche.resources.all()] == ["Kijkwijzer", "Leeslijst"]
    assert fiche.sections.get(rubriek="betekenis").text == "<p>Lezen is <strong>belangrijk</strong></p>"

    other = open_page(reverse("admin:fiches_fiche_change", args=[fiche.pk]), user=chief)
    for step, answer in (("approve", "is goedgekeurd."), ("publish", "staat online.")):
        other.page.click(f"button[value={step}]")
        assert other.page.inner_text(".messagelist li") == f"“Samen lezen in de klas” {answer}"
    reader = open_page(fiche.get_absolute_url())
    assert reader.status == 200
    assert reader.page.inner_text("h1") == "Samen lezen in de klas"

    visit.go(reverse("admin:fiches_fiche_change", args=[fiche.pk]))
    page.fill("#id_standfirst", "Nog niet voor lezers.")
    page.click("button[name=_continue]")
    assert page.inner_text(".d-strip .badge.lock") == "het klad is nieuwer"
    assert "Nog niet voor lezers." not in reader.go(fiche.get_absolute_url()).page.content()


def test_a_form_saves_without_javascript(open_page, people):
    page = open_page(reverse("admin:fiches_fiche_add"), user=people[0], java_script=False).page
    page.fill("#id_title", "Zonder script")
    page.fill("#id_sections-0-text", "<p>Getypt.</p>")
    page.click("button[name=_continue]")
    fiche = Fiche.objects.get()
    assert (fiche.title, fiche.slug, fiche.sections.get().text) == ("Zonder script", "zonder-script", "<p>Getypt.</p>")


def test_a_form_goes_as_text_and_with_a_picture_as_a_form_with_files(open_page, people):
    page = open_page(reverse("admin:fiches_fiche_change", args=[FicheFactory().pk]), user=people[0]).page
    kinds = []
    posts = lambda asked: asked.is_navigation_request() and asked.method == "POST"  # noqa: E731
    page.on("request", lambda asked: kinds.append(asked.headers["content-type"]) if posts(asked) else None)
    page.fill("#id_title", "Zonder beeld")
    with page.expect_navigation():
        page.click("button[name=_continue]")
    page.evaluate("document.querySelectorAll('details, .collapse').forEach(part => { part.open = true })")
    file = {"name": "foto.png", "mimeType": "image/png", "buffer": picture(800, 500).read()}
    page.set_input_files("#id_image", files=[file])
    page.fill("#id_title", "Met beeld")
    with page.expect_navigation():
        page.click("button[name=_continue]")
    fiche = Fiche.objects.get()
    assert (fiche.title, fiche.image.width, fiche.image.height) == ("Met beeld", 800, 500)
    assert [kind.partition(";")[0] for kind in kinds] == ["application/x-www-form-urlencoded", "multipart/form-data"]


def test_pasting_from_word_leaves_only_the_text(open_page, people):
    visit = open_page(reverse("admin:fiches_fiche_add"), user=people[0])
    visit.page.click("#sections-0 .ProseMirror[contenteditable=true]")
    pasted = (
        '<style>p{color:red}</style><p class="MsoNormal" style="color:red" onclick="x()"><b>Vet</b><o:p></o:p></p><h1>Kop</h1>'
    )
    visit.page.evaluate(
        """html => { const data = new DataTransfer(); data.setData('text/html', html)
        const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
        document.querySelector('#sections-0 .ProseMirror[contenteditable=true]').dispatchEvent(event) }""",
        pasted,
    )
    assert visit.page.input_value("#id_sections-0-text") == "<p><strong>Vet</strong></p><h3>Kop</h3>"


def test_the_editor_speaks_dutch(open_page, people):
    page = open_page(reverse("admin:fiches_fiche_add"), user=people[0]).page
    page.wait_for_selector("#sections-0 button[title=vet]")
    tips = page.eval_on_selector_all("#sections-0 .prose-menubar [title]", "buttons => buttons.map(button => button.title)")
    english = re.compile(
        r"\b(list|link text|insert|delete|add|bold|italic|undo|redo|merge|toggle|remove|table|quote)\b", re.IGNORECASE
    )
    assert [tip for tip in tips if english.search(tip)] == []
    page.click("#sections-0 [data-name=table]")
    assert page.eval_on_selector_all("dialog option", "options => options.map(option => [option.value, option.text])") == [
        ["Yes", "Ja"],
        ["No", "Nee"],
    ]


@pytest.mark.parametrize("part", range(3))
def test_everybody_can_use_the_desk_and_its_own_policy_refuses_nothing(open_page, desk, part):
    boss, urls = desk
    visit = open_page(reverse("admin:login"), user=boss if part else None, tolerant=True)
    watch(visit)
    mine = urls[part::3] if part else [reverse("admin:login")]
    found = {url: problems(visit.go(url)) for url in mine}
    if not part:
        visit = open_page(reverse("admin:index"), user=boss, tolerant=True)
        watch(visit)
        found |= {url: problems(visit.go(url)) for url in urls[part::3]}
    assert {url: wrong for url, wrong in found.items() if wrong} == {}


def test_the_menu_of_a_telephone_opens_with_the_keyboard(open_page, people):
    page = open_page(reverse("admin:fiches_fiche_changelist"), user=people[0], width=390).page
    page.locator(".desk-menu-btn").focus()
    page.keyboard.press("Enter")
    assert page.locator("#desk-menu").is_visible()
    assert page.locator("#desk-menu [aria-current=page]").inner_text() == "Fiches"
