"""Shared rows: small things that many pages name (a theme, a resource, a source), and the signals by which a lower
floor tells an upper one that the public changes. Imports libraries only."""

from functools import cache
from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _

from portal.text import without_nul

public_lock = Signal()  # sent first in every transaction that may change the public site: one writer at a time
shared_saved = Signal()  # row: what shows it must be written anew, in this transaction
shared_deleting = Signal()  # row: whoever still shows it in public refuses (raises DeleteRefused)
shared_merging = Signal()  # row, into: what shows either of them still does, for the last moment
shared_merged = Signal()  # row, into: the public moves from one to the other
who_shows = Signal()  # rows (of the sender): answers {pk: {(model, pk) of what shows it in public: whether of its own accord}}


class DeleteRefused(ValidationError):
    """A row that a live page names cannot be deleted; says which page."""


class MergeRefused(ValidationError):
    """Two rows that cannot become one; says why."""


class SharedQuerySet(models.QuerySet):
    def current(self):
        """Rows that were not merged into another."""
        return self.filter(merged_into=None)


class Shared(models.Model):
    """A small row that many pages name. It has no workflow: it is public while a live revision names it.

    Saving it locks the public site, saves, and tells whoever shows it; all in one transaction.
    """

    merged_into = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, editable=False, related_name="aliases", verbose_name=_("samengevoegd met")
    )

    objects = SharedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        for field in self._meta.concrete_fields:
            value = getattr(self, field.attname)
            if isinstance(value, (str, list, dict)):
                setattr(self, field.attname, without_nul(value))
        with transaction.atomic():
            public_lock.send(type(self))
            super().save(*args, **kwargs)
            shared_saved.send(type(self), row=self)

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            public_lock.send(type(self))
            refuse_while_chosen(self)
            shared_deleting.send(type(self), row=self)
            _forgotten_by_aliases(self)
            return super().delete(*args, **kwargs)


@cache
def naming(model: Any) -> list[Any]:
    """The relations by which rows of other tables name a row of this model: those that have no name of their own too, and not
    the tables that only tie two others together."""
    found = (field for field in model._meta.get_fields(include_hidden=True) if field.auto_created and not field.concrete)
    ours = (relation for relation in found if not relation.related_model._meta.auto_created)
    return [relation for relation in ours if relation.field.name != "merged_into"]


def tie_of(model: Any) -> GenericForeignKey | None:
    """For rows that tie something to a thing of any kind (which tags it has): the field that says to what."""
    return next((field for field in model._meta.private_fields if isinstance(field, GenericForeignKey)), None)


def refuse_while_chosen(row: models.Model) -> None:
    """A theme, tag or fiche that a working copy chose would vanish from it without a word. Raises DeleteRefused."""
    for users in _choosers(row):
        if titles := [f"“{user}”" for user in users[:3]]:
            raise DeleteRefused(_("“%(row)s” is nog gekozen bij %(titles)s.") % {"row": row, "titles": ", ".join(titles)})


def _choosers(row):
    """The things that chose a row, a query for each way in which one can."""
    kind: Any = type(row)
    for relation in naming(kind):
        other, field = relation.related_model, relation.field
        if isinstance(field, models.ManyToManyField):
            yield _no_aliases(other).filter(**{field.name: row})
        elif tie := tie_of(other):
            tied = other._base_manager.filter(**{field.name: row}).values_list(tie.ct_field, tie.fk_field)
            things: dict[int, list[int]] = {}
            for kind, pk in tied:
                things.setdefault(kind, []).append(pk)
            for kind, pks in things.items():
                yield ContentType.objects.get_for_id(kind).model_class()._base_manager.filter(pk__in=pks)


def _no_aliases(model):
    return model._base_manager.filter(merged_into=None) if issubclass(model, Shared) else model._base_manager.all()


def _forgotten_by_aliases(row):
    """What was merged into another shows nothing: it keeps nobody from going."""
    kind: Any = type(row)
    for relation in naming(kind):
        other, field = relation.related_model, relation.field
        if issubclass(other, Shared) and isinstance(field, models.ForeignKey) and field.null:
            other._base_manager.filter(**{field.name: row}).exclude(merged_into=None).update(**{field.name: None})


@transaction.atomic
def merge(row: Shared, into: Shared) -> None:
    """Make `row` an alias of `into`: working rows that named it now name `into`, old snapshots follow the alias,
    the public address of `row` leads to `into`. Chains are flattened. Raises MergeRefused."""
    model = type(row)
    if model is not type(into) or row.pk == into.pk:
        raise MergeRefused(_("Kies twee verschillende rijen van dezelfde soort."))
    public_lock.send(model)
    row, into = model.objects.select_for_update().get(pk=row.pk), model.objects.select_for_update().get(pk=into.pk)
    if row.merged_into_id or into.merged_into_id:
        raise MergeRefused(_("Een van beide is al samengevoegd met een andere."))
    if stands_under(into, row):
        raise MergeRefused(_("“%(into)s” staat onder “%(row)s”. Verplaats het eerst.") % {"into": into, "row": row})
    shared_merging.send(model, row=row, into=into)
    _move(row, into)
    model.objects.filter(merged_into=row).update(merged_into=into)
    model.objects.filter(pk=row.pk).update(merged_into=into)
    row.merged_into = into
    shared_merged.send(model, row=row, into=into)


def stands_under(row, other) -> bool:
    """Whether a row of a tree stands somewhere below the other."""
    seen = set()
    while row is not None and row.pk not in seen:
        seen.add(row.pk)
        row = getattr(row, "parent", None)
        if row is not None and row.pk == other.pk:
            return True
    return False


def _move(row, into):
    """Everything that names a row names another from now on."""
    kind: Any = type(row)
    for relation in naming(kind):
        if isinstance(relation.field, models.ManyToManyField):
            _move_choices(relation, row, into)
        elif isinstance(relation.field, models.ForeignKey):  # tags: their rows
            _move_rows(relation, row, into)


def _move_choices(relation, row, into):
    through, field = relation.through, relation.field
    target, source = field.m2m_reverse_field_name(), field.m2m_field_name()
    has = set(through.objects.filter(**{target: into}).values_list(f"{source}_id", flat=True))
    through.objects.filter(**{target: row, f"{source}_id__in": has}).delete()
    through.objects.filter(**{target: row}).update(**{target: into})


def _move_rows(relation, row, into):
    """Point foreign keys at the survivor; where a unique pair would clash, the survivor's own row stays and is named instead
    (two buildings become one: the session in the one hall is in the other hall of that name)."""
    name = relation.field.name
    rows = relation.related_model._base_manager
    for other in rows.filter(**{name: row}):
        setattr(other, name, into)
        if own := _twin(relation.related_model, other, name):
            _move(other, own)
            rows.filter(pk=other.pk).delete()
        else:
            rows.filter(pk=other.pk).update(**{name: into})


def _twin(model, other, name):
    """The row that is already there with what `other` would have; or None."""
    sets = [constraint.fields for constraint in model._meta.total_unique_constraints if name in constraint.fields]
    rows = model._base_manager.exclude(pk=other.pk)
    found = (rows.filter(**{field: getattr(other, field) for field in fields}).first() for fields in sets)
    return next(filter(None, found), None)


def survivors(model, ids) -> dict[int, int]:
    """For each asked id that still leads somewhere: the id of the row it stands for now. One query; deleted ids are absent."""
    rows = model._base_manager.filter(pk__in=list(ids)).values_list("pk", "merged_into")
    return {pk: into or pk for pk, into in rows}


def aliases(asked: dict) -> dict[str, dict[int, int]]:
    """For rows of several models ({model: ids}): {label of the model: {id: the id it stands for now}}, of those that were merged.
    One query together; none when nothing is asked."""
    parts = [
        model._base_manager.filter(pk__in=list(ids), merged_into__isnull=False)
        .order_by()
        .annotate(of=models.Value(model._meta.label_lower, models.TextField()))
        .values_list("of", "pk", "merged_into")
        for model, ids in asked.items()
        if ids and issubclass(model, Shared)
    ]
    found: dict[str, dict[int, int]] = {}
    for label, pk, into in parts[0].union(*parts[1:], all=True) if parts else ():
        found.setdefault(label, {})[pk] = into
    return found
