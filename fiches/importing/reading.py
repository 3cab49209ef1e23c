"""A document -> a fiche as it was read: pieces, materials, references, and a report of every block."""

import re
from collections.abc import Callable

from fiches.importing import known, own_slides, references
from fiches.importing.materials import MOST, material, spotted, stands_alone
from fiches.importing.parsed import INTRO, LEFT, LISTS, Line, ParsedFiche, Piece, called
from fiches.importing.rich_text import rich_text
from fiches.importing.sorting import BODY, Sorted, sort
from fiches.models import Rubriek
from portal.documents import reading
from portal.documents.blocks import Document
from portal.links.addresses import key_of
from portal.text import cut

SOURCES = str(Rubriek.SOURCES)
ASIDE = {"titel", called(LEFT)}


def read(data: bytes, name: str, progress: Callable[[int, int], None] | None = None) -> ParsedFiche:
    """Everything that a document says, as a fiche. Raises `DocumentRefused`."""
    return understood(reading.read(data, name, progress=progress), name)


def understood(document: Document, name: str) -> ParsedFiche:
    """The same for a document that was read already."""
    own = own_slides.places(document)
    document = own_slides.mended(document, own)
    found = sort(document, name, own)
    fiche = ParsedFiche(found.title, found.title_sure, document.format, document.pages, found.headings, lines=found.lines)
    fiche.remarks = list(document.remarks)
    _take_sources(found, fiche)
    _take_entries(found, fiche, own)
    _take_links(found, fiche, own)
    fiche.pieces = [piece for piece in found.pieces if found.blocks[piece.number]]
    _without_empty_headings(fiche)
    known.recognise(fiche)
    references.match(fiche)
    _remark(fiche)
    fiche.kept = kept(document, fiche)
    return fiche


def _take_sources(found: Sorted, fiche: ParsedFiche) -> None:
    """The entries leave the text: the list of sources makes itself."""
    blocks = [block for piece in found.pieces if piece.rubriek == SOURCES for block in found.blocks[piece.number]]
    listed = references.listed(blocks)
    fiche.references = listed.references
    rest = {id(block) for block in listed.rest}
    said = {id(block): block.text for block in blocks if id(block) not in rest}
    for piece in found.pieces:
        if piece.rubriek == SOURCES:
            found.blocks[piece.number] = [block for block in found.blocks[piece.number] if id(block) in rest]
            _rewrite(found, piece)
    texts = set(said.values())
    sure = {reference.raw: reference.confidence >= 0.8 for reference in fiche.references}
    for line in found.lines:
        if line.place == called(SOURCES) and line.text in texts:
            certain = all(value for raw, value in sure.items() if raw in " ".join(line.text.split()))
            line.place, line.sure, line.piece = "bron", certain, 0
            line.why = "" if certain else "Niet alles van deze bron is herkend."


def _take_entries(found: Sorted, fiche: ParsedFiche, own: dict[int, str]) -> None:
    """The materials that slides of ours list leave the text."""
    for piece in found.pieces:
        if piece.page not in own or piece.rubriek in (LEFT, SOURCES):
            continue
        listed = list(own_slides.entries(found.blocks[piece.number], piece.rubriek))
        gone = {id(block) for entry in listed for block in entry.blocks}
        said = {block.text for entry in listed for block in entry.blocks}
        fiche.materials += [entry.material for entry in listed]
        found.blocks[piece.number] = [own_slides.at_home(block) for block in found.blocks[piece.number] if id(block) not in gone]
        _rewrite(found, piece)
        for line in found.lines:
            if line.text in said and line.place not in ASIDE:
                line.place, line.why = "materiaal", ""


def _take_links(found: Sorted, fiche: ParsedFiche, own: dict[int, str]) -> None:
    """Each address becomes a material, except on slides of ours; a paragraph that is nothing but addresses leaves the text."""
    links = spotted([piece for piece in found.pieces if piece.page not in own], found.blocks)
    fiche.materials += [material(one, found.title) for one in links[:MOST]]
    if len(links) > MOST:
        fiche.remarks.append(f"Van de {len(links)} links worden de eerste {MOST} materiaal. De andere blijven in de tekst staan.")
    shown = {key_of(one.url) for one in fiche.materials}
    gone: set[str] = set()
    for piece in found.pieces:
        if piece.rubriek in (LEFT, SOURCES) or piece.page in own:
            continue
        alone = [block for block in found.blocks[piece.number] if stands_alone(block, shown)]
        if alone:
            gone |= {block.text for block in alone}
            found.blocks[piece.number] = [block for block in found.blocks[piece.number] if not stands_alone(block, shown)]
            _rewrite(found, piece)
    for line in found.lines:
        if line.text in gone and line.place not in ASIDE:
            line.place, line.why, line.piece = "materiaal", "", 0


def _rewrite(found: Sorted, piece: Piece) -> None:
    blocks = found.blocks[piece.number]
    piece.html, piece.text = rich_text(blocks), "\n".join(block.text for block in blocks)


def _without_empty_headings(fiche: ParsedFiche) -> None:
    """A rubriek that is only a heading is no rubriek, unless its heading says something."""
    filled = {piece.rubriek for piece in fiche.pieces} | {one.rubriek for one in fiche.materials}
    fiche.headings = {rubriek: text for rubriek, text in fiche.headings.items() if rubriek in filled or text}


def _remark(fiche: ParsedFiche) -> None:
    """What an editor should look at, in sentences."""
    if not fiche.title_sure:
        fiche.remarks.append("We zijn niet zeker van de titel.")
    unsaid = {LEFT, INTRO, *LISTS, str(Rubriek.MEANING)}
    if not any(piece.rubriek not in unsaid for piece in fiche.pieces) and not fiche.references:
        fiche.remarks.append("We herkenden geen rubrieken. Verdeel de tekst zelf.")
    if len(fiche.references) >= references.MOST:
        fiche.remarks.append(
            f"De eerste {references.MOST} bronnen zijn herkend. De andere blijven als tekst bij de bronnen staan."
        )
    if fiche.loose:
        fiche.remarks.append(f"Verwijzingen zonder bron: {', '.join(fiche.loose[:20])}.")
    unnamed = [reference.raw for reference in fiche.references if not reference.cited]
    if unnamed and len(unnamed) < len(fiche.references):
        verb = "wordt" if len(unnamed) == 1 else "worden"
        said = "; ".join(cut(raw, 60) for raw in unnamed[:8])
        fiche.remarks.append(f"{len(unnamed)} van de {len(fiche.references)} bronnen {verb} in de tekst niet genoemd: {said}")


# -- nothing is lost ---------------------------------------------------------------------------------------------------
def kept(document: Document, fiche: ParsedFiche) -> float:
    """How much of the body of a document went somewhere, in per cent of its characters."""
    somewhere = _squeezed(" ".join(_everything(fiche)))
    taken = {_squeezed(line.text) for line in fiche.lines if _is_placed(line)}
    total = lost = 0
    for block in document.blocks:
        if block.kind not in BODY:
            continue
        for part in block.inside():
            text = _squeezed(part.text)
            total += len(text)
            begun = max((head for head in taken if text.startswith(head)), key=len, default="")
            if text[len(begun) :] not in somewhere:
                lost += len(text) - len(begun)
    return round(100 - 100 * lost / total, 2) if total else 100.0


def _is_placed(line: Line) -> bool:
    return line.place in ("titel", "materiaal") or line.place.startswith("kop van")


def _everything(fiche: ParsedFiche) -> list[str]:
    texts = [fiche.title, *fiche.headings.values()]
    texts += [piece.text for piece in fiche.pieces]
    texts += [reference.raw for reference in fiche.references]
    return [*texts, *(text for one in fiche.materials for text in (one.url, one.title))]


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text).casefold()
