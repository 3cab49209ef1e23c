"""A list of sessions that was pasted from elsewhere: one on a line, “Titel | Sprekers | Zaal | Plaatsen”."""

import re
from collections.abc import Iterator

BULLET = re.compile(r"^[\s•*–—-]+(?=\S)")
LEADING_NUMBER = re.compile(r"^([0-9]{1,3})[.)]\s+(?=\S)")


def pasted(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The sessions in a pasted list, with the number of their line: “Titel | Sprekers | Zaal | Plaatsen”, also with tabs."""
    for number, line in enumerate(text.splitlines(), 1):
        cells = [" ".join(cell.split()) for cell in re.split(r"[\t|]", line)]
        if not any(cells):
            continue
        row = dict.fromkeys(("number", "title", "speakers", "new_room", "capacity"), "")
        if len(cells) > 1 and re.fullmatch(r"[0-9]{1,4}", cells[0]):
            row["number"] = cells.pop(0)
        cells[0] = BULLET.sub("", cells[0])
        if not row["number"] and (found := LEADING_NUMBER.match(cells[0])):
            row["number"], cells[0] = found[1], cells[0][found.end() :]
        while len(cells) > 1 and not cells[-1]:
            cells.pop()
        names = ("title", "speakers", "new_room", "capacity")
        yield number, {**row, **dict(zip(names, cells, strict=False)), "extra": " | ".join(cells[4:])}
