"""Reading a table of sources: recognised as their form recognises them, APA made for all of them together."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fiches.citations import styles
from fiches.models import Source
from portal.shared import merge
from portal.tables.writing import csv_of
from tests.factories import FicheFactory, SourceFactory

pytestmark = pytest.mark.django_db
URL = "/beheer/fiches/source/inlezen/"
EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "tables" / "bronnen.xlsx"


def looked(client, data, name="bronnen.csv", **typed):
    data = csv_of(list(data[0]), [list(row.values()) for row in data]) if isinstance(data, list) else data
    return client.post(URL, {"file": SimpleUploadedFile(name, data), **typed})


def confirmed(client, page):
    return client.post(URL, {"state": page.context["state"]})


def only(page):
    [one] = page.context["fates"]
    return one["fate"]


def test_a_real_sheet_shows_the_fate_of_every_row_and_then_writes_the_good_ones(editor):
    known = SourceFactory(
        csl={
            "type": "book",
            "title": "Classroom management",
            "author": [{"family": "Wubbels", "given": "T."}],
            "issued": {"date-parts": [[2017]]},
        }
    )
    page = looked(editor, EXAMPLE.read_bytes(), "bronnen.xlsx")
    found = [one["fate"] for one in page.context["fates"]]
    assert [(fate.line, fate.kind) for fate in found] == [(2, "new"), (3, "changed"), (4, "new"), (5, "refused"), (6, "refused")]
    assert (found[1].row, found[1].changes) == (known, [("Uitgever", "", "Routledge")])
    assert found[0].title.startswith("Peeters, A., & Janssens, B. (2021). Lezen doet leren.")
    assert found[3].faults == [("Titel", "ontbreekt")]
    assert [head for head, _sentence in found[4].faults] == ["Jaar", "DOI"]
    assert Source.objects.count() == 1
    confirmed(editor, page)
    known.refresh_from_db()
    assert ("Routledge" in known.apa_nl, Source.objects.count()) == (True, 3)
    article = Source.objects.get(key="doi:10.1000/lezen")
    assert (article.slug, article.csl["author"][1]) == ("peeters-janssens-2021", {"family": "Janssens", "given": "B."})
    assert "(2021)" in article.apa_nl and "2021" in article.intext_nl


def test_a_source_is_recognised_by_its_number_its_doi_or_its_words_and_through_an_alias(editor):
    old, new = SourceFactory(), SourceFactory(csl={"type": "book", "title": "Nieuw", "DOI": "10.1000/nieuw"})
    words = {"Titel": old.title, "Auteurs": "Auteur, A.", "Jaar": "2017"}
    words["Auteurs"] = f"{old.csl['author'][0]['family']}, A."
    assert only(looked(editor, [{**words, "Uitgever": "Acco"}])).row == old
    merge(old, new)
    for row in ({"Nummer": str(old.pk)}, {"DOI": "https://doi.org/10.1000/NIEUW"}, words):
        found = only(looked(editor, [{**row, "Uitgever": "Acco"}]))
        assert found.row == new, row


def test_a_source_that_is_known_without_its_doi_gets_it(editor):
    source = SourceFactory()
    row = {"Titel": source.title, "Auteurs": f"{source.csl['author'][0]['family']}, A.", "Jaar": "2017", "DOI": "10.1000/nu"}
    page = looked(editor, [row])
    assert (only(page).row, only(page).changes) == (source, [("DOI", "", "10.1000/nu")])
    confirmed(editor, page)
    assert Source.objects.get().key == "doi:10.1000/nu"


def test_what_editors_did_not_type_stays_in_the_data(editor):
    csl = {"type": "book", "title": "Boek", "author": [{"family": "Broeck", "non-dropping-particle": "van den", "given": "J."}]}
    source = SourceFactory(csl={**csl, "ISBN": "123", "issued": {"literal": "in druk"}})
    confirmed(editor, looked(editor, [{"Nummer": str(source.pk), "Uitgever": "Acco"}]))
    source.refresh_from_db()
    assert source.csl == {**csl, "ISBN": "123", "issued": {"literal": "in druk"}, "publisher": "Acco"}


def test_a_row_that_becomes_another_source_is_refused(editor):
    one, two = SourceFactory(csl={"type": "book", "title": "Een"}), SourceFactory(csl={"type": "book", "title": "Twee"})
    found = only(looked(editor, [{"Nummer": str(two.pk), "Titel": "Een"}]))
    assert found.faults == [("", f"Deze bron bestaat al: {one}")]


def test_the_same_source_twice_in_a_file_is_refused_the_second_time(editor):
    row = {"Titel": "Een boek", "Auteurs": "Maes, J.", "Jaar": "2020"}
    page = looked(editor, [row, row])
    assert [one["fate"].kind for one in page.context["fates"]] == ["new", "refused"]


def test_one_that_cannot_be_typeset_does_not_hold_the_others(editor, monkeypatch):
    real = styles.render

    def picky(items):
        for index, csl in enumerate(items):
            if csl["title"] == "Twee":
                raise styles.CitationRefused("Deze bron kan niet aangehaald worden.", index)
        return real(items)

    monkeypatch.setattr(styles, "render", picky)
    page = looked(editor, [{"Titel": title, "Jaar": "2020"} for title in ("Een", "Twee", "Drie")])
    assert [one["fate"].kind for one in page.context["fates"]] == ["new", "refused", "new"]
    assert page.context["fates"][1]["fate"].faults == [("", "Deze bron kan niet aangehaald worden.")]


def test_two_new_sources_of_one_author_and_year_get_addresses_of_their_own(editor):
    rows = [{"Titel": title, "Auteurs": "Maes, J.", "Jaar": "2020"} for title in ("Een", "Twee")]
    confirmed(editor, looked(editor, rows))
    assert sorted(Source.objects.values_list("slug", flat=True)) == ["maes-2020", "maes-2020-2"]


def test_readers_see_the_corrected_source_at_once(editor, visitor):
    source = SourceFactory()
    fiche = FicheFactory(sources=[source], published=True)
    confirmed(editor, looked(editor, [{"Nummer": str(source.pk), "Uitgever": "Pelckmans"}]))
    assert "Pelckmans" in visitor.get(fiche.get_absolute_url()).content.decode()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_goes_out_and_comes_in_again_unchanged(editor, kind):
    people = [{"family": "Tartwijk", "non-dropping-particle": "Van", "given": "J."}, {"literal": "OECD"}]
    SourceFactory(csl={"type": "speech", "title": "Toespraak", "author": people, "issued": {"date-parts": [[2019, 5]]}})
    body = editor.get(reverse(f"admin:fiches_source_export_{kind}")).content
    assert only(looked(editor, body, f"lijst.{kind}")).kind == "same"


def test_the_template_can_be_filled_in(editor):
    body = editor.get(URL + "sjabloon.xlsx").content
    assert only(looked(editor, body, "sjabloon.xlsx")).kind == "new"
