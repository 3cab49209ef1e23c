"""The letters of a registration: owed in the transaction of what they tell, sent by the worker.

The wording is short for now; the calendar, the ticket and the programme of the day come with the pages.
"""

import datetime as dt

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from events.models import Party, Place, Registration
from portal.letters.models import Letter
from portal.letters.wording import Kind, kind

CONFIRMED = kind("registration-confirmed", _("bevestiging van een inschrijving"))
WAITING = kind("registration-waiting", _("op de wachtlijst van een studiedag"))
LINK = kind("registration-link", _("persoonlijke link, opnieuw"))
CHANGED = kind("registration-changed", _("gewijzigde keuzes"))
CANCELLED = kind("registration-cancelled", _("uitschrijving"))
SEATED = kind("registration-seated", _("plaats gekregen van de wachtlijst"))
PARTY = kind("registration-party", _("bevestiging van een groep"))


def tell(registration: Registration, which: Kind, *, once: str, at: dt.datetime, **said) -> None:
    """Owe this person a letter. A seat of a group that has no name yet gets none."""
    if not registration.email:
        return
    places = [] if which is CANCELLED else registration.places.select_related("block", "session")
    context = {
        "day": registration.day,
        "registration": registration,
        "link": f"{settings.SITE_URL}{registration.get_absolute_url()}",
        "places": [place for place in places if place.state == Place.State.CONFIRMED],
        "lines": [place for place in places if place.state == Place.State.WAITING],
        "wishes": [place for place in places if place.state == Place.State.WISHED],
        **said,
    }
    to = (registration.name, registration.email)
    Letter.objects.owe(which, registration, to, once=once, context=context, at=at)


def tell_contact(party: Party, *, once: str, at: dt.datetime) -> None:
    """Owe the contact of a group a letter: how many seats there are, and where they give the names."""
    seats = party.registrations.live().count()
    context = {"day": party.day, "party": party, "seats": seats, "link": f"{settings.SITE_URL}/inschrijving/groep/{party.code}/"}
    Letter.objects.owe(PARTY, party, (party.name, party.email), once=once, context=context, at=at)
