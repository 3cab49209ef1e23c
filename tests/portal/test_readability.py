"""How hard a text reads: syllables, sentences, and the Flesch-Douma measure that is made of them."""

import pytest

from portal.readability import measured, sentences_of, syllables, words_of

pytestmark = pytest.mark.once

SYLLABLES = {
    1: "school ijs nieuw leeuw sneeuw groei fraai team team’s coach één nr",
    2: "leraar nieuwe eeuwen bloeien draaien mooie bureau niveau auto euro foto's baby's lawaai coachen feedback zeeën quasi",
    3: "serieus museum theater piano reële ruïne ideeën kopieën creatief interview Egypte poëzie actieve",
    4: "beëindigen informatie essentieel nationaal petroleum industrieën motivatie kwaliteitszorg materiaal",
    5: "evaluatie evaluaties geëvalueerd coördinator continuïteit begeleidingsdienst",
    6: "evidence-informed zorgcoördinator individuele initiatieven",
}


@pytest.mark.parametrize(("count", "word"), [(count, word) for count, words in SYLLABLES.items() for word in words.split()])
def test_a_dutch_word_has_its_syllables(count, word):
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Eén zin. En nog een.", 2),
        ("Vraag je dat? Ja! Zeker…", 3),
        ("Kijk bv. naar je klas, o.a. naar wie stil is.", 1),
        ("J. Jansen schreef dat. Dr. Peeters ook.", 2),
        ("Het duurt 3.5 uur. 20 leerlingen deden mee", 2),
        ("Zij zei: “Kom.” Hij kwam.", 2),
        ("", 0),
    ],
)
def test_a_sentence_ends_where_a_reader_stops(text, count):
    assert len(sentences_of(text)) == count


def test_numbers_are_no_words():
    assert words_of("In 2017 las 1 op 3 leerlingen foto's van zee-egels.") == [
        "In",
        "las",
        "op",
        "leerlingen",
        "foto's",
        "van",
        "zee-egels",
    ]


def test_the_score_is_that_of_the_formula_and_its_words_those_of_the_table():
    found = measured(["De kat zit op de mat. " * 20])  # six words of one syllable each
    assert (found.words, found.sentences, found.syllables) == (120, 20, 120)
    assert (found.score, found.level) == (round(206.84 - 77 - 0.93 * 6), "zeer gemakkelijk")


@pytest.mark.parametrize(
    ("score", "level"), [(29, "zeer moeilijk"), (30, "moeilijk"), (45, "tamelijk moeilijk"), (60, "normaal")]
)
def test_every_score_has_the_word_of_its_band(score, level, monkeypatch):
    found = measured(["De kat zit op de mat. " * 20])
    monkeypatch.setattr(type(found), "score", score)
    assert found.level == level


def test_longer_sentences_and_longer_words_are_harder():
    easy = measured(["De leraar leest een boek. " * 25])
    long_words = measured(["De begeleidingsdienst organiseert professionaliseringsinitiatieven. " * 30])
    long_sentence = measured(["De leraar leest een boek en " * 20 + "stopt."])
    assert easy.score > long_words.score and easy.score > long_sentence.score
    assert long_sentence.longest.startswith("De leraar leest")


def test_a_short_text_has_no_measure():
    assert measured(["Dit is kort."]) is None
    assert measured([]) is None
