"""Boxes on a page, in the order in which a person reads them."""

import pytest

from portal.documents.readers.order import Box, in_reading_order

TITLE = Box(0, 0, 100, 10)


@pytest.mark.parametrize(
    "boxes, order",
    [
        ([Box(0, 50, 100, 60), TITLE], [1, 0]),
        ([Box(55, 20, 100, 90), TITLE, Box(0, 20, 45, 50), Box(0, 52, 45, 90)], [1, 2, 3, 0]),  # two columns under a title
        (
            [Box(0, 20, 45, 30), Box(55, 20, 100, 30), Box(0, 32, 45, 60), Box(55, 32, 100, 60)],
            [0, 2, 1, 3],
        ),  # a heading above each column
        ([Box(0, 20, 48, 30), Box(50, 20, 98, 30), Box(0, 60, 48, 70), Box(50, 60, 98, 70)], [0, 1, 2, 3]),  # rows far apart
        ([Box(0, 0, 60, 50), Box(10, 20, 90, 60)], [0, 1]),  # over each other
        ([], []),
    ],
)
def test_columns_are_read_one_after_the_other(boxes, order):
    assert in_reading_order(boxes) == order


def test_a_line_of_a_paragraph_is_never_read_beside_another():
    lines = [Box(40, 137, 111, 169), Box(40, 101, 712, 133), Box(40, 187, 613, 219)]
    assert in_reading_order(lines, (0.0, 0.12)) == [1, 0, 2]


def test_hundreds_of_lines_take_no_deep_recursion():
    lines = [Box(0, top * 12.0, 80, top * 12.0 + 10) for top in range(1500)]
    assert in_reading_order(lines) == list(range(1500))
