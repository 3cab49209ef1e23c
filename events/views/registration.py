"""Behind the secret link of a registration: see, choose, change, give back, take along, be forgotten. Only a POST changes."""

import re

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from events.exporters.own_calendar import own_calendar
from events.exporters.ticket import qr_svg, ticket_pdf
from events.forms.choices import ChoiceFields, chosen_by
from events.forms.details import DetailsForm, NeedsForm, faults
from events.itinerary import Itinerary, Part, hours
from events.models import Needs, Registration
from events.offers import offers
from events.registering import details, privacy
from events.registering.registration import RegistrationRefused, cancel, change_choices, find, give_back, refuse_unless_changeable
from events.tickets import ticket_of
from events.views.secret import own_data, secret
from portal.documents.typesetting import NotMade

DONE = {  # what a page says after a form was sent: only these, so that nobody can put words in our mouth
    "keuzes": "Je keuzes zijn bewaard. Je krijgt er een mail over.",
    "gelijk": "Er is niets gewijzigd: je had deze keuzes al.",
    "gegevens": "Je gegevens zijn bewaard.",
    "noden-weg": "Wat je nodig had, is gewist.",
    "uit": "Je bent uitgeschreven. Je krijgt er een mail over.",
    "terug": "Je gaf je plaats terug. De rest van je dag blijft zoals hij was.",
}
LARGEST = 2**31  # no number of a session is


def drawn(request, registration: Registration, name: str, title: str, **said):
    """One of these pages, with what each of them says of the day."""
    itinerary = said.setdefault("itinerary", Itinerary(registration.day))
    context = {
        "registration": registration,
        "day": registration.day,
        "home_url": registration.get_absolute_url(),
        "day_url": registration.day.get_absolute_url(),
        "day_title": itinerary.title,
        "meta": {"title": f"{title} – {itinerary.title}", "noindex": True},
        **said,
    }
    return render(request, f"events/registration/{name}.html", context)


def _back(registration: Registration, done: str):
    return redirect(f"{registration.get_absolute_url()}?gedaan={done}")


def may_change(registration: Registration, now) -> str:
    """Why the choices are fixed; empty when they can be changed."""
    if registration.state == Registration.State.CANCELLED:
        return _("Je bent uitgeschreven.")
    try:
        refuse_unless_changeable(registration.day, now)
    except RegistrationRefused as refusal:
        return str(refusal)
    return ""


# -- see ---------------------------------------------------------------------------------------------------------------
@secret(find)
def overview(request, registration):
    now, day = timezone.now(), registration.day
    itinerary = Itinerary(day)
    comes = registration.state == Registration.State.CONFIRMED
    ticket = ticket_of(registration) if comes and not day.cancelled else ""
    said = {
        "itinerary": itinerary,
        "parts": itinerary.of(registration) if registration.state != Registration.State.CANCELLED else [],
        "when": hours(*day.hours()),
        "position": registration.in_line(),
        "stops": settings.STOP_SEATING_HOURS,
        "ticket": ticket,
        "qr": SafeString(qr_svg(ticket)) if ticket else "",
        "needs": Needs.objects.filter(registration=registration).first(),
        "fixed": may_change(registration, now),
        "begun": now >= day.begins(),
        "today": timezone.localdate(now),
        "retained": privacy.retained_until(day),
        "given_by": registration.party.name if registration.party else "",
        "done": DONE.get(request.GET.get("gedaan", ""), ""),
    }
    return drawn(request, registration, "overview", "Je inschrijving", **said)


# -- choose ------------------------------------------------------------------------------------------------------------
@secret(find)
def choices(request, registration):
    now = timezone.now()
    if fixed := may_change(registration, now):
        return drawn(request, registration, "refused", "Je keuzes", said=fixed)
    known = chosen_by(registration)
    data = request.POST if request.method == "POST" else None
    fields, found = ChoiceFields(offers(registration.day, at=now), data, chosen=known, must=False), []
    if data is not None:
        if fields.is_valid():
            before = _held(registration)
            try:
                change_choices(registration.code, fields.choices(), at=now)
            except RegistrationRefused as refusal:
                found = [("keuzes", str(refusal))]
            else:
                return _back(registration, "keuzes" if _held(registration) != before else "gelijk")
        else:
            found = fields.faults()
    return drawn(request, registration, "choices", "Kies je sessies", fields=fields, faults=found)


def _held(registration) -> set[tuple]:
    return set(registration.places.values_list("session", "state", "rank"))


# -- who, and what they need -------------------------------------------------------------------------------------------
@secret(find)
def edit(request, registration):
    """Own details and needs: two forms that are sent together, so that nothing typed is lost."""
    needs = Needs.objects.filter(registration=registration).first()
    known = {"diet": needs.diet, "access": needs.access, "needs_consent": True} if needs else {}
    asked = request.POST.get("form", "") if request.method == "POST" else ""
    data = request.POST if request.method == "POST" and asked != "intrekken" else None
    details_form, needs_form = DetailsForm(data, registration=registration), NeedsForm(data, initial=known)
    if data is not None and all([details_form.is_valid(), needs_form.is_valid()]):
        now = timezone.now()
        try:
            details.change_details(registration.code, **details_form.said(), at=now)
            details.change_needs(registration.code, **needs_form.said(), at=now)
        except RegistrationRefused as refusal:
            needs_form.add_error(None, str(refusal))
        else:
            return _back(registration, "gegevens")
    if asked == "intrekken":
        details.change_needs(registration.code, diet="", access="", agreed=False, at=timezone.now())
        return _back(registration, "noden-weg")
    found = faults(details_form) + faults(needs_form, "formulieren")
    said = {"form": details_form, "needs_form": needs_form, "needs": needs, "faults": found}
    return drawn(request, registration, "edit", "Je gegevens", **said)


# -- leave -------------------------------------------------------------------------------------------------------------
@secret(find)
def leave(request, registration):
    refused = ""
    if request.method == "POST":
        try:
            cancel(registration.code, at=timezone.now())
        except RegistrationRefused as refusal:
            refused = str(refusal)
        else:
            return _back(registration, "uit")
    return drawn(request, registration, "leave", "Uitschrijven", refused=refused)


@secret(find)
def seat(request, registration, session: int):
    """The link in the letter to who moved up: scanners of mail follow links, so it only asks."""
    refused, itinerary, session = "", Itinerary(registration.day), min(session, LARGEST)
    place = registration.places.confirmed().filter(session=session).select_related("session").first()
    if request.method == "POST":
        try:
            give_back(registration.code, session, at=timezone.now())
        except RegistrationRefused as refusal:
            refused = str(refusal)
        else:
            return _back(registration, "terug")
    said = {"itinerary": itinerary, "told": itinerary.told(place.session) if place else None, "refused": refused}
    return drawn(request, registration, "seat", "Geef je plaats terug", **said)


# -- take along --------------------------------------------------------------------------------------------------------
@secret(find)
def calendar_file(request, registration):
    made = own_calendar(registration, Itinerary(registration.day), at=timezone.now())
    return _file(made, "text/calendar; charset=utf-8", f"{registration.day.slug}.ics")


@secret(find)
def ticket(request, registration):
    if registration.state != Registration.State.CONFIRMED or registration.day.cancelled:
        return drawn(request, registration, "refused", "Je ticket", said=_("Er is geen ticket: je hebt (nog) geen plaats."))
    try:
        made = ticket_pdf(_on_paper(registration))
    except NotMade:
        said = _("De pdf lukt nu niet. Druk je inschrijving af: daar staat hetzelfde ticket op.")
        return drawn(request, registration, "refused", "Je ticket", said=said)
    return _file(made, "application/pdf", f"ticket-{registration.day.slug}-{registration.number}.pdf")


def _on_paper(registration) -> dict:
    day, itinerary = registration.day, Itinerary(registration.day)
    text = ticket_of(registration)
    when = " · ".join(filter(None, [date_format(day.date, "l j F Y"), hours(*day.hours())]))
    return {
        "heading": _("Ticket: %(title)s") % {"title": itinerary.title},
        "kicker": _("Ticket"),
        "title": itinerary.title,
        "day": when,
        "where": itinerary.where,
        "name": registration.name,
        "nobody": _("Plaats zonder naam"),
        "number": _("Plaats %(number)s") % {"number": registration.number},
        "ticket": text,
        "how": _("Toon de code aan de balie, op papier of op je scherm."),
        "alt": _("QR-code van ticket %(ticket)s") % {"ticket": text},
        "own": _("Jouw dag"),
        "site": settings.SITE_NAME,
        "programme": [_printed(part) for part in itinerary.of(registration)],
    }


def _printed(part: Part) -> list[str]:
    """A block on paper: hours, what it is, and where or with what."""
    if part.seat:
        return [part.hours, part.seat.session.title, part.seat.session.room]
    told = [line.session for line in part.lines if not part.choose and line.session.title != part.block.title]
    return [part.hours, part.block.title, "; ".join(" · ".join(filter(None, [one.title, one.room])) for one in told)]


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{re.sub(r"[^a-z0-9.-]+", "-", name.lower())}"'
    return response


# -- own data ----------------------------------------------------------------------------------------------------------
@secret(find)
def data(request, registration):
    return own_data(privacy.known_of(registration))


@secret(find)
def erase(request, registration):
    if request.method == "POST":
        itinerary = Itinerary(registration.day)
        privacy.erase(registration.code, at=timezone.now())
        return drawn(request, registration, "erased", "Je gegevens zijn gewist", itinerary=itinerary)
    return drawn(request, registration, "erase", "Wis mijn gegevens")


def short_of_seat(request, code):
    """The link to give a seat back, cut off."""
    return redirect(reverse("events:registration", args=[code]))
