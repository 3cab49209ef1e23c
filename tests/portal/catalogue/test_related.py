"""Related fiches, sessions and resources, and why they are."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fiches.models import Fiche
from portal.catalogue.models import Awaited, Indexed, Record, Relation, ShownFile
from portal.catalogue.related import RELATED, choose
from portal.publishing.workflow import take
from portal.shared import merge
from portal.taxonomy.models import Tag
from tests.factories import NOON, FicheFactory, ResourceFactory, SourceFactory, ThemeFactory, publish
from tests.factories.days import DayFactory, SessionFactory

pytestmark = pytest.mark.django_db


def related(thing) -> list[tuple[str, str]]:
    """(title, why) of what is related to this, as pages show it."""
    rows = Relation.objects.filter(subject__kind=type(thing)._meta.model_name, subject__object_id=thing.pk, kind="related")
    return list(rows.order_by("position").values_list("object__title", "why"))


def book(title, *names, year=2007):
    authors = [{"family": name, "given": "A."} for name in names]
    return SourceFactory(csl={"type": "book", "title": title, "author": authors, "issued": {"date-parts": [[year]]}})


def fiche(title, **kwargs) -> Fiche:
    """A published fiche in a theme of its own, unless themes are given."""
    slug = title.lower().replace(" ", "-")
    return FicheFactory(title=title, slug=slug, published=True, **{"themes": [ThemeFactory()], **kwargs})


def others(count=6) -> None:
    """Fiches about something else, so that words can tell."""
    for title in ("Pesten", "Zittenblijven", "Huiswerk", "Schooluniform", "Spijbelen", "Speelplaats")[:count]:
        fiche(title)


# -- why ---------------------------------------------------------------------------------------------------------------
def test_fiches_with_a_source_in_common_are_related_and_say_which():
    source = book("The power of feedback", "Hattie", "Timperley")
    one, two, alone = fiche("Toetsen", sources=[source]), fiche("Huiswerk", sources=[source]), fiche("Spijbelen")
    assert related(one) == [("Huiswerk", "zelfde bron: Hattie & Timperley, 2007")]
    assert related(two) == [("Toetsen", "zelfde bron: Hattie & Timperley, 2007")]
    assert related(alone) == []


def test_a_tag_and_a_theme_in_common_are_reasons_too():
    theme = ThemeFactory(name="Goesting")
    one = fiche("Toetsen", tags=["feedback"], themes=[theme])
    fiche("Huiswerk", tags=["feedback"])
    fiche("Spijbelen", themes=[theme])
    assert related(one) == [("Huiswerk", "zelfde trefwoord: feedback"), ("Spijbelen", "zelfde thema: Goesting")]


def test_of_several_reasons_the_strongest_is_said_and_all_of_them_count():
    theme, source = ThemeFactory(name="Goesting"), book("Bron", "Dweck")
    one = fiche("Toetsen", tags=["feedback"], themes=[theme], sources=[source])
    fiche("Huiswerk", sources=[source])
    fiche("Spijbelen", sources=[source], tags=["feedback"], themes=[theme])
    assert related(one) == [("Spijbelen", "zelfde bron: Dweck, 2007"), ("Huiswerk", "zelfde bron: Dweck, 2007")]


def test_a_theme_that_many_have_tells_less_than_a_rare_one():
    common, rare = ThemeFactory(name="Onderwijs"), ThemeFactory(name="Kleuters")
    one = fiche("Toetsen", themes=[common, rare])
    for title in ("Pesten", "Spijbelen", "Speelplaats"):
        fiche(title, themes=[common])
    fiche("Huiswerk", themes=[rare])
    assert related(one)[0] == ("Huiswerk", "zelfde thema: Kleuters")
    assert len(related(one)) == RELATED


def test_fiches_without_a_common_label_are_related_when_their_titles_speak_of_the_same():
    others()
    one, two = fiche("Leesmotivatie bij kleuters"), fiche("Werken aan leesmotivatie")
    assert related(one) == [("Werken aan leesmotivatie", "ook over: leesmotivatie")]
    assert related(two) == [("Leesmotivatie bij kleuters", "ook over: leesmotivatie")]


def test_the_word_is_said_as_people_write_it_never_as_its_root():
    others()
    one = fiche("Coördinatie van zorg")
    fiche("Wie coördineert wat")
    fiche("Rekenmotivatie")
    two = fiche("Taalmotivatie")
    assert [why for _title, why in related(one)] == ["ook over: coördinatie"]
    assert related(two) == [("Rekenmotivatie", "ook over: motivatie")]


def test_words_that_many_titles_have_and_words_of_the_lead_alone_are_no_reason():
    for title in ("Pesten", "Huiswerk", "Spijbelen", "Speelplaats", "Schooluniform", "Zittenblijven"):
        fiche(f"Fiche over {title}", standfirst="Over welbevinden en geletterdheid.")
    assert set(Relation.objects.filter(kind="related")) == set()


@pytest.mark.parametrize(("title", "why"), [("GO! en ICT", "ook over: ICT"), ("Nadenken over ICT", "ook over: ICT")])
def test_an_abbreviation_stays_in_capitals(title, why):
    others()
    one = fiche("ICT in de klas")
    fiche(title)
    assert related(one) == [(title, why)]


# -- sessions and resources --------------------------------------------------------------------------------------------
def test_sessions_are_related_to_sessions_and_resources_to_resources(visitor):
    source, day = book("Bron", "Dweck"), DayFactory()
    one, two = (SessionFactory(day=day, title=title, sources=[source], published=True) for title in ("Een", "Twee"))
    material = ResourceFactory(title="Leidraad leesmotivatie")
    titles = ("Filmpje over pesten", "Toolkit huiswerk", "Gids", "Boek over spijbelen", "Poster", "Kaartjes")
    resources = [ResourceFactory(title=title) for title in ("Leesmotivatie in beeld", *titles)]
    fiche("Toetsen", sources=[source], resources=[material, *resources])
    assert related(one) == [("Twee", "zelfde bron: Dweck, 2007")]
    assert related(material) == [("Leesmotivatie in beeld", "ook over: leesmotivatie")]
    for thing, why in ((two, "Zelfde bron: Dweck, 2007"), (material, "Ook over: leesmotivatie")):
        assert f'<p class="caption">{why}</p>' in visitor.get(thing.get_absolute_url()).content.decode()


def test_the_page_of_a_fiche_says_why_and_a_preview_shows_nothing_related(visitor, editor):
    one, two = fiche("Toetsen", tags=["feedback"]), fiche("Huiswerk", tags=["feedback"])
    said = '<p class="caption">Zelfde trefwoord: feedback</p>'
    assert said in visitor.get(one.get_absolute_url()).content.decode()
    preview = editor.get(f"/beheer/fiches/fiche/{two.pk}/voorbeeld/pagina/").content.decode()
    assert ("Huiswerk" in preview, "Verwante fiches" in preview) == (True, False)


def test_parts_of_one_series_and_repeats_of_one_session_are_not_shown_twice(visitor):
    parts = [ResourceFactory(title=f"Leesmotivatie deel {word}", series="Lezen") for word in ("een", "twee")]
    titles = ("Filmpje over pesten", "Toolkit huiswerk", "Gids", "Poster", "Kaartjes", "Spel")
    fiche("Toetsen", resources=[*parts, *(ResourceFactory(title=title) for title in titles)])
    assert [title for title, _why in related(parts[0])] == ["Leesmotivatie deel twee"]
    assert "Verwante materialen" not in visitor.get(parts[0].get_absolute_url()).content.decode()
    first = SessionFactory(tags=["feedback"], published=True)
    SessionFactory(day=first.day, tags=["feedback"], repeats=first, published=True)
    assert related(first) != []
    assert "Ook interessant" not in visitor.get(first.get_absolute_url()).content.decode()


def test_a_resource_that_only_a_related_one_points_at_does_not_stay_public():
    titles = ("Filmpje over pesten", "Toolkit huiswerk", "Gids", "Poster", "Kaartjes", "Spel")
    one, two = ResourceFactory(title="Leesmotivatie in beeld"), ResourceFactory(title="Leidraad leesmotivatie")
    fiche("Toetsen", resources=[one, *(ResourceFactory(title=title) for title in titles)])
    gone = fiche("Huiswerk", resources=[two])
    assert related(one) == [("Leidraad leesmotivatie", "ook over: leesmotivatie")]
    take(gone, "withdraw", seen=gone.edit, at=NOON)
    assert Record.objects.get(kind="resource", object_id=two.pk).withdrawn_at == NOON
    assert related(one) == []
    call_command("rebuild_catalogue", check=True)


# -- kept right --------------------------------------------------------------------------------------------------------
def test_a_draft_is_related_to_nothing_and_what_is_withdrawn_makes_room_for_the_next_best():
    titles = ("Pesten", "Huiswerk", "Spijbelen", "Speelplaats")
    fiches = [fiche(title, tags=["feedback"]) for title in titles]
    FicheFactory(title="Klad", tags=["feedback"])
    one = fiche("Toetsen", tags=["feedback"])
    shown = [title for title, _why in related(one)]
    assert (len(shown), "Klad" in shown) == (3, False)
    gone = next(thing for thing in fiches if thing.title == shown[0])
    take(gone, "withdraw", seen=gone.edit, at=NOON)
    assert {title for title, _why in related(one)} == set(titles) - {gone.title}


def test_changing_tags_changes_what_is_related_on_both_sides(visitor):
    one, two, three = fiche("Toetsen", tags=["feedback"]), fiche("Huiswerk", tags=["feedback"]), fiche("Spijbelen", tags=["zorg"])
    assert "Toetsen" in visitor.get(two.get_absolute_url()).content.decode()
    one = take(one, "edit", seen=one.edit, at=NOON)
    one.tags.set(["zorg"])
    publish(one)
    assert related(one) == [("Spijbelen", "zelfde trefwoord: zorg")]
    assert (related(two), related(three)) == ([], [("Toetsen", "zelfde trefwoord: zorg")])
    assert "Toetsen" not in visitor.get(two.get_absolute_url()).content.decode()


def test_a_fiche_that_no_longer_cites_a_source_is_no_longer_related_by_it():
    source = book("Bron", "Dweck")
    one, two = fiche("Toetsen", sources=[source]), fiche("Huiswerk", sources=[source])
    one = take(one, "edit", seen=one.edit, at=NOON)
    one.citations.all().delete()
    publish(one)
    assert (related(one), related(two)) == ([], [])


def test_a_fiche_that_is_nearer_takes_a_place_from_one_that_shares_only_a_theme():
    theme, source = ThemeFactory(name="Goesting"), book("Bron", "Dweck")
    one = fiche("Toetsen", themes=[theme], sources=[source])
    for title in ("Pesten", "Spijbelen", "Speelplaats"):
        fiche(title, themes=[theme])
    fiche("Huiswerk", sources=[source])
    assert related(one)[0] == ("Huiswerk", "zelfde bron: Dweck, 2007")
    assert len(related(one)) == RELATED


def test_a_new_name_of_a_theme_a_tag_or_a_source_is_in_the_reason_and_on_the_page_at_once(visitor):
    theme, source = ThemeFactory(name="Goesting"), book("Bron", "Dweck")
    by_theme, by_source = fiche("Pesten", themes=[theme]), fiche("Toetsen", sources=[source])
    fiche("Spijbelen", themes=[theme])
    fiche("Huiswerk", sources=[source])
    by_tag = fiche("Speelplaats", tags=["feedback"])
    fiche("Schooluniform", tags=["feedback"])
    pages = {thing: visitor.get(thing.get_absolute_url()) for thing in (by_theme, by_source, by_tag)}
    theme.name = "Zin om te leren"
    theme.save()
    source.csl = {**source.csl, "author": [{"family": "Duckworth", "given": "A."}]}
    source.save()
    tag = Tag.objects.get(name="feedback")
    tag.name = "terugkoppeling"
    tag.save()
    said = {
        by_theme: "zelfde thema: Zin om te leren",
        by_source: "zelfde bron: Duckworth, 2007",
        by_tag: "zelfde trefwoord: terugkoppeling",
    }
    for thing, why in said.items():
        assert [found for _title, found in related(thing)] == [why]
        answer = visitor.get(thing.get_absolute_url(), headers={"If-None-Match": pages[thing].headers["ETag"]})
        assert why[1:] in answer.content.decode()


def test_a_new_title_changes_what_is_said_to_be_alike():
    others()
    one, two = fiche("Leesmotivatie bij kleuters"), fiche("Werken aan leesmotivatie")
    two = take(two, "edit", seen=two.edit, at=NOON)
    two.title = "Werken aan iets anders"
    two.save()
    publish(two)
    assert (related(one), related(two)) == ([], [])


def test_merging_tags_or_sources_relates_what_had_either():
    first, second = book("Bron", "Dweck"), book("Boek", "Duckworth")
    one, two = fiche("Toetsen", sources=[first], tags=["een"]), fiche("Huiswerk", sources=[second])
    three = fiche("Spijbelen", tags=["twee"])
    merge(first, second)
    assert [related(one), related(two)] == [
        [("Huiswerk", "zelfde bron: Duckworth, 2007")],
        [("Toetsen", "zelfde bron: Duckworth, 2007")],
    ]
    merge(Tag.objects.get(name="een"), Tag.objects.get(name="twee"))
    assert ("Toetsen", "zelfde trefwoord: twee") in related(three)


def test_merging_resources_leaves_no_gap_where_the_double_stood():
    about = ("Pesten", "Huiswerk", "Gids", "Poster", "Kaartjes", "Spel", "Boek", "Film", "Lied", "Bord", "Krijt", "Bank")
    one, *alike = (ResourceFactory(title=title) for title in ("Zien lezen", "Lezen a", "Lezen b", "Lezen c", "Lezen d"))
    fiche("Toetsen", resources=[one, *alike, *(ResourceFactory(title=title) for title in about)])
    shown = [title for title, _why in related(one)]
    double, kept = (next(resource for resource in alike if resource.title == title) for title in shown[:2])
    merge(double, kept)
    assert {title for title, _why in related(one)} == {resource.title for resource in alike} - {double.title}
    call_command("rebuild_catalogue", check=True)


def test_a_title_by_which_something_is_shown_as_related_is_new_on_that_page_at_once(visitor):
    one, two = fiche("Toetsen", tags=["feedback"]), fiche("Huiswerk", tags=["feedback"])
    before = visitor.get(one.get_absolute_url())
    two = take(two, "edit", seen=two.edit, at=NOON)
    two.title = "Taken voor thuis"
    two.save()
    publish(two)
    answer = visitor.get(one.get_absolute_url(), headers={"If-None-Match": before.headers["ETag"]})
    assert (answer.status_code, "Taken voor thuis" in answer.content.decode()) == (200, True)


# -- always the same ---------------------------------------------------------------------------------------------------
def everything():
    rows = Relation.objects.filter(kind="related").order_by("subject__kind", "subject__object_id", "position")
    return list(rows.values_list("subject__kind", "subject__object_id", "position", "object__object_id", "why"))


def test_rebuilding_from_nothing_chooses_the_same():
    source, theme = book("Bron", "Dweck"), ThemeFactory(name="Goesting")
    others()
    for title in ("Leesmotivatie bij kleuters", "Werken aan leesmotivatie"):
        fiche(title, sources=[source], themes=[theme], resources=[ResourceFactory(title=title)])
    fiche("Toetsen", tags=["feedback"], themes=[theme])
    SessionFactory(sources=[source], published=True)
    SessionFactory(sources=[source], published=True)
    before = everything()
    call_command("rebuild_catalogue", verbosity=0)
    again = everything()
    for model in (Awaited, ShownFile, Indexed, Record):
        model.objects.all().delete()
    call_command("rebuild_catalogue", verbosity=0)
    assert (again, everything()) == (before, before)
    assert len(before) >= 6


def test_of_what_is_as_near_the_newest_comes_first():
    made = [
        FicheFactory(title=title, themes=[ThemeFactory()], tags=["feedback"]) for title in ("Een", "Twee", "Drie", "Vier", "Vijf")
    ]
    for days, thing in zip((3, 1, 5, 2, 4), made, strict=True):
        publish(thing, at=NOON + dt.timedelta(days=days))
    one = fiche("Toetsen", tags=["feedback"])
    assert [title for title, _why in related(one)] == ["Drie", "Vijf", "Een"]


def test_what_very_many_have_is_still_a_reason_when_there_is_no_other(monkeypatch):
    monkeypatch.setattr("portal.catalogue.related.COMMON", 2)
    theme, source = ThemeFactory(name="Goesting"), book("Bron", "Dweck")
    for title in ("Pesten", "Spijbelen", "Speelplaats", "Huiswerk"):
        fiche(title, themes=[theme])
    one = fiche("Toetsen", themes=[theme])
    assert [why for _title, why in related(one)] == ["zelfde thema: Goesting"] * RELATED
    two = fiche("Zittenblijven", themes=[theme], tags=["zorg"], sources=[source])
    fiche("Schooluniform", themes=[theme], tags=["zorg"])
    assert related(two)[0] == ("Schooluniform", "zelfde trefwoord: zorg")


def test_choosing_for_twenty_costs_as_many_queries_as_for_one():
    source = book("Bron", "Dweck")
    others()
    for number in range(20):
        fiche(f"Leesmotivatie {number}" if number < 4 else f"Iets {number}", sources=[source], tags=[f"woord {number // 2}"])
    pks = list(Record.objects.filter(kind="fiche").order_by("pk").values_list("pk", flat=True))
    costs = []
    for asked in (pks[6:7], pks[6:]):
        with CaptureQueriesContext(connection) as queries:
            choose("fiche", asked)
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 5
