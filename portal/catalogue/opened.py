"""Counting reading: in the outermost layer, in memory, and at most once a minute written down. Nobody is in it.

Counted is a page that somebody opened: a GET that was answered with the page, or with “you have it already” (304). Not
counted are programs, as far as they say so or ask no language; what a browser fetches before anybody asked for it; parts
of a page; and a look from the desk at one's own page. What this cannot know: whether a page was read after it was opened,
whether two readings are of one person, a program that behaves as a browser in every way, and a reader whose browser or
network answers from its own memory without asking.
"""

import time
from collections import Counter
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.db import Error
from django.utils import timezone

from portal.catalogue import minutely
from portal.catalogue.asked import is_robot
from portal.catalogue.models import Address, Record
from portal.catalogue.reads import Reads

MOST = 20_000  # different pages between two writes; what comes after them is not counted
AT_ONCE = 400  # addresses in one question
READ = (200, 304)
NOT_PAGES = ("/beheer/", "/static/", "/media/", "/health/")
AHEAD = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_PURPOSE", "HTTP_X_MOZ")  # fetched or drawn before anybody asked
OPENED = "HTTP_X_OPENED"  # the page itself tells that it was fetched ahead, and is read now (`static/js/portal.js`)
_robot = lru_cache(maxsize=500)(is_robot)


class CountReads:
    """The first middleware: whatever answers behind it, a kept page too, was read."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code in READ and is_reading(request.path, request.META):
            tally.count(request.path)
        return response


def is_reading(path: str, environ: dict) -> bool:
    """Whether somebody opened a page with this request, as far as it tells. Asks nothing of the database."""
    said = environ.get
    return (
        said("REQUEST_METHOD") == "GET"
        and path.endswith("/")
        and not path.startswith(NOT_PAGES)
        and (said("HTTP_SEC_FETCH_DEST", "document") == "document" or OPENED in environ)
        and "HTTP_HX_REQUEST" not in environ
        and not any(name in environ for name in AHEAD)
        and bool(said("HTTP_ACCEPT_LANGUAGE"))
        and "/beheer/" not in said("HTTP_REFERER", "")
        and not _robot(said("HTTP_USER_AGENT", "")[:300])
    )


class Today:
    """The day in Flanders, without asking the calendar each time."""

    def __init__(self):
        self._begin, self._until, self._day = 0.0, 0.0, date.min

    def __call__(self) -> date:
        if not self._begin <= time.time() < self._until:  # also when a clock was put back
            self._day = timezone.localdate()
            self._begin, self._until = (_midnight(self._day + timedelta(days=days)) for days in (0, 1))
        return self._day


def _midnight(day: date) -> float:
    return timezone.make_aware(datetime.combine(day, datetime.min.time())).timestamp()


class Tally(minutely.Tally):
    """Which pages were read since the last write, in the memory of this process."""

    name = "readings"

    def __init__(self):
        super().__init__()
        self._today = Today()

    def count(self, path: str, times: int = 1, day: date | None = None) -> None:
        """Count a page by its address. Asks no database."""
        place = (day or self._today(), path)
        with self._lock:
            known = self._counts.get(place)
            if known is None and len(self._counts) >= MOST:
                return
            if self._since is None:
                self._since = timezone.now()
            self._counts[place] = (known or 0) + times

    def write(self, at: datetime) -> int:
        """Add what was counted to the rows; returns how many different pages and days. When the database is busy nothing
        is lost: it is counted again, for the next minute."""
        taken = self.take()
        if not taken:
            return 0
        try:
            return write(taken)
        except Error:
            for (day, path), times in taken.items():
                self.count(path, times, day)
            raise


def write(counts: dict[tuple[date, str], int]) -> int:
    """Add counts to the rows of the records at these addresses; an address without a record is no page of one thing."""
    found = records_at({path for _day, path in counts})
    rows: Counter = Counter()
    for (day, path), times in counts.items():
        if path in found:
            rows[*found[path], day] += times
    if rows:
        Reads.objects.add(rows)
    return len(rows)


def records_at(paths: set[str]) -> dict[str, tuple[int, str]]:
    """{address: (record, its kind)}, also of an address that changed since it was asked."""
    found: dict[str, tuple[int, str]] = {}
    asked = sorted(path for path in paths if len(path) <= 255 and "\x00" not in path)
    for begin in range(0, len(asked), AT_ONCE):
        part = asked[begin : begin + AT_ONCE]
        for url, pk, kind in Record.objects.filter(url__in=part).values_list("url", "pk", "kind"):
            found[url] = (pk, kind)
        if missing := [path for path in part if path not in found]:
            rows = Address.objects.filter(url__in=missing).values_list("url", "record", "record__kind")
            found |= {url: (pk, kind) for url, pk, kind in rows}
    return found


# -- the tally of this process -----------------------------------------------------------------------------------------
tally = Tally()


def listen() -> None:
    """Write once a minute, when a request has been answered."""
    minutely.listen(tally)
