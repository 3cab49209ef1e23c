"""Tables that go out: readable in a Belgian office, and never a cell that runs."""

import csv
import datetime as dt
import io

import pytest
from openpyxl import load_workbook

from portal.tables.reading import read
from portal.tables.writing import as_typed, csv_of, harmless, xlsx_of

DANGEROUS = ["=1+1", "+32 2 555 00 00", "-5 graden", "@SUM(A1)", "\t=1", "\r=1", "＝1+1"]


def sheet(body: bytes):
    return load_workbook(io.BytesIO(body)).active


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_a_spreadsheet_would_run_stays_text_in_csv(text):
    row = next(
        csv.reader(io.StringIO(csv_of(["Kop"], [[text]]).decode("utf-8-sig").partition("\r\n")[2], newline=""), delimiter=";")
    )
    assert row == [f"'{text}"]
    assert as_typed(row[0]) == text


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_a_spreadsheet_would_run_stays_text_in_xlsx(text):
    cell = sheet(xlsx_of("Lijst", ["Kop"], [[text]]))["A2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert cell.value.strip() == text.strip()


@pytest.mark.parametrize("text", ["gewoon", "'aangehaald'", "3 = 3", "a-b", "", "'s morgens"])
def test_ordinary_text_stays_as_it_is(text):
    assert harmless(text) == text == as_typed(text)


def test_excel_in_dutch_knows_letters_and_columns_of_csv():
    body = csv_of(["Titel", "Aantal"], [["Café; of één", 3], [None, True]])
    assert body.startswith("\ufeff".encode())
    assert body.decode("utf-8-sig") == 'Titel;Aantal\r\n"Café; of één";3\r\n;ja\r\n'


def test_numbers_and_dates_are_numbers_and_dates_in_xlsx():
    moment = dt.datetime(2026, 5, 28, 10, 30, tzinfo=dt.UTC)
    made = sheet(xlsx_of("Fiches: a/b", ["Een", "Twee", "Drie"], [[3, dt.date(2026, 5, 28), moment]]))
    assert [cell.value for cell in made[2]] == [3, dt.datetime(2026, 5, 28), dt.datetime(2026, 5, 28, 12, 30)]  # in Brussels
    assert (made.title, made.freeze_panes, made["A1"].font.bold) == ("Fiches- a-b", "A2", True)


def test_signs_that_no_table_can_hold_are_left_out_and_a_book_is_cut():
    made = sheet(xlsx_of("Lijst", ["Kop"], [["a\x07b\ud800"], ["x" * 40_000]]))
    assert (made["A2"].value, len(made["A3"].value)) == ("ab", 32_767)
    assert csv_of(["Kop"], [["a\x07b\ud800"]]).decode("utf-8-sig") == "Kop\r\nab\r\n"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_went_out_comes_in_again_as_it_was(kind):
    heads, rows = ["Titel", "Tekst"], [[text, "twee\nregels; en 'een' \"aanhaling\""] for text in [*DANGEROUS[:4], "gewoon"]]
    body = csv_of(heads, rows) if kind == "csv" else xlsx_of("Lijst", heads, rows)
    assert [[row.cells["Titel"], row.cells["Tekst"]] for row in read(f"lijst.{kind}", body, heads).rows] == rows
