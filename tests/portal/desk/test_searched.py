"""What readers search, and what editors can do about it: a synonym, a fiche, or nothing."""

import datetime as dt

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from portal.catalogue.asked import Tally, key_of
from portal.catalogue.models import Searched, Synonym
from portal.desk.searched import MOST, TOP
from tests.desk import cost, said
from tests.factories import NOON

pytestmark = pytest.mark.django_db
LIST, HOME = reverse("admin:catalogue_searched_changelist"), reverse("admin:index")


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)


def asked(text, times=10, missed=0, **more) -> Searched:
    day = dt.date(2026, 11, 1)
    days = {"days": ["2026-10-01", "2026-10-02", "2026-11-01"], "first_day": day - dt.timedelta(days=30), "last_day": day}
    return Searched.objects.create(key=key_of(text), text=text, times=times, without_result=missed, **days, **more)


def panel(client, name):
    places = client.get(HOME).context["home"].places
    return next(panel for place in places.values() for panel in place if panel.name == name)


def missed(client) -> list[str]:
    return [row.title for row in panel(client, "missed").rows]


def do(client, searched, what, **more):
    return client.post(reverse("admin:catalogue_searched_do", args=[searched.pk]), {"doe": what, **more}, follow=True)


def test_what_brought_nothing_comes_most_missed_first_and_what_was_found_does_not(editor):
    asked("gevonden", 90), asked("soms", 50, 2), asked("nooit", 9, 9), asked("genegeerd", 80, 80, ignored=True)
    asked("bekeken", 40, 40, settled=40), asked("half", 30, 30, settled=25)
    Searched.objects.create(key="x", text="", first_day=NOON.date(), last_day=NOON.date(), times=99, without_result=99)
    rows = panel(editor, "missed").rows
    assert [(row.title, row.facts) for row in rows] == [
        ("nooit", ("9 keer zonder resultaat", "laatst op 1 november")),
        ("half", ("5 keer zonder resultaat", "laatst op 1 november")),
        ("soms", ("2 keer zonder resultaat", "laatst op 1 november")),
    ]
    shown = panel(editor, "missed").more[0].url
    assert {row.text for row in editor.get(shown).context["cl"].result_list} == {"nooit", "half", "soms"}
    assert [row.text for row in editor.get(f"{LIST}?uitkomst=genegeerd").context["cl"].result_list] == ["genegeerd"]


def test_the_chart_has_the_questions_that_came_most_and_says_which_brought_nothing(editor):
    for number in range(TOP + MOST):
        asked(f"vraag {'abcdefghijklmnop'[number]}", 100 - number, 100 if not number else 0)
    chart = panel(editor, "asked").chart
    assert [f"vraag {letter}" in chart for letter in "ah"] == [True, True]
    assert "vraag i" not in chart
    assert "100 · geen resultaat" in chart


def test_a_question_becomes_a_synonym_or_a_fiche_with_its_words_filled_in(chief_editor):
    asked("hoogbegaafd", 9, 9)
    synonym, fiche, *_settling = panel(chief_editor, "missed").rows[0].do
    assert chief_editor.get(synonym.url).context["adminform"].form["words"].value() == "hoogbegaafd"
    assert 'name="words" cols="40" rows="8"' in chief_editor.get(synonym.url).content.decode()
    assert chief_editor.get(fiche.url).context["adminform"].form["title"].value() == "Hoogbegaafd"


def test_a_synonym_settles_a_question_until_somebody_misses_it_again(chief_editor):
    asked("Hoogbegaafd".lower(), 9, 9), asked("anders", 8, 8)
    chief_editor.post(reverse("admin:catalogue_synonym_add"), {"words": "Hoogbegaafd\nsnelle leerling"})
    made = Synonym.objects.order_by("-pk").first()
    assert (made.words, missed(chief_editor)) == (["Hoogbegaafd", "snelle leerling"], ["anders"])
    tally = Tally()
    tally.count("hoogbegaafd", hits=0, corrected="", at=NOON)
    tally.write(NOON)
    assert missed(chief_editor) == ["anders", "hoogbegaafd"]


def test_a_question_is_settled_ignored_and_shown_again_with_a_line_in_the_log(chief_editor):
    searched = asked("klimaat", 9, 9)
    page = do(chief_editor, searched, "afgehandeld", naar="werktafel")
    assert (page.redirect_chain[-1][0], said(page)) == (
        HOME,
        ["“klimaat” is afgehandeld. Vindt iemand later weer niets, dan komt de vraag terug."],
    )
    assert missed(chief_editor) == []
    Searched.objects.update(without_result=12)
    assert missed(chief_editor) == ["klimaat"]
    assert do(chief_editor, searched, "negeer").redirect_chain[-1][0] == LIST
    assert missed(chief_editor) == []
    do(chief_editor, searched, "toon-weer")
    assert missed(chief_editor) == ["klimaat"]
    lines = LogEntry.objects.order_by("pk").values_list("object_repr", "change_message", "user__name")
    assert [*lines] == [
        ("klimaat", f"Gewijzigd: {what}", "Eindredacteur") for what in ("afgehandeld", "genegeerd", "niet langer genegeerd")
    ]


def test_only_who_keeps_the_synonyms_settles_questions(editor, organiser, visitor, chief_editor):
    searched = asked("klimaat", 9, 9)
    hidden = Searched.objects.create(key="x", text="", first_day=NOON.date(), last_day=NOON.date())
    url = reverse("admin:catalogue_searched_do", args=[searched.pk])
    assert [client.post(url, {"doe": "negeer"}).status_code for client in (editor, organiser, visitor)] == [403, 403, 302]
    assert [chief_editor.post(url, {"doe": "onzin"}).status_code, chief_editor.get(url).status_code] == [403, 405]
    assert do(chief_editor, hidden, "negeer").status_code == 404
    assert not Searched.objects.filter(ignored=True).exists()
    assert [go.label for go in panel(editor, "missed").rows[0].do] == ["Nieuwe fiche"]
    assert [go.label for go in panel(chief_editor, "missed").rows[0].do] == ["Synoniem", "Nieuwe fiche", "Afgehandeld", "Negeer"]


def test_the_list_offers_the_same_and_costs_the_same_for_three_as_for_one(chief_editor):
    asked("klimaat", 9, 9)
    page = chief_editor.get(LIST).content.decode()
    assert [
        word in page
        for word in ("/zoeken/?q=klimaat", "?words=klimaat", "?title=Klimaat", 'value="afgehandeld"', 'value="negeer"')
    ] == [True] * 5
    first = cost(lambda: chief_editor.get(LIST))
    asked("feedback"), asked("motivatie")
    assert cost(lambda: chief_editor.get(LIST)) == first
