"""How the desk calls things: lists by their plural, deletions by what goes."""

from django.apps import apps
from django.contrib import admin
from django.utils.text import capfirst


class DutchTitles(admin.ModelAdmin):
    """Lists are called by their plural, without "Selecteer … om te wijzigen"; a deletion names things, not ties between them."""

    def get_deleted_objects(self, objs, request):
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        ties = [model._meta for model in apps.get_models(include_auto_created=True) if model._meta.auto_created]
        plurals, names = {tie.verbose_name_plural for tie in ties}, tuple(f"{capfirst(tie.verbose_name)}: " for tie in ties)
        counts = {plural: number for plural, number in counts.items() if plural not in plurals}
        return _without(deleted, names), counts, lacking - {tie.verbose_name for tie in ties}, protected

    def changelist_view(self, request, extra_context=None):
        title = str(self.model._meta.verbose_name_plural).capitalize()
        return super().changelist_view(request, {"title": title, **(extra_context or {})})


def _without(names, beginnings):
    """A nested list of names, less those that begin so."""
    kept = [name for name in names if not str(name).startswith(beginnings)]
    return [_without(name, beginnings) if isinstance(name, list) else name for name in kept]
