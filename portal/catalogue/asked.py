"""Counting questions: in memory, and at most once a minute written down. Nobody can be recognised in what is kept.

A question is counted by its normalised text, kept as a keyed hash. The text itself is written down only when the question
came on three different days, and never when it may name somebody: with an @, a run of digits, or more than a hundred letters.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from portal.catalogue import minutely
from portal.catalogue.searched import Searched
from portal.text import fold, without_nul

MOST = 2000  # different questions between two writes; what comes after them is not counted
DAYS = 3  # different days before a text is kept
FORGOTTEN = timedelta(days=90)  # a question that never came on enough days
LONGEST = 100
AT_ONCE = 400  # rows in one statement
NAMES_SOMEBODY = re.compile(r"@|\d(?:[ ./()-]?\d){3}")  # an address; a number of four digits or more, however it is written
ROBOT = re.compile(
    r"(?<!cu)bot(?:\b|[/;_-])|crawl|spider|slurp|archiver|preview|monitor|lighthouse|headless|facebookexternalhit|scrapy|python|curl|wget"
    r"|java/|go-http|okhttp|axios|node-fetch|libwww|httpclient|feed",
    re.IGNORECASE,
)


def normalised(question: str) -> str:
    """The question as it is counted: without case, accents, double spaces and signs around its words."""
    words = (word.strip(" \t.,;:!?…\"'“”„‘’«»()[]") for word in fold(without_nul(question)).split())
    return " ".join(word for word in words if word)


def may_be_kept(text: str) -> bool:
    """Whether a normalised question can name nobody by an address or a number, and is short."""
    return 0 < len(text) <= LONGEST and not NAMES_SOMEBODY.search(text)


def key_of(text: str) -> str:
    """The keyed hash of a normalised question."""
    return salted_hmac("portal.catalogue.asked", text, algorithm="sha256").hexdigest()


def is_robot(agent: str) -> bool:
    """Whether this user agent is no reader: a robot by its own word, or one that says nothing."""
    return not agent.strip() or bool(ROBOT.search(agent))


@dataclass
class Count:
    """How a question fared on one day, since the last write."""

    times: int = 0
    without_result: int = 0
    corrected: int = 0
    corrected_to: str = ""


class Tally(minutely.Tally):
    """The questions since the last write, in the memory of this process."""

    name = "questions"

    def count(self, question: str, *, hits: int, corrected: str, at: datetime) -> None:
        """Count a question that brought so many hits; `corrected` is what was searched instead, or "". Asks no database."""
        text = normalised(question) if len(question) <= 2 * LONGEST else ""
        if not may_be_kept(text):
            return
        place = (timezone.localdate(at), text)
        with self._lock:
            if place not in self._counts and len(self._counts) >= MOST:
                return
            self._since = self._since or at
            found = self._counts.setdefault(place, Count())
            found.times += 1
            found.without_result += not hits
            found.corrected += bool(corrected)
            found.corrected_to = normalised(corrected) or found.corrected_to

    def write(self, at: datetime) -> int:
        """Write down what was counted, in one transaction of its own; returns how many different questions."""
        taken = self.take()
        return write(taken, at=at) if taken else 0


@transaction.atomic
def write(counts: dict[tuple[date, str], Count], *, at: datetime) -> int:
    """Add counts to the rows, keep texts that came on enough days, and drop old rows whose text never was."""
    by_key: dict[str, list[tuple[date, str, Count]]] = {}
    for (day, text), count in sorted(counts.items(), key=lambda item: item[0]):
        by_key.setdefault(key_of(text), []).append((day, text, count))
    keys = sorted(by_key)  # every process takes them in the same order, so that none waits for another in a ring
    for start in range(0, len(keys), AT_ONCE):
        part = keys[start : start + AT_ONCE]
        fresh = [Searched(key=key, first_day=by_key[key][0][0], last_day=by_key[key][0][0]) for key in part]
        Searched.objects.bulk_create(fresh, ignore_conflicts=True)
        rows = list(Searched.objects.select_for_update().filter(key__in=part).order_by("key"))
        for row in rows:
            for day, text, count in by_key[row.key]:
                _add(row, day, text, count)
        fields = ["text", "days", "first_day", "last_day", "times", "without_result", "corrected", "corrected_to"]
        Searched.objects.bulk_update(rows, fields, batch_size=100)
    Searched.objects.filter(text="", last_day__lt=timezone.localdate(at) - FORGOTTEN).delete()
    return len(by_key)


def _add(row: Searched, day: date, text: str, count: Count) -> None:
    row.times += count.times
    row.without_result += count.without_result
    row.corrected += count.corrected
    row.first_day, row.last_day = min(row.first_day, day), max(row.last_day, day)
    row.days = sorted({*row.days, day.isoformat()})[-DAYS:]
    if len(row.days) == DAYS:
        row.text = text
    if row.text and may_be_kept(count.corrected_to):
        row.corrected_to = count.corrected_to


# -- the tally of this process -----------------------------------------------------------------------------------------
tally = Tally()
count = tally.count


def listen() -> None:
    """Write once a minute, when a request has been answered."""
    minutely.listen(tally)
