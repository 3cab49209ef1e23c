"""What we know of people, and how it goes: asked for by themselves, and thrown away when its time has come.

Needs go the day after; names, addresses, letters, messages and log lines at `retain_until`. What stays is what can be counted:
that somebody came, and from which onderwijsverstrekker. A secret link then opens nothing any more. Every verb can be asked again.
"""

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils import timezone

from events.models import Mailing, Needs, Party, Registration, StudyDay
from events.models.registration import opaque
from events.registering import letters
from events.registering.registration import leave, of_code, seats_held
from portal.letters.models import Letter
from portal.publishing import logbook
from portal.publishing.logbook import Act

BATCH = 100  # people in one transaction, so that nobody waits long for the day
NAMED = ("email", "name", "function", "organisation", "network_words")
CONTACT = ("email", "name", "organisation", "network_words")


def retained_until(day: StudyDay) -> dt.date:
    """The last day on which we know who came: as the organiser said, or else so many days after."""
    return day.retain_until or (day.last_date or day.date) + dt.timedelta(days=settings.RETAIN_DAYS)


def left_of(day: StudyDay) -> tuple[QuerySet[Registration], QuerySet[Party]]:
    """The registrations and the groups of this day that still say who it was, by themselves or in a letter."""
    people, parties = day.registrations.all(), day.parties.all()
    return _still_known(people, NAMED), _still_known(parties, CONTACT)


def _still_known(rows: QuerySet, columns) -> QuerySet:
    written = letters_about(rows).exclude(kind=letters.ERASED.name)
    return rows.filter(~Q(**_nothing(columns)) | Q(pk__in=written.values("object_id"))).order_by("pk")


def messages_left(days: QuerySet[StudyDay]) -> QuerySet[Mailing]:
    """What organisers wrote to people of these days, and still can be read: it may name them."""
    return Mailing.objects.filter(day__in=days).exclude(subject="", text="")


def _nothing(columns) -> dict[str, str]:
    return dict.fromkeys(columns, "")


def letters_about(rows: QuerySet) -> QuerySet[Letter]:
    """The letters about these registrations, or about these groups."""
    return Letter.objects.filter(content_type=ContentType.objects.get_for_model(rows.model), object_id__in=rows.values("pk"))


def lines_about(rows: QuerySet) -> QuerySet[LogEntry]:
    """The lines of the log about these registrations, or about these groups."""
    about = ContentType.objects.get_for_model(rows.model)
    return LogEntry.objects.filter(content_type=about, object_id__in=[str(pk) for pk in rows.values_list("pk", flat=True)])


# -- when its time has come --------------------------------------------------------------------------------------------
def forget_needs(now: dt.datetime) -> int:
    """Throw away what people needed on days that are past; returns of how many."""
    today, gone = timezone.localdate(now), 0
    past = Q(last_date=None, date__lt=today) | Q(last_date__lt=today)
    for pk in StudyDay.objects.filter(past, registrations__needs__isnull=False).distinct().values_list("pk", flat=True):
        with seats_held(pk, now) as seats:
            gone += Needs.objects.filter(registration__day=seats.day).delete()[0]
    return gone


def anonymise(now: dt.datetime) -> int:
    """Forget who came to days whose time has come, some at a time; returns how many people and groups."""
    today, done = timezone.localdate(now), 0
    people, parties = _still_known(Registration.objects.all(), NAMED), _still_known(Party.objects.all(), CONTACT)
    written = messages_left(StudyDay.objects.filter(date__lt=today))
    known = Q(pk__in=people.values("day")) | Q(pk__in=parties.values("day")) | Q(pk__in=written.values("day"))
    for day in StudyDay.objects.filter(known, date__lt=today):
        if today > retained_until(day):
            done += _anonymise_day(day, now)
    return done


def _anonymise_day(day: StudyDay, now: dt.datetime) -> int:
    done = 0
    while any(left.exists() for left in left_of(day)):
        with seats_held(day.pk, now) as seats:
            if timezone.localdate(now) <= retained_until(seats.day):  # an organiser just gave it more time
                return done
            people, parties = left_of(seats.day)
            for rows in (people, parties):
                batch = list(rows[:BATCH])
                for row in batch:
                    empty(row)
                done += len(batch)
    with seats_held(day.pk, now) as seats:
        if timezone.localdate(now) <= retained_until(seats.day):
            return done
        gone = messages_left(StudyDay.objects.filter(pk=seats.day.pk)).update(subject="", text="")
        if done or gone:
            logbook.write(Act.FORGOTTEN, seats.day, at=now)
    return done


def empty(row: Registration | Party) -> None:
    """Nobody any more, at an address that opens nothing. What was written to them, and about them, goes too."""
    columns = NAMED if isinstance(row, Registration) else CONTACT
    rows = type(row)._default_manager.filter(pk=row.pk)
    letters_about(rows).delete()
    lines_about(rows).delete()
    rows.update(**_nothing(columns), code=opaque(), attempt=f"anoniem:{opaque()}")


# -- asked for by themselves -------------------------------------------------------------------------------------------
def erase(code: str, *, at: dt.datetime) -> None:
    """Somebody wants to be forgotten: their places go to who waits, and all we know of them goes. One last letter says so.
    It cannot be undone."""
    with of_code(code, at) as (seats, registration):
        if registration.state != Registration.State.CANCELLED and at < seats.day.begins():
            leave(seats, registration)
        Needs.objects.filter(registration=registration).delete()
        to = (registration.name, registration.email)
        empty(registration)
        letters.tell_erased(registration, to, at=at)
        logbook.write(Act.FORGOTTEN, registration, at=at)
        seats.settle()


def forget_last_letters(now: dt.datetime) -> int:
    """The letter that says that we forgot somebody has their address: it goes as soon as it went."""
    gone = Letter.objects.filter(kind=letters.ERASED.name).exclude(state=Letter.State.OWED)
    return gone.delete()[0] if gone.exists() else 0


def known_of(registration: Registration) -> dict[str, Any]:
    """Everything that we keep about this person, in words, for themselves."""
    day, needs = registration.day, Needs.objects.filter(registration=registration).first()
    rows = Registration.objects.filter(pk=registration.pk)
    return {
        "studiedag": {"titel": day.title, "datum": day.date, "gegevens bewaard tot en met": retained_until(day)},
        "inschrijving": {
            "nummer": registration.number,
            "stand": registration.get_state_display(),
            "naam": registration.name,
            "e-mailadres": registration.email,
            "functie": registration.function,
            "school of organisatie": registration.organisation,
            "onderwijsverstrekker": str(registration.network or registration.network_words or ""),
            "ingeschreven op": registration.created,
            "plaats sinds": registration.confirmed_at,
            "uitgeschreven op": registration.cancelled_at,
            "gegevens gekregen van": registration.party.name if registration.party else "jezelf",
        },
        "plaatsen": [
            {
                "blok": place.block.title,
                "sessie": place.session.title,
                "stand": place.get_state_display(),
                "wens": place.rank or None,
                "sinds": place.since,
            }
            for place in registration.places.select_related("block", "session")
        ],
        "noden": needs and {"dieet": needs.diet, "toegankelijkheid": needs.access, "toestemming op": needs.agreed_at},
        **_written_about(rows),
    }


def known_of_contact(party: Party) -> dict[str, Any]:
    """Everything that we keep about the contact of a group, in words, for themselves. Their colleagues ask for their own."""
    day = party.day
    return {
        "studiedag": {"titel": day.title, "datum": day.date, "gegevens bewaard tot en met": retained_until(day)},
        "groep": {
            "contactpersoon": party.name,
            "e-mailadres": party.email,
            "school of organisatie": party.organisation,
            "onderwijsverstrekker": str(party.network or party.network_words or ""),
            "gevraagde plaatsen": party.asked,
            "plaatsen nu": party.registrations.live().count(),
            "gemaakt op": party.created,
        },
        **_written_about(Party.objects.filter(pk=party.pk)),
    }


def _written_about(rows: QuerySet) -> dict[str, Any]:
    """The letters to somebody and the lines of the log about them."""
    return {
        "brieven": [
            {
                "soort": letter.what(),
                "onderwerp": letter.subject,
                "aan": letter.to,
                "gemaakt op": letter.created,
                "verzonden op": letter.sent,
                "tekst": letter.text,
            }
            for letter in letters_about(rows).order_by("pk")
        ],
        "logboek": [
            {"wat": logbook.in_words(line), "wanneer": line.action_time} for line in lines_about(rows).order_by("action_time")
        ],
    }
