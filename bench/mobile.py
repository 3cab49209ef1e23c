"""What a first visit costs somebody with a slow phone: the real portal in a real Chromium, with a slow line and a slow processor.

    python -m bench.mobile [--rounds 5] [--lighthouse] [--write NAME]

The line carries 1.6 Mbit/s and answers after 150 ms, the processor is four times slower, the screen is 390 px wide. Each
turn is a first visit: nothing is in the memory of the browser. The demo content is made in a folder that is thrown away;
one fiche gets a photograph. Long tasks are those that the browser reports to a page (Long Tasks API); it leaves out most of
the first drawing, so that is timed too, in a visit of its own that is traced. With --lighthouse the pages are also judged by
Lighthouse, if it is on the PATH or npx has it.
"""

import argparse
import contextlib
import os
import platform
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import lighthouse
from bench.pictured import PICTURED
from bench.served import ROOT
from tools import chromium
from tools.postgres import free_port
from tools.run import answers, end, web

LINE = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}  # bytes a second
SLOWER = 4
SCREEN = {"width": 390, "height": 844}
NOT_WEIGHED = ("font/", "image/")
SETTLED = 700  # milliseconds after the last byte in which something could still be drawn, move or keep the processor busy
BUDGETS = {"LCP s": 1.2, "CLS": 0.01, "longest task ms": 50, "requests": 5, "kB": 60}
DRAWING = "drawing ms"  # the longest task of all in the trace: style, layout and paint of what is seen first
COLUMNS = ["page", "LCP s", "of", "FCP s", "CLS", "longest task ms", DRAWING, "requests", "kB", "fonts kB", "pictures kB", "over"]
WATCH = """
window.seen = {lcp: 0, of: '', moved: 0, tasks: []}
const watch = (type, look) => new PerformanceObserver(list => list.getEntries().forEach(look)).observe({type, buffered: true})
watch('largest-contentful-paint', entry => {
  seen.lcp = entry.startTime
  seen.of = [entry.element?.localName, ...entry.element?.classList ?? []].join('.')
})
watch('layout-shift', entry => { seen.moved += entry.value })
watch('longtask', entry => seen.tasks.push(entry.duration))
"""
TOLD = "() => ({...seen, fcp: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0})"


@dataclass(frozen=True)
class Page:
    """A page by its address, or by a link to look for on another page."""

    name: str
    path: str = ""
    on: str = ""
    link: str = ""


PAGES = [
    Page("home", path="/"),
    Page("fiche", on="/fiches/", link=rf'href="(/fiches/(?!{PICTURED}/)[\w-]+/)"'),
    Page("fiche with a photograph", path=f"/fiches/{PICTURED}/"),
    Page("overview", path="/fiches/"),
    Page("search", path="/zoeken/?q=feedback"),
    Page("study day", on="/studiedagen/", link=r'href="(/studiedagen/[\w-]+/)"'),
]


@contextlib.contextmanager
def portal(folder: Path) -> Iterator[str]:
    """The address of the real portal, with the demo content, as `make run` would start it."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "VAR": str(folder), "SITE_URL": base, "DJANGO_SETTINGS_MODULE": "portal.settings"}
    for module in ("tools.prepare", "bench.pictured"):
        subprocess.run([sys.executable, "-m", module], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    server = subprocess.Popen(web(port), cwd=ROOT, env=environment, start_new_session=True)
    try:
        until = time.monotonic() + 30
        while not answers(port):
            if server.poll() is not None or time.monotonic() > until:
                raise RuntimeError("the portal did not start")
            time.sleep(0.1)
        yield base
    finally:
        end({"web": server})


def read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as answer:
        return answer.read().decode()


def places(base: str) -> dict[str, str]:
    """{name of a page: its address}; each was asked once, so that the server has it ready as for most readers."""
    found = {}
    for page in PAGES:
        link = re.search(page.link, read(base + page.on)) if page.on else None
        found[page.name] = base + (link.group(1) if link else page.path)
        read(found[page.name])
    return found


@contextlib.contextmanager
def phone(browser) -> Iterator[tuple]:
    """(page, its CDP session) of a slow phone that was never here."""
    context = browser.new_context(viewport=SCREEN, device_scale_factor=2, is_mobile=True, has_touch=True, locale="nl-BE")
    try:
        page = context.new_page()
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.send("Network.emulateNetworkConditions", LINE)
        wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        yield page, wire
    finally:
        context.close()


def settle(page, address: str) -> None:
    page.goto(address, wait_until="load")
    page.evaluate("() => document.fonts.ready.then(() => true)")
    page.wait_for_timeout(SETTLED)


def visit(browser, address: str) -> dict:
    """One first visit: when the largest thing was drawn, what moved, what kept the processor busy, what went over the line."""
    kinds, sizes = {}, {}
    with phone(browser) as (page, wire):
        wire.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["response"]["mimeType"]}))
        wire.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
        page.add_init_script(WATCH)
        settle(page, address)
        told = page.evaluate(TOLD)
    return figures(told, kinds, sizes)


def drawing(browser, address: str) -> float:
    """The longest task of one first visit, in milliseconds, by the trace of the browser, told to the page or not."""
    events, ended = [], []
    wire = browser.new_browser_cdp_session()
    wire.on("Tracing.dataCollected", lambda event: events.extend(event["value"]))
    wire.on("Tracing.tracingComplete", lambda event: ended.append(event))
    with phone(browser) as (page, _wire):
        wire.send("Tracing.start", {"traceConfig": {"includedCategories": ["toplevel", "blink.user_timing"]}})
        settle(page, address)
        wire.send("Tracing.end")
        while not ended:
            page.wait_for_timeout(50)
    wire.detach()
    [begun] = [event for event in events if event["name"] == "navigationStart" and address in str(event["args"])][-1:]
    threads = {(it["pid"], it["tid"]) for it in events if it["name"] == "thread_name" and it["args"]["name"] == "CrRendererMain"}
    tasks = [it for it in events if "RunTask" in it["name"] and it["pid"] == begun["pid"] and (it["pid"], it["tid"]) in threads]
    answered = begun["ts"] + 2 * LINE["latency"] * 1000  # before the first byte the browser only made a tab ready
    return max(task.get("dur", 0) for task in tasks if task["ts"] > answered) / 1000


def figures(told: dict, kinds: dict[str, str], sizes: dict[str, int]) -> dict:
    """What the browser told, in the units of the budgets."""

    def weight(*begin: str) -> float:
        return sum(sizes.get(request, 0) for request, kind in kinds.items() if kind.startswith(begin)) / 1000

    weighed = [request for request, kind in kinds.items() if not kind.startswith(NOT_WEIGHED)]
    return {
        "LCP s": told["lcp"] / 1000,
        "FCP s": told["fcp"] / 1000,
        "CLS": told["moved"],
        "longest task ms": max(told["tasks"], default=0),
        "requests": len(weighed),
        "kB": sum(sizes.get(request, 0) for request in weighed) / 1000,
        "fonts kB": weight("font/"),
        "pictures kB": weight("image/"),
        "of": told["of"],
    }


def medians(turns: list[dict]) -> dict:
    row = {name: statistics.median(turn[name] for turn in turns) for name in turns[0] if name != "of"}
    return {**row, "of": turns[-1]["of"], "over": [f"{name} > {most}" for name, most in BUDGETS.items() if row[name] > most]}


def measure(browser, addresses: dict[str, str], rounds: int) -> dict[str, dict]:
    """The medians of every page. The pages take turns, so that a slow moment of the machine falls on all of them."""
    turns: dict[str, list[dict]] = {name: [] for name in addresses}
    for number in range(rounds):
        for name, address in addresses.items():
            turns[name].append({**visit(browser, address), DRAWING: drawing(browser, address)})
        print(f"  turn {number + 1} of {rounds}", file=sys.stderr, flush=True)
    return {name: medians(seen) for name, seen in turns.items()}


def table(rows: dict[str, dict]) -> list[str]:
    digits = {"LCP s": 2, "FCP s": 2, "CLS": 4}
    lines = [f"| {' | '.join(COLUMNS)} |", f"|{'---|' * len(COLUMNS)}"]
    for name, row in rows.items():
        cells = [name]
        for column in COLUMNS[1:-1]:
            cells.append(row[column] if column == "of" else f"{row[column]:.{digits.get(column, 0)}f}")
        lines.append(f"| {' | '.join([*cells, '; '.join(row['over']) or 'no'])} |")
    return lines


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--rounds", type=int, default=5)
    ask.add_argument("--lighthouse", action="store_true", help="also let Lighthouse judge each page")
    ask.add_argument("--write", metavar="NAME", help="also write docs/benchmarks/NAME.md")
    options = ask.parse_args()
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    path = chromium.ensure()
    if path is None:
        return 1
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory(prefix="materialenbank-bench-") as name, portal(Path(name)) as base:
        addresses = places(base)
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=path, args=["--no-sandbox", chromium.QUIET])
            version = browser.version
            visit(browser, base + "/")  # the browser itself is warm
            rows = measure(browser, addresses, options.rounds)
            browser.close()
        print("\n".join(table(rows)), file=sys.stderr, flush=True)  # whatever Lighthouse does next
        judged = lighthouse.judge(path, addresses) if options.lighthouse else []
    facts = [
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Chromium {version}.",
        f"Medians of {options.rounds} first visits.",
        "390 px, 1.6 Mbit/s, 150 ms, processor four times slower; the server runs on the same machine.",
        f"“{DRAWING.removesuffix(' ms')}”: the longest task of all, by a trace; the browser does not report it as a long task.",
        "Budgets: " + ", ".join(f"{name} <= {most}" for name, most in BUDGETS.items()) + " (kB without fonts and pictures).",
    ]
    lines = ["# A first visit with a slow phone", "", *(f"- {fact}" for fact in facts), "", *table(rows), *judged, ""]
    text = "\n".join(lines)
    print(text)
    if options.write:
        (ROOT / "docs" / "benchmarks" / f"{options.write}.md").write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
