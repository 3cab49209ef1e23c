"""One question over everything public."""

from django import forms
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from fiches.themes import tree
from portal.catalogue.kept import reading
from portal.catalogue.meta import meta
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


class SearchForm(forms.Form):
    """What can be asked. A question of any length is taken; its first words count."""

    q = forms.CharField(required=False)
    soort = forms.ChoiceField(required=False, choices=[(kind, kind) for kind in LABELS])
    pagina = forms.IntegerField(required=False)

    def clean_q(self):
        return excerpt(without_nul(self.cleaned_data["q"]), 300)


@reading
def search(request):
    form = SearchForm(request.GET)
    form.full_clean()
    said = form.cleaned_data
    found = ask(said.get("q") or "", url=request.path, labels=LABELS, kind=said.get("soort") or "", page=said.get("pagina") or 1)
    context = {
        "q": found.q,
        "found": found,
        "themes": tree(request.edition) if not found.count else [],
        "meta": meta(
            "Zoeken" if not found.q else f"Zoeken: {found.q}",
            "Zoek in fiches, studiedagen, materialen en bronnen.",
            "/zoeken/",
            noindex=True,
        ),
    }
    response = render(request, "website/_hits.html" if wants_part(request) else "website/search.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response
