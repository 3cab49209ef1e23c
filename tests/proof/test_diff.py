"""The difference in the long run: thousands of snapshots of every publication, and thousands of edits of a text."""

import random

import pytest
from django.conf import settings as portal
from hypothesis import HealthCheck, given, settings
from hypothesis.configuration import set_hypothesis_home_dir

from portal.publishing.diff import differences
from portal.publishing.passages import passages
from portal.publishing.prose import Line, compared
from portal.publishing.words import ADDED, REMOVED, Effort
from tests.portal.publishing.snapshots import MODELS, TEXTS, pairs, snapshots

set_hypothesis_home_dir(portal.VAR / "hypothesis")
pytestmark = pytest.mark.proof
MANY = settings(max_examples=300, deadline=None, database=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("model", MODELS)
def test_no_pair_of_snapshots_fails_and_no_snapshot_differs_from_itself(model):
    @MANY
    @given(pairs(model), snapshots(model))
    def look(pair, one):
        there, back = (differences(model, *sides) for sides in (pair, pair[::-1]))
        assert {found.name for found in there} == {found.name for found in back}
        assert differences(model, one, one) == []

    look()


def letters(lines: list[Line], without: str) -> list[str]:
    """The letters of one side, in any order: what was moved stands where it stands now, and counts for both."""
    return sorted(
        "".join(mark.text for line in lines for mark in line.marks if mark.kind != without and mark.text)
        .replace("¶", "")
        .replace(" ", "")
    )


def letters_of(html: str) -> list[str]:
    return sorted("".join(one.text for one in passages(html)).replace("¶", "").replace(" ", ""))


@MANY
@given(TEXTS, TEXTS)
def test_a_difference_holds_every_letter_of_both_texts(old, new):
    found = compared(passages(old), passages(new), Effort())
    assert letters(found, REMOVED) == letters_of(new)
    assert letters(found, ADDED) == letters_of(old)


def test_two_thousand_random_edits_of_a_text_are_told_without_losing_a_word():
    dice = random.Random(5)
    words = "de een leraar klas leest schrijft soms nooit vaak samen onderzoek toetst feedback geeft".split()
    paragraphs = [" ".join(dice.choice(words) for _ in range(dice.randrange(3, 40))) for _ in range(12)]
    for _ in range(2000):
        before = list(paragraphs)
        place, act = dice.randrange(len(paragraphs)), dice.choice(["write", "split", "join", "move", "drop", "add"])
        sentence = paragraphs[place].split()
        if act == "write":
            sentence[dice.randrange(len(sentence))] = dice.choice(words)
            paragraphs[place] = " ".join(sentence)
        elif act == "split" and len(sentence) > 4:
            paragraphs[place : place + 1] = [" ".join(sentence[:2]), " ".join(sentence[2:])]
        elif act == "join" and place:
            paragraphs[place - 1 : place + 1] = [f"{paragraphs[place - 1]} {paragraphs[place]}"]
        elif act == "move":
            paragraphs.insert(dice.randrange(len(paragraphs)), paragraphs.pop(place))
        elif act == "drop" and len(paragraphs) > 6:
            paragraphs.pop(place)
        elif act == "add" and len(paragraphs) < 30:
            paragraphs.insert(place, " ".join(dice.choice(words) for _ in range(9)))
        old, new = ("".join(f"<p>{one}</p>" for one in some) for some in (before, paragraphs))
        found = compared(passages(old), passages(new), Effort())
        assert letters(found, REMOVED) == letters_of(new)
        assert letters(found, ADDED) == letters_of(old)
        assert (old == new) == ({line.state for line in found} == {"same"})
