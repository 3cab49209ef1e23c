"""The steps of a publication and the one door through which they are taken: admin, commands and the clock come here."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.publishing import logbook
from portal.publishing.checklist import Need, in_the_way
from portal.publishing.freezing import freeze, restore, upgrade
from portal.publishing.models import Publication, Revision, Status
from portal.shared import public_lock
from portal.text import without_nul

STEPS: dict[str, tuple[set, Any]] = {  # step: (from, to); status speaks of the working copy, public is `live is not None`
    "edit": (
        {Status.APPROVED, Status.SCHEDULED, Status.PUBLISHED, Status.ARCHIVED},
        Status.DRAFT,
    ),  # a draft, or a text in review, stays one
    "submit": ({Status.DRAFT}, Status.REVIEW),
    "return": ({Status.REVIEW, Status.APPROVED, Status.SCHEDULED, Status.ARCHIVED}, Status.DRAFT),
    "approve": ({Status.REVIEW}, Status.APPROVED),
    "schedule": ({Status.DRAFT, Status.APPROVED}, Status.SCHEDULED),
    "publish": ({Status.DRAFT, Status.APPROVED, Status.SCHEDULED}, Status.PUBLISHED),
    "withdraw": (set(Status) - {Status.ARCHIVED}, Status.ARCHIVED),
}
FOR_EDITORS = {"edit", "submit", "return"}  # need the right to change; every other step needs the right to publish
NAMES = {
    "edit": _("Bewaar"),
    "submit": _("Stuur ter review"),
    "return": _("Zet terug naar klad"),
    "approve": _("Keur goed"),
    "schedule": _("Plan in"),
    "publish": _("Publiceer"),
    "withdraw": _("Trek in"),
}

published = Signal()  # thing (saved), values (upgraded), revision, at, by: the public text changed
withdrawn = Signal()  # thing (saved), at, by: the public text is gone
written = Signal()  # thing: its working copy was saved with all its rows, in this transaction
expected = Signal()  # at, moments: those of the thing that was stepped; what happens next by the clock may have changed


class StepRefused(Exception):
    """A step that cannot be taken now, in a sentence for the editor."""


def may(user, step: str, thing: Publication) -> bool:
    """Has this person the right to take this step? (None is the clock, and it has.)"""
    act = "change" if step in FOR_EDITORS else "publish"
    return user is None or user.has_perm(f"{thing._meta.app_label}.{act}_{thing._meta.model_name}")


def steps_for(user, thing: Publication) -> list[str]:
    """The steps this person can take from here, in the order of the table; "edit" is the saving itself."""
    return [
        step
        for step, (origin, _to) in STEPS.items()
        if step != "edit" and thing.status in origin and may(user, step, thing) and (step != "withdraw" or thing.live_id)
    ]


def take(
    thing: Publication,
    step: str,
    *,
    seen: int,
    at: datetime,
    by=None,
    comment: str = "",
    when: datetime | None = None,
    reopen: bool = False,
):
    """Take a step and return the fresh row. One transaction: what the public sees changes with it or not at all.

    Every step writes one line in the log; the saving of a text ("edit") has that of the form that saved it.
    `seen` is the `edit` the caller looked at; `when` is the moment for "schedule"; `reopen` takes the "edit" step with it,
    for a text that was just saved or that is published again. Raises StepRefused.
    """
    if not may(by, step, thing):
        raise StepRefused(_("Je hebt niet de rechten voor deze stap."))
    comment = without_nul(comment)
    with transaction.atomic():
        public_lock.send(type(thing))
        thing = type(thing).objects.select_for_update(of=("self",)).get(pk=thing.pk)
        if thing.edit != seen:
            raise StepRefused(_("Iemand heeft dit intussen gewijzigd. Bekijk eerst de nieuwe toestand en probeer dan opnieuw."))
        moments = [thing.publish_at, thing.withdraw_at]
        before = _reopened(thing) if reopen and Status.DRAFT in STEPS[step][0] else thing.status
        thing.status = _target(before, step)
        tell = DOING[step](thing, at=at, by=by, comment=comment, when=when, before=before)
        thing.edit += 1
        thing.changed_by = by or thing.changed_by
        thing.save(update_fields=["status", "live", "planned", "publish_at", "withdraw_at", "edit", "changed", "changed_by"])
        if tell:
            tell()
        else:
            written.send(type(thing), thing=thing)
        expected.send(type(thing), at=at, moments=[*moments, thing.publish_at, thing.withdraw_at])
        logbook.step_taken(thing, step, by=by, at=at, comment=comment)
    return thing


def _reopened(thing) -> str:
    """The status of a text after an edit."""
    origin, target = STEPS["edit"]
    if thing.status in origin:
        _edit(thing)
        return target
    return thing.status


def _target(status: str, step: str) -> str:
    """Where the step leads from here. Raises StepRefused."""
    origin, target = STEPS[step]
    if status in origin:
        return target
    if step == "edit":  # a draft, or a text in review, stays what it is
        return status
    said = {"step": NAMES[step], "status": Status(status).label}
    raise StepRefused(_("“%(step)s” kan niet vanuit de status “%(status)s”.") % said)


def revert(thing: Publication, revision: Revision, *, seen: int, at: datetime, by=None) -> tuple[Publication, list[str]]:
    """Fill the working copy with an old text; the public sees it after "publish". What stood there is kept as a version.
    Returns the fresh row and what no longer exists."""
    with transaction.atomic():
        public_lock.send(type(thing))
        fresh = take(thing, "edit", seen=seen, at=at, by=by)
        _revision(fresh, at=at, by=by, comment=str(_("Bewaard voor het terugzetten")))
        missing = restore(fresh, revision.snapshot)
        written.send(type(fresh), thing=fresh)
        said = str(_("Teruggezet naar versie %(number)s") % {"number": revision.number})
        _revision(fresh, at=at, by=by, comment=said)
        logbook.write(logbook.Act.REVERTED, fresh, by=by, at=at, said=str(_("versie %(number)s") % {"number": revision.number}))
    return fresh, missing


def keep_version(thing: Publication, *, at: datetime, by=None, comment: str = "") -> Revision:
    """The working copy as it stands, as a version to come back to: before something else is put in its place."""
    return _revision(thing, at=at, by=by, comment=comment)


def _revision(thing, *, at, by, comment, snapshot=None, published=None) -> Revision:
    """The text as it stands, as a revision; an unchanged text is the revision it already was."""
    snapshot, last = snapshot or freeze(thing), thing.revisions().first()
    if last and last.snapshot == snapshot:
        return last
    return Revision.objects.create(
        content_type=ContentType.objects.get_for_model(thing),
        object_id=thing.pk,
        number=last.number + 1 if last else 1,
        snapshot=snapshot,
        format=type(thing).SNAPSHOT,
        author=by,
        comment=comment[:300],
        created=at,
        published=published,
    )


def _checked(thing) -> dict:
    """The snapshot of a text that may be published. Raises StepRefused with everything that is missing."""
    snapshot = freeze(thing)
    if obstacles := thing.obstacles(snapshot):
        raise StepRefused(" ".join(str(sentence) for sentence in obstacles))
    return snapshot


def _edit(thing, **_kwargs):
    thing.planned = None


def _submit(thing, *, at, by, comment, **_kwargs):
    """Somebody else is asked to read it: the checklist is right first."""
    snapshot = freeze(thing)
    if wrong := in_the_way(thing.drafted(snapshot, timezone.localdate(at)), Need.REVIEW):
        said = ngettext(
            "Nog niet klaar voor review: %(count)s punt van de checklist is rood.",
            "Nog niet klaar voor review: %(count)s punten van de checklist zijn rood.",
            len(wrong),
        ) % {"count": len(wrong)}
        raise StepRefused(" ".join([said, *(str(point.sentence) for point in wrong)]))
    _revision(thing, at=at, by=by, comment=comment, snapshot=snapshot)


def _return(thing, **_kwargs):
    thing.planned = None


def _approve(thing, **_kwargs):
    _checked(thing)


def _schedule(thing, *, at, by, comment, when, **_kwargs):
    when = when or thing.publish_at
    if when is None or when <= at:
        raise StepRefused(_("Kies een moment in de toekomst om te publiceren."))
    if thing.withdraw_at and thing.withdraw_at <= when:
        raise StepRefused(_("De datum om in te trekken ligt vóór die om te publiceren. Pas een van beide aan."))
    thing.publish_at = when
    thing.planned = _revision(thing, at=at, by=by, comment=comment, snapshot=_checked(thing))


def _publish(thing, *, at, by, comment, before, **_kwargs):
    """Returns what to tell when the row is saved: who listens may read it."""
    if thing.withdraw_at and thing.withdraw_at <= at:
        raise StepRefused(_("De datum om in te trekken is al voorbij. Pas die eerst aan."))
    if before == Status.SCHEDULED and thing.planned:
        revision = thing.planned
    else:
        revision = _revision(thing, at=at, by=by, comment=comment, snapshot=_checked(thing), published=at)
    if revision.published is None:
        revision.published = at
        revision.save(update_fields=["published"])
    thing.live, thing.planned, thing.publish_at = revision, None, None
    values = upgrade(type(thing), revision.snapshot)
    return lambda: published.send(type(thing), thing=thing, values=values, revision=revision, at=at, by=by)


def _withdraw(thing, *, at, by, **_kwargs):
    """Returns what to tell when the row is saved."""
    if thing.live_id is None:
        raise StepRefused(_("Dit staat niet online; er valt niets in te trekken."))
    thing.live = thing.planned = thing.publish_at = thing.withdraw_at = None
    return lambda: withdrawn.send(type(thing), thing=thing, at=at, by=by)


DOING: dict[str, Callable] = {
    "edit": _edit,
    "submit": _submit,
    "return": _return,
    "approve": _approve,
    "schedule": _schedule,
    "publish": _publish,
    "withdraw": _withdraw,
}
