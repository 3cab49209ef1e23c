"""Where something is used: what names it, in working copies and in public. As many queries for a hundred rows as for one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.publishing.freezing import owner_field
from portal.publishing.models import Publication
from portal.shared import Shared, naming, tie_of, who_shows

Key = tuple[Any, int]  # a thing: its model and its number


class Naming(NamedTuple):
    """One way in which a thing names a row. `bound`: the thing would lose something if the row went; `along`: it would go too."""

    row: int
    key: Key
    role: str
    bound: bool
    along: bool = False
    at_once: bool = False


@dataclass
class Use:
    """A thing that names the row: as what, in its working copy (`draft`), in public (`live`) or in both. What is `bound` would
    break without it; the rest would go along, or do without."""

    thing: Any
    draft: bool
    live: bool
    bound: bool = True
    roles: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """What the thing is, in a word or two."""
        name = capfirst(self.thing._meta.verbose_name)
        into = getattr(self.thing, "merged_into", None)
        return _("%(kind)s, samengevoegd met “%(into)s”") % {"kind": name, "into": into} if into else str(name)

    @property
    def where(self) -> str:
        """Who meets the row here."""
        if not isinstance(self.thing, Publication):
            return _("online") if self.live else _("nog niet online")
        if self.live:
            return _("online") if self.draft else _("online, niet meer in het klad")
        return _("alleen in het klad")

    @property
    def edit_url(self) -> str:
        return edit_url(self.thing)


def edit_url(thing) -> str:
    """The form in which this is edited; empty when there is none."""
    try:
        return reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change", args=[thing.pk])
    except NoReverseMatch:
        return ""


def uses_of(rows: Iterable) -> dict[int, list[Use]]:
    """{row: what uses it}, for rows of one model; what readers see first, then by kind and title."""
    rows = list(rows)
    if not rows:
        return {}
    model: Any = type(rows[0])
    shown: dict[int, dict[Key, bool]] = {row.pk: {} for row in rows}
    for _receiver, answer in who_shows.send(model, rows=rows):
        for pk, things in answer.items():
            shown[pk].update(things)
    named: dict[int, dict[Key, list[Naming]]] = {row.pk: defaultdict(list) for row in rows}
    for naming_row in _named(model, list(named)):
        named[naming_row.row][naming_row.key].append(naming_row)
    things = _things({key for found in named.values() for key in found} | {key for found in shown.values() for key in found})
    return {row.pk: _sorted(_uses(named[row.pk], shown[row.pk], things)) for row in rows}


def _uses(named, shown, things) -> list[Use]:
    found = []
    for key in {*named, *(key for key, itself in shown.items() if itself)}:
        if key not in things:
            continue
        thing, ways = things[key], named.get(key, [])
        held = any(way.at_once for way in ways)  # what holds at once has no draft
        live = key in shown or (held and thing.live_id is not None)
        bound = key in shown or (any(way.bound for way in ways) and not any(way.along for way in ways))
        found.append(Use(thing, key in named, live, bound, sorted({way.role for way in ways})))
    return found


def _sorted(uses: list[Use]) -> list[Use]:
    return sorted(uses, key=lambda use: (not use.live, use.thing._meta.model_name, str(use.thing), use.thing.pk))


def _things(keys: set[Key]) -> dict[Key, Any]:
    """The things themselves, a query for each kind."""
    asked: dict[Any, list[int]] = defaultdict(list)
    for model, pk in keys:
        asked[model].append(pk)
    found: dict[Key, Any] = {}
    for model in sorted(asked, key=lambda model: model._meta.label):
        rows = model._base_manager.filter(pk__in=asked[model])
        if issubclass(model, Shared):
            rows = rows.select_related("merged_into")
        found |= {(model, row.pk): row for row in rows}
    return found


def _named(model, pks) -> Iterator[Naming]:
    """What names these rows as the working rows say. A query for each way of naming."""
    for relation in naming(model):
        other, field = relation.related_model, relation.field
        if isinstance(field, models.ManyToManyField):
            source, target = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
            through = field.remote_field.through.objects.filter(**{f"{target}__in": pks})
            for pk, user in through.values_list(target, source):
                yield Naming(pk, (other, user), str(field.verbose_name), bound=True)
        elif not field.many_to_many:  # tags: the rows that tie them tell
            yield from _pointing(relation, model, pks)


def _pointing(relation, model, pks) -> Iterator[Naming]:
    """What names these rows by a foreign key: a thing, a part of a thing, or a row that ties a tag to a thing."""
    other, field = relation.related_model, relation.field
    rows = other._base_manager.filter(**{f"{field.attname}__in": pks})
    owner, words = owner_field(other), str(field.verbose_name)
    bound = relation.on_delete not in (models.CASCADE, models.SET_NULL)
    if tie := tie_of(other):
        for pk, kind, user in rows.values_list(field.attname, tie.ct_field, tie.fk_field):
            yield Naming(pk, (_model_of(kind), user), str(model._meta.verbose_name), bound=True)
    elif owner is not None and owner is not field:
        for pk, user in rows.values_list(field.attname, owner.attname):
            yield Naming(pk, (owner.related_model, user), words, bound=bound)
    elif owner is None and (issubclass(other, (Publication, Shared)) or relation.on_delete is not models.CASCADE):
        held = field.name in getattr(other, "LIVE", ())
        for pk, user in rows.values_list(field.attname, "pk"):
            yield Naming(pk, (other, user), words, bound, along=relation.on_delete is models.CASCADE, at_once=held)
    elif owner is None:  # a venue is used through its rooms too
        children = dict(rows.values_list("pk", field.attname))
        for found in _named(other, list(children)):
            yield found._replace(row=children[found.row])


def _model_of(kind: int):
    return ContentType.objects.get_for_id(kind).model_class()
