"""What PDF/UA-1 asks of a file, as far as it can be seen in it: `faults` says in words what is missing."""

import re
from collections.abc import Iterator

import pypdf
from pypdf.generic import ContentStream, NameObject

SHOWS = {b"Tj", b"TJ", b"'", b'"', b"Do", b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh"}
CHILDREN = {"L": {"L", "LI", "Caption"}, "LI": {"Lbl", "LBody"}, "Table": {"TR", "THead", "TBody", "TFoot"}, "TR": {"TH", "TD"}}


def faults(reader: pypdf.PdfReader) -> list[str]:
    return [*_of_the_file(reader), *_of_the_tags(reader), *_of_the_pages(reader)]


def elements(reader: pypdf.PdfReader) -> list[dict]:
    """The structure elements in reading order."""
    return list(_walk(reader.trailer["/Root"]["/StructTreeRoot"].get("/K")))


def _walk(node) -> Iterator[dict]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for child in node:
            yield from _walk(child)
    elif isinstance(node, dict) and "/S" in node:
        yield node
        yield from _walk(node.get("/K"))


def _kind(element) -> str:
    return element["/S"].lstrip("/")


def _children(element) -> list[str]:
    inside = element.get("/K", [])
    inside = inside if isinstance(inside, list) else [inside]
    found = [one.get_object() if hasattr(one, "get_object") else one for one in inside]
    return [_kind(one) for one in found if isinstance(one, dict) and "/S" in one]


def _of_the_file(reader) -> Iterator[str]:
    root = reader.trailer["/Root"]
    if not root.get("/Lang"):
        yield "no language"
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "not marked as tagged"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "shows its file name, not its title"
    said = root["/Metadata"].get_data().decode()
    if "<pdfuaid:part>1</pdfuaid:part>" not in said or not re.search(r"<dc:title>.+</dc:title>", said, re.DOTALL):
        yield "does not say that it is PDF/UA-1, or not its title"


def _of_the_tags(reader) -> Iterator[str]:
    deepest = 0
    for element in elements(reader):
        kind = _kind(element)
        if level := re.fullmatch(r"H([1-6])", kind):
            if int(level[1]) > deepest + 1:
                yield f"a heading skips from {deepest} to {level[1]}"
            deepest = int(level[1])
        if kind in ("Figure", "Formula") and not element.get("/Alt"):
            yield "a picture without words"
        if strange := [child for child in _children(element) if kind in CHILDREN and child not in CHILDREN[kind]]:
            yield f"{kind} holds {', '.join(strange)}"
        if kind == "TH" and "/Scope" not in str(element.get("/A")) and "/Headers" not in str(element.get("/A")):
            yield "a head of a table that does not say what it is the head of"
        if kind == "Note" and "/ID" not in element:
            yield "a note without a name"


def _of_the_pages(reader) -> Iterator[str]:
    for number, page in enumerate(reader.pages, 1):
        if page.get("/Tabs") != "/S":
            yield f"page {number}: the Tab key does not follow the reading order"
        for note in (one.get_object() for one in page.get("/Annots", [])):
            if note["/Subtype"] == "/Link" and not (note.get("/Contents") and "/StructParent" in note):
                yield f"page {number}: a link that does not say where it leads, or is not tagged"
        for font in page["/Resources"].get("/Font", {}).values():
            yield from _of_a_font(font.get_object(), number)
        yield from _untagged(page, reader, number)


def _of_a_font(font, number: int) -> Iterator[str]:
    holders = [font, *(one.get_object() for one in font.get("/DescendantFonts", []))]
    descriptors = [one["/FontDescriptor"].get_object() for one in holders if "/FontDescriptor" in one]
    if not any(f"/FontFile{kind}" in one for one in descriptors for kind in ("", "2", "3")) or "/ToUnicode" not in font:
        yield f"page {number}: {font['/BaseFont']} is not in the file, or its letters cannot be read aloud"


def _untagged(page, reader, number: int) -> Iterator[str]:
    """Everything on a page is part of the text or an ornament."""
    depth = 0
    for _operands, operator in ContentStream(page[NameObject("/Contents")].get_object(), reader).operations:
        if operator in (b"BDC", b"BMC"):
            depth += 1
        elif operator == b"EMC":
            depth -= 1
        elif operator in SHOWS and not depth:
            yield f"page {number}: something is neither text nor ornament ({operator.decode()})"
            return
