"""Synonyms: a portal begins with some, editors keep them, and what they save works for the next question."""

import importlib
import json
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry

from portal.catalogue import hits
from portal.catalogue.bitmaps import bitmaps, numbers_of
from portal.catalogue.models import Edition, Record, Synonym
from portal.catalogue.question import read
from portal.desk.synonyms import meaning_of
from tests.desk import opened, said, send
from tests.factories import FicheFactory

pytestmark = pytest.mark.django_db
ADD = "/beheer/catalogue/synonym/add/"
LIST = "/beheer/catalogue/synonym/"
EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "search" / "synonyms.json"


def found(question: str) -> list[str]:
    """Titles that answer a question now."""
    edition = Edition.now(again=False)[0]
    numbers = numbers_of(hits.matching(read(question, edition=edition), bitmaps(edition).public))
    return sorted(Record.objects.filter(pk__in=numbers).values_list("title", flat=True))


def add(client, *words):
    return client.post(ADD, {"words": "\n".join(words)}, follow=True)


def errors(page) -> list[str]:
    return [str(error) for error in page.context["adminform"].form.errors.get("words", [])]


def test_a_new_portal_begins_with_every_group_of_the_examples():
    assert list(Synonym.objects.values_list("words", flat=True)) == json.loads(EXAMPLES.read_text(encoding="utf-8"))


def test_no_word_that_a_portal_begins_with_stands_in_two_groups_or_says_nothing():
    meanings = [meaning for group in Synonym.objects.all() for meaning in {meaning_of(word) for word in group.words}]
    assert (len(meanings), () in meanings) == (len(set(meanings)), False)


def test_a_portal_with_groups_of_its_own_gets_no_others():
    Synonym.objects.all().delete()
    Synonym.objects.create(words=["eigen", "zelfgekozen"])
    importlib.import_module("portal.catalogue.migrations.0007_first_synonyms").begin(apps, None)
    assert [group.words for group in Synonym.objects.all()] == [["eigen", "zelfgekozen"]]


def test_a_group_works_at_once_changes_at_once_and_is_gone_at_once(chief_editor):
    FicheFactory(title="Rapport", published=True), FicheFactory(title="Puntenboek", published=True)
    assert found("rapport") == ["Rapport"]
    add(chief_editor, "rapport", "puntenboek")
    group = Synonym.objects.order_by("pk").last()
    assert found("rapport") == found("puntenboek") == ["Puntenboek", "Rapport"]
    send(chief_editor, group, {"words": "puntenboek\nschoolrapport"})
    assert found("rapport") == ["Rapport"]
    send(chief_editor, group, {"words": "puntenboek\nrapport"})
    assert found("rapport") == ["Puntenboek", "Rapport"]
    chief_editor.post(f"{LIST}{group.pk}/delete/", {"post": "yes"})
    assert found("rapport") == ["Rapport"]
    log = LogEntry.objects.filter(content_type__model="synonym").order_by("pk")
    assert list(log.values_list("action_flag", flat=True)) == [1, 2, 2, 3]


def test_deleting_several_groups_from_the_list_works_at_once_too(chief_editor):
    FicheFactory(title="Rapport", published=True), FicheFactory(title="Puntenboek", published=True)
    add(chief_editor, "rapport", "puntenboek")
    assert found("rapport") == ["Puntenboek", "Rapport"]
    before = Edition.now(again=False)[0]
    chosen = list(Synonym.objects.order_by("-pk").values_list("pk", flat=True)[:2])
    chief_editor.post(LIST, {"action": "delete_selected", "_selected_action": chosen, "post": "yes"})
    assert not Synonym.objects.filter(pk__in=chosen).exists()
    assert (Edition.now(again=False)[0], found("rapport")) == (before + 2, ["Rapport"])


def test_bullets_empty_lines_doubles_and_spaces_are_put_in_order(chief_editor):
    add(chief_editor, "• rapport", "", "  punten   boek ", "Rapport", "- schoolrapport")
    assert Synonym.objects.order_by("pk").last().words == ["rapport", "punten boek", "schoolrapport"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["rapport"], "Geef minstens twee woorden, elk op een eigen regel."),
        (["rapport", "RAPPORT"], "Geef minstens twee woorden, elk op een eigen regel."),
        (["rapport", "rapporten"], "Voor de zoekmachine is dit één woord: ze vindt deze vormen al samen."),
        (
            ["rapport", "hoe en wat"],
            "“hoe en wat” zegt de zoekmachine niets: het bestaat alleen uit kleine woorden of tekens.",
        ),
        (["rapport", "?!"], "“?!” zegt de zoekmachine niets: het bestaat alleen uit kleine woorden of tekens."),
        (
            ["rapport", "x" * 61],
            f"“{'x' * 60}…” is te lang: een woord of uitdrukking heeft hoogstens 60 tekens.",
        ),
        (
            ["juf", "Leerkrachten"],
            "“Leerkrachten” staat al in de groep “leraar, leerkracht, lesgever, onderwijzer, docent”. Vul die aan.",
        ),
        ([f"woord{number}x" for number in range(31)], "Een groep heeft hoogstens 30 woorden."),
    ],
)
def test_what_cannot_be_a_group_is_refused_in_a_sentence(chief_editor, words, sentence):
    count = Synonym.objects.count()
    assert (errors(add(chief_editor, *words)), Synonym.objects.count()) == ([sentence], count)


def test_an_empty_group_is_refused(chief_editor):
    assert errors(add(chief_editor, "", " - ")) == ["Geef minstens twee woorden, elk op een eigen regel."]


def test_all_faults_of_a_group_are_said_at_once(chief_editor):
    assert len(errors(add(chief_editor, "de", "leraar", "x" * 70))) == 3


def test_a_group_can_be_saved_as_it_stands(chief_editor):
    group = Synonym.objects.first()
    words = list(group.words)
    page = send(chief_editor, group, opened(chief_editor, group))
    group.refresh_from_db()
    assert (len(said(page)), group.words) == (1, words)


def test_the_form_has_one_field_with_help_in_plain_words(chief_editor):
    page = chief_editor.get(ADD)
    assert list(page.context["adminform"].form.fields) == ["words"]
    assert "Zet elk woord of elke uitdrukking op een eigen regel" in page.content.decode()


@pytest.mark.parametrize("asked", ["GEINFORM", "ï", "informeerde prak"])
def test_a_group_is_found_by_a_part_of_a_word_with_or_without_accents(chief_editor, asked):
    Synonym.objects.exclude(words=["geïnformeerde praktijken", "evidence-informed werken"]).delete()
    page = chief_editor.get(LIST, {"q": asked})
    assert [group.words[0] for group in page.context["cl"].result_list] == ["geïnformeerde praktijken"]


def test_looking_for_a_word_that_no_group_has_shows_none(chief_editor):
    assert list(chief_editor.get(LIST, {"q": "zonnebloem"}).context["cl"].result_list) == []


def test_chief_editors_and_administrators_keep_the_groups_editors_look_and_others_do_not(
    editor, chief_editor, administrator, organiser, visitor
):
    group = Synonym.objects.first()
    change, delete = f"{LIST}{group.pk}/change/", f"{LIST}{group.pk}/delete/"
    for keeper in (chief_editor, administrator):
        assert [keeper.get(address).status_code for address in (LIST, ADD, change, delete)] == [200, 200, 200, 200]
    assert [editor.get(address).status_code for address in (LIST, ADD, change, delete)] == [200, 403, 200, 403]
    assert [organiser.get(address).status_code for address in (LIST, ADD, change, delete)] == [403, 403, 403, 403]
    assert visitor.get(LIST).status_code == 302


def test_synonyms_stand_in_the_menu_under_ordering(chief_editor):
    page = chief_editor.get("/beheer/")
    tasks = {str(task["name"]): [model["object_name"] for model in task["models"]] for task in page.context["app_list"]}
    assert "Synonym" in tasks["Ordenen"] and "Searched" in tasks["Schrijven"]
