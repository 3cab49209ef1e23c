"""What changed, as people see, hear and print it: the difference, the versions, putting back, the log."""

import pytest
from django.urls import reverse

from fiches.models import Fiche
from portal.publishing.workflow import take
from tests.desk import address
from tests.factories import FicheFactory, ResourceFactory, SourceFactory, UserFactory
from tests.factories.publishing import NOON
from tests.machinery.accessibility import problems, watch

LONG = "".join(f"<p>Alinea {number} die blijft zoals ze was, met genoeg woorden om te lezen.</p>" for number in range(12))
OLD = f'<p>De leraar weet wat er speelt. Dat is veel.</p>{LONG}<p>Lees <a href="https://a.example/">dit</a> eerst.</p>'
NEW = f'<p>De leraar weet wat er speelt.</p><p>Dat is veel.</p>{LONG}<p>Lees <a href="https://b.example/">dit</a> nu.</p>'


@pytest.fixture
def boss(transactional_db):
    return UserFactory(role="eindredacteur", name="Emiel")


@pytest.fixture
def fiche(boss):
    """Something of everything that can differ."""
    made = FicheFactory(
        title="Samen lezen",
        sections={"betekenis": OLD, "verdieping": "<p>Weg.</p>"},
        resources=ResourceFactory.create_batch(4),
        sources=[SourceFactory()],
        tags=["lezen"],
        published=True,
    )
    made.sections.filter(rubriek="betekenis").update(text=NEW)
    made.sections.filter(rubriek="verdieping").delete()
    made.resources.filter(position=0).update(position=9)
    made.citations.create(source=SourceFactory(), position=3)
    made.tags.set(["schrijven"])
    title = "Samen lezen en " + "heelveelletterszonderspatie" * 4
    Fiche.objects.filter(pk=made.pk).update(title=title, points=["Een eerste punt.", "Nieuw."], reviewed_at="2026-10-01")
    return take(made, "edit", seen=made.edit, at=NOON, by=boss)


def pages(fiche) -> list[str]:
    urls = [address(name, fiche) for name in ("diff", "versions", "history", "change")] + [address("revert", fiche, 1)]
    urls += [f"{address('diff', fiche)}?{asked}" for asked in ("van=99", "alles=on")]
    return [*urls, reverse("admin:admin_logentry_changelist")]


def test_everybody_can_read_what_changed(open_page, boss, fiche):
    visit = watch(open_page(reverse("admin:index"), user=boss, tolerant=True))
    found = {}
    for url in pages(fiche):
        found[url] = problems(visit.go(url))
        visit.page.set_viewport_size({"width": 640, "height": 900})
        found[url] += [f"{visit.overflow()} pixels too wide for 640"] if visit.overflow() else []
        visit.page.set_viewport_size({"width": 1280, "height": 900})
    assert {url: wrong for url, wrong in found.items() if wrong} == {}


def test_what_came_and_went_is_told_without_colour(open_page, boss, fiche):
    page = open_page(address("diff", fiche), user=boss).page
    look = "node => { const style = getComputedStyle(node); return [style.textDecorationLine, node.innerText.trim()] }"
    assert page.locator(".diff del").first.evaluate(look)[0] == "line-through"
    assert page.locator(".diff ins").first.evaluate(look)[0] == "underline"
    assert "toegevoegd:" in page.locator(".passage ins").first.text_content()
    page.emulate_media(media="print")
    assert page.locator(".diff ins").first.evaluate(look)[0] == "underline"
    assert [page.locator(part).first.is_visible() for part in ("#header", ".desk-side", "form.compare", ".diff")] == [
        False,
        False,
        False,
        True,
    ]


def test_what_stayed_the_same_is_unfolded_from_the_keyboard_without_script(open_page, boss, fiche):
    page = open_page(address("diff", fiche), user=boss, java_script=False).page
    folded = page.locator(".diff details", has_text="gelijke passages").first
    assert not folded.locator(".passage").first.is_visible()
    folded.locator("summary").press("Enter")
    assert folded.locator(".passage").first.is_visible()


def test_an_editor_compares_names_and_puts_back_without_script(open_page, boss, fiche):
    page = open_page(address("versions", fiche), user=boss, java_script=False).page
    page.click("text=Naam en toelichting")
    page.get_by_label("Naam", exact=True).fill("Eerste")
    page.click("form[action*=naam] button")
    assert page.inner_text("ol.d-list h2") == "Versie 1: Eerste online"
    page.select_option("#id_van", "klad")
    page.select_option("#id_naar", "1")
    page.click("text=Vergelijk")
    assert page.locator(".diff ins", has_text="lezen").count()
    page.go_back()
    page.click("text=Zet terug …")
    assert page.inner_text("h1") == "Versie 1, “Eerste” terugzetten in het klad?"
    page.click("button:has-text('Zet terug in het klad')")
    assert page.input_value("#id_title") == "Samen lezen"
    assert Fiche.objects.get().live.number == 1
