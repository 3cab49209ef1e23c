"""Themes: the tree, and the fiches of one theme."""

from dataclasses import replace

from django.http import Http404
from django.shortcuts import render

from fiches.forms import FICHES, ListForm
from fiches.views.browse import answer
from portal.catalogue import facets
from portal.catalogue.kept import keep, reading
from portal.catalogue.meta import crumbs, meta
from portal.catalogue.models import Record
from portal.catalogue.search import card


def tree(edition: int) -> list[dict]:
    """Public first-level themes with the number of their fiches, and the themes below them. Two queries."""
    values = facets.values_of(edition).get("theme", {})
    counted = facets.counts("fiche", {}, ["theme"])
    cards = [card(row) for row in Record.objects.public().filter(kind="theme").for_cards()]
    for theme in cards:
        theme["fiches"] = counted.get(values[theme["slug"]]["pk"], 0) if theme["slug"] in values else 0
        theme["children"] = []
    by_slug = {theme["slug"]: theme for theme in cards}
    ordered = sorted(cards, key=lambda theme: (theme["position"], theme["title"]))
    for theme in ordered:
        if theme["above"] in by_slug:
            by_slug[theme["above"]]["children"].append(theme)
    return [theme for theme in ordered if theme["above"] not in by_slug]


@reading
def index(request):
    described = meta(
        "Thema’s", "De thema’s van de Poolster en de woorden waarmee leraren zoeken, met de fiches die erbij horen.", "/themas/"
    )
    return keep(render(request, "fiches/themes.html", {"themes": tree(request.edition), "meta": described}), "edition", at="/themas/")


@reading
def detail(request, slug):
    themes = {theme["slug"]: theme for top in tree(request.edition) for theme in _walk(top)}
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


def _walk(theme):
    yield theme
    for child in theme["children"]:
        yield from _walk(child)


def _listing(theme):
    return replace(FICHES, url=theme["url"], fields=tuple(box for box in FICHES.fields if box.name != "theme"))
