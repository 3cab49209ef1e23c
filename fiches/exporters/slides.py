"""A fiche as slides for a team meeting: a slide for each rubriek, in the template of the organisation."""

import io
from pathlib import Path

from django.conf import settings

from fiches.exporters.content import Content
from portal.documents.boxed import make

OURS = Path(__file__).resolve().parent / "templates" / "fiche.pptx"


def template() -> Path:
    """The presentation whose layouts are used: that of the organisation, or ours."""
    return Path(settings.SLIDES_TEMPLATE) if settings.SLIDES_TEMPLATE else OURS


def slides(content: Content) -> bytes:
    """The presentation as PPTX."""
    import segno  # here: loading it is 0.03 s of a cold start

    code = io.BytesIO()
    segno.make(content.said["about"]["address"], error="m").save(code, kind="png", scale=8, border=2, dark="#10282f")
    files = {name: data for name, data in content.files.items() if name != "qr.svg"}
    files |= {"qr.png": code.getvalue(), "template.pptx": template().read_bytes()}
    return make("fiches.exporters.slides_process:pptx", content.said, files)
