"""Slides made by PowerPoint, Impress or Google -> blocks: titles, text, tables, groups, pictures and what the speaker says."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import IO, Any

from lxml import etree
from pptx.exc import PackageNotFoundError, PythonPptxError
from pptx.oxml.ns import qn
from pptx.package import Package
from pptx.util import Length

from portal.documents import refusals
from portal.documents.archives import BROKEN
from portal.documents.blocks import Block, Document, Kind, Run, tidy, written
from portal.documents.readers.order import Box, in_reading_order
from portal.documents.readers.pptx_text import TextReader
from portal.documents.refusals import DocumentRefused

MOST_SLIDES = 500
MOST_SHAPES = 2_000  # on one slide
FURNITURE = {"dt", "ftr", "sldNum", "hdr"}
TITLES = {"title", "ctrTitle"}
LONGEST_LABEL = 90  # characters of a text box that can be a heading
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
PICTURE_ACTION = "Op dia {page} staat een afbeelding zonder beschrijving."
Progress = Callable[[int, int], None]


def read(file: IO[bytes], progress: Progress) -> Document:
    """The presentation; raises `DocumentRefused`."""
    try:
        return _read(file, progress)
    except (*BROKEN, PackageNotFoundError, PythonPptxError, LookupError, AttributeError, TypeError, etree.LxmlError) as error:
        raise DocumentRefused(refusals.DAMAGED) from error


def _read(file: IO[bytes], progress: Progress) -> Document:
    show = Package.open(file).main_document_part.presentation  # type: ignore[arg-type, attr-defined]  # a template or a slide show too
    slides = list(show.slides)
    if len(slides) > MOST_SLIDES:
        raise DocumentRefused(refusals.TOO_MANY_PAGES.format(limit=MOST_SLIDES))
    document = Document("pptx", pages=len(slides), title=show.core_properties.title or "")
    for number, slide in enumerate(slides, 1):
        document.blocks += _Slide(slide, number, document.remarks).blocks()
        progress(number, len(slides))
    return document


class _Slide:
    """One slide."""

    def __init__(self, slide: Any, number: int, remarks: list[str]) -> None:
        self.slide, self.number, self.remarks = slide, number, remarks
        _choose(slide._element)
        if slide._element.get("show") == "0":
            remarks.append(f"Dia {number} is verborgen in de presentatie; haar tekst is wel gelezen.")

    def blocks(self) -> list[Block]:
        shapes = list(self.slide.shapes)[:MOST_SHAPES]
        titles = [shape for shape in shapes if _role(shape) in TITLES]
        furniture = [shape for shape in shapes if _role(shape) in FURNITURE]
        others = [shape for shape in shapes if shape not in titles and shape not in furniture]
        found = [block for shape in titles for block in self._title(shape)]
        found += [block for shape in _read_in_order(others) for block in self._shape(shape)]
        found += [*self._notes()]
        for shape in furniture:
            if text := shape.text_frame.text.strip():
                found.append(written(Kind.FURNITURE, text, page=self.number))
        return found

    def _title(self, shape: Any) -> Iterator[Block]:
        text = TextReader(shape, self.slide.part, self.number)
        runs = tidy(replace(run, text=run.text.replace("\n", " ")) for block in text.blocks() for run in (*block.runs, Run(" ")))
        if runs:
            first = _role(shape) == "ctrTitle" and self.number == 1
            yield Block(Kind.TITLE if first else Kind.HEADING, runs, level=0 if first else 1, page=self.number)

    def _shape(self, shape: Any) -> Iterator[Block]:
        if shape.shape_type is not None and shape._element.tag == qn("p:grpSp"):
            for inner in _read_in_order(list(shape.shapes)[:MOST_SHAPES]):
                yield from self._shape(inner)
        elif getattr(shape, "has_table", False):
            yield from self._table(shape)
        elif getattr(shape, "has_chart", False):
            yield from self._chart(shape)
        elif shape._element.tag == qn("p:graphicFrame"):
            yield from self._diagram(shape)
        elif shape._element.tag == qn("p:pic"):
            yield from self._picture(shape)
        elif shape.has_text_frame:
            yield from self._text(shape)

    def _text(self, shape: Any) -> Iterator[Block]:
        reader = TextReader(shape, self.slide.part, self.number)
        blocks = list(reader.blocks())
        for place, block in enumerate(blocks):
            if place == 0 and block.kind is Kind.PARAGRAPH and _role(shape) == "" and _is_label(block, reader, len(blocks)):
                yield Block(Kind.HEADING, block.runs, level=2, page=self.number)
            else:
                yield block

    def _table(self, shape: Any) -> Iterator[Block]:
        rows = []
        for row in shape.table.rows:
            cells = [cell for cell in row.cells if not cell.is_spanned]
            rows.append(tuple(tuple(TextReader(cell, self.slide.part, self.number).blocks()) for cell in cells))
        if any(cell for row in rows for cell in row):
            yield Block(Kind.TABLE, rows=tuple(rows), page=self.number, header=bool(shape.table.first_row))

    def _chart(self, shape: Any) -> Iterator[Block]:
        """What a chart says: its figures, as a table."""
        chart = shape.chart
        if chart.has_title and chart.chart_title.has_text_frame and (text := chart.chart_title.text_frame.text.strip()):
            yield written(Kind.PARAGRAPH, text, page=self.number)
        for plot in chart.plots:
            series = list(plot.series)
            table = [["", *(str(one.name) for one in series)]]
            values = [list(one.values) for one in series]
            for place, category in enumerate(plot.categories):
                table.append([str(category), *(f"{row[place]:g}" if row[place] is not None else "" for row in values)])
            rows = tuple(tuple((written(Kind.PARAGRAPH, text, page=self.number),) for text in row) for row in table)
            yield Block(Kind.TABLE, rows=rows, page=self.number, header=True)

    def _diagram(self, shape: Any) -> Iterator[Block]:
        """The words of SmartArt, which stand in a part of their own."""
        ids = next(shape._element.iter(f"{DIAGRAM}relIds"), None)
        part = self.slide.part.related_part(ids.get(qn("r:dm"))) if ids is not None else None
        if part is None:
            return
        root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
        for point in root.iter(f"{DIAGRAM}pt"):
            if text := " ".join("".join(node.itertext(qn("a:t"))) for node in point.iter(qn("a:p"))).strip():
                yield written(Kind.ITEM, text, page=self.number)

    def _picture(self, shape: Any) -> Iterator[Block]:
        properties = shape._element._nvXxPr.cNvPr
        if any(node.get("val") in ("1", "true") for node in properties.iter(DECORATIVE)):
            return
        link = TextReader.link_of(properties, self.slide.part) or self._film(shape)
        alt = properties.get("descr") or properties.get("title") or ""
        if not alt.strip() and not link:
            self.remarks.append(PICTURE_ACTION.format(page=self.number))
        yield Block(Kind.IMAGE, TextReader.alternative(alt, link), page=self.number, picture=self._part(shape))

    def _part(self, shape: Any) -> str:
        """Where in the file the picture is; empty when it is somewhere else."""
        for blip in shape._element.iter(qn("a:blip")):
            relation = self.slide.part.rels.get(blip.get(qn("r:embed")))
            if relation is not None and not relation.is_external:
                return str(relation.target_part.partname).lstrip("/")
        return ""

    def _film(self, shape: Any) -> str:
        """Where a film on the slide comes from, when that is somewhere else."""
        for node in shape._element.iter(qn("a:videoFile")):
            relation = self.slide.part.rels.get(node.get(qn("r:link")))
            if relation is not None and relation.is_external:
                return str(relation.target_ref)
        return ""

    def _notes(self) -> Iterator[Block]:
        if not self.slide.has_notes_slide:
            return
        notes = self.slide.notes_slide
        for shape in notes.placeholders:
            if _role(shape) == "body":
                for block in TextReader(shape, notes.part, self.number).blocks():
                    yield Block(Kind.NOTE, block.runs, page=self.number)


def _choose(root: Any) -> None:
    """Where a file offers the same thing in two ways, the first one: it has the words, the other is a picture of them."""
    for both in list(root.iter(f"{MC}AlternateContent")):
        parent, choice = both.getparent(), both.find(f"{MC}Choice")
        other = both.find(f"{MC}Fallback")
        chosen = choice if choice is not None and len(choice) else other
        place = parent.index(both)
        for node in reversed(list(chosen) if chosen is not None else []):
            parent.insert(place, node)
        parent.remove(both)


def _role(shape: Any) -> str:
    """What a placeholder is for; empty for a shape that the author drew."""
    if not shape.is_placeholder:
        return ""
    return str(shape._element.ph.get("type", "body") if shape._element.ph is not None else "body")


def _is_label(block: Block, reader: TextReader, count: int) -> bool:
    """Whether the first paragraph of a text box stands above what follows: in capitals, or in letters that are much larger."""
    text = block.plain()
    if not text or len(text) > LONGEST_LABEL or text.endswith((".", ",", ";")):
        return False
    letters = [char for char in text if char.isalpha()]
    if len(letters) > 3 and text == text.upper():
        return True
    sizes = reader.sizes()
    return bool(sizes and sizes[0] and sizes[0] >= Length(18 * 12700) and count > 1 and sizes[0] > 1.2 * max([*sizes[1:], 0]) > 0)


def _read_in_order(shapes: list[Any]) -> list[Any]:
    corners = [(shape.left or 0, shape.top or 0, shape.width or 0, shape.height or 0) for shape in shapes]
    boxes = [Box(left, top, left + width, top + height) for left, top, width, height in corners]
    return [shapes[number] for number in in_reading_order(boxes)]
