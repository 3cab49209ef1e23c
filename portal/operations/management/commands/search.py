"""What a reader finds with a question, and why: for editors who ask, and for tests."""

import json

from django.core.management.base import BaseCommand
from django.urls import reverse

from portal.catalogue.listing import Found
from portal.catalogue.models import Edition, Indexed
from portal.catalogue.question import Group, Question
from portal.catalogue.search import search
from portal.website.views.search import LABELS

FIRST = 10
MOST_CHOICES = 8  # of a facet, in lines to read
PLACES = {"title": "titel", "lead": "inleiding en thema’s", "body": "tekst", "cited": "bronnen"}


def answer(asked: str, *, kind: str = "", literally: bool = False) -> dict:
    """What the search page would show for a question, as plain values, with what makes it so."""
    number, _stamp = Edition.now(again=False)
    found = search(asked, url=reverse("website:search"), labels=LABELS, edition=number, kind=kind, literally=literally)
    question = found.question or Question(asked)
    return {
        "asked": asked,
        "count": found.count,
        "corrected": found.corrected and {"from": found.corrected["asked"], "to": found.corrected["used"]},
        "synonyms": {group.said: [words for _way, words in group.synonyms] for group in question.groups if group.synonyms},
        "words": [_weighed(question, group) for group in question.groups],
        "phrases": list(question.phrases),
        "without": [group.said for group in question.without],
        "any_of": question.any_of,
        "kinds": {tab["key"]: tab["count"] for tab in found.kinds if tab["key"]},
        "facets": _facets(found),
        "hits": _hits(found.cards, question),
        "related": _hits(found.related, question),
        "near": [word["label"] for word in found.near],
    }


def _weighed(question: Question, group: Group) -> dict:
    """A word of the question: what it is looked up as, how much it tells, whether a hit must have it."""
    telling = [question.telling.get(lexeme, 0.0) for way in group.alternatives for lexeme in way]
    return {
        "said": group.said,
        "ways": [list(way) for way in group.alternatives],
        "tells": round(max(telling, default=0.0), 2),
        "required": group in question.required,
    }


def _facets(found: Found) -> dict:
    return {box["name"]: {value["label"]: value["count"] for value in box["values"]} for box in found.facets}


def _hits(cards: list[dict], question: Question) -> list[dict]:
    """The first hits: what they are, and which words of the question stand where."""
    shown = cards[:FIRST]
    rows = Indexed.objects.in_bulk([card["record"] for card in shown])
    return [
        {
            "kind": card["kind"],
            "title": card["title"],
            "url": card["url"],
            "via": card.get("via", ""),
            "found": _places(rows.get(card["record"]), question),
        }
        for card in shown
    ]


def _places(row: Indexed | None, question: Question) -> dict[str, list[str]]:
    """{word of the question: where it stands in this record}."""
    told = {name: set(getattr(row, name).split()) for name in PLACES} if row else {}
    where = {
        group.said: [name for name, lexemes in told.items() if any(lexemes.issuperset(way) for way in group.all_ways())]
        for group in question.groups
    }
    return {said: names for said, names in where.items() if names}


class Command(BaseCommand):
    help = "Toont wat een lezer met een vraag vindt, en waarom."

    def add_arguments(self, parser):
        parser.add_argument("question", help="De vraag, tussen aanhalingstekens.")
        parser.add_argument("--soort", choices=sorted(LABELS), default="", help="Alleen deze soort.")
        parser.add_argument("--letterlijk", action="store_true", help="Verbeter geen tikfouten.")
        parser.add_argument("--json", action="store_true", help="Alles als JSON.")

    def handle(self, *, question, soort, letterlijk, json: bool, **options):
        found = answer(question, kind=soort, literally=letterlijk)
        self.stdout.write(as_json(found) if json else "\n".join(as_text(found)))


def as_json(found: dict) -> str:
    return json.dumps(found, ensure_ascii=False, indent=2, default=str)


def as_text(found: dict) -> list[str]:
    """The answer as lines to read."""
    lines = [f"“{found['asked']}”: {found['count']} resultaten"]
    if fix := found["corrected"]:
        lines.append(f"  verbeterd: “{fix['from']}” is gezocht als “{fix['to']}”")
    lines += [f"  synoniemen van “{said}”: {', '.join(words)}" for said, words in found["synonyms"].items()]
    lines += [f"  precies zo: “{phrase}”" for phrase in found["phrases"]]
    lines += [f"  zonder: {said}" for said in found["without"]]
    lines += ["", "Woorden", *(_word_line(word, found["any_of"]) for word in found["words"])]
    labels = [f"{LABELS[kind]} {count}" for kind, count in found["kinds"].items()]
    lines += ["", "Soorten", f"  {', '.join(labels) or 'geen'}"]
    for title, hits in (("Resultaten", found["hits"]), ("Verwant", found["related"])):
        if hits:
            lines += ["", title]
            lines += [line for place, hit in enumerate(hits, 1) for line in _hit_lines(place, hit)]
    if found["near"]:
        lines += ["", f"Bedoelde je: {', '.join(found['near'])}"]
    if found["facets"]:
        lines += ["", "Filters", *(_facet_line(name, values) for name, values in found["facets"].items())]
    return lines


def _facet_line(name: str, values: dict[str, int]) -> str:
    """The choices that most hits have."""
    most = sorted(values.items(), key=lambda item: -item[1])[:MOST_CHOICES]
    more = [f"en nog {len(values) - len(most)}"] if len(values) > len(most) else []
    return f"  {name}: {', '.join([*(f'{label} {count}' for label, count in most), *more])}"


def _word_line(word: dict, any_of: bool) -> str:
    ways = " of ".join("+".join(way) for way in word["ways"])
    if word["required"]:
        part = "één van deze woorden moet voorkomen" if any_of else "moet voorkomen"
    else:
        part = "telt alleen mee voor de volgorde" if word["tells"] else "komt nergens voor"
    return f"  {word['said']} ({ways}): zegt {word['tells']:.2f}, {part}"


def _hit_lines(place: int, hit: dict) -> list[str]:
    where = [f"{said} in {', '.join(PLACES[name] for name in names)}" for said, names in hit["found"].items()]
    via = [f"via synoniem “{hit['via']}”"] if hit["via"] else []
    return [f"{place:3}. [{hit['kind']}] {hit['title']}", f"     {hit['url']}", f"     {'; '.join([*where, *via]) or '-'}"]
