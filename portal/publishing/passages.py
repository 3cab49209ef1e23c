"""Rich text as the passages that a reader sees: paragraphs, headings, list items, rows of tables; with their markup. Pure."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from portal.publishing.words import pieces

BOLD, ITALIC = "vet", "cursief"  # a link is its address
EMPHASIS = {"strong": BOLD, "b": BOLD, "em": ITALIC, "i": ITALIC}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
LISTS, CELLS = {"ul", "ol"}, {"td", "th"}
ENDS = HEADINGS | LISTS | {"p", "li", "blockquote", "tr", "table", "div"}  # where one passage ends and another begins
CELL_END = " | "


@dataclass
class Passage:
    """One paragraph, heading, list item or row: its words, and what markup each of them has."""

    kind: str
    words: list[str]
    markup: list[frozenset] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.words).strip()


class _Reader(HTMLParser):
    """Reads whatever it is given; what was never closed ends with the text."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found: list[Passage] = []
        self.open: list[str] = []
        self.marked: list[tuple[str, frozenset]] = []  # the element, and all the markup inside it
        self.runs: list[tuple[str, frozenset]] = []

    def handle_starttag(self, tag, attrs):
        if tag in CELLS or tag == "br":
            self.runs.append((CELL_END if tag in CELLS and self._text() else " ", frozenset()))
        if tag in ENDS and not ("tr" in self.open and tag != "tr"):
            self.end()
        if tag in ENDS:
            self.open.append(tag)
        elif tag in EMPHASIS:
            self.marked.append((tag, self._markup() | {EMPHASIS[tag]}))
        elif tag == "a" and (address := dict(attrs).get("href")):
            without = {mark for mark in self._markup() if not mark.startswith("link:")}
            self.marked.append((tag, frozenset({*without, f"link:{address}"})))

    def handle_endtag(self, tag):
        if tag in ENDS and tag in self.open:
            if tag == "tr" or "tr" not in self.open:
                self.end()
            while self.open.pop() != tag:
                pass
        for place in range(len(self.marked) - 1, -1, -1):
            if self.marked[place][0] == tag:
                del self.marked[place]
                break

    def handle_data(self, data):
        self.runs.append((data, self._markup()))

    def parse_marked_section(self, i, report=1):
        """What looks like a declaration is nothing to read; Python's own reader stops at it."""
        return self.parse_bogus_comment(i)

    def _markup(self) -> frozenset:
        return self.marked[-1][1] if self.marked else frozenset()

    def _text(self) -> str:
        return "".join(text for text, _markup in self.runs).strip()

    def kind(self) -> str:
        if "tr" in self.open:
            return "row"
        if lists := [tag for tag in self.open if tag in LISTS]:
            return "item" if lists[-1] == "ul" else "step"
        if any(tag in HEADINGS for tag in self.open):
            return "heading"
        return "quote" if "blockquote" in self.open else "paragraph"

    def end(self):
        words, markup = _words(self.runs)
        if words:
            self.found.append(Passage(self.kind(), words, markup))
        self.runs = []


def _words(runs) -> tuple[list[str], list[frozenset]]:
    """The words of a passage, each with the markup that any of its letters has."""
    letters: list[str] = []
    marks: list[frozenset] = []
    for text, markup in runs:
        for letter in text:
            space = letter.isspace()
            if space and (not letters or letters[-1] == " "):
                continue
            letters.append(" " if space else letter)
            marks.append(markup)
    words = pieces("".join(letters))
    found, place = [], 0
    for word in words:
        bare = word.lstrip()
        while letters[place] == " ":
            place += 1
        found.append(frozenset().union(*set(marks[place : place + len(bare)])))
        place += len(bare)
    return words, found


def passages(html: str) -> list[Passage]:
    """The passages of a rich text, in reading order; empty ones are none."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end()
    return reader.found


def lines(text: str, kind: str = "paragraph") -> list[Passage]:
    """The lines of a plain text."""
    return [_plain(line, kind) for line in text.splitlines() if line.strip()]


def _plain(text: str, kind: str) -> Passage:
    words = pieces(text)
    return Passage(kind, words, [frozenset()] * len(words))
