"""The characters on a page of a PDF, with where they stand and where they lead to."""

from collections.abc import Iterator
from typing import Any

from pdfminer.layout import LTChar, LTContainer

MOST_CHARACTERS = 60_000  # on one page
MOST_LINKS = 2_000
BELOW = 0.21  # of the size: how far letters hang under their line
Link = tuple[float, float, float, float, str]


def characters_of(page: Any) -> list[dict[str, Any]]:
    """The upright letters on the page. What else is on it (lines, boxes, pictures) is in `page.objects` from here on: pdfplumber
    says far more of each letter than we ask, which takes most of its time."""
    links = _links(page)
    top_of_page, left_of_page = float(page.height) + float(page.mediabox[1]), float(page.mediabox[0])
    characters: list[dict[str, Any]] = []
    others: dict[str, list[dict[str, Any]]] = {}
    for thing in _things(page.layout):
        if isinstance(thing, LTChar):
            if len(characters) < MOST_CHARACTERS and (char := _character(thing, left_of_page, top_of_page)):
                characters.append(char)
        else:
            said = page.process_object(thing)
            others.setdefault(said["object_type"], []).append(said)
    page._objects = others
    shown = [char for char in characters if _on(page, char)]
    for char in shown if links else ():
        char["link"] = _link_at(links, char)
    return shown


def _things(container: Any) -> Iterator[Any]:
    for thing in container:
        if isinstance(thing, LTContainer):
            yield from _things(thing)
        else:
            yield thing


def _character(thing: Any, left: float, top: float) -> dict[str, Any] | None:
    if not thing.upright or thing.size <= 1:
        return None
    base = thing.matrix[5] if thing.y0 <= thing.matrix[5] <= thing.y1 else thing.y0 + thing.size * BELOW
    return {
        "text": thing.get_text(),
        "x0": thing.x0 + left,
        "x1": thing.x1 + left,
        "top": top - thing.y1,
        "bottom": top - thing.y0,
        "base": top - base,
        "size": thing.size,
        "fontname": thing.fontname if isinstance(thing.fontname, str) else "",
    }


def _on(page: Any, char: dict[str, Any]) -> bool:
    left, top, right, bottom = page.bbox
    return bool(char["x1"] > left and char["x0"] < right and char["bottom"] > top and char["top"] < bottom)


def _links(page: Any) -> list[Link]:
    try:
        annotations = page.hyperlinks[:MOST_LINKS]
    except (KeyError, ValueError, TypeError, AttributeError, IndexError):  # a broken link is no reason to refuse the text
        return []
    found = []
    for link in annotations:
        address = link.get("uri")
        address = address.decode("latin-1", "replace") if isinstance(address, bytes) else address
        if isinstance(address, str) and address.strip().lower().startswith(("http://", "https://", "mailto:")):
            found.append((link["x0"], link["top"], link["x1"], link["bottom"], address.strip()))
    return found


def _link_at(links: list[Link], char: dict[str, Any]) -> str:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return next((uri for left, top, right, bottom, uri in links if left <= x <= right and top - 1 <= y <= bottom + 1), "")
