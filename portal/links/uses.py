"""Through what a link reaches a page: the publications that name a shared row, in their working copy and in public."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from portal.catalogue.entries import BUILDERS, builder_of_kind
from portal.catalogue.models import Relation
from portal.links.models import Link, Place
from portal.publishing.freezing import owner_field
from portal.publishing.models import Publication
from portal.shared import Shared

Key = tuple[type[models.Model], int]  # a thing: its model and its number


@dataclass
class Stand:
    """A link in a thing: its place, the thing itself, and the publications that bring it to a page."""

    place: Place
    owner: Any  # a publication or a shared row; None when it is gone
    through: list[Publication]

    @property
    def pages(self) -> list[Publication]:
        """The publications on whose pages it stands."""
        return [self.owner] if isinstance(self.owner, Publication) else self.through

    @property
    def kind(self) -> str:
        """What the thing is, in a word."""
        return str(self.owner._meta.verbose_name)

    @property
    def audience(self) -> str:
        """Who meets the link here."""
        if not isinstance(self.owner, Publication):
            return _("lezers") if any(page.live_id for page in self.through) else _("nog niemand")
        if self.place.live:
            return _("lezers") if self.place.draft else _("lezers; in het klad staat hij niet meer")
        return _("alleen het klad")


def stands(links: Iterable[Link]) -> dict[int, list[Stand]]:
    """{link: where it stands}, with what names it. As many queries for a hundred links as for one."""
    places = list(Place.objects.filter(link__in=[link.pk for link in links]).order_by("content_type", "object_id", "pk"))
    keys = {_key(place) for place in places}
    owners = _rows(keys)
    named = users_of([key for key in keys if key[0] and issubclass(key[0], Shared)])
    found: dict[int, list[Stand]] = defaultdict(list)
    for place in places:
        key = _key(place)
        if key in owners:
            found[place.link_id].append(Stand(place, owners[key], named.get(key, [])))
    return found


def _key(place: Place) -> Key:
    return ContentType.objects.get_for_id(place.content_type_id).model_class(), place.object_id  # type: ignore[return-value]


def _rows(keys: Iterable[Key]) -> dict[Key, models.Model]:
    """The things themselves. One query for each kind."""
    asked: dict[type[models.Model], set[int]] = defaultdict(set)
    for model, pk in keys:
        if model is not None:
            asked[model].add(pk)
    found: dict[Key, models.Model] = {}
    for model in sorted(asked, key=lambda model: model._meta.label):
        for row in model._base_manager.filter(pk__in=asked[model]):
            found[model, row.pk] = row
    return found


def users_of(keys: Iterable[Key]) -> dict[Key, list[Any]]:
    """{shared row: the publications that name it, in their working copy or in public}, by title."""
    pairs: set[tuple[Key, Key]] = set()
    asked: dict[type[models.Model], list[int]] = defaultdict(list)
    for model, pk in keys:
        asked[model].append(pk)
    for model, pks in asked.items():
        pairs |= _in_working_copies(model, pks)
    pairs |= _in_public(asked)
    things = _rows({user for _row, user in pairs})
    named: dict[Key, list[Any]] = defaultdict(list)
    for row, user in pairs:
        if user in things:
            named[row].append(things[user])
    return {row: sorted(users, key=lambda user: (str(user), user.pk)) for row, users in named.items()}


def _in_working_copies(model, pks) -> set[tuple[Key, Key]]:
    """(shared row, publication) as the working rows say. One query for each way in which such a row can be named."""
    pairs: set[tuple[Key, Key]] = set()
    for relation in model._meta.related_objects:
        other, field = relation.related_model, relation.field
        if field.many_to_many and issubclass(other, Publication):
            source, target = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
            rows = field.remote_field.through.objects.filter(**{f"{target}__in": pks}).values_list(target, source)
            pairs |= {((model, pk), (other, user)) for pk, user in rows}
        elif field.many_to_many:
            continue
        elif issubclass(other, Publication):
            rows = other._base_manager.filter(**{f"{field.attname}__in": pks}).values_list(field.attname, "pk")
            pairs |= {((model, pk), (other, user)) for pk, user in rows}
        elif owner := owner_field(other):
            rows = other._base_manager.filter(**{f"{field.attname}__in": pks}).values_list(field.attname, owner.attname)
            pairs |= {((model, pk), (owner.related_model, user)) for pk, user in rows}
    return pairs


def _in_public(asked) -> set[tuple[Key, Key]]:
    """(shared row, publication) as the catalogue says: what readers see. One query."""
    wanted = Q()
    for model, pks in asked.items():
        if model in BUILDERS:
            wanted |= Q(object__kind=BUILDERS[model].kind, object__object_id__in=pks)
    if not wanted:
        return set()
    rows = Relation.objects.filter(wanted, subject__withdrawn_at=None).exclude(kind=Relation.Kind.RELATED)
    columns = ("object__kind", "object__object_id", "subject__kind", "subject__object_id")
    pairs = set()
    for kind, pk, user_kind, user in rows.values_list(*columns):
        model = builder_of_kind(user_kind).model
        if issubclass(model, Publication):
            pairs.add(((builder_of_kind(kind).model, pk), (model, user)))
    return pairs
