"""The pictures that stand in an archive (a presentation, a document): taken out in a box, and only as what we made of them.

`taken` starts a process with limits (portal.documents.boxed); what comes back was drawn anew by `portal.images`: nothing of the
file itself leaves the box. A part that is no picture, or too much, is left out.
"""

import base64
import io
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

from portal.documents.archives import BROKEN, opened
from portal.documents.boxed import make
from portal.images import MOST_BYTES, NotFit, fitted

MOST = 40  # pictures of one document
MOST_TOGETHER = 12_000_000  # bytes of all of them, as they are kept
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
START = 2.0  # seconds that the box may take beside the pictures themselves


@dataclass(frozen=True)
class Taken:
    """A picture as WebP, fit for a page."""

    data: bytes
    width: int
    height: int


def taken(archive: bytes, parts: list[str], *, seconds: float) -> dict[str, Taken]:
    """The pictures of these parts that can be shown, by their names; raises `NotMade` when the box broke."""
    said = {"parts": parts[:MOST], "seconds": max(seconds - START, 0.0)}
    answer = make("portal.pictures:out_of", said, {"archive": archive}, time_limit=seconds)
    return {name: Taken(base64.b64decode(data), width, height) for name, data, width, height in json.loads(answer)}


def out_of(box: Path) -> bytes:
    """In the box: every picture that was asked for and is one, until there is no more time or room."""
    said = json.loads((box / "data.json").read_bytes())
    until, room = time.monotonic() + said["seconds"], MOST_TOGETHER
    found = []
    with (box / "archive").open("rb") as file:
        for name, picture in _fit(opened(file), said["parts"]):
            room -= len(picture.data)
            if room < 0:
                break
            found.append((name, base64.b64encode(picture.data).decode(), picture.width, picture.height))
            if time.monotonic() > until:
                break
    return json.dumps(found).encode()


def _fit(archive: ZipFile, names: list[str]) -> Iterator[tuple[str, Taken]]:
    for name in names:
        try:
            with archive.open(name) as part:
                data = part.read(MOST_BYTES + 1)
            yield name, Taken(*fitted(io.BytesIO(data), len(data), FORMATS))
        except (*BROKEN, KeyError, RuntimeError, NotFit):
            continue
