"""How a page describes itself to the catalogue."""

from portal.catalogue.entries import Entry, describes
from portal.text import excerpt, plain
from portal.website.models import Page


@describes(Page, "page")
def page(pk: int, values: dict) -> Entry:
    text = plain(values["body"])
    return Entry(
        url=f"/{values['slug']}/",
        title=values["title"],
        lead=values["lead"] or excerpt(text, 200),
        text=text,
        everywhere=bool(values["place"]),
        card={"place": values["place"], "position": values["position"], "slug": values["slug"]},
    )
