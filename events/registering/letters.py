"""The letters of a registration: owed in the transaction of what they tell, sent by the worker.

What they say is settled when they are owed; the calendar and the ticket that go with them are made when they leave, so that
nobody waits for them with the day locked.
"""

import datetime as dt
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.exporters.own_calendar import own_calendar
from events.exporters.ticket import qr_png
from events.itinerary import Itinerary, Part
from events.models import Party, Registration, Session, StudyDay
from events.tickets import ticket_of
from portal.letters.models import Enclosed, Letter
from portal.letters.wording import Kind, kind


# -- what goes with them -----------------------------------------------------------------------------------------------
def _calendar(letter: Letter, at: dt.datetime) -> list[Enclosed]:
    """The day as it stands, for who has an older one."""
    return _for_the_calendar(letter, at, again=True)


def _first_calendar(letter: Letter, at: dt.datetime) -> list[Enclosed]:
    """The day as it stands, and the ticket: shown in the letter, and as a file to keep."""
    if (registration := _whose(letter)) is None:
        return []
    picture = qr_png(ticket_of(registration))
    shown = Enclosed("ticket-qr.png", "image/png", picture, shown=True)
    return [shown, *_for_the_calendar(letter, at), Enclosed("ticket.png", "image/png", picture)]


def _for_the_calendar(letter: Letter, at: dt.datetime, *, again: bool = False) -> list[Enclosed]:
    if (registration := _whose(letter)) is None:
        return []
    file = own_calendar(registration, Itinerary(registration.day), at=at, again=again)
    return [Enclosed("studiedag.ics", "text/calendar", file)]


def _whose(letter: Letter) -> Registration | None:
    """The registration that a letter is about; None for a group, and for who was forgotten since."""
    if letter.content_type.model_class() is not Registration:
        return None
    return Registration.objects.select_related("day").filter(pk=letter.object_id).exclude(email="").first()


# -- which there are ---------------------------------------------------------------------------------------------------
CONFIRMED = kind("registration-confirmed", _("bevestiging van een inschrijving"), _first_calendar)
WAITING = kind("registration-waiting", _("op de wachtlijst van een studiedag"))
LINK = kind("registration-link", _("persoonlijke link, opnieuw"))
CHANGED = kind("registration-changed", _("gewijzigde keuzes"), _calendar)
CANCELLED = kind("registration-cancelled", _("uitschrijving"), _calendar)
SEATED = kind("registration-seated", _("plaats gekregen van de wachtlijst"), _calendar)
PARTY = kind("registration-party", _("bevestiging van een groep"))
REMINDER = kind("registration-reminder", _("herinnering aan een studiedag"), _first_calendar)
PARTY_REMINDER = kind("registration-party-reminder", _("herinnering aan een contactpersoon"))
NEWS = kind("registration-news", _("wijziging in het programma"), _calendar)
SESSION_OFF = kind("registration-session-off", _("een sessie gaat niet door"), _calendar)
DAY_OFF = kind("registration-day-off", _("een studiedag gaat niet door"), _calendar)
DAY_ON = kind("registration-day-on", _("een studiedag gaat toch door"), _calendar)
ERASED = kind("registration-erased", _("gegevens gewist"))


# -- owing them --------------------------------------------------------------------------------------------------------
def tell(
    registration: Registration, which: Kind, *, once: str, at: dt.datetime, itinerary: Itinerary | None = None, **said
) -> None:
    """Owe this person a letter. A seat of a group that has no name yet gets none."""
    if not registration.email:
        return
    itinerary = itinerary or Itinerary(registration.day)
    comes = registration.state == Registration.State.CONFIRMED
    parts = [] if registration.state == Registration.State.CANCELLED else itinerary.of(registration)
    context = {
        **about(registration.day, itinerary),
        "registration": registration,
        "link": f"{settings.SITE_URL}{registration.get_absolute_url()}",
        "parts": parts,
        "to_choose": _to_choose(registration.day, parts, at),
        "comes": comes,
        "today": timezone.localdate(at),
        "ticket": ticket_of(registration) if comes else "",
        **said,
    }
    to = (registration.name, registration.email)
    Letter.objects.owe(which, registration, to, once=once, context=context, at=at)


def _to_choose(day: StudyDay, parts: list[Part], at: dt.datetime) -> list[str]:
    """The titles of the blocks in which somebody has nothing, and can still choose."""
    if at >= min(filter(None, (day.change_until, day.begins()))):
        return []
    return [part.block.title for part in parts if part.choose and not part.lines and not part.block.wishes_closed(at)]


def tell_seated(registration: Registration, session: Session, left: Session | None, *, once: str, at: dt.datetime) -> None:
    """Owe the letter to who got a seat from a waiting list, with the way to give it back at once."""
    itinerary = Itinerary(registration.day)
    back = reverse("events:registration_seat", args=[registration.code, session.pk])
    said = {
        "session_title": itinerary.told(session).title,
        "left_title": itinerary.told(left).title if left else "",
        "give_back": f"{settings.SITE_URL}{back}",
    }
    tell(registration, SEATED, once=once, at=at, itinerary=itinerary, **said)


def tell_contact(party: Party, which: Kind = PARTY, *, once: str, at: dt.datetime, **said) -> None:
    """Owe the contact of a group a letter: how many seats there are, and where they give the names."""
    if not party.email:
        return
    live = party.registrations.live()
    context = {
        **about(party.day, Itinerary(party.day)),
        "party": party,
        "seats": live.count(),
        "unnamed": live.unnamed().count(),
        "link": f"{settings.SITE_URL}{party.get_absolute_url()}",
        **said,
    }
    Letter.objects.owe(which, party, (party.name, party.email), once=once, context=context, at=at)


def tell_erased(row: Registration | Party, to: tuple[str, str], *, at: dt.datetime) -> None:
    """The last letter to somebody who asked to be forgotten."""
    if to[1]:
        context = about(row.day, Itinerary(row.day)) | {"contact": isinstance(row, Party)}
        Letter.objects.owe(ERASED, row, to, once="erased", context=context, at=at)


def about(day: StudyDay, itinerary: Itinerary) -> dict[str, Any]:
    """What every letter of a day can say."""
    begins, until = day.hours()
    return {
        "day": day,
        "title": itinerary.title,
        "begins": begins,
        "until": until,
        "where": itinerary.where,
        "day_url": f"{settings.SITE_URL}{day.get_absolute_url()}",
        "hours_before": settings.STOP_SEATING_HOURS,
        "privacy_url": f"{settings.SITE_URL}{reverse('website:page', args=['privacy'])}",
    }
