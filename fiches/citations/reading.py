"""The readable text of a piece of HTML, with the way back to where each character stands."""

import re
from dataclasses import dataclass, field
from html import unescape

BARRIER = "\0"  # nothing that is one thing runs over it: another block, a link, code

_TOKEN = re.compile(r"<!--.*?-->|</?[a-zA-Z](?:[^>\"']|\"[^\"]*\"|'[^']*'){0,2000}+>|[^<]+|<", re.DOTALL)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_CHARACTER = re.compile(r"&(?:#\d+|#[xX][\da-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);|.", re.DOTALL)
_INLINE = frozenset("em strong i b u s span sub sup mark small abbr cite q del ins bdi bdo time".split())
_NOT_READ = frozenset("a code pre kbd samp script style textarea title svg math button".split())


@dataclass
class Reading:
    """`text` as a reader sees it; character i stands in the HTML from starts[i] to ends[i]."""

    html: str
    text: str = ""
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def around(self, start: int, end: int) -> tuple[int, int] | None:
        """Where in the HTML one element can go around these characters, or None when it would cut another element in two."""
        left, right = self.starts[start], self.ends[end - 1]
        opened, closed = _unmatched(self.html[left:right])
        for _ in range(closed):
            tag = re.search(r"<[a-zA-Z][^<>]*>\Z", self.html[:left])
            if not tag or not _is_inline(tag[0]):
                return None
            left = tag.start()
        for _ in range(opened):
            tag = re.compile(r"</[a-zA-Z][^<>]*>").match(self.html, right)
            if not tag or not _is_inline(tag[0]):
                return None
            right = tag.end()
        return left, right


def read(html: str) -> Reading:
    """The text outside links, code and attributes. A line break reads as a space, a new block as a barrier."""
    characters: list[str] = []
    reading = Reading(html)
    unread = 0
    for token in _TOKEN.finditer(html):
        tag = _TAG.match(token[0])
        if tag is None and not unread and not token[0].startswith("<!--"):
            _take(token, characters, reading)
            continue
        if tag is None:
            continue
        name = tag[2].lower()
        if name in _NOT_READ:
            unread = max(0, unread - 1) if tag[1] else unread + 1
        if name not in _INLINE and not unread:
            _put(" " if name == "br" else BARRIER, token.span(), characters, reading)
        elif name in _NOT_READ and unread == 1:
            _put(BARRIER, token.span(), characters, reading)
    reading.text = "".join(characters)
    return reading


def _take(token: "re.Match[str]", characters: list[str], reading: Reading) -> None:
    if "&" not in token[0]:  # every character is itself
        characters.extend(token[0])
        reading.starts.extend(range(token.start(), token.end()))
        reading.ends.extend(range(token.start() + 1, token.end() + 1))
        return
    for found in _CHARACTER.finditer(token[0]):
        start, end = token.start() + found.start(), token.start() + found.end()
        for character in unescape(found[0]):
            _put(character, (start, end), characters, reading)


def _put(character: str, place: tuple[int, int], characters: list[str], reading: Reading) -> None:
    characters.append(character)
    reading.starts.append(place[0])
    reading.ends.append(place[1])


def _unmatched(html: str) -> tuple[int, int]:
    """How many elements open here without closing, and close without opening."""
    opened = closed = 0
    for token in _TOKEN.finditer(html):
        tag = _TAG.match(token[0])
        if tag is None or tag[2].lower() not in _INLINE:
            continue
        if not tag[1]:
            opened += 1
        elif opened:
            opened -= 1
        else:
            closed += 1
    return opened, closed


def _is_inline(tag: str) -> bool:
    found = _TAG.match(tag)
    return found is not None and found[2].lower() in _INLINE
