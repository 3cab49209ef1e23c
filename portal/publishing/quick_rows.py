"""The rows of a form, made once each: Django's admin makes them again for every question that it asks about them."""

from django.contrib import admin
from django.contrib.admin.helpers import InlineAdminFormSet
from django.utils.functional import cached_property


class QuickRows(InlineAdminFormSet):
    """The rows of one inline."""

    @cached_property
    def rows(self) -> list:
        return list(super().__iter__())

    def __iter__(self):
        return iter(self.rows)

    @property
    def media(self):
        """All rows load what the first one loads."""
        return self.opts.media + self.formset.media


class WithQuickRows(admin.ModelAdmin):
    """For a form with many rows."""

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """As Django's own, without a copy of everything that was posted for each of them: none of them changes it."""
        known = {"instance": obj, "prefix": prefix, "queryset": inline.get_queryset(request)}
        if request.method != "POST":
            return known
        return known | {"data": request.POST, "files": request.FILES, "save_as_new": "_saveasnew" in request.POST}

    def get_inline_formsets(self, request, formsets, inline_instances, obj=None, **kwargs):
        return [
            QuickRows(
                inline.opts,
                inline.formset,
                inline.fieldsets,
                inline.prepopulated_fields,
                inline.readonly_fields,
                inline.model_admin,
                inline.has_add_permission,
                inline.has_change_permission,
                inline.has_delete_permission,
                inline.has_view_permission,
            )
            for inline in super().get_inline_formsets(request, formsets, inline_instances, obj, **kwargs)
        ]
