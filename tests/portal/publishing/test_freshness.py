"""Whether a text still holds follows from its dates, everywhere by one rule; who looked says so in one step."""

import datetime as dt

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from fiches.models import Fiche
from portal.publishing.freshness import Freshness, confirm, due_of, freshness, freshness_of, having, months_later
from portal.publishing.logbook import Act
from portal.publishing.models import Status
from portal.publishing.workflow import StepRefused, take
from portal.website.models import Page
from tests.desk import address, opened, said
from tests.factories import NOON, FicheFactory, PageFactory, UserFactory

TODAY = dt.date(2026, 11, 2)
DAY = dt.timedelta(days=1)
YEAR = 365 * DAY


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)


# -- the rule ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("due", "reviewed", "state"),
    [
        (None, None, "geen-datum"),
        (TODAY - DAY, None, "over-tijd"),
        (TODAY, None, "over-tijd"),
        (TODAY + DAY, None, "te-herzien"),
        (TODAY + 42 * DAY, None, "te-herzien"),
        (TODAY + 43 * DAY, None, "actueel"),
        (TODAY, TODAY - DAY, "over-tijd"),  # looked at before its day: the day stands
        (TODAY, TODAY, "actueel"),  # looked at on its day: a year from then
        (TODAY - 10 * DAY, TODAY - DAY, "actueel"),
        (TODAY - 2 * YEAR, TODAY - YEAR, "over-tijd"),
        (TODAY - 2 * YEAR, TODAY - YEAR + DAY, "te-herzien"),
        (None, TODAY - YEAR, "over-tijd"),
        (None, TODAY - YEAR + DAY, "te-herzien"),
        (None, TODAY - YEAR + 43 * DAY, "actueel"),
        (TODAY + DAY, TODAY - 3 * YEAR, "te-herzien"),
    ],
)
def test_freshness_follows_from_the_day_of_review_and_from_when_somebody_looked(due, reviewed, state):
    assert freshness(due, reviewed, TODAY) == state


def test_how_soon_is_soon_is_a_setting(settings):
    settings.REVIEW_SOON = 3
    assert [freshness(TODAY + days * DAY, None, TODAY) for days in (3, 4)] == ["te-herzien", "actueel"]


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Fiche, Page])
def test_the_database_says_the_same_as_the_rule(model):
    around = [None, *(TODAY + days * DAY for days in (-366, -365, -364, -1, 0, 1, 42, 43, -323, -322, -730))]
    if model is Fiche:
        rows = [
            Fiche(title="t", slug=f"f{n}-{m}", review_due=due, reviewed_at=seen)
            for n, due in enumerate(around)
            for m, seen in enumerate(around)
        ]
    else:
        rows = [Page(title="t", slug=f"p{n}", review_due=due) for n, due in enumerate(around)]
    model.objects.bulk_create(rows)
    by_rule = {state: {row.slug for row in model.objects.all() if freshness_of(row, TODAY) == state} for state in Freshness}
    by_database = {
        state: set(model.objects.filter(having(model, state, TODAY)).values_list("slug", flat=True)) for state in Freshness
    }
    assert by_database == by_rule
    assert all(by_rule.values())


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-11-02", 12, "2027-11-02"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-12-31", 24, "2028-12-31"),
    ],
)
def test_so_many_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day, months, later):
    assert months_later(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(later)


def test_who_looked_and_chose_no_new_day_has_a_year():
    assert due_of(TODAY, TODAY) == TODAY + YEAR


# -- nagekeken: nog juist ----------------------------------------------------------------------------------------------
def stale(**made) -> Fiche:
    return FicheFactory(ready=True, published=True, title="Feedback", review_due=TODAY - DAY, **made)


def press(client, thing, *, months=12, seen=None, follow=True):
    typed = {"maanden": months, "seen": Fiche.objects.get(pk=thing.pk).edit if seen is None else seen}
    return client.post(address("confirm", thing), typed, follow=follow)


@pytest.mark.django_db
def test_who_may_publish_says_it_still_holds_and_readers_see_the_new_day(chief_editor, visitor):
    fiche = stale()
    page = press(chief_editor, fiche, months=6)
    fiche.refresh_from_db()
    assert (fiche.status, fiche.reviewed_at, fiche.review_due) == (Status.PUBLISHED, TODAY, dt.date(2027, 5, 2))
    assert said(page) == ["Nagekeken: “Feedback” is nog juist. Volgend nazicht voor 2 mei 2027."]
    assert 'Herzien op <time datetime="2026-11-02">' in visitor.get(fiche.get_absolute_url()).content.decode()
    lines = LogEntry.objects.filter(object_id=str(fiche.pk), user=chief_editor.user).order_by("pk")
    assert [line.change_message for line in lines] == [
        "Nagekeken, nog juist: volgend nazicht voor 2 mei 2027",
        "Gepubliceerd: versie 2, “Nagekeken: nog juist.”",
    ]
    assert lines[0].action_flag == Act.CHECKED


@pytest.mark.django_db
def test_who_may_not_publish_sends_the_new_day_to_review(editor):
    fiche = stale()
    page = press(editor, fiche)
    fiche.refresh_from_db()
    assert (fiche.status, fiche.review_due, fiche.live.number) == (Status.REVIEW, dt.date(2027, 11, 2), 1)
    assert said(page)[0].endswith("Lezers zien de nieuwe datum zodra een eindredacteur dit publiceert.")


@pytest.mark.django_db
def test_what_the_checklist_does_not_take_stays_a_draft_and_says_so(editor):
    fiche = stale()
    fiche.sections.filter(rubriek="onderzoek").delete()
    page = press(editor, fiche)
    fiche.refresh_from_db()
    assert (fiche.status, fiche.review_due) == (Status.DRAFT, dt.date(2027, 11, 2))
    assert said(page)[0].endswith("maak de rode punten in orde en stuur de tekst ter review.")


@pytest.mark.django_db
def test_a_draft_beside_what_is_online_gets_the_days_and_stays_a_draft(chief_editor):
    fiche = stale()
    take(fiche, "edit", seen=fiche.edit, at=NOON)
    press(chief_editor, fiche)
    fiche.refresh_from_db()
    assert (fiche.status, fiche.reviewed_at, fiche.live.number) == (Status.DRAFT, TODAY, 1)


@pytest.mark.django_db
def test_what_waits_to_appear_is_left_alone(chief_editor):
    fiche = FicheFactory(review_due=TODAY)
    take(fiche, "schedule", seen=fiche.edit, at=NOON, when=NOON + DAY)
    page = press(chief_editor, fiche)
    fiche.refresh_from_db()
    assert (fiche.status, fiche.review_due, fiche.reviewed_at) == (Status.SCHEDULED, TODAY, None)
    assert said(page) == ["Dit kan nu niet: de tekst is goedgekeurd, ingepland of ingetrokken, of je mag hem niet wijzigen."]
    assert "Nagekeken: nog juist" not in chief_editor.get(address("change", fiche)).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ({"seen": 0}, "Iemand heeft dit intussen gewijzigd. Bekijk eerst de nieuwe toestand en probeer dan opnieuw."),
        ({"months": 999}, "Kies een termijn uit de lijst."),
        ({"months": "veel"}, "Kies een termijn uit de lijst."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(chief_editor, typed, answer):
    fiche = stale()
    page = press(chief_editor, fiche, **typed)
    assert (said(page), Fiche.objects.get().review_due) == ([answer], TODAY - DAY)


@pytest.mark.django_db
def test_only_who_may_change_a_text_says_that_it_holds(organiser, visitor, teacher, chief_editor):
    fiche = stale()
    assert [press(client, fiche, follow=False).status_code for client in (organiser, visitor, teacher)] == [403, 302, 302]
    assert chief_editor.get(address("confirm", fiche)).status_code == 405
    with pytest.raises(StepRefused):
        confirm(fiche, months=12, seen=fiche.edit, at=NOON, by=UserFactory(role="organisator"))
    assert Fiche.objects.get().review_due == TODAY - DAY
    assert "Nagekeken: nog juist" not in organiser.get(address("change", fiche)).content.decode()


@pytest.mark.django_db
def test_a_page_has_only_its_next_day(chief_editor):
    page = PageFactory(published=True, review_due=TODAY)
    chief_editor.post(address("confirm", page), {"maanden": "12", "seen": Page.objects.get(pk=page.pk).edit})
    page.refresh_from_db()
    assert (page.status, page.review_due, page.live.number) == (Status.PUBLISHED, dt.date(2027, 11, 2), 2)


# -- where it shows ----------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_the_list_shows_and_finds_what_is_stale(editor):
    FicheFactory(title="Over", review_due=TODAY), FicheFactory(title="Bijna", review_due=TODAY + DAY)
    FicheFactory(title="Fris", review_due=TODAY + YEAR), FicheFactory(title="Zonder")
    url = reverse("admin:fiches_fiche_changelist")

    def found(query):
        return [row.title for row in editor.get(f"{url}?{query}").context["cl"].result_list]

    assert [
        found(f"nazicht={wanted}") for wanted in ("te-doen", "over-tijd", "te-herzien", "actueel", "geen-datum", "onzin")
    ] == [
        ["Bijna", "Over"],
        ["Over"],
        ["Bijna"],
        ["Fris"],
        ["Zonder"],
        ["Bijna", "Fris", "Over", "Zonder"],
    ]
    page = editor.get(url).content.decode()
    assert page.count('<span class="badge bad">over tijd</span>') == page.count('<span class="badge lock">te herzien</span>') == 1


@pytest.mark.django_db
def test_the_form_says_how_fresh_a_text_is_and_keeps_what_else_is_in_it(editor):
    fiche = stale()
    page = editor.get(address("change", fiche))
    assert (
        'class="badge bad">over tijd</span> <span class="quiet">nazicht was voor 1 november 2026</span>' in page.content.decode()
    )
    assert opened(editor, fiche)["review_due"] == TODAY - DAY
