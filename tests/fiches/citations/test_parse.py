"""References as people type them in APA, taken apart into the fields of a source."""

import pytest

from fiches.citations.parse import is_reference, parse, starts
from fiches.citations.people import listed, people
from fiches.citations.styles import render
from portal.text import plain


def marked(text):
    """_Words_ in italics: the plain text, and where they stand."""
    said, spans = "", []
    for place, part in enumerate(text.split("_")):
        if place % 2:
            spans.append((len(said), len(said) + len(part)))
        said += part
    return said, spans


def person(family, given):
    return {"family": family, "given": given}


def year(*parts):
    return {"date-parts": [list(parts)]}


REFERENCES = [
    (
        "Wubbels, T., & Van Tartwijk, J. (2017). Classroom management: Deepening professionalism for teachers. Routledge",
        {
            "type": "book",
            "author": [person("Wubbels", "T."), person("Van Tartwijk", "J.")],
            "issued": year(2017),
            "title": "Classroom management: Deepening professionalism for teachers",
            "publisher": "Routledge",
        },
    ),
    (
        "De Vries, A., & van Aken, P. (2019). Woorden die blijven: Herhaling in de klas. _Tijdschrift voor Taal_, _12_(3), "
        "45-67. https://doi.org/10.9999/tvt.2019.12.3",
        {
            "type": "article-journal",
            "author": [person("De Vries", "A."), person("van Aken", "P.")],
            "issued": year(2019),
            "title": "Woorden die blijven: Herhaling in de klas",
            "container-title": "Tijdschrift voor Taal",
            "volume": "12",
            "issue": "3",
            "page": "45–67",
            "DOI": "10.9999/tvt.2019.12.3",
        },
    ),
    (
        "Onderzoeksgroep Taalrijk. (z.d.). _Woordenschat in zeven stappen_. Geraadpleegd op 3 mei 2024, van https://taalrijk.example/stappen.",
        {
            "type": "webpage",
            "author": [{"literal": "Onderzoeksgroep Taalrijk"}],
            "title": "Woordenschat in zeven stappen",
            "accessed": year(2024, 5, 3),
            "URL": "https://taalrijk.example/stappen",
        },
    ),
    (
        "Peeters, J., Janssens, L., & d’Hondt, K. (2021). Schooltaal leren. In M. Claes & R. Wouters (Reds.), _Taal op school_ "
        "(2e druk, pp. 101–130). Voorbeeldpers.",
        {
            "type": "chapter",
            "author": [person("Peeters", "J."), person("Janssens", "L."), person("d’Hondt", "K.")],
            "issued": year(2021),
            "title": "Schooltaal leren",
            "editor": [person("Claes", "M."), person("Wouters", "R.")],
            "container-title": "Taal op school",
            "edition": "2e",
            "page": "101–130",
            "publisher": "Voorbeeldpers",
        },
    ),
    (
        "Instituut voor Onderwijspraktijk. (2020). _Samen voor de klas_ (Rapport nr. 14). https://instituut.example/rapporten/14",
        {
            "type": "report",
            "author": [{"literal": "Instituut voor Onderwijspraktijk"}],
            "issued": year(2020),
            "title": "Samen voor de klas",
            "genre": "Rapport",
            "number": "14",
            "URL": "https://instituut.example/rapporten/14",
        },
    ),
    (
        "Maes, B. (2018). _Twee leraren, één klas_ [Doctoraatsproefschrift, Universiteit Voorbeeld].",
        {
            "type": "thesis",
            "author": [person("Maes", "B.")],
            "issued": year(2018),
            "title": "Twee leraren, één klas",
            "genre": "Doctoraatsproefschrift",
            "publisher": "Universiteit Voorbeeld",
        },
    ),
    (
        "Claes, M. (in druk). Kiezen is leren. _Onderwijs in Beeld_.",
        {
            "type": "article-journal",
            "author": [person("Claes", "M.")],
            "issued": {"literal": "in druk"},
            "title": "Kiezen is leren",
            "container-title": "Onderwijs in Beeld",
        },
    ),
    (
        "Kennispunt Leren. (2022, 14 maart). _Feedback zonder punten_ [Video]. YouTube. https://www.youtube.com/watch?v=punten45678",
        {
            "type": "motion_picture",
            "author": [{"literal": "Kennispunt Leren"}],
            "issued": year(2022, 3, 14),
            "title": "Feedback zonder punten",
            "genre": "Video",
            "publisher": "YouTube",
            "URL": "https://www.youtube.com/watch?v=punten45678",
        },
    ),
    (
        "Kelder, G. van de (Red.). (2012). _De leraar als (on)eigentijdse professional_ (3e herziene druk). "
        "Leuven: Universitaire Pers.",
        {
            "type": "book",
            "editor": [{**person("Kelder", "G."), "dropping-particle": "van de"}],
            "issued": year(2012),
            "title": "De leraar als (on)eigentijdse professional",
            "edition": "3e",
            "publisher-place": "Leuven",
            "publisher": "Universitaire Pers",
        },
    ),
    (
        "Janssen, P. (2023, 5 september). Scholen openen weer. De Standaard. https://krant.example/x",
        {
            "type": "article-newspaper",
            "author": [person("Janssen", "P.")],
            "issued": year(2023, 9, 5),
            "title": "Scholen openen weer",
            "container-title": "De Standaard",
            "URL": "https://krant.example/x",
        },
    ),
    (
        "Wat is evidence-informed werken? (2020). Platform Samen. https://platform.example/wat-is",
        {
            "type": "webpage",
            "issued": year(2020),
            "title": "Wat is evidence-informed werken?",
            "container-title": "Platform Samen",
            "URL": "https://platform.example/wat-is",
        },
    ),
    (
        "Dewey, J. (1938/1997). _Experience and education_. Macmillan.",
        {
            "type": "book",
            "author": [person("Dewey", "J.")],
            "issued": year(1997),
            "original-date": year(1938),
            "title": "Experience and education",
            "publisher": "Macmillan",
        },
    ),
    (
        "Freire, P. (2000). _Pedagogy of the oppressed_ (M. B. Ramos, Vert.; 30e druk). Continuum.",
        {
            "type": "book",
            "author": [person("Freire", "P.")],
            "issued": year(2000),
            "title": "Pedagogy of the oppressed",
            "translator": [person("Ramos", "M. B.")],
            "edition": "30e",
            "publisher": "Continuum",
        },
    ),
    (
        "Aerts, S. (2021, 3–5 mei). _Coachen in team_ [Paperpresentatie]. Onderwijsdagen, Gent.",
        {
            "type": "paper-conference",
            "author": [person("Aerts", "S.")],
            "issued": year(2021, 5, 3),
            "title": "Coachen in team",
            "genre": "Paperpresentatie",
            "event-title": "Onderwijsdagen, Gent",
        },
    ),
]


@pytest.mark.parametrize("written, csl", REFERENCES, ids=[written[:30] for written, _csl in REFERENCES])
def test_a_reference_is_taken_apart(written, csl):
    parsed = parse(*marked(written))
    assert (parsed.csl, parsed.doubts, parsed.sure) == (csl, (), True)


@pytest.mark.parametrize("written", [written for written, _csl in REFERENCES[:3] + REFERENCES[4:6]])
def test_without_its_italics_a_reference_is_read_alike(written):
    text, italics = marked(written)
    assert parse(text).csl == parse(text, italics).csl


@pytest.mark.parametrize("written, csl", REFERENCES[:12], ids=[written[:30] for written, _csl in REFERENCES[:12]])
def test_what_was_read_is_written_again_with_the_same_words(written, csl):
    """Through the style itself: nothing that the reference said is lost."""
    again = plain(render([csl])[0].apa_nl)
    words = [
        word
        for word in ("2017", "Tijdschrift voor Taal", "Voorbeeldpers", "Rapport", "14", "Video", "Routledge")
        if word in written
    ]
    assert csl["title"] in again
    assert [word for word in words if word not in again] == []


def test_the_letter_behind_a_year_is_no_part_of_the_work():
    parsed = parse("van den Berg, K. (2017b). Stil lezen. Leespers.")
    assert (parsed.letter, parsed.csl["issued"], parsed.sure) == ("b", year(2017), True)


@pytest.mark.parametrize(
    "written, doubt",
    [
        (
            "Vansteen, M., e.a. (2007). Willen en moeten. _Leren_, _37_, 37-58.",
            "Niet alle auteurs staan er: “et al.” is weggelaten.",
        ),
        ("Claes, Mieke. (2020). Kiezen. Leespers.", "We lazen “Claes, Mieke” als een persoon."),
        ("Jansen, P. Zonder jaar. Uitgever.", "We vonden geen jaartal tussen haken."),
        ("Ministerie van Leren. (2021). _Relaties in de klas_.", "Er staat geen uitgever bij: is dit een boek?"),
    ],
)
def test_what_is_doubtful_is_said(written, doubt):
    assert doubt in parse(*marked(written)).doubts


def test_words_that_fit_nowhere_are_named_and_lower_the_trust():
    parsed = parse(*marked("Jansen, P. (2020). Titel. _Blad_, _3_, 5–6. ISBN 978-90"))
    assert (parsed.confidence, parsed.doubts) == (0.7, ("Nergens geplaatst: “isbn 978 90”.",))


@pytest.mark.parametrize(
    "text", ["", "(2020).", "…", "Zie ook de website van de school.", "((((", "A" * 3000, "a, b, c, & d. (z.d.)."]
)
def test_nonsense_is_read_without_an_error(text):
    assert parse(text).csl["type"]


@pytest.mark.parametrize(
    "front, names",
    [
        ("Surma, T., Camp, G., en Kirschner, P. A.", [person("Surma", "T."), person("Camp", "G."), person("Kirschner", "P. A.")]),
        ("Nation, I.S.P.", [person("Nation", "I. S. P.")]),
        ("Sartre, J.-P.", [person("Sartre", "J.-P.")]),
        ("King, M. L., Jr.", [{**person("King", "M. L."), "suffix": "Jr."}]),
        ("OECD, & UNESCO.", [{"literal": "OECD"}, {"literal": "UNESCO"}]),
        ("Departement Onderwijs en Vorming.", [{"literal": "Departement Onderwijs en Vorming"}]),
        ("Jansen, P., & Onderzoeksgroep Taal.", [person("Jansen", "P."), {"literal": "Onderzoeksgroep Taal"}]),
        ("Øzdemir, É., & Šimić, Ž.", [person("Øzdemir", "É."), person("Šimić", "Ž.")]),
    ],
)
def test_authors_are_people_and_organisations(front, names):
    assert people(front).names == names


def test_editors_before_a_book_stand_with_their_initials_first():
    assert listed("A. de Wit, B. Claes, & C. D. Maes") == [person("de Wit", "A."), person("Claes", "B."), person("Maes", "C. D.")]


@pytest.mark.parametrize(
    "text, answer",
    [
        ("Maes, B. (2018). Iets. Pers.", True),
        ("OECD. (z.d.). Iets.", True),
        ("Zie ook onze website (onder Bronnen).", False),
        ("(2018)", False),
    ],
)
def test_an_entry_is_known_by_a_date_behind_a_name(text, answer):
    assert is_reference(text) is answer


def test_several_entries_in_one_paragraph_are_told_apart():
    one, two = "Maes, B. (2018). Iets. Pers.", "De Wit, A., & Claes, C. (2019). Nog iets. Pers."
    assert starts(f"{one} {two}") == [0, len(one) + 1]
    assert starts(f"{one}\nOECD. (2020). Cijfers.") == [0, len(one) + 1]
    assert starts(one) == [0]
