"""What the form of a publication says at its top: what is live, what differs from it, who changed it last, what can happen."""

from django.utils.translation import gettext as _

from portal.publishing.compare import draft, version, what_differs
from portal.publishing.diff import named
from portal.publishing.models import Publication, Status
from portal.publishing.workflow import NAMES, steps_for

MOST = 6  # differences that are named


def rows_in_hand(context) -> dict[str, list]:
    """The choices and rows that the form read: what differs is told without reading them again."""
    initial = context["adminform"].form.initial
    held = {name: rows for name, rows in initial.items() if isinstance(rows, list) and all(hasattr(row, "pk") for row in rows)}
    for inline in context["inline_admin_formsets"]:
        held[inline.formset.fk.remote_field.related_name] = list(inline.formset.get_queryset())
    return held


def differing(thing: Publication, held: dict[str, list]) -> list[str] | None:
    """What the working copy says otherwise than what is online, each in a few words; None when nothing is online."""
    if thing.live is None:
        return None
    if thing.status == Status.PUBLISHED:  # as it stands online: the first save makes it a draft
        return []
    names = named(what_differs(thing, version(thing, thing.live), draft(thing, held), detailed=False))
    more = [_("en nog %(count)s") % {"count": len(names) - MOST}] if len(names) > MOST else []
    return names[:MOST] + more


def for_others(user, thing: Publication) -> list[str]:
    """The steps from here that somebody else must take."""
    own = steps_for(user, thing)
    return [str(NAMES[step]) for step in steps_for(None, thing) if step not in own]
