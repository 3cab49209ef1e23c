"""The list of sources of a document -> its entries as fields; and which of them the text names."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from fiches.citations import marks, order, styles
from fiches.citations.fields import CitationRefused
from fiches.citations.parse import is_reference, parse, starts
from fiches.importing.materials import stands_alone
from fiches.importing.parsed import ParsedFiche, Reference
from portal.documents.blocks import Block, Kind, Run

ENTRIES = {Kind.PARAGRAPH, Kind.ITEM, Kind.QUOTE}
MOST = 200  # of one document
UNUSABLE = "Deze bron kon niet opgemaakt worden: we houden de tekst als titel."


@dataclass
class Listed:
    """A list of sources: its entries, and what stood between them."""

    references: list[Reference] = field(default_factory=list)
    rest: list[Block] = field(default_factory=list)
    taken: list[tuple[Block, bool]] = field(default_factory=list)  # each block, and whether all of it is an entry


def listed(blocks: Iterable[Block]) -> Listed:
    """The entries among these blocks. An address on a line of its own belongs to the entry above it."""
    found = Listed()
    entries: list[tuple[tuple[Run, ...], int]] = []
    for block in blocks:
        if block.kind not in ENTRIES:
            found.rest.append(block)
            continue
        if entries and (stands_alone(block) or _goes_on(block)):
            runs, page = entries[-1]
            entries[-1] = ((*runs, Run(" "), *block.runs), page)
        elif len(entries) < MOST and is_reference(block.text):
            entries += [(runs, block.page) for runs in _parted(block)]
        else:
            found.rest.append(block)
    found.references = [_reference(runs, page) for runs, page in entries]
    return found


def _goes_on(block: Block) -> bool:
    """The second half of an entry that was cut in two begins with a small letter, and has no date."""
    return block.text[:1].islower() and not is_reference(block.text) and block.kind is not Kind.ITEM


def _parted(block: Block) -> list[tuple[Run, ...]]:
    """The entries that stand in one paragraph."""
    places = [*starts(block.text), len(block.text)]
    parts: list[list[Run]] = [[] for _ in places[1:]]
    at = 0
    for run in block.runs:
        for number, (start, stop) in enumerate(zip(places, places[1:], strict=False)):
            text = run.text[max(start - at, 0) : max(stop - at, 0)]
            if text:
                parts[number].append(Run(text, run.bold, run.italic, run.link))
        at += len(run.text)
    return [tuple(part) for part in parts if any(run.text.strip() for run in part)]


def _reference(runs: tuple[Run, ...], page: int) -> Reference:
    """One entry; where its words hide an address, that is part of it."""
    text, italics = "", []
    for run in runs:
        if run.italic and run.text.strip():
            italics.append((len(text), len(text) + len(run.text)))
        text += run.text
    parsed = parse(text, italics)
    csl = dict(parsed.csl)
    hidden = next((run.link for run in runs if run.link.startswith("http") and run.link.rstrip("/") not in text), "")
    if hidden and not csl.get("URL") and not csl.get("DOI"):
        csl["URL"] = hidden
    return Reference(parsed.raw, csl, parsed.confidence, list(parsed.doubts), parsed.letter, page=page)


def render(references: list[Reference]) -> list[styles.Rendered]:
    """The forms of each; one that cannot be set keeps its text as title. Two pandoc calls, mostly."""
    for _ in range(len(references) + 1):
        try:
            return styles.render([reference.csl for reference in references])
        except CitationRefused as refusal:
            broken = references[refusal.index]
            broken.csl = {"type": "document", "title": broken.raw[:500] or "Bron"}
            broken.confidence = 0.0
            if UNUSABLE not in broken.doubts:
                broken.doubts.append(UNUSABLE)
    return []


def match(fiche: ParsedFiche) -> None:
    """Counts how often the text names each reference, and lists what looks like a citation and leads to none."""
    taken = [reference for reference in fiche.references if reference.taken]
    forms = render(taken)
    letters = order.letters({number: reference.csl for number, reference in enumerate(taken)})
    cited = [marks.Cited(number, (form.intext_nl, form.intext_en), letters.get(number, "")) for number, form in enumerate(forms)]
    loose: list[str] = []
    for reference in fiche.references:
        reference.cited = 0
    for html in [*fiche.sections().values()]:
        resolved = marks.resolve(html, cited)
        loose += resolved.loose
        for number, anchors in resolved.anchors.items():
            taken[number].cited += len(anchors)
    fiche.loose = list(dict.fromkeys(loose))
    for number, reference in enumerate(taken):
        _compare_letters(reference, letters.get(number, ""))


def _compare_letters(reference: Reference, letter: str) -> None:
    """The letter behind a year follows from the list; in the document it may have been another."""
    if reference.letter and letter and reference.letter != letter:
        said = f"In het document heeft deze bron de letter {reference.letter}, in de lijst wordt dat {letter}. Pas de tekst aan."
        if said not in reference.doubts:
            reference.doubts.append(said)
