"""Every template can be drawn: it compiles, fills blocks its parents have, asks for what exists, says what it wants."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from django.template.base import Node
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode
from jinja2 import nodes
from jinja2.meta import find_referenced_templates, find_undeclared_variables

DESK, PAGES = settings.ROOT / "templates", settings.ROOT / "pages"


def names_in(folder: Path) -> list[str]:
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.suffix in {".html", ".svg", ".txt", ".xml"})


def is_part(name: str) -> bool:
    return name.split("/")[-1].startswith("_")


def first_line(file: Path) -> str:
    return file.read_text().split("\n")[0]


DESK_NAMES, PAGE_NAMES = names_in(DESK), names_in(PAGES)
PARTS = [file for folder in (DESK, PAGES) for name in names_in(folder) if is_part(name) for file in [folder / name]]
DRAWN_BY_VIEWS = {"fiches/_results.html", "website/_hits.html", "website/_suggestions.html"}  # parts of a page that htmx asks for
MACROS = [name for name in PAGE_NAMES if is_part(name) and name.endswith(".html") and name not in DRAWN_BY_VIEWS]


def test_there_are_templates():
    assert DESK_NAMES
    assert MACROS


@pytest.mark.parametrize("file", PARTS, ids=lambda file: str(file.relative_to(settings.ROOT)))
def test_every_part_says_in_its_first_line_what_it_wants(file):
    said = first_line(file)
    assert re.match(r"\{# " + re.escape(file.name) + r" wants: .+#\}", said), said


# -- the desk: Django's templates --------------------------------------------------------------------------------------
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
    included: list[Node] = template.nodelist.get_nodes_by_type(IncludeNode)
    for node in included:
        if isinstance(node.template.var, str) and not node.template.filters:
            yield node.template.var


@pytest.mark.parametrize("name", DESK_NAMES)
def test_every_template_of_the_desk_compiles_and_includes_what_exists(name):
    for included in includes_of(compiled(name)):
        compiled(included)


@pytest.mark.parametrize("name", DESK_NAMES)
def test_every_block_of_the_desk_fills_one_that_its_parent_has(name):
    template = compiled(name)
    if ancestors := ancestors_of(template):
        assert outer_blocks(template) - set().union(*map(blocks_of, ancestors)) == set()


# -- the public pages: Jinja2 ------------------------------------------------------------------------------------------
def page(name: str):
    return engines["jinja2"].env.get_template(name)


def tree_of(name: str) -> nodes.Template:
    return engines["jinja2"].env.parse((PAGES / name).read_text())


def macro_of(name: str) -> nodes.Macro:
    [macro] = tree_of(name).find_all(nodes.Macro)
    return macro


def imports_of(tree: nodes.Template) -> dict[str, str]:
    """{macro: the template it comes from}"""
    return {name: node.template.value for node in tree.find_all(nodes.FromImport) for name in node.names}


def unknown_to(name: str) -> set[str]:
    """The variables that this template takes from its context."""
    return find_undeclared_variables(tree_of(name)) - set(engines["jinja2"].env.globals)


@pytest.mark.parametrize("name", PAGE_NAMES)
def test_every_page_compiles_and_refers_to_what_exists(name):
    page(name)
    referred = list(find_referenced_templates(tree_of(name)))
    assert None not in referred, "a template is named by a variable"
    for other in referred:
        page(other)


@pytest.mark.parametrize("name", PAGE_NAMES)
def test_every_block_of_a_page_fills_one_that_its_parent_has(name):
    for extends in tree_of(name).find_all(nodes.Extends):
        assert set(page(name).blocks) - set(page(extends.template.value).blocks) == set()


@pytest.mark.parametrize("name", MACROS)
def test_a_part_is_one_macro_of_its_name_that_knows_only_what_it_is_given(name):
    macro, said = macro_of(name), first_line(PAGES / name)
    assert macro.name == "draw" + Path(name).stem
    assert unknown_to(name) == set()
    assert [argument.name for argument in macro.args if not re.search(rf"\b{argument.name}\b", said)] == []


@pytest.mark.parametrize("name", sorted(DRAWN_BY_VIEWS))
def test_a_part_that_htmx_asks_for_knows_only_what_it_wants(name):
    assert [variable for variable in unknown_to(name) if not re.search(rf"\b{variable}\b", first_line(PAGES / name))] == []


@pytest.mark.parametrize("name", PAGE_NAMES)
def test_every_part_is_given_what_it_wants(name):
    tree = tree_of(name)
    imported = imports_of(tree)
    called = [
        call for call in tree.find_all(nodes.Call) if isinstance(call.node, nodes.Name) and call.node.name.startswith("draw_")
    ]
    assert {call.node.name for call in called} == set(imported)
    for call in called:
        macro = macro_of(imported[call.node.name])
        known = [argument.name for argument in macro.args]
        wanted = known[: len(known) - len(macro.defaults)]
        given = {*known[: len(call.args)], *(named.key for named in call.kwargs)}
        assert len(call.args) <= len(known)
        assert (set(wanted) - given, given - set(known)) == (set(), set()), f"{call.node.name}, line {call.lineno}"
