"""Themes: the tree, and the fiches of one theme."""

from dataclasses import replace

from django.http import Http404
from django.shortcuts import render

from fiches.forms import FICHES, ListForm
from fiches.themes import tree, walk
from fiches.views.browse import answer
from portal.catalogue.kept import keep, reading
from portal.catalogue.meta import crumbs, meta


@reading
def index(request):
    described = meta(
        "Thema’s", "De thema’s van de Poolster en de woorden waarmee leraren zoeken, met de fiches die erbij horen.", "/themas/"
    )
    response = render(request, "fiches/themes.html", {"themes": tree(request.edition), "meta": described})
    return keep(response, "edition", at="/themas/")


@reading
def detail(request, slug):
    themes = {theme["slug"]: theme for top in tree(request.edition) for theme in walk(top)}
    if slug not in themes:
        raise Http404
    theme = themes[slug]
    form = ListForm(request.GET, _listing(theme))
    found = form.found(request.edition, fixed={"theme": [slug]})
    graph = crumbs(("Home", "/"), ("Thema’s", "/themas/"), (theme["title"], theme["url"]))
    described = meta(
        theme["title"],
        theme["lead"] or f"Fiches over {theme['title']}.",
        theme["url"],
        jsonld={"@context": "https://schema.org", **graph},
        noindex=bool(found.chips or found.page > 1),
    )
    context = {"theme": {**theme, "parent": themes.get(theme["above"])}, "form": form, "found": found, "meta": described}
    return answer(request, "fiches/theme.html", "fiches/_results.html", context)


def _listing(theme):
    return replace(FICHES, url=theme["url"], fields=tuple(box for box in FICHES.fields if box.name != "theme"))
