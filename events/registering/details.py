"""What somebody tells of themselves once they are registered: name, function, organisation, and what they need that day.

The address is not changed here: the link in a letter is what proves who somebody is. Needs are kept with their own consent.
"""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from events.models import Needs, Network, Registration
from events.registering.registration import LONGEST, RegistrationRefused, of_code, said
from portal.publishing import logbook
from portal.publishing.logbook import Act

LINES = {"name": 120, "function": 120, "organisation": 160, "network_words": 120}  # and the characters there is room for


def change_details(code: str, *, at: dt.datetime, by=None, network: Network | None, **words: str) -> Registration:
    """Write down who comes: name, function, organisation, network, network_words. Asking twice changes nothing."""
    values: dict[str, Any] = {name: said(words[name], longest) for name, longest in LINES.items()}
    values |= {"network": network, "network_words": "" if network else values["network_words"]}
    if not values["name"]:
        raise RegistrationRefused(_("Vul je naam in."))
    with of_code(code, at) as (_seats, registration):
        _refuse_unless_live(registration)
        changed = [column for column, value in values.items() if getattr(registration, column) != value]
        for column in changed:
            setattr(registration, column, values[column])
        if changed:
            registration.save(update_fields=changed)
            logbook.write(Act.CHANGED, registration, by=by, at=at, said=_("gegevens"))
        return registration


def change_needs(code: str, *, diet: str, access: str, agreed: bool, at: dt.datetime, by=None) -> Registration:
    """Write down what somebody needs that day, or throw it away when they say nothing or withdraw their consent."""
    values = {"diet": said(diet, LONGEST), "access": said(access, LONGEST)}
    if any(values.values()) and not agreed:
        raise RegistrationRefused(_("Geef toestemming om dit te bewaren, of maak de velden leeg."))
    with of_code(code, at) as (_seats, registration):
        known = Needs.objects.filter(registration=registration).first()
        if not any(values.values()):
            if known:
                known.delete()
                logbook.write(Act.CHANGED, registration, by=by, at=at, said=_("noden gewist"))
            return registration
        _refuse_unless_live(registration)
        if at >= registration.day.over():
            raise RegistrationRefused(_("De studiedag is voorbij: we schrijven geen noden meer op."))
        if known is None or values != {"diet": known.diet, "access": known.access}:
            Needs.objects.update_or_create(registration=registration, defaults={**values, "agreed_at": at})
            logbook.write(Act.CHANGED, registration, by=by, at=at, said=_("noden"))
        return registration


def _refuse_unless_live(registration: Registration) -> None:
    if registration.state == Registration.State.CANCELLED:
        raise RegistrationRefused(_("Je bent uitgeschreven: hier valt niets meer te wijzigen."))
