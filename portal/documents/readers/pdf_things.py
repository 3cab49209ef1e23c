"""Tables with lines around their cells, and pictures, on a page of a PDF."""

from dataclasses import dataclass
from typing import Any

from portal.documents.blocks import Block, Kind, Run, tidy
from portal.documents.readers.mending import Mender
from portal.documents.readers.pdf_lines import Line, lines_of
from portal.documents.readers.plain_text import BULLET

MOST_EDGES = 1_500  # a drawing has more
SMALL = 0.02  # of the page: a picture that is an icon
MOST_PICTURES = 200
MOST_TABLES = 40


@dataclass
class Table:
    """A table, with the lines in each of its cells."""

    left: float
    top: float
    right: float
    bottom: float
    rows: list[list[list[Line]]]

    def holds(self, line: Line) -> bool:
        x, y = (line.left + line.right) / 2, (line.top + line.bottom) / 2
        return self.left - 1 <= x <= self.right + 1 and self.top - 1 <= y <= self.bottom + 1

    def block(self, page: int, mender: Mender) -> Block:
        rows = tuple(tuple(_cell(lines, page, mender) for lines in row) for row in self.rows)
        first = [line for lines in self.rows[0] for line in lines]
        return Block(Kind.TABLE, rows=rows, page=page, header=bool(first) and all(line.bold for line in first))


@dataclass
class Picture:
    """A picture; a PDF seldom says what is on it."""

    left: float
    top: float
    right: float
    bottom: float

    def place(self) -> tuple[int, int, int, int]:
        return round(self.left / 4), round(self.top / 4), round(self.right / 4), round(self.bottom / 4)

    def block(self, page: int, mender: Mender) -> Block:
        return Block(Kind.IMAGE, page=page)


def tables_of(page: Any, characters: list[dict[str, Any]]) -> list[Table]:
    edges = len(page.rects) * 4 + len(page.lines) + len(page.curves)
    if not 4 <= edges <= MOST_EDGES:
        return []
    found = []
    for table in page.find_tables()[:MOST_TABLES]:
        rows = [[cell for cell in row.cells if cell] for row in table.rows]
        rows = [row for row in rows if row]
        if len(rows) < 2 or max(len(row) for row in rows) < 2:
            continue
        texts = [[_lines_in(characters, cell) for cell in row] for row in rows]
        filled = sum(1 for row in texts for lines in row if lines)
        if filled >= max(2, sum(len(row) for row in texts) / 2):
            left, top, right, bottom = table.bbox
            found.append(Table(left, top, right, bottom, texts))
    return found


def _lines_in(characters: list[dict[str, Any]], box: tuple[float, float, float, float]) -> list[Line]:
    left, top, right, bottom = box
    inside = []
    for char in characters:
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        if left <= x <= right and top <= y <= bottom:
            inside.append(char)
    return lines_of(inside)


def pictures_of(page: Any) -> list[Picture]:
    area = float(page.width) * float(page.height)
    found = []
    for image in page.images[:MOST_PICTURES]:
        left, top = max(image["x0"], 0), max(image["top"], 0)
        right, bottom = min(image["x1"], page.width), min(image["bottom"], page.height)
        if right > left and bottom > top and (right - left) * (bottom - top) >= SMALL * area:
            found.append(Picture(float(left), float(top), float(right), float(bottom)))
    return found


def _cell(lines: list[Line], page: int, mender: Mender) -> tuple[Block, ...]:
    """The text of a cell: one paragraph, or a list when its lines have bullets."""
    blocks: list[tuple[Kind, list[Run], str]] = []
    for line in lines:
        runs, text = list(tidy(line.runs)), line.text
        bullet = BULLET.match(text)
        if bullet or not blocks:
            runs = runs if not bullet else [Run(text[bullet.end() :], runs[0].bold, runs[0].italic, runs[0].link)]
            blocks.append((Kind.ITEM if bullet else Kind.PARAGRAPH, runs, text))
        else:
            kind, before, said = blocks[-1]
            glue = " " if mender.joined(said, text) == f"{said} {text}" else ""
            blocks[-1] = (kind, [*before, Run(glue), *runs], said + glue + text)
    return tuple(Block(kind, tidy(runs), page=page) for kind, runs, _said in blocks)
