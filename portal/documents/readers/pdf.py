"""A PDF, made from slides or from a document -> blocks: lines put together again, and what is on every page left aside."""

import statistics
from collections import Counter
from collections.abc import Callable
from typing import IO, Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from portal.documents import refusals
from portal.documents.blocks import Block, Document, Kind, written
from portal.documents.readers import pdf_furniture
from portal.documents.readers.mending import Mender
from portal.documents.readers.order import Box, in_reading_order
from portal.documents.readers.pdf_characters import characters_of
from portal.documents.readers.pdf_lines import Line, lines_of
from portal.documents.readers.pdf_paragraphs import Paragraphs, Setting, with_notes
from portal.documents.readers.pdf_things import Picture, Table, pictures_of, tables_of
from portal.documents.refusals import DocumentRefused

MOST_PAGES = 300
BARE = 12  # characters on a page that has pictures: a scan with a stamp on it
BROKEN = (PDFException, PSException, PdfminerException, MalformedPDFException, KeyError, ValueError, TypeError, IndexError)
BROKEN_TOO = (AttributeError, AssertionError, OverflowError, ZeroDivisionError, NotImplementedError, EOFError)
Progress = Callable[[int, int], None]


class Leaf:
    """What stands on one page."""

    def __init__(self, number: int, page: Any) -> None:
        self.number, self.height, self.width = number, float(page.height), float(page.width)
        characters = characters_of(page)
        self.tables: list[Table] = tables_of(page, characters)
        self.pictures: list[Picture] = pictures_of(page)
        self.lines: list[Line] = [line for line in lines_of(characters) if not any(table.holds(line) for table in self.tables)]
        self.furniture: list[Line] = []


def read(file: IO[bytes], progress: Progress) -> Document:
    """The document; raises `DocumentRefused`."""
    try:
        return _read(file, progress)
    except PDFPasswordIncorrect as error:
        raise DocumentRefused(refusals.LOCKED) from error
    except (*BROKEN, *BROKEN_TOO) as error:
        inner = [error.__cause__, error.__context__, *error.args]  # pdfplumber wraps what pdfminer said
        if any(isinstance(one, MemoryError) for one in inner):
            raise MemoryError from error
        locked = any(isinstance(one, PDFPasswordIncorrect) for one in inner)
        raise DocumentRefused(refusals.LOCKED if locked else refusals.DAMAGED) from error


def _read(file: IO[bytes], progress: Progress) -> Document:
    with pdfplumber.open(file) as pdf:  # type: ignore[arg-type]
        if len(pdf.pages) > MOST_PAGES:
            raise DocumentRefused(refusals.TOO_MANY_PAGES.format(limit=MOST_PAGES))
        if not pdf.pages:
            raise DocumentRefused(refusals.DAMAGED)
        pages = []
        for number, source in enumerate(pdf.pages, 1):
            pages.append(Leaf(number, source))
            source.close()
            progress(number, len(pdf.pages))
        title = pdf.metadata.get("Title") if isinstance(pdf.metadata, dict) else ""
    document = Document("pdf", pages=len(pages), title=title if isinstance(title, str) else "")
    _say_scans(pages, document)
    pdf_furniture.set_aside(pages)
    setting = _setting(pages)
    for page in pages:
        document.blocks += _blocks(page, setting)
    document.blocks = setting.over_pages(document.blocks)
    return document


def _say_scans(pages: list[Leaf], document: Document) -> None:
    scans = [page.number for page in pages if page.pictures and sum(len(line.text) for line in page.lines) < BARE]
    if scans and len(scans) < len(pages):
        numbers = ", ".join(map(str, scans[:20]))
        document.remarks.append(
            f"Op bladzijde {numbers} staat (bijna) geen tekst, wel een beeld. Kijk na of daar iets te lezen is."
        )


def _setting(pages: list[Leaf]) -> Setting:
    """How this document is set: the size of its body text, its leading, the words it uses."""
    lines = [line for page in pages for line in page.lines]
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 10.0
    large = sorted({size for size in sizes if size >= body * 1.15}, reverse=True)
    pitches = [
        (after.baseline - line.baseline) / line.size
        for line, after in zip(lines, lines[1:], strict=False)
        if line.size and abs(line.size - after.size) < 0.5 and 0.8 < (after.baseline - line.baseline) / line.size < 2.6
    ]
    return Setting(body, large, statistics.median_low(pitches) if pitches else 1.2, Mender(line.text for line in lines))


def _blocks(page: Leaf, setting: Setting) -> list[Block]:
    """The blocks of a page in reading order."""
    things: list[Line | Table | Picture] = [*page.lines, *page.tables, *page.pictures]
    boxes = [Box(thing.left, thing.top, thing.right, thing.bottom) for thing in things]
    paragraphs = Paragraphs(setting, page.number, page.lines)
    for number in in_reading_order(boxes, (0.0, 0.12)):
        thing = things[number]
        if isinstance(thing, Line):
            paragraphs.take(thing)
        else:
            paragraphs.end()
            paragraphs.blocks.append(thing.block(page.number, setting.mender))
    paragraphs.end()
    return [*with_notes(paragraphs.blocks), *(written(Kind.FURNITURE, line.text, page=page.number) for line in page.furniture)]
