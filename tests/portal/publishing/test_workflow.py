"""The one door: what each step does to the working copy, and what readers see of it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from fiches.models import Fiche
from portal.catalogue.models import Edition, Record
from portal.publishing.models import Revision, Status
from portal.publishing.workflow import STEPS, StepRefused, revert, steps_for, take
from tests.factories import NOON, FicheFactory, ResourceFactory, publish

pytestmark = pytest.mark.django_db


def step(fiche, name, at=NOON, **kwargs):
    return take(fiche, name, seen=Fiche.objects.get(pk=fiche.pk).edit, at=at, **kwargs)


def shown(fiche):
    """The title that readers see, or None."""
    return Record.objects.public().filter(kind="fiche", object_id=fiche.pk).values_list("title", flat=True).first()


def test_a_draft_is_public_only_after_publishing():
    fiche = FicheFactory(title="Nieuw")
    assert shown(fiche) is None
    publish(fiche)
    assert shown(fiche) == "Nieuw"


def test_changing_a_published_fiche_leaves_the_public_text_alone_until_it_is_published_again():
    fiche = FicheFactory(title="Eerst", published=True)
    fiche = step(fiche, "edit")
    fiche.title = "Later"
    fiche.save()
    assert (fiche.status, shown(fiche)) == (Status.DRAFT, "Eerst")
    publish(fiche)
    assert shown(fiche) == "Later"


def test_what_was_approved_is_what_appears_even_when_the_text_changes_afterwards():
    fiche = FicheFactory(title="Goedgekeurd")
    fiche = step(fiche, "schedule", when=NOON + dt.timedelta(days=1))
    Fiche.objects.filter(pk=fiche.pk).update(title="Stiekem anders")
    Edition.turn(NOON + dt.timedelta(days=2))
    assert shown(fiche) == "Goedgekeurd"


def test_saving_a_planned_fiche_drops_the_plan():
    fiche = step(FicheFactory(), "schedule", when=NOON + dt.timedelta(days=1))
    fiche = step(fiche, "edit")
    Edition.turn(NOON + dt.timedelta(days=2))
    assert (fiche.status, fiche.planned, shown(fiche)) == (Status.DRAFT, None, None)


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("name", [name for name in STEPS if name != "edit"])
def test_every_step_is_taken_from_the_table_or_refused_in_a_sentence(status, name):
    fiche = FicheFactory(published=True, ready=True)
    Fiche.objects.filter(pk=fiche.pk).update(status=status)
    origin, target = STEPS[name]
    when = NOON + dt.timedelta(days=1)
    if status in origin:
        assert step(fiche, name, when=when).status == target
    else:
        with pytest.raises(StepRefused, match="kan niet vanuit de status"):
            step(fiche, name, when=when)


def test_a_step_over_somebody_elses_change_is_refused():
    fiche = FicheFactory()
    step(fiche, "edit")
    with pytest.raises(StepRefused, match="intussen gewijzigd"):
        take(fiche, "publish", seen=fiche.edit, at=NOON)
    assert shown(fiche) is None


def test_an_editor_submits_and_only_a_chief_editor_publishes(editor, chief_editor):
    fiche = FicheFactory(ready=True)
    assert steps_for(editor.user, fiche) == ["submit"]
    assert steps_for(chief_editor.user, fiche) == ["submit", "schedule", "publish"]
    with pytest.raises(StepRefused, match="een stap voor een eindredacteur of beheerder"):
        step(fiche, "publish", by=editor.user)
    step(fiche, "submit", by=editor.user)
    fiche = step(fiche, "approve", by=chief_editor.user)
    assert step(fiche, "publish", by=chief_editor.user).live.author == editor.user


def test_an_organiser_can_take_no_step_of_a_fiche(organiser):
    fiche = FicheFactory(published=True)
    assert steps_for(organiser.user, fiche) == []
    with pytest.raises(StepRefused):
        step(fiche, "withdraw", by=organiser.user)


@pytest.mark.parametrize(
    ("without", "sentence"),
    [
        ({"standfirst": " "}, "inleiding"),
        ({"themes": []}, "thema"),
        ({"sections": {"betekenis": ""}}, "rubriek"),
        ({"title": " "}, "titel"),
    ],
)
def test_an_unfinished_fiche_is_refused_with_the_reason(without, sentence):
    fiche = FicheFactory(**without)
    with pytest.raises(StepRefused, match=sentence):
        publish(fiche)


def test_publishing_an_unchanged_text_makes_no_new_version():
    fiche = FicheFactory(published=True)
    fiche = step(fiche, "edit")
    assert publish(fiche).live.number == 1


def test_revisions_are_numbered_and_keep_who_made_them(chief_editor):
    fiche = FicheFactory(published=True)
    Fiche.objects.filter(pk=fiche.pk).update(status=Status.DRAFT, title="Anders")
    publish(fiche, by=chief_editor.user)
    rows = list(fiche.revisions().values_list("number", "author__name", "snapshot__title"))
    assert rows == [(2, "Eindredacteur", "Anders"), (1, None, fiche.title)]


def test_reverting_fills_the_working_copy_and_the_public_sees_it_after_publishing():
    fiche = FicheFactory(title="Oud", published=True, sections={"betekenis": "<p>Oud.</p>"})
    fiche = step(fiche, "edit")
    fiche.title = "Nieuw"
    fiche.save()
    fiche.sections.update(text="<p>Nieuw.</p>")
    publish(fiche)
    fiche, missing = revert(fiche, fiche.revisions().get(number=1), seen=Fiche.objects.get(pk=fiche.pk).edit, at=NOON)
    assert (fiche.title, fiche.sections.get().text, missing, shown(fiche)) == ("Oud", "<p>Oud.</p>", [], "Nieuw")
    publish(fiche)
    assert shown(fiche) == "Oud"


def test_reverting_names_what_no_longer_exists():
    gone, stays = ResourceFactory(title="Verdwenen"), ResourceFactory(title="Gebleven")
    fiche = FicheFactory(published=True, resources=[gone, stays])
    fiche = step(fiche, "edit")
    fiche.resources.filter(resource=gone).delete()
    publish(fiche)
    gone.delete()
    fiche, missing = revert(fiche, fiche.revisions().get(number=1), seen=Fiche.objects.get(pk=fiche.pk).edit, at=NOON)
    assert missing == ["materiaal “Verdwenen”"]
    assert [str(use) for use in fiche.resources.all()] == ["Gebleven"]


def test_withdrawing_takes_the_text_away_and_keeps_the_working_copy():
    fiche = FicheFactory(title="Weg", published=True)
    fiche = step(fiche, "withdraw")
    record = Record.objects.get(kind="fiche", object_id=fiche.pk)
    assert (fiche.live, fiche.title, shown(fiche), record.text, record.card, record.revision) == (None, "Weg", None, "", {}, None)
    step(fiche, "return")
    publish(fiche)
    assert shown(fiche) == "Weg"


def test_withdrawing_a_fiche_with_a_newer_draft_takes_the_public_text_away():
    fiche = step(FicheFactory(published=True), "edit")
    assert step(fiche, "withdraw").live is None


def test_what_was_never_public_cannot_be_withdrawn():
    with pytest.raises(StepRefused, match="niet online"):
        step(FicheFactory(), "withdraw")


def test_a_builder_that_fails_rolls_the_publish_back(monkeypatch):
    from portal.catalogue import entries

    def broken(pk, values):
        raise ZeroDivisionError

    fiche = FicheFactory()
    monkeypatch.setitem(entries.BUILDERS, Fiche, entries.Builder(Fiche, "fiche", broken))
    with pytest.raises(ZeroDivisionError):
        publish(fiche)
    fiche = Fiche.objects.get(pk=fiche.pk)
    assert (fiche.status, fiche.live, fiche.revisions().count(), shown(fiche)) == (Status.DRAFT, None, 0, None)


def test_publishing_on_the_address_of_another_live_fiche_is_refused_with_its_title():
    first = FicheFactory(title="De eerste", slug="zelfde", published=True)
    Fiche.objects.filter(pk=first.pk).update(slug="elders", status=Status.DRAFT)
    with pytest.raises(StepRefused, match="De eerste"):
        publish(FicheFactory(slug="zelfde"))


def test_nul_characters_never_reach_the_database():
    fiche = FicheFactory(title="A\x00B", points=["een\x00"], sections={"betekenis": "<p>x\x00y</p>"}, published=True)
    assert (fiche.title, fiche.points, fiche.sections.get().text) == ("AB", ["een"], "<p>xy</p>")
    assert "\x00" not in str(fiche.live.snapshot)


@pytest.mark.django_db(transaction=True)
def test_of_four_editors_publishing_at_once_one_wins_and_three_read_a_sentence():
    from concurrent.futures import ThreadPoolExecutor

    fiche = FicheFactory()

    def attempt(_):
        try:
            take(fiche, "publish", seen=fiche.edit, at=NOON)
            return "done"
        except StepRefused as refusal:
            return str(refusal)[:7]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(attempt, range(4)))
    assert answers == ["Iemand ", "Iemand ", "Iemand ", "done"]


def test_what_is_online_cannot_be_deleted_and_a_draft_goes_with_its_history():
    live, draft = FicheFactory(title="Online", published=True), FicheFactory(ready=True)
    step(draft, "submit")
    with pytest.raises(ValidationError, match="“Online” staat online"):
        live.delete()
    Fiche.objects.get(pk=draft.pk).delete()
    assert (Fiche.objects.count(), Revision.objects.count()) == (1, 1)
