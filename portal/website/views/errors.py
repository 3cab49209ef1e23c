"""Pages for what goes wrong. They say what happened and where to go, and never ask the database for more trouble."""

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
    context = {"meta": {"title": "Geen toegang", "noindex": True}, "csrf": True}
    return render(request, "403.html", context, status=403)


def bad_request(request, exception=None):
    return HttpResponse(get_template("400.html").render(), status=400)


def busy(request):
    response = HttpResponse(get_template("503.html").render(), status=503)
    response["Retry-After"] = "5"
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
    return HttpResponse(get_template("500.html").render(), status=500)
