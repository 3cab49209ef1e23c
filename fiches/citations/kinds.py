"""The kinds of source that editors know, and the fields of each. A kind is a type of CSL, sometimes with a word more."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

ALWAYS = ("type", "year", "title", "link", "language")
PEOPLE = {"authors": "author", "editors": "editor", "translators": "translator"}
DATED = {"year": "issued", "original": "original-date", "accessed": "accessed"}
PLAIN = {  # field of the form: variable of CSL
    "title": "title",
    "container": "container-title",
    "event": "event-title",
    "event_place": "event-place",
    "publisher": "publisher",
    "edition": "edition",
    "volume": "volume",
    "issue": "issue",
    "pages": "page",
    "number": "number",
    "genre": "genre",
    "doi": "DOI",
    "link": "URL",
    "language": "language",
}


@dataclass(frozen=True)
class Kind:
    """What editors call it, its type in CSL, its fields beside those that all have, and what some of those mean here."""

    label: str
    csl: str
    fields: tuple[str, ...]
    meaning: Mapping[str, str]


def _kind(label: str, csl: str, fields: str, **meaning: str) -> Kind:
    return Kind(label, csl, tuple(fields.split()), meaning)


WEBINAR = "Webinar"
KINDS = {
    "book": _kind("Boek", "book", "authors translators original edition volume publisher doi"),
    "edited-book": _kind("Boek met redacteurs", "book", "editors edition volume publisher doi"),
    "chapter": _kind(
        "Hoofdstuk in een boek",
        "chapter",
        "authors container editors translators edition volume pages publisher doi",
        title="De titel van het hoofdstuk.",
        container="De titel van het boek.",
    ),
    "article-journal": _kind(
        "Artikel in een tijdschrift",
        "article-journal",
        "authors container volume issue pages number doi",
        title="De titel van het artikel.",
        container="De naam van het tijdschrift.",
        number="Het artikelnummer, als er geen pagina’s zijn.",
    ),
    "article-magazine": _kind(
        "Artikel in een magazine",
        "article-magazine",
        "authors container volume issue pages",
        container="De naam van het magazine.",
    ),
    "article-newspaper": _kind(
        "Artikel in een krant", "article-newspaper", "authors container pages", container="De naam van de krant."
    ),
    "report": _kind(
        "Rapport",
        "report",
        "authors genre number publisher doi",
        publisher="Alleen als die een ander is dan de auteur.",
        genre="Zoals “Advies” of “Onderzoeksrapport”.",
        number="Het nummer van het rapport.",
    ),
    "thesis": _kind(
        "Proefschrift of masterproef",
        "thesis",
        "authors genre publisher",
        genre="“Proefschrift”, “Masterproef” of “Bachelorproef”.",
        publisher="De universiteit of hogeschool.",
    ),
    "webpage": _kind(
        "Webpagina",
        "webpage",
        "authors container accessed",
        container="De naam van de website, als die een andere is dan de auteur.",
        accessed="Alleen als de pagina vaak verandert.",
    ),
    "post-weblog": _kind("Blogbericht", "post-weblog", "authors container", container="De naam van de blog."),
    "motion_picture": _kind(
        "Video of film",
        "motion_picture",
        "authors genre publisher",
        authors="Wie de video plaatste of maakte.",
        genre="“Video” als je niets invult; anders “Film”, “Documentaire” …",
        publisher="Het platform of de filmmaatschappij, zoals “YouTube”.",
    ),
    "webinar": _kind("Webinar", "motion_picture", "authors publisher", publisher="Wie het webinar organiseerde."),
    "broadcast": _kind(
        "Podcast of uitzending",
        "broadcast",
        "authors container genre publisher",
        title="De titel van de aflevering.",
        container="De naam van de podcast of het programma.",
        genre="Zoals “Podcastaflevering”.",
    ),
    "paper-conference": _kind(
        "Bijdrage in een congresbundel",
        "paper-conference",
        "authors container editors pages publisher doi",
        container="De titel van de bundel.",
    ),
    "speech": _kind(
        "Lezing op een congres of studiedag",
        "speech",
        "authors genre event event_place",
        genre="Zoals “Paperpresentatie” of “Keynotelezing”.",
    ),
    "document": _kind("Ander document", "document", "authors genre publisher doi"),
}


def kind_of(csl: Mapping[str, Any]) -> str:
    """The kind that this source is: a key of KINDS, or its type in CSL when editors have no word for it."""
    kind = str(csl.get("type") or "book")
    if kind == "book" and csl.get("editor") and not csl.get("author"):
        return "edited-book"
    if kind == "motion_picture" and str(csl.get("genre", "")).casefold() == WEBINAR.casefold():
        return "webinar"
    return kind


def of_kind(csl: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """The same source as this kind. No other field is lost: what was typed stays."""
    made = {**csl, "type": KINDS[kind].csl if kind in KINDS else kind}
    genre = str(made.get("genre", "")).casefold()
    if kind == "webinar" and not genre:
        made["genre"] = WEBINAR
    if kind == "motion_picture" and genre == WEBINAR.casefold():
        del made["genre"]
    return made
