"""One question over everything public."""

from functools import cache

from django import forms
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fiches.themes import tree
from portal.catalogue import asked
from portal.catalogue.facets import FacetField
from portal.catalogue.kept import reading
from portal.catalogue.listing import Found
from portal.catalogue.meta import meta
from portal.catalogue.question import MOST_LETTERS
from portal.catalogue.search import FIELDS
from portal.catalogue.search import search as ask
from portal.htmx import wants_part
from portal.text import excerpt, without_nul

LABELS = {
    "fiche": "Fiches",
    "day": "Studiedagen",
    "session": "Sessies",
    "person": "Sprekers",
    "resource": "Materialen",
    "source": "Bronnen",
    "theme": "Thema’s",
    "page": "Pagina’s",
}


PARTLY = gettext_lazy("deels met account")
SINGULAR = {"fiche": "Fiche", "day": "Studiedag", "person": "Spreker", "source": "Bron", "theme": "Thema", "page": "Pagina"}


class SearchForm(forms.Form):
    """What can be asked. A question of any length is taken; its first words count."""

    q = forms.CharField(required=False)
    soort = forms.ChoiceField(required=False, choices=[(kind, kind) for kind in LABELS])
    sorteer = forms.CharField(required=False)
    letterlijk = forms.BooleanField(required=False)
    pagina = forms.IntegerField(required=False)

    def __init__(self, data):
        super().__init__(data)
        for box in FIELDS:
            self.fields[box.parameter] = FacetField(box.name)

    def clean_q(self):
        return excerpt(without_nul(self.cleaned_data["q"]), MOST_LETTERS)

    def found(self, url: str, edition: int) -> Found:
        """The page that was asked for."""
        self.full_clean()
        said = self.cleaned_data
        return ask(
            said.get("q") or "",
            url=url,
            labels=LABELS,
            edition=edition,
            chosen={box.name: said[box.parameter] for box in FIELDS if said.get(box.parameter)},
            kind=said.get("soort") or "",
            sort=said.get("sorteer") or "",
            page=said.get("pagina") or 1,
            literally=said.get("letterlijk") or False,
        )


@cache
def reading_time(minutes: int) -> str:
    """How long it takes to read, in words."""
    return _("%(minutes)s min lezen") % {"minutes": minutes}


def what_it_is(hit: dict) -> dict:
    """The line that says what a hit is, before anybody opens it."""
    kind = hit["kind"]
    if kind == "fiche":
        said = [hit["theme"], ", ".join(hit["levels"]), "" if hit["access"] == "public" else PARTLY, reading_time(hit["minutes"])]
    elif kind == "session":
        said = [hit["day_title"], date_format(hit["on"], "j F Y"), ", ".join(who["name"] for who in hit["people"][:3])]
    elif kind == "day":
        said = [date_format(hit["on"], "l j F Y"), hit["venue"]["city"] if hit["venue"] else ""]
    elif kind == "resource":
        said = [hit["provider"], "" if hit["access"] == "public" else hit["access_label"], hit["duration"], hit["language"]]
    else:
        said = [hit["year"]] if kind == "source" else []
    label = hit.get("kind_label") or hit.get("label") or SINGULAR.get(kind, "")
    return {**hit, "label": label, "what": [str(words) for words in said if words]}


@reading
def search(request):
    form = SearchForm(request.GET)
    found = form.found(request.path, request.edition)
    found.cards, found.related = ([what_it_is(hit) for hit in cards] for cards in (found.cards, found.related))
    first = found.page == 1 and not found.chips and not form.cleaned_data.get("soort")
    if found.q and first and not asked.is_robot(request.META.get("HTTP_USER_AGENT", "")):
        used = found.corrected["used"] if found.corrected else ""
        asked.count(found.q, hits=found.total, corrected=used, at=timezone.now())
    context = {
        "q": found.q,
        "form": form,
        "found": found,
        "themes": tree(request.edition) if not found.count else [],
        "meta": meta(
            "Zoeken" if not found.q else f"Zoeken: {excerpt(found.q, 80)}",
            "Zoek in fiches, studiedagen, materialen en bronnen.",
            "/zoeken/",
            noindex=True,
        ),
    }
    response = render(request, "website/_hits.html" if wants_part(request) else "website/search.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response
