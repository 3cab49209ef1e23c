"""A list of one kind of record, ready for its template: narrowed, searched, sorted, in pages; and the addresses around it."""

from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from portal.catalogue import facets, hits
from portal.catalogue.bitmaps import SORTS, Bitmaps, bitmaps
from portal.catalogue.models import Record
from portal.catalogue.question import Question, near_words, read
from portal.text import excerpt

PAGE = 20
RELEVANCE = "relevantie"
LABELS = {"herzien": _("Laatst herzien"), "titel": _("Titel"), RELEVANCE: _("Best passend")}


@dataclass
class Found:
    """A page of a list, ready for its template."""

    cards: list = field(default_factory=list)
    count: int = 0
    total: int = 0
    page: int = 1
    pages: int = 1
    first: int = 0
    last: int = 0
    previous: str = ""
    next: str = ""
    pager: list = field(default_factory=list)
    facets: list = field(default_factory=list)
    chips: list = field(default_factory=list)
    nearest: list = field(default_factory=list)
    url: str = ""  # the one true address of this page of this list
    clear_url: str = ""
    sort: str = ""
    sorts: list = field(default_factory=list)
    hidden: list = field(default_factory=list)
    q: str = ""
    kind_plural: str = ""
    explain: str = ""
    kinds: list = field(default_factory=list)
    corrected: dict | None = None
    via: list = field(default_factory=list)
    any: bool = False
    related: list = field(default_factory=list)
    near: list = field(default_factory=list)
    question: Question | None = None


@dataclass(frozen=True)
class Listing:
    """A list of one kind of record: what it is called, where it lives, how it can be narrowed and sorted."""

    kind: str
    plural: str
    url: str
    fields: tuple[facets.Field, ...]
    default_sort: str = "herzien"

    def page(
        self,
        *,
        chosen: dict[str, list[str]],
        q: str,
        sort: str,
        page: int,
        edition: int,
        fixed: dict[str, list[str]] | None = None,
        literally: bool = False,
    ) -> Found:
        """The asked page; a page number out of range gets the nearest one. `fixed` is a choice that cannot be taken away."""
        question = read(q, edition=edition, literally=literally) if q else None
        usual = RELEVANCE if question else self.default_sort
        sort = sort if sort in SORTS or (question and sort == RELEVANCE) else usual
        everywhere = facets.chosen_ids(fixed or {}, edition)
        mine = {name: ids for name, ids in facets.chosen_ids(chosen, edition).items() if name not in everywhere}
        shelf = bitmaps(edition)
        among = shelf.kinds.get(self.kind, 0) & shelf.having(everywhere)
        among = hits.matching(question, among) if question else among
        found = among & shelf.having(mine)
        counted = facets.counts(shelf, among, mine, [known.name for known in self.fields], edition)
        count = found.bit_count()
        pages = max(1, -(-count // PAGE))
        page = min(max(1, page), pages)
        ids = page_of(question, found, shelf, sort, (page - 1) * PAGE)
        rows = {row["pk"]: row for row in Record.objects.filter(pk__in=ids).for_cards()} if ids else {}
        address = Around(self, chosen, mine, q, "" if sort == usual else sort, facets.values_of(edition), as_parameter(literally))
        return Found(
            cards=[card(rows[pk]) for pk in ids if pk in rows],
            count=count,
            total=among.bit_count(),
            page=page,
            pages=pages,
            first=(page - 1) * PAGE + 1 if count else 0,
            last=min(page * PAGE, count),
            previous=address.at(page - 1) if page > 1 else "",
            next=address.at(page + 1) if page < pages else "",
            pager=address.pager(page, pages),
            facets=[address.box(known, counted) for known in self.fields if known.listed],
            chips=address.chips(),
            nearest=address.nearest(shelf, among) if not count else [],
            url=address.at(page),
            clear_url=self.url,
            sort="" if sort == usual else sort,
            sorts=sorts_for(sort, [RELEVANCE, *SORTS] if question else [*SORTS]),
            hidden=[(name, value) for name, value in address.parameters() if name != "sorteer"],
            q=q,
            kind_plural=self.plural,
            question=question,
            corrected=correction(question, address),
            via=synonyms_of(question),
            near=[{"label": word, "url": f"{self.url}?{urlencode([('q', word)])}"} for word in near_words(question)]
            if question and not count
            else [],
        )

    def whole(self, *, q: str, sort: str, edition: int, literally: bool, most: int) -> list[int]:
        """The records of all pages of an unnarrowed list, in its order; at most so many."""
        question = read(q, edition=edition, literally=literally) if q else None
        shelf = bitmaps(edition)
        among = shelf.kinds.get(self.kind, 0)
        among = hits.matching(question, among) if question else among
        usual = RELEVANCE if question else self.default_sort
        return page_of(question, among, shelf, sort if sort in SORTS else usual, 0, most)


def as_parameter(literally: bool) -> tuple:
    return (("letterlijk", "1"),) if literally else ()


def sorts_for(sort: str, keys: list[str]) -> list[dict]:
    return [{"key": key, "label": str(LABELS[key]), "selected": key == sort} for key in keys]


def page_of(question: Question | None, found: int, shelf: Bitmaps, sort: str, start: int, most: int = PAGE) -> list[int]:
    """The numbers of one page of the found records, in order."""
    if question and sort == RELEVANCE:
        return hits.by_relevance(question, found, shelf, start, most)
    return shelf.in_order(sort, found, start, most)


def correction(question: Question | None, address) -> dict | None:
    if question is None or question.corrected is None:
        return None
    asked, used = question.corrected
    return {"asked": asked, "used": used, "url": address.url([*address.parameters(), ("letterlijk", "1")])}


def synonyms_of(question: Question | None) -> list[str]:
    """The words that synonyms added to the question."""
    return list(dict.fromkeys(words for group in question.groups for _way, words in group.synonyms)) if question else []


def card(row: dict) -> dict:
    """What a list shows of a record: its own columns over its `card`."""
    names = ("pk", "kind", "object_id", "url", "title", "lead", "uses")
    return carded({**row["card"]}, *(row[name] for name in names))


def carded(said: dict, record: int, kind: str, object_id: int, url: str, title: str, lead: str, uses: int) -> dict:
    """The same dict, with what the columns say over it."""
    held, revised = said.get("date"), said.get("revised")
    said["record"], said["kind"], said["object_id"] = record, kind, object_id
    said["url"], said["title"], said["lead"], said["uses"] = url, title, lead, uses
    said["on"] = date.fromisoformat(held) if held else None  # the day on which it is held
    said["revised"] = date.fromisoformat(revised) if revised else None
    return said


@dataclass
class Around:
    """The addresses around a page of a list: other pages, one choice less, one choice more."""

    listing: Listing
    asked: dict
    mine: dict
    q: str
    sort: str  # "" when it is the usual one
    known: dict
    extra: tuple = ()  # what else was asked, as parameters

    def keys(self):
        known = self.known
        for box in self.listing.fields:
            for key in self.asked.get(box.name, []):
                if key in known.get(box.name, {}) and box.name in self.mine:
                    yield box, known[box.name][key]

    def parameters(self, without=None):
        pairs = [("q", self.q)] if self.q else []
        pairs += [(box.parameter, value["key"]) for box, value in self.keys() if value["pk"] != without]
        return [*pairs, *self.extra, *([("sorteer", self.sort)] if self.sort else [])]

    def url(self, pairs):
        return f"{self.listing.url}?{urlencode(pairs)}" if pairs else self.listing.url

    def at(self, page):
        return self.url(self.parameters() + ([("pagina", page)] if page > 1 else []))

    def pager(self, page, pages):
        shown = sorted({1, pages, *range(max(1, page - 2), min(pages, page + 2) + 1)})
        items, last = [], 0
        for number in shown:
            if number > last + 1:
                items.append({"n": None, "url": "", "current": False})
            items.append({"n": number, "url": self.at(number), "current": number == page})
            last = number
        return items if pages > 1 else []

    def chips(self):
        chips = [{"label": value["label"], "url": self.url(self.parameters(value["pk"]))} for _box, value in self.keys()]
        if self.q:
            chips.insert(
                0, {"label": f"“{excerpt(self.q, 60)}”", "url": self.url([pair for pair in self.parameters() if pair[0] != "q"])}
            )
        return chips

    def box(self, known, counted):
        taken = {value["pk"] for _box, value in self.keys()}
        values = self.known.get(known.name, {})
        shown = [value for value in _tree(values) if counted.get(value["pk"]) or value["pk"] in taken]
        return {
            "name": known.parameter,
            "label": known.label,
            "open": known.open or any(value["pk"] in taken for value in shown),
            "values": [
                {
                    "key": value["key"],
                    "label": value["label"],
                    "count": counted.get(value["pk"], 0),
                    "checked": value["pk"] in taken,
                    "disabled": False,
                    "depth": 1 if value["above"] in values else 0,
                }
                for value in shown
            ],
        }

    def nearest(self, shelf: Bitmaps, among: int) -> list[dict]:
        """What one filter less would bring, for a choice that brings nothing."""
        near = []
        for _box, value in self.keys():
            rest = {name: [pk for pk in ids if pk != value["pk"]] for name, ids in self.mine.items()}
            if many := (among & shelf.having({name: ids for name, ids in rest.items() if ids})).bit_count():
                label = _("Zonder ‘%(label)s’") % {"label": value["label"]}
                near.append({"label": label, "url": self.url(self.parameters(value["pk"])), "count": many})
        return sorted(near, key=lambda item: -item["count"])[:4]


def _tree(values):
    """Values in order, those below another right after it."""
    below: dict[str, list] = {}
    for value in values.values():
        below.setdefault(value["above"] if value["above"] in values else "", []).append(value)

    def walk(key):
        for value in below.get(key, []):
            yield value
            yield from walk(value["key"])

    return list(walk(""))
