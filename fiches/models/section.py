"""The rubrieken of a fiche, in their fixed order."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.fields import RichTextField


class Rubriek(models.TextChoices):
    """The fixed order in which every fiche answers the same questions."""

    MEANING = "betekenis", _("Wat betekent dat?")
    RESEARCH = "onderzoek", _("Vanuit evidence-informed onderzoek")
    MORE = "informatie", _("Waar vind ik meer informatie?")
    EXAMPLES = "voorbeelden", _("Waar vind ik inspirerende GO! voorbeelden?")
    SUPPORT = "ondersteuning", _("Hoe kan ik worden ondersteund?")
    DEEPER = "verdieping", _("Waar vind ik verdiepend materiaal?")
    SOURCES = "bronnen", _("Bronnen")


ORDER = {rubriek.value: place for place, rubriek in enumerate(Rubriek)}


class Section(models.Model):
    """The text of one rubriek of a fiche."""

    READ_BY = "rubriek"  # readers see them in the order of this choice

    fiche = models.ForeignKey("fiches.Fiche", models.CASCADE, related_name="sections")
    rubriek = models.CharField(_("rubriek"), max_length=20, choices=Rubriek)
    heading = models.CharField(_("eigen kop"), max_length=160, blank=True, help_text=_("Alleen als de gewone kop niet past."))
    text = RichTextField(_("tekst"), blank=True)

    class Meta:
        verbose_name = _("rubriek")
        verbose_name_plural = _("rubrieken")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["fiche", "rubriek"],
                name="one_section_each",
                violation_error_message=_("Deze rubriek staat al in de fiche."),
            )
        ]

    def __str__(self):
        return self.heading or str(Rubriek(self.rubriek).label)
