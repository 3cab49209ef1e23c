"""What pandoc understands of a document, as blocks."""

import json

import pytest

from portal.documents import pandoc
from portal.documents.blocks import Kind
from portal.documents.readers import pandoc_tree
from portal.documents.refusals import DocumentRefused

MARKDOWN = """
# Wat betekent dat?

Een *alinea* met **vet**, een [leidraad](https://leerpunt.example/leidraad) en een noot[^1].

[^1]: Wat eronder staat.

1. eerst
   - dieper
2. dan

> Een citaat.

| Vorm | Wanneer |
|---|---|
| mondeling | *meteen* |

![Een klas](klas.png)
"""


def tree(text, format="markdown"):
    answer = pandoc.convert(text, source=pandoc_tree.READERS[format], to="json")
    return pandoc_tree.read(answer.encode(), format)


def said(text, format="markdown"):
    return [(block.kind.value, block.text) for block in tree(text, format).blocks]


def test_headings_lists_tables_quotes_notes_and_pictures():
    blocks = tree(MARKDOWN).blocks
    assert [(block.kind, block.text, block.level, block.ordered) for block in blocks] == [
        (Kind.HEADING, "Wat betekent dat?", 1, False),
        (Kind.PARAGRAPH, "Een alinea met vet, een leidraad en een noot [1].", 0, False),
        (Kind.FOOTNOTE, "[1] Wat eronder staat.", 0, False),
        (Kind.ITEM, "eerst", 0, True),
        (Kind.ITEM, "dieper", 1, False),
        (Kind.ITEM, "dan", 0, True),
        (Kind.QUOTE, "Een citaat.", 0, False),
        (Kind.TABLE, "Vorm | Wanneer\nmondeling | meteen", 0, False),
        (Kind.IMAGE, "Een klas", 0, False),
    ]


def test_emphasis_and_links_are_kept():
    runs = tree("Een *alinea* met **vet** en een [leidraad](https://leerpunt.example/leidraad).").blocks[0].runs
    assert [(run.text, run.bold, run.italic, run.link) for run in runs] == [
        ("Een ", False, False, ""),
        ("alinea", False, True, ""),
        (" met ", False, False, ""),
        ("vet", True, False, ""),
        (" en een ", False, False, ""),
        ("leidraad", False, False, "https://leerpunt.example/leidraad"),
        (".", False, False, ""),
    ]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "#hier", "blad.html"])
def test_a_link_that_leads_nowhere_on_the_web_is_only_its_words(address):
    assert [run.link for run in tree(f'<p><a href="{address}">klik</a> hier</p>', "html").blocks[0].runs] == [""]


def test_a_frame_around_text_is_no_table():
    assert said("<table><tr><td><p>een</p><p>twee</p></td></tr></table>", "html") == [("paragraph", "een"), ("paragraph", "twee")]


def test_a_table_of_contents_is_furniture():
    html = '<p><a href="#a">Wat betekent dat?</a></p><p><a href="#b">Bronnen en meer</a></p><h1 id="a">Wat betekent dat?</h1>'
    assert said(html, "html") == [
        ("furniture", "Wat betekent dat?"),
        ("furniture", "Bronnen en meer"),
        ("heading", "Wat betekent dat?"),
    ]


def test_scripts_and_styles_are_no_text():
    html = "<style>p{}</style><script>alert('boe')</script><p onclick='x()'>tekst</p>"
    assert said(html, "html") == [("paragraph", "tekst")]


def test_the_title_of_a_tab_is_no_text_of_the_page():
    document = tree("<html><head><title>Tabblad</title></head><body><p>tekst</p></body></html>", "html")
    assert (document.title, [block.text for block in document.blocks]) == ("Tabblad", ["tekst"])


def test_several_paragraphs_of_one_item_stay_one_item():
    assert said("- een\n\n  nog een\n- twee\n") == [("item", "een\nnog een"), ("item", "twee")]


@pytest.mark.parametrize("deep", [["BulletList", lambda inner: [inner]], ["BlockQuote", lambda inner: inner]])
def test_text_that_lies_too_deep_is_refused(deep):
    name, wrap = deep
    block = {"t": "Para", "c": [{"t": "Str", "c": "x"}]}
    for _ in range(60):
        block = {"t": name, "c": wrap([block])}
    with pytest.raises(DocumentRefused, match="te diep"):
        pandoc_tree.read(json.dumps({"meta": {}, "blocks": [block]}).encode(), "docx")


def test_emphasis_that_lies_too_deep_is_refused():
    inline = {"t": "Str", "c": "x"}
    for _ in range(60):
        inline = {"t": "Emph", "c": [inline]}
    with pytest.raises(DocumentRefused, match="te diep"):
        pandoc_tree.read(json.dumps({"meta": {}, "blocks": [{"t": "Para", "c": [inline]}]}).encode(), "docx")


def test_json_that_lies_too_deep_is_refused():
    with pytest.raises(DocumentRefused, match="te diep"):
        pandoc_tree.read(b'{"blocks":' + b"[" * 100_000, "docx")
