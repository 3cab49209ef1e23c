"""CPU time and queries of our pages, as ratios to a bare and a lean page measured in the same run.

    python -m bench.run [--fiches 200,10000] [--database sqlite|postgres] [--rounds 40] [--content FOLDER] [--write NAME]

Each page is asked in turns with the lean page, so that a slow moment of the machine falls on both; the medians of the
turns are printed. Content comes from `manage.py generate_content`, in databases that are thrown away; PostgreSQL gets what
SQLite had. A FOLDER with files such as 10000.sqlite3 saves making it anew.
"""

import argparse
import contextlib
import json
import os
import platform
import resource
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.chart import TITLE, chart
from bench.copied import copy_rows
from bench.pages import HEAVY, KEPT, KEPT_BARE, MANY, MEMORY, PAGES, Page
from bench.served import ROOT, Server, beside_bare, served
from tools.postgres import NoPostgres, make_database, postgres

COLUMNS = ["database", "fiches", "page", "queries anew, kept", "anew ms", "anew / lean", "kept / lean", "304 / lean"]
COLUMNS += ["kept / bare", "kB", "requests", "growth", "budget", "over"]
PER_TURN = 4  # requests in one turn, short because the speed of a machine may change ten times a second
QUICK = 12  # times as many of those that cost next to nothing
SERVED_ROUNDS = 5  # turns with the bare server at most: they differ little
PER_PAGE = 20  # records on a page of a list


class Asker:
    """A process with one application in it; calling it gives an order, to the module that does the asking."""

    def __init__(self, module: str, environment: dict[str, str], asking: str = "bench.asking"):
        command = [sys.executable, "-m", asking, module]
        known = {**os.environ, **environment}
        self.process = subprocess.Popen(command, cwd=ROOT, env=known, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __call__(self, do: str, **order) -> dict:
        self.process.stdin.write(json.dumps({"do": do, **order}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"The application ended while it was asked to {do} {order}.")
        return json.loads(line)

    def end(self) -> None:
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(timeout=30)


def manage(environment: dict[str, str], *arguments: str) -> None:
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env={**os.environ, **environment}, check=True)


@contextlib.contextmanager
def databases(wanted: str | None, folder: Path, sizes: list[int]) -> Iterator[dict[tuple[str, int], str]]:
    """The address of an empty database per engine and size."""
    found = {}
    with contextlib.ExitStack() as until_the_end:
        if wanted in (None, "sqlite"):
            found |= {("sqlite", size): f"sqlite:///{folder}/{size}.sqlite3" for size in sizes}
        if wanted in (None, "postgres"):
            try:
                url = until_the_end.enter_context(postgres())
            except NoPostgres as missing:
                print(f"PostgreSQL is left out: {missing}", file=sys.stderr)
            else:
                port = int(url.rsplit(":", 1)[1].split("/")[0])
                for size in sizes:
                    make_database(port, f"fiches{size}")
                    found["postgresql", size] = url.rsplit("/", 1)[0] + f"/fiches{size}"
        yield found


def fill(engine: str, size: int, environment: dict[str, str], folder: Path, content: Path | None) -> None:
    """So many fiches in an empty database: those of a file, those that SQLite has already, or new ones."""
    made, own = content and content / f"{size}.sqlite3", folder / f"{size}.sqlite3"
    if engine == "sqlite" and made and made.exists():
        with sqlite3.connect(made) as there, sqlite3.connect(own) as here:
            there.backup(here)
    print(f"{engine}: {size} fiches ...", file=sys.stderr, flush=True)
    manage(environment, "migrate", "--verbosity", "0")
    if engine == "postgresql" and own.exists():
        copy_rows(own, environment["DATABASE_URL"])
    elif not (made and made.exists()):
        manage(environment, "generate_content", "--fiches", str(size))


def located(page: Page, portal: Asker, size: int) -> str | None:
    """The address of a page in this content."""
    if page.path:
        return page.path.format(far=far(size))
    if page.hits:
        return portal("frequent", most=page.hits)["path"]
    found = portal("find", on=page.on, link=page.link)["path"]
    return found.replace('thema" value="', "/fiches/?thema=") if found else None


def far(size: int) -> int:
    """A page four fifths down the list: 400 of 10,000 records."""
    return max(1, size // PER_PAGE * 4 // 5)


def measured(path: str, portal: Asker, lean: Asker, rounds: int, kept: bool) -> dict:
    """Medians over the turns: milliseconds drawn anew, and ratios to lean."""
    ways = {"anew": {"anew": True}}
    if kept:
        ways |= {"kept": {}, "not modified": {"not_modified": True}}
    ratios, milliseconds = {way: [] for way in ways}, []
    for options in ways.values():
        portal("measure", path=path, times=2, **options)
    for _round in range(rounds):
        for way, options in ways.items():
            beside = lean("measure", path="/page/", times=PER_TURN * 4)["ms"]
            spent = portal("measure", path=path, times=PER_TURN if way == "anew" else PER_TURN * QUICK, **options)["ms"]
            ratios[way].append(spent / beside)
            if way == "anew":
                milliseconds.append(spent)
    return {"ms": statistics.median(milliseconds), **{way: statistics.median(values) for way, values in ratios.items()}}


def limits(page: Page, engine: str) -> dict[str, float | None]:
    """What the design allows this page, by what is measured."""
    return {
        "anew": page.anew,
        "ms": page.milliseconds,
        "queries": page.queries,
        "queries kept": 1 if page.kept else page.queries,
        "kept": KEPT[engine],
        "not modified": KEPT[engine],
        "bare": KEPT_BARE,
        "bytes": HEAVY,
        "requests": MANY,
    }


def over(row: dict, limits: dict[str, float | None]) -> list[str]:
    """What costs more than these limits."""
    asked = {name: limit for name, limit in limits.items() if limit is not None and name in row}
    return [f"{name} {row[name]:.4g} > {limit:g}" for name, limit in asked.items() if row[name] > limit]


def measure_content(engine: str, size: int, url: str, folder: Path, rounds: int, content: Path | None = None) -> list[dict]:
    """Every page on one database with so many fiches."""
    environment = {"DATABASE_URL": url, "VAR": str(folder / "var"), "DJANGO_SETTINGS_MODULE": "portal.settings"}
    fill(engine, size, environment, folder, content)
    lean_url = f"sqlite:///{folder}/lean.sqlite3" if engine == "sqlite" else url
    portal, lean = Asker("portal.wsgi", environment), Asker("bench.lean", {"LEAN_DATABASE_URL": lean_url})
    rows = []
    with contextlib.closing(contextlib.ExitStack()) as until_the_end:
        until_the_end.callback(portal.end)
        until_the_end.callback(lean.end)
        portal("analyze")
        for page in PAGES:
            path = located(page, portal, size)
            row = {"engine": engine, "fiches": size, "page": page.name.format(far=far(size)), "kind": page, "path": path}
            seen = portal("look", path=path) if path else {"status": "no such page"}
            row["status"] = seen["status"]
            if seen["status"] == 200:
                row |= {"queries": seen["queries"], "queries kept": seen["kept"]}
                row |= {"bytes": seen["bytes"], "requests": seen["requests"]}
                row |= measured(path, portal, lean, rounds, page.kept and bool(seen["etag"]))
            rows.append(row)
            print(f"  {row['page']}: {row.get('ms', 0):.2f} ms", file=sys.stderr, flush=True)
        rows[0]["lean ms"] = lean("measure", path="/page/", times=200)["ms"]
    measure_served(rows, environment, lean_url, min(rounds, SERVED_ROUNDS))
    for row in rows:
        row["over"] = over(row, limits(row["kind"], engine)) if row["status"] == 200 else [f"answered {row['status']}"]
    return rows


def measure_served(rows: list[dict], environment: dict[str, str], lean_url: str, rounds: int) -> None:
    """What the kept pages cost the real server, in times bare, and the memory of its worker after all pages."""
    with contextlib.ExitStack() as until_the_end:

        def start(target: str, known: dict[str, str]) -> Server:
            return until_the_end.enter_context(served(target, known))

        bare = start("bench.bare:application", {})
        portal = start("portal.wsgi:application", environment)
        lean = start("bench.lean:application", {"LEAN_DATABASE_URL": lean_url})
        rows[0] |= {"bare ms": bare.cost("/", 40), "lean / bare": beside_bare(lean, bare, "/page/", rounds)}
        for row in sorted(rows, key=lambda row: "kept" not in row):  # what is slow last: who is asked nothing hangs up
            if row["status"] == 200:
                portal.cost(row["path"], 2)
                if "kept" in row:
                    row["bare"] = beside_bare(portal, bare, row["path"], rounds)
        rows[0]["memory"] = portal.memory()


def note_growth(rows: list[dict]) -> None:
    """Beside each page that may hardly grow: how many times dearer it is with the most content than with the least. Both in times
    lean: the machine may be slower by then."""
    for row in rows:
        same = [other for other in rows if other["engine"] == row["engine"] and other["kind"] is row["kind"] and "ms" in other]
        least, most = min(same, key=size_of, default=row), max(same, key=size_of, default=row)
        if row is most and least is not most:
            row["growth"] = row["anew"] / least["anew"]
            if row["kind"].grows and row["growth"] > row["kind"].grows:
                row["over"].append(f"growth {row['growth']:.2f} > {row['kind'].grows}")


def size_of(row: dict) -> int:
    return row["fiches"]


def cold_start(folder: Path) -> float:
    """Seconds of CPU until the application can answer: the median of five starts."""
    environment = {**os.environ, "VAR": str(folder / "var"), "DJANGO_SETTINGS_MODULE": "portal.settings"}
    spent = []
    for _start in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", "import portal.wsgi; import portal.urls"], cwd=ROOT, env=environment, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(spent)


def keep_bytecode(folder: Path) -> None:
    """What Python compiled is kept for the next process, as in life, also where the environment says otherwise."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")


def figure(row: dict, name: str, form: str) -> str:
    return format(row[name], form) if name in row else "-"


def table(rows: list[dict]) -> list[str]:
    """The rows as a Markdown table."""
    lines = [
        "| " + " | ".join(COLUMNS) + " |",
        "|" + "---|" * len(COLUMNS),
    ]
    for row in rows:
        cells = [
            row["engine"],
            str(row["fiches"]),
            row["page"],
            f"{row.get('queries', '-')}, {row.get('queries kept', '-')}",
            figure(row, "ms", ".2f"),
            figure(row, "anew", ".1f"),
            figure(row, "kept", ".2f"),
            figure(row, "not modified", ".2f"),
            figure(row, "bare", ".1f"),
            format(row["bytes"] / 1000, ".0f") if "bytes" in row else "-",
            str(row.get("requests", "-")),
            figure(row, "growth", ".2f"),
            row["kind"].budget() or "-",
            "; ".join(row["over"]) or "no",
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return lines


def beside(row: dict) -> str:
    told = "" if row["memory"] <= MEMORY else f", over {MEMORY}"
    by_granian = f"bare {row['bare ms'] * 1000:.0f} µs and lean {row['lean / bare']:.1f}x that"
    worker = f"a worker that drew every page {row['memory']:.0f} MiB (PSS{told})"
    return f"{row['engine']}, {row['fiches']} fiches: lean {row['lean ms']:.2f} ms; by granian, {by_granian}; {worker}."


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--fiches", default="200", help="how many, or several sizes with commas between them")
    ask.add_argument("--database", choices=["sqlite", "postgres"])
    ask.add_argument("--rounds", type=int, default=40)
    ask.add_argument("--content", type=Path, metavar="FOLDER", help="take SIZE.sqlite3 from there instead of making it")
    ask.add_argument("--write", metavar="NAME", help="also write docs/benchmarks/NAME.md")
    options = ask.parse_args()
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    sizes = sorted(int(size) for size in options.fiches.split(","))
    with tempfile.TemporaryDirectory(prefix="materialenbank-bench-") as name:
        folder = Path(name)
        keep_bytecode(folder)
        prepare = [sys.executable, "-m", "tools.prepare", "--static"]
        subprocess.run(prepare, cwd=ROOT, env={**os.environ, "VAR": f"{name}/var"}, check=True, stdout=subprocess.DEVNULL)
        rows = []
        with databases(options.database, folder, sizes) as urls:
            for (engine, size), url in urls.items():
                rows += measure_content(engine, size, url, folder, options.rounds, options.content)
            note_growth(rows)
        machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
        facts = [
            f"{machine}; medians of {options.rounds} turns.",
            *(beside(row) for row in rows if "memory" in row),
            f"Cold start: {cold_start(folder):.2f} s of CPU.",
        ]
    text = "\n".join(["# What a page costs", "", *(f"- {fact}" for fact in facts), "", *table(rows), ""])
    print(text)
    if options.write:
        file = ROOT / "docs" / "benchmarks" / f"{options.write}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.with_suffix(".svg").write_text(chart(rows))
        picture = f"![{TITLE}, as in the column “kept / bare” below.]({options.write}.svg)"
        file.write_text(text.replace("\n\n|", f"\n\n{picture}\n\n|", 1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
