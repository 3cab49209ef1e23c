"""PDFs made by an office program: lines come together again, and what is on every page goes aside."""

from functools import cache
from pathlib import Path

import pytest

from portal.documents.blocks import Kind
from portal.documents.readers import pdf
from portal.documents.refusals import DocumentRefused

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "documents"


@cache
def read(name):
    with (EXAMPLES / name).open("rb") as file:
        return pdf.read(file, lambda page, of: None)


def texts(name, kind):
    return [block.text for block in read(name).blocks if block.kind is kind]


def test_running_heads_and_page_numbers_are_furniture():
    assert texts("woordenschat.pdf", Kind.FURNITURE) == [
        *["Voorbeeldfiche woordenschat", "Pagina 1 van 2"],
        *["Voorbeeldfiche woordenschat", "Pagina 2 van 2"],
    ]


def test_headings_are_known_by_the_size_of_their_letters():
    found = [(block.level, block.text) for block in read("woordenschat.pdf").blocks if block.kind is Kind.HEADING]
    assert found[:4] == [
        (1, "Woordenschat in alle vakken"),
        (2, "Wat betekent dat?"),
        (3, "Drie soorten woorden"),
        (2, "Vanuit evidence-informed onderzoek"),
    ]


def test_lines_that_a_margin_broke_are_one_paragraph_again():
    assert (
        "Een woord moet vaak terugkomen voor een leerling het zelf gebruikt (De Vries & Van Aken, 2019). Korte, "
        "gespreide herhaling werkt beter dan één lange les "
        "(Onderzoeksgroep Taalrijk, z.d.). Peeters et al. (2021) zagen hetzelfde in het secundair "
        "onderwijs, ook bij leerlingen die thuis een andere taal spreken."
    ) in texts("woordenschat.pdf", Kind.PARAGRAPH)


def test_words_that_were_broken_at_the_end_of_a_line_are_whole_again():
    """The office program broke words here: “samen-werking”, “evalua-tie”."""
    paragraphs = " ".join(texts("teamteaching.pdf", Kind.PARAGRAPH))
    for word in ("leraren", "samenwerking", "verantwoordelijkheid", "lessenrooster", "overlegmoment", "leerprestaties"):
        assert word in paragraphs
    assert "- " not in paragraphs


def test_an_address_over_several_lines_is_one_address():
    paragraphs = " ".join(texts("teamteaching.pdf", Kind.PARAGRAPH))
    whole = "aanbod/teamteaching/reeks-voor-scholen-die-starten-met-teamteaching-in-het-basisonderwijs en bij"
    assert f"https://begeleiding.example/{whole}" in paragraphs


def test_columns_are_read_one_after_the_other():
    headings = texts("vergaderen.pdf", Kind.HEADING)
    assert headings == ["Leren vergaderen", "Wat betekent dat?", "Vanuit onderzoek", "Voorbeelden", "Meer lezen", "Bronnen"]


def test_lists_tables_links_and_notes():
    blocks = read("woordenschat.pdf").blocks
    assert texts("woordenschat.pdf", Kind.TABLE) == [
        "Aanpak | Wat de leraar doet | Hoe lang\nVooraf | kiest vijf woorden uit de tekst | 10 minuten\n"
        "Tijdens | legt uit met beeld en voorbeeld | 5 minuten per woord"
    ]
    assert [(b.text, b.level, b.ordered) for b in blocks if b.kind is Kind.ITEM][2:6] == [
        ("vakwoorden, die bij één vak horen", 0, True),
        ("een woordenmuur in de eerste graad", 0, False),
        ("een woordschrift per leerling", 0, False),
        ("met een eigen tekening bij elk woord", 1, False),
    ]
    assert texts("woordenschat.pdf", Kind.FOOTNOTE) == ["[1] Een omschrijving alleen beklijft zelden."]
    links = {run.link: run.text for block in blocks for run in block.runs if run.link}
    assert links["https://leerpunt.be/leidraden/woordenschat"] == "leidraad woordenschat"


def test_emphasis_is_known_by_the_font():
    paragraph = next(block for block in read("woordenschat.pdf").blocks if block.text.startswith("Leerlingen leren"))
    assert [run.text for run in paragraph.runs if run.bold] == ["nieuwe woorden"]
    assert [run.text for run in paragraph.runs if run.italic] == ["elke"]


def test_the_title_above_every_slide_is_shown_once():
    blocks = read("klasmanagement.pdf").blocks
    assert [(block.kind.value, block.page) for block in blocks if block.text == "Klasmanagement"] == [
        ("heading", 1),
        *(("furniture", page) for page in range(2, 9)),
    ]


def test_a_heading_on_two_slides_in_a_row_stays_on_both():
    found = [block.page for block in read("klasmanagement.pdf").blocks if block.text == "WAAR VIND IK VERDIEPEND MATERIAAL?"]
    assert found == [5, 6]


def test_a_locked_document_says_that_it_is():
    with (EXAMPLES / "refused" / "geheim.pdf").open("rb") as file, pytest.raises(DocumentRefused, match="wachtwoord"):
        pdf.read(file, lambda page, of: None)


def test_too_many_pages_are_refused(monkeypatch):
    monkeypatch.setattr(pdf, "MOST_PAGES", 1)
    with (EXAMPLES / "woordenschat.pdf").open("rb") as file, pytest.raises(DocumentRefused, match="hoogstens 1 bladzijden"):
        pdf.read(file, lambda page, of: None)
