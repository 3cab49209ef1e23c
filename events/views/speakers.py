"""The list of speakers, and the page of one."""

from django.http import Http404
from django.shortcuts import render

from events.jsonld import person as described_person
from events.speakers import everybody, live_person
from portal.catalogue.kept import keep, reading
from portal.catalogue.meta import crumbs, meta


@reading
def browse(request):
    described = meta(
        "Sprekers", "Wie op onze studiedagen sprak, begeleidde of een gesprek leidde, en in welke sessie.", "/sprekers/"
    )
    return keep(render(request, "events/speakers.html", {**everybody(), "meta": described}), "edition", at=request.path)


@reading
def detail(request, slug):
    person = live_person(request.path)
    if person is None:
        raise Http404
    path = crumbs(("Home", "/"), ("Sprekers", "/sprekers/"), (person["name"], person["url"]))
    said = ", ".join([person["name"], *person["affiliations"][:1]])
    described = meta(
        person["name"],
        person["lead"] or f"{said}: bijdragen aan studiedagen.",
        person["url"],
        jsonld={"@context": "https://schema.org", "@graph": [described_person(person), path]},
    )
    return keep(render(request, "events/speaker.html", {"person": person, "meta": described}), "edition", at=request.path)
