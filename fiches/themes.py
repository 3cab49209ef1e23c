"""The tree of themes as readers see it: those that something public is about, with the number of their fiches."""

from portal.catalogue import facets
from portal.catalogue.bitmaps import bitmaps
from portal.catalogue.listing import card
from portal.catalogue.models import Record


def tree(edition: int) -> list[dict]:
    """Public first-level themes with the number of their fiches, and the themes below them. Two queries."""
    values = facets.values_of(edition).get("theme", {})
    shelf = bitmaps(edition)
    counted = facets.counts(shelf, shelf.kinds.get("fiche", 0), {}, ["theme"], edition)
    cards = [card(row) for row in Record.objects.public().filter(kind="theme").for_cards()]
    for theme in cards:
        theme["fiches"] = counted.get(values[theme["slug"]]["pk"], 0) if theme["slug"] in values else 0
        theme["children"] = []
    by_slug = {theme["slug"]: theme for theme in cards}
    ordered = sorted(cards, key=lambda theme: (theme["position"], theme["title"]))
    for theme in ordered:
        if theme["above"] in by_slug:
            by_slug[theme["above"]]["children"].append(theme)
    return [theme for theme in ordered if theme["above"] not in by_slug]


def walk(theme: dict):
    """This theme and every theme below it."""
    yield theme
    for child in theme["children"]:
        yield from walk(child)
