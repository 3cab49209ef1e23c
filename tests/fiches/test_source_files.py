"""The sources of a fiche, of a list and of one page, for other programs: public ones alone, in the order of the list."""

import json
import re

import pytest
from django.urls import reverse

from fiches.models import Source
from tests.factories import FicheFactory, SourceFactory

pytestmark = pytest.mark.django_db
MEDIA = {
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "json": "application/vnd.citationstyles.csl+json; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}


def book(title, year=2020, **more):
    author = [{"family": "Maes", "given": "J."}]
    return {"type": "book", "title": title, "author": author, "issued": {"date-parts": [[year]]}, **more}


def of(answer):
    return answer.content.decode()


@pytest.fixture
def fiche():
    sources = [SourceFactory(csl=book(title)) for title in ("Zon", "Aarde")]
    SourceFactory(csl=book("Van niemand"))
    return FicheFactory(title="Lezen", published=True, sources=sources)


@pytest.mark.parametrize("style", MEDIA)
def test_the_sources_of_a_fiche_are_a_file_of_their_own_kind(visitor, fiche, style):
    answer = visitor.get(f"/fiches/{fiche.slug}/bronnen.{style}")
    assert (answer.status_code, answer["Content-Type"]) == (200, MEDIA[style])
    assert f'filename="bronnen-{fiche.slug}.{style}"' in answer["Content-Disposition"]
    assert [of(answer).count(word) for word in ("Zon", "Aarde", "Van niemand")] == [1, 1, 0]
    assert of(answer).index("Aarde") < of(answer).index("Zon")


def test_the_text_has_the_letters_of_the_fiche(visitor, fiche):
    assert of(visitor.get(f"/fiches/{fiche.slug}/bronnen.txt")) == "Maes, J. (2020a). Aarde.\nMaes, J. (2020b). Zon.\n"


def test_one_source_is_a_file_and_only_while_it_is_public(visitor, fiche):
    zon, hidden = Source.objects.get(title="Zon"), Source.objects.get(title="Van niemand")
    [said] = json.loads(of(visitor.get(f"/bronnen/{zon.slug}/bron.json")))
    assert said == {**book("Zon"), "id": zon.slug}
    assert visitor.get(f"/bronnen/{hidden.slug}/bron.json").status_code == 404


def test_a_list_gives_everything_that_answers_and_not_only_the_page_that_is_shown(visitor):
    sources = [SourceFactory(csl=book(f"Deel {number:02}", 1990 + number)) for number in range(23)]
    other = SourceFactory(csl=book("Kamperen in Frankrijk"))
    FicheFactory(published=True, sources=[*sources, other])
    said = json.loads(of(visitor.get("/bronnen/bronnen.json")))
    assert [one["title"] for one in said] == [*(f"Deel {number:02}" for number in range(23)), "Kamperen in Frankrijk"]
    found = json.loads(of(visitor.get("/bronnen/bronnen.json?q=kamperen")))
    assert [one["title"] for one in found] == ["Kamperen in Frankrijk"]
    page = of(visitor.get("/bronnen/?q=kamperen&pagina=1"))
    assert 'href="/bronnen/bronnen.bib?q=kamperen"' in page


@pytest.mark.parametrize("path", ["/fiches/lezen/bronnen.docx", "/fiches/nergens/bronnen.bib", "/bronnen/nergens/bron.bib"])
def test_another_kind_or_nothing_there_is_not_found(visitor, fiche, path):
    assert visitor.get(path).status_code == 404


def test_a_fiche_without_sources_has_no_files(visitor):
    fiche = FicheFactory(published=True)
    assert visitor.get(f"/fiches/{fiche.slug}/bronnen.bib").status_code == 404
    assert "bronnen.bib" not in of(visitor.get(fiche.get_absolute_url()))


def test_the_pages_offer_the_files_and_say_to_zotero_which_works_they_name(visitor, fiche):
    zon = Source.objects.get(title="Zon")
    pages = {
        fiche.get_absolute_url(): (f"/fiches/{fiche.slug}/bronnen.", 3),
        zon.get_absolute_url(): (f"/bronnen/{zon.slug}/bron.", 1),
        reverse("fiches:source_list"): ("/bronnen/bronnen.", 2),
    }
    for url, (files, works) in pages.items():
        page = of(visitor.get(url))
        assert re.findall(rf'href="{files}(\w+)"', page) == ["bib", "ris", "json", "txt"], url
        assert page.count('<span class="Z3988" title="ctx_ver=Z39.88-2004&amp;') == works, url


def test_a_preview_offers_no_files_because_there_is_nothing_to_read_yet(editor, fiche):
    page = of(editor.get(reverse("admin:fiches_fiche_preview", args=[fiche.pk]), follow=True))
    assert "bronnen.bib" not in page


def test_a_corrected_source_is_corrected_in_the_files_at_once(visitor, fiche):
    url = f"/fiches/{fiche.slug}/bronnen.bib"
    assert "Lannoo" not in of(visitor.get(url))
    zon = Source.objects.get(title="Zon")
    zon.csl = {**zon.csl, "publisher": "Lannoo"}
    zon.save()
    assert "publisher = {Lannoo}" in of(visitor.get(url))


@pytest.mark.parametrize("count", [1, 3])
def test_a_file_costs_the_same_for_one_source_as_for_three(visitor, count, django_assert_num_queries):
    fiche = FicheFactory(published=True, sources=[SourceFactory(csl=book(f"Deel {n}")) for n in range(count)])
    with django_assert_num_queries(3):  # the Edition, the record with what stands around it, the sources
        assert visitor.get(f"/fiches/{fiche.slug}/bronnen.ris").status_code == 200
