"""Rows into CSV or XLSX. What somebody typed stays text: no cell is a formula."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # a spreadsheet may run a cell that begins so
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
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
    from portal.tables.workbook import book_of  # openpyxl is 175 modules: who writes no XLSX does not carry them

    return book_of(((title, heads, rows), *more))
