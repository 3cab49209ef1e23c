"""The speakers of a session, typed on one line."""

import random
import unicodedata

import pytest

from events.lineup import LineupRefused, Named, hue, initials, parse, say, surname

ADRIE = Named("Adrie Visscher", "Universiteit Twente")
GEERT = Named("Geert Kelchtermans", "KU Leuven")
ESTAFETT = Named("ESTAFETT-team", "Arteveldehogeschool", team=True)

TYPED = {
    "nothing": ("", []),
    "only marks": (" ; \n ;; () ", []),
    "a name": ("Laureen Clef", [Named("Laureen Clef")]),
    "a name with its house": ("Adrie Visscher (Universiteit Twente)", [ADRIE]),
    "a semicolon": ("Adrie Visscher (Universiteit Twente); Geert Kelchtermans (KU Leuven)", [ADRIE, GEERT]),
    "a line each": ("Adrie Visscher (Universiteit Twente)\r\nGeert Kelchtermans (KU Leuven)\n", [ADRIE, GEERT]),
    "a list": ("- Adrie Visscher (Universiteit Twente)\n• Geert Kelchtermans (KU Leuven),", [ADRIE, GEERT]),
    "a comma": ("Adrie Visscher (Universiteit Twente), Geert Kelchtermans (KU Leuven)", [ADRIE, GEERT]),
    "a comma and a team": ("Adrie Visscher (Universiteit Twente), ESTAFETT-team (Arteveldehogeschool)", [ADRIE, ESTAFETT]),
    "a comma and a title": (
        "Adrie Visscher (Universiteit Twente), prof. dr. Geert Kelchtermans (KU Leuven)",
        [ADRIE, Named("Geert Kelchtermans", "KU Leuven", honorific="prof. dr.")],
    ),
    "a comma after a bare name": ("Laureen Clef, Geert Kelchtermans (KU Leuven)", [Named("Laureen Clef"), GEERT]),
    "and": ("Adrie Visscher (Universiteit Twente) en Geert Kelchtermans (KU Leuven)", [ADRIE, GEERT]),
    "a comma and and": ("Adrie Visscher (Universiteit Twente), & Geert Kelchtermans (KU Leuven)", [ADRIE, GEERT]),
    "a comma in brackets": (
        "Vicky Willegems (Onderzoekende school, VUB)",
        [Named("Vicky Willegems", "Onderzoekende school, VUB")],
    ),
    "names in brackets": (
        "Vicky Willegems (met Jan Maes, An Peeters (VUB))",
        [Named("Vicky Willegems", "met Jan Maes, An Peeters (VUB)")],
    ),
    "a semicolon in brackets": ("Jo Tondeur (VUB; UGent)", [Named("Jo Tondeur", "VUB; UGent")]),
    "a comma before a first name": ("Tondeur, Jo (VUB)", [Named("Tondeur, Jo", "VUB")]),
    "a comma before a house": ("Jo Tondeur, KU Leuven (LIEN)", [Named("Jo Tondeur, KU Leuven", "LIEN")]),
    "a comma before a university": (
        "Jo Tondeur, Vrije Universiteit Brussel (BILD)",
        [Named("Jo Tondeur, Vrije Universiteit Brussel", "BILD")],
    ),
    "a comma without brackets": ("Jo Tondeur, begeleider", [Named("Jo Tondeur, begeleider")]),
    "brackets in brackets": ("Jo Tondeur (VUB (BILD))", [Named("Jo Tondeur", "VUB (BILD)")]),
    "no closing bracket": ("Jo Tondeur (VUB; Adrie Visscher (Universiteit Twente)", [Named("Jo Tondeur", "VUB"), ADRIE]),
    "no closing bracket at the end": ("Jo Tondeur (VUB (BILD", [Named("Jo Tondeur", "VUB (BILD)")]),
    "a closing bracket too many": ("Jo Tondeur) (VUB))", [Named("Jo Tondeur", "VUB")]),
    "words after the brackets": ("Jo Tondeur (VUB), voorzitter", [Named("Jo Tondeur", "VUB, voorzitter")]),
    "brackets after the brackets": ("Jo Tondeur (VUB) (voorzitter)", [Named("Jo Tondeur", "VUB (voorzitter)")]),
    "empty brackets": ("Jo Tondeur ( )", [Named("Jo Tondeur")]),
    "spaces": ("  Jo \t Tondeur\xa0(  Vrije  Universiteit )", [Named("Jo Tondeur", "Vrije Universiteit")]),
    "nothing visible": ("\ufeffJo\u200b Ton\xaddeur\x00", [Named("Jo Tondeur")]),
    "marks apart from their letters": (unicodedata.normalize("NFD", "Özgür Çelik"), [Named("Özgür Çelik")]),
    "particles": ("Anja Van den Broeck (KU Leuven)", [Named("Anja Van den Broeck", "KU Leuven")]),
    "a curly apostrophe": ("José Luis d’Hoore; Jan van 't Hof", [Named("José Luis d’Hoore"), Named("Jan van 't Hof")]),
    "a comma before the bracket": ("Laureen Clef, Jo Tondeur, (VUB)", [Named("Laureen Clef"), Named("Jo Tondeur", "VUB")]),
    "a comma and a long ij": (
        "Laureen Clef, IJsbrand Maes (VUB)",
        [Named("Laureen Clef"), Named("IJsbrand Maes", "VUB")],
    ),
    "a comma before small letters": ("Jo Tondeur, met dank aan (VUB)", [Named("Jo Tondeur, met dank aan", "VUB")]),
    "two names together": ("Jan Maes & An Peeters (CLB)", [Named("Jan Maes & An Peeters", "CLB")]),
}


@pytest.mark.parametrize(("text", "names"), TYPED.values(), ids=TYPED)
def test_a_line_names_speakers(text, names):
    assert parse(text) == names


TITLES = [
    ("prof. dr. Adrie Visscher", "prof. dr.", "Adrie Visscher"),
    ("Prof.dr. Adrie Visscher", "Prof. dr.", "Adrie Visscher"),
    ("dr. Adrie Visscher", "dr.", "Adrie Visscher"),
    ("Dr Adrie Visscher", "Dr", "Adrie Visscher"),
    ("prof. Adrie Visscher", "prof.", "Adrie Visscher"),
    ("em. prof. dr. ir. Adrie Visscher", "em. prof. dr. ir.", "Adrie Visscher"),
    ("Dries Prof", "", "Dries Prof"),
    ("Drik Em", "", "Drik Em"),
    ("Ing Li", "", "Ing Li"),
]


@pytest.mark.parametrize(("text", "honorific", "name"), TITLES)
def test_a_title_stands_apart_from_the_name(text, honorific, name):
    assert parse(text) == [Named(name, honorific=honorific)]


@pytest.mark.parametrize(
    "name",
    [
        "ESTAFETT-team",
        "Team Zorg",
        "Projectteam",
        "Werkgroep Taal",
        "Groep 4",
        "Consortium OK",
        "Makerscollectief",
        "Vrij CLB Netwerk",
        "het “NETWERK”",
    ],
)
def test_a_team_is_recognised_by_its_name(name):
    assert parse(name) == [Named(name, team=True)]


@pytest.mark.parametrize("name", ["Jan Teamers", "Groepen Jan", "An Maes"])
def test_a_person_is_no_team(name):
    assert parse(name) == [Named(name)]


def test_a_team_is_not_known_by_its_house():
    assert parse("Soetkin Werbrouck (Vrij CLB Netwerk)") == [Named("Soetkin Werbrouck", "Vrij CLB Netwerk")]


def test_the_line_of_some_speakers_is_what_an_editor_would_type():
    names = [Named("Adrie Visscher", "Universiteit Twente", honorific="prof. dr."), ESTAFETT, Named("Laureen Clef")]
    assert say(names) == "prof. dr. Adrie Visscher (Universiteit Twente); ESTAFETT-team (Arteveldehogeschool); Laureen Clef"
    assert parse(say(names)) == names


@pytest.mark.parametrize("text", [text for text, _names in TYPED.values()], ids=TYPED)
def test_a_line_said_and_read_again_names_the_same(text):
    assert parse(say(parse(text))) == parse(text)


BITS = ["Jan", "An Maes", "Özgür", "KU", "VUB", "de", "en", "&", "prof.", "dr. ", "team", "school", "d’Hoore", "-", "2"]
BITS += ["(", ")", "(", ")", " (", ") ", ",", ", ", ";", "; ", "\n", " ", " ", " ", "e\u0301", "\u0338", "\u200b"]


@pytest.mark.parametrize("seed", range(20))
def test_whatever_is_typed_is_said_and_read_again(seed):
    chance = random.Random(seed)
    for _turn in range(300):
        text = "".join(chance.choices(BITS, k=chance.randint(1, 16)))
        try:
            names = parse(text)
        except LineupRefused:
            continue
        assert parse(say(names)) == names, text


REFUSED = [
    ("a" * 121, f"De naam “{'a' * 40}…” is langer dan 120 tekens. Scheid namen met een puntkomma."),
    (f"Jo Tondeur ({'a' * 201})", "Wat bij Jo Tondeur tussen haakjes staat, is langer dan 200 tekens."),
    ("Jo Tondeur; (VUB)", "Schrijf een naam vóór “(VUB)”."),
]


@pytest.mark.parametrize(("text", "sentence"), REFUSED)
def test_what_cannot_be_kept_is_refused_with_a_sentence(text, sentence):
    with pytest.raises(LineupRefused) as refusal:
        parse(text)
    assert str(refusal.value) == sentence


def test_the_longest_name_and_house_are_kept():
    names = [Named("a" * 120, "b" * 200, honorific="prof. dr.")]
    assert parse(say(names)) == names


INITIALS = [
    ("Adrie Visscher", "AV"),
    ("Anja Van den Broeck", "AB"),
    ("ESTAFETT-team", "ES"),
    ("José Luis d’Hoore", "JH"),
    ("Jan van 't Hof", "JH"),
    ("Karel D'Haene", "KH"),
    ("özgür çelik", "ÖÇ"),
    (unicodedata.normalize("NFD", "Özgür Çelik"), "ÖÇ"),
    ("Vrij CLB Netwerk", "VN"),
    ("De Vries", "DV"),
    ("Jan de", "JA"),
    ("Team 4", "TE"),
    ("“Jan” (Piet) Maes", "JM"),
    ("X", "X"),
    ("ß Maes", "SM"),
    ("", ""),
    ("42", ""),
]


@pytest.mark.parametrize(("name", "letters"), INITIALS)
def test_two_capitals_stand_in_for_a_photo(name, letters):
    assert initials(name) == letters


def test_a_name_keeps_its_colour():
    names = ["Adrie Visscher", "Geert Kelchtermans", "Özgür Çelik", "ESTAFETT-team", ""]
    assert [hue(name) for name in names] == [7, 1, 9, 8, 0]


def test_one_name_has_one_colour_however_it_is_typed():
    assert hue("Özgür Çelik") == hue(unicodedata.normalize("NFD", "  özgür   çelik "))


def test_all_colours_are_used():
    assert {hue(f"Naam {number}") for number in range(300)} == set(range(12))


@pytest.mark.parametrize(
    ("name", "by"),
    [
        ("Anja Van den Broeck", "Van den Broeck"),
        ("Jo Tondeur", "Tondeur"),
        ("Maria Lut de Smet", "de Smet"),
        ("Plato", "Plato"),
        ("", ""),
    ],
)
def test_a_list_sorts_people_by_their_surname_with_its_particles(name, by):
    assert surname(name) == by
