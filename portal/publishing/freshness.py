"""Whether a text still holds, as far as its dates tell: derived from its date of review and from when it was reviewed last.

The date of review counts; once a text was looked at on that day or later, and for a text that has none, it counts
`USUAL` days from the day it was looked at. From the day itself on it is over time.
"""

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.publishing import logbook
from portal.publishing.logbook import Act
from portal.publishing.models import Publication, Status
from portal.publishing.workflow import StepRefused, may, take
from portal.shared import public_lock

USUAL = dt.timedelta(days=365)
TERMS: dict[int, Any] = {6: gettext_lazy("6 maanden"), 12: gettext_lazy("1 jaar"), 24: gettext_lazy("2 jaar")}  # months
TERM = 12


class Freshness(StrEnum):
    """How fresh a text is; the values stand in addresses."""

    CURRENT = "actueel"
    SOON = "te-herzien"
    LATE = "over-tijd"
    UNKNOWN = "geen-datum"


LABELS = {
    Freshness.CURRENT: gettext_lazy("actueel"),
    Freshness.SOON: gettext_lazy("te herzien"),
    Freshness.LATE: gettext_lazy("over tijd"),
    Freshness.UNKNOWN: gettext_lazy("geen datum"),
}
LOOKS = {Freshness.CURRENT: "ok", Freshness.SOON: "lock", Freshness.LATE: "bad", Freshness.UNKNOWN: ""}


# -- the rule ----------------------------------------------------------------------------------------------------------
def due_of(review_due: dt.date | None, reviewed_at: dt.date | None) -> dt.date | None:
    """By when somebody looks again; None when nothing tells."""
    if reviewed_at and (review_due is None or reviewed_at >= review_due):
        return reviewed_at + USUAL
    return review_due


def freshness(review_due: dt.date | None, reviewed_at: dt.date | None, on: dt.date) -> Freshness:
    """How fresh a text with these dates is on a day."""
    due = due_of(review_due, reviewed_at)
    if due is None:
        return Freshness.UNKNOWN
    if due <= on:
        return Freshness.LATE
    return Freshness.SOON if due <= on + dt.timedelta(days=settings.REVIEW_SOON) else Freshness.CURRENT


def is_reviewed(model) -> bool:
    """Whether this kind of publication keeps the day on which somebody looked at it."""
    return any(field.name == "reviewed_at" for field in model._meta.concrete_fields)


def freshness_of(thing: Publication, on: dt.date) -> Freshness:
    return freshness(thing.review_due, getattr(thing, "reviewed_at", None), on)


def having(model, wanted: Freshness, on: dt.date) -> Q:
    """The rows of a kind of publication that are this fresh on a day: the same rule, for the database."""
    soon = on + dt.timedelta(days=settings.REVIEW_SOON)
    match wanted:
        case Freshness.LATE:
            return _due_by(model, on)
        case Freshness.SOON:
            return _due_by(model, soon) & ~_due_by(model, on)
        case Freshness.UNKNOWN:
            return Q(review_due=None, reviewed_at=None) if is_reviewed(model) else Q(review_due=None)
    return ~_due_by(model, soon) & ~having(model, Freshness.UNKNOWN, on)


def _due_by(model, day: dt.date) -> Q:
    """Rows whose day has come by this day. Written so that its opposite holds for rows without dates too."""
    planned = Q(review_due__isnull=False, review_due__lte=day)
    if not is_reviewed(model):
        return planned
    looked = Q(reviewed_at__isnull=False) & (Q(review_due=None) | Q(reviewed_at__gte=F("review_due")))
    return (planned & (Q(reviewed_at=None) | Q(reviewed_at__lt=F("review_due")))) | (looked & Q(reviewed_at__lte=day - USUAL))


# -- looking at it -----------------------------------------------------------------------------------------------------
def months_later(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last of a shorter month."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return dt.date(year, month, min(day.day, monthrange(year, month)[1]))


def may_confirm(user, thing: Publication) -> bool:
    """Whether this person can say now that the text still holds. What waits to appear is left alone: it was approved as it is."""
    return thing.status in (Status.DRAFT, Status.REVIEW, Status.PUBLISHED) and may(user, "edit", thing)


@transaction.atomic
def confirm(thing: Publication, *, months: int, seen: int, at: dt.datetime, by) -> Publication:
    """“Nagekeken: nog juist.” The day of today and the next date of review, in one step; returns the fresh row.

    What readers see changes with it when the working copy is what is online: at once by who may publish, else after the
    review for which it is sent. A draft beside it only gets the dates. Raises StepRefused.
    """
    if months not in TERMS:
        raise StepRefused(_("Kies een termijn uit de lijst."))
    public_lock.send(type(thing))
    thing = type(thing).objects.select_for_update(of=("self",)).get(pk=thing.pk)
    if not may_confirm(by, thing):
        raise StepRefused(_("Dit kan nu niet: de tekst is goedgekeurd, ingepland of ingetrokken, of je mag hem niet wijzigen."))
    was = thing.status
    day = timezone.localdate(at)
    thing.review_due, columns = months_later(day, months), ["review_due"]
    if is_reviewed(type(thing)):
        thing.reviewed_at, columns = day, [*columns, "reviewed_at"]
    thing.changed_by = by
    thing.save(update_fields=[*columns, "changed", "changed_by"])
    said = _("volgend nazicht voor %(day)s") % {"day": date_format(thing.review_due, "j F Y")}
    logbook.write(Act.CHECKED, thing, by=by, at=at, said=said)
    return _carried_on(thing, was, seen=seen, at=at, by=by)


def _carried_on(thing, was, *, seen, at, by) -> Publication:
    """The step that belongs to it: what stood online as it was goes online again, or asks for that. It refuses when somebody
    else was first."""
    comment = str(_("Nagekeken: nog juist."))
    if was == Status.PUBLISHED and may(by, "publish", thing):
        return take(thing, "publish", seen=seen, at=at, by=by, comment=comment, reopen=True)
    if was == Status.PUBLISHED:
        try:
            return take(thing, "submit", seen=seen, at=at, by=by, comment=comment, reopen=True)
        except StepRefused:  # the checklist asks for more than it did: it stays a draft, and says so
            pass
    return take(thing, "edit", seen=seen, at=at, by=by)


# -- for the eye -------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Standing:
    """The freshness of one text, as the desk shows it."""

    state: Freshness
    due: dt.date | None

    @property
    def label(self) -> str:
        return str(LABELS[self.state])

    @property
    def look(self) -> str:
        return LOOKS[self.state]

    @property
    def words(self) -> str:
        """By when, in words."""
        if self.due is None:
            return _("nog geen datum voor nazicht")
        day = date_format(self.due, "j F Y")
        return (_("nazicht was voor %(day)s") if self.state == Freshness.LATE else _("nazicht voor %(day)s")) % {"day": day}


def standing(thing: Publication, on: dt.date) -> Standing:
    return Standing(freshness_of(thing, on), due_of(thing.review_due, getattr(thing, "reviewed_at", None)))
