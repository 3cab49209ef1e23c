"""Uploaded files: only those that a public page shows, and for people of the desk those of working copies too. Who has a link
to a draft finds its files elsewhere (`views/preview.py`)."""

import mimetypes

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404

from portal.catalogue.kept import reading
from portal.catalogue.models import ShownFile

IMAGES = {"image/png", "image/jpeg", "image/webp"}
INLINE = {*IMAGES, "application/pdf", "video/mp4", "audio/mpeg"}


@reading
def shown(request, name):
    if "\x00" in name or len(name) > 200:
        raise Http404
    public = ShownFile.objects.filter(name=name, record__withdrawn_at=None).exists()
    if not public and not (request.user.is_staff and request.user.has_perm("fiches.view_fiche")):
        raise Http404
    return sent(name, "public, max-age=86400" if public else "private, no-store")


def sent(name: str, kept: str) -> FileResponse:
    """The upload of this name, as a browser may show it; `kept` says for how long. Raises Http404."""
    try:
        file = default_storage.open(name)
    except (OSError, SuspiciousFileOperation) as missing:
        raise Http404 from missing
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    response = FileResponse(file, content_type=kind, as_attachment=kind not in INLINE)
    response["Cache-Control"] = kept
    response["Content-Security-Policy"] = (
        "default-src 'none'; sandbox" if kind not in INLINE else "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'"
    )
    return response
