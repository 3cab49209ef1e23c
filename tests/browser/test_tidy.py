"""Keeping order in a real browser: every page of it can be used by everybody, and a long change goes on by itself."""

from pathlib import Path

import pytest
from django.urls import reverse

from portal.publishing.tidy import bulk_admin
from portal.taxonomy.models import Tag
from tests.factories import FicheFactory, OrganisationFactory, ResourceFactory, SourceFactory, TagFactory, UserFactory
from tests.machinery.accessibility import problems, watch

SHEET = Path(__file__).resolve().parents[1] / "examples" / "tables" / "materialen.xlsx"


@pytest.fixture
def boss(transactional_db):
    return UserFactory(role="beheerder", name="Bea")


def tick(page, action, count):
    for place in range(count):
        page.locator("input.action-select").nth(place).check()
    page.select_option("select[name=action]", action)
    page.click("button[name=index]")


def test_everybody_can_keep_order(open_page, boss):
    tags, resources = [TagFactory(name="leerling"), TagFactory(name="Leerlingen")], ResourceFactory.create_batch(2)
    resources[0].description = "Een gids van " + "onbreekbaar" * 12
    resources[0].save()
    OrganisationFactory(name="Centrum Één")
    FicheFactory(tags=tags, resources=resources, sources=[SourceFactory()], published=True)
    visit = open_page(reverse("admin:index"), user=boss, tolerant=True)
    watch(visit)
    page, found = visit.page, {}

    def look(name):
        found[name] = problems(visit)

    visit.go(reverse("admin:fiches_resource_changelist"))
    look("list")
    tick(page, "change_together", 2)
    look("choose")
    page.select_option("#id_what_language", "en")
    page.click("text=Bekijk wat er verandert")
    look("preview")
    page.click("[name=_confirm]")
    look("done")
    visit.go(reverse("admin:fiches_resource_changelist"))
    tick(page, "merge_rows", 2)
    look("merge")
    for name in ("taxonomy_tag_alike", "fiches_resource_import"):
        visit.go(reverse(f"admin:{name}"))
        look(name)
    page.set_input_files("#id_file", SHEET)
    page.click("text=Bekijk wat er gebeurt")
    look("import, looked")
    page.click("text=Lees 3 rijen in")
    look("import, done")
    for name, thing in (
        ("fiches_resource_uses", resources[0]),
        ("taxonomy_tag_delete", tags[0]),
        ("fiches_resource_change", resources[0]),
    ):
        visit.go(reverse(f"admin:{name}", args=[thing.pk]))
        look(name)
    visit.go(reverse("admin:taxonomy_tag_merge") + f"?rij={tags[0].pk}")
    look("merge with")
    visit.go(reverse("admin:taxonomy_tag_changelist"))
    tick(page, "delete_selected", 2)
    look("delete together")
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("java_script", [True, False])
def test_a_long_change_goes_on_by_itself_or_by_a_button(open_page, boss, monkeypatch, java_script):
    monkeypatch.setattr(bulk_admin, "SECONDS", 0)  # one thing in a round
    FicheFactory.create_batch(3)
    page = open_page(reverse("admin:fiches_fiche_changelist"), user=boss, java_script=java_script).page
    tick(page, "change_together", 1)
    page.check("#alles")
    page.locator("summary", has_text="Trefwoorden").click()
    page.select_option("#id_how_tags", "add")
    page.fill("#id_what_tags", "samen")
    page.click("text=Bekijk wat er verandert")
    page.click("text=Wijzig voor 3")
    for _round in range(0 if java_script else 2):
        page.click("text=Ga verder met de rest")
    page.wait_for_selector("text=3 gewijzigd.")
    assert Tag.objects.get(name="samen").tagged.count() == 3
