"""Who reads a text before readers do: who wrote it, who is asked, who may say that it is good, and what they say of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from portal.publishing import logbook
from portal.publishing.logbook import Act
from portal.publishing.models import Publication, Status

OVER = (Act.RETURNED, Act.PUBLISHED, Act.WITHDRAWN)  # after these, what was sent to review is over


def writer_of(thing: Publication):
    """Who sent this text to review; None when nobody did since it was published or came back."""
    line = logbook.last_of(thing, (Act.SUBMITTED, *OVER))
    return line.user if line and line.action_flag == Act.SUBMITTED else None


def others_asked(thing: Publication, person) -> list:
    """Who is asked to read it, apart from this person."""
    return list(thing.reviewers.exclude(pk=person.pk).filter(is_active=True))


def why_not_approve(thing: Publication, person) -> str:
    """Nobody approves a text of their own while somebody else is asked to read it. A team of one asks nobody."""
    if person is None or writer_of(thing) != person or not (asked := others_asked(thing, person)):
        return ""
    said = _(
        "Jij stuurde deze tekst zelf in en vroeg %(names)s om hem na te lezen. Wacht op hun oordeel, of zet hem terug naar klad "
        "en haal daar de reviewers weg."
    )
    return said % {"names": in_a_row(asked)}


def wants_reason(thing: Publication, person) -> bool:
    """Whoever sends back what somebody else sent in, says why."""
    return person is not None and writer_of(thing) not in (None, person)


def in_a_row(people) -> str:
    return get_text_list([str(person) for person in people], _("en"))


@dataclass(frozen=True)
class Said:
    """What somebody did with a text, and the remark that went with it."""

    who: Any
    at: datetime
    remark: str


@dataclass(frozen=True)
class Standing:
    """Where a text stands between its writer and its readers, from the last lines of the log."""

    last: Any  # the last line of a step, or None
    sent: Said | None  # when it went to review, while it is there
    returned: Said | None  # when it came back, until it is sent again

    @property
    def writer(self):
        return self.sent.who if self.sent else None


def standing(thing: Publication) -> Standing:
    """In one query."""
    lines = logbook.last_steps(thing)
    moves = [line for line in lines if line.action_flag in logbook.STEPS.values()]
    sent = next((line for line in moves if line.action_flag == Act.SUBMITTED), None)
    back = moves[0] if moves and moves[0].action_flag == Act.RETURNED and thing.status == Status.DRAFT else None
    return Standing(
        last=lines[0] if lines else None,
        sent=_said(sent) if sent and thing.status == Status.REVIEW else None,
        returned=_said(back) if back and logbook.remark_in(back) else None,
    )


def _said(line) -> Said:
    return Said(line.user, line.action_time, logbook.remark_in(line))
