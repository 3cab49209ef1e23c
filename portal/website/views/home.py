"""The home page: search, themes, new and revised fiches, the next study day or the last report."""

from django.conf import settings
from django.shortcuts import render
from django.utils import timezone

from events.views.days import foremost
from fiches.themes import tree
from portal.catalogue.bitmaps import bitmaps
from portal.catalogue.kept import keep, reading
from portal.catalogue.listing import card
from portal.catalogue.meta import absolute, meta
from portal.catalogue.models import Record

NEWEST = 6


@reading
def home(request):
    themes = tree(request.edition)
    fiches = Record.objects.public().filter(kind="fiche")
    cards = [card(row) for row in fiches.order_by("-updated_at", "-pk").for_cards()[:NEWEST]]
    below = sorted(
        (child for theme in themes for child in theme["children"]), key=lambda child: (-child["fiches"], child["title"])
    )
    site = {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": settings.SITE_NAME,
        "url": absolute("/"),
        "inLanguage": "nl-BE",
        "publisher": {"@type": "Organization", "name": settings.PUBLISHER},
        "potentialAction": {
            "@type": "SearchAction",
            "target": absolute("/zoeken/?q={vraag}"),
            "query-input": "required name=vraag",
        },
    }
    day, day_is_next = foremost(timezone.now())
    context = {
        "day": day,
        "day_is_next": day_is_next,
        "themes": themes,
        "feature": cards[0] if cards else None,
        "newest": cards[1:],
        "total": bitmaps(request.edition).kinds.get("fiche", 0).bit_count(),
        "words": [child["title"].lower() for child in below[:4]],
        "meta": meta(
            f"{settings.SITE_NAME}: weten wat werkt, doen wat past",
            "Fiches die onderzoek vertalen naar je klas en je school, met materiaal, voorbeelden en bronnen.",
            "/",
            jsonld=site,
        ),
    }
    return keep(render(request, "website/home.html", context), "edition", at="/")
