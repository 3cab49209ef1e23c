"""The graded test set of search is whole: every question can be measured, every text can be loaded."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from bench.ndcg import CLASSES, read_questions
from fiches.models.section import Rubriek
from portal.text import clean_html, fold, plain

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "search"
DAY = r"/studiedagen/(begeleiden-met-impact|elke-leraar-leest-mee-voorbeeld|wat-zien-we-in-de-klas-voorbeeld)/"
DEMO = re.compile(
    rf"/(fiches|materialen|bronnen|themas|sprekers)/[a-z0-9-]+/|{DAY}(sessies/[a-z0-9-]+/)?"
    r"|/(contact|go-account|over|privacy|toegankelijkheid)/"
)
AT_LEAST = {"typo": 12, "compound": 12, "inflection": 12, "question": 12, "synonym": 10, "name": 10, "few": 8}
THEMES = {
    *("integraal-beleid", "kwaliteitszorg", "welbevinden", "ontwikkeling-als-plg", "samenwerken-in-team", "professionalisering"),
    *("teamteaching", "gedeeld-leiderschap", "onderzoekende-houding", "datagebruik", "geinformeerde-praktijken", "motivatie"),
    *("feedback", "leesonderwijs", "klasmanagement", "differentiatie", "ict"),
}
AUDIENCES = {
    *("leraar", "schoolleider", "beleidsmedewerker", "zorgcoordinator", "ict-coordinator", "pedagogisch-begeleider"),
    "clb-medewerker",
}


def read(name):
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def questions():
    return read_questions(FOLDER / "queries.json")


@pytest.fixture(scope="module")
def texts():
    return read("texts.json")


def test_there_are_enough_questions_of_every_class(questions):
    counts = Counter(question.kind for question in questions)
    assert len(questions) >= 90
    assert set(counts) == set(CLASSES)
    assert {kind: counts[kind] for kind, least in AT_LEAST.items() if counts[kind] < least} == {}


def test_no_question_is_asked_twice(questions):
    asked = Counter(question.q.strip() for question in questions)
    assert [q for q, times in asked.items() if times > 1 or not q] == []


def test_every_question_has_grades_from_one_to_three(questions):
    assert [question.q for question in questions if 3 not in question.grades.values()] == []
    assert [question.q for question in questions if not set(question.grades.values()) <= {1, 2, 3}] == []


def test_every_address_is_one_of_ours_or_of_the_demo(questions, texts):
    ours = {f"/fiches/{text['slug']}/" for text in texts}
    graded = {url for question in questions for url in question.grades}
    assert {url for url in graded - ours if not DEMO.fullmatch(url)} == set()
    assert ours - graded == set()


def test_every_text_is_a_short_example_that_a_fiche_can_hold(texts):
    assert len({text["slug"] for text in texts}) == len({text["title"] for text in texts}) == len(texts) >= 25
    for text in texts:
        words = " ".join([text["standfirst"], *(plain(html) for html in text["sections"].values())]).split()
        assert text["title"].endswith(" (voorbeeld)")
        assert re.fullmatch(r"[a-z0-9-]+-voorbeeld", text["slug"])
        assert 80 <= len(words) <= 150
        assert set(text["sections"]) <= set(Rubriek.values)
        assert [html for html in text["sections"].values() if clean_html(html) != html] == []
        assert set(text["themes"]) <= THEMES and set(text["audiences"]) <= AUDIENCES and text["tags"]


def test_a_synonym_stands_in_one_group_only():
    groups = read("synonyms.json")
    words = Counter(fold(word) for group in groups for word in group)
    assert 30 <= len(groups) <= 50
    assert [group for group in groups if len(group) < 2] == []
    assert [word for word, times in words.items() if times > 1] == []
