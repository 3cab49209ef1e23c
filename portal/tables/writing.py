"""Rows into CSV or XLSX. What somebody typed stays text: no cell is a formula."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # a spreadsheet may run a cell that begins so
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST = 32_767  # characters in a cell of XLSX
MEDIA = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def harmless(text: str) -> str:
    """A text as a cell of CSV: with a quotation mark in front when a spreadsheet would run it."""
    return f"'{text}" if text.startswith(RUNS) else text


def as_typed(text: str) -> str:
    """The text that `harmless` made harmless."""
    return text[1:] if text.startswith("'") and text[1:].startswith(RUNS) else text


def in_words(value: Any) -> str:
    """A value as people read it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(value, dt.datetime):
        value = timezone.localtime(value) if timezone.is_aware(value) else value
        return value.strftime("%Y-%m-%d %H:%M")
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def csv_of(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """UTF-8 with a mark in front, so that Excel knows; semicolons, as Excel in Dutch and French expects them."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(head) for head in heads])
    for row in rows:
        writer.writerow([value if type(value) is int else harmless(CONTROL.sub("", in_words(value))) for value in row])
    return text.getvalue().encode("utf-8-sig")


Sheet = tuple[str, Sequence[str], Iterable[Sequence[Any]]]  # its title, its heads, its rows


def xlsx_of(title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]], *more: Sheet) -> bytes:
    """A sheet (and more of them): heads that stay in sight, dates as dates, numbers as numbers, and every text as text."""
    book = Workbook(write_only=True)
    for sheet in ((title, heads, rows), *more):
        _sheet(book, *sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _sheet(book: Workbook, title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    sheet = book.create_sheet(re.sub(r"[\\*?:/\[\]]", "-", title)[:31] or "Lijst")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(max(1, len(heads)))}1"
    for place, head in enumerate(heads, 1):
        sheet.column_dimensions[get_column_letter(place)].width = max(14, min(40, len(head) + 4))
    sheet.append([_cell(sheet, head, bold=True) for head in heads])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet, value: Any, bold: bool = False) -> WriteOnlyCell:
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value).replace(tzinfo=None)
    if value is None or isinstance(value, (int, float, dt.date)) and not isinstance(value, bool):
        return WriteOnlyCell(sheet, value=value)
    text = CONTROL.sub("", in_words(value).replace("\r\n", "\n"))[:LONGEST]
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"  # also "=1+1" is a text
    if text.startswith(RUNS):
        cell.quotePrefix = True  # and stays one when somebody edits the cell
    if "\n" in text:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = Font(bold=True)
    return cell
