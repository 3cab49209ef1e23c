"""The order of a list of sources, and the letters behind a year."""

import random

import pytest

from fiches.citations.styles import letters, render, sort_key, with_letter, year_of

UNDATED = {"type": "webpage", "author": ["Leerpunt"], "title": "Leren", "URL": "https://voorbeeld.be"}


def person(family, given, **particles):
    return {"family": family, "given": given, **{key.replace("_", "-"): value for key, value in particles.items()}}


def on(*parts):
    return {"date-parts": [list(parts)]}


def book(*authors, title="Titel", year=2019, **more):
    issued = {"issued": on(year)} if year else {}
    return {"type": "book", "author": [person(*author) for author in authors], "title": title, **issued, **more}


def test_sources_with_the_same_authors_and_year_get_letters_in_order_of_title():
    items = {
        1: book(("Jansen", "Piet"), title="De zon"),
        2: book(("Jansen", "P."), title="Een appel"),
        3: book(("Jansen", "An"), title="Appel"),
        4: book(("Jansen", "Piet"), title="Appel", year=2020),
        5: book(("Jansen", "Piet"), ("Smit", "J"), title="Appel"),
        6: book(("Leerpunt", ""), title="B", year=None),
        7: book(("Leerpunt", ""), title="Ä", year=None),
        8: None,
    }
    assert letters(items) == {2: "a", 1: "b", 7: "a", 6: "b"}


def test_after_z_comes_aa():
    many = letters({number: book(("Jansen", "P"), title=f"{number:03}") for number in range(28)})
    assert [many[number] for number in (0, 25, 26, 27)] == ["a", "z", "aa", "ab"]


@pytest.mark.parametrize(
    "text, year, expected",
    [
        ("Jansen, P. (2017). <em>Titel</em>.", "2017", "Jansen, P. (2017a). <em>Titel</em>."),
        ("Leerpunt. (2017, 12 mei). <em>Titel (2017)</em>.", 2017, "Leerpunt. (2017a, 12 mei). <em>Titel (2017)</em>."),
        ("<em>Verslag (2017)</em>. (2017). Acco.", "2017", "<em>Verslag (2017)</em>. (2017a). Acco."),
        ("<em>Wat is leren?</em> (2017). Acco.", "2017", "<em>Wat is leren?</em> (2017a). Acco."),
        ("Codex secundair onderwijs (2017). X", "2017", "Codex secundair onderwijs (2017a). X"),
        ("Jansen, P. (ca. 2017). T.", "2017", "Jansen, P. (ca. 2017a). T."),
        ("Leerpunt. (z.d.). <em>T</em>.", "z.d.", "Leerpunt. (z.d.-a). <em>T</em>."),
        ("Leerpunt. (n.d.). <em>T</em>.", "z.d.", "Leerpunt. (n.d.-a). <em>T</em>."),
        ("Leerpunt. (in druk). <em>T</em>.", "in press", "Leerpunt. (in druk-a). <em>T</em>."),
        ("(Wubbels & Van Tartwijk, 2017)", "2017", "(Wubbels & Van Tartwijk, 2017a)"),
        ("Wubbels en Van Tartwijk (2017)", "2017", "Wubbels en Van Tartwijk (2017a)"),
        ("(Jansen et al., 2017)", "2017", "(Jansen et al., 2017a)"),
        ("(Beethoven, 1820/2017)", "2017", "(Beethoven, 1820/2017a)"),
        ("(Leerpunt, z.d.)", "z.d.", "(Leerpunt, z.d.-a)"),
        ("Jansen, P. (2017). T.", "2016", "Jansen, P. (2017). T."),
    ],
)
def test_a_letter_stands_behind_the_year(text, year, expected):
    assert with_letter(text, year, "a") == expected


def test_no_letter_changes_nothing():
    assert with_letter("(Jansen, 2017)", "2017", "") == "(Jansen, 2017)"


def test_a_rendered_source_takes_its_letter_everywhere():
    [rendered] = render([UNDATED])
    forms = [
        rendered.apa_nl,
        rendered.apa_en,
        rendered.intext_nl,
        rendered.narrative_nl,
        rendered.intext_en,
        rendered.narrative_en,
    ]
    lettered = [with_letter(form, year_of(UNDATED), "b") for form in forms]
    assert [form.count(".d.-b)") for form in lettered] == [1] * 6


@pytest.mark.parametrize(
    "csl, year",
    [
        (book(year=2017), "2017"),
        (UNDATED, "z.d."),
        ({"title": "x", "issued": {"date-parts": [[2024], [2025]]}}, "2024–2025"),
        ({"title": "x", "issued": {"date-parts": [[2025, 5, 1], [2025, 5, 2]]}}, "2025"),
        ({"title": "x", "status": "in druk"}, "in druk"),
        (None, "z.d."),
    ],
)
def test_the_year_is_what_stands_between_brackets(csl, year):
    assert year_of(csl) == year


def test_a_list_is_in_apa_order():
    in_order = [
        book(("De Bruyckere", "Pedro")),
        book(("Debuck", "A.")),
        book(("Jansen", "An"), year=2020),
        book(("Jansen", "Piet"), year=None),
        book(("Jansen", "Piet"), year=2018, title="Zon"),
        book(("Jánsen", "Piet"), title="De appel"),
        book(("Jansen", "P."), title="Boom"),
        book(("Jansen", "Piet"), year=None, status="in druk"),
        book(("Jansen", "Piet Karel"), year=2000),
        book(("Jansen", "Piet Karel"), ("Smit", "J"), year=1990),
        book(title="Een klas vol"),
        book(("van den Broeck", "J.")),
        book(("Van Tartwijk", "J.")),
        {"title": ""},
    ]
    shuffled = in_order[:]
    random.Random(3).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == in_order
    key = sort_key(in_order[0])
    assert key == ((("debruyckere", "p"),), 1, 2019, "titel")
