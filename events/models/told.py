"""What the participants of a day were last told of its programme: what is different now, they do not know yet."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.study_day import StudyDay


class ToldProgramme(models.Model):
    """Made when the first person registers; rewritten when participants are told, or need not be."""

    day = models.OneToOneField(StudyDay, models.CASCADE, related_name="told_programme")
    said = models.JSONField()
    at = models.DateTimeField()
    off_at = models.DateTimeField(null=True)  # when everybody was told that the day does not go on; none once it is put back
    on_at = models.DateTimeField(null=True)  # when everybody was told, last, that it goes on after all

    class Meta:
        verbose_name = _("verteld programma")
        verbose_name_plural = _("vertelde programma's")
