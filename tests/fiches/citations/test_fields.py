"""Whatever an editor types about a source: rendered as it stands, or refused with a sentence."""

import random

import pytest

from fiches.citations.fields import CitationRefused, clean
from fiches.citations.styles import letters, render, sort_key, year_of


def book(**more):
    return {"type": "book", "author": [{"family": "Jansen", "given": "P"}], "title": "Titel", "issued": 2019, **more}


def dutch(csl):
    return render([csl])[0].apa_nl


def test_html_and_markdown_in_a_title_are_shown_as_typed():
    title = "<b>Vet</b> & *ster* [a](b) $x$ @c1 `c` <script>alert(1)</script>"
    shown = "&lt;b&gt;Vet&lt;/b&gt; &amp; *ster* [a](b) $x$ @c1 `c` &lt;script&gt;alert(1)&lt;/script&gt;"
    assert dutch(book(title=title)) == f"Jansen, P. (2019). <em>{shown}</em>."


def test_nul_and_private_signs_disappear():
    assert (
        dutch(book(author=[{"family": "Jan\0sen", "given": "P"}], title="Ti\0tel\ue000\ue001 \ud800 twee\n"))
        == "Jansen, P. (2019). <em>Titel twee</em>."
    )


def test_quotes_in_an_address_cannot_leave_the_attribute():
    entry = dutch(book(URL='https://x.be/"onclick="x'))
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
        render([book(), csl])
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
