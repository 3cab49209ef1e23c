"""Registering for a study day: one page, one form, no account. Every form that is taken gets the same answer, whoever sent it."""

import logging
import uuid

from django.conf import settings
from django.db import OperationalError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from events.forms.registration import GROUP, RegistrationForm, fresh_attempt, is_attempt
from events.models import Network, Party, Registration, StudyDay
from events.models.registration import normalised
from events.offers import offers, words_for
from events.page import shown_day
from events.registering.parties import register_party
from events.registering.privacy import retained_until
from events.registering.registration import RegistrationRefused, refuse_unless_open, register
from portal import pace
from portal.catalogue.around import record_at
from portal.catalogue.listing import card
from portal.catalogue.meta import meta
from portal.catalogue.models import Record

log = logging.getLogger(__name__)
WINDOW = 600  # seconds in which PACE_FORMS counts
AGAIN = 5  # seconds after which it is worth trying once more


@require_http_methods(["GET", "HEAD", "POST"])
def form(request, slug):
    url, at = reverse("events:day", args=[slug]), timezone.now()
    day = StudyDay.objects.filter(slug=slug).exclude(live=None).first()
    record = record_at(url, "day") if day else None
    if record is None:
        return _without_a_day(url)
    shown = shown_day(card(record), now=at)
    if request.method == "POST":
        return _posted(request, day, shown, at)
    if refusal := _closed(day, at):
        return _told(request, day, shown, refusal)
    return _drawn(request, day, shown, RegistrationForm(offers(day, at=at), _networks()))


def _without_a_day(url):
    """A day that was online once says so itself; of any other day nothing is known."""
    if Record.objects.filter(url=url, kind="day").exists():
        return redirect(url)
    raise Http404


def _networks() -> list[Network]:
    return list(Network.objects.filter(offered=True))


def _closed(day, at) -> str:
    """Why nobody can register now; nothing when they can."""
    try:
        refuse_unless_open(day, at)
    except RegistrationRefused as refusal:
        return str(refusal)
    return ""


# -- a form that was sent ----------------------------------------------------------------------------------------------
def _posted(request, day, shown, at):
    found, before = offers(day, at=at), _answered_before(request.POST)  # in this order: see there
    filled = RegistrationForm(found, _networks(), request.POST)
    if "back" in request.POST:
        return _drawn(request, day, shown, filled, attempt=fresh_attempt(), returned=True)
    if not pace.allowed("forms", pace.address_of(request), most=settings.PACE_FORMS, seconds=WINDOW):
        return _later(request, day, shown, filled, 429, pace.left(WINDOW))
    if before and before == normalised(filled.value("email")):
        return _answered(request, shown, filled)
    if not filled.is_valid():
        if refusal := _closed(day, at):
            filled.refuse(refusal)
        return _drawn(request, day, shown, filled, status=422)
    try:
        _take(day, filled, before, at)
    except RegistrationRefused as refusal:
        filled.refuse(str(refusal))
        return _drawn(request, day, shown, filled, status=409)
    except OperationalError:
        log.exception("The database could not take a registration for day %s", day.pk)
        return _later(request, day, shown, filled, 503, AGAIN)
    return _answered(request, shown, filled)


def _answered_before(typed) -> str | None:
    """The address of what this form did already; None for a form that is new. Who was answered is answered again, whatever
    happened since: the seat that a form took itself must not look as if somebody else was first. So this is read last."""
    attempt = typed.get("attempt", "")
    if not is_attempt(attempt):
        return None
    rows = (Party if typed.get("kind") == GROUP else Registration).objects.filter(attempt=attempt)
    return rows.values_list("email", flat=True).first()


def _take(day, filled: RegistrationForm, before: str | None, at) -> None:
    """The verb of this form. The same key with another address is another form: who went back in their browser to mend a slip
    must not be told that all is well."""
    who = filled.who().columns()["email"]
    if before not in (None, who):
        filled.attempt = str(uuid.uuid5(uuid.UUID(filled.attempt), who))
    if filled.is_group:
        register_party(day, filled.party_request(), at=at)
    else:
        register(day, filled.seat_request(), at=at)


# -- the pages ---------------------------------------------------------------------------------------------------------
def _drawn(request, day, shown, filled, *, status=200, attempt="", returned=False, busy=None):
    faults = [] if returned or busy else filled.faults()
    title = _("Inschrijven: %(day)s") % {"day": shown["title"]}
    context = {
        "day": shown,
        "form": filled,
        "attempt": attempt or filled.attempt,
        "faults": faults,
        "busy": busy,
        "full": day.capacity is not None and day.taken >= day.capacity,
        "left": {"words": words_for(day.capacity, day.taken)},
        "privacy": {"until": retained_until(day), "contact": settings.PRIVACY_CONTACT},
        "meta": _meta(_("Kijk na: %(title)s") % {"title": title} if faults else title, shown),
    }
    return _private(render(request, "events/register.html", context, status=status))


def _later(request, day, shown, filled, status, seconds):
    """The same form with all that was typed and the same key, to send once more in a moment."""
    words = {
        429: _("Er komen nu wel heel veel inschrijvingen van waar jij bent."),
        503: _("Het is even heel druk, en je inschrijving raakte er niet door."),
    }
    minutes = -(-seconds // 60)
    wait = ngettext("Wacht een minuut", "Wacht %(minutes)s minuten", minutes) % {"minutes": minutes}
    busy = {"said": words[status], "wait": wait if seconds > AGAIN else _("Wacht enkele tellen")}
    response = _drawn(request, day, shown, filled, status=status, busy=busy)
    response["Retry-After"] = str(seconds)
    return response


def _answered(request, shown, filled):
    """The one answer to every form that was taken."""
    context = {
        "day": shown,
        "email": filled.value("email").strip(),
        "posted": filled.posted(),
        "meta": _meta(_("Kijk in je mailbox"), shown),
    }
    return _private(render(request, "events/mailbox.html", context))


def _told(request, day, shown, refusal):
    """Why one cannot register now. A day that never takes registrations has no such page (404)."""
    never = not (day.opens_at or day.closes_at) and not day.cancelled
    title = _("Inschrijven: %(day)s") % {"day": shown["title"]}
    context = {"day": shown, "refusal": refusal, "opens": day.opens_at, "closes": day.closes_at, "meta": _meta(title, shown)}
    return _private(render(request, "events/not_open.html", context, status=404 if never else 200))


def _meta(title, shown):
    return meta(title, _("Inschrijven voor %(day)s.") % {"day": shown["title"]}, f"{shown['url']}inschrijven/", noindex=True)


def _private(response):
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
