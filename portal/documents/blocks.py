"""What a document says, whatever its format was: a list of blocks. Imports nothing but the alphabet."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from portal.documents.letters import clean, without_controls


class Kind(StrEnum):
    TITLE = "title"  # of the whole document
    HEADING = "heading"  # level 1 is the highest
    PARAGRAPH = "paragraph"
    ITEM = "item"  # of a list; level 0 is the outermost
    QUOTE = "quote"
    TABLE = "table"
    IMAGE = "image"  # its text is what it says to who cannot see it
    FOOTNOTE = "footnote"
    NOTE = "note"  # of the speaker
    FURNITURE = "furniture"  # running heads, page numbers, tables of contents: no part of the text


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style. A line break that the author made is a newline."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One thing on a page or slide; `rows` are the cells of a table, each with blocks of its own."""

    kind: Kind
    runs: tuple[Run, ...] = ()
    level: int = 0
    page: int = 0  # 0: the format knows no pages
    ordered: bool = False  # of an item
    rows: tuple[tuple[tuple["Block", ...], ...], ...] = ()
    header: bool = False  # of a table: the first row names the columns
    picture: str = ""  # of an image: the part of the file that holds it

    @property
    def text(self) -> str:
        if self.rows:
            return "\n".join(" | ".join(" ".join(part.text for part in cell) for cell in row) for row in self.rows)
        return "".join(run.text for run in self.runs)

    def plain(self) -> str:
        """The text on one line."""
        return " ".join(self.text.split())

    def inside(self) -> Iterator["Block"]:
        """The block itself, or the blocks in its cells."""
        if not self.rows:
            yield self
        for row in self.rows:
            for cell in row:
                for block in cell:
                    yield from block.inside()


@dataclass
class Document:
    """A document that was read."""

    format: str
    blocks: list[Block] = field(default_factory=list)
    pages: int = 0
    title: str = ""  # in the properties of the file
    remarks: list[str] = field(default_factory=list)  # what was seen and left, in sentences

    def to_json(self) -> dict[str, Any]:
        return {
            "format": self.format,
            "pages": self.pages,
            "title": self.title,
            "remarks": self.remarks,
            "blocks": [_packed(block) for block in self.blocks],
        }

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> "Document":
        blocks = [_unpacked(block) for block in said["blocks"]]
        return cls(said["format"], blocks, said["pages"], said["title"], said["remarks"])


_MORE = ("level", "ordered", "header", "picture")


def _packed(block: Block) -> dict[str, Any]:
    said: dict[str, Any] = {"kind": block.kind.value, "page": block.page}
    if block.runs:
        said["runs"] = [[run.text, int(run.bold) + 2 * int(run.italic), run.link] for run in block.runs]
    if block.rows:
        said["rows"] = [[[_packed(part) for part in cell] for cell in row] for row in block.rows]
    return said | {name: getattr(block, name) for name in _MORE if getattr(block, name)}


def _unpacked(said: dict[str, Any]) -> Block:
    runs = tuple(Run(text, bool(style & 1), bool(style & 2), link) for text, style, link in said.get("runs", ()))
    rows = tuple(tuple(tuple(_unpacked(part) for part in cell) for cell in row) for row in said.get("rows", ()))
    more = {name: said[name] for name in _MORE if name in said}
    return Block(Kind(said["kind"]), runs, page=said["page"], rows=rows, **more)


_PLAIN = Run("")
_SPACE = re.compile(r"[^\S\n]+")
_AROUND_BREAK = re.compile(r" *\n *")


def tidy(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The same text with clean letters and single spaces, in as few runs as there are styles; no space at either end."""
    kept: list[Run] = []
    for run in _spaces_apart(runs):
        text = run.text
        before = kept[-1].text if kept else ""
        if before and text and unicodedata.combining(text[0]):  # an accent belongs to its letter
            accent = len(text) - len(text.lstrip("".join(char for char in text if unicodedata.combining(char))))
            kept[-1] = replace(kept[-1], text=unicodedata.normalize("NFC", before + text[:accent]))
            text, before = text[accent:], kept[-1].text
        if not before or before.endswith((" ", "\n")):
            text = text.lstrip(" ")
        if not text:
            continue
        if kept and alike(kept[-1], run):
            kept[-1] = replace(kept[-1], text=kept[-1].text + text)
        else:
            kept.append(replace(run, text=text))
    return _stripped(kept)


def _spaces_apart(runs: Iterable[Run]) -> Iterator[Run]:
    """The runs with clean letters; the spaces around an emphasis or a link are no part of it."""
    for run in runs:
        run = replace(run, link=without_controls(run.link)) if run.link else run
        text = _SPACE.sub(" ", clean(run.text))
        if alike(run, _PLAIN) or not (bare := text.strip()):
            yield Run(text)
            continue
        start = text.index(bare)
        yield Run(text[:start])
        yield replace(run, text=bare)
        yield Run(text[start + len(bare) :])


def alike(one: Run, other: Run) -> bool:
    """Whether two runs have the same style."""
    return (one.bold, one.italic, one.link) == (other.bold, other.italic, other.link)


def _stripped(runs: list[Run]) -> tuple[Run, ...]:
    runs = [replace(run, text=_AROUND_BREAK.sub("\n", run.text)) for run in runs]
    while runs and not runs[0].text.strip():
        runs.pop(0)
    while runs and not runs[-1].text.strip():
        runs.pop()
    place = 1
    while place < len(runs) - 1:  # a space between two runs of one style is of that style
        before, space, after = runs[place - 1 : place + 2]
        if space.text == " " and alike(before, after):
            runs[place - 1 : place + 2] = [replace(before, text=f"{before.text} {after.text}")]
        else:
            place += 1
    if runs:
        runs[0] = replace(runs[0], text=runs[0].text.lstrip())
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    return tuple(runs)


def written(kind: Kind, text: str, **more: Any) -> Block:
    """A block of one plain run."""
    return Block(kind, tidy([Run(text)]), **more)
