"""A page that the browser fetched while the finger went down: there at once, and counted once."""

import time

import pytest

from portal.catalogue import opened

WATCH = """() => performance.getEntriesByType('navigation')[0].deliveryType"""


@pytest.fixture
def press(open_page, site):
    """Presses a link on the home page and waits; returns what the browser asked of the server ahead, and the tab."""

    def press(selector: str):
        visit = open_page("/fiches/")
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


def test_a_fiche_that_was_fetched_ahead_is_read_once_it_is_open(press, site):
    opened.tally.take()
    visit, ahead = press(f"a[href='{site['rich fiche']}']")
    counted_ahead = opened.tally.take()
    visit.page.mouse.up()
    visit.page.wait_for_url(f"**{site['rich fiche']}")
    visit.page.wait_for_load_state("networkidle")
    assert (ahead, visit.page.evaluate(WATCH)) == ([visit.base + site["rich fiche"]], "navigational-prefetch")
    assert [path for _day, path in counted_ahead] == ["/fiches/"]
    assert [(path, times) for (_day, path), times in opened.tally.take().items()] == [(site["rich fiche"], 1)]
