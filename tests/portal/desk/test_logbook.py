"""The log as one list: who reads it, what it can be asked, and what it costs."""

import csv
import datetime as dt
import io

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from portal.desk.logbook import GROUPS
from portal.publishing import logbook
from portal.publishing.logbook import Act
from portal.taxonomy.models import Tag, Theme
from tests.desk import address, cost
from tests.factories import FicheFactory, TagFactory, ThemeFactory, UserFactory
from tests.factories.publishing import NOON

pytestmark = pytest.mark.django_db
URL = reverse("admin:admin_logentry_changelist")


@pytest.fixture
def written():
    """Five lines, a day apart: Ann and Ben, tags and a theme."""
    ann, ben = UserFactory(name="Ann", email="ann@school.example"), UserFactory(name="Ben", email="ben@school.example")
    tag, theme = TagFactory(name="École 100%"), ThemeFactory(name="Taal (en [meer])")
    for day, (act, thing, by) in enumerate(
        [
            (Act.ADDED, tag, ann),
            (Act.CHANGED, tag, ben),
            (Act.ADDED, theme, ben),
            (Act.PUBLISHED, FicheFactory(title="Samen lezen"), None),
            (Act.CHANGED, theme, ann),
        ]
    ):
        logbook.write(act, thing, by=by, at=NOON + dt.timedelta(days=day))
    return {"ann": ann, "ben": ben, "tag": tag, "theme": theme}


def read(client, **asked) -> list[int]:
    """On which days of November the lines were written that the page shows."""
    return [entry.action_time.day for entry in client.get(URL, asked).context["page"]]


# -- who may -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("person", "status"),
    [("chief_editor", 200), ("administrator", 200), ("editor", 403), ("organiser", 403), ("teacher", 302), ("visitor", 302)],
)
def test_the_log_is_read_by_chief_editors_and_administrators_alone(request, person, status):
    client = request.getfixturevalue(person)
    assert client.get(URL).status_code == status
    assert (b"Logboek" in client.get(reverse("admin:index")).content) == (status == 200)


def test_nobody_adds_changes_or_removes_a_line(administrator, admin_client, written):
    line = LogEntry.objects.first()
    for client in (administrator, admin_client):
        for name in ("change", "delete", "history"):
            assert client.get(address(name, line)).status_code == 403
            assert client.post(address(name, line), {"post": "yes", "change_message": "x"}).status_code == 403
        assert client.post(reverse("admin:admin_logentry_add"), {}).status_code == 403
        client.post(URL, {"action": "delete_selected", "_selected_action": [line.pk], "post": "yes"})
    assert LogEntry.objects.count() == 5


# -- what it can be asked ----------------------------------------------------------------------------------------------
def test_the_newest_line_comes_first(chief_editor, written):
    assert read(chief_editor) == [6, 5, 4, 3, 2]


def test_the_log_is_narrowed_by_person_act_kind_and_period(chief_editor, written):
    kind = {model: ContentType.objects.get_for_model(model).pk for model in (Tag, Theme)}
    assert read(chief_editor, wie=written["ann"].pk) == [6, 2]
    assert read(chief_editor, wat=Act.ADDED.value) == [4, 2]
    assert read(chief_editor, wat=Act.PUBLISHED.value) == [5]
    assert read(chief_editor, soort=kind[Theme]) == [6, 4]
    assert read(chief_editor, van="2026-11-03", tot="2026-11-05") == [5, 4, 3]
    assert read(chief_editor, van="2026-11-05") == [6, 5]
    assert read(chief_editor, tot="2026-11-02") == [2]
    assert read(chief_editor, wie=written["ben"].pk, wat=Act.ADDED.value, soort=kind[Theme], tot="2026-11-04") == [4]


@pytest.mark.parametrize(
    ("typed", "days"),
    [("SAMEN", [5]), ("ÉCOLE", [3, 2]), ("école 100%", [3, 2]), ("(en [", [6, 4]), ("[meer])", [6, 4]), (".*", []), ("100_", [])],
)
def test_a_name_is_found_in_any_case_and_no_sign_means_something_else(chief_editor, written, typed, days):
    assert read(chief_editor, naam=typed) == days


def test_everything_about_one_thing_is_read_from_its_line(chief_editor, written):
    page = chief_editor.get(URL).content.decode()
    kind = ContentType.objects.get_for_model(Tag).pk
    link = f"?van_soort={kind}&amp;nummer={written['tag'].pk}"
    assert f'href="{link}"' in page
    page = chief_editor.get(URL + link.replace("&amp;", "&"))
    assert [entry.action_time.day for entry in page.context["page"]] == [3, 2]
    assert "Alleen wat met “École 100%” gebeurde." in page.content.decode()


@pytest.mark.parametrize(
    ("asked", "complaint"),
    [
        ({"wie": "99999"}, "Deze keuze staat niet in het logboek."),
        ({"wat": "x"}, "Deze keuze staat niet in het logboek."),
        ({"van": "gisteren"}, "Kies een datum, of schrijf ze zoals 2026-12-31."),
        ({"tot": "9999-99-99"}, "Kies een datum, of schrijf ze zoals 2026-12-31."),
        ({"van": "2026-11-06", "tot": "2026-11-05"}, "Deze dag ligt vóór de eerste."),
        ({"tot": "9999-12-31"}, "Kies een jaar vanaf 2000."),
        ({"van": "0001-01-01"}, "Kies een jaar vanaf 2000."),
        ({"naam": "x" * 101}, "Zoek met hoogstens 100 tekens."),
    ],
)
def test_nonsense_is_said_and_narrows_nothing_of_its_own(chief_editor, written, asked, complaint):
    page = chief_editor.get(URL, asked)
    assert complaint in page.content.decode()
    assert len(page.context["page"]) == (1 if asked.get("van") == "2026-11-06" else 5)


@pytest.mark.parametrize("asked", [{"p": "x"}, {"p": "-1"}, {"van_soort": "x", "nummer": "1"}, {"x": "y"}])
def test_what_is_not_a_question_is_ignored(chief_editor, written, asked):
    assert read(chief_editor, **asked) == [6, 5, 4, 3, 2]


def test_a_line_links_to_what_it_is_about_unless_that_is_gone(chief_editor, written):
    logbook.write(Act.DELETED, written["tag"], by=written["ann"], at=NOON + dt.timedelta(days=9))
    page = chief_editor.get(URL).content.decode()
    assert f'<a href="{address("change", written["theme"])}">Taal (en [meer])</a>' in page
    assert "<b>École 100%</b>" in page


def test_a_name_with_markup_is_shown_as_it_is(chief_editor):
    logbook.write(Act.CHANGED, TagFactory(name="<b onclick=x>vet</b>"), said="<script>alert(1)</script>")
    page = chief_editor.get(URL).content.decode()
    assert "&lt;b onclick=x&gt;" in page and "<script>alert(1)" not in page


def test_the_history_of_a_thing_is_told_newest_first(editor):
    fiche = FicheFactory()
    for day, act in enumerate([Act.ADDED, Act.SUBMITTED]):
        logbook.write(act, fiche, by=editor.user, at=NOON + dt.timedelta(days=day))
    page = editor.get(address("history", fiche)).content.decode()
    assert 0 < page.index("Ter review gestuurd") < page.index("Toegevoegd")
    assert "Er staat hierover nog niets" in editor.get(address("history", FicheFactory())).content.decode()


# -- what it costs -----------------------------------------------------------------------------------------------------
def test_the_log_costs_the_same_for_one_line_as_for_many(chief_editor):
    logbook.write(Act.CHANGED, TagFactory(), by=UserFactory())
    chief_editor.get(URL)
    first = cost(lambda: chief_editor.get(URL))
    for _ in range(60):
        logbook.write(Act.CHANGED, ThemeFactory(), by=UserFactory())
    assert cost(lambda: chief_editor.get(URL)) == first <= 10
    assert [len(chief_editor.get(URL, {"p": page}).context["page"]) for page in (1, 2)] == [50, 11]


# -- as a table --------------------------------------------------------------------------------------------------------
def test_the_lines_that_are_shown_go_out_as_a_table(chief_editor, written):
    answer = chief_editor.get(reverse("admin:admin_logentry_export_csv"), {"wie": written["ben"].pk})
    heads, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    assert heads == ["Wanneer", "Wie", "Soort", "Waarover", "Wat"]
    assert [(row[1], row[2], row[3], row[4]) for row in rows] == [
        ("Ben", "Thema", "Taal (en [meer])", str(Act.ADDED.label)),
        ("Ben", "Trefwoord", "École 100%", str(Act.CHANGED.label)),
    ]
    assert chief_editor.get(reverse("admin:admin_logentry_export_xlsx")).content[:2] == b"PK"


def test_who_may_not_read_the_log_gets_no_table_of_it(editor, written):
    assert editor.get(reverse("admin:admin_logentry_export_csv")).status_code == 403


def test_every_act_can_be_asked_for_once():
    acts = [act for _label, some in GROUPS for act in some]
    assert sorted(acts) == sorted(Act)
