"""Runs the tests on SQLite and on a PostgreSQL of our own, and prints one line of totals.

    python -m tools.test [--database sqlite|postgres] [--proof] [what pytest takes ...]

The first run (SQLite) does everything; the second (PostgreSQL) leaves out what is the same on every database: what is
marked `once` or touches no database, and browser tests not marked `both_databases`. `--proof` runs the long ones instead.
"""

import argparse
import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as xml
from pathlib import Path

from tools import chromium
from tools.postgres import NoPostgres, postgres

ROOT = Path(__file__).resolve().parent.parent
NOTHING_COLLECTED = 5
OURS = ("DATABASE_URL", "SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "EMAIL_URL", "CACHE_URL", "MEDIA", "DEBUG")


def environment(database_url: str | None) -> dict[str, str]:
    """What the tests may know: nothing of this machine's own configuration."""
    clean = {name: value for name, value in os.environ.items() if name not in OURS}
    clean["VAR"] = str(ROOT / "var" / "test")
    if database_url:
        clean["DATABASE_URL"] = database_url
    return clean


def run(database: str, url: str | None, marks: str, arguments: list[str], workers: int) -> dict[str, int]:
    """One run of pytest; its counts."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        began = time.monotonic()
        print(f"\n== {database} ==", flush=True)
        shared = ["-n", str(workers), "--maxschedchunk=1"]  # one at a time: no worker is left with all that takes long
        if marks.startswith("proof"):
            shared.append("--timeout=3600")
        command = [sys.executable, "-m", "pytest", *shared, "-m", marks, f"--junitxml={report}", *arguments]
        status = subprocess.run(command, cwd=ROOT, env=environment(url), stdin=subprocess.DEVNULL).returncode
        counts = dict.fromkeys(("tests", "failures", "errors", "skipped"), 0)
        if report.exists():
            for suite in xml.parse(report).getroot().iter("testsuite"):
                for name in counts:
                    counts[name] += int(suite.get(name, 0))
        failed = counts["failures"] + counts["errors"]
        passed = max(0, counts["tests"] - failed - counts["skipped"])
        nothing_asked = status == NOTHING_COLLECTED and (arguments or "not proof" not in marks)
        if status and not failed and not nothing_asked:
            failed = 1  # it stopped on something else: no tests found, an error while collecting, a skip in CI
        print(f"{database}: {time.monotonic() - began:.0f} s", flush=True)
        return {"passed": passed, "failed": failed, "skipped": counts["skipped"]}


def leave(number, frame):
    sys.exit(128 + number)


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--database", choices=["sqlite", "postgres"])
    ask.add_argument("--proof", action="store_true")
    ask.add_argument("--workers", type=int, default=max(2, min(8, os.cpu_count() or 2)))
    options, arguments = ask.parse_known_args()
    signal.signal(signal.SIGTERM, leave)
    chromium.ensure()
    marks = "proof" if options.proof else "not proof"
    wanted = [options.database] if options.database else ["sqlite", "postgres"]
    results = []
    with contextlib.ExitStack() as until_the_end:
        if "sqlite" in wanted:
            results.append(run("SQLite", None, marks, arguments, options.workers))
        if "postgres" in wanted:
            try:
                url = until_the_end.enter_context(postgres())
            except NoPostgres as missing:
                print("\n" + "!" * 100 + f"\nNO POSTGRESQL: nothing was tested on it. {missing}\n" + "!" * 100, file=sys.stderr)
                results.append({"passed": 0, "failed": 1, "skipped": 0})
            else:
                results.append(run("PostgreSQL", url, f"{marks} and not once", arguments, options.workers))
    total = {name: sum(result[name] for result in results) for name in ("passed", "failed", "skipped")}
    print(f"\n{total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped", flush=True)
    return 1 if total["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
