"""A page that editors wrote."""

from django.http import Http404
from django.shortcuts import render
from django.utils.safestring import mark_safe

from portal.catalogue.around import record_at
from portal.catalogue.kept import keep, reading
from portal.catalogue.meta import crumbs, meta
from portal.publishing.freezing import upgrade
from portal.website.models import Page


def draw(values: dict, *, updated_at=None) -> dict:
    """What website/page.html prints; the same for a live text and for a preview."""
    body = values["body"].replace("<h3>", "<h2>").replace("</h3>", "</h2>")  # one level of headings, straight under the title
    return {"title": values["title"], "lead": values["lead"], "html": mark_safe(body), "updated_at": updated_at}  # noqa: S308 (sanitised when saved)


@reading
def detail(request, slug):
    record = record_at(request.path, "page")
    if record is None:
        raise Http404
    page = draw(upgrade(Page, record["revision__snapshot"]), updated_at=record["updated_at"])
    graph = {"@context": "https://schema.org", **crumbs(("Home", "/"), (page["title"], record["url"]))}
    context = {"page": page, "meta": meta(page["title"], record["lead"], record["url"], jsonld=graph)}
    return keep(render(request, "website/page.html", context), "stamp", stamp=record["stamp"])
