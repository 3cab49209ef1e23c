"""What readers take along from a fiche: offered on its page, made once, of the public text and of nothing else."""

import datetime as dt
import io

import pypdf
import pytest
from django.conf import settings
from django.utils import timezone
from pptx import Presentation

from fiches.exporters import files
from fiches.models import Fiche
from fiches.takeaways import TAKEAWAYS
from portal.documents import kept_files
from portal.publishing import preview_links
from portal.publishing.workflow import take
from tests.desk import address, cost, opened
from tests.factories import FicheFactory, ResourceFactory, UserFactory, publish
from tests.factories.links import saved

pytestmark = pytest.mark.django_db
QUESTIONS = ["Wat doen wij al?", "Waarmee beginnen we?"]
MARKDOWN = "fiche.md"  # the quickest to make


@pytest.fixture(autouse=True)
def exports(settings, tmp_path):
    settings.EXPORTS = tmp_path / "exports"
    return settings.EXPORTS


def url(fiche, name=MARKDOWN):
    return f"{fiche.get_absolute_url()}{name}"


def ask(client, address, **how):
    """The whole answer; what is streamed is read to its end, and so closed."""
    response = client.get(address, **how)
    response.body = b"".join(response) if response.streaming else response.content
    return response


def taken(client, fiche, name=MARKDOWN) -> str:
    response = ask(client, url(fiche, name))
    assert response.status_code == 200
    return response.body.decode()


def pdf_text(data: bytes) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


@pytest.mark.parametrize("name", TAKEAWAYS)
def test_every_file_comes_under_its_name_and_type_and_in_no_search_engine(visitor, name):
    fiche = FicheFactory(published=True, slug="samen-lezen", questions=QUESTIONS)
    response = ask(visitor, url(fiche, name))
    first = {"fiche.pdf": b"%PDF", "teamvergadering.pdf": b"%PDF", "fiche.md": b"# Fi"}.get(name, b"PK\x03\x04")
    called = name.replace("fiche.", "fiche-samen-lezen.").replace("teamvergadering.", "teamvergadering-samen-lezen.")
    way = "inline" if name.endswith("pdf") else "attachment"
    assert (response.status_code, response.body[:4]) == (200, first)
    assert response["Content-Type"] == TAKEAWAYS[name].type
    assert response["Content-Disposition"] == f'{way}; filename="{called}"'
    assert (response["X-Robots-Tag"], response["Cache-Control"]) == ("noindex", "public, max-age=0, must-revalidate")
    assert (response.streaming, int(response["Content-Length"])) == (True, len(response.body))
    assert not response.cookies


def test_the_page_offers_the_files_and_each_link_works(visitor):
    fiche = FicheFactory(published=True, questions=QUESTIONS)
    page = ask(visitor, fiche.get_absolute_url()).content.decode()
    assert [name for name in TAKEAWAYS if f'href="{url(fiche, name)}"' not in page] == []
    assert "Toon 2 vragen voor je team" in page
    assert "Waarmee beginnen we?" in page


def test_without_questions_there_is_nothing_for_the_team(visitor):
    fiche = FicheFactory(published=True)
    page = ask(visitor, fiche.get_absolute_url()).content.decode()
    assert ("teamvergadering.pdf" in page, "Gespreksvragen" in page, "fiche.pdf" in page) == (False, False, True)
    assert ask(visitor, url(fiche, "teamvergadering.pdf")).status_code == 404


def test_what_the_browser_has_is_not_sent_again(visitor):
    fiche = FicheFactory(published=True)
    first = ask(visitor, url(fiche))
    again = ask(visitor, url(fiche), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.body, again["ETag"]) == (304, b"", first["ETag"])
    publish(saved(fiche))
    assert ask(visitor, url(fiche), headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_file_is_made_once_and_again_when_the_fiche_or_a_material_in_it_changes(visitor, exports):
    material = ResourceFactory(title="Een leidraad")
    fiche = FicheFactory(published=True, resources=[material])
    assert "Een leidraad" in taken(visitor, fiche)
    assert cost(lambda: taken(visitor, fiche)) <= 3
    assert len(list(exports.glob("*.md"))) == 1
    material.title = "Een betere leidraad"
    material.save()
    assert "Een betere leidraad" in taken(visitor, fiche)
    fiche.points = ["Een nieuw punt."]
    fiche.save()
    assert "Een nieuw punt." not in taken(visitor, fiche)
    publish(saved(fiche))
    assert "Een nieuw punt." in taken(visitor, fiche)


def test_another_template_makes_another_file(settings, tmp_path):
    was = files.key("fiche.pptx", 1, 1)
    Presentation().save(tmp_path / "huisstijl.pptx")
    settings.SLIDES_TEMPLATE = str(tmp_path / "huisstijl.pptx")
    assert files.key("fiche.pptx", 1, 1) != was
    assert len({files.key("fiche.pdf", 1, 1), files.key("fiche.pdf", 1, 2), files.key("fiche.pdf", 2, 1)}) == 3


def test_a_draft_and_what_was_withdrawn_give_no_file(visitor, editor):
    draft = FicheFactory()
    gone = FicheFactory(published=True)
    assert ask(visitor, url(gone)).status_code == 200
    take(gone, "withdraw", seen=gone.edit, at=timezone.now())
    for client in (visitor, editor):
        assert [ask(client, url(one)).status_code for one in (draft, gone)] == [404, 410]


def test_an_old_address_leads_to_the_file_at_the_new_one(visitor):
    fiche = FicheFactory(published=True, slug="oud-adres")
    fiche.slug = "nieuw-adres"
    fiche.save()
    publish(saved(fiche))
    moved = ask(visitor, "/fiches/oud-adres/fiche.pdf")
    assert (moved.status_code, moved["Location"]) == (301, "/fiches/nieuw-adres/fiche.pdf")


def test_an_unknown_kind_of_file_is_not_found(visitor):
    fiche = FicheFactory(published=True)
    assert [ask(visitor, url(fiche, name)).status_code for name in ("fiche.exe", "fiche.pdf/", "FICHE.PDF")] == [404, 404, 404]


def test_nobody_posts_to_a_file(visitor):
    assert visitor.post(url(FicheFactory(published=True))).status_code == 405


def test_while_another_file_is_made_a_reader_is_asked_to_come_back_and_pages_go_on(visitor, exports, monkeypatch):
    fiche = FicheFactory(published=True)
    monkeypatch.setattr(kept_files.opened, "__kwdefaults__", {"patience": 0.1})
    with kept_files.turn(exports):
        later = ask(visitor, url(fiche))
        assert ask(visitor, fiche.get_absolute_url()).status_code == 200
    assert (later.status_code, later["Retry-After"], later["Cache-Control"]) == (503, "5", "no-store")
    assert f'<a href="{url(fiche)}">Probeer het over enkele tellen opnieuw</a>' in later.content.decode()
    assert ask(visitor, url(fiche)).status_code == 200


def test_a_file_that_cannot_be_made_is_said_and_written_down(visitor, settings, tmp_path, caplog):
    (tmp_path / "kapot.pptx").write_bytes(b"geen presentatie")
    settings.SLIDES_TEMPLATE = str(tmp_path / "kapot.pptx")
    fiche = FicheFactory(published=True)
    refused = ask(visitor, url(fiche, "fiche.pptx"))
    assert (refused.status_code, "Dit bestand lukt nu niet." in refused.content.decode()) == (503, True)
    assert "fiche.pptx" in caplog.text
    assert ask(visitor, url(fiche, "fiche.pptx")).status_code == 503
    assert "it could not be made a moment ago" in caplog.text
    assert ask(visitor, url(fiche)).status_code == 200


def test_the_worker_throws_away_what_nobody_asks_for(visitor, exports):
    taken(visitor, FicheFactory(published=True))
    assert files.tidy(timezone.now()) == 0
    assert files.tidy(timezone.now() + dt.timedelta(days=31)) == 1
    assert list(exports.glob("*.md")) == []


# -- at the desk -------------------------------------------------------------------------------------------------------
def test_the_desk_takes_along_a_draft_and_an_old_version(editor, exports):
    fiche = FicheFactory(published=True, points=["Zo was het."])
    fiche.points = ["Zo wordt het."]
    fiche.save()
    preview, old = address("preview", fiche), address("version", fiche, 1)
    assert f'href="{preview}fiche.pdf"' in ask(editor, address("page", fiche)).content.decode()
    assert f'href="{old}fiche.md"' in ask(editor, old).content.decode()
    draft, version = ask(editor, f"{preview}fiche.md"), ask(editor, f"{old}fiche.md")
    assert ("Zo wordt het." in draft.body.decode(), "Zo was het." in version.body.decode()) == (True, True)
    assert "no-store" in draft["Cache-Control"]
    assert (draft["X-Robots-Tag"], draft["Referrer-Policy"]) == ("noindex", "no-referrer")
    assert list(exports.glob("*.md")) == []


def test_a_draft_on_paper_says_that_it_is_one(editor):
    assert "Klad: nog niet gepubliceerd" in pdf_text(ask(editor, f"{address('preview', FicheFactory())}fiche.pdf").body)


def test_only_who_may_see_the_draft_takes_it_along(visitor, teacher, organiser):
    wanted = f"{address('preview', FicheFactory())}fiche.md"
    assert ask(organiser, wanted).status_code == 200
    assert [ask(client, wanted).status_code for client in (visitor, teacher)] == [302, 302]


def test_who_reads_a_draft_by_a_link_and_who_looks_at_what_is_only_typed_get_no_files(editor, visitor):
    fiche = FicheFactory()
    link = preview_links.make(fiche, by=UserFactory(), days=1, at=timezone.now())
    there = preview_links.address(link).removeprefix(settings.SITE_URL)
    pages = [ask(visitor, there), ask(editor, there), editor.post(address("typed", fiche), opened(editor, fiche))]
    for page in pages:
        said = page.content.decode()
        assert ("Zo zit het." in said, "Neem mee" in said) == (True, False)
    assert "Neem mee" in ask(editor, address("page", fiche)).content.decode()


def test_the_files_of_a_text_that_does_not_exist_are_not_found(editor):
    fiche = FicheFactory(published=True)
    names = [f"{address('version', fiche, 9)}fiche.md", f"{address('preview', Fiche(pk=999_999))}fiche.md"]
    assert [ask(editor, name).status_code for name in names] == [404, 404]
    assert ask(editor, f"{address('preview', fiche)}teamvergadering.pdf").status_code == 404


def test_questions_are_frozen_with_the_fiche_and_found_by_search(visitor):
    fiche = FicheFactory(published=True, questions=["Hoe vaak overleggen wij over kikkervisjes?"])
    fiche.questions = ["Iets anders."]
    fiche.save()
    page = ask(visitor, fiche.get_absolute_url()).content.decode()
    assert ("kikkervisjes" in page, "Iets anders." in page) == (True, False)
    assert fiche.get_absolute_url() in ask(visitor, "/zoeken/?q=kikkervisjes").content.decode()


def test_a_fiche_from_before_there_were_questions_still_reads(visitor):
    fiche = FicheFactory(published=True)
    snapshot = {name: value for name, value in fiche.live.snapshot.items() if name != "questions"}
    type(fiche.live).objects.filter(pk=fiche.live_id).update(snapshot=snapshot)
    assert ask(visitor, fiche.get_absolute_url()).status_code == 200
    assert "Een eerste punt." in taken(visitor, fiche)
