"""A ticket: its text as a QR code (SVG for a page, PNG for a letter), and as a PDF to print. Values in, bytes out."""

import io
from pathlib import Path
from typing import Any

from portal.documents.typesetting import typeset

TEMPLATE = Path(__file__).resolve().parent / "templates" / "ticket.typ"


def qr_svg(text: str) -> str:
    """The code as a drawing that stands in a page: dark on nothing, without a header."""
    import segno  # here: loading it is 0.03 s of a cold start

    out = io.BytesIO()
    segno.make(text, error="m").save(out, kind="svg", border=0, xmldecl=False, svgns=True, dark="#000", omitsize=True)
    return out.getvalue().decode()


def qr_png(text: str) -> bytes:
    """The code as a picture, with the quiet border that scanners need: black on white, also in a dark mailbox."""
    import segno  # here: loading it is 0.03 s of a cold start

    out = io.BytesIO()
    segno.make(text, error="m").save(out, kind="png", scale=6, border=4)
    return out.getvalue()


def ticket_pdf(said: dict[str, Any]) -> bytes:
    """The ticket on A4. `said`: title, day, where, name, number, ticket, site, programme [[hours, title, room]]."""
    return typeset(TEMPLATE, said, {"qr.svg": qr_svg(said["ticket"]).encode()})
