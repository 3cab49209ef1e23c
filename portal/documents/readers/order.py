"""The order in which a person reads boxes on a page: cut along the widest white, top to bottom and left to right."""

import itertools
from collections.abc import Sequence
from typing import NamedTuple

OVERLAP = (0.05, 0.12)  # of its width and height: boxes on a slide overlap a little without anybody seeing it
GUTTER = 1.5  # white between columns says more than white between lines
NEARLY = 0.8
DEEPEST = 60


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float


def in_reading_order(boxes: Sequence[Box], overlap: tuple[float, float] = OVERLAP) -> list[int]:
    """The numbers of the boxes, as they are read."""
    less = [((box.right - box.left) * overlap[0], (box.bottom - box.top) * overlap[1]) for box in boxes]
    smaller = [Box(box.left + x, box.top + y, box.right - x, box.bottom - y) for box, (x, y) in zip(boxes, less, strict=True)]
    return _cut(smaller, list(range(len(boxes))), 0)


def _cut(boxes: Sequence[Box], members: list[int], depth: int) -> list[int]:
    if len(members) < 2:
        return members
    rows, row_gap = _parted(boxes, members, 1)
    columns, column_gap = _parted(boxes, members, 0)
    parts = columns if len(columns) > 1 and (len(rows) < 2 or column_gap * GUTTER > row_gap) else rows
    if len(parts) < 2 or depth > DEEPEST:
        return sorted(members, key=lambda number: (boxes[number].top, boxes[number].left))
    return [number for part in parts for number in _cut(boxes, part, depth + 1)]


def _parted(boxes: Sequence[Box], members: list[int], side: int) -> tuple[list[list[int]], float]:
    """The members in groups, divided where the white between them is widest (or nearly); one group when there is none."""
    spans = sorted(((boxes[number][side], boxes[number][side + 2]), number) for number in members)
    end, gaps = spans[0][0][1], []
    for place, ((start, stop), _number) in enumerate(spans):
        if place and start > end:
            gaps.append((start - end, place))
        end = max(end, stop)
    widest = max(gaps, default=(0.0, 0))[0]
    cuts = [0, *(place for gap, place in gaps if gap >= widest * NEARLY), len(spans)]
    ordered = [number for _span, number in spans]
    return [ordered[start:stop] for start, stop in itertools.pairwise(cuts)], widest
