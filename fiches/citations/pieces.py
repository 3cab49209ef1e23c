"""The pieces of an APA reference that stand apart: its date, its addresses, the end of a title."""

import re
from dataclasses import dataclass, field
from typing import Any

MONTHS = {
    name: number
    for number, names in enumerate(
        "januari january jan|februari february feb|maart march mrt mar|april apr|mei may|juni june jun|juli july jul"
        "|augustus august aug|september sept sep|oktober october okt oct|november nov|december dec".split("|"),
        1,
    )
    for name in names.split()
}
_YEAR = r"(?:ca\.\s*)?(?:1[5-9]|20)\d\d(?:\s*[–/-]\s*(?:1[5-9]|20)\d\d)?"
DATE = re.compile(
    rf"\(\s*(?P<year>{_YEAR}|z\.?\s?[dj]\.|zonder datum|n\.\s?d\.|s\.\s?d\.|in druk|in press|ter perse|te verschijnen)"
    r"(?:-?(?P<letter>[a-z])(?![a-z]))?(?:\s*,\s*(?P<day>[^()]{2,40}))?\s*\)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>“”\"]+", re.IGNORECASE)
_BARE_DOI = re.compile(r"\bdoi\s*:?\s*(?P<doi>10\.\d{4,9}/[^\s,;]+)", re.IGNORECASE)
_DOI_ADDRESS = re.compile(r"https?://(?:dx\.)?doi\.org/(?P<doi>10\..+)", re.IGNORECASE)
_SEEN = re.compile(
    r"\(?(?:Geraadpleegd|Opgehaald|Bekeken|Geopend|Retrieved|Accessed|Beschikbaar)(?:\s+(?:op|on))?"
    r"(?P<day>\s+[^,()]*?\d{4}|\s+[A-Z]\w+ \d{1,2}, \d{4})?\s*,?\s*(?:van|via|from|op|at)?\s*:?\s*\)?\s*\.?\s*$",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.?!…][”’\"')]*(?=\s|$)")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:vs|nrs?|no|dr|prof|st|blz|pp?|vol|eds?|reds?|jg|bijv|bv|incl|enz|m\.m\.v|d\.w\.z|o\.a|i\.v\.m|e\.g|i\.e|art|afd|min"
    r"|ca|cf|[A-Z])\.$",
    re.IGNORECASE,
)
WORDS_OF_APA = frozenset(
    "en and in red reds ed eds pp blz nr no vol van via op from retrieved on geraadpleegd opgehaald bekeken beschikbaar druk"
    " edition"
    " editie uitgave vert trans doi http https www org dx zd nd sd et al ca maart mei juni juli april januari februari augustus"
    " september oktober november december january february march may june july august october herziene zonder datum at accessed"
    " geopend number".split()
)


@dataclass
class Tail:
    """A reference without its addresses, and what those said."""

    text: str
    fields: dict[str, Any] = field(default_factory=dict)


def tail_of(text: str) -> Tail:
    """Takes the DOI, the address and the day it was looked at off the end; places in what is left stay as they were."""
    tail = Tail(text)
    for found in list(_ADDRESS.finditer(text))[::-1]:
        address = _trimmed(found[0])
        if doi := _DOI_ADDRESS.fullmatch(address):
            tail.fields["DOI"] = doi["doi"]
        else:
            tail.fields["URL"] = address if "://" in address else f"https://{address}"
        tail.text = tail.text[: found.start()] + tail.text[found.start() + len(address) :]
    if doi := _BARE_DOI.search(tail.text):
        tail.fields["DOI"] = _trimmed(doi["doi"])
        tail.text = tail.text[: doi.start()] + tail.text[doi.end() :]
    tail.text = tail.text.rstrip(" .,;") + ("." if tail.text.rstrip().endswith(".") else "")
    if seen := _SEEN.search(tail.text.rstrip(" .")):
        tail.text = tail.text[: seen.start()].rstrip()
        if when := _day_of(seen["day"] or ""):
            tail.fields["accessed"] = when
    return tail


def _trimmed(address: str) -> str:
    """An address without the punctuation of the sentence around it."""
    address = address.rstrip(".,;:’”'\"")
    while address.endswith(")") and address.count("(") < address.count(")"):
        address = address[:-1].rstrip(".,;")
    return address


def issued(year: str, day: str) -> dict[str, Any]:
    """When it appeared; nothing for a work without a date."""
    bare = year.casefold().replace(" ", "")
    if bare in ("indruk", "inpress", "terperse", "teverschijnen"):
        return {"literal": "in druk"}
    numbers = [int(number) for number in re.findall(r"\d{4}", year)]
    if not numbers:
        return {}
    if len(numbers) == 2:
        return {"date-parts": [[numbers[0]], [numbers[1]]]}
    when: dict[str, Any] = {"date-parts": [[numbers[0], *_month_and_day(day)]]}
    return when | {"circa": True} if bare.startswith("ca") else when


def _month_and_day(text: str) -> list[int]:
    """14 maart and March 14: [3, 14]; maart: [3]; anything else: nothing."""
    words = re.findall(r"[^\W\d_]+|\d+", text.casefold())
    month = next((MONTHS[word] for word in words if word in MONTHS), 0)
    days = [int(word) for word in words if word.isdigit() and len(word) < 3]
    return [month, *days[:1]] if month and all(1 <= one <= 31 for one in days) else []


def _day_of(text: str) -> dict[str, Any]:
    year = re.search(r"\d{4}", text)
    return {"date-parts": [[int(year[0]), *_month_and_day(text.replace(year[0], ""))]]} if year else {}


def title_end(text: str, begin: int = 0) -> int:
    """Where the first sentence ends: behind a full stop that is no abbreviation and stands in no brackets; else at the end."""
    for stop in _STOP.finditer(text, begin):
        before = text[: stop.end()]
        if before.count("(") > before.count(")") or before.count("[") > before.count("]"):
            continue
        if stop[0] == "." and _ABBREVIATED.search(before):
            continue
        after = text[stop.end() :].lstrip()
        if not after or after[0].isupper() or after[0] in "([“‘\"'" or after[0].isdigit():
            return stop.end()
    return len(text)
