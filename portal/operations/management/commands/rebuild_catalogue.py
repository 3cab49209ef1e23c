"""Every Record written again from its live revision or its row; or only compared with it (--check)."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from portal.catalogue.entries import BUILDERS, SHAPE, builder_of_kind, rows_in_hand
from portal.catalogue.index import bury, digest, entry_of, write
from portal.catalogue.models import Edition, Record
from portal.publishing.checks import publications
from portal.publishing.freezing import upgrade
from portal.publishing.models import Publication
from portal.text import excerpt


def differences() -> list[str]:
    """What does not agree between the records and the live revisions, in sentences; empty when all is well."""
    said = []
    for model in publications():
        kind = BUILDERS[model].kind
        live = dict(model.objects.public().values_list("pk", "live"))
        known = dict(Record.objects.public().filter(kind=kind).values_list("object_id", "revision"))
        said += [
            f"{kind} {pk}: live revision {live.get(pk)}, record {known.get(pk)}"
            for pk in sorted({*live, *known})
            if live.get(pk) != known.get(pk)
        ]
    with rows_in_hand():
        for record in Record.objects.public().select_related("revision").iterator():
            said += [f"{record.kind} {record.object_id}: {what}" for what in _faults(record)]
    return said


def _faults(record) -> list[str]:
    model = builder_of_kind(record.kind).model
    shared = not issubclass(model, Publication)
    if shared and not model._base_manager.filter(pk=record.object_id, merged_into=None).exists():
        return ["its row is gone"]
    entry, faults = entry_of(record), []
    if shared and not record.pointed.exists():
        faults.append("public, but nothing public names it")
    kept = (record.url, record.title, record.lead, record.text, record.card)
    if digest(entry) != record.digest or kept != (entry.url, excerpt(entry.title, 300), entry.lead, entry.text, entry.card):
        faults.append("record differs from what it describes")
    if set(record.facets.values_list("value__field", "value__key")) != {(choice.field, choice.key) for choice in entry.choices}:
        faults.append("facets differ")
    return faults


class Command(BaseCommand):
    help = "Schrijft de catalogus opnieuw uit wat online staat; met --check wordt alleen vergeleken."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="Alleen vergelijken; eindigt met een fout als iets verschilt.")

        parser.add_argument(
            "--if-needed", action="store_true", help="Doe niets als de catalogus al de vorm van deze versie heeft."
        )

    def handle(self, *, check, if_needed, **options):
        if if_needed and Edition.objects.filter(shape=SHAPE).exists():
            return
        if check:
            if found := differences():
                raise CommandError("\n".join(found))
            self.stdout.write("De catalogus klopt.")
            return
        with transaction.atomic(), rows_in_hand():
            Edition.locked()
            number, now = Edition.raise_number(), timezone.now()
            for model in [model for model in BUILDERS if issubclass(model, Publication)]:  # in the order they were described
                self.write_live(model, number=number)
            for record in Record.objects.public().filter(revision=None, pointed=None):
                bury(record, at=now, number=number)
            for record in Record.objects.public().filter(revision=None):
                write(record.kind, record.object_id, entry_of(record), at=record.updated_at, number=number)
            Edition.look_ahead(now)
            Edition.objects.filter(pk=1).update(shape=SHAPE)
        self.stdout.write(f"{Record.objects.public().count()} vermeldingen geschreven.")

    def write_live(self, model, *, number):
        """Every live revision of this kind has its record, and no other has one."""
        builder = BUILDERS[model]
        known = dict(Record.objects.filter(kind=builder.kind).values_list("object_id", "updated_at"))
        for thing in model.objects.public().select_related("live").order_by("live__published", "pk"):
            entry = builder.build(thing.pk, upgrade(model, thing.live.snapshot))
            at = known.get(thing.pk) or thing.live.published or timezone.now()
            write(builder.kind, thing.pk, entry, revision=thing.live, at=at, number=number)
        for record in (
            Record.objects.public().filter(kind=builder.kind).exclude(object_id__in=model.objects.public().values("pk"))
        ):
            bury(record, at=timezone.now(), number=number)
