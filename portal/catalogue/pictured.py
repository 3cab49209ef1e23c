"""The pictures of public pages, in the sizes of screens. The worker draws them once a page is public; until then, and for a
picture that cannot be drawn smaller, the page shows the one picture there is. Nothing is drawn while a reader waits."""

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import Q

from portal import sizes
from portal.documents.boxed import NotMade

log = logging.getLogger(__name__)
FOLDER = "maten/"  # where they are kept, under the name of their picture
ENDS = (".webp", ".png", ".jpg", ".jpeg")
AT_ONCE = 5  # pictures in one round of the worker
REMEMBERED = 2000  # pictures
_drawn: dict[str, list[int]] = {}


class PictureSizes(models.Model):
    """In which widths a picture is there, in each of `sizes.FORMATS`; [] for one that has no other sizes."""

    name = models.CharField(max_length=200, unique=True)
    widths = models.JSONField(default=list)

    class Meta:
        app_label = "catalogue"


def file_of(name: str, kind: str, width: int) -> str:
    """Where a size of this picture is kept. A picture has a name that no other ever has, so this has too."""
    return f"{FOLDER}{PurePosixPath(name).with_suffix('')}-{width}.{kind}"


def shown(name: str, width: int | None, height: int | None, alt: str) -> tuple[dict | None, list[str]]:
    """What a card says of a picture, and the files that its page shows."""
    if not name:
        return None, []
    said: dict[str, Any] = {"url": f"{settings.MEDIA_URL}{name}", "width": width, "height": height, "alt": alt}
    widths = _widths(name)
    if not widths:
        return said, [name]
    said["sources"] = [{"type": f"image/{kind}", "srcset": _srcset(name, kind, widths)} for kind in sizes.FORMATS]
    said["sources"][-1]["srcset"] += f", {settings.MEDIA_URL}{name} {width}w" if width else ""
    return said, [name, *(file_of(name, kind, size) for kind in sizes.FORMATS for size in widths)]


def _widths(name: str) -> list[int]:
    """The widths that were drawn of this picture. What was drawn once stays, so it is remembered."""
    if name not in _drawn:
        found = PictureSizes.objects.filter(name=name).values_list("widths", flat=True).first()
        if found is None:
            return []
        if len(_drawn) >= REMEMBERED:
            _drawn.clear()
        _drawn[name] = found
    return _drawn[name]


def _srcset(name: str, kind: str, widths: list[int]) -> str:
    return ", ".join(f"{settings.MEDIA_URL}{file_of(name, kind, width)} {width}w" for width in widths)


def draw_due(at: datetime, stop: Callable[[], bool] = lambda: False) -> int:
    """Draw the sizes of pictures that became public without them, until `stop` says so; returns how many pictures."""
    drawn = 0
    for name in waiting()[:AT_ONCE]:
        if stop():
            break
        draw(name)
        drawn += 1
    return drawn


def waiting() -> list[str]:
    """Pictures that a public page shows, of which nobody drew the sizes yet."""
    from portal.catalogue.models import ShownFile

    is_picture = Q(*(("name__iendswith", end) for end in ENDS), _connector=Q.OR)
    public = ShownFile.objects.filter(is_picture, record__withdrawn_at=None).exclude(name__startswith=FOLDER)
    names = public.exclude(name__in=PictureSizes.objects.values("name")).order_by("name")
    return list(names.values_list("name", flat=True).distinct())


def draw(name: str) -> None:
    """Draw this picture in every size, and tell so on the pages that show it."""
    try:
        with default_storage.open(name) as file:
            made = sizes.drawn(file.read())
    except (NotMade, OSError) as refused:
        log.warning("%s keeps one size: %s", name, refused)
        made = {}
    for (kind, width), data in made.items():
        place = file_of(name, kind, width)
        default_storage.delete(place)  # half of it may be there, of a worker that was stopped
        default_storage.save(place, ContentFile(data))
    _tell(name, sorted({width for _kind, width in made}))


@transaction.atomic
def _tell(name: str, widths: list[int]) -> None:
    from portal.catalogue.index import rewrite
    from portal.catalogue.models import Edition, Record

    Edition.locked()
    PictureSizes.objects.update_or_create(name=name, defaults={"widths": widths})
    if widths:
        records = Record.objects.public().filter(files__name=name).select_related("revision").distinct()
        rewrite(records, number=Edition.raise_number())
