"""A picture in the sizes of screens, as AVIF and WebP: drawn in a box, so that its file needs no trust. Libraries only."""

import base64
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

from portal.documents.boxed import make
from portal.images import MOST_BYTES, MOST_PIXELS, UPLOADED, upright

if TYPE_CHECKING:
    from PIL import Image

WIDTHS = (160, 480, 800, 1200)  # a photograph of a speaker; a phone; a phone with a sharp screen, a column; a wide column
FORMATS: dict[str, dict[str, int]] = {  # the lightest first: a browser takes the first that it knows
    "avif": {"quality": 60, "speed": 7, "max_threads": 2},
    "webp": {"quality": 80, "method": 4},
}
TIME_LIMIT = 30.0


def drawn(picture: bytes) -> dict[tuple[str, int], bytes]:
    """{(format, width): file} for every width below that of the picture; raises `NotMade` for what is no picture."""
    answer = make("portal.sizes:out_of", {"widths": WIDTHS}, {"picture": picture}, time_limit=TIME_LIMIT)
    return {(kind, width): base64.b64decode(data) for kind, width, data in json.loads(answer)}


def out_of(box: Path) -> bytes:
    """In the box: the picture, smaller and smaller."""
    from PIL import Image, UnidentifiedImageError  # only here: see portal.images

    file = box / "picture"
    if file.stat().st_size > MOST_BYTES:
        raise ValueError("too many bytes")
    try:
        with Image.open(file, formats=UPLOADED) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise ValueError("too many pixels")
            whole = upright(opened)
            whole = whole.convert("RGBA" if whole.has_transparency_data else "RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, SyntaxError) as broken:
        raise ValueError("no picture") from broken
    whole.info = {}
    found = []
    for width in json.loads((box / "data.json").read_bytes())["widths"]:
        if width < whole.width:
            small = whole.resize((width, max(1, round(whole.height * width / whole.width))), Image.Resampling.LANCZOS)
            found += [(kind, width, _packed(small, kind)) for kind in FORMATS]
    return json.dumps(found).encode()


def _packed(picture: "Image.Image", kind: str) -> str:
    out = io.BytesIO()
    picture.save(out, kind.upper(), **FORMATS[kind])
    return base64.b64encode(out.getvalue()).decode()
