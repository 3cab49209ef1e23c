"""Rich text as blocks: nothing that an editor wrote is lost, whatever its shape."""

import re

from hypothesis import example, given, settings
from hypothesis import strategies as some

from portal.documents.rich_text import blocks, plain_run, runs, text_of
from portal.text import clean_html, plain

PIECES = [
    *(
        "<p>",
        "</p>",
        "<h3>",
        "</h3>",
        "<ul>",
        "</ul>",
        "<ol start='4'>",
        "</ol>",
        "<li>",
        "</li>",
        "<blockquote>",
        "</blockquote>",
    ),
    *("<table>", "</table>", "<tr>", "</tr>", "<td colspan='3'>", "</td>", "<th rowspan='2'>", "</th>", "<strong>", "</strong>"),
    *("<em>", "</em>", "<a href='https://x.be'>", "</a>", "woord", " nog een ", "&amp;", "é", "😀"),
]


def said(found) -> str:
    """Every text in these blocks, in order."""
    if isinstance(found, dict):
        parts = ("runs", "items", "blocks", "rows")
        return found.get("text", "") + "".join(said(found[part]) for part in parts if part in found)
    return "".join(said(one) for one in found) if isinstance(found, list) else ""


def letters(text: str) -> str:
    return re.sub(r"\s", "", text)


def paragraph(*texts, **style):
    return {"kind": "paragraph", "runs": [plain_run(text, **style) for text in texts]}


def test_emphasis_and_links_are_runs_of_a_paragraph():
    assert blocks('<p>Een <strong>vet</strong> en <a href="https://x.be">een <em>schuine</em> link</a>.</p>') == [
        {
            "kind": "paragraph",
            "runs": [
                plain_run("Een "),
                plain_run("vet", bold=True),
                plain_run(" en "),
                plain_run("een ", link="https://x.be"),
                plain_run("schuine", italic=True, link="https://x.be"),
                plain_run(" link", link="https://x.be"),
                plain_run("."),
            ],
        }
    ]


def test_a_list_in_a_list_hangs_from_its_item():
    inner = {"kind": "list", "ordered": True, "start": 3, "items": [[paragraph("drie")]]}
    assert blocks("<ul><li><p>een</p><ol start='3'><li>drie</li></ol></li><li>twee</li></ul>") == [
        {"kind": "list", "ordered": False, "start": 1, "items": [[paragraph("een"), inner], [paragraph("twee")]]}
    ]


def test_a_table_has_its_heads_and_every_place_is_taken_once():
    html = (
        "<table><tr><th colspan='2'>Wie</th><th>Wat</th></tr><tr><td rowspan='2'>a</td><td>b</td></tr><tr><td>d</td></tr></table>"
    )
    table = blocks(html)[0]
    assert (table["columns"], table["header"]) == (3, 1)
    assert [[(said(cell["blocks"]), cell["across"], cell["down"]) for cell in row] for row in table["rows"]] == [
        [("Wie", 2, 1), ("Wat", 1, 1)],
        [("a", 1, 2), ("b", 1, 1), ("", 1, 1)],
        [("d", 1, 1), ("", 1, 1)],
    ]


def test_a_heading_in_a_list_is_no_heading_of_the_text():
    assert [block["kind"] for block in blocks("<h3>Kop</h3><p>x</p>")] == ["heading", "paragraph"]
    assert blocks("<ul><li><h3>Kop</h3></li></ul>")[0]["items"] == [[paragraph("Kop")]]


def test_what_says_nothing_is_left_out():
    assert blocks("<p> </p><ul><li></li></ul><table></table><blockquote><p></p></blockquote>") == []


def test_nesting_without_end_stays_readable():
    found = blocks("<ul><li><p>x</p>" * 3000 + "</li></ul>" * 3000)
    assert said(found) == "x" * 3000


def test_a_reference_is_its_runs():
    assert runs("Auteur. <em>Boek</em>.") == [plain_run("Auteur. "), plain_run("Boek", italic=True), plain_run(".")]
    assert text_of(runs("Auteur. <em>Boek</em>.")) == "Auteur. Boek."


def squares(found) -> bool:
    """Whether the cells of every table fill it without gap or overlap."""
    for block in found:
        for row in block.get("rows", ()):
            if not all(squares(cell["blocks"]) for cell in row):
                return False
        if block["kind"] == "table":
            places = sum(cell["across"] * cell["down"] for row in block["rows"] for cell in row)
            if places != block["columns"] * len(block["rows"]):
                return False
    return True


@settings(max_examples=150, deadline=None)
@example("<ul>woord<li> nog een ")
@example("<table>woord<tr><td>nog een</td></tr>en nog<tr><td>een</table>")
@example("<ul><li>woord</li><ul><li>nog</li></ul>een</ul>")
@given(some.lists(some.sampled_from(PIECES), max_size=40).map("".join))
def test_no_word_is_lost_and_no_table_is_crooked(html):
    for one in (html, clean_html(html)):
        found = blocks(one)
        assert letters(said(found)) == letters(plain(one))
        assert squares(found)
