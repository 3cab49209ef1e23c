"""Sources beside each other: their values are the fields of their form, and what follows from those is made anew."""

from typing import Any

from fiches import typed_sources
from fiches.citations.fields import CitationRefused
from fiches.citations.kinds import KINDS
from fiches.models import Source
from fiches.models.source import render_together
from fiches.typed_sources import typed_of
from portal.publishing.tidy.merging import Columns, Differing
from portal.shared import MergeRefused

VARIABLES = {**typed_sources.VARIABLES, "type": "type"}


class SourceValues(Columns):
    """What two sources say otherwise, by the labels of the form."""

    def __init__(self, form):
        super().__init__(Source)
        self.form = form

    def differing(self, rows: list) -> list[Differing]:
        typed = {row.pk: typed_of(row.csl) for row in rows}
        found = []
        for name, field in self.form.base_fields.items():
            if name not in VARIABLES:
                continue
            variable = VARIABLES[name]
            values = {row.pk: row.csl.get(variable) for row in rows}
            shown = {pk: _in_words(name, said.get(name)) for pk, said in typed.items()}
            if len({repr(value or "") for value in values.values()}) > 1 and len({*shown.values()}) > 1:
                found.append(Differing(name, str(field.label), values, shown))
        slugs = {row.pk: row.slug for row in rows}
        return [*found, Differing("slug", str(Source._meta.get_field("slug").verbose_name).capitalize(), slugs, slugs)]

    def take(self, into: Any, one: Differing, source: Any, rows: list) -> None:
        if one.name == "slug":
            into.slug = source.slug
            return
        into.csl = {name: value for name, value in into.csl.items() if name != VARIABLES[one.name]}
        if value := one.values[source.pk]:
            into.csl[VARIABLES[one.name]] = value

    def finish(self, into: Any) -> None:
        try:
            render_together([into])
        except CitationRefused as refusal:
            raise MergeRefused(str(refusal)) from refusal


def _in_words(name: str, value) -> str:
    if name == "type":
        return KINDS[value].label if value in KINDS else str(value)
    return "; ".join(value) if isinstance(value, list) else str(value or "")
