"""What cannot both be true in a programme: two sessions in one room, somebody in two places, more seats than chairs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SHARED = frozenset({"table", "open_space"})  # forms that stand in one room together
A_MOMENT = timedelta(minutes=1)  # how long a block lasts that does not say
ROOM_WORDS = ("zaal", "lokaal", "aula", "auditorium", "ruimte", "atelier", "studio", "foyer", "refter", "bibliotheek", "hal")


@dataclass(frozen=True, slots=True)
class Slot:
    """A session as the programme places it: when, where, with whom. `kind` is the kind of its block."""

    session: int
    title: str
    form: str
    block: int | None
    parallel: bool
    starts: datetime | None
    ends: datetime | None
    room: int | None
    room_name: str
    room_capacity: int | None
    capacity: int | None
    people: tuple[tuple[int, str], ...]
    cancelled: bool
    kind: str


@dataclass(frozen=True, slots=True)
class Clash:
    """Something to settle, about these sessions, in a sentence for whoever makes the programme."""

    kind: Literal["room", "person", "size"]
    sessions: tuple[int, ...]
    sentence: str


def clashes(slots: Iterable[Slot], only: set[int] | None = None) -> list[Clash]:
    """All clashes between these sessions, or those that involve the sessions in `only`; in the order of the programme."""
    held = sorted((slot for slot in slots if not slot.cancelled), key=_place)
    found = [*_sizes(held), *(clash for one, other in combinations(held, 2) for clash in _between(one, other))]
    return [clash for clash in found if only is None or not only.isdisjoint(clash.sessions)]


def _place(slot: Slot) -> tuple[bool, datetime, str, int]:
    starts = slot.starts or datetime.max.replace(tzinfo=UTC)
    return slot.starts is None, starts.astimezone(UTC), slot.title, slot.session


def _sizes(slots: list[Slot]) -> Iterator[Clash]:
    for slot in slots:
        chairs, seats = slot.room_capacity, slot.capacity
        if slot.room is None or slot.form == "table" or chairs is None or seats is None or seats <= chairs:
            continue
        room = _room(slot)
        said = {
            "room": room[:1].upper() + room[1:],
            "chairs": ngettext("%(count)d stoel", "%(count)d stoelen", chairs) % {"count": chairs},
            "title": slot.title,
            "seats": ngettext("%(count)d plaats", "%(count)d plaatsen", seats) % {"count": seats},
        }
        yield Clash("size", (slot.session,), _("%(room)s heeft %(chairs)s, maar “%(title)s” biedt %(seats)s.") % said)


def _between(one: Slot, other: Slot) -> Iterator[Clash]:
    if not _same_time(one, other):
        return
    pair, titles = (one.session, other.session), {"one": one.title, "other": other.title}
    if one.room is not None and one.room == other.room and not SHARED.issuperset((one.form, other.form)):
        yield Clash("room", pair, _("“%(one)s” en “%(other)s” staan tegelijk in %(room)s.") % {**titles, "room": _room(one)})
    names = dict(one.people)
    for person in sorted(names.keys() & dict(other.people).keys(), key=lambda key: (names[key], key)):
        said = {**titles, "name": names[person]}
        yield Clash("person", pair, _("%(name)s staat tegelijk in “%(one)s” en in “%(other)s”.") % said)


def _same_time(one: Slot, other: Slot) -> bool:
    if one.block is not None and one.block == other.block:
        return one.parallel or one.kind == "parallel" or (one.kind == "open_space" and one.form == other.form == "table")
    if one.starts is None or other.starts is None:
        return False
    (begin, end), (start, stop) = _hours(one.starts, one.ends), _hours(other.starts, other.ends)
    return begin < stop and start < end


def _hours(starts: datetime, ends: datetime | None) -> tuple[datetime, datetime]:
    """From when till when, in UTC: moments that share a time zone compare by the clock on the wall."""
    begin = starts.astimezone(UTC)
    return begin, ends.astimezone(UTC) if ends else begin + A_MOMENT


def _room(slot: Slot) -> str:
    """The room in a sentence: a name that does not say that it is a room gets the word in front."""
    first = slot.room_name.split()[0].casefold() if slot.room_name.split() else ""
    return slot.room_name if first.endswith(ROOM_WORDS) else _("zaal %(name)s") % {"name": slot.room_name}
