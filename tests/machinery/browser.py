"""A real Chromium. Pages are opened with `open_page`, which notices what a person would not: errors and other hosts."""

import os
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client

from tools import chromium

FLAGS = [
    chromium.QUIET,
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-sync",
    "--force-color-profile=srgb",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


@dataclass
class Visit:
    """One tab: `page` is Playwright's; the rest is what was noticed in it since it opened."""

    page: object
    base: str
    status: int = 0
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def go(self, path: str):
        """Follow an address of the portal; returns the visit."""
        answer = self.page.goto(self.base + path, wait_until="load")
        self.status = answer.status if answer else 0
        return self

    def notice_request(self, request):
        where = urlsplit(request.url)
        if where.scheme in ("http", "https"):
            self.requests.append(request.url)
            if where.netloc != urlsplit(self.base).netloc:
                self.foreign.append(request.url)

    def notice_console(self, message):
        if message.type == "error":
            self.errors.append(message.text)

    def overflow(self) -> int:
        """How many pixels the page is wider than its window."""
        return self.page.evaluate("Math.max(0, document.documentElement.scrollWidth - innerWidth)")


@pytest.fixture(scope="session")
def browser():
    """Playwright's browser, on the Chromium of this machine."""
    path = chromium.find()
    if path is None:
        pytest.skip("no Chromium here: install chromium, or give its path in CHROMIUM")
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in this thread; the tests' own queries are safe
    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        connections.close_all()  # those of this event loop: PostgreSQL drops no database that someone still uses
        running.close()


def session_of(user, base: str) -> dict:
    """The cookie of someone who signed in."""
    client = Client()
    client.force_login(user)
    return {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value, "url": base}


@pytest.fixture
def open_page(browser, live_server):
    """Opens pages of the portal: `open_page("/fiches/", width=390, scheme="dark", java_script=False, user=editor)` is a Visit.

    At the end of the test, an error in the console or a request to another host fails it, unless `tolerant=True`.
    `base` is another server than `live_server` (such as what `granian_server()` returned).
    """
    visits, contexts = [], []

    def open_page(path="/", *, width=1280, height=900, scheme="light", java_script=True, user=None, base=None, tolerant=False):
        base = base or live_server.url
        window = {"width": width, "height": height}
        context = browser.new_context(viewport=window, color_scheme=scheme, java_script_enabled=java_script, locale="nl-BE")
        context.set_default_timeout(15_000)
        contexts.append(context)
        if user is not None:
            context.add_cookies([session_of(user, base)])
        visit = Visit(context.new_page(), base)
        visit.page.on("request", visit.notice_request)
        visit.page.on("console", visit.notice_console)
        visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
        if not tolerant:
            visits.append(visit)
        return visit.go(path)

    yield open_page
    for context in contexts:
        context.close()
    assert [error for visit in visits for error in visit.errors] == []
    assert [address for visit in visits for address in visit.foreign] == []


def pytest_collection_modifyitems(items):
    """A browser sees the same on either database: its tests run once, unless they say otherwise."""
    for item in items:
        if "browser" in item.fixturenames:
            item.add_marker("browser")
            if not item.get_closest_marker("both_databases"):
                item.add_marker("once")
