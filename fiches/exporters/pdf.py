"""A fiche as a handout: an accessible PDF on A4, and the same with room to write around the table of a team."""

from pathlib import Path

from fiches.exporters.content import Content
from portal.documents.typesetting import typeset

TEMPLATES = Path(__file__).resolve().parent / "templates"
TEMPLATE, MARK = TEMPLATES / "fiche.typ", TEMPLATES / "merk.svg"


def handout(content: Content, *, team: bool = False) -> bytes:
    """The PDF; with `team` the questions stand on a page of their own, with lines to write on."""
    return typeset(TEMPLATE, {**content.said, "team": team}, {**content.files, MARK.name: MARK.read_bytes()})


def team_pack(content: Content) -> bytes:
    return handout(content, team=True)
