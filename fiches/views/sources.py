"""Sources: the list, the page of one, and what other programs read of them."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe

from fiches.citations.entries import kept
from fiches.citations.exchange import FORMATS, Listed
from fiches.citations.fields import CitationRefused
from fiches.forms import SOURCES, ListForm
from fiches.models import Source
from fiches.models.source import TYPES
from fiches.page import live
from fiches.views.browse import answer
from fiches.views.resources import with_users
from portal.catalogue.around import record_at
from portal.catalogue.kept import keep, reading
from portal.catalogue.meta import crumbs, meta
from portal.catalogue.models import Record
from portal.text import plain

MOST_IN_A_FILE = 1000


def safe(item: dict) -> dict:
    """The rendered reference as HTML; it was made and cleaned when the source was saved."""
    return {**item, "html": mark_safe(item["html"]), "english": mark_safe(item["english"])}  # noqa: S308


@reading
def browse(request):
    form = ListForm(request.GET, SOURCES)
    found = form.found(request.edition)
    found.cards = [safe(item) for item in found.cards]
    found.query = f"?{urlencode(asked)}" if (asked := form.asked()) else ""
    described = meta(
        "Bronnen",
        "De bronnen achter de fiches, in APA-stijl, met de fiches waarin ze staan.",
        "/bronnen/",
        noindex=bool(found.q or found.page > 1),
    )
    return answer(request, "fiches/source_list.html", "fiches/_results.html", {"form": form, "found": found, "meta": described})


@reading
def detail(request, slug):
    item, users = with_users(request.path, "source")
    source = {
        **safe(item),
        "fiches": users,
        "url": item["href"],
        "page": item["url"],
        "type_label": str(TYPES.get(item["type"], "")),
    }
    graph = crumbs(("Home", "/"), ("Bronnen", "/bronnen/"), (item["title"], item["url"]))
    described = meta(item["title"], plain(item["html"]), item["url"], jsonld={"@context": "https://schema.org", **graph})
    return keep(render(request, "fiches/source.html", {"source": source, "meta": described}), "stamp", stamp=item["stamp"])


# -- for other programs ------------------------------------------------------------------------------------------------
def written(request, style: str, name: str, texts: dict[int, str] | list[int]):
    """These sources as a file of that kind, in this order; the text of each where it differs from its own."""
    if style not in FORMATS:
        raise Http404
    rows = Source.objects.in_bulk([*texts])
    said = texts if isinstance(texts, dict) else {}
    listed = [Listed(rows[pk].slug, _data(rows[pk]), said.get(pk) or plain(rows[pk].apa_nl)) for pk in texts if pk in rows]
    form = FORMATS[style]
    response = HttpResponse(form.write(listed), content_type=form.media)
    response["Content-Disposition"] = f'{"inline" if style == "txt" else "attachment"}; filename="{name}.{style}"'
    return response


def _data(source) -> dict:
    try:
        return kept(source.csl)
    except CitationRefused:  # from before we looked so closely
        return {"type": "document", "title": source.title}


@reading
def of_fiche(request, slug, style):
    """The sources of a fiche in the order of its list, with the letters that its text has. Three queries."""
    fiche = live(reverse("fiches:detail", args=[slug]))
    if fiche is None or not fiche["references"]:
        raise Http404
    texts = {reference["source"]: plain(reference["html"]) for reference in fiche["references"]}
    return keep(written(request, style, f"bronnen-{slug}", texts), "edition", at=request.path)


@reading
def one(request, slug, style):
    record = record_at(reverse("fiches:source", args=[slug]), "source")
    if record is None:
        raise Http404
    return keep(written(request, style, slug, [record["object_id"]]), "edition", at=request.path)


@reading
def of_list(request, style):
    """Everything that answers the question of the list, not only the page that is shown."""
    form = ListForm(request.GET, SOURCES)
    ids = form.all_found(request.edition, MOST_IN_A_FILE)
    numbers = dict(Record.objects.filter(pk__in=ids).values_list("pk", "object_id"))
    response = written(request, style, "bronnen", [numbers[pk] for pk in ids if pk in numbers])
    return response if request.GET else keep(response, "edition", at=request.path)
