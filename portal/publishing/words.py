"""What two texts have in common, word by word: bounded in time for every input. Pure."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, ADDED, REMOVED, FOLDED = "same", "added", "removed", "folded"
BREAK = " ¶"  # where one paragraph ends and the next begins, when both are looked at as one text
PIECES = re.compile(r"""\s?(?:[^\s.,;:!?()\[\]{}"“”„‘«»…–—/]+|[.,;:!?()\[\]{}"“”„‘«»…–—/])""")
SMALL = 40_000  # pairs of words that are compared one with one; a longer text is cut at the words that are in it once
DEEPEST = 30


@dataclass(frozen=True)
class Mark:
    """A run of words that stayed, came or went."""

    kind: str  # SAME, ADDED, REMOVED; or FOLDED, what stayed the same and is folded away
    text: str


class Effort:
    """How much may be compared in one go. When it is spent, what is left counts as wholly different: never wrong, less fine."""

    def __init__(self, pairs: int = 1_000_000):
        self.left = pairs

    def spend(self, pairs: int) -> bool:
        if pairs > self.left:
            return False
        self.left -= pairs
        return True


def pieces(text: str) -> list[str]:
    """The words and signs of a text, each with the space before it: joined, they are the text after one space."""
    text = " ".join(text.split())
    return PIECES.findall(" " + text) if text else []


def matches(old: Sequence[Hashable], new: Sequence[Hashable], effort: Effort) -> list[tuple[int, int, int]]:
    """Runs that are in both, in order and not overlapping: (place in old, place in new, length)."""
    head = _alike(zip(old, new, strict=False))
    tail = _alike(zip(reversed(old[head:]), reversed(new[head:]), strict=False))
    found = [(0, 0, head)]
    found += _inside(old, new, (head, len(old) - tail, head, len(new) - tail), effort)
    found.append((len(old) - tail, len(new) - tail, tail))
    return _joined(found)


def _alike(pairs) -> int:
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count


def _joined(runs) -> list[tuple[int, int, int]]:
    """Runs that touch become one; empty ones go."""
    joined: list[tuple[int, int, int]] = []
    for i, j, length in runs:
        if joined and length and joined[-1][0] + joined[-1][2] == i and joined[-1][1] + joined[-1][2] == j:
            joined[-1] = (joined[-1][0], joined[-1][1], joined[-1][2] + length)
        elif length:
            joined.append((i, j, length))
    return joined


def _inside(old, new, window, effort, depth=0) -> list[tuple[int, int, int]]:
    i, i_end, j, j_end = window
    pairs = (i_end - i) * (j_end - j)
    if not pairs:
        return []
    if pairs <= SMALL:
        if not effort.spend(pairs):
            return []
        blocks = SequenceMatcher(None, old[i:i_end], new[j:j_end], autojunk=False).get_matching_blocks()
        return [(i + block.a, j + block.b, block.size) for block in blocks if block.size]
    if depth == DEEPEST or not effort.spend(i_end - i + j_end - j):
        return []
    found, anchors = [], _anchors(old, new, window)
    if not anchors:
        return []
    for x, y in [*anchors, (i_end, j_end)]:
        found += _inside(old, new, (i, x, j, y), effort, depth + 1)
        if (x, y) != (i_end, j_end):
            found.append((x, y, 1))
        i, j = x + 1, y + 1
    return found


def _anchors(old, new, window) -> list[tuple[int, int]]:
    """Where the words stand that are in both texts exactly once, as far as their order is the same."""
    i, i_end, j, j_end = window
    once = {word for word, count in Counter(old[i:i_end]).items() if count == 1}
    once &= {word for word, count in Counter(new[j:j_end]).items() if count == 1}
    places = {new[y]: y for y in range(j, j_end) if new[y] in once}
    pairs = [(x, places[old[x]]) for x in range(i, i_end) if old[x] in once]
    return [pairs[place] for place in rising([y for _x, y in pairs])]


def rising(numbers: Sequence[int]) -> list[int]:
    """The places of a longest row of numbers that rise: what kept its order when things were moved."""
    ends: list[int] = []  # the smallest number at which a row of this length ends
    last: list[int] = []  # and its place
    before: list[int] = []
    for place, number in enumerate(numbers):
        length = bisect_left(ends, number)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [number]
        last[length : length + 1] = [place]
    row, place = [], last[-1] if last else -1
    while place >= 0:
        row.append(place)
        place = before[place]
    return row[::-1]


def changes(old: Sequence, new: Sequence, effort: Effort) -> Iterator[tuple[int, int, int, int, int]]:
    """(i, i_end, j, j_end, same): what differs before a run of `same` that starts at i_end, j_end; the last one ends both."""
    i = j = 0
    for x, y, length in [*_readable(matches(old, new, effort), old, new), (len(old), len(new), 0)]:
        yield i, x, j, y, length
        i, j = x + length, y + length


def _readable(runs, old, new):
    """Without the small words that two rewritten stretches happen to share: a sentence is read, not spelled."""
    ends = [(0, 0, 0), *runs, (len(old), len(new), 0)]
    for before, run, after in zip(ends, ends[1:], ends[2:], strict=False):
        gap = _changed(before, run, old, new)
        if not (gap and _length(old[run[0] : run[0] + run[2]]) <= min(gap, _changed(run, after, old, new), 12)):
            yield run


def _changed(run, following, old, new) -> int:
    """The letters that differ between two runs, on the longer side."""
    i, j = run[0] + run[2], run[1] + run[2]
    return max(_length(old[i : following[0]]), _length(new[j : following[1]]))


def _length(words) -> int:
    return sum(map(len, words)) if words and isinstance(words[0], str) else 0


def marks(old: Sequence[str], new: Sequence[str], steps) -> tuple[Mark, ...]:
    """The new words with what went and what came, by the steps of `changes`. Leaving out what came gives the old words, and
    the other way round."""
    found: list[Mark] = []
    for i, i_end, j, j_end, same in steps:
        found += [Mark(REMOVED, "".join(old[i:i_end])), Mark(ADDED, "".join(new[j:j_end]))]
        found.append(Mark(SAME, "".join(new[j_end : j_end + same])))
    return tuple(mark for mark in found if mark.text)
