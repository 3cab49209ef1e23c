"""What is on every page and no part of the text: running heads and feet, page numbers, lines of a table of contents."""

import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from portal.documents.readers.pdf import Leaf
    from portal.documents.readers.pdf_lines import Line
    from portal.documents.readers.pdf_things import Picture

EDGE = 0.13  # of the height of the page, above and below
OFTEN = 0.4  # of the pages
NUMBER = re.compile(
    r"(?:(?:pagina|bladzijde|blz\.?|p\.|page|dia|slide)\s*)?[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:/|van|of)\s*\d{1,4})?", re.IGNORECASE
)
CONTENTS = re.compile(r"(?:\.\s?){5,}\s*\d{1,4}$")


def set_aside(pages: "list[Leaf]") -> None:
    """Move the furniture of each page out of its lines; the first of a large running head stays, it is the title."""
    often = _often(pages)
    shown: set[str] = set()
    for page in pages:
        for line in list(page.lines):
            key = _key(page, line)
            repeated = key in often and (key in shown or line.size < often[key])
            shown.add(key)
            numbered = bool(NUMBER.fullmatch(line.text)) and _at_edge(page, line)
            if repeated or numbered or CONTENTS.search(line.text):
                page.lines.remove(line)
                page.furniture.append(line)
        page.pictures = [picture for picture in page.pictures if not _is_everywhere(picture, pages)]


def _often(pages: "list[Leaf]") -> dict[str, float]:
    """What stands at the same height on many pages, with the size from which it is worth showing once."""
    seen: dict[str, set[int]] = defaultdict(set)
    sizes: dict[str, list[float]] = defaultdict(list)
    body = sorted(line.size for page in pages for line in page.lines)
    usual = body[len(body) // 2] if body else 10.0
    for page in pages:
        for line in page.lines:
            if _at_edge(page, line) or _is_topmost(page, line):
                seen[_key(page, line)].add(page.number)
                sizes[_key(page, line)].append(line.size)
    enough = max(min(3, len(pages)), OFTEN * len(pages), 2)
    return {key: usual * 1.15 for key, numbers in seen.items() if len(numbers) >= enough}


def _key(page: "Leaf", line: "Line") -> str:
    words = re.sub(r"\d+", "#", " ".join(line.text.casefold().split()))
    return f"{words}@{round(line.top / page.height * 20)}"


def _at_edge(page: "Leaf", line: "Line") -> bool:
    return bool(line.bottom < page.height * EDGE or line.top > page.height * (1 - EDGE))


def _is_topmost(page: "Leaf", line: "Line") -> bool:
    """On slides the title stands lower than a running head does on paper."""
    return bool(line.top < page.height * 0.3 and line.top <= min(other.top for other in page.lines) + 1)


def _is_everywhere(picture: "Picture", pages: "list[Leaf]") -> bool:
    """A logo, or the background of all slides."""
    place = picture.place()
    return sum(1 for page in pages if any(other.place() == place for other in page.pictures)) >= max(3, OFTEN * len(pages))
