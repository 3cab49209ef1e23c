"""The files of a fiche: PDF, slides, Word, Markdown."""

import logging

from django.http import FileResponse, Http404, HttpResponse
from django.template.loader import get_template
from django.urls import reverse
from django.utils.cache import get_conditional_response

from fiches.exporters import files
from fiches.page import live
from fiches.takeaways import TAKEAWAYS
from portal.catalogue.kept import reading
from portal.catalogue.models import Record
from portal.documents.boxed import NotMade
from portal.documents.kept_files import Busy

log = logging.getLogger(__name__)
POLICY = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'"  # what a PDF reader in a browser asks for
SOON = "5"  # seconds


@reading
def take(request, slug, name):
    """A file of the public fiche. Search engines are sent to the page, which is newer and reads better."""
    url = reverse("fiches:detail", args=[slug])
    record = Record.objects.public().filter(url=url, kind="fiche").values("pk", "stamp").first()
    if record is None:
        raise Http404
    kept_as = files.key(name, record["pk"], record["stamp"])
    etag = f'"{kept_as}"'
    unchanged = get_conditional_response(request, etag=etag)
    response = unchanged or _answer(request, slug, name, lambda: files.opened(name, kept_as, lambda: _page(url, name)))
    if response.status_code in (200, 304):
        response["ETag"] = etag
        response["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response


def _page(url: str, name: str) -> dict:
    page = live(url)
    if page is None or (TAKEAWAYS[name].asks and not page["questions"]):
        raise Http404
    return page


def draft(request, slug: str, name: str, page: dict):
    """A file of a text that only the desk may see; nobody keeps it."""
    if TAKEAWAYS[name].asks and not page["questions"]:
        raise Http404
    response = _answer(request, slug, name, lambda: files.made_now(name, page))
    response["Cache-Control"] = "private, no-store"
    return response


def _answer(request, slug, name, make):
    asked = TAKEAWAYS[name]
    try:
        made = make()
    except Busy:
        return _later(request, "busy")
    except NotMade:
        log.exception("%s of %s could not be made", name, slug)
        return _later(request, "failed")
    inline = asked.type == "application/pdf"
    response = (
        HttpResponse(made, content_type=asked.type) if isinstance(made, bytes) else FileResponse(made, content_type=asked.type)
    )
    response["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{asked.file_name(slug)}"'
    response["Content-Security-Policy"] = POLICY if inline else "default-src 'none'; sandbox"
    response["Content-Language"] = "nl-BE"
    response["X-Robots-Tag"] = "noindex"
    return response


def _later(request, why: str):
    response = HttpResponse(get_template("fiches/not_yet.html").render({"why": why, "again": request.path}), status=503)
    response["Retry-After"] = SOON
    response["Cache-Control"] = "no-store"
    return response
