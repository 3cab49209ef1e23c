"""What somebody brings: good entries are kept and broken ones say why, whatever format, encoding and accents they come in."""

import json

import pytest

from fiches.citations.entries import MOST_ENTRIES, EntriesRefused, decoded, entries

BROKEN = "De accolades van deze bron kloppen niet: er ontbreekt een sluitende."
UNREADABLE = "Deze bron is niet te lezen: kijk de komma’s, accolades en aanhalingstekens na."
BIBTEX = r"""
@string{acco = "Acco {\&} Zonen"}
@book{a, author={J. {van den Broeck} and {Vlaamse Onderwijsraad}}, title={De titel van {\"e}{\'e}n {\ss} \c{c}a}, year=2017,
  publisher=acco, edition={2}}
@article{a, author={M{\"u}ller, K. and Garc\'ia, J.}, title={Second {DNA}}, journal={Impuls}, volume=4, number=2,
  pages={12--19}, year={2019}, doi={10.1000/xyz}}
@book{c, title={Broken, author={X}, year=2000}

@incollection{d, crossref={e}, title={Een hoofdstuk}, author={van Dijk, An}, pages={1-9}}
@book{e, editor={Maes, B.}, title={Het boek}, booktitle={Het boek}, year={2011}, publisher={Acco}}
@misc{f, year={2011}, note = "x" y}
@misc{g
@comment{zo maar}
"""


def read(text):
    return [entry.csl or entry.fault for entry in entries(text)]


def test_bibtex_with_strings_accents_and_a_parent_keeps_the_good_and_says_what_is_broken():
    assert read(BIBTEX) == [
        {
            "type": "book",
            "title": "De titel van ëén ß ça",
            "author": [
                {"family": "Broeck", "given": "J.", "non-dropping-particle": "van den"},
                {"literal": "Vlaamse Onderwijsraad"},
            ],
            "issued": {"date-parts": [[2017]]},
            "publisher": "Acco & Zonen",
            "edition": "2",
        },
        {
            "type": "article-journal",
            "title": "Second DNA",
            "author": [{"family": "Müller", "given": "K."}, {"family": "García", "given": "J."}],
            "issued": {"date-parts": [[2019]]},
            "container-title": "Impuls",
            "volume": "4",
            "issue": "2",
            "page": "12-19",
            "DOI": "10.1000/xyz",
        },
        BROKEN,
        {
            "type": "chapter",
            "title": "Een hoofdstuk",
            "author": [{"family": "Dijk", "given": "An", "non-dropping-particle": "van"}],
            "container-title": "Het boek",
            "editor": [{"family": "Maes", "given": "B."}],
            "issued": {"date-parts": [[2011]]},
            "publisher": "Acco",
            "page": "1-9",
        },
        {
            "type": "book",
            "title": "Het boek",
            "editor": [{"family": "Maes", "given": "B."}],
            "issued": {"date-parts": [[2011]]},
            "publisher": "Acco",
        },
        UNREADABLE,
        BROKEN,
    ]
    assert [entry.line for entry in entries(BIBTEX)][:3] == [2, 4, 6]


def test_biblatex_has_its_own_words():
    report = "@report{y, title={R}, institution={GO!}, type={Advies}, date={2021-05-03}, langid={dutch}, author={{Vlor}}}"
    assert read(report) == [
        {
            "type": "report",
            "title": "R",
            "author": [{"literal": "Vlor"}],
            "issued": {"date-parts": [[2021, 5, 3]]},
            "publisher": "GO!",
            "genre": "Advies",
            "language": "nl",
        }
    ]


def test_ris_with_an_entry_that_does_not_end():
    text = (
        "TY  - JOUR\r\nAU  - van Dijk, A.\r\nAU  - OECD\r\nTI  - Een titel\r\nT2  - Impuls\r\nPY  - 2019\r\nVL  - 4\r\n"
        "IS  - 2\r\nSP  - 12\r\nEP  - 19\r\nDO  - 10.1000/abc\r\nER  - \r\n\r\nTY  - BOOK\r\nTI  - Zonder einde\r\n"
        "TY  - BOOK\r\nTI  - Met einde\r\nPY  - 2001\r\nER  - \r\n"
    )
    assert read(text) == [
        {
            "type": "article-journal",
            "title": "Een titel",
            "author": [{"family": "Dijk", "given": "A.", "non-dropping-particle": "van"}, {"literal": "OECD"}],
            "issued": {"date-parts": [[2019]]},
            "container-title": "Impuls",
            "volume": "4",
            "issue": "2",
            "page": "12-19",
            "DOI": "10.1000/abc",
        },
        "Deze bron wordt niet afgesloten met een regel “ER  -”.",
        {"type": "book", "title": "Met einde", "issued": {"date-parts": [[2001]]}},
    ]


def test_csl_json_is_taken_as_it_is_without_the_markup_and_the_words_of_crossref():
    items = [
        {"id": "x", "type": "journal-article", "title": ["Een <i>titel</i> &amp; meer"], "container-title": ["Impuls"]},
        {"type": "book"},
        3,
    ]
    assert read(json.dumps(items)) == [
        {"type": "article-journal", "title": "Een titel & meer", "container-title": "Impuls"},
        "Een bron heeft minstens een titel of een auteur nodig.",
        UNREADABLE,
    ]


def test_a_pasted_list_in_apa_and_bare_dois():
    text = (
        "Wubbels, T., & Van Tartwijk, J. (2017). Classroom management. Routledge.\n\nZomaar een zin zonder bron.\n\n"
        "10.1000/abc\nhttps://doi.org/10.1000/DEF\ndoi: 10.1000/ghi."
    )
    found = entries(text)
    people = [{"family": "Wubbels", "given": "T."}, {"family": "Van Tartwijk", "given": "J."}]
    book = {"type": "book", "title": "Classroom management", "author": people, "publisher": "Routledge"}
    assert found[0].csl == {**book, "issued": {"date-parts": [[2017]]}}
    assert found[1].fault == "Hierin herkennen we geen bron: we zoeken een auteur, een jaartal tussen haakjes en een titel."
    assert [entry.doi for entry in found[2:]] == ["10.1000/abc", "10.1000/DEF", "10.1000/ghi"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252"])
def test_a_file_is_read_in_the_encoding_that_it_has(encoding):
    text = "@book{a, title={Zoë’s café}, year=2017}" if encoding != "latin-1" else "@book{a, title={Zoë's café}, year=2017}"
    [only] = read(decoded(text.encode(encoding)))
    assert only["title"].replace("’", "'") == "Zoë's café"


@pytest.mark.parametrize(
    "text, sentence",
    [
        ("", "Plak een bron of kies een bestand."),
        ('[{"type":', "Dit is geen geldige CSL-JSON: er ontbreekt een haakje, komma of aanhalingsteken."),
        ("[" * 100_000, "Dit is geen geldige CSL-JSON: er ontbreekt een haakje, komma of aanhalingsteken."),
        ('{"items": 3}', "Dit is geen CSL-JSON: we verwachten een lijst van bronnen."),
        ("@comment{niets}", "Hierin staat geen enkele bron."),
        ("@book{a, title={A}}\n" * (MOST_ENTRIES + 1), "Er staan meer dan 200 bronnen in. Deel de lijst op."),
        ("TY  - BOOK\nER  - \n" * (MOST_ENTRIES + 1), "Er staan meer dan 200 bronnen in. Deel de lijst op."),
    ],
)
def test_what_cannot_be_read_at_all_is_refused_in_a_sentence(text, sentence):
    with pytest.raises(EntriesRefused) as refused:
        entries(text)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    "text",
    [
        "x" + "\n" * 300_000 + "x",
        "@a{{{{\n" * 40_000,
        "@a{k,t={" * 40_000,
        "TY  - \n" * 40_000,
        "A., & " * 50_000,
        "Maes, J., " * 50_000,
        "(2019)" * 50_000,
        '{"a":' * 60_000,
    ],
    ids=lambda text: text[:8],
)
def test_a_hostile_text_is_answered_as_calmly_as_any_other(text):
    """Without an end to everything, some of these would take an hour."""
    try:
        assert all(entry.fault for entry in entries(text))
    except EntriesRefused:
        pass


def test_a_reference_that_never_ends_is_no_reference():
    [only] = entries("Maes, J. (2019). Een titel. " + "Nog wat woorden " * 300)
    assert (only.fault, len(only.raw)) == ("Dit is te lang voor één bron. Zet een lege regel tussen twee bronnen.", 3000)
