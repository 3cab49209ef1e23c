"""How things are sorted: themes (a tree), audiences, levels, organisations and free tags."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from taggit.managers import _TaggableManager
from taggit.models import GenericTaggedItemBase, TagBase

from portal.fields import FreshName, LinkField
from portal.shared import Shared
from portal.text import fold

LEVEL_ADDRESS = "https://w3id.org/onderwijs-vlaanderen/id/structuur/"


class Look(models.TextChoices):
    """The colour and the glyph of a first-level theme in the design; the themes below it inherit them."""

    BELEID = "beleid", _("kompas, blauwgroen")
    PLG = "plg", _("kring, groen")
    LEIDERSCHAP = "leiderschap", _("drie cirkels, paars")
    HOUDING = "houding", _("vergrootglas, blauw")
    PRAKTIJKEN = "praktijken", _("twee cirkels, oker")


class Theme(Shared):
    """A theme teachers look under. The first level are the parts of the Poolster framework; below it, teachers' words."""

    name = models.CharField(_("naam"), max_length=80, unique=True)
    slug = models.SlugField(_("adres"), max_length=90, unique=True, help_text=_("Het laatste stuk van het webadres: /themas/…/"))
    description = models.TextField(
        _("omschrijving"), max_length=300, blank=True, help_text=_("Eén zin: waarover gaat dit thema?")
    )
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("onder"))
    look = models.CharField(
        _("kleur en teken"), max_length=20, choices=Look, blank=True, help_text=_("Alleen voor thema's op het eerste niveau.")
    )
    position = models.PositiveSmallIntegerField(_("volgorde"), default=0)

    class Meta:
        verbose_name = _("thema")
        verbose_name_plural = _("thema's")
        ordering = ["position", "name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("fiches:theme", args=[self.slug])

    def clean(self):
        above, seen = self.parent, set()
        while above is not None and above.pk not in seen:
            if above.pk == self.pk:
                raise ValidationError({"parent": _("Een thema kan niet onder zichzelf staan.")})
            seen.add(above.pk)
            above = above.parent


class Level(Shared):
    """A level of Flemish education; its key completes the public address of the level in the national vocabulary."""

    key = models.SlugField(_("sleutel"), max_length=60, unique=True)
    name = models.CharField(_("naam"), max_length=80)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("onder"))
    position = models.PositiveSmallIntegerField(_("volgorde"), default=0)

    class Meta:
        verbose_name = _("onderwijsniveau")
        verbose_name_plural = _("onderwijsniveaus")
        ordering = ["position"]

    def __str__(self):
        return self.name

    @property
    def address(self) -> str:
        """The linked-data address of this level."""
        return LEVEL_ADDRESS + self.key


class Audience(Shared):
    """For whom something is written."""

    name = models.CharField(_("naam"), max_length=80, unique=True)
    slug = models.SlugField(_("sleutel"), max_length=90, unique=True)
    position = models.PositiveSmallIntegerField(_("volgorde"), default=0)

    class Meta:
        verbose_name = _("doelgroep")
        verbose_name_plural = _("doelgroepen")
        ordering = ["position", "name"]

    def __str__(self):
        return self.name


class Organisation(Shared):
    """A school, university, network or service that offers, writes or organises something."""

    class Kind(models.TextChoices):
        NET = "net", _("onderwijsnet")
        KOEPEL = "koepel", _("koepel")
        GUIDANCE = "begeleidingsdienst", _("begeleidingsdienst")
        CLB = "clb_netwerk", _("CLB-netwerk")
        UNIVERSITY = "universiteit", _("universiteit")
        COLLEGE = "hogeschool", _("hogeschool")
        CENTRE = "kenniscentrum", _("kenniscentrum")
        PROJECT = "onderzoeksproject", _("onderzoeksproject")
        GOVERNMENT = "overheid", _("overheid")
        SCHOOL = "school", _("school")

    name = models.CharField(_("naam"), max_length=160, unique=True)
    kind = models.CharField(_("soort"), max_length=20, choices=Kind, blank=True)
    url = LinkField(_("website"), blank=True)
    logo = models.ImageField(_("logo"), upload_to=FreshName("organisaties"), blank=True)

    class Meta:
        verbose_name = _("organisatie")
        verbose_name_plural = _("organisaties")
        ordering = ["name"]

    def __str__(self):
        return self.name


def tag_key(name: str) -> str:
    """The letters by which a tag is known, whatever its case and accents; folding can make a word longer."""
    return fold(name)[:120].strip()


class Tag(Shared, TagBase):
    """A free word. Two spellings that differ only in case or accents are one tag (`key`)."""

    key = models.CharField(max_length=120, unique=True, editable=False)

    class Meta:
        verbose_name = _("trefwoord")
        verbose_name_plural = _("trefwoorden")
        ordering = ["name"]

    def save(self, *args, **kwargs):
        self.name = " ".join((self.name or "").split())
        self.key = tag_key(self.name)
        self.slug = self.slug or self._free_slug()
        super().save(*args, **kwargs)

    def _free_slug(self) -> str:
        """An address for this word, with a number when another has it: "C" and "C++" are two words."""
        base, number = slugify(self.name)[:90] or "woord", 1
        slug = base
        while Tag.objects.filter(slug=slug).exclude(pk=self.pk).exists():
            number += 1
            slug = f"{base}-{number}"
        return slug

    def clean(self):
        if Tag.objects.filter(key=tag_key(self.name)).exclude(pk=self.pk).exists():
            raise ValidationError({"name": _("Dit trefwoord bestaat al, misschien met andere hoofdletters of accenten.")})


class Tagged(GenericTaggedItemBase):
    """Which thing carries which tag."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="tagged")

    class Meta:
        verbose_name = _("trefwoord bij")
        constraints = [models.UniqueConstraint(fields=["content_type", "object_id", "tag"], name="one_tag_once")]


class TagManager(_TaggableManager):
    """Tags typed as words find the tag that exists under any spelling (`Tag.key`) and follow aliases."""

    def _to_tag_model_instances(self, tags, tag_kwargs):
        typed = (" ".join(tag.split())[:100].strip() for tag in tags if isinstance(tag, str))
        words = {tag_key(word): word for word in typed if tag_key(word)}
        chosen = {tag for tag in tags if not isinstance(tag, str)}
        known = {tag.key: tag for tag in Tag.objects.filter(key__in=words).select_related("merged_into")}
        for key, word in words.items():
            tag = known.get(key) or Tag.objects.create(name=word)
            chosen.add(tag.merged_into or tag)
        return chosen
