"""Sheets as XLSX. Only `portal.tables.writing` loads it, when somebody asks for such a file."""

import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from portal.tables.writing import CONTROL, RUNS, Sheet, in_words

LONGEST = 32_767  # characters in a cell of XLSX


def book_of(sheets: Iterable[Sheet]) -> bytes:
    """A file with these sheets."""
    book = Workbook(write_only=True)
    for sheet in sheets:
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
