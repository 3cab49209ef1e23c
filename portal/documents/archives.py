"""Looking into a zip before anything unpacks it: how large it becomes, and whether its XML reaches outside."""

import zipfile
import zlib
from typing import IO

from portal.documents import refusals
from portal.documents.refusals import DocumentRefused

MOST_PARTS = 6_000
LARGEST = 300_000_000  # bytes, unpacked, of everything together
LARGEST_XML = 80_000_000  # bytes of XML: a tree in memory takes many times that
OUTSIDE = (b"<!DOCTYPE", b"<!ENTITY")
ENCRYPTED = 0x1
CHUNK = 1 << 20
BROKEN = (zipfile.BadZipFile, zlib.error, OSError, ValueError, OverflowError, NotImplementedError, EOFError)


def opened(file: IO[bytes]) -> zipfile.ZipFile:
    """The zip, or `DocumentRefused` when it is damaged, locked or a bomb."""
    try:
        archive = zipfile.ZipFile(file)
    except BROKEN as error:
        raise DocumentRefused(refusals.DAMAGED) from error
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise DocumentRefused(refusals.EXPANDS)
    if any(part.flag_bits & ENCRYPTED for part in parts):
        raise DocumentRefused(refusals.LOCKED)
    if sum(part.file_size for part in parts) > LARGEST:
        raise DocumentRefused(refusals.EXPANDS)
    if sum(part.file_size for part in parts if _is_xml(part.filename)) > LARGEST_XML:
        raise DocumentRefused(refusals.EXPANDS)
    return archive


def text_of(archive: zipfile.ZipFile, name: str, most: int = CHUNK) -> str:
    """The beginning of a part; empty when it is not there."""
    try:
        with archive.open(name) as part:
            return part.read(most).decode("utf-8", "replace")
    except KeyError:
        return ""
    except BROKEN as error:
        raise DocumentRefused(refusals.DAMAGED) from error


def check_xml(archive: zipfile.ZipFile) -> None:
    """Office documents declare no entities; one that does wants something from outside, or to grow without end."""
    for part in archive.infolist():
        if _is_xml(part.filename) and _declares(archive, part):
            raise DocumentRefused(refusals.REACHES_OUT)


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml", ".rdf"))


def _declares(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether the XML declares a document type, in whichever letters it is written."""
    tail = b""
    try:
        with archive.open(part) as stream:
            while piece := stream.read(CHUNK):
                seen = (tail + piece).replace(b"\0", b"")  # also UTF-16
                if any(word in seen for word in OUTSIDE):
                    return True
                tail = piece[-32:]
    except BROKEN as error:
        raise DocumentRefused(refusals.DAMAGED) from error
    return False
