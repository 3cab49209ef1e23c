"""Two sides of one publication beside each other: its working copy, or any of its revisions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from portal.publishing.diff import Difference, Rows, differences
from portal.publishing.freezing import LABELS, as_it_stands, choices, columns, part_model, upgrade
from portal.publishing.models import Publication, Revision
from portal.shared import Shared, aliases

DRAFT = "klad"  # what the working copy is called in an address


@dataclass(frozen=True)
class Side:
    """One of the two texts that are compared."""

    key: str  # in an address: the number of a revision, or DRAFT
    label: str
    values: dict
    revision: Revision | None = None


def draft(thing: Publication, held: Mapping[str, list] | None = None) -> Side:
    """The working copy. `held` are rows that were read before."""
    return Side(DRAFT, str(_("het klad")), upgrade(type(thing), as_it_stands(thing, held or {})))


def version(thing: Publication, revision: Revision) -> Side:
    return Side(str(revision.number), called(revision), upgrade(type(thing), revision.snapshot), revision)


def called(revision: Revision) -> str:
    """What a revision is called: its number, and the name that somebody gave it."""
    said = _("versie %(number)s") % {"number": revision.number}
    return f"{said}, “{revision.name}”" if revision.name else said


def what_differs(thing: Publication, old: Side, new: Side, *, detailed: bool = True) -> list[Difference | Rows]:
    """Everything that differs between the two. One query when one side names rows that the other does not, else none."""
    model = type(thing)
    follow = aliases(_only_in_one(model, old.values, new.values))
    return differences(model, old.values, new.values, follow=follow, detailed=detailed)


def _only_in_one(model, old: dict, new: dict) -> dict[Any, set[int]]:
    """{shared model: ids} of what the old side names and the new one does not: it may have been merged since."""
    asked: dict[Any, set[int]] = {}
    for named in _shared_models(model):
        ours, theirs = (values[LABELS].get(named._meta.label_lower, {}) for values in (old, new))
        if gone := {int(pk) for pk in ours.keys() ^ theirs.keys()}:
            asked[named] = gone
    return asked


def _shared_models(model) -> set:
    owners = [model, *(part_model(model, part) for part in model.PARTS)]
    fields = [field for owner in owners for field in [*columns(owner), *choices(owner)] if field.remote_field]
    return {field.related_model for field in fields if issubclass(field.related_model, Shared)}
