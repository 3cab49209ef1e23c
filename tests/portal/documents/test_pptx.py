"""Slides: titles, text with levels, tables, groups, links, pictures, notes, and what presentations hide elsewhere."""

import io

import pytest
from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.util import Cm

from portal.documents.blocks import Kind
from portal.documents.readers import pptx
from portal.documents.refusals import DocumentRefused

NO_TITLE, TITLE_AND_TEXT = 6, 1
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


@pytest.fixture
def show():
    return Presentation()


@pytest.fixture
def slide(show):
    return show.slides.add_slide(show.slide_layouts[NO_TITLE])


def read(show, progress=lambda page, of: None):
    made = io.BytesIO()
    show.save(made)
    made.seek(0)
    return pptx.read(made, progress)


def said(show):
    return [(block.kind.value, block.text) for block in read(show).blocks]


def box(slide, text, left=1, top=1, width=8, height=2):
    shape = slide.shapes.add_textbox(Cm(left), Cm(top), Cm(width), Cm(height))
    shape.text_frame.text = text
    return shape


def test_a_title_and_an_outline_with_levels(show):
    slide = show.slides.add_slide(show.slide_layouts[TITLE_AND_TEXT])
    slide.shapes.title.text = "Wat betekent dat?"
    frame = slide.placeholders[1].text_frame
    frame.text = "Goede feedback is"
    for text, level in (("gericht op de taak", 1), ("op tijd", 1)):
        paragraph = frame.add_paragraph()
        paragraph.text, paragraph.level = text, level
    blocks = read(show).blocks
    assert [(block.kind, block.text, block.level, block.page) for block in blocks] == [
        (Kind.HEADING, "Wat betekent dat?", 1, 1),
        (Kind.ITEM, "Goede feedback is", 0, 1),
        (Kind.ITEM, "gericht op de taak", 1, 1),
        (Kind.ITEM, "op tijd", 1, 1),
    ]


def test_a_paragraph_without_a_bullet_is_no_item(show):
    slide = show.slides.add_slide(show.slide_layouts[TITLE_AND_TEXT])
    slide.placeholders[1].text_frame.text = "Gewone tekst"
    properties = slide.placeholders[1].text_frame.paragraphs[0]._p.get_or_add_pPr()
    etree.SubElement(properties, "{http://schemas.openxmlformats.org/drawingml/2006/main}buNone")
    assert said(show) == [("paragraph", "Gewone tekst")]


def test_text_boxes_are_read_in_columns_and_not_in_the_order_they_were_drawn(show, slide):
    box(slide, "rechts", left=13, top=5, height=6)
    box(slide, "links onder", left=1, top=9)
    box(slide, "links boven", left=1, top=5)
    box(slide, "bovenaan", left=1, top=1, width=20)
    assert [text for _kind, text in said(show)] == ["bovenaan", "links boven", "links onder", "rechts"]


def test_a_group_is_read_as_one_thing_in_its_own_order(show, slide):
    group = slide.shapes.add_group_shape()
    for text, top in (("tweede", 6), ("eerste", 3)):
        group.shapes.add_textbox(Cm(1), Cm(top), Cm(8), Cm(2)).text_frame.text = text
    box(slide, "ernaast", left=13, top=4)
    assert [text for _kind, text in said(show)] == ["eerste", "tweede", "ernaast"]


def test_links_and_emphasis_stand_on_the_words_that_have_them(show, slide):
    paragraph = box(slide, "").text_frame.paragraphs[0]
    for text, link, bold in (
        ("Lees de ", "", False),
        ("leidraad", "https://leerpunt.example/leidraad", True),
        (" eens.", "", False),
    ):
        run = paragraph.add_run()
        run.text, run.font.bold = text, bold
        run.hyperlink.address = link or None
    runs = read(show).blocks[0].runs
    assert [(run.text, run.bold, run.link) for run in runs] == [
        ("Lees de ", False, ""),
        ("leidraad", True, "https://leerpunt.example/leidraad"),
        (" eens.", False, ""),
    ]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "ppaction://hlinkshowjump?jump=nextslide"])
def test_a_link_that_leads_nowhere_on_the_web_is_only_its_words(show, slide, address):
    run = box(slide, "").text_frame.paragraphs[0].add_run()
    run.text, run.hyperlink.address = "klik", address
    assert [run.link for run in read(show).blocks[0].runs] == [""]


def test_a_text_box_in_capitals_above_its_text_is_a_heading(show, slide):
    box(slide, "OPLEIDING EN VORMING").text_frame.add_paragraph().text = "De reeks start in mei."
    assert said(show) == [("heading", "OPLEIDING EN VORMING"), ("paragraph", "De reeks start in mei.")]


def test_a_table_keeps_its_rows_and_a_merged_cell_is_read_once(show, slide):
    table = slide.shapes.add_table(2, 2, Cm(1), Cm(1), Cm(10), Cm(4)).table
    table.cell(0, 0).text = "samen"
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(1, 0).text, table.cell(1, 1).text = "links", "rechts"
    (block,) = read(show).blocks
    assert (block.kind, block.text, block.header) == (Kind.TABLE, "samen\nlinks | rechts", True)


def test_a_picture_says_what_its_author_said_of_it(show, slide):
    picture = slide.shapes.add_picture(io.BytesIO(PIXEL), Cm(1), Cm(1))
    picture._element._nvXxPr.cNvPr.set("descr", "Een klas in een kring")
    slide.shapes.add_picture(io.BytesIO(PIXEL), Cm(1), Cm(8))._element._nvXxPr.cNvPr.attrib.pop("descr")
    document = read(show)
    assert [(block.kind, block.text) for block in document.blocks] == [(Kind.IMAGE, "Een klas in een kring"), (Kind.IMAGE, "")]
    assert document.remarks == ["Op dia 1 staat een afbeelding zonder beschrijving."]


def test_what_the_speaker_says_is_kept_apart(show, slide):
    box(slide, "Op de dia")
    slide.notes_slide.notes_text_frame.text = "Vraag eerst wie dit kent."
    assert said(show) == [("paragraph", "Op de dia"), ("note", "Vraag eerst wie dit kent.")]


def test_page_numbers_and_footers_are_furniture(show, slide):
    box(slide, "Tekst")
    foot = box(slide, "Vormingsdag 2025", top=17)
    properties = foot._element.nvSpPr.nvPr
    etree.SubElement(properties, "{http://schemas.openxmlformats.org/presentationml/2006/main}ph", type="ftr", idx="11")
    assert said(show) == [("paragraph", "Tekst"), ("furniture", "Vormingsdag 2025")]


def test_a_hidden_slide_is_read_and_said(show, slide):
    box(slide, "Verborgen")
    slide._element.set("show", "0")
    document = read(show)
    assert (document.blocks[0].text, document.remarks) == (
        "Verborgen",
        ["Dia 1 is verborgen in de presentatie; haar tekst is wel gelezen."],
    )


def test_a_chart_is_read_as_its_figures(show, slide):
    data = CategoryChartData()
    data.categories = ["2023", "2024"]
    data.add_series("Leraren", (12, 15.5))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Cm(1), Cm(1), Cm(8), Cm(6), data)
    assert said(show) == [("table", " | Leraren\n2023 | 12\n2024 | 15.5")]


def test_the_words_of_smartart_are_read_from_their_own_part(show, slide):
    words = "".join(f"<dgm:pt><dgm:t><a:p><a:r><a:t>{word}</a:t></a:r></a:p></dgm:t></dgm:pt>" for word in ("plannen", "doen"))
    space = 'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    part = Part(
        PackURI("/ppt/diagrams/data1.xml"),
        "application/xml",
        slide.part.package,
        f"<dgm:dataModel {space}>{words}</dgm:dataModel>".encode(),
    )
    number = slide.part.relate_to(part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/diagramData")
    frame = slide.shapes.add_table(1, 1, Cm(1), Cm(1), Cm(5), Cm(5))._element
    data = frame.graphic.graphicData
    data.set("uri", "http://schemas.openxmlformats.org/drawingml/2006/diagram")
    data.remove(data.tbl)
    ids = etree.SubElement(data, "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds")
    ids.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}dm", number)
    assert said(show) == [("item", "plannen"), ("item", "doen")]


def test_of_two_ways_to_show_the_same_the_one_with_words_is_read(show, slide):
    shape = box(slide, "een formule in woorden")._element
    both = etree.SubElement(shape.getparent(), "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent")
    choice = etree.SubElement(both, "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice")
    choice.append(shape)
    etree.SubElement(both, "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
    assert said(show) == [("paragraph", "een formule in woorden")]


def test_progress_is_told_slide_by_slide(show):
    for _ in range(3):
        box(show.slides.add_slide(show.slide_layouts[NO_TITLE]), "x")
    told = []
    read(show, lambda page, of: told.append((page, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_too_many_slides_are_refused(show, monkeypatch):
    monkeypatch.setattr(pptx, "MOST_SLIDES", 1)
    for _ in range(2):
        show.slides.add_slide(show.slide_layouts[NO_TITLE])
    with pytest.raises(DocumentRefused, match="hoogstens 1 bladzijden of dia's"):
        read(show)


@pytest.mark.parametrize("kind", ["slideshow.main+xml", "template.main+xml"])
def test_a_slide_show_and_a_template_are_presentations(show, slide, kind):
    box(slide, "Tekst")
    show.part._content_type = f"application/vnd.openxmlformats-officedocument.presentationml.{kind}"
    assert said(show) == [("paragraph", "Tekst")]


def test_macros_are_left_and_the_slides_are_read(show, slide):
    box(slide, "Tekst")
    show.part._content_type = "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"
    assert said(show) == [("paragraph", "Tekst")]


def test_a_broken_presentation_is_refused():
    with pytest.raises(DocumentRefused, match="beschadigd"):
        pptx.read(io.BytesIO(b"PK\x03\x04 geen presentatie"), lambda page, of: None)
