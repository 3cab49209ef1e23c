"""What the study days of the demo have in common: every key there is, and dates that move with the day of loading."""

import datetime as dt
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")
WEDNESDAY, THURSDAY = 2, 3

UNIVERSITY = "Universiteit Voorbeeldstad (voorbeeld)"
COLLEGE = "Hogeschool Voorbeeldstad (voorbeeld)"
GUIDANCE = "Begeleidingsdienst Voorbeeldstad (voorbeeld)"
CLB = "Voorbeeldnetwerk CLB (voorbeeld)"
CENTRE = "Voorbeeldcentrum voor Onderwijs (voorbeeld)"
COMPASS = "Voorbeeldschool De Kompasroos (voorbeeld)"
WEATHERVANE = "Voorbeeldschool De Windwijzer (voorbeeld)"
ATHENEUM = "Voorbeeldatheneum Nergenshuizen (voorbeeld)"

BLOCK = {
    "intro": "",
    "date": None,
    "starts": None,
    "ends": None,
    "part": "",
    "kind": "plenary",
    "choice": "none",
    "wishes_until": None,
}
SESSION = {
    "number": None,
    "room": "",
    "capacity": None,
    "abstract": "",
    "report": "",
    "takeaways": [],
    "video": "",
    "materials": [],
    "fiches": [],
    "sources": [],
    "themes": [],
    "tags": [],
    "repeats": "",
    "cancelled": False,
    "people": [],
}
RESOURCE = {
    "url": "",
    "how": "",
    "provider": "",
    "series": "",
    "position": None,
    "access": "public",
    "path": "",
    "duration": None,
    "language": "nl",
    "levels": [],
}


def person(name: str, slug: str, bio: str = "", url: str = "", consent_on: dt.date | None = None) -> dict:
    """A row of PEOPLE, for whoever has no title before the name."""
    return {"name": name, "slug": slug, "honorific": "", "bio": bio, "url": url, "consent_on": consent_on}


def by(name: str, affiliation: str, role: str = "speaker") -> dict:
    """Somebody in a session, with the affiliation of that day."""
    return {"person": name, "team": "", "role": role, "affiliation": affiliation}


def block(key: str, title: str, hours: str = "", **rest) -> dict:
    """A block, its hours written as "09:00-10:30"."""
    starts, ends = (dt.time.fromisoformat(hour) for hour in hours.split("-")) if hours else (None, None)
    return {**BLOCK, "key": key, "title": title, "starts": starts, "ends": ends, **rest}


def school_day(day: dt.date, weekday: int, weeks: int) -> dt.date:
    """That weekday on or after `day`; so many weeks further (or back) at a time while it falls in July or August."""
    found = day + dt.timedelta(days=(weekday - day.weekday()) % 7)
    while found.month in (7, 8):
        found += dt.timedelta(weeks=weeks)
    return found


def at(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    """That moment on the clocks of Brussels."""
    return dt.datetime.combine(day, dt.time(hour, minute), BRUSSELS)
