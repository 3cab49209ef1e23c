"""Dividing a rubriek over slides: what stays together, and what fits on one. Plain values in and out; no slides here.

A piece is a paragraph on a slide: {"runs", "level", "bullet", "number", "role"} with `bullet` "", "item" or "ordered", and `role`
"heading", "quote" or "". A run "\n" is a new line within it. Pieces that belong together are a group; a group that stands on its
own slide is a table.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from math import ceil
from typing import Any

Json = dict[str, Any]

SIZES = (20, 18, 16, 14)  # points: as large as fits; a text is divided so that each slide can have the first
LARGER = (28, 24)  # for what is short
FULL = 0.94  # of the height of the text
SENTENCE = re.compile(r"(?<=[.!?…])[”’\"')\]]*\s+")
LONGEST_WORD = 60  # characters; a longer one is broken by the program that shows it


@dataclass(frozen=True)
class Room:
    """The text of a slide: points wide and high."""

    width: float
    height: float

    def lines(self, piece: Json, size: int) -> float:
        """How many lines this takes; the space below it counts for a third."""
        across = max(10.0, (self.width - 27 * piece["level"] - 20) / (0.5 * size))
        words = text(piece["runs"])
        forced = sum(len(word) // LONGEST_WORD for word in words.split())
        return sum(max(1, ceil(len(line) / across)) for line in words.split("\n")) + forced * 0.5 + 0.35

    def holds(self, size: int) -> float:
        return self.height * FULL / (1.22 * size)


@dataclass
class Page:
    """One slide of a rubriek."""

    size: int = SIZES[0]
    pieces: list[Json] = field(default_factory=list)
    table: Json | None = None


@dataclass(frozen=True)
class Group:
    """What is not divided over two slides, as far as possible. `leads` belongs with what follows: a heading."""

    pieces: tuple[Json, ...] = ()
    table: Json | None = None
    leads: bool = False


def text(runs: list[Json]) -> str:
    return "".join(run["text"] for run in runs)


def piece(runs: list[Json], level: int = 0, bullet: str = "", number: int = 0, role: str = "") -> Json:
    return {"runs": runs, "level": min(level, 4), "bullet": bullet, "number": number, "role": role}


def heading(runs: list[Json], level: int = 0) -> Json:
    return piece([{**run, "bold": True} for run in runs], level, role="heading")


def groups(blocks: list[Json], level: int = 0) -> Iterator[Group]:
    """Rich text as groups: a paragraph, an item with what hangs from it, a heading, a table."""
    for block in blocks:
        if block["kind"] == "heading":
            yield Group((heading(block["runs"], level),), leads=True)
        elif block["kind"] == "paragraph":
            yield Group((piece(block["runs"], level),))
        elif block["kind"] == "quote":
            for group in groups(block["blocks"], level):
                yield replace(group, pieces=tuple(_quoted(one) for one in group.pieces))
        elif block["kind"] == "table":
            yield Group(table=block)
        else:
            for number, item in enumerate(block["items"], block["start"]):
                yield from _item(item, level, "ordered" if block["ordered"] else "item", number)


def _quoted(one: Json) -> Json:
    slanted = [{**run, "italic": True} for run in one["runs"]]
    return {**one, "runs": slanted, "role": one["role"] or ("" if one["bullet"] else "quote")}


def _item(blocks: list[Json], level: int, bullet: str, number: int) -> Iterator[Group]:
    """An item is one paragraph: what else it says goes on new lines of it, until something hangs from it."""
    pieces: list[Json] = []
    for block in blocks:
        if block["kind"] in ("paragraph", "heading"):
            runs = [{**run, "bold": True} for run in block["runs"]] if block["kind"] == "heading" else block["runs"]
            if len(pieces) == 1 and pieces[0]["bullet"]:
                pieces[0]["runs"] = [*pieces[0]["runs"], {**runs[0], "text": "\n", "link": ""}, *runs]
            else:
                pieces.append(piece(runs, level, "" if pieces else bullet, 0 if pieces else number))
            continue
        for group in groups([block], level + (block["kind"] == "list")):
            if group.table is None:
                pieces += group.pieces
            else:
                yield Group(tuple(pieces))
                yield group
                pieces = []
    if pieces:
        yield Group(tuple(pieces))


def pages(found: list[Group], room: Room) -> list[Page]:
    """The slides that hold these groups, in order; each with letters as large as its longest group allows."""
    done: list[Page] = []
    current: list[Group] = []
    for group in _fitting(found, room):
        if group.table is not None:
            done += _written(current, room)
            done += _tables(group.table, room)
            current = []
        elif current and _lines([*current, group], room, SIZES[0]) > room.holds(SIZES[0]):
            carried = [current.pop()] if current[-1].leads and len(current) > 1 else []
            done += _written(current, room)
            current = [*carried, group]
        else:
            current.append(group)
    return [*done, *_written(current, room)]


def _lines(found: list[Group], room: Room, size: int) -> float:
    return sum(room.lines(one, size) for group in found for one in group.pieces)


def _written(found: list[Group], room: Room) -> list[Page]:
    if not found:
        return []
    size = next((size for size in (*LARGER, *SIZES) if _lines(found, room, size) <= room.holds(size)), SIZES[-1])
    return [Page(size, [one for group in found for one in group.pieces])]


def _fitting(found: list[Group], room: Room) -> Iterator[Group]:
    """The same groups; one that fits on no slide is divided: between its pieces, and a long text between its sentences."""
    smallest = SIZES[-1]
    for group in found:
        if group.table is not None or _lines([group], room, smallest) <= room.holds(smallest):
            yield group
            continue
        taken: list[Json] = []
        for one in (part for long in group.pieces for part in _divided(long, room)):
            if taken and _lines([Group((*taken, one))], room, smallest) > room.holds(smallest):
                yield Group(tuple(taken))
                taken = []
            taken.append(one)
        yield Group(tuple(taken))


def _divided(one: Json, room: Room) -> Iterator[Json]:
    """A paragraph that is longer than a slide, in parts that end with a sentence, or else with a word."""
    if room.lines(one, SIZES[-1]) <= room.holds(SIZES[-1]):
        yield one
        return
    most = int(room.holds(SIZES[-1]) * room.width / (0.5 * SIZES[-1]) * 0.7)
    words = text(one["runs"])
    ends = [found.end() for found in SENTENCE.finditer(words)] + [len(words)]
    start = 0
    while start < len(words):
        within = [end for end in ends if start < end <= start + most]
        end = within[-1] if within else (words.rfind(" ", start, start + most) + 1 or start + most)
        if end <= start:
            end = start + most
        yield {**one, "runs": cut(one["runs"], start, end), "bullet": one["bullet"] if start == 0 else ""}
        start = end


def cut(runs: list[Json], start: int, end: int) -> list[Json]:
    """The runs between two places in their text."""
    kept, place = [], 0
    for run in runs:
        said = run["text"][max(0, start - place) : max(0, end - place)]
        if said:
            kept.append({**run, "text": said})
        place += len(run["text"])
    return kept


def _tables(table: Json, room: Room) -> Iterator[Page]:
    """A table on slides of its own; the rows that name its columns stand on each. Cells that reach over rows stay together."""
    top, rest = table["rows"][: table["header"]], table["rows"][table["header"] :]
    across = max(6.0, room.width / max(1, table["columns"]) / (0.52 * 14))
    taken: list[list[Json]] = []
    used, open_rows = 0.0, 0
    for row in rest:
        lines = max((_cell_lines(cell, across) for cell in row), default=1.0)
        if taken and not open_rows and used + lines > room.holds(14) - 2 * len(top):
            yield Page(14, table={**table, "rows": [*top, *taken]})
            taken, used = [], 0.0
        taken.append(row)
        used += lines
        open_rows = max([open_rows, *(cell["down"] for cell in row)]) - 1
    yield Page(14, table={**table, "rows": [*top, *taken]})


def _cell_lines(cell: Json, across: float) -> float:
    pieces = [one for group in groups(cell["blocks"]) for one in group.pieces]
    return sum(ceil(max(1, len(text(one["runs"]))) / (across * cell["across"])) for one in pieces) + 0.6
