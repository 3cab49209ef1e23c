"""RIS: a file taken apart into entries, and a source written as one."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from fiches.citations.bibtex import Piece

_BEGINS = re.compile(r"^[ \t]*TY\s{1,2}-", re.MULTILINE)
_ENDS = re.compile(r"^[ \t]*ER\s{1,2}-.*$", re.MULTILINE)
_ID = re.compile(r"^[ \t]*ID\s{1,2}-.*\n?", re.MULTILINE)
NO_END = "Deze bron wordt niet afgesloten met een regel “ER  -”."
TYPES = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "article": "JOUR",
    "book": "BOOK",
    "broadcast": "VIDEO",
    "chapter": "CHAP",
    "dataset": "DATA",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "motion_picture": "VIDEO",
    "paper-conference": "CPAPER",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "speech": "CONF",
    "thesis": "THES",
    "webpage": "ELEC",
}


def pieces(text: str, most: int) -> list[Piece]:
    """The entries of a file in order, no more than so many. One that has no end is known by the beginning of the next."""
    places = [found.start() for found in _BEGINS.finditer(text)]
    found = []
    for start, stop in islice(zip(places, [*places[1:], len(text)], strict=True), most):
        end = _ENDS.search(text, start, stop)
        raw = text[start : end.end() if end else stop].strip()
        found.append(Piece(raw, text.count("\n", 0, start) + 1, "" if end else NO_END))
    return found


def renamed(raws: list[str]) -> list[str]:
    """The entries with numbers of our own, e0, e1 …"""
    made = []
    for place, raw in enumerate(raws):
        first, _line, rest = _ID.sub("", raw).partition("\n")
        made.append(f"{first}\nID  - e{place}\n{rest}")
    return made


# -- writing -------------------------------------------------------------------------------------------------------------
def written(csl: Mapping[str, Any]) -> str:
    """One source, as reference managers read it; its lines end as the format asks."""
    lines = [("TY", TYPES.get(str(csl.get("type")), "GEN")), *_lines(csl), ("ER", "")]
    return "".join(f"{tag}  - {_one_line(value)}\r\n" for tag, value in lines if value or tag == "ER")


def _lines(csl: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    part = csl.get("type") in ("chapter", "paper-conference")
    for tag, variable in (("AU", "author"), ("A2" if part else "ED", "editor"), ("A4", "translator")):
        for name in csl.get(variable, []):
            yield tag, _name(name)
    yield "TI", csl.get("title", "")
    yield "T2", csl.get("container-title", "") or csl.get("event-title", "")
    yield from _date(csl)
    first, last = _pages(str(csl.get("page", "")))
    plain = (
        *(("VL", "volume"), ("IS", "issue"), ("ET", "edition"), ("PB", "publisher"), ("CY", "event-place")),
        *(("M3", "genre"), ("DO", "DOI"), ("UR", "URL"), ("LA", "language")),
    )
    yield from ((tag, str(csl.get(variable, ""))) for tag, variable in plain)
    yield "SP", first
    yield "EP", last
    yield "M1", str(csl.get("number", ""))


def _date(csl: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    parts = (csl.get("issued") or {}).get("date-parts") or [[]]
    day = [str(part).zfill(2) for part in parts[0]]
    if day:
        yield "PY", day[0]
        if len(day) > 1:
            yield "DA", "/".join([*day, "", ""][:3])
    elif status := csl.get("status") or (csl.get("issued") or {}).get("literal"):
        yield "PY", str(status)


def _pages(page: str) -> tuple[str, str]:
    first, dash, last = page.replace("–", "-").partition("-")
    return (first, last) if dash and "," not in page else (page, "")


def _name(name: Mapping[str, str]) -> str:
    if "family" not in name:
        return name.get("literal", "")
    family = " ".join(filter(None, [name.get("dropping-particle"), name.get("non-dropping-particle"), name["family"]]))
    return ", ".join(filter(None, [family, name.get("given"), name.get("suffix")]))


def _one_line(text: str) -> str:
    return " ".join(str(text).split())
