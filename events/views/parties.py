"""Behind the secret link of a group: who has a name, who chose, and the seats that are still to be given away or back."""

from django.db.models import Count
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.forms.details import SeatForm, faults
from events.itinerary import Itinerary
from events.models import Block, Party, Registration
from events.registering import privacy
from events.registering.parties import entrust, erase_contact, find_party, hand_in
from events.registering.registration import RegistrationRefused, Who, refuse_unless_ahead
from events.views.secret import own_data, secret

DONE = {"terug": "Je gaf een plaats terug.", "gelijk": "Je vulde nog geen naam in."}


@secret(find_party)
def overview(request, party: Party):
    seats = list(party.registrations.live().annotate(chosen=Count("places__block", distinct=True)).order_by("number"))
    open_seats = [seat for seat in seats if not seat.email]
    data = request.POST if request.method == "POST" else None
    forms = [SeatForm(data, number=seat.number) for seat in open_seats]
    if data is not None:
        named, failed = _give(party, forms)
        if not failed:
            return redirect(f"{party.get_absolute_url()}?gedaan={named or 'gelijk'}")
        return _drawn(request, party, named=named, typed={form.number: form for form in failed})
    return _drawn(request, party, seats=seats)


def _give(party: Party, forms: list[SeatForm]) -> tuple[int, list[SeatForm]]:
    """Give every row that was filled in well its seat; returns how many, and the rows with a fault."""
    named, failed, now = 0, [], timezone.now()
    for form in forms:
        if form.empty():
            continue
        if form.is_valid():
            who = _who(party, form)
            try:
                entrust(party.code, form.number, who, at=now)
            except RegistrationRefused as refusal:
                form.add_error("email", str(refusal))
            else:
                named += 1
                continue
        failed.append(form)
    return named, failed


def _who(party: Party, form: SeatForm) -> Who:
    said = form.cleaned_data
    return Who(
        said["email"], said["name"], organisation=party.organisation, network=party.network, network_words=party.network_words
    )


def _drawn(request, party: Party, *, seats=None, named: int = 0, typed: dict | None = None):
    if seats is None:
        seats = list(party.registrations.live().annotate(chosen=Count("places__block", distinct=True)).order_by("number"))
    typed, day, itinerary = typed or {}, party.day, Itinerary(party.day)
    asks = sum(block.choice != Block.Choice.NONE for block in itinerary.blocks)
    rows = [_row(seat, typed.get(seat.number), asks) for seat in seats]
    try:
        refuse_unless_ahead(day, timezone.now())
        fixed = ""
    except RegistrationRefused:
        fixed = _("Namen geven kan niet meer.")
    said = request.GET.get("gedaan", "")
    context = {
        "party": party,
        "day": day,
        "day_title": itinerary.title,
        "day_url": day.get_absolute_url(),
        "itinerary": itinerary,
        "rows": rows,
        "nameless": sum(not row["named"] for row in rows),
        "undecided": sum(row["named"] and not row["decided"] for row in rows),
        "asks": asks,
        "fixed": fixed,
        "faults": [
            (field, _("Plaats %(number)s: %(fault)s") % {"number": form.number, "fault": sentence})
            for form in typed.values()
            for field, sentence in faults(form)
        ],
        "named": named,
        "done": DONE.get(said) or (_given(int(said)) if said.isdecimal() and len(said) < 4 else ""),
        "saved": _given(named) if named else "",
        "meta": {"title": f"Je groep – {itinerary.title}", "noindex": True},
    }
    return render(request, "events/registration/party.html", context)


def _row(seat: Registration, typed: SeatForm | None, asks: int) -> dict:
    return {
        "seat": seat,
        "named": bool(seat.email),
        "decided": seat.chosen >= asks,
        "form": typed or SeatForm(number=seat.number),
    }


def _given(count: int) -> str:
    words = ngettext(
        "Eén collega heeft een plaats op naam, en kreeg een mail met een eigen link.",
        "%(count)s collega's hebben een plaats op naam, en kregen een mail met een eigen link.",
        count,
    )
    return words % {"count": count}


@secret(find_party)
def seat_back(request, party: Party, number: int):
    """Give back a seat that has no name yet. It only asks until it is posted."""
    number = min(number, 2**31)  # no seat has such a number
    open_seat = party.registrations.live().unnamed().filter(number=number).first()
    refused = ""
    if request.method == "POST":
        try:
            hand_in(party.code, number, at=timezone.now())
        except RegistrationRefused as refusal:
            refused = str(refusal)
        else:
            return redirect(f"{party.get_absolute_url()}?gedaan=terug")
    itinerary = Itinerary(party.day)
    context = {
        "party": party,
        "day": party.day,
        "day_title": itinerary.title,
        "day_url": party.day.get_absolute_url(),
        "seat": open_seat,
        "refused": refused,
        "meta": {"title": f"Plaats teruggeven – {itinerary.title}", "noindex": True},
    }
    return render(request, "events/registration/party_seat.html", context)


@secret(find_party)
def data(request, party: Party):
    return own_data(privacy.known_of_contact(party))


@secret(find_party)
def erase(request, party: Party):
    itinerary = Itinerary(party.day)
    if request.method == "POST":
        erase_contact(party.code, at=timezone.now())
    context = {
        "party": party,
        "day": party.day,
        "day_title": itinerary.title,
        "day_url": party.day.get_absolute_url(),
        "erased": request.method == "POST",
        "meta": {"title": f"Gegevens wissen – {itinerary.title}", "noindex": True},
    }
    return render(request, "events/registration/party_erase.html", context)


def short_of_seat(request, code):
    """The address to give a seat back, cut off."""
    return redirect(reverse("events:party", args=[code]))
