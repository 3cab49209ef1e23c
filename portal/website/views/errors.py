"""Pages for what goes wrong. They say what happened and where to go, and never ask the database for more trouble."""

import sys

from django.db import OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import get_template


def not_found(request, exception=None):
    return render(request, "404.html", {"meta": {"title": "Niet gevonden", "noindex": True}}, status=404)


def forbidden(request, exception=None):
    desk = "Je account heeft hier de rechten niet voor. Moet je er wel bij kunnen? Vraag het aan een beheerder."
    said = (str(exception or "") or desk) if request.path.startswith("/beheer/") else ""
    return render(request, "403.html", {"meta": {"title": "Geen toegang", "noindex": True}, "said": said}, status=403)


def csrf_failure(request, reason=""):
    said = (
        "We konden niet nagaan of dit formulier van onze site komt, en namen niets aan. Ga terug in je browser en verstuur het "
        "opnieuw. Lukt het dan nog niet, sta dan cookies van deze site toe: we gebruiken er één, alleen voor formulieren."
    )
    context = {"meta": {"title": "Formulier niet aanvaard", "noindex": True}, "said": said}
    return render(request, "403.html", context, status=403)


def bad_request(request, exception=None):
    return HttpResponse(get_template("400.html").render(), status=400)


def busy(request):
    response = HttpResponse(get_template("503.html").render(), status=503)
    response["Retry-After"] = "5"
    response["Cache-Control"] = "no-store"
    return response


def too_many(request, seconds: int):
    """Somebody did something too often: they may again in this many seconds."""
    minutes = -(-seconds // 60)
    wait = f"{minutes} minuten" if minutes > 1 else "een minuut"
    response = HttpResponse(get_template("429.html").render({"wait": wait}), status=429)
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "private, no-store"
    return response


def server_error(request):
    """Also for what went wrong before any view was asked: kept pages and sessions need the database too."""
    if isinstance(sys.exc_info()[1], OperationalError):
        return busy(request)
    return HttpResponse(get_template("500.html").render(), status=500)
