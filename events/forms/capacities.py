"""How many seats a day and its sessions have, as somebody types it beside what they saw."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from events.models import Session, StudyDay

NOT_A_NUMBER = -1


@dataclass
class SeatRow:
    """A day or a session, with what stands in its field and what stood there when the page was drawn."""

    name: str
    thing: StudyDay | Session
    label: str
    block: str
    typed: str
    seen: str
    fault: str = ""

    @property
    def touched(self) -> bool:
        return self.typed != self.seen

    def wanted(self) -> int | None:
        """The number that was typed, None for no limit; NOT_A_NUMBER for anything else."""
        return number_of(self.typed)


def number_of(text: str) -> int | None:
    if not text:
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else NOT_A_NUMBER


def rows_of(day: StudyDay, sessions: Iterable[tuple[str, Session]], data: Mapping[str, Any] | None) -> list[SeatRow]:
    """The day, then its sessions with the titles of their blocks; with what was posted, when anything was."""
    things: list[tuple[str, StudyDay | Session, str, str]] = [("dag", day, _("De hele dag"), "")]
    for block, session in sessions:
        label = f"{session.number}. {session.title}" if session.number else session.title
        things.append((f"s{session.pk}", session, label, block))
    return [_row(*thing, data) for thing in things]


def _row(name, thing, label, block, data) -> SeatRow:
    now = "" if thing.capacity is None else str(thing.capacity)
    posted = data is not None and f"{name}-seen" in data  # a session that came since is left alone
    typed = str(data[name]).strip()[:12] if posted and name in data else now
    seen = str(data[f"{name}-seen"])[:12] if posted else now
    return SeatRow(name, thing, label, block, typed, seen)
