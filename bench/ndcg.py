"""How good a list of results is, against grades that people gave: nDCG at a depth, questions without a result, per class."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

DEPTH = 10
CLASSES = ("inflection", "compound", "typo", "synonym", "question", "name", "exact", "hyphen", "hard", "few")


@dataclass(frozen=True)
class Question:
    """What somebody typed, and how well each address answers it: 3 is exactly it, 2 clearly about it, 1 touches on it."""

    q: str
    kind: str
    grades: Mapping[str, int]


@dataclass(frozen=True)
class Answer:
    """The addresses that a search gave for a question, best first."""

    question: Question
    found: Sequence[str]


@dataclass(frozen=True)
class Row:
    """The figures of one class of questions."""

    kind: str
    questions: int
    ndcg: float
    zero_hits: float


def read_questions(path: Path) -> list[Question]:
    """The graded questions of a JSON file."""
    said = json.loads(path.read_text(encoding="utf-8"))
    return [Question(row["q"], row["class"], row["grades"]) for row in said]


def dcg(grades: Iterable[int]) -> float:
    """Discounted cumulative gain of grades in the order found: each is worth 2^grade - 1, and less the lower it stands."""
    return math.fsum((2**grade - 1) / math.log2(place + 1) for place, grade in enumerate(grades, 1))


def ndcg_at(depth: int, found: Sequence[str], grades: Mapping[str, int]) -> float:
    """The gain of the first `depth` results as a part of the best that was possible. An address counts once."""
    best = dcg(sorted(grades.values(), reverse=True)[:depth])
    if not best:
        raise ValueError("Without a graded address there is nothing to measure against.")
    seen: set[str] = set()
    gains = []
    for url in found[:depth]:
        gains.append(0 if url in seen else grades.get(url, 0))
        seen.add(url)
    return dcg(gains) / best


def zero_hit_rate(lists: Iterable[Sequence[str]]) -> float:
    """The part of the questions that gave no result at all."""
    empty = [not found for found in lists]
    return sum(empty) / len(empty) if empty else 0.0


def per_class(answers: Sequence[Answer], depth: int = DEPTH) -> list[Row]:
    """A row for each class that was asked, in the order of CLASSES, and one for all questions together."""
    kinds = sorted({answer.question.kind for answer in answers}, key=CLASSES.index)
    rows = [_row(kind, [answer for answer in answers if answer.question.kind == kind], depth) for kind in kinds]
    return [*rows, _row("all", answers, depth)] if answers else []


def _row(kind: str, answers: Sequence[Answer], depth: int) -> Row:
    scores = [ndcg_at(depth, answer.found, answer.question.grades) for answer in answers]
    return Row(kind, len(answers), math.fsum(scores) / len(scores), zero_hit_rate(answer.found for answer in answers))


def table(rows: Iterable[Row]) -> str:
    """The rows as lines of text for a terminal or a decision."""
    lines = [f"{'class':<12}{'questions':>10}{'nDCG@10':>10}{'no result':>11}"]
    lines += [f"{row.kind:<12}{row.questions:>10}{row.ndcg:>10.3f}{row.zero_hits:>11.3f}" for row in rows]
    return "\n".join(lines)
