"""Materials: the list, and the page of one."""

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import render

from fiches.forms import RESOURCES, ListForm
from fiches.views.browse import answer
from portal.catalogue.around import around
from portal.catalogue.kept import keep, reading
from portal.catalogue.listing import card
from portal.catalogue.meta import absolute, crumbs, meta
from portal.catalogue.models import Record, Relation

DAYS = ("session", "day")  # kinds that stand under “Op een studiedag”
MOST_USERS = 20  # fiches on the page of a material or a source; the page says how many there are
MANY = 500  # users that are too many to sort


def with_users(path: str, kind: str) -> tuple[dict, list[dict]]:
    """The card of the public record at this address with what is related and the sessions that name it, and the newest fiches
    that do. Two queries; Http404."""
    here = around(path, kind, naming=DAYS)
    if here is None:
        raise Http404
    row = here.record
    users, naming = Record.objects.public(), Relation.objects.filter(object=row["pk"])
    if row["uses"] > MANY:  # among the newest fiches there are soon enough of them
        users = users.filter(Exists(naming.filter(subject=OuterRef("pk"))), kind="fiche")
    else:
        users = users.filter(pk__in=naming.filter(subject_kind="fiche").values("subject"))
    newest = [card(user) for user in users.order_by("-updated_at", "-pk").for_cards()[:MOST_USERS]]
    said = {**card(row), "stamp": row["stamp"], "sessions": here.users[:MOST_USERS], "related": here.related}
    return said, newest


@reading
def browse(request):
    form = ListForm(request.GET, RESOURCES)
    found = form.found(request.edition)
    described = meta(
        "Materialen",
        "Video’s, leidraden, toolkits, praktijkvoorbeelden en opleidingen uit alle fiches, met de weg ernaartoe.",
        "/materialen/",
        noindex=bool(found.q or found.chips or found.page > 1),
    )
    return answer(request, "fiches/resources.html", "fiches/_results.html", {"form": form, "found": found, "meta": described})


@reading
def detail(request, slug):
    item, users = with_users(request.path, "resource")
    series = []
    if item["series"]:
        rows = Record.objects.public().filter(kind="resource", card__series=item["series"]).for_cards()
        series = sorted((card(row) for row in rows), key=lambda other: (other["position"] or 0, other["title"]))
        item["related"] = [other for other in item["related"] if other["series"] != item["series"]]  # they stand in the series
    said = {
        "@type": "LearningResource",
        "@id": absolute(item["url"]),
        "name": item["title"],
        "description": item["description"] or None,
        "url": absolute(item["href"] or item["url"]),
        "provider": {"@type": "Organization", "name": item["provider"]} if item["provider"] else None,
        "isAccessibleForFree": item["access"] == "public",
    }
    graph = [
        {name: value for name, value in said.items() if value is not None},
        crumbs(("Home", "/"), ("Materialen", "/materialen/"), (item["title"], item["url"])),
    ]
    described = meta(
        item["title"],
        item["description"] or item["how"] or f"{item['kind_label']} in de Materialenbank.",
        item["url"],
        jsonld={"@context": "https://schema.org", "@graph": graph},
    )
    context = {"resource": {**item, "series_items": series, "fiches": users}, "meta": described}
    by = "edition" if item["series"] else "stamp"  # another part of the series may come
    return keep(render(request, "fiches/resource.html", context), by, stamp=item["stamp"])
