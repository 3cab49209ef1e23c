"""Pictures in the sizes of screens: drawn by the worker once they are public, and shown from then on."""

import io
import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from PIL import Image, features

from portal.catalogue import pictured
from portal.catalogue.models import PictureSizes, Record, ShownFile
from portal.publishing.workflow import take
from tests.factories import NOON, FicheFactory, publish
from tests.factories.days import DayFactory, PersonFactory, SessionFactory

pytestmark = pytest.mark.django_db


def picture(width: int, height: int) -> ContentFile:
    file = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(file, "PNG")
    return ContentFile(file.getvalue(), name="foto.png")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def fiche():
    return publish(FicheFactory(slug="met-foto", image=picture(900, 600), image_width=900, image_height=600, image_alt="Vlak"))


def sizes_on(client, path: str) -> dict[str, list[tuple[str, int]]]:
    """{type: its files and their widths} of the picture on that page."""
    page = client.get(path).content.decode()
    found = re.findall(r'<source type="([^"]+)" srcset="([^"]+)"', page)
    return {kind: [(url, int(width)) for url, width in re.findall(r"(\S+) (\d+)w", files)] for kind, files in found}


def test_this_machine_writes_both_formats():
    assert (features.check("avif"), features.check("webp")) == (True, True)


def test_a_public_picture_gets_its_sizes_from_the_worker_and_the_page_shows_them(client, fiche):
    path = fiche.get_absolute_url()
    before = sizes_on(client, path)
    assert (pictured.draw_due(NOON), pictured.draw_due(NOON), before) == (1, 0, {})
    shown = sizes_on(client, path)
    assert {kind: [width for _url, width in files] for kind, files in shown.items()} == {
        "image/avif": [160, 480, 800],
        "image/webp": [160, 480, 800, 900],
    }
    for kind, files in shown.items():
        for url, width in files[:3]:
            answer = client.get(url)
            drawn = Image.open(io.BytesIO(answer.getvalue()))
            assert (answer["Content-Type"], drawn.format, drawn.size) == (kind, kind[6:].upper(), (width, round(width * 2 / 3)))


@pytest.mark.django_db(transaction=True)
def test_the_worker_does_so_in_its_round(client, fiche):
    call_command("work", "--once")
    assert set(sizes_on(client, fiche.get_absolute_url())) == {"image/avif", "image/webp"}


def test_the_picture_keeps_its_place_while_it_loads_and_comes_first(client, fiche):
    pictured.draw_due(NOON)
    page = client.get(fiche.get_absolute_url()).content.decode()
    shown = re.search(r"<img [^>]*>", page).group()
    assert re.findall(r'(width|height|alt|fetchpriority)="([^"]*)"', shown) == [
        ("alt", "Vlak"),
        ("width", "900"),
        ("height", "600"),
        ("fetchpriority", "high"),
    ]


def test_what_is_no_picture_or_too_small_keeps_its_one_size_and_is_not_tried_again(client):
    broken = ContentFile(b"RIFF but no more", name="stuk.webp")
    publish(FicheFactory(slug="stuk", image=broken, image_width=900, image_height=600))
    small = publish(FicheFactory(slug="klein", image=picture(90, 60), image_width=90, image_height=60))
    assert (pictured.draw_due(NOON), pictured.waiting()) == (2, [])
    assert list(PictureSizes.objects.values_list("widths", flat=True)) == [[], []]
    assert sizes_on(client, small.get_absolute_url()) == {}


def test_sizes_are_as_public_as_their_picture(client, fiche):
    FicheFactory(slug="concept", image=picture(900, 600), image_width=900, image_height=600)
    pictured.draw_due(NOON)
    url = sizes_on(client, fiche.get_absolute_url())["image/avif"][0][0]
    public = client.get(url)
    assert (PictureSizes.objects.count(), public.status_code, len(public.getvalue()) > 100) == (1, 200, True)
    fiche.refresh_from_db()
    take(fiche, "withdraw", seen=fiche.edit, at=NOON)
    assert (client.get(url).status_code, ShownFile.objects.count()) == (404, 0)


def test_a_speaker_with_a_photograph_is_shown_small(client):
    person = PersonFactory(
        name="Anja Voorbeeld", photo=picture(400, 400), photo_width=400, photo_height=400, consent_on=NOON.date()
    )
    day = publish(DayFactory(slug="een-dag"))
    publish(SessionFactory(day=day, slug="een-sessie", people=[person]))
    pictured.draw_due(NOON)
    assert [width for _url, width in sizes_on(client, person.get_absolute_url())["image/avif"]] == [160]
    assert Record.objects.get(kind="person").files.count() == 3


def test_a_size_that_was_half_written_is_written_again(fiche):
    place = pictured.file_of(fiche.image.name, "avif", 160)
    default_storage.save(place, ContentFile(b"half"))
    pictured.draw_due(NOON)
    with default_storage.open(place) as file:
        assert Image.open(file).size == (160, 107)
