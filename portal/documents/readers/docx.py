"""A DOCX for pandoc: the words of SmartArt, which pandoc leaves out, put behind the paragraph it hangs from."""

import io
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from lxml import etree

from portal.documents import refusals
from portal.documents.archives import BROKEN
from portal.documents.refusals import DocumentRefused

MAIN, RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
DATA = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}dm"


def with_diagrams(file: IO[bytes]) -> bytes | None:
    """The same document with the words of its diagrams in the text, without pictures; None when it has no diagrams."""
    made = io.BytesIO()
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if MAIN not in names or RELATIONS not in names or not any(name.startswith("word/diagrams/data") for name in names):
                return None
            with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as lighter:
                for name in names:
                    if not name.startswith("word/media/"):
                        lighter.writestr(name, _spread(archive) if name == MAIN else archive.read(name))
    except (*BROKEN, KeyError, etree.XMLSyntaxError) as error:
        raise DocumentRefused(refusals.DAMAGED) from error
    return made.getvalue()


def _spread(archive: zipfile.ZipFile) -> bytes:
    targets = {node.get("Id"): node.get("Target", "") for node in _tree(archive, RELATIONS)}
    root = _tree(archive, MAIN)
    for ids in list(root.iter(f"{DIAGRAM}relIds")):
        part = f"word/{targets.get(ids.get(DATA), '')}".replace("word//word/", "word/")
        paragraph = next((node for node in ids.iterancestors(f"{W}p")), None)
        if paragraph is not None and part in archive.namelist():
            for words in reversed(list(_words(_tree(archive, part)))):
                paragraph.addnext(_paragraph(words))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _tree(archive: zipfile.ZipFile, name: str) -> Any:
    return etree.fromstring(archive.read(name), etree.XMLParser(resolve_entities=False, no_network=True))


def _words(diagram: Any) -> Iterator[str]:
    for point in diagram.iter(f"{DIAGRAM}pt"):
        words = " ".join("".join(node.itertext(f"{A}t")) for node in point.iter(f"{A}p")).strip()
        if words:
            yield words


def _paragraph(words: str) -> Any:
    paragraph = etree.Element(f"{W}p")
    etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t").text = words
    return paragraph
