"""APA 7 in Dutch and English: what a reader finds in the list and in the text."""

import pytest

from fiches.citations.styles import Rendered, render


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
    named = [f"{family}, B." for family, _given in authors(22)]
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
