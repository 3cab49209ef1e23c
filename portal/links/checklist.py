"""Links that are known to be broken hold a text back from review: its own, and those of what it names."""

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.links.models import Link, Verdict
from portal.links.places import carries, found_frozen
from portal.publishing.checklist import Draft, Need, Place, Point, check, right, wrong
from portal.publishing.freezing import LABELS, choices, columns, part_model
from portal.shared import Shared


@check(need=Need.REVIEW)
def dead_links(draft: Draft) -> Point | None:
    """None for a text without links. One query; a link that somebody ignored is no fault."""
    own, named = found_frozen(draft.model, draft.values), list(_named(draft))
    if not own and not named:
        return None
    urls, rows = _broken({one.url for one in own}, {key for key, _at in named})
    dead = [Place(_at(one.field, one.row), f"{capfirst(one.label)}: {one.url}") for one in own if one.url in urls]
    dead += [Place(at, _label(draft, *key)) for key, at in named if key in rows]
    if dead:
        why = _("Deze links zijn stuk: vervang ze, haal ze weg, of zeg bij “Linkgezondheid” waarom ze toch goed zijn.")
        return wrong(_("Links die werken"), why, *dict.fromkeys(dead))
    return right(_("Geen link is stuk, voor zover we weten"))


def _at(field: str, row: int) -> str:
    """Where the form has it: a field, or a row of a part."""
    return f"{field.partition('.')[0]}:{row}" if row else field


def _named(draft: Draft) -> Iterator[tuple[tuple[Any, int], str]]:
    """((model, pk), where) of the shared rows with links that this text names."""
    yield from _of(draft.model, draft.values, "")
    for part in draft.model.PARTS:
        for row in draft.values[part]:
            yield from _of(part_model(draft.model, part), row, f"{part}:{row['id']}")


def _of(model, values: dict, at: str) -> Iterator[tuple[tuple[Any, int], str]]:
    for field in columns(model):
        if _is_carrier(field.related_model) and values[field.attname] is not None:
            yield (field.related_model, values[field.attname]), at or field.name
    for field in choices(model):
        if _is_carrier(field.related_model):
            yield from (((field.related_model, pk), at or field.name) for pk in values[field.name])


def _is_carrier(model) -> bool:
    return model is not None and issubclass(model, Shared) and carries(model)


def _broken(urls: set[str], named: set[tuple[Any, int]]) -> tuple[set[str], set[tuple[Any, int]]]:
    """Of these addresses, and of the links of these rows: which are broken. One query."""
    kinds = {model: ContentType.objects.get_for_model(model).pk for model, _pk in named}
    which = Q(url__in=urls)
    for model, kind in kinds.items():
        which |= Q(places__content_type=kind, places__object_id__in=[pk for one, pk in named if one is model])
    broken = Link.objects.filter(which, verdict=Verdict.BROKEN).order_by()
    found = list(broken.values_list("url", "places__content_type", "places__object_id"))
    models = {kind: model for model, kind in kinds.items()}
    return {url for url, _kind, _pk in found} & urls, {(models[kind], pk) for _url, kind, pk in found if kind in models} & named


def _label(draft: Draft, model, pk: int) -> str:
    return draft.values[LABELS].get(model._meta.label_lower, {}).get(str(pk)) or str(pk)
