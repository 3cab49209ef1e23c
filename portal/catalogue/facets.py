"""How many per theme, audience, level: the choices a list offers, with disjunctive counts."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms

from portal.catalogue.bitmaps import Bitmaps
from portal.catalogue.held import PerEdition
from portal.catalogue.models import Facet, Value
from portal.text import sort_key


@dataclass(frozen=True)
class Field:
    """One facet of a list: its name in the catalogue, its parameter in the address, its label."""

    name: str
    parameter: str
    label: str
    open: bool = False
    listed: bool = True  # False: can be chosen by a link, has no box of its own


class FacetField(forms.MultipleChoiceField):
    """Chosen values by key. Unknown keys are dropped, repeated ones count once; nothing is ever refused."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, name, **kwargs):
        self.name = name
        super().__init__(required=False, **kwargs)

    def clean(self, keys):
        keys = keys if isinstance(keys, (list, tuple)) else []
        return list(dict.fromkeys(key[:120] for key in keys if isinstance(key, str) and "\x00" not in key))[:30]


@PerEdition
def values_of() -> dict[str, dict[str, dict]]:
    """{field: {key: value}} of everything that can be chosen in this Edition, in order."""
    found: dict[str, dict[str, dict]] = {}
    public = Value.objects.filter(pk__in=Facet.objects.values("value"))  # a value that nothing public has cannot be chosen
    rows = public.values("pk", "field", "key", "label", "above", "position")
    for row in sorted(rows, key=lambda row: (row["field"], row["position"], sort_key(row["label"]))):
        found.setdefault(row["field"], {})[row["key"]] = row
    return found


def chosen_ids(chosen: dict[str, list[str]], edition: int) -> dict[str, list[int]]:
    """{field: [ids]} of the chosen keys that exist; a field of which no key exists is left out."""
    known = values_of(edition)
    ids = {field: [known[field][key]["pk"] for key in keys if key in known.get(field, {})] for field, keys in chosen.items()}
    return {field: found for field, found in ids.items() if found}


def counts(shelf: Bitmaps, among: int, chosen: dict[str, list[int]], names: Iterable[str], edition: int) -> dict[int, int]:
    """{value id: how many records of `among`}, for each of these fields as if nothing were chosen in that field."""
    known = values_of(edition)
    return shelf.counts(among, chosen, {name: [row["pk"] for row in known.get(name, {}).values()] for name in names})
