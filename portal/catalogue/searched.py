"""What was asked of the search, as numbers: no address, no cookie, no user, and a text only when many days asked it."""

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _


class SearchedQuerySet(models.QuerySet):
    def told(self):
        """Questions that came on enough different days to be shown to editors."""
        return self.exclude(text="")

    def missed(self):
        """Questions that brought nothing since somebody last looked at them, and that are not ignored; `misses` is how often."""
        open_still = self.told().filter(ignored=False, without_result__gt=F("settled"))
        return open_still.annotate(misses=F("without_result") - F("settled"))


class Searched(models.Model):
    """A question and how often it came. Written by portal.catalogue.asked; nobody else does."""

    key = models.CharField(max_length=64, unique=True)  # keyed hash of the question: without our secret it says nothing
    text = models.CharField(_("gevraagd"), max_length=100, blank=True)  # "" until it came on three different days
    days = models.JSONField(default=list)  # the last different days, as text, at most three
    first_day = models.DateField(_("voor het eerst"))
    last_day = models.DateField(_("voor het laatst"), db_index=True)
    times = models.PositiveIntegerField(_("keer gevraagd"), default=0)
    without_result = models.PositiveIntegerField(_("zonder resultaat"), default=0)
    corrected = models.PositiveIntegerField(_("verbeterd"), default=0)
    corrected_to = models.CharField(_("verbeterd tot"), max_length=100, blank=True)
    settled = models.PositiveIntegerField(default=0, editable=False)  # how many times without result somebody did something about
    ignored = models.BooleanField(_("genegeerd"), default=False)

    objects = SearchedQuerySet.as_manager()

    class Meta:
        verbose_name = _("gezochte vraag")
        verbose_name_plural = _("gezocht")
        ordering = ["-times", "text", "pk"]

    def __str__(self):
        return self.text or "…"
