"""Every list as a table: what it shows now, for who may see it, and nothing that runs."""

import csv
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from fiches.models import Fiche, Resource
from tests.desk import cost
from tests.factories import FicheFactory, OrganisationFactory, ResourceFactory, SourceFactory, TagFactory, UserFactory
from tests.factories.days import DayFactory, PersonFactory, SessionFactory, VenueFactory

pytestmark = pytest.mark.django_db
LISTS = [
    *("fiches_fiche", "fiches_resource", "fiches_source", "website_page", "events_studyday", "events_session", "events_person"),
    *("events_venue", "taxonomy_theme", "taxonomy_tag", "taxonomy_organisation", "taxonomy_audience", "taxonomy_level"),
    *("catalogue_synonym", "catalogue_searched"),
]


def exported(client, name, kind="csv", query=""):
    return client.get(reverse(f"admin:{name}_export_{kind}") + query)


def rows(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_list_is_a_table_with_dutch_heads(administrator, kind):
    SessionFactory(people=[PersonFactory()], day=DayFactory(venue=VenueFactory()), tags=["lezen"])
    FicheFactory(resources=[ResourceFactory(provider=OrganisationFactory())], sources=[SourceFactory()], owner=UserFactory())
    for name in LISTS:
        answer = exported(administrator, name, kind)
        assert (answer.status_code, answer.headers["Content-Disposition"][-len(kind) - 2 :]) == (200, f'.{kind}"')
        if kind == "csv":
            heads = answer.content.decode("utf-8-sig").partition("\r\n")[0].split(";")
        else:
            heads = list(next(load_workbook(io.BytesIO(answer.content)).active.values))
        assert heads and not [head for head in heads if "_" in head or head in ("Merged into", "Edit", "Csl", "Live")]
        assert reverse(f"admin:{name}_export_{kind}") in administrator.get(reverse(f"admin:{name}_changelist")).content.decode()


def test_a_row_says_what_people_need():
    from tests.cast import signed_in

    client, owner = signed_in("redacteur"), UserFactory(name="Ann")
    fiche = FicheFactory(title="Lezen", tags=["taal", "boek"], points=["Een.", "Twee."], owner=owner, published=True)
    FicheFactory(title="Schrijven")
    found = {row["Titel"]: row for row in rows(exported(client, "fiches_fiche"))}
    lezen = found["Lezen"]
    assert (lezen["Status"], lezen["Trefwoorden"], lezen["In het kort"], lezen["Eigenaar"]) == (
        "Gepubliceerd",
        "boek, taal",
        "Een.\nTwee.",
        "Ann",
    )
    assert (lezen["Online sinds"], lezen["Webadres"].endswith(fiche.get_absolute_url())) == ("2026-11-02 13:00", True)
    assert (found["Schrijven"]["Online sinds"], found["Schrijven"]["Webadres"]) == ("", "")


def test_sessions_say_who_speaks_and_tags_how_often_they_are_used(organiser):
    SessionFactory(title="Sessie", people=[PersonFactory(name="An Peeters"), {"team": "Team B"}], tags=["impact"])
    assert rows(exported(organiser, "events_session"))[0]["Met"] == "An Peeters, Team B"
    assert [(row["Naam"], row["Bij zoveel teksten"]) for row in rows(exported(organiser, "taxonomy_tag"))] == [("impact", "1")]


def test_the_filter_and_the_search_of_the_list_go_along(editor):
    FicheFactory(title="Lezen online", published=True)
    FicheFactory(title="Lezen klad")
    FicheFactory(title="Rekenen klad")
    found = rows(exported(editor, "fiches_fiche", query="?q=lezen&status__exact=draft"))
    assert [row["Titel"] for row in found] == ["Lezen klad"]
    page = editor.get(reverse("admin:fiches_fiche_changelist") + "?q=lezen").content.decode()
    assert f"{reverse('admin:fiches_fiche_export_csv')}?q=lezen" in page


def test_nonsense_in_the_address_leads_back_to_the_list(editor):
    assert exported(editor, "fiches_fiche", query="?onzin=1").headers["Location"].endswith("/fiches/fiche/?e=1")


def test_who_may_not_see_a_list_gets_no_table(editor, teacher, visitor):
    assert exported(editor, "fiches_fiche").status_code == 200
    assert [exported(client, "fiches_fiche").status_code for client in (teacher, visitor)] == [302, 302]
    editor.user.groups.clear()
    assert exported(editor, "fiches_fiche").status_code == 403


def test_a_title_that_a_spreadsheet_would_run_is_text(editor):
    FicheFactory(title='=HYPERLINK("https://boos.be")')
    assert rows(exported(editor, "fiches_fiche"))[0]["Titel"] == '\'=HYPERLINK("https://boos.be")'
    cell = load_workbook(io.BytesIO(exported(editor, "fiches_fiche", "xlsx").content)).active["A2"]
    assert (cell.value, cell.data_type) == ('=HYPERLINK("https://boos.be")', "s")


def test_aliases_are_no_rows(editor):
    old, new = TagFactory(name="lectuur"), TagFactory(name="lezen")
    type(old).objects.filter(pk=old.pk).update(merged_into=new)
    assert [row["Naam"] for row in rows(exported(editor, "taxonomy_tag"))] == ["lezen"]


@pytest.mark.parametrize(("name", "model"), [("fiches_fiche", Fiche), ("fiches_resource", Resource)])
def test_a_table_costs_the_same_for_one_row_as_for_three(editor, name, model):
    costs = []
    for _round in range(2):
        for _number in range(1 if not costs else 2):
            FicheFactory(
                resources=[ResourceFactory(provider=OrganisationFactory())], tags=["lezen"], owner=UserFactory(), published=True
            )
        exported(editor, name)
        costs.append(cost(lambda: exported(editor, name)))
    assert model.objects.count() == 3
    assert costs[0] == costs[1] <= 22
