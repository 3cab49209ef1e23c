"""One address replaced by another, everywhere and in one step: first what would happen, place by place, then all of it.

Shared rows change for readers at once, as every save of them does. In publications only the working copy changes; what is
online changes when somebody publishes it."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.fields import LinkField
from portal.links.addresses import is_web, with_replaced
from portal.links.models import Link
from portal.links.places import EXTRAS, link_fields, parts_with_links
from portal.links.uses import Stand, stands
from portal.publishing.models import Publication, Status
from portal.publishing.workflow import StepRefused, may, take
from portal.shared import Shared, public_lock


class ReplaceRefused(Exception):
    """Why an address cannot be replaced now, in a sentence for the editor."""


@dataclass
class Spot:
    """A place in the preview: what happens there, or why nothing does."""

    stand: Stand
    words: str
    changes: bool
    at_once: bool = False  # readers see it without publishing


@dataclass
class Replaced:
    """What was done: shared rows and publications that changed, and which of those readers do not see yet."""

    rows: list[Shared] = field(default_factory=list)
    drafts: list[Publication] = field(default_factory=list)
    to_publish: list[Publication] = field(default_factory=list)


def plan(link: Link, by) -> list[Spot]:
    """What would happen at each place of this link, for this person."""
    return [_spot(stand, by) for stand in stands([link]).get(link.pk, [])]


def _spot(stand: Stand, by) -> Spot:
    owner, place = stand.owner, stand.place
    if isinstance(owner, Shared):
        if not by.has_perm(f"{owner._meta.app_label}.change_{owner._meta.model_name}"):
            return Spot(stand, _("Blijft zoals het is: je mag dit niet wijzigen."), changes=False)
        if place.field == "csl.DOI":
            return Spot(stand, _("Wijzigt alleen als het nieuwe adres ook een DOI is. Anders pas je dit zelf aan."), changes=True)
        seen = any(page.live_id for page in stand.through)
        words = _("Wijzigt meteen, ook voor lezers.") if seen else _("Wijzigt meteen.")
        return Spot(stand, words, changes=True, at_once=seen)
    if not place.draft:
        words = _("Staat alleen nog in wat online staat, niet meer in het klad: publiceer het klad om het weg te krijgen.")
        return Spot(stand, words, changes=False)
    if not may(by, "edit", owner):
        return Spot(stand, _("Blijft zoals het is: je mag dit niet wijzigen."), changes=False)
    if place.field.split(".")[0] not in {part for part, _child in parts_with_links(type(owner))} and "." in place.field:
        return Spot(stand, _("Wijzigt meteen, ook voor lezers."), changes=True, at_once=owner.live_id is not None)
    if owner.status == Status.SCHEDULED:
        return Spot(stand, _("Wijzigt in het klad. De planning vervalt: plan de nieuwe tekst opnieuw in."), changes=True)
    words = _("Wijzigt in het klad. Lezers zien het pas als je publiceert.") if owner.live_id else _("Wijzigt in het klad.")
    return Spot(stand, words, changes=True)


def seen_name(spots: list[Spot]) -> str:
    """A short name for what a preview showed: something else now means that the editor looks again."""
    said = [(spot.stand.place.pk, spot.words, getattr(spot.stand.owner, "edit", 0)) for spot in spots]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def checked(link: Link, new: str) -> str:
    """The new address as it will be written. Raises ReplaceRefused."""
    try:
        new = LinkField().formfield().clean(new.strip())
    except ValidationError:
        raise ReplaceRefused(_("Dit is geen webadres. Het begint met https:// of http://.")) from None
    if not is_web(new):
        raise ReplaceRefused(_("Dit is geen webadres. Het begint met https:// of http://."))
    if new == link.url:
        raise ReplaceRefused(_("Dit is het adres dat er al staat. Geef een ander."))
    return new


def replace(link: Link, new: str, *, seen: str, by, at: datetime) -> Replaced:
    """Replace the address at every place where the preview (`seen`) said so; all of it or nothing. Raises ReplaceRefused."""
    new, spots = checked(link, new), plan(link, by)
    if seen_name(spots) != seen:
        raise ReplaceRefused(_("Intussen veranderde er iets op deze plaatsen. Bekijk de lijst opnieuw en bevestig dan."))
    owners = {(type(spot.stand.owner), spot.stand.owner.pk): spot.stand.owner for spot in spots if spot.changes}
    rows = [_prepared(row, link.url, new) for row in owners.values() if isinstance(row, Shared)]
    things = [thing for thing in owners.values() if isinstance(thing, Publication)]
    done = Replaced()
    try:
        with transaction.atomic():
            public_lock.send(Link)
            for before, row in [pair for pair in rows if pair]:
                if _as_it_is(row) != before:
                    raise ReplaceRefused(_("“%(row)s” werd net gewijzigd. Probeer opnieuw.") % {"row": row})
                row.save()
                done.rows.append(row)
            for thing in things:
                _replace_in(thing, link.url, new, done, by=by, at=at)
    except StepRefused as refusal:
        raise ReplaceRefused(str(refusal)) from refusal
    return done


def _prepared(row: Shared, old: str, new: str) -> tuple[dict[str, Any], Shared] | None:
    """(what the database has, the row with the new address), or None when nothing changes. Here, before the public site is
    locked: the forms of a source take a while to be made."""
    before = _as_it_is(row)
    row.refresh_from_db()
    return (before, row) if _changed(row, old, new) else None


def _as_it_is(row: Shared) -> dict[str, Any]:
    """The columns of a shared row as the database has them now."""
    return type(row)._base_manager.filter(pk=row.pk).values().first() or {}


def _changed(thing: Any, old: str, new: str) -> list[str]:
    """Replace the address in the columns of this row, in memory; the names of those that changed."""
    names = []
    model: Any = type(thing)
    for column in link_fields(model):
        value = getattr(thing, column.attname) or ""
        fresh = (new if value.strip() == old else value) if isinstance(column, LinkField) else with_replaced(value, old, new)
        if fresh != value:
            setattr(thing, column.attname, fresh)
            names.append(column.name)
    if isinstance(thing, Shared) and type(thing) in EXTRAS and EXTRAS[type(thing)].replace(thing, old, new):
        names.append("")
    return names


def _replace_in(thing: Publication, old: str, new: str, done: Replaced, *, by, at: datetime) -> None:
    """The working copy with another address; it becomes a draft when it was published, approved or planned."""
    model = type(thing)
    thing = model.objects.select_for_update(of=("self",)).get(pk=thing.pk)
    extra = type(thing) in EXTRAS and EXTRAS[type(thing)].replace(thing, old, new)
    if names := _changed(thing, old, new):
        thing.save(update_fields=names)
    texts = bool(names)
    for part, _child in parts_with_links(model):
        for row in getattr(thing, part).all():
            if names := _changed(row, old, new):
                row.save(update_fields=names)
                texts = True
    if texts:
        fresh = take(thing, "edit", seen=thing.edit, at=at, by=by)
        if fresh.live_id:
            done.to_publish.append(fresh)
    if texts or extra:
        done.drafts.append(thing)
