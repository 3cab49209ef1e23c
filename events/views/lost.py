"""The address of a link, cut off: ask for the whole one again. The answer is the same for everybody, and takes as long."""

import time

from django.conf import settings
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from events.forms.details import LostForm
from events.registering.lost import send_again
from events.views.secret import WINDOW, private
from portal import pace


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request):
    form, sent = LostForm(), ""
    if request.method == "POST":
        pace.check("form", request, most=settings.PACE_FORMS, seconds=WINDOW)
        form = LostForm(request.POST)
        if form.is_valid():
            sent, begun = form.cleaned_data["email"], time.monotonic()
            send_again(sent, at=timezone.now())
            pace.at_least(settings.PACE_LOST, begun)  # a letter takes time: nobody must see from it who is registered
    meta = {"title": "Vraag je link opnieuw", "noindex": True}
    return private(render(request, "events/registration/lost.html", {"form": form, "sent": sent, "meta": meta}))


def of_a_group(request):
    """The address of a group, cut off: the same page."""
    return redirect("events:registration_lost")
