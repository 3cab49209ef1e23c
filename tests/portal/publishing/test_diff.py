"""The difference between two snapshots: every field and every row, by name, also of what is long gone."""

import copy
import datetime as dt

import pytest
from django.conf import settings as portal
from hypothesis import given, settings
from hypothesis.configuration import set_hypothesis_home_dir

from events.models import Session, StudyDay
from fiches.models import Fiche
from portal.publishing.diff import Difference, Row, Rows, differences, named
from portal.publishing.freezing import LABELS, upgrade
from portal.publishing.words import ADDED, REMOVED
from portal.website.models import Page
from tests.portal.publishing.snapshots import MODELS, pairs, snapshots

set_hypothesis_home_dir(portal.VAR / "hypothesis")
EMPTY = {"title": "Samen lezen", "slug": "samen-lezen"}
GENERATED = settings(max_examples=60, deadline=None, database=None)


def snapshot(model=Fiche, **values) -> dict:
    return upgrade(model, {**EMPTY, **copy.deepcopy(values)})


def only(found) -> Difference | Rows:
    [one] = found
    return one


def rows(found) -> list[Row]:
    part = only(found)
    assert isinstance(part, Rows)
    return list(part.rows)


def words(difference, kind) -> str:
    return "".join(mark.text for line in difference.lines for mark in line.marks if mark.kind == kind).strip()


# -- fields ------------------------------------------------------------------------------------------------------------
def test_a_text_is_told_word_by_word():
    one = only(differences(Fiche, snapshot(standfirst="Voor de leraar."), snapshot(standfirst="Voor elke leraar.")))
    assert (one.name, one.label, words(one, REMOVED), words(one, ADDED)) == ("standfirst", "inleiding", "de", "elke")


def test_lines_are_told_line_by_line():
    one = only(differences(Fiche, snapshot(points=["Een.", "Twee."]), snapshot(points=["Een.", "Drie."])))
    assert [(line.kind, line.state) for line in one.lines] == [("item", "same"), ("item", "removed"), ("item", "added")]


@pytest.mark.parametrize(
    ("model", "name", "was", "now", "told"),
    [
        (Fiche, "reviewed_at", None, "2026-10-12", ("", "12 oktober 2026")),
        (Fiche, "licence", "cc-by", "", ("CC BY 4.0", "")),
        (Fiche, "image", "fiches/ab12/oud.jpg", "fiches/cd34/nieuw.jpg", ("oud.jpg", "nieuw.jpg")),
        (Fiche, "slug", "samen-lezen", "lezen", ("samen-lezen", "lezen")),
        (Fiche, "licence", "wat-ooit-bestond", "", ("wat-ooit-bestond", "")),
        (Fiche, "reviewed_at", "geen datum", None, ("geen datum", "")),
        (Session, "form", "keynote", "panel", ("Keynotelezing", "Panelgesprek")),
        (Session, "number", None, 5, ("", "5")),
        (Page, "position", 1, 2, ("1", "2")),
    ],
)
def test_a_value_is_told_before_and_after_in_dutch(model, name, was, now, told):
    one = only(differences(model, snapshot(model, **{name: was}), snapshot(model, **{name: now})))
    assert (one.name, (one.was, one.now)) == (name, told)


def test_the_machinery_of_a_picture_is_not_told():
    assert differences(Fiche, snapshot(image_width=1), snapshot(image_width=2)) == []


def test_what_readers_cannot_see_is_said_to_be_invisible():
    one = only(differences(Page, snapshot(Page, body="<p>Tekst</p>"), snapshot(Page, body="<p>Tekst </p>")))
    assert one.lines[0].notes == ("De woorden bleven gelijk; alleen onzichtbare opmaak verschilt.",)


def test_a_text_that_is_too_long_is_compared_at_its_beginning_and_says_so():
    old, new = "<p>Oud</p>" + "x" * 500_001, "<p>Nieuw</p>" + "x" * 500_001
    one = only(differences(Page, snapshot(Page, body=old), snapshot(Page, body=new)))
    assert one.lines[-1].notes[0].startswith("Deze tekst is te lang")
    assert sum(len(mark.text) for line in one.lines for mark in getattr(line, "marks", ())) < 100_000


# -- choices and names -------------------------------------------------------------------------------------------------
def test_choices_are_told_by_the_names_that_came_and_went():
    old = snapshot(themes=[1, 2], **{LABELS: {"taxonomy.theme": {"1": "Feedback", "2": "Motivatie"}}})
    new = snapshot(themes=[2, 3], **{LABELS: {"taxonomy.theme": {"2": "Motivatie", "3": "Taal"}}})
    one = only(differences(Fiche, old, new))
    assert (one.label, one.removed, one.added) == ("thema's", ("Feedback",), ("Taal",))


def test_another_order_of_choices_is_no_difference():
    assert differences(Fiche, snapshot(themes=[1, 2]), snapshot(themes=[2, 1])) == []


def test_a_name_that_no_snapshot_knows_is_told_by_its_number():
    assert only(differences(Fiche, snapshot(tags=[16]), snapshot())).removed == ("trefwoord 16",)


def test_pointing_at_an_alias_is_pointing_at_what_it_stands_for():
    old, new = snapshot(tags=[16, 4]), snapshot(tags=[17])
    assert only(differences(Fiche, old, new, follow={"taxonomy.tag": {16: 17}})).removed == ("trefwoord 4",)


def test_a_new_venue_is_told_by_name():
    old = snapshot(StudyDay, venue_id=1, **{LABELS: {"events.venue": {"1": "Lamot"}}})
    one = only(differences(StudyDay, old, snapshot(StudyDay, venue_id=2)))
    assert (one.was, one.now) == ("Lamot", "locatie 2")


# -- rows --------------------------------------------------------------------------------------------------------------
def section(pk, rubriek, text, heading=""):
    return {"id": pk, "rubriek": rubriek, "heading": heading, "text": text}


def use(pk, resource, rubriek="verdieping", note=""):
    return {"id": pk, "resource_id": resource, "rubriek": rubriek, "note": note, "position": pk}


NAMES = {LABELS: {"fiches.resource": {"1": "Toolkit", "2": "Leidraad", "3": "Video", "4": "Oproep"}}}


def test_a_rewritten_section_is_told_by_its_rubriek_in_the_order_of_reading():
    old = snapshot(sections=[section(2, "onderzoek", "<p>Twee.</p>"), section(1, "betekenis", "<p>Een.</p>")])
    new = snapshot(sections=[section(2, "onderzoek", "<p>Twee nu.</p>"), section(1, "betekenis", "<p>Een nu.</p>", "Kop")])
    found = [(row.name, row.state, [one.name for one in row.differences]) for row in rows(differences(Fiche, old, new))]
    assert found == [
        ("Wat betekent dat?: Kop", "changed", ["heading", "text"]),
        ("Vanuit evidence-informed onderzoek", "changed", ["text"]),
    ]


def test_a_section_that_came_shows_its_text_and_one_that_went_too():
    old = snapshot(sections=[section(1, "betekenis", "<p>Weg ermee.</p>")])
    new = snapshot(sections=[section(2, "verdieping", "<p>Nieuw hier.</p>")])
    found = rows(differences(Fiche, old, new))
    assert [(row.name, row.state) for row in found] == [
        ("Waar vind ik verdiepend materiaal?", "added"),
        ("Wat betekent dat?", "removed"),
    ]
    assert [words(row.differences[0], kind) for row, kind in zip(found, (ADDED, REMOVED), strict=True)] == [
        "Nieuw hier.",
        "Weg ermee.",
    ]


def test_a_section_made_again_in_the_same_rubriek_is_the_same_section():
    old, new = (snapshot(sections=[section(pk, "betekenis", f"<p>Tekst {pk}.</p>")]) for pk in (1, 9))
    assert [row.state for row in rows(differences(Fiche, old, new))] == ["changed"]


def test_only_what_left_its_order_is_moved():
    old = snapshot(resources=[use(1, 1), use(2, 2), use(3, 3), use(4, 4)], **NAMES)
    new = snapshot(resources=[use(4, 4), use(1, 1), use(2, 2), use(3, 3)], **NAMES)
    assert rows(differences(Fiche, old, new)) == [Row("Oproep", "moved", (), was=4, now=1)]


def test_the_number_that_keeps_the_order_is_not_told():
    old, new = snapshot(resources=[use(1, 1)]), snapshot(resources=[{**use(1, 1), "position": 7}])
    assert differences(Fiche, old, new) == []


def test_a_material_that_came_is_told_by_name_with_what_it_says():
    new = snapshot(resources=[use(1, 2, note="Begin hier.")], **NAMES)
    [row] = rows(differences(Fiche, snapshot(), new))
    assert (row.name, row.state, [one.label for one in row.differences]) == (
        "Leidraad",
        "added",
        ["onder", "waarom staat dit hier?"],
    )
    assert (row.differences[0].was, row.differences[0].now) == (None, "Waar vind ik verdiepend materiaal?")


def test_a_material_replaced_in_the_same_row_is_told_by_both_names():
    old, new = snapshot(resources=[use(1, 1)], **NAMES), snapshot(resources=[use(1, 3)], **NAMES)
    [row] = rows(differences(Fiche, old, new))
    assert (row.name, row.state, row.differences[0].was, row.differences[0].now) == ("Video", "changed", "Toolkit", "Video")


def test_a_contribution_is_told_by_person_or_team():
    who = {"role": "speaker", "affiliation": "", "position": 0}
    labels = {LABELS: {"events.person": {"5": "Ann Peeters"}}}
    new = snapshot(
        Session,
        contributions=[{"id": 1, "person_id": 5, "team": "", **who}, {"id": 2, "person_id": None, "team": "Team", **who}],
        **labels,
    )
    assert [row.name for row in rows(differences(Session, snapshot(Session), new))] == ["Ann Peeters", "Team"]


def test_a_few_words_name_what_differs_without_saying_how():
    old = snapshot(resources=[use(n, n) for n in (1, 2, 3, 4)], **NAMES)
    found = differences(Fiche, old, snapshot(title="Anders"), detailed=False)
    assert named(found) == ["titel", "materialen in de fiche (“Toolkit”, “Leidraad”, “Video” en nog 1)"]
    assert all(one.lines == () for one in found if isinstance(one, Difference))


# -- whatever the snapshots --------------------------------------------------------------------------------------------
def test_every_column_of_every_publication_can_differ_and_is_told():
    for model in MODELS:
        found = differences(model, snapshot(model), snapshot(model, title="Anders", review_due=str(dt.date(2027, 1, 2))))
        assert [one.name for one in found] == ["title", "review_due"]


@pytest.mark.parametrize("model", MODELS)
def test_no_snapshot_differs_from_itself(model):
    @GENERATED
    @given(snapshots(model))
    def look(one):
        assert differences(model, one, copy.deepcopy(one)) == []

    look()


@pytest.mark.parametrize("model", MODELS)
def test_any_two_snapshots_can_be_compared_and_both_ways_tell_of_the_same_fields(model):
    @GENERATED
    @given(pairs(model))
    def look(pair):
        there, back = (differences(model, *sides) for sides in (pair, pair[::-1]))
        assert {one.name for one in there} == {one.name for one in back}
        assert named(there) and named(back) or not there

    look()
