"""Two sources that turn out to be one: every link of the live page still arrives, and nothing stands twice."""

import re

import pytest

from portal.shared import merge
from tests.factories import FicheFactory, SourceFactory

pytestmark = pytest.mark.django_db


def book(title):
    return SourceFactory(
        csl={"type": "book", "title": title, "author": [{"family": "Jansen"}], "issued": {"date-parts": [[2019]]}}
    )


@pytest.mark.parametrize("kept", [0, 1])
def test_every_citation_arrives_after_merging_and_no_year_letter_stands_alone(visitor, kept):
    sources = [book("Apen"), book("Zebra's")]
    text = "<p>(Jansen, 2019a) en (Jansen, 2019b)</p>"
    fiche = FicheFactory(published=True, sources=sources, sections={"onderzoek": text})
    merge(sources[1 - kept], sources[kept])
    page = visitor.get(fiche.get_absolute_url()).content.decode()
    targets = set(re.findall(r'href="#(bron-\d+)"', page))
    assert targets <= set(re.findall(r'id="(bron-\d+)"', page))
    assert len(targets) == 2
    assert re.findall(r"Jansen\. \((\w+)\)", page.split('class="refs"')[-1])[:1] == ["2019"]
