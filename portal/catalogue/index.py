"""Writing and burying Records, in the transaction of the change. A builder that fails rolls the change back."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.catalogue import lexicon, related, uses
from portal.catalogue.entries import BUILDERS, SHOWN_THROUGH, Choice, Entry, builder_of_kind, rows_for, rows_in_hand
from portal.catalogue.models import Address, Awaited, Edition, Facet, Record, Relation, ShownFile, Value
from portal.catalogue.rows import Rows
from portal.publishing.freezing import upgrade
from portal.publishing.models import Publication
from portal.publishing.workflow import StepRefused, expected, published, withdrawn
from portal.shared import DeleteRefused, Shared, public_lock, shared_deleting, shared_merged, shared_merging, shared_saved
from portal.text import excerpt, fold, sort_key


def listen() -> None:
    """Hear what the floors below and above tell. Called once, when the apps are ready."""
    for signal, receiver in (
        (public_lock, on_public_lock),
        (published, on_published),
        (withdrawn, on_withdrawn),
        (expected, on_expected),
        (shared_saved, on_shared_saved),
        (shared_deleting, on_shared_deleting),
        (shared_merging, on_shared_merging),
        (shared_merged, on_shared_merged),
    ):
        signal.connect(receiver, dispatch_uid=f"catalogue.{receiver.__name__}")


# -- what the other floors tell ----------------------------------------------------------------------------------------
def on_public_lock(sender, **kwargs):
    """One writer of the public site at a time."""
    Edition.locked()


def on_expected(sender, at, moments, **kwargs):
    """Where a moment may have changed: write down the next one."""
    if any(moments):
        Edition.look_ahead(at)


def on_published(sender, thing, values, revision, at, **kwargs):
    """The frozen text becomes what the public finds."""
    number, builder = Edition.raise_number(), BUILDERS[sender]
    thing.edition = number  # for who listens after us
    with rows_in_hand(frozen=thing if thing.in_hand else None):
        write(builder.kind, thing.pk, builder.build(thing.pk, values), revision=revision, at=at, number=number)


def on_withdrawn(sender, thing, at, **kwargs):
    """The text leaves the public; a tombstone stays at its address."""
    record = Record.objects.filter(kind=BUILDERS[sender].kind, object_id=thing.pk).first()
    thing.edition = Edition.raise_number()
    if record:
        bury(record, at=at, number=thing.edition)


def on_shared_saved(sender, row, **kwargs):
    """Write anew what shows this row; a row that nothing public names changes nothing."""
    record = record_of(row)
    users = _users(row, record)
    if record is None and not users.exists():
        return
    number = Edition.raise_number()
    with rows_in_hand():
        if record is not None:
            rewrite([record], number=number, at=timezone.now())
        rewrite(users, number=number, akin_by=lambda: related.is_reason(_source(row), record))


def on_shared_deleting(sender, row, **kwargs):
    """Refuse while something public shows the row, and say what."""
    titles = [user.title for user in _users(row, record_of(row))[:3]]
    if titles:
        where = ", ".join(f"“{title}”" for title in titles)
        raise DeleteRefused(_("“%(row)s” kan niet weg: het staat online bij %(titles)s.") % {"row": row, "titles": where})


def on_shared_merging(sender, row, into, **kwargs):
    """Remember what shows either of them: after the merge their rows no longer say so."""
    row.shown_by = {pk for one in (row, into) for pk in _users(one, record_of(one)).values_list("pk", flat=True)}


def on_shared_merged(sender, row, into, **kwargs):
    """The public moves to the survivor: pages are written anew, the old address leads to the new one."""
    old = Record.objects.filter(kind=BUILDERS[sender].kind, object_id=row.pk).first() if sender in BUILDERS else None
    if not row.shown_by and old is None:
        return
    number, now = Edition.raise_number(), timezone.now()
    with rows_in_hand():
        shown = Record.objects.public().filter(pk__in=row.shown_by).exclude(pk=old and old.pk)
        rewrite(shown.order_by("pk"), number=number)
    Value.objects.filter(source=_source(row)).delete()
    new = record_of(into)
    if old and new:
        Address.objects.filter(record=old).update(record=new)
        url, showing = old.url, related.showing(old)
        lexicon.unindex(old)
        old.delete()
        related.renew(showing, number=number, around=False)
        Address.objects.update_or_create(url=url, defaults={"record": new})
    elif old and Record.objects.public().filter(pk=old.pk).exists():
        bury(old, at=now, number=number)


# -- who shows what ----------------------------------------------------------------------------------------------------
def record_of(row) -> Record | None:
    """The public record of a shared row, or None."""
    if type(row) not in BUILDERS:
        return None
    return Record.objects.public().filter(kind=BUILDERS[type(row)].kind, object_id=row.pk).first()


def _source(row) -> str:
    return Choice("", "", "", row=row).source


def _users(row, record) -> models.QuerySet[Record]:
    """Public records that show this row (and its public record): by relation, by facet, or through other shared rows."""
    shows = Q(pk__in=Facet.objects.filter(value__source=_source(row)).values("record"))
    if record is not None:
        shows |= Q(pk__in=_naming([record]))
    for find in SHOWN_THROUGH.get(type(row), []):
        through = [found.pk for other in find(row) if (found := record_of(other))]
        shows |= Q(pk__in=through) | Q(pk__in=_naming(through))
    return Record.objects.public().filter(shows).select_related("revision").order_by("pk")


def _naming(objects) -> models.QuerySet:
    """What names any of these; what is only related to it shows no more than its title."""
    return Relation.objects.filter(object__in=objects).exclude(kind=Relation.Kind.RELATED).values("subject")


# -- writing -----------------------------------------------------------------------------------------------------------
def entry_of(record: Record) -> Entry:
    """What the thing says of itself today: from its frozen values (a publication) or its row (a shared thing)."""
    builder = builder_of_kind(record.kind)
    if issubclass(builder.model, Publication):
        return builder.build(record.object_id, upgrade(builder.model, record.revision.snapshot))
    return builder.build(builder.model._base_manager.get(pk=record.object_id))


def rewrite(records, *, number: int, at: datetime | None = None, akin_by: Callable[[], bool] | None = None) -> None:
    """Write records again where what they say changed, and stamp all of them; `at` is the moment they changed, if they did.
    When they are related to others by what changed (`akin_by`), that is said anew."""
    same: list[int] = []
    alike: list[tuple[str, int]] = []
    written: list[tuple[str, int]] = []
    for record in records:
        entry = entry_of(record)
        if digest(entry) == record.digest:
            same.append(record.pk)
            continue
        at_last = at or record.updated_at
        write(record.kind, record.object_id, entry, revision=record.revision, at=at_last, number=number, alike=alike)
        written.append((record.kind, record.pk))
    Record.objects.filter(pk__in=same).update(stamp=number)
    related.renew(written if written and akin_by and akin_by() else alike, number=number)


def touch(records, *, number: int) -> None:
    """Their pages are new in this edition, though they say the same of themselves."""
    records.exclude(stamp=number).update(stamp=number)


def digest(entry: Entry) -> str:
    """A short name for everything an entry says: two entries with the same one need no writing."""
    names = [(relation, model._meta.label_lower, pk) for relation, model, pk in entry.names]
    choices = [(choice.field, choice.key, choice.label, choice.position, choice.above, choice.source) for choice in entry.choices]
    said = [entry.url, entry.title, entry.lead, entry.text, entry.card, sorted(choices), names, entry.files, entry.everywhere]
    said += [entry.labels, entry.mentions, entry.cited]
    return hashlib.sha256(json.dumps(said, sort_keys=True, cls=DjangoJSONEncoder).encode()).hexdigest()[:32]


def write(
    kind: str, pk: int, entry: Entry, *, revision=None, at: datetime, number: int, alike: list[tuple[str, int]] | None = None
) -> Record:
    """Write one record with its facets, relations and files, and stamp every page that shows it. Raises StepRefused.
    Whoever writes many gathers in `alike` for which of them related records must be chosen anew."""
    record = Record.objects.filter(kind=kind, object_id=pk).first() or Record(kind=kind, object_id=pk, published_at=at)
    appears, said = record.pk is None or record.withdrawn_at is not None, (record.title, record.lead)
    _take_address(record, entry.url)
    if entry.everywhere or record.everywhere:
        Edition.objects.filter(pk=1).update(frame=number)
    record.title, record.lead, record.text, record.card = excerpt(entry.title, 300), entry.lead, entry.text, entry.card
    record.folded = fold(f"{entry.title} {entry.lead} {entry.text}")
    record.sort_title, record.digest, record.everywhere = sort_key(entry.title), digest(entry), entry.everywhere
    record.revision, record.updated_at, record.stamp, record.withdrawn_at = revision, at, number, None
    has = Rows.of(record) if record.pk else Rows()
    record.save()
    lexicon.index(record, entry)
    sorted_anew = _write_choices(record, entry, has)
    before, after = _write_relations(record, entry, has, at=at, number=number)
    uses.changed(kind, before, after)
    if appears or sorted_anew or before != after or said != (record.title, record.lead):
        if alike is None:
            related.renew([(kind, record.pk)], number=number)
        else:
            alike.append((kind, record.pk))
    _write_files(record, entry, has)
    _stamp(record, before | after, number)
    _bury_unnamed(before - after, at=at, number=number)
    if appears and record.revision_id:
        _welcome(record, number=number)
    return record


def _welcome(record, *, number):
    """Who named this before it was public, names it in public now."""
    for other in Record.objects.public().filter(awaits__kind=record.kind, awaits__object_id=record.object_id):
        write(other.kind, other.object_id, entry_of(other), revision=other.revision, at=other.updated_at, number=number)


def bury(record: Record, *, at: datetime, number: int) -> None:
    """Take a record out of the public: its address answers 410, its texts are gone, what only it named goes too."""
    names = list(Relation.objects.filter(subject=record).values_list("kind", "object_id"))
    named = {pk for _relation, pk in names}
    uses.changed(record.kind, {pk for relation, pk in names if relation != Relation.Kind.RELATED}, set())
    naming = set(Relation.objects.filter(object=record).values_list("subject_id", flat=True))
    showing = related.showing(record)
    if record.revision_id:  # a publication may come back
        _await([(pk, record.kind, record.object_id) for pk in naming - {pk for _kind, pk in showing}])
    lexicon.unindex(record)
    record.awaits.all().delete()
    Relation.objects.filter(Q(subject=record) | Q(object=record)).delete()
    record.facets.all().delete()
    record.files.all().delete()
    if record.everywhere:
        Edition.objects.filter(pk=1).update(frame=number)
    record.everywhere, record.lead, record.text, record.folded, record.digest = False, "", "", "", ""
    record.card, record.uses, record.revision, record.withdrawn_at, record.stamp = {}, 0, None, at, number
    record.save()
    related.renew(showing, number=number, around=False)  # its place among their related records goes to the next best
    _stamp(record, named | naming, number)
    _bury_unnamed(named, at=at, number=number)


def _bury_unnamed(pks, *, at, number):
    """Shared things are public while a live revision names them."""
    for record in Record.objects.public().unnamed().filter(pk__in=pks):
        bury(record, at=at, number=number)


def _take_address(record, url):
    """Give the record this address; leave a redirect at its old one. An address in use is refused."""
    if record.url == url:
        return
    other = Record.objects.filter(url=url).exclude(pk=record.pk).first()
    if other and other.withdrawn_at is None:
        said = {"url": url, "title": other.title}
        raise StepRefused(_("Het adres %(url)s is al in gebruik door “%(title)s”. Kies een ander adres.") % said)
    if other:
        Record.objects.filter(pk=other.pk).update(url=f"{url[:230]}#{other.pk}")  # the tombstone makes room
    Address.objects.filter(url=url).delete()
    old, record.url = record.url, url
    if record.pk and old and "#" not in old:
        Address.objects.update_or_create(url=old, defaults={"record": record})


def _write_choices(record, entry, has) -> bool:
    """Facet rows as the entry says; whether the record is sorted otherwise than before."""
    wanted = {(choice.field, choice.key[:120]): choice for choice in entry.choices}
    asked = Value.objects.filter(field__in={field for field, _key in wanted}, key__in={key for _field, key in wanted})
    known = {(value.field, value.key): value for value in asked}
    for place, choice in wanted.items():
        said = {"label": choice.label[:200], "position": choice.position, "above": choice.above, "source": choice.source}
        value = known.get(place)
        if value is None:
            known[place] = Value.objects.create(field=place[0], key=place[1], **said)
        elif said != {name: getattr(value, name) for name in said}:
            Value.objects.filter(pk=value.pk).update(**said)
    ids = {known[place].pk for place in wanted}
    if has.facets - ids:
        Facet.objects.filter(record=record, value_id__in=has.facets - ids).delete()
    Facet.objects.bulk_create(Facet(record=record, value_id=pk, kind=record.kind) for pk in ids - has.facets)
    return ids != has.facets


def _write_relations(record, entry, has, *, at, number) -> tuple[set[int], set[int]]:
    """Relation rows as the entry says, in order; the records that this one pointed at before, and those it points at now."""
    neighbours = _neighbours(entry, at=at, number=number)
    wanted: dict[tuple[str, int], int] = {}
    awaited: set[tuple[str, int]] = set()
    for position, (relation, model, pk) in enumerate(entry.names):
        neighbour = neighbours.get((model, pk))
        if neighbour and neighbour != record.pk:
            wanted.setdefault((relation, neighbour), position)
        elif neighbour is None and issubclass(model, Publication):
            awaited.add((BUILDERS[model].kind, pk))
    if has.awaits - awaited:
        record.awaits.all().delete()
        has.awaits = set()
    _await((record.pk, *place) for place in awaited - has.awaits)
    own = has.relations
    gone = [row.pk for row in own if (row.kind, row.object_id) not in wanted]
    moved = []
    for row in own:
        if row.pk not in gone and row.position != (position := wanted.pop((row.kind, row.object_id))):
            row.position = position
            moved.append(row)
    if gone:
        Relation.objects.filter(pk__in=gone).delete()
    Relation.objects.bulk_update(moved, ["position"])
    Relation.objects.bulk_create(
        Relation(subject=record, subject_kind=record.kind, kind=relation, object_id=pk, position=position)
        for (relation, pk), position in wanted.items()
    )
    now = {row.object_id for row in own if row.pk not in gone} | {pk for _relation, pk in wanted}
    return {row.object_id for row in own}, now


def _await(rows):
    Awaited.objects.bulk_create(
        (Awaited(record_id=pk, kind=kind, object_id=other) for pk, kind, other in rows), ignore_conflicts=True
    )


def _neighbours(entry, *, at, number) -> dict[tuple, int]:
    """{(model, id): record} of what is named. A shared thing becomes public by being named; a publication must be already."""
    models_named = dict.fromkeys(model for _relation, model, _pk in entry.names)
    into: dict[tuple, int] = {}
    shared: dict[str, dict[int, models.Model]] = {}
    for model in models_named:
        asked = [pk for _relation, other, pk in entry.names if other is model]
        rows = rows_for(model, asked) if issubclass(model, Shared) else {}
        into |= (
            {(model, pk): row.pk for pk, row in rows.items()} if issubclass(model, Shared) else {(model, pk): pk for pk in asked}
        )
        shared[BUILDERS[model].kind] = {row.pk: row for row in rows.values()}
    known = _records_at({(BUILDERS[model].kind, pk) for (model, _asked), pk in into.items()})
    alike: list[tuple[str, int]] = []
    for kind, found in shared.items():
        fresh = [row for pk, row in found.items() if (kind, pk) not in known]
        for pk, fresh_entry in builder_of_kind(kind).build_all(fresh).items():
            known[kind, pk] = write(kind, pk, fresh_entry, at=at, number=number, alike=alike).pk
    related.renew(alike, number=number)
    places = {named: (BUILDERS[named[0]].kind, pk) for named, pk in into.items()}
    return {named: known[place] for named, place in places.items() if place in known}


def _records_at(places: set[tuple[str, int]]) -> dict[tuple[str, int], int]:
    """{(kind, object id): record} of those that are public. One query."""
    wanted = Q()
    for kind in sorted({kind for kind, _pk in places}):
        wanted |= Q(kind=kind, object_id__in=[pk for other, pk in places if other == kind])
    rows = Record.objects.public().filter(wanted).values_list("kind", "object_id", "pk") if places else []
    return {(kind, pk): record for kind, pk, record in rows}


def _write_files(record, entry, has):
    if has.files - set(entry.files):
        ShownFile.objects.filter(record=record).exclude(name__in=entry.files).delete()
    fresh = [name for name in dict.fromkeys(entry.files) if name not in has.files]
    ShownFile.objects.bulk_create(ShownFile(record=record, name=name) for name in fresh)


def _stamp(record, neighbours, number):
    """This page and every page that shows it, or that it showed, is new in this edition."""
    pointing = Relation.objects.filter(object=record).values("subject")
    Record.objects.filter(Q(pk=record.pk) | Q(pk__in=neighbours) | Q(pk__in=pointing)).exclude(stamp=number).update(stamp=number)
