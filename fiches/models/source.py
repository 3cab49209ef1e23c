"""What fiches cite. CSL-JSON is the data; the list form and the in-text forms are rendered when it is saved."""

import json

from django.db import models
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from fiches.citations import styles
from fiches.citations.kinds import KINDS
from fiches.citations.order import year_of
from portal.shared import Shared
from portal.text import fold, plain

TYPES = {kind.csl: kind.label for key, kind in KINDS.items() if key == kind.csl}  # what readers see above a source
FORMS = ("apa_nl", "apa_en", "intext_nl", "narrative_nl", "intext_en", "narrative_en")


def duplicate_key(csl: dict) -> str:
    """Two sources with the same key are the same work: the DOI, else title, first author and year."""
    if doi := str(csl.get("DOI") or "").strip():
        return "doi:" + fold(doi)[:200]
    people = csl.get("author") or [{}]
    first = people[0] if isinstance(people, list) and isinstance(people[0], dict) else {}
    return "|".join(
        [fold(str(csl.get("title", "")))[:120], fold(str(first.get("family") or first.get("literal") or ""))[:60], year_of(csl)]
    )


class Source(Shared):
    """One work. `csl` is the truth; `apa_nl` and the other forms follow from it and carry no year letter."""

    csl = models.JSONField(_("gegevens (CSL-JSON)"), default=dict)
    title = models.CharField(_("titel"), max_length=500, editable=False)
    slug = models.SlugField(_("adres"), max_length=120, unique=True)
    key = models.CharField(max_length=220, unique=True, editable=False, error_messages={"unique": _("Deze bron bestaat al.")})
    apa_nl = models.TextField(_("APA"), editable=False, blank=True)
    apa_en = models.TextField(editable=False, blank=True)
    intext_nl = models.TextField(_("verwijzing in de tekst"), editable=False, blank=True)
    narrative_nl = models.TextField(editable=False, blank=True)
    intext_en = models.TextField(editable=False, blank=True)
    narrative_en = models.TextField(editable=False, blank=True)

    rendered_of = None  # the data, as JSON, that the forms of this instance were made from

    class Meta:
        verbose_name = _("bron")
        verbose_name_plural = _("bronnen")
        ordering = ["key"]

    def __str__(self):
        return plain(self.apa_nl) or self.title

    def get_absolute_url(self):
        return reverse("fiches:source", args=[self.slug])

    @property
    def year(self) -> str:
        return year_of(self.csl)

    def take_forms(self, rendered: styles.Rendered):
        """Take over the forms that follow from `csl`."""
        for form in FORMS:
            setattr(self, form, getattr(rendered, form))
        self.rendered_of = json.dumps(self.csl)
        self.title = plain(str(self.csl.get("title", "")))[:500]
        self.key = duplicate_key(self.csl)
        self.slug = self.slug or free_slug(self)

    def save(self, *args, **kwargs):
        if kwargs.get("update_fields") is None and self.rendered_of != json.dumps(self.csl):
            render_together([self])
        super().save(*args, **kwargs)


def render_together(sources: list[Source]) -> None:
    """Write the forms that follow from `csl`, for all with the same pandoc calls (they are saved by the caller).

    Raises citations.fields.CitationRefused when one cannot be rendered; its `index` says which.
    """
    for source, rendered in zip(sources, styles.render([source.csl for source in sources]), strict=True):
        source.take_forms(rendered)


def free_slug(source: Source) -> str:
    """An address made of the in-text form: wubbels-van-tartwijk-2017, with a number when that is taken."""
    base = slugify(source.intext_nl)[:100] or "bron"
    slug, number = base, 1
    while Source.objects.filter(slug=slug).exclude(pk=source.pk).exists():
        number += 1
        slug = f"{base}-{number}"
    return slug
