"""APA 7 in Dutch and English: what a reader finds in the list and in the text."""

import random

import pytest

from fiches.citations.fields import clean
from fiches.citations.order import SortKey
from fiches.citations.styles import CitationRefused, Rendered, letters, render, sort_key, with_letter, year_of


def person(family, given, **particles):
    return {"family": family, "given": given, **{key.replace("_", "-"): value for key, value in particles.items()}}


def on(*parts):
    return {"date-parts": [list(parts)]}


WUBBELS = {
    "type": "book",
    "author": [person("Wubbels", "Theo"), person("Van Tartwijk", "Jan")],
    "issued": on(2017),
    "title": "Classroom management: Deepening professionalism for teachers",
    "publisher": "Routledge",
}
ARTICLE = {
    "type": "article-journal",
    "author": [
        person("Broeck", "Jan", non_dropping_particle="van den"),
        person("Peeters", "Anne-Marie"),
        person("De Smet", "K."),
    ],
    "issued": on(2018),
    "title": "Leren in de klas",
    "container-title": "Tijdschrift voor onderwijs",
    "volume": 12,
    "issue": "3",
    "page": "1-15",
    "DOI": "https://doi.org/10.1000/xyz",
}
CHAPTER = {
    "type": "chapter",
    "author": [person("Jansen", "Piet Karel")],
    "editor": [person("van den Broeck", "Jan"), person("Pieters", "An")],
    "issued": on("2019"),
    "title": "Feedback & vragen",
    "container-title": "Handboek leren",
    "edition": "3e druk",
    "page": "12-34",
    "publisher": "Acco",
}
PAGE = {
    "type": "webpage",
    "author": [{"literal": "Leerpunt"}],
    "issued": on(2020, 5, 12),
    "title": "Wat is leren?",
    "container-title": "Leerpunt",
    "URL": "leerpunt.be/leren",
}
UNDATED_PAGE = {
    "type": "webpage",
    "author": [{"literal": "Platform Samen Onderzoeken"}],
    "title": "Sleutels voor evidence-informed werken",
    "URL": "https://voorbeeld.be/sleutels",
}
NAMELESS_PAGE = {**UNDATED_PAGE, "author": [], "container-title": "Samen onderzoeken", "accessed": on(2024, 5, 3)}
REPORT = {
    "type": "report",
    "author": ["Vlaamse Onderwijsraad"],
    "issued": on(2021, 3, 1),
    "title": "Advies over leren",
    "genre": "Advies",
    "number": "12",
    "publisher": "Vlaamse Onderwijsraad",
    "URL": "https://voorbeeld.be/advies.pdf",
}
SECOND_EDITION = {
    "type": "book",
    "author": [person("Bruyckere", "Pedro", non_dropping_particle="De")],
    "issued": on(2015),
    "title": "Klaskit",
    "edition": "2",
    "publisher": "LannooCampus",
}
EDITED = {
    "type": "book",
    "editor": [person("Vries", "Karel", non_dropping_particle="de"), person("Smit", "Jo")],
    "issued": on(2016),
    "title": "Samen leiden",
}
NEWS = {
    "type": "article-newspaper",
    "issued": on(2022, 3, 3),
    "title": "Klas zonder bord",
    "container-title": "De Standaard",
    "URL": "https://voorbeeld.be/bord",
}


def link(address):
    return f'<a href="{address}">{address}</a>'


CASES = {
    "two authors, the family name with a capital": (
        WUBBELS,
        Rendered(
            apa_nl="Wubbels, T., &amp; Van Tartwijk, J. (2017). "
            "<em>Classroom management: Deepening professionalism for teachers</em>. Routledge.",
            apa_en="Wubbels, T., &amp; Van Tartwijk, J. (2017). "
            "<em>Classroom management: Deepening professionalism for teachers</em>. Routledge.",
            intext_nl="(Wubbels & Van Tartwijk, 2017)",
            narrative_nl="Wubbels en Van Tartwijk (2017)",
            intext_en="(Wubbels & Van Tartwijk, 2017)",
            narrative_en="Wubbels and Van Tartwijk (2017)",
        ),
    ),
    "an article by three, with a particle, a DOI and et al.": (
        ARTICLE,
        Rendered(
            apa_nl="Van den Broeck, J., Peeters, A.-M., &amp; De Smet, K. (2018). Leren in de klas. "
            f"<em>Tijdschrift voor onderwijs</em>, <em>12</em>(3), 1–15. {link('https://doi.org/10.1000/xyz')}",
            apa_en="van den Broeck, J., Peeters, A.-M., &amp; De Smet, K. (2018). Leren in de klas. "
            f"<em>Tijdschrift voor onderwijs</em>, <em>12</em>(3), 1–15. {link('https://doi.org/10.1000/xyz')}",
            intext_nl="(Van den Broeck et al., 2018)",
            narrative_nl="Van den Broeck et al. (2018)",
            intext_en="(van den Broeck et al., 2018)",
            narrative_en="van den Broeck et al. (2018)",
        ),
    ),
    "a chapter: a particle after initials has no capital": (
        CHAPTER,
        Rendered(
            apa_nl="Jansen, P. K. (2019). Feedback &amp; vragen. In J. van den Broeck &amp; A. Pieters (Reds.), "
            "<em>Handboek leren</em> (3e dr., pp. 12–34). Acco.",
            apa_en="Jansen, P. K. (2019). Feedback &amp; vragen. In J. van den Broeck &amp; A. Pieters (Eds.), "
            "<em>Handboek leren</em> (3rd ed., pp. 12–34). Acco.",
            intext_nl="(Jansen, 2019)",
            narrative_nl="Jansen (2019)",
            intext_en="(Jansen, 2019)",
            narrative_en="Jansen (2019)",
        ),
    ),
    "a web page whose site is its author": (
        PAGE,
        Rendered(
            apa_nl=f"Leerpunt. (2020, 12 mei). <em>Wat is leren?</em> {link('https://leerpunt.be/leren')}",
            apa_en=f"Leerpunt. (2020, May 12). <em>Wat is leren?</em> {link('https://leerpunt.be/leren')}",
            intext_nl="(Leerpunt, 2020)",
            narrative_nl="Leerpunt (2020)",
            intext_en="(Leerpunt, 2020)",
            narrative_en="Leerpunt (2020)",
        ),
    ),
    "a web page without a date": (
        UNDATED_PAGE,
        Rendered(
            apa_nl="Platform Samen Onderzoeken. (z.d.). <em>Sleutels voor evidence-informed werken</em>. "
            + link("https://voorbeeld.be/sleutels"),
            apa_en="Platform Samen Onderzoeken. (n.d.). <em>Sleutels voor evidence-informed werken</em>. "
            + link("https://voorbeeld.be/sleutels"),
            intext_nl="(Platform Samen Onderzoeken, z.d.)",
            narrative_nl="Platform Samen Onderzoeken (z.d.)",
            intext_en="(Platform Samen Onderzoeken, n.d.)",
            narrative_en="Platform Samen Onderzoeken (n.d.)",
        ),
    ),
    "no author: the title moves to the front": (
        NAMELESS_PAGE,
        Rendered(
            apa_nl="<em>Sleutels voor evidence-informed werken</em>. (z.d.). Samen onderzoeken. Geraadpleegd op 3 mei 2024, van "
            + link("https://voorbeeld.be/sleutels"),
            apa_en="<em>Sleutels voor evidence-informed werken</em>. (n.d.). Samen onderzoeken. Retrieved May 3, 2024, from "
            + link("https://voorbeeld.be/sleutels"),
            intext_nl="(Sleutels voor evidence-informed werken, z.d.)",
            narrative_nl="Sleutels voor evidence-informed werken (z.d.)",
            intext_en="(Sleutels voor evidence-informed werken, n.d.)",
            narrative_en="Sleutels voor evidence-informed werken (n.d.)",
        ),
    ),
    "a report of an organisation that publishes itself": (
        REPORT,
        Rendered(
            apa_nl=f"Vlaamse Onderwijsraad. (2021). <em>Advies over leren</em> (Advies Nr. 12). {link(REPORT['URL'])}",
            apa_en=f"Vlaamse Onderwijsraad. (2021). <em>Advies over leren</em> (Advies No. 12). {link(REPORT['URL'])}",
            intext_nl="(Vlaamse Onderwijsraad, 2021)",
            narrative_nl="Vlaamse Onderwijsraad (2021)",
            intext_en="(Vlaamse Onderwijsraad, 2021)",
            narrative_en="Vlaamse Onderwijsraad (2021)",
        ),
    ),
    "a second edition": (
        SECOND_EDITION,
        Rendered(
            apa_nl="De Bruyckere, P. (2015). <em>Klaskit</em> (2e dr.). LannooCampus.",
            apa_en="De Bruyckere, P. (2015). <em>Klaskit</em> (2nd ed.). LannooCampus.",
            intext_nl="(De Bruyckere, 2015)",
            narrative_nl="De Bruyckere (2015)",
            intext_en="(De Bruyckere, 2015)",
            narrative_en="De Bruyckere (2015)",
        ),
    ),
    "editors in the place of authors": (
        EDITED,
        Rendered(
            apa_nl="De Vries, K., &amp; Smit, J. (Reds.). (2016). <em>Samen leiden</em>.",
            apa_en="de Vries, K., &amp; Smit, J. (Eds.). (2016). <em>Samen leiden</em>.",
            intext_nl="(De Vries & Smit, 2016)",
            narrative_nl="De Vries en Smit (2016)",
            intext_en="(de Vries & Smit, 2016)",
            narrative_en="de Vries and Smit (2016)",
        ),
    ),
    "an article without author, in quotes in the text": (
        NEWS,
        Rendered(
            apa_nl=f"Klas zonder bord. (2022, 3 maart). <em>De Standaard</em>. {link(NEWS['URL'])}",
            apa_en=f"Klas zonder bord. (2022, March 3). <em>De Standaard</em>. {link(NEWS['URL'])}",
            intext_nl="(“Klas zonder bord”, 2022)",
            narrative_nl="“Klas zonder bord” (2022)",
            intext_en="(“Klas zonder bord,” 2022)",
            narrative_en="“Klas zonder bord” (2022)",
        ),
    ),
}


def book(*authors, title="Titel", year=2019, **more):
    issued = {"issued": on(year)} if year else {}
    return {"type": "book", "author": [person(*author) for author in authors], "title": title, **issued, **more}


def dutch(csl):
    return render([csl])[0].apa_nl


@pytest.mark.parametrize("case", CASES)
def test_a_source_reads_as_apa_asks(case):
    csl, expected = CASES[case]
    assert render([csl]) == [expected]


def test_all_sources_at_once_read_as_each_alone():
    assert render([csl for csl, _expected in CASES.values()]) == [expected for _csl, expected in CASES.values()]


def test_no_sources_give_no_references():
    assert render([]) == []


def test_a_neighbour_by_the_same_author_changes_nothing():
    first, second, namesake = book(("Jansen", "Piet")), book(("Jansen", "Piet"), title="Ander"), book(("Jansen", "An"))
    rendered = render([first, second, namesake])
    assert [(source.apa_nl, source.intext_nl) for source in rendered] == [
        ("Jansen, P. (2019). <em>Titel</em>.", "(Jansen, 2019)"),
        ("Jansen, P. (2019). <em>Ander</em>.", "(Jansen, 2019)"),
        ("Jansen, A. (2019). <em>Titel</em>.", "(Jansen, 2019)"),
    ]


def authors(count):
    return [(f"Auteur{chr(ord('A') + number)}", "B") for number in range(count)]


@pytest.mark.parametrize(
    "count, entry, cited",
    [
        (1, "AuteurA, B.", "(AuteurA, 2019)"),
        (2, "AuteurA, B., &amp; AuteurB, B.", "(AuteurA & AuteurB, 2019)"),
        (3, "AuteurA, B., AuteurB, B., &amp; AuteurC, B.", "(AuteurA et al., 2019)"),
    ],
)
def test_the_number_of_authors_decides_on_et_al(count, entry, cited):
    [rendered] = render([book(*authors(count))])
    assert (rendered.apa_nl, rendered.intext_nl) == (f"{entry} (2019). <em>Titel</em>.", cited)


def test_twenty_authors_are_all_named_and_of_more_the_first_nineteen_and_the_last():
    named = ["{}, B.".format(family) for family, _given in authors(22)]
    twenty = ", ".join(named[:19]) + ", &amp; " + named[19]
    more = ", ".join(named[:19]) + ", … " + named[21]
    entries = [dutch(book(*authors(count))) for count in (20, 22)]
    assert entries == [f"{twenty} (2019). <em>Titel</em>.", f"{more} (2019). <em>Titel</em>."]


def test_every_edition_is_written_with_an_e():
    editions = range(2, 130)
    rendered = render([book(("Jansen", "P"), edition=edition) for edition in editions])
    assert [source.apa_nl for source in rendered] == [
        f"Jansen, P. (2019). <em>Titel</em> ({edition}e dr.)." for edition in editions
    ]


def test_a_first_edition_is_not_mentioned():
    assert dutch(book(("Jansen", "P"), edition="1e druk")) == "Jansen, P. (2019). <em>Titel</em>."


@pytest.mark.parametrize(
    "name, listed, cited",
    [
        ({"family": "van den Broeck", "given": "J."}, "Van den Broeck, J.", "(Van den Broeck, 2019)"),
        ({"family": "d'Hondt", "given": "J."}, "d'Hondt, J.", "(d'Hondt, 2019)"),
        ({"family": "'t Hart", "given": "J."}, "'t Hart, J.", "('t Hart, 2019)"),
        ({"family": "Beethoven", "given": "L.", "dropping-particle": "van"}, "Beethoven, L. van.", "(Beethoven, 2019)"),
        ({"family": "Procter & Gamble"}, "Procter &amp; Gamble.", "(Procter & Gamble, 2019)"),
        ("GO! onderwijs van de Vlaamse Gemeenschap", "GO! onderwijs van de Vlaamse Gemeenschap.", None),
    ],
)
def test_names_keep_their_own_shape(name, listed, cited):
    [rendered] = render([{"type": "book", "author": [name], "title": "Titel", "issued": 2019}])
    expected = (f"{listed} (2019). <em>Titel</em>.", cited or f"({name}, 2019)")
    assert (rendered.apa_nl, rendered.intext_nl) == expected


def test_an_ampersand_in_a_name_is_no_joiner():
    [rendered] = render([{"type": "book", "author": ["Smit & Co", person("Jansen", "P")], "title": "Titel", "issued": 2019}])
    assert rendered.narrative_nl == "Smit & Co en Jansen (2019)"


@pytest.mark.parametrize(
    "issued, dutch_date, english_date",
    [
        ({"raw": "2020-05-12"}, "2020, 12 mei", "2020, May 12"),
        ({"date-parts": [[2025, 5, 28], [2025, 5, 30]]}, "2025, 28–30 mei", "2025, May 28–30"),
        ({"date-parts": [[2025, 5, 28], [2025, 6, 2]]}, "2025, 28 mei–2 juni", "2025, May 28–June 2"),
        ({"date-parts": [["2025", "5"]]}, "2025, mei", "2025, May"),
        ({"date-parts": [[1900]], "circa": True}, "ca. 1900", "ca. 1900"),
        ({"literal": "n.d."}, "z.d.", "n.d."),
        ({"literal": "in druk"}, "in druk", "in press"),
        ({"literal": "Pasen 2017"}, "Pasen 2017", "Pasen 2017"),
        (None, "z.d.", "n.d."),
    ],
)
def test_dates_follow_the_language(issued, dutch_date, english_date):
    [rendered] = render([{"type": "webpage", "author": ["Leerpunt"], "title": "Titel", "issued": issued}])
    expected = (f"Leerpunt. ({dutch_date}). <em>Titel</em>.", f"Leerpunt. ({english_date}). <em>Titel</em>.")
    assert (rendered.apa_nl, rendered.apa_en) == expected


def test_html_and_markdown_in_a_title_are_shown_as_typed():
    title = "<b>Vet</b> & *ster* [a](b) $x$ @c1 `c` <script>alert(1)</script>"
    shown = "&lt;b&gt;Vet&lt;/b&gt; &amp; *ster* [a](b) $x$ @c1 `c` &lt;script&gt;alert(1)&lt;/script&gt;"
    assert dutch(book(("Jansen", "P"), title=title)) == f"Jansen, P. (2019). <em>{shown}</em>."


def test_nul_and_private_signs_disappear():
    assert dutch(book(("Jan\0sen", "P"), title="Ti\0tel\ue000\ue001 \ud800 twee\n")) == "Jansen, P. (2019). <em>Titel twee</em>."


def test_quotes_in_an_address_cannot_leave_the_attribute():
    entry = dutch(book(("Jansen", "P"), URL='https://x.be/"onclick="x'))
    address = 'https://x.be/"onclick="x'
    assert entry == f'Jansen, P. (2019). <em>Titel</em>. <a href="{address.replace(chr(34), "&quot;")}">{address}</a>'


REFUSED = {
    "nothing at all": (None, "De gegevens van deze bron zijn niet leesbaar."),
    "no title and no author": ({"type": "book"}, "Een bron heeft minstens een titel of een auteur nodig."),
    "a title of odd type": ({"title": {"x": 1}}, "Een bron heeft minstens een titel of een auteur nodig."),
    "a very long title": ({"title": "x" * 2001}, "Het veld ‘titel’ is te lang: hoogstens 2000 tekens."),
    "a very long number": ({"title": 10**5000}, "Het veld ‘titel’ is te lang: hoogstens 2000 tekens."),
    "too many names": ({"author": ["x"] * 1001}, "Het veld ‘author’ heeft te veel namen: hoogstens 1000."),
    "a month that does not exist": (
        {"title": "x", "issued": {"date-parts": [[2020, 13]]}},
        "Het veld ‘datum’ is geen datum: geef een jaartal, of jaar, maand en dag.",
    ),
    "an address that runs": (
        {"title": "x", "URL": "javascript:alert(1)"},
        "‘javascript:alert(1)’ is geen webadres: het begint met ‘https://’.",
    ),
    "a DOI that is none": ({"title": "x", "DOI": "geen"}, "‘geen’ is geen DOI: een DOI begint met ‘10.’."),
    "a conversation": (
        {"type": "personal_communication", "author": ["Jo"], "issued": 2020},
        "Volgens APA staat zo’n bron niet in de bronnenlijst: vermeld ze enkel in de tekst.",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_cited_is_refused_with_a_sentence(case):
    csl, sentence = REFUSED[case]
    with pytest.raises(CitationRefused) as caught:
        render([WUBBELS, csl])
    assert (str(caught.value), caught.value.index) == (sentence, 1)


ODD = [
    None,
    True,
    0,
    -1,
    3.5,
    float("nan"),
    float("inf"),
    "",
    " ",
    "\0",
    "x" * 50,
    "2017-5-3",
    [],
    [[]],
    [None],
    [[None]],
    {},
    (),
    b"x",
]
ODD += [
    object,
    {"family": None},
    {"given": "x"},
    [{"family": ["x"], "given": 3}],
    {"date-parts": "x"},
    {"date-parts": [[2017, "a"]]},
    [["x"]],
]
FIELDS = "type title author editor issued accessed DOI URL page edition volume container-title status language circa".split()


def accepted(csl):
    try:
        clean(csl)
    except CitationRefused:
        return False
    return True


def test_whatever_was_typed_is_rendered_or_refused_and_never_crashes():
    chance = random.Random(7)
    typed = [{field: chance.choice(ODD) for field in chance.sample(FIELDS, 6)} for _ in range(3000)]
    readable = [csl for csl in typed if accepted(csl)]
    assert 300 < len(readable) < 2700
    assert len(render(readable)) == len(readable)
    assert sorted(letters(dict(enumerate(typed)))) != []
    assert [type(year_of(csl)) for csl in sorted(typed, key=sort_key)] == [str] * 3000


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
    [rendered] = render([UNDATED_PAGE])
    forms = [
        rendered.apa_nl,
        rendered.apa_en,
        rendered.intext_nl,
        rendered.narrative_nl,
        rendered.intext_en,
        rendered.narrative_en,
    ]
    lettered = [with_letter(form, year_of(UNDATED_PAGE), "b") for form in forms]
    assert [form.count(".d.-b)") for form in lettered] == [1] * 6


@pytest.mark.parametrize(
    "csl, year",
    [
        (WUBBELS, "2017"),
        (UNDATED_PAGE, "z.d."),
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
    key: SortKey = sort_key(in_order[0])
    assert key == ((("debruyckere", "p"),), 1, 2019, "titel")
