"""What the files of a fiche cost: PDF, slides, Word, Markdown, each made anew in its box.

    python -m bench.exports [--rounds 9] [--write exports]

Two fiches: an ordinary one, and one with more words, materials and sources than any has (`tests/fiches/exporters/pages.py`).
No database and no web server. What is judged is CPU, of parent and maker together, because others may use the machine; the clock
runs from the drawn page to the bytes. Medians of the rounds, and the quickest.
"""

import argparse
import io
import os
import platform
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COLUMNS = ["fiche", "file", "CPU seconds", "seconds", "quickest", "kB", "pages", "budget", "over"]
BUDGET = 1.5  # seconds, for a PDF of the longest fiche
WORDS = {"ordinary": 600, "longest": 4000}


def cpu() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def fiches() -> dict[str, dict]:
    """The pages of two fiches, as `fiches.page.draw` gives them."""
    from tests.fiches.exporters.pages import RICH, long, material, page, reference, section

    paragraph = "<p>Wie samen leest, hoort wat een ander zag en wat zij zelf over het hoofd zag. " * 5 + "</p>"
    ordinary = page(
        sections=[section(html=paragraph * (WORDS["ordinary"] // 75) + RICH, resources=[material()] * 6)],
        references=[reference(number) for number in range(1, 9)],
        questions=["Wat doen wij al?", "Waarmee beginnen we?"],
    )
    longest = long(WORDS["longest"])
    longest["sections"] += page(questions=["Wat doen wij al?"] * 12)["sections"][1:]
    return {"ordinary": ordinary, "longest": longest | {"questions": ["Wat doen wij al?"] * 12}}


def pages_of(name: str, made: bytes) -> str:
    if name.endswith(".pdf"):
        import pypdf

        return str(len(pypdf.PdfReader(io.BytesIO(made)).pages))
    if name.endswith(".pptx"):
        from pptx import Presentation

        return str(len(Presentation(io.BytesIO(made)).slides))
    return "-"


def measured(fiche: str, said: dict, name: str, rounds: int) -> dict[str, str]:
    from fiches.exporters.files import make

    clocks, used, made = [], [], b""
    for _round in range(rounds):
        before, began = cpu(), time.perf_counter()
        made = make(name, said)
        clocks.append(time.perf_counter() - began)
        used.append(cpu() - before)
    seconds = statistics.median(used)
    budget = BUDGET if name.endswith(".pdf") and fiche == "longest" else None
    return {
        "fiche": fiche,
        "file": name,
        "CPU seconds": f"{seconds:.2f}",
        "seconds": f"{statistics.median(clocks):.2f}",
        "quickest": f"{min(clocks):.2f}",
        "kB": f"{len(made) / 1000:.0f}",
        "pages": pages_of(name, made),
        "budget": f"{budget}" if budget else "-",
        "over": "-" if budget is None else f"**{seconds:.2f}**" if seconds > budget else "no",
    }


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--rounds", type=int, default=9)
    ask.add_argument("--write", metavar="NAME", help="also write docs/benchmarks/NAME.md")
    options = ask.parse_args()
    with tempfile.TemporaryDirectory(prefix="materialenbank-bench-") as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "portal.settings", "VAR": folder}
        import django

        django.setup()
        from fiches.exporters.files import MAKERS

        rows = [measured(fiche, said, name, options.rounds) for fiche, said in fiches().items() for name in MAKERS]
    facts = [
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; "
        f"medians of {options.rounds} rounds.",
        f"The ordinary fiche has some {WORDS['ordinary']} words, 6 materials and 8 sources; the longest {WORDS['longest']} words,"
        " 30 materials and 40 sources.",
        f"Load of the machine at the end: {os.getloadavg()[0]:.1f}. With more than it has cores, the clock says little.",
        "A file is made once and then kept: this is what the first reader waits.",
    ]
    table = [
        " | ".join(COLUMNS),
        " | ".join(["---"] * len(COLUMNS)),
        *(" | ".join(row[name] for name in COLUMNS) for row in rows),
    ]
    text = "\n".join(
        ["# What the files of a fiche cost", "", *(f"- {fact}" for fact in facts), "", *(f"| {row} |" for row in table), ""]
    )
    print(text)
    if options.write:
        (ROOT / "docs" / "benchmarks" / f"{options.write}.md").write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
