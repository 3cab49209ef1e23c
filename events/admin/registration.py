"""One registration at the desk: everything of it, and what an organiser can do for somebody. The verbs are those of everybody."""

import secrets

from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.admin.registrations import context_of, day_of, url_of
from events.forms.choices import ChoiceFields, chosen_by
from events.forms.on_behalf import NeedsForm, OnBehalfForm, PersonForm, as_typed, with_needs
from events.models import Needs, Place, Registration, StudyDay
from events.offers import offers
from events.registering import details, on_behalf, parties
from events.registering.registration import RegistrationRefused, cancel, change_choices, give_back, register
from portal.publishing import logbook
from portal.publishing.forms import number_in

LINES = 50  # of the log


def find(day: StudyDay, number: int) -> Registration:
    """The registration with this number of the day. Raises Http404."""
    row = Registration.objects.select_related("network", "party").filter(day=day, number=number).first()
    if row is None:
        raise Http404
    row.day = day
    return row


def _drawn(model_admin, request, day, registration, title, template, **more):
    context = context_of(model_admin, request, day, title, row=registration, **more)
    return TemplateResponse(request, f"admin/events/{template}.html", context)


def called(registration) -> str:
    return _("Inschrijving %(number)s") % {"number": registration.number}


# -- looking -----------------------------------------------------------------------------------------------------------
def registration_view(model_admin, request, pk, number):
    """Everything of one registration; posting does what its buttons say."""
    day = day_of(request, pk, "change" if request.method == "POST" else "view")
    registration = find(day, number)
    if request.method == "POST":
        _do(model_admin, request, registration)
        return HttpResponseRedirect(url_of("registration", day, number))
    places = list(registration.places.select_related("block", "session").order_by("block__position", "block", "rank", "pk"))
    for place in places:
        place.ahead = place.in_line() - 1 if place.state == Place.State.WAITING else 0
        place.line = place.ahead + 1
    context = {
        "places": places,
        "line": registration.in_line(),
        "needs": Needs.objects.filter(registration=registration).first() if request.user.has_perm("events.view_needs") else None,
        "letters": _letters(registration),
        "lines": _log(registration),
        "once": secrets.token_urlsafe(12),
    }
    return _drawn(model_admin, request, day, registration, called(registration), "registration", **context)


def _letters(registration) -> list:
    found = list(on_behalf.letters_of(registration))
    for letter in found:
        letter.outdated = bool(registration.cancelled_at and letter.created < registration.cancelled_at)
    return found


def _log(registration) -> list[dict]:
    kind = ContentType.objects.get_for_model(Registration)
    rows = LogEntry.objects.filter(content_type=kind, object_id=str(registration.pk)).select_related("user")
    rows = rows.order_by("-action_time", "-pk")[:LINES]
    return [{"at": row.action_time, "by": row.user, "said": logbook.in_words(row)} for row in rows]


# -- buttons -----------------------------------------------------------------------------------------------------------
def _do(model_admin, request, registration) -> None:
    what, at = request.POST.get("_do", ""), timezone.now()
    acts = {"cancel": _cancel, "link": _link, "give_back": _give_back, "letter": _letter}
    if what not in acts:
        raise PermissionDenied
    try:
        model_admin.message_user(request, acts[what](request, registration, at), messages.SUCCESS)
    except RegistrationRefused as refusal:
        model_admin.message_user(request, str(refusal), messages.ERROR)


def _cancel(request, registration, at) -> str:
    cancel(registration.code, at=at, by=request.user)
    return _("%(who)s is uitgeschreven. Wie wachtte, schuift op.") % {"who": called(registration)}


def _link(request, registration, at) -> str:
    on_behalf.send_link(registration.code, once=request.POST.get("once", "")[:40], at=at, by=request.user)
    return _("De persoonlijke link is onderweg.")


def _give_back(request, registration, at) -> str:
    give_back(registration.code, number_in(request.POST.get("session", ""), 0), at=at, by=request.user)
    return _("De plaats is teruggegeven.")


def _letter(request, registration, at) -> str:
    done = on_behalf.send_letter_again(registration.code, number_in(request.POST.get("letter", ""), 0), at=at, by=request.user)
    return _("De brief wordt opnieuw verzonden.") if done else _("Deze brief moet nog vertrekken: dat gebeurt vanzelf.")


# -- for somebody ------------------------------------------------------------------------------------------------------
def _offers(day, at):
    """What can be chosen: for an organiser, wishes stay open until they are allotted."""
    found = offers(day, at=at)
    for offer in found:
        offer.closed = False
    return found


def add_view(model_admin, request, pk):
    """Registering somebody, also when the window is closed."""
    day, at = day_of(request, pk, "change"), timezone.now()
    data = request.POST if request.method == "POST" else None
    form = OnBehalfForm(data)
    if data is not None and (again := Registration.objects.filter(attempt=form.key(), day=day).first()):
        return _added(model_admin, request, again)  # sent twice
    fields = ChoiceFields(_offers(day, at), data, must=False)
    if data is not None:
        fields.check_surprises()
        if form.is_valid() and _unknown(day, form) and fields.is_valid():
            try:
                made = register(day, form.request(fields.choices()), at=at, by=request.user)
                return _added(model_admin, request, made) if made else HttpResponseRedirect(url_of("registrations", day))
            except RegistrationRefused as refusal:
                form.add_error(None, str(refusal))
    context = context_of(model_admin, request, day, _("Iemand inschrijven"), form=form, fields=fields)
    return TemplateResponse(request, "admin/events/registration_add.html", context)


def _unknown(day, form) -> bool:
    """Whether nobody is registered with this address yet; a sentence beside it when somebody is."""
    known = day.registrations.live().with_email(form.cleaned_data["email"]).first()
    if known:
        words = _("Met dit adres is al iemand ingeschreven: nummer %(number)s.") % {"number": known.number}
        form.add_error("email", words)
    return known is None


def _added(model_admin, request, made):
    words = _("%(who)s is gemaakt: %(state)s. De brief is onderweg.")
    model_admin.message_user(request, words % {"who": called(made), "state": made.get_state_display()}, messages.SUCCESS)
    return HttpResponseRedirect(url_of("registration", made.day, made.number))


def choices_view(model_admin, request, pk, number):
    """Choosing for somebody: they gain the new seat or keep the old one."""
    day, at = day_of(request, pk, "change"), timezone.now()
    registration = find(day, number)
    data, fault = request.POST if request.method == "POST" else None, ""
    fields = ChoiceFields(_offers(day, at), data, chosen=chosen_by(registration, for_somebody=True), must=False)
    if data is not None:
        fields.check_surprises()
        if fields.is_valid():
            try:
                change_choices(registration.code, fields.choices(), at=at, by=request.user)
                model_admin.message_user(request, _("De keuzes staan zoals je ze koos."), messages.SUCCESS)
                return HttpResponseRedirect(url_of("registration", day, number))
            except RegistrationRefused as refusal:
                fault = str(refusal)
    title = _("Keuzes van inschrijving %(number)s") % {"number": number}
    return _drawn(model_admin, request, day, registration, title, "registration_choices", fields=fields, fault=fault)


def person_view(model_admin, request, pk, number):
    """Correcting who somebody is and what they need; or naming the seat of a group."""
    day, at = day_of(request, pk, "change"), timezone.now()
    registration = find(day, number)
    named = bool(registration.email)
    form = _person_form(request, registration, named)
    if request.method == "POST" and form.is_valid():
        try:
            _keep(form, registration, named, at=at, by=request.user)
            model_admin.message_user(request, _("De gegevens zijn bewaard."), messages.SUCCESS)
            return HttpResponseRedirect(url_of("registration", day, number))
        except RegistrationRefused as refusal:
            form.add_error(None, str(refusal))
    title = _("Gegevens van inschrijving %(number)s") if named else _("Plaats %(number)s op naam zetten")
    said = title % {"number": number}
    return _drawn(model_admin, request, day, registration, said, "registration_person", form=form, named=named)


def _person_form(request, registration, named: bool) -> PersonForm:
    data = request.POST if request.method == "POST" else None
    if named and request.user.has_perm("events.view_needs"):
        return NeedsForm(data, initial=with_needs(registration))
    return PersonForm(data, initial=as_typed(registration))


def _keep(form, registration, named: bool, *, at, by) -> None:
    """Raises RegistrationRefused."""
    if not named and registration.party is not None:
        parties.entrust(registration.party.code, registration.number, form.who(), at=at, by=by)
        return
    kept = on_behalf.correct(registration.code, form.who(), at=at, by=by)  # another address has another code
    if isinstance(form, NeedsForm):
        details.change_needs(kept.code, **form.needs(), at=at, by=by)
