"""A working copy into a snapshot and back: nothing lost, ids kept, old snapshots read in today's words."""

import datetime as dt
import random

import pytest

from fiches.models import Fiche, Section
from portal.publishing import checks
from portal.publishing.freezing import DERIVED, FORMAT, LABELS, freeze, restore, upgrade
from portal.publishing.models import Publication
from portal.shared import merge
from portal.taxonomy.models import Audience, Level, Theme
from tests.factories import FicheFactory, ResourceFactory, SourceFactory, ThemeFactory

pytestmark = pytest.mark.django_db

TEXT = {"betekenis": "<p>Een <strong>tekst</strong>.</p>", "onderzoek": "<p>Twee.</p>", "verdieping": "<ul><li>Drie</li></ul>"}


def full_fiche():
    fiche = FicheFactory(
        sections=TEXT,
        resources=[ResourceFactory(), ResourceFactory()],
        sources=[SourceFactory()],
        themes=Theme.objects.filter(slug__in=["motivatie", "feedback"]),
        audiences=Audience.objects.filter(slug="leraar"),
        levels=Level.objects.filter(key="lager-onderwijs"),
        tags=["eerste", "Tweede"],
        rating={},
    )
    fiche.reviewed_at = dt.date(2026, 10, 12)
    fiche.save()
    return Fiche.objects.get(pk=fiche.pk)


def test_restoring_a_snapshot_gives_exactly_the_text_that_was_frozen():
    fiche = full_fiche()
    snapshot = freeze(fiche)
    fiche.title, fiche.points = "Anders", []
    fiche.save()
    fiche.sections.filter(rubriek="betekenis").delete()
    fiche.sections.create(rubriek="voorbeelden", text="<p>Nieuw.</p>")
    fiche.themes.clear()
    fiche.tags.set(["derde"])
    fiche.resources.all().delete()
    assert restore(fiche, snapshot) == []
    assert freeze(Fiche.objects.get(pk=fiche.pk)) == snapshot


def test_a_hundred_random_edits_are_all_undone_by_restoring():
    fiche, dice = full_fiche(), random.Random(7)
    snapshot = freeze(fiche)
    for _ in range(100):
        rubriek = dice.choice(["betekenis", "onderzoek", "informatie", "voorbeelden"])
        act = dice.choice(["write", "drop", "point", "tag"])
        if act == "write":
            Section.objects.update_or_create(fiche=fiche, rubriek=rubriek, defaults={"text": f"<p>{dice.random()}</p>"})
        elif act == "drop":
            fiche.sections.filter(rubriek=rubriek).delete()
        elif act == "point":
            fiche.points = [str(dice.random())] * dice.randrange(4)
            fiche.save()
        else:
            fiche.tags.set([f"woord {dice.randrange(5)}"])
    restore(fiche, snapshot)
    assert freeze(Fiche.objects.get(pk=fiche.pk)) == snapshot


def test_a_snapshot_keeps_the_labels_of_what_it_names():
    snapshot = freeze(full_fiche())
    assert sorted(snapshot[LABELS]["taxonomy.theme"].values()) == ["Feedback", "Motivatie"]
    assert list(snapshot[LABELS]["taxonomy.audience"].values()) == ["Leraar"]


def test_facts_of_the_workflow_are_never_in_a_snapshot():
    assert not set(freeze(full_fiche())) & Publication.MACHINERY


def test_restoring_follows_rows_that_were_merged():
    old, new = ThemeFactory(), ThemeFactory()
    fiche = FicheFactory(themes=[old])
    snapshot = freeze(fiche)
    merge(old, new)
    assert restore(fiche, snapshot) == []
    assert list(fiche.themes.all()) == [new]


def test_restoring_two_rows_that_were_merged_since_leaves_one():
    first, second = ResourceFactory(), ResourceFactory()
    fiche = FicheFactory(resources=[first, second])
    snapshot = freeze(fiche)
    merge(first, second)
    assert restore(fiche, snapshot) == []
    assert [use.resource for use in fiche.resources.all()] == [second]


def test_an_address_that_another_has_now_is_not_taken_back():
    fiche = FicheFactory(slug="mijn-adres")
    snapshot = freeze(fiche)
    Fiche.objects.filter(pk=fiche.pk).update(slug="verhuisd")
    FicheFactory(slug="mijn-adres")
    fiche = Fiche.objects.get(pk=fiche.pk)
    assert restore(fiche, snapshot) == ["adres “mijn-adres”"]
    assert Fiche.objects.get(pk=fiche.pk).slug == "verhuisd"


def test_an_old_snapshot_gets_defaults_for_columns_that_came_later():
    snapshot = freeze(full_fiche())
    for name in ("authors", "licence", "tags", "ratings"):
        del snapshot[name]
    del snapshot["sections"][0]["heading"]
    values = upgrade(Fiche, snapshot)
    assert (values["authors"], values["licence"], values["tags"], values["ratings"], values["sections"][0]["heading"]) == (
        "PBD-GO!",
        "",
        [],
        [],
        "",
    )
    assert "authors" not in snapshot


def test_an_old_snapshot_is_upgraded_step_by_step(monkeypatch):
    monkeypatch.setattr(Fiche, "SNAPSHOT", 3)
    steps = {1: lambda old: {**old, "title": old["title"] + " 2"}, 2: lambda old: {**old, "title": old["title"] + " 3"}}
    monkeypatch.setattr(Fiche, "UPGRADES", steps)
    values = upgrade(Fiche, {FORMAT: 1, "title": "Versie"})
    assert (values["title"], values[FORMAT], values[DERIVED]) == ("Versie 2 3", 3, {})


def test_a_snapshot_from_the_future_is_refused():
    with pytest.raises(LookupError):
        upgrade(Fiche, {FORMAT: 99})


def test_a_child_table_that_is_neither_frozen_nor_live_stops_the_system_check(monkeypatch):
    assert checks.every_row_is_frozen_or_live(None) == []
    monkeypatch.setattr(Fiche, "PARTS", ("sections", "resources", "citations"))
    assert [(error.id, "ratings" in error.msg) for error in checks.every_row_is_frozen_or_live(None)] == [
        ("publishing.E001", True)
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_freezing_costs_the_same_for_one_resource_as_for_three(count, django_assert_num_queries):
    fiche = FicheFactory(resources=ResourceFactory.create_batch(count), sources=SourceFactory.create_batch(count))
    fiche = Fiche.objects.get(pk=fiche.pk)
    with django_assert_num_queries(8):
        freeze(fiche)


def test_restoring_a_text_whose_picture_is_gone_from_the_disk_works():
    fiche = full_fiche()
    Fiche.objects.filter(pk=fiche.pk).update(image="fiches/abc/beeld.webp", image_width=4, image_height=3)
    snapshot = freeze(Fiche.objects.get(pk=fiche.pk))
    Fiche.objects.filter(pk=fiche.pk).update(image="", image_width=None, image_height=None)
    restore(Fiche.objects.get(pk=fiche.pk), snapshot)
    again = Fiche.objects.get(pk=fiche.pk)
    assert (again.image.name, again.image_width, again.image_height) == ("fiches/abc/beeld.webp", 4, 3)
