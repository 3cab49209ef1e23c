"""Drawing a fiche: frozen values and the cards of what it names -> what the template shows. Live and preview alike."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, cached_property, lru_cache

from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from fiches.citations import order
from fiches.citations.coins import coins
from fiches.models import Fiche, Rubriek
from fiches.models.resource import licence_of
from fiches.models.section import ORDER
from fiches.records import months
from fiches.takeaways import offered
from portal.catalogue.around import around
from portal.catalogue.entries import BUILDERS, Entry, rows_for, rows_in_hand
from portal.catalogue.meta import absolute
from portal.publishing.freezing import DERIVED, upgrade
from portal.text import plain

STRENGTH = ["Geen", "Zeer beperkt", "Beperkt", "Matig", "Sterk", "Zeer sterk"]
COST = ["", "Zeer laag", "Laag", "Gemiddeld", "Hoog", "Zeer hoog"]


@dataclass
class Shown:
    """What a page needs beside the frozen values: facts of its record and the cards of its neighbours."""

    url: str
    card: dict
    neighbours: dict[tuple[str, int], dict]  # (kind, id) -> card with url and title
    related: list[dict]
    sessions: list[dict] = field(default_factory=list)  # of study days, that name this fiche
    version: int = 0
    stamp: int = 0
    published_at: datetime | None = None
    updated_at: datetime | None = None
    preview: bool = False

    @cached_property
    def published_on(self) -> date | None:
        return timezone.localdate(self.published_at) if self.published_at else None


def live(url: str) -> dict | None:
    """The public fiche at this address, drawn; None when there is none. One query."""
    here = around(url, "fiche", naming=("session",))
    if here is None:
        return None
    record = here.record
    shown = Shown(
        url=record["url"],
        card=record["card"],
        neighbours={(found["kind"], found["object_id"]): found for found in here.chosen},
        related=here.related,
        sessions=here.users,
        version=record["revision__number"],
        stamp=record["stamp"],
        published_at=record["published_at"],
        updated_at=record["updated_at"],
    )
    return draw(upgrade(Fiche, record["revision__snapshot"]), shown)


def preview(fiche: Fiche, snapshot: dict, version: int = 0) -> dict:
    """Frozen values (of the working copy, or of an old revision) drawn as if they were published now."""
    values = upgrade(Fiche, snapshot)
    version = version or fiche.revisions().count() + 1
    with rows_in_hand():
        entry = BUILDERS[Fiche].build(fiche.pk, values)
        neighbours = _neighbours(entry)
    return draw(
        values,
        Shown(url=entry.url, card=entry.card, neighbours=neighbours, related=[], version=version, preview=True),
    )


def _neighbours(entry: Entry) -> dict[tuple[str, int], dict]:
    """The cards of what an entry names, as they would be. As many queries for ten as for one."""
    found = {}
    for model in dict.fromkeys(model for _relation, model, _pk in entry.names):
        builder, asked = BUILDERS[model], [pk for _relation, other, pk in entry.names if other is model]
        for pk, other in builder.build_all(list(rows_for(model, asked).values())).items():
            facts = {"url": other.url, "title": other.title, "lead": other.lead}
            found[builder.kind, pk] = {**other.card, "kind": builder.kind, "object_id": pk, **facts}
    return found


def draw(values: dict, shown: Shown) -> dict:
    """Everything fiches/detail.html prints; the same for a live text and for a preview."""
    aliases, derived = shown.card.get("aliases", {}), values[DERIVED]

    def neighbour(kind, pk):
        return shown.neighbours.get((kind, aliases.get(f"{kind}:{pk}", pk)))

    themes = [found for pk in shown.card["themes"] if (found := neighbour("theme", pk))]
    cited = (values["title"], values["authors"], _day(values, shown).year, absolute(shown.url))
    return {
        "title": values["title"],
        "url": shown.url,
        "standfirst": values["standfirst"],
        "points": values["points"],
        "image": shown.card["image"],
        "look": shown.card["look"],
        "theme": next(
            (
                {"title": theme["title"], "url": theme["url"], "look": theme["look"]}
                for theme in themes
                if theme["title"] == shown.card["theme"]
            ),
            None,
        ),
        "themes": [{"title": theme["title"], "url": theme["url"], "look": theme["look"]} for theme in themes],
        "audiences": shown.card["audiences"],
        "levels": shown.card["levels"],
        "level_addresses": shown.card["level_addresses"],
        "tags": [{"name": name, "url": f"/fiches/?trefwoord={slug}"} for name, slug in shown.card["tags"]],
        "authors": values["authors"],
        "licence": licence_of(values["licence"] or settings.DEFAULT_LICENCE),
        "reviewed_at": _date(values["reviewed_at"]),
        "review_due": _date(values["review_due"]),
        "version": shown.version,
        "stamp": shown.stamp,
        "published_at": shown.published_at,
        "published_on": shown.published_on,
        "updated_at": shown.updated_at,
        "updated_on": timezone.localdate(shown.updated_at) if shown.updated_at else None,
        "minutes": derived.get("minutes", 1),
        "example": shown.card["example"],
        "rating": rating(values["ratings"]),
        "sections": _with_questions(_sections(values, derived, neighbour), values["questions"]),
        "questions": values["questions"],
        "references": _references(values, derived, neighbour),
        "related": shown.related,
        "sessions": shown.sessions,
        "citation": _citation(*cited, shown.version),
        "takeaways": [] if shown.preview else offered(shown.url, values["questions"]),  # the desk says where those of a draft are
        "coins": _coins(*cited),
        "preview": shown.preview,
    }


def _iso(day):
    return day.isoformat() if day else None


def _date(text):
    return date.fromisoformat(text) if text else None


def rating(ratings: list[dict]) -> dict | None:
    """The newest rating in words; None without one."""
    if not ratings:
        return None
    row = max(ratings, key=lambda row: (row["seen"], row["id"]))
    return {
        "strength": {"n": row["strength"], "word": STRENGTH[row["strength"]]},
        "cost": {"n": row["cost"], "word": COST[row["cost"]]},
        "impact": {"n": row["impact"], "word": months(row["impact"])},
        "note": row["note"],
        "source": row["source"],
        "source_url": row["url"],
        "seen": _date(row["seen"]),
        "example": "voorbeeld" in row["source"].casefold(),
    }


@cache
def _heading(rubriek: str) -> str:
    return str(Rubriek(rubriek).label)


def _sections(values, derived, neighbour):
    texts = {row["rubriek"]: row for row in values["sections"]}
    placed: dict[str, list] = {}
    seen = set()
    for row in values["resources"]:
        found = neighbour("resource", row["resource_id"])
        if found and found["object_id"] not in seen:  # two that were merged since are one
            seen.add(found["object_id"])
            found["note"] = row["note"]
            placed.setdefault(row["rubriek"], []).append(found)
    sections = []
    for rubriek in sorted(
        {*texts, *placed, *([Rubriek.SOURCES] if values["citations"] else [])}, key=lambda key: ORDER.get(key, 99)
    ):
        row = texts.get(rubriek)
        html = derived.get("html", {}).get(str(row["id"]), row["text"]) if row else ""
        here = placed.get(rubriek, [])
        if not (html or here or (rubriek == Rubriek.SOURCES and values["citations"])):
            continue
        sections.append(
            {
                "anchor": str(rubriek),
                "heading": (row and row["heading"]) or _heading(rubriek),
                "tall": _tall(html, here) + (7 * len(values["citations"]) if rubriek == Rubriek.SOURCES else 0),
                "html": SafeString(html),  # sanitised when saved
                "videos": [item for item in here if item["video_id"]],
                "resources": [item for item in here if not item["video_id"]],
            }
        )
    return sections


def _tall(html: str, resources: list) -> int:
    """About how many rem a rubriek takes on a phone: a page that is long is laid out in parts, and its bar must not jump."""
    return 8 + len(html) // 25 + 14 * len(resources)


def _with_questions(sections, questions):
    """The questions for a team stand behind the rubrieken, before the sources."""
    if questions:
        asked = {"anchor": "gespreksvragen", "heading": "Gespreksvragen", "questions": questions}
        asked |= {"html": "", "videos": [], "resources": []}
        place = len(sections) - (bool(sections) and sections[-1]["anchor"] == Rubriek.SOURCES)
        sections.insert(place, asked)
    return sections


def _references(values, derived, neighbour):
    letters, backlinks = derived.get("letters", {}), derived.get("backlinks", {})
    cited = {row["source_id"] for row in values["citations"]}
    sources: dict[int, dict] = {}
    for pk in derived.get("sources") or sorted(cited):
        if found := neighbour("source", pk):
            same = sources.setdefault(found["object_id"], found)  # two that were merged since are one
            same.setdefault("asked", []).append(pk)
    alike = Counter(source["intext"] for source in sources.values())
    references = []
    for source in sources.values():
        letter = letters.get(str(source["asked"][0]), "") if alike[source["intext"]] > 1 else ""  # none stands alone
        references.append(
            {
                "anchor": f"bron-{source['asked'][0]}",
                "anchors": [f"bron-{pk}" for pk in source["asked"][1:]],
                "html": SafeString(order.with_letter(source["html"], source["year"], letter)),  # cleaned when saved
                "backlinks": [anchor for pk in source["asked"] for anchor in backlinks.get(str(pk), [])],
                "url": source["url"],
                "source": source["object_id"],
                "coins": source.get("coins", ""),
            }
        )
    return references


def _day(values, shown):
    return _date(values["reviewed_at"]) or shown.published_on or timezone.localdate()


@lru_cache(maxsize=2048)
def _coins(title: str, authors: str, year: int, url: str) -> str:
    """The fiche itself, for programs that collect sources."""
    said = {
        "type": "webpage",
        "title": title,
        "author": [{"literal": authors}] if authors else [],
        "issued": {"date-parts": [[year]]},
        "container-title": settings.SITE_NAME,
        "URL": url,
        "language": "nl",
    }
    return coins(said)


@lru_cache(maxsize=2048)
def _citation(title: str, authors: str, year: int, url: str, version: int) -> str:
    which = format_html(" (versie {})", version) if version > 1 else ""
    said = (authors, year, title, which, settings.SITE_NAME, url)
    return format_html("{}. ({}). <em>{}</em>{} [Fiche]. {}. {}", *said)


@lru_cache(maxsize=2048)
def _words(html: str) -> str:
    """What a reference says; the same ones stand under many fiches."""
    return plain(html)


def learning_resource(fiche: dict) -> dict:
    """schema.org LearningResource of a fiche, with the national addresses of its levels."""
    said = {
        "@type": "LearningResource",
        "@id": absolute(fiche["url"]),
        "name": fiche["title"],
        "url": absolute(fiche["url"]),
        "description": fiche["standfirst"],
        "inLanguage": "nl-BE",
        "isAccessibleForFree": True,
        "publisher": {"@type": "Organization", "name": settings.PUBLISHER},
        "author": {"@type": "Organization", "name": fiche["authors"]},
        "version": fiche["version"],
        "datePublished": _iso(fiche["published_on"]),
        "dateModified": _iso(fiche["updated_on"]),
        "timeRequired": f"PT{fiche['minutes']}M",
        "keywords": [tag["name"] for tag in fiche["tags"]],
        "about": [{"@type": "DefinedTerm", "name": theme["title"], "url": absolute(theme["url"])} for theme in fiche["themes"]],
        "audience": [{"@type": "EducationalAudience", "educationalRole": name} for name in fiche["audiences"]],
        "educationalLevel": [
            {"@type": "DefinedTerm", "@id": address, "name": name}
            for name, address in zip(fiche["levels"], fiche["level_addresses"], strict=True)
        ],
        "license": (fiche["licence"] or {}).get("url"),
        "image": absolute(fiche["image"]["url"]) if fiche["image"] else None,
        "citation": [_words(reference["html"]) for reference in fiche["references"]],
    }
    return {name: value for name, value in said.items() if value not in (None, "", [])}
