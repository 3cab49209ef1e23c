"""Every Record written again from its live revision or its row, and indexed again, and where links stand; or only compared
with it (--check)."""

import sys
from collections import Counter, defaultdict

from django.core.management.base import BaseCommand, CommandError, OutputWrapper
from django.db import transaction
from django.utils import timezone

from portal.catalogue import related, uses
from portal.catalogue.dutch import ANALYSER_VERSION
from portal.catalogue.engines import engine
from portal.catalogue.entries import BUILDERS, SHAPE, Entry, builder_of_kind, rows_in_hand
from portal.catalogue.index import bury, digest, entry_of, write
from portal.catalogue.lexicon import Said, agree
from portal.catalogue.models import Edition, Indexed, Lexeme, Record, Relation, Word
from portal.links import places
from portal.operations.progress import Progress
from portal.publishing.checks import publications
from portal.publishing.freezing import upgrade
from portal.publishing.models import Publication
from portal.text import excerpt


def watched(things, total: int, what: str, quiet: bool):
    """The same things; when there are many, how far we are is shown on stderr, without the colour of an error."""
    progress = Progress(total, what, OutputWrapper(sys.stderr), quiet=quiet)
    yield from progress.over(things)
    progress.end()


def differences(quiet: bool = True) -> list[str]:
    """What does not agree between the records, the index and what is live, in sentences; empty when all is well."""
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
    lexicon = _Lexicon()
    records = Record.objects.public().select_related("revision", "indexed")
    with rows_in_hand():
        for record in watched(records.iterator(), records.count(), "Vergelijken", quiet):
            said += [f"{record.kind} {record.object_id}: {what}" for what in _faults(record, lexicon)]
    said += [f"{row.record}: indexed, but not public" for row in Indexed.objects.exclude(record__in=Record.objects.public())]
    said += [f"{row.kind} {row.object_id}: counts {row.uses} fiches that name it" for row in uses.wrong()]
    return said + lexicon.faults() + engine().faults() + places.differences()


def _faults(record, lexicon) -> list[str]:
    model = builder_of_kind(record.kind).model
    shared = not issubclass(model, Publication)
    if shared and not model._base_manager.filter(pk=record.object_id, merged_into=None).exists():
        return ["its row is gone"]
    entry, faults = entry_of(record), []
    if shared and not record.pointed.exclude(kind=Relation.Kind.RELATED).exists():
        faults.append("public, but nothing public names it")
    kept = (record.url, record.title, record.lead, record.text, record.card)
    if digest(entry) != record.digest or kept != (entry.url, excerpt(entry.title, 300), entry.lead, entry.text, entry.card):
        faults.append("record differs from what it describes")
    if set(record.facets.values_list("value__field", "value__key")) != {(choice.field, choice.key) for choice in entry.choices}:
        faults.append("facets differ")
    if not lexicon.agrees(entry, getattr(record, "indexed", None)):
        faults.append("index differs")
    return faults


class _Lexicon:
    """What the index and the lexicon must say, added up record by record."""

    def __init__(self):
        self.lexemes: Counter = Counter()
        self.words: Counter = Counter()
        self.meanings = defaultdict(set)  # word -> its lexemes; one, unless signs inside words make a difference

    def agrees(self, entry: Entry, indexed: Indexed | None) -> bool:
        """Whether this record is indexed as its entry says today."""
        said = Said.of(entry)
        self.lexemes.update({lexeme for text in said.weighed.values() for lexeme in text.split()})
        self.words.update(said.words.keys())
        for word, (lexeme, _written) in said.words.items():
            self.meanings[word].add(lexeme)
        return indexed is not None and agree(indexed, said.row(indexed.record))

    def faults(self) -> list[str]:
        """What the counts of the lexicon say otherwise."""
        said = []
        if dict(Lexeme.objects.values_list("text", "records")) != self.lexemes:
            said.append("lexicon: lexemes are counted wrong")
        rows = {text: (lexeme, records) for text, lexeme, records in Word.objects.values_list("text", "lexeme", "records")}
        if {text: records for text, (_lexeme, records) in rows.items()} != self.words:
            said.append("lexicon: words are counted wrong")
        if any(lexeme not in self.meanings[text] for text, (lexeme, _records) in rows.items() if text in self.meanings):
            said.append("lexicon: words have lexemes of another analyser")
        return said


class Command(BaseCommand):
    help = "Schrijft de catalogus en haar zoekindex opnieuw uit wat online staat; met --check wordt alleen vergeleken."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="Alleen vergelijken; eindigt met een fout als iets verschilt.")

        parser.add_argument(
            "--if-needed",
            action="store_true",
            help="Doe niets als de catalogus en haar zoekindex al de vorm van deze versie hebben.",
        )

    def handle(self, *, check, if_needed, verbosity=1, **options):
        if if_needed and Edition.objects.filter(shape=SHAPE, analyser=ANALYSER_VERSION).exists():
            return
        self.quiet = not verbosity
        if check:
            if found := differences(self.quiet):
                raise CommandError("\n".join(found))
            self.stdout.write("De catalogus klopt.")
            return
        with transaction.atomic(), rows_in_hand():
            self.rebuild()
        self.stdout.write(f"{Record.objects.public().count()} vermeldingen geschreven.")

    def rebuild(self):
        """Everything again, the lexicon from nothing: another analyser may give a word another lexeme."""
        Edition.locked()
        number, now = Edition.raise_number(), timezone.now()
        engine().mend()  # what is damaged cannot even be emptied
        for model in (Indexed, Lexeme, Word):
            model.objects.all().delete()
        kinds = [model for model in BUILDERS if issubclass(model, Publication)]  # in the order they were described
        for model in kinds:
            self.write_live(model, number=number)
        for record in Record.objects.public().unnamed():
            bury(record, at=now, number=number)
        shared = Record.objects.public().filter(revision=None)
        for record in watched(shared, shared.count(), "Gedeelde rijen", self.quiet):
            write(record.kind, record.object_id, entry_of(record), at=record.updated_at, number=number, alike=[])
        # related records were not chosen one by one: that is done here, when everything is there
        related.renew(Record.objects.public().values_list("kind", "pk"), number=number, around=False)
        uses.count_again()
        places.rebuild()
        Edition.look_ahead(now)
        Edition.objects.filter(pk=1).update(shape=SHAPE, analyser=ANALYSER_VERSION)

    def write_live(self, model, *, number):
        """Every live revision of this kind has its record, and no other has one."""
        builder = BUILDERS[model]
        known = dict(Record.objects.filter(kind=builder.kind).values_list("object_id", "updated_at"))
        things = model.objects.public().select_related("live").order_by("live__published", "pk")
        for thing in watched(things, things.count(), str(model._meta.verbose_name_plural).capitalize(), self.quiet):
            entry = builder.build(thing.pk, upgrade(model, thing.live.snapshot))
            at = known.get(thing.pk) or thing.live.published or timezone.now()
            write(builder.kind, thing.pk, entry, revision=thing.live, at=at, number=number, alike=[])
        for record in (
            Record.objects.public().filter(kind=builder.kind).exclude(object_id__in=model.objects.public().values("pk"))
        ):
            bury(record, at=timezone.now(), number=number)
