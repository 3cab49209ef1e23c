"""Shared rows: small things that many pages name (a theme, a resource, a source), and the signals by which a lower
floor tells an upper one that the public changes. Imports libraries only."""

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
            return super().delete(*args, **kwargs)


def refuse_while_chosen(row: Shared) -> None:
    """A theme, audience or level that a working copy chose would vanish from it without a word. Raises DeleteRefused."""
    for relation in row._meta.related_objects:
        if isinstance(relation.field, models.ManyToManyField):
            users = relation.related_model._base_manager.filter(**{relation.field.name: row})
            if titles := [f"“{user}”" for user in users[:3]]:
                raise DeleteRefused(_("“%(row)s” is nog gekozen bij %(titles)s.") % {"row": row, "titles": ", ".join(titles)})


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
    if _stands_under(into, row):
        raise MergeRefused(_("“%(into)s” staat onder “%(row)s”. Verplaats het eerst.") % {"into": into, "row": row})
    shared_merging.send(model, row=row, into=into)
    _move(row, into)
    model.objects.filter(merged_into=row).update(merged_into=into)
    model.objects.filter(pk=row.pk).update(merged_into=into)
    row.merged_into = into
    shared_merged.send(model, row=row, into=into)


def _stands_under(row, other) -> bool:
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
    for relation in row._meta.related_objects:
        if isinstance(relation.field, models.ManyToManyField):
            _move_choices(relation, row, into)
        elif isinstance(relation.field, models.ForeignKey) and relation.name != "aliases":  # tags: their rows
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
