"""What every page shows around its content: the main navigation and the footer, with live pages only."""

from django.conf import settings

from portal.catalogue.held import PerEdition
from portal.catalogue.models import Record

NAV = [
    ("/themas/", "Thema’s"),
    ("/fiches/", "Fiches"),
    ("/materialen/", "Materialen"),
    ("/bronnen/", "Bronnen"),
    ("/studiedagen/", "Studiedagen"),
]
DISCOVER = [*NAV, ("/sprekers/", "Sprekers")]


@PerEdition
def _pages() -> dict[str, list[dict]]:
    """The pages in the footer, by their place there."""
    found: dict[str, list[dict]] = {"help": [], "about": []}
    rows = Record.objects.public().filter(kind="page").values("url", "title", "card")
    for row in sorted(rows, key=lambda row: (row["card"].get("position", 0), row["title"])):
        if row["card"].get("place") in found:
            found[row["card"]["place"]].append({"url": row["url"], "label": row["title"]})
    return found


def site(request) -> dict:
    """Context processor: `site`. The pages are read once per Edition; for a preview, which has none, each time."""
    return {"site": _site(getattr(request, "edition", None))}


def _site(edition) -> dict:
    pages = _pages(edition)
    nav, discover = ([{"url": url, "label": label} for url, label in links] for links in (NAV, DISCOVER))
    return {"name": settings.SITE_NAME, "publisher": settings.PUBLISHER, "nav": nav, "discover": discover, **pages}
