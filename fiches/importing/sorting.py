"""Blocks of a document -> the title, and pieces that each go to one place. Nothing is dropped: what has no place says so."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from fiches.importing.headings import Announced, announced, in_sentence_case, is_announcement, is_usual, stripped
from fiches.importing.parsed import INTRO, LEFT, LISTS, Line, Piece, called
from fiches.importing.rich_text import lines_of, rich_text
from fiches.models import Rubriek
from portal.documents.blocks import Block, Document, Kind, Run, tidy
from portal.documents.letters import one_line
from portal.text import fold

LONGEST_TITLE = 160
LONGEST_INTRO = 400
LONGEST_HEADING = 160
NAMES = {
    Kind.TITLE: "titel",
    Kind.HEADING: "kop",
    Kind.PARAGRAPH: "alinea",
    Kind.ITEM: "opsomming",
    Kind.QUOTE: "citaat",
    Kind.TABLE: "tabel",
    Kind.IMAGE: "afbeelding",
    Kind.FOOTNOTE: "voetnoot",
    Kind.NOTE: "notitie van de spreker",
    Kind.FURNITURE: "kop- of voettekst",
}
BODY = {Kind.PARAGRAPH, Kind.ITEM, Kind.QUOTE, Kind.TABLE, Kind.HEADING, Kind.TITLE, Kind.FOOTNOTE}
NO_HEADING = "Er stond geen rubriek boven."
BEFORE = "Dit stond vóór de eerste rubriek."
PICTURE = "Beelden komen niet in de tekst: kijk hun rechten na en geef ze een beschrijving."
SPOKEN = "Notities van de spreker staan niet op de dia. Kies een rubriek als ze in de fiche horen."


@dataclass
class Sorted:
    """The document in order."""

    title: str = ""
    title_sure: bool = True
    headings: dict[str, str] = field(default_factory=dict)
    pieces: list[Piece] = field(default_factory=list)
    blocks: dict[int, list[Block]] = field(default_factory=dict)  # piece number: what it is made of
    lines: list[Line] = field(default_factory=list)


def sort(document: Document, name: str, own: dict[int, str] | None = None) -> Sorted:
    """The title, the rubrieken and the rest of a document; `name` is that of its file, `own` what pages are known to be."""
    return _Sorter(document, name, own or {}).run()


class _Sorter:
    def __init__(self, document: Document, name: str, own: dict[int, str]) -> None:
        self.own = own
        self.blocks = [part for block in document.blocks for part in _unfolded(block)]
        self.document, self.name = document, name
        self.found = Sorted()
        self.rubriek = INTRO
        self.certain, self.reason = True, ""
        self.open: Piece | None = None
        self.notes: list[tuple[int, Block]] = []
        self.vocabulary = _vocabulary(self.blocks)

    def run(self) -> Sorted:
        at = self._find_title()
        for number, block in enumerate(self.blocks):
            if number == at:
                self._line(block, "titel", self.found.title_sure)
            else:
                self._take(block)
        self._place_what_came_first()
        for number, block in self.notes:
            self.found.blocks[number].append(block)
        for piece in self.found.pieces:
            blocks = self.found.blocks[piece.number]
            piece.html, piece.text = rich_text(blocks), "\n".join(block.text for block in blocks)
            piece.label = NAMES[Counter(block.kind for block in blocks).most_common(1)[0][0]]
        return self.found

    # -- the title -----------------------------------------------------------------------------------------------------
    def _find_title(self) -> int | None:
        """Where the title stands: what says that it is one, else the highest heading, else the first short line."""
        front: list[tuple[int, Block]] = []
        for number, block in enumerate(self.blocks):
            if block.kind in BODY and any(char.isalnum() for char in block.text):
                if self._announces(block) or (front and block.page != front[0][1].page):
                    break
                front.append((number, block))
            if len(front) > 8:
                break
        titles = [(0, number, block) for number, block in front if block.kind is Kind.TITLE]
        titles += [(block.level, number, block) for number, block in front if block.kind is Kind.HEADING]
        if not titles:
            titles = [(9, number, block) for number, block in front[:1] if _is_short(block)]
        if not titles:
            self._name_by_file()
            return None
        _level, number, block = min(titles, key=lambda one: one[:2])
        text = in_sentence_case(block.plain(), self.vocabulary)
        self.found.title, self.found.title_sure = text[:LONGEST_TITLE], len(text) <= LONGEST_TITLE
        return number if len(text) <= LONGEST_TITLE else None

    def _name_by_file(self) -> None:
        words = one_line(re.sub(r"[_\s-]+", " ", PurePath(self.name).stem))
        title = one_line(self.document.title) or words[:1].upper() + words[1:]
        self.found.title, self.found.title_sure = title[:LONGEST_TITLE], False

    # -- one block -----------------------------------------------------------------------------------------------------
    def _take(self, block: Block) -> None:
        if block.kind is Kind.FURNITURE:
            self._line(block, called(LEFT), True, "Dit staat op elke bladzijde of achteraan, en hoort niet bij de tekst.")
        elif block.kind in (Kind.IMAGE, Kind.NOTE):
            self._aside(block)
        elif block.kind is Kind.FOOTNOTE:
            self._footnote(block)
        elif self._is_title_again(block) or self._is_running_head(block):
            self._line(block, "titel", True, "De titel staat hier nog eens.")
        elif (split := self._opening(block)) is not None:
            self._open_rubriek(replace(block, runs=split[0]))
            if split[1]:
                self._put(replace(block, runs=split[1], kind=Kind.PARAGRAPH if block.kind is Kind.HEADING else block.kind))
        elif block.kind in (Kind.HEADING, Kind.TITLE):
            text = in_sentence_case(block.plain(), self.vocabulary)
            runs = (Run(text),) if text != block.plain() else block.runs
            self._put(replace(block, kind=Kind.HEADING, runs=runs), "een eigen kop")
        else:
            self._put(block)

    def _is_title_again(self, block: Block) -> bool:
        """An item of a list, or what stands on a slide of ours, says the same words for a reason of its own."""
        same = fold(block.plain()) == fold(self.found.title)
        return same and block.kind is not Kind.ITEM and block.page not in self.own

    def _is_running_head(self, block: Block) -> bool:
        """The beginning of the title above the title itself: a head on the only page."""
        words = fold(block.plain())
        return not self.found.lines and len(words) > 3 and fold(self.found.title).startswith(f"{words}:")

    def _announces(self, block: Block) -> bool:
        return self._opening(block) is not None

    def _opening(self, block: Block) -> tuple[tuple[Run, ...], tuple[Run, ...]] | None:
        """The heading of a rubriek at the beginning of this block, and what follows it; None when there is none."""
        if block.page in self.own:
            return (block.runs, ()) if block.kind is Kind.HEADING and block.level == 1 else None
        if block.kind in (Kind.HEADING, Kind.TITLE):
            return (block.runs, ()) if announced(block.plain()) else None
        if block.kind is not Kind.PARAGRAPH:
            return None
        if is_announcement(block.plain()) and not block.text.rstrip().endswith("."):
            return block.runs, ()
        lines = lines_of(block)
        if len(lines) > 1 and is_announcement("".join(run.text for run in lines[0])):
            return lines[0], _together(lines[1:])
        return _by_sentence(block) or _by_bold(block)

    def _open_rubriek(self, block: Block) -> None:
        found = Announced(self.own[block.page]) if block.page in self.own else announced(block.plain())
        assert found is not None
        rubriek = found.place
        again = rubriek in self.found.headings or any(piece.rubriek == rubriek for piece in self.found.pieces)
        self.rubriek, self.certain = rubriek, found.sure
        self.reason = "" if found.sure else f"De kop “{block.plain()}” leek op deze rubriek."
        self.open = None
        text = in_sentence_case(stripped(block.plain()), self.vocabulary)
        if rubriek in LISTS:
            pass  # a field of the fiche has no heading of its own
        elif is_usual(text, rubriek):
            self.found.headings.setdefault(rubriek, "")
        elif not again and len(text) <= LONGEST_HEADING:
            self.found.headings[rubriek] = text
        elif fold(text) != fold(self.found.headings.get(rubriek, "")) and rubriek != Rubriek.SOURCES:
            self._put(replace(block, kind=Kind.HEADING, runs=(Run(text),)), "een eigen kop")
            return
        self._line(block, f"kop van “{called(rubriek)}”", found.sure, self.reason)

    def _put(self, block: Block, place: str = "") -> None:
        """The block goes with what stands in the same rubriek on the same page."""
        if self.open is None or self.open.rubriek != self.rubriek or self.open.page != block.page:
            self.open = self._piece(self.rubriek, block.page, self.certain, self.reason)
        self.found.blocks[self.open.number].append(block)
        self._line(block, place or called(self.rubriek), self.certain, self.reason, self.open.number)

    def _piece(self, rubriek: str, page: int, sure: bool, why: str) -> Piece:
        piece = Piece(len(self.found.pieces) + 1, rubriek, page=page, sure=sure, why=why)
        self.found.pieces.append(piece)
        self.found.blocks[piece.number] = []
        return piece

    def _aside(self, block: Block) -> None:
        """A piece that is not taken over, unless an editor says so."""
        if block.kind is Kind.IMAGE or not block.runs:
            self._line(block, called(LEFT), False, PICTURE if block.kind is Kind.IMAGE else SPOKEN)
            return
        last = self.found.pieces[-1] if self.found.pieces else None
        if last is None or last.why != SPOKEN or last.page != block.page:
            last = self._piece(LEFT, block.page, False, SPOKEN)
        self.found.blocks[last.number].append(replace(block, kind=Kind.PARAGRAPH))
        self._line(block, called(LEFT), False, SPOKEN, last.number)

    def _footnote(self, block: Block) -> None:
        """Below the text that names it, when that is all there."""
        number = re.match(r"\[\d+\]", block.text)
        for piece in reversed(self.found.pieces):
            named = any(number and number[0] in other.text for other in self.found.blocks[piece.number])
            if named and piece.rubriek != LEFT:
                self.notes.append((piece.number, block))
                self._line(block, called(piece.rubriek), True, "", piece.number)
                return
        self._put(block)

    # -- what came before ----------------------------------------------------------------------------------------------
    def _place_what_came_first(self) -> None:
        """A short text above the first rubriek is the standfirst; anything else goes to the first rubriek, to be looked at."""
        first = [piece for piece in self.found.pieces if piece.rubriek == INTRO]
        alone = [block for piece in first for block in self.found.blocks[piece.number]]
        short = len(alone) == 1 and alone[0].kind is Kind.PARAGRAPH and len(alone[0].plain()) <= LONGEST_INTRO
        rubriek = INTRO if short and self.rubriek != INTRO else str(Rubriek.MEANING)
        why = BEFORE if self.rubriek != INTRO else NO_HEADING
        for piece in first:
            piece.rubriek, piece.sure, piece.why = rubriek, False, why
        for line in self.found.lines:
            if line.place == called(INTRO):
                line.place, line.sure, line.why = called(rubriek), False, why

    def _line(self, block: Block, place: str, sure: bool, why: str = "", piece: int = 0) -> None:
        self.found.lines.append(Line(block.page, NAMES[block.kind], block.text, place, sure, why, piece))


def _unfolded(block: Block) -> Iterator[Block]:
    """A table that holds the rubrieken of the fiche, heading left and text right, is no table."""
    heads = [" ".join(part.plain() for part in row[0]) for row in block.rows if row]
    known = [head for head in heads if announced(head)]
    if len(known) < 2 or len(known) < len(heads) / 2 or any(len(row) < 2 for row in block.rows):
        yield block
        return
    for row, head in zip(block.rows, heads, strict=True):
        if head:
            yield Block(Kind.HEADING, (Run(head),), level=2, page=block.page)
        for cell in row[1:]:
            yield from cell


def _vocabulary(blocks: list[Block]) -> dict[str, str]:
    """Each word as the running text writes it inside a sentence: small where it can be, else as it is most often."""
    forms: dict[str, Counter[str]] = {}
    for block in blocks:
        text = block.plain()
        if block.kind in BODY and text != text.upper():
            for place, word in enumerate(re.findall(r"\S+", text)):
                form = word.strip("“”‘’\"'(),.;:") if not word.endswith("!?") else word[:-1]
                if place and form:
                    forms.setdefault(form.casefold(), Counter())[form] += 1
    best = {word: word if word in some else some.most_common(1)[0][0] for word, some in forms.items()}
    signs = {f"{word}{sign}": f"{form}{sign}" for word, form in best.items() for sign in "?!:,"}
    return {**signs, **best}


def _is_short(block: Block) -> bool:
    text = block.plain()
    return block.kind is Kind.PARAGRAPH and 2 < len(text) <= 120 and not text.endswith((".", ";", ",")) and "http" not in text


def _together(lines: list[tuple[Run, ...]]) -> tuple[Run, ...]:
    return tidy(run for place, line in enumerate(lines) for run in (*([Run("\n")] if place else []), *line))


def _by_sentence(block: Block) -> tuple[tuple[Run, ...], tuple[Run, ...]] | None:
    """“Wat betekent dat? Leerlingen leren …”: the question is the heading."""
    found = re.match(r"[^.?!:\n]{6,90}[?:](?=\s)", block.text)
    if not found or not is_announcement(found[0]):
        return None
    return _cut(block.runs, found.end())


def _by_bold(block: Block) -> tuple[tuple[Run, ...], tuple[Run, ...]] | None:
    """A heading in bold with the text right behind it."""
    bold = block.runs[0] if block.runs and block.runs[0].bold else None
    if bold is None or len(block.runs) < 2 or not is_announcement(bold.text):
        return None
    return _cut(block.runs, len(bold.text))


def _cut(runs: tuple[Run, ...], length: int) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """The runs in two, after so many characters."""
    before, after = [], []
    for run in runs:
        taken = min(max(length, 0), len(run.text))
        before.append(replace(run, text=run.text[:taken]))
        after.append(replace(run, text=run.text[taken:]))
        length -= len(run.text)
    return tidy(before), tidy(after)
