"""The programme of a day as a whole: its lock, what holds at once, publishing it in one step, a copy for the next day.

Lock order, for everybody: the Edition (only who may change the public site), then the row of the day, then its sessions.
A registration locks the row of the day first and never touches the Edition, so nobody waits for each other in a circle.
"""

import datetime as dt
from collections.abc import Iterable
from contextlib import contextmanager

from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_delete
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from events import clashes, phases
from events.models import Block, Contribution, Organiser, Person, Session, StudyDay
from events.models.session import checked_together, slots
from portal.catalogue.entries import rows_in_hand
from portal.catalogue.index import digest, entry_of, rewrite, touch
from portal.catalogue.models import Edition, Record
from portal.publishing import clock
from portal.publishing.letters import gathered
from portal.publishing.models import Status
from portal.publishing.workflow import StepRefused, published, take, withdrawn, written
from portal.shared import public_lock, shared_deleting


def locked(pk: int) -> StudyDay:
    """The day, with its row locked: one writer of its programme and its registrations at a time. Call inside a transaction
    and read what hangs on the day after it. Raises StudyDay.DoesNotExist."""
    return StudyDay.objects.select_for_update(of=("self",)).get(pk=pk)


# -- what holds at once ------------------------------------------------------------------------------------------------
def announce(day: StudyDay, *, at: dt.datetime) -> None:
    """A fact of the programme changed (date, hours, block, room, cancelled): the public pages say so in this transaction."""
    records = _records_of(day)
    if not records:
        return
    number = Edition.raise_number()
    with rows_in_hand():
        rewrite(sorted(records, key=lambda record: record.kind, reverse=True), number=number, at=at)  # sessions, then the day
    touch(Record.objects.filter(pk__in=[record.pk for record in records]), number=number)
    Edition.look_ahead(at)


def _records_of(day: StudyDay) -> list[Record]:
    """The public records of a day and of its sessions."""
    public = Record.objects.public().select_related("revision")
    sessions = public.filter(kind="session", object_id__in=day.sessions.values("pk"))
    return [*sessions.order_by("pk"), *public.filter(kind="day", object_id=day.pk)]


def warnings(day: StudyDay) -> list[str]:
    """What does not fit in the programme as it is being written: rooms and people in two places, rooms too small."""
    return [clash.sentence for clash in clashes.clashes(slots(day.sessions.exclude(status=Status.ARCHIVED)))]


# -- publishing in one step --------------------------------------------------------------------------------------------
def changed_sessions(day: StudyDay) -> list[Session]:
    """Sessions whose text is newer than what is online, in the order of the programme; what was withdrawn comes last."""
    rows = day.sessions.exclude(status=Status.PUBLISHED).select_related("block", "room", "live")
    return sorted(rows, key=lambda row: (row.status == Status.ARCHIVED, *_place(row)))


def _place(session: Session) -> tuple:
    block = session.block
    return (block.position, block.pk) if block else (9999, 0), session.position, session.number or 9999, session.pk


@transaction.atomic
def publish_day(
    day: StudyDay,
    sessions: Iterable[tuple[int, int]],
    *,
    seen: int,
    at: dt.datetime,
    by=None,
    comment: str = "",
    with_day: bool = True,
) -> list[Session]:
    """Publish the day and these sessions ([(pk, the edit that was seen)]) together, or nothing. Returns the sessions.
    `with_day=False` leaves the text of a day that is online as it is.

    Raises StepRefused, with everything that stands in the way."""
    public_lock.send(StudyDay)
    day = locked(day.pk)
    asked = dict(sessions)
    chosen = sorted(day.sessions.filter(pk__in=asked).select_related("block"), key=_place)
    if missing := set(asked) - {session.pk for session in chosen}:
        raise StepRefused(_("%(count)s gekozen sessies bestaan niet meer. Bekijk de lijst opnieuw.") % {"count": len(missing)})
    together = day.sessions.filter(pk__in=asked) | day.sessions.filter(live__isnull=False)
    if found := clashes.clashes(slots(together.distinct())):
        raise StepRefused(" ".join(clash.sentence for clash in found))
    with rows_in_hand(), _together(), gathered():
        done = _publish_all(day, chosen, asked, seen=seen, with_day=with_day, at=at, by=by, comment=comment)
    if done:
        on_session_changed(Session, done[-1], at)
    return done


@contextmanager
def _together():
    """While a whole programme is published, what its sessions have in common is looked at and written once."""
    token = checked_together.set(True)
    try:
        yield
    finally:
        checked_together.reset(token)


def _publish_all(day, chosen, asked, *, seen, with_day, **said) -> list[Session]:
    if day.live_id is None or (with_day and day.status != Status.PUBLISHED):
        _publish(day, seen=seen, **said)
    done, refused = [], []
    for session in chosen:
        try:
            with transaction.atomic():
                done.append(_publish(session, seen=asked[session.pk], **said))
        except StepRefused as refusal:
            refused.append(f"“{session}”: {refusal}")
    if refused:
        raise StepRefused(" ".join(refused))
    return done


def _publish(thing, *, seen, **said):
    """Whoever publishes a text that waits for review, approves it."""
    if thing.status == Status.REVIEW:
        thing = take(thing, "approve", seen=seen, **said)
        seen = thing.edit
    return take(thing, "publish", seen=seen, reopen=True, **said)


# -- a day as a template for the next ----------------------------------------------------------------------------------
@transaction.atomic
def duplicate(day: StudyDay, *, title: str, date: dt.date, sessions: bool, people: bool, by=None) -> StudyDay:
    """A new day in draft with the organisers, venue, blocks and (when asked) sessions and people of this one. What belongs
    to one day alone stays behind: reports, materials, participants, registration window, cancellations."""
    days = dt.timedelta(days=(date - day.date).days)
    copy = StudyDay.objects.create(
        title=title,
        slug=_free_slug(title, date),
        subtitle=day.subtitle,
        summary=day.summary,
        opening=day.opening,
        audience_note=day.audience_note,
        venue=day.venue,
        date=date,
        last_date=day.last_date + days if day.last_date else None,
        starts=day.starts,
        ends=day.ends,
        capacity=day.capacity,
        owner=by,
        changed_by=by,
    )
    for name in ("themes", "levels", "audiences", "tags"):
        getattr(copy, name).set(getattr(day, name).all())
    Organiser.objects.bulk_create(
        Organiser(day=copy, organisation_id=row.organisation_id, words=row.words, role=row.role, position=row.position)
        for row in day.organisers.all()
    )
    blocks = {row.pk: _copied_block(row, copy, days) for row in day.blocks.all()}
    if sessions:
        copies = {row.pk: _copied_session(row, copy, blocks, people, by) for row in day.sessions.all()}
        for row in day.sessions.exclude(repeats=None):
            Session.objects.filter(pk=copies[row.pk].pk).update(repeats=copies.get(row.repeats_id))
        for session in copies.values():
            written.send(Session, thing=session)
    written.send(StudyDay, thing=copy)
    return copy


COPIED = ("title", "slug", "form", "number", "abstract", "room_id", "position", "capacity")


def _copied_block(block: Block, day: StudyDay, days: dt.timedelta) -> Block:
    values = {name: getattr(block, name) for name in ("title", "intro", "starts", "ends", "part", "kind", "choice", "position")}
    moved = {name: date + days if (date := getattr(block, name)) else None for name in ("date", "wishes_until")}
    return Block.objects.create(day=day, **moved, **values)


def _copied_session(session: Session, day: StudyDay, blocks: dict[int, Block], people: bool, by) -> Session:
    values = {name: getattr(session, name) for name in COPIED}
    copy = Session.objects.create(day=day, block=blocks.get(session.block_id), owner=by, changed_by=by, **values)
    copy.themes.set(session.themes.all())
    copy.tags.set(session.tags.all())
    if people:
        Contribution.objects.bulk_create(
            Contribution(
                session=copy,
                person_id=row.person_id,
                team=row.team,
                role=row.role,
                affiliation=row.affiliation,
                position=row.position,
            )
            for row in session.contributions.all()
        )
    return copy


def _free_slug(title: str, date: dt.date) -> str:
    """An address for a day with this title: with its year when another has it, then with a number."""
    base = slugify(title)[:100] or "studiedag"
    tries = [base, f"{base}-{date.year}", *(f"{base}-{date.year}-{number}" for number in range(2, 100))]
    taken = set(StudyDay.objects.filter(slug__in=tries).values_list("slug", flat=True))
    return next(slug for slug in tries if slug not in taken)


# -- what follows from publishing --------------------------------------------------------------------------------------
def listen() -> None:
    """Hear what is published and withdrawn, after the catalogue. Called once, when the apps are ready."""
    published.connect(on_day_published, sender=StudyDay, dispatch_uid="events.day_published")
    withdrawn.connect(on_day_withdrawn, sender=StudyDay, dispatch_uid="events.day_withdrawn")
    published.connect(on_session_appearing, sender=Session, dispatch_uid="events.session_appearing")
    published.connect(on_session_changed, sender=Session, dispatch_uid="events.session_published")
    withdrawn.connect(on_session_changed, sender=Session, dispatch_uid="events.session_withdrawn")
    post_delete.connect(on_session_deleted, sender=Session, dispatch_uid="events.session_deleted")
    shared_deleting.connect(on_person_deleting, sender=Person, dispatch_uid="events.person_deleting")
    clock.upcoming.connect(next_phase, dispatch_uid="events.next_phase")


def on_day_published(sender, thing, at, **kwargs):
    """The pages of its sessions name the day, its venue and its date; its phases become moments of the clock."""
    if sessions := [record for record in _records_of(thing) if record.kind == "session"]:
        with rows_in_hand():
            rewrite(sessions, number=thing.edition, at=at)
    Edition.look_ahead(at)


def on_day_withdrawn(sender, thing, at, by, **kwargs):
    """Its sessions live under its address: they go with it."""
    for session in thing.sessions.public():
        take(session, "withdraw", seen=session.edit, at=at, by=by)
    Edition.look_ahead(at)


def on_session_appearing(sender, thing, **kwargs):
    """A session that was planned and whose day is not online at its moment: its address would hang from nothing."""
    if thing.day.live_id is None:
        raise StepRefused(_("De studiedag staat niet online. Publiceer eerst de dag, of samen met deze sessie."))


def on_session_changed(sender, thing, at, **kwargs):
    """The page of the day lists it, and the other sessions of the day point to their neighbours."""
    if checked_together.get():
        return  # publish_day does it once, after the last one
    public = Record.objects.public()
    of_the_day = public.filter(kind="day", object_id=thing.day_id).select_related("revision")
    rewrite([record for record in of_the_day if digest(entry_of(record)) != record.digest], number=thing.edition, at=at)
    beside = Q(kind="day", object_id=thing.day_id) | Q(kind="session", card__day=thing.day_id)
    touch(public.filter(beside), number=thing.edition)


def on_session_deleted(sender, instance, **kwargs):
    """What repeated it repeats nothing now, and readers are told."""
    announce(instance.day, at=timezone.now())


def on_person_deleting(sender, row, **kwargs):
    """Nobody's name stays at an address that is gone (who is online is not deleted: the catalogue refuses)."""
    Record.objects.filter(kind="person", object_id=row.pk).exclude(withdrawn_at=None).delete()


def next_phase(sender, after, **kwargs) -> dt.datetime | None:
    """The next moment at which a public day comes into another phase."""
    cards = Record.objects.public().filter(kind="day").values_list("card", flat=True)
    return min((moment for card in cards for moment in phases.moments(card) if moment > after), default=None)
