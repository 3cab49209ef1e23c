"""Records are written in the transaction of the change, and every page that shows a thing is new when it changes."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError

from fiches.models import Fiche, Resource, Source
from portal.catalogue.dutch import lexemes
from portal.catalogue.models import Address, Edition, Facet, Record, Relation, Value
from portal.publishing.models import Status
from portal.publishing.workflow import take
from portal.shared import DeleteRefused, MergeRefused, merge
from portal.taxonomy.models import Audience, Level, Organisation, Tag, Theme
from tests.factories import (
    NOON,
    FicheFactory,
    OrganisationFactory,
    PageFactory,
    ResourceFactory,
    SourceFactory,
    ThemeFactory,
    publish,
)

pytestmark = pytest.mark.django_db


def record(thing):
    return Record.objects.get(kind=type(thing)._meta.model_name, object_id=thing.pk)


def consistent() -> bool:
    call_command("rebuild_catalogue", check=True)
    return True


def test_a_shared_thing_is_public_while_a_live_fiche_names_it():
    resource = ResourceFactory()
    first, second = FicheFactory(published=True, resources=[resource]), FicheFactory(published=True, resources=[resource])
    take(first, "withdraw", seen=first.edit, at=NOON)
    assert record(resource).withdrawn_at is None
    take(second, "withdraw", seen=second.edit, at=NOON)
    assert record(resource).withdrawn_at == NOON
    assert consistent()


def test_a_resource_that_a_new_version_no_longer_names_goes():
    resource = ResourceFactory()
    fiche = FicheFactory(published=True, resources=[resource])
    fiche = take(fiche, "edit", seen=fiche.edit, at=NOON)
    fiche.resources.all().delete()
    publish(fiche)
    assert record(resource).withdrawn_at == NOON


def test_saving_a_shared_thing_rewrites_what_shows_it_and_nothing_else():
    resource, other = ResourceFactory(title="Oude naam"), ResourceFactory()
    shows = FicheFactory(published=True, resources=[resource])
    not_this = FicheFactory(published=True, resources=[other], themes=[ThemeFactory()])
    before = record(not_this).stamp
    resource.title = "Nieuwe naam"
    resource.save()
    number = Edition.objects.get().number
    assert set(lexemes("Nieuwe naam")) <= set(record(shows).indexed.body.split())
    assert (record(resource).title, record(resource).stamp, record(shows).stamp, record(not_this).stamp) == (
        "Nieuwe naam",
        number,
        number,
        before,
    )


def test_saving_a_thing_that_nothing_public_names_changes_no_edition():
    resource, before = ResourceFactory(), Edition.objects.get().number
    resource.title = "Anders"
    resource.save()
    assert Edition.objects.get().number == before


def test_the_kind_and_access_of_a_resource_are_facets_of_the_fiches_that_name_it():
    resource = ResourceFactory(kind="video", access="public")
    fiche = FicheFactory(published=True, resources=[resource])
    assert set(record(fiche).facets.filter(value__field__in=["kind", "access"]).values_list("value__key", flat=True)) == {
        "video",
        "publiek",
    }
    resource.kind, resource.access = "tool", "go"
    resource.save()
    assert set(record(fiche).facets.filter(value__field__in=["kind", "access"]).values_list("value__key", flat=True)) == {
        "tool",
        "deels",
    }


def test_a_theme_counts_for_the_themes_above_it():
    fiche = FicheFactory(published=True, themes=[Theme.objects.get(slug="motivatie")])
    assert set(record(fiche).facets.filter(value__field="theme").values_list("value__key", flat=True)) == {
        "motivatie",
        "geinformeerde-praktijken",
    }


@pytest.mark.parametrize(
    ("model", "field", "find"),
    [
        (Theme, "name", {"slug": "motivatie"}),
        (Audience, "name", {"slug": "leraar"}),
        (Level, "name", {"key": "lager-onderwijs"}),
        (Organisation, "name", {"name": "Centrum"}),
        (Tag, "name", {"name": "woord"}),
    ],
)
def test_a_new_name_of_anything_a_fiche_is_sorted_by_is_shown_at_once(visitor, model, field, find):
    provider = OrganisationFactory(name="Centrum")
    fiche = FicheFactory(
        published=True,
        themes=Theme.objects.filter(slug="motivatie"),
        audiences=Audience.objects.filter(slug="leraar"),
        levels=Level.objects.filter(key="lager-onderwijs"),
        tags=["woord"],
        resources=[ResourceFactory(provider=provider)],
    )
    assert "Zonnebloem" not in visitor.get(fiche.get_absolute_url()).content.decode()
    row = model.objects.get(**find)
    setattr(row, field, "Zonnebloem")
    row.save()
    assert "Zonnebloem" in visitor.get(fiche.get_absolute_url()).content.decode()
    assert consistent()


def test_what_a_live_fiche_names_cannot_be_deleted_and_the_refusal_says_where_it_stands():
    resource = ResourceFactory(title="Nodig")
    fiche = FicheFactory(title="Gebruiker", published=True, resources=[resource])
    fiche.resources.all().delete()
    with pytest.raises(DeleteRefused, match="“Nodig” kan niet weg: het staat online bij “Gebruiker”"):
        resource.delete()
    assert Resource.objects.filter(pk=resource.pk).exists()


def test_merging_leads_the_old_address_to_the_survivor_and_the_live_page_shows_it(visitor):
    double, kept = ResourceFactory(title="Dubbel"), ResourceFactory(title="Blijver")
    fiche = FicheFactory(published=True, resources=[double])
    merge(double, kept)
    page = visitor.get(fiche.get_absolute_url()).content.decode()
    assert ("Blijver" in page, "Dubbel" in page) == (True, False)
    answer = visitor.get(double.get_absolute_url())
    assert (answer.status_code, answer.headers["Location"]) == (301, kept.get_absolute_url())
    assert [use.resource for use in Fiche.objects.get(pk=fiche.pk).resources.all()] == [kept]
    assert consistent()


def test_chains_of_aliases_are_flattened():
    first, second, third = ResourceFactory.create_batch(3)
    merge(first, second)
    merge(second, third)
    assert set(Resource.objects.filter(merged_into=third)) == {first, second}


def test_merging_two_rows_of_one_fiche_leaves_one():
    first, second = SourceFactory(), SourceFactory()
    fiche = FicheFactory(published=True, sources=[first, second])
    merge(first, second)
    assert [row.source for row in fiche.citations.all()] == [second]


def test_a_row_cannot_be_merged_with_itself_or_twice():
    first, second, third = ResourceFactory.create_batch(3)
    with pytest.raises(MergeRefused):
        merge(first, first)
    merge(first, second)
    with pytest.raises(MergeRefused):
        merge(first, third)


def test_a_changed_address_leaves_a_redirect_and_changing_it_back_takes_it_away(visitor):
    fiche = FicheFactory(slug="oud", published=True)
    for slug in ("nieuw", "oud"):
        fiche = take(fiche, "edit", seen=fiche.edit, at=NOON)
        fiche.slug = slug
        fiche.save()
        fiche = publish(fiche)
        if slug == "nieuw":
            answer = visitor.get("/fiches/oud/?van=mail")
            assert (answer.status_code, answer.headers["Location"]) == (301, "/fiches/nieuw/?van=mail")
    assert visitor.get("/fiches/oud/").status_code == 200
    assert list(Address.objects.values_list("url", flat=True)) == ["/fiches/nieuw/"]


def test_a_new_fiche_may_live_at_the_address_of_a_withdrawn_one(visitor):
    old = FicheFactory(slug="plek", title="Oude", published=True)
    take(old, "withdraw", seen=old.edit, at=NOON)
    Fiche.objects.filter(pk=old.pk).update(slug="plek-oud")
    FicheFactory(slug="plek", title="Nieuwe", published=True)
    assert "Nieuwe" in visitor.get("/fiches/plek/").content.decode()


def test_related_fiches_share_themes_and_newcomers_find_a_place_with_earlier_ones():
    theme, other = ThemeFactory(), ThemeFactory()
    first = FicheFactory(published=True, themes=[theme])
    second = FicheFactory(published=True, themes=[theme])
    FicheFactory(published=True, themes=[other])
    related = Relation.objects.filter(kind="related").values_list("subject__title", "object__title")
    assert set(related) == {(first.title, second.title), (second.title, first.title)}


def test_only_one_record_of_each_thing_can_exist():
    fiche = FicheFactory(published=True)
    with pytest.raises(IntegrityError):
        Record.objects.create(kind="fiche", object_id=fiche.pk, url="/elders/", published_at=NOON, updated_at=NOON)


def test_rebuilding_gives_the_same_catalogue_and_check_finds_what_was_damaged():
    fiche = FicheFactory(published=True, resources=[ResourceFactory()], sources=[SourceFactory()], tags=["woord"], rating={})
    PageFactory(published=True)
    before = list(
        Record.objects.order_by("pk").values("kind", "url", "title", "lead", "text", "card", "published_at", "updated_at")
    )
    call_command("rebuild_catalogue")
    assert (
        list(Record.objects.order_by("pk").values("kind", "url", "title", "lead", "text", "card", "published_at", "updated_at"))
        == before
    )
    Record.objects.filter(pk=record(fiche).pk).update(title="Stuk")
    Facet.objects.filter(record=record(fiche), value=Value.objects.get(field="tag")).delete()
    with pytest.raises(CommandError, match="differs(.|\n)*facets differ"):
        call_command("rebuild_catalogue", check=True)
    call_command("rebuild_catalogue")
    assert consistent()


def test_a_published_page_of_the_site_answers_and_a_draft_does_not(visitor):
    live, draft = PageFactory(published=True), PageFactory()
    assert [visitor.get(page.get_absolute_url()).status_code for page in (live, draft)] == [200, 404]
    assert Status.DRAFT == draft.status


@pytest.mark.parametrize("model", [Theme, Audience, Level, Organisation, Tag, Resource, Source], ids=lambda model: model.__name__)
def test_every_shared_thing_can_be_merged_and_the_catalogue_still_agrees(visitor, model):
    first, second = Theme.objects.get(slug="motivatie"), Theme.objects.get(slug="feedback")
    providers, sources = OrganisationFactory.create_batch(2), SourceFactory.create_batch(2)
    resources = [ResourceFactory(provider=provider) for provider in providers]
    levels = Level.objects.filter(key__in=["lager-onderwijs", "volwassenenonderwijs"])
    fiche = FicheFactory(
        published=True,
        themes=[first, second],
        audiences=Audience.objects.filter(slug__in=["leraar", "schoolleider"]),
        levels=levels,
        tags=["een", "twee"],
        resources=resources,
        sources=sources,
    )
    row, into = {
        Theme: (first, second),
        Audience: tuple(Audience.objects.filter(slug__in=["leraar", "schoolleider"])),
        Level: tuple(levels),
        Organisation: tuple(providers),
        Tag: tuple(Tag.objects.all()),
        Resource: tuple(resources),
        Source: tuple(sources),
    }[model]
    merge(row, into)
    assert consistent()
    page = visitor.get(fiche.get_absolute_url()).content.decode()
    assert page.count('id="bron-') == 2
    assert page.count('<li id="bron-') == (1 if model is Source else 2)
    assert page.count('<span class="ico">') == (1 if model is Resource else 2)


def test_merging_a_theme_moves_the_themes_below_it(visitor):
    old, new = ThemeFactory(look="plg"), ThemeFactory(look="beleid")
    child = ThemeFactory(parent=old, look="", name="Onderthema")
    FicheFactory(published=True, themes=[child])
    merge(old, new)
    assert consistent()
    assert record(child).card["look"] == "beleid"
    assert visitor.get(new.get_absolute_url()).status_code == 200
    assert visitor.get(old.get_absolute_url()).status_code == 301


def test_a_theme_cannot_be_merged_into_one_below_it():
    with pytest.raises(MergeRefused, match="staat onder"):
        merge(Theme.objects.get(slug="geinformeerde-praktijken"), Theme.objects.get(slug="motivatie"))


def test_the_address_of_a_row_that_was_withdrawn_before_it_was_merged_leads_on(visitor):
    double, kept = ResourceFactory(), ResourceFactory()
    fiche = FicheFactory(published=True, resources=[double])
    take(fiche, "withdraw", seen=fiche.edit, at=NOON)
    FicheFactory(published=True, resources=[kept])
    assert visitor.get(double.get_absolute_url()).status_code == 410
    merge(double, kept)
    assert visitor.get(double.get_absolute_url()).status_code == 301


def test_when_a_related_fiche_goes_the_next_best_takes_its_place():
    theme = ThemeFactory()
    fiches = [FicheFactory(published=True, themes=[theme]) for _ in range(5)]
    first = record(fiches[0])
    related = Record.objects.filter(pointed__subject=first, pointed__kind="related")
    gone = Fiche.objects.get(pk=related.first().object_id)
    take(gone, "withdraw", seen=gone.edit, at=NOON)
    assert related.count() == 3
    assert not related.filter(object_id=gone.pk).exists()


def test_rebuilding_makes_a_record_that_is_missing():
    fiche = FicheFactory(published=True, resources=[ResourceFactory()])
    Record.objects.all().delete()
    call_command("rebuild_catalogue")
    assert (record(fiche).title, consistent()) == (fiche.title, True)


@pytest.mark.parametrize("count", [1, 3])
def test_saving_a_resource_costs_hardly_more_for_three_fiches_than_for_one(count, django_assert_max_num_queries):
    resource = ResourceFactory(description="Eerst.")
    for _ in range(count):
        FicheFactory(published=True, resources=[resource, ResourceFactory()], sources=[SourceFactory()], tags=["woord"])
    resource.description = "Daarna."
    with django_assert_max_num_queries(28 + 4 * count):
        resource.save()


def test_publishing_stays_within_its_budget_of_queries(django_assert_max_num_queries):
    resources, sources = ResourceFactory.create_batch(15), SourceFactory.create_batch(10)
    fiche = FicheFactory(published=True, resources=resources, sources=sources, tags=["een", "twee"])
    Fiche.objects.filter(pk=fiche.pk).update(status=Status.DRAFT, title="Anders")
    with django_assert_max_num_queries(60):
        publish(fiche)


def test_texts_as_long_as_their_fields_allow_are_public_on_both_databases(visitor):
    source = SourceFactory(
        csl={"type": "book", "title": "T" * 500, "author": [{"literal": "Organisatie met een lange naam " * 15}]}
    )
    fiche = FicheFactory(title="F" * 160, published=True, sources=[source], tags=["ß" * 90, "woord " * 40])
    assert [visitor.get(thing.get_absolute_url()).status_code for thing in (fiche, source)] == [200, 200]
    FicheFactory(published=True, tags=["ß" * 90, "woord " * 40])
    assert Tag.objects.count() == 2
