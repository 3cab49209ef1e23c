"""The steps of a publication and the one door through which they are taken: admin, commands and the clock come here."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.accounts.access import roles_that_may
from portal.publishing import letters, logbook, reviewing
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
    "schedule": ({Status.DRAFT, Status.APPROVED, Status.SCHEDULED}, Status.SCHEDULED),  # from scheduled: at another moment
    "unschedule": ({Status.SCHEDULED}, Status.APPROVED),
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
    "unschedule": _("Schrap de planning"),
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
    return user is None or _has(user, "change" if step in FOR_EDITORS else "publish", thing)


def _has(user, act: str, thing: Publication) -> bool:
    return user.has_perm(f"{thing._meta.app_label}.{act}_{thing._meta.model_name}")


def why_not(user, step: str, thing: Publication) -> str:
    """Whose step it is and what to do, for who has not the right; "" for who has it."""
    if may(user, step, thing):
        return ""
    roles = roles_that_may("change" if step in FOR_EDITORS else "publish", thing)
    said = _("“%(step)s” is een stap voor een %(roles)s.") % {"step": NAMES[step], "roles": get_text_list(roles, _("of"))}
    if step == "withdraw" or not _has(user, "change", thing) or thing.status in (Status.APPROVED, Status.SCHEDULED):
        return " ".join([said, str(_("Vraag het aan een van hen."))])
    if thing.status == Status.REVIEW:
        return " ".join([said, str(_("De tekst wacht al op review: wie hem naleest, neemt deze stap."))])
    return " ".join([said, str(_("Stuur de tekst ter review: wie hem naleest, neemt deze stap."))])


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
    if said := why_not(by, step, thing):
        raise StepRefused(said)
    comment = without_nul(comment)
    with transaction.atomic(), letters.gathered():
        public_lock.send(type(thing))
        thing = type(thing).objects.select_for_update(of=("self",)).get(pk=thing.pk)
        if thing.edit != seen:
            raise StepRefused(_("Iemand heeft dit intussen gewijzigd. Bekijk eerst de nieuwe toestand en probeer dan opnieuw."))
        moments, was, editor = [thing.publish_at, thing.withdraw_at], thing.status, thing.changed_by_id
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
        letters.of_step(thing, step, was=was, planned=moments[0], editor=editor, at=at, by=by, comment=comment)
        logbook.step_taken(thing, step, by=by, at=at, comment=comment)
    return thing


def rearrange(thing: Publication, *, at: datetime, by=None, asked: Collection[int] = ()) -> None:
    """Whose a text is, who reads it and when it goes was changed: that holds at once, and makes no text newer.
    `asked` are the people who are asked to read it from now on. Call it in the transaction of the change."""
    thing.edit += 1
    type(thing).objects.filter(pk=thing.pk).update(edit=thing.edit)
    expected.send(type(thing), at=at, moments=[thing.publish_at, thing.withdraw_at])
    if asked and thing.status == Status.REVIEW:
        with letters.gathered():
            letters.ask(thing, asked, at=at, by=by)


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
    others = {name: origin for name, (origin, _to) in STEPS.items() if name not in ("edit", "withdraw")}
    possible = [str(NAMES[name]).lower() for name, origin in others.items() if status in origin]
    said = {"step": NAMES[step], "status": Status(status).label, "steps": get_text_list(possible, _("of"))}
    raise StepRefused(_("“%(step)s” kan niet vanuit de status “%(status)s”. Vanaf daar kan: %(steps)s.") % said)


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


def _return(thing, *, by, comment, before, **_kwargs):
    if before != Status.ARCHIVED and not comment.strip() and reviewing.wants_reason(thing, by):
        raise StepRefused(_("Schrijf erbij waarom je dit terugstuurt: wie het schreef, weet dan wat er nog moet gebeuren."))
    thing.planned = None


def _approve(thing, *, by, **_kwargs):
    if said := reviewing.why_not_approve(thing, by):
        raise StepRefused(said)
    _checked(thing)


def _unschedule(thing, **_kwargs):
    thing.planned = None


def _schedule(thing, *, at, by, comment, when, before, **_kwargs):
    """Freezes the text; one that was planned already keeps what was frozen then."""
    when = when or thing.publish_at
    if when is None or when <= at:
        raise StepRefused(_("Kies een moment in de toekomst om te publiceren."))
    if thing.withdraw_at and thing.withdraw_at <= when:
        raise StepRefused(_("De datum om in te trekken ligt vóór die om te publiceren. Pas een van beide aan."))
    thing.publish_at = when
    if before == Status.SCHEDULED and thing.planned:
        return
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
    "unschedule": _unschedule,
    "publish": _publish,
    "withdraw": _withdraw,
}
