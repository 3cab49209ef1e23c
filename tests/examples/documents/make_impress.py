"""The Impress examples: slides that LibreOffice draws, through its own programming interface.

/usr/bin/python3 tests/examples/documents/make_impress.py      (Debian: python3-uno and libreoffice-impress)
"""

import re
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path
from types import SimpleNamespace

import uno  # comes with LibreOffice
from com.sun.star.awt import Point, Size
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

HERE = Path(__file__).resolve().parent
LAYOUTS = {"title": 0, "text": 1, "only title": 19, "empty": 20}
PIPE = "pipe,name=examples;urp;StarOffice.ComponentContext"


def office(box: str) -> tuple[subprocess.Popen, object]:
    started = subprocess.Popen(
        ["soffice", "--headless", "--norestore", f"-env:UserInstallation=file://{box}/profile", f"--accept={PIPE}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    for _ in range(100):
        try:
            there = resolver.resolve(f"uno:{PIPE}")
            return started, there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
        except NoConnectException:
            time.sleep(0.3)
    raise SystemExit("LibreOffice does not answer")


def prop(**values: object) -> tuple:
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items())


def picture(box: str) -> str:
    """A small picture: a blue square."""
    rows = b"".join(b"\0" + b"\x22\x44\xaa" * 8 for _ in range(8))
    parts = [(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    chunks = b"".join(struct.pack(">I", len(d)) + t + d + struct.pack(">I", zlib.crc32(t + d)) for t, d in parts)
    file = Path(box) / "beeld.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + chunks)
    return file.as_uri()


class Show:
    """One presentation."""

    def __init__(self, desktop: object, box: str) -> None:
        self.document = desktop.loadComponentFromURL("private:factory/simpress", "_blank", 0, prop(Hidden=True))
        self.box, self.count = box, 0

    def slide(self, layout: str) -> SimpleNamespace:
        pages = self.document.DrawPages
        if self.count:
            pages.insertNewByIndex(self.count - 1)
        page = pages.getByIndex(self.count)
        page.Layout = LAYOUTS[layout]
        self.count += 1
        return page

    def write(self, shape: object, text: str) -> None:
        """Lines are paragraphs, > stands one level deeper, [words](address) is a link, _words_ stand in italics, | is a line break."""
        cursor = shape.Text.createTextCursor()
        for place, line in enumerate(text.split("\n")):
            if place:
                shape.Text.insertControlCharacter(cursor, 0, False)
            deeper = line.startswith("> ")
            self._inline(shape, cursor, line.removeprefix("> "))
            if deeper:
                cursor.NumberingLevel = 1

    def _inline(self, shape: object, cursor: object, line: str) -> None:
        for piece in re.split(r"(\[[^\]]+\]\([^)]+\)|\b_[^_]+_|\|)", line):
            if link := re.fullmatch(r"\[([^\]]+)\]\(([^)]+)\)", piece):
                field = self.document.createInstance("com.sun.star.text.TextField.URL")
                field.Representation, field.URL = link[1], link[2]
                shape.Text.insertTextContent(cursor, field, False)
            elif piece == "|":
                shape.Text.insertControlCharacter(cursor, 1, False)
            elif piece:
                italic = piece.startswith("_")
                start = cursor.Start
                shape.Text.insertString(cursor, piece.strip("_") if italic else piece, False)
                part = shape.Text.createTextCursorByRange(start)
                part.gotoRange(cursor.End, True)
                part.CharPosture = uno.Enum("com.sun.star.awt.FontSlant", "ITALIC" if italic else "NONE")

    def box_at(self, page: object, text: str, x: int, y: int, width: int, height: int, size: int = 18) -> object:
        """A text box; places in tenths of millimetres."""
        shape = self.document.createInstance("com.sun.star.drawing.TextShape")
        shape.Position, shape.Size = Point(x * 10, y * 10), Size(width * 10, height * 10)
        page.add(shape)
        shape.TextAutoGrowHeight = False
        self.write(shape, text)
        shape.CharHeight = size
        return shape

    def image(self, page: object, alt: str, x: int, y: int) -> None:
        shape = self.document.createInstance("com.sun.star.drawing.GraphicObjectShape")
        shape.Position, shape.Size = Point(x * 10, y * 10), Size(4000, 4000)
        page.add(shape)
        shape.GraphicURL, shape.Description = picture(self.box), alt

    def table(self, page: object, rows: list[list[str]], x: int, y: int) -> None:
        shape = self.document.createInstance("com.sun.star.drawing.TableShape")
        shape.Position, shape.Size = Point(x * 10, y * 10), Size(20000, 4000)
        page.add(shape)
        if len(rows[0]) > 1:
            shape.Model.Columns.insertByIndex(0, len(rows[0]) - 1)
        shape.Model.Rows.insertByIndex(0, len(rows) - 1)
        for c in range(len(rows[0])):
            shape.Model.Columns.getByIndex(c).Width = 20000 // len(rows[0])
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                shape.Model.getCellByPosition(c, r).setString(text)

    def group(self, page: object, shapes: list) -> None:
        collection = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.drawing.ShapeCollection")
        for shape in shapes:
            collection.add(shape)
        page.group(collection)

    def notes(self, page: object, text: str) -> None:
        page.NotesPage.getByIndex(1).setString(text)

    def save(self, name: str) -> None:
        filters = {"pptx": "Impress MS PowerPoint 2007 XML", "pdf": "impress_pdf_Export"}
        for ending, how in filters.items():
            made = Path(self.box) / f"{name}.{ending}"
            self.document.storeToURL(made.as_uri(), prop(FilterName=how))
            (HERE / made.name).write_bytes(made.read_bytes())
            print(made.name, made.stat().st_size)
        self.document.close(False)


def locked_and_old(desktop: object, box: str) -> None:
    """Files that are refused: behind a password, in an old format, a picture of text, slides in .odp."""

    def save(document: object, name: str, **how: object) -> None:
        made = Path(box) / name
        document.storeToURL(made.as_uri(), prop(**how))
        (HERE / "refused" / name).write_bytes(made.read_bytes())
        print(name, made.stat().st_size)

    password = uno.Any("[]com.sun.star.beans.PropertyValue", prop(EncryptFile=True, DocumentOpenPassword="geheim"))
    text = desktop.loadComponentFromURL("private:factory/swriter", "_blank", 0, prop(Hidden=True))
    text.Text.setString("Een geheime tekst.")
    save(text, "geheim.pdf", FilterName="writer_pdf_Export", FilterData=password)
    save(text, "geheim.odt", FilterName="writer8", Password="geheim")
    save(text, "oud.doc", FilterName="MS Word 97")
    text.close(False)
    show = Show(desktop, box)
    show.image(show.slide("empty"), "", 200, 200)
    show.document.DrawPages.getByIndex(0).getByIndex(0).Size = Size(20000, 12000)
    save(show.document, "scan.pdf", FilterName="impress_pdf_Export")
    save(show.document, "dias.odp", FilterName="impress8")
    show.document.close(False)


def main() -> None:
    sys.path.insert(0, str(HERE))
    from slides import IMPRESS

    with tempfile.TemporaryDirectory() as box:
        started, desktop = office(box)
        try:
            for name, draw in IMPRESS.items():
                show = Show(desktop, box)
                draw(show)
                show.save(name)
            locked_and_old(desktop, box)
        finally:
            try:
                desktop.terminate()
            finally:
                started.wait(30)


if __name__ == "__main__":
    main()
