"""The files of a fiche: made when first asked for, kept by what they say and by how they are made."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import IO

from django.conf import settings

from fiches.exporters import office, pdf, slides
from fiches.exporters.content import Content, content
from portal.documents import kept_files, typesetting

MAKERS: dict[str, Callable[[Content], bytes]] = {
    "fiche.pdf": pdf.handout,
    "teamvergadering.pdf": pdf.team_pack,
    "fiche.pptx": slides.slides,
    "fiche.docx": office.word,
    "fiche.md": office.markdown,
}


def make(name: str, page: dict) -> bytes:
    """The file of this name of the page of a fiche. Raises `NotMade`."""
    return MAKERS[name](content(page))


def key(name: str, record: int, stamp: int) -> str:
    """The name of the kept file. Another stamp (the page or anything on it changed) or another way of making is another file."""
    said = f"{record}:{stamp}:{settings.RELEASE}:{_templates()}"
    return f"{hashlib.sha256(said.encode()).hexdigest()[:32]}-{name}"


def opened(name: str, kept_as: str, page: Callable[[], dict]) -> IO[bytes]:
    """The file, from the folder of exports or made now. Raises `Busy` or `NotMade`."""
    return kept_files.opened(settings.EXPORTS, kept_as, lambda: make(name, page()), most=settings.EXPORTS_LIMIT)


def made_now(name: str, page: dict) -> bytes:
    """The file of a draft: made for who asks, and kept nowhere. Raises `Busy` or `NotMade`."""
    with kept_files.turn(settings.EXPORTS):
        return make(name, page)


def tidy(at: datetime) -> int:
    """Remove what is not asked for any more; the worker does this in its rounds."""
    return kept_files.tidy(settings.EXPORTS, at.timestamp(), most=settings.EXPORTS_LIMIT)


def _templates() -> str:
    """A short name for the templates: the release knows the code, not these."""
    ours = [*pdf.TEMPLATES.glob("*"), typesetting.HOUSE, slides.template()]
    facts = [(file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in sorted(ours)]
    return _digest(tuple(facts), tuple(sorted(ours)))


@cache
def _digest(facts: tuple, files: tuple[Path, ...]) -> str:
    seen = hashlib.sha256()
    for file in files:
        seen.update(file.read_bytes())
    return seen.hexdigest()[:12]
