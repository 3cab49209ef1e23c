"""A question over everything public: hits with what explains them, tabs, facets, help when hardly anything answers."""

from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from portal.catalogue import facets, hits
from portal.catalogue.bitmaps import SORTS, Bitmaps, bitmaps, union
from portal.catalogue.listing import (
    PAGE,
    RELEVANCE,
    Around,
    Found,
    Listing,
    as_parameter,
    card,
    correction,
    page_of,
    sorts_for,
    synonyms_of,
)
from portal.catalogue.models import CARD_FIELDS, Record
from portal.catalogue.question import Question, near_words, read

FEW = 3  # fewer hits than this, and what is related is shown too
MOST_RELATED = 8
FIELDS = (
    facets.Field("theme", "thema", "Thema", open=True),
    facets.Field("level", "niveau", "Onderwijsniveau"),
    facets.Field("audience", "doelgroep", "Doelgroep"),
    facets.Field("kind", "materiaal", "Soort materiaal"),
    facets.Field("form", "vorm", "Soort sessie"),
    facets.Field("access", "toegang", "Toegang"),
    facets.Field("provider", "aanbieder", "Aanbieder"),
    facets.Field("year", "jaar", "Jaar"),
    facets.Field("tag", "trefwoord", "Trefwoord"),
)


def search(
    asked: str,
    *,
    url: str,
    labels: dict[str, str],
    edition: int,
    chosen: dict[str, list[str]] | None = None,
    kind: str = "",
    sort: str = "",
    page: int = 1,
    literally: bool = False,
) -> Found:
    """A page of what answers a question, over all kinds in `labels` or one of them. Any text is a question; none fails."""
    question = read(asked, edition=edition, literally=literally)
    if not question.asked:
        return Found(q="")
    kind = kind if kind in labels else ""
    listing = Listing(kind, "resultaten", url, FIELDS, RELEVANCE)
    sort = sort if sort in SORTS else RELEVANCE
    mine = facets.chosen_ids(chosen or {}, edition)
    shelf = bitmaps(edition)
    all_kinds = union(shelf.kinds.get(known, 0) for known in labels)
    everything = hits.matching(question, all_kinds)
    mine_of_all = everything & shelf.having(mine)
    numbers = {known: (mine_of_all & shelf.kinds.get(known, 0)).bit_count() for known in labels}
    of_kind = shelf.kinds.get(kind, 0) if kind else shelf.public
    among, found = everything & of_kind, mine_of_all & of_kind
    counted = facets.counts(shelf, among, mine, [known.name for known in FIELDS], edition)
    count = found.bit_count()
    pages = max(1, -(-count // PAGE))
    page = min(max(1, page), pages)
    ids = page_of(question, found, shelf, sort, (page - 1) * PAGE) if count else []
    extra = ((("soort", kind),) if kind else ()) + as_parameter(literally)
    address = Around(listing, chosen or {}, mine, asked, "" if sort == RELEVANCE else sort, facets.values_of(edition), extra)
    return Found(
        q=asked,
        question=question,
        cards=_explained(question, ids),
        count=count,
        total=sum(numbers.values()),
        page=page,
        pages=pages,
        first=(page - 1) * PAGE + 1 if count else 0,
        last=min(page * PAGE, count),
        previous=address.at(page - 1) if page > 1 else "",
        next=address.at(page + 1) if page < pages else "",
        pager=address.pager(page, pages),
        kinds=_kinds(address, labels, numbers, kind),
        facets=[box for known in FIELDS if (box := address.box(known, counted))["values"]],
        chips=address.chips()[1:],
        nearest=address.nearest(shelf, among) if not count else [],
        url=address.at(page),
        clear_url=address.url([("q", asked), *extra]),
        sort="" if sort == RELEVANCE else sort,
        sorts=sorts_for(sort, [RELEVANCE, *SORTS]),
        hidden=[(name, value) for name, value in address.parameters() if name != "sorteer"],
        corrected=correction(question, address),
        via=synonyms_of(question),
        any=question.any_of and count > 0,
        related=_related(question, shelf, all_kinds, found) if count < FEW and page == 1 and not mine else [],
        near=[{"label": word, "url": f"{url}?{urlencode([('q', word)])}"} for word in near_words(question)] if not count else [],
    )


def _kinds(address, labels, numbers, kind) -> list[dict]:
    """The tabs: everything, then each kind that has hits."""
    rest = [(name, value) for name, value in address.parameters() if name != "soort"]
    tabs = [{"key": "", "label": str(_("Alles")), "count": sum(numbers.values()), "url": address.url(rest), "current": not kind}]
    return tabs + [
        {
            "key": key,
            "label": label,
            "count": numbers.get(key, 0),
            "url": address.url([*rest, ("soort", key)]),
            "current": key == kind,
        }
        for key, label in labels.items()
        if numbers.get(key) or key == kind
    ]


def _explained(question: Question, ids: list[int]) -> list[dict]:
    """The cards of hits in this order, with what explains them: marked title, snippet, synonym. One query."""
    indexed = tuple(f"indexed__{name}" for name in hits.VIA) if any(group.synonyms for group in question.groups) else ()
    columns = ("text", *indexed, *CARD_FIELDS)
    rows = {row["pk"]: row for row in Record.objects.filter(pk__in=ids).values(*columns)} if ids else {}
    wanted = hits.Wanted.of(question)
    return [_hit(rows[pk], question, wanted) for pk in ids if pk in rows]


def _hit(row: dict, question: Question, wanted: hits.Wanted) -> dict:
    lexemes = [row.pop(f"indexed__{name}", None) or "" for name in hits.VIA]
    text = row.pop("text")
    told = row["lead"] if not text or hits.stands_in(row["lead"], wanted) else text
    return {
        **card(row),
        "heading": hits.marked(row["title"], wanted),
        "snippet": hits.snippet(told, wanted),
        "via": hits.via(question, *lexemes),
    }


def _related(question: Question, shelf: Bitmaps, among: int, found: int) -> list[dict]:
    """What has some of the words, for a question that hardly anything answers."""
    loose = hits.loosely(question)
    if not loose.required:
        return []
    return _explained(loose, hits.by_relevance(loose, hits.matching(loose, among & ~found), shelf, 0, MOST_RELATED))
