"""Where links stand: kept in step with every save and every publication, in the same transaction.

A field of links or rich text is looked at without anybody doing anything: those of publications, of the rows they own, and
of shared rows. What carries links in another form says so (`also`)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.signals import post_delete
from django.utils import timezone

from portal.fields import LinkField, RichTextField
from portal.links.addresses import host_of, is_web, key_of, links_in
from portal.links.models import Host, Link, Place
from portal.publishing.freezing import columns, part_model, upgrade
from portal.publishing.models import Publication
from portal.publishing.workflow import published, withdrawn, written
from portal.shared import Shared, shared_merged, shared_saved

AT_ONCE = 300  # rows in one statement


class Found(NamedTuple):
    """An address, and where in a thing it stands: a field, the row of a part (0: the thing itself), and that in words."""

    url: str
    field: str
    row: int
    label: str


@dataclass(frozen=True)
class Extra:
    """Links that a model carries in another form than a field of links: which, and how one is replaced."""

    found: Callable[[Any], Iterable[Found]]
    replace: Callable[[Any, str, str], bool]  # whether it was there and is replaced


EXTRAS: dict[type[models.Model], Extra] = {}


def also(model, *, found, replace) -> None:
    """Register what else carries links. `replace` of a shared row changes the row and leaves saving to the caller; that of
    a publication saves what it changes."""
    EXTRAS[model] = Extra(found, replace)


@cache
def link_fields(model: Any) -> list[models.Field]:
    """The columns of this model that hold a link, or a text with links."""
    return [field for field in model._meta.concrete_fields if isinstance(field, (LinkField, RichTextField))]


def parts_with_links(model: Any) -> list[tuple[str, Any]]:
    """The parts of a publication whose rows have such columns: (name, model)."""
    children = ((part, part_model(model, part)) for part in model.PARTS)
    return [(part, child) for part, child in children if link_fields(child)]


def carries(model) -> bool:
    """Whether a link can stand in a thing of this kind."""
    return bool(link_fields(model) or model in EXTRAS or (issubclass(model, Publication) and parts_with_links(model)))


def carriers() -> list[Any]:
    """Every publication and shared row in which a link can stand."""
    return [model for model in apps.get_models() if issubclass(model, (Publication, Shared)) and carries(model)]


def is_outgoing(url: str) -> bool:
    """Whether an address leads out of this site."""
    return is_web(url) and host_of(url) != urlsplit(settings.SITE_URL).netloc


def addresses_in(field: models.Field, value) -> list[str]:
    """The outgoing addresses in the value of a column."""
    found = [value.strip()] if isinstance(field, LinkField) and value else links_in(value)
    return [url for url in found if is_outgoing(url)]


# -- what stands in a thing --------------------------------------------------------------------------------------------
def found_in(thing) -> list[Found]:
    """What stands in a shared row, or in the working copy of a publication with its rows."""
    found = list(_own(type(thing), thing.__dict__))
    if isinstance(thing, Publication):
        for part, child in parts_with_links(type(thing)):
            rows = [row.__dict__ for row in getattr(thing, part).all()]
            found += [one for row in rows for one in _of_row(part, child, row, row["id"])]
    extra = EXTRAS.get(type(thing))
    return _each_once([*found, *(extra.found(thing) if extra else ())])


def found_frozen(model, values: dict) -> list[Found]:
    """What stands in the frozen values of a publication; what it carries in another form is not frozen."""
    found = list(_own(model, values))
    for part, child in parts_with_links(model):
        found += [one for row in values[part] for one in _of_row(part, child, row, row["id"])]
    return _each_once(found)


def _own(model, values) -> Iterator[Found]:
    for field in link_fields(model):
        for url in addresses_in(field, values.get(field.attname)):
            yield Found(url, field.name, 0, str(field.verbose_name))


def _of_row(part, child, values, pk) -> Iterator[Found]:
    for field in link_fields(child):
        for url in addresses_in(field, values.get(field.attname)):
            plain = {column.attname: values.get(column.attname) for column in columns(child)}
            yield Found(url, f"{part}.{field.name}", pk, f"{child._meta.verbose_name} “{child(**plain)}”"[:200])


def _each_once(found: Iterable[Found]) -> list[Found]:
    return list({(one.url, one.field, one.row): one for one in found}.values())


# -- keeping -----------------------------------------------------------------------------------------------------------
def keep(thing, *, draft: list[Found] | None = None, live: list[Found] | None = None) -> None:
    """Write down where links stand in this thing: in its working copy, in public; None leaves that half as it is.
    One query when nothing changed."""
    kind = ContentType.objects.get_for_model(thing)
    mine = Place.objects.filter(content_type=kind, object_id=thing.pk)
    rows = {(place.link.url, place.field, place.row): place for place in mine.select_related("link")}
    now: dict[tuple, dict] = {}
    for half, found in (("draft", draft), ("live", live)):
        if found is None:
            for where in [where for where, place in rows.items() if getattr(place, half)]:
                now.setdefault(where, {"label": rows[where].label})[half] = True
        else:
            for one in found:
                now.setdefault((one.url, one.field, one.row), {})[half] = True
                now[one.url, one.field, one.row]["label"] = one.label
    if gone := [place.pk for where, place in rows.items() if where not in now]:
        Place.objects.filter(pk__in=gone).delete()
    fresh = {where: said for where, said in now.items() if where not in rows}
    links = links_at([url for url, _field, _row in fresh])
    Place.objects.bulk_create(
        Place(link_id=links[url], content_type=kind, object_id=thing.pk, field=field, row=row, **said)
        for (url, field, row), said in fresh.items()
    )
    for where in now.keys() & rows.keys():
        said = {"draft": False, "live": False, **now[where]}
        if said != {name: getattr(rows[where], name) for name in said}:
            Place.objects.filter(pk=rows[where].pk).update(**said)


def links_at(urls: Iterable[str]) -> dict[str, int]:
    """{address: its link}; those that are new are made, to be looked at soon."""
    urls = list(dict.fromkeys(urls))
    known = _known(urls)
    if missing := [url for url in urls if url not in known]:
        hosts = {url: host_of(url) for url in missing}
        Host.objects.bulk_create([Host(name=name) for name in sorted(set(hosts.values()))], ignore_conflicts=True)
        now = timezone.now()
        fresh = [Link(url=url, key=key_of(url), host_id=hosts[url], due_at=now) for url in missing]
        Link.objects.bulk_create(fresh, ignore_conflicts=True)
        known |= _known(missing)
    return known


def _known(urls: list[str]) -> dict[str, int]:
    known: dict[str, int] = {}
    for start in range(0, len(urls), AT_ONCE):
        known |= dict(Link.objects.filter(url__in=urls[start : start + AT_ONCE]).values_list("url", "pk"))
    return known


def forget(thing) -> None:
    """Nothing stands in this thing any more."""
    Place.objects.filter(content_type=ContentType.objects.get_for_model(thing), object_id=thing.pk).delete()


# -- what the other floors tell ----------------------------------------------------------------------------------------
def listen() -> None:
    """Hear what is saved, published, withdrawn, merged and deleted. Called once, when the apps are ready."""
    for signal, receiver in (
        (written, on_written),
        (published, on_published),
        (withdrawn, on_withdrawn),
        (shared_saved, on_shared_saved),
        (shared_merged, on_shared_merged),
    ):
        signal.connect(receiver, dispatch_uid=f"links.{receiver.__name__}")
    for model in apps.get_models():
        if issubclass(model, (Publication, Shared)):
            post_delete.connect(on_deleted, sender=model, dispatch_uid=f"links.deleted.{model._meta.label}")


def on_written(sender, thing, **kwargs):
    """The working copy was saved."""
    if carries(sender):
        keep(thing, draft=found_in(thing))


def keep_all(thing: Publication) -> None:
    """Both halves again, for a thing of which something changed that is true this minute."""
    keep(thing, draft=found_in(thing), live=found_live(thing))


def found_live(thing: Publication) -> list[Found]:
    """What stands in the text that readers see, and in what is true this minute."""
    if thing.live is None:
        return []
    extra = EXTRAS.get(type(thing))
    frozen = found_frozen(type(thing), upgrade(type(thing), thing.live.snapshot))
    return [*frozen, *(extra.found(thing) if extra else ())]


def on_published(sender, thing, values, **kwargs):
    """The frozen text is public, and the working copy says the same."""
    if carries(sender):
        extra = EXTRAS.get(sender)
        found = [*found_frozen(sender, values), *(extra.found(thing) if extra else ())]
        keep(thing, draft=found, live=found)


def on_withdrawn(sender, thing, **kwargs):
    """Readers see none of it any more."""
    if carries(sender):
        keep(thing, live=[])


def on_shared_saved(sender, row, **kwargs):
    """A shared row has no two texts: what is saved is what is shown."""
    if carries(sender):
        found = [] if row.merged_into_id else found_in(row)
        keep(row, draft=found, live=found)


def on_shared_merged(sender, row, **kwargs):
    """An alias shows nothing."""
    if carries(sender):
        forget(row)


def on_deleted(sender, instance, **kwargs):
    if carries(sender):
        forget(instance)


# -- looking back ------------------------------------------------------------------------------------------------------
def shared_rows(link: Link) -> list[Shared]:
    """The shared rows in which this link stands."""
    rows: list[Shared] = []
    for kind, pk in link.places.order_by("pk").values_list("content_type", "object_id").distinct():
        model = ContentType.objects.get_for_id(kind).model_class()
        if model and issubclass(model, Shared):
            rows += model.objects.filter(pk=pk)
    return rows


def said_now(model) -> Iterator[tuple[Any, list[Found], list[Found]]]:
    """(thing, what stands in its working copy, what stands in public) for everything of this model."""
    parts = [part for part, _child in parts_with_links(model)] if issubclass(model, Publication) else []
    if not issubclass(model, Publication):
        for row in model.objects.current().order_by("pk").iterator(chunk_size=AT_ONCE):
            found = found_in(row)
            yield row, found, found
        return
    things = model.objects.select_related("live").prefetch_related(*parts).order_by("pk")
    for thing in things.iterator(chunk_size=AT_ONCE):
        yield thing, found_in(thing), found_live(thing)


def catch_up(since: datetime) -> None:
    """Working copies that were written lately without a word (`written`): what stands in them is written down after all."""
    for model in carriers():
        if issubclass(model, Publication):
            parts = [part for part, _child in parts_with_links(model)]
            for thing in model.objects.filter(changed__gte=since).prefetch_related(*parts).order_by("pk"):
                keep(thing, draft=found_in(thing))


def rebuild() -> int:
    """Every place written again from what is saved and what is live; returns how many there are."""
    for model in carriers():
        for thing, draft, live in said_now(model):
            keep(thing, draft=draft, live=live)
        known = ContentType.objects.get_for_model(model)
        Place.objects.filter(content_type=known).exclude(object_id__in=_kept(model).values("pk")).delete()
    Place.objects.exclude(content_type__in=ContentType.objects.get_for_models(*carriers()).values()).delete()
    return Place.objects.count()


def _kept(model):
    return model.objects.all() if issubclass(model, Publication) else model.objects.current()


def differences() -> list[str]:
    """Where places do not agree with what is saved and live, in sentences; empty when all is well."""
    said = []
    for model in carriers():
        kind = ContentType.objects.get_for_model(model)
        known: dict[int, set] = {}
        rows = Place.objects.filter(content_type=kind).values_list("object_id", "link__url", "field", "row", "draft", "live")
        for pk, *where, draft, live in rows:
            known.setdefault(pk, set()).update((*where, half) for half, is_so in (("draft", draft), ("live", live)) if is_so)
        for thing, draft, live in said_now(model):
            halves = (("draft", draft), ("live", live))
            now = {(one.url, one.field, one.row, half) for half, found in halves for one in found}
            if now != known.pop(thing.pk, set()):
                said.append(f"links: {model._meta.model_name} {thing.pk}: places differ from what is saved and live")
        said += [f"links: {model._meta.model_name} {pk}: places of something that is gone" for pk in known]
    return said


def things_with(model, url: str) -> list:
    """The things of this kind in which a link to the same thing stands, however it is written. Two queries."""
    places = Place.objects.filter(content_type=ContentType.objects.get_for_model(model), link__key=key_of(url))
    return list(model.objects.filter(pk__in=places.values("object_id")).order_by("pk"))


def rows_by_key(model, urls: Iterable[str]) -> dict[str, set[int]]:
    """{key: the numbers of the things of this kind in which such a link stands}. One query, however many addresses."""
    places = Place.objects.filter(
        content_type=ContentType.objects.get_for_model(model), link__key__in={key_of(url) for url in urls}
    )
    found: dict[str, set[int]] = {}
    for key, pk in places.values_list("link__key", "object_id"):
        found.setdefault(key, set()).add(pk)
    return found
