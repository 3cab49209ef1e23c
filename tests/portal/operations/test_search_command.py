"""`manage.py search`: what a reader finds with a question, and why."""

import json

import pytest
from django.core.management import CommandError, call_command

from portal.catalogue.models import Edition
from tests.factories import FicheFactory, PageFactory, ResourceFactory, ThemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def content():
    theme, resource = ThemeFactory(name="Tuinieren"), ResourceFactory(title="Kijkwijzer motivatie")
    FicheFactory(title="Motivatie in de klas", slug="motivatie-in-de-klas", themes=[theme], published=True)
    FicheFactory(title="Leerkrachten en toetsen", themes=[theme], resources=[resource], published=True)
    PageFactory(title="Zonnebloem", published=True)


def told(capsys, *arguments) -> str:
    capsys.readouterr()
    call_command("search", *arguments)
    return capsys.readouterr().out


def values(capsys, *arguments) -> dict:
    return json.loads(told(capsys, *arguments, "--json"))


def test_it_shows_the_first_hits_with_where_each_word_stands(content, capsys):
    found = values(capsys, "motivatie klas")
    assert (found["count"], found["corrected"], found["hits"][0]) == (
        1,
        None,
        {
            "kind": "fiche",
            "title": "Motivatie in de klas",
            "url": "/fiches/motivatie-in-de-klas/",
            "via": "",
            "found": {"motivatie": ["title"], "klas": ["title"]},
        },
    )
    assert [(word["said"], word["required"], word["tells"] > 0) for word in found["words"]] == [
        ("motivatie", False, True),  # tells less than half of what the rarest does
        ("klas", True, True),
    ]


def test_it_counts_kinds_and_facets(content, capsys):
    found = values(capsys, "motivatie")
    assert found["kinds"] == {"fiche": 2, "resource": 1}
    assert found["facets"]["thema"] == {"Tuinieren": 2}
    assert [hit["kind"] for hit in values(capsys, "motivatie", "--soort", "resource")["hits"]] == ["resource"]


def test_it_says_what_was_corrected_and_searches_literally_when_asked(content, capsys):
    assert values(capsys, "motivaite")["corrected"] == {"from": "motivaite", "to": "motivatie"}
    literal = values(capsys, "motivaite", "--letterlijk")
    assert (literal["corrected"], literal["count"]) == (None, 0)


def test_it_says_which_synonyms_were_added_and_what_was_found_by_them(content, capsys):
    found = values(capsys, "leraar")
    assert found["synonyms"] == {"leraar": ["leerkracht", "lesgever", "onderwijzer", "docent"]}
    assert [(hit["title"], hit["via"]) for hit in found["hits"]] == [("Leerkrachten en toetsen", "leerkracht")]


def test_it_says_what_was_left_out_and_what_must_stand_there_exactly(content, capsys):
    found = values(capsys, '"motivatie in de klas" -toetsen')
    assert (found["phrases"], found["without"], found["count"]) == (["motivatie in de klas"], ["toetsen"], 1)


def test_it_tells_the_same_in_lines_to_read(content, capsys):
    text = told(capsys, "motivaite leraar")
    for line in (
        "  verbeterd: “motivaite leraar” is gezocht als “motivatie leraar”",
        "  synoniemen van “leraar”: leerkracht, lesgever, onderwijzer, docent",
        "Soorten",
        "  Fiches 1",
        "  1. [fiche] Leerkrachten en toetsen",
        "     motivatie in tekst; leraar in titel; via synoniem “leerkracht”",
    ):
        assert line in text.splitlines()


@pytest.mark.parametrize(
    "question", ["", "   ", "zonnewijzerplaatje", "de het een", "?!", '"', "-", "\x00", "😀", "woord " * 500]
)
def test_no_question_fails(content, capsys, question):
    assert values(capsys, question)["asked"] == question
    assert told(capsys, question)


def test_a_kind_that_is_none_is_refused(content):
    with pytest.raises(CommandError):
        call_command("search", "motivatie", "--soort", "boek")


def test_looking_changes_nothing(content, capsys):
    before = Edition.objects.values().get()
    told(capsys, "motivatie")
    assert Edition.objects.values().get() == before
