"""What stands around a record: what it names, and what names it."""

from django.db.models import IntegerField, Value

from portal.catalogue.listing import card
from portal.catalogue.models import Relation

FIELDS = ("kind", "object_id", "url", "title", "lead", "card", "published_at", "updated_at")


def around(pk: int, *, naming: tuple[str, ...] = ()) -> tuple[list[tuple[str, dict]], list[dict]]:
    """[(relation, card)] of everything this record names, in its order, what is related with `why`; and the cards of the
    records of these kinds (`naming`) that name it, the newest first. One query."""
    rows = Relation.objects.order_by()
    named = _columns(rows.filter(subject=pk, object__withdrawn_at=None), "object", 0)
    if naming:
        users = rows.filter(object=pk, subject__kind__in=naming, subject__withdrawn_at=None)
        named = named.union(_columns(users, "subject", 1), all=True)
    mine: list[tuple[str, dict]] = []
    others: dict[int, dict] = {}
    for side, relation, _place, _row, why, record, *values in sorted(named, key=lambda row: (row[0], row[2], row[3])):
        found = card({**dict(zip(FIELDS, values, strict=True)), "pk": record})
        if side:
            others[record] = found
        else:
            mine.append((relation, {**found, "why": why} if why else found))
    return mine, sorted(others.values(), key=lambda found: (found["updated_at"], found["record"]), reverse=True)


def _columns(relations, side: str, number: int):
    marked = relations.annotate(side=Value(number, IntegerField()))
    return marked.values_list("side", "kind", "position", "pk", "why", f"{side}_id", *(f"{side}__{name}" for name in FIELDS))
