"""Reading a document in a child process: what it costs at most, and every refusal in a sentence."""

import io
import os
import zipfile
import zlib
from pathlib import Path

import pytest

from portal.documents import reading
from portal.documents.blocks import Kind
from portal.documents.reading import DocumentRefused, Limits, read

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "documents"
PDF = b"""%%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>> endobj
5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj
4 0 obj <</Length %d/Filter/FlateDecode>> stream
%s
endstream endobj
trailer <</Root 1 0 R>>
"""


def pdf_of(repeated, times, before=b"BT /F 12 Tf (a) Tj ET "):
    """A page of a PDF that draws the same thing so many times."""
    packer = zlib.compressobj(1)
    packed = packer.compress(before) + b"".join(packer.compress(repeated * 1000) for _ in range(times // 1000)) + packer.flush()
    return PDF % (len(packed), packed)


def refusal(data, name, **limits):
    with pytest.raises(DocumentRefused) as caught:
        read(data, name, limits=Limits(**limits))
    return str(caught.value)


def example(name):
    return (EXAMPLES / name).read_bytes()


@pytest.mark.parametrize("name", ["feedback.pptx", "vergaderen.pdf", "motivatie.odt", "teamteaching.txt"])
def test_every_kind_of_reader_works_within_the_limits(name):
    document = read(example(name), name)
    assert document.blocks[0].plain() in (
        "Feedback die werkt",
        "Leren vergaderen",
        "Motivatie in de klas",
        "Teamteaching: samen voor de klas",
    )


def test_text_in_frames_is_read_as_well():
    text = " ".join(block.text for block in read(example("motivatie.odt"), "motivatie.odt").blocks)
    assert "Onthoud. Drie behoeften: autonomie, verbondenheid en competentie." in text


def test_the_words_of_smartart_in_a_document_are_read_where_it_stands():
    dgm, rels = (
        "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    )
    drawing = f'<w:p><w:r><w:drawing><d:relIds xmlns:d="{dgm}" xmlns:r="{rels}" r:dm="rIdX"/></w:drawing></w:r></w:p>'
    words = "".join(f"<d:pt><d:t><a:p><a:r><a:t>{word}</a:t></a:r></a:p></d:t></d:pt>" for word in ("plannen", "doen"))
    data = f'<d:dataModel xmlns:d="{dgm}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">{words}</d:dataModel>'
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(example("motivatie.docx"))) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode("utf-8", "surrogateescape")
            if name == "word/document.xml":
                text = text.replace("</w:p>", f"</w:p>{drawing}", 1)
            if name == "word/_rels/document.xml.rels":
                text = text.replace(
                    "</Relationships>",
                    f'<Relationship Id="rIdX" Type="{rels}/diagramData" Target="diagrams/data1.xml"/></Relationships>',
                )
            new.writestr(name, text.encode("utf-8", "surrogateescape"))
        new.writestr("word/diagrams/data1.xml", data)
    assert [block.text for block in read(made.getvalue(), "motivatie.docx").blocks][:4] == [
        *["Motivatie in de klas", "plannen", "doen", "1. Wat betekent dat?"],
    ]


def test_headings_that_are_only_in_bold_or_capitals_are_headings():
    found = [
        block.text for block in read(b"**Wat betekent dat?**\n\nTekst.\n\nBRONNEN\n", "a.md").blocks if block.kind is Kind.HEADING
    ]
    assert found == ["Wat betekent dat?", "BRONNEN"]


def test_progress_comes_while_it_reads():
    told = []
    read(example("rekenen.pptx"), "rekenen.pptx", progress=lambda page, of: told.append((page, of)))
    assert told == [(page, 5) for page in range(1, 6)]


@pytest.mark.parametrize(
    "name, sentence",
    [
        ("geheim.pdf", "Dit document is beveiligd met een wachtwoord. Bewaar een kopie zonder wachtwoord en probeer opnieuw."),
        ("geheim.odt", "Dit document is beveiligd met een wachtwoord. Bewaar een kopie zonder wachtwoord en probeer opnieuw."),
        ("scan.pdf", "In dit document staat geen tekst. Is het een scan? Laat er eerst de tekst uit herkennen (OCR)."),
        ("dias.odp", "Een presentatie in .odp lezen we niet. Bewaar ze als .pptx en probeer opnieuw."),
    ],
)
def test_a_file_of_an_office_program_that_cannot_be_read_is_refused(name, sentence):
    assert refusal(example(f"refused/{name}"), name) == sentence


def test_an_empty_file_is_refused():
    assert refusal(b"", "leeg.docx") == "Dit bestand is leeg."


def test_a_file_that_is_too_large_is_refused_before_anything_opens_it():
    assert refusal(b"x" * 3_000_000, "groot.txt", bytes=2 * 1024 * 1024) == "Dit bestand is te groot: hoogstens 2 MB."


@pytest.mark.parametrize("name", ["woordenschat.docx", "feedback.pptx", "vergaderen.pdf", "woordenschat.odt"])
def test_half_a_file_is_refused_as_damaged(name):
    data = example(name)
    assert "beschadigd" in refusal(data[: len(data) // 2], name)


def test_a_page_that_unpacks_without_end_costs_no_more_than_the_memory_it_may_have():
    bomb = pdf_of(b" " * 1000, 250_000)
    assert len(bomb) < 3_000_000
    assert (
        refusal(bomb, "bom.pdf", memory=220_000_000)
        == "Dit document is te zwaar om om te zetten. Splits het in kleinere stukken."
    )


def test_a_document_that_takes_too_long_is_stopped():
    slow = pdf_of(b"BT 1 0 0 1 5 5 Tm (aaaa) Tj ET ", 400_000)
    assert (
        refusal(slow, "traag.pdf", seconds=1.0)
        == "Dit document omzetten duurt te lang. Probeer een korter of eenvoudiger document."
    )


def test_a_bomb_in_a_word_document_is_refused():
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(example("motivatie.docx"))) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(
                name, text.replace(b"</w:body>", b"<w:p/>" * 8_000_000 + b"</w:body>") if name == "word/document.xml" else text
            )
    assert made.tell() < 1_000_000
    assert refusal(made.getvalue(), "bom.docx", seconds=4) in (
        "Dit document is te zwaar om om te zetten. Splits het in kleinere stukken.",
        "Dit document omzetten duurt te lang. Probeer een korter of eenvoudiger document.",
    )


def test_more_text_than_anybody_looks_through_is_refused():
    assert (
        refusal(b"woord " * 150_000, "lang.txt")
        == "In dit document staat te veel tekst voor één keer. Splits het in kleinere stukken."
    )


def test_nothing_is_left_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    read(example("motivatie.odt"), "motivatie.odt")
    refusal(b"PK\x03\x04 kapot", "kapot.docx")
    assert list(tmp_path.iterdir()) == []


def test_the_name_of_a_file_is_never_a_path_or_an_option():
    assert read(b"tekst met woorden", "../../-c import os.txt").format == "text"


def test_the_child_gets_no_secret_of_the_server(monkeypatch):
    monkeypatch.setitem(os.environ, "SECRET_KEY", "geheim")
    monkeypatch.setattr(reading, "START", "import os; print('{\"refused\": \"%s\"}' % ' '.join(sorted(os.environ)))")
    with pytest.raises(DocumentRefused) as caught:
        read(b"tekst", "a.txt")
    assert set(str(caught.value).split()) <= {"HOME", "LANG", "TMPDIR", "LC_CTYPE"}
