"""What two texts have in common: marked word by word, exact both ways, and never too much work."""

import random

import pytest

from portal.publishing.words import ADDED, REMOVED, SAME, Effort, changes, marks, matches, pieces, rising


def marked(old: str, new: str, effort=None) -> list[tuple[str, str]]:
    one, other = pieces(old), pieces(new)
    return [(mark.kind, mark.text) for mark in marks(one, other, changes(one, other, effort or Effort()))]


def without(kind, found) -> str:
    return "".join(text for mark, text in found if mark != kind).strip()


def test_words_that_came_and_went_are_marked():
    found = marked("De leraar weet wat er in zijn klas speelt.", "Jij weet wat er in jouw klas speelt.")
    assert found == [
        (REMOVED, " De leraar"),
        (ADDED, " Jij"),
        (SAME, " weet wat er in"),
        (REMOVED, " zijn"),
        (ADDED, " jouw"),
        (SAME, " klas speelt."),
    ]


def test_a_sign_is_marked_without_its_word():
    assert marked("Lees dit.", "Lees dit, en dat.") == [(SAME, " Lees dit"), (ADDED, ", en dat"), (SAME, ".")]


@pytest.mark.parametrize(
    "text", ["", "   ", "één woord", "👩🏽‍🏫 en 🇧🇪", "e\u0301e\u0301n", "学校と教師", "\u200f\u2066شعر\u2069", "a" * 5000]
)
def test_equal_texts_have_nothing_marked(text):
    assert [kind for kind, _text in marked(text, text) if kind != SAME] == []


@pytest.mark.parametrize(("old", "new"), [("", "Nieuw."), ("Oud.", ""), ("Een", "Twee")])
def test_what_has_nothing_in_common_came_or_went_as_a_whole(old, new):
    found = marked(old, new)
    assert (without(ADDED, found), without(REMOVED, found)) == (old, new)
    assert SAME not in {kind for kind, _text in found}


def test_an_emoji_and_an_accent_stay_whole():
    assert marked("Dag 👩🏽‍🏫 juf", "Dag 👩🏽 juf")[1:3] == [(REMOVED, " 👩🏽‍🏫"), (ADDED, " 👩🏽")]
    assert marked("e\u0301en", "één") == [(REMOVED, " e\u0301en"), (ADDED, " één")]


def test_small_words_that_two_rewritten_sentences_share_do_not_cut_them_to_pieces():
    found = marked("Wie leest op school en thuis, leert sneller.", "Oefenen met anderen en herhalen helpt om te onthouden.")
    assert len(found) <= 3


@pytest.mark.parametrize("seed", range(40))
def test_leaving_out_what_came_gives_the_old_text_and_the_other_way_round(seed):
    dice = random.Random(seed)
    words = "de een leraar klas leest. schrijft, (soms) en of 'nooit' 12 – foto's".split()
    old = [dice.choice(words) for _ in range(dice.randrange(60))]
    new = list(old)
    for _ in range(dice.randrange(12)):
        place = dice.randrange(len(new) + 1)
        new[place : place + dice.randrange(3)] = [dice.choice(words) for _ in range(dice.randrange(3))]
    found = marked(" ".join(old), " ".join(new))
    assert (without(ADDED, found), without(REMOVED, found)) == (" ".join(old), " ".join(new))


HOSTILE = {
    "one word for ever": ("a " * 50_000, "a b " * 50_000),
    "two words in turn": ("x y " * 50_000, "y x x " * 40_000),
    "one word without end": ("a" * 1_000_000, "b" * 1_000_000),
    "everything in another order": (" ".join(map(str, range(60_000))), " ".join(map(str, reversed(range(60_000))))),
    "marked by the same words": (
        " ".join(f"u{n} " + "x y " * 90 for n in range(150)),
        " ".join(f"u{n} " + "y y x " * 60 for n in range(150)),
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_spends_no_more_than_it_was_given_and_is_still_told_right(name):
    old, new = HOSTILE[name]
    effort = Effort(200_000)
    found = marked(old, new, effort)
    assert effort.left >= 0
    assert (without(ADDED, found), without(REMOVED, found)) == (" ".join(old.split()), " ".join(new.split()))


def test_without_any_effort_left_only_beginning_and_end_are_matched():
    assert matches("abXcd", "abYcd", Effort(0)) == [(0, 0, 2), (3, 3, 2)]


def test_a_long_text_is_cut_at_the_words_that_stand_in_it_once():
    old = [word for number in range(300) for word in (f"kop{number}", "x", "y")]
    new = [word for word in old if word not in ("kop50", "kop250")]
    found = list(changes(old, new, Effort()))
    assert [(old[i:i_end], new[j:j_end]) for i, i_end, j, j_end, _same in found if i < i_end or j < j_end] == [
        (["kop50"], []),
        (["kop250"], []),
    ]


def test_what_kept_its_order_is_the_longest_rising_row():
    assert [rising(numbers) for numbers in ([], [3], [0, 1, 2], [2, 0, 1], [5, 1, 4, 2, 3])] == [
        [],
        [0],
        [0, 1, 2],
        [1, 2],
        [1, 3, 4],
    ]
