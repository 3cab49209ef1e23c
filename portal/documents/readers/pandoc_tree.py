"""What pandoc understood of a document (its JSON) -> blocks. For DOCX, ODT, RTF, HTML and Markdown."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from portal.documents import refusals
from portal.documents.blocks import Block, Document, Kind, Run, tidy, written
from portal.documents.refusals import DocumentRefused

READERS = {  # our name: pandoc's reader
    "docx": "docx",
    "odt": "odt",
    "rtf": "rtf",
    "html": "html-native_spans",
    "markdown": "commonmark_x-smart-raw_html",
}
FOLDERS = {"docx": "word/", "odt": ""}  # from where pandoc names the pictures
DEEPEST = 40
_DOTS = re.compile(r"(?:\.\s?){4,}\s*\d+\s*$")
FOOTNOTE = re.compile(r"sdfootnote\d|sdendnote\d|ftn\d|_ftn\d|edn\d|fn\d")
NOTE_LINK = re.compile(r"#(?:sdfootnote|sdendnote|_ftnref|_ftn|_ednref|_edn|fnref|fn)(\d{1,3})(?:anc|sym)?$")
Node = dict[str, Any]


def read(data: bytes, format: str) -> Document:
    """The document in pandoc's JSON; raises `DocumentRefused`."""
    try:
        tree = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise DocumentRefused(refusals.TOO_DEEP) from error
    return _Tree(format).read(tree)


class _Tree:
    """One document: its blocks in order, each footnote after the block that it belongs to."""

    def __init__(self, format: str) -> None:
        self.document = Document(format)
        self.waiting: list[Block] = []  # footnotes
        self.notes = 0
        self.styles: list[str] = []

    def read(self, tree: Node) -> Document:
        meta = tree.get("meta", {})
        title = tidy(self._meta_runs(meta.get("title")))
        if self.document.format == "html":  # that of the browser's tab, not of the text
            self.document.title = "".join(run.text for run in title)
        elif title:
            self.document.blocks.append(Block(Kind.TITLE, title))
        for name in ("subtitle", "author", "date", "abstract"):
            if self.document.format != "html" and (runs := tidy(self._meta_runs(meta.get(name)))):
                self.document.blocks.append(Block(Kind.PARAGRAPH, runs))
        for block in self._blocks(tree["blocks"], 0):
            self.document.blocks.append(_contents(block))
            self._put_footnotes()
        self._put_footnotes()
        return self.document

    def _put_footnotes(self) -> None:
        while self.waiting:
            self.document.blocks.append(self.waiting.pop(0))

    def _meta_runs(self, node: Any) -> Iterator[Run]:
        if not isinstance(node, dict):
            return
        kind, content = node["t"], node["c"]
        if kind == "MetaInlines":
            yield from self._inlines(content, Run(""))
        elif kind == "MetaBlocks":
            for block in self._blocks(content, 0):
                yield from (*block.runs, Run("\n"))
        elif kind == "MetaString":
            yield Run(content)
        elif kind == "MetaList":
            for place, part in enumerate(content):
                yield from (*([Run(", ")] if place else []), *self._meta_runs(part))

    # -- blocks --------------------------------------------------------------------------------------------------------
    def _blocks(self, nodes: list[Node], depth: int) -> Iterator[Block]:
        if depth > DEEPEST:
            raise DocumentRefused(refusals.TOO_DEEP)
        for node in nodes:
            if read := BLOCKS.get(node["t"]):
                yield from read(self, node.get("c"), depth + 1)

    def _paragraph(self, content: Any, depth: int) -> Iterator[Block]:
        """The words of a paragraph; a picture in it stands on its own, behind it."""
        pictures: list[Block] = []
        runs = tidy(self._inlines(content, Run(""), pictures))
        if runs:
            yield Block(Kind.PARAGRAPH, runs)
        yield from pictures

    def _header(self, content: Any, depth: int) -> Iterator[Block]:
        level, _attributes, inlines = content
        pictures: list[Block] = []
        if runs := tidy(
            replace(run, bold=False, text=run.text.replace("\n", " ")) for run in self._inlines(inlines, Run(""), pictures)
        ):
            yield Block(Kind.HEADING, runs, level=min(level, 6))
        yield from pictures

    def _quote(self, content: Any, depth: int) -> Iterator[Block]:
        indented = self.document.format == "odt"  # there, each paragraph with a margin of its own is called a quotation
        for block in self._blocks(content, depth):
            yield replace(block, kind=Kind.QUOTE) if block.kind is Kind.PARAGRAPH and not indented else block

    def _bullets(self, content: Any, depth: int) -> Iterator[Block]:
        yield from self._items(content, depth, ordered=False)

    def _numbers(self, content: Any, depth: int) -> Iterator[Block]:
        yield from self._items(content[1], depth, ordered=True)

    def _items(self, items: list[list[Node]], depth: int, *, ordered: bool) -> Iterator[Block]:
        for item in items:
            own: list[Run] = []
            rest: list[Block] = []
            for block in self._blocks(item, depth):
                if block.kind is Kind.PARAGRAPH and not rest:
                    own += [*([Run("\n")] if own else []), *block.runs]
                else:
                    rest.append(replace(block, level=block.level + 1) if block.kind is Kind.ITEM else block)
            if runs := tidy(own):
                yield Block(Kind.ITEM, runs, ordered=ordered)
            yield from rest

    def _definitions(self, content: Any, depth: int) -> Iterator[Block]:
        for term, meanings in content:
            if runs := tidy(self._inlines(term, Run("", bold=True))):
                yield Block(Kind.PARAGRAPH, runs)
            for meaning in meanings:
                yield from self._blocks(meaning, depth)

    def _lines(self, content: Any, depth: int) -> Iterator[Block]:
        runs = tidy(run for line in content for run in (*self._inlines(line, Run("")), Run("\n")))
        if runs:
            yield Block(Kind.PARAGRAPH, runs)

    def _code(self, content: Any, depth: int) -> Iterator[Block]:
        for part in content[1].split("\n\n"):
            if (block := written(Kind.PARAGRAPH, part)).runs:
                yield block

    def _inside(self, content: Any, depth: int) -> Iterator[Block]:
        (name, classes, attributes), nodes = content
        role = next((value for key, value in attributes if key == "title"), "")  # so LibreOffice writes them
        if role in ("header", "footer"):
            for block in self._blocks(nodes, depth):
                yield replace(block, kind=Kind.FURNITURE) if block.runs else block
        elif FOOTNOTE.match(name) or "footnotes" in classes:
            yield from (replace(block, kind=Kind.FOOTNOTE) if block.runs else block for block in self._blocks(nodes, depth))
        else:
            yield from self._blocks(nodes, depth)

    def _figure(self, content: Any, depth: int) -> Iterator[Block]:
        """The picture, then its caption, unless that says the same."""
        _attributes, caption, blocks = content
        found = list(self._blocks(blocks, depth))
        yield from found
        said = {block.plain() for block in found}
        for block in self._blocks(caption[1], depth):
            if block.plain() not in said:
                yield block

    def _table(self, content: Any, depth: int) -> Iterator[Block]:
        _attributes, caption, _columns, head, bodies, foot = content
        groups = [head[1], *(rows for body in bodies for rows in (body[2], body[3])), foot[1]]
        rows = [tuple(self._cell(cell, depth) for cell in row[1]) for group in groups for row in group]
        yield from self._blocks(caption[1], depth)
        if len(rows) == 1 and len(rows[0]) == 1:  # a frame around text
            yield from rows[0][0]
        elif any(cell for row in rows for cell in row):
            header = any(cell for row in rows[:1] for cell in row) and bool(head[1])
            yield Block(Kind.TABLE, rows=tuple(rows), header=header)

    def _cell(self, cell: Any, depth: int) -> tuple[Block, ...]:
        return tuple(self._blocks(cell[4], depth))

    # -- words ---------------------------------------------------------------------------------------------------------
    def _inlines(self, nodes: list[Node], style: Run, pictures: list[Block] | None = None, depth: int = 0) -> Iterator[Run]:
        if depth > DEEPEST:
            raise DocumentRefused(refusals.TOO_DEEP)
        for node in nodes:
            kind, content = node["t"], node.get("c") or []
            if kind in SIGNS:
                yield replace(style, text=SIGNS[kind])
            elif kind == "Str":
                yield replace(style, text=str(content))
            elif kind in ("Code", "Math"):
                yield replace(style, text=str(content[1]))
            elif kind in ("RawInline", "Note", "Image"):
                yield from self._special(kind, content, style, pictures, depth)
            elif kind == "Link" and (number := _note_number(content)):
                yield replace(style, text=f" [{number}] ")
            else:
                inner, style_inside, around = _within(kind, content, style)
                yield replace(style, text=around[0])
                yield from self._inlines(inner, style_inside, pictures, depth + 1)
                yield replace(style, text=around[1])

    def _special(self, kind: str, content: Any, style: Run, pictures: list[Block] | None, depth: int) -> Iterator[Run]:
        if kind == "Note":
            self.notes += 1
            number = self.notes
            yield replace(style, text=f" [{number}]")
            runs = [run for block in self._blocks(content, depth + 1) for run in (*block.runs, Run("\n"))]
            self.waiting.append(Block(Kind.FOOTNOTE, tidy([Run(f"[{number}] "), *runs])))
        elif kind == "Image":
            target, title = content[2]
            if self.document.format == "odt" and "#" in target:  # readers.odt put its words there
                target, _hash, title = target.partition("#")
                title = unquote(title)
            alt = tidy(self._inlines(content[1], Run(""), None, depth + 1)) or tidy([Run(title)])
            words = "".join(run.text for run in alt)
            if pictures is not None:
                pictures.append(Block(Kind.IMAGE, tidy([Run(words, link=style.link)]), picture=self._part(target)))

    def _part(self, target: str) -> str:
        """Where in the file the picture is; empty for a format that is no archive."""
        folder = FOLDERS.get(self.document.format)
        return "" if folder is None or ":" in target else f"{folder}{target}"


SIGNS = {"Space": " ", "SoftBreak": " ", "LineBreak": "\n"}
BLOCKS: dict[str, Callable[[_Tree, Any, int], Iterator[Block]]] = {
    "Para": _Tree._paragraph,
    "Plain": _Tree._paragraph,
    "Header": _Tree._header,
    "BlockQuote": _Tree._quote,
    "BulletList": _Tree._bullets,
    "OrderedList": _Tree._numbers,
    "DefinitionList": _Tree._definitions,
    "LineBlock": _Tree._lines,
    "CodeBlock": _Tree._code,
    "Div": _Tree._inside,
    "Figure": _Tree._figure,
    "Table": _Tree._table,
}


def _within(kind: str, content: Any, style: Run) -> tuple[list[Node], Run, tuple[str, str]]:
    """What stands in a styled stretch, its style, and the signs around it."""
    if kind == "Strong":
        return content, replace(style, bold=True), ("", "")
    if kind == "Emph":
        return content, replace(style, italic=True), ("", "")
    if kind == "Quoted":
        return content[1], style, ("‘", "’") if content[0]["t"] == "SingleQuote" else ("“", "”")
    if kind == "Link":
        address = content[2][0].strip()
        outward = address.lower().startswith(("http://", "https://", "mailto:"))
        return content[1], replace(style, link=address if outward else style.link or _inward(address)), ("", "")
    if kind in ("Span", "Cite"):
        return content[1], style, ("", "")
    return content if isinstance(content, list) else [], style, ("", "")


def _note_number(content: Any) -> str:
    """The number of a note, when this link leads to one or back from it."""
    found = NOTE_LINK.match(content[2][0])
    return found[1] if found else ""


def _inward(address: str) -> str:
    """A link to another place in the same document is kept for as long as it takes to recognise a table of contents."""
    return "#" if address.startswith("#") else ""


def _contents(block: Block) -> Block:
    """A line of a table of contents is furniture; any other link to a place in the document is only its words."""
    if not any(run.link == "#" for run in block.runs):
        return replace(block, kind=Kind.FURNITURE) if block.kind is Kind.PARAGRAPH and _DOTS.search(block.plain()) else block
    words = [run for run in block.runs if run.text.strip()]
    if block.kind in (Kind.PARAGRAPH, Kind.ITEM) and all(run.link == "#" for run in words) and len(block.plain()) > 6:
        return replace(block, kind=Kind.FURNITURE, runs=tidy(replace(run, link="") for run in block.runs))
    return replace(block, runs=tidy(replace(run, link="" if run.link == "#" else run.link) for run in block.runs))
