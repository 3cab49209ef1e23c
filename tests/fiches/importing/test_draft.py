"""A fiche that was read becomes a draft: all of it or nothing, what exists is reused, and nothing typed is lost."""

import pytest
from django.contrib.admin.models import LogEntry

from fiches.importing import draft
from fiches.importing.draft import ImportRefused, made_before, make_draft, update_draft
from fiches.importing.parsed import Material, ParsedFiche, Piece, Reference
from fiches.importing.reading import understood
from fiches.models import Citation, Fiche, FicheResource, ImportedDocument, Resource, Section, Source
from fiches.models.imported import KEPT, WAITING, forget_waiting, make_room
from portal.documents.blocks import Block, Document, Kind, Run
from portal.links.models import Link
from portal.publishing.logbook import Act
from portal.publishing.models import Revision, Status
from portal.shared import merge
from tests.factories import FicheFactory, OrganisationFactory, ResourceFactory, SourceFactory, UserFactory
from tests.factories.publishing import NOON, publish

pytestmark = pytest.mark.django_db
MAES = {
    "type": "book",
    "title": "Twee leraren",
    "author": [{"family": "Maes", "given": "B."}],
    "issued": {"date-parts": [[2018]]},
}
TABLES = [Fiche, Section, FicheResource, Citation, Resource, Source, ImportedDocument, LogEntry]


def parsed(**more):
    said = {
        "title": "Feedback in de klas",
        "pieces": [Piece(1, "inleiding", text="Kort."), Piece(2, "betekenis", html="<p>Zo is het (Maes, 2018).</p>")],
        "materials": [Material("https://leerpunt.be/leidraden", "Leidraden", "leidraad", "verdieping")],
        "references": [Reference("Maes, B. (2018). Twee leraren.", MAES, 1.0)],
        "headings": {"betekenis": "Eigen kop"},
    }
    return ParsedFiche(**{**said, **more})


def made(found=None, **more):
    return make_draft(found or parsed(), **{"name": "feedback.pptx", "digest": "a" * 64, "at": NOON, **more})


def rows(fiche):
    return {
        "sections": [(row.rubriek, row.heading, row.text) for row in fiche.sections.all()],
        "materials": [(row.resource.title, row.rubriek) for row in fiche.resources.all()],
        "sources": [row.source.csl["title"] for row in fiche.citations.all()],
    }


def test_a_draft_has_its_rubrieken_its_materials_and_its_sources():
    person = UserFactory(role="redacteur")
    fiche = made(by=person)
    assert (fiche.title, fiche.slug, fiche.standfirst, fiche.status, fiche.owner) == (
        *("Feedback in de klas", "feedback-in-de-klas", "Kort.", Status.DRAFT, person),
    )
    assert rows(fiche) == {
        "sections": [("betekenis", "Eigen kop", "<p>Zo is het (Maes, 2018).</p>")],
        "materials": [("Leidraden", "verdieping")],
        "sources": ["Twee leraren"],
    }
    assert fiche.derive(fiche_values(fiche))["cited"] == [fiche.citations.get().source_id]


def test_the_points_of_a_document_become_those_of_the_fiche_and_a_document_without_leaves_what_was_typed():
    fiche = made(parsed(pieces=[Piece(1, "kort", text="Een  zin.\n\nTwee."), Piece(2, "kort", text="Drie.")]))
    assert fiche.points == ["Een zin.", "Twee.", "Drie."]
    newer = parsed(pieces=[Piece(1, "betekenis", html="<p>Anders.</p>")])
    again = update_draft(fiche, newer, name="feedback.pptx", digest="b" * 64, at=NOON)
    again.refresh_from_db()
    assert (again.points, again.standfirst) == (["Een zin.", "Twee.", "Drie."], "")


def fiche_values(fiche):
    from portal.publishing.freezing import freeze

    return freeze(fiche)


def test_the_log_says_who_read_what():
    person = UserFactory(role="redacteur")
    fiche = made(by=person)
    entry = LogEntry.objects.get(object_id=str(fiche.pk), action_flag=Act.IMPORTED)
    assert (entry.user, entry.change_message) == (person, "Ingelezen: uit feedback.pptx")


def test_links_of_a_draft_are_looked_after():
    made(parsed(pieces=[Piece(1, "betekenis", html='<p><a href="https://elders.example/x">x</a></p>')]))
    assert set(Link.objects.values_list("url", flat=True)) >= {"https://elders.example/x", "https://leerpunt.be/leidraden"}


def test_titles_that_exist_get_an_address_of_their_own():
    assert [made(digest=str(number)).slug for number in range(3)] == [
        *["feedback-in-de-klas", "feedback-in-de-klas-2", "feedback-in-de-klas-3"],
    ]


def test_what_exists_is_reused_however_its_address_is_written():
    resource = ResourceFactory(title="Alle leidraden", url="http://www.leerpunt.be/leidraden/")
    source = SourceFactory(csl=MAES)
    blocks = [
        *[("heading", "Titel"), ("heading", "Verdieping"), ("paragraph", "https://leerpunt.be/leidraden")],
        *[("heading", "Bronnen"), ("paragraph", "Maes, B. (2018). Twee leraren. Pers.")],
    ]
    document = Document("docx", [Block(Kind(kind), (Run(text),), level=1) for kind, text in blocks])
    found = understood(document, "x.docx")
    assert [(one.existing, one.existing_title) for one in found.materials] == [(resource.pk, "Alle leidraden")]
    fiche = made(found)
    assert (fiche.resources.get().resource, fiche.citations.get().source) == (resource, source)
    assert (Resource.objects.count(), Source.objects.count()) == (1, 1)


@pytest.mark.parametrize("count", [1, 3])
def test_recognising_costs_the_same_for_one_link_and_source_as_for_three(count, django_assert_num_queries):
    from fiches.importing.known import recognise

    OrganisationFactory(url="https://leerpunt.be")
    found = parsed(
        materials=[Material(f"https://leerpunt.be/{n}", "x", "webpagina", "verdieping") for n in range(count)],
        references=[Reference("x", {**MAES, "title": f"Titel {n}"}, 1.0) for n in range(count)],
    )
    with django_assert_num_queries(3):
        recognise(found)
    assert {one.provider_name for one in found.materials} == {OrganisationFactory._meta.model.objects.get().name}


def test_what_was_merged_since_leads_to_the_survivor_and_what_was_deleted_is_made_again():
    old, survivor = ResourceFactory(), ResourceFactory()
    gone = SourceFactory()
    found = parsed()
    found.materials[0].existing, found.references[0].existing = old.pk, gone.pk
    merge(old, survivor)
    gone.delete()
    fiche = made(found)
    assert (fiche.resources.get().resource, fiche.citations.get().source.csl["title"]) == (survivor, "Twee leraren")


def test_two_entries_of_one_work_are_one_source_and_two_works_of_one_year_have_two_addresses():
    entries = [Reference("x", {**MAES, "title": title}, 1.0) for title in ("Appel", "Zalm", "Appel")]
    fiche = made(parsed(references=entries))
    assert [row.source.csl["title"] for row in fiche.citations.all()] == ["Appel", "Zalm"]
    assert len({row.source.slug for row in fiche.citations.all()}) == 2


def test_what_an_editor_did_not_take_is_left():
    found = parsed()
    found.materials[0].taken = found.references[0].taken = False
    assert rows(made(found)) == {
        "sections": [("betekenis", "Eigen kop", "<p>Zo is het (Maes, 2018).</p>")],
        "materials": [],
        "sources": [],
    }


@pytest.mark.parametrize(
    "title, sentence", [(" ", "Geef de fiche een titel."), ("x" * 161, "De titel is te lang: hoogstens 160 tekens.")]
)
def test_a_draft_needs_a_title(title, sentence):
    with pytest.raises(ImportRefused, match=sentence):
        made(parsed(title=title))
    assert Fiche.objects.count() == 0


def test_when_the_last_row_fails_nothing_is_left(monkeypatch):
    before = {model: model.objects.count() for model in TABLES}

    def fails(*args, **kwargs):
        raise RuntimeError("the log is full")

    monkeypatch.setattr(draft.logbook, "write", fails)
    with pytest.raises(RuntimeError):
        made()
    assert {model: model.objects.count() for model in TABLES} == before


def test_scripts_in_a_document_never_reach_a_fiche():
    fiche = made(parsed(pieces=[Piece(1, "betekenis", html="<p onclick='x()'>ja</p><script>alert(1)</script>")]))
    assert fiche.sections.get().text == "<p>ja</p>"


# -- again -----------------------------------------------------------------------------------------------------------------
def test_the_same_file_is_known_again_whatever_its_name():
    fiche = made()
    assert made_before("a" * 64).fiche == fiche
    assert made_before("b" * 64, "feedback.pptx", "Feedback in de klas").fiche == fiche  # a newer version of it
    assert made_before("b" * 64, "feedback.pptx", "Iets anders") is None


def test_updating_puts_the_new_text_in_the_same_draft_and_keeps_the_rows_that_stay():
    fiche = made()
    section = fiche.sections.get()
    newer = parsed(
        title="Feedback geven",
        pieces=[Piece(1, "betekenis", html="<p>Nieuw.</p>"), Piece(2, "voorbeelden", html="<p>Bij.</p>")],
        materials=[],
        headings={},
    )
    again = update_draft(fiche, newer, name="feedback.pptx", digest="b" * 64, at=NOON)
    assert (again.pk, again.title, again.slug, again.standfirst, Fiche.objects.count()) == (
        fiche.pk,
        "Feedback geven",
        fiche.slug,
        "Kort.",
        1,
    )
    assert rows(again) == {
        "sections": [("betekenis", "", "<p>Nieuw.</p>"), ("voorbeelden", "", "<p>Bij.</p>")],
        "materials": [],
        "sources": ["Twee leraren"],
    }
    assert again.sections.get(rubriek="betekenis").pk == section.pk


def test_what_stood_in_a_draft_that_is_updated_can_be_put_back():
    fiche = made()
    Section.objects.filter(fiche=fiche).update(text="<p>Met zorg herschreven.</p>")
    update_draft(fiche, parsed(), name="feedback.pptx", digest="a" * 64, at=NOON)
    kept = Revision.objects.get(object_id=fiche.pk)
    assert kept.snapshot["sections"][0]["text"] == "<p>Met zorg herschreven.</p>"
    assert kept.comment == "Bewaard voor het opnieuw inlezen van feedback.pptx"


def test_a_fiche_that_is_no_draft_is_never_overwritten():
    fiche = publish(FicheFactory(ready=True))
    with pytest.raises(ImportRefused, match="is geen klad meer"):
        update_draft(fiche, parsed(), name="x", digest="x", at=NOON)


# -- waiting ---------------------------------------------------------------------------------------------------------------
def waits(person, at=NOON):
    return ImportedDocument.objects.create(by=person, name="x", digest="x", parsed={}, moment=at)


def test_what_nobody_made_a_fiche_of_is_forgotten_after_a_day():
    person = UserFactory()
    old, young = waits(person, NOON - KEPT * 2), waits(person, NOON)
    made(at=NOON - KEPT * 9)
    assert forget_waiting(NOON) == 1
    assert set(ImportedDocument.objects.waiting()) == {young}
    assert ImportedDocument.objects.made().count() == 1
    assert old not in ImportedDocument.objects.all()


def test_of_one_person_only_the_newest_few_wait():
    person, other = UserFactory(), UserFactory()
    for number in range(WAITING + 3):
        make_room(person)
        waits(person, NOON + KEPT * number)
    waits(other)
    assert ImportedDocument.objects.waiting().filter(by=person).count() == WAITING
    assert ImportedDocument.objects.waiting().filter(by=other).count() == 1


def test_what_was_read_is_the_same_after_it_was_kept():
    found = parsed()
    assert ParsedFiche.from_json(found.to_json()) == found
    assert ParsedFiche.from_json({**found.to_json(), "unknown": 1, "pages": 3}).pages == 3
