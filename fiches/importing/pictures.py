"""The pictures of a document that come along: where each stands and what it says, and the pictures themselves."""

from dataclasses import dataclass

from fiches.importing.parsed import ParsedFiche, Picture
from portal.documents.blocks import Block, Document, Kind
from portal.documents.boxed import NotMade
from portal.pictures import MOST, Taken, taken
from portal.text import cut

LONGEST_ALT = 250
LONGEST_PLACE = 90
LEAST_TIME = 3.0  # seconds
MISSING = "{count} van de {total} afbeeldingen kwamen niet mee: te groot, beschadigd, te veel of van een soort die we niet lezen."
NONE_TAKEN = "De afbeeldingen van dit document kwamen niet mee: ze openen lukte niet of duurde te lang."


@dataclass(frozen=True)
class Seen:
    """Where a picture first stands."""

    part: str
    page: int
    below: str
    alt: str


def carry(parsed: ParsedFiche, document: Document, data: bytes, *, seconds: float) -> list[Taken]:
    """The pictures of this file, each with its facts in `parsed.pictures` and their number from 1; none is no fault."""
    seen = _seen(document)
    if not seen:
        return []
    try:
        found = taken(data, [one.part for one in seen[:MOST]], seconds=seconds) if seconds >= LEAST_TIME else None
    except NotMade:
        found = None
    if found is None:
        parsed.remarks.append(NONE_TAKEN)
        return []
    there = [one for one in seen if one.part in found]
    if len(there) < len(seen):
        parsed.remarks.append(MISSING.format(count=len(seen) - len(there), total=len(seen)))
    parsed.pictures = [
        Picture(number, found[one.part].width, found[one.part].height, one.alt, one.page, one.below)
        for number, one in enumerate(there, 1)
    ]
    return [found[one.part] for one in there]


def _seen(document: Document) -> list[Seen]:
    """Each picture once, with the first words that somebody gave it."""
    found: dict[str, Seen] = {}
    heading = ""
    for block in document.blocks:
        if block.kind in (Kind.TITLE, Kind.HEADING):
            heading = cut(block.plain(), LONGEST_PLACE)
        for part in block.inside():
            if part.picture and not (part.picture in found and found[part.picture].alt):
                first = found.get(part.picture)
                page, below = (first.page, first.below) if first else (part.page, heading)
                found[part.picture] = Seen(part.picture, page, below, _alt(part))
    return list(found.values())


def _alt(block: Block) -> str:
    """What it says; the address that it leads to is no description."""
    said = block.plain()
    return "" if any(run.link == said for run in block.runs) else cut(said, LONGEST_ALT)
