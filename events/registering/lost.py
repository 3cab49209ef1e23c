"""Somebody lost the mail with their link: it is sent again, to the address that has it and to no other."""

import datetime as dt

from django.db.models import Q
from django.utils import timezone

from events.models import Party, Registration, StudyDay
from events.models.registration import normalised
from events.registering import letters
from events.registering.registration import seats_held
from portal.text import without_nul


def send_again(email: str, *, at: dt.datetime) -> None:
    """Owe this address its links for every day that is not over, once an hour at most. Whoever asks is told nothing."""
    address, today = normalised(without_nul(email)), timezone.localdate(at)
    if not address:
        return
    people = Registration.objects.live().with_email(address)
    contacts = Party.objects.filter(email=address)
    ahead = Q(date__gte=today) | Q(last_date__gte=today)
    days = StudyDay.objects.filter(ahead, Q(pk__in=people.values("day")) | Q(pk__in=contacts.values("day")))
    for pk in days.order_by("date", "pk").values_list("pk", flat=True):
        with seats_held(pk, at) as seats:
            once = f"{at:%Y-%m-%d %H}"
            for registration in seats.day.registrations.live().with_email(address):
                registration.day = seats.day
                letters.tell(registration, letters.LINK, once=once, at=at)
            for party in seats.day.parties.filter(email=address, registrations__in=seats.day.registrations.live()).distinct():
                party.day = seats.day
                letters.tell_contact(party, once=once, at=at)
