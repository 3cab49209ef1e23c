"""What deleting would break, by name, and what to do instead."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.publishing.models import Publication
from portal.publishing.tidy.uses import Use, uses_of

NAMED = 3  # in a sentence; a page shows all of them


def in_the_way(rows: Iterable) -> dict[int, list[Use]]:
    """{row: what would break without it}, for rows of one model; rows that can go are left out."""
    bound = {pk: [use for use in uses if use.bound] for pk, uses in uses_of(rows).items()}
    return {pk: uses for pk, uses in bound.items() if uses}


def sentence(row, uses: list[Use]) -> str:
    """Why a row stays: where it stands, by name, and where readers see it."""
    names = [f"“{use.thing}”" for use in uses[:NAMED]]
    if more := len(uses) - NAMED:
        if more > 0:
            names.append(ngettext("en nog %(count)s plaats", "en nog %(count)s plaatsen", more) % {"count": more})
    said = {"row": row, "names": ", ".join(names)}
    if any(use.live for use in uses):
        return _("“%(row)s” blijft staan: het staat online bij %(names)s.") % said
    return _("“%(row)s” blijft staan: het is nog gekozen bij %(names)s.") % said


def instead(row) -> str:
    """What to do when it cannot go."""
    if isinstance(row, Publication):
        return _("Haal het eerst weg op de plaatsen hieronder. Of laat het staan als klad: wat niet online staat, ziet niemand.")
    return _(
        "Is er een ander dat hetzelfde betekent? Voeg ze samen: dan wijst alles naar dat andere. "
        "Anders haal je het eerst weg op de plaatsen hieronder; wat online staat, verandert als je het publiceert."
    )
