"""Who shows what in public: for the desk, which asks before something is merged or deleted."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef

from portal.catalogue.entries import BUILDERS, Choice, builder_of_kind
from portal.catalogue.models import Facet, Relation
from portal.shared import who_shows

Key = tuple[Any, int]  # a thing: its model and its number


def listen() -> None:
    """Answer who asks. Called once, when the apps are ready."""
    who_shows.connect(on_who_shows, dispatch_uid="catalogue.on_who_shows")


def on_who_shows(sender, rows, **kwargs) -> dict[int, dict[Key, bool]]:
    return showing(sender, rows)


def showing(model: Any, rows: Iterable) -> dict[int, dict[Key, bool]]:
    """{row: {what shows it in public: whether that chose the row itself, and not only something below it in a tree}}.
    Two queries, however many rows."""
    rows = list(rows)
    found: dict[int, dict[Key, bool]] = {row.pk: {} for row in rows}
    sources = {Choice("", "", "", row=row).source: row.pk for row in rows}
    below = Facet.objects.filter(
        record=OuterRef("record"), value__field=OuterRef("value__field"), value__above=OuterRef("value__key")
    )
    facets = Facet.objects.filter(value__source__in=sources, record__withdrawn_at=None).annotate(through=Exists(below))
    for source, through, kind, pk in facets.values_list("value__source", "through", "record__kind", "record__object_id"):
        found[sources[source]][builder_of_kind(kind).model, pk] = not through
    if model in BUILDERS:
        named = Relation.objects.filter(object__kind=BUILDERS[model].kind, object__object_id__in=found)
        public = named.filter(subject__withdrawn_at=None).exclude(kind=Relation.Kind.RELATED)
        for row, kind, pk in public.values_list("object__object_id", "subject__kind", "subject__object_id"):
            found[row].setdefault((builder_of_kind(kind).model, pk), True)
    return found
