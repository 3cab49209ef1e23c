"""What an allotment brought, as it is kept with a block and told to readers: how many got which wish, in a few sentences."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.allotment import Summary

FEWEST = 10  # people with wishes: of fewer, a percentage says what one of them wished
NAMES = ("eerste", "tweede", "derde", "vierde")


def kept(summary: Summary) -> dict[str, Any]:
    """The numbers, as they are kept."""
    return {"by_wish": list(summary.by_wish), "below": summary.below, "none": summary.none, "wishless": summary.wishless}


def read(said: Mapping[str, Any]) -> Summary:
    return Summary(tuple(said["by_wish"]), said["below"], said["none"], said["wishless"])


def shares(summary: Summary) -> list[tuple[str, int]]:
    """(which wish, per cent of those with wishes) for each wish that anybody got."""
    pairs = zip(NAMES, summary.by_wish, strict=False)
    return [(_("%(rank)s keuze") % {"rank": rank}, summary.percent(count)) for rank, count in pairs if count]


def in_words(said: Mapping[str, Any]) -> str:
    """What readers are told; nothing when so few wished that it would tell who got what."""
    summary = read(said)
    if summary.wishers < FEWEST:
        return ""
    parts = [
        _("%(share)s\N{NO-BREAK SPACE}%% kreeg de %(wish)s") % {"share": share, "wish": wish} for wish, share in shares(summary)
    ]
    words = _("Van de %(people)s mensen die wensen gaven: %(parts)s.")
    told = [words % {"people": summary.wishers, "parts": ", ".join(parts) or _("niemand kreeg een wens")}]
    if summary.below:
        below = ngettext("%(count)s kreeg een andere plaats.", "%(count)s kregen een andere plaats.", summary.below)
        told.append(below % {"count": summary.below})
    if summary.none:
        none = ngettext(
            "%(count)s kreeg er geen en staat op een wachtlijst.",
            "%(count)s kregen er geen en staan op een wachtlijst.",
            summary.none,
        )
        told.append(none % {"count": summary.none})
    return " ".join(told)
