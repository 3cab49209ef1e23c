"""Who contributes to study days."""

from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.fields import FreshName, LinkField
from portal.shared import Shared


class Person(Shared):
    """Somebody who speaks, guides or hosts. Public while a live session names them.

    The name belongs to the programme; biography and photo are shown only when the person agreed to it (`consent_on`).
    """

    name = models.CharField(_("naam"), max_length=120)
    slug = models.SlugField(
        _("adres"), max_length=140, unique=True, help_text=_("Het laatste stuk van het webadres: /sprekers/…/")
    )
    honorific = models.CharField(_("titel voor de naam"), max_length=40, blank=True, help_text=_("Zoals “prof. dr.”."))
    bio = models.TextField(_("biografie"), max_length=1500, blank=True)
    photo = models.ImageField(
        _("foto"),
        upload_to=FreshName("sprekers"),
        blank=True,
        max_length=200,
        validators=[FileExtensionValidator(["png", "jpg", "jpeg", "webp"])],
    )
    photo_width = models.PositiveIntegerField(null=True, editable=False)
    photo_height = models.PositiveIntegerField(null=True, editable=False)
    url = LinkField(_("website"), blank=True)
    consent_on = models.DateField(
        _("toestemming gegeven op"),
        null=True,
        blank=True,
        help_text=_("Zonder toestemming tonen we alleen de naam en de bijdragen, geen biografie, foto of website."),
    )

    class Meta:
        verbose_name = _("spreker")
        verbose_name_plural = _("sprekers")
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("events:speaker", args=[self.slug])

    def clean(self):
        if self.consent_on and self.consent_on > timezone.localdate():
            raise ValidationError({"consent_on": _("Deze dag moet nog komen. Wanneer gaf iemand toestemming?")})
