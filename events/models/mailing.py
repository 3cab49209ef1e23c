"""What an organiser wrote to people of a day: once, to how many, by whom. Who they were is in the letters."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.study_day import StudyDay


class Mailing(models.Model):
    """One message to a selection of people. Its letters are in the outbox, one for each person. Empty once they are forgotten."""

    day = models.ForeignKey(StudyDay, models.CASCADE, related_name="+", verbose_name=_("studiedag"))
    subject = models.CharField(_("onderwerp"), max_length=150)
    text = models.TextField(_("tekst"))
    people = models.PositiveIntegerField(_("mensen"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("door"))
    attempt = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField(_("gemaakt op"))

    class Meta:
        verbose_name = _("bericht aan deelnemers")
        verbose_name_plural = _("berichten aan deelnemers")
        ordering = ["-created", "-pk"]

    def __str__(self):
        return self.subject
