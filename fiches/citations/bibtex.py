"""A file of BibTeX or BibLaTeX, one entry at a time: so that a broken one does not take the others with it."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fiches.citations.fields import IN_PRESS

_OPENING = re.compile(r"@\s*(?P<kind>[A-Za-z]+)\s*(?P<brace>[{(])")
_NEXT = re.compile(r"^[ \t]*@\s*[A-Za-z]+\s*[{(]", re.MULTILINE)
_KEY = re.compile(r"(@\s*[A-Za-z]+\s*[{(])\s*(?P<key>[^\s,{}()=\"]*)\s*(?=,)")
_CROSSREF = re.compile(r"(crossref\s*=\s*[{\"])\s*(?P<key>[^\"{}]+?)\s*([}\"])", re.IGNORECASE)
_OF_BIBLATEX = re.compile(
    r"^[ \t]*(?:date|journaltitle|location|maintitle|eventtitle|eventdate|urldate|langid)\s*="
    r"|@(?:online|report|thesis|collection|mvbook|dataset|video|audio|periodical|suppbook|movie)\s*[{(]",
    re.IGNORECASE | re.MULTILINE,
)
MOST_BLOCKS = 2000  # entries, abbreviations and comments together
FURTHER = 20_000  # characters
_NOT_WORKS = {"comment", "preamble"}
UNCLOSED = "De accolades van deze bron kloppen niet: er ontbreekt een sluitende."
NO_KEY = "Deze bron heeft geen sleutel vóór de eerste komma."


@dataclass(frozen=True)
class Piece:
    """One entry as it stands in the file, the line where it begins, and what is wrong with its shape."""

    raw: str
    line: int
    fault: str = ""


def is_biblatex(text: str) -> bool:
    """Whether this uses words that only BibLaTeX knows."""
    return _OF_BIBLATEX.search(text) is not None


def pieces(text: str, most: int) -> tuple[list[Piece], str]:
    """The entries of a file in order, no more than so many, and the abbreviations (@string) that they may use."""
    found, abbreviations = [], []
    for opening, raw, closed in _taken_apart(text):
        if len(found) == most:
            break
        kind = opening["kind"].lower()
        if kind == "string" and closed:
            abbreviations.append(raw)
        elif kind not in _NOT_WORKS and kind != "string":
            fault = UNCLOSED if not closed else "" if _KEY.match(raw) else NO_KEY
            found.append(Piece(raw, text.count("\n", 0, opening.start()) + 1, fault))
    return found, "\n".join(abbreviations)


def _taken_apart(text: str) -> Iterator[tuple["re.Match[str]", str, bool]]:
    """Each entry: where it opens, its text, and whether it closes before the next one begins."""
    place, starts = 0, [found.start() for found in _NEXT.finditer(text)]
    for _block in range(MOST_BLOCKS):
        opening = _OPENING.search(text, place)
        if opening is None:
            return
        following = bisect_left(starts, opening.end())
        limit = starts[following] if following < len(starts) else len(text)
        end = _end(text, opening, limit)
        if end is None and limit < len(text):  # a line inside a value may look like an opening: look further, once
            end = _end(text, opening, min(len(text), limit + FURTHER)) if _balanced(text[opening.end() : limit]) else None
        yield opening, text[opening.start() : end or limit].strip(), end is not None
        place = end or limit


def _end(text: str, opening: "re.Match[str]", limit: int) -> int | None:
    """Behind the sign that closes this entry; None when there is none before the limit."""
    closing, depth, place = ("}" if opening["brace"] == "{" else ")"), 0, opening.end()
    while place < limit:
        sign = text[place]
        if sign == "\\":
            place += 1
        elif sign == closing and depth == 0:
            return place + 1
        elif sign in "{}":
            depth += 1 if sign == "{" else -1
        place += 1
    return None


def _balanced(text: str) -> bool:
    return text.count("{") > text.count("}") + 1


def renamed(raws: Sequence[str]) -> list[str]:
    """The entries with keys of our own, e0, e1 …, so that two with one key stay two; `crossref` follows."""
    keys = {match["key"]: f"e{place}" for place, raw in reversed([*enumerate(raws)]) if (match := _KEY.match(raw))}
    made = []
    for place, raw in enumerate(raws):
        raw = _KEY.sub(rf"\g<1>e{place}", raw, count=1)
        made.append(_CROSSREF.sub(lambda found: f"{found[1]}{keys.get(found['key'], found['key'])}{found[3]}", raw))
    return made


def named_by(raws: Sequence[str]) -> set[int]:
    """Which entries others lean on with `crossref`."""
    keys = {match["key"]: place for place, raw in enumerate(raws) if (match := _KEY.match(raw))}
    return {keys[found["key"]] for raw in raws for found in _CROSSREF.finditer(raw) if found["key"] in keys}


# -- writing -------------------------------------------------------------------------------------------------------------
TYPES = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
    "webpage": "online",
    "post-weblog": "online",
}
_PUBLISHER = {"techreport": "institution", "phdthesis": "school", "mastersthesis": "school", "inproceedings": "publisher"}
_CONTAINER = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle"}
_ESCAPES = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_ESCAPES |= {sign: f"\\{sign}" for sign in "&%$#_"}
_LANGUAGES = {"nl": "dutch", "en": "english", "fr": "french", "de": "german"}
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def written(csl: Mapping[str, Any], key: str) -> str:
    """One source as an entry. Letters stay letters (UTF-8); signs that mean something to LaTeX are escaped."""
    kind = TYPES.get(str(csl.get("type")), "misc")
    if kind == "phdthesis" and re.search("master|bachelor", str(csl.get("genre", "")), re.IGNORECASE):
        kind = "mastersthesis"
    lines = [f"  {name} = {value}" for name, value in _fields(csl, kind) if value not in ("", "{}")]
    return f"@{kind}{{{key},\n" + ",\n".join(lines) + "\n}\n"


def _fields(csl: Mapping[str, Any], kind: str) -> Iterator[tuple[str, str]]:
    for name in ("author", "editor", "translator"):
        yield name, f"{{{' and '.join(map(_name, csl.get(name, [])))}}}"
    yield "title", f"{{{{{_escaped(csl.get('title', ''))}}}}}" if csl.get("title") else ""
    container = _value(csl.get("container-title") or csl.get("event-title"))
    yield _CONTAINER.get(kind, "howpublished"), f"{{{container}}}" if container else ""
    yield from _date(csl)
    yield "volume", _value(csl.get("volume"))
    yield "number", _value(csl.get("issue") or ("" if kind == "article" else csl.get("number")))
    yield "eid", _value(csl.get("number") if kind == "article" else "")
    yield "pages", _value(str(csl.get("page", "")).replace("–", "-").replace("-", "--"))
    yield _PUBLISHER.get(kind, "publisher"), _value(csl.get("publisher"))
    yield "address", _value(csl.get("event-place"))
    yield "edition", _value(csl.get("edition"))
    yield "type", _value(csl.get("genre"))
    for name, variable in (("doi", "DOI"), ("url", "URL"), ("isbn", "ISBN"), ("issn", "ISSN")):
        yield name, f"{{{re.sub('[{}]', '', str(csl.get(variable, '')))}}}"
    yield "urldate", _value(_iso(csl.get("accessed")))
    yield "origdate", _value(_iso(csl.get("original-date")))
    yield "langid", _value(_LANGUAGES.get(str(csl.get("language")), csl.get("language")))


def _iso(date: Any) -> str:
    day = ((date or {}).get("date-parts") or [[]])[0]
    return "-".join(str(part).zfill(2) for part in day)


def _date(csl: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    issued = csl.get("issued") or {}
    if str(issued.get("literal", "")).casefold() in IN_PRESS:
        yield "pubstate", "{inpress}"
    days = issued.get("date-parts") or [[]]
    day = days[0]
    yield "date", _value("/".join(_iso({"date-parts": [one]}) for one in days)) if len(days) > 1 else ""
    yield "year", _value(day[0] if day else issued.get("literal") or csl.get("status"))
    if len(day) > 1 and 1 <= int(day[1]) <= 12:
        yield "month", _MONTHS[int(day[1]) - 1]
    if len(day) > 2:
        yield "day", _value(day[2])


def _value(text: object) -> str:
    return f"{{{_escaped(text)}}}" if text else ""


def _escaped(text: object) -> str:
    return "".join(_ESCAPES.get(sign, sign) for sign in " ".join(str(text).split()))


def _name(name: Mapping[str, str]) -> str:
    if "family" not in name:
        return f"{{{_escaped(name.get('literal', ''))}}}"
    family = " ".join(filter(None, [name.get("dropping-particle"), name.get("non-dropping-particle"), name["family"]]))
    return ", ".join(_escaped(part) for part in (family, name.get("suffix"), name.get("given")) if part)
