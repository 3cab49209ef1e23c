"""A fiche on paper, read back by two other libraries: what a screen reader, a printer and a search engine find in it."""

import io
import re

import pdfplumber
import pypdf
import pytest

from fiches.exporters.content import content
from fiches.exporters.pdf import handout, team_pack
from tests.fiches.exporters.accessible import faults
from tests.fiches.exporters.pages import LONG_WORD, MARKUP, RICH, hostile, long, material, page, picture, reference, section

FULL = page(sections=[section(html=RICH, resources=[material()])], references=[reference()])


def read(said: dict, make=handout) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(make(content(said))))


def text(reader: pypdf.PdfReader) -> str:
    return re.sub(r"\s+", " ", " ".join(one.extract_text() for one in reader.pages).replace("\u200b", ""))


def tagged(reader) -> list:
    """The elements of the structure tree with what a screen reader says instead of them, in reading order."""
    found = []

    def walk(node):
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append((node["/S"].lstrip("/"), str(node.get("/Alt", ""))))
            if "/K" in node:
                walk(node["/K"])

    walk(reader.trailer["/Root"]["/StructTreeRoot"])
    return found


def kinds(reader) -> list[str]:
    return [kind for kind, _alt in tagged(reader)]


def links(reader) -> list[str]:
    notes = [note.get_object() for one in reader.pages for note in one.get("/Annots", [])]
    return [note["/A"]["/URI"] for note in notes if "/URI" in note.get("/A", {})]


def test_the_pdf_says_its_title_its_language_and_that_it_is_accessible():
    reader = read(page(title="Samen “lezen”"))
    root = reader.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], root["/ViewerPreferences"]["/DisplayDocTitle"]) == ("nl-BE", True, True)
    assert (reader.metadata.title, reader.metadata.author) == ("Samen “lezen”", "PBD-GO!")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


@pytest.mark.parametrize("make", [handout, team_pack])
@pytest.mark.parametrize("many", ["one of each", "a long one", "a hostile one"])
def test_nothing_of_what_pdf_ua_asks_is_missing(settings, tmp_path, make, many):
    settings.MEDIA_ROOT = tmp_path
    said = {"one of each": FULL | {"image": picture()}, "a long one": long(), "a hostile one": hostile()}[many]
    assert faults(read({**said, "questions": ["Wat doen wij al?"]}, make)) == []


def test_the_rubrieken_are_bookmarks():
    def titles(found):
        return [title for one in found for title in (titles(one) if isinstance(one, list) else [one.title])]

    assert titles(read(FULL).outline) == [
        "Samen lezen",
        "In het kort",
        "Wat betekent dat?",
        "Een tussenkop",
        "Bronnen",
        "Over deze fiche",
    ]


def test_headings_lists_and_tables_are_tagged_in_the_order_of_the_page():
    found = kinds(read(page(sections=[section(html=RICH)], references=[reference()])))
    assert [kind for kind in found if re.fullmatch(r"H\d", kind)] == ["H1", "H2", "H2", "H3", "H2", "H2"]
    assert {"L", "LI", "Table", "TH", "TD", "BlockQuote", "Link", "Strong", "Em", "Note"} <= set(found)


def test_every_word_of_the_fiche_is_on_paper():
    reader = read(
        page(
            sections=[section(html=RICH, resources=[material(path="GO! PEN > kwaliteit", note="Begin hier.", duration="2 min")])],
            references=[reference(1), reference(2)],
            questions=["Wat doen wij al?"],
        )
    )
    words = "Samen lezen|Waarom je dit leest.|Een eerste punt.|Een tussenkop|link naar elders|een punt een|4. vier|maandag"
    words += (
        "|Een leidraad|Leidraad · Aanbieder|Begin hier.|Waar te vinden: GO! PEN > kwaliteit|2 min|Gespreksvragen|Wat doen wij al?"
    )
    words += "|Auteur, A. (1902). Boek 2. Uitgeverij.|CC BY 4.0|versie 3, 12 oktober 2026|Onderzoekende houding"
    assert [one for one in words.split("|") if one not in text(reader)] == []


def test_a_reader_on_paper_can_follow_every_link():
    reader = read(page(sections=[section(html=RICH, resources=[material()])]))
    assert {"https://example.org/a?b=1&c=2", "https://example.org/leidraad"} <= set(links(reader))
    assert [one for one in ("example.org/a?b=1&c=2", "example.org/leidraad") if one not in text(reader)] == []


def test_an_address_in_the_text_is_not_repeated_below_it():
    html = '<p>Zie <a href="https://www.example.org/abc/">example.org/abc</a>.</p>'
    assert text(read(page(sections=[section(html=html)]))).count("example.org/abc") == 1


def test_a_citation_leads_to_the_list_and_one_without_a_source_is_text():
    html = '<p><a class="cite" href="#bron-1">(Auteur, 1901)</a> <a class="cite" href="#bron-9">(Weg, 1909)</a></p>'
    reader = read(page(sections=[section(html=html)], references=[reference(1)]))
    assert "(Auteur, 1901) (Weg, 1909)" in text(reader)
    notes = [note.get_object() for one in reader.pages for note in one.get("/Annots", [])]
    assert len([note for note in notes if "/URI" not in note.get("/A", {})]) == 1


def test_the_code_to_the_page_says_where_it_leads():
    reader = read(page())
    address = "http://127.0.0.1:8000/fiches/samen-lezen/"
    assert ("Figure", f"QR-code naar {address}") in tagged(reader)
    assert address in links(reader)


def test_a_picture_is_described_and_an_ornament_is_passed_over(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    described, adorned = read(page(image=picture("Twee leraren."))), read(page(image=picture("")))
    assert ("Figure", "Twee leraren.") in tagged(described)
    assert kinds(adorned).count("Figure") == 1
    assert len(described.pages[0].images) == len(adorned.pages[0].images) == 1


def test_a_picture_that_is_gone_keeps_nothing_back(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    gone = {"url": "/media/fiches/weg.webp", "width": 1, "height": 1, "alt": "Weg."}
    assert "Zo zit het." in text(read(page(image=gone)))


@pytest.mark.parametrize(
    "said", [{"sections": []}, {"references": []}, {"standfirst": "", "points": [], "theme": None, "look": ""}]
)
def test_a_fiche_that_lacks_something_is_still_a_handout(said):
    assert "Over deze fiche" in text(read(page(**said)))


def test_hostile_text_is_text():
    reader = read(hostile(), team_pack)
    said = text(reader)
    assert said.count(MARKUP.replace("<", "<")[:30]) >= 6
    assert LONG_WORD[:60] in re.sub(r"[-\s\u00ad]", "", said)
    assert "Ελλάδα Привет" in said
    with pdfplumber.open(io.BytesIO(handout(content(hostile())))) as pdf:
        edges = [(letter["x0"], letter["x1"]) for one in pdf.pages for letter in one.chars]
    assert (min(edge[0] for edge in edges) >= 0, max(edge[1] for edge in edges) <= 596) == (True, True)


def test_forty_sources_and_thirty_materials_are_all_there():
    said = text(read(long()))
    assert [number for number in range(1, 41) if f"Boek {number}." not in said] == []
    assert said.count("Een leidraad") == 30


def test_the_team_gets_its_questions_with_room_to_write():
    questions = ["Wat doen wij al?", "Waarmee beginnen we?"]
    plain, team = read(page(questions=questions)), read(page(questions=questions), team_pack)
    assert len(team.pages) == len(plain.pages) + 1
    last = re.sub(r"\s+", " ", team.pages[-1].extract_text())
    assert [one for one in (*questions, "Wat spreken we af?", "Tegen wanneer?") if one not in last] == []
    assert [text(one).count("Waarmee beginnen we?") for one in (plain, team)] == [1, 1]


def test_a_draft_says_on_every_page_that_it_is_one():
    reader = read(page(preview=True, version=4))
    assert "Klad: nog niet gepubliceerd" in text(reader)
    assert all("· Klad" in one.extract_text() for one in reader.pages)


def test_the_same_fiche_is_the_same_file():
    assert handout(content(page())) == handout(content(page()))
