"""What an organiser does for somebody, and nobody does for themselves: correcting who they are, sending their link again.

Registering, choosing and cancelling for somebody are the verbs of everybody, with `by`.
"""

import datetime as dt

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from events.models import Registration
from events.models.registration import opaque
from events.registering import letters
from events.registering.registration import RegistrationRefused, Who, of_code
from portal.letters.models import Letter
from portal.letters.sending import send_again
from portal.publishing import logbook
from portal.publishing.logbook import Act


def correct(code: str, who: Who, *, at: dt.datetime, by) -> Registration:
    """Somebody's name, address or school was wrong. Another address gets a new secret link, and the old one leads nowhere:
    whoever got it by mistake is nobody. Asking twice changes nothing. Raises RegistrationRefused."""
    columns = who.columns()
    with of_code(code, at) as (seats, registration):
        if registration.state == Registration.State.CANCELLED:
            raise RegistrationRefused(_("Wie uitgeschreven is, kun je niet meer wijzigen."))
        if not registration.email:
            raise RegistrationRefused(_("Deze plaats heeft nog geen naam: zet ze eerst op naam."))
        changed = [name for name, value in columns.items() if getattr(registration, name) != value]
        if not changed:
            return registration
        moved = "email" in changed
        if moved and seats.day.registrations.live().with_email(columns["email"]).exists():
            raise RegistrationRefused(_("Met dit adres is al iemand ingeschreven voor deze dag."))
        for name in changed:
            setattr(registration, name, columns[name])
        if moved:
            registration.code = opaque()
        registration.save(update_fields=[*changed, *(["code"] * moved)])
        labels = ", ".join(str(registration._meta.get_field(name).verbose_name) for name in changed)
        logbook.write(Act.CHANGED, registration, by=by, at=at, said=labels)
        if moved:
            letters.tell(registration, letters.LINK, once=f"moved {at.isoformat()}", at=at)
        return registration


def send_link(code: str, *, once: str, at: dt.datetime, by) -> Registration:
    """The secret link by mail once more. The same form sent twice sends one letter. Raises RegistrationRefused."""
    with of_code(code, at) as (_seats, registration):
        if not registration.email or registration.state == Registration.State.CANCELLED:
            raise RegistrationRefused(_("Er is niemand om de link naar te sturen."))
        before = letters_of(registration).count()
        letters.tell(registration, letters.LINK, once=f"asked {once}", at=at)
        if letters_of(registration).count() > before:
            logbook.write(Act.RESENT, registration, by=by, at=at, said=_("de persoonlijke link"))
        return registration


def send_letter_again(code: str, letter: int, *, at: dt.datetime, by) -> int:
    """A letter of this registration that did not come, once more; returns how many. Asking twice changes nothing. What was
    written before somebody cancelled is not true any more. Raises RegistrationRefused."""
    with of_code(code, at) as (_seats, registration):
        chosen = letters_of(registration).filter(pk=letter)
        if registration.cancelled_at and chosen.filter(created__lt=registration.cancelled_at).exists():
            raise RegistrationRefused(_("Deze brief klopt niet meer: wie hem kreeg, is uitgeschreven."))
        count = send_again(chosen, at)
        if count:
            logbook.write(Act.RESENT, registration, by=by, at=at, said=_("een brief"))
        return count


def letters_of(registration: Registration):
    """Every letter about this registration, newest first."""
    kind = ContentType.objects.get_for_model(Registration)
    return Letter.objects.filter(content_type=kind, object_id=registration.pk).order_by("-created", "-pk").defer("text", "html")
