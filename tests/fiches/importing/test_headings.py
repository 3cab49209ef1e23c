"""Which rubriek a heading announces."""

import pytest

from fiches.importing.headings import announced, bare, in_sentence_case, is_announcement, is_usual
from fiches.models import Rubriek


@pytest.mark.parametrize("rubriek", Rubriek)
def test_the_usual_heading_of_every_rubriek_is_known_however_it_is_written(rubriek):
    usual = str(rubriek.label)
    for written in (
        usual,
        usual.upper(),
        f"  {usual.lower().rstrip('?')} : ",
        f"3. {usual}",
        f"{usual} (vervolg)",
        f"{usual} (2/3)",
    ):
        found = announced(written)
        assert (found and found.place, found and found.sure, is_usual(written, rubriek)) == (rubriek, True, True)


@pytest.mark.parametrize(
    "heading, rubriek",
    [
        ("Wat is dat?", "betekenis"),
        ("DEFINITIE", "betekenis"),
        ("Waarover gaat het?", "betekenis"),
        ("Uit onderzoek", "onderzoek"),
        ("Wat zegt het onderzoek?", "onderzoek"),
        ("Meer weten?", "informatie"),
        ("Praktijkvoorbeelden", "voorbeelden"),
        ("Hoe kan ik worden ondersteund door de PBD-GO!?", "ondersteuning"),
        ("Begeleiding", "ondersteuning"),
        ("Verder lezen", "verdieping"),
        ("Referenties", "bronnen"),
        ("Literatuurlijst", "bronnen"),
        ("Geraadpleegde bronnen", "bronnen"),
    ],
)
def test_other_words_for_a_rubriek_are_known(heading, rubriek):
    found = announced(heading)
    assert (found.place, found.sure) == (rubriek, True)


@pytest.mark.parametrize(
    "heading, rubriek",
    [
        ("Wat verstaan we onder co-teaching?", "betekenis"),
        ("Wat weten we over feedback uit onderzoek?", "onderzoek"),
        ("Waar vind ik inspirerende voorbeelden van andere scholen?", "voorbeelden"),
        ("Hoe kan de begeleidingsdienst je helpen?", "ondersteuning"),
        ("Wat betekend dat?", "betekenis"),
        ("Bronnen en verantwoording", "bronnen"),
    ],
)
def test_what_looks_like_a_rubriek_is_taken_with_a_doubt(heading, rubriek):
    found = announced(heading)
    assert (found.place, found.sure) == (rubriek, False)


@pytest.mark.parametrize(
    "heading",
    [
        "Afspraken in ons team",
        "Materiaal om mee te werken",
        "Drie soorten woorden",
        "Tips",
        "",
        "…",
        "2.",
        "Voor wie?",
        "x" * 300,
    ],
)
def test_a_heading_of_the_author_is_no_rubriek(heading):
    assert announced(heading) is None


def test_only_exact_words_are_a_heading_where_none_is_set():
    assert is_announcement("Bronnen:")
    assert not is_announcement("Wat verstaan we onder co-teaching?")


def test_a_heading_is_known_without_number_sign_or_accent():
    assert bare("II. Geïnformeerde praktijken… (vervolg 2)") == "geinformeerde praktijken"


def test_a_heading_in_capitals_becomes_a_sentence_with_the_words_of_the_text():
    words = {"pbd-go!?": "PBD-GO!?", "ict": "ICT"}
    assert in_sentence_case("HULP VAN DE PBD-GO!?", words) == "Hulp van de PBD-GO!?"
    assert in_sentence_case("ICT EN MEDIA", words) == "ICT en media"
    assert in_sentence_case("Gewone Kop", words) == "Gewone Kop"
