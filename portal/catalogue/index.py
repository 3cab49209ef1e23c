"""Writing and burying Records, in the transaction of the change. A builder that fails rolls the change back."""

from datetime import datetime

from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.catalogue.entries import BUILDERS, SHOWN_THROUGH, Choice, Entry, builder_of_kind
from portal.catalogue.models import Address, Edition, Facet, Record, Relation, ShownFile, Value
from portal.publishing.freezing import upgrade
from portal.publishing.models import Publication
from portal.publishing.workflow import StepRefused, expected, published, withdrawn
from portal.shared import DeleteRefused, Shared, public_lock, shared_deleting, shared_merged, shared_saved, survivors
from portal.text import fold, sort_key

RELATED = 3  # how many related records a page shows


def listen() -> None:
    """Hear what the floors below and above tell. Called once, when the apps are ready."""
    for signal, receiver in (
        (public_lock, on_public_lock),
        (published, on_published),
        (withdrawn, on_withdrawn),
        (expected, on_expected),
        (shared_saved, on_shared_saved),
        (shared_deleting, on_shared_deleting),
        (shared_merged, on_shared_merged),
    ):
        signal.connect(receiver, dispatch_uid=f"catalogue.{receiver.__name__}")


def on_public_lock(sender, **kwargs):
    Edition.locked()


def on_expected(sender, at, **kwargs):
    Edition.look_ahead(at)


def on_published(sender, thing, values, revision, at, **kwargs):
    number, builder = Edition.raise_number(), BUILDERS[sender]
    write(builder.kind, thing.pk, builder.build(thing.pk, values), revision=revision, at=at, number=number)


def on_withdrawn(sender, thing, at, **kwargs):
    record = Record.objects.filter(kind=BUILDERS[sender].kind, object_id=thing.pk).first()
    if record:
        bury(record, at=at, number=Edition.raise_number())


def on_shared_saved(sender, row, **kwargs):
    """Write anew what shows this row; a row that nothing public names changes nothing."""
    users = list(_users(row))
    record = record_of(row)
    if not users and record is None:
        return
    number, now = Edition.raise_number(), timezone.now()
    _rename_values(row)
    if record is not None:
        rewrite(record, at=now, number=number)
    for user in users:
        rewrite(user, at=user.updated_at, number=number)


def on_shared_deleting(sender, row, **kwargs):
    titles = [user.title for user in _users(row)[:3]]
    if titles:
        raise DeleteRefused(
            _("“%(row)s” kan niet weg: het staat online bij %(titles)s.")
            % {"row": row, "titles": ", ".join(f"“{title}”" for title in titles)}
        )


def on_shared_merged(sender, row, into, **kwargs):
    users, old = list(_users(row)), record_of(row)
    if not users and old is None:
        return
    number, now = Edition.raise_number(), timezone.now()
    for user in users:
        rewrite(user, at=user.updated_at, number=number)
    Value.objects.filter(source=_source(row)).delete()
    old = Record.objects.filter(kind=BUILDERS[sender].kind, object_id=row.pk).first() if sender in BUILDERS else None
    new = record_of(into)
    if old and new:
        Address.objects.filter(record=old).update(record=new)
        url = old.url
        old.delete()
        Address.objects.update_or_create(url=url, defaults={"record": new})
    elif old and old.withdrawn_at is None:
        bury(old, at=now, number=number)


def record_of(row) -> Record | None:
    """The public record of a shared row, or None."""
    if type(row) not in BUILDERS:
        return None
    return Record.objects.public().filter(kind=BUILDERS[type(row)].kind, object_id=row.pk).first()


def _source(row) -> str:
    return Choice("", "", "", row=row).source


def _users(row) -> models.QuerySet[Record]:
    """Public records that show this row: by relation, by facet, or through other shared rows."""
    shows = Q(pk__in=Facet.objects.filter(value__source=_source(row)).values("record"))
    if record := record_of(row):
        shows |= Q(pk__in=Relation.objects.filter(object=record).values("subject"))
    for find in SHOWN_THROUGH.get(type(row), []):
        through = [found.pk for other in find(row) if (found := record_of(other))]
        shows |= Q(pk__in=through) | Q(pk__in=Relation.objects.filter(object__in=through).values("subject"))
    return Record.objects.public().filter(shows).order_by("pk")


def _rename_values(row):
    Value.objects.filter(source=_source(row)).exclude(label=str(row)).update(label=str(row)[:200])


def rewrite(record: Record, *, at: datetime, number: int) -> Record:
    """Write a record again from its frozen values (a publication) or its row (a shared thing)."""
    builder = builder_of_kind(record.kind)
    if issubclass(builder.model, Publication):
        values = upgrade(builder.model, record.revision.snapshot)
        entry = builder.build(record.object_id, values)
    else:
        entry = builder.build(builder.model._base_manager.get(pk=record.object_id))
    return write(record.kind, record.object_id, entry, revision=record.revision, at=at, number=number)


def write(kind: str, pk: int, entry: Entry, *, revision=None, at: datetime, number: int) -> Record:
    """Write one record with its facets, relations and files, and stamp every page that shows it. Raises StepRefused."""
    record = Record.objects.filter(kind=kind, object_id=pk).first() or Record(kind=kind, object_id=pk, published_at=at)
    _take_address(record, entry.url)
    before = set(Relation.objects.filter(subject=record).values_list("object_id", flat=True)) if record.pk else set()
    record.title, record.lead, record.text, record.card = entry.title, entry.lead, entry.text, entry.card
    record.folded = fold(f"{entry.title} {entry.lead} {entry.text}")
    record.sort_title = sort_key(entry.title)
    record.revision, record.updated_at, record.stamp, record.withdrawn_at = revision, at, number, None
    if entry.everywhere or record.everywhere:
        Edition.objects.filter(pk=1).update(frame=number)
    record.everywhere = entry.everywhere
    record.save()
    _write_choices(record, entry)
    after = _write_relations(record, entry, at=at, number=number)
    if entry.related_by:
        after |= _relate(record, entry.related_by)
    ShownFile.objects.filter(record=record).exclude(name__in=entry.files).delete()
    has = set(ShownFile.objects.filter(record=record).values_list("name", flat=True))
    ShownFile.objects.bulk_create(ShownFile(record=record, name=name) for name in dict.fromkeys(entry.files) if name not in has)
    _stamp(record, before | after, number)
    _bury_unnamed(before - after, at=at, number=number)
    return record


def bury(record: Record, *, at: datetime, number: int) -> None:
    """Take a record out of the public: its address answers 410, its texts are gone, what only it named goes too."""
    named = set(Relation.objects.filter(subject=record).values_list("object_id", flat=True))
    naming = set(Relation.objects.filter(object=record).values_list("subject_id", flat=True))
    Relation.objects.filter(Q(subject=record) | Q(object=record)).delete()
    record.facets.all().delete()
    record.files.all().delete()
    if record.everywhere:
        Edition.objects.filter(pk=1).update(frame=number)
    record.everywhere, record.lead, record.text, record.folded = False, "", "", ""
    record.card, record.revision, record.withdrawn_at, record.stamp = {}, None, at, number
    record.save()
    _stamp(record, named | naming, number)
    _bury_unnamed(named, at=at, number=number)


def _bury_unnamed(pks, *, at, number):
    """Shared things are public while a live revision names them."""
    unnamed = Record.objects.public().filter(pk__in=pks, revision=None, pointed=None)
    for record in unnamed:
        bury(record, at=at, number=number)


def _take_address(record, url):
    """Give the record this address; leave a redirect at its old one. An address in use is refused."""
    other = Record.objects.filter(url=url).exclude(pk=record.pk).first()
    if other and other.withdrawn_at is None:
        raise StepRefused(
            _("Het adres %(url)s is al in gebruik door “%(title)s”. Kies een ander adres.") % {"url": url, "title": other.title}
        )
    if other:
        Record.objects.filter(pk=other.pk).update(url=f"{url}#{other.pk}")  # the tombstone makes room
    Address.objects.filter(url=url).delete()
    old, record.url = record.url, url
    if record.pk and old and old != url and "#" not in old:
        Address.objects.update_or_create(url=old, defaults={"record": record})


def _write_choices(record, entry):
    wanted = {}
    for choice in entry.choices:
        label = choice.label[:200]
        value, created = Value.objects.get_or_create(
            field=choice.field,
            key=choice.key[:120],
            defaults={"label": label, "position": choice.position, "above": choice.above, "source": choice.source},
        )
        said = (label, choice.position, choice.above, choice.source)
        if not created and said != (value.label, value.position, value.above, value.source):
            value.label, value.position, value.above, value.source = said
            value.save()
        wanted[value.pk] = value
    has = set(Facet.objects.filter(record=record).values_list("value_id", flat=True))
    Facet.objects.filter(record=record, value_id__in=has - set(wanted)).delete()
    Facet.objects.bulk_create(Facet(record=record, value_id=pk, kind=record.kind) for pk in wanted if pk not in has)


def _write_relations(record, entry, *, at, number) -> set[int]:
    wanted: dict[tuple[str, int], int] = {}
    for position, (relation, model, pk) in enumerate(entry.names):
        neighbour = _neighbour(model, pk, at=at, number=number)
        if neighbour and neighbour != record.pk:
            wanted.setdefault((relation, neighbour), position)
    kept = Relation.objects.filter(subject=record).exclude(kind=Relation.Kind.RELATED)
    for row in kept:
        if (row.kind, row.object_id) not in wanted:
            row.delete()
        elif row.position != (position := wanted.pop((row.kind, row.object_id))):
            Relation.objects.filter(pk=row.pk).update(position=position)
    Relation.objects.bulk_create(
        Relation(subject=record, kind=relation, object_id=pk, position=position) for (relation, pk), position in wanted.items()
    )
    return set(Relation.objects.filter(subject=record).values_list("object_id", flat=True))


def _neighbour(model, pk, *, at, number) -> int | None:
    """The record that is named; a shared thing becomes public by being named, a publication must be public already."""
    shared = issubclass(model, Shared)
    pk = survivors(model, [pk]).get(pk) if shared else pk
    if pk is None:
        return None
    found = Record.objects.public().filter(kind=BUILDERS[model].kind, object_id=pk).values_list("pk", flat=True).first()
    if found is None and shared:
        found = write(BUILDERS[model].kind, pk, BUILDERS[model].build(model._base_manager.get(pk=pk)), at=at, number=number).pk
    return found


def _relate(record, fields) -> set[int]:
    """Choose the records most like this one; give those that had room a place for this one too."""
    best = _alike(record, fields)
    chosen = set(_set_related(record, best))
    for other in Record.objects.filter(pk__in=best):
        if Relation.objects.filter(subject=other, kind=Relation.Kind.RELATED).count() < RELATED:
            _set_related(other, _alike(other, fields))
    return chosen


def _alike(record, fields) -> list[int]:
    mine = Facet.objects.filter(record=record, value__field__in=fields).values("value")
    rows = Facet.objects.filter(kind=record.kind, value__in=mine).exclude(record=record).values("record")
    return list(
        rows.annotate(common=Count("value"))
        .order_by("-common", "-record__updated_at", "record")
        .values_list("record", flat=True)[:RELATED]
    )


def _set_related(record, pks) -> list[int]:
    Relation.objects.filter(subject=record, kind=Relation.Kind.RELATED).delete()
    Relation.objects.bulk_create(
        Relation(subject=record, kind=Relation.Kind.RELATED, object_id=pk, position=position) for position, pk in enumerate(pks)
    )
    return pks


def _stamp(record, neighbours, number):
    """This page and every page that shows it, or that it showed, is new in this edition."""
    pointing = Relation.objects.filter(object=record).values("subject")
    Record.objects.filter(Q(pk=record.pk) | Q(pk__in=neighbours) | Q(pk__in=pointing)).exclude(stamp=number).update(stamp=number)
