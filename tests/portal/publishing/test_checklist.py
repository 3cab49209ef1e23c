"""The checklist: how a floor adds a point, what the door does with it, and what stands beside the form."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fiches.models import Fiche
from portal.publishing import checklist
from portal.publishing.checklist import Draft, Need, Place, State, advice, check, in_the_way, points, right, wrong
from portal.publishing.freezing import freeze
from portal.publishing.models import Revision, Status
from portal.publishing.workflow import StepRefused, take
from portal.website.models import Page
from tests.desk import address, as_typed, opened, said, send
from tests.factories import NOON, FicheFactory, PageFactory, ResourceFactory, SourceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def own_checks(monkeypatch):
    """What a test registers, is gone after it."""
    monkeypatch.setattr(checklist, "CHECKS", [*checklist.CHECKS])


def submit(thing):
    return take(thing, "submit", seen=type(thing).objects.get(pk=thing.pk).edit, at=NOON)


# -- how a floor adds a point ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("need", "answer", "state", "held_from"),
    [
        (Need.ADVICE, wrong("Links", "Eén link is stuk."), State.ADVICE, []),
        (Need.REVIEW, wrong("Links", "Eén link is stuk."), State.WRONG, [Need.REVIEW]),
        (Need.PUBLIC, wrong("Links", "Eén link is stuk."), State.WRONG, [Need.REVIEW, Need.PUBLIC]),
        (Need.PUBLIC, advice("Links", "Eén link is traag."), State.ADVICE, []),
        (Need.PUBLIC, right("Links"), State.RIGHT, []),
    ],
)
def test_a_point_holds_a_text_back_as_far_as_it_is_needed(own_checks, need, answer, state, held_from):
    check(Page, need=need)(lambda draft: answer)
    page = PageFactory()
    draft = page.drafted(freeze(page))
    assert [point.state for point in points(draft) if point.said == "Links"] == [state]
    assert [least for least in (Need.REVIEW, Need.PUBLIC) if in_the_way(draft, least)] == held_from


def test_a_point_of_another_floor_stands_on_the_list_of_its_publications_alone(own_checks):
    check(Fiche, need=Need.REVIEW)(lambda draft: wrong("Dode links", "Vervang de link.", Place("resources", "Toolkit")))
    check(Fiche, need=Need.REVIEW)(lambda draft: None)
    fiche, page = FicheFactory(ready=True), PageFactory()
    assert [point.said for point in in_the_way(fiche.drafted(freeze(fiche)), Need.REVIEW)] == ["Dode links"]
    assert "Dode links" not in [point.said for point in points(page.drafted(freeze(page)))]
    with pytest.raises(StepRefused, match=r"is rood\. Vervang de link: Toolkit\.$"):
        submit(fiche)


def test_a_check_sees_every_rich_text_by_its_place_and_name():
    sections = {"betekenis": "<p>Een.</p>", "onderzoek": ""}
    fiche, page = FicheFactory(sections=sections), PageFactory(body="<p>Twee.</p>")
    row = fiche.sections.get(rubriek="betekenis")
    (of_fiche,), (of_page,) = (Draft(type(thing), freeze(thing), dt.date(2026, 11, 2)).texts for thing in (fiche, page))
    assert (of_fiche.at, of_fiche.name, of_fiche.html) == (f"sections:{row.pk}", "Wat betekent dat?", "<p>Een.</p>")
    assert (of_page.at, of_page.name, of_page.html) == ("body", "Tekst", "<p>Twee.</p>")


# -- the door --------------------------------------------------------------------------------------------------------
def test_the_door_refuses_what_is_red_and_says_what_to_do():
    fiche = FicheFactory(sections={"betekenis": '<p>Zie <a href="https://x.be">klik hier</a>.</p>'})
    with pytest.raises(StepRefused) as refusal:
        submit(fiche)
    assert str(refusal.value) == (
        "Nog niet klaar voor review: 3 punten van de checklist zijn rood. "
        "Schrijf nog: “Vanuit evidence-informed onderzoek”. "
        "Zeg in elke link waarheen ze leidt; wie alleen de links hoort, weet anders niets: “klik hier” in Wat betekent dat?. "
        "Kies tegen wanneer iemand nakijkt of dit nog klopt."
    )
    assert (Fiche.objects.get(pk=fiche.pk).status, Revision.objects.count()) == (Status.DRAFT, 0)


def test_what_is_only_advised_goes_to_review():
    fiche = FicheFactory(ready=True, points=[])
    assert State.ADVICE in [point.state for point in points(fiche.drafted(freeze(fiche)))]
    assert submit(fiche).status == Status.REVIEW


def test_the_date_of_review_is_held_against_the_day_of_the_step():
    fiche = FicheFactory(ready=True, review_due=dt.date(2026, 11, 2))
    with pytest.raises(StepRefused, match="is voorbij"):
        submit(fiche)
    fiche = FicheFactory(ready=True, review_due=dt.date(2026, 11, 3))
    assert submit(fiche).status == Status.REVIEW


def test_a_chief_editor_who_publishes_a_draft_is_held_only_by_what_readers_need():
    fiche = FicheFactory()
    assert in_the_way(fiche.drafted(freeze(fiche)), Need.REVIEW)
    assert take(fiche, "publish", seen=0, at=NOON).live is not None


def test_an_editor_reads_at_the_desk_why_review_must_wait_and_keeps_the_text(editor):
    fiche = FicheFactory(ready=True)
    page = send(editor, fiche, opened(editor, fiche) | {"review_due": "", "standfirst": "Nieuw."}, _step="submit")
    assert said(page) == [
        "Nog niet klaar voor review: 1 punt van de checklist is rood. Kies tegen wanneer iemand nakijkt of dit nog klopt.",
        "Wat je typte, is wel bewaard.",
    ]
    fiche.refresh_from_db()
    assert (fiche.status, fiche.standfirst) == (Status.DRAFT, "Nieuw.")


# -- beside the form -------------------------------------------------------------------------------------------------
def listed(page) -> dict:
    """{what was looked at: where its link leads}, by the words of its state."""
    return {
        group["name"]: {point["said"]: point["href"] for point in group["points"]}
        for group in page.context["checklist"]["groups"]
    }


def test_the_form_shows_every_point_in_words_with_a_way_to_its_field(editor):
    fiche = FicheFactory(themes=[], sections={"betekenis": "<p>Zie https://leerpunt.be.</p>"})
    page = editor.get(address("change", fiche))
    assert list(listed(page)) == ["Nog te doen", "Tips", "In orde"]
    assert listed(page)["Nog te doen"] == {
        "Rubrieken": "#sections-group",
        "Thema": "#id_themes",
        "Linkteksten": "",
        "Nazicht": "#id_review_due",
    }
    html = page.content.decode()
    assert '<a href="#sections-0">“https://leerpunt.be” in Wat betekent dat?</a>' in html and 'id="sections-0"' in html
    assert page.context["checklist"]["stand"] == "1 van 7 in orde. Naar review kan zodra de 4 rode punten weg zijn."


@pytest.mark.parametrize("person", ["editor", "chief_editor", "administrator"])
def test_who_may_write_sees_the_checklist(request, person):
    page = request.getfixturevalue(person).get(address("change", FicheFactory(ready=True)))
    assert 'id="checklist"' in page.content.decode()


def test_who_only_reads_does_not(organiser):
    page = organiser.get(address("change", FicheFactory(ready=True)))
    assert page.status_code == 200 and 'id="checklist"' not in page.content.decode()


@pytest.mark.parametrize(
    ("name", "stand"),
    [
        ("fiches_fiche", "0 van 6 in orde. Naar review kan zodra de 5 rode punten weg zijn."),
        ("website_page", "0 van 4 in orde. Naar review kan zodra de 2 rode punten weg zijn."),
        ("events_studyday", "0 van 4 in orde. Naar review kan zodra de 3 rode punten weg zijn."),
    ],
)
def test_a_new_text_begins_with_what_it_needs(administrator, name, stand):
    assert administrator.get(reverse(f"admin:{name}_add")).context["checklist"]["stand"] == stand


def test_what_was_typed_and_refused_is_looked_at_as_it_was_typed(editor):
    fiche = FicheFactory(ready=True)
    page = send(editor, fiche, opened(editor, fiche) | {"title": "", "standfirst": "woord " * 80, "review_due": "morgen"})
    found = listed(page)
    assert page.context["errors"] and "Titel" in found["Nog te doen"] and "Inleiding: 80 woorden" in found["Tips"]


# -- while typing ----------------------------------------------------------------------------------------------------
def asked(client, thing, typed):
    return client.post(address("checklist", thing), typed)


def test_the_checklist_follows_what_is_typed_and_saves_nothing(editor):
    fiche = FicheFactory(ready=True)
    typed = opened(editor, fiche) | {"sections-0-text": "<p>Zie <a href='https://x.be'>hier</a>.</p>", "review_due": ""}
    page = asked(editor, fiche, typed)
    assert listed(page)["Nog te doen"] == {"Linkteksten": "", "Nazicht": "#id_review_due"}
    assert "no-store" in page["Cache-Control"] and "<html" not in page.content.decode()
    assert freeze(Fiche.objects.get(pk=fiche.pk)) == freeze(fiche) and Fiche.objects.get(pk=fiche.pk).edit == fiche.edit
    assert Revision.objects.count() == 0


def test_rows_that_were_added_or_removed_count_as_they_stand(editor):
    fiche = FicheFactory(ready=True)
    typed = opened(editor, fiche)
    removed = typed | {"sections-1-DELETE": "on"}
    assert "Rubrieken" in listed(asked(editor, fiche, removed))["Nog te doen"]
    emptied = typed | {"sections-1-text": "<p> </p>"}
    assert "Rubrieken" in listed(asked(editor, fiche, emptied))["Nog te doen"]
    added = typed | {
        "sections-TOTAL_FORMS": "3",
        "sections-2-rubriek": "informatie",
        "sections-2-text": "<p>Zie <a href='https://x.be'>hier</a>.</p>",
    }
    page = asked(editor, fiche, added)
    assert '<a href="#sections-2">“hier” in Waar vind ik meer informatie?</a>' in page.content.decode()


def test_a_new_text_is_followed_before_it_is_saved(editor):
    typed = as_typed(editor.get(reverse("admin:fiches_fiche_add")))
    page = editor.post(reverse("admin:fiches_fiche_checklist_new"), typed | {"title": "Samen lezen", "standfirst": "woord " * 12})
    assert {"Titel", "Inleiding: 12 woorden"} <= listed(page)["In orde"].keys()
    assert Fiche.objects.count() == 0


def test_somebody_elses_save_does_not_stop_the_checklist(editor):
    fiche = FicheFactory(ready=True)
    page = asked(editor, fiche, opened(editor, fiche) | {"seen": "999", "review_due": ""})
    assert list(listed(page)["Nog te doen"]) == ["Nazicht"]


@pytest.mark.parametrize(("person", "answer"), [("visitor", 302), ("teacher", 302), ("organiser", 403), ("editor", 200)])
def test_only_who_may_write_it_may_ask(request, person, answer):
    fiche = FicheFactory()
    typed = {"title": "x", **{f"{part}-{name}_FORMS": "0" for part in Fiche.PARTS for name in ("TOTAL", "INITIAL")}}
    assert asked(request.getfixturevalue(person), fiche, typed).status_code == answer


def test_an_editor_may_not_ask_for_a_page_of_the_site(editor):
    assert asked(editor, PageFactory(), {}).status_code == 403
    assert editor.post(reverse("admin:website_page_checklist_new"), {}).status_code == 403


def test_looking_at_it_by_address_is_no_way_in(editor):
    assert editor.get(address("checklist", FicheFactory())).status_code == 405
    assert editor.post(reverse("admin:fiches_fiche_checklist", args=[99999]), {}).status_code == 404


@pytest.mark.parametrize("typed", [{}, {"title": "\x00", "sections-TOTAL_FORMS": "x", "themes": "x", "image": "x"}])
def test_a_form_that_makes_no_sense_is_no_fault(editor, typed):
    assert asked(editor, FicheFactory(ready=True), typed).status_code == 200


# -- what it costs ---------------------------------------------------------------------------------------------------
def filled(count):
    rubrieken = ["betekenis", "onderzoek", "informatie"][:count]
    return FicheFactory(
        sections={rubriek: f"<p>Zo zit het (Hattie, 200{place}).</p>" for place, rubriek in enumerate(rubrieken)},
        resources=ResourceFactory.create_batch(count),
        sources=SourceFactory.create_batch(count),
    )


def cost(ask) -> int:
    with CaptureQueriesContext(connection) as queries:
        ask()
    return len(queries)


def test_the_form_with_its_checklist_costs_the_same_for_one_of_everything_as_for_three(chief_editor):
    one, three = filled(1), filled(3)
    chief_editor.get(address("change", one))
    costs = [cost(lambda fiche=fiche: chief_editor.get(address("change", fiche))) for fiche in (one, three)]
    assert costs[0] == costs[1] <= 20


def test_asking_while_typing_costs_the_same_for_one_of_everything_as_for_three(chief_editor):
    one, three = filled(1), filled(3)
    typed = {fiche.pk: opened(chief_editor, fiche) | {"standfirst": "Anders."} for fiche in (one, three)}
    costs = [cost(lambda fiche=fiche: asked(chief_editor, fiche, typed[fiche.pk])) for fiche in (one, three)]
    assert costs[0] == costs[1] <= 30


def test_the_checklist_calls_no_document_engine(editor, monkeypatch):
    from portal.documents import pandoc

    fiche = filled(3)
    typed = opened(editor, fiche)
    monkeypatch.setattr(pandoc, "convert", None)
    assert editor.get(address("change", fiche)).status_code == asked(editor, fiche, typed).status_code == 200
