"""Whole pages kept by address and stamp: the first middleware after those that count reading and insist on https.

A view says by what its answer may be kept (`keep`): the stamp of its record, or the number of the Edition. Before
anything else is done, one query asks for both; a kept page, or 304, is the answer. A page kept under an older stamp is
never asked for again, so nothing is ever stale, and nothing needs emptying. Public pages are the same for everybody.
What was answered here, the front door (`portal.catalogue.front`) answers next time, as long as the edition is the same.
"""

import hashlib
from typing import NamedTuple

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotModified
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from portal.catalogue.models import Edition, stamp_of
from portal.catalogue.store import Page, in_haste, sizes_for, store
from portal.htmx import wants_part

LARGEST = 512 * 1024
NOT_OURS = ("/static/", "/media/", "/beheer/", "/voorbeeld/", "/inschrijving/", "/health/")
UNKEPT_HEADERS = {"Set-Cookie", "Content-Length", "Content-Encoding", "Date"}
SEEN = "materialenbank.edition"  # in the environ, where no visitor can write it: what the front door saw a moment ago


class Seen(NamedTuple):
    """An edition that was read a moment ago, of an address at which nothing was shown yet: there is no kept page to look for."""

    number: int
    frame: int


def keep(response, by: str, at: str = "", stamp: int | None = None):
    """Mark a public answer as one that may be kept: by "stamp" (the page of a record, whatever the query string) or by
    "edition" (a list). A list is kept only when it was asked at exactly `at`, its one true address, so that made-up
    addresses fill no memory. `stamp` is that of the record, read with what is on its page or before it."""
    response.kept_by, response.kept_at, response.stamp = by, at, stamp
    return response


def reading(view):
    """A public page that only answers reading: any other method is refused, with or without a form's token. It asks nothing of
    who reads it, so it is reached the straight way (`portal.catalogue.direct`)."""
    refusing = csrf_exempt(require_safe(view))
    refusing.for_everybody = True
    return refusing


class KeptPages:
    """Answers from kept pages; draws, keeps and stamps the others. Sets `request.edition`."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in ("GET", "HEAD") or request.path.startswith(NOT_OURS):
            return self.get_response(request)
        request.get_host()  # an unknown host gets no kept page either
        seen: Seen | None = request.META.get(SEEN)
        number, stamp = (seen.number, None) if seen else Edition.now(request.path.replace("\x00", ""))
        request.edition = number
        part, address = wants_part(request), request.get_full_path()
        names = {"stamp": f"s{stamp}:{request.path}"} if stamp is not None else {}
        names["edition"] = f"e{number}:{address}"
        for by, name in names.items() if not seen else ():
            if page := store.get(_tag(name, part)):
                return _answer(request, page, by)
        accepts = request.META.pop("HTTP_ACCEPT_ENCODING", "")
        response = self.get_response(request)
        request.META["HTTP_ACCEPT_ENCODING"] = accepts
        by = getattr(response, "kept_by", "")
        if seen and by == "stamp" and response.stamp is not None:
            names["stamp"] = f"s{stamp_of(response.stamp, seen.frame)}:{request.path}"
        if response.status_code != 200 or by not in names or response.cookies or "no-store" in response.get("Cache-Control", ""):
            return _packed(request, response)
        patch_vary_headers(response, ["Accept-Encoding"])
        response["Cache-Control"] = "public, max-age=0, must-revalidate"
        headers = {name: value for name, value in response.items() if name not in UNKEPT_HEADERS}
        page = Page(_tag(names[by], part), response.content, headers)
        is_kept = len(response.content) <= LARGEST and (by == "stamp" or address == response.kept_at)
        if is_kept:
            store.add(page)
        return _answer(request, page, by if is_kept else None, drawn=response)


def _tag(name: str, part: bool) -> str:
    return hashlib.sha256(f"{settings.RELEASE}:{int(part)}:{name}".encode()).hexdigest()[:32]


def _answer(request, page, by, drawn=None):
    """The page or 304, or the answer in which it was just drawn; `by` tells the front door that it may answer this too, as long
    as the edition is the same."""
    if had := page.is_had(request.META.get("HTTP_IF_NONE_MATCH", "")):
        response = HttpResponseNotModified()
        for name in ("Cache-Control", "Vary"):
            response[name] = page.headers.get(name, "")
        response["ETag"] = had
        return response
    size = sizes_for(request.META.get("HTTP_ACCEPT_ENCODING", ""))[0]
    body, etag = (page.body(size), page.etag(size)) if drawn is None else page.first(size)
    sent = b"" if request.method == "HEAD" else body
    if drawn is None:
        response = HttpResponse(sent, headers=page.headers)
    else:
        response, drawn.content = drawn, sent
    response["ETag"] = etag
    response["Content-Length"] = str(len(body))
    if size:
        response["Content-Encoding"] = size
    if by:
        response.page, response.kept_by, response.edition, response.path = page, by, request.edition, request.path
    return get_conditional_response(request, etag=etag, response=response) or response


def _packed(request, response):
    """A page that is not kept, in the size the reader's browser can take."""
    text = response.get("Content-Type", "").startswith(("text/", "application/json", "application/xml"))
    if not text or response.streaming or response.has_header("Content-Encoding") or len(response.content) < 500:
        return response
    patch_vary_headers(response, ["Accept-Encoding"])
    if size := sizes_for(request.META.get("HTTP_ACCEPT_ENCODING", ""))[0]:
        response.content = in_haste(response.content, size)
        response["Content-Encoding"] = size
        response["Content-Length"] = str(len(response.content))
    return response
