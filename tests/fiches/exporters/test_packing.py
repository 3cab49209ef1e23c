"""Dividing a text over slides: nothing lost, nothing out of order, nothing that does not fit."""

from hypothesis import given, settings
from hypothesis import strategies as some

from fiches.exporters.packing import SIZES, Group, Room, groups, pages, piece, text
from portal.documents.rich_text import blocks, plain_run

ROOM = Room(width=850, height=350)


def group(said: str, **more) -> Group:
    return Group((piece([plain_run(said)]),), **more)


def said(found) -> list[list[str]]:
    return [[text(one["runs"]) for one in page.pieces] for page in found]


def test_what_fits_stands_together_in_large_letters():
    found = pages([group("Eén zin."), group("En nog een.")], ROOM)
    assert (said(found), found[0].size) == ([["Eén zin.", "En nog een."]], 28)


def test_a_heading_goes_along_with_what_it_stands_above():
    long = "Woord en nog een woord. " * 15
    found = pages([group(long), group(long), group("Kop", leads=True), group(long)], ROOM)
    assert [page[0][:3] for page in said(found)] == ["Woo", "Kop"]


def test_a_table_has_slides_of_its_own_with_its_heads_on_each():
    rows = "".join(f"<tr><td>rij {number}</td><td>b</td></tr>" for number in range(40))
    found = pages([group("Voor."), *groups(blocks(f"<table><tr><th>A</th><th>B</th></tr>{rows}</table>")), group("Na.")], ROOM)
    tables = [page.table for page in found if page.table]
    assert (said(found)[0], said(found)[-1], len(tables) > 1) == (["Voor."], ["Na."], True)
    assert {text(table["rows"][0][0]["blocks"][0]["runs"]) for table in tables} == {"A"}
    assert sum(len(table["rows"]) - 1 for table in tables) == 40


PARAGRAPHS = some.lists(some.text("ab .", min_size=1, max_size=3000).map(str.strip).filter(bool), min_size=1, max_size=8)


@settings(max_examples=60, deadline=None)
@given(PARAGRAPHS)
def test_every_letter_is_on_a_slide_in_its_order_and_every_slide_has_room(paragraphs):
    found = pages([group(one) for one in paragraphs], ROOM)
    assert "".join(one for page in said(found) for one in page) == "".join(paragraphs)
    for page in found:
        assert sum(ROOM.lines(one, page.size) for one in page.pieces) <= ROOM.holds(page.size)
        assert page.size >= SIZES[-1]
