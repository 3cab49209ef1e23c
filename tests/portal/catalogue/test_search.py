"""Finding: what teachers mean, in whatever form they type it. The same hits on both databases, and no question fails."""

import random

import pytest

from portal.catalogue.dutch import lexemes
from portal.catalogue.hits import Wanted, marked, snippet
from portal.catalogue.models import Edition, Indexed, Lexeme, Record, Synonym, Word
from portal.catalogue.question import nearest, one_edit, read
from portal.catalogue.search import search
from portal.publishing.workflow import take
from portal.shared import merge
from tests.factories import (
    NOON,
    FicheFactory,
    PageFactory,
    ResourceFactory,
    SourceFactory,
    TagFactory,
    ThemeFactory,
    publish,
)
from tests.factories.days import PersonFactory, SessionFactory

LABELS = {
    "fiche": "Fiches",
    "day": "Studiedagen",
    "session": "Sessies",
    "person": "Sprekers",
    "resource": "Materialen",
    "source": "Bronnen",
    "theme": "Thema’s",
    "page": "Pagina’s",
}


def ask(question, **kwargs):
    edition = Edition.objects.get_or_create(pk=1)[0].number
    return search(question, url="/zoeken/", labels=LABELS, edition=edition, **kwargs)


def titles(found) -> list[str]:
    return [hit["title"] for hit in found.cards]


def fiches(*names):
    return [FicheFactory(title=title, standfirst="Zo.", sections={"betekenis": "<p>Zo.</p>"}, published=True) for title in names]


# -- words in every form -----------------------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize(
    "question", ["coördinatie", "COORDINATIE", "coordinatie!", "«coördinatie»", "Coördinatie van overleg", "overleg coördinatie"]
)
def test_accents_case_order_and_punctuation_do_not_count(question):
    fiches("Coördinatie van het overleg", "Iets anders")
    assert titles(ask(question)) == ["Coördinatie van het overleg"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Leerlingenparticipatie", "participatie van leerlingen"),
        ("Participatie van leerlingen", "leerlingenparticipatie"),
        ("Toetsen", "toets"),
        ("Evaluatie", "evalueren"),
        ("Motivatie", "hoe motiveer ik"),
        ("Leesonderwijs", "lezen"),
        ("Kinderen", "kind"),
        ("Co-teaching", "coteaching"),
        ("Coteaching", "co-teaching"),
        ("Begeleiding", "begeleiden"),
    ],
)
def test_a_word_is_found_in_its_other_forms(written, asked):
    fiches(written, "Iets anders")
    assert titles(ask(asked))[:1] == [written]


@pytest.mark.django_db
def test_words_that_only_look_alike_stay_apart():
    fiches("Beleid", "Begeleiding")
    assert (titles(ask("beleid")), titles(ask("begeleiding"))) == (["Beleid"], ["Begeleiding"])


# -- what must occur, and what comes first -----------------------------------------------------------------------------
@pytest.mark.django_db
def test_both_of_two_telling_words_must_occur_and_what_has_one_is_marked_as_related():
    FicheFactory(title="Feedback", sections={"betekenis": "<p>Over groei.</p>"}, published=True)
    FicheFactory(title="Feedback elders", published=True)
    found = ask("feedback groei")
    assert (titles(found), [hit["title"] for hit in found.related]) == (["Feedback"], ["Feedback elders"])


@pytest.mark.django_db
def test_of_many_words_any_will_do_and_the_page_says_so():
    fiches("Motiveren", "Afhaken", "Zebra")
    found = ask("hoe kan je leerlingen die afhaken motiveren")
    assert set(titles(found)) == {"Motiveren", "Afhaken"}


@pytest.mark.django_db
def test_a_word_in_the_title_weighs_more_than_one_in_the_text():
    FicheFactory(title="Andere", sections={"betekenis": "<p>Ook motivatie.</p>"}, published=True)
    fiches("Motivatie")
    assert titles(ask("motivatie")) == ["Motivatie", "Andere"]


@pytest.mark.django_db
def test_everything_public_is_found_in_its_own_kind():
    source = SourceFactory(csl={"type": "book", "title": "Zonnebloem als boek", "author": [{"family": "Maes", "given": "A."}]})
    FicheFactory(title="Zonnebloemen", published=True, resources=[ResourceFactory(title="Gids zonnebloem")], sources=[source])
    PageFactory(title="Over zonnebloemen", published=True)
    SessionFactory(
        title="Keynote", report="<p>Over zonnebloemen.</p>", people=[PersonFactory(name="Zoë Zonnebloem")], published=True
    )
    found = ask("zonnebloem")
    assert {kind["label"]: kind["count"] for kind in found.kinds} == {
        "Alles": 6,
        "Fiches": 1,
        "Sessies": 1,
        "Sprekers": 1,
        "Materialen": 1,
        "Bronnen": 1,
        "Pagina’s": 1,
    }
    assert titles(ask("zonnebloem", kind="source")) == ["Zonnebloem als boek"]


@pytest.mark.django_db
def test_a_fiche_is_found_by_the_materials_and_the_sources_it_names():
    source = SourceFactory(csl={"type": "book", "title": "Bronboek", "author": [{"family": "Wubbels", "given": "T."}]})
    FicheFactory(title="Met bron", resources=[ResourceFactory(title="Kijkwijzer")], sources=[source], published=True)
    assert "Met bron" in titles(ask("wubbels"))
    assert "Met bron" in titles(ask("kijkwijzer"))


@pytest.mark.django_db
def test_hits_have_pages():
    FicheFactory.create_batch(23, standfirst="Zonnebloem.", published=True)
    first, second = ask("zonnebloem", kind="fiche"), ask("zonnebloem", kind="fiche", page=2)
    assert (len(titles(first)), len(titles(second)), len({*titles(first), *titles(second)})) == (20, 3, 23)
    assert (first.next, second.previous) == ("/zoeken/?q=zonnebloem&soort=fiche&pagina=2", "/zoeken/?q=zonnebloem&soort=fiche")


@pytest.mark.django_db
def test_what_stands_between_quotes_is_asked_exactly_and_a_minus_leaves_out():
    FicheFactory(title="Een", sections={"betekenis": "<p>De kritische vriend helpt.</p>"}, published=True)
    FicheFactory(title="Twee", sections={"betekenis": "<p>Een vriend die kritisch is.</p>"}, published=True)
    assert set(titles(ask("kritische vriend"))) == {"Een", "Twee"}
    assert titles(ask('"kritische vriend"')) == ["Een"]
    assert titles(ask("vriend -helpen")) == ["Twee"]


@pytest.mark.django_db
def test_a_choice_narrows_and_says_what_another_choice_would_bring():
    lezen, rekenen = ThemeFactory(name="Lezen", slug="lezen"), ThemeFactory(name="Rekenen", slug="rekenen")
    for theme, number in ((lezen, 2), (rekenen, 1)):
        for n in range(number):
            FicheFactory(title=f"Zonnebloem {theme} {n}", themes=[theme], published=True)
    found = ask("zonnebloem", chosen={"theme": ["lezen"]}, kind="fiche")
    assert found.count == 2
    (themes,) = [box for box in found.facets if box["name"] == "thema"]
    assert {value["label"]: value["count"] for value in themes["values"]} == {"Lezen": 2, "Rekenen": 1}
    assert found.url == "/zoeken/?q=zonnebloem&thema=lezen&soort=fiche"


# -- help --------------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["motivaite", "motvatie", "mottivatie", "motivatje", "notivatie"])
def test_a_slip_of_the_finger_is_corrected_and_said(typed):
    fiches("Motivatie")
    found = ask(typed)
    assert (titles(found), found.corrected["used"]) == (["Motivatie"], "motivatie")
    assert found.corrected["url"] == f"/zoeken/?q={typed}&letterlijk=1"
    literal = ask(typed, literally=True)
    assert (titles(literal), literal.corrected) == ([], None)


def test_one_edit_is_a_letter_more_less_or_otherwise_or_two_swapped():
    assert [one_edit("lezen", other) for other in ("lezen", "leezen", "leze", "lefen", "lzeen")] == [True] * 5
    assert [one_edit("lezen", other) for other in ("lze", "nezel", "leesjes", "", "lefan")] == [False] * 5


@pytest.mark.django_db
def test_a_known_word_is_never_corrected():
    fiches("Vorm", "Norm")
    assert (read("norm", edition=1).corrected, nearest("porm") in {"vorm", "norm"}) == (None, True)


@pytest.mark.django_db
def test_a_synonym_is_found_works_at_once_and_says_so():
    fiches("De olifant")
    assert titles(ask("slurfdier")) == []
    group = Synonym.objects.create(words=["slurfdier", "olifant"])
    found = ask("slurfdier")
    assert (titles(found), found.via, found.cards[0]["via"]) == (["De olifant"], ["olifant"], "olifant")
    group.delete()
    assert titles(ask("slurfdier")) == []


@pytest.mark.django_db
def test_an_abbreviation_and_what_it_stands_for_find_each_other():
    Synonym.objects.create(words=["PLG", "professionele leergemeenschap"])
    fiches("Een professionele leergemeenschap", "De PLG")
    for asked in ("plg", "professionele leergemeenschap", "PLG's"):
        assert set(titles(ask(asked))) == {"Een professionele leergemeenschap", "De PLG"}


@pytest.mark.django_db
def test_an_empty_answer_offers_words_that_begin_alike():
    fiches("Klasmanagement")
    found = ask("klasvandalen")
    assert (found.count, [near["label"] for near in found.near]) == (0, ["klasmanagement"])


# -- in step -----------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_what_is_published_is_found_and_what_is_withdrawn_is_gone_with_its_words():
    draft = FicheFactory(title="Zonnebloem")
    assert (titles(ask("zonnebloem")), Word.objects.filter(text="zonnebloem").exists()) == ([], False)
    fiche = publish(draft)
    assert titles(ask("zonnebloem")) == ["Zonnebloem"]
    take(fiche, "withdraw", seen=fiche.edit, at=NOON)
    assert (titles(ask("zonnebloem")), Word.objects.filter(text="zonnebloem").exists()) == ([], False)


@pytest.mark.django_db
def test_a_new_name_of_a_theme_a_tag_a_person_or_a_material_is_found_at_once():
    theme, tag, person, resource = ThemeFactory(name="Oud"), TagFactory(name="oud"), PersonFactory(), ResourceFactory(title="Oud")
    FicheFactory(title="Fiche", themes=[theme], tags=[tag], resources=[resource], published=True)
    SessionFactory(title="Sessie", people=[person], published=True)
    for row, field in ((theme, "name"), (tag, "name"), (person, "name"), (resource, "title")):
        word = f"Nieuw{row._meta.model_name}woord"
        setattr(row, field, word)
        row.save()
        assert {"Fiche", "Sessie"} & set(titles(ask(word))), word


@pytest.mark.django_db
def test_merging_leaves_nothing_of_the_old_name():
    old, new = ResourceFactory(title="Olifantengids"), ResourceFactory(title="Kijkgids")
    FicheFactory(resources=[old], published=True)
    merge(old, new)
    assert titles(ask("olifantengids", literally=True)) == []


@pytest.mark.django_db
def test_the_lexicon_counts_every_record_once():
    texts = ["Lezen en lezen", "Lezen of schrijven", "Schrijven"]
    made = fiches(*texts)
    assert Lexeme.objects.get(text=lexemes("lezen")[0]).records == 2
    take(made[0], "withdraw", seen=made[0].edit, at=NOON)
    assert Lexeme.objects.get(text=lexemes("lezen")[0]).records == 1
    for lexeme in Lexeme.objects.all():
        rows = Indexed.objects.values_list("title", "lead", "body", "cited")
        assert lexeme.records == sum(lexeme.text in " ".join(row).split() for row in rows)
    assert Indexed.objects.count() == Record.objects.public().count()


# -- no question fails -------------------------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize("question", ["%", "_", "\\", "ge_oon", "%%%", "50%"])
def test_signs_that_databases_give_a_meaning_are_plain_signs(question):
    fiches("Gewoon")
    assert titles(ask(question, literally=True)) == []


@pytest.mark.django_db
def test_any_text_is_a_question():
    fiches("Thema's van GO!", "PBD-GO!")
    dice = random.Random(7)
    signs = "\"'-*():^&|!<>~{}[]\\/%_;:,.?@#$€+=`´ ’“”„«»\x00\t\n😀éß漢字ا" + "abcdelmnorst" * 3
    told = ['"', '""', '" "', "-", "- -a", "NEAR(a b)", "a AND", "OR", "NOT a", "a*", "col:a", "'; DROP TABLE", "a" * 5000]
    told += [f"{'woord ' * 500}", "GO!", "PBD-GO!", "thema's", "thema’s", "((((", "a:b:c", "\x00", "::tsquery", "\\'", "''"]
    told += ["".join(dice.choices(signs, k=dice.randrange(1, 60))) for _ in range(150)]
    for question in told:
        for literally in (False, True):
            ask(question, literally=literally)
    assert (titles(ask("GO!"))[:1], titles(ask("thema's"))) == (["Thema's van GO!"], ["Thema's van GO!"])


# -- what explains a hit -----------------------------------------------------------------------------------------------
def wanted(words) -> Wanted:
    return Wanted(frozenset(lexemes(words)), (), tuple(words.split()))


def test_marks_stand_around_what_was_asked_and_nothing_typed_becomes_html():
    assert marked("Coördinatie & <b>", wanted("coordinatie")) == "<mark>Coördinatie</mark> &amp; &lt;b&gt;"
    assert marked("Motiveren doe je met motivatie.", wanted("gemotiveerd")) == (
        "<mark>Motiveren</mark> doe je met <mark>motivatie</mark>."
    )
    assert marked("Beleid en begeleiding", wanted("beleid")) == "<mark>Beleid</mark> en begeleiding"


def test_a_snippet_shows_the_stretch_with_most_of_the_words():
    text = "zonnebloem " + "begin " * 60 + "hier staat de zonnebloem in de tuin " + "einde " * 60
    shown = snippet(text, wanted("zonnebloem tuin"))
    assert ("<mark>tuin</mark>" in shown, shown.startswith("… "), shown.endswith("…"), len(shown) < 320) == (
        True,
        True,
        True,
        True,
    )


def test_a_ligature_does_not_move_the_marks():
    assert marked("ﬁche ﬁjn lezen", wanted("lezen")) == "ﬁche ﬁjn <mark>lezen</mark>"
