"""Sources of every kind, in both languages, as APA 7 asks; and where we differ from citeproc-js, and why."""

import pytest

from fiches.citations.styles import render
from tests.fiches.citations.references import DIFFERENCES, TABLE, as_we_would, read


@pytest.fixture(scope="module")
def rendered():
    return render([row["csl"] for row in TABLE])


def test_the_table_is_large_enough_to_mean_something():
    assert len(TABLE) >= 60
    assert len({row["name"] for row in TABLE}) == len(TABLE)


def test_every_source_reads_as_apa_asks_in_dutch(rendered):
    made = {row["name"]: [read(one.apa_nl), one.intext_nl, one.narrative_nl] for row, one in zip(TABLE, rendered, strict=True)}
    assert made == {row["name"]: row["dutch"] for row in TABLE}


def test_every_source_reads_as_apa_asks_in_english(rendered):
    made = {row["name"]: [read(one.apa_en), one.intext_en, one.narrative_en] for row, one in zip(TABLE, rendered, strict=True)}
    assert made == {row["name"]: row["english"] for row in TABLE}


@pytest.mark.parametrize(("language", "ours"), [("nl-NL", "dutch"), ("en-US", "english")])
def test_we_differ_from_citeproc_js_only_where_we_mean_to(language, ours):
    theirs = {row["name"]: [as_we_would(text, language)[0] for text in row["citeproc"][language]] for row in TABLE}
    assert theirs == {row["name"]: row[ours][:2] for row in TABLE}


@pytest.mark.parametrize("language", DIFFERENCES)
def test_every_difference_that_we_mean_is_there(language):
    """One that is not needed any more would hide a mistake."""
    used = {why for row in TABLE for text in row["citeproc"][language] for why in as_we_would(text, language)[1]}
    assert used == {why for why, _theirs, _ours in DIFFERENCES[language]}
