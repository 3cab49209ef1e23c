"""A working copy into a snapshot and back. Frozen unless called live (see Publication)."""

import json
from collections.abc import Mapping
from copy import copy
from functools import cache
from types import MappingProxyType
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from portal.shared import Shared, survivors
from portal.text import without_nul

FORMAT, LABELS, DERIVED = "_format", "_labels", "_derived"


@cache
def columns(model: Any) -> list[models.Field]:
    """The columns of a publication (or of a part) that are frozen."""
    live, owner = getattr(model, "LIVE", frozenset()), owner_field(model)
    return [
        field for field in model._meta.concrete_fields if not field.primary_key and field.name not in live and field is not owner
    ]


@cache
def choices(model: Any) -> list:
    """The many-to-many fields that are frozen as lists of ids; tags included."""
    live = getattr(model, "LIVE", frozenset())
    return [field for field in model._meta.many_to_many if field.name not in live]


@cache
def owner_field(model: Any):
    """For the model of a part: the foreign key to the publication that owns it; else None."""
    for field in model._meta.concrete_fields:
        owner = field.remote_field and field.remote_field.model
        if owner and field.remote_field.related_name in getattr(owner, "PARTS", ()):
            return field
    return None


def part_model(model, part: str):
    """The model of the rows that `model` owns under the name `part`."""
    return model._meta.get_field(part).related_model


def _values(thing, labels: dict, held: Mapping[str, list]) -> dict:
    values: dict = {}
    model: Any = type(thing)
    for field in columns(model):
        values[field.attname] = field.value_from_object(thing)
        if isinstance(field, models.FileField):
            values[field.attname] = values[field.attname].name or ""
        elif field.remote_field and values[field.attname] is not None:
            labels.setdefault(field.related_model._meta.label_lower, {})[str(values[field.attname])] = str(
                getattr(thing, field.name)
            )
    for field in choices(model):
        rows = held[field.name] if field.name in held else list(getattr(thing, field.name).all())
        values[field.name] = [row.pk for row in rows]
        for row in rows:
            labels.setdefault(type(row)._meta.label_lower, {})[str(row.pk)] = str(row)
    return values


def as_it_stands(thing, held: Mapping[str, list] = MappingProxyType({})) -> dict:
    """The values and labels of a working copy, without what is derived from them.

    `held` has rows of parts and choices, by name, that were read or typed before: they are not asked of the database. A row
    that was not saved yet gets its place in the list as a number below zero.
    """
    model, labels = type(thing), {}
    values = _values(thing, labels, held)
    for part in model.PARTS:
        rows = held[part] if part in held else _rows(thing, part)
        values[part] = [{"id": row.pk or -place, **_values(row, labels, {})} for place, row in enumerate(rows, 1)]
    snapshot = json.loads(json.dumps({FORMAT: model.SNAPSHOT, LABELS: labels, **values}, cls=DjangoJSONEncoder))
    return without_nul(snapshot)


def freeze(thing, in_hand: Mapping[str, list] = MappingProxyType({})) -> dict:
    """The snapshot of a working copy: plain JSON values, the labels of what it names, and what is derived from both. `in_hand`
    is as for `as_it_stands`."""
    thing.in_hand = {**_read(thing, in_hand), **in_hand}
    snapshot = as_it_stands(thing, thing.in_hand)
    snapshot[DERIVED] = json.loads(json.dumps(thing.derive(snapshot), cls=DjangoJSONEncoder))
    return snapshot


def _read(thing, in_hand: Mapping[str, list]) -> dict[str, list]:
    """The rows of its parts and choices that are not in hand: read once for everybody who asks while it is frozen."""
    model: Any = type(thing)
    read = {field.name: list(getattr(thing, field.name).all()) for field in choices(model) if field.name not in in_hand}
    return read | {part: list(_rows(thing, part)) for part in model.PARTS if part not in in_hand}


def _rows(thing, part):
    named = [field.name for field in columns(part_model(type(thing), part)) if field.remote_field]
    rows = getattr(thing, part).all()
    return rows.select_related(*named) if named else rows


@cache
def _defaults(model) -> dict:
    values = {}
    for field in columns(model):
        value = (
            field.get_default() if field.has_default() else None if field.null else "" if field.empty_strings_allowed else None
        )
        values[field.attname] = json.loads(json.dumps(value, cls=DjangoJSONEncoder))
    values |= {field.name: [] for field in choices(model)}
    return values | {part: [] for part in getattr(model, "PARTS", ())}


def upgrade(model, snapshot: dict) -> dict:
    """An old snapshot in today's words: numbered steps for renamed or removed columns, then defaults for missing ones.

    The stored snapshot is not changed. Raises LookupError for a format that this version does not know.
    """
    known = snapshot.get(FORMAT, 1)
    if known > model.SNAPSHOT:
        raise LookupError(f"{model._meta.label} snapshot of format {known}; this version knows {model.SNAPSHOT}")
    for step in range(known, model.SNAPSHOT):
        snapshot = model.UPGRADES[step](json.loads(json.dumps(snapshot)))
    values = {LABELS: {}, DERIVED: {}, **_defaults(model), **snapshot, FORMAT: model.SNAPSHOT}
    for part in model.PARTS:
        defaults = _defaults(part_model(model, part))
        values[part] = [{**defaults, **row} for row in values[part]]
    return values


@transaction.atomic
def restore(thing, snapshot: dict) -> list[str]:
    """Make the working copy say what the snapshot says; ids of parts are kept, merged rows are followed.

    Returns the labels of what no longer exists and was left out. Does not touch status, nor what is public.
    """
    model: Any = type(thing)
    missing: list[str] = []
    values = upgrade(model, snapshot)
    for field in columns(model):
        own, value = getattr(thing, field.attname), _pointed(field, values[field.attname], values[LABELS], missing)
        setattr(thing, field.attname, value)
        if _another_has(thing, field):
            missing.append(f"{field.verbose_name} “{value}”")
            setattr(thing, field.attname, own)  # the working copy keeps its own
    thing.save()
    for field in choices(model):
        found = _existing(field.related_model, values[field.name])
        missing += _names(field.related_model, set(values[field.name]) - set(found), values[LABELS])
        rows = field.related_model._base_manager.in_bulk(set(found.values()))
        getattr(thing, field.name).set([rows[pk] for pk in dict.fromkeys(found.values())])
    for part in model.PARTS:
        _restore_part(thing, part, values, missing)
    return missing


def left_out(thing, snapshot: dict) -> list[str]:
    """What `restore` would leave out of this snapshot, by name; nothing is written. A query for each model it names."""
    model: Any = type(thing)
    values = upgrade(model, snapshot)
    asked: dict[Any, set] = {}
    for owner, row in [(model, values), *((part_model(model, part), row) for part in model.PARTS for row in values[part])]:
        for field in columns(owner):
            if field.remote_field and row[field.attname] is not None:
                asked.setdefault(field.related_model, set()).add(row[field.attname])
        for field in choices(owner):
            asked.setdefault(field.related_model, set()).update(row.get(field.name, []))
    missing: list[str] = []
    for named, ids in asked.items():
        missing += _names(named, ids - set(_existing(named, ids)) if ids else (), values[LABELS])
    wanted = copy(thing)
    for field in columns(model):
        setattr(wanted, field.attname, values[field.attname])
    missing += [f"{field.verbose_name} “{values[field.attname]}”" for field in columns(model) if _another_has(wanted, field)]
    return missing


def _another_has(thing, field) -> bool:
    """Whether this value of a unique column, alone or together with others, is somebody else's now."""
    model: Any = type(thing)
    names = [(field.name,)] if field.unique else []
    names += [constraint.fields for constraint in model._meta.total_unique_constraints if field.name in constraint.fields]
    others = model._base_manager.exclude(pk=thing.pk)
    return any(others.filter(**{name: getattr(thing, name) for name in together}).exists() for together in names)


def _restore_part(thing, part, values, missing):
    model = part_model(type(thing), part)
    owner, fields = owner_field(model), columns(model)
    rows = []
    for frozen in values[part]:
        row = model(pk=frozen["id"], **{owner.name: thing})
        lost = len(missing)
        for field in fields:
            setattr(row, field.attname, _pointed(field, frozen[field.attname], values[LABELS], missing))
        if len(missing) == lost or _says_something(row, fields):
            rows.append(row)
    getattr(thing, part).all().delete()
    model._base_manager.bulk_create(_each_once(model, rows))


def _says_something(row, fields) -> bool:
    """Whether a row that lost what it named still stands on its own."""
    if any(getattr(row, field.attname) is None and not field.null for field in fields):
        return False
    try:
        row.clean()
    except ValidationError:
        return False
    return True


def _each_once(model, rows):
    """Two rows that became alike, because what they name was merged, are one. What names nothing is like no other."""
    for constraint in model._meta.total_unique_constraints:
        names = [model._meta.get_field(name).attname for name in constraint.fields]
        alike: dict[Any, Any] = {}
        for row in rows:
            said = tuple(getattr(row, name) for name in names)
            alike.setdefault(row.pk if None in said else said, row)
        rows = list(alike.values())
    return rows


def _pointed(field, value, labels, missing):
    """The value of a column; for a foreign key the row that stands for it now, or None when it is gone."""
    if not field.remote_field or value is None:
        return field.to_python(value) if not isinstance(field, models.FileField) else value
    found = _existing(field.related_model, [value])
    if value not in found:
        missing += _names(field.related_model, [value], labels)
    return found.get(value)


def _existing(model, ids) -> dict[int, int]:
    if issubclass(model, Shared):
        return {pk: into for pk, into in survivors(model, ids).items() if pk in ids}
    return {pk: pk for pk in model._base_manager.filter(pk__in=list(ids)).values_list("pk", flat=True)}


def _names(model, ids, labels) -> list[str]:
    known = labels.get(model._meta.label_lower, {})
    return [f"{model._meta.verbose_name} “{known.get(str(pk), pk)}”" for pk in sorted(ids)]
