"""A date as an editor types it <-> the date of CSL: 2019, 12 mei 2019, 12-05-2019, 2024-2025, ca. 1910, in druk, z.d."""

import re
from typing import Any

from fiches.citations.fields import IN_PRESS, UNDATED, CitationRefused

MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()
_NAMES = {name: place for place, name in enumerate(MONTHS, 1)} | {name[:3]: place for place, name in enumerate(MONTHS, 1)}
_NAMES |= {
    "mrt": 3,
    "january": 1,
    "february": 2,
    "march": 3,
    "mar": 3,
    "may": 5,
    "june": 6,
    "july": 7,
    "august": 8,
    "october": 10,
    "oct": 10,
}
_SHAPES = (
    r"(?P<year>\d{3,4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?",
    r"(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4})",
    r"(?:(?P<day>\d{1,2})\s+)?(?P<name>[a-z]+)\.?\s+(?P<year>\d{4})",
    r"(?P<year>\d{4}),\s*(?:(?P<day>\d{1,2})\s+)?(?P<name>[a-z]+)",
    r"(?P<name>[a-z]+)\s+(?P<day>\d{1,2}),\s*(?P<year>\d{4})",
)
_YEARS = re.compile(r"(\d{4})\s*[-–/]\s*(\d{4})")
_NO_DATE = "Dit is geen datum. Schrijf een jaar (2019), een dag (12 mei 2019), “in druk”, of laat het leeg."


def date_of(text: str) -> dict[str, Any]:
    """The date in the words of CSL; nothing for an undated work. Raises CitationRefused."""
    asked = " ".join(text.split()).casefold()
    if not asked or asked.replace(" ", "") in UNDATED:
        return {}
    if asked in IN_PRESS:
        return {"literal": "in druk"}
    circa = re.match(r"(?:ca\.?|circa)\s+(?=\d)", asked)
    asked = asked[circa.end() :] if circa else asked
    if years := _YEARS.fullmatch(asked):
        parts = [[int(years[1])], [int(years[2])]]
    else:
        parts = [_day(day) for day in asked.split("/")] if re.fullmatch(r"[\d-]+/[\d-]+", asked) else [_day(asked)]
    return {"date-parts": parts} | ({"circa": True} if circa else {})


def _day(text: str) -> list[int]:
    for shape in _SHAPES:
        found = re.fullmatch(shape, text)
        if not found:
            continue
        said = found.groupdict()
        month = _NAMES.get(said["name"], 0) if said.get("name") else int(said.get("month") or 0)
        if said.get("name") and not month:
            break
        day = int(said.get("day") or 0)
        if month > 12 or day > 31 or (day and not month):
            break
        return [part for part in (int(said["year"]), month, day) if part]
    raise CitationRefused(_NO_DATE)


def date_text(date: object) -> str:
    """The date as it could be typed; empty when there is none or when no form can say it."""
    if not isinstance(date, dict):
        return ""
    if not date.get("date-parts"):
        return str(date.get("literal") or date.get("raw") or "")
    days = [[str(part) for part in day if part] for day in date["date-parts"] if isinstance(day, (list, tuple)) and any(day)]
    if len(days) == 2:
        text = "–".join(day[0] for day in days) if max(map(len, days)) == 1 else "/".join(map(_iso, days))
    else:
        text = _written(days[0]) if days else ""
    return f"ca. {text}" if date.get("circa") else text


def _iso(day: list[str]) -> str:
    return "-".join(part.zfill(2) for part in day)


def _written(day: list[str]) -> str:
    year, *rest = day
    if not rest or not rest[0].isdigit() or not 1 <= int(rest[0]) <= 12:
        return year
    return " ".join([*rest[1:2], MONTHS[int(rest[0]) - 1], year])
