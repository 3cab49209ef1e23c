"""What a ticket says to the desk of the day: a text that names a registration, and gives nobody its secret link.

It is made from the registration with the key of the site, so nobody can make one up, and a registration whose secret is gone
(anonymised) has no ticket any more.
"""

import base64
import re

from django.utils.crypto import constant_time_compare, salted_hmac

from events.models import Registration, StudyDay

LETTERS = 8  # of the seal: forty bits, for who stands at a desk and types
WRITTEN = re.compile(r"(\d{1,9})-(\d{1,9})-([A-Z2-7]{4})-?([A-Z2-7]{4})")


def ticket_of(registration: Registration) -> str:
    """The text of a ticket, such as 12-214-7Q4K-X2MD: the day, the number, and a seal."""
    return f"{registration.day_id}-{registration.number}-{_seal(registration)}"


def _seal(registration: Registration) -> str:
    secret = f"{registration.day_id}:{registration.number}:{registration.code}"
    made = base64.b32encode(salted_hmac("events.tickets", secret, algorithm="sha256").digest()).decode()[:LETTERS]
    return f"{made[:4]}-{made[4:]}"


def of_ticket(day: StudyDay, text: str) -> Registration | None:
    """Whose ticket this is, on this day; None for what is no ticket of ours, or of another day."""
    found = WRITTEN.fullmatch("".join(text.split()).upper())
    if found is None or int(found[1]) != day.pk:
        return None
    registration = day.registrations.filter(number=int(found[2])).first()
    if registration is None or not constant_time_compare(_seal(registration), f"{found[3]}-{found[4]}"):
        return None
    return registration
