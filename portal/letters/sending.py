"""The worker's side of the outbox: each letter that is due, once if it can be, again if it must be, and forgotten in the end.

A letter is taken in hand by one conditional update. Who dies with one in hand leaves it to whoever comes after the lease: then
it may go twice, with the same Message-ID.
"""

import contextlib
import logging
import smtplib
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.mime.base import MIMEBase
from email.utils import formataddr, formatdate

from django.conf import settings
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail.message import sanitize_address
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from portal.letters.models import Enclosed, Enclosure, Letter
from portal.letters.wording import KINDS, one_line
from portal.text import cut, without_nul

log = logging.getLogger(__name__)
BATCH = 200  # letters in one round
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)
MOST = 24  # attempts: about four days


@dataclass(frozen=True)
class Fault:
    """Why a letter was not taken. `final`: trying again brings nothing; `away`: others will not be taken now either."""

    said: str
    final: bool = False
    away: bool = False


def send_owed(now: datetime, *, stop: Callable[[], bool] = lambda: False) -> int:
    """Send what is due; returns how many letters went. Two workers do no harm."""
    began, sent = time.monotonic(), 0
    waiting = list(Letter.objects.due(now).order_by("next_try", "pk").values_list("pk", flat=True)[:BATCH])
    connection = mail.get_connection()
    try:
        for pk in waiting:
            moment = now + timedelta(seconds=time.monotonic() - began)
            if stop() or (letter := Letter.objects.claim(pk, moment)) is None:
                continue
            if fault := _give(letter, connection, moment):
                _write_down(letter, fault, moment)
                if fault.away:
                    break
            else:
                Letter.objects.filter(pk=pk).update(state=Letter.State.SENT, sent=moment, error="")
                sent += 1
    finally:
        _hang_up(connection)
    return sent


def _give(letter: Letter, connection, at: datetime) -> Fault | None:
    """Hand it to the mail server; None when that took it."""
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        return Fault(_in_words(error), away=True)
    try:
        connection.send_messages([as_message(letter, at)])
    except (OSError, smtplib.SMTPException, ValueError) as error:
        return _fault(error)
    return None


def _fault(error: Exception) -> Fault:
    """What it means for this letter, and for the others."""
    said = _in_words(error)
    if isinstance(error, ValueError):
        return Fault(str(_("Dit is geen geldig e-mailadres.")), final=True)
    code = _code(error)
    about_this_letter = isinstance(error, (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)) and code != 421
    return Fault(said, final=about_this_letter and 500 <= code < 600, away=not about_this_letter)


def _code(error: Exception) -> int:
    """The answer of the mail server; 0 when there was none."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return next((code for code, _said in error.recipients.values()), 0)
    return getattr(error, "smtp_code", 0) or 0


def _in_words(error: Exception) -> str:
    """For who looks after the portal. A mail server may name the address: this goes into the list, never into a log."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers: list = list(error.recipients.values())
    elif isinstance(error, smtplib.SMTPResponseException):
        answers = [(error.smtp_code, error.smtp_error)]
    else:
        return cut(one_line(f"{type(error).__name__}: {error}"), 300)
    said = [f"{code} {text.decode(errors='replace') if isinstance(text, bytes) else text}" for code, text in answers]
    return cut(one_line(without_nul(" ".join(said))), 300)


def _write_down(letter: Letter, fault: Fault, at: datetime) -> None:
    over = fault.final or letter.attempts >= MOST
    values = {"error": fault.said, "next_try": at + wait_after(letter.attempts)}
    mine = Letter.objects.filter(pk=letter.pk, state=Letter.State.OWED, next_try=letter.next_try)
    mine.update(**values, state=Letter.State.FAILED if over else Letter.State.OWED)
    log.warning("Letter %s (%s) was not sent%s", letter.pk, letter.kind, "" if over else ", and will be tried again")


def wait_after(attempts: int) -> timedelta:
    """How long before it is tried again: a minute, then twice as long each time, up to six hours."""
    return min(FIRST_WAIT * 2 ** min(attempts - 1, 20), LONGEST_WAIT)


def _hang_up(connection) -> None:
    with contextlib.suppress(OSError, smtplib.SMTPException):
        connection.close()


# -- the mail itself ---------------------------------------------------------------------------------------------------
def as_message(letter: Letter, at: datetime) -> mail.EmailMultiAlternatives:
    """The letter as mail: text, HTML, and what goes with it."""
    headers = {
        "Message-ID": letter.message_id,
        "Date": formatdate(at.timestamp(), usegmt=True),
        "Auto-Submitted": "auto-generated",
    }
    message = mail.EmailMultiAlternatives(
        one_line(letter.subject), letter.text, settings.DEFAULT_FROM_EMAIL, [mailbox(letter.name, letter.to)], headers=headers
    )
    message.attach_alternative(letter.html, "text/html")
    for enclosure in [*letter.enclosures.all(), *_made_now(letter, at)]:
        _enclose(message, enclosure)
    return message


def _made_now(letter: Letter, at: datetime) -> Iterable[Enclosed]:
    """What its kind puts in when it leaves."""
    which = KINDS.get(letter.kind)
    return which.encloses(letter, at) if which and which.encloses else ()


def _enclose(message, enclosure: Enclosure | Enclosed) -> None:
    if not enclosure.shown:
        message.attach(enclosure.name, bytes(enclosure.data), enclosure.type)
        return
    main, _slash, sub = enclosure.type.partition("/")
    part = MIMEBase(main, sub)
    part.set_payload(bytes(enclosure.data))
    mail.message.Encoders.encode_base64(part)
    part.add_header("Content-ID", f"<{enclosure.name}>")
    part.add_header("Content-Disposition", "inline", filename=enclosure.name)
    message.attach(part)


def mailbox(name: str, address: str) -> str:
    """Who it is for, as a header says it. A name that no header can hold is left out. Raises ValueError for no address."""
    try:
        validate_email(address)
    except ValidationError:
        raise ValueError("No mail address") from None
    try:
        full = formataddr((one_line(name), address))
        sanitize_address(full, settings.DEFAULT_CHARSET)
    except ValueError:
        return address
    return full


# -- forgetting --------------------------------------------------------------------------------------------------------
def forget(now: datetime) -> int:
    """Delete letters that are older than was promised, whatever became of them; one that is still owed waits for its end."""
    batch = list(Letter.objects.old(now).order_by("created", "pk").values_list("pk", flat=True)[: BATCH * 10])
    return Letter.objects.filter(pk__in=batch).delete()[0] if batch else 0


def send_again(letters, now: datetime) -> int:
    """Owe these letters once more, for who says that nothing came; returns how many."""
    done = letters.exclude(state=Letter.State.OWED)
    return done.update(state=Letter.State.OWED, next_try=now, attempts=0, error="", sent=None)
