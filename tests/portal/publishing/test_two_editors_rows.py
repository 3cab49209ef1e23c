"""Two editors at one thing: rows, files, every publication."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from fiches.models import Fiche
from tests.cast import signed_in
from tests.desk import address, as_typed, cost, opened, said, send
from tests.factories import FicheFactory, PageFactory, ResourceFactory, SourceFactory, TagFactory
from tests.factories.days import DayFactory, SessionFactory
from tests.portal.publishing.test_two_editors import asked, both_write, sections

pytestmark = pytest.mark.django_db


# -- rows --------------------------------------------------------------------------------------------------------------
def test_rows_that_each_added_and_removed_come_together(editor, chief_editor):
    old, gone, mine, theirs = ResourceFactory.create_batch(4)
    fiche = FicheFactory(resources=[old, gone], sections={"betekenis": "<p>Een.</p>", "onderzoek": "<p>Twee.</p>"})

    def with_row(resource):
        return {"resources-2-resource": resource.pk, "resources-2-rubriek": "informatie", "resources-TOTAL_FORMS": "3"}

    page = both_write(
        editor,
        chief_editor,
        fiche,
        {**with_row(mine), "sections-1-DELETE": "on"},
        {**with_row(theirs), "resources-1-DELETE": "on"},
    )
    assert {row.resource for row in fiche.resources.all()} == {old, mine, theirs}
    assert sections(fiche) == {"betekenis": "<p>Een.</p>"}
    assert f"materialen in de fiche, “{theirs}” erbij" in said(page)[0]
    assert f"“{gone}” weg" in said(page)[0]


def test_a_row_that_the_other_added_stands_in_the_form_that_asks(editor, chief_editor):
    theirs, fiche = ResourceFactory(), FicheFactory()
    row = {"resources-0-resource": theirs.pk, "resources-0-rubriek": "informatie", "resources-TOTAL_FORMS": "1"}
    page = both_write(editor, chief_editor, fiche, {"title": "Mijn titel"}, {"title": "Hun titel", **row})
    rows = page.context["inline_admin_formsets"][1].formset.forms
    assert [(form.instance.pk, str(form["resource"].value())) for form in rows] == [(fiche.resources.get().pk, str(theirs.pk))]


def test_the_order_of_whoever_moved_rows_stays(editor, chief_editor):
    one, two = ResourceFactory.create_batch(2)
    fiche = FicheFactory(resources=[one, two])
    both_write(editor, chief_editor, fiche, {"title": "Mijn"}, {"resources-0-position": "2", "resources-1-position": "1"})
    assert [row.resource for row in fiche.resources.all()] == [two, one]
    both_write(editor, chief_editor, fiche, {"resources-0-position": "2", "resources-1-position": "1"}, {"title": "Hun"})
    assert [row.resource for row in fiche.resources.all()] == [one, two]


def test_a_row_that_one_removed_and_the_other_wrote_in_stays_and_is_told(editor, chief_editor):
    fiche = FicheFactory(sections={"betekenis": "<p>Een.</p>", "onderzoek": "<p>Twee.</p>"})
    page = both_write(editor, chief_editor, fiche, {"sections-1-text": "<p>Twee en meer.</p>"}, {"sections-1-DELETE": "on"})
    assert page.context["meeting"].merged.told == [
        "“Vanuit evidence-informed onderzoek” is intussen weggehaald (rubrieken). Omdat jij erin schreef, staat het er weer bij."
    ]
    assert sections(fiche) == {"betekenis": "<p>Een.</p>"}
    send(editor, fiche, as_typed(page), _continue="1")
    assert sections(fiche) == {"betekenis": "<p>Een.</p>", "onderzoek": "<p>Twee en meer.</p>"}


def test_a_row_that_i_removed_and_the_other_wrote_in_stays_and_is_told(editor, chief_editor):
    fiche = FicheFactory(sections={"betekenis": "<p>Een.</p>", "onderzoek": "<p>Twee.</p>"})
    page = both_write(editor, chief_editor, fiche, {"sections-1-DELETE": "on"}, {"sections-1-text": "<p>Twee en meer.</p>"})
    (told,) = page.context["meeting"].merged.told
    assert told.startswith("Je haalde “Vanuit evidence-informed onderzoek” weg (rubrieken), maar intussen werd het gewijzigd")
    send(editor, fiche, as_typed(page), _continue="1")
    assert sections(fiche) == {"betekenis": "<p>Een.</p>", "onderzoek": "<p>Twee en meer.</p>"}


def test_a_rubriek_that_both_added_is_one_rubriek_with_a_question(editor, chief_editor):
    fiche = FicheFactory(sections={"betekenis": "<p>Een.</p>"})

    def added(text):
        return {"sections-1-rubriek": "onderzoek", "sections-1-text": text, "sections-TOTAL_FORMS": "2"}

    page = both_write(editor, chief_editor, fiche, added("<p>Van mij.</p>"), added("<p>Van hen.</p>"))
    assert [*asked(page).values()] == ["rubrieken, “Vanuit evidence-informed onderzoek”: tekst"]
    send(editor, fiche, as_typed(page), _choose="mine")
    assert sections(fiche) == {"betekenis": "<p>Een.</p>", "onderzoek": "<p>Van mij.</p>"}


def test_a_score_that_the_other_added_does_not_disturb(editor, chief_editor):
    fiche = FicheFactory(rating={"strength": 3})
    rating = {
        "ratings-1-strength": "4",
        "ratings-1-cost": "2",
        "ratings-1-source": "Bron",
        "ratings-1-seen": "01-02-2026",
        "ratings-TOTAL_FORMS": "2",
    }
    both_write(editor, chief_editor, fiche, {"title": "Mijn titel"}, rating)
    assert (Fiche.objects.get().title, fiche.ratings.count()) == ("Mijn titel", 2)


# -- files -------------------------------------------------------------------------------------------------------------
def picture(name):
    file = io.BytesIO()
    Image.new("RGB", (40, 20), "#88aacc").save(file, "PNG")
    return SimpleUploadedFile(name, file.getvalue(), "image/png")


def test_a_picture_that_both_chose_is_theirs_until_mine_is_chosen_again(editor, chief_editor, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    fiche = FicheFactory()
    typed = opened(editor, fiche)
    send(chief_editor, fiche, opened(chief_editor, fiche) | {"image": picture("hun.png")}, _continue="1")
    page = send(editor, fiche, typed | {"image": picture("mijn.png")}, _continue="1")
    assert page.context["meeting"].merged.told == [
        "Er is intussen een ander bestand gekozen (beeld). Wil je toch het jouwe, kies het dan opnieuw."
    ]
    assert "hun" in Fiche.objects.get().image.name
    page = send(editor, fiche, as_typed(page) | {"image": picture("mijn.png")}, _continue="1")
    assert "mijn" in Fiche.objects.get().image.name


# -- every publication -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("person", "make"), [("administrator", PageFactory), ("organiser", DayFactory), ("organiser", SessionFactory)]
)
def test_two_editors_of_any_publication_come_together(request, person, make):
    mine, theirs, thing = request.getfixturevalue(person), signed_in("eindredacteur"), make()
    both_write(
        mine, theirs, thing, {"title": "Mijn titel"}, {"tags": "lezen"} if make is not PageFactory else {"lead": "Hun inleiding."}
    )
    thing.refresh_from_db()
    assert thing.title == "Mijn titel"
    assert thing.lead == "Hun inleiding." if make is PageFactory else [tag.name for tag in thing.tags.all()] == ["lezen"]
    page = both_write(mine, theirs, thing, {"title": "Mijn andere"}, {"title": "Hun andere"})
    assert asked(page) == {"title": "titel"}
    send(mine, thing, as_typed(page), _choose="theirs")
    thing.refresh_from_db()
    assert thing.title == "Hun andere"


def test_a_fact_that_holds_at_once_is_asked_like_any_other(organiser, chief_editor):
    session = SessionFactory(capacity=20)
    page = both_write(organiser, chief_editor, session, {"capacity": "25"}, {"capacity": "30"})
    assert asked(page) == {"capacity": "plaatsen"}
    send(organiser, session, as_typed(page), _choose="mine")
    session.refresh_from_db()
    assert session.capacity == 25


def test_who_may_not_save_is_laid_beside_nothing(organiser):
    fiche = FicheFactory(title="Zoals het was")
    assert organiser.post(address("change", fiche), {"title": "Anders", "seen": "99"}).status_code == 403
    assert Fiche.objects.get().title == "Zoals het was"


# -- what it costs -----------------------------------------------------------------------------------------------------
def test_a_save_over_newer_work_costs_the_same_for_one_row_as_for_three(editor, chief_editor):
    costs = []
    for count in (1, 1, 3):
        fiche = FicheFactory(
            resources=ResourceFactory.create_batch(count), sources=SourceFactory.create_batch(count), tags=[TagFactory()]
        )
        typed = opened(editor, fiche) | {"title": "Mijn titel"}
        send(chief_editor, fiche, opened(chief_editor, fiche) | {"title": "Hun titel"}, _continue="1")
        costs.append(cost(lambda fiche=fiche, typed=typed: editor.post(address("change", fiche), typed)))
    assert len({*costs[1:]}) == 1
