"""Snapshots of any content, as hypothesis makes them: what a column may hold, in every odd form of it."""

from django.db import models
from hypothesis import strategies as some

from events.models import Session, StudyDay
from fiches.models import Fiche
from portal.fields import LinesField
from portal.publishing.freezing import DERIVED, FORMAT, LABELS, choices, columns, part_model
from portal.website.models import Page

MODELS = [Fiche, StudyDay, Session, Page]
NUMBERS = some.integers(1, 6)
HTML = ["<p>", "</p>", "<li>", "<ul>", "</ul>", "<strong>", "</strong>", "<a href=x>", "</a>", "<td>", "<tr>", "&amp;"]
WORDS = some.one_of(some.text(max_size=8), some.sampled_from(["lezen", "schrijven", "de", " ", ".", "¶", "👩🏽‍🏫", "é"]))
TEXTS = some.lists(some.one_of(WORDS, some.sampled_from(HTML)), max_size=14).map(" ".join)


def values(column):
    """What may be frozen in a column."""
    if column.remote_field:
        return some.one_of(some.none(), NUMBERS)
    if isinstance(column, LinesField):
        return some.lists(TEXTS, max_size=4)
    if column.choices:
        return some.sampled_from([*(value for value, _label in column.flatchoices), "", "wat-ooit-bestond"])
    if isinstance(column, models.BooleanField):
        return some.booleans()
    if isinstance(column, models.IntegerField):
        return some.one_of(some.none(), some.integers(-5, 5))
    if isinstance(column, (models.DateField, models.TimeField)):
        return some.one_of(some.none(), some.dates().map(str), some.datetimes().map(str), some.times().map(str), TEXTS)
    return TEXTS


def row(model, part: bool):
    said = {column.attname: values(column) for column in columns(model)}
    said |= {choice.name: some.lists(NUMBERS, unique=True, max_size=4) for choice in choices(model)}
    return some.fixed_dictionaries(said | ({"id": NUMBERS} if part else {}))


def snapshots(model):
    """An upgraded snapshot; some rows and names it points at are unknown."""
    parts = {
        part: some.lists(row(part_model(model, part), True), max_size=4, unique_by=lambda one: one["id"]) for part in model.PARTS
    }
    owners = [model, *(part_model(model, part) for part in model.PARTS)]
    pointed = {field.related_model for owner in owners for field in [*columns(owner), *choices(owner)] if field.remote_field}
    labels = some.fixed_dictionaries(
        {}, optional={one._meta.label_lower: some.dictionaries(NUMBERS.map(str), WORDS) for one in pointed}
    )
    rest = some.fixed_dictionaries({**parts, LABELS: labels})
    return some.builds(lambda one, other: {FORMAT: model.SNAPSHOT, DERIVED: {}, **one, **other}, row(model, False), rest)


def pairs(model):
    """Two snapshots: unrelated, or the second with some fields of the other."""
    unrelated = some.tuples(snapshots(model), snapshots(model))
    near = some.builds(
        lambda one, other, kept: (one, {name: (one if name in kept else other)[name] for name in one}),
        snapshots(model),
        snapshots(model),
        some.sets(some.sampled_from([column.attname for column in columns(model)])),
    )
    return some.one_of(unrelated, near)
