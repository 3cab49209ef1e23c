"""What readers searched, for who decides what to write next. Only questions of several days; nobody is named in it."""

from urllib.parse import urlencode

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from portal.catalogue.models import Searched
from portal.publishing.tidy.export_admin import Exports
from portal.publishing.titles import DutchTitles


class OutcomeFilter(admin.SimpleListFilter):
    title = _("uitkomst")
    parameter_name = "uitkomst"

    def lookups(self, request, model_admin):
        return [("zonder", _("zonder resultaat")), ("verbeterd", _("verbeterd"))]

    def queryset(self, request, queryset):
        if self.value() == "zonder":
            return queryset.filter(without_result__gt=0)
        return queryset.filter(corrected__gt=0) if self.value() == "verbeterd" else queryset


@admin.register(Searched)
class SearchedAdmin(Exports, DutchTitles, admin.ModelAdmin):
    list_display = ("text", "times", "without_result", "corrected", "corrected_to", "last_day", "try_it")
    list_display_links = None
    list_filter = (OutcomeFilter,)
    search_fields = ("text",)
    search_help_text = _("Zoek in wat gevraagd werd. Je ziet alleen vragen die op minstens drie verschillende dagen kwamen.")
    list_per_page = 100
    actions = None

    def get_queryset(self, request):
        return super().get_queryset(request).told()

    @admin.display(description=_("Zoek zelf"))
    def try_it(self, searched):
        address = f"{reverse('website:search')}?{urlencode({'q': searched.text})}"
        return format_html('<a href="{}">{}</a>', address, _("Bekijk de resultaten"))

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
