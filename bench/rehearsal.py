"""The hour in which a study day opens, played on both databases: first undisturbed, then with processes that are killed.

    python -m bench.rehearsal [--database sqlite] [--people 420] [--within 20] [--kills 100] [--write rehearsal]

Plays `manage.py rehearse_day` on an empty database of its own and lists what it saw. Ends with 1 when anything went wrong.
"""

import argparse
import contextlib
import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.postgres import postgres

ROOT = Path(__file__).resolve().parent.parent
TITLE = "# The hour in which a study day opens"


def played(url: str, folder: str, people: int, within: float, kills: int) -> dict:
    """What one rehearsal saw: figures and faults."""
    environ = {**os.environ, "DATABASE_URL": url, "VAR": folder, "DJANGO_SETTINGS_MODULE": "portal.settings"}
    for order in (["migrate", "--verbosity", "0"], ["collectstatic", "--noinput", "--verbosity", "0"]):
        subprocess.run([sys.executable, "manage.py", *order], check=True, env=environ, cwd=ROOT)
    order = ["rehearse_day", "--people", str(people), "--within", str(within), "--kills", str(kills), "--json"]
    return json.loads(subprocess.run([sys.executable, "manage.py", *order], env=environ, cwd=ROOT, stdout=subprocess.PIPE).stdout)


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--database", choices=["sqlite", "postgres"])
    ask.add_argument("--people", type=int, default=420)
    ask.add_argument("--within", type=float, default=20.0, help="seconds in which all of them come")
    ask.add_argument("--kills", type=int, default=100)
    ask.add_argument("--write", metavar="NAME", help="also write docs/benchmarks/NAME.md")
    options = ask.parse_args()
    seen: dict[str, dict] = {}
    for engine in [options.database] if options.database else ["sqlite", "postgres"]:
        with tempfile.TemporaryDirectory(prefix="materialenbank-bench-") as folder, contextlib.ExitStack() as until_the_end:
            url = until_the_end.enter_context(postgres()) if engine == "postgres" else f"sqlite:///{folder}/here.sqlite3"
            for kills in (0, options.kills):
                seen[f"{engine}, {kills} kills"] = played(url, folder, options.people, options.within, kills)
    names = list(dict.fromkeys(name for one in seen.values() for name in one["figures"]))
    rows = [[name, *(str(one["figures"].get(name, "-")) for one in seen.values())] for name in names]
    rows.append(["wrong", *(" ".join(one["faults"]) or "nothing" for one in seen.values())])
    facts = [
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; the crowd is on"
        " them too.",
        f"{options.people} people in {options.within:g} seconds, 4 web processes, 11 sessions of 28 seats.",
        f"Load of the machine at the end: {os.getloadavg()[0]:.1f}.",
    ]
    table = [["what", *seen], ["---"] * (1 + len(seen)), *rows]
    text = "\n".join([TITLE, "", *(f"- {fact}" for fact in facts), "", *(f"| {' | '.join(row)} |" for row in table), ""])
    print(text)
    if options.write:
        (ROOT / "docs" / "benchmarks" / f"{options.write}.md").write_text(text)
    return int(any(one["faults"] for one in seen.values()))


if __name__ == "__main__":
    sys.exit(main())
