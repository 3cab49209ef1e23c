"""The measure of search says what a pencil says."""

import pytest

from bench.ndcg import Answer, Question, Row, dcg, ndcg_at, per_class, read_questions, table, zero_hit_rate

GRADES = {"/a/": 3, "/b/": 1}
BEST = 7 + 1 / 1.5849625  # a first, b second; log2(3) = 1.5849625


@pytest.mark.parametrize(
    "grades, worth",
    [
        ([], 0),
        ([3], 7),  # 2^3 - 1, undivided
        ([0, 0, 3], 3.5),  # log2(4) = 2
        ([3, 0, 1], 7.5),
        ([3, 2, 3, 0, 1, 2], 13.848264),  # 7 + 1.892789 + 3.5 + 0 + 0.386853 + 1.068622
    ],
)
def test_a_result_is_worth_less_the_lower_it_stands(grades, worth):
    assert dcg(grades) == pytest.approx(worth, abs=1e-6)


@pytest.mark.parametrize(
    "found, score",
    [
        (["/a/", "/b/"], 1),
        (["/a/", "/b/", "/unknown/"], 1),
        (["/a/", "/unknown/", "/b/"], 7.5 / BEST),
        (["/b/", "/a/"], (1 + 7 / 1.5849625) / BEST),
        (["/a/"], 7 / BEST),
        (["/a/", "/a/"], 7 / BEST),
        (["/unknown/"], 0),
        ([], 0),
    ],
)
def test_the_best_order_scores_one_and_every_other_less(found, score):
    assert ndcg_at(10, found, GRADES) == pytest.approx(score, abs=1e-6)


def test_what_stands_below_the_depth_does_not_count():
    found = [f"/{number}/" for number in range(10)] + ["/a/"]
    assert (ndcg_at(10, found, GRADES), ndcg_at(1, ["/a/", "/b/"], GRADES)) == (0, 1)


def test_more_good_answers_than_fit_can_still_score_one():
    grades = {f"/{number}/": 3 for number in range(12)}
    assert ndcg_at(10, list(grades)[2:], grades) == 1


def test_a_question_without_grades_cannot_be_measured():
    with pytest.raises(ValueError):
        ndcg_at(10, ["/a/"], {})


@pytest.mark.parametrize("lists, rate", [([], 0), ([["/a/"]], 0), ([["/a/"], [], ["/b/"], []], 0.5)])
def test_questions_without_a_result_are_counted(lists, rate):
    assert zero_hit_rate(lists) == rate


def test_figures_are_given_per_class_and_for_all():
    answers = [
        Answer(Question("Visscher", "name", GRADES), ["/a/", "/b/"]),
        Answer(Question("tema", "typo", GRADES), []),
        Answer(Question("thma", "typo", GRADES), ["/a/", "/b/"]),
        Answer(Question("thema", "typo", {"/a/": 1}), ["/x/", "/y/", "/a/"]),
    ]
    rows = per_class(answers)
    assert rows == [Row("typo", 3, 0.5, pytest.approx(1 / 3)), Row("name", 1, 1, 0), Row("all", 4, 0.625, 0.25)]
    assert table(rows).splitlines() == [
        "class        questions   nDCG@10  no result",
        "typo                 3     0.500      0.333",
        "name                 1     1.000      0.000",
        "all                  4     0.625      0.250",
    ]
    assert per_class([]) == []


def test_questions_are_read_from_a_file(tmp_path):
    path = tmp_path / "queries.json"
    path.write_text('[{"q": "thema’s", "class": "hard", "note": "", "grades": {"/over/": 2}}]', encoding="utf-8")
    assert read_questions(path) == [Question("thema’s", "hard", {"/over/": 2})]
