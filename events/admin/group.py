"""Registering a whole group at the desk: seats now, names later by the link of the contact."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.admin.registrations import context_of, day_of, url_of
from events.forms.choices import ChoiceFields
from events.forms.on_behalf import GroupForm
from events.models import Party, Registration
from events.models.registration import normalised
from events.offers import offers
from events.registering.parties import register_party
from events.registering.registration import RegistrationRefused


def group_view(model_admin, request, pk):
    """The screen: contact, number of seats, and one session for all of them where who comes first is seated."""
    day, at = day_of(request, pk, "change"), timezone.now()
    data = request.POST if request.method == "POST" else None
    form = GroupForm(data)
    if data is not None and (again := Party.objects.filter(attempt=form.key(), day=day).first()):
        return _added(model_admin, request, day, again)  # sent twice
    found = [offer for offer in offers(day, at=at) if not offer.ranked]  # wishes are for each of them, by their own link
    fields = ChoiceFields(found, data, must=False, group=True)
    if data is not None and form.is_valid() and _unknown(day, form) and fields.is_valid():
        try:
            made = register_party(day, form.request(fields.choices()), at=at, by=request.user)
            return _added(model_admin, request, day, made)
        except RegistrationRefused as refusal:
            form.add_error("seats", str(refusal))
    left = max(0, (day.capacity or 0) - day.taken)
    context = context_of(model_admin, request, day, _("Een groep inschrijven"), form=form, fields=fields, left=left)
    return TemplateResponse(request, "admin/events/registration_group.html", context)


def _unknown(day, form) -> bool:
    """Whether this contact has no group yet; a sentence beside the address when they do."""
    live = Registration.objects.live().values("party")
    known = day.parties.filter(email=normalised(form.cleaned_data["email"]), pk__in=live).exists()
    if known:
        words = _("Deze contactpersoon heeft al een groep op deze dag. Geef voor een tweede groep een ander adres.")
        form.add_error("email", words)
    return not known


def _added(model_admin, request, day, made: Party | None):
    if made is None:  # somebody was first, a moment ago: the contact got the link again
        return HttpResponseRedirect(url_of("registrations", day))
    count = made.registrations.live().count()
    words = ngettext(
        "De groep heeft %(count)s plaats. De contactpersoon krijgt een brief met de link om een naam te geven.",
        "De groep heeft %(count)s plaatsen. De contactpersoon krijgt een brief met de link om namen te geven.",
        count,
    )
    model_admin.message_user(request, words % {"count": count}, messages.SUCCESS)
    return HttpResponseRedirect(f"{url_of('registrations', day)}?groep={made.pk}#lijst")
