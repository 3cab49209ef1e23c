"""Gives one fiche of the demo content a photograph, the way the desk and the worker do it. For bench.mobile.

python -m bench.pictured
"""

import io
import os
import random

PICTURED = "fiche-met-foto"
SIZE = (2400, 1350)
SEED = 7


def photograph() -> bytes:
    """A JPEG that is about as hard to pack as what a camera makes: soft light, edges and grain."""
    from PIL import Image, ImageDraw, ImageFilter

    chance = random.Random(SEED)
    light = Image.frombytes("RGB", (24, 14), chance.randbytes(24 * 14 * 3)).resize(SIZE, Image.Resampling.BICUBIC)
    drawing = ImageDraw.Draw(light)
    for _number in range(160):
        x, y, size = chance.randrange(SIZE[0]), chance.randrange(SIZE[1]), chance.randrange(20, 260)
        drawing.ellipse((x, y, x + size, y + size), fill=tuple(chance.randbytes(3)))
    soft = light.filter(ImageFilter.GaussianBlur(2))
    grain = Image.effect_noise(SIZE, 24).convert("RGB")
    file = io.BytesIO()
    Image.blend(soft, grain, 0.12).save(file, "JPEG", quality=88)
    return file.getvalue()


def add() -> None:
    """The fiche, published."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.utils import timezone

    from fiches.models import Fiche, Section
    from portal.catalogue import pictured
    from portal.images import web_image
    from portal.publishing.workflow import take
    from portal.taxonomy.models import Theme

    file, width, height = web_image(SimpleUploadedFile("foto.jpg", photograph()))
    fiche = Fiche.objects.create(
        title="Een fiche met een foto", slug=PICTURED, standfirst="Zo ziet een fiche met een foto eruit.", points=["Een punt."]
    )
    fiche.image.save(file.name, file, save=False)
    fiche.image_width, fiche.image_height, fiche.image_alt = width, height, "Gekleurde vlakken"
    fiche.save()
    Section.objects.create(fiche=fiche, rubriek="betekenis", text="<p>Een rubriek met tekst.</p>" * 12)
    fiche.themes.set(Theme.objects.all()[:1])
    take(fiche, "publish", seen=fiche.edit, at=timezone.now())
    pictured.draw_due(timezone.now())


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django

    django.setup()
    add()
