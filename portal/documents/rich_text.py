"""Rich text as blocks: clean HTML in, plain lists and dicts out, for every format that a text leaves the house in.

A block is a dict with a `kind`:

    {"kind": "paragraph", "runs": [run, ...]}           also "heading"
    {"kind": "list", "ordered": False, "start": 1, "items": [[block, ...], ...]}
    {"kind": "quote", "blocks": [block, ...]}
    {"kind": "table", "columns": 2, "header": 1, "rows": [[cell, ...], ...]}

A run is {"text", "bold", "italic", "link"}; a link to another place in the same text begins with "#". A cell is {"blocks",
"across", "down"}: how many columns and rows it takes. Every place of a table is taken by exactly one cell.
"""

import re
from html.parser import HTMLParser
from typing import Any

Json = dict[str, Any]

DEEPEST = 6  # lists, quotes and tables inside each other; what is deeper stands at that depth
WIDEST = 12  # columns of a table
STYLES = {"strong": "bold", "b": "bold", "em": "italic", "i": "italic"}
SPACE = re.compile(r"[ \t\n\r\f\xa0]+")


def blocks(html: str) -> list[Json]:
    """What this clean HTML says, block by block."""
    reader = _Reader()
    reader.feed(html or "")
    reader.close()
    return reader.done()


def runs(html: str) -> list[Json]:
    """A text of one line, such as a reference: its runs alone."""
    return [run for block in blocks(html) for run in block.get("runs", ())]


def plain_run(text: str, **more: Any) -> Json:
    return {"text": text, "bold": False, "italic": False, "link": "", **more}


def text_of(found: list[Json]) -> str:
    """The text of these runs."""
    return "".join(run["text"] for run in found)


class _Reader(HTMLParser):
    """Keeps a stack of open elements, each with the list that its blocks go to."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.top: list[Json] = []
        self.open: list[tuple[str, Any]] = []  # (tag, what it fills): a list of blocks, a list block or a table block
        self.kind = "paragraph"
        self.runs: list[Json] = []
        self.styles: list[str] = []
        self.links: list[str] = []

    def done(self) -> list[Json]:
        self._flush()
        return _whole(self.top)

    # -- where blocks go -----------------------------------------------------------------------------------------------
    def _target(self) -> list[Json]:
        """Where a block goes now; what stands in a list or a table but in no item or cell goes to the last one, or a first."""
        if not self.open:
            return self.top
        tag, filled = self.open[-1]
        if tag == "list":
            filled["items"] = filled["items"] or [[]]
            return filled["items"][-1]
        if tag == "table":
            filled["rows"] = filled["rows"] or [[]]
            filled["rows"][-1] = filled["rows"][-1] or [_cell()]
            return filled["rows"][-1][-1]["blocks"]
        return filled

    def _back_to(self, wanted: str) -> Any:
        """The nearest of these that is open, now on top, unless a cell, item or quote of something else stands between."""
        for place, (tag, filled) in reversed([*enumerate(self.open)]):
            if tag == wanted:
                del self.open[place + 1 :]
                return filled
            if tag in ("li", "cell", "blockquote"):
                return None
        return None

    def _flush(self) -> None:
        found = _tidy(self.runs)
        if found:
            self._target().append({"kind": self.kind, "runs": found})
        self.runs, self.kind = [], "paragraph"

    def _close(self, tag: str) -> None:
        """Close the nearest open one of this name, and what was left open in it."""
        if any(name == tag for name, _filled in self.open):
            self._flush()
            while self.open and self.open.pop()[0] != tag:
                pass

    # -- what is read --------------------------------------------------------------------------------------------------
    def handle_data(self, data: str) -> None:
        link = self.links[-1] if self.links else ""
        self.runs.append({"text": data, "bold": "bold" in self.styles, "italic": "italic" in self.styles, "link": link})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag in STYLES:
            self.styles.append(STYLES[tag])
        elif tag == "a":
            self.links.append(said.get("href", "").strip())
        elif tag == "br":
            self.handle_data(" ")
        elif tag in ("p", "div") or re.fullmatch("h[1-6]", tag):
            self._flush()
            self.kind = "heading" if tag[0] == "h" and not self.open else "paragraph"
        else:
            self._open(tag, said)

    def _open(self, tag: str, said: dict[str, str]) -> None:
        deep = len([name for name, _filled in self.open if name in ("list", "blockquote", "table")]) >= DEEPEST
        if tag in ("ul", "ol") and not deep:
            self._flush()
            made = {"kind": "list", "ordered": tag == "ol", "start": _number(said.get("start", ""), 1, 9999), "items": []}
            self._target().append(made)
            self.open.append(("list", made))
        elif tag == "li":
            self._flush()
            if (found := self._back_to("list")) is not None:
                item: list[Json] = []
                found["items"].append(item)
                self.open.append(("li", item))
        elif tag == "blockquote" and not deep:
            self._flush()
            quote: Json = {"kind": "quote", "blocks": []}
            self._target().append(quote)
            self.open.append(("blockquote", quote["blocks"]))
        elif tag == "table" and not deep:
            self._flush()
            table: Json = {"kind": "table", "rows": []}
            self._target().append(table)
            self.open.append(("table", table))
        elif tag in ("tr", "td", "th"):
            self._open_in_table(tag, said)

    def _open_in_table(self, tag: str, said: dict[str, str]) -> None:
        self._flush()
        if (table := self._back_to("table")) is None:
            return
        if tag == "tr" or not table["rows"]:
            table["rows"].append([])
        if tag != "tr":
            across, down = (_number(said.get(name, ""), 1, WIDEST) for name in ("colspan", "rowspan"))
            cell = _cell(across=across, down=down, header=tag == "th")
            table["rows"][-1].append(cell)
            self.open.append(("cell", cell["blocks"]))

    def handle_endtag(self, tag: str) -> None:
        if tag in STYLES:
            if STYLES[tag] in self.styles:
                self.styles.remove(STYLES[tag])
        elif tag == "a":
            if self.links:
                self.links.pop()
        elif tag in ("p", "div") or re.fullmatch("h[1-6]", tag):
            self._flush()
        elif tag in ("ul", "ol"):
            self._close("list")
        elif tag in ("td", "th"):
            self._close("cell")
        elif tag in ("li", "blockquote"):
            self._close(tag)
        elif tag == "table":
            self._close(tag)


def _cell(*, across: int = 1, down: int = 1, header: bool = False) -> Json:
    return {"blocks": [], "across": across, "down": down, "header": header}


def _number(text: str, least: int, most: int) -> int:
    return max(least, min(most, int(text))) if re.fullmatch(r"\d{1,6}", text.strip()) else least


def _tidy(found: list[Json]) -> list[Json]:
    """The same text with single spaces, none at either end, in as few runs as there are styles."""
    kept: list[Json] = []
    for run in found:
        text = SPACE.sub(" ", run["text"])
        if not kept or kept[-1]["text"].endswith(" "):
            text = text.lstrip(" ")
        if not text:
            continue
        if kept and all(kept[-1][name] == run[name] for name in ("bold", "italic", "link")):
            kept[-1]["text"] += text
        else:
            kept.append({**run, "text": text})
    while kept and not (last := kept[-1]["text"].rstrip(" ")):
        kept.pop()
    if kept:
        kept[-1]["text"] = last
    return kept


def _whole(found: list[Json]) -> list[Json]:
    """The same blocks with every table squared, without lists, quotes and tables that say nothing."""
    kept: list[Json] = []
    for block in found:
        if block["kind"] == "list":
            block["items"] = [item for item in map(_whole, block["items"]) if item]
        elif block["kind"] == "quote":
            block["blocks"] = _whole(block["blocks"])
        elif block["kind"] == "table":
            for cell in (cell for row in block["rows"] for cell in row):
                cell["blocks"] = _whole(cell["blocks"])
            _square(block)
        if any(block.get(part) for part in ("runs", "items", "blocks", "columns")):
            kept.append(block)
    return kept


def _square(table: Json) -> None:
    """Every place of the table gets exactly one cell; no cell reaches beyond it. `header`: rows at the top that name columns."""
    written = [row for row in table["rows"] if row]
    taken: set[tuple[int, int]] = set()
    rows: list[list[tuple[int, Json]]] = []
    for y, cells in enumerate(written):
        placed, x = [], 0
        for cell in cells:
            while (y, x) in taken:
                x += 1
            cell["down"] = min(cell["down"], len(written) - y)
            while cell["across"] > 1 and any((y, x + dx) in taken for dx in range(cell["across"])):
                cell["across"] -= 1
            taken |= {(y + dy, x + dx) for dy in range(cell["down"]) for dx in range(cell["across"])}
            placed.append((x, cell))
            x += cell["across"]
        rows.append(placed)
    columns = max((x + 1 for _y, x in taken), default=0)
    for y, placed in enumerate(rows):
        hollow = [x for x in range(columns) if (y, x) not in taken]
        placed += [(x, _cell()) for x in hollow]
    header = 0
    while header < len(rows) - 1 and all(cell["header"] and cell["down"] == 1 for _x, cell in rows[header]):
        header += 1
    table |= {"columns": columns, "header": header}
    table["rows"] = [[cell for _x, cell in sorted(placed, key=lambda one: one[0])] for placed in rows]
