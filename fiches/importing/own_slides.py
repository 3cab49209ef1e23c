"""Slides that a portal made of a fiche: the last line of their notes says which part of it each is. What was divided over slides
is put together again, and a material is a material. Other slides are not touched."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.conf import settings

from fiches.importing.headings import bare
from fiches.importing.materials import MINUTES, usable
from fiches.importing.parsed import LISTS, POINTS, QUESTIONS, Material
from fiches.models import Access, ResourceKind
from fiches.models.section import ORDER
from portal.documents.blocks import Block, Document, Kind, Run

PLACE = re.compile(r"In de fiche: https?://\S+#([a-z]+)")
ADDRESS = re.compile(r"Adres: https?://\S+")
PART = re.compile(r"\s*\((\d+)/(\d+)\)$")
PATH = "Waar te vinden: "
ANCHORS = {"kort": POINTS, "gespreksvragen": QUESTIONS} | {str(rubriek): str(rubriek) for rubriek in ORDER}
ANCHORS = {anchor: place for anchor, place in ANCHORS.items() if place in LISTS or place in ORDER}
KINDS = {str(label).casefold(): str(kind) for kind, label in ResourceKind.choices}
DOORS = {str(label).casefold(): str(access) for access, label in Access.choices}


@dataclass
class Entry:
    """A material as slides list it."""

    blocks: list[Block]
    material: Material


def places(document: Document) -> dict[int, str]:
    """Of each slide that says so, its place in the fiche."""
    found = {}
    for block in document.blocks:
        said = PLACE.fullmatch(block.plain()) if block.kind is Kind.NOTE else None
        if said and said[1] in ANCHORS:
            found[block.page] = ANCHORS[said[1]]
    return found


def mended(document: Document, own: dict[int, str]) -> Document:
    """The same document with each part of a fiche as if it stood on one slide."""
    if not own:
        return document
    title = {block.page: block.plain() for block in reversed(document.blocks) if block.kind is Kind.HEADING and block.level == 1}
    begin: dict[int, int] = {}
    for page in sorted(own):
        number, before = PART.search(title.get(page, "")), page - 1
        goes_on = number and number[1] != "1" and own.get(before) == own[page]
        begin[page] = begin[before] if goes_on and bare(title[page]) == bare(title.get(before, "")) else page
    blocks: list[Block] = []
    for block in document.blocks:
        _take(blocks, block, own, begin)
    return replace(document, blocks=blocks)


def _take(blocks: list[Block], block: Block, own: dict[int, str], begin: dict[int, int]) -> None:
    if block.kind is Kind.NOTE and (PLACE.fullmatch(block.plain()) or ADDRESS.fullmatch(block.plain())):
        block = replace(block, kind=Kind.FURNITURE)
    elif block.kind is Kind.HEADING and block.level == 1 and block.page in own:
        text = PART.sub("", block.plain())
        block = replace(block, runs=(Run(text),), kind=Kind.HEADING if begin[block.page] == block.page else Kind.FURNITURE)
    elif block.page in begin:
        block = replace(block, page=begin[block.page])
        said = [one for one in blocks if one.kind not in (Kind.FURNITURE, Kind.NOTE)]
        if block.kind is Kind.TABLE and said and _goes_on(said[-1], block):
            whole = replace(said[-1], rows=(*said[-1].rows, *block.rows[1:]))
            blocks[:] = [whole if one is said[-1] else one for one in blocks]
            return
    blocks.append(block)


def _goes_on(table: Block, other: Block) -> bool:
    """Whether the second table has the heads of the first, on what was the next slide."""
    return table.kind is Kind.TABLE and table.page == other.page and other.header and _heads(table) == _heads(other)


def _heads(table: Block) -> list[str]:
    return [" ".join(part.plain() for part in cell) for cell in table.rows[0]]


def entries(blocks: list[Block], rubriek: str) -> Iterator[Entry]:
    """Items that are nothing but a link in bold, each with the items below it."""
    for at, block in enumerate(blocks):
        if block.kind is not Kind.ITEM or block.level or len(block.runs) != 1:
            continue
        run = block.runs[0]
        if run.bold and usable(run.link):
            below = []
            for one in blocks[at + 1 :]:
                if one.kind is not Kind.ITEM or one.level == 0:
                    break
                below.append(one)
            yield Entry([block, *below], _material(run, [one.plain() for one in below], rubriek, block.page))


def at_home(block: Block) -> Block:
    """Links to pages of this portal without its name, as the desk writes them."""
    runs = tuple(replace(run, link=run.link.removeprefix(settings.SITE_URL)) if _is_ours(run.link) else run for run in block.runs)
    rows = tuple(tuple(tuple(at_home(part) for part in cell) for cell in row) for row in block.rows)
    return replace(block, runs=runs, rows=rows)


def _is_ours(link: str) -> bool:
    return link.startswith(f"{settings.SITE_URL}/")


def _material(run: Run, lines: list[str], rubriek: str, page: int) -> Material:
    facts = lines[0].split(" · ") if lines else []
    kind = KINDS.get(facts[0].casefold(), "") if facts else ""
    path = next((line.removeprefix(PATH) for line in lines if line.startswith(PATH)), "")
    made = Material(run.link, " ".join(run.text.split()), kind or str(ResourceKind.WEBPAGE), rubriek, path=path, page=page)
    made.access = next((DOORS[fact.casefold()] for fact in facts if fact.casefold() in DOORS), made.access)
    minutes = next((found for fact in facts if (found := re.fullmatch(r"(\d{1,3}) min", fact) or MINUTES.fullmatch(fact))), None)
    made.minutes = int(minutes[1]) if minutes else None
    made.lines = [line for line in lines[bool(kind) :] if not line.startswith(PATH)]
    made.guessed = [] if kind else ["kind"]
    return made
