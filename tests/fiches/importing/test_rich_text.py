"""Blocks of a document as the HTML of a rubriek."""

from fiches.importing.rich_text import rich_text
from portal.documents.blocks import Block, Kind, Run
from portal.text import clean_html


def paragraph(*runs, kind=Kind.PARAGRAPH, **more):
    return Block(kind, tuple(run if isinstance(run, Run) else Run(run) for run in runs), **more)


def item(text, level=0, ordered=False):
    return paragraph(text, kind=Kind.ITEM, level=level, ordered=ordered)


def test_emphasis_links_and_signs():
    block = paragraph(
        "a < b & ", Run("vet", bold=True), Run("schuin", italic=True), Run("daar", link="https://x.example/?a=1&b=2")
    )
    assert rich_text([block]) == (
        '<p>a &lt; b &amp; <strong>vet</strong><em>schuin</em><a href="https://x.example/?a=1&amp;b=2">daar</a></p>'
    )


def test_an_address_in_the_text_leads_where_it_says():
    assert rich_text([paragraph("Kijk op www.klas.example/a, of niet.")]) == (
        '<p>Kijk op <a href="https://www.klas.example/a">www.klas.example/a</a>, of niet.</p>'
    )


def test_lists_stand_inside_each_other():
    blocks = [item("een"), item("dieper", 1), item("diepst", 2), item("twee"), item("eerst", ordered=True)]
    assert rich_text(blocks) == (
        "<ul><li><p>een</p><ul><li><p>dieper</p><ul><li><p>diepst</p></li></ul></li></ul></li><li><p>twee</p></li></ul>"
        "<ol><li><p>eerst</p></li></ol>"
    )


def test_a_list_that_begins_deep_is_no_error():
    assert rich_text([item("diep", 2), item("hoog")]) == "<ul><li><p>diep</p></li></ul><ul><li><p>hoog</p></li></ul>"


def test_a_line_break_of_the_author_is_a_paragraph_unless_the_sentence_goes_on():
    assert rich_text([paragraph("Opleiding en\nvorming\nDaarna")]) == "<p>Opleiding en vorming</p><p>Daarna</p>"


def test_headings_quotes_and_tables():
    table = Block(Kind.TABLE, rows=(((paragraph("kop"),), ()), ((paragraph("a"),), (item("b"),))), header=True)
    assert rich_text([paragraph("Kop", kind=Kind.HEADING), paragraph("Citaat", kind=Kind.QUOTE), table]) == (
        "<h3>Kop</h3><blockquote><p>Citaat</p></blockquote><table><tbody><tr><th><p>kop</p></th><th></th></tr>"
        "<tr><td><p>a</p></td><td><ul><li><p>b</p></li></ul></td></tr></tbody></table>"
    )


def test_what_is_written_is_what_the_editor_of_the_desk_keeps():
    blocks = [
        *[paragraph("Kop", kind=Kind.HEADING), item("een"), item("twee", 1), paragraph("c", kind=Kind.QUOTE)],
        Block(Kind.TABLE, rows=(((paragraph("a"),), (paragraph("b"),)),)),
    ]
    assert clean_html(rich_text(blocks)) == rich_text(blocks)


def test_html_in_a_document_is_text():
    assert rich_text([paragraph("<script>alert(1)</script>")]) == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"
