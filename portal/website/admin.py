"""Pages on the desk."""

from django.contrib import admin
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from portal.catalogue.meta import meta
from portal.publishing.admin import PublicationAdmin, PublicationForm, StatusFilter
from portal.publishing.freezing import upgrade
from portal.website.models import Page
from portal.website.views.page import draw


class PageForm(PublicationForm):
    class Meta:
        model = Page
        fields = "__all__"


@admin.register(Page)
class PageAdmin(PublicationAdmin):
    form = PageForm
    list_display = ("title", "state", "online", "place", "changed_on", "due_on")
    list_filter = ("status", StatusFilter, "place")
    search_fields = ("title", "lead", "body")
    search_help_text = _("Zoek in titel, inleiding en tekst.")
    prepopulated_fields = {"slug": ("title",)}
    fieldsets = (
        (None, {"fields": ("title", "slug", "lead", "body", "seen")}),
        (
            _("Plaats en planning"),
            {"fields": (("place", "position"), "review_due", ("publish_at", "withdraw_at"), "owner", "reviewers")},
        ),
    )

    def draw(self, request, thing, snapshot, version=0):
        values = upgrade(Page, snapshot)
        page = {**draw(values, updated_at=thing.changed), "preview": True}
        return render(
            request,
            "website/page.html",
            {"page": page, "meta": meta(page["title"], page["lead"], f"/{values['slug']}/", noindex=True)},
        )
