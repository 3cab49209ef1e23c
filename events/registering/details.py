"""What somebody tells of themselves once they are registered: name, function, organisation, and what they need that day.

The address is not changed here: the link in a letter is what proves who somebody is. Needs are kept with their own consent.
"""

import datetime as dt

from django.utils.translation import gettext as _

from events.models import Needs, Registration
from events.registering.registration import LONGEST, RegistrationRefused, of_code, said
from portal.publishing import logbook
from portal.publishing.logbook import Act


def change_details(code: str, *, name: str, function: str, organisation: str, at: dt.datetime, by=None) -> Registration:
    """Write down who comes. Asking twice changes nothing."""
    values = {"name": said(name, 120), "function": said(function, 120), "organisation": said(organisation, 160)}
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
