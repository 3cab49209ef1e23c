"""Pages behind a secret link: nobody keeps them, no search engine lists them, and guessing is slow.

The policy for referrers is `same-origin`: the address goes to nobody else, and the forms on these pages can still prove that
they are ours (with `no-referrer` a browser sends the origin “null”).
"""

from functools import wraps

from django.conf import settings
from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from events.registering.registration import RegistrationRefused
from portal import pace

WINDOW = 600  # seconds
HEADERS = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "same-origin"}


def secret(find):
    """A page about what `find` finds by its code, as the first thing that the view is given after the request."""

    def decorate(view):
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(view)
        def answer(request, code, *args, **kwargs):
            try:
                response = view(request, _asked(request, find, code), *args, **kwargs)
            except RegistrationRefused:
                response = unknown(request)
            return private(response)

        return answer

    return decorate


def _asked(request, find, code: str):
    """What stands at this code. Raises TooMany, or RegistrationRefused when it is nothing; that is counted."""
    who, codes = pace.address_of(request), {"most": settings.PACE_CODES, "seconds": WINDOW}
    if pace.spent("code", who, **codes):
        raise pace.TooMany(pace.left(WINDOW))
    if request.method == "POST":
        pace.check("form", request, most=settings.PACE_FORMS, seconds=WINDOW)
    try:
        return find(code)
    except RegistrationRefused:
        pace.allowed("code", who, **codes)
        raise


def unknown(request):
    """There is nothing at this address (any more): what to do."""
    meta = {"title": "Deze link werkt niet", "noindex": True}
    return render(request, "events/registration/unknown.html", {"meta": meta}, status=404)


def private(response):
    for name, value in HEADERS.items():
        response[name] = value
    return response


def own_data(known: dict) -> JsonResponse:
    """All we keep about somebody, as a file."""
    answer = JsonResponse(known, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = 'attachment; filename="mijn-gegevens.json"'
    return answer
