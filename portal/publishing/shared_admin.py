"""What every shared row gets in the admin: where it is used, refusals by name, and merging doubles."""

from portal.publishing.forms import WithNonce
from portal.publishing.logged import Logged
from portal.publishing.tidy.deleting_admin import DeletesByName
from portal.publishing.tidy.export_admin import Exports
from portal.publishing.tidy.merge_admin import Merges
from portal.publishing.tidy.uses_admin import WithUseCount
from portal.publishing.titles import DutchTitles


class SharedAdmin(Merges, DeletesByName, WithUseCount, Exports, Logged, WithNonce, DutchTitles):
    actions = ["merge_rows"]
    list_per_page = 50

    def get_queryset(self, request):
        return super().get_queryset(request).current()

    def save_related(self, request, form, formsets, change):
        """Choices (levels) are saved after the row: the public is written once more when they changed."""
        super().save_related(request, form, formsets, change)
        if any(field.name in form.changed_data for field in self.opts.many_to_many):
            form.instance.save()
