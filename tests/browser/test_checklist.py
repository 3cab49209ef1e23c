"""The checklist in a real browser: it follows what is typed, leads to what it names, and links a citation with one click."""

import pytest
from django.urls import reverse

from fiches.models import Fiche
from tests.factories import FicheFactory, SourceFactory, UserFactory
from tests.machinery.accessibility import complaints

CSL = {"type": "book", "title": "Visible learning", "author": [{"family": "Hattie", "given": "J."}], "publisher": "Routledge"}


@pytest.fixture
def fiche(transactional_db):
    """One that is ready for review; its writer knows a source that is not in the list."""
    SourceFactory(csl={**CSL, "issued": {"date-parts": [[2009]]}})
    return FicheFactory(ready=True, owner=UserFactory(role="redacteur", name="Rana"))


def test_a_citation_is_offered_its_source_while_it_is_typed_and_linked_with_one_click(open_page, fiche):
    page = open_page(reverse("admin:fiches_fiche_change", args=[fiche.pk]), user=fiche.owner).page
    page.click("#sections-0 .ProseMirror[contenteditable=true]")
    page.keyboard.press("Control+End")
    page.keyboard.type(" Feedback telt (Hattie, 2009).")
    page.wait_for_selector("#verwijzingen button[name=_cite]")
    assert "Naar review kan zodra het rode punt weg is." in page.inner_text("#beside > [role=status]")
    assert "Feedback" not in Fiche.objects.get().sections.get(rubriek="betekenis").text
    page.click("#checklist a:text('(Hattie, 2009)')")
    assert page.evaluate("document.activeElement.closest('.inline-related').id") == "sections-0"
    page.click("#verwijzingen button[name=_cite]")
    assert page.inner_text(".messagelist li") == "(Hattie, 2009) staat nu in de bronnenlijst."
    assert page.inner_text("#checklist [data-stand]").endswith("Dit kan naar review, met nog 3 tips.")
    assert [row.source.intext_nl for row in fiche.citations.all()] == ["(Hattie, 2009)"]
    assert "Feedback telt (Hattie, 2009)." in fiche.sections.get(rubriek="betekenis").text


def test_without_javascript_the_list_is_there_and_the_button_works(open_page, fiche):
    fiche.sections.filter(rubriek="betekenis").update(text="<p>Feedback telt (Hattie, 2009).</p>")
    page = open_page(reverse("admin:fiches_fiche_change", args=[fiche.pk]), user=fiche.owner, java_script=False).page
    assert page.inner_text("#checklist h3").startswith("Nog te doen")
    page.fill("#id_standfirst", "Getypt zonder script.")
    page.click("#verwijzingen button[name=_cite]")
    assert page.inner_text(".messagelist li") == "(Hattie, 2009) staat nu in de bronnenlijst."
    fiche.refresh_from_db()
    assert (fiche.citations.count(), fiche.standfirst) == (1, "Getypt zonder script.")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_everybody_can_use_what_stands_beside_the_form(open_page, fiche, width, scheme):
    html = "<p>Zie <a href='https://x.be'>hier</a> (Hattie, 2009; Dweck, 2006).</p><h3>Kop</h3>"
    fiche.sections.filter(rubriek="betekenis").update(text=html)
    fiche.citations.create(source=SourceFactory())
    url = reverse("admin:fiches_fiche_change", args=[fiche.pk])
    visit = open_page(url, user=fiche.owner, width=width, scheme=scheme, tolerant=True)
    assert (complaints(visit), visit.overflow()) == ([], 0)
