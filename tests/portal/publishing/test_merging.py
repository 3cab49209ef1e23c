"""Doubles become one on the desk: side by side, a look at what changes, then all of it or nothing."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils.html import strip_tags

from events.models import Contribution, Person
from fiches.models import Resource, Source
from portal.operations.management.commands.rebuild_catalogue import differences
from portal.publishing.freezing import freeze
from portal.publishing.tidy.merging import Columns, merge_all, plan
from portal.publishing.tidy.uses import uses_of
from portal.shared import MergeRefused
from portal.taxonomy.models import Level, Organisation, Tag, Theme
from tests.desk import cost, merged, said
from tests.factories import (
    FicheFactory,
    OrganisationFactory,
    ResourceFactory,
    SourceFactory,
    TagFactory,
    ThemeFactory,
    UserFactory,
)
from tests.factories.days import DayFactory, PersonFactory, SessionFactory, VenueFactory

pytestmark = pytest.mark.django_db


def merge_page(client, *rows, **asked):
    url = reverse(f"admin:{rows[0]._meta.app_label}_{rows[0]._meta.model_name}_merge")
    return client.get(url, {"rij": [row.pk for row in rows], **asked})


def shown(page) -> dict[str, list]:
    return {field["label"]: [option["shown"] for option in field["options"]] for field in page.context["fields"]}


def changes(page) -> list[tuple]:
    return [(str(one["use"]["thing"]), one["change"].words, one["change"].at_once) for one in page.context["changes"]]


def test_only_what_differs_stands_side_by_side(chief_editor):
    one = ResourceFactory(title="Gids", url="https://a.be", description="Een gids.", minutes=5)
    two = ResourceFactory(title="Gids", url="https://b.be", description="", minutes=5)
    assert shown(merge_page(chief_editor, one, two)) == {
        "Adres": [one.slug, two.slug],
        "Omschrijving": ["Een gids.", ""],
        "Link": ["https://a.be", "https://b.be"],
    }


def test_the_page_names_every_place_that_changes_live_and_draft(chief_editor):
    gone, stays = TagFactory(name="lectuur"), TagFactory(name="lezen")
    FicheFactory(title="Online", tags=[gone], published=True)
    FicheFactory(title="Klad", tags=[gone])
    FicheFactory(title="Allebei", tags=[gone, stays], published=True)
    page = merge_page(chief_editor, gone, stays, into=stays.pk)
    assert changes(page) == [
        ("Allebei", "noemt ze allebei: één vermelding blijft", True),
        ("Online", "noemt voortaan “lezen”", True),
        ("Klad", "noemt voortaan “lezen”", False),
    ]
    assert Tag.objects.current().count() == 2


def test_the_row_that_is_used_most_stays_unless_somebody_chooses(chief_editor):
    one, two = TagFactory(), TagFactory()
    FicheFactory(tags=[two])
    assert merge_page(chief_editor, one, two).context["made"].into == two
    assert merge_page(chief_editor, one, two, into=one.pk).context["made"].into == one


def test_merging_without_looking_shows_the_page_first(chief_editor):
    one, two = TagFactory(), TagFactory()
    url, typed = reverse("admin:taxonomy_tag_merge"), {"rij": [one.pk, two.pk], "into": one.pk, "_confirm": "1"}
    page = chief_editor.post(url, typed)
    assert "Er veranderde iets sinds je keek" in page.content.decode()
    seen = page.context["made"].seen
    FicheFactory(tags=[two])
    assert "Er veranderde iets sinds je keek" in chief_editor.post(url, {**typed, "seen": seen}).content.decode()
    assert Tag.objects.current().count() == 2


def test_each_field_is_kept_from_the_row_that_was_chosen(chief_editor, visitor):
    stays = ResourceFactory(title="Gids", slug="gids", url="https://a.be", description="", kind="leidraad")
    gone = ResourceFactory(title="De gids", slug="de-gids", url="https://b.be", description="Goed.", kind="toolkit")
    fiche = FicheFactory(resources=[gone], published=True)
    FicheFactory(resources=[stays], published=True)
    page = merged(chief_editor, stays, gone, into=stays, title=gone.pk, url=gone.pk, slug=gone.pk, kind=stays.pk)
    assert said(page) == ["Samengevoegd tot “De gids”. Oude adressen verwijzen door."]
    stays.refresh_from_db()
    assert (stays.title, stays.url, stays.kind, stays.slug) == ("De gids", "https://b.be", "leidraad", "de-gids")
    assert stays.description == "Goed."  # what the row itself did not say
    assert visitor.get("/materialen/de-gids/").status_code == 200
    assert visitor.get("/materialen/gids/").headers["Location"] == "/materialen/de-gids/"
    assert "De gids" in visitor.get(fiche.get_absolute_url()).content.decode()
    assert differences() == []


@pytest.mark.parametrize("chosen", ["own", "other"])
def test_a_tag_is_found_again_under_both_words(chief_editor, chosen):
    stays, gone = TagFactory(name="lezen"), TagFactory(name="lectuur")
    merged(chief_editor, stays, gone, into=stays, name=gone.pk if chosen == "other" else stays.pk)
    fiche = FicheFactory(tags=["Lectuur", "LEZEN"])
    assert [tag.pk for tag in fiche.tags.all()] == [stays.pk]
    assert fiche.tags.get().name == ("lectuur" if chosen == "other" else "lezen")
    assert Tag.objects.count() == 2


def test_choices_are_taken_together_or_from_one_row(chief_editor):
    low, high = Level.objects.get(key="lager-onderwijs"), Level.objects.get(key="kleuteronderwijs")
    for chosen, kept in (("samen", {low, high}), ("one", {low})):
        one, two = ResourceFactory(), ResourceFactory()
        one.levels.set([low])
        two.levels.set([high])
        merged(chief_editor, one, two, into=one, levels="samen" if chosen == "samen" else one.pk)
        assert set(Resource.objects.get(pk=one.pk).levels.all()) == kept


def source(title, **more):
    return SourceFactory(
        csl={"type": "book", "title": title, "author": [{"family": "Jansen"}], "issued": {"date-parts": [[2019]]}, **more}
    )


def test_a_source_keeps_the_fields_that_were_chosen_and_its_reference_follows(chief_editor, visitor):
    stays, gone = source("Leren lezen"), source("Leren leezen", publisher="Acco", DOI="10.1000/lezen")
    fiche = FicheFactory(sources=[gone], published=True)
    page = merge_page(chief_editor, stays, gone, into=stays.pk)
    assert shown(page) == {
        "Titel": ["Leren lezen", "Leren leezen"],
        "Uitgever of instelling": ["", "Acco"],
        "DOI": ["", "10.1000/lezen"],
        "Adres": [stays.slug, gone.slug],
    }
    merged(chief_editor, stays, gone, into=stays)
    kept = Source.objects.get(pk=stays.pk)
    assert (kept.csl["title"], kept.csl["DOI"], kept.key) == ("Leren lezen", "10.1000/lezen", "doi:10.1000/lezen")
    assert "Acco" in kept.apa_nl and "Leren lezen" in kept.apa_nl
    assert "Acco" in visitor.get(fiche.get_absolute_url()).content.decode()
    assert Source.objects.get(pk=gone.pk).key != kept.key


def test_fields_that_together_make_a_third_source_are_refused(chief_editor):
    stays, gone = source("Lezen"), source("Schrijven", DOI="10.1000/a")
    Source.objects.filter(pk=gone.pk).update(key="iets")
    SourceFactory(csl={**gone.csl, "title": "Derde"})
    page = merged(chief_editor, stays, gone, into=stays)
    assert "Deze bron bestaat al." in " ".join(said(page))
    assert Source.objects.exclude(merged_into=None).count() == 0


def test_a_material_that_would_have_both_a_link_and_a_file_is_refused_in_words(chief_editor):
    stays, gone = ResourceFactory(url="", file="materialen/x/gids.pdf"), ResourceFactory(url="https://a.be")
    page = merged(chief_editor, stays, gone, into=stays)
    assert "Kies een link of een bestand, niet allebei." in " ".join(said(page))
    merged(chief_editor, stays, gone, into=stays, url=stays.pk)
    assert Resource.objects.get(pk=gone.pk).merged_into == stays


def test_a_speaker_who_stood_twice_in_a_session_stands_there_once(organiser, visitor):
    stays, gone = PersonFactory(name="An Peeters"), PersonFactory(name="A. Peeters", bio="Over An.")
    session = SessionFactory(people=[stays, gone], published=True)
    merged(organiser, stays, gone, into=stays)
    assert [row.person for row in Contribution.objects.all()] == [stays]
    assert Person.objects.get(pk=stays.pk).bio == "Over An."
    assert visitor.get(session.get_absolute_url()).content.decode().count("A. Peeters") == 0
    assert differences() == []


@pytest.mark.parametrize("kind", ["organisation", "venue"])
def test_names_that_only_one_row_can_have_change_places(administrator, kind):
    maker = {"organisation": OrganisationFactory, "venue": VenueFactory}[kind]
    stays, gone = maker(name="CLB Noord"), maker(name="CLB Noord vzw")
    day = DayFactory(**({"organisers": [{"organisation": gone}]} if kind == "organisation" else {"venue": gone}))
    merged(administrator, stays, gone, into=stays, name=gone.pk)
    assert sorted(type(stays).objects.values_list("name", "merged_into")) == [("CLB Noord", stays.pk), ("CLB Noord vzw", None)]
    day.refresh_from_db()
    assert (day.organisers.get().organisation if kind == "organisation" else day.venue) == stays


def test_an_alias_goes_along_and_no_circle_can_be_made(chief_editor):
    first, second, third = TagFactory(), TagFactory(), TagFactory()
    merged(chief_editor, first, second, into=second)
    merged(chief_editor, second, third, into=third)
    assert set(Tag.objects.exclude(merged_into=None).values_list("merged_into", flat=True)) == {third.pk}
    page = merge_page(chief_editor, third, first)
    assert "bestaat niet meer of is al samengevoegd" in strip_tags(page.content.decode())


def test_a_theme_is_not_merged_into_one_below_it_and_the_page_says_why(chief_editor):
    above, below = Theme.objects.get(slug="geinformeerde-praktijken"), Theme.objects.get(slug="motivatie")
    page = merge_page(chief_editor, above, below, into=below.pk)
    assert page.context["made"].refusals == ["“Motivatie” staat onder “Geïnformeerde praktijken”. Verplaats het eerst."]


def test_an_old_snapshot_reads_through_the_alias():
    old, new = ThemeFactory(), ThemeFactory()
    fiche = FicheFactory(themes=[old])
    before = freeze(fiche)
    uses = uses_of([old, new])
    merge_all(plan([old, new], new, {}, uses), Columns(Theme), by=UserFactory())
    assert (before["themes"], freeze(fiche)["themes"]) == ([old.pk], [new.pk])


def test_nothing_is_merged_when_somebody_saved_a_row_meanwhile():
    one, two = OrganisationFactory(), OrganisationFactory()
    made = plan([one, two], one, {"name": str(two.pk)}, uses_of([one, two]))

    class Slow(Columns):
        def finish(self, into):
            Organisation.objects.filter(pk=two.pk).update(kind="school")

    with pytest.raises(MergeRefused, match="net gewijzigd"):
        merge_all(made, Slow(Organisation), by=UserFactory())
    assert Organisation.objects.exclude(merged_into=None).count() == LogEntry.objects.count() == 0


def test_with_one_row_in_hand_its_doubles_are_offered_and_others_can_be_sought(chief_editor):
    tag, twin, other = TagFactory(name="leerling"), TagFactory(name="Leerlingen"), TagFactory(name="schoolkind")
    page = merge_page(chief_editor, tag)
    assert page.context["found"] == [twin]
    assert merge_page(chief_editor, tag, q="school").context["found"] == [other]
    assert merge_page(chief_editor, tag, q="niets").context["found"] == []


def test_rows_that_look_alike_stand_together_with_how_often_they_are_used(chief_editor):
    FicheFactory(tags=["leerling", "Leerlingen", "anders"])
    page = chief_editor.get(reverse("admin:taxonomy_tag_alike"))
    assert [[(one["row"].name, one["uses"]) for one in group["rows"]] for group in page.context["groups"]] == [
        [("leerling", "1 plaats"), ("Leerlingen", "1 plaats")]
    ]


def test_materials_with_one_address_look_alike_however_it_is_written(chief_editor):
    one, two = ResourceFactory(url="https://www.a.be/gids/"), ResourceFactory(url="http://a.be/gids?utm_source=x")
    page = chief_editor.get(reverse("admin:fiches_resource_alike"))
    assert [[shown["row"].pk for shown in group["rows"]] for group in page.context["groups"]] == [[one.pk, two.pk]]


@pytest.mark.parametrize("name", ["merge", "alike"])
def test_who_may_not_delete_may_not_merge(editor, name):
    assert editor.get(reverse(f"admin:taxonomy_tag_{name}")).status_code == 403


def test_the_page_costs_the_same_for_one_place_as_for_three(chief_editor):
    costs = []
    for count in (1, 3):
        one, two = TagFactory(), TagFactory()
        FicheFactory.create_batch(count, tags=[one], published=True)
        merge_page(chief_editor, one, two)
        costs.append(cost(lambda one=one, two=two: merge_page(chief_editor, one, two)))
    assert costs[0] == costs[1] <= 20
