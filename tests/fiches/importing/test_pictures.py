"""The pictures of a document: they come along, stay with what was read, and one of them can be that of the fiche."""

import base64
import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image
from pptx import Presentation
from pptx.util import Cm

from fiches.importing import pictures as carrying
from fiches.importing.parsed import ParsedFiche
from fiches.importing.pictures import carry
from fiches.models import Fiche, ImportedDocument, ImportedPicture
from fiches.models.imported import KEPT, forget_waiting
from portal.documents import pandoc, reading
from portal.images import MOST_BYTES
from portal.pictures import MOST
from tests.desk import cost, said
from tests.fiches.importing.test_pages import UPLOAD, make

pytestmark = pytest.mark.django_db
ALONE = "De afbeeldingen van dit document kwamen niet mee: ze openen lukte niet of duurde te lang."


def drawn(kind="PNG", size=(60, 30), colour="teal", mode="RGB", **more) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, kind, **more)
    return out.getvalue()


def many(count) -> list[tuple[bytes, str]]:
    return [(drawn(colour=(number * 3, 90, 90)), f"Beeld {number}") for number in range(count)]


def show(*pictures: tuple[bytes, str]) -> bytes:
    """A presentation with each of these on a slide of its own; what is no picture is put in the place of one."""
    made, out = Presentation(), io.BytesIO()
    wrong = {}
    for number, (data, alt) in enumerate(pictures, 1):
        slide = made.slides.add_slide(made.slide_layouts[5])
        slide.shapes.title.text = f"Samen leren {number}"
        stand_in = drawn(colour=(number, number, number))
        shape = slide.shapes.add_picture(io.BytesIO(stand_in), Cm(1), Cm(6))
        shape._element._nvXxPr.cNvPr.set("descr", alt)
        wrong[stand_in] = data
    made.save(out)
    return rewritten(out.getvalue(), wrong)


def rewritten(archive: bytes, instead: dict[bytes, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            data = old.read(part)
            new.writestr(part.filename, instead.get(data, data))
    return out.getvalue()


def described(archive: bytes) -> bytes:
    """Where pandoc writes no description into an ODT, as an office program writes it."""
    with zipfile.ZipFile(io.BytesIO(archive)) as old:
        if "content.xml" not in old.namelist():
            return archive
        text = old.read("content.xml")
    return rewritten(archive, {text: text.replace(b"</draw:frame>", b"<svg:desc>Een klas</svg:desc></draw:frame>")})


def carried(data: bytes, name: str, seconds=9.0):
    parsed = ParsedFiche()
    found = carry(parsed, reading.read(data, name), data, seconds=seconds)
    return parsed, found


def upload(client, data, name="samen.pptx"):
    return client.post(UPLOAD, {"document": SimpleUploadedFile(name, data)}, follow=True)


# -- out of the file -----------------------------------------------------------------------------------------------------
def test_pictures_of_slides_come_along_as_webp_without_what_they_say_of_their_maker():
    exif = Image.Exif()
    exif[0x010F] = "Camera van Jan"
    shown = [
        (drawn("JPEG", (2000, 1000), exif=exif), "Een klas"),
        (drawn("GIF", mode="P", colour=3), ""),
        (drawn("WEBP"), "Een bord"),
    ]
    parsed, found = carried(show(*shown), "samen.pptx")
    assert [(one.number, one.page, one.alt, one.width, one.height) for one in parsed.pictures] == [
        (1, 1, "Een klas", 1600, 800),
        (2, 2, "", 60, 30),
        (3, 3, "Een bord", 60, 30),
    ]
    for one in found:
        with Image.open(io.BytesIO(one.data)) as picture:
            assert (picture.format, picture.size, dict(picture.getexif())) == ("WEBP", (one.width, one.height), {})
    assert parsed.remarks == []


@pytest.mark.parametrize("format", ["docx", "odt"])
def test_pictures_of_documents_come_along_with_the_heading_they_stand_under(format):
    source = base64.b64encode(drawn()).decode()
    html = f'<h1>Wat betekent dat?</h1><p>Samen leren.</p><p><img alt="Een klas" src="data:image/png;base64,{source}"></p>'
    data = described(pandoc.convert_to_bytes(html, source="html", to=format))
    parsed, found = carried(data, f"samen.{format}")
    assert [(one.below, one.alt, one.width, one.height) for one in parsed.pictures] == [("Wat betekent dat?", "Een klas", 60, 30)]
    assert len(found) == 1


def test_a_picture_that_stands_on_every_slide_comes_along_once_with_the_first_words_that_describe_it():
    same = io.BytesIO()
    made = Presentation()
    for alt in ("", "Het logo", "Nog eens"):
        slide = made.slides.add_slide(made.slide_layouts[5])
        slide.shapes.title.text = "Samen"
        slide.shapes.add_picture(io.BytesIO(drawn()), Cm(1), Cm(6))._element._nvXxPr.cNvPr.set("descr", alt)
    made.save(same)
    parsed, _found = carried(same.getvalue(), "samen.pptx")
    assert [(one.page, one.alt) for one in parsed.pictures] == [(1, "Het logo")]


# -- hostile -------------------------------------------------------------------------------------------------------------
HOSTILE = {
    "bomb": drawn(size=(6000, 5000), mode="1", colour=1),
    "another type": drawn("TIFF"),
    "a drawing that can run": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "broken": drawn(size=(400, 400))[:60],
    "nothing": b"",
    "far too large": b"\x89PNG\r\n\x1a\n" + b"\0" * (MOST_BYTES + 1),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_picture_for_a_page_stays_behind_and_the_others_come_along(data):
    parsed, found = carried(show((data, "Kwaad"), (drawn(), "Goed")), "samen.pptx")
    assert [(one.number, one.alt, len(found)) for one in parsed.pictures] == [(1, "Goed", 1)]
    sentence = "1 van de 2 afbeeldingen kwamen niet mee: te groot, beschadigd, te veel of van een soort die we niet lezen."
    assert parsed.remarks == [sentence]


def test_of_far_too_many_pictures_the_first_come_along_and_the_report_says_so():
    parsed, found = carried(show(*many(MOST + 3)), "samen.pptx")
    assert (len(found), [one.number for one in parsed.pictures]) == (MOST, [*range(1, MOST + 1)])
    assert parsed.remarks[-1].startswith(f"3 van de {MOST + 3} afbeeldingen kwamen niet mee")


def test_pictures_that_are_too_much_together_stop_where_the_room_ends(tmp_path, monkeypatch):
    import json

    from portal import pictures

    monkeypatch.setattr(pictures, "MOST_TOGETHER", 150)
    (tmp_path / "archive").write_bytes(show(*many(3)))
    parts = [f"ppt/media/image{number}.png" for number in (1, 2, 3)]
    (tmp_path / "data.json").write_text(json.dumps({"parts": [*parts, "../../etc/passwd"], "seconds": 9}))
    kept = json.loads(pictures.out_of(tmp_path))
    assert 0 < len(kept) < 3


def test_without_time_for_pictures_the_document_is_still_read(monkeypatch):
    monkeypatch.setattr(carrying, "LEAST_TIME", 0.0)
    for seconds in (-1.0, 0.001):
        parsed, found = carried(show(*many(1)), "samen.pptx", seconds=seconds)
        assert (found, parsed.pictures, parsed.remarks) == ([], [], [ALONE])


# -- at the desk ---------------------------------------------------------------------------------------------------------
def address(kept, number=1):
    return f"{UPLOAD}{kept.pk}/beeld/{number}/"


def test_no_picture_is_chosen_unless_somebody_does(editor):
    page = upload(editor, show(*many(2)))
    content = page.content.decode()
    kept = ImportedDocument.objects.get()
    for shown in (f'src="{address(kept, 2)}"', 'alt="Beeld 1"', "Dia 2", "Geen beeld"):
        assert shown in content
    make(editor, page)
    assert (Fiche.objects.get().image.name, ImportedPicture.objects.count()) == ("", 2)
    report = editor.get(f"{UPLOAD}{kept.pk}/verslag/").content.decode()
    assert f'src="{address(kept)}"' in report
    assert "beeld van de fiche" not in report


def test_the_chosen_picture_becomes_that_of_the_fiche_with_its_own_words(editor):
    page = upload(editor, show((drawn(), "Een klas"), (drawn(size=(80, 40)), "Een bord")))
    make(editor, page, **{"beeld-chosen": "2"})
    fiche, kept = Fiche.objects.get(), ImportedDocument.objects.get()
    assert (fiche.image_alt, fiche.image_width, fiche.image_height, fiche.image_decorative) == ("Een bord", 80, 40, False)
    with fiche.image.open() as file, Image.open(file) as picture:
        assert (picture.format, picture.size) == ("WEBP", (80, 40))
    assert "beeld van de fiche" in editor.get(f"{UPLOAD}{kept.pk}/verslag/").content.decode()


def test_what_an_editor_writes_with_it_goes_before_and_is_kept(editor):
    page = upload(editor, show((drawn(), "Een klas")))
    page = make(editor, page, "_keep", **{"beeld-chosen": "1", "beeld-alt": "Leerlingen rond een tafel"})
    assert page.context["review"].pictures["chosen"].value() == 1
    make(editor, page)
    assert Fiche.objects.get().image_alt == "Leerlingen rond een tafel"


def test_a_picture_without_words_asks_for_them_and_nothing_typed_is_lost(editor):
    page = upload(editor, show((drawn(), "")))
    answer = make(editor, page, **{"beeld-chosen": "1", "title-title": "Anders", "title": "Anders"})
    assert answer.status_code == 422
    assert "Schrijf wat er op dit beeld te zien is, voor wie het niet kan zien." in answer.content.decode()
    assert (Fiche.objects.count(), answer.context["review"].pictures["chosen"].value()) == (0, "1")
    make(editor, page, **{"beeld-chosen": "1", "beeld-alt": "Een klas"})
    assert Fiche.objects.get().image_alt == "Een klas"


def test_a_picture_that_is_not_there_is_refused(editor):
    page = upload(editor, show(*many(1)))
    for nonsense in ("7", "x"):
        assert make(editor, page, **{"beeld-chosen": nonsense}).status_code == 422
    assert Fiche.objects.count() == 0


def test_bringing_a_draft_up_to_date_gives_it_the_picture_that_was_chosen_now(editor):
    data = show((drawn(), "Een klas"))
    make(editor, upload(editor, data), **{"beeld-chosen": "1"})
    first = Fiche.objects.get().image.name
    make(editor, upload(editor, data), "_update")
    assert Fiche.objects.get().image.name == first  # none was chosen: what stood there, stays
    make(editor, upload(editor, data), "_update", **{"beeld-chosen": "1", "beeld-alt": "Nieuw"})
    assert (Fiche.objects.count(), Fiche.objects.get().image_alt) == (1, "Nieuw")


def test_a_picture_is_for_who_may_see_the_report(editor, chief_editor, organiser, teacher, visitor):
    page = upload(editor, show(*many(1)))
    kept = ImportedDocument.objects.get()
    answer = editor.get(address(kept))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/webp")
    assert (answer.headers["X-Content-Type-Options"], "private" in answer.headers["Cache-Control"]) == ("nosniff", True)
    assert answer.content == bytes(kept.pictures.get().data)
    everybody = (editor, chief_editor, organiser, teacher, visitor)
    assert [client.get(address(kept)).status_code for client in everybody] == [200, 403, 403, 302, 302]
    assert editor.get(address(kept, 2)).status_code == 404
    make(editor, page)
    assert [client.get(address(kept)).status_code for client in everybody] == [200, 200, 200, 302, 302]


def test_pictures_go_when_the_document_goes(editor):
    make(editor, upload(editor, show(*many(1))), "_discard")
    assert (ImportedDocument.objects.count(), ImportedPicture.objects.count()) == (0, 0)
    upload(editor, show(*many(2)))
    assert ImportedPicture.objects.count() == 2
    assert forget_waiting(timezone.now() + KEPT + timedelta(hours=1)) == 1
    assert ImportedPicture.objects.count() == 0


@pytest.mark.parametrize("where", ["", "verslag/"])
def test_a_page_costs_the_same_for_one_picture_as_for_three(editor, where):
    for count in (1, 3):
        upload(editor, show(*many(count)), f"{count}.pptx")
    three, one = ImportedDocument.objects.order_by("-pk")
    costs = [cost(lambda kept=kept: editor.get(f"{UPLOAD}{kept.pk}/{where}")) for kept in (three, one)]
    assert costs[0] == costs[1]
    assert three.pictures.count() == 3


def test_a_document_without_pictures_asks_nothing_about_them(editor):
    page = upload(editor, b"Samen leren\n\nWAT BETEKENT DAT?\n\nWe leren samen.\n", "samen.txt")
    assert page.context["review"].pictures is None
    assert said(make(editor, page))[0].startswith("“Samen leren” is een klad.")
