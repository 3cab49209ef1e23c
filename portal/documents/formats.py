"""What a file is, by what stands in it; its name must agree. Imports libraries only."""

import codecs
import re
from pathlib import PurePath
from typing import IO

from portal.documents import archives, refusals
from portal.documents.refusals import DocumentRefused

HEAD = 4096
ENDINGS = {  # format: how its files are named
    "pptx": {".pptx", ".pptm", ".potx", ".potm", ".ppsx", ".ppsm"},
    "pdf": {".pdf"},
    "docx": {".docx", ".docm", ".dotx", ".dotm"},
    "odt": {".odt", ".ott"},
    "rtf": {".rtf"},
    "html": {".html", ".htm", ".xhtml"},
    "markdown": {".md", ".markdown"},
    "text": {".txt", ".text"},
}
CALLED = {
    "pptx": "een presentatie (.pptx)",
    "pdf": "een PDF",
    "docx": "een Word-document (.docx)",
    "odt": "een document van LibreOffice (.odt)",
    "rtf": "een RTF-document",
    "html": "een webpagina (.html)",
    "markdown": "een Markdown-tekst",
    "text": "gewone tekst (.txt)",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED_OFFICE = "EncryptedPackage".encode("utf-16-le")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM", b"\0\0\1\0", b"8BPS")
_OTHERS = (b"\x7fELF", b"MZ", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ", b"ID3", b"OggS", b"\0\0\0", b"SQLite")
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>])", re.I | re.S
)
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_STATED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_OFFICE_XML = {"pptx": re.compile(r"presentationml\.\w+\.main\+"), "docx": re.compile(r"wordprocessingml\.\w+\.main\+")}
_OPEN_DOCUMENT = {"text": "odt", "text-template": "odt"}


def format_of(file: IO[bytes], name: str) -> str:
    """The format of the file, which must fit its name. Raises `DocumentRefused`."""
    file.seek(0)
    head = file.read(HEAD)
    found = _by_content(file, head)
    ending = PurePath(name).suffix.lower()
    if found == "text":
        found = next((kind for kind in ("markdown", "html") if ending in ENDINGS[kind]), found)
    owner = next((kind for kind, endings in ENDINGS.items() if ending in endings), "")
    if owner and owner != found:
        raise DocumentRefused(refusals.MISNAMED.format(name=ending, what=CALLED[found]))
    if not owner and found == "text" and ending:
        raise DocumentRefused(refusals.UNKNOWN)  # a table in .csv, a program: text, and no document
    file.seek(0)
    return found


def _by_content(file: IO[bytes], head: bytes) -> str:
    if head.startswith(b"PK"):
        return _in_zip(file)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(_OLE):
        file.seek(0)
        raise DocumentRefused(refusals.LOCKED if _LOCKED_OFFICE in file.read() else refusals.OLD_OFFICE)
    if head.startswith(_PICTURES) or head[8:12] == b"WEBP":
        raise DocumentRefused(refusals.PICTURE)
    if head.startswith(_OTHERS):
        raise DocumentRefused(refusals.UNKNOWN)
    plain = decoded(head, whole=False)
    if len(_CONTROL.findall(plain)) > len(plain) / 100:
        raise DocumentRefused(refusals.UNKNOWN)
    return "html" if _PAGE.match(plain.encode("utf-8", "replace")) else "text"


def _in_zip(file: IO[bytes]) -> str:
    archive = archives.opened(file)
    office = archives.text_of(archive, "[Content_Types].xml")
    open_document = archives.text_of(archive, "mimetype", 200).strip()
    if "spreadsheet" in open_document or "spreadsheetml.sheet.main" in office:
        raise DocumentRefused(refusals.SPREADSHEET)
    if "opendocument.presentation" in open_document:
        raise DocumentRefused(refusals.SLIDES_OF_LIBREOFFICE)
    found = next((kind for kind, pattern in _OFFICE_XML.items() if pattern.search(office)), "")
    found = found or _OPEN_DOCUMENT.get(open_document.rpartition("opendocument.")[2], "")
    found = found or _macros(office)
    if not found:
        raise DocumentRefused(refusals.UNKNOWN if archive.infolist() else refusals.DAMAGED)
    if "encryption-data" in archives.text_of(archive, "META-INF/manifest.xml", archives.LARGEST_XML):
        raise DocumentRefused(refusals.LOCKED)
    archives.check_xml(archive)
    return found


def _macros(office: str) -> str:
    """A document with macros is read; its macros are not."""
    words = {"ms-powerpoint": "pptx", "ms-word": "docx"}
    return next((kind for word, kind in words.items() if f"{word}." in office and "macroEnabled" in office), "")


def decoded(data: bytes, *, whole: bool = True) -> str:
    """Text in the letters it was written in: UTF-8, else what it says itself, else those of Windows. Of a sample that is not
    the whole the last letter may be cut in two."""
    for mark, name in _MARKS.items():
        if data.startswith(mark):
            return data.decode(name, "replace")
    stated = _STATED.search(data[:HEAD])
    names = ["utf-8", *([stated[1].decode()] if stated else []), "cp1252"]
    for name in names:
        try:
            if codecs.lookup(name)._is_text_encoding:  # type: ignore[attr-defined]
                return codecs.getincrementaldecoder(name)().decode(data, whole)
        except (LookupError, UnicodeError):
            continue
    return data.decode("latin-1")
