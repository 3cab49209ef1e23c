"""What the desk costs: opening the form of a fiche, saving and publishing it, its list and its preview.

    python -m bench.desk [--fiches 200,10000] [--database sqlite|postgres] [--rounds 15] [--write NAME]

The fiche has 7 sections, 15 materials and 10 sources. As in bench.run, each measurement takes turns with the lean page,
and the medians of the turns are printed. Content is made once for each size, on SQLite, and copied to PostgreSQL;
databases are thrown away.
"""

import argparse
import contextlib
import os
import platform
import signal
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.copied import copy_rows
from bench.run import Asker, databases, manage
from bench.served import ROOT

PER_TURN = 4  # requests in one turn
BUDGETS = {  # what: most queries, most milliseconds of CPU
    "open the form": (20, 60),
    "save": (None, None),
    "save and publish": (60, 60),
    "what stands beside the form, while typing": (None, None),
    "preview of what is typed": (None, None),
    "preview of what is saved": (None, None),
    "list": (None, None),
}
HEAVIEST = 250_000  # bytes of a first visit to the form: HTML, scripts and style sheets, as sent
COLUMNS = ["database", "fiches", "what", "queries", "ms", "times lean", "growth", "budget", "over"]


def measured(ask, lean: Asker, rounds: int) -> dict:
    """Medians over the turns: milliseconds, and times lean. `ask` measures one turn."""
    ratios, milliseconds, last = [], [], {}
    for _round in range(rounds):
        beside = lean("measure", path="/page/", times=PER_TURN * 12)["ms"]
        last = ask()
        milliseconds.append(last["ms"])
        ratios.append(last["ms"] / beside)
    return {**last, "ms": statistics.median(milliseconds), "ratio": statistics.median(ratios)}


def measure_content(engine: str, size: int, url: str, folder: Path, rounds: int) -> list[dict]:
    """Everything that is measured, in one database."""
    environment = {"DATABASE_URL": url, "VAR": str(folder / "var"), "DJANGO_SETTINGS_MODULE": "portal.settings"}
    lean_url = f"sqlite:///{folder}/lean.sqlite3" if engine == "sqlite" else url
    desk, lean = Asker("", environment, "bench.editing"), Asker("bench.lean", {"LEAN_DATABASE_URL": lean_url})
    with contextlib.ExitStack() as until_the_end:
        until_the_end.callback(desk.end)
        until_the_end.callback(lean.end)
        desk("analyze")
        paths = desk("prepare")
        asking = {
            "open the form": lambda: desk("measure", path=paths["form"], times=PER_TURN),
            "save": lambda: desk("save", path=paths["form"], times=1),
            "save and publish": lambda: desk("save", path=paths["form"], times=1, step="publish"),
            "what stands beside the form, while typing": lambda: desk("post", path=paths["checklist"], times=PER_TURN),
            "preview of what is typed": lambda: desk("post", path=paths["typed"], times=PER_TURN),
            "preview of what is saved": lambda: desk("measure", path=paths["preview"], times=PER_TURN),
            "list": lambda: desk("measure", path=paths["list"], times=PER_TURN),
        }
        rows = []
        for what, ask in asking.items():
            ask()
            row = {"engine": engine, "fiches": size, "what": what, **measured(ask, lean, rounds)}
            row["over"] = over(row)
            rows.append(row)
            print(f"  {engine}, {size}, {what}: {row['ms']:.1f} ms, {row['queries']} queries", file=sys.stderr, flush=True)
        rows[0]["weight"] = desk("weigh", path=paths["form"])
        rows[0]["rows"] = paths["rows"]
        rows[0]["lean ms"] = lean("measure", path="/page/", times=200)["ms"]
    return rows


def over(row: dict) -> list[str]:
    """What costs more than its budget."""
    queries, milliseconds = BUDGETS[row["what"]]
    found = [] if row["status"] in (200, 302) else [f"answered {row['status']}"]
    found += [f"{row['queries']} queries > {queries}"] if queries and row["queries"] > queries else []
    return found + ([f"{row['ms']:.0f} ms > {milliseconds}"] if milliseconds and row["ms"] > milliseconds else [])


def table(rows: list[dict]) -> list[str]:
    lines = [f"| {' | '.join(COLUMNS)} |", f"|{'---|' * len(COLUMNS)}"]
    for row in rows:
        least = next(other for other in rows if (other["engine"], other["what"]) == (row["engine"], row["what"]))
        queries, milliseconds = BUDGETS[row["what"]]
        budget = f"{queries} queries, {milliseconds} ms" if queries else "-"
        cells = [row["engine"], row["fiches"], row["what"], row["queries"], f"{row['ms']:.1f}", f"{row['ratio']:.0f}"]
        cells += [f"{row['ratio'] / least['ratio']:.2f}" if least is not row else "-", budget, "; ".join(row["over"]) or "no"]
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return lines


def weights(weight: dict) -> list[str]:
    """A first visit to the form, by what is loaded."""
    total = sum(weight.values())
    said = ", ".join(f"{name} {size / 1000:.0f}" for name, size in sorted(weight.items(), key=lambda item: -item[1]))
    verdict = "no" if total <= HEAVIEST else f"{(total - HEAVIEST) / 1000:.0f} kB"
    return [f"A first visit to the form: {total / 1000:.0f} kB as sent ({said}); over {HEAVIEST / 1000:.0f} kB: {verdict}."]


def filled(wanted: dict[tuple[str, int], str], folder: Path) -> None:
    """The content of each size: made on SQLite, copied to PostgreSQL."""
    sources: dict[int, Path] = {}
    for (engine, size), url in sorted(wanted.items(), key=lambda item: item[0][0] != "sqlite"):
        environment = {"DATABASE_URL": url, "VAR": str(folder / "var"), "DJANGO_SETTINGS_MODULE": "portal.settings"}
        manage(environment, "migrate", "--verbosity", "0")
        if size not in sources:
            source = folder / f"{size}.sqlite3"
            made = environment | {"DATABASE_URL": f"sqlite:///{source}"}
            print(f"making {size} fiches ...", file=sys.stderr, flush=True)
            manage(made, "migrate", "--verbosity", "0")
            manage(made, "generate_content", "--fiches", str(size), "--verbosity", "0")
            sources[size] = source
        if engine != "sqlite":
            copy_rows(sources[size], url)


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--fiches", default="200", help="how many, or several sizes with commas between them")
    ask.add_argument("--database", choices=["sqlite", "postgres"])
    ask.add_argument("--rounds", type=int, default=15)
    ask.add_argument("--write", metavar="NAME", help="also write docs/benchmarks/NAME.md")
    options = ask.parse_args()
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    sizes = sorted(int(size) for size in options.fiches.split(","))
    with tempfile.TemporaryDirectory(prefix="materialenbank-bench-") as name:
        folder = Path(name)
        prepare = [sys.executable, "-m", "tools.prepare", "--static"]
        subprocess.run(prepare, cwd=ROOT, env={**os.environ, "VAR": f"{name}/var"}, check=True, stdout=subprocess.DEVNULL)
        with databases(options.database, folder, sizes) as wanted:
            filled(wanted, folder)
            rows = [
                row
                for (engine, size), url in wanted.items()
                for row in measure_content(engine, size, url, folder, options.rounds)
            ]
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    facts = [f"{machine}; medians of {options.rounds} turns."]
    facts += [f"{row['engine']}, {row['fiches']} fiches: lean {row['lean ms']:.2f} ms." for row in rows if "lean ms" in row]
    facts += [
        f"The fiche has {', '.join(f'{many} {part}' for part, many in rows[0]['rows'].items())}.",
        *weights(rows[0]["weight"]),
    ]
    text = "\n".join(["# What the desk costs", "", *(f"- {fact}" for fact in facts), "", *table(rows), ""])
    print(text)
    if options.write:
        (ROOT / "docs" / "benchmarks" / f"{options.write}.md").write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
