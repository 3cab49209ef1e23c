"""Both databases answer every graded question with the same records: those that were written down.

When a rule of the analyser changes on purpose: `python -m bench.search --write-sets`, and look at what became different.
"""

import json

import pytest

from bench.answers import SETS, hit_sets, keep_synonyms, publish_texts


@pytest.mark.django_db
def test_every_question_finds_exactly_the_texts_that_were_written_down():
    publish_texts()
    keep_synonyms()
    known = json.loads(SETS.read_text(encoding="utf-8"))
    found = hit_sets()
    assert set(found) == set(known)
    assert {q: urls for q, urls in found.items() if urls != known[q]} == {}
