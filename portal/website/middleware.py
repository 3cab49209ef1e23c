"""Addresses: cleaned on the way in; moved and withdrawn things answered on the way out."""

import logging

from csp.constants import HEADER
from csp.middleware import CheckableLazyObject, CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.db import OperationalError
from django.http import HttpResponsePermanentRedirect
from django.shortcuts import render

from portal.catalogue.kept import NOT_OURS
from portal.catalogue.models import Address, Record
from portal.pace import TooMany
from portal.website.views import ahead
from portal.website.views.errors import busy, too_many

log = logging.getLogger(__name__)

POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


class CleanAddress:
    """NUL characters leave the query string (PostgreSQL refuses them), and every answer states what the site may use."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        query = request.META.get("QUERY_STRING", "")
        while "%00" in query or "\x00" in query:  # taking one away may make another
            query = query.replace("%00", "").replace("\x00", "")
            request.META["QUERY_STRING"] = query
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", POLICY)
        return response


class ContentPolicy(CSPMiddleware):
    """django-csp's. The policy of a page that asks for nothing of its own is put together once."""

    def __init__(self, get_response):
        super().__init__(get_response)
        self.usual = build_policy()

    def process_response(self, request, response):
        own = getattr(request, "_csp_nonce", None) or any(name.startswith("_csp") for name in vars(response))
        if own or settings.DEBUG:
            return super().process_response(request, response)
        response.setdefault(HEADER, self.usual)
        request.csp_nonce = CheckableLazyObject(self._csp_nonce_post_response)
        return response


class LooksAhead:
    """A page for everybody tells the browser what it may fetch ahead (`views/ahead.py`)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        whole = response.status_code == 200 and response.get("Content-Type", "").startswith("text/html")
        own = "no-store" in response.get("Cache-Control", "") or request.path.startswith(NOT_OURS)  # somebody's own page
        if whole and not own and not response.cookies and "HTTP_HX_REQUEST" not in request.META and not is_full(response):
            response.headers["Speculation-Rules"] = f'"/{ahead.ADDRESS}"'
        return response


def is_full(response) -> bool:
    """Whether this page already asks for five files on a first visit, and has no room for the rules as a sixth."""
    return b"data-from=" in response.content


class Moved:
    """An unknown address that something had before leads there (301); that of something withdrawn says so (410). What
    hangs from such an address (a calendar, another format) goes the same way."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if (
            response.status_code != 404
            or request.path.startswith(("/beheer/", "/voorbeeld/", "/inschrijving/"))
            or "\x00" in request.path
            or len(request.path) > 255
        ):
            return response
        folder, _slash, suffix = request.path.rpartition("/")
        page = f"{folder}/"
        address = Address.objects.filter(url=page, record__withdrawn_at=None).values_list("record__url", flat=True).first()
        if address:
            address += suffix
            query = request.META.get("QUERY_STRING", "")
            return _asked_again(HttpResponsePermanentRedirect(f"{address}?{query}" if query else address))
        gone = Record.objects.filter(url=page).exclude(withdrawn_at=None).values("title").first()
        if gone is None:
            moved = Address.objects.filter(url=page).values("record__title").first()
            gone = moved and {"title": moved["record__title"]}
        if gone:
            response = render(request, "410.html", {"gone": gone, "meta": {"title": "Ingetrokken", "noindex": True}}, status=410)
        return _asked_again(response)

    def process_exception(self, request, exception):
        """Somebody else is writing and did not finish in time, or the database is away: try again in a moment. So must who
        asked too often."""
        if isinstance(exception, TooMany):
            return too_many(request, exception.seconds)
        if isinstance(exception, OperationalError):
            asked = request.resolver_match.route if request.resolver_match else request.path  # a route has no secret in it
            log.exception("The database could not answer %s", asked)
            return busy(request)
        return None


def _asked_again(response):
    """What is gone or moved today may be back tomorrow: a browser asks every time."""
    response["Cache-Control"] = "no-cache"
    return response
