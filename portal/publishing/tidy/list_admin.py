"""What stands above a list beside “toevoegen”: each part of the desk adds its own."""

from django.contrib import admin


class ListTools(admin.ModelAdmin):
    def list_tools(self, request) -> list[dict]:
        """Links above the list: label and url; with `asked`, the filter and the search of the list go along."""
        return []

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"list_tools": self.list_tools(request), **(extra_context or {})})
