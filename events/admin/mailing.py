"""Writing to a selection of the people of a day: who, what, a look at the letter, and then one letter each."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.admin.registrations import context_of, day_of, people_form, url_of
from events.forms.message import MessageForm
from events.models import Mailing
from events.registering import mailing
from events.registering.registration import RegistrationRefused
from portal.letters.wording import worded

SHOWN = 5  # mailings that went before


def mailing_view(model_admin, request, pk):
    """The screen: the people are those of the question in the address."""
    day = day_of(request, pk, "change")
    asked = people_form(request, day)
    pks = asked.found()
    people = mailing.reached(day, pks)
    seen, letter = mailing.mark_of(people), None
    posted = request.method == "POST"
    form = MessageForm(request.POST if posted else None, user=request.user, seen=seen)
    if posted and form.is_valid():
        message = form.message()
        if request.POST.get("_do") == "send":
            if done := _sent(model_admin, request, day, form, message, pks, asked):
                return done
        letter = mailing_letter(day, message, people[0].name if people else "")
    if posted and form.is_bound:
        form.data = form.data.copy()
        form.data["seen"] = seen  # what is shown now is what will be sent
    context = context_of(
        model_admin,
        request,
        day,
        _("Een bericht schrijven"),
        form=form,
        asked=asked,
        count=ngettext("%(count)s mens", "%(count)s mensen", len(people)) % {"count": len(people)},
        people=people,
        unreached=len(pks) - len(people),
        letter=letter,
        before=list(Mailing.objects.filter(day=day).select_related("by")[:SHOWN]),
    )
    return TemplateResponse(request, "admin/events/mailing.html", context)


def mailing_letter(day, message, name: str):
    """How the letter reads for the first of them."""
    return worded(mailing.MESSAGE, {"to": name, **mailing.context_of(day, message)})


def _sent(model_admin, request, day, form, message, pks, asked):
    try:
        made = mailing.send(day, message, pks, seen=form.cleaned_data["seen"], at=timezone.now(), by=request.user)
    except RegistrationRefused as refusal:
        form.add_error(None, str(refusal))
        return None
    words = ngettext("Eén brief is onderweg.", "%(count)s brieven zijn onderweg.", made.people) % {"count": made.people}
    model_admin.message_user(request, words, messages.SUCCESS)
    return HttpResponseRedirect(url_of("registrations", day) + asked.address() + "#lijst")
