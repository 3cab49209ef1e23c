"""Sources in a real browser: the form by kind, bringing a list, and taking a list along."""

import pytest
from django.urls import reverse

from fiches.citations.kinds import ALWAYS, DATED, KINDS, PEOPLE, PLAIN
from fiches.models import Source
from tests.factories import FicheFactory, SourceFactory, UserFactory
from tests.machinery.accessibility import problems, watch

FIELDS = {*PEOPLE, *DATED, *PLAIN}
LIST = r"""
@book{a, author={Maes, Jan}, title={Een boek}, year=2020, publisher={Lannoo}, edition={2}}
@article{b, author={M{\"u}ller, K.}, title={Een artikel}, journal={Impuls}, volume=4, year=2019}
@book{c, title={Stuk, year=2001}
"""


def book(title):
    author = [{"family": "Maes", "given": "J."}]
    return {"type": "book", "title": title, "author": author, "issued": {"date-parts": [[2020]]}, "publisher": "Acco"}


@pytest.fixture
def boss(transactional_db):
    return UserFactory(role="beheerder", name="Bea")


def shown(page) -> set[str]:
    return {name for name in FIELDS if page.locator(f".field-{name}").is_visible()}


def test_the_form_shows_the_fields_of_the_kind_and_what_was_typed_stays_in_sight(open_page, boss):
    page = open_page(reverse("admin:fiches_source_add"), user=boss, java_script=False).page
    for key in ("book", "edited-book", "article-journal", "webpage", "speech"):
        page.select_option("#id_type", key)
        assert shown(page) == {name for name in (*ALWAYS, *KINDS[key].fields) if name in FIELDS}, key
    page.select_option("#id_type", "article-journal")
    assert page.inner_text(".field-container .help") == "De naam van het tijdschrift."
    page.fill("#id_volume", "12")
    page.select_option("#id_type", "webpage")
    assert shown(page) == {"volume", *(name for name in (*ALWAYS, *KINDS["webpage"].fields) if name in FIELDS)}


def test_a_list_is_brought_looked_at_and_added_by_everybody(open_page, boss):
    there = SourceFactory(csl=book("Een boek"))
    visit = watch(open_page(reverse("admin:fiches_source_changelist"), user=boss, tolerant=True))
    page, found = visit.page, {}
    page.click("text=Voeg bronnen toe uit een lijst")
    found["bring"] = problems(visit)
    page.get_by_label("Plak hier je bronnen").fill(LIST)
    page.click("text=Bekijk wat er gebeurt")
    found["look"] = problems(visit)
    page.get_by_label("Lannoo").check()
    page.click("button:has-text('Bewaar')")
    found["done"] = problems(visit)
    assert found == dict.fromkeys(found, [])
    there.refresh_from_db()
    assert (there.csl["publisher"], there.csl["author"], there.csl["edition"]) == ("Lannoo", book("")["author"], "2")
    assert Source.objects.get(title="Een artikel").apa_nl.startswith("Müller, K. (2019)")
    assert page.get_by_label("Plak hier je bronnen").input_value() == "@book{c, title={Stuk, year=2001}"


def test_the_references_of_a_fiche_are_copied_as_they_are_read(open_page, transactional_db):
    fiche = FicheFactory(published=True, sources=[SourceFactory(csl=book(title)) for title in ("Zon", "Aarde")])
    page = open_page(fiche.get_absolute_url()).page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Kopieer de bronnen").click()
    page.wait_for_selector("[data-copy=references]:has-text('Gekopieerd')")
    copied = "Maes, J. (2020a). Aarde. Acco.\nMaes, J. (2020b). Zon. Acco."
    assert page.evaluate("navigator.clipboard.readText()") == copied
