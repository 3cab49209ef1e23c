"""The outbox: every letter that we owe, written in the transaction of what it tells and sent by the worker."""

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.letters.wording import KINDS, Kind, one_line, worded
from portal.text import cut

LEASE = timedelta(minutes=15)  # how long a letter is in the hands of who sends it; after that somebody else may try


@dataclass(frozen=True)
class Enclosed:
    """Something that goes with a letter. One that is `shown` stands in its text, as <img src="cid:NAME">."""

    name: str
    type: str
    data: bytes
    shown: bool = False


class LetterQuerySet(models.QuerySet):
    def due(self, now):
        """What must be sent now, and is in nobody's hands."""
        return self.filter(state=Letter.State.OWED, next_try__lte=now)

    def old(self, now):
        """What was done with longer ago than letters are kept."""
        before = now - timedelta(days=settings.LETTER_DAYS)
        return self.exclude(state=Letter.State.OWED).filter(created__lt=before)

    def claim(self, pk: int, now: datetime) -> "Letter | None":
        """Take one letter in hand, alone; None when somebody else has it, or it needs no sending any more."""
        if not self.due(now).filter(pk=pk).update(next_try=now + LEASE, attempts=F("attempts") + 1):
            return None
        return self.prefetch_related("enclosures").get(pk=pk)

    def owe(
        self,
        kind: Kind,
        about: models.Model,
        to: tuple[str, str],
        *,
        once: str,
        context: dict,
        at: datetime,
        enclosed: Iterable[Enclosed] = (),
    ) -> "Letter":
        """A letter of this kind, about this thing, to this (name, address). `once` is what makes it this letter and no other:
        owing it again changes nothing. Call it in the transaction of what it tells."""
        name, address = one_line(to[0]), to[1].strip()
        key = key_of(kind, about, address, once)
        if known := self.filter(key=key).first():
            return known
        said = worded(kind, {"to": name, **context})
        letter = Letter(
            key=key,
            kind=kind.name,
            content_type=ContentType.objects.get_for_model(about),
            object_id=about.pk,
            to=address,
            name=cut(name, 120),
            subject=said.subject,
            text=said.text,
            html=said.html,
            message_id=f"<{uuid.uuid4().hex}@{urlsplit(settings.SITE_URL).hostname}>",
            next_try=at,
            created=at,
        )
        try:
            with transaction.atomic():
                letter.save(force_insert=True)
                letter.enclose(enclosed)
        except IntegrityError:  # two at the same moment: the first one stands
            return self.get(key=key)
        return letter


def key_of(kind: Kind, about: models.Model, address: str, once: str) -> str:
    """What no two letters share. Nobody can read an address from it."""
    parts = (kind.name, about._meta.label_lower, str(about.pk), address.lower(), once)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


class Letter(models.Model):
    """One mail to one person. Written once; only its state changes."""

    class State(models.TextChoices):
        OWED = "owed", _("te verzenden")
        SENT = "sent", _("verzonden")
        FAILED = "failed", _("niet verzonden")

    key = models.CharField(max_length=64, unique=True)
    kind = models.CharField(_("soort"), max_length=40)
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    to = models.EmailField(_("aan"))
    name = models.CharField(_("naam"), max_length=120, blank=True)
    subject = models.CharField(_("onderwerp"), max_length=200)
    text = models.TextField()
    html = models.TextField()
    message_id = models.CharField(max_length=255)
    state = models.CharField(_("stand"), max_length=6, choices=State, default=State.OWED)
    attempts = models.PositiveSmallIntegerField(_("pogingen"), default=0)
    next_try = models.DateTimeField(_("volgende poging"))
    error = models.CharField(_("laatste fout"), max_length=300, blank=True)
    created = models.DateTimeField(_("gemaakt op"))
    sent = models.DateTimeField(_("verzonden op"), null=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("brief")
        verbose_name_plural = _("brieven")
        ordering = ["-created", "-pk"]
        indexes = [
            models.Index(fields=["next_try"], name="letters_owed", condition=Q(state="owed")),
            models.Index(fields=["created", "id"], name="letters_by_age"),
        ]

    def __str__(self):
        return f"{self.what()} ({self.pk})"

    def enclose(self, enclosed: Iterable[Enclosed]) -> None:
        Enclosure.objects.bulk_create(
            Enclosure(letter=self, name=one_line(one.name), type=one_line(one.type), data=one.data, shown=one.shown)
            for one in enclosed
        )

    def log_name(self) -> str:
        """What the log calls it: nobody by name."""
        return str(self)

    def what(self) -> str:
        """The kind of letter, in words."""
        return str(KINDS[self.kind].label) if self.kind in KINDS else self.kind


class Enclosure(models.Model):
    """What goes with a letter: a calendar, a picture."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="enclosures")
    name = models.CharField(max_length=120)
    type = models.CharField(max_length=120)
    data = models.BinaryField()
    shown = models.BooleanField(default=False)
