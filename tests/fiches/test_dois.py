"""What is known of a DOI, asked of a server that plays its resolver and those that register: Crossref and DataCite."""

import json

import pytest

from fiches.dois import CSL, MOST, DoiRefused, ask, ask_all

CROSSREF = {
    "type": "journal-article",
    "title": "Een artikel",
    "container-title": "Impuls",
    "author": [{"given": "An", "family": "Maes"}],
    "issued": {"date-parts": [[2019, 5]]},
}
DATACITE = {"type": "dataset", "title": "Cijfers", "author": [{"literal": "Agentschap"}], "issued": {"date-parts": [[2020]]}}


@pytest.fixture
def resolver(elsewhere, settings):
    """doi.org sends on to whoever registered the DOI."""
    settings.DOI_RESOLVER = elsewhere.url("/doi/")
    for doi, said in {"10.1000/crossref": CROSSREF, "10.2000/datacite": DATACITE}.items():
        elsewhere.answers[f"/doi/{doi}"] = (302, {"Location": f"/works/{doi}"}, b"")
        elsewhere.answers[f"/works/{doi}"] = (200, {"Content-Type": CSL}, json.dumps(said).encode())
    elsewhere.answers["/doi/10.1000/onbekend"] = (404, {}, b"DOI not found")
    elsewhere.answers["/doi/10.1000/pagina"] = (200, {"Content-Type": "text/html"}, b"<title>Een pagina</title>")
    elsewhere.answers["/doi/10.1000/binnen"] = (302, {"Location": "http://169.254.169.254/latest/"}, b"")
    elsewhere.answers["/doi/10.1000/stuk"] = (503, {}, b"")
    return elsewhere


def test_the_data_come_from_where_the_resolver_sends_us_in_the_words_of_csl(resolver):
    assert ask("10.1000/crossref") == {**CROSSREF, "DOI": "10.1000/crossref"}
    assert ask("10.2000/datacite") == {**DATACITE, "DOI": "10.2000/datacite"}
    assert {headers["Accept"] for headers in resolver.headers} == {CSL}


UNREACHED = "We kunnen doi.org nu niet bereiken. Probeer het later nog eens, of plak de bron als tekst."
NOTHING = "doi.org geeft nu geen gegevens van deze DOI. Probeer het later nog eens, of plak de bron als tekst."


@pytest.mark.parametrize(
    "doi, sentence",
    [
        (
            "10.1000/onbekend",
            "Deze DOI bestaat niet. Kijk hem na: je vindt hem op de eerste pagina of de webpagina van het werk.",
        ),
        ("10.1000/pagina", NOTHING),
        ("10.1000/stuk", NOTHING),
        ("10.1000/binnen", UNREACHED),
    ],
)
def test_what_cannot_be_had_is_said(resolver, doi, sentence):
    with pytest.raises(DoiRefused) as refused:
        ask(doi)
    assert str(refused.value) == sentence


def test_without_a_network_it_says_so(settings, closed_port):
    settings.DOI_RESOLVER = closed_port
    with pytest.raises(DoiRefused) as refused:
        ask("10.1000/crossref")
    assert str(refused.value) == UNREACHED


def test_a_site_can_choose_to_ask_nobody(settings):
    settings.DOI_RESOLVER = ""
    with pytest.raises(DoiRefused) as refused:
        ask("10.1000/crossref")
    assert str(refused.value) == "Deze site vraagt geen DOI’s op. Plak de bron als tekst, of vul ze zelf in."


def test_a_doi_is_asked_once_and_no_more_than_so_many(resolver):
    many = ["10.1000/crossref"] * 2 + [f"10.1000/{number}" for number in range(MOST)]
    found = ask_all(many)
    assert (resolver.looked_at("/doi/10.1000/crossref"), len(found)) == (1, MOST + 1)
    assert str(found[many[-1]]) == "We vragen hoogstens 20 DOI’s tegelijk op. Probeer deze apart."
    assert not resolver.looked_at(f"/doi/{many[-1]}")
