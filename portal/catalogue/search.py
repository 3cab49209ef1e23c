"""A question, a choice, a page -> records. The first search: every word must occur in title, lead or text; titles first."""

import re
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.core.cache import cache
from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from portal.catalogue import facets
from portal.catalogue.models import CARD_FIELDS, Record
from portal.text import excerpt, fold, sort_key

PAGE = 20
MOST_WORDS = 12
SORTS = {"herzien": ("-updated_at", "-pk"), "titel": ("sort_title", "pk")}


def words_of(question: str) -> list[str]:
    """The words of a question, folded, without punctuation around them; the first dozen, each once."""
    words = (word.strip("-'’.") for word in re.split(r"[^\w\-'’.]+", fold(question)))
    return list(dict.fromkeys(word for word in words if word))[:MOST_WORDS]


def matching(words: list[str]):
    """Public records in which every word occurs."""
    found = Record.objects.public()
    for word in words:
        found = found.filter(folded__contains=word)
    return found


def by_relevance(records, words):
    """Records with more of the words in their title come first, then the newest."""
    if not words:
        return records.order_by("-updated_at", "-pk")
    score = sum(
        Case(When(sort_title__contains=sort_key(word), then=Value(1)), default=Value(0), output_field=IntegerField())
        for word in words
    )
    return records.annotate(score=score).order_by("-score", "-updated_at", "-pk")


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
    ) -> Found:
        """The asked page; a page number out of range gets the nearest one. `fixed` is a choice that cannot be taken away."""
        sort = sort if sort in SORTS else self.default_sort
        words = words_of(q)
        everywhere = facets.chosen_ids(fixed or {}, edition)
        mine = {name: ids for name, ids in facets.chosen_ids(chosen, edition).items() if name not in everywhere}
        among = Record.objects.public().filter(kind=self.kind).about(everywhere)
        for word in words:
            among = among.filter(folded__contains=word)
        kept = f"list:{edition}:{self.kind}:{everywhere}:{mine}:{words}".replace(" ", "")
        narrowed = among if words or everywhere else None
        names = [known.name for known in self.fields]
        total, count, counted = _kept(kept, lambda: (*_count(among, mine), facets.counts(self.kind, mine, names, narrowed)))
        pages = max(1, -(-count // PAGE))
        page = min(max(1, page), pages)
        ids = list(among.about(mine).order_by(*SORTS[sort]).values_list("pk", flat=True)[(page - 1) * PAGE : page * PAGE])
        rows = {row["pk"]: row for row in Record.objects.filter(pk__in=ids).for_cards()} if ids else {}
        address = _Address(self, chosen, mine, q, sort, facets.values_of(edition))
        return Found(
            cards=[card(rows[pk]) for pk in ids if pk in rows],
            count=count,
            total=total,
            page=page,
            pages=pages,
            first=(page - 1) * PAGE + 1 if count else 0,
            last=min(page * PAGE, count),
            previous=address.at(page - 1) if page > 1 else "",
            next=address.at(page + 1) if page < pages else "",
            pager=address.pager(page, pages),
            facets=[address.box(known, counted) for known in self.fields if known.listed],
            chips=address.chips(),
            nearest=address.nearest(among) if not count else [],
            url=address.at(page),
            clear_url=self.url,
            sort="" if sort == self.default_sort else sort,
            sorts=[
                {"key": key, "label": label, "selected": key == sort}
                for key, label in (("herzien", _("Laatst herzien")), ("titel", _("Titel")))
            ],
            hidden=[(name, value) for name, value in address.parameters() if name != "sorteer"],
            q=q,
            kind_plural=self.plural,
        )


def _kept(key, make):
    kept = cache.get(key) if len(key) < 200 else None
    if kept is None:
        kept = make()
        if len(key) < 200:
            cache.set(key, kept, facets.KEEP)
    return kept


def _count(among, chosen) -> tuple[int, int]:
    if not chosen:
        total = among.count()
        return total, total
    inside = Q(pk__in=among.about(chosen).order_by().values("pk"))
    row = among.order_by().aggregate(total=Count("pk"), count=Count("pk", filter=inside))
    return row["total"], row["count"]


def card(row: dict) -> dict:
    """What a list shows of a record: its own columns over its `card`."""
    said = {
        **row["card"],
        **{name: row[name] for name in ("kind", "object_id", "url", "title", "lead", "published_at", "updated_at")},
    }
    said["record"] = row.get("pk")
    said["on"] = date.fromisoformat(said["date"]) if said.get("date") else None  # the day on which it is held
    said["revised"] = date.fromisoformat(said["revised"]) if said.get("revised") else None
    return said


@dataclass
class _Address:
    """The addresses around a page of a list: other pages, one choice less, one choice more."""

    listing: Listing
    asked: dict
    mine: dict
    q: str
    sort: str
    known: dict

    def keys(self):
        known = self.known
        for box in self.listing.fields:
            for key in self.asked.get(box.name, []):
                if key in known.get(box.name, {}) and box.name in self.mine:
                    yield box, known[box.name][key]

    def parameters(self, without=None):
        pairs = [("q", self.q)] if self.q else []
        pairs += [(box.parameter, value["key"]) for box, value in self.keys() if value["pk"] != without]
        return pairs + ([("sorteer", self.sort)] if self.sort != self.listing.default_sort else [])

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

    def nearest(self, among):
        """What one filter less would bring, for a choice that brings nothing. One query."""
        taken = [(box, value) for box, value in self.keys()]
        sums, labels = {}, {}
        for _box, value in taken:
            rest = {name: [pk for pk in ids if pk != value["pk"]] for name, ids in self.mine.items()}
            rest = {name: ids for name, ids in rest.items() if ids}
            alias = f"n{value['pk']}"
            sums[alias] = Count("pk", filter=Q(pk__in=among.about(rest).order_by().values("pk"))) if rest else Count("pk")
            labels[alias] = value
        if not sums:
            return []
        row = among.order_by().aggregate(**sums)
        near = [
            {
                "label": _("Zonder ‘%(label)s’") % {"label": value["label"]},
                "url": self.url(self.parameters(value["pk"])),
                "count": row[alias],
            }
            for alias, value in labels.items()
            if row[alias]
        ]
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


def snippet(text: str, words: list[str], length: int = 220) -> str:
    """The stretch of a text around the first word that was asked, with the words marked. Safe HTML."""
    folded, origin = _fold_with_places(text)
    places = sorted(match.start() for word in words for match in [re.search(re.escape(word), folded)] if match)
    start = origin[places[0]] if places else 0
    begin = text.rfind(" ", 0, max(0, start - length // 3)) + 1 if start > length // 3 else 0
    cut = excerpt(text[begin:], length)
    return mark_safe(("… " if begin else "") + marked(cut, words))  # noqa: S308 (marked escapes)


def marked(text: str, words: list[str]) -> str:
    """The text as safe HTML with every asked word in <mark>."""
    folded, origin = _fold_with_places(text)
    spans = sorted((m.start(), m.end()) for word in words for m in re.finditer(re.escape(word), folded))
    out, at = [], 0
    for start, end in spans:
        begin, stop = origin[start], origin[end - 1] + 1
        if begin < at:
            continue
        out += [escape(text[at:begin]), "<mark>", escape(text[begin:stop]), "</mark>"]
        at = stop
    return mark_safe("".join([*out, escape(text[at:])]))  # noqa: S308


def _fold_with_places(text):
    """The folded text and, for each of its characters, the place in the text it came from."""
    letters, origin = [], []
    for place, character in enumerate(text):
        for letter in fold(character) or (" " if character.isspace() else ""):
            letters.append(letter)
            origin.append(place)
    return "".join(letters), origin


@dataclass
class Hits:
    """The answer to a question over all kinds."""

    q: str
    count: int = 0
    kinds: list = field(default_factory=list)
    groups: list = field(default_factory=list)
    page: int = 1
    pages: int = 1
    previous: str = ""
    next: str = ""
    pager: list = field(default_factory=list)


def search(question: str, *, url: str, labels: dict[str, str], kind: str = "", page: int = 1) -> Hits:
    """Hits per kind (three of each) or, when a kind is chosen, a page of that kind. Any text is a question; none fails."""
    words = words_of(question)
    if not words:
        return Hits(q=question)
    found = matching(words).filter(kind__in=labels)
    numbers = dict(found.order_by().values_list("kind").annotate(n=Count("pk")))
    kind = kind if kind in numbers else ""

    def at(chosen="", number=1):
        pairs = [("q", question)] + ([("soort", chosen)] if chosen else []) + ([("pagina", number)] if number > 1 else [])
        return f"{url}?{urlencode(pairs)}"

    hits = Hits(q=question, count=sum(numbers.values()))
    hits.kinds = [{"key": "", "label": _("Alles"), "count": hits.count, "url": at(), "current": not kind}]
    hits.kinds += [
        {"key": k, "label": label, "count": numbers[k], "url": at(k), "current": k == kind}
        for k, label in labels.items()
        if k in numbers
    ]
    if kind:
        hits.pages = max(1, -(-numbers[kind] // PAGE))
        hits.page = min(max(1, page), hits.pages)
        hits.previous = at(kind, hits.page - 1) if hits.page > 1 else ""
        hits.next = at(kind, hits.page + 1) if hits.page < hits.pages else ""
        hits.pager = (
            [{"n": n, "url": at(kind, n), "current": n == hits.page} for n in range(1, min(hits.pages, 30) + 1)]
            if hits.pages > 1
            else []
        )
    for k, label in labels.items():
        if k not in numbers or (kind and k != kind):
            continue
        start, size = ((hits.page - 1) * PAGE, PAGE) if kind else (0, 3)
        rows = by_relevance(found.filter(kind=k), words).values("text", *CARD_FIELDS)[start : start + size]
        hits.groups.append(
            {"key": k, "label": label, "count": numbers[k], "url": at(k), "hits": [_hit(row, words) for row in rows]}
        )
    return hits


def _hit(row, words):
    text = row["text"] or row["lead"]
    if row["lead"] and any(word in fold(row["lead"]) for word in words):
        text = row["lead"]
    return {**card(row), "heading": marked(row["title"], words), "snippet": snippet(text, words)}
