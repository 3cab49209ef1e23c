"""Reading a table of materials: the fate of every row first, then all the good ones, each with its line in the log."""

import io
import re
from pathlib import Path

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.urls import reverse
from openpyxl import load_workbook

from fiches.models import Resource
from portal.operations.management.commands.rebuild_catalogue import differences
from portal.publishing import logbook
from portal.shared import merge
from portal.tables.writing import csv_of
from portal.taxonomy.models import Level
from tests.desk import cost
from tests.factories import FicheFactory, OrganisationFactory, ResourceFactory

pytestmark = pytest.mark.django_db
URL = "/beheer/fiches/resource/inlezen/"
EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "tables"


def looked(client, data, name="materialen.csv", **typed):
    data = csv_of(list(data[0]), [list(row.values()) for row in data]) if isinstance(data, list) else data
    return client.post(URL, {"file": SimpleUploadedFile(name, data), **typed})


def confirmed(client, page):
    return client.post(URL, {"state": page.context["state"]})


def fates(page) -> list[tuple]:
    return [(one["fate"].line, one["fate"].kind) for one in page.context["fates"]]


def only(page):
    [one] = page.context["fates"]
    return one["fate"]


@pytest.fixture
def example():
    return (EXAMPLES / "materialen.xlsx").read_bytes()


def test_a_real_sheet_shows_the_fate_of_every_row_and_nothing_is_written(editor, example):
    OrganisationFactory(name="Centrum Één")
    known = ResourceFactory(title="Kijkwijzer", kind="video", url="https://voorbeeld.be/kijkwijzer")
    page = looked(editor, example, "materialen.xlsx")
    assert fates(page) == [(2, "new"), (3, "changed"), (4, "refused"), (5, "refused"), (7, "new")]
    changed, without_kind, wrong = (page.context["fates"][place]["fate"] for place in (1, 2, 3))
    assert changed.row == known
    assert changed.changes == [
        ("Link", "https://voorbeeld.be/kijkwijzer", "https://www.voorbeeld.be/kijkwijzer/?utm_source=nieuwsbrief"),
        ("Duur in minuten", "", "12"),
    ]
    assert without_kind.faults == [("Soort", "ontbreekt")]
    assert [column for column, _sentence in wrong.faults] == [
        "Soort",
        "Link",
        "Aanbieder",
        "Onderwijsniveaus",
        "Duur in minuten",
        "Taal",
    ]
    assert "“Filmpje” kennen we niet. Kies uit: Video, Leidraad" in wrong.faults[0][1]
    assert "Opmerking van ons" in page.content.decode()
    assert (Resource.objects.count(), LogEntry.objects.count()) == (1, 0)


def test_confirming_writes_the_good_rows_with_a_line_each(editor, example):
    provider = OrganisationFactory(name="Centrum Één")
    known = ResourceFactory(title="Kijkwijzer", kind="video", url="https://voorbeeld.be/kijkwijzer")
    LogEntry.objects.all().delete()
    page = confirmed(editor, looked(editor, example, "materialen.xlsx"))
    assert (page.context["written"], page.context["counts"]["refused"]) == (3, 2)
    new = Resource.objects.get(title="Samen lezen in de klas")
    assert (new.kind, new.provider, new.language, new.slug, list(new.levels.all())) == (
        "leidraad",
        provider,
        "nl",
        "samen-lezen-in-de-klas",
        [Level.objects.get(key="lager-onderwijs")],
    )
    known.refresh_from_db()
    assert known.minutes == 12
    lines = {entry.object_repr: (entry.user, logbook.in_words(entry)) for entry in LogEntry.objects.all()}
    assert lines["Kijkwijzer"] == (editor.user, "Ingelezen: uit “materialen.xlsx”, link, duur in minuten")
    assert lines["Samen lezen in de klas"] == (editor.user, "Ingelezen: uit “materialen.xlsx”, nieuw")
    assert len(lines) == 3


def test_reading_the_same_table_again_changes_nothing(editor, example):
    OrganisationFactory(name="Centrum Één")
    confirmed(editor, looked(editor, example, "materialen.xlsx"))
    page = looked(editor, example, "materialen.xlsx")
    assert [kind for _line, kind in fates(page)] == ["same", "same", "refused", "refused", "same"]


def test_readers_see_the_change_of_a_material_that_is_online(editor, visitor):
    resource = ResourceFactory(url="https://a.be/gids")
    fiche = FicheFactory(resources=[resource], published=True)
    confirmed(
        editor, looked(editor, [{"Link": "https://a.be/gids", "Titel": "Nieuwe titel", "Onderwijsniveaus": "Lager onderwijs"}])
    )
    assert "Nieuwe titel" in visitor.get(fiche.get_absolute_url()).content.decode()
    assert differences() == []


@pytest.mark.parametrize("written", ["http://www.a.be/gids/", "a.be/gids", "https://a.be/gids?utm_source=x"])
def test_a_material_is_recognised_however_its_address_is_written(editor, written):
    resource = ResourceFactory(url="https://a.be/gids")
    assert only(looked(editor, [{"Link": written, "Titel": "Anders"}])).row == resource


def test_a_material_is_recognised_by_its_number_and_through_an_alias(editor):
    old, new = ResourceFactory(url="https://oud.be/x"), ResourceFactory(url="https://nieuw.be/x")
    merge(old, new)
    for row in ({"Nummer": new.pk}, {"Nummer": old.pk}, {"Link": "https://oud.be/x"}):
        found = only(looked(editor, [{**row, "Titel": "Anders"}]))
        assert found.row == new


def test_an_empty_cell_leaves_what_there_is_unless_it_is_asked_to_empty_it(editor):
    resource = ResourceFactory(url="https://a.be", description="Blijft.", minutes=5)
    row = [{"Link": "https://a.be", "Titel": "Anders", "Omschrijving": "", "Duur in minuten": ""}]
    assert [head for head, _was, _now in only(looked(editor, row)).changes] == ["Titel"]
    page = looked(editor, row, empties="on")
    assert only(page).changes[1:] == [("Omschrijving", "Blijft.", ""), ("Duur in minuten", "5", "")]
    confirmed(editor, page)
    resource.refresh_from_db()
    assert (resource.description, resource.minutes, resource.title) == ("", None, "Anders")


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ({"Titel": "", "Soort": "Video", "Link": "https://b.be"}, "Titel", "ontbreekt"),
        ({"Titel": "Zonder weg", "Soort": "Video"}, "Hoe kom je eraan", "Geef een link"),
        ({"Titel": "x" * 201, "Soort": "Video", "Link": "https://b.be"}, "Titel", "hoogstens 200 tekens"),
        ({"Titel": "Taal", "Soort": "Video", "Link": "https://b.be", "Taal": "Latijn"}, "Taal", "kennen we niet"),
        (
            {"Titel": "Wie", "Soort": "Video", "Link": "https://b.be", "Aanbieder": "Leerpuntt"},
            "Aanbieder",
            "Bedoel je “Leerpunt”?",
        ),
        ({"Nummer": "99999", "Titel": "Weg"}, "Nummer", "geen materiaal met nummer 99999"),
        ({"Nummer": "7e3", "Titel": "Weg"}, "Nummer", "geen materiaal met nummer 7e3"),
        ({"Titel": "Link", "Soort": "Video", "Link": "javascript:alert(1)"}, "Link", "is geen webadres"),
    ],
)
def test_a_row_is_refused_by_column_in_a_sentence(editor, row, column, said):
    OrganisationFactory(name="Leerpunt")
    found = only(looked(editor, [row]))
    assert (found.kind, [head for head, sentence in found.faults if said in sentence]) == ("refused", [column])


def test_an_address_of_two_materials_or_of_another_one_is_refused(editor):
    ResourceFactory(title="Een", url="https://a.be"), ResourceFactory(title="Twee", url="http://www.a.be/")
    other = ResourceFactory(title="Drie", url="https://c.be")
    assert "voeg die eerst samen" in only(looked(editor, [{"Link": "https://a.be", "Titel": "X"}])).faults[0][1]
    found = only(looked(editor, [{"Nummer": other.pk, "Link": "https://a.be"}]))
    assert found.faults[0][0] == "Link" and "hoort al bij" in found.faults[0][1]


def test_the_same_material_twice_in_a_file_is_refused_the_second_time(editor):
    ResourceFactory(url="https://a.be")
    rows = [{"Link": "https://a.be", "Titel": "Een"}, {"Link": "http://a.be/", "Titel": "Twee"}]
    page = looked(editor, rows)
    assert fates(page) == [(2, "changed"), (3, "refused")]
    assert page.context["fates"][1]["fate"].faults == [("", "Hetzelfde materiaal staat ook op rij 2.")]


def test_two_new_materials_with_one_title_get_addresses_of_their_own(editor):
    rows = [{"Titel": "Gids", "Soort": "Leidraad", "Link": f"https://a.be/{number}"} for number in (1, 2)]
    confirmed(editor, looked(editor, rows))
    assert sorted(Resource.objects.values_list("slug", flat=True)) == ["gids", "gids-2"]


def test_what_somebody_changed_between_looking_and_confirming_is_shown_again(editor):
    resource = ResourceFactory(title="Was", url="https://a.be")
    page = looked(editor, [{"Link": "https://a.be", "Titel": "Wordt"}])
    Resource.objects.filter(pk=resource.pk).update(title="Intussen")
    page = confirmed(editor, page)
    assert "Er veranderde iets sinds je keek" in page.content.decode()
    assert only(page).changes == [("Titel", "Intussen", "Wordt")]
    assert Resource.objects.get().title == "Intussen"
    confirmed(editor, page)
    assert Resource.objects.get().title == "Wordt"


def test_one_row_that_fails_takes_all_of_them_back(editor, monkeypatch):
    rows = [{"Titel": f"Gids {number}", "Soort": "Leidraad", "Link": f"https://a.be/{number}"} for number in (1, 2)]
    page, real = looked(editor, rows), Resource.save

    def clashes(self, *args, **kwargs):
        if self.title == "Gids 2":
            raise IntegrityError("slug")
        return real(self, *args, **kwargs)

    monkeypatch.setattr(Resource, "save", clashes)
    assert "Iemand wijzigde intussen" in confirmed(editor, page).content.decode()
    assert (Resource.objects.count(), LogEntry.objects.count()) == (0, 0)


def test_confirming_twice_writes_once(editor):
    page = looked(editor, [{"Titel": "Gids", "Soort": "Leidraad", "Link": "https://a.be/gids"}])
    confirmed(editor, page)
    confirmed(editor, page)
    assert Resource.objects.count() == 1


def test_the_list_goes_out_and_comes_in_again_unchanged(editor):
    resource = ResourceFactory(title="=1+1", provider=OrganisationFactory(), minutes=5, series="-1", description='"Zo"; en zo')
    resource.levels.set(Level.objects.all()[:2])
    for kind in ("csv", "xlsx"):
        body = editor.get(reverse(f"admin:fiches_resource_export_{kind}")).content
        assert only(looked(editor, body, f"lijst.{kind}")).kind == "same"


def test_the_template_can_be_filled_in_and_says_what_comes_where(editor):
    body = editor.get(URL + "sjabloon.xlsx").content
    assert only(looked(editor, body, "sjabloon.xlsx")).kind == "new"
    assert load_workbook(io.BytesIO(body)).sheetnames == ["Materialen", "Uitleg"]


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"", "leeg"), (b"Naam;Adres\nA;B\n", "zegt niet welke kolommen"), (b"PK\x03\x04", "beschadigd")],
)
def test_a_file_that_is_no_table_is_refused_beside_the_field(editor, data, said):
    page = looked(editor, data)
    assert said in page.context["form"].errors["file"][0]
    assert "Kies een bestand." in editor.post(URL, {}).content.decode()


def test_who_may_not_add_materials_reads_no_tables(editor, teacher, visitor):
    assert [client.get(URL).status_code for client in (editor, teacher, visitor)] == [200, 302, 302]
    editor.user.groups.clear()
    assert [editor.get(url).status_code for url in (URL, URL + "sjabloon.xlsx")] == [403, 403]


def test_a_page_that_was_tampered_with_is_not_believed(editor, chief_editor):
    page = looked(editor, [{"Titel": "Gids", "Soort": "Leidraad", "Link": "https://a.be/gids"}])
    for client, state in ((chief_editor, page.context["state"]), (editor, page.context["state"][:-2] + "xx")):
        answer = client.post(URL, {"state": state})
        assert "Kies het bestand opnieuw" in re.sub(r"\s+", " ", answer.content.decode())
    assert not Resource.objects.exists()


def test_looking_costs_the_same_for_one_row_as_for_three(editor):
    costs = []
    for count in (1, 3):
        rows = [{"Link": ResourceFactory(provider=OrganisationFactory()).url, "Titel": "Anders"} for _number in range(count)]
        looked(editor, rows)
        costs.append(cost(lambda rows=rows: looked(editor, rows)))
    assert costs[0] == costs[1] <= 20
