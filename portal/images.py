"""Pictures that come in: checked, made small enough for a page, and freed of what they say about their maker. Libraries only."""

import io
import struct
import warnings

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

WIDEST = 1600  # pixels: twice the width at which the design shows a picture
MOST_PIXELS = 24_000_000
MOST_BYTES = 12 * 1024 * 1024


def upright(picture: Image.Image) -> Image.Image:
    """The picture turned as its camera was held; one whose metadata are damaged stays as it is."""
    try:
        return ImageOps.exif_transpose(picture)
    except (struct.error, TypeError, AttributeError, ValueError, KeyError, OSError):
        return picture


def web_image(upload) -> tuple[ContentFile, int, int]:
    """The upload as WebP of at most WIDEST pixels, upright, without metadata (place, camera, name); with its width and height.

    Raises ValidationError for what is too large, or no picture.
    """
    if upload.size > MOST_BYTES:
        raise ValidationError(_("Dit beeld is te groot: hoogstens %(limit)s MB.") % {"limit": MOST_BYTES // 1024 // 1024})
    try:
        upload.seek(0)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # large, or with damaged metadata: we look at both ourselves
            with Image.open(upload, formats=("PNG", "JPEG", "WEBP")) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise ValidationError(_("Dit beeld heeft te veel beeldpunten. Maak het eerst kleiner."))
                opened.draft(None, (WIDEST, WIDEST * 2))  # a large JPEG is decoded at a smaller size
                opened.thumbnail((WIDEST * 2, WIDEST * 4))
                picture = upright(opened)
                picture.thumbnail((WIDEST, WIDEST * 2))
                bare = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
                bare.info = {}
                out = io.BytesIO()
                bare.save(out, "WEBP", quality=82, method=4)
    except ValidationError:
        raise
    except (UnidentifiedImageError, ValueError, MemoryError, OSError, SyntaxError, Image.DecompressionBombError) as broken:
        raise ValidationError(_("Dit bestand is geen leesbaar beeld (png, jpg of webp).")) from broken
    stem = str(upload.name).rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return ContentFile(out.getvalue(), name=f"{stem}.webp"), bare.width, bare.height
