"""The short form of the bench, for `make check`: fails on what no noise of a machine explains.

python -m bench.guard

Queries, bytes and requests are exact, so their budgets hold as they are. Ratios may be twice their budget. Milliseconds are not
looked at.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.pages import Page
from bench.run import figure, limits, measure_content
from bench.served import ROOT

FICHES, ROUNDS = 60, 6
EXACT = ("queries", "queries kept", "bytes", "requests")
TWICE = ("anew", "kept", "not modified", "bare")


def allowed(page: Page) -> dict[str, float | None]:
    """What is far off for this page."""
    budget = limits(page, "sqlite")
    return {name: budget[name] for name in EXACT} | {name: budget[name] and budget[name] * 2 for name in TWICE}


def far_off(row: dict) -> list[str]:
    """What of a page is far off, in words."""
    if row["status"] != 200:
        return [f"answered {row['status']}"]
    known = ((name, limit) for name, limit in allowed(row["kind"]).items() if limit is not None and name in row)
    return [f"{name} {row[name]:.4g}, at most {limit:g}" for name, limit in known if row[name] > limit]


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="materialenbank-guard-") as name:
        folder, var = Path(name), Path(os.environ.get("VAR") or ROOT / "var" / "test")
        var.mkdir(parents=True, exist_ok=True)
        (folder / "var").symlink_to(var.resolve())  # where the tests collected the static files
        prepare = [sys.executable, "-m", "tools.prepare", "--static"]
        subprocess.run(prepare, cwd=ROOT, env={**os.environ, "VAR": str(var)}, check=True, stdout=subprocess.DEVNULL)
        rows = measure_content("sqlite", FICHES, f"sqlite:///{folder}/fiches.sqlite3", folder, ROUNDS)
    failed = 0
    for row in rows:
        found = far_off(row)
        failed += bool(found)
        ratios = ", ".join(f"{name} {figure(row, name, '.2f')}" for name in ("anew", "kept", "bare"))
        print(f"{'FAILED' if found else 'ok':6} {row['page']}: {row.get('queries', '-')} queries, {ratios}; {'; '.join(found)}")
    print(f"{len(rows) - failed} pages as they should be, {failed} far off")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
