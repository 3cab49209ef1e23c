"""Browsing: counts that say what one more choice would bring, chips to take one away, order and pages."""

import re

import pytest

from fiches.forms import FICHES, RESOURCES, ListForm
from portal.catalogue.models import Edition
from portal.taxonomy.models import Audience, Level, Theme
from tests.factories import NOON, FicheFactory, OrganisationFactory, ResourceFactory, publish

pytestmark = pytest.mark.django_db


def found(query="", listing=FICHES):
    from django.http import QueryDict

    return ListForm(QueryDict(query), listing).found(Edition.objects.get().number)


def counted(page, name):
    box = next(box for box in page.facets if box["name"] == name)
    return {value["key"]: value["count"] for value in box["values"]}


def read(answer) -> str:
    """What stands on the page, as one line of words."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def themes(*slugs):
    return Theme.objects.filter(slug__in=slugs)


@pytest.fixture
def shelf():
    """Three fiches: two on motivation, one on feedback; one for leaders; one with a locked guide."""
    leraar, leider = Audience.objects.get(slug="leraar"), Audience.objects.get(slug="schoolleider")
    FicheFactory(title="Een", published=True, themes=themes("motivatie"), audiences=[leraar])
    FicheFactory(title="Twee", published=True, themes=themes("motivatie"), audiences=[leider])
    locked = ResourceFactory(kind="leidraad", access="go")
    FicheFactory(
        title="Drie",
        published=True,
        themes=themes("feedback"),
        audiences=[leraar],
        resources=[locked],
        levels=Level.objects.filter(key="lager-onderwijs"),
    )


def titles(page):
    return {card["title"] for card in page.cards}


def test_choices_within_a_field_widen_and_between_fields_narrow(shelf):
    assert titles(found("thema=motivatie")) == {"Een", "Twee"}
    assert titles(found("thema=motivatie&thema=feedback")) == {"Een", "Twee", "Drie"}
    assert titles(found("thema=motivatie&doelgroep=leraar")) == {"Een"}
    assert titles(found("toegang=deels&materiaal=leidraad&niveau=basisonderwijs")) == {"Drie"}


def test_counts_say_what_one_more_choice_would_bring(shelf):
    page = found("thema=motivatie")
    assert counted(page, "thema") == {"geinformeerde-praktijken": 3, "motivatie": 2, "feedback": 1}
    assert counted(page, "doelgroep") == {"leraar": 1, "schoolleider": 1}
    assert counted(found("thema=motivatie&doelgroep=leraar"), "doelgroep") == {"leraar": 1, "schoolleider": 1}
    assert counted(found("thema=motivatie&doelgroep=leraar"), "thema")["feedback"] == 1


def test_a_count_is_exactly_what_choosing_it_gives(shelf):
    for start in ("", "thema=motivatie", "doelgroep=leraar", "thema=feedback&doelgroep=leraar"):
        for box in found(start).facets:
            others = "&".join(part for part in start.split("&") if part and not part.startswith(box["name"] + "="))
            for value in box["values"]:
                assert found(f"{others}&{box['name']}={value['key']}").count == value["count"]


def test_every_choice_is_a_chip_that_takes_it_away(shelf):
    page = found("thema=motivatie&doelgroep=leraar&sorteer=titel&q=een")
    assert [(chip["label"], chip["url"]) for chip in page.chips] == [
        ("“een”", "/fiches/?thema=motivatie&doelgroep=leraar&sorteer=titel"),
        ("Motivatie", "/fiches/?q=een&doelgroep=leraar&sorteer=titel"),
        ("Leraar", "/fiches/?q=een&thema=motivatie&sorteer=titel"),
    ]
    assert page.clear_url == "/fiches/"


def test_a_choice_that_brings_nothing_says_which_filter_to_take_away(shelf):
    page = found("thema=feedback&doelgroep=schoolleider")
    assert (page.count, page.total) == (0, 3)
    assert [(near["label"], near["count"]) for near in page.nearest] == [("Zonder ‘Feedback’", 1), ("Zonder ‘Schoolleider’", 1)]


def test_an_empty_result_is_explained_on_the_page(shelf, visitor):
    text = read(visitor.get("/fiches/?thema=feedback&doelgroep=schoolleider"))
    assert "Zonder ‘Feedback’: 1 fiche Zonder ‘Schoolleider’: 1 fiche" in text


def test_titles_sort_alike_whatever_their_accents_case_and_punctuation():
    for title in ["Zebra", "école", "'s Morgens", "Eerst dit", "(On)zeker", "eb en vloed", "10 tips", "Ebbe"]:
        FicheFactory(title=title, published=True)
    assert [card["title"] for card in found("sorteer=titel").cards] == [
        "10 tips",
        "eb en vloed",
        "Ebbe",
        "école",
        "Eerst dit",
        "(On)zeker",
        "'s Morgens",
        "Zebra",
    ]


def test_the_newest_comes_first():
    import datetime as dt

    old, new = FicheFactory(title="Oud"), FicheFactory(title="Nieuw")
    publish(new, at=NOON + dt.timedelta(days=1))
    publish(old, at=NOON)
    assert [card["title"] for card in found().cards] == ["Nieuw", "Oud"]


def test_pages_follow_each_other_without_loss_or_repeat():
    FicheFactory.create_batch(45, published=True)
    pages = [found(f"pagina={number}") for number in (1, 2, 3)]
    seen = [card["title"] for page in pages for card in page.cards]
    assert (len(seen), len(set(seen)), [page.first for page in pages], [page.last for page in pages]) == (
        45,
        45,
        [1, 21, 41],
        [20, 40, 45],
    )
    assert (pages[0].previous, pages[0].next, pages[2].next) == ("", "/fiches/?pagina=2", "")
    assert [(item["n"], item["current"]) for item in pages[1].pager] == [(1, False), (2, True), (3, False)]


def test_a_word_narrows_the_list_and_the_counts(shelf):
    page = found("q=DRIE")
    assert (titles(page), counted(page, "thema")) == ({"Drie"}, {"geinformeerde-praktijken": 1, "feedback": 1})


def test_materials_are_listed_with_the_number_of_fiches_that_use_them(visitor):
    shared, single = (
        ResourceFactory(title="Gedeeld", provider=OrganisationFactory(name="Leerpunt")),
        ResourceFactory(title="Enkel", kind="video"),
    )
    FicheFactory(published=True, resources=[shared, single])
    FicheFactory(published=True, resources=[shared])
    ResourceFactory(title="Van niemand")
    assert titles(found("", RESOURCES)) == {"Gedeeld", "Enkel"}
    assert titles(found("soort=video", RESOURCES)) == {"Enkel"}
    text = read(visitor.get("/materialen/"))
    assert "in 2 fiches" in text
    assert "Van niemand" not in text


def test_a_theme_page_lists_its_fiches_and_offers_no_theme_filter(shelf, visitor):
    text = visitor.get("/themas/motivatie/").content.decode()
    assert ("Een</a>" in text, "Drie</a>" in text, 'name="thema"' in text, 'name="doelgroep"' in text) == (
        True,
        False,
        False,
        True,
    )


def test_a_theme_without_public_fiches_has_no_page(visitor, shelf):
    assert visitor.get("/themas/klasmanagement/").status_code == 404
    assert "Klasmanagement" not in visitor.get("/themas/").content.decode()


def test_a_material_in_very_many_fiches_shows_the_newest_and_says_how_many_there_are(visitor):
    resource = ResourceFactory()
    FicheFactory.create_batch(22, published=True, resources=[resource])
    page = visitor.get(resource.get_absolute_url())
    assert "De 20 nieuwste van 22." in read(page)
    assert page.content.count(b'href="/fiches/fiche-nummer-') == 20
