"""Documents read in as drafts of fiches, with a report of what went where."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from fiches.importing.draft import ImportRefused, digest_of, made_before, make_draft, update_draft
from fiches.importing.reading import read
from fiches.importing.report import for_machines, for_people
from portal.accounts.models import User
from portal.documents.letters import one_line
from portal.documents.reading import LIMITS, DocumentRefused
from portal.operations.progress import Progress
from portal.publishing.workflow import StepRefused

MISSING = "Dit bestand is er niet, of je mag het niet lezen."
TOO_LARGE = f"Dit bestand is te groot: hoogstens {LIMITS.bytes // 1024 // 1024} MB."
AGAIN = "Dit document werd al ingelezen als “{fiche}”. Geef --update om die kladfiche bij te werken, of --new voor een nieuwe."


class Command(BaseCommand):
    help = "Leest documenten in als klad van een fiche: .pptx, .pdf, .docx, .odt, .rtf, .html, .md of .txt."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE", help="Een document; elk wordt een fiche.")
        parser.add_argument("--dry-run", action="store_true", help="Alleen lezen en verslag uitbrengen: er wordt niets gemaakt.")
        parser.add_argument("--json", action="store_true", help="Het verslag als JSON, voor machines.")
        parser.add_argument("--by", default="", metavar="EMAIL", help="Wie de fiche krijgt als eigenaar.")
        again = parser.add_mutually_exclusive_group()
        again.add_argument("--update", action="store_true", help="Een document dat al ingelezen werd, werkt zijn kladfiche bij.")
        again.add_argument("--new", action="store_true", help="Maak altijd een nieuwe fiche.")

    def handle(self, *, files, by, verbosity, **options):
        self.options, self.quiet = options, verbosity == 0
        self.by = self._person(by)
        reports = [self._one(Path(name)) for name in files]
        if options["json"]:
            self.stdout.write(json.dumps(reports, ensure_ascii=False, indent=2))
        if refused := [report for report in reports if "refused" in report]:
            raise CommandError(f"{len(refused)} van de {len(reports)} documenten niet ingelezen.")

    def _person(self, email):
        if not email:
            return None
        person = User.objects.filter(email__iexact=email, is_active=True).first()
        if person is None:
            raise CommandError(f"Niemand heeft het adres {email}.")
        return person

    def _one(self, file) -> dict:
        """Reads one document and makes its draft; a refusal is told, and the others go on."""
        report = {"file": str(file)}
        try:
            report |= self._import(file)
        except (DocumentRefused, ImportRefused, StepRefused) as refusal:
            report["refused"] = str(refusal)
            self._say(f"{file.name}: {refusal}", error=True)
        return report

    def _import(self, file) -> dict:
        data = _content(file)
        name = one_line(file.name)
        parsed = self._read(data, name)
        digest = digest_of(data)
        report = for_machines(parsed)
        self._say(f"{file.name}:")
        for line in for_people(parsed):
            self._say(line)
        if self.options["dry_run"]:
            return report
        with transaction.atomic():
            fiche = self._written(parsed, name, digest)
        self._say(f"  klad       {fiche.title} (nr. {fiche.pk}, /beheer/fiches/fiche/{fiche.pk}/change/)")
        return report | {"fiche": fiche.pk}

    def _written(self, parsed, name, digest):
        before = None if self.options["new"] else made_before(digest, name, parsed.title)
        said = {"name": name, "digest": digest, "at": timezone.now(), "by": self.by}
        if before is None:
            return make_draft(parsed, **said)
        if not self.options["update"]:
            raise ImportRefused(AGAIN.format(fiche=before.fiche))
        return update_draft(before.fiche, parsed, **said)

    def _read(self, data, name):
        """The document, with a bar for a long one."""
        bar = None

        def progress(page, of):
            nonlocal bar
            bar = bar or Progress(of, name, self.stderr, quiet=self.quiet)
            bar.step()

        try:
            return read(data, name, progress)
        finally:
            if bar:
                bar.end()

    def _say(self, line, *, error=False):
        if error:
            self.stderr.write(line)
        elif not self.options["json"] and not self.quiet:
            self.stdout.write(line)


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > LIMITS.bytes:
            raise DocumentRefused(TOO_LARGE)
        return file.read_bytes()
    except OSError as error:
        raise DocumentRefused(MISSING) from error
