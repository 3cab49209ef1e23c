"""What a first visit costs: requests, bytes, and whether anything moves while it loads. Served as in life, by granian."""

LIGHT, STILL = 60_000, 0.01
NOT_WEIGHED = ("font/", "image/")
ALIKE = {  # another page weighs the same
    "fiches, nothing",
    "fiches, no such word",
    "theme below another",
    "file",
    "material without a link",
    "long words",
    "search, nothing",
    "withdrawn",
}
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 100_000}  # 1.6 Mbit/s down
SHIFTS = """() => new Promise(tell => {
  let sum = 0
  const add = list => { for (const shift of list.getEntries()) sum += shift.value }
  new PerformanceObserver(add).observe({type: 'layout-shift', buffered: true})
  document.fonts.ready.then(() => setTimeout(() => tell(sum), 100))
})"""
FONTS = "[...document.fonts].filter(font => font.status === 'loaded').length"


def first_visit(browser, url: str, width: int, network: dict | None = None) -> dict:
    """Requests and bytes over the line (fonts and pictures apart), and what moved, for somebody who was never here."""
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="nl-BE")
    try:
        page = context.new_page()
        wire, kinds, sizes = context.new_cdp_session(page), {}, {}
        wire.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["response"]["mimeType"]}))
        wire.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
        wire.send("Network.enable")
        if network:
            wire.send("Network.emulateNetworkConditions", network)
        page.goto(url, wait_until="load")
        moved, fonts = page.evaluate(SHIFTS), page.evaluate(FONTS)
        weighed = [sizes.get(request, 0) for request, kind in kinds.items() if not kind.startswith(NOT_WEIGHED)]
        return {"requests": len(weighed), "bytes": sum(weighed), "moved": moved, "fonts": fonts}
    finally:
        context.close()


def test_a_first_visit_is_light_and_nothing_moves(browser, granian_server, site):
    base = granian_server()
    kinds = [name for name in site if name not in ALIKE]
    cost = {name: first_visit(browser, base + site[name], width=(390, 1280)[number % 2]) for number, name in enumerate(kinds)}
    heavy = {name: seen for name, seen in cost.items() if seen["requests"] > 5 or not 5_000 < seen["bytes"] <= LIGHT}
    assert heavy == {}
    assert {name: seen["moved"] for name, seen in cost.items() if seen["moved"] > STILL} == {}


def test_nothing_moves_either_when_the_fonts_come_late(browser, granian_server, site):
    base = granian_server()
    places = [(name, width) for name in ("home", "fiches", "rich fiche") for width in (390, 1280)]
    seen = {(name, width): first_visit(browser, base + site[name], width, SLOW) for name, width in places}
    assert {place: visit for place, visit in seen.items() if visit["moved"] > STILL or visit["fonts"] < 2} == {}
