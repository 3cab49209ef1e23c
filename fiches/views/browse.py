"""The overview of fiches, and what the other lists share with it."""

from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from fiches.forms import FICHES, ListForm
from portal.catalogue.kept import keep, reading
from portal.catalogue.meta import meta
from portal.htmx import wants_part


def answer(request, whole: str, part: str, context: dict):
    """A list as a whole page or as its inner part; kept by the Edition unless somebody's own words are in it."""
    template = part if wants_part(request) else whole
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response if context["found"].q else keep(response, "edition", at=context["found"].url)


@reading
def browse(request):
    form = ListForm(request.GET, FICHES)
    found = form.found(request.edition)
    described = meta(
        "Fiches",
        "Alle fiches over evidence-informed onderwijs, te filteren op thema, doelgroep, onderwijsniveau en soort materiaal.",
        "/fiches/",
        noindex=bool(found.q or found.chips or found.page > 1),
    )
    return answer(request, "fiches/browse.html", "fiches/_results.html", {"form": form, "found": found, "meta": described})
