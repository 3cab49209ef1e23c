"""The first search: plain and honest. Every word must occur; accents and case do not count; titles come first."""

import pytest

from portal.catalogue.search import marked, search, snippet, words_of
from tests.factories import FicheFactory, PageFactory, ResourceFactory, SourceFactory

LABELS = {"fiche": "Fiches", "resource": "Materialen", "source": "Bronnen", "theme": "Thema’s", "page": "Pagina’s"}


def ask(question, **kwargs):
    return search(question, url="/zoeken/", labels=LABELS, **kwargs)


def titles(hits):
    return [hit["title"] for group in hits.groups for hit in group["hits"]]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "question", ["coördinatie", "COORDINATIE", "coordinatie!", "«coördinatie»", "Coördinatie van overleg", "overleg coördinatie"]
)
def test_accents_case_order_and_punctuation_do_not_count(question):
    FicheFactory(title="Coördinatie van het overleg", published=True)
    FicheFactory(title="Iets anders", published=True)
    assert titles(ask(question)) == ["Coördinatie van het overleg"]


@pytest.mark.django_db
def test_every_word_must_occur_somewhere():
    FicheFactory(title="Feedback", sections={"betekenis": "<p>Over groei.</p>"}, published=True)
    assert titles(ask("feedback groei")) == ["Feedback"]
    assert titles(ask("feedback zebra")) == []


@pytest.mark.django_db
def test_a_word_in_the_title_weighs_more_than_one_in_the_text():
    FicheFactory(title="Motivatie", published=True)
    FicheFactory(title="Andere", sections={"betekenis": "<p>Ook motivatie.</p>"}, published=True)
    assert titles(ask("motivatie"))[:2] == ["Motivatie", "Andere"]


@pytest.mark.django_db
def test_everything_public_is_found_in_its_own_kind():
    source = SourceFactory(csl={"type": "book", "title": "Zonnebloemboek", "author": [{"family": "Maes", "given": "A."}]})
    FicheFactory(title="Zonnebloemen", published=True, resources=[ResourceFactory(title="Zonnebloemgids")], sources=[source])
    PageFactory(title="Over zonnebloemen", published=True)
    hits = ask("zonnebloem")
    assert [(kind["label"], kind["count"]) for kind in hits.kinds] == [
        ("Alles", 4),
        ("Fiches", 1),
        ("Materialen", 1),
        ("Bronnen", 1),
        ("Pagina’s", 1),
    ]
    assert titles(ask("zonnebloem", kind="source")) == ["Zonnebloemboek"]


@pytest.mark.django_db
def test_one_kind_has_pages():
    FicheFactory.create_batch(23, standfirst="Zonnebloem.", published=True)
    first, second = ask("zonnebloem", kind="fiche"), ask("zonnebloem", kind="fiche", page=2)
    assert (len(titles(first)), len(titles(second)), first.next, second.previous) == (
        20,
        3,
        "/zoeken/?q=zonnebloem&soort=fiche&pagina=2",
        "/zoeken/?q=zonnebloem&soort=fiche",
    )


@pytest.mark.django_db
@pytest.mark.parametrize("question", ["%", "_", "\\", "ge_oon", "%%%", "50%"])
def test_signs_that_databases_give_a_meaning_are_plain_signs(question):
    FicheFactory(title="Gewoon", published=True)
    assert titles(ask(question)) == []


def test_a_long_question_counts_its_first_words():
    assert len(words_of("woord" + " ander".join(map(str, range(500))))) == 12


def test_marks_stand_around_what_was_asked_and_nothing_typed_becomes_html():
    assert marked("Coördinatie & <b>", ["coordinatie"]) == "<mark>Coördinatie</mark> &amp; &lt;b&gt;"
    assert marked("aaa", ["aa", "a"]) == "<mark>a</mark><mark>aa</mark>" or marked("aaa", ["aa", "a"]).count("<mark>") >= 1


def test_a_snippet_shows_the_stretch_around_the_word():
    text = "begin " * 60 + "hier staat de zonnebloem in de tekst " + "einde " * 60
    shown = snippet(text, ["zonnebloem"])
    assert ("<mark>zonnebloem</mark>" in shown, shown.startswith("… "), shown.endswith("…"), len(shown) < 300) == (
        True,
        True,
        True,
        True,
    )


def test_a_ligature_does_not_move_the_marks():
    assert marked("ﬁche ﬁjn lezen", ["lezen"]) == "ﬁche ﬁjn <mark>lezen</mark>"
