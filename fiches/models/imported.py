"""A document that was read: it waits for its editor, or stays as a note of where a fiche came from."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from fiches.models.fiche import Fiche

KEPT = timedelta(days=1)  # what nobody made a fiche of
WAITING = 5  # of one person


class ImportedQuerySet(models.QuerySet):
    def waiting(self):
        """What was read and is no fiche yet."""
        return self.filter(fiche=None)

    def made(self):
        """What became a fiche."""
        return self.exclude(fiche=None)


class ImportedDocument(models.Model):
    """What was found in one document. With a fiche: where that came from; without: somebody is still looking at it."""

    fiche = models.ForeignKey(Fiche, models.CASCADE, null=True, related_name="imports", verbose_name=_("fiche"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("door"))
    name = models.CharField(_("bestand"), max_length=200)
    digest = models.CharField(max_length=64, db_index=True)  # of what the file holds: the same file is known again
    parsed = models.JSONField()
    edit = models.PositiveIntegerField(default=0)  # that of the fiche right after: whoever saved later worked on it
    moment = models.DateTimeField(_("ingelezen op"))

    objects = ImportedQuerySet.as_manager()

    class Meta:
        verbose_name = _("ingelezen document")
        verbose_name_plural = _("ingelezen documenten")
        ordering = ["-moment", "-pk"]
        default_permissions = ()  # who may add a fiche may read one in

    def __str__(self):
        return self.name


class ImportedPicture(models.Model):
    """A picture of a document that was read, as we drew it anew; what it says stands with the document."""

    document = models.ForeignKey(ImportedDocument, models.CASCADE, related_name="pictures")
    number = models.PositiveSmallIntegerField()
    data = models.BinaryField()

    class Meta:
        verbose_name = _("beeld van een ingelezen document")
        verbose_name_plural = _("beelden van ingelezen documenten")
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="one_picture_per_number")]
        default_permissions = ()

    def __str__(self):
        return str(_("Beeld %(number)s") % {"number": self.number})


def forget_waiting(now: datetime) -> int:
    """Delete what was read more than a day ago and became nothing; returns how many. Asking twice changes nothing."""
    return forget(ImportedDocument.objects.waiting().filter(moment__lt=now - KEPT))


def make_room(user) -> None:
    """Before one more is kept for this person: only the newest few stay."""
    rows = ImportedDocument.objects.waiting().filter(by=user).values_list("pk", flat=True)
    forget(ImportedDocument.objects.waiting().filter(pk__in=list(rows[WAITING - 1 :])))


@transaction.atomic
def forget(waiting) -> int:
    """Delete these with their pictures, but none that becomes a fiche at this moment; returns how many."""
    rows = list(waiting.select_for_update().values_list("pk", flat=True))
    ImportedDocument.objects.filter(pk__in=rows).delete()
    return len(rows)
