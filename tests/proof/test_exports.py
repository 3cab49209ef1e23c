"""What the files of a long fiche cost: more words, materials and sources than any fiche has."""

import resource

import pytest

from fiches.exporters.content import content
from fiches.exporters.files import MAKERS
from tests.fiches.exporters.pages import long

pytestmark = pytest.mark.proof
MOST = 1.5  # seconds of CPU, children included


def cpu() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


@pytest.mark.parametrize("name", MAKERS)
def test_the_longest_fiche_is_made_within_a_second_and_a_half(name):
    said = content(long() | {"questions": ["Wat doen wij al?"] * 12})
    before = cpu()
    assert len(MAKERS[name](said)) > 10_000
    assert cpu() - before < MOST
