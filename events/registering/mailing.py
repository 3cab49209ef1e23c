"""Writing to a selection of the people of a day: one letter each, in one step, once."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.models import Mailing, Registration, StudyDay
from events.registering.registration import RegistrationRefused, check_attempt
from portal.letters.models import Letter
from portal.letters.wording import kind, one_line
from portal.publishing import logbook
from portal.publishing.logbook import Act
from portal.text import without_nul

MESSAGE = kind("registration-message", gettext_lazy("bericht van de organisatie"))
SUBJECT, TEXT = 150, 8_000  # characters


@dataclass(frozen=True)
class Message:
    """What is written: a subject, plain text with empty lines between its paragraphs, and where answers go (or nowhere)."""

    attempt: str
    subject: str
    text: str
    answers: str = ""

    def paragraphs(self) -> list[str]:
        return paragraphs_of(self.text)

    def check(self) -> None:
        """Raises RegistrationRefused for what is no letter: empty, too long, or a subject of more lines than one."""
        check_attempt(self.attempt)
        if not self.subject.strip() or not self.paragraphs():
            raise RegistrationRefused(_("Schrijf een onderwerp en een tekst."))
        if one_line(self.subject) != " ".join(self.subject.split(" ")).strip() or len(self.subject) > SUBJECT:
            raise RegistrationRefused(_("Het onderwerp is één regel van hoogstens %(most)s tekens.") % {"most": SUBJECT})
        if len(self.text) > TEXT:
            raise RegistrationRefused(_("De tekst is te lang: hoogstens %(most)s tekens.") % {"most": TEXT})


def paragraphs_of(text: str) -> list[str]:
    """What stands between empty lines."""
    lines = without_nul(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            found[-1].append(line.rstrip())
        elif found[-1]:
            found.append([])
    return ["\n".join(part) for part in found if part]


def reached(day: StudyDay, pks: Iterable[int]) -> list[Registration]:
    """Of these registrations, who can be written to: not a seat without a name, nor somebody whose address was forgotten."""
    rows = day.registrations.filter(pk__in=list(pks)).exclude(email="").order_by("number")
    return list(rows.only("day", "number", "name", "email", "code"))


def mark_of(people: Sequence[Registration]) -> str:
    """Tells whether these are the people that were looked at."""
    return hashlib.sha256("\n".join(f"{row.pk} {row.email}" for row in people).encode()).hexdigest()[:32]


def send(day: StudyDay, message: Message, pks: Iterable[int], *, seen: str, at: dt.datetime, by) -> Mailing:
    """Owe each of them the letter. The same form again sends nothing more, and gives the same mailing. Raises
    RegistrationRefused when these are not the people that were `seen`."""
    message.check()
    with transaction.atomic(durable=True):
        if again := Mailing.objects.filter(attempt=message.attempt).first():
            return again
        people = reached(day, pks)
        if not people:
            raise RegistrationRefused(_("Er is niemand met een e-mailadres om naar te schrijven."))
        if mark_of(people) != seen:
            raise RegistrationRefused(_("Intussen is wie je schrijft veranderd. Kijk na en verstuur opnieuw."))
        try:
            with transaction.atomic():
                made = _written(day, message, len(people), at, by)
        except IntegrityError:  # two clicks at the same moment: the first one writes
            return Mailing.objects.get(attempt=message.attempt)
        for row in people:
            row.day = day
            _owe(row, message, at)
        count = ngettext("%(count)s mens", "%(count)s mensen", len(people)) % {"count": len(people)}
        logbook.write(Act.MAILED, day, by=by, at=at, said=count)  # a subject may name somebody, and goes with the message
        return made


def _written(day: StudyDay, message: Message, people: int, at: dt.datetime, by) -> Mailing:
    text = "\n\n".join(message.paragraphs())
    said = {"subject": one_line(message.subject), "text": text, "attempt": message.attempt}
    return Mailing.objects.create(day=day, people=people, by=by, created=at, **said)


def _owe(row: Registration, message: Message, at: dt.datetime) -> Letter:
    to = (row.name, row.email)
    return Letter.objects.owe(MESSAGE, row, to, once=message.attempt, context=context_of(row.day, message), at=at)


def context_of(day: StudyDay, message: Message) -> dict:
    """What the letter is drawn from."""
    return {"day": day, "subject": one_line(message.subject), "paragraphs": message.paragraphs(), "answers": message.answers}
