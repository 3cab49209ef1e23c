"""What participants know of the programme, and what is different since: hours, rooms, places, titles. Not texts.

What counts is what readers see. A session that was cancelled is told in its own letter (`events.registering.off`).
"""

import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events.itinerary import Itinerary, hours
from events.models import Block, Place, StudyDay, ToldProgramme

LABELS = {
    "date": lambda: _("dag"),
    "hours": lambda: _("uur"),
    "where": lambda: _("plaats"),
    "title": lambda: _("titel"),
    "room": lambda: _("zaal"),
}


@dataclass(frozen=True)
class Field:
    """One thing that changed, in words."""

    label: str
    old: str
    new: str
    gone: bool = False  # not another value: the thing itself is not there any more


@dataclass(frozen=True)
class Change:
    """What changed of one thing, and whom it concerns: everybody, or who has, waits for or wishes something there."""

    what: str
    fields: list[Field] = field(default_factory=list)
    block: int = 0
    session: int = 0

    @property
    def everybody(self) -> bool:
        return not (self.block or self.session)


def said_now(day: StudyDay) -> dict[str, Any]:
    """The programme as readers see it, as far as people plan by it."""
    itinerary = Itinerary(day)
    sessions = {}
    for block in itinerary.blocks:
        together = block.kind != Block.Kind.PARALLEL
        for told in itinerary.in_block(block):
            said = {**_when(block), "title": told.title, "room": told.room, "together": together}
            sessions[str(told.pk)] = {**said, "off": told.cancelled}
    blocks = {
        str(block.pk): {**_when(block), "title": block.title, "choice": block.choice != Block.Choice.NONE}
        for block in itinerary.blocks
    }
    day_hours = {"date": _date(day.date), "hours": hours(*day.hours()), "where": itinerary.where}
    return {"day": day_hours, "blocks": blocks, "sessions": sessions}


def _when(block: Block) -> dict[str, str]:
    begins, until = block.hours()
    return {"date": _date(block.date or block.day.date), "hours": hours(begins, until)}


def _date(on: dt.date) -> str:
    return date_format(on, "l j F Y")


def fingerprint(said: dict[str, Any]) -> str:
    """What a form carries, so that nobody is told of more than the organiser saw."""
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def remember(day: StudyDay, *, at: dt.datetime) -> ToldProgramme:
    """From here on we keep what participants know. Asking again changes nothing."""
    return ToldProgramme.objects.get_or_create(day=day, defaults={"said": said_now(day), "at": at})[0]


# -- what is different -------------------------------------------------------------------------------------------------
def changes(old: dict[str, Any], new: dict[str, Any]) -> list[Change]:
    """Everything that participants should know, in the order of the day."""
    return [*_of_day(old, new), *_of_blocks(old, new), *_of_sessions(old, new)]


def _of_day(old, new) -> Iterator[Change]:
    if found := _differ(old["day"], new["day"], ("date", "hours", "where")):
        yield Change(_("De studiedag"), found)


def _of_blocks(old, new) -> Iterator[Change]:
    moved = old["day"]["date"] != new["day"]["date"]
    for pk, block in new["blocks"].items():
        if (before := old["blocks"].get(pk)) is None:
            continue
        names = ("title", "hours") if moved else ("title", "date", "hours")
        if found := _differ(before, block, names):
            yield Change(before["title"], found, block=int(pk) if block["choice"] else 0)


def _of_sessions(old, new) -> Iterator[Change]:
    blocks = {(row["date"], row["hours"]): row for row in new["blocks"].values()}
    for pk, before in old["sessions"].items():
        after = new["sessions"].get(pk)
        if before["off"] or (after and after["off"]):
            continue  # a letter of its own
        where = 0 if before["together"] else int(pk)
        if after is None:  # not online any more
            yield Change(before["title"], [Field(_("sessie"), before["title"], "", gone=True)], session=where)
            continue
        names = ["title", "room"]
        if not _with_its_block(old, new, before, after) and (after["date"], after["hours"]) in blocks:
            names += ["date", "hours"]
        if found := _differ(before, after, names):
            yield Change(before["title"], found, session=where)


def _with_its_block(old, new, before, after) -> bool:
    """Whether its hours changed only because those of its block did: that is said once, of the block."""
    was = {pk for pk, row in old["blocks"].items() if (row["date"], row["hours"]) == (before["date"], before["hours"])}
    now = {pk for pk, row in new["blocks"].items() if (row["date"], row["hours"]) == (after["date"], after["hours"])}
    return bool(was & now)


def _differ(before, after, names) -> list[Field]:
    return [Field(LABELS[name](), before[name], after[name]) for name in names if before[name] != after[name]]


# -- whom it concerns --------------------------------------------------------------------------------------------------
def concerned(day: StudyDay, found: list[Change]) -> dict[int, list[Change]]:
    """{registration: what concerns it}, for who comes or waits and has an address."""
    people = day.registrations.live().exclude(email="").order_by("number").values_list("pk", flat=True)
    theirs: dict[int, set[tuple[str, int]]] = defaultdict(set)
    for registration, block, session in Place.objects.filter(registration__in=people).values_list(
        "registration", "block", "session"
    ):
        theirs[registration] |= {("block", block), ("session", session)}
    told = {pk: [change for change in found if _concerns(change, theirs[pk])] for pk in people}
    return {pk: mine for pk, mine in told.items() if mine}


def _concerns(change: Change, theirs: set[tuple[str, int]]) -> bool:
    return change.everybody or ("block", change.block) in theirs or ("session", change.session) in theirs
