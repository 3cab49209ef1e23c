"""What a file is: by what stands in it, and its name must agree."""

import io
import zipfile

import pytest

from portal.documents.formats import decoded, format_of
from portal.documents.refusals import DocumentRefused

TYPES = '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.{}.main+xml"/></Types>'
WORD = TYPES.format("wordprocessingml.document")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5000
HALF = b"PK\x03\x04 en dan niets meer"


def zipped(**parts):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"[Content_Types].xml": WORD, **parts}.items():
            archive.writestr(name, content)
    return made.getvalue()


def kind(data, name=""):
    return format_of(io.BytesIO(data if isinstance(data, bytes) else zipped(**data)), name)


def refusal(data, name=""):
    with pytest.raises(DocumentRefused) as caught:
        kind(data, name)
    return str(caught.value)


@pytest.mark.parametrize(
    "data, name, format",
    [
        (b"%PDF-1.7 ...", "a.pdf", "pdf"),
        (b"{\\rtf1 tekst}", "a.rtf", "rtf"),
        (b"<!doctype html><p>x", "a.htm", "html"),
        (b"\xef\xbb\xbf<html><p>x", "", "html"),
        (b"<p>een stuk</p>", "a.html", "html"),
        (b"# Kop", "a.md", "markdown"),
        ("gewone tekst, één".encode("cp1252"), "a.txt", "text"),
        ("één".encode("utf-16"), "a.txt", "text"),
        ({}, "a.docx", "docx"),
        ({}, "zonder-naam", "docx"),
        ({"[Content_Types].xml": TYPES.format("presentationml.presentation")}, "a.PPTX", "pptx"),
        ({"[Content_Types].xml": TYPES.format("presentationml.slideshow")}, "a.ppsx", "pptx"),
        ({"[Content_Types].xml": '<T C="application/vnd.ms-word.document.macroEnabled.main+xml"/>'}, "a.docm", "docx"),
        ({"[Content_Types].xml": "", "mimetype": "application/vnd.oasis.opendocument.text"}, "a.odt", "odt"),
    ],
)
def test_a_format_is_known_by_its_content(data, name, format):
    assert kind(data, name) == format


@pytest.mark.parametrize(
    "data, name, what",
    [
        (b"%PDF-1.7", "verslag.docx", "een PDF"),
        ({}, "dias.pptx", "een Word-document (.docx)"),
        (b"tekst", "a.pdf", "gewone tekst (.txt)"),
        (b"<!doctype html><p>x", "a.txt", "een webpagina (.html)"),
    ],
)
def test_a_wrong_name_is_said(data, name, what):
    ending = name[name.index(".") :]
    assert refusal(data, name) == f"Dit bestand heet {ending}, maar het is {what}. Geef het de juiste naam en probeer opnieuw."


@pytest.mark.parametrize(
    "data, name, sentence",
    [
        (b"\x89PNG\r\n\x1a\n....", "a.png", "Dit is een afbeelding"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "Dit document is beveiligd"),
        (OLE, "a.doc", "Dit is een bestand van een oude Office"),
        (b"MZ\x90\0", "a.exe", "Dit soort bestand lezen we niet"),
        (b"naam;klas\nAn;1", "lijst.csv", "Dit soort bestand lezen we niet"),
        (bytes(range(32)) * 20, "", "Dit soort bestand lezen we niet"),
        ({"[Content_Types].xml": TYPES.format("spreadsheetml.sheet")}, "a.xlsx", "Een rekenblad lezen we niet"),
        ({"[Content_Types].xml": "", "foto.jpg": "x"}, "fotos.zip", "Dit soort bestand lezen we niet"),
        (HALF, "a.docx", "Dit document is beschadigd"),
        ({"word/document.xml": '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'}, "a.docx",
         "Dit document verwijst naar bestanden buiten zichzelf"),
        ({"word/document.xml": '\ufeff<!DOCTYPE a>'.encode("utf-16-le")}, "a.docx", "Dit document verwijst naar"),
        ({"word/document.xml": "x" * 81_000_000}, "a.docx", "Dit document wordt te groot als het uitgepakt wordt"),
        ({f"word/{n}.xml": "x" for n in range(6_001)}, "a.docx", "Dit document wordt te groot als het uitgepakt wordt"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_a_sentence(data, name, sentence):
    assert refusal(data, name).startswith(sentence)


@pytest.mark.parametrize(
    "data, text",
    [
        ("café".encode(), "café"),
        ("café".encode("cp1252"), "café"),
        ("‘café’".encode("utf-16"), "‘café’"),
        (b'<meta charset="iso-8859-15"><p>\xa4', '<meta charset="iso-8859-15"><p>€'),
        (b"\xef\xbb\xbfeen", "een"),
        (b"niet in Windows: \x81", "niet in Windows: \x81"),
    ],
)
def test_letters_are_decoded_as_they_were_written(data, text):
    assert decoded(data) == text
