"""Citations while writing: what is not linked, which sources it may mean, and one button that links it and saves the rest."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fiches.matching import candidates
from fiches.models import Fiche, Source
from portal.publishing.models import Status
from portal.shared import merge
from tests.desk import address, as_typed, opened, said, send
from tests.factories import FicheFactory, SourceFactory

pytestmark = pytest.mark.django_db


def book(number, *families, year=2017, **more):
    csl = {
        "type": "book",
        "title": f"Boek {number}",
        "author": [{"family": family, "given": "A."} for family in families],
        "issued": {"date-parts": [[year]]},
        "publisher": "Uitgeverij",
    }
    return SourceFactory(csl={**csl, **more})


def texts(*paragraphs, **more):
    return FicheFactory(sections={"betekenis": "".join(f"<p>{text}</p>" for text in paragraphs)}, **more)


def citing(client, fiche) -> dict:
    return client.get(address("change", fiche)).context["citing"]


def offers(found) -> dict:
    return {cited["label"]: [source["pk"] for source in cited["candidates"]] for cited in found["loose"]}


# -- what is offered -------------------------------------------------------------------------------------------------
def test_every_way_of_citing_is_offered_the_sources_it_may_mean(editor):
    wubbels = book(1, "Wubbels", "Van Tartwijk")
    hattie, later = book(2, "Hattie", year=2009), book(3, "Hattie", year=2012)
    fiche = texts("Volgens Wubbels en Van Tartwijk (2017) werkt dat (Hattie, 2009; Dweck, 2006).", "Ook (Hattie, 2010) zegt het.")
    assert offers(citing(editor, fiche)) == {
        "Wubbels en Van Tartwijk (2017)": [wubbels.pk],
        "(Hattie, 2009)": [hattie.pk],
        "(Dweck, 2006)": [],
        "(Hattie, 2010)": [hattie.pk, later.pk],
    }


def test_a_source_whose_address_was_changed_or_that_was_merged_is_found_as_it_is_now(editor):
    renamed, gone = book(1, "Hattie", year=2009), book(2, "Hattie", year=2009, DOI="10.1/x")
    Source.objects.filter(pk=renamed.pk).update(slug="zichtbaar-leren")
    merge(gone, renamed)
    assert [source["pk"] for source in candidates(["(Hattie, 2009)"])["(Hattie, 2009)"]] == [renamed.pk]


def test_a_source_of_the_list_that_is_written_otherwise_is_named_as_it_should_be_written(editor):
    source = book(1, "Wubbels", "Van Tartwijk")
    found = citing(editor, texts("Zo is het (Wubbels & Tartwijk, 2017).", sources=[source]))
    (offer,) = found["loose"][0]["candidates"]
    assert (offer["listed"], offer["intext"]) == (True, "(Wubbels & Van Tartwijk, 2017)")


def test_two_sources_of_one_year_ask_for_their_letter(editor):
    first, second = book(1, "Hattie", year=2009), book(2, "Hattie", year=2009)
    found = citing(editor, texts("Zo is het (Hattie, 2009).", sources=[first, second]))
    assert [offer["intext"] for offer in found["loose"][0]["candidates"]] == ["(Hattie, 2009a)", "(Hattie, 2009b)"]
    assert [cited["narrative"] for cited in found["uncited"]] == ["Hattie (2009a)", "Hattie (2009b)"]


def test_sources_that_are_nowhere_cited_are_listed_with_their_row(editor):
    used, unused = book(1, "Hattie", year=2009), book(2, "Surma", year=2019)
    found = citing(editor, texts("Zo is het (Hattie, 2009).", sources=[used, unused]))
    assert [(cited["intext"], cited["href"]) for cited in found["uncited"]] == [("(Surma, 2019)", "#citations-1")]
    assert found["loose"] == []


def test_a_new_source_begins_with_what_the_citation_says(editor):
    found = citing(editor, texts("Zo is het (Wubbels & Van Tartwijk, 2017) en Leerpunt (z.d.)."))
    known, unknown = (cited["new"] for cited in found["loose"])
    page = editor.get(known)
    form = page.context["adminform"].form
    assert (form["authors"].value(), form["year"].value()) == ("Wubbels,\nVan Tartwijk,", "2017")
    assert parse_qs(urlsplit(unknown).query) == {"authors": ["Leerpunt,"]}
    editor.post(reverse("admin:fiches_source_add"), as_typed(page) | {"title": "Klasmanagement", "publisher": "Uitgeverij"})
    assert Source.objects.get().intext_nl == "(Wubbels & Van Tartwijk, 2017)"


def test_the_list_follows_what_is_typed(editor):
    source = book(1, "Hattie", year=2009)
    fiche = texts("Nog niets.")
    typed = opened(editor, fiche) | {"sections-0-text": "<p>Zo is het (Hattie, 2009).</p>"}
    page = editor.post(address("checklist", fiche), typed)
    assert offers(page.context["citing"]) == {"(Hattie, 2009)": [source.pk]}
    button = re.search(r'<button type="submit"[^>]*name="_cite"[^>]*>', page.content.decode())[0]
    assert f'form="fiche_form" name="_cite" value="{source.pk}"' in button
    listed = typed | {"citations-TOTAL_FORMS": "1", "citations-0-source": str(source.pk)}
    assert editor.post(address("checklist", fiche), listed).context["citing"]["loose"] == []


# -- the buttons -----------------------------------------------------------------------------------------------------
def test_one_button_puts_the_source_in_the_list_and_saves_what_was_typed(editor):
    first, source = book(1, "Surma", year=2019), book(2, "Hattie", year=2009)
    fiche = texts("Zo is het (Hattie, 2009).", sources=[first])
    typed = opened(editor, fiche) | {"standfirst": "Pas getypt.", "_cite": source.pk}
    answer = editor.post(address("change", fiche), typed)
    assert answer.url == address("change", fiche) + "#verwijzingen"
    page = editor.get(answer.url)
    assert said(page) == ["(Hattie, 2009) staat nu in de bronnenlijst."]
    assert [row.source for row in fiche.citations.all()] == [first, source]
    assert Fiche.objects.get(pk=fiche.pk).standfirst == "Pas getypt."
    assert page.context["citing"]["loose"] == []


def test_the_button_alone_is_a_change_like_any_other(chief_editor):
    source = book(1, "Hattie", year=2009)
    fiche = texts("Zo is het (Hattie, 2009).", published=True)
    send(chief_editor, fiche, opened(chief_editor, fiche), _cite=source.pk)
    fresh = Fiche.objects.get(pk=fiche.pk)
    assert (fresh.status, fresh.edit > fiche.edit, fresh.citations.count()) == (Status.DRAFT, True, 1)
    last = LogEntry.objects.order_by("pk").last()
    assert last.get_change_message() == "Bron in de fiche ‘Hattie, A. (2009). Boek 1. Uitgeverij.’ toegevoegd."


def test_the_same_button_twice_or_for_a_row_that_was_removed_leaves_one_row(editor):
    source = book(1, "Hattie", year=2009)
    fiche = texts("Zo is het (Hattie, 2009).", sources=[source])
    pages = [
        send(editor, fiche, opened(editor, fiche), _cite=source.pk),
        send(editor, fiche, opened(editor, fiche) | {"citations-0-DELETE": "on"}, _cite=source.pk),
    ]
    assert [said(page) for page in pages] == [["(Hattie, 2009) staat nu in de bronnenlijst."]] * 2
    assert [row.source for row in fiche.citations.all()] == [source]


def test_a_fiche_that_was_never_saved_is_saved_with_its_source(editor):
    source = book(1, "Hattie", year=2009)
    typed = as_typed(editor.get(reverse("admin:fiches_fiche_add")))
    typed |= {"title": "Samen lezen", "sections-0-text": "<p>Zo is het (Hattie, 2009).</p>", "_cite": source.pk}
    editor.post(reverse("admin:fiches_fiche_add"), typed)
    assert [row.source for row in Fiche.objects.get().citations.all()] == [source]


@pytest.mark.parametrize("value", ["", "x", "99999", "9" * 30])
def test_a_source_that_is_not_there_is_said_and_nothing_typed_is_lost(editor, value):
    fiche = texts("Zo is het (Hattie, 2009).")
    page = editor.post(address("change", fiche), opened(editor, fiche) | {"standfirst": "Pas getypt.", "_cite": value})
    shown = page.context["adminform"].form if page.status_code == 200 else None
    assert fiche.citations.count() == 0
    assert "Pas getypt." == (shown["standfirst"].value() if shown else Fiche.objects.get(pk=fiche.pk).standfirst)


def test_what_is_no_citation_is_left_as_text_and_never_asked_again(editor):
    fiche = texts("Zo is het in Lyceum (2019) en (Lyceum, 2019).")
    page = send(editor, fiche, opened(editor, fiche), _not_citation="(Lyceum, 2019)")
    assert said(page) == ["“(Lyceum, 2019)” blijft gewone tekst."]
    assert Fiche.objects.get(pk=fiche.pk).not_citations == ["(Lyceum, 2019)"]
    assert [cited["label"] for cited in page.context["citing"]["loose"]] == ["Lyceum (2019)"]
    page = send(editor, fiche, opened(editor, fiche), _not_citation="Lyceum (2019)")
    assert page.context["citing"]["loose"] == []


def test_an_organiser_cannot_use_the_buttons(organiser):
    source = book(1, "Hattie", year=2009)
    fiche = texts("Zo is het (Hattie, 2009).")
    organiser.post(address("change", fiche), {"_cite": source.pk, "_not_citation": "x", "seen": fiche.edit})
    assert (fiche.citations.count(), Fiche.objects.get(pk=fiche.pk).not_citations) == (0, [])


def test_many_missing_sources_are_added_together(editor):
    where = reverse("admin:fiches_source_adding")
    loose = editor.get(address("change", texts("Zo is het (Hattie, 2009).")))
    assert f'href="{where}"' in loose.content.decode()
    assert f'href="{where}"' not in editor.get(address("change", texts("Zo is het."))).content.decode()


# -- what it costs ---------------------------------------------------------------------------------------------------
def test_three_loose_citations_cost_as_much_as_one(editor):
    book(1, "Hattie", year=2009), book(2, "Dweck", year=2006), book(3, "Surma", year=2019)
    one = texts("Zo is het (Hattie, 2009).")
    three = texts("Zo is het (Hattie, 2009; Dweck, 2006; Surma, 2019).")
    editor.get(address("change", one))
    costs = []
    for fiche in (one, three):
        with CaptureQueriesContext(connection) as queries:
            assert all(offers(citing(editor, fiche)).values())
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 20
