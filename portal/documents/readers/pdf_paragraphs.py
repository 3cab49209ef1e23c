"""Lines of a page -> paragraphs, headings and lists, by how they are set."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from portal.documents.blocks import Block, Kind, Run, tidy
from portal.documents.readers.mending import Mender
from portal.documents.readers.pdf_lines import RAISED_CLOSE, RAISED_OPEN, Line
from portal.documents.readers.plain_text import BULLET

LONGEST_HEADING = 160
ENDS = (".", ":", ";", "?", "!", "…", "”", ")", "’")
NOTE = re.compile(rf"(?:{RAISED_OPEN}\d{RAISED_CLOSE}|\d)+\s*(?=\S)")
RAISED = re.compile(rf"(?:{RAISED_OPEN}\d{RAISED_CLOSE})+")
LEADS = re.compile(r"(?::|\b(?:op|via|zie|naar|van|website|link|from|at|in|doi))$", re.IGNORECASE)
NO_HEADING = re.compile(
    r"https?://|www\.|\((?:\d{4}|z\.\s?d\.|in druk)", re.IGNORECASE
)  # an address, or an entry of a list of sources
O_BULLET = re.compile(r"o\s+(?=\S)")


@dataclass
class Setting:
    """How the body of this document is set."""

    body: float  # size of the letters
    large: list[float]  # sizes of headings, the largest first
    leading: float  # from line to line, as part of the size
    mender: Mender

    def heading_level(self, size: float) -> int:
        """1 for the largest letters; 0 for those of the body."""
        place = sum(1 for other in self.large if other > round(size * 2) / 2)
        return min(place + 1, 4) if size >= self.body * 1.15 else 0

    def over_pages(self, blocks: list[Block]) -> list[Block]:
        """A paragraph that a page cut in two is one again."""
        kept: list[Block] = []
        for block in blocks:
            before = next((one for one in reversed(kept[-9:]) if one.kind not in (Kind.FURNITURE, Kind.FOOTNOTE)), None)
            if before is not None and block.page == before.page + 1 and _goes_on(before, block):
                place = len(kept) - 1 - next(i for i, one in enumerate(reversed(kept)) if one is before)
                kept[place] = replace(before, runs=join(before.runs, block.runs, self.mender))
            else:
                kept.append(block)
        return kept


def _goes_on(before: Block, block: Block) -> bool:
    kinds = before.kind in (Kind.PARAGRAPH, Kind.ITEM) and block.kind is Kind.PARAGRAPH
    text = block.plain()
    return kinds and not before.plain().endswith(ENDS) and text[:1].islower() and len(before.plain()) > 40


def join(runs: tuple[Run, ...], more: tuple[Run, ...], mender: Mender) -> tuple[Run, ...]:
    """The runs with those of the next line behind them, a broken word or address mended."""
    if not runs or not more:
        return runs + more
    text, line = "".join(run.text for run in runs), "".join(run.text for run in more)
    whole = mender.joined(text, line)
    if whole == f"{text} {line}":
        return tidy([*runs, Run(" ", link=runs[-1].link if runs[-1].link == more[0].link else ""), *more])
    if whole == text[:-1] + line:
        return tidy([*runs[:-1], replace(runs[-1], text=runs[-1].text[:-1]), *more])
    return tidy([*runs, *more])


def with_notes(blocks: list[Block]) -> list[Block]:
    """The blocks of one page, with raised figures as the numbers of its notes; without notes they are figures."""
    numbers = {_digits(found[0]) for block in blocks if block.kind is Kind.FOOTNOTE and (found := NOTE.match(block.text))}
    return [replace(block, runs=tidy(_numbered(block, numbers))) if block.runs else block for block in blocks]


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _numbered(block: Block, numbers: set[str]) -> Iterator[Run]:
    """A note begins with its number between brackets, and so it is named in the text."""
    for place, run in enumerate(block.runs):
        text = run.text
        if place == 0 and block.kind is Kind.FOOTNOTE and (found := NOTE.match(text)):
            text = f"[{_digits(found[0])}] {text[found.end() :]}"
        for raised in RAISED.findall(text):
            number = _digits(raised)
            text = text.replace(raised, f" [{number}]" if number in numbers else number, 1)
        yield replace(run, text=text)


class Paragraphs:
    """Takes the lines of one page in reading order, and says which blocks they are."""

    def __init__(self, setting: Setting, page: int, lines: list[Line]) -> None:
        self.setting, self.page = setting, page
        self.blocks: list[Block] = []
        self.lines: list[Line] = []
        self.indents: list[float] = []
        self.rights = [line.right for line in lines]
        self.all = lines

    def take(self, line: Line) -> None:
        if self.lines and not self._belongs(line):
            self.end()
        self.lines.append(line)

    def _belongs(self, line: Line) -> bool:
        """Whether a line goes on where the one before it stopped."""
        before, first = self.lines[-1], self.lines[0]
        pitch = (line.baseline - before.baseline) / max(before.size, 1)
        if not 0.5 < pitch <= max(self.setting.leading * 1.22, 1.32) or abs(line.size - before.size) > 0.08 * before.size:
            return False
        if line.is_item() or _beside(before, line):
            return False
        level = self.setting.heading_level(line.size)
        if level and not first.is_item() and self._is_short():
            return True
        if first.bold != line.bold and before.bold != line.bold and len(before.runs) and not _mixed(before, line):
            return False
        if self._addresses_apart(before, line):
            return False
        if len(self.lines) > 1 and not first.is_item() and line.left > before.left + 0.8 * line.size:
            return False  # an indent opens a paragraph
        if line.left < first.left - 0.8 * line.size:
            return False  # a hanging line opens an entry
        return self._is_full(before, line)

    def _is_short(self) -> bool:
        return sum(len(line.text) for line in self.lines) < LONGEST_HEADING

    def _addresses_apart(self, before: Line, line: Line) -> bool:
        """An address on a line of its own stands alone, unless the sentence before it leads to it."""
        starts = line.text.lower().startswith(("http://", "https://", "www."))
        return starts and " " not in line.text and not LEADS.search(before.text)

    def _is_full(self, before: Line, line: Line) -> bool:
        """Whether the first word of this line had no room on the one before."""
        column = [other.right for other in self.all if _same_column(other, line)]
        edge = max(column, default=before.right)
        sure = sum(1 for right in column if right > edge - 2 * line.size) > 2  # a margin that several lines reach
        if not sure and before.text.endswith((".", "?", "!")) and line.text[:1].isupper():
            return False
        return before.right + line.first_word + 0.25 * line.size > edge - 0.6 * line.size

    def end(self) -> None:
        """The lines so far are a block."""
        if not self.lines:
            return
        lines, self.lines = self.lines, []
        runs: tuple[Run, ...] = ()
        for line in lines:
            runs = join(runs, tidy(line.runs), self.setting.mender)
        if runs:
            self.blocks.append(self._block(lines, runs))

    def _block(self, lines: list[Line], runs: tuple[Run, ...]) -> Block:
        text = "".join(run.text for run in runs)
        level = self.setting.heading_level(lines[0].size)
        if lines[0].is_item() and (bullet := BULLET.match(text) or O_BULLET.match(text)):
            ordered = bullet.re is BULLET and bool(bullet["number"])
            if not (ordered and level):
                return Block(
                    Kind.ITEM, _without(runs, bullet.end()), level=self._level(lines[0].left), page=self.page, ordered=ordered
                )
        self.indents = []
        if level and len(text) <= LONGEST_HEADING and not NO_HEADING.search(text) and not (text.endswith(".") and len(text) > 60):
            return Block(Kind.HEADING, tidy(replace(run, bold=False) for run in runs), level=level, page=self.page)
        if NOTE.match(text) and lines[0].size < self.setting.body * 0.96 and len(self.blocks) > 0:
            return Block(Kind.FOOTNOTE, runs, page=self.page)
        plain = " ".join(text.split())
        if all(line.bold for line in lines) and len(plain) <= 100 and not plain.endswith((".", ",", ";")):
            return Block(Kind.HEADING, tidy(replace(run, bold=False) for run in runs), level=5, page=self.page)
        return Block(Kind.PARAGRAPH, runs, page=self.page)

    def _level(self, left: float) -> int:
        """How deep a bullet stands among those above it."""
        self.indents = [known for known in self.indents if known < left - 4]
        self.indents.append(left)
        return min(len(self.indents) - 1, 8)


def _beside(before: Line, line: Line) -> bool:
    return line.left > before.right or line.right < before.left


def _same_column(other: Line, line: Line) -> bool:
    return (
        other.left < line.right and other.right > line.left and abs(other.size - line.size) < 0.5 and other.left < line.left + 60
    )


def _mixed(before: Line, line: Line) -> bool:
    """Emphasis that runs over the end of a line, and not a bold line above a plain one."""
    styles = {run.bold for run in (*before.runs, *line.runs) if run.text.strip()}
    return len(styles) > 1 and not (before.bold or line.bold)


def _without(runs: tuple[Run, ...], length: int) -> tuple[Run, ...]:
    """The runs without their first characters: a bullet."""
    kept = []
    for run in runs:
        cut = min(length, len(run.text))
        length -= cut
        kept.append(replace(run, text=run.text[cut:]))
    return tidy(kept)
