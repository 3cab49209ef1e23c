"""Reading documents in from the command line."""

import json
import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from fiches.models import Fiche, ImportedDocument
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "documents"


@pytest.fixture
def text(tmp_path):
    file = tmp_path / "samen.txt"
    file.write_text(
        "Samen leren\n\nWAT BETEKENT DAT?\n\nWe leren samen (Maes, 2018).\n\nBRONNEN\n\nMaes, B. (2018). Samen. Pers.\n"
    )
    return file


def run(capsys, *args, **options):
    """What the command says, and why it failed."""
    try:
        call_command("import_fiche", *map(str, args), **options)
        failure = ""
    except CommandError as error:
        failure = str(error)
    said = capsys.readouterr()
    return said.out, said.err, failure


def test_a_document_becomes_a_draft_with_a_report(capsys, text):
    out, _err, failure = run(capsys, text)
    fiche = Fiche.objects.get()
    assert failure == ""
    assert out.splitlines() == [
        "samen.txt:",
        "  titel      Samen leren",
        "  rubriek    Wat betekent dat?: 5 woorden",
        "  bron       Maes, B. (2018). Samen. Pers. (nieuw)",
        "  bewaard    100% van de tekst",
        f"  klad       Samen leren (nr. {fiche.pk}, /beheer/fiches/fiche/{fiche.pk}/change/)",
    ]


def test_a_dry_run_makes_nothing(capsys, text):
    out, _err, _failure = run(capsys, text, dry_run=True)
    assert "titel      Samen leren" in out
    assert (Fiche.objects.count(), ImportedDocument.objects.count()) == (0, 0)


def test_machines_get_the_same_as_json(capsys, text):
    out, _err, _failure = run(capsys, text, json=True, dry_run=True)
    (report,) = json.loads(out)
    assert (report["file"], report["title"], report["kept"]) == (str(text), "Samen leren", 100.0)
    assert report["rubrieken"] == [
        {
            "kind": "betekenis",
            "heading": "Wat betekent dat?",
            "text": "We leren samen (Maes, 2018).",
            "html": "<p>We leren samen (Maes, 2018).</p>",
        }
    ]
    assert report["citations"] == {"matched": [{"reference": "Maes, B. (2018). Samen. Pers.", "times": 1}], "unmatched": []}
    assert report["references"][0]["csl"]["publisher"] == "Pers"


def test_the_same_file_twice_offers_to_update_and_does_not_double(capsys, text):
    run(capsys, text)
    _out, err, failure = run(capsys, text)
    assert "werd al ingelezen als “Samen leren”. Geef --update" in err
    assert (failure, Fiche.objects.count()) == ("1 van de 1 documenten niet ingelezen.", 1)


def test_update_brings_the_draft_up_to_date_and_new_makes_another(capsys, text):
    run(capsys, text)
    text.write_text(text.read_text().replace("We leren samen", "Wij leren samen"))
    run(capsys, text, update=True)
    assert "Wij leren samen" in Fiche.objects.get().sections.get().text
    run(capsys, text, new=True)
    assert Fiche.objects.count() == 2


def test_a_refusal_is_told_and_the_other_documents_are_read(capsys, text, tmp_path):
    missing = tmp_path / "weg.pdf"
    out, err, failure = run(capsys, EXAMPLES / "refused" / "geheim.pdf", missing, text)
    assert "geheim.pdf: Dit document is beveiligd met een wachtwoord." in err
    assert "weg.pdf: Dit bestand is er niet, of je mag het niet lezen." in err
    assert (failure, Fiche.objects.get().title) == ("2 van de 3 documenten niet ingelezen.", "Samen leren")
    assert "Samen leren" in out


def test_the_json_of_a_refusal_says_why(capsys):
    out, _err, _failure = run(capsys, EXAMPLES / "refused" / "scan.pdf", json=True)
    assert json.loads(out)[0]["refused"].startswith("In dit document staat geen tekst.")


def test_the_fiche_is_for_whom_is_named(capsys, text):
    person = UserFactory(email="an@school.example")
    run(capsys, text, by="AN@school.example")
    assert Fiche.objects.get().owner == person
    assert run(capsys, text, by="niemand@school.example", new=True)[2] == "Niemand heeft het adres niemand@school.example."


def test_a_long_document_shows_how_far_it_is(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr("portal.operations.progress.FEW", 3)
    shutil.copy(EXAMPLES / "rekenen.pptx", tmp_path)
    _out, err, _failure = run(capsys, tmp_path / "rekenen.pptx", dry_run=True)
    assert [line for line in err.splitlines() if "%" in line][-1] == "rekenen.pptx: 100% (5/5)"
