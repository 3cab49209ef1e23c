"""Which sources a loose citation may mean."""

import pytest

from fiches.citations.candidates import Known, best, names_in, year_in
from fiches.citations.marks import parts_of

pytestmark = pytest.mark.once

SOURCES = [
    Known(1, "(Wubbels & Van Tartwijk, 2017)"),
    Known(2, "(Hattie, 2009)"),
    Known(3, "(Hattie, 2012)"),
    Known(4, "(Hattie & Timperley, 2007)"),
    Known(5, "(Jansen et al., 2019)"),
    Known(6, "(Leerpunt, z.d.)"),
    Known(7, "(Özdemir, 2020)"),
    Known(8, "(Janssens, 2021)"),
]


@pytest.mark.parametrize(
    ("label", "ids"),
    [
        ("(Hattie, 2009)", [2]),
        ("Hattie (2009)", [2]),
        ("(Hattie, 2009a)", [2]),
        ("(Hattie, 2010)", [2, 3]),  # nothing of that year: the same author in another
        ("(Hatie, 2009)", [2]),
        ("(Hattie en Timperley, 2007)", [4]),
        ("(Wubbels & Tartwijk, 2017)", [1]),
        ("Van Tartwijk en Wubbels (2017)", [1]),
        ("(Jansen & Peeters, 2019)", [5]),
        ("Leerpunt (z.d.)", [6]),
        ("(Ozdemir, 2020)", [7]),
        ("(Jansens, 2021)", [8]),
        ("(Peeters, 2009)", []),  # the year alone says nothing
        ("(Peeters, 1999)", []),
    ],
)
def test_a_citation_may_mean_who_has_its_name_and_year(label, ids):
    assert [source.id for source in best(label, SOURCES)] == ids


def test_no_more_than_three_are_offered_the_likeliest_first():
    many = [Known(number, f"(Hattie & Auteur{number}, 2009)") for number in range(9)] + [Known(99, "(Hattie, 2009)")]
    assert [source.id for source in best("(Hattie, 2009)", many)] == [99, 0, 1]


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Wubbels & Van Tartwijk", ["Wubbels", "Van Tartwijk"]),
        ("Wubbels, Levy, en Brekelmans", ["Wubbels", "Levy", "Brekelmans"]),
        ("Jansen et al.", ["Jansen"]),
        ("Jansen e.a.", ["Jansen"]),
        ("Vandenberghe", ["Vandenberghe"]),
    ],
)
def test_the_names_of_an_author_are_read_one_by_one(author, names):
    assert names_in(author) == names


def test_author_and_year_come_from_both_ways_of_citing():
    assert [parts_of("(Hattie, 2009)"), parts_of("Hattie (2009)")] == [("Hattie", "2009")] * 2
    assert [year_in(year) for year in ("2009a", "2009", "z.d.-a", "in druk")] == ["2009", "2009", "z.d.", "in druk"]
