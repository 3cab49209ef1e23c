"""Plain text, typed or copied out of slides -> blocks: paragraphs out of broken lines, headings, lists, no outline at the end."""

import re

from portal.documents.blocks import Block, Document, Kind, written
from portal.documents.letters import clean
from portal.documents.readers.mending import Mender, continues_address

BULLET = re.compile(r"(?P<indent>\s*)(?:(?P<dot>[•◦▪‣·●○■□➢►✓→*–—-])|(?P<number>\d{1,2}[.)]|[a-z]\)))\s+(?=\S)")
OUTLINE = re.compile(r"(?:\t.*\n?)+\s*\Z")
NAMED_PAGES = re.compile(
    r"(?:dia|slide|pagina|bladzijde|page)(?:nummer|number)?\s*\d*(?:\s*(?:/|van|of)\s*\d+)?|\d{1,3}", re.IGNORECASE
)
ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
LONG = 45  # a line as long as this may go on in the next one
LONGEST_HEADING = 100


def read(text: str) -> Document:
    """The text as blocks; form feeds divide pages."""
    text = re.sub(r"\r\n?", "\n", text)
    text, outline = _without_outline(text)
    document = Document("text")
    pages = text.split("\f")
    mender = Mender(clean(text).split("\n"))
    for number, page in enumerate(pages, 1):
        document.blocks += _Page(mender, number if len(pages) > 1 else 0).blocks(page)
    document.pages = len(pages) if len(pages) > 1 else 0
    document.blocks += [written(Kind.FURNITURE, line) for line in outline]
    return document


def _without_outline(text: str) -> tuple[str, list[str]]:
    """The text, and apart from it the lines with a tab at its end: the bookmarks that programs put behind copied slides."""
    tail = OUTLINE.search(text)
    lines = [line.strip() for line in tail[0].splitlines() if line.strip()] if tail else []
    body = text[: tail.start()] if tail else text
    known = sum(1 for line in lines if NAMED_PAGES.fullmatch(line) or line in body or line.upper() in body)
    return (body, lines) if len(lines) >= 3 and known >= 0.8 * len(lines) else (text, [])


class _Page:
    """The lines of one page."""

    def __init__(self, mender: Mender, number: int) -> None:
        self.mender, self.number = mender, number
        self.found: list[Block] = []
        self.kind, self.text, self.last = Kind.PARAGRAPH, "", ""
        self.indents: list[int] = []
        self.blank = False
        self.more: dict[str, int | bool] = {}

    def blocks(self, page: str) -> list[Block]:
        for line in page.split("\n"):
            self._take(line)
        self._end()
        return self.found

    def _take(self, line: str) -> None:
        plain = clean(line.replace("\t", " "))
        bare = " ".join(plain.split())
        if not bare:
            self.blank = bool(self.text)
            return
        if self.blank and not self._over_blank(bare):
            self._end()
        self.blank = False
        if (bullet := BULLET.match(plain)) and not self._goes_on(bare, bullet):
            self._begin(Kind.ITEM, plain[bullet.end() :], line)
            self.more = {"level": self._level(bullet["indent"]), "ordered": bool(bullet["number"])}
        elif heading := is_heading(bare):
            going_on = (
                self.kind is Kind.HEADING and heading and self.last.endswith(" ") and not self.text.endswith(("?", "!", ":"))
            )
            if going_on:
                self.text = self.mender.joined(self.text, bare)
            else:
                self._begin(Kind.HEADING, bare, line)
        elif self.text and self.kind is not Kind.HEADING and self._belongs(bare, line):
            self.text, self.last = self.mender.joined(self.text, bare), line
        else:
            self._begin(Kind.PARAGRAPH, bare, line)

    def _over_blank(self, bare: str) -> bool:
        """Whether a sentence goes on behind an empty line, as it does when text boxes are copied."""
        return self.last.endswith(" ") and bare[0].islower() and self.text[-1].isalpha()

    def _goes_on(self, bare: str, bullet: "re.Match[str]") -> bool:
        """A dash at the beginning of a line can be a thought that goes on."""
        return bool(self.text) and self.kind is Kind.PARAGRAPH and bullet["dot"] in ("–", "—", "-") and self.last.endswith(" ")

    def _belongs(self, bare: str, line: str) -> bool:
        """Whether this line goes on where the one before it stopped."""
        before = self.last.rstrip("\n")
        if continues_address(self.text, bare):
            return True
        if ADDRESS.match(bare) and (ADDRESS.fullmatch(bare) or not before.endswith(" ")):
            return False
        if ADDRESS.fullmatch(self.text.split()[-1]) and not before.endswith(" "):
            return False
        starts_alone = line.startswith(" ") and not line.startswith("  ") and self.kind is not Kind.ITEM and bare[:1].isupper()
        if starts_alone and before.rstrip().endswith((".", "?", "!")):
            return False
        return (
            self._over_blank(bare)
            or before.endswith(" ")
            or len(before) >= LONG
            or (self.kind is Kind.ITEM and line.startswith((" ", "\t")))
        )

    def _level(self, indent: str) -> int:
        width = len(indent.expandtabs(4))
        self.indents = [known for known in self.indents if known < width] + [width]
        return min(len(self.indents) - 1, 8)

    def _begin(self, kind: Kind, text: str, line: str) -> None:
        level = self.indents if kind is Kind.ITEM else []
        self._end()
        self.indents = level
        self.kind, self.text, self.last, self.more = kind, text, line, {"level": 1} if kind is Kind.HEADING else {}

    def _end(self) -> None:
        if self.text:
            self.found.append(written(self.kind, self.text, page=self.number, **self.more))
        self.text, self.more, self.kind, self.last = "", {}, Kind.PARAGRAPH, ""


def is_heading(line: str) -> bool:
    """A short line in capitals."""
    letters = [char for char in line if char.isalpha()]
    words = [word for word in line.split() if any(char.isalpha() for char in word)]
    in_capitals = len(letters) > 3 and line == line.upper() and line != line.lower()
    return in_capitals and len(line) <= LONGEST_HEADING and (len(words) > 1 or len(letters) > 4) and not ADDRESS.match(line)
