"""What must happen by the clock. No job: the first reader after the moment takes the steps (catalogue.Edition)."""

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.dispatch import Signal

from portal.publishing.checks import publications
from portal.publishing.models import Status
from portal.publishing.workflow import take

log = logging.getLogger(__name__)

upcoming = Signal()  # after: an app answers with the next moment at which something of its own changes in public, or None


def take_due(now: datetime) -> int:
    """Take every step whose moment has come, oldest first; returns how many. Asking twice changes nothing.

    A step that fails is logged and its publication goes back to review; the others go on.
    """
    taken = 0
    for model in publications():
        for pk in model.objects.due(now).order_by("publish_at", "pk").values_list("pk", flat=True):
            try:
                with transaction.atomic():
                    taken += _take_due_steps(model, pk, now)
            except Exception:  # the one broad except of the house: one bad text must not hold up the public site
                log.exception("A planned step of %s %s failed; it went back to review", model._meta.label, pk)
                model.objects.filter(pk=pk, status=Status.SCHEDULED).update(
                    status=Status.REVIEW, planned=None, edit=F("edit") + 1
                )
                model.objects.filter(pk=pk, withdraw_at__lte=now).update(withdraw_at=None)
    return taken


def _take_due_steps(model, pk, now) -> int:
    thing, taken = model.objects.get(pk=pk), 0
    if thing.status == Status.SCHEDULED and thing.publish_at and thing.publish_at <= now:
        thing, taken = take(thing, "publish", seen=thing.edit, at=thing.publish_at if not thing.withdraw_at else now), 1
    if thing.live_id and thing.withdraw_at and thing.withdraw_at <= now:
        take(thing, "withdraw", seen=thing.edit, at=now)
        taken += 1
    return taken


def next_moment(after: datetime) -> datetime | None:
    """The first moment after `after` at which something public changes by the clock. Overdue moments count as now."""
    moments = [moment for _receiver, moment in upcoming.send(None, after=after) if moment]
    for model in publications():
        due = Q(status=Status.SCHEDULED, publish_at__isnull=False) | Q(live__isnull=False, withdraw_at__isnull=False)
        for status, live, appear, leave in model.objects.filter(due).values_list("status", "live", "publish_at", "withdraw_at"):
            moments += [appear] if status == Status.SCHEDULED and appear else []
            moments += [leave] if live and leave else []
    return min(moments, default=None)
