"""Publications of every kind together: the rows of a panel in one question, and all numbers of the home in one more."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, DateField, F, Q, Value
from django.urls import reverse
from django.utils.text import capfirst

from portal.publishing import at_hand
from portal.publishing.checks import publications
from portal.publishing.freshness import Freshness, having, is_reviewed
from portal.publishing.models import Publication
from portal.publishing.panels import MOST, Desk, Go

LATE, SOON, UNKNOWN = "late", "soon", "unknown"
WORKED_OUT = ("reviewed_on", "changer", "live_number", "kind_label")  # names that no publication has a field of
COLUMNS = ("pk", "title", "status", "changed", "publish_at", "withdraw_at", "review_due", *WORKED_OUT)
Wanted = Callable[[Any], Q]  # of a kind of publication, the rows that are meant


@dataclass(frozen=True)
class Item:
    """A publication as a panel shows it."""

    pk: int
    title: str
    status: str
    changed: datetime
    publish_at: datetime | None
    withdraw_at: datetime | None
    review_due: date | None
    reviewed: date | None
    who: str | None  # who changed it last
    number: int | None  # of the version that is online
    model: Any

    @property
    def key(self) -> tuple[int, str]:
        """As the log names it."""
        return ContentType.objects.get_for_model(self.model).pk, str(self.pk)

    @property
    def kind(self) -> str:
        return str(self.model._meta.verbose_name)

    def url(self, name: str = "change") -> str:
        return reverse(f"admin:{self.model._meta.app_label}_{self.model._meta.model_name}_{name}", args=[self.pk])


def rights(model, *acts: str) -> list[str]:
    return [f"{model._meta.app_label}.{act}_{model._meta.model_name}" for act in acts]


def shown_to(desk: Desk) -> list[type[Publication]]:
    """The kinds of publication that this person may open."""
    return desk.once("kinds", lambda: [model for model in publications() if desk.may(*rights(model, "view", "change"))])


def items(desk: Desk, wanted: Wanted, *order: str, by: Any = None) -> list[Item]:
    """The rows of every kind that fit, in the order of these columns (“ranked_by” is what `by` says), as many as a panel
    shows. One question."""
    kinds = {model._meta.label: model for model in shown_to(desk)}
    if not kinds:
        return []
    parts = [_columns(model, by).filter(wanted(model)).values_list(*COLUMNS, "ranked_by") for model in kinds.values()]
    found = reduce(lambda one, other: one.union(other, all=True), parts).order_by(*order)[:MOST]
    return [_item(dict(zip(COLUMNS, row, strict=False)), kinds) for row in found]


def _item(row: dict[str, Any], kinds: dict[str, Any]) -> Item:
    model, names = kinds[row.pop("kind_label")], {"reviewed_on": "reviewed", "changer": "who", "live_number": "number"}
    return Item(model=model, **{names.get(name, name): value for name, value in row.items()})


def _columns(model, by):
    return model.objects.order_by().annotate(
        reviewed_on=F("reviewed_at") if is_reviewed(model) else Value(None, output_field=DateField()),
        changer=F("changed_by__name"),
        live_number=F("live__number"),
        kind_label=Value(model._meta.label),
        ranked_by=by(model) if by else F("changed"),
    )


def counted(desk: Desk) -> dict[Any, dict[str, int]]:
    """{kind: {name of a condition: how many}} for every panel together. One question."""

    def ask() -> dict[Any, dict[str, int]]:
        known = {model._meta.label: model for model in shown_to(desk)}
        if not known:
            return {}
        rows = reduce(lambda one, other: one.union(other, all=True), [_numbers(model, desk) for model in known.values()])
        names = [*at_hand.CONDITIONS, LATE, SOON, UNKNOWN]
        return {known[label]: dict(zip(names, numbers, strict=True)) for label, *numbers in rows}

    return desk.once("counted", ask)


def _numbers(model, desk: Desk):
    online = Q(live__isnull=False)
    conditions = [condition(model, desk.user) for condition in at_hand.CONDITIONS.values()]
    conditions += [online & having(model, state, desk.today) for state in (Freshness.LATE, Freshness.SOON)]
    conditions += [online & having(model, Freshness.UNKNOWN, desk.today) if is_reviewed(model) else Q(pk=None)]
    sums = {f"n{place}": Count("pk", filter=condition) for place, condition in enumerate(conditions)}
    rows = model.objects.order_by().annotate(kind_label=Value(model._meta.label)).values("kind_label").annotate(**sums)
    return rows.values_list("kind_label", *sums)


def total(desk: Desk, *names: str) -> int:
    return sum(numbers[name] for numbers in counted(desk).values() for name in names)


def lists(desk: Desk, query: str, *names: str) -> tuple[Go, ...]:
    """Links to the lists of the kinds that have something of this, with how many."""
    found = []
    for model, numbers in counted(desk).items():
        if number := sum(numbers[name] for name in names):
            url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
            found.append(Go(str(capfirst(model._meta.verbose_name_plural)), f"{url}?{query}", count=number))
    return tuple(found)
