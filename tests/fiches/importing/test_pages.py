"""Reading a document in at the desk: choosing, correcting, and a draft; without a script."""

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fiches.admin import import_reading
from fiches.models import Fiche, ImportedDocument, Resource, Section, Source
from tests.desk import cost, said, values_of
from tests.factories import ResourceFactory, SourceFactory

pytestmark = pytest.mark.django_db
EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "documents"
UPLOAD = "/beheer/fiches/fiche/inlezen/"
TEXT = """Samen leren

WAT BETEKENT DAT?

We leren samen.

EIGEN AANPAK

We vergaderen elke week.

WAAR VIND IK MEER INFORMATIE?

https://leerpunt.be/leidraden
"""
WITH_SOURCES = f"""{TEXT.replace("samen.", "samen (Maes, 2018).")}
BRONNEN

Maes, B. (2018). Samen. Pers.
"""


def upload(client, content=TEXT, name="samen.txt", follow=True):
    data = content.encode() if isinstance(content, str) else content
    return client.post(UPLOAD, {"document": SimpleUploadedFile(name, data)}, follow=follow)


def typed(page) -> dict:
    """What the browser would post from the page of corrections, as it stands."""
    values = {}
    for form in page.context["review"].forms():
        values |= values_of(form)
        values |= {field.html_name: "on" for field in form if field.name == "taken" and field.value()}
    return {name: "\n".join(value) if isinstance(value, list) else value for name, value in values.items()}


def make(client, page, button="_make", **more):
    return client.post(page.request["PATH_INFO"], {**typed(page), **more, button: "1"}, follow=True)


def piece(page, text):
    """The field that says where this stretch of text goes."""
    return next(form["rubriek"].html_name for form in page.context["review"].pieces if text in form.piece.text)


def test_the_home_the_list_a_new_fiche_and_the_menu_lead_to_it(editor):
    for page in ("/beheer/", "/beheer/fiches/fiche/", "/beheer/fiches/fiche/add/"):
        assert f'href="{UPLOAD}"' in editor.get(page).content.decode()
    content = editor.get(UPLOAD).content.decode()
    assert content.count('aria-current="page"') == 2  # the menu stands there twice: in the side and for a telephone
    assert f'href="{UPLOAD}" aria-current="page"' in content


@pytest.mark.parametrize("who", ["organiser", "teacher", "visitor"])
def test_who_may_not_write_fiches_may_not_read_one_in(request, who, db):
    client = request.getfixturevalue(who)
    assert UPLOAD not in client.get("/beheer/fiches/fiche/", follow=True).content.decode()
    assert client.get(UPLOAD).status_code in (302, 403)
    assert upload(client, follow=False).status_code in (302, 403)
    assert ImportedDocument.objects.count() == 0


def test_a_document_is_shown_as_it_was_understood_and_becomes_a_draft(editor):
    page = upload(editor, WITH_SOURCES)
    content = page.content.decode()
    for shown in ("Kloppen deze keuzes?", "samen.txt", "100% van de tekst", "We vergaderen elke week.", "Maes, B. (2018)."):
        assert shown in content
    answer = make(editor, page)
    fiche = Fiche.objects.get()
    assert said(answer) == ["“Samen leren” is een klad. Kijk het na en werk het af. Bekijk het inleesverslag"]
    assert answer.request["PATH_INFO"] == f"/beheer/fiches/fiche/{fiche.pk}/change/"
    assert fiche.owner == editor.user
    assert [(row.rubriek, row.text) for row in fiche.sections.all()] == [
        ("betekenis", "<p>We leren samen (Maes, 2018).</p><h3>Eigen aanpak</h3><p>We vergaderen elke week.</p>")
    ]
    assert [row.resource.url for row in fiche.resources.all()] == ["https://leerpunt.be/leidraden"]
    assert [row.source.csl["title"] for row in fiche.citations.all()] == ["Samen"]
    assert ImportedDocument.objects.waiting().count() == 0


def test_what_was_corrected_is_what_the_draft_says(editor):
    page = upload(editor, WITH_SOURCES)
    answer = make(
        editor,
        page,
        **{
            "title": "Leren in team",
            piece(page, "We leren samen"): "onderzoek",
            "materiaal-0-title": "Alle leidraden",
            "materiaal-0-kind": "document",
            "materiaal-0-access": "login",
            "materiaal-0-path": "Menu > leidraden",
            "materiaal-0-rubriek": "verdieping",
            "bron-0-title": "Samen leren",
            "bron-0-authors": "Maes, B.\nOECD",
            "bron-0-publisher": "Andere pers",
        },
    )
    fiche = Fiche.objects.get()
    assert (answer.status_code, fiche.title) == (200, "Leren in team")
    assert [row.rubriek for row in fiche.sections.all()] == ["onderzoek"]
    use = fiche.resources.get()
    assert (use.rubriek, use.resource.title, use.resource.kind, use.resource.access, use.resource.path) == (
        *("verdieping", "Alle leidraden", "document", "login", "Menu > leidraden"),
    )
    csl = fiche.citations.get().source.csl
    assert (csl["title"], csl["publisher"], len(csl["author"])) == ("Samen leren", "Andere pers", 2)


def test_what_is_not_taken_over_is_left(editor):
    page = upload(editor, WITH_SOURCES)
    values = {name: value for name, value in typed(page).items() if not name.endswith("-taken")}
    editor.post(page.request["PATH_INFO"], {**values, piece(page, "We leren samen"): "", "_make": "1"})
    fiche = Fiche.objects.get()
    assert (Section.objects.count(), fiche.resources.count(), fiche.citations.count()) == (0, 0, 0)
    assert (Resource.objects.count(), Source.objects.count()) == (0, 0)


def test_choices_can_be_kept_without_making_a_fiche(editor):
    page = upload(editor)
    again = make(editor, page, "_keep", title="Later")
    assert said(again) == ["Je keuzes zijn bewaard. Er is nog geen fiche gemaakt."]
    assert again.context["review"].title["title"].value() == "Later"
    assert Fiche.objects.count() == 0
    assert "samen.txt" in editor.get(UPLOAD).content.decode()


@pytest.mark.parametrize(
    "more, sentence",
    [
        ({"title": " "}, "Geef de fiche een titel."),
        ({"title": "x" * 200}, "160"),
        ({"materiaal-0-title": ""}, "Geef dit materiaal een titel."),
        ({"bron-0-year": "twee"}, "Dit is geen datum"),
        ({"bron-0-link": "geen adres"}, "Dit is geen webadres."),
        ({"bron-0-doi": "11.22"}, "Een DOI begint met 10."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(editor, more, sentence):
    page = upload(editor, WITH_SOURCES)
    answer = make(editor, page, **{piece(page, "We leren samen"): "verdieping", "materiaal-0-path": "Menu > hier", **more})
    content = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in content
    assert 'value="Menu &gt; hier"' in content
    assert answer.context["review"].pieces[0]["rubriek"].value() == "verdieping"
    assert Fiche.objects.count() == 0


def test_a_standfirst_that_would_be_cut_is_refused(editor):
    page = upload(editor, TEXT.replace("We leren samen.", "Lang. " * 80))
    answer = make(editor, page, **{piece(page, "Lang."): "inleiding"})
    assert "De inleiding telt hoogstens 400 tekens." in answer.content.decode()
    assert Fiche.objects.count() == 0


@pytest.mark.parametrize(
    "name, sentence",
    [
        ("refused/geheim.pdf", "Dit document is beveiligd met een wachtwoord."),
        ("refused/dias.odp", "Een presentatie in .odp lezen we niet."),
        ("refused/scan.pdf", "In dit document staat geen tekst."),
    ],
)
def test_a_document_that_cannot_be_read_is_refused_and_nothing_is_kept(editor, name, sentence):
    answer = upload(editor, (EXAMPLES / name).read_bytes(), Path(name).name)
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert ImportedDocument.objects.count() == 0


def test_no_file_and_a_file_that_is_too_large_are_said(editor, monkeypatch):
    assert "Kies eerst een bestand." in editor.post(UPLOAD).content.decode()
    monkeypatch.setattr("fiches.admin.import_forms.LIMIT", 1024 * 1024)
    assert "hoogstens 1 MB" in upload(editor, "x" * 1_100_000).content.decode()


def test_a_second_document_waits_for_its_turn_and_is_told_when_that_takes_too_long(editor, monkeypatch):
    monkeypatch.setattr(import_reading, "PATIENCE", 0.01)
    with import_reading.ONE_AT_A_TIME:
        answer = upload(editor)
    assert "Er wordt net een ander document gelezen." in answer.content.decode()


def test_nobody_sees_what_another_read_in(editor, chief_editor):
    path = upload(editor).request["PATH_INFO"]
    assert editor.get(path).status_code == 200
    assert chief_editor.get(path).status_code == 404
    assert "samen.txt" not in chief_editor.get(UPLOAD).content.decode()


def test_a_document_can_be_thrown_away(editor):
    answer = make(editor, upload(editor), "_discard")
    assert said(answer) == ["“samen.txt” is weggegooid."]
    assert ImportedDocument.objects.count() == Fiche.objects.count() == 0


def test_pressing_twice_makes_one_fiche(editor):
    page = upload(editor)
    make(editor, page)
    again = make(editor, page)
    assert said(again) == ["Dit document is al een fiche geworden."]
    assert Fiche.objects.count() == 1


def test_the_same_file_offers_to_bring_the_draft_up_to_date(editor):
    make(editor, upload(editor))
    fiche = Fiche.objects.get()
    page = upload(editor)
    assert f'werd al ingelezen als <a href="/beheer/fiches/fiche/{fiche.pk}/change/">' in page.content.decode()
    answer = make(editor, page, "_update", title="Nieuwe titel")
    assert said(answer) == ["“Nieuwe titel” is bijgewerkt. Wat er stond, vind je bij de versies. Bekijk het inleesverslag"]
    assert Fiche.objects.get().title == "Nieuwe titel"


def test_of_a_fiche_that_is_no_draft_a_new_one_can_be_made(editor):
    make(editor, upload(editor))
    Fiche.objects.update(status="review")
    page = upload(editor)
    assert "Die fiche is geen klad meer" in page.content.decode()
    assert 'name="_update"' not in page.content.decode()
    assert "is geen klad meer. Maak er een nieuwe fiche van." in make(editor, page, "_update").content.decode()
    make(editor, page)
    assert Fiche.objects.count() == 2


def test_what_exists_already_is_shown_as_such(editor):
    ResourceFactory(title="Alle leidraden", url="https://leerpunt.be/leidraden")
    SourceFactory(
        csl={"type": "book", "title": "Samen", "author": [{"family": "Maes", "given": "B."}], "issued": {"date-parts": [[2018]]}}
    )
    page = upload(editor, WITH_SOURCES)
    assert page.content.decode().count("bestaat al") == 2
    make(editor, page)
    assert (Resource.objects.count(), Source.objects.count()) == (1, 1)


def test_markup_in_a_document_is_shown_as_text(editor):
    page = upload(editor, TEXT.replace("We vergaderen", "<script>alert(1)</script> We vergaderen"))
    content = page.content.decode()
    assert "&lt;script&gt;alert(1)" in content
    assert "<script>alert" not in content


# -- the report ----------------------------------------------------------------------------------------------------------
def blocks(page) -> list[tuple[str, str, str]]:
    return [(line.text, line.place, line.why) for line in page.context["lines"]]


def test_the_report_beside_the_draft_says_of_every_block_where_it_went(editor):
    page = upload(editor, WITH_SOURCES)
    make(editor, page, **{piece(page, "We leren samen"): "onderzoek"})
    fiche = Fiche.objects.get()
    report = f"{UPLOAD}{fiche.imports.get().pk}/verslag/"
    assert report in editor.get(f"/beheer/fiches/fiche/{fiche.pk}/change/").content.decode()
    answer = editor.get(report)
    chosen = ("Vanuit evidence-informed onderzoek", "Zelf gekozen.")
    assert blocks(answer) == [
        ("Samen leren", "titel", ""),
        ("WAT BETEKENT DAT?", "kop van “Wat betekent dat?”", ""),
        ("We leren samen (Maes, 2018).", *chosen),
        ("Eigen aanpak", "een eigen kop", "Zelf gekozen."),
        ("We vergaderen elke week.", *chosen),
        ("WAAR VIND IK MEER INFORMATIE?", "kop van “Waar vind ik meer informatie?”", ""),
        ("https://leerpunt.be/leidraden", "materiaal", ""),
        ("BRONNEN", "kop van “Bronnen”", ""),
        ("Maes, B. (2018). Samen. Pers.", "bron", ""),
    ]
    assert "Alles kreeg zonder twijfel een plaats." in answer.content.decode()


def test_the_report_can_show_only_what_needs_an_eye(editor):
    text = TEXT.replace("WAT BETEKENT DAT?", "Een zin vooraf.\n\nWAT BETEKENT DAT?")
    review = upload(editor, text).request["PATH_INFO"]
    assert blocks(editor.get(f"{review}verslag/?toon=twijfel")) == [
        ("Een zin vooraf.", "inleiding", "Dit stond vóór de eerste rubriek.")
    ]
    assert len(blocks(editor.get(f"{review}verslag/"))) == 8


def test_what_was_guessed_of_a_material_is_said_until_somebody_typed_it(editor):
    page = upload(editor, TEXT.replace("https://leerpunt.be/leidraden", "https://school.example/woordenmuur"))
    assert "Geraden: titel." in page.content.decode()
    kept = make(editor, page, "_keep", **{"materiaal-0-title": "De woordenmuur"})
    assert "Geraden" not in kept.content.decode()


def test_the_report_is_for_who_may_see_the_fiche_and_before_that_for_who_read_it(editor, chief_editor, organiser, teacher):
    page = upload(editor)
    report = f"{page.request['PATH_INFO']}verslag/"
    assert [client.get(report).status_code for client in (editor, chief_editor)] == [200, 403]
    make(editor, page)
    report = f"{UPLOAD}{ImportedDocument.objects.get().pk}/verslag/"
    assert [client.get(report).status_code for client in (editor, chief_editor)] == [200, 200]
    assert [client.get(report).status_code for client in (organiser, teacher)] == [200, 302]  # an organiser may see fiches
    assert "Verslag" in editor.get(UPLOAD).content.decode()
    assert "Verslag" not in chief_editor.get(UPLOAD).content.decode()


# -- how far it is -------------------------------------------------------------------------------------------------------
def followed(client, content, name):
    headers = {"accept": "application/x-ndjson", "accept-encoding": "gzip"}
    answer = client.post(UPLOAD, {"document": SimpleUploadedFile(name, content)}, headers=headers)
    assert answer.headers["content-encoding"] == "identity"  # packing would keep it back until the end
    return [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]


def test_a_browser_that_follows_hears_of_every_slide_and_is_led_on(editor):
    told = followed(editor, (EXAMPLES / "rekenen.pptx").read_bytes(), "rekenen.pptx")
    kept = ImportedDocument.objects.get()
    count = kept.parsed["pages"]
    assert told == [
        {"page": 0, "of": 0},
        *({"page": page, "of": count} for page in range(1, count + 1)),
        {"go": f"{UPLOAD}{kept.pk}/"},
    ]


def test_a_browser_that_follows_hears_a_refusal_too(editor):
    told = followed(editor, (EXAMPLES / "refused" / "scan.pdf").read_bytes(), "scan.pdf")
    assert told[-1] == {
        "refused": "In dit document staat geen tekst. Is het een scan? Laat er eerst de tekst uit herkennen (OCR)."
    }
    assert followed(editor, b"", "leeg.txt") == [{"refused": "Dit bestand is leeg."}]
    assert ImportedDocument.objects.count() == 0


def test_the_same_file_again_leads_to_what_waits(editor):
    first = upload(editor).request["PATH_INFO"]
    again = upload(editor)
    assert (again.request["PATH_INFO"], ImportedDocument.objects.count()) == (first, 1)
    assert said(again) == ["Dit document wacht hier nog op jou: je keuzes staan er nog."]
    assert followed(editor, TEXT.encode(), "samen.txt") == [{"go": first}]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_part_as_for_three(editor, count):
    more = "".join(f"\nhttps://klas.example/{n}\n" for n in range(count))
    entries = "".join(f"\nMaes, B. ({2000 + n}). Titel {n}. Pers.\n" for n in range(count))
    page = upload(editor, TEXT.replace("\nhttps://leerpunt.be/leidraden\n", more) + "\nBRONNEN\n" + entries)
    assert cost(lambda: editor.get(page.request["PATH_INFO"])) == 6


def test_the_address_of_the_page_has_a_name():
    assert reverse("admin:fiches_fiche_import") == UPLOAD
