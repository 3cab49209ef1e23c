"""What is typed and not saved yet, kept for whoever typed it; and who has the same form open.

A row is a form in one tab of one person. Nothing here is public, makes a version or writes a line in the log.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Q, QuerySet, When
from django.db.models.signals import post_delete
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.publishing.models import Autosave
from portal.text import without_nul

HEARD = timedelta(seconds=75)  # a tab that was heard this long ago is still open: it says so every fifteen seconds
IDLE = timedelta(days=1)  # a tab in which nothing was typed
MOST = 1_000_000  # letters that are kept of one form
OFFERED = 5  # texts that are offered at once
BATCH = 1_000
TAB = re.compile(r"[0-9a-f]{12}")
KEPT_TOO = {"_base", "_comment"}  # of the names that begin with an underscore, most of them buttons


class TooMuch(Exception):
    """More than is kept of one form, in a sentence for whoever typed it."""


@dataclass(frozen=True)
class Spot:
    """What a form is about: a thing (0 is one that was never saved), and which of its forms when it has several."""

    model: Any
    pk: int = 0
    place: str = ""

    def where(self) -> dict:
        return {
            "content_type": ContentType.objects.get_for_model(self.model),
            "object_id": self.pk,
            "place": self.place[:40],
        }

    def rows(self, user=None) -> QuerySet[Autosave]:
        rows = Autosave.objects.filter(**self.where())
        return rows.filter(user=user) if user else rows

    def __str__(self):
        return f"{self.model._meta.label_lower}:{self.pk}:{self.place}"


# -- keeping -----------------------------------------------------------------------------------------------------------
def typed_in(posted: QueryDict) -> dict[str, list[str]]:
    """What was typed, by name, as it would be posted: no token, no button, no password, no file. Raises TooMuch."""
    wanted = {
        name: values
        for name, values in posted.lists()
        if name != "csrfmiddlewaretoken" and "password" not in name and (not name.startswith("_") or name in KEPT_TOO)
    }
    if sum(len(name) + sum(map(len, values)) for name, values in wanted.items()) > MOST:
        raise TooMuch(_("Dit is te veel om vanzelf te bewaren. Bewaar zelf, met de knop onderaan."))
    return without_nul(wanted)


def keep(user, spot: Spot, tab: str, *, at: datetime, data: dict | None = None, edit: int = 0, here: bool = True) -> None:
    """This tab is open, and with `data`: this stands in it. One statement. `here` is False for what is brought in later, from
    a tab that is closed."""
    row = Autosave(user=user, tab=tab, data=data, edit=edit, opened=at, present=at if here else None, changed=at, **spot.where())
    changes = [*(["present"] if here else []), *(["place", "data", "edit", "changed"] if data is not None else [])]
    Autosave.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["content_type", "object_id", "user", "tab"], update_fields=changes
    )


def leave(user, spot: Spot, tab: str) -> None:
    """This tab is closed; what was typed in it stays."""
    rows = spot.rows(user).filter(tab=tab)
    if not rows.filter(data__isnull=True).delete()[0]:
        rows.update(present=None)


def drop(user, tabs: Iterable[str]) -> None:
    """What was typed in these tabs was saved."""
    if wanted := [tab for tab in tabs if tab]:
        Autosave.objects.filter(user=user, tab__in=wanted).delete()


def as_posted(data: dict[str, list[str]]) -> QueryDict:
    """What was kept, as the form posts it."""
    posted = QueryDict(mutable=True)
    for name, values in data.items():
        posted.setlist(name, values)
    return posted


# -- looking -----------------------------------------------------------------------------------------------------------
def around(user, spot: Spot, *, at: datetime) -> list[dict]:
    """What this person typed here and did not save, newest first, and who else has this form open. One query; of somebody
    else's row never what stands in it."""
    rows = spot.rows().filter(Q(user=user, data__isnull=False) | Q(present__gt=at - HEARD))
    mine = Case(When(user=user, then="data"), default=None)
    names = ("pk", "tab", "user_id", "user__name", "user__email", "opened", "present", "changed", "edit")
    return list(rows.annotate(mine=mine).order_by("-changed", "-pk").values(*names, "mine"))


def typed_before(rows: list[dict], tab: str) -> list[dict]:
    """Of `around`: what its reader typed in other tabs, or before this one was opened."""
    return [row for row in rows if row["mine"] is not None and row["tab"] != tab][:OFFERED]


def beside(rows: list[dict], user, tab: str, *, at: datetime, own: bool = True) -> list[str]:
    """Of `around`: who else is at work in this form, a sentence for each person."""
    since: dict[int, tuple[str, datetime]] = {}
    for row in rows:
        if row["present"] and row["present"] > at - HEARD and row["tab"] != tab and (own or row["user_id"] != user.pk):
            name, first = row["user__name"] or row["user__email"], since.get(row["user_id"], ("", row["opened"]))[1]
            since[row["user_id"]] = (name, min(first, row["opened"]))
    words = _("Je hebt dit formulier ook in een ander tabblad open (sinds %(when)s).")
    others = _("%(who)s werkt hier nu ook aan (sinds %(when)s).")
    return [
        (words if pk == user.pk else others) % {"who": name, "when": moment(first, at)}
        for pk, (name, first) in sorted(since.items(), key=lambda known: known[0] != user.pk)
    ]


def moment(when: datetime, at: datetime | None = None) -> str:
    """An hour; of another day with its date."""
    local, today = timezone.localtime(when), timezone.localtime(at)
    return date_format(local, "H:i" if local.date() == today.date() else "j F, H:i")


def promise() -> str:
    """How long it is kept, for whoever typed it."""
    days = settings.AUTOSAVE_DAYS
    words = ngettext(
        "Alleen jij ziet dit. We houden het %(count)s dag bij.", "Alleen jij ziet dit. We houden het %(count)s dagen bij.", days
    )
    return words % {"count": days}


# -- forgetting --------------------------------------------------------------------------------------------------------
def forget(now: datetime) -> int:
    """Delete what was typed longer ago than was promised, and tabs in which nothing was typed; returns how many. Asking twice
    changes nothing."""
    old = Q(changed__lt=now - timedelta(days=settings.AUTOSAVE_DAYS))
    idle = Q(data__isnull=True, opened__lt=now - IDLE) & (Q(present=None) | Q(present__lt=now - IDLE))
    batch = list(Autosave.objects.filter(old | idle).values_list("pk", flat=True)[:BATCH])
    return Autosave.objects.filter(pk__in=batch).delete()[0] if batch else 0


def follow(models: Iterable) -> None:
    """From now on, what was typed in a form goes when its thing goes."""
    for model in models:
        post_delete.connect(_gone, sender=model, dispatch_uid=f"autosave.gone.{model._meta.label}")


def _gone(sender, instance, **kwargs):
    Autosave.objects.filter(content_type=ContentType.objects.get_for_model(sender), object_id=instance.pk).delete()
