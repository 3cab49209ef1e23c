"""What somebody who listens stumbles over: links that say nothing, headings that are none."""

import pytest

from portal.proofreading import Headings, bare_addresses, headings, unclear_links

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    "words",
    [
        "klik hier",
        "Klik hier!",
        "hier",
        "lees meer »",
        "deze link",
        "https://www.leerpunt.be/toolkit",
        "www.leerpunt.be",
        "→",
        "",
    ],
)
def test_a_link_that_says_nothing_is_found(words):
    assert unclear_links(f'<p>Zie <a href="https://x.be">{words}</a>.</p>') == [words or "…"]


@pytest.mark.parametrize(
    "words", ["de toolkit van Leerpunt", "leerpunt.be", "Hier lees je meer over feedback", "<em>Leidraad</em>"]
)
def test_a_link_that_says_where_it_leads_is_right(words):
    assert unclear_links(f'<p>Zie <a href="https://x.be" rel="x">{words}</a>.</p>') == []


def test_an_address_that_is_no_link_is_found_without_its_point():
    html = (
        '<p>Zie https://leerpunt.be/toolkit. Of (www.vlor.be), of <a href="https://x.be">https://x.be</a> of mail jan@x.be.</p>'
    )
    assert bare_addresses(html) == ["https://leerpunt.be/toolkit", "www.vlor.be"]


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<h3>Kop</h3><p>Tekst.</p><h3>Nog een</h3><ul><li>Punt</li></ul>", Headings()),
        ("<p>Tekst.</p><h3>Kop</h3>", Headings(hollow=("Kop",))),
        ("<h3>Kop</h3><h3>Nog een</h3><p>Tekst.</p>", Headings(hollow=("Kop",))),
        ("<h3>Kop</h3><h4>Eronder</h4><p>Tekst.</p>", Headings()),
        ("<h3>Kop</h3><h5>Te diep</h5><p>Tekst.</p>", Headings(skipping=("Te diep",))),
        ("<h4>Begint te diep</h4><p>Tekst.</p>", Headings(skipping=("Begint te diep",))),
        ("<p><strong>Lijkt een kop</strong></p><p>Tekst.</p>", Headings(bold=("Lijkt een kop",))),
        ("<p><strong>Let op:</strong> dit is tekst.</p><p>Tekst.</p>", Headings()),
        ("<p><strong>Een</strong> en <strong>twee</strong></p><p>Tekst.</p>", Headings()),
        ("<p>Tekst.</p><p><strong>Vet aan het eind</strong></p>", Headings()),
        ("<p><strong>" + "woord " * 13 + "</strong></p><p>Tekst.</p>", Headings()),
    ],
)
def test_headings_stand_in_order_above_something_and_are_headings(html, found):
    assert headings(html) == found
