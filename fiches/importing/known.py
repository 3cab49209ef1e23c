"""What a document names and the portal has already: materials at the same address, sources with the same key, organisations."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType

from fiches.importing.parsed import Material, ParsedFiche
from fiches.models import Resource, Source
from fiches.models.source import duplicate_key
from fiches.pasting import provider_among
from portal.links.addresses import key_of
from portal.links.places import Place
from portal.taxonomy.models import Organisation


def recognise(fiche: ParsedFiche) -> None:
    """Fills in what exists already. As many queries for one link as for a hundred."""
    _materials(fiche)
    _providers(fiche)
    _sources(fiche)


def _materials(fiche: ParsedFiche) -> None:
    keys = {key_of(one.url): one for one in fiche.materials}
    if not keys:
        return
    kind = ContentType.objects.get_for_model(Resource)
    places = Place.objects.filter(content_type=kind, link__key__in=list(keys)).values_list("link__key", "object_id")
    named: dict[str, int] = {}
    for key, pk in places.order_by("-object_id"):
        named[key] = pk  # the oldest stays
    rows = {
        row.pk: row.merged_into or row for row in Resource.objects.filter(pk__in=named.values()).select_related("merged_into")
    }
    for key, pk in named.items():
        if row := rows.get(pk):
            _is_known(keys[key], row)
    _by_page(list(keys.values()))


def _by_page(materials: list[Material]) -> None:
    """A material without a link of its own is named by the address of its page."""
    here = f"{settings.SITE_URL}/materialen/"
    asked = {one.url.removeprefix(here).strip("/"): one for one in materials if one.url.startswith(here) and not one.existing}
    for row in Resource.objects.filter(slug__in=list(asked)).select_related("merged_into") if asked else ():
        _is_known(asked[row.slug], row.merged_into or row)


def _is_known(one: Material, row: Resource) -> None:
    one.existing, one.existing_title = row.pk, row.title
    one.note = " ".join(line for line in one.lines if line not in (" ".join(row.description.split()), " ".join(row.how.split())))


def _providers(fiche: ParsedFiche) -> None:
    new = [one for one in fiche.materials if not one.existing]
    if not new:
        return
    organisations = list(Organisation.objects.current().order_by("pk"))
    for one in new:
        if provider := provider_among(organisations, one.url):
            one.provider, one.provider_name = provider.pk, provider.name


def _sources(fiche: ParsedFiche) -> None:
    keys = {duplicate_key(reference.csl): reference for reference in fiche.references}
    for row in Source.objects.filter(key__in=list(keys)).select_related("merged_into") if keys else ():
        survivor = row.merged_into or row
        keys[row.key].existing, keys[row.key].existing_label = survivor.pk, str(survivor)
