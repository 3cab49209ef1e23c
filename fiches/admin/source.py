"""Sources on the desk: plain fields in, CSL-JSON kept, APA shown."""

import json

from django.contrib import admin
from django.db.models import Count
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fiches.admin.adding import Adding
from fiches.admin.on_site import OnSite
from fiches.admin.source_form import SourceForm
from fiches.admin.source_merge import SourceValues
from fiches.models import Source
from fiches.tables.sources import SourceTable
from fiches.typed_sources import people_to_lines
from portal.publishing.shared_admin import SharedAdmin
from portal.publishing.tidy.alike import signature
from portal.publishing.tidy.import_admin import Imports

WHERE = (
    *("container", "event", "event_place", "genre", "number", "edition", "volume", "issue", "pages"),
    *("publisher", "doi", "link", "accessed", "language"),
)


@admin.register(Source)
class SourceAdmin(Adding, OnSite, Imports, SharedAdmin):
    form, table = SourceForm, SourceTable
    export_more = ("reference", "citation_count")
    exclude = ("title",)  # the column follows from the data; the field of that name is the form's own
    ordering = ("key",)
    list_display = ("reference", "intext_nl", "citation_count")
    search_fields = ("title", "apa_nl", "intext_nl", "key")
    search_help_text = gettext_lazy("Zoek op auteur, jaar of titel.")
    readonly_fields = ("reference", "intext_nl", "data")
    fieldsets = (
        (None, {"fields": ("type", "authors", "editors", "year", "title", "translators", "original"), "classes": ("by-kind",)}),
        (gettext_lazy("Waar verschenen"), {"fields": WHERE, "classes": ("by-kind",)}),
        (gettext_lazy("Zo staat ze in de lijst en in de tekst"), {"fields": ("reference", "intext_nl", "slug", "data")}),
    )

    class Media:
        css = {"all": ["css/sources.css"]}

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
