"""What the desk refuses, it refuses in a sentence, and nobody's work is lost by it."""

import datetime as dt
import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.utils import timezone
from PIL import Image

from fiches.models import Fiche, Source
from portal.catalogue.models import Edition
from portal.images import web_image
from portal.publishing.workflow import take
from portal.shared import DeleteRefused, merge
from tests.desk import opened, said, send
from tests.factories import NOON, FicheFactory, SourceFactory, ThemeFactory

pytestmark = pytest.mark.django_db


def test_clearing_the_address_of_a_source_beside_another_error_is_no_failure(editor):
    source = SourceFactory()
    page = send(editor, source, {**opened(editor, source), "slug": "", "year": "20x7"})
    assert (page.status_code, "geen datum" in " ".join(said(page)) + page.content.decode()) == (200, True)


def test_a_source_of_a_rare_type_keeps_it(editor):
    csl = {"type": "speech", "title": "Toespraak", "author": [{"family": "Maes"}], "issued": {"date-parts": [[2019]]}}
    source = SourceFactory(csl=csl)
    send(editor, source, {**opened(editor, source), "publisher": "Zaal"})
    assert Source.objects.get(pk=source.pk).csl["type"] == "speech"


def test_an_alias_is_chosen_by_nobody(chief_editor):
    old, new = ThemeFactory(), ThemeFactory()
    merge(old, new)
    page = chief_editor.get("/beheer/taxonomy/theme/add/").content.decode()
    assert (f'<option value="{old.pk}">' in page, f'<option value="{new.pk}">' in page) == (False, True)


def test_an_editor_can_name_an_owner_and_reviewers_without_seeing_accounts(editor, chief_editor):
    page = editor.get("/beheer/fiches/fiche/add/").content.decode()
    assert "Eindredacteur" in page
    assert editor.get("/beheer/accounts/user/").status_code == 403


def test_a_moment_to_withdraw_that_is_past_is_refused(chief_editor):
    fiche = FicheFactory(published=True)
    typed = {**opened(chief_editor, fiche), "withdraw_at_0": "01-01-2020", "withdraw_at_1": "10:00"}
    page = send(chief_editor, fiche, typed)
    assert "al voorbij" in page.content.decode()
    assert Fiche.objects.get(pk=fiche.pk).withdraw_at is None


def test_a_day_of_review_that_must_still_come_is_refused(editor):
    fiche = FicheFactory()
    page = send(editor, fiche, {**opened(editor, fiche), "reviewed_at": "01-01-2090"})
    assert "moet nog komen" in page.content.decode()


def test_a_tag_that_is_too_long_is_said_and_not_cut(editor):
    fiche = FicheFactory()
    page = send(editor, fiche, {**opened(editor, fiche), "tags": "a" * 101})
    assert "hoogstens 100 tekens" in page.content.decode()


def test_a_theme_that_a_draft_chose_cannot_be_deleted():
    theme = ThemeFactory(name="Gekozen")
    FicheFactory(title="Klad", themes=[theme])
    with pytest.raises(DeleteRefused, match="“Gekozen” is nog gekozen bij “Klad”"):
        theme.delete()


def test_a_busy_database_is_no_fault_of_the_text_and_is_tried_again(monkeypatch):
    fiche = FicheFactory()
    take(fiche, "schedule", seen=fiche.edit, at=NOON, when=NOON + dt.timedelta(hours=1))
    from portal.publishing import clock

    def busy(*args, **kwargs):
        raise OperationalError("lock timeout")

    with monkeypatch.context() as patched:
        patched.setattr(clock, "take", busy)
        with pytest.raises(OperationalError):
            Edition.turn(NOON + dt.timedelta(hours=2))
    assert Edition.turn(NOON + dt.timedelta(hours=2)) == 1


def test_a_page_that_meets_a_busy_database_says_so_and_when_to_come_back(rf):
    from portal.website.middleware import Moved

    answer = Moved(lambda request: None).process_exception(rf.post("/beheer/"), OperationalError("lock timeout"))
    assert (answer.status_code, answer.headers["Retry-After"], "druk" in answer.content.decode()) == (503, "5", True)


def picture(kind="JPEG", size=(2400, 1200), **more):
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **more)
    return SimpleUploadedFile(f"Foto van mij.{kind.lower()}", out.getvalue())


def test_a_picture_becomes_small_upright_and_says_nothing_of_its_maker():
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera van Jan"
    made, width, height = web_image(picture(exif=exif))
    with Image.open(made) as small:
        assert (small.format, small.size, (width, height), dict(small.getexif())) == ("WEBP", (1200, 2400), (1200, 2400), {})


def test_a_picture_with_damaged_metadata_is_still_a_picture():
    exif = Image.Exif()
    exif[0x0112] = 6
    whole = picture(size=(60, 30), exif=exif).read()
    for place in range(len(whole[:80])):
        damaged = whole[:place] + b"\xff" + whole[place + 1 :]
        try:
            web_image(SimpleUploadedFile("foto.jpg", damaged))
        except ValidationError as refusal:
            assert "leesbaar beeld" in refusal.messages[0]


def test_a_picture_with_too_many_points_is_refused_before_it_is_decoded():
    with pytest.raises(ValidationError, match="te veel beeldpunten"):
        web_image(picture("PNG", (6000, 5000)))


def test_the_preview_of_an_old_version_says_its_number(editor):
    fiche = FicheFactory(published=True)
    for number in range(3):
        Fiche.objects.filter(pk=fiche.pk).update(title=f"Titel {number}")
        take(fiche, "publish", seen=Fiche.objects.get(pk=fiche.pk).edit, at=timezone.now(), reopen=True)
    page = editor.get(f"/beheer/fiches/fiche/{fiche.pk}/versies/2/").content.decode()
    assert ("(versie 2)" in page, "(versie 5)" in page) == (True, False)


def test_nul_characters_cannot_be_hidden_in_one_another(chief_editor):
    assert chief_editor.get("/beheer/fiches/resource/?language__exact=%%0000x").status_code in (200, 302)
