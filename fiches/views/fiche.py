"""The page of a fiche."""

from django.http import Http404
from django.shortcuts import render

from fiches.page import learning_resource, live
from portal.catalogue.kept import keep, reading
from portal.catalogue.meta import crumbs, meta


def describe(fiche: dict) -> dict:
    """What the page of a fiche tells machines."""
    graph = [learning_resource(fiche), crumbs(("Home", "/"), ("Fiches", "/fiches/"), (fiche["title"], fiche["url"]))]
    image = fiche["image"]["url"] if fiche["image"] else ""
    described = meta(
        fiche["title"],
        fiche["standfirst"],
        fiche["url"],
        jsonld={"@context": "https://schema.org", "@graph": graph},
        image=image,
        article=True,
    )
    return {**described, "noindex": fiche["preview"]}


@reading
def detail(request, slug):
    fiche = live(request.path)
    if fiche is None:
        raise Http404
    return keep(render(request, "fiches/detail.html", {"fiche": fiche, "meta": describe(fiche)}), "stamp", stamp=fiche["stamp"])
