"""Tables that come in: real files of a spreadsheet, files of Excel, and files that want to flood us."""

import io
import zipfile
from pathlib import Path

import pytest

from portal.tables import reading
from portal.tables.reading import TableRefused, read
from portal.tables.writing import xlsx_of

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "tables"
HEADS = ["Titel", "Soort", "Link", "Duur in minuten", "Omschrijving", "Reeks"]


def cells(name: str, data: bytes, heads=HEADS) -> list[list[str]]:
    return [list(row.cells.values()) for row in read(name, data, heads).rows]


def text(said: str, encoding="utf-8") -> list[list[str]]:
    return cells("lijst.csv", said.encode(encoding))


def test_a_sheet_of_libreoffice_is_read_with_what_its_formulas_made():
    data = (EXAMPLES / "berekend.xlsx").read_bytes()
    assert cells("berekend.xlsx", data) == [["TITEL lezen", "12", "2026-05-28", "ja"]]


def test_lines_are_those_of_the_sheet_and_columns_that_mean_nothing_are_named():
    table = read("materialen.xlsx", (EXAMPLES / "materialen.xlsx").read_bytes(), HEADS)
    assert [row.line for row in table.rows] == [2, 3, 4, 5, 7]
    assert table.unknown == ["Aanbieder", "Onderwijsniveaus", "Taal", "Opmerking van ons"]


def test_a_csv_file_of_excel_on_windows_keeps_its_accents():
    data = (EXAMPLES / "excel-windows.csv").read_bytes()
    assert cells("lijst.csv", data) == [["Zorg voor cafés €", "Video", "https://voorbeeld.be/café"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_letters_and_signs_between_cells_are_recognised(encoding, sign):
    assert text(f"Titel{sign}Soort\nÉén{sign}Video\n", encoding) == [["Één", "Video"]]


def test_what_excel_says_of_its_sign_is_believed():
    assert text("sep=|\nTitel|Soort\nEen; twee|Video\n") == [["Een; twee", "Video"]]


def test_heads_are_known_in_any_order_and_whatever_their_letters():
    assert text("SOORT ;titel\nVideo;Een\n") == [["Video", "Een"]]


def test_a_short_row_has_empty_cells_and_an_empty_row_is_none():
    table = read("lijst.csv", b"Titel;Soort;Link\nEen\n;;\n\nTwee;Video\n", HEADS)
    assert [(row.line, list(row.cells.values())) for row in table.rows] == [(2, ["Een", "", ""]), (5, ["Twee", "Video", ""])]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("leeg.csv", b"", "leeg"),
        ("leeg.csv", b" \n\n", "leeg"),
        ("koppen.csv", b"Titel;Soort\n", "geen enkele rij"),
        ("vreemd.csv", b"Naam;Adres\nA;B\n", "zegt niet welke kolommen"),
        ("dubbel.csv", b"Titel;titel\nA;B\n", "staat er twee keer"),
        ("oud.xls", b"\xd0\xcf\x11\xe0rest", "geen CSV of XLSX"),
        ("blad.ods", b"wat dan ook", "geen CSV of XLSX"),
        ("boek.pdf", b"%PDF-1.4", "geen CSV of XLSX"),
        ("stuk.xlsx", b"PK\x03\x04stuk", "beschadigd"),
        ("binair.csv", b"Titel\n\x81\x8d\x00\n", "niet leesbaar"),
        ("nul.csv", b"Titel\na\x00b\n", "niet leesbaar"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(name, data, said):
    with pytest.raises(TableRefused, match=said):
        read(name, data, HEADS)


def packed(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return file.getvalue()


def test_a_word_document_is_no_sheet():
    with pytest.raises(TableRefused, match="geen rekenblad"):
        read("brief.xlsx", packed(word__document_xml=b"<w/>"), HEADS)


def test_a_small_file_that_holds_a_very_large_one_is_refused_before_it_is_opened():
    bomb = packed(xl__workbook_xml=b"<x/>", xl__sheet_xml=b"0" * (reading.UNPACKED + 1))
    assert len(bomb) < reading.SIZE
    with pytest.raises(TableRefused, match="te groot als we het openen"):
        read("bom.xlsx", bomb, HEADS)


def test_a_sheet_that_is_no_sheet_inside_is_refused_and_the_portal_goes_on():
    with pytest.raises(TableRefused, match="niet leesbaar"):
        read("stuk.xlsx", packed(xl__workbook_xml=b"<kapot"), HEADS)


def test_a_sheet_that_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(reading, "SECONDS", 0.01)
    with pytest.raises(TableRefused, match="duurt te lang"):
        read("lijst.xlsx", xlsx_of("Lijst", ["Titel"], [["Een"]]), HEADS)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_too_many_rows_are_refused(kind):
    rows = [[f"Titel {number}"] for number in range(reading.ROWS + 1)]
    data = xlsx_of("Lijst", ["Titel"], rows) if kind == "xlsx" else "\n".join(["Titel", *(row[0] for row in rows)]).encode()
    with pytest.raises(TableRefused, match="Hoogstens 1000 rijen"):
        read(f"lijst.{kind}", data, HEADS)


def test_too_large_too_long_and_too_much_are_refused():
    for data, said in (
        (b"x" * (reading.SIZE + 1), "te groot"),
        (b"Titel\n" + b"x" * 20_001, "te lang"),
        (b"Titel\n" + (b"x" * 19_000 + b"\n") * 140, "te veel tekst"),
    ):
        with pytest.raises(TableRefused, match=said):
            read("lijst.csv", data, HEADS)
