"""Every template can be drawn: it compiles, fills blocks its parents have, includes what exists, says what it wants."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.template import engines
from django.template.base import Node
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode

FOLDER = settings.ROOT / "templates"
NAMES = sorted(str(file.relative_to(FOLDER)) for file in FOLDER.rglob("*") if file.suffix in {".html", ".txt", ".xml"})
PARTS = [name for name in NAMES if name.split("/")[-1].startswith("_")]


def compiled(name: str):
    return engines["django"].get_template(name).template


def ancestors_of(template) -> list:
    """The templates that this one extends, nearest first; one of ours may extend Django's of the same name."""
    found, seen = [], [template.origin]
    while extends := template.nodelist.get_nodes_by_type(ExtendsNode):
        name = extends[0].parent_name.var
        assert isinstance(name, str), f"{template.name} extends something that is not a name"
        template, origin = engines["django"].engine.find_template(name, skip=seen)
        found.append(template)
        seen.append(origin)
    return found


def blocks_of(template) -> set[str]:
    return {block.name for block in template.nodelist.get_nodes_by_type(BlockNode)}


def outer_blocks(template) -> set[str]:
    """The blocks that are not inside another block of the same file: in a child they must fill one of the parent's."""
    blocks = template.nodelist.get_nodes_by_type(BlockNode)
    nested = {inner for block in blocks for inner in block.nodelist.get_nodes_by_type(BlockNode)}
    return {block.name for block in blocks if block not in nested}


def includes_of(template) -> Iterator[str]:
    """The names that are included, as far as they are written out."""
    nodes: list[Node] = template.nodelist.get_nodes_by_type(IncludeNode)
    for node in nodes:
        if isinstance(node.template.var, str) and not node.template.filters:
            yield node.template.var


def test_there_are_templates():
    assert NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_template_compiles_and_includes_what_exists(name):
    for included in includes_of(compiled(name)):
        compiled(included)


@pytest.mark.parametrize("name", NAMES)
def test_every_block_fills_one_that_its_parent_has(name):
    template = compiled(name)
    if ancestors := ancestors_of(template):
        assert outer_blocks(template) - set().union(*map(blocks_of, ancestors)) == set()


@pytest.mark.parametrize("name", PARTS)
def test_every_part_says_in_its_first_line_what_it_wants(name):
    first_line = (FOLDER / name).read_text().split("\n")[0]
    assert re.match(r"\{# " + re.escape(name.split("/")[-1]) + r" wants: .+#\}", first_line), first_line
