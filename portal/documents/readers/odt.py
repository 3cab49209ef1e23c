"""An ODT for pandoc: what stands in frames and shapes, which pandoc leaves out, put behind the paragraph they hang from."""

import io
import zipfile
from collections.abc import Iterator
from typing import IO, Any
from urllib.parse import quote

from lxml import etree

from portal.documents import refusals
from portal.documents.archives import BROKEN
from portal.documents.refusals import DocumentRefused

NAMES = {name: f"urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0" for name, urn in
         (("text", "text"), ("draw", "drawing"), ("table", "table"), ("svg", "svg-compatible"))}  # fmt: skip
KEPT = ("mimetype", "content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml")
HREF = "{http://www.w3.org/1999/xlink}href"
LONGEST_WORDS = 1_000  # of a picture
TEXT = {f"{{{NAMES['text']}}}{name}" for name in ("p", "h", "list")} | {f"{{{NAMES['table']}}}table"}
PARAGRAPHS = {f"{{{NAMES['text']}}}{name}" for name in ("p", "h")}
SHAPES = ("text-box", "custom-shape", "rect", "ellipse", "line", "caption", "g")


def unframed(file: IO[bytes]) -> bytes:
    """The same document with the text of its frames in the text, and without its pictures. Raises `DocumentRefused`."""
    made = io.BytesIO()
    try:
        with zipfile.ZipFile(file) as archive, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as lighter:
            for name in KEPT:
                if name in archive.namelist():
                    content = archive.read(name)
                    lighter.writestr(name, _spread(content) if name == "content.xml" else content)
    except (*BROKEN, etree.XMLSyntaxError) as error:
        raise DocumentRefused(refusals.DAMAGED) from error
    return made.getvalue()


def _spread(content: bytes) -> bytes:
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    shapes = [node for name in SHAPES for node in root.iter(f"{{{NAMES['draw']}}}{name}")]
    for shape in shapes:
        paragraph = next((node for node in shape.iterancestors() if node.tag in PARAGRAPHS), None)
        place = paragraph if paragraph is not None else shape
        for node in reversed(list(_texts(shape))):
            place.addnext(node)
    _describe(root)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _describe(root: Any) -> None:
    """What a picture says goes behind its name, after a #: pandoc drops the description and makes a label of the title."""
    for image in root.iter(f"{{{NAMES['draw']}}}image"):
        words = [image.getparent().find(f"{{{NAMES['svg']}}}{name}") for name in ("desc", "title")]
        said = next((text for node in words if node is not None and (text := " ".join("".join(node.itertext()).split()))), "")
        if said and (name := image.get(HREF)):
            image.set(HREF, f"{name}#{quote(said[:LONGEST_WORDS])}")


def _texts(shape: Any) -> Iterator[Any]:
    for node in list(shape):
        if node.tag in TEXT:
            node.tail = None
            yield node
