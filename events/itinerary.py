"""The day of one person, in order: what everybody does together, and what they have, wait for or wish in the rest.

Titles, rooms and hours are those that readers see (the catalogue); a session that is not online says what its row says.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import Block, Place, Registration, Session, StudyDay
from portal.catalogue.models import Record


@dataclass(frozen=True)
class Told:
    """A session as participants read of it."""

    pk: int
    title: str
    label: str = ""
    room: str = ""
    url: str = ""
    people: str = ""
    cancelled: bool = False


@dataclass(frozen=True)
class Line:
    """A session on the day of somebody. `state` is that of their place; empty for what everybody comes to. `position` is where
    in the line, `rank` which wish (0: a seat that was no wish)."""

    session: Told
    state: str = ""
    rank: int = 0
    position: int = 0


@dataclass(frozen=True)
class Part:
    """A block of the day and what somebody does in it. `choose` says that there is a choice, made or not."""

    block: Block
    begins: dt.datetime | None
    until: dt.datetime | None
    hours: str
    choose: bool
    lines: list[Line] = field(default_factory=list)

    @property
    def seat(self) -> Line | None:
        return next((line for line in self.lines if line.state == Place.State.CONFIRMED), None)


class Itinerary:
    """The programme of a day, read once (two queries); then each person's own (two more)."""

    def __init__(self, day: StudyDay):
        self.day = day
        asked = Q(kind="day", object_id=day.pk) | Q(kind="session", object_id__in=day.sessions.values("pk"))
        rows = list(Record.objects.public().filter(asked).values("kind", "object_id", "title", "url", "card"))
        self.said: dict[str, Any] = next((row for row in rows if row["kind"] == "day"), {"title": day.title, "card": {}})
        self.sessions = {row["object_id"]: _told(row) for row in rows if row["kind"] == "session"}
        self._of_block: dict[int, list[Told]] = defaultdict(list)
        for row in sorted((row for row in rows if row["kind"] == "session"), key=lambda row: row["card"]["place"]):
            self._of_block[row["card"]["block"]].append(self.sessions[row["object_id"]])
        self.blocks = list(day.blocks.all())
        for block in self.blocks:
            block.day = day  # in hand

    @property
    def title(self) -> str:
        return self.said["title"]

    @property
    def where(self) -> str:
        """The venue on one line; empty when nobody said it."""
        venue = self.said["card"].get("venue")
        town = " ".join(filter(None, [venue["postcode"], venue["city"]])) if venue else ""
        return ", ".join(filter(None, [venue["name"], venue["street"], town])) if venue else ""

    def told(self, session: Session) -> Told:
        """This session as readers see it."""
        return self.sessions.get(session.pk) or Told(session.pk, session.title, cancelled=session.cancelled)

    def in_block(self, block: Block) -> list[Told]:
        """The sessions of a block that readers see, in order."""
        return self._of_block[block.pk]

    def of(self, registration: Registration) -> list[Part]:
        """What this person does, block by block."""
        places = list(registration.places.select_related("session").order_by("block", "rank", "pk"))
        ahead = _positions(places)
        lines: dict[int, list[Line]] = defaultdict(list)
        for place in places:
            line = Line(self.told(place.session), place.state, place.rank, ahead.get(place.pk, 0))
            lines[place.block_id].append(line)
        return [self._part(block, lines[block.pk]) for block in self.blocks]

    def _part(self, block: Block, own: list[Line]) -> Part:
        begins, until = block.hours()
        choose = block.choice != Block.Choice.NONE
        together = [] if choose or block.kind == Block.Kind.PARALLEL else self._of_block[block.pk]
        lines = own if choose else own or [Line(told) for told in together if not told.cancelled]
        order = {Place.State.CONFIRMED: 0, Place.State.WAITING: 1, Place.State.WISHED: 2}
        lines = sorted(lines, key=lambda line: order.get(line.state, 0))  # type: ignore[call-overload]
        return Part(block, begins, until, hours(begins, until) or _part_of_day(block), choose, lines)


def _positions(places: list[Place]) -> dict[int, int]:
    """Where in the line each of these places is: the same for one as for three lines, in one query."""
    waiting = [place for place in places if place.state == Place.State.WAITING]
    if not waiting:
        return {}
    everybody = Place.objects.waiting().filter(
        session__in={place.session_id for place in waiting}, registration__state=Registration.State.CONFIRMED
    )
    ahead: dict[int, int] = defaultdict(int)
    found = {}
    for pk, session in everybody.values_list("pk", "session"):
        ahead[session] += 1
        found[pk] = ahead[session]
    return {place.pk: found.get(place.pk, 0) for place in waiting}


def hours(begins: dt.datetime | None, until: dt.datetime | None) -> str:
    """From when till when, as we say it; empty when nobody knows."""
    if begins is None:
        return ""
    first, last = (timezone.localtime(moment) if moment else None for moment in (begins, until))
    assert first is not None
    if last is None:
        return _("vanaf %(begin)s uur") % {"begin": f"{first.hour}.{first.minute:02}"}
    said = {"begin": f"{first.hour}.{first.minute:02}", "end": f"{last.hour}.{last.minute:02}"}
    return _("%(begin)s tot %(end)s uur") % said


def _part_of_day(block: Block) -> str:
    return str(Block.Part(block.part).label) if block.part else ""


def _told(row: dict) -> Told:
    card = row["card"]
    people = ", ".join(who["name"] for who in card["people"])
    return Told(row["object_id"], row["title"], card["label"], card["room"], row["url"], people, card["cancelled"])
