"""A date as an editor types it, and as it comes back into the form."""

import pytest

from fiches.citations.dates import date_of, date_text
from fiches.citations.fields import CitationRefused


@pytest.mark.parametrize(
    ("typed", "parts", "shown"),
    [
        ("2019", [[2019]], "2019"),
        ("2019-05", [[2019, 5]], "mei 2019"),
        ("2019-05-12", [[2019, 5, 12]], "12 mei 2019"),
        ("12-5-2019", [[2019, 5, 12]], "12 mei 2019"),
        ("12/05/2019", [[2019, 5, 12]], "12 mei 2019"),
        ("12 mei 2019", [[2019, 5, 12]], "12 mei 2019"),
        (" 12  Mei  2019 ", [[2019, 5, 12]], "12 mei 2019"),
        ("mrt. 2020", [[2020, 3]], "maart 2020"),
        ("May 12, 2019", [[2019, 5, 12]], "12 mei 2019"),
        ("2019, 12 mei", [[2019, 5, 12]], "12 mei 2019"),
        ("2024-2025", [[2024], [2025]], "2024–2025"),
        ("2019-06-26/2019-06-28", [[2019, 6, 26], [2019, 6, 28]], "2019-06-26/2019-06-28"),
    ],
)
def test_a_date_is_read_and_shown_again(typed, parts, shown):
    assert date_of(typed) == {"date-parts": parts}
    assert date_text({"date-parts": parts}) == shown
    assert date_of(shown) == {"date-parts": parts}


@pytest.mark.parametrize("typed", ["", "z.d.", "n.d.", "  "])
def test_no_date_is_no_date(typed):
    assert date_of(typed) == {}


def test_in_press_and_around_a_year():
    assert date_of("In press") == {"literal": "in druk"}
    assert date_text({"literal": "in druk"}) == "in druk"
    assert date_of("ca. 1910") == {"date-parts": [[1910]], "circa": True}
    assert date_text({"date-parts": [[1910]], "circa": True}) == "ca. 1910"


@pytest.mark.parametrize("typed", ["vorig jaar", "12 brumaire 2019", "32-13-2019", "19", "2019-99", "12345"])
def test_what_is_no_date_is_refused(typed):
    with pytest.raises(CitationRefused, match="Dit is geen datum"):
        date_of(typed)
