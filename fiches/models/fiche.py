"""A fiche: one theme, in fixed rubrieken, with its materials, its sources and sometimes a rating."""

from django.core.validators import FileExtensionValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from fiches.citations import marks, order
from fiches.models.resource import Licence, Resource
from fiches.models.section import ORDER, Rubriek, Section
from fiches.models.source import Source
from portal.fields import FreshName, LinesField, LinkField
from portal.publishing.models import Publication
from portal.taxonomy.models import Audience, Level, Tagged, TagManager, Theme
from portal.text import plain, reading_minutes


class Fiche(Publication):
    LIVE = Publication.MACHINERY | {"imports"}
    PARTS = ("sections", "resources", "citations", "ratings")

    standfirst = models.TextField(
        _("inleiding"), max_length=400, blank=True, help_text=_("Eén of twee zinnen die zeggen waarom je dit leest.")
    )
    points = LinesField(_("in het kort"), help_text=_("Drie of vier zinnen, elk op een eigen regel."))
    questions = LinesField(
        _("gespreksvragen"),
        help_text=_("Voor een team dat de fiche samen leest, elk op een eigen regel. Ze komen ook in de pdf en de dia's."),
    )
    themes = models.ManyToManyField(
        Theme, blank=True, verbose_name=_("thema's"), help_text=_("Het eerste thema in de boom bepaalt de kleur.")
    )
    levels = models.ManyToManyField(Level, blank=True, verbose_name=_("onderwijsniveaus"))
    audiences = models.ManyToManyField(Audience, blank=True, verbose_name=_("doelgroepen"))
    tags = TaggableManager(
        _("trefwoorden"), through=Tagged, manager=TagManager, blank=True, help_text=_("Gescheiden door komma's.")
    )
    image = models.ImageField(
        _("beeld"),
        upload_to=FreshName("fiches"),
        blank=True,
        max_length=200,
        validators=[FileExtensionValidator(["png", "jpg", "jpeg", "webp"])],
    )
    image_width = models.PositiveIntegerField(null=True, editable=False)
    image_height = models.PositiveIntegerField(null=True, editable=False)
    image_alt = models.CharField(
        _("beschrijving van het beeld"),
        max_length=250,
        blank=True,
        help_text=_("Wat ziet iemand die het beeld niet kan zien?"),
    )
    image_decorative = models.BooleanField(
        _("het beeld is louter versiering"), default=False, help_text=_("Dan heeft het geen beschrijving nodig.")
    )
    authors = models.CharField(
        _("auteurs"), max_length=200, default="PBD-GO!", help_text=_("Zoals ze in een bronverwijzing staan.")
    )
    licence = models.CharField(
        _("licentie"), max_length=20, choices=Licence, blank=True, help_text=_("Leeg: de licentie van de site.")
    )
    reviewed_at = models.DateField(_("herzien op"), null=True, blank=True)
    not_citations = LinesField(
        _("geen verwijzing"),
        help_text=_("Wat op een verwijzing naar een bron lijkt en er geen is, elk op een eigen regel: “(Lyceum, 2019)”."),
    )

    class Meta(Publication.Meta):
        verbose_name = _("fiche")
        verbose_name_plural = _("fiches")
        ordering = ["title"]

    def get_absolute_url(self):
        return reverse("fiches:detail", args=[self.slug])

    def derive(self, values):
        """Year letters, in-text citations linked to the list, and reading time: they follow from the frozen text."""
        named = self._named_sources(values)
        survivors = {pk: source.merged_into or source for pk, source in named.items()}
        sources = {source.pk: source for source in survivors.values()}
        letters = order.letters({pk: source.csl for pk, source in sources.items()})
        cited = [
            marks.Cited(id=pk, intext=tuple(filter(None, (source.intext_nl, source.intext_en))), letter=letters.get(pk, ""))
            for pk, source in sources.items()
        ]
        html, backlinks, loose, first = {}, {}, {}, 1
        for row in sorted(values["sections"], key=lambda row: ORDER.get(row["rubriek"], 99)):
            resolved = marks.resolve(row["text"], cited, first=first)
            if lost := [label for label in resolved.loose if label not in values["not_citations"]]:
                loose[str(row["id"])] = lost
            if resolved.anchors:
                html[str(row["id"])] = resolved.html
                for pk, anchors in resolved.anchors.items():
                    backlinks.setdefault(str(pk), []).extend(anchors)
                    first += len(anchors)
        in_order = sorted(sources, key=lambda pk: (order.sort_key(sources[pk].csl), letters.get(pk, "")))
        words = " ".join([values["standfirst"], *values["points"], *(plain(row["text"]) for row in values["sections"])])
        return {
            "letters": {str(pk): letter for pk, letter in letters.items()},
            "sources": in_order,
            "html": html,
            "backlinks": backlinks,
            "cited": [pk for pk, source in survivors.items() if str(source.pk) in backlinks],
            "loose": loose,
            "minutes": reading_minutes(words),
        }

    def _named_sources(self, values) -> dict[int, Source]:
        if "citations" in self.in_hand:
            return {row.source_id: row.source for row in self.in_hand["citations"] if row.source_id}
        return Source.objects.select_related("merged_into").in_bulk([row["source_id"] for row in values["citations"]])


class FicheResource(models.Model):
    """A resource in a fiche: under which rubriek, in which order, and why it is there."""

    fiche = models.ForeignKey(Fiche, models.CASCADE, related_name="resources")
    resource = models.ForeignKey(Resource, models.PROTECT, related_name="uses", verbose_name=_("materiaal"))
    rubriek = models.CharField(_("onder"), max_length=20, choices=Rubriek, default=Rubriek.DEEPER)
    note = models.CharField(_("waarom staat dit hier?"), max_length=250, blank=True)
    position = models.PositiveSmallIntegerField(_("volgorde"), default=0)

    class Meta:
        verbose_name = _("materiaal in de fiche")
        verbose_name_plural = _("materialen in de fiche")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["fiche", "resource"],
                name="one_use_each",
                violation_error_message=_("Dit materiaal staat al in de fiche."),
            )
        ]

    def __str__(self):
        return str(self.resource)


class Citation(models.Model):
    """A source in the list of a fiche. The list itself is always sorted as APA asks."""

    fiche = models.ForeignKey(Fiche, models.CASCADE, related_name="citations")
    source = models.ForeignKey(Source, models.PROTECT, related_name="citations", verbose_name=_("bron"))
    position = models.PositiveSmallIntegerField(_("volgorde"), default=0)

    class Meta:
        verbose_name = _("bron in de fiche")
        verbose_name_plural = _("bronnen in de fiche")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["fiche", "source"], name="one_citation_each", violation_error_message=_("Deze bron staat al in de lijst.")
            )
        ]

    def __str__(self):
        return str(self.source)


class EvidenceRating(models.Model):
    """What a rating source says of an intervention, on one day. A newer rating is a new row; none is overwritten."""

    fiche = models.ForeignKey(Fiche, models.CASCADE, related_name="ratings")
    strength = models.PositiveSmallIntegerField(_("bewijskracht (0-5)"), validators=[MaxValueValidator(5)])
    cost = models.PositiveSmallIntegerField(_("kosten (1-5)"), validators=[MinValueValidator(1), MaxValueValidator(5)])
    impact = models.SmallIntegerField(
        _("impact in maanden"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-12), MaxValueValidator(12)],
        help_text=_("Van −12 tot +12; leeg als dit niet te bepalen is."),
    )
    source = models.CharField(_("bron van de score"), max_length=160)
    url = LinkField(_("link naar de bron"), blank=True)
    seen = models.DateField(_("bekeken op"))
    note = models.CharField(_("toelichting"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["-seen", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(strength__range=(0, 5)), name="strength_0_to_5"),
            models.CheckConstraint(condition=models.Q(cost__range=(1, 5)), name="cost_1_to_5"),
            models.CheckConstraint(
                condition=models.Q(impact__isnull=True) | models.Q(impact__range=(-12, 12)), name="impact_in_months"
            ),
        ]

    def __str__(self):
        return f"{self.source}, {self.seen}"


__all__ = ["Citation", "EvidenceRating", "Fiche", "FicheResource", "Section"]
