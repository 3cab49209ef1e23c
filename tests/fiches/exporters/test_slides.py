"""A fiche as slides, read back with python-pptx: for the table of a team, and for who cannot see them."""

import io
import re
from pathlib import Path

import pytest
from pptx import Presentation
from pptx.oxml.ns import qn

from fiches.exporters import slides
from fiches.exporters.content import content
from portal.documents.boxed import NotMade
from tests.fiches.exporters.pages import LONG_WORD, RICH, TABLE, hostile, long, material, page, picture, reference, section

ADORNS = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"


def show(said: dict):
    return Presentation(io.BytesIO(slides.slides(content(said))))


def titles(made) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in made.slides]


def body(slide):
    return next(shape for shape in slide.placeholders if shape.placeholder_format.idx == 1)


def texts(made) -> str:
    return "\n".join(shape.text_frame.text for slide in made.slides for shape in slide.shapes if shape.has_text_frame)


def test_a_slide_for_each_rubriek_in_the_order_of_the_page():
    said = page(
        sections=[section(html="<p>Een.</p>"), section("Onderzoek", "onderzoek", "<p>Twee.</p>")],
        questions=["Wat doen wij al?"],
        references=[reference()],
    )
    assert titles(show(said)) == ["Samen lezen", "In het kort", "Wat betekent dat?", "Onderzoek", "Gespreksvragen", "Bronnen"]


def test_a_long_rubriek_is_divided_and_no_word_is_lost():
    made = show(long(words=1500))
    found = titles(made)
    assert len(found) == len(set(found))
    parts = [title for title in found if title.startswith("Wat betekent dat?")]
    assert parts == [f"Wat betekent dat? ({number}/{len(parts)})" for number in range(1, len(parts) + 1)]
    assert len(parts) > 3
    assert texts(made).count("Wie samen leest") == 1500 // 70 * 5
    assert [number for number in range(1, 41) if f"Boek {number}." not in texts(made)] == []


def test_levels_emphasis_and_links_are_live():
    slide = show(page(sections=[section(html=RICH)])).slides[2]
    said = {
        (run.text, bool(run.font.bold), bool(run.font.italic), run.hyperlink.address)
        for p in body(slide).text_frame.paragraphs
        for run in p.runs
    }
    assert {("vet", True, False, None), ("schuin", False, True, None)} <= said
    assert ("link naar elders", False, False, "https://example.org/a?b=1&c=2") in said
    levels = {p.text: (p.level, p._p.pPr.find(qn("a:buNone")) is None) for p in body(slide).text_frame.paragraphs}
    assert {"een": (0, True), "een punt een": (1, True), "Een citaat.": (0, False)}.items() <= levels.items()


def test_headings_and_quotes_inside_a_text_are_set_as_such():
    slide = show(page(sections=[section(html=RICH)])).slides[2]
    found = {p.text: p for p in body(slide).text_frame.paragraphs}
    faces = {text: [run.font.name for run in p.runs] for text, p in found.items()}
    assert (faces["Een tussenkop"], faces["Een citaat."]) == (["+mj-lt"], [None])
    margins = {text: p._p.pPr.get("marL") for text, p in found.items()}
    assert (margins["Een tussenkop"], margins["Een citaat."]) == ("0", "342900")
    assert [run.font.italic for run in found["Een citaat."].runs] == [True]


def numbers(made) -> list[str]:
    """The numbers that a presentation program shows, slide by slide."""
    shown = []
    for slide in made.slides:
        starts = (
            [(p, p._p.pPr.find(qn("a:buAutoNum"))) for p in body(slide).text_frame.paragraphs]
            if len(slide.placeholders) > 1
            else []
        )
        at = before = None
        for paragraph, number in starts:
            if number is None:
                before = before if paragraph.level else None
                continue
            start = int(number.get("startAt", "1"))
            at = at + 1 if before == start else start
            before = start
            shown.append(f"{at}. {paragraph.text[:9]}")
    return shown


def test_numbers_go_on_over_slides_and_start_where_the_list_starts():
    items = "".join(f"<li><p>Stap {number:03}. {'Iets meer uitleg hierbij. ' * 6}</p></li>" for number in range(4, 25))
    made = show(page(sections=[section(html=f'<ol start="4">{items}</ol><p>Tussendoor.</p><ol><li><p>Stap 001.</p></li></ol>')]))
    assert len(made.slides) > 4
    assert numbers(made) == [*(f"{number}. Stap {number:03}." for number in range(4, 25)), "1. Stap 001."]


def test_an_item_of_two_paragraphs_is_one_bullet():
    html = "<ul><li><p>Een</p><p>en nog iets</p><ul><li><p>dieper</p></li></ul></li><li><p>Twee</p></li></ul>"
    slide = show(page(sections=[section(html=html)])).slides[2]
    assert [(p.text, p.level) for p in body(slide).text_frame.paragraphs] == [("Een\ven nog iets", 0), ("dieper", 1), ("Twee", 0)]


def test_a_table_stays_a_table():
    made = show(page(sections=[section(html=TABLE)]))
    table = next(shape.table for slide in made.slides for shape in slide.shapes if shape.has_table)
    assert [[cell.text_frame.text for cell in row.cells] for row in table.rows] == [
        ["Wie", "", "Wanneer"],
        ["Team", "Lezen\nsamen", "maandag"],
        ["", "Praten", ""],
    ]
    assert (table.first_row, table.cell(0, 0).is_merge_origin, table.cell(1, 0).is_merge_origin) == (True, True, True)


def test_a_material_leads_to_where_it_is():
    slide = show(page(sections=[section(resources=[material(path="GO! PEN > kwaliteit", note="Begin hier.")])])).slides[2]
    first, *rest = body(slide).text_frame.paragraphs
    assert (first.text, first.runs[0].hyperlink.address) == ("Een leidraad", "https://example.org/leidraad")
    assert [p.text for p in rest] == [
        "Leidraad · Aanbieder",
        "Wat je hier vindt.",
        "Begin hier.",
        "Waar te vinden: GO! PEN > kwaliteit",
    ]


def test_who_cannot_see_the_slides_hears_what_is_on_them(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    made = show(page(image=picture("Twee leraren.")))
    alts = {shape.name: (shape._element._nvXxPr.cNvPr.get("descr"), shape._element.find(f".//{ADORNS}") is not None)
            for shape in made.slides[0].shapes if shape._element.tag == qn("p:pic")}  # fmt: skip
    assert sorted(alts.values()) == [("", True), ("Twee leraren.", False)]
    assert (made.core_properties.title, made.core_properties.language) == ("Samen lezen", "nl-BE")
    for slide in made.slides:
        assert slide.shapes[0] == slide.shapes.title
        assert {run.get("lang") for run in slide.shapes._spTree.iter(qn("a:rPr"))} == {"nl-BE"}
        assert len({node.get("id") for node in slide.shapes._spTree.iter(qn("p:cNvPr"))}) == len(slide.shapes) + 1


def test_the_notes_lead_back_to_the_page():
    made = show(page())
    notes = [slide.notes_slide.notes_text_frame.text for slide in made.slides if slide.has_notes_slide]
    address = "http://127.0.0.1:8000/fiches/samen-lezen/"
    assert f"Adres: {address}" in notes[0]
    assert notes[1:] == [f"In de fiche: {address}#kort", f"In de fiche: {address}#betekenis"]
    assert made.core_properties.identifier == address


def test_hostile_text_is_text():
    made = show(hostile())
    assert LONG_WORD in texts(made)
    assert "😀" in texts(made)
    assert texts(made).count("x") > 40


def test_what_fits_on_no_slide_is_divided_between_sentences():
    sentence = "Deze zin is er een van vele en zegt telkens weer hetzelfde. "
    made = show(page(sections=[section(html=f"<p>{sentence * 120}</p>")]))
    parts = [
        body(slide).text_frame.text for slide in made.slides if slide.shapes.title.text_frame.text.startswith("Wat betekent")
    ]
    assert len(parts) > 1
    assert all(part.strip().endswith("hetzelfde.") for part in parts)
    assert re.sub(r"\s+", " ", " ".join(parts)).strip() == (sentence * 120).strip()


def test_an_organisation_can_bring_its_own_template(settings, tmp_path):
    own = Presentation(str(slides.OURS))
    own.slide_layouts[1]._element.cSld.set("name", "Huisstijl")
    own.slides.add_slide(own.slide_layouts[1]).shapes.title.text_frame.text = "Voorbeelddia"
    own.save(tmp_path / "huisstijl.pptx")
    settings.SLIDES_TEMPLATE = str(tmp_path / "huisstijl.pptx")
    made = show(page())
    assert titles(made) == ["Samen lezen", "In het kort", "Wat betekent dat?"]
    assert made.slides[1].slide_layout.name == "Huisstijl"


def test_a_template_of_another_make_serves_as_well(settings, tmp_path):
    Presentation().save(tmp_path / "gewoon.pptx")
    settings.SLIDES_TEMPLATE = str(tmp_path / "gewoon.pptx")
    made = show(page(sections=[section(html=RICH)]))
    assert titles(made)[:3] == ["Samen lezen", "In het kort", "Wat betekent dat? (1/2)"]


def test_a_template_without_the_two_layouts_is_named(settings, tmp_path):
    bare = Presentation(str(slides.OURS))
    bare.slide_layouts.remove(bare.slide_layouts[1])
    bare.save(tmp_path / "kaal.pptx")
    settings.SLIDES_TEMPLATE = str(tmp_path / "kaal.pptx")
    with pytest.raises(NotMade, match="needs a layout with a title and a subtitle"):
        show(page())


def test_our_template_is_the_one_that_the_tool_makes():
    """So that nobody edits the one without the other."""
    from tools.office_templates import slides as made_anew

    kept, made = (Presentation(source) for source in (str(slides.OURS), io.BytesIO(made_anew())))
    assert [layout.name for layout in kept.slide_layouts] == [layout.name for layout in made.slide_layouts]
    assert kept.slide_master._element.xml == made.slide_master._element.xml
    assert Path(slides.OURS).stat().st_size < 60_000
