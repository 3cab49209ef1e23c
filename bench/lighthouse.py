"""What Lighthouse says of pages, where it is installed: it is no part of this portal and nothing here needs it."""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SCORES = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
PATIENCE = 180  # seconds for a page
ABSENT = "Lighthouse was not run: it is not on the PATH, and npx has no copy of it."


def command() -> list[str] | None:
    """How to start it: from the PATH, or the copy that npx has."""
    if path := shutil.which("lighthouse"):
        return [path]
    if npx := shutil.which("npx"):
        known = subprocess.run([npx, "--no-install", "lighthouse", "--version"], capture_output=True, timeout=60)
        if known.returncode == 0:
            return [npx, "--no-install", "lighthouse"]
    return None


def judge(chromium: str, addresses: dict[str, str]) -> list[str]:
    """The four scores of each page, and what cost points, as lines of a report."""
    start = command()
    if start is None:
        print("\n" + "!" * 100 + f"\n{ABSENT}\n" + "!" * 100, file=sys.stderr, flush=True)
        return ["", ABSENT]
    lines = ["", f"Lighthouse, mobile; asked: {'/'.join(map(str, SCORES.values()))}.", ""]
    lines += [f"| page | {' | '.join(SCORES)} | what cost points |", f"|{'---|' * (len(SCORES) + 2)}"]
    for name, address in addresses.items():
        try:
            found = asked(start, chromium, address)
        except (subprocess.SubprocessError, OSError) as error:
            said = (getattr(error, "stderr", b"") or b"").decode("utf-8", "replace").strip().splitlines()
            lines.append(f"| {name} | {'- | ' * len(SCORES)}not judged: {said[-1] if said else type(error).__name__} |")
            print(f"  lighthouse: {name} NOT JUDGED: {lines[-1]}", file=sys.stderr, flush=True)
            continue
        scores = [f"{found['categories'][category]['score'] * 100:.0f}" for category in SCORES]
        lines.append(f"| {' | '.join([name, *scores, '; '.join(lost(found)) or '-'])} |")
        print(f"  lighthouse: {name} {'/'.join(scores)}", file=sys.stderr, flush=True)
    return lines


def asked(start: list[str], chromium: str, address: str) -> dict:
    """Its report of one page."""
    with tempfile.TemporaryDirectory(prefix="materialenbank-bench-") as folder:
        report = Path(folder) / "report.json"
        order = [*start, address, "--quiet", "--output=json", f"--output-path={report}", f"--chrome-path={chromium}"]
        order += ["--chrome-flags=--headless=new --no-sandbox", f"--only-categories={','.join(SCORES)}"]
        subprocess.run(order, check=True, capture_output=True, timeout=PATIENCE)
        return json.loads(report.read_text())


def lost(report: dict) -> list[str]:
    """The audits that count and were not perfect."""
    found = []
    for category in SCORES:
        for ref in report["categories"][category]["auditRefs"]:
            audit = report["audits"][ref["id"]]
            if ref["weight"] and audit["score"] is not None and audit["score"] < 1:
                value = f" ({audit['displayValue']})" if audit.get("displayValue") else ""
                found.append(f"{ref['id']}{value}".replace("\xa0", " "))
    return found
