"""Lines that belong together."""

import pytest

from portal.documents.readers.mending import Mender, continues_address


@pytest.mark.parametrize(
    "text, line, joined",
    [
        ("Een gewone", "regel", "Een gewone regel"),
        ("samen onder-", "wijs maken", "samen onderwijs maken"),
        ("een evidence-", "informed aanpak", "een evidence-informed aanpak"),
        ("de PBD-", "GO! helpt", "de PBD-GO! helpt"),
        ("voor-", "en nadelen", "voor- en nadelen"),
        ("een zin –", "met een gedachte", "een zin – met een gedachte"),
        ("Startnotitie-Sleutels-voor-", "werken.pdf", "Startnotitie-Sleutels-voor-werken.pdf"),
        ("https://voorbeeld.example/een-lange-", "naam/bestand.pdf", "https://voorbeeld.example/een-lange-naam/bestand.pdf"),
        ("zie https://voorbeeld.example/pagina?", "index=3", "zie https://voorbeeld.example/pagina?index=3"),
        ("https://voorbeeld.example/leidraden", "De toolkit geeft", "https://voorbeeld.example/leidraden De toolkit geeft"),
        ("https://een.example/a", "https://twee.example/b", "https://een.example/a https://twee.example/b"),
        ("1990-", "1995", "1990-1995"),
    ],
)
def test_a_broken_line_is_mended(text, line, joined):
    assert Mender([]).joined(text, line) == joined


def test_the_document_itself_says_how_a_broken_word_is_written():
    assert Mender(["een lees-vaardige klas"]).joined("een lees-", "vaardige klas") == "een lees-vaardige klas"
    assert Mender(["zij zijn evidenceinformed"]).joined("evidence-", "informed") == "evidenceinformed"


@pytest.mark.parametrize("line", ["Meer uitleg volgt.", "https://ander.example/", "de volgende zin"])
def test_an_address_that_is_whole_takes_no_more(line):
    assert not continues_address("zie https://voorbeeld.example/pagina", line)
