"""A fiche that goes out as slides and comes in again is the same fiche."""

import pytest

from fiches.exporters.files import make
from fiches.importing.draft import digest_of, make_draft
from fiches.importing.reading import read
from fiches.models import Fiche, Resource, Source
from fiches.page import live
from tests.factories import NOON, FicheFactory, ResourceFactory, SourceFactory, publish

pytestmark = pytest.mark.django_db
TEXTS = {
    "betekenis": "<p>Zo zit het, <strong>echt</strong> en <em>altijd</em>.</p><p>Nog een alinea met een "
    '<a href="https://example.org/elders?a=1&amp;b=2">link naar elders</a>.</p>',
    "onderzoek": "<h3>Een tussenkop</h3><p>Eerst dit:</p><ul><li><p>een</p><ul><li><p>een punt een</p></li></ul></li>"
    "<li><p>twee</p></li></ul><ol><li><p>drie</p></li><li><p>vier</p></li></ol><blockquote><p>Een citaat.</p></blockquote>",
    "informatie": "<p>Een tabel:</p><table><tbody><tr><th><p>Wie</p></th><th><p>Wat</p></th></tr>"
    "<tr><td><p>Team</p></td><td><p>Lezen</p></td></tr></tbody></table>",
    "bronnen": "",
}
SENTENCE = "Wie samen leest, hoort wat een ander zag en wat zij zelf over het hoofd zag. "


def slides_of(fiche) -> bytes:
    return make("fiche.pptx", live(fiche.get_absolute_url()))


def read_again(slides: bytes) -> Fiche:
    return make_draft(read(slides, "fiche.pptx"), name="fiche.pptx", digest=digest_of(slides), at=NOON)


def texts(fiche) -> dict:
    return {row.rubriek: (row.heading, row.text) for row in fiche.sections.all() if row.heading or row.text}


def facts(fiche) -> dict:
    """Everything of a fiche that slides can hold."""
    return {
        "title": fiche.title,
        "standfirst": fiche.standfirst,
        "points": fiche.points,
        "questions": fiche.questions,
        "texts": texts(fiche),
        "materials": [(row.rubriek, row.resource_id, row.note) for row in fiche.resources.order_by("position")],
        "sources": sorted(fiche.citations.values_list("source_id", flat=True)),
    }


def same(fiche) -> bool:
    again = read_again(slides_of(fiche))
    was, now = facts(fiche), facts(again)
    for rubriek, text in was.pop("texts").items():
        assert (rubriek, now["texts"].pop(rubriek, "")) == (rubriek, text)
    assert (now.pop("texts"), now) == ({}, was)
    return again.pk != fiche.pk


def test_every_rubriek_with_its_emphasis_lists_links_and_tables():
    assert same(FicheFactory(published=True, sections=TEXTS, questions=["Wat doen wij al?", "Waarmee beginnen we?"]))


def test_a_heading_of_its_own():
    fiche = FicheFactory(sections={"voorbeelden": "<p>Zo pakt een school het aan.</p>", "ondersteuning": "<p>Vraag het.</p>"})
    fiche.sections.filter(rubriek="voorbeelden").update(heading="Zo pak je het aan")
    fiche.sections.filter(rubriek="ondersteuning").update(heading="Hoe kan ik worden ondersteund door de PBD-GO!?")
    assert same(publish(fiche))


def test_the_title_inside_the_text_and_a_link_to_another_page_of_the_portal():
    texts = {"betekenis": "<p>Dit:</p><ul><li><p>lezen</p></li><li><p>Samen lezen</p></li></ul><p>Samen lezen</p>"}
    texts |= {"informatie": '<p>Zie <a href="/fiches/elders/">een andere fiche</a>.</p>'}
    assert same(FicheFactory(published=True, title="Samen lezen", sections=texts))


def test_what_stands_on_several_slides():
    texts = {
        "betekenis": f"<p>{(SENTENCE * 5).strip()}</p>" * 8,
        "onderzoek": f"<p>{(SENTENCE * 12).strip()}</p>" * 3,
        "informatie": f"<ul>{''.join(f'<li><p>{number}. {SENTENCE.strip()}</p></li>' for number in range(20))}</ul>",
        "voorbeelden": f"<ol>{''.join(f'<li><p>{SENTENCE.strip()}</p></li>' for _ in range(30))}</ol>",
        "verdieping": "<table><tbody><tr><th><p>Wie</p></th><th><p>Wat</p></th></tr>"
        + "".join(f"<tr><td><p>Team {number}</p></td><td><p>Lezen</p></td></tr>" for number in range(40))
        + "</tbody></table>",
    }
    points = [f"Punt {number}: {SENTENCE.strip()}" for number in range(20)]
    assert same(FicheFactory(published=True, sections=texts, points=points, questions=points))


def test_the_materials_are_those_of_the_portal():
    materials = [  # and why they are here
        ResourceFactory(title="Een leidraad", url="https://example.org/leidraad", description="Wat je hier vindt."),
        ResourceFactory(title="Achter de deur", url="https://g-o.smartschool.be/", access="go", path="GO! PEN > kwaliteit"),
        ResourceFactory(title="Zonder link", url="", description="Vraag ernaar."),
    ]
    fiche = FicheFactory(sections=TEXTS, resources=materials)
    fiche.resources.filter(resource=materials[0]).update(note="Begin hier.")
    assert same(publish(fiche))


def test_the_sources_are_those_of_the_portal():
    assert same(
        FicheFactory(
            published=True, sections=TEXTS | {"betekenis": "<p>Zie Auteur (2019).</p>"}, sources=SourceFactory.create_batch(12)
        )
    )


def test_another_portal_gets_the_same_materials_and_sources():
    material = ResourceFactory(
        title="Achter de deur",
        url="https://g-o.smartschool.be/pen",
        kind="praktijkvoorbeeld",
        access="go",
        path="GO! PEN > kwaliteit",
    )
    source = SourceFactory()
    fiche = FicheFactory(published=True, sections=TEXTS, resources=[material], sources=[source])
    slides, was = slides_of(fiche), (source.csl, source.apa_nl)
    for model in (Fiche, Resource, Source):
        model.objects.all().delete()
    again = read_again(slides)
    made = again.resources.get().resource
    assert (made.title, made.url, made.kind, made.access, made.path) == (
        material.title, material.url, material.kind, material.access, material.path)  # fmt: skip
    made = again.citations.get().source
    assert (made.csl, made.apa_nl) == was
