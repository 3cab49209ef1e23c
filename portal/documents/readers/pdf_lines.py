"""The characters on a page -> lines: words with their style and links, columns apart."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from portal.documents.blocks import Run
from portal.documents.readers.plain_text import BULLET

SPACE = 0.16  # of the size: white that is a space
COLUMN = 1.6  # of the size: white between two columns
RAISED = 0.8  # of the size of the line: small letters above or below it
BOLD = re.compile(r"bold|black|heavy|semibold|demi|[-,]b(?:d|old)?$", re.IGNORECASE)
ITALIC = re.compile(r"italic|oblique|kursiv|[-,]it?$", re.IGNORECASE)
LABEL = re.compile(r"(?:[•◦▪‣·●○■□➢►✓→*–—-]|[\uf000-\uf0ff]|\d{1,2}[.)]|[a-z]\)|o)\s*")
RAISED_OPEN, RAISED_CLOSE = "\ue010", "\ue011"  # around a small raised figure


@dataclass
class Line:
    """A stretch of one line, between two margins."""

    characters: list[dict[str, Any]]
    runs: list[Run] = field(default_factory=list)
    text: str = ""
    left: float = 0.0
    right: float = 0.0
    top: float = 0.0
    bottom: float = 0.0
    baseline: float = 0.0
    size: float = 0.0

    def __post_init__(self) -> None:
        seen = [char for char in self.characters if char["text"].strip()] or self.characters
        self.left, self.right = min(char["x0"] for char in seen), max(char["x1"] for char in seen)
        self.top, self.bottom = min(char["top"] for char in seen), max(char["bottom"] for char in seen)
        self.size = Counter(round(char["size"], 1) for char in seen).most_common(1)[0][0] or 1.0
        self.baseline = max(char["base"] for char in seen if abs(char["size"] - self.size) < 1)
        self.runs = _runs(self.characters, self.size)
        self.text = "".join(run.text for run in self.runs).strip()

    @property
    def bold(self) -> bool:
        return all(run.bold for run in self.runs if run.text.strip())

    @property
    def first_word(self) -> float:
        """How wide the first word is, about."""
        words = self.text.split(maxsplit=1)
        return (self.right - self.left) * len(words[0]) / max(len(self.text), 1) if words else 0.0

    def is_item(self) -> bool:
        return bool(BULLET.match(self.text)) or self.text[:2] in ("o ", "\uf0b7 ")


def lines_of(characters: list[dict[str, Any]]) -> list[Line]:
    """The lines of these characters from top to bottom."""
    rows = _with_raised(_rows(characters))
    return _with_bullets([line for row in rows for line in _segments(row) if line.text])


def _with_bullets(lines: list[Line]) -> list[Line]:
    """A bullet in letters of another size stands on a line of its own: it belongs to the line right of it."""
    kept = []
    for line in lines:
        host = _right_of(line, lines) if LABEL.fullmatch(line.text) else None
        if host is None:
            kept.append(line)
        else:
            host.runs, host.left = [Run(f"{line.text} "), *host.runs], line.left
            host.text = f"{line.text} {host.text}"
    return kept


def _right_of(label: Line, lines: list[Line]) -> Line | None:
    middle = (label.top + label.bottom) / 2
    near = [line for line in lines if line.top <= middle <= line.bottom and 0 <= line.left - label.right < 3 * line.size]
    return min(near, key=lambda line: line.left, default=None)


def _rows(characters: Iterable[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Letters on one baseline, from the left."""
    rows: list[list[dict[str, Any]]] = []
    at = 0.0
    for char in sorted(characters, key=itemgetter("base")):
        if not rows or char["base"] - at > max(0.12 * char["size"], 0.8):
            rows.append([])
        at = char["base"]
        rows[-1].append(char)
    return [sorted(row, key=itemgetter("x0")) for row in rows]


def _with_raised(rows: list[list[dict[str, Any]]]) -> list[list[dict[str, Any]]]:
    """Small raised letters (a 2e druk, a note number) taken into the line that they belong to."""
    kept: list[list[dict[str, Any]]] = []
    for row in rows:
        before = kept[-1] if kept else None
        if before is not None and (host := _host(before, row)) is not None:
            small = row if host is before else before
            kept[-1] = sorted([*host, *_as_notes(small)], key=itemgetter("x0"))
        else:
            kept.append(row)
    return kept


def _as_notes(small: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Small raised figures may be the number of a note; that is decided when the notes of the page are known."""
    if not all(char["text"].isdigit() for char in small if char["text"].strip()):
        return small
    return [{**char, "text": f"{RAISED_OPEN}{char['text']}{RAISED_CLOSE}"} if char["text"].strip() else char for char in small]


def _host(one: list[dict[str, Any]], other: list[dict[str, Any]]) -> list[dict[str, Any]] | None:
    """Which of two neighbouring rows has room for the other, a few small letters; None when they are two lines."""
    large, small = (one, other) if max(c["size"] for c in one) >= max(c["size"] for c in other) else (other, one)
    size = max(char["size"] for char in large)
    words = [char for char in small if char["text"].strip()]
    if not words or len(words) > 12 or max(char["size"] for char in words) > RAISED * size:
        return None
    if abs(large[0]["base"] - words[0]["base"]) > 0.6 * size:
        return None
    touches = any(abs(char["x1"] - words[0]["x0"]) < 0.5 * size for char in large)
    return large if touches else None


def _segments(row: list[dict[str, Any]]) -> list[Line]:
    """A row cut where the white is as wide as that between columns; a bullet stays with its text."""
    parts: list[list[dict[str, Any]]] = [[]]
    right = None
    for char in _once(row):
        if not char["text"].strip():
            if parts[-1]:
                parts[-1].append(char)
            continue
        if right is not None and char["x0"] - right > COLUMN * char["size"]:
            label = "".join(one["text"] for one in parts[-1]).strip()
            if not LABEL.fullmatch(label):
                parts.append([])
            else:
                parts[-1].append({**char, "text": " ", "x0": right, "x1": char["x0"]})
        parts[-1].append(char)
        right = char["x1"]
    return [Line(part) for part in parts if any(char["text"].strip() for char in part)]


def _once(row: list[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """Each letter once: some programs make letters bold, or shadowed, by drawing them twice."""
    last: list[dict[str, Any]] = []
    for char in row:
        double = any(
            one["text"] == char["text"] and abs(one["x0"] - char["x0"]) < 0.12 * char["size"] and char["text"].strip()
            for one in last[-2:]
        )
        if not double:
            yield char
            last.append(char)


def _runs(characters: list[dict[str, Any]], size: float) -> list[Run]:
    """The words of a line in their styles, with the spaces that only their places tell."""
    runs: list[Run] = []
    right = None
    for char in characters:
        text = char["text"]
        if text.startswith("(cid:"):
            text = ""
        apart = right is not None and char["x0"] - right > SPACE * size and text.strip()
        font = char["fontname"].rpartition("+")[2]
        style = Run("", bool(BOLD.search(font)), bool(ITALIC.search(font)), char.get("link", ""))
        if apart and runs and not runs[-1].text.endswith(" "):
            runs.append(Run(" ", style.bold, style.italic, style.link if runs[-1].link == style.link else ""))
        runs.append(Run(text, style.bold, style.italic, style.link))
        if text.strip():
            right = char["x1"]
    return runs
