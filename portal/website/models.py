"""Pages that editors write: about, contact, accessibility, privacy, the GO! account."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.translation import gettext_lazy as _

from portal.fields import RichTextField
from portal.publishing.models import Publication

RESERVED = {  # first words of addresses that the site has or will have
    "static", "media", "api", "oai", "feeds", "account", "mijn", "studiedagen", "sprekers",
    "inschrijving", "attest", "sitemap", "robots",
}  # fmt: skip


class Page(Publication):
    class Place(models.TextChoices):
        """The column of the footer in which a page stands."""

        NOWHERE = "", _("nergens")
        HELP = "help", _("Hulp")
        ABOUT = "about", _("Over deze site")

    lead = models.TextField(_("inleiding"), max_length=400, blank=True)
    body = RichTextField(_("tekst"), blank=True)
    place = models.CharField(_("in de voettekst onder"), max_length=10, choices=Place, blank=True, default=Place.NOWHERE)
    position = models.PositiveSmallIntegerField(_("volgorde"), default=0)

    class Meta(Publication.Meta):
        verbose_name = _("pagina")
        verbose_name_plural = _("pagina's")
        ordering = ["place", "position", "title"]

    def get_absolute_url(self):
        return reverse("website:page", args=[self.slug])

    def clean(self):
        try:
            taken = self.slug in RESERVED or resolve(f"/{self.slug}/").view_name != "website:page"
        except (Resolver404, NoReverseMatch):
            taken = False
        if taken:
            raise ValidationError({"slug": _("Dit adres heeft al een andere bestemming op de site.")})
