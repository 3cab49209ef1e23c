"""A page that the browser fetched while the finger went down: there at once, and told once that it is open."""

import time

import pytest

WATCH = "performance.getEntriesByType('navigation')[0].deliveryType"


@pytest.fixture
def press(open_page, site):
    """Presses a link on the home page and waits; returns what the browser asked of the server ahead, and the tab."""

    def press(selector: str):
        visit = open_page("/")
        wire, asked = visit.page.context.new_cdp_session(visit.page), []
        wire.send("Preload.enable")
        wire.on("Preload.prefetchStatusUpdated", lambda event: asked.append((event["prefetchUrl"], event["status"])))
        visit.page.locator(selector).first.hover()
        visit.page.mouse.down()
        until = time.monotonic() + 3
        while not any(status == "Ready" for _url, status in asked) and time.monotonic() < until:
            visit.page.wait_for_timeout(50)
        return visit, [url for url, status in asked if status == "Ready"]

    return press


def test_a_fiche_that_was_fetched_ahead_tells_that_it_is_read_once_it_is_open(press):
    visit, ahead = press("main a[href^='/fiches/']:not([href='/fiches/'], [href*='?'])")
    told = []
    visit.page.on("request", lambda request: told.append(request.url) if request.headers.get("x-opened") else None)
    before = list(told)
    visit.page.mouse.up()
    visit.page.wait_for_url("**/fiches/*/")
    visit.page.wait_for_load_state("networkidle")
    url = visit.page.url
    assert (ahead, visit.page.evaluate(WATCH), before, told) == ([url], "navigational-prefetch", [], [url])
