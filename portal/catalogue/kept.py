"""Whole pages kept by address and stamp: the first middleware.

A view says by what its answer may be kept (`keep`): the stamp of its record, or the number of the Edition. Before
anything else is done, one query asks for both; a kept page, or 304, is the answer. A page kept under an older stamp is
never asked for again, so nothing is ever stale, and nothing needs emptying. Public pages are the same for everybody.
"""

import gzip
import hashlib

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse, HttpResponseNotModified
from django.utils.cache import get_conditional_response, patch_vary_headers

from portal.catalogue.models import Edition
from portal.htmx import wants_part

KEEP = 24 * 3600
LARGEST = 512 * 1024
NOT_OURS = ("/static/", "/media/", "/beheer/", "/health/")
UNKEPT_HEADERS = {"Set-Cookie", "Content-Length", "Content-Encoding", "Date"}


def keep(response, by: str):
    """Mark a public answer as one that may be kept: by "stamp" (the page of a record) or by "edition" (a list)."""
    response.kept_by = by
    return response


class KeptPages:
    """Answers from kept pages; draws, keeps and stamps the others. Sets `request.edition`."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in ("GET", "HEAD") or request.path.startswith(NOT_OURS):
            return self.get_response(request)
        number, stamp = Edition.now(request.path.replace("\x00", ""))
        request.edition = number
        part = wants_part(request)
        names = {"edition": f"e{number}:{request.get_full_path()}", "stamp": f"s{stamp}:{request.path}"}
        tags = {by: _tag(name, part) for by, name in names.items()}
        for by in ("stamp", "edition") if stamp is not None else ("edition",):
            if found := cache.get(tags[by]):
                return _answer(request, found, tags[by])
        accepts = request.META.pop("HTTP_ACCEPT_ENCODING", "")
        response = self.get_response(request)
        request.META["HTTP_ACCEPT_ENCODING"] = accepts
        kept_by = getattr(response, "kept_by", None)
        if response.status_code != 200 or kept_by is None or (kept_by == "stamp" and stamp is None) or response.cookies:
            return _compressed(request, response)
        patch_vary_headers(response, ["Accept-Encoding"])
        response["Cache-Control"] = "public, max-age=0, must-revalidate"
        headers = {name: value for name, value in response.items() if name not in UNKEPT_HEADERS}
        found = (response.content, gzip.compress(response.content, 6, mtime=0), headers)
        if len(response.content) <= LARGEST:
            cache.set(tags[kept_by], found, KEEP)
        return _answer(request, found, tags[kept_by])


def _tag(name: str, part: bool) -> str:
    return hashlib.sha256(f"{settings.RELEASE}:{int(part)}:{name}".encode()).hexdigest()[:32]


def _answer(request, found, tag):
    content, packed, headers = found
    etag = f'"{tag}"'
    small = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "").lower()
    if request.META.get("HTTP_IF_NONE_MATCH") == etag:
        response = HttpResponseNotModified()
        for name in ("Cache-Control", "Vary"):
            response[name] = headers.get(name, "")
        response["ETag"] = etag
        return response
    response = HttpResponse(b"" if request.method == "HEAD" else packed if small else content, headers=headers)
    response["ETag"] = etag
    response["Content-Length"] = str(len(packed if small else content))
    if small:
        response["Content-Encoding"] = "gzip"
    return get_conditional_response(request, etag=etag, response=response) or response


def _compressed(request, response):
    """A page that is not kept, in the size the reader's browser can take."""
    text = response.get("Content-Type", "").startswith(("text/", "application/json", "application/xml"))
    if not text or response.streaming or response.has_header("Content-Encoding") or len(response.content) < 500:
        return response
    patch_vary_headers(response, ["Accept-Encoding"])
    if "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "").lower():
        response.content = gzip.compress(response.content, 6)
        response["Content-Encoding"] = "gzip"
        response["Content-Length"] = str(len(response.content))
    return response
