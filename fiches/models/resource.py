"""Materials that fiches name: shared, small, without a workflow."""

import re
from functools import cache

from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db import models
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.fields import FreshName, LinkField
from portal.shared import Shared
from portal.taxonomy.models import Level, Organisation

YOUTUBE = re.compile(
    r"^https?://(?:www\.|m\.)?(?:youtube\.com/(?:watch\?(?:[^#]*&)?v=|embed/|shorts/)|youtu\.be/)([\w-]{11})(?![\w-])"
)
UPLOADS = ["pdf", "docx", "odt", "pptx", "odp", "xlsx", "ods", "png", "jpg", "jpeg", "webp", "mp3", "mp4", "zip"]


class ResourceKind(models.TextChoices):
    VIDEO = "video", _("Video")
    GUIDE = "leidraad", _("Leidraad")
    TOOLKIT = "toolkit", _("Toolkit")
    CALL = "oproep", _("Oproep")
    EXAMPLE = "praktijkvoorbeeld", _("Praktijkvoorbeeld")
    TRAINING = "opleiding", _("Opleiding en vorming")
    GUIDANCE = "begeleidingsaanbod", _("Begeleidingsaanbod")
    DOCUMENT = "document", _("Document")
    WEBPAGE = "webpagina", _("Webpagina")
    TOOL = "tool", _("Tool")


ICONS = {  # the symbol of the design for each kind
    "video": "speel",
    "leidraad": "boek",
    "toolkit": "tool",
    "oproep": "groep",
    "praktijkvoorbeeld": "boek",
    "opleiding": "opl",
    "begeleidingsaanbod": "groep",
    "document": "pdf",
    "webpagina": "link",
    "tool": "tool",
}


class Access(models.TextChoices):
    PUBLIC = "public", _("Publiek")
    GO = "go", _("GO!-account nodig")
    LOGIN = "login", _("Eigen account nodig")
    DAY = "day", _("Voor deelnemers van een studiedag")


class Licence(models.TextChoices):
    BY = "cc-by", _("CC BY 4.0")
    BY_SA = "cc-by-sa", _("CC BY-SA 4.0")
    BY_NC = "cc-by-nc", _("CC BY-NC 4.0")
    BY_NC_SA = "cc-by-nc-sa", _("CC BY-NC-SA 4.0")
    CC0 = "cc0", _("CC0")
    RESERVED = "alle-rechten", _("Alle rechten voorbehouden")


LICENCE_URLS = {
    "cc-by": "https://creativecommons.org/licenses/by/4.0/deed.nl",
    "cc-by-sa": "https://creativecommons.org/licenses/by-sa/4.0/deed.nl",
    "cc-by-nc": "https://creativecommons.org/licenses/by-nc/4.0/deed.nl",
    "cc-by-nc-sa": "https://creativecommons.org/licenses/by-nc-sa/4.0/deed.nl",
    "cc0": "https://creativecommons.org/publicdomain/zero/1.0/deed.nl",
}


@cache
def licences() -> dict[str, dict]:
    """{key: {name, url}} of all licences."""
    return {licence.value: {"name": str(licence.label), "url": LICENCE_URLS.get(licence.value, "")} for licence in Licence}


def licence_of(key: str) -> dict | None:
    """{name, url} of a licence, or None when none was chosen."""
    return licences().get(key)


class Resource(Shared):
    """Something to watch, read, use or follow. It is public while a live fiche names it."""

    title = models.CharField(_("titel"), max_length=200)
    slug = models.SlugField(_("adres"), max_length=210, unique=True)
    kind = models.CharField(_("soort"), max_length=20, choices=ResourceKind)
    description = models.TextField(
        _("omschrijving"), max_length=600, blank=True, help_text=_("Eén of twee zinnen: wat vind je hier?")
    )
    url = LinkField(_("link"), blank=True)
    file = models.FileField(
        _("bestand"), upload_to=FreshName("materialen"), blank=True, max_length=200, validators=[FileExtensionValidator(UPLOADS)]
    )
    how = models.TextField(
        _("hoe kom je eraan?"),
        max_length=400,
        blank=True,
        help_text=_("Zonder link of bestand: zeg hoe iemand dit krijgt of volgt."),
    )
    provider = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="resources", verbose_name=_("aanbieder")
    )
    series = models.CharField(_("reeks"), max_length=160, blank=True)
    position = models.PositiveSmallIntegerField(_("nummer in de reeks"), null=True, blank=True)
    access = models.CharField(_("toegang"), max_length=10, choices=Access, default=Access.PUBLIC)
    path = models.CharField(
        _("waar te vinden"),
        max_length=200,
        blank=True,
        help_text=_("De weg na het aanmelden, zoals “GO! PEN > kwaliteit voor iedereen”."),
    )
    levels = models.ManyToManyField(Level, blank=True, verbose_name=_("onderwijsniveaus"))
    minutes = models.PositiveSmallIntegerField(_("duur in minuten"), null=True, blank=True)
    language = models.CharField(
        _("taal"),
        max_length=2,
        default="nl",
        choices=[("nl", _("Nederlands")), ("en", _("Engels")), ("fr", _("Frans")), ("de", _("Duits"))],
    )
    licence = models.CharField(_("licentie"), max_length=20, choices=Licence, blank=True)

    class Meta:
        verbose_name = _("materiaal")
        verbose_name_plural = _("materialen")
        ordering = ["title"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("fiches:resource", args=[self.slug])

    def clean(self):
        if self.url and self.file:
            raise ValidationError(_("Kies een link of een bestand, niet allebei."))
        if self.file and self.access != Access.PUBLIC:
            raise ValidationError({"access": _("Een bestand op deze site is voor iedereen. Geef anders een link.")})
        if not (self.url or self.file or self.how.strip()):
            raise ValidationError({"how": _("Geef een link, een bestand, of zeg hoe iemand eraan komt.")})

    def href(self) -> str:
        """Where the material itself is; empty when there is only a way to get it."""
        return self.file.url if self.file else self.url

    def video_id(self) -> str:
        """The YouTube number of a video, for the player that loads after a click."""
        match = YOUTUBE.match(self.url) if self.kind == ResourceKind.VIDEO else None
        return match[1] if match else ""

    def file_size(self) -> str:
        """The size of the uploaded file in words; empty without one, or when it is gone from the disk."""
        try:
            return filesizeformat(self.file.size).replace("\xa0", " ") if self.file else ""
        except OSError:
            return ""
