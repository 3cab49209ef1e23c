"""What the forms of the desk write in the log."""

from django.contrib import admin

from portal.publishing import logbook
from portal.publishing.logbook import Act


class Logged(admin.ModelAdmin):
    """One line for each save and deletion: which fields, never what stood in them. A save of nothing leaves none."""

    def log_addition(self, request, obj, message):
        return logbook.write(Act.ADDED, obj, by=request.user, changes=message)

    def log_change(self, request, obj, message):
        return logbook.write(Act.CHANGED, obj, by=request.user, changes=message) if message else None

    def log_deletions(self, request, queryset):
        return logbook.write_all(Act.DELETED, list(queryset), by=request.user)
