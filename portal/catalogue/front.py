"""The front door: a kept page that is still right is answered before Django is asked.

What is kept here is which page an address showed, and in which edition of the site. A page of another edition is asked for again
behind us, where its stamp tells whether it changed (`portal.catalogue.kept`). The number of the edition is read at most every
`FRESH` seconds by each process, and never beyond the moment at which the site changes by the clock. Who is signed in goes past
here, and so does whatever is not plain reading: an editor sees at once what was just published.
"""

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import Error, connection
from django.utils import timezone

from portal.catalogue import opened
from portal.catalogue.kept import NOT_OURS, SEEN, Seen
from portal.catalogue.models import aware
from portal.catalogue.store import Page, sizes_for
from portal.database.lending import give_back
from portal.static_files import is_secure

FRESH = 0.25  # seconds for which a number that was read is believed
MOST = 4000  # addresses
LONGEST = 500  # letters of an address that is remembered
PATIENCE = 5.0  # seconds to wait for another thread that draws the same
PARTS = ("HTTP_HX_REQUEST", "HTTP_HX_HISTORY_RESTORE_REQUEST")
PAST = ("HTTP_RANGE", "HTTP_AUTHORIZATION", "HTTP_X_HTTP_METHOD_OVERRIDE")
WITH_304 = {"cache-control", "vary", "content-security-policy", "strict-transport-security"}


@dataclass(slots=True)
class Shown:
    """What an address showed: the page, the edition in which it was right, and what goes with it over the line."""

    edition: int
    page: Page
    path: str
    headers: list[tuple[str, str]]
    ready: dict[str, list[tuple[str, str]]]


class EditionSeen:
    """The edition, read now and then."""

    def __init__(self):
        self._lock = threading.Lock()
        self._seen: Seen | None = None
        self._until, self._moment = 0.0, 0.0

    def now(self) -> Seen | None:
        """What was read; None when the site must take a step first, or when the database is away: Django knows what to do."""
        if time.monotonic() >= self._until:
            with self._lock:
                if time.monotonic() >= self._until:
                    self._read()
        return None if self._moment and time.time() >= self._moment else self._seen

    def _read(self) -> None:
        self._until = time.monotonic() + FRESH
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT number, frame, next_moment FROM catalogue_edition WHERE id = 1")
                row = cursor.fetchone()
            give_back()
        except Error:
            connection.close()
            row = None
            self._until = time.monotonic() + FRESH  # it may have taken long: who waits at the lock need not find it out again
        self._seen = Seen(*row[:2]) if row else None
        self._moment = aware(row[2]).timestamp() if row and row[2] else 0.0


class FrontDoor:
    """A WSGI application around Django's."""

    def __init__(self, application):
        self.application = application
        self.edition = EditionSeen()
        self.host = urlsplit(settings.SITE_URL).netloc
        self._cookie = f"{settings.SESSION_COOKIE_NAME}="
        self._shown: OrderedDict[tuple, Shown] = OrderedDict()
        self._lock = threading.Lock()
        self._drawing: dict[tuple, threading.Lock] = {}

    def __call__(self, environ, start_response):
        key = self._key(environ)
        if key is None or opened.tally.is_due(timezone.now()):  # what was counted is written down behind us
            return self.application(environ, start_response)
        if answer := self._answer(key, environ, start_response):
            return answer
        with self._alone(key) as waited:
            if waited and (answer := self._answer(key, environ, start_response)):
                return answer
            return self._ask(key, environ, start_response)

    def forget(self) -> None:
        """Nothing was shown yet."""
        with self._lock:
            self._shown.clear()

    # -- what may be answered here -------------------------------------------------------------------------------------
    def _key(self, environ) -> tuple | None:
        """What names a page: its address, and what of it was asked. None for what is not plain reading of a public page."""
        path, asked = environ["PATH_INFO"], environ.get
        if (
            environ["REQUEST_METHOD"] not in ("GET", "HEAD")
            or asked("HTTP_HOST") != self.host
            or path.startswith(NOT_OURS)
            or len(path) + len(query := asked("QUERY_STRING") or "") > LONGEST
            or self._cookie in asked("HTTP_COOKIE", "")
            or any(name in environ for name in PAST)
        ):
            return None
        part = tuple(environ.get(name) == "true" for name in PARTS)
        return path, query, part, is_secure(environ)

    def _found(self, key) -> Shown | None:
        """What was shown at this address: of a page of one thing whatever the query string says."""
        path, _query, *rest = key
        with self._lock:
            for place in (key, (path, None, *rest)):
                if place in self._shown:
                    self._shown.move_to_end(place)
                    return self._shown[place]
        return None

    def _answer(self, key, environ, start_response):
        """The kept page, or 304; nothing when there is none that is still right."""
        shown = self._found(key)
        if shown is None or (seen := self.edition.now()) is None or shown.edition != seen.number:
            return None
        if opened.is_reading(shown.path, environ):
            opened.tally.count(shown.path)
        page, said = shown.page, environ.get("HTTP_IF_NONE_MATCH", "")
        if said and (etag := page.is_had(said)):
            headers = [header for header in shown.headers if header[0].lower() in WITH_304]
            start_response("304 Not Modified", [*headers, ("ETag", etag)])
            return [b""]
        size = sizes_for(environ.get("HTTP_ACCEPT_ENCODING", ""))[0]
        body = page.body(size)
        if size not in shown.ready:
            encoding = [("Content-Encoding", size)] if size else []
            shown.ready[size] = [*shown.headers, *encoding, ("Content-Length", str(len(body))), ("ETag", page.etag(size))]
        start_response("200 OK", list(shown.ready[size]))
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]

    # -- what must be asked behind us ----------------------------------------------------------------------------------
    def _alone(self, key):
        with self._lock:
            mine = self._drawing.setdefault(key, threading.Lock())
        return _Turn(self, key, mine)

    def _ask(self, key, environ, start_response):
        told: dict[str, Any] = {}

        def start(status, headers, exc_info=None):
            told["headers"] = headers
            return start_response(status, headers, exc_info)

        if self._found(key) is None and (seen := self.edition.now()):
            environ[SEEN] = seen
        response = self.application(environ, start)
        page = getattr(response, "page", None)
        if page is not None and response.status_code == 200 and _is_everybodys(told.get("headers")):
            self._remember(key, response, page, told["headers"])
        return response

    def _remember(self, key, response, page: Page, headers) -> None:
        own = {"content-length", "content-encoding", "etag", "date"}
        kept = [(name, value) for name, value in headers if name.lower() not in own]
        path, query, *rest = key
        place = (path, None if response.kept_by == "stamp" else query, *rest)
        with self._lock:
            self._shown[place] = Shown(response.edition, page, response.path, kept, {})
            self._shown.move_to_end(place)
            while len(self._shown) > MOST:
                self._shown.popitem(last=False)


def _is_everybodys(headers) -> bool:
    """Whether an answer may be given to anybody. What was drawn for one person has a cookie, or says that nobody keeps it."""
    said = {name.lower(): value for name, value in headers or ()}
    return "set-cookie" not in said and said.get("cache-control", "").startswith("public")


class _Turn:
    """One thread of this process draws a page; the others wait for it, for a while."""

    def __init__(self, door: FrontDoor, key: tuple, lock: threading.Lock):
        self.door, self.key, self.lock = door, key, lock

    def __enter__(self) -> bool:
        self.held = self.lock.acquire(blocking=False)
        if self.held:
            return False
        self.held = self.lock.acquire(timeout=PATIENCE)
        return True

    def __exit__(self, *_error) -> None:
        if self.held:
            with self.door._lock:
                self.door._drawing.pop(self.key, None)
            self.lock.release()
