"""Choosing when a text appears and goes: at the step itself, in our own time, frozen as it was approved, and never silently."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.urls import reverse

from fiches.models import Fiche
from portal.catalogue.models import Edition, Record
from portal.publishing.models import Status
from portal.publishing.workflow import StepRefused, take
from tests.desk import address, opened, said, send
from tests.factories import NOON, FicheFactory, PageFactory, publish
from tests.factories.days import DayFactory, SessionFactory

pytestmark = pytest.mark.django_db
DAY, SECOND = dt.timedelta(days=1), dt.timedelta(seconds=1)
KINDS = {
    "fiche": FicheFactory,
    "page": PageFactory,
    "day": DayFactory,
    "session": lambda **kwargs: SessionFactory(day=DayFactory(published=True), **kwargs),
}
KIND = pytest.mark.parametrize("make", KINDS.values(), ids=KINDS)


@pytest.fixture(autouse=True)
def noon(time_machine):
    time_machine.move_to(NOON)


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


def planned(make=FicheFactory, when=NOON + DAY, **kwargs):
    thing = make(**kwargs)
    return take(thing, "schedule", seen=fresh(thing).edit, at=NOON, when=when)


def shown(thing):
    """The title that readers see, or None."""
    public = Record.objects.public().filter(object_id=thing.pk, revision=fresh(thing).live_id)
    return public.values_list("title", flat=True).first() if fresh(thing).live_id else None


def at(day, hour):
    return {"publish_at_0": day, "publish_at_1": hour}


def refused(page) -> list[str]:
    return page.context["adminform"].form.errors.get("publish_at", [])


# -- choosing ----------------------------------------------------------------------------------------------------------
@KIND
def test_the_moment_is_chosen_at_the_step_in_the_time_of_brussels(chief_editor, make):
    thing = make()
    page = send(chief_editor, thing, opened(chief_editor, thing) | at("1-7-2027", "9u30"), _step="schedule")
    assert said(page) == [f"“{thing}” verschijnt op 1 juli 2027, 09:30."]
    assert fresh(thing).publish_at == dt.datetime(2027, 7, 1, 7, 30, tzinfo=dt.UTC)
    strip = page.content.decode()
    assert "Verschijnt op</dt><dd>1 juli 2027, 09:30" in strip
    assert "publish_at_0" in strip.split('id="stappen"')[1] and "publish_at_0" not in strip.split('id="stappen"')[0]


@pytest.mark.parametrize(
    ("day", "hour", "sentence"),
    [
        ("2-11-2026", "12:59", "Dit moment is al voorbij. Kies een later moment, of publiceer meteen."),
        ("28-3-2027", "2:30", "Dit uur bestaat die dag niet: de klok springt dan naar het zomeruur. Kies een ander uur."),
        ("31-10-2027", "2:30", "Dit uur komt die dag twee keer: de klok gaat dan naar het winteruur. Kies een ander uur."),
        ("31-2-2027", "9:00", "Voer een datum in, zoals 31-12-2026."),
        ("1-7-2027", "", "Voer ook een uur in, zoals 9.30."),
        ("", "9:00", "Voer ook een datum in, zoals 31-12-2026."),
        ("1-7-2027", "25:00", "Schrijf het uur zoals 9:30 of 9u30."),
    ],
)
def test_a_moment_that_cannot_be_is_refused_beside_its_field_and_nothing_typed_is_lost(chief_editor, day, hour, sentence):
    fiche = FicheFactory()
    typed = opened(chief_editor, fiche) | at(day, hour) | {"standfirst": "Net getypt."}
    page = send(chief_editor, fiche, typed, _step="schedule", _comment="Na de vakantie.")
    form = page.context["adminform"].form
    assert (refused(page), form["standfirst"].value(), page.context["remark"]) == ([sentence], "Net getypt.", "Na de vakantie.")
    assert f'value="{day}"' in page.content.decode()
    assert '<details class="step" name="stap" open><summary>Plan in …' in page.content.decode()
    assert fresh(fiche).status == Status.DRAFT


def test_the_hours_on_either_side_of_the_change_of_the_clock_are_moments(chief_editor):
    for hour, utc in (("1:59", (0, 59)), ("3:00", (1, 0))):
        fiche = FicheFactory()
        send(chief_editor, fiche, opened(chief_editor, fiche) | at("28-3-2027", hour), _step="schedule")
        assert fresh(fiche).publish_at == dt.datetime(2027, 3, 28, *utc, tzinfo=dt.UTC)


def test_without_a_moment_the_step_asks_for_one(chief_editor):
    fiche = FicheFactory()
    page = send(chief_editor, fiche, opened(chief_editor, fiche), _step="schedule")
    assert said(page) == ["Kies een moment in de toekomst om te publiceren."]


def test_a_moment_that_was_saved_without_the_step_is_a_wish_and_nothing_appears(chief_editor):
    fiche = FicheFactory()
    page = send(chief_editor, fiche, opened(chief_editor, fiche) | at("3-11-2026", "9:00"), _continue="1")
    assert (fresh(fiche).status, "Verschijnt op" in page.content.decode()) == (Status.DRAFT, False)
    Edition.turn(NOON + 9 * DAY)
    assert shown(fiche) is None


def test_a_wish_survives_a_review(chief_editor):
    fiche = FicheFactory(publish_at=NOON + DAY)
    Fiche.objects.filter(pk=fiche.pk).update(status=Status.REVIEW)
    page = chief_editor.get(address("change", fiche)).content.decode()
    assert page.count('name="publish_at_0"') == 1
    for status in (Status.REVIEW, Status.APPROVED):
        Fiche.objects.filter(pk=fiche.pk).update(status=status)
        send(chief_editor, fiche, opened(chief_editor, fiche) | {"review_due": "1-1-2099"}, _continue="1")
        assert fresh(fiche).publish_at == NOON + DAY


def test_going_before_appearing_is_refused_beside_the_field(chief_editor):
    fiche = FicheFactory()
    typed = opened(chief_editor, fiche) | at("1-7-2027", "9:00") | {"withdraw_at_0": "30-6-2027", "withdraw_at_1": "9:00"}
    page = send(chief_editor, fiche, typed, _step="schedule")
    assert page.context["adminform"].form.errors["withdraw_at"] == [
        "Dan zou de tekst verdwijnen vóór hij verschijnt (1 juli 2027, 09:00). Kies een later moment."
    ]


# -- moving and dropping -----------------------------------------------------------------------------------------------
@KIND
def test_a_plan_is_moved_in_one_step_and_the_text_stays_as_it_was_frozen(chief_editor, make):
    thing = planned(make, title="Zoals goedgekeurd")
    before = thing.planned_id
    type(thing).objects.filter(pk=thing.pk).update(title="Stiekem anders")
    page = send(chief_editor, thing, opened(chief_editor, thing) | at("5-11-2026", "8:00"), _step="schedule")
    assert said(page) == ["“Stiekem anders” verschijnt op 5 november 2026, 08:00."]
    assert (fresh(thing).status, fresh(thing).planned_id) == (Status.SCHEDULED, before)
    new = dt.datetime(2026, 11, 5, 7, tzinfo=dt.UTC)
    assert Edition.objects.get().next_moment <= new
    Edition.turn(new - SECOND)
    assert shown(thing) is None
    Edition.turn(new)
    assert shown(thing) == "Zoals goedgekeurd"


@KIND
def test_a_plan_is_dropped_in_one_step_and_the_text_stays_approved(chief_editor, make):
    thing = planned(make)
    page = send(chief_editor, thing, opened(chief_editor, thing), _step="unschedule")
    assert said(page) == [f"De planning van “{thing}” is geschrapt. De tekst blijft goedgekeurd."]
    assert (fresh(thing).status, fresh(thing).planned) == (Status.APPROVED, None)
    assert Edition.objects.get().next_moment != NOON + DAY
    Edition.turn(NOON + 9 * DAY)
    assert shown(thing) is None


def test_another_moment_that_is_saved_without_its_step_changes_no_plan(chief_editor):
    fiche = planned()
    page = send(chief_editor, fiche, opened(chief_editor, fiche) | at("5-11-2026", "8:00"), _continue="1")
    assert refused(page) == ["Klik op “Verplaats” om dit moment te gebruiken. Tot dan blijft de planning zoals ze was."]
    assert (fresh(fiche).publish_at, fresh(fiche).status) == (NOON + DAY, Status.SCHEDULED)


def test_a_plan_moved_to_the_past_or_to_nowhere_stays_where_it_was(chief_editor):
    fiche = planned()
    for moment, sentence in [
        (at("1-11-2026", "8:00"), "Dit moment is al voorbij. Kies een later moment, of publiceer meteen."),
        (at("", ""), "Kies een nieuw moment, of schrap de planning."),
    ]:
        page = send(chief_editor, fiche, opened(chief_editor, fiche) | moment, _step="schedule")
        assert refused(page) == [sentence]
    assert (fresh(fiche).publish_at, fresh(fiche).status) == (NOON + DAY, Status.SCHEDULED)
    with pytest.raises(StepRefused, match="toekomst"):
        take(fiche, "schedule", seen=fiche.edit, at=NOON, when=NOON - DAY)


def test_a_moment_typed_beside_a_step_that_is_refused_moves_no_plan(chief_editor):
    fiche = planned()
    page = send(chief_editor, fiche, opened(chief_editor, fiche) | at("5-11-2026", "8:00"), _step="approve")
    assert "kan niet vanuit de status “Ingepland”" in said(page)[0]
    assert (fresh(fiche).publish_at, fresh(fiche).status) == (NOON + DAY, Status.SCHEDULED)


def test_a_last_day_before_the_first_is_refused_for_what_is_planned(chief_editor):
    fiche = planned()
    typed = opened(chief_editor, fiche) | {"withdraw_at_0": "3-11-2026", "withdraw_at_1": "10:00"}
    page = send(chief_editor, fiche, typed, _continue="1")
    assert "verdwijnen vóór hij verschijnt" in page.context["adminform"].form.errors["withdraw_at"][0]


def test_a_planned_text_gets_a_last_day_without_losing_its_plan(chief_editor):
    fiche = planned()
    typed = opened(chief_editor, fiche) | {"withdraw_at_0": "9-11-2026", "withdraw_at_1": "10:00"}
    send(chief_editor, fiche, typed, _continue="1")
    assert (fresh(fiche).status, fresh(fiche).planned is not None) == (Status.SCHEDULED, True)
    Edition.turn(NOON + DAY)
    assert (fresh(fiche).status, Edition.objects.get().next_moment) == (
        Status.PUBLISHED,
        dt.datetime(2026, 11, 9, 9, tzinfo=dt.UTC),
    )


# -- frozen ------------------------------------------------------------------------------------------------------------
@KIND
def test_what_was_approved_appears_even_when_the_rows_change_behind_its_back(make):
    thing = planned(make, title="Goedgekeurd")
    type(thing).objects.filter(pk=thing.pk).update(title="Stiekem anders")
    Edition.turn(NOON + DAY)
    assert shown(thing) == "Goedgekeurd"


@KIND
def test_a_changed_text_does_not_slip_in_and_the_editor_is_told_that_the_plan_is_off(chief_editor, make):
    thing = planned(make, title="Goedgekeurd")
    page = send(chief_editor, thing, opened(chief_editor, thing) | {"title": "Toch anders"}, _continue="1")
    assert "De planning is vervallen: plan de nieuwe tekst opnieuw in." in said(page)
    Edition.turn(NOON + 9 * DAY)
    assert (shown(thing), fresh(thing).status) == (None, Status.DRAFT)
    assert fresh(thing).publish_at == NOON + DAY  # still in the field, to plan it again


def test_a_changed_text_is_planned_anew_in_one_go(chief_editor):
    fiche = planned(title="Goedgekeurd")
    send(chief_editor, fiche, opened(chief_editor, fiche) | {"title": "Nog beter"} | at("3-11-2026", "15:00"), _step="schedule")
    Edition.turn(NOON + 9 * DAY)
    assert shown(fiche) == "Nog beter"


# -- on time -----------------------------------------------------------------------------------------------------------
@KIND
def test_nothing_shows_early_and_the_first_reader_after_the_moment_switches_it(visitor, time_machine, make):
    thing = planned(make)
    for moment, answer in [(NOON + DAY - SECOND, 404), (NOON + DAY, 200)]:
        time_machine.move_to(moment, tick=False)
        assert visitor.get(thing.get_absolute_url()).status_code == answer
    assert Edition.objects.get().next_moment is None or Edition.objects.get().next_moment > NOON + DAY


@KIND
def test_the_worker_switches_it_when_no_reader_comes(time_machine, make):
    thing = planned(make)
    for moment, online in [(NOON + DAY - SECOND, False), (NOON + DAY, True)]:
        time_machine.move_to(moment, tick=False)
        call_command("work", once=True)
        assert (fresh(thing).live_id is not None) == online


@KIND
def test_nothing_leaves_late_or_early(chief_editor, visitor, time_machine, make):
    thing = publish(make())
    typed = opened(chief_editor, thing) | {"withdraw_at_0": "3-11-2026", "withdraw_at_1": "13:00"}
    send(chief_editor, thing, typed, _continue="1")
    for moment, answer in [(NOON + DAY - SECOND, 200), (NOON + DAY, 410)]:
        time_machine.move_to(moment, tick=False)
        assert visitor.get(thing.get_absolute_url()).status_code == answer


# -- what lists and forms say ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["fiche", "page", "day", "session"])
def test_a_list_says_when_a_text_appears_and_goes(administrator, name):
    thing = planned(KINDS[name], withdraw_at=NOON + 9 * DAY)
    model = type(thing)
    page = administrator.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"))
    for words in ("verschijnt op 3 november 2026, 13:00", "wordt ingetrokken op 11 november 2026, 13:00"):
        assert page.content.decode().count(f'<br><span class="quiet">{words}</span>') == 1
    assert '<span class="badge lock">Ingepland</span>' in page.content.decode()


def test_a_draft_with_a_wish_says_nothing_in_the_list(administrator):
    FicheFactory(publish_at=NOON + DAY, withdraw_at=NOON + 2 * DAY)
    page = administrator.get(reverse("admin:fiches_fiche_changelist")).content.decode()
    assert ("verschijnt op" in page, "wordt ingetrokken op" in page) == (False, False)


def test_who_may_not_publish_is_shown_the_plan_and_no_field_for_it(editor):
    fiche = planned()
    page = editor.get(address("change", fiche))
    assert ("Verschijnt op" in page.content.decode(), "publish_at_0" in page.content.decode()) == (True, False)
    send(editor, fiche, opened(editor, fiche) | at("1-1-2030", "9:00"), _step="unschedule")
    assert (Fiche.objects.get().status, Fiche.objects.get().publish_at) == (Status.SCHEDULED, NOON + DAY)
