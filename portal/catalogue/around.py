"""A public record, and what stands around it: the questions behind every page.

Django writes their SQL once per process (`written`); a page only says which record it is about.
"""

from collections.abc import Sequence
from functools import cache
from operator import itemgetter

import orjson
from django.db import connection
from django.db.models import DateTimeField, F, IntegerField, QuerySet, Value

from portal.catalogue.listing import carded
from portal.catalogue.models import CARD_FIELDS, Record, Relation, aware

THIS, HERE, KIND = -1, "/?/", "?"  # stand-ins, in what is written, for what is asked: a key, an address, a kind
Written = tuple[str, tuple]

MOMENTS = ("published_at", "updated_at")  # of the thing a page is about; its neighbours do not say when they changed
RECORD = (*CARD_FIELDS, *MOMENTS, "revision__number", "revision__snapshot")


def record_at(url: str, kind: str) -> dict | None:
    """The public record of this kind at this address, with its frozen values; None when there is none. One query."""
    for row in _rows(_record(), {HERE: url, KIND: kind}):
        found = dict(zip(RECORD, row, strict=True))
        snapshot = found["revision__snapshot"]
        moments = {name: aware(found[name]) for name in MOMENTS}
        own = {"card": orjson.loads(found["card"]), "revision__snapshot": orjson.loads(snapshot) if snapshot else None}
        return {**found, **moments, **own}
    return None


def around(pk: int, *, naming: tuple[str, ...] = ()) -> tuple[list[tuple[str, dict]], list[dict]]:
    """[(relation, card)] of everything this record names, in its order, what is related with `why`; and the cards of the
    records of these kinds (`naming`) that name it, the newest first. One query."""
    mine: list[tuple[str, dict]] = []
    others: dict[int, tuple] = {}
    rows = _rows(_relations(naming), {THIS: pk})
    for side, relation, _place, _row, changed_at, why, *values in sorted(rows, key=itemgetter(0, 2, 3)):
        found = _card(values)
        if side:
            others[found["record"]] = changed_at, found["record"], found
        else:
            if why:
                found["why"] = why
            mine.append((relation, found))
    return mine, [found for _changed_at, _record, found in sorted(others.values(), key=itemgetter(0, 1), reverse=True)]


# -- questions that are written once -----------------------------------------------------------------------------------
def written(records: QuerySet) -> Written:
    """The SQL that asks for the cards of these records, with THIS where the key of a record comes."""
    return records.values_list(*CARD_FIELDS).query.sql_with_params()


def cards_of(question: Written, pk: int) -> list[dict]:
    """The cards that answer a written question about this record. One query."""
    return [_card(row) for row in _rows(question, {THIS: pk})]


@cache
def _record() -> Written:
    return Record.objects.public().filter(url=HERE, kind=KIND).values_list(*RECORD).query.sql_with_params()


@cache
def _relations(naming: tuple[str, ...]) -> Written:
    rows = Relation.objects.order_by()
    unasked = Value(None, DateTimeField())  # moments would have to be read from text for each
    named = _columns(rows.filter(subject=THIS, object__withdrawn_at=None), "object", 0, unasked)
    if naming:
        users = rows.filter(object=THIS, subject_kind__in=naming, subject__withdrawn_at=None)
        named = named.union(_columns(users, "subject", 1, F("subject__updated_at")), all=True)
    return named.query.sql_with_params()


def _columns(relations: QuerySet, side: str, number: int, changed_at) -> QuerySet:
    marked = relations.annotate(side=Value(number, IntegerField()), changed_at=changed_at)
    fields = (f"{side}__{name}" for name in CARD_FIELDS)
    return marked.values_list("side", "kind", "position", "pk", "changed_at", "why", *fields)


def _rows(question: Written, asked: dict) -> list[tuple]:
    sql, parameters = question
    with connection.cursor() as cursor:
        cursor.execute(sql, [asked.get(value, value) for value in parameters])
        return cursor.fetchall()


def _card(values: Sequence) -> dict:
    """The columns of CARD_FIELDS, as they come from either database, as a card."""
    record, kind, object_id, url, title, lead, said, uses = values
    return carded(orjson.loads(said), record, kind, object_id, url, title, lead, uses)
