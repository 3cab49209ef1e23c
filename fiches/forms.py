"""What a visitor may ask of a list. Nonsense in the address is left out, never an error."""

from django import forms

from portal.catalogue.facets import FacetField, Field
from portal.catalogue.listing import Found, Listing

FICHES = Listing(
    kind="fiche",
    plural="fiches",
    url="/fiches/",
    fields=(
        Field("theme", "thema", "Thema", open=True),
        Field("audience", "doelgroep", "Doelgroep", open=True),
        Field("level", "niveau", "Onderwijsniveau", open=True),
        Field("kind", "materiaal", "Soort materiaal"),
        Field("access", "toegang", "Toegang"),
        Field("tag", "trefwoord", "Trefwoord", listed=False),
    ),
)
RESOURCES = Listing(
    kind="resource",
    plural="materialen",
    url="/materialen/",
    fields=(
        Field("kind", "soort", "Soort", open=True),
        Field("access", "toegang", "Toegang", open=True),
        Field("level", "niveau", "Onderwijsniveau"),
        Field("provider", "aanbieder", "Aanbieder"),
    ),
    default_sort="titel",
)
SOURCES = Listing(kind="source", plural="bronnen", url="/bronnen/", fields=(), default_sort="titel")


class ListForm(forms.Form):
    """The query string of a list: words, a choice per facet, an order, a page."""

    q = forms.CharField(max_length=200, required=False)
    sorteer = forms.CharField(max_length=20, required=False)
    letterlijk = forms.BooleanField(required=False)
    pagina = forms.IntegerField(required=False)

    def __init__(self, data, listing: Listing):
        super().__init__(data)
        self.listing = listing
        for box in listing.fields:
            self.fields[box.parameter] = FacetField(box.name)

    def asked(self) -> list[tuple[str, str]]:
        """The question itself, without the page: what goes along to the whole of the list."""
        said = self.cleaned_data
        literally = [("letterlijk", "1")] if said.get("letterlijk") else []
        return [(name, said[name]) for name in ("q", "sorteer") if said.get(name)] + literally

    def all_found(self, edition: int, most: int) -> list[int]:
        """The records that answer, in the order of the list; at most so many."""
        self.full_clean()
        said = self.cleaned_data
        return self.listing.whole(
            q=said.get("q") or "",
            sort=said.get("sorteer") or "",
            edition=edition,
            literally=said.get("letterlijk") or False,
            most=most,
        )

    def found(self, edition: int, fixed=None) -> Found:
        """The page that was asked for."""
        self.full_clean()  # what is not valid is not in cleaned_data
        said = self.cleaned_data
        chosen = {box.name: said[box.parameter] for box in self.listing.fields if said.get(box.parameter)}
        return self.listing.page(
            chosen=chosen,
            q=said.get("q") or "",
            sort=said.get("sorteer") or "",
            page=said.get("pagina") or 1,
            edition=edition,
            fixed=fixed,
            literally=said.get("letterlijk") or False,
        )
