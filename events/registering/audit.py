"""What must be true of registrations whatever happened: looked at from the outside, day by day.

Each finding is a sentence with numbers of registrations, never a name.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Count, F, Q
from django.utils import timezone

from events.models import Needs, Place, Registration, StudyDay
from events.programme import locked
from events.registering import letters
from events.registering.privacy import left_of, letters_about, lines_about, messages_left, retained_until
from events.registering.seats import DaySeats
from portal.letters.models import Letter


def findings(*, at: dt.datetime) -> list[str]:
    """Everything that is not as it must be, in sentences; empty when all is well. Each day is looked at under its lock."""
    found: list[str] = []
    for pk in StudyDay.objects.order_by("pk").values_list("pk", flat=True):
        found += [f"Studiedag {pk}: {what}" for what in findings_of(pk, at=at)]
    return found


def findings_of(day: int, *, at: dt.datetime) -> list[str]:
    """What is not as it must be on one day, looked at under its lock."""
    with transaction.atomic():
        return list(_of_day(DaySeats(locked(day), at=at)))


def _of_day(seats: DaySeats) -> Iterator[str]:
    yield from _counts(seats)
    yield from _rows(seats)
    yield from _lines(seats)
    yield from _twice(seats)
    yield from _confirmations(seats)
    yield from _left_behind(seats)


def _counts(seats: DaySeats) -> Iterator[str]:
    """taken = who is confirmed, and never more than there are seats."""
    day, confirmed = seats.day, seats.day.registrations.confirmed().count()
    if day.taken != confirmed:
        yield f"{day.taken} ingenomen plaatsen geteld, {_people(confirmed)} ingeschreven"
    if day.capacity is not None and confirmed > day.capacity:
        yield f"{_people(confirmed)} ingeschreven voor {day.capacity} plaatsen"
    sat = dict(_places(seats).confirmed().order_by().values_list("session").annotate(Count("pk")))
    for pk, session in seats.sessions.items():
        if session.taken != sat.get(pk, 0):
            yield f"sessie {pk}: {session.taken} ingenomen plaatsen geteld, {_people(sat.get(pk, 0))} geplaatst"
        if session.capacity is not None and sat.get(pk, 0) > session.capacity:
            yield f"sessie {pk}: {_people(sat[pk])} geplaatst voor {session.capacity} plaatsen"


def _places(seats: DaySeats):
    return Place.objects.filter(registration__day=seats.day)


def _rows(seats: DaySeats) -> Iterator[str]:
    """Places fit their session, and only who comes has one."""
    strange = Q(session__day__isnull=False) & ~Q(session__day=seats.day) | Q(session__block=None) | ~Q(session__block=F("block"))
    for pk, number in _places(seats).filter(strange).values_list("session", "registration__number"):
        yield f"inschrijving {number} heeft een plaats in sessie {pk}, die niet (meer) in dat blok staat"
    sits = _places(seats).exclude(state=Place.State.WISHED).exclude(registration__state=Registration.State.CONFIRMED)
    gone = _places(seats).filter(registration__state=Registration.State.CANCELLED)
    for number in sorted({*(sits | gone).values_list("registration__number", flat=True)}):
        yield f"inschrijving {number} komt niet (of nog niet), en heeft toch een plaats"
    early = _places(seats).exclude(state=Place.State.WISHED).filter(block__choice="ranked", block__allotted_at=None)
    for number in early.values_list("registration__number", flat=True):
        yield f"inschrijving {number} heeft een plaats in een blok dat nog verdeeld moet worden"


def _lines(seats: DaySeats) -> Iterator[str]:
    """Nobody waits while a seat is free, as long as waiting lists move."""
    if not seats.promoting():
        return
    waiting = seats.day.registrations.waiting().count()
    if waiting and seats.day_has_room():
        yield f"{_waiting(waiting)} terwijl er plaats is"
    lines = _places(seats).filter(state=Place.State.WAITING, registration__state=Registration.State.CONFIRMED)
    for pk, people in sorted(lines.order_by().values_list("session").annotate(Count("pk"))):
        if pk in seats.sessions and seats.has_room(seats.sessions[pk]):
            yield f"sessie {pk}: {_waiting(people)} terwijl er plaats is"


def _waiting(count: int) -> str:
    return f"{_people(count)} {'wacht' if count == 1 else 'wachten'}"


def _people(count: int) -> str:
    return f"{count} {'persoon' if count == 1 else 'mensen'}"


def _twice(seats: DaySeats) -> Iterator[str]:
    """A masterclass that is given twice is taken once."""
    taken = defaultdict(list)
    held = _places(seats).exclude(state=Place.State.WISHED)
    for number, pk in held.values_list("registration__number", "session"):
        taken[number].append(seats.family(pk))
    for number, families in sorted(taken.items()):
        if len(set(families)) < len(families):
            yield f"inschrijving {number} heeft twee plaatsen in dezelfde masterclass"


def _confirmations(seats: DaySeats) -> Iterator[str]:
    """Everybody who comes and has an address is owed exactly one confirmation, as long as letters are kept."""
    kept = seats.at - dt.timedelta(days=settings.LETTER_DAYS)
    people = seats.day.registrations.confirmed().exclude(email="").filter(confirmed_at__gte=kept)
    about = Letter.objects.filter(kind=letters.CONFIRMED.name, content_type=ContentType.objects.get_for_model(Registration))
    owed = Counter(about.filter(object_id__in=people.values("pk")).values_list("object_id", flat=True))
    for pk, number in people.values_list("pk", "number"):
        if owed[pk] != 1:
            yield f"inschrijving {number} heeft {owed[pk]} bevestigingen"


def _left_behind(seats: DaySeats) -> Iterator[str]:
    """Needs go the day after; names, addresses, letters and messages after `retain_until`."""
    day, today = seats.day, timezone.localdate(seats.at)
    if today > (day.last_date or day.date) + dt.timedelta(days=1):
        if count := Needs.objects.filter(registration__day=day).count():
            yield f"van {_people(count)} zijn de noden nog niet gewist"
    if today <= retained_until(day):
        return
    people, parties = left_of(day)
    everybody = (day.registrations.all(), day.parties.all())
    written = sum(letters_about(rows).exclude(kind=letters.ERASED.name).count() for rows in everybody)
    told = sum(lines_about(rows).count() for rows in (people, parties))
    counted = (
        (people.count(), "inschrijving", "inschrijvingen"),
        (parties.count(), "groep", "groepen"),
        (written, "brief", "brieven"),
    )
    for count, one, many in counted:
        if count:
            yield f"{count} {f'{one} zegt' if count == 1 else f'{many} zeggen'} nog wie het was"
    if messages := messages_left(StudyDay.objects.filter(pk=day.pk)).count():
        lines = "bericht van de organisatie is" if messages == 1 else "berichten van de organisatie zijn"
        yield f"{messages} {lines} nog te lezen"
    if told:
        lines = "regel in het logboek gaat" if told == 1 else "regels in het logboek gaan"
        yield f"{told} {lines} over mensen die we vergeten moesten"
