"""What people can choose on a day at this minute: the blocks with their sessions, and how many seats are left. The words are
those that readers see; the numbers are read from the rows, never from a kept page."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Block, Place, StudyDay
from events.models.registration import WISHES
from events.models.session import first_of
from portal.catalogue.listing import card
from portal.catalogue.models import Record

FEW = 5  # seats


def words_for(capacity: int | None, taken: int, waiting: int = 0) -> str:
    """How many seats are left, as readers read it; nothing where there is no limit."""
    if capacity is None:
        return ""
    if free := max(capacity - taken, 0):
        return ngettext("nog %(free)s plaats", "nog %(free)s plaatsen", free) % {"free": free}
    if waiting:
        return ngettext("volzet · %(waiting)s wacht", "volzet · %(waiting)s wachten", waiting) % {"waiting": waiting}
    return _("volzet")


def tone_of(capacity: int | None, taken: int) -> str:
    """How it looks: "full", "few" or nothing."""
    if capacity is None or capacity - taken > FEW:
        return ""
    return "few" if capacity > taken else "full"


@dataclass
class Option:
    """A session that can be chosen."""

    pk: int
    block: int
    title: str
    url: str
    number: int | None
    who: str
    room: str
    capacity: int | None
    taken: int
    waiting: int
    cancelled: bool
    family: int  # what stands for it and its repetitions
    also: list[str] = field(default_factory=list)  # the other blocks in which the same masterclass is given
    mine: str = ""  # what somebody who is choosing again has here: "jouw plaats"

    @property
    def full(self) -> bool:
        return self.capacity is not None and self.taken >= self.capacity

    @property
    def left(self) -> str:
        return self.mine or words_for(self.capacity, self.taken, self.waiting)

    @property
    def tone(self) -> str:
        return "" if self.mine else tone_of(self.capacity, self.taken)

    @property
    def named(self) -> str:
        return f"{self.number}. {self.title}" if self.number else self.title


@dataclass
class Offer:
    """A block in which something is to be chosen."""

    pk: int
    title: str
    begins: dt.datetime | None
    until: dt.datetime | None
    part: str
    ranked: bool  # whether a choice is a wish, still to be allotted
    wishes_until: dt.date | None
    closed: bool  # too late for wishes, too early for what is left
    options: list[Option]

    @property
    def open_options(self) -> list[Option]:
        """The sessions that go on."""
        return [option for option in self.options if not option.cancelled]

    @property
    def wishes(self) -> int:
        """How many wishes everybody gives: the same number, so that everybody has the same chance."""
        return min(WISHES, len({option.family for option in self.open_options}))


def offers(day: StudyDay, *, at: dt.datetime) -> list[Offer]:
    """The blocks of a day in which people choose, with what is online and in the order of the programme. Four queries."""
    blocks = [block for block in day.blocks.all() if block.choice != Block.Choice.NONE]
    rows = {row.pk: row for row in day.sessions.only("day", "block", "capacity", "taken", "cancelled", "repeats", "live")}
    online = [row.pk for row in rows.values() if row.live_id and row.block_id in {block.pk for block in blocks}]
    records = Record.objects.public().filter(kind="session", object_id__in=online)
    cards = sorted((card(row) for row in records.for_cards()), key=lambda said: said["place"])
    waiting = _waiting(Place.objects.filter(session__in=online))
    repeats = {pk: row.repeats_id for pk, row in rows.items()}
    options = [_option(said, rows[said["object_id"]], waiting, repeats) for said in cards]
    titles = {block.pk: block.title for block in blocks}
    for option in options:
        same = [other for other in options if other.family == option.family and other.block != option.block]
        option.also = list(dict.fromkeys(titles[other.block] for other in same))
    found = [_offer(block, day, [option for option in options if option.block == block.pk], at) for block in blocks]
    return [offer for offer in found if offer.options]


def seats_left(day: StudyDay) -> dict[str, dict[str, str]]:
    """What the public pages of a day say of its seats: {"day" or the number of a session: words and tone}. Three queries."""
    said = {"day": _left(day.capacity, day.taken, day.registrations.waiting().count())}
    rows = day.sessions.select_related("block").filter(block__choice__in=(Block.Choice.FIRST_COME, Block.Choice.RANKED))
    waiting = _waiting(Place.objects.filter(registration__day=day))
    for row in rows.filter(cancelled=False).exclude(live=None).exclude(capacity=None).order_by("pk"):
        wished = row.block.takes_wishes()
        said[str(row.pk)] = _to_allot(row.capacity) if wished else _left(row.capacity, row.taken, waiting.get(row.pk, 0))
    return said


def _left(capacity: int | None, taken: int, waiting: int) -> dict[str, str]:
    return {"words": words_for(capacity, taken, waiting), "tone": tone_of(capacity, taken)}


def _to_allot(capacity: int) -> dict[str, str]:
    """Nobody sits there yet, however many people wish it."""
    words = ngettext("%(seats)s plaats, we verdelen ze later", "%(seats)s plaatsen, we verdelen ze later", capacity)
    return {"words": words % {"seats": capacity}, "tone": ""}


def _waiting(places) -> dict[int, int]:
    """How many people wait for each session."""
    lines = places.filter(state=Place.State.WAITING).order_by().values_list("session").annotate(Count("pk"))
    return dict(lines)


def _option(said: dict, row, waiting: dict[int, int], repeats: dict[int, int | None]) -> Option:
    return Option(
        pk=row.pk,
        block=row.block_id,
        title=said["title"],
        url=said["url"],
        number=said["number"],
        who=", ".join(f"{who['name']} ({who['affiliation']})" if who["affiliation"] else who["name"] for who in said["people"]),
        room=said["room"],
        capacity=row.capacity,
        taken=row.taken,
        waiting=waiting.get(row.pk, 0),
        cancelled=row.cancelled,
        family=first_of(row.pk, repeats),
    )


def _offer(block: Block, day: StudyDay, options: list[Option], at: dt.datetime) -> Offer:
    block.day = day  # in hand
    begins, until = block.hours()
    return Offer(
        pk=block.pk,
        title=block.title,
        begins=begins,
        until=until,
        part=str(Block.Part(block.part).label) if block.part else "",
        ranked=block.takes_wishes(),
        wishes_until=block.wishes_until,
        closed=block.wishes_closed(at),
        options=options,
    )
