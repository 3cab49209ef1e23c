"""Themes, tags, organisations, audiences and levels on the desk (their floor lies below the admin of shared rows)."""

from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from fiches.admin.on_site import OnSite
from portal.desk import letters, logbook, searched, synonyms  # noqa: F401 (register themselves)
from portal.publishing.shared_admin import SharedAdmin
from portal.taxonomy.models import Audience, Level, Organisation, Tag, Theme


@admin.register(Theme)
class ThemeAdmin(OnSite, SharedAdmin):
    list_display = ("name", "parent", "description", "position")
    list_select_related = ("parent",)
    list_filter = (("parent", admin.RelatedOnlyFieldListFilter),)
    search_fields = ("name", "description")
    search_help_text = _("Zoek in naam en omschrijving.")
    prepopulated_fields = {"slug": ("name",)}
    fields = ("name", "slug", "description", "parent", "look", "position")


@admin.register(Tag)
class TagAdmin(SharedAdmin):
    list_display = ("name", "tagged_count")
    search_fields = ("name", "key")
    fields = ("name",)
    export_more = ("tagged_count",)

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(tagged_count=Count("tagged"))

    @admin.display(description=_("Bij zoveel teksten"), ordering="tagged_count")
    def tagged_count(self, tag):
        return tag.tagged_count


@admin.register(Organisation)
class OrganisationAdmin(SharedAdmin):
    list_display = ("name", "kind", "url")
    list_filter = ("kind",)
    search_fields = ("name", "url")
    search_help_text = _("Zoek op naam of website.")
    fields = ("name", "kind", "url")


@admin.register(Audience)
class AudienceAdmin(SharedAdmin):
    list_display = ("name", "position")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}
    fields = ("name", "slug", "position")


@admin.register(Level)
class LevelAdmin(SharedAdmin):
    list_display = ("name", "key", "parent")
    list_select_related = ("parent",)
    search_fields = ("name", "key")
    fields = ("name", "parent", "position")
    actions = None
    merges = False  # the levels are those of the national vocabulary
