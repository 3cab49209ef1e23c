"""What must happen by the clock. No job: the first reader after the moment takes the steps (catalogue.Edition)."""

import logging
from datetime import datetime

from django.db import OperationalError, transaction
from django.db.models import F, Q
from django.dispatch import Signal

from portal.publishing import letters, logbook
from portal.publishing.checks import publications
from portal.publishing.models import Status
from portal.publishing.workflow import NAMES, StepRefused, take

log = logging.getLogger(__name__)

upcoming = Signal()  # after: an app answers with the next moment at which something of its own changes in public, or None


def take_due(now: datetime) -> int:
    """Take every step whose moment has come, oldest first; returns how many. Asking twice changes nothing.

    Each step stands alone: one that fails is logged and the others go on. A text that cannot appear goes back to review;
    one that cannot be withdrawn loses its moment, so that nobody tries it at every visit.
    """
    taken = 0
    for moment, step, model, pk in _due(now):
        try:
            with transaction.atomic():
                thing = model.objects.get(pk=pk)
                if step == "withdraw" and thing.live_id is None:
                    continue  # it went along with what it belongs to
                take(thing, step, seen=thing.edit, at=moment if step == "publish" else now)
                taken += 1
        except OperationalError:
            raise  # the database is busy or away: nothing is wrong with the text, the next reader tries again
        except Exception as fault:  # the one broad except of the house: one bad text must not hold up the public site
            log.exception("The planned step %s of %s %s failed", step, model._meta.label, pk)
            failed = model.objects.filter(pk=pk)
            _remember(failed.first(), step, fault, now)
            if step == "publish":
                failed.filter(status=Status.SCHEDULED).update(status=Status.REVIEW, planned=None, edit=F("edit") + 1)
            else:
                failed.update(withdraw_at=None)
    return taken


def _remember(thing, step: str, fault: Exception, at: datetime) -> None:
    """A line for the editors: which step could not be taken, and why as far as that is a sentence for them."""
    if thing:
        why = str(fault) if isinstance(fault, StepRefused) else ""
        logbook.write(logbook.Act.FAILED, thing, at=at, said=f"{NAMES[step]}. {why}".strip())
        letters.step_failed(thing, step, at=at, why=why)


def _due(now: datetime) -> list[tuple]:
    """(moment, step, model, pk) of what must happen, oldest first over all publications; of one moment, what others belong to
    comes first. What must go already need not appear."""
    steps, models = [], publications()
    for model in models:
        rows = model.objects.due(now).values_list("pk", "status", "live", "publish_at", "withdraw_at")
        for pk, status, live, appear, leave in rows:
            leaves = leave is not None and leave <= now
            if status == Status.SCHEDULED and appear and appear <= now and not leaves:
                steps.append((appear, "publish", model, pk))
            if live and leaves:
                steps.append((leave, "withdraw", model, pk))
    return sorted(steps, key=lambda step: (step[0], models.index(step[2]), step[3]))


def next_moment(after: datetime) -> datetime | None:
    """The first moment after `after` at which something public changes by the clock. Overdue moments count as now."""
    moments = [moment for _receiver, moment in upcoming.send(None, after=after) if moment]
    for model in publications():
        due = Q(status=Status.SCHEDULED, publish_at__isnull=False) | Q(live__isnull=False, withdraw_at__isnull=False)
        for status, live, appear, leave in model.objects.filter(due).values_list("status", "live", "publish_at", "withdraw_at"):
            moments += [appear] if status == Status.SCHEDULED and appear and not (leave and leave <= after) else []
            moments += [leave] if live and leave else []
    return min(moments, default=None)
