"""The clock needs no job: the first reader after a moment takes the steps, and only once."""

import datetime as dt

import pytest
from django.db import connection
from django.urls import reverse

from fiches.models import Fiche
from portal.catalogue.models import Edition, Record
from portal.publishing.models import Status
from portal.publishing.workflow import take
from tests.factories import NOON, FicheFactory

DAY = dt.timedelta(days=1)


def planned(when=NOON + DAY, **kwargs):
    fiche = FicheFactory(**kwargs)
    return take(fiche, "schedule", seen=fiche.edit, at=NOON, when=when)


@pytest.mark.django_db
def test_a_planned_fiche_appears_for_the_first_reader_after_its_moment(visitor, time_machine):
    time_machine.move_to(NOON)
    fiche = planned()
    assert visitor.get(fiche.get_absolute_url()).status_code == 404
    time_machine.move_to(NOON + DAY)
    assert visitor.get(fiche.get_absolute_url()).status_code == 200
    assert Edition.objects.get().next_moment is None


@pytest.mark.django_db
def test_a_fiche_that_must_go_on_a_day_is_gone_that_day_and_kept_pages_with_it(visitor, time_machine):
    time_machine.move_to(NOON)
    fiche = FicheFactory(published=True)
    Fiche.objects.filter(pk=fiche.pk).update(withdraw_at=NOON + DAY)
    take(fiche, "edit", seen=fiche.edit, at=NOON)
    assert [visitor.get(fiche.get_absolute_url()).status_code for _ in range(2)] == [200, 200]
    time_machine.move_to(NOON + DAY)
    assert visitor.get(fiche.get_absolute_url()).status_code == 410
    assert visitor.get(reverse("fiches:browse")).content.count(b"fiche-nummer") == 0


@pytest.mark.django_db
def test_a_step_that_fails_goes_back_to_review_and_the_others_go_on(monkeypatch, caplog):
    broken, fine = planned(title="Stuk"), planned(title="Gaaf", when=NOON + 2 * DAY)
    from portal.catalogue import entries

    build = entries.BUILDERS[Fiche].build

    def careful(pk, values):
        if pk == broken.pk:
            raise ZeroDivisionError
        return build(pk, values)

    monkeypatch.setitem(entries.BUILDERS, Fiche, entries.Builder(Fiche, "fiche", careful))
    assert Edition.turn(NOON + 3 * DAY) == 1
    titles = list(Record.objects.public().filter(kind="fiche").values_list("title", flat=True))
    assert (Fiche.objects.get(pk=broken.pk).status, titles, "planned step publish of fiches.Fiche" in caplog.text) == (
        Status.REVIEW,
        ["Gaaf"],
        True,
    )
    assert Fiche.objects.get(pk=fine.pk).status == Status.PUBLISHED


@pytest.mark.django_db
def test_the_next_moment_is_the_earliest_of_all():
    planned(when=NOON + 3 * DAY)
    planned(when=NOON + 2 * DAY)
    assert Edition.objects.get().next_moment == NOON + 2 * DAY


@pytest.mark.django_db
def test_a_moment_in_the_past_cannot_be_planned():
    fiche = FicheFactory()
    from portal.publishing.workflow import StepRefused

    with pytest.raises(StepRefused, match="toekomst"):
        take(fiche, "schedule", seen=fiche.edit, at=NOON, when=NOON - DAY)


@pytest.mark.django_db
def test_taking_what_is_due_twice_changes_nothing():
    planned()
    assert (Edition.turn(NOON + 2 * DAY), Edition.turn(NOON + 2 * DAY)) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_of_eight_readers_at_the_moment_one_takes_the_step_and_all_see_it():
    from concurrent.futures import ThreadPoolExecutor

    fiche = planned()
    url = fiche.get_absolute_url()

    def read(_):
        try:
            return Edition.now(url, at=NOON + 2 * DAY)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(read, range(8)))
    assert len(answers) == 1
    number, stamp = answers.pop()
    assert int(stamp.split(".")[0]) <= number
    assert Fiche.objects.get(pk=fiche.pk).revisions().count() == 1


@pytest.mark.django_db
def test_what_must_go_goes_even_when_its_newer_text_could_not_appear_first():
    fiche = FicheFactory(published=True)
    Fiche.objects.filter(pk=fiche.pk).update(status=Status.DRAFT, title="Nieuwer")
    fiche = take(fiche, "schedule", seen=fiche.edit, at=NOON, when=NOON + DAY)
    Fiche.objects.filter(pk=fiche.pk).update(withdraw_at=NOON + 2 * DAY)
    Edition.turn(NOON + 3 * DAY)
    gone = Fiche.objects.get(pk=fiche.pk)
    assert (gone.live, gone.status, Edition.objects.get().next_moment) == (None, Status.ARCHIVED, None)


@pytest.mark.django_db
def test_a_planned_text_appears_at_its_own_moment_also_when_it_must_go_later():
    fiche = planned()
    Fiche.objects.filter(pk=fiche.pk).update(withdraw_at=NOON + 9 * DAY)
    Edition.turn(NOON + 2 * DAY)
    assert Record.objects.get(kind="fiche").published_at == NOON + DAY
    assert Edition.objects.get().next_moment == NOON + 9 * DAY


@pytest.mark.django_db
def test_due_steps_are_taken_oldest_first():
    first = FicheFactory(slug="plek", published=True)
    Fiche.objects.filter(pk=first.pk).update(slug="verhuisd", status=Status.DRAFT)
    take(first, "schedule", seen=first.edit, at=NOON, when=NOON + DAY)
    second = planned(when=NOON + 2 * DAY, slug="plek", title="Volgende bewoner")
    assert Edition.turn(NOON + 3 * DAY) == 2
    assert Record.objects.get(url="/fiches/plek/").object_id == second.pk


@pytest.mark.django_db
def test_a_text_that_must_go_before_it_appears_cannot_be_planned():
    fiche = FicheFactory(withdraw_at=NOON + DAY)
    from portal.publishing.workflow import StepRefused

    with pytest.raises(StepRefused, match="vóór"):
        take(fiche, "schedule", seen=fiche.edit, at=NOON, when=NOON + 2 * DAY)
