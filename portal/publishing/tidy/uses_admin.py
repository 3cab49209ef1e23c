"""The page that says where something is used, and the way to it beside every form."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.publishing.freezing import owner_field
from portal.publishing.models import Publication
from portal.publishing.tidy.uses import Use, uses_of
from portal.shared import naming

ON_A_PAGE = 100


def can_be_named(model) -> bool:
    """Whether anything but its own parts can name a thing of this kind."""
    return any(owner_field(relation.related_model) is not relation.field for relation in naming(model))


def visible(uses: list[Use], user) -> list[dict]:
    """Uses as a template shows them: with a way to the form for who may look at it, and to the page that readers see."""
    return [
        {
            "thing": use.thing,
            "kind": use.kind,
            "roles": ", ".join(use.roles),
            "where": use.where,
            "live": use.live,
            "draft": use.draft,
            "edit_url": use.edit_url if _may_look(use.thing, user) else "",
            "site_url": _on_site(use),
        }
        for use in uses
    ]


def _may_look(thing, user) -> bool:
    opts = thing._meta
    return any(user.has_perm(f"{opts.app_label}.{act}_{opts.model_name}") for act in ("view", "change"))


def _on_site(use) -> str:
    """The public page of what is online, at the address of its working copy: a changed one leads on."""
    return use.thing.get_absolute_url() if use.live and getattr(use.thing, "live_id", None) else ""


def in_words(count: int) -> str:
    """How often something is used."""
    if not count:
        return _("nergens gebruikt")
    return ngettext("%(count)s plaats", "%(count)s plaatsen", count) % {"count": count}


class WithUses(admin.ModelAdmin):
    """A page with everything that names the thing."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.uses_view)
        return [path("<int:pk>/gebruik/", view, name=f"{self.opts.app_label}_{self.opts.model_name}_uses"), *super().get_urls()]

    def uses_url(self, thing) -> str:
        """Where that page is; empty when nothing can name such a thing."""
        if not can_be_named(self.model):
            return ""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_uses", args=[thing.pk])

    def uses_tool(self, thing) -> list[dict]:
        """The way there, beside the other pages of a publication."""
        url = self.uses_url(thing)
        return [{"label": _("Waar gebruikt"), "url": url}] if url else []

    def uses_view(self, request, pk):
        thing = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_view_or_change_permission(request, thing):
            raise PermissionDenied
        uses = uses_of([thing])[thing.pk]
        page = Paginator(uses, ON_A_PAGE).get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Waar “%(title)s” gebruikt wordt") % {"title": thing},
            "opts": self.opts,
            "thing": thing,
            "page": page,
            "rows": visible(list(page.object_list), request.user),
            "live": sum(use.live for use in uses),
            "shared": not isinstance(thing, Publication),
        }
        return TemplateResponse(request, "admin/tidy/uses.html", context)


class WithUseCount(WithUses):
    """For a shared row: how often it is used stands beside its form."""

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and obj.pk:
            context |= {"uses_url": self.uses_url(obj), "uses_words": in_words(len(uses_of([obj])[obj.pk]))}
        return super().render_change_form(request, context, add, change, form_url, obj)
