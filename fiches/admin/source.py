"""Sources on the desk: plain fields in, CSL-JSON kept, APA shown."""

import json

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fiches.admin.on_site import OnSite
from fiches.admin.source_merge import SourceValues
from fiches.citations import styles
from fiches.citations.fields import CitationRefused
from fiches.models import Source
from fiches.models.source import TYPES, duplicate_key
from fiches.tables.sources import SourceTable
from fiches.typed_sources import bare_doi, csl_of, people_to_lines, typed_of
from portal.fields import LinesFormField
from portal.publishing.forms import DeskForm
from portal.publishing.shared_admin import SharedAdmin
from portal.publishing.tidy.alike import signature
from portal.publishing.tidy.import_admin import Imports


class SourceForm(DeskForm):
    """The fields that editors know; what they do not touch in the CSL data stays as it is."""

    type = forms.ChoiceField(label=gettext_lazy("Soort"), choices=[*TYPES.items()], initial="book")
    authors = LinesFormField(
        label=gettext_lazy("Auteurs"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Eén per regel: “Wubbels, T.” Een organisatie zonder komma: “OECD”."),
    )
    year = forms.CharField(
        label=gettext_lazy("Jaar"),
        required=False,
        max_length=4,
        help_text=gettext_lazy("Leeg als er geen jaar bekend is (z.d.)."),
    )
    title = forms.CharField(label=gettext_lazy("Titel"), max_length=500, widget=forms.TextInput(attrs={"class": "vTextField"}))
    container = forms.CharField(label=gettext_lazy("In (tijdschrift, boek of website)"), required=False, max_length=300)
    editors = LinesFormField(
        label=gettext_lazy("Redacteurs van het boek"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    publisher = forms.CharField(label=gettext_lazy("Uitgever of instelling"), required=False, max_length=300)
    edition = forms.CharField(label=gettext_lazy("Druk"), required=False, max_length=20)
    volume = forms.CharField(label=gettext_lazy("Jaargang"), required=False, max_length=20)
    issue = forms.CharField(label=gettext_lazy("Nummer"), required=False, max_length=20)
    pages = forms.CharField(label=gettext_lazy("Pagina's"), required=False, max_length=40)
    genre = forms.CharField(
        label=gettext_lazy("Omschrijving tussen haken"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("Zoals “Video” of “Masterproef”."),
    )
    doi = forms.CharField(label=gettext_lazy("DOI"), required=False, max_length=200)
    link = forms.URLField(label=gettext_lazy("Link"), required=False, max_length=600, assume_scheme="https")

    class Meta:
        model = Source
        fields = ("slug",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        csl = self.instance.csl or {}
        if csl.get("type") and csl["type"] not in TYPES:  # what came from elsewhere keeps its type
            self.fields["type"].choices = [*TYPES.items(), (csl["type"], csl["type"])]
        self.fields["slug"].required = False
        self.fields["slug"].help_text = _("Leeg laten: het adres volgt uit auteur en jaar.")
        self.initial = typed_of(csl) | self.initial  # a new one can begin with what its address says

    def clean_doi(self):
        doi = bare_doi(self.cleaned_data["doi"])
        if doi and not doi.startswith("10."):
            raise ValidationError(_("Een DOI begint met 10., zoals 10.1000/xyz123."))
        return doi

    def clean_year(self):
        year = self.cleaned_data["year"].strip()
        if year and not (year.isascii() and year.isdigit() and len(year) == 4):
            raise ValidationError(_("Een jaar bestaat uit vier cijfers, zoals 2017."))
        return year

    def csl(self) -> dict:
        """The CSL data of what was typed."""
        return csl_of(self.cleaned_data, self.instance.csl)

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        csl = self.csl()
        changed = csl != self.instance.csl
        try:
            rendered = styles.render([csl])[0] if changed else None
        except CitationRefused as refusal:
            raise ValidationError(str(refusal)) from refusal
        same = Source.objects.filter(key=duplicate_key(csl)).exclude(pk=self.instance.pk).first()
        if same:
            raise ValidationError(_("Deze bron bestaat al: %(source)s") % {"source": same.merged_into or same})
        self.instance.csl = csl
        if rendered:  # made here, before the public site is locked
            self.instance.take_forms(rendered)
        else:
            self.instance.rendered_of = json.dumps(csl)
        return cleaned


@admin.register(Source)
class SourceAdmin(OnSite, Imports, SharedAdmin):
    form, table = SourceForm, SourceTable
    export_more = ("reference", "citation_count")
    exclude = ("title",)  # the column follows from the data; the field of that name is the form's own
    ordering = ("key",)
    list_display = ("reference", "intext_nl", "citation_count")
    search_fields = ("title", "apa_nl", "intext_nl", "key")
    search_help_text = gettext_lazy("Zoek op auteur, jaar of titel.")
    readonly_fields = ("reference", "intext_nl", "data")
    fieldsets = (
        (None, {"fields": ("type", "authors", "year", "title")}),
        (
            gettext_lazy("Waar verschenen"),
            {"fields": ("container", "editors", "publisher", ("volume", "issue", "pages"), ("edition", "genre"), "doi", "link")},
        ),
        (gettext_lazy("Zo staat ze in de lijst en in de tekst"), {"fields": ("reference", "intext_nl", "slug", "data")}),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(citation_count=Count("citations"))

    def merge_values(self):
        return SourceValues(SourceForm)

    def signatures(self, row):
        """The same work under another title or year has the same first author and nearly the same words."""
        first = (people_to_lines(row.csl.get("author")) or [""])[0].partition(",")[0]
        return [f"{signature(first)}: {signature(row.title)}" if row.title else ""]

    @admin.display(description=gettext_lazy("APA"), ordering="key")
    def reference(self, source):
        return mark_safe(source.apa_nl) if source.pk else _("Wordt gemaakt bij het bewaren.")  # noqa: S308 (rendered and cleaned)

    @admin.display(description=gettext_lazy("In fiches"), ordering="citation_count")
    def citation_count(self, source):
        return source.citation_count

    @admin.display(description=gettext_lazy("CSL-JSON"))
    def data(self, source):
        return format_html("<code>{}</code>", json.dumps(source.csl, ensure_ascii=False)) if source.pk else "–"
