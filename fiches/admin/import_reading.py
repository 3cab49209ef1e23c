"""Reading an uploaded document: one at a time in this process, and told page by page to a browser that can follow."""

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue
from threading import BoundedSemaphore

from django.db import connections, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fiches.importing.draft import digest_of
from fiches.importing.pictures import carry
from fiches.importing.reading import understood
from fiches.models import ImportedDocument, ImportedPicture
from fiches.models.imported import make_room
from portal.documents import reading
from portal.documents.letters import one_line
from portal.documents.refusals import DocumentRefused
from portal.text import without_nul

ONE_AT_A_TIME = BoundedSemaphore(1)  # in this process: each may cost a gigabyte
PATIENCE = 8.0  # seconds that the next one waits for its turn
SECONDS = 19.0  # for a document with its pictures
PICTURES = 9.0  # for these alone
LINES = "application/x-ndjson"  # an answer in lines of JSON: {"page", "of"} while it reads, then {"go"} or {"refused"}


@dataclass
class Upload:
    """What somebody chose to read in."""

    user: object
    name: str
    data: bytes

    @classmethod
    def of(cls, user, file) -> "Upload":
        return cls(user, one_line(file.name)[:200], file.read())

    def waiting(self) -> ImportedDocument | None:
        """The same file, read before by the same person and not finished."""
        return ImportedDocument.objects.waiting().filter(by=self.user, digest=digest_of(self.data)).first()

    @transaction.atomic
    def keep(self, opened) -> ImportedDocument:
        """What was understood of it, for its editor."""
        parsed, pictures = opened
        make_room(self.user)
        kept = ImportedDocument.objects.create(
            by=self.user,
            name=self.name,
            digest=digest_of(self.data),
            parsed=without_nul(parsed.to_json()),
            moment=timezone.now(),
        )
        rows = [ImportedPicture(document=kept, number=number, data=one.data) for number, one in enumerate(pictures, 1)]
        ImportedPicture.objects.bulk_create(rows)
        return kept

    def open(self, progress=None):
        """What was understood of it and its pictures, when it is its turn."""
        if not ONE_AT_A_TIME.acquire(timeout=PATIENCE):
            raise DocumentRefused(_("Er wordt net een ander document gelezen. Probeer het over een halve minuut opnieuw."))
        try:
            until = time.monotonic() + SECONDS
            document = reading.read(self.data, self.name, progress=progress)
            parsed = understood(document, self.name)
            left = until - time.monotonic()
            return parsed, carry(parsed, document, self.data, seconds=min(left, PICTURES))
        finally:
            ONE_AT_A_TIME.release()

    def _open_beside(self, progress):
        """The same in a thread of its own, which has a connection of its own to the database."""
        try:
            return self.open(progress)
        finally:
            connections.close_all()

    def told(self) -> Iterator[str]:
        """Reads and keeps it, and says how far it is."""
        said: SimpleQueue = SimpleQueue()
        yield line(page=0, of=0)
        with ThreadPoolExecutor(max_workers=1) as beside:
            opening = beside.submit(self._open_beside, lambda page, of: said.put(line(page=page, of=of)))
            opening.add_done_callback(lambda _: said.put(""))
            while step := said.get():
                yield step
        try:
            kept = self.keep(opening.result())
        except DocumentRefused as refusal:
            yield line(refused=str(refusal))
        else:
            yield line(go=review_url(kept))


def line(**said) -> str:
    return json.dumps(said) + "\n"


def review_url(kept: ImportedDocument) -> str:
    return reverse("admin:fiches_fiche_import_review", args=[kept.pk])
