"""In the box: a fiche as slides, in the layouts of a template. Imports python-pptx, and no Django.

The template decides how slides look. It needs two layouts: one with a title and a subtitle, one with a title and a text.
Its own slides are left out.
"""

import copy
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from fiches.exporters.packing import Group, Json, Page, Room, groups, pages, piece

TITLES = {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}
TEXTS = {PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT}
DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"
QR = 1_400_000  # EMU: nearly four centimetres
INDENT, NUMBER = 342_900, 420_000  # EMU: a level, the room for a number
TALK = "Kies de vragen die bij jullie passen. Laat eerst iedereen even alleen nadenken."
NO_LAYOUT = "the template needs a layout with a title and a subtitle, and one with a title and a text"


def pptx(box: Path) -> bytes:
    """The presentation of the fiche in this folder, in `template.pptx`."""
    fiche = json.loads((box / "data.json").read_bytes())
    made = _Slides(fiche, box)
    made.title_slide()
    for name, found, notes in _chapters(fiche):
        made.chapter(name, found, notes)
    return made.saved()


def layouts(template: Any) -> tuple[Any, Any]:
    """The layout of the first slide, and that of the others; ValueError when the template has not both."""
    titled = [one for one in template.slide_layouts if TITLES & _kinds(one)]
    first = next((one for one in titled if PP_PLACEHOLDER.SUBTITLE in _kinds(one)), None)
    other = next((one for one in titled if TEXTS & _kinds(one) and one is not first), None)
    if first is None or other is None:
        raise ValueError(NO_LAYOUT)
    return first, other


def _kinds(layout: Any) -> set[Any]:
    return {shape.placeholder_format.type for shape in layout.placeholders}


def _run(text: str, **more: Any) -> Json:
    return {"text": text, "bold": False, "italic": False, "link": "", **more}


def _chapters(fiche: Json) -> Iterator[tuple[str, list[Group], str]]:
    """(title, what it says, what its notes say) of everything behind the first slide, in the order of the page. The last line of
    the notes says which part of the fiche this is, also when the slide has moved to another presentation."""
    place = f"In de fiche: {fiche['about']['address']}#"
    if fiche["points"]:
        scores = fiche["rating"]["scores"] if fiche["rating"] else []
        said = [f"{one['name']}: {one['word']} {one['of']}".strip() for one in scores]
        source = [fiche["rating"]["source"]] if said else []
        points = [Group((piece([_run(point)], bullet="item"),)) for point in fiche["points"]]
        yield "In het kort", points, "\n".join([*said, *source, f"{place}kort"])
    for section in fiche["sections"]:
        asked = [Group((piece([_run(one)], bullet="ordered", number=at),)) for at, one in enumerate(section["questions"], 1)]
        found = [*asked, *groups(section["blocks"]), *map(_material, section["resources"])]
        if section["anchor"] == "bronnen":
            found += [Group((piece(reference["runs"]),)) for reference in fiche["references"]]
        notes = f"{place}{section['anchor']}"
        yield section["heading"], found, f"{TALK}\n{notes}" if asked else notes


def _material(one: Json) -> Group:
    """A material: its title leads to it, what it is and how to get it stand below."""
    lines = [" · ".join([one["kind"], *one["facts"]]), *one["lines"], f"Waar te vinden: {one['path']}" if one["path"] else ""]
    below = [piece([_run(line)], level=1, bullet="item") for line in lines if line]
    return Group((piece([_run(one["title"], bold=True, link=one["link"])], bullet="item"), *below))


class _Slides:
    def __init__(self, fiche: Json, box: Path) -> None:
        self.fiche, self.box = fiche, box
        self.show = Presentation(str(box / "template.pptx"))
        self._empty()
        self.first, self.other = layouts(self.show)
        self.language = fiche["language"]

    def _empty(self) -> None:
        """Without the slides that came with the template."""
        ids = self.show.slides._sldIdLst
        for one in list(ids):
            self.show.part.drop_rel(one.get(qn("r:id")))
            ids.remove(one)
        for section in list(self.show.part._element.iter("{http://schemas.microsoft.com/office/powerpoint/2010/main}sectionLst")):
            section.getparent().getparent().remove(section.getparent())

    def saved(self) -> bytes:
        facts = self.show.core_properties
        facts.title, facts.author, facts.language = self.fiche["title"], self.fiche["about"]["authors"], self.language
        facts.subject, facts.keywords = self.fiche["standfirst"][:250], ", ".join(self.fiche["keywords"])[:250]
        facts.identifier = self.fiche["about"]["address"]
        facts.comments, facts.last_modified_by = self.fiche["about"]["address"], self.fiche["about"]["site"]
        out = io.BytesIO()
        self.show.save(out)
        return out.getvalue()

    # -- slides --------------------------------------------------------------------------------------------------------
    def title_slide(self) -> None:
        about = self.fiche["about"]
        slide = self.show.slides.add_slide(self.first)
        self._say(slide.shapes.title.text_frame, [piece([_run(self.fiche["title"])])])
        for shape in list(slide.placeholders):
            kind = shape.placeholder_format.type
            if kind == PP_PLACEHOLDER.SUBTITLE:
                self._say(shape.text_frame, [piece([_run(self.fiche["standfirst"])])])
            elif kind == PP_PLACEHOLDER.PICTURE and self.fiche["image"]:
                self._picture(shape)
            elif kind not in TITLES:
                shape._element.getparent().remove(shape._element)
        self._qr(slide)
        self._foot(slide, f"{about['site']} · {about['address'].partition('://')[2].rstrip('/')}")
        rows = [f"{name}: {value}" for name, value in about["rows"]]
        rows += [f"Licentie: {about['licence']['name']}"] if about["licence"]["name"] else []
        said = "".join(run["text"] for run in about["citation"])
        self._note(slide, "\n".join([f"Adres: {about['address']}", *rows, *([f"Verwijzen: {said}"] if said else [])]))

    def chapter(self, title: str, found: list[Group], notes: str) -> None:
        """As many slides as this takes; their titles say so."""
        text = next(shape for shape in self.other.placeholders if shape.placeholder_format.type in TEXTS)
        room = Room(text.width / 12700, text.height / 12700)
        divided = pages(found, room) or [Page()]
        for number, page in enumerate(divided, 1):
            named = title if len(divided) == 1 else f"{title} ({number}/{len(divided)})"
            self._slide(named, page, notes)

    def _slide(self, title: str, page: Page, notes: str) -> None:
        slide = self.show.slides.add_slide(self.other)
        self._say(slide.shapes.title.text_frame, [piece([_run(title)])])
        bodies = [shape for shape in slide.placeholders if shape.placeholder_format.type in TEXTS]
        for spare in [shape for shape in slide.placeholders if shape.placeholder_format.type not in TITLES]:
            if spare._element is not bodies[0]._element:
                spare._element.getparent().remove(spare._element)
        if page.table is None and page.pieces:
            self._say(bodies[0].text_frame, page.pieces, page.size)
        else:
            box = bodies[0]
            place = (box.left, box.top, box.width, box.height)
            box._element.getparent().remove(box._element)
            if page.table is not None:
                self._table(slide, page.table, place)
        self._foot(slide, f"{self.fiche['about']['site']} · {self.fiche['title']} · {self.fiche['about']['stated']}")
        if notes:
            self._note(slide, notes)

    # -- what stands on them -------------------------------------------------------------------------------------------
    def _say(self, frame: Any, pieces: list[Json], size: int = 0) -> None:
        """Pieces as paragraphs. A piece without a bullet says so; the others have that of the template."""
        first: dict[int, int] = {}  # level: the number with which the list began that goes on there
        for place, one in enumerate(pieces):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            paragraph.level = one["level"]
            properties = paragraph._p.get_or_add_pPr()
            first = {level: number for level, number in first.items() if level < one["level"] or one["bullet"] == "ordered"}
            first = {level: number for level, number in first.items() if level <= one["level"]}
            if one["bullet"] == "ordered":
                self._number(properties, one["level"], first.setdefault(one["level"], one["number"]))
            elif size and not one["bullet"]:
                properties.set("marL", str((one["level"] + (one["role"] == "quote")) * INDENT))
                properties.set("indent", "0")
                etree.SubElement(properties, qn("a:buNone"))
            for run in one["runs"]:
                self._add(paragraph, run, size - 2 if size and one["level"] else size, heading=one["role"] == "heading")

    @staticmethod
    def _number(properties: Any, level: int, start: int) -> None:
        properties.set("marL", str(level * INDENT + NUMBER))
        properties.set("indent", str(-NUMBER))
        colour = etree.SubElement(properties, qn("a:buClr"))
        etree.SubElement(colour, qn("a:schemeClr")).set("val", "tx2")  # a number is read, a bullet is seen
        etree.SubElement(properties, qn("a:buFont")).set("typeface", "+mj-lt")
        number = etree.SubElement(properties, qn("a:buAutoNum"))
        number.set("type", "arabicPeriod")
        if start > 1:
            number.set("startAt", str(start))

    def _add(self, paragraph: Any, run: Json, size: int, heading: bool = False) -> None:
        for place, line in enumerate(run["text"].split("\n")):
            if place:
                paragraph.add_line_break()
            if line:
                self._words(paragraph.add_run(), {**run, "text": line}, size, heading)

    def _words(self, made: Any, run: Json, size: int, heading: bool) -> None:
        made.text = run["text"]
        made._r.get_or_add_rPr().set("lang", self.language)
        if run["bold"]:
            made.font.bold = True
        if run["italic"]:
            made.font.italic = True
        if size:
            made.font.size = Pt(size)
        if heading:
            made.font.color.theme_color = MSO_THEME_COLOR.TEXT_2
            made.font.name = "+mj-lt"
        if run["link"] and not run["link"].startswith("#"):
            made.hyperlink.address = run["link"]

    def _picture(self, shape: Any) -> None:
        image = self.fiche["image"]
        picture = shape.insert_picture(str(self.box / image["name"]))
        if image["alt"]:
            picture._element._nvXxPr.cNvPr.set("descr", image["alt"])
        else:
            _adorn(picture)

    def _qr(self, slide: Any) -> None:
        """Bottom right; the address stands beside it in words, so it says nothing new to who cannot see it."""
        wide, high = self.show.slide_width or 0, self.show.slide_height or 0
        picture = slide.shapes.add_picture(
            str(self.box / "qr.png"), Emu(wide - QR - 550_000), Emu(high - QR - 550_000), Emu(QR), Emu(QR)
        )
        picture.name = "QR-code"
        picture.click_action.hyperlink.address = self.fiche["about"]["address"]
        _adorn(picture)

    def _table(self, slide: Any, table: Json, place: tuple[int, int, int, int]) -> None:
        left, top, width, _height = place
        frame = slide.shapes.add_table(len(table["rows"]), table["columns"], left, top, width, Pt(26 * len(table["rows"])))
        frame.name = "Tabel"
        frame.table.first_row = bool(table["header"])
        taken: set[tuple[int, int]] = set()
        for y, row in enumerate(table["rows"]):
            x = 0
            for said in row:
                while (y, x) in taken:
                    x += 1
                down, across = min(said["down"], len(table["rows"]) - y), said["across"]
                taken |= {(y + dy, x + dx) for dy in range(down) for dx in range(across)}
                cell = frame.table.cell(y, x)
                if down > 1 or across > 1:
                    cell.merge(frame.table.cell(y + down - 1, x + across - 1))
                self._cell(cell, said)
                x += across

    def _cell(self, cell: Any, said: Json) -> None:
        pieces = [one for group in groups(said["blocks"]) for one in group.pieces]
        for one in pieces:
            one["level"] = 0
        self._say(cell.text_frame, pieces)
        for paragraph in cell.text_frame.paragraphs:
            for run in paragraph.runs:
                run.font.size = Pt(14)
        for paragraph, one in zip(cell.text_frame.paragraphs, pieces, strict=False):
            if one["bullet"] == "item":
                properties = paragraph._p.get_or_add_pPr()
                properties.set("marL", "171450")
                properties.set("indent", "-171450")
                etree.SubElement(properties, qn("a:buChar")).set("char", "•")

    def _foot(self, slide: Any, said: str) -> None:
        """The foot and the number of the layout, if it has them: python-pptx leaves them out."""
        for shape in slide.slide_layout.placeholders:
            kind = shape.placeholder_format.type
            if kind not in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER):
                continue
            made = copy.deepcopy(shape._element)
            slide.shapes._spTree.append(made)
            made._nvXxPr.cNvPr.set("id", str(max(int(node.get("id")) for node in slide.shapes._spTree.iter(qn("p:cNvPr"))) + 1))
            paragraphs = made.txBody.findall(qn("a:p"))
            for extra in paragraphs[1:]:
                made.txBody.remove(extra)
            for node in list(paragraphs[0]):
                paragraphs[0].remove(node)
            number = kind == PP_PLACEHOLDER.SLIDE_NUMBER
            run = etree.SubElement(paragraphs[0], qn("a:fld" if number else "a:r"))
            if number:
                run.set("id", "{7B1C9A52-0C1F-4C5D-9E54-2B0D3B0E4A11}")
                run.set("type", "slidenum")
            etree.SubElement(run, qn("a:rPr")).set("lang", self.language)
            etree.SubElement(run, qn("a:t")).text = "‹nr.›" if number else said

    def _note(self, slide: Any, said: str) -> None:
        frame = slide.notes_slide.notes_text_frame
        for place, line in enumerate(said.splitlines()):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            self._add(paragraph, _run(line), 0)


def _adorn(picture: Any) -> None:
    """Mark a picture as an ornament, as PowerPoint itself does."""
    facts = picture._element._nvXxPr.cNvPr
    facts.set("descr", "")
    extensions = facts.find(qn("a:extLst"))
    if extensions is None:
        extensions = etree.SubElement(facts, qn("a:extLst"))
    extension = etree.SubElement(extensions, qn("a:ext"))
    extension.set("uri", "{C183D7F6-B498-43B3-948B-1728B52AA6E4}")
    etree.SubElement(extension, f"{{{DECORATIVE}}}decorative", nsmap={"adec": DECORATIVE}).set("val", "1")
