"""How long finding takes in this database: whole requests, lists, suggestions, and the indexing of one fiche.

python -m bench.timing [--questions 300] [--repeated 10]     one line of JSON; whoever calls it gives DATABASE_URL
"""

import argparse
import json
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from urllib.parse import urlencode

from bench.asking import Application

PAGE = 20
KINDS = ("one word", "two words", "three words", "phrase", "typing error", "with a theme")
TIMES = 40  # how often a list is drawn
PREFIXES = 120
INDEXED = 50
FEW = 500  # hits of a question that is not a very general one
LONG_WORD = 7  # letters of a word in which somebody slips


def percentiles(values: Iterable[float]) -> tuple[float, float]:
    """The middle one, and the one that one in twenty exceeds."""
    every = sorted(values)
    return statistics.median(every), every[min(len(every) - 1, int(len(every) * 0.95))]


def row(what: str, wall: list[float], cpu: list[float]) -> dict:
    """A line of the table, in milliseconds."""
    return {"what": what, "times": len(wall), "wall": percentiles(wall), "cpu": percentiles(cpu), "longest": max(wall)}


def timed(act: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds on the clock and of CPU of this process."""
    wall, cpu = time.perf_counter_ns(), time.process_time_ns()
    act()
    return (time.perf_counter_ns() - wall) / 1e6, (time.process_time_ns() - cpu) / 1e6


# -- what is asked -----------------------------------------------------------------------------------------------------
def questions(many: int, dice: random.Random) -> list[tuple[str, str]]:
    """[(kind, address)] of different questions, made of the words of fiches that are there: as many of each kind."""
    from portal.catalogue.dutch import tokens
    from portal.catalogue.models import Record
    from portal.taxonomy.models import Theme

    ids = list(Record.objects.public().filter(kind="fiche").order_by("pk").values_list("pk", flat=True))
    themes = list(Theme.objects.order_by("pk").values_list("slug", flat=True))
    asked: dict[str, str] = {}
    while len(asked) < many:
        kind = KINDS[len(asked) % len(KINDS)]
        title, lead, text = Record.objects.values_list("title", "lead", "text").get(pk=dice.choice(ids))
        telling = [token.text.lower() for token in tokens(title) if token.lexemes and len(token.text) > 2][:-1]
        more = [token.text.lower() for token in tokens(lead) if token.lexemes]
        if question := _question(kind, telling, more, text.split(), dice):
            pairs = [("q", question)] + ([("thema", dice.choice(themes))] if kind == "with a theme" else [])
            asked.setdefault(f"/zoeken/?{urlencode(pairs)}", kind)
    return [(kind, path) for path, kind in asked.items()]


def _question(kind: str, telling: list[str], more: list[str], text: list[str], dice: random.Random) -> str:
    """A question of this kind about a fiche with these words, or "" when it cannot be made."""
    telling = [word for word in dict.fromkeys(telling) if not word.isdigit()]
    if kind in ("one word", "with a theme"):
        return dice.choice(telling) if telling else ""
    if kind == "two words":
        return " ".join(dice.sample(telling, 2)) if len(telling) > 1 else ""
    if kind == "three words":
        words = [*telling, *more[:3]]
        return " ".join(dice.sample(words, 3)) if len(set(words)) > 2 else ""
    if kind == "phrase":
        start = dice.randrange(max(1, len(text) - 3))
        return '"' + " ".join(text[start : start + 3]) + '"'
    long = [word for word in telling if len(word) >= LONG_WORD]
    return slip(dice.choice(long), dice) if long else ""


def slip(word: str, dice: random.Random) -> str:
    """The word with two letters in its middle swapped, or one gone."""
    at = dice.randrange(2, len(word) - 2)
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return swapped if swapped != word and dice.random() < 0.5 else word[:at] + word[at + 1 :]


# -- what is measured --------------------------------------------------------------------------------------------------
class Measured:
    """The requests that were made, with what each cost."""

    def __init__(self):
        self.application = Application("portal.wsgi")

    def ask(self, path: str) -> tuple[float, float]:
        """Milliseconds of one request. Raises RuntimeError when it is not answered well."""
        spent = timed(lambda: self.application.get(path))
        if self.application.status != 200:
            raise RuntimeError(f"{path} answered {self.application.status}")
        return spent

    def searches(self, asked: list[tuple[str, str]], hits: list[int]) -> list[dict]:
        """Every question once: nothing of its answer is kept anywhere."""
        for _kind, path in asked[:6]:
            self.ask(path + "+anders")  # what is read once per Edition is read
        spent = [(kind, *self.ask(path)) for kind, path in asked]
        rows = [row("search, every question", [wall for _k, wall, _c in spent], [cpu for _k, _w, cpu in spent])]
        few = [(wall, cpu) for (_k, wall, cpu), many in zip(spent, hits, strict=True) if many <= FEW]
        if few:
            rows.append(row(f"search, at most {FEW} hits", [wall for wall, _cpu in few], [cpu for _wall, cpu in few]))
        for kind in KINDS:
            mine = [(wall, cpu) for other, wall, cpu in spent if other == kind]
            rows.append(row(f"search, {kind}", [wall for wall, _cpu in mine], [cpu for _wall, cpu in mine]))
        return rows

    def lists(self, size: int) -> list[dict]:
        """The overview, drawn anew: its first page and one four fifths down."""
        rows, far = [], max(1, size // PAGE * 4 // 5)
        for what, path in (("overview, first page", "/fiches/"), (f"overview, page {far}", f"/fiches/?pagina={far}")):
            spent = []
            for _turn in range(TIMES + 2):
                self.application.forget()
                spent.append(self.ask(path))
            rows.append(row(what, [wall for wall, _cpu in spent[2:]], [cpu for _wall, cpu in spent[2:]]))
        return rows

    def suggestions(self, dice: random.Random) -> list[dict]:
        """Beginnings of two to five letters of words that are there."""
        from portal.catalogue.models import Word

        words = list(Word.objects.filter(length__gte=5).order_by("text").values_list("text", flat=True))
        begun = list(dict.fromkeys(dice.choice(words)[: dice.randint(2, 5)] for _turn in range(3 * PREFIXES)))[:PREFIXES]
        paths = ["/zoeken/suggesties/?" + urlencode([("q", prefix)]) for prefix in begun]
        self.application.get(paths[0])
        if self.application.status == 404:
            return []
        spent = [self.ask(path) for path in paths]
        return [row("suggestions", [wall for wall, _cpu in spent], [cpu for _wall, cpu in spent])]


def indexing(dice: random.Random) -> list[dict]:
    """A fiche that was not indexed, and one of which a word changed; each in a transaction of its own, commit included."""
    from dataclasses import replace

    from django.db import transaction

    from portal.catalogue import lexicon
    from portal.catalogue.index import entry_of
    from portal.catalogue.models import Record

    fiches = list(Record.objects.public().filter(kind="fiche").select_related("revision").order_by("pk"))
    spent: dict[str, list] = {"indexing a fiche": [], "indexing a changed fiche": []}

    @transaction.atomic
    def index(record, entry):
        lexicon.index(record, entry)

    for record in dice.sample(fiches, min(INDEXED, len(fiches))):
        entry = entry_of(record)
        with transaction.atomic():
            lexicon.unindex(record)
        spent["indexing a fiche"].append(timed(lambda: index(record, entry)))  # noqa: B023 (called in this round)
        changed = replace(entry, text=entry.text + " kabouterbos")
        spent["indexing a changed fiche"].append(timed(lambda: index(record, changed)))  # noqa: B023
        index(record, entry)
    return [row(what, [wall for wall, _cpu in times], [cpu for _wall, cpu in times]) for what, times in spent.items()]


def hits_of(asked: list[tuple[str, str]]) -> list[int]:
    """How many records each question finds."""
    from urllib.parse import parse_qs

    from bench.answers import ask

    return [ask(parse_qs(path.partition("?")[2])["q"][0]).count for _kind, path in asked]


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--questions", type=int, default=300)
    options.add_argument("--repeated", type=int, default=0, help="first repeat what is there so many times")
    options = options.parse_args()
    many = options.questions
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    dice = random.Random(7)  # noqa: S311 (measuring, not secrets)
    measured = Measured()
    if options.repeated:
        from bench.repeated import repeat

        repeat(options.repeated)
    measured.application.analyze()
    from portal.catalogue.models import Record, Word

    size = Record.objects.public().filter(kind="fiche").count()
    asked = questions(many, dice)
    hits = hits_of(asked)
    rows = [*measured.searches(asked, hits), *measured.lists(size), *measured.suggestions(dice)]
    rows += indexing(dice) if not options.repeated else []
    facts = {"records": Record.objects.public().count(), "fiches": size, "words": Word.objects.count()}
    print(json.dumps({"rows": rows, **facts, "hits": percentiles(hits)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
