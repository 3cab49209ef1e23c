"""Pictures that come in: checked, made small enough for a page, and freed of what they say about their maker. Libraries only."""

import io
import struct
import warnings
from typing import IO, TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from PIL import Image

WIDEST = 1600  # pixels: twice the width at which the design shows a picture
MOST_PIXELS = 24_000_000
MOST_BYTES = 12 * 1024 * 1024
UPLOADED = ("PNG", "JPEG", "WEBP")
NOT_FIT = {  # why a picture cannot be shown
    "bytes": _("Dit beeld is te groot: hoogstens %(limit)s MB."),
    "pixels": _("Dit beeld heeft te veel beeldpunten. Maak het eerst kleiner."),
    "unreadable": _("Dit bestand is geen leesbaar beeld (png, jpg of webp)."),
}


class NotFit(Exception):
    """A picture that cannot be shown; its text is one of NOT_FIT."""


def upright(picture: "Image.Image") -> "Image.Image":
    """The picture turned as its camera was held; one whose metadata are damaged stays as it is."""
    from PIL import ImageOps  # Pillow takes 4 MiB: who opens no picture does not carry it

    try:
        return ImageOps.exif_transpose(picture)
    except (struct.error, TypeError, AttributeError, ValueError, KeyError, OSError):
        return picture


def web_image(upload) -> tuple[ContentFile, int, int]:
    """The upload as WebP of at most WIDEST pixels, upright, without metadata (place, camera, name); with its width and height.

    Raises ValidationError for what is too large, or no picture.
    """
    try:
        data, width, height = fitted(upload, upload.size, UPLOADED)
    except NotFit as refusal:
        raise ValidationError(NOT_FIT[str(refusal)] % {"limit": MOST_BYTES // 1024 // 1024}) from refusal
    stem = str(upload.name).rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return ContentFile(data, name=f"{stem}.webp"), width, height


def fitted(file: IO[bytes], size: int, formats: tuple[str, ...]) -> tuple[bytes, int, int]:
    """The same for any file, also where no Django runs. Raises NotFit."""
    from PIL import Image, UnidentifiedImageError

    if size > MOST_BYTES:
        raise NotFit("bytes")
    try:
        file.seek(0)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # large, or with damaged metadata: we look at both ourselves
            with Image.open(file, formats=formats) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise NotFit("pixels")
                opened.draft(None, (WIDEST, WIDEST * 2))  # a large JPEG is decoded at a smaller size
                opened.thumbnail((WIDEST * 2, WIDEST * 4))
                picture = upright(opened)
                picture.thumbnail((WIDEST, WIDEST * 2))
                bare = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
                bare.info = {}
                out = io.BytesIO()
                bare.save(out, "WEBP", quality=82, method=4)
    except (UnidentifiedImageError, ValueError, MemoryError, OSError, SyntaxError, Image.DecompressionBombError) as broken:
        raise NotFit("unreadable") from broken
    return out.getvalue(), bare.width, bare.height
