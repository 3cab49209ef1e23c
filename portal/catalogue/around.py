"""A public record, and what stands around it: the questions behind every page.

Django writes their SQL once per process (`written`); a page only says which record it is about.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter

import orjson
from django.db.models import F, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast

from portal.catalogue.listing import carded
from portal.catalogue.models import CARD_FIELDS, Record, Relation, aware
from portal.database.straight import rows

THIS, HERE, KIND = -1, "/?/", "?"  # stand-ins, in what is written, for what is asked: a key, an address, a kind
Written = tuple[str, tuple]

MOMENTS = ("published_at", "updated_at")  # of the thing a page is about; its neighbours do not say when they changed
FROZEN = ("revision__number", "revision__snapshot", "stamp")
RECORD = (*CARD_FIELDS, *MOMENTS, *FROZEN)
ITSELF, NAMED, NAMING = range(3)  # what a row is: the record, what it names, what names it


@dataclass(frozen=True)
class Neighbourhood:
    """A public record, and what stands around it."""

    record: dict  # with its frozen values and its stamp
    named: list[tuple[str, dict]]  # (relation, card) in its order; what is related says `why`
    users: list[dict]  # the cards of what names it, the newest first

    @property
    def related(self) -> list[dict]:
        """The cards of what has much in common with it."""
        return [found for relation, found in self.named if relation == Relation.Kind.RELATED]

    @property
    def chosen(self) -> list[dict]:
        """The cards of what its editor named."""
        return [found for relation, found in self.named if relation != Relation.Kind.RELATED]


def record_at(url: str, kind: str) -> dict | None:
    """The public record of this kind at this address, with its frozen values; None when there is none. One query."""
    for row in _rows(_record(), {HERE: url, KIND: kind}):
        return _with_values(row)
    return None


def around(url: str, kind: str, *, naming: tuple[str, ...] = ()) -> Neighbourhood | None:
    """The public record of this kind at this address with everything that it names, and the records of these kinds (`naming`)
    that name it; None when there is none. One query."""
    itself: dict | None = None
    named: list[tuple[str, dict]] = []
    users: dict[int, tuple] = {}
    found = _rows(_around(naming), {HERE: url, KIND: kind})
    for what, relation, _place, _key, why, changed, *values in sorted(found, key=itemgetter(0, 2, 3)):
        if what == ITSELF:
            itself = _with_values(values)
            continue
        shown = _card(values[: len(CARD_FIELDS)])
        if what == NAMING:
            users[shown["record"]] = changed, shown["record"], shown
            continue
        if why:
            shown["why"] = why
        named.append((relation, shown))
    newest = sorted(users.values(), key=itemgetter(0, 1), reverse=True)
    return Neighbourhood(itself, named, [shown for _changed, _record, shown in newest]) if itself else None


# -- questions that are written once -----------------------------------------------------------------------------------
def written(records: QuerySet) -> Written:
    """The SQL that asks for the cards of these records, with THIS where the key of a record comes."""
    return records.values_list(*CARD_FIELDS).query.sql_with_params()


def cards_of(question: Written, pk: int) -> list[dict]:
    """The cards that answer a written question about this record. One query."""
    return list(each_card(question, pk))


def each_card(question: Written, pk: int = 0) -> Iterator[dict]:
    """The same, one after the other: for who keeps little of each."""
    yield from map(_card, _rows(question, {THIS: pk}))


@cache
def _record() -> Written:
    return Record.objects.public().filter(url=HERE, kind=KIND).values_list(*CARD_FIELDS, *OWN).query.sql_with_params()


@cache
def _around(naming: tuple[str, ...]) -> Written:
    here = Record.objects.public().filter(url=HERE, kind=KIND)
    key, relations = here.values("pk")[:1], Relation.objects.order_by()
    of_no_relation = [Value(""), Value(0), Value(0), Value(""), Value("")]
    parts = [
        _columns(here, ITSELF, of_no_relation, "", OWN),
        _columns(relations.filter(subject=key, object__withdrawn_at=None), NAMED, [*RELATION, Value("")], "object__", UNASKED),
    ]
    if naming:
        users = relations.filter(object=key, subject_kind__in=naming, subject__withdrawn_at=None)
        changed = Cast("subject__updated_at", TextField())  # which sorts as the moment does
        parts.append(_columns(users, NAMING, [*RELATION, changed], "subject__", UNASKED))
    return parts[0].union(*parts[1:], all=True).query.sql_with_params()


OWN = [*(Cast(name, TextField()) for name in MOMENTS), *map(F, FROZEN)]  # a moment is read sooner by us than by the driver
RELATION = [F("kind"), F("position"), F("pk"), F("why")]
UNASKED = [Value(None, kind()) for kind in (TextField, TextField, IntegerField, TextField, IntegerField)]


def _columns(found: QuerySet, what: int, relation: list, side: str, own: list) -> QuerySet:
    """The same columns for a record and for what stands in a relation."""
    return found.values_list(Value(what), *relation, *(F(f"{side}{name}") for name in CARD_FIELDS), *own)


def _with_values(row: Sequence) -> dict:
    """The columns of RECORD, as they come from either database."""
    found = dict(zip(RECORD, row, strict=True))
    snapshot = found["revision__snapshot"]
    moments = {name: aware(found[name]) for name in MOMENTS}
    own = {"card": orjson.loads(found["card"]), "revision__snapshot": orjson.loads(snapshot) if snapshot else None}
    return {**found, **moments, **own}


def _rows(question: Written, asked: dict) -> list[tuple]:
    sql, parameters = question
    return rows(sql, [asked.get(value, value) for value in parameters])


def _card(values: Sequence) -> dict:
    """The columns of CARD_FIELDS, as they come from either database, as a card."""
    record, kind, object_id, url, title, lead, said, uses = values
    return carded(orjson.loads(said), record, kind, object_id, url, title, lead, uses)
