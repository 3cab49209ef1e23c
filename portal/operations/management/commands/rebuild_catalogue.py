"""Every Record written again from its live revision or its row; or only compared with it (--check)."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from portal.catalogue.entries import BUILDERS, builder_of_kind
from portal.catalogue.index import bury, rewrite
from portal.catalogue.models import Edition, Record
from portal.publishing.checks import publications
from portal.publishing.freezing import upgrade
from portal.publishing.models import Publication


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
    for record in Record.objects.public().select_related("revision").iterator():
        builder = builder_of_kind(record.kind)
        if issubclass(builder.model, Publication):
            entry = builder.build(record.object_id, upgrade(builder.model, record.revision.snapshot))
        else:
            row = builder.model._base_manager.filter(pk=record.object_id, merged_into=None).first()
            if row is None:
                said.append(f"{record.kind} {record.object_id}: its row is gone")
                continue
            entry = builder.build(row)
            if not record.pointed.exists():
                said.append(f"{record.kind} {record.object_id}: public, but nothing public names it")
        now = (entry.url, entry.title, entry.lead, entry.text, entry.card)
        if now != (record.url, record.title, record.lead, record.text, record.card):
            said.append(f"{record.kind} {record.object_id}: record differs from what it describes")
        facets = sorted(record.facets.values_list("value__field", "value__key"))
        if facets != sorted({(choice.field, choice.key) for choice in entry.choices}):
            said.append(f"{record.kind} {record.object_id}: facets differ")
    return said


class Command(BaseCommand):
    help = "Schrijft de catalogus opnieuw uit wat online staat; met --check wordt alleen vergeleken."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="Alleen vergelijken; eindigt met een fout als iets verschilt.")

    def handle(self, *, check, **options):
        if check:
            if found := differences():
                raise CommandError("\n".join(found))
            self.stdout.write("De catalogus klopt.")
            return
        with transaction.atomic():
            number = Edition.raise_number()
            records = Record.objects.public()
            for record in records.order_by("revision", "pk"):
                fresh = Record.objects.public().filter(pk=record.pk).first()
                if fresh is None:
                    continue
                named = fresh.revision_id or fresh.pointed.exists()
                rewrite(fresh, at=fresh.updated_at, number=number) if named else bury(fresh, at=timezone.now(), number=number)
            Edition.look_ahead(timezone.now())
        self.stdout.write(f"{records.count()} vermeldingen geschreven.")
