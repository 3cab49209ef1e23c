"""How well and how fast the search finds, on both databases.

    python -m bench.search [--database sqlite|postgres] [--steps] [--fiches N] [--content FILE]
        [--repeated N] [--write NAME] [--write-sets]

The graded questions of tests/examples/search are asked over the demo content and the texts of that folder; the exit
status tells whether the answers are good enough, and the same on both databases. `--steps` leaves out one step of the
analyser at a time. `--fiches` measures time with so many fiches: made once, on SQLite, and copied to PostgreSQL;
`--content` takes a SQLite file in which they were made before; `--repeated` measures once more with all of it so many
times. `--write-sets` keeps what the texts alone answer.
Databases are thrown away.
"""

import argparse
import json
import os
import platform
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from bench.answers import HELP, SETS, graded
from bench.copied import copy_rows
from bench.ndcg import Answer, Row, per_class
from bench.run import databases, manage
from bench.served import ROOT

LEAST_NDCG, MOST_ZERO = 0.85, 0.02
BUDGETS = {
    "search, every question": "p50 12 ms, p95 60 ms (PostgreSQL twice that)",
    "overview": "8 ms CPU",
    "suggestions": "p95 5 ms",
}
BUDGETS |= {"indexing": "5 ms"}


class Database:
    """A database of the bench, with the environment of a process that uses it."""

    def __init__(self, engine: str, url: str, folder: Path):
        self.engine, self.url = engine, url
        self.environment = {"DATABASE_URL": url, "VAR": str(folder / "var"), "DJANGO_SETTINGS_MODULE": "portal.settings"}
        manage(self.environment, "migrate", "--verbosity", "0")

    def told(self, module: str, *arguments: str):
        """What a process in this database prints: one line of JSON."""
        command = [sys.executable, "-m", module, *arguments]
        known = {**os.environ, **self.environment}
        return json.loads(subprocess.run(command, cwd=ROOT, env=known, stdout=subprocess.PIPE, text=True, check=True).stdout)

    def answers(self, *without: str) -> list[Answer]:
        return [
            Answer(question, row["found"])
            for question, row in zip(graded(), self.told("bench.answers", "answers", *without), strict=True)
        ]


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def lines_of(header: list[str], rows: list[list]) -> list[str]:
    """A Markdown table."""
    return [f"| {' | '.join(map(str, row))} |" for row in [header, ["---"] * len(header), *rows]] + [""]


# -- how well ----------------------------------------------------------------------------------------------------------
def quality(filled: list[Database]) -> tuple[list[str], bool]:
    """The figures per class, and where the databases differ; and whether all is good enough."""
    known = {one.engine: one.told("bench.answers", "answers") for one in filled}
    figures: dict[str, list[Row]] = {}
    for engine, said in known.items():
        figures[engine] = per_class([Answer(question, row["found"]) for question, row in zip(graded(), said, strict=True)])
    header = ["class", "questions"] + [f"{name} {engine}" for engine in known for name in ("nDCG@10", "no result")]
    rows = []
    for place, row in enumerate(next(iter(figures.values()))):
        cells = [f"{every[place].ndcg:.3f} | {every[place].zero_hits:.3f}" for every in figures.values()]
        rows.append([row.kind, row.questions, *cells])
    good = all(every[-1].ndcg >= LEAST_NDCG and every[-1].zero_hits <= MOST_ZERO for every in figures.values())
    lines = ["## How well", "", *lines_of(header, rows)]
    if len(known) > 1:
        one, other = known.values()
        different = [a["q"] for a, b in zip(one, other, strict=True) if (a["all"], a["used"]) != (b["all"], b["used"])]
        lines += [f"Questions with another set of hits on the other database: {', '.join(different) or 'none'}.", ""]
        good = good and not different
    return lines, good


def steps(filled: list[Database]) -> list[str]:
    """What each step brings: the figures of all questions without it."""
    from portal.catalogue.dutch import STEPS

    header, rows = ["without", *(f"{name} {one.engine}" for one in filled for name in ("nDCG@10", "gain", "no result"))], []
    whole = {one.engine: per_class(one.answers())[-1].ndcg for one in filled}
    for names in [[], *([step] for step in sorted(STEPS)), sorted(STEPS), *([name] for name in HELP)]:
        cells = []
        for one in filled:
            last = per_class(one.answers(*names))[-1]
            cells += [f"{last.ndcg:.3f}", f"{whole[one.engine] - last.ndcg:+.3f}" if names else "", f"{last.zero_hits:.3f}"]
        rows.append([", ".join(names) if len(names) < 2 else "the whole analyser", *cells])
        say(f"  without {rows[-1]}")
    rows[0][0] = "nothing"
    return ["## What each step brings", "", *lines_of(header, rows)]


# -- how fast ----------------------------------------------------------------------------------------------------------
def prepared(urls: dict[str, str], folder: Path, size: int, content: str | None) -> tuple[list[Database], str]:
    """The databases with so many fiches, and how long making them took."""
    file = folder / "content.sqlite3"
    began = time.monotonic()
    if content:
        with closing(sqlite3.connect(content)) as old, closing(sqlite3.connect(file)) as new:
            old.backup(new)
    first = Database("sqlite", f"sqlite:///{file}", folder)
    if content:
        said = "made before"
    else:
        manage(first.environment, "generate_content", str(size))
        said = f"made in {time.monotonic() - began:.0f} s"
    found = [first] if "sqlite" in urls else []
    if url := urls.get("postgresql"):
        other = Database("postgresql", url, folder)
        rows = copy_rows(file, url)
        say(f"  {rows} rows copied to PostgreSQL")
        found.append(other)
    return found, said


def speed(found: list[Database], made: str, repeated: int = 0) -> list[str]:
    """One table of milliseconds for all databases."""
    measured = {}
    for one in found:
        say(f"{one.engine}: measuring ...")
        measured[one.engine] = one.told("bench.timing", *(["--repeated", str(repeated), "--questions", "60"] if repeated else []))
    facts = next(iter(measured.values()))
    middle, most = facts["hits"]
    header = ["what", "times", *(f"{name} {engine}" for engine in measured for name in ("p50 / p95 ms", "CPU p50 / p95"))]
    rows = []
    for place, row in enumerate(facts["rows"]):
        cells = []
        for every in measured.values():
            same = every["rows"][place]
            cells += [f"{same['wall'][0]:.1f} / {same['wall'][1]:.1f}", f"{same['cpu'][0]:.1f} / {same['cpu'][1]:.1f}"]
        budget = next((words for name, words in BUDGETS.items() if row["what"].startswith(name)), "-")
        rows.append([row["what"], row["times"], *cells, budget])
    lines = [
        "## How fast",
        "",
        f"{facts['fiches']} fiches ({made}), {facts['records']} records, {facts['words']} different words. Half of the questions"
        f" find more than {middle:.0f} records, one in twenty more than {most:.0f}. CPU is that of the web process; what a"
        " PostgreSQL server spends is only in the time on the clock.",
        "",
        *lines_of([*header, "budget"], rows),
    ]
    if not any(row["what"] == "suggestions" for row in facts["rows"]):
        lines += ["Suggestions were left out: the portal has no such address.", ""]
    return lines


# -- the command -------------------------------------------------------------------------------------------------------
def write_sets(folder: Path) -> None:
    """Keep the hit sets of the texts alone, for the tests to hold both databases to."""
    empty = Database("sqlite", f"sqlite:///{folder}/sets.sqlite3", folder)
    sets = empty.told("bench.answers", "sets")
    lines = ",\n".join(f"  {json.dumps(q, ensure_ascii=False)}: {json.dumps(urls)}" for q, urls in sets.items())
    SETS.write_text("{\n" + lines + "\n}\n", encoding="utf-8")


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--database", choices=["sqlite", "postgres"])
    ask.add_argument("--steps", action="store_true", help="also what each step of the analyser brings")
    ask.add_argument("--fiches", type=int, help="also how fast it is with so many fiches")
    ask.add_argument("--content", metavar="FILE", help="take the fiches of this SQLite file, made by this version")
    ask.add_argument("--repeated", type=int, default=0, help="and once more with all of it so many times")
    ask.add_argument("--write", metavar="NAME", help="also write docs/benchmarks/NAME.md")
    ask.add_argument("--write-sets", action="store_true", help="only write tests/examples/search/hit_sets.json")
    options = ask.parse_args()
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    with tempfile.TemporaryDirectory(prefix="materialenbank-bench-") as name:
        folder = Path(name)
        if options.write_sets:
            write_sets(folder)
            return 0
        prepare = [sys.executable, "-m", "tools.prepare", "--static"]
        subprocess.run(prepare, cwd=ROOT, env={**os.environ, "VAR": f"{name}/var"}, check=True, stdout=subprocess.DEVNULL)
        sizes = [0] + ([options.fiches or 1] if options.fiches or options.content else [])
        with databases(options.database, folder, sizes) as urls:
            filled = [Database(engine, url, folder) for (engine, size), url in urls.items() if not size]
            for one in filled:
                say(f"{one.engine}: demo content, texts and questions ...")
                manage(one.environment, "load_demo", "--verbosity", "0")
                one.told("bench.answers", "fill")
            lines, good = quality(filled)
            if options.steps:
                lines += steps(filled)
            if len(sizes) > 1:
                say("making fiches ...")
                places = {engine: url for (engine, size), url in urls.items() if size}
                ready, made = prepared(places, folder, sizes[1], options.content)
                lines += speed(ready, made)
                if options.repeated:
                    lines += speed(ready, f"the same, {options.repeated} times", options.repeated)
        shutil.rmtree(folder / "var", ignore_errors=True)
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    text = "\n".join(["# How the search finds", "", f"- {machine}", "", *lines])
    print(text)
    if options.write:
        (ROOT / "docs" / "benchmarks" / f"{options.write}.md").write_text(text)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
