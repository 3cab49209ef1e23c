"""Sources: the list, and the page of one."""

from django.shortcuts import render
from django.utils.safestring import mark_safe

from fiches.forms import SOURCES, ListForm
from fiches.models.source import TYPES
from fiches.views.browse import answer
from fiches.views.resources import with_users, with_uses
from portal.catalogue.kept import keep, reading
from portal.catalogue.meta import crumbs, meta
from portal.text import plain


def safe(item: dict) -> dict:
    """The rendered reference as HTML; it was made and cleaned when the source was saved."""
    return {**item, "html": mark_safe(item["html"]), "english": mark_safe(item["english"])}  # noqa: S308


@reading
def browse(request):
    form = ListForm(request.GET, SOURCES)
    found = with_uses(form.found(request.edition))
    found.cards = [safe(item) for item in found.cards]
    described = meta(
        "Bronnen",
        "De bronnen achter de fiches, in APA-stijl, met de fiches waarin ze staan.",
        "/bronnen/",
        noindex=bool(found.q or found.page > 1),
    )
    return answer(request, "fiches/source_list.html", "fiches/_results.html", {"form": form, "found": found, "meta": described})


@reading
def detail(request, slug):
    item, users, total = with_users(request.path, "source")
    source = {
        **safe(item),
        "fiches": users,
        "fiches_total": total,
        "url": item["href"],
        "type_label": str(TYPES.get(item["type"], "")),
    }
    graph = crumbs(("Home", "/"), ("Bronnen", "/bronnen/"), (item["title"], item["url"]))
    described = meta(item["title"], plain(item["html"]), item["url"], jsonld={"@context": "https://schema.org", **graph})
    return keep(render(request, "fiches/source.html", {"source": source, "meta": described}), "stamp")
