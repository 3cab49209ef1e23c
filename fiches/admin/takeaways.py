"""The files of a draft or an old version, for who may see it at the desk."""

from django.shortcuts import get_object_or_404
from django.urls import path

from fiches.page import preview
from fiches.takeaways import TAKEAWAYS, offered
from fiches.views import takeaways
from portal.publishing.freezing import freeze
from portal.publishing.preview import unlisted


class TakeawayPages:
    """What FicheAdmin offers beside its previews: the same text as PDF, slides, Word and Markdown."""

    def get_urls(self):
        name, wrap = f"{self.opts.app_label}_{self.opts.model_name}", self.admin_site.admin_view
        return [
            *(
                path(f"<int:pk>/{folder}/{file}", wrap(self.take_view), {"name": file}, name=f"{name}_{number}_{file}")
                for file in TAKEAWAYS
                for number, folder in (("preview", "voorbeeld"), ("version", "versies/<int:number>"))
            ),
            *super().get_urls(),
        ]

    def take_view(self, request, pk, name, number=0):
        thing = self._asked(request, pk)
        snapshot = get_object_or_404(thing.revisions(), number=number).snapshot if number else freeze(thing)
        return unlisted(takeaways.draft(request, thing.slug, name, preview(thing, snapshot, number)))

    def takeaways_of(self, request, thing, fiche, version=0) -> list[dict]:
        """The links for a preview of this text; none for what is only typed, and none for who reads by a link."""
        if request.method != "GET" or not self._at_desk(request) or not self.has_view_or_change_permission(request, thing):
            return []
        folder = self._url("version", thing, version) if version else self._url("preview", thing)
        return offered(folder, fiche["questions"])

    def _at_desk(self, request) -> bool:
        return bool(request.resolver_match) and self.admin_site.name in request.resolver_match.namespaces
