"""The order of a list of sources, and the letters behind a year that two sources share."""

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from fiches.citations.fields import IN_PRESS, UNDATED, CitationRefused, clean, first_names

SortKey = tuple[tuple[tuple[str, str], ...], int, int, str]

NO_DATE = "z.d."
_NO_DATE_WORDS = ("z.d.", "n.d.")
_LAST = "\U0010ffff"  # behind every name: a source that cannot be read

_SPELLED_APART = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "þ": "th"})
_ARTICLE = re.compile(r"(?:(?:de|het|een|the|an|a)\s+|['’]t\s+|[dl]['’])(?=\S)", re.IGNORECASE)
_INITIAL = re.compile(r"(?:^|[\s.-])([^\W\d_])")
_END_OF_AUTHOR = r"[.?!…][”\"’')]*(?:</\w+>)*\s"


def sort_key(csl: object) -> SortKey:
    """The place of a source in an APA list: author, then year (z.d. first, in druk last), then title; accents do not count."""
    item = _readable(csl)
    if item is None:
        return ((_LAST, ""),), 3, 0, ""
    title = _title_key(item)
    people = tuple((_letters_of(_surname(name)), _letters_of(_initials(name))) for name in first_names(item))
    return people or ((title, ""),), *_date_key(item), title


def year_of(csl: object) -> str:
    """The year as it stands between brackets: ‘2017’, ‘2024–2025’, ‘in druk’, and ‘z.d.’ when there is none."""
    return _year(_readable(csl) or {})


def _year(item: dict[str, Any]) -> str:
    issued = item.get("issued", {})
    if "literal" in issued:
        return issued["literal"]
    years = [str(day[0]) for day in issued.get("date-parts", [])]
    return "–".join(dict.fromkeys(years)) or item.get("status", "") or NO_DATE


def letters(items: Mapping[int, object]) -> dict[int, str]:
    """The year letters of one list: sources with the same authors and year get a, b … in order of title; no others are in it."""
    alike: dict[tuple[object, str], list[int]] = defaultdict(list)
    for key, csl in items.items():
        if (item := _readable(csl)) is not None:
            alike[_author_string(item), _year(item)].append(key)
    lettered: dict[int, str] = {}
    for keys in alike.values():
        if len(keys) > 1:
            in_order = sorted(keys, key=lambda key: (_title_key(_readable(items[key]) or {}), key))
            lettered.update((key, _letter(place)) for place, key in enumerate(in_order))
    return lettered


def with_letter(html: str, year: str | int, letter: str) -> str:
    """The list entry or the form in the text with the letter behind its year: 2017a, z.d.-a; unchanged without that year."""
    if not letter:
        return html
    years = "|".join(re.escape(word) for word in _same_year(str(year).strip()))
    found = re.search(rf"{_END_OF_AUTHOR}\((?:ca\. )?(?:{years})(?=[),])", html)  # the entry; also "Jansen et al. (2017)"
    found = found or re.search(rf"(?<!\d)(?:{years})(?=\)$)", html) or re.search(rf"\((?:{years})(?=[),])", html)
    if not found:
        return html
    hyphen = "" if html[found.end() - 1].isdigit() else "-"
    return f"{html[: found.end()]}{hyphen}{letter}{html[found.end() :]}"


def _readable(csl: object) -> dict[str, Any] | None:
    """The cleaned data, which nobody changes: a source is read once, however often its list is set in order."""
    try:
        return _read(json.dumps(csl))
    except (TypeError, ValueError, RecursionError):
        return _clean(csl)


@lru_cache(maxsize=2000)
def _read(text: str) -> dict[str, Any] | None:
    return _clean(json.loads(text))


def _clean(csl: object) -> dict[str, Any] | None:
    try:
        return clean(csl)
    except CitationRefused:
        return None


def _same_year(year: str) -> tuple[str, ...]:
    if not year or year.casefold() in UNDATED:
        return _NO_DATE_WORDS
    return tuple(sorted(IN_PRESS)) if year.casefold() in IN_PRESS else (year,)


def _letter(place: int) -> str:
    """a … z, then aa, ab …"""
    return (_letter(place // 26 - 1) if place >= 26 else "") + chr(ord("a") + place % 26)


def _author_string(item: dict[str, Any]) -> object:
    names = [(_surname(name).casefold(), _initials(name).casefold()) for name in first_names(item)]
    return tuple(names) or item.get("title", "").casefold()


def _surname(name: dict[str, str]) -> str:
    return name.get("literal") or f"{name.get('non-dropping-particle', '')} {name.get('family', '')}".strip()


def _initials(name: dict[str, str]) -> str:
    return " ".join([*_INITIAL.findall(name.get("given", "")), name.get("dropping-particle", ""), name.get("suffix", "")])


def _date_key(item: dict[str, Any]) -> tuple[int, int]:
    issued = item.get("issued")
    if not issued:
        return (2, 0) if item.get("status") else (0, 0)
    if "date-parts" in issued:
        return 1, issued["date-parts"][0][0]
    year = re.search(r"\d{4}", issued["literal"])
    return 1, int(year[0]) if year else 0


def _title_key(item: dict[str, Any]) -> str:
    title = item.get("title", "")
    article = _ARTICLE.match(title)
    return _letters_of(title[article.end() :] if article else title)


def _letters_of(text: str) -> str:
    """Letters and digits alone, without accents: APA sorts letter by letter."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_SPELLED_APART))
    return "".join(char for char in folded if char.isalnum())
