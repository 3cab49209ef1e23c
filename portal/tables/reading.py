"""A CSV or XLSX file that somebody brought, as rows by their heads; within limits on size, rows, columns, time and memory."""

import csv
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from portal.tables.sheet import LONGEST, ROWS
from portal.tables.writing import as_typed
from portal.text import fold

SIZE = 3 * 1024 * 1024  # bytes
LETTERS = 2_500_000  # in all cells together: they travel with a page
UNPACKED = 60 * 1024 * 1024
PARTS = 300  # files in an XLSX file
SECONDS = 20
ZIP, OLD_EXCEL, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
CHILD = Path(__file__).with_name("sheet.py")


class TableRefused(Exception):
    """Why a file cannot be read as a table, in a sentence for whoever brought it."""


@dataclass
class Row:
    """A row of the file: its line, and its cells by the name of the column."""

    line: int
    cells: dict[str, str]


@dataclass
class Table:
    """What a file says: its rows, and the heads that mean nothing here."""

    rows: list[Row] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def read(name: str, data: bytes, columns: Iterable[str]) -> Table:
    """The table in this file, for these columns. Raises TableRefused."""
    columns = list(columns)
    if len(data) > SIZE:
        raise TableRefused(_("Dit bestand is te groot: hoogstens %(most)s MB.") % {"most": SIZE // 1024 // 1024})
    if not data.strip():
        raise TableRefused(_("Dit bestand is leeg."))
    if data.startswith(ZIP):
        rows = _rows_of_xlsx(data)
    elif data.startswith((OLD_EXCEL, PDF)) or name.lower().endswith((".xls", ".ods", ".numbers", ".pdf", ".docx", ".zip")):
        raise TableRefused(_("Dit is geen CSV of XLSX. Bewaar je tabel in je rekenblad als “Excel-werkmap (.xlsx)” of als CSV."))
    else:
        rows = _rows_of_csv(data, columns)
    return _by_heads(rows, columns)


def _rows_of_xlsx(data: bytes) -> list[tuple[int, list[str]]]:
    """By a child process, after a look at what is in the file: a small file can hold a very large one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
    except zipfile.BadZipFile:
        raise TableRefused(_("Dit bestand is beschadigd: het kan niet geopend worden.")) from None
    if any(part.flag_bits & 1 for part in parts):
        raise TableRefused(_("Dit bestand heeft een wachtwoord. Bewaar het zonder."))
    if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED:
        raise TableRefused(_("Dit bestand wordt te groot als we het openen. Bewaar alleen de tabel in een nieuw bestand."))
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise TableRefused(_("Dit is geen rekenblad in XLSX."))
    try:
        done = subprocess.run([sys.executable, "-I", str(CHILD)], input=data, capture_output=True, timeout=SECONDS, env={})
    except subprocess.TimeoutExpired:
        raise TableRefused(_("Dit bestand lezen duurt te lang. Bewaar alleen de tabel in een nieuw bestand.")) from None
    if done.returncode:
        refusal = TableRefused(_("Dit rekenblad is niet leesbaar: het is beschadigd of te zwaar."))
        refusal.add_note(done.stderr.decode("utf-8", "replace")[-2000:])
        raise refusal
    return [(line, cells) for line, cells in json.loads(done.stdout)]


def _rows_of_csv(data: bytes, columns: list[str]) -> list[tuple[int, list[str]]]:
    text = _decoded(data)
    first = text.lstrip().partition("\n")[0]
    if first.lower().startswith("sep=") and len(first.strip()) == 5:  # how Excel says it
        delimiter, text = first.strip()[4], text.lstrip().partition("\n")[2]
    else:
        wanted = {fold(column) for column in columns}
        fits = {sign: len({fold(head) for head in next(csv.reader([first], delimiter=sign), [])} & wanted) for sign in ";,\t"}
        delimiter = max(fits, key=lambda sign: (fits[sign], first.count(sign)))
    reader, rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), []
    try:
        for line, cells in enumerate(reader, 1):
            if any(cell.strip() for cell in cells):
                rows.append((line, cells))
            if len(rows) > ROWS + 1:
                break
    except csv.Error:
        raise TableRefused(_("Dit bestand is niet leesbaar als CSV: er staat wellicht een aanhalingsteken te veel.")) from None
    return rows


def _decoded(data: bytes) -> str:
    """UTF-8, with or without a mark; else what Excel makes in Western Europe."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise TableRefused(_("De letters in dit bestand zijn niet leesbaar. Bewaar het als “CSV UTF-8”."))


def _by_heads(rows: list[tuple[int, list[str]]], columns: list[str]) -> Table:
    if not rows:
        raise TableRefused(_("Dit bestand is leeg."))
    known = {fold(column): column for column in columns}
    heads = [head.strip() for head in rows[0][1]]
    places = {place: known[fold(as_typed(head))] for place, head in enumerate(heads) if fold(as_typed(head)) in known}
    if not places:
        raise TableRefused(
            _("De eerste rij zegt niet welke kolommen dit zijn. We kennen: %(columns)s.") % {"columns": ", ".join(columns)}
        )
    named = list(places.values())
    if double := next((head for head in named if named.count(head) > 1), None):
        raise TableRefused(_("De kolom “%(head)s” staat er twee keer.") % {"head": double})
    if len(rows) - 1 > ROWS:
        raise TableRefused(_("Hoogstens %(most)s rijen tegelijk. Splits het bestand.") % {"most": ROWS})
    if len(rows) == 1:
        raise TableRefused(_("Onder de koppen staat geen enkele rij."))
    table = Table(columns=named, unknown=[head for place, head in enumerate(heads) if head and place not in places])
    letters = 0
    for line, cells in rows[1:]:
        if long := next((head for place, head in places.items() if len(cells) > place and len(cells[place]) > LONGEST), None):
            said = {"line": line, "head": long, "most": LONGEST}
            raise TableRefused(_("Rij %(line)s, “%(head)s”: te lang, hoogstens %(most)s tekens.") % said)
        letters += sum(map(len, cells))
        if letters > LETTERS:
            raise TableRefused(_("Er staat te veel tekst in dit bestand. Splits het."))
        values = {head: as_typed(cells[place].strip()) if len(cells) > place else "" for place, head in places.items()}
        table.rows.append(Row(line, values))
    return table
