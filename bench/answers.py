"""What the search answers to the graded questions, in this process and its database: lists, hit sets, the gain of each step.

    python -m bench.answers fill | answers [STEP ...] | sets     one line of JSON (`sets` wants an empty database)

The texts, questions and grades stand in tests/examples/search. Whoever calls it gives DATABASE_URL.
"""

import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from bench.ndcg import DEPTH, Question, read_questions

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "examples" / "search"
SETS = FOLDER / "hit_sets.json"  # what the texts alone answer
FEW = 3  # fewer hits, and what is related is read on
HELP = ("correction", "synonyms", "second look")  # what is no step of the analyser, and can be left out too


def graded() -> list[Question]:
    """The graded questions of the test set."""
    return read_questions(FOLDER / "queries.json")


def publish_texts() -> None:
    """The example texts as published fiches, through the door that editors use."""
    from django.utils import timezone

    from fiches.models import Fiche, Section
    from portal.publishing.workflow import take
    from portal.taxonomy.models import Audience, Theme

    for said in json.loads((FOLDER / "texts.json").read_text(encoding="utf-8")):
        made = Fiche.objects.create(
            slug=said["slug"], title=said["title"], standfirst=said["standfirst"], authors="Voorbeeldredactie"
        )
        for rubriek, text in said["sections"].items():
            Section.objects.create(fiche=made, rubriek=rubriek, text=text)
        made.themes.set(Theme.objects.filter(slug__in=said["themes"]))
        made.audiences.set(Audience.objects.filter(slug__in=said["audiences"]))
        made.tags.set(said["tags"])
        take(made, "publish", seen=made.edit, at=timezone.now())


def keep_synonyms() -> None:
    """The synonyms of the test set, and no others."""
    from portal.catalogue.models import Synonym

    groups = json.loads((FOLDER / "synonyms.json").read_text(encoding="utf-8"))
    Synonym.objects.all().delete()
    for words in groups:
        Synonym.objects.create(words=words)


def ask(question: str, literally: bool = False):
    """The page that a reader would get."""
    from portal.catalogue.models import Edition
    from portal.catalogue.search import search
    from portal.website.views.search import LABELS

    edition = Edition.objects.get_or_create(pk=1)[0].number
    return search(question, url="/zoeken/", labels=LABELS, edition=edition, literally=literally)


def first_ten(found) -> list[str]:
    """The addresses that a reader meets first: hits, then what is related when there are hardly any."""
    urls = [hit["url"] for hit in found.cards]
    if len(urls) < FEW:
        urls += [hit["url"] for hit in found.related if hit["url"] not in urls]
    return urls[:DEPTH]


def everything_found(found) -> list[str]:
    """All addresses that answer the question, in the order of the alphabet."""
    from portal.catalogue import hits
    from portal.catalogue.bitmaps import numbers_of
    from portal.catalogue.bitmaps import of as bitmap_of
    from portal.catalogue.models import Record
    from portal.website.views.search import LABELS

    if found.question is None:
        return []
    among = Record.objects.public().filter(kind__in=LABELS)
    found = hits.matching(found.question, bitmap_of(among.values_list("pk", flat=True)))
    return sorted(among.filter(pk__in=numbers_of(found)).values_list("url", flat=True))


def hit_sets() -> dict[str, list[str]]:
    """{question: every address that answers it} over what is public now: the same on every database."""
    return {question.q: everything_found(ask(question.q)) for question in graded()}


def answers(literally: bool = False) -> list[dict]:
    """For each graded question, in order: the first ten, all hits, and what the question was corrected to."""
    said = []
    for question in graded():
        found = ask(question.q, literally)
        used = found.corrected["used"] if found.corrected else ""
        said.append({"q": question.q, "found": first_ten(found), "all": everything_found(found), "used": used})
    return said


# -- without a step ----------------------------------------------------------------------------------------------------
def leave_out(steps: Iterable[str]) -> None:
    """From here on this process does without these steps, in what it indexes and in what it asks."""
    from portal.catalogue import dutch, hits
    from portal.catalogue.models import Synonym

    gone = frozenset(steps)
    if "second look" in gone:
        hits._score = lambda question, row, score: score  # the engine's own score
        hits.PREFERRED = {}
    if "synonyms" in gone:
        Synonym.objects.all().delete()
    if off := gone - set(HELP):
        whole = dutch.analyser
        setattr(dutch, "analyser", lambda without=dutch.NOTHING: whole(without | off))  # noqa: B010 (a function for a function)


def index_again() -> None:
    """Every public record, by the analyser of this process."""
    from portal.catalogue import lexicon
    from portal.catalogue.index import entry_of
    from portal.catalogue.models import Record

    for record in Record.objects.public().select_related("revision"):
        lexicon.index(record, entry_of(record))


def answers_without(steps: Iterable[str]) -> list[dict]:
    """The answers when some steps are left out; the database is as it was afterwards."""
    from django.db import transaction

    gone = frozenset(steps)
    with transaction.atomic():
        leave_out(gone)
        if gone - set(HELP):
            index_again()
        said = answers(literally="correction" in gone)
        transaction.set_rollback(True)
    return said


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django

    django.setup()
    order, *steps = sys.argv[1:]
    if order == "fill":
        publish_texts()
        keep_synonyms()
        said: object = None
    elif order == "sets":
        publish_texts()
        keep_synonyms()
        said = hit_sets()
    else:
        said = answers_without(steps) if steps else answers()
    print(json.dumps(said))
    return 0


if __name__ == "__main__":
    sys.exit(main())
