"""Makes the templates of the house for slides and for Word: python -m tools.office_templates [slides] [word]

They lie in fiches/exporters/templates and are kept with the source. Make them anew after changing colours or type here;
nothing else depends on this file. The first begins with the empty presentation of python-pptx, the second with the
reference document of pandoc.
"""

import copy
import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from portal.documents.pandoc import BINARY

HERE = Path(__file__).resolve().parent.parent / "fiches" / "exporters" / "templates"
INK, SOFT, BRAND, STAR, TINT, PAPER = "10282F", "43565D", "005660", "FBBA42", "DDF2F3", "FFFFFF"
SERIF, SANS = "Georgia", "Calibri"
COLOURS = {
    "dk1": INK, "lt1": PAPER, "dk2": BRAND, "lt2": TINT, "accent1": BRAND, "accent2": STAR, "accent3": "7D4B05",
    "accent4": "175F33", "accent5": "A51F1E", "accent6": SOFT, "hlink": BRAND, "folHlink": SOFT,
}  # fmt: skip
LAYOUTS = {0: "Titel", 1: "Titel en tekst"}
EDGE, WIDE, HIGH = Inches(0.75), Inches(13.333), Inches(7.5)
PLACES = {  # of the master and of "Titel en tekst": left, top, width, height in inches
    "title": (0.75, 0.6, 11.83, 1.0),
    "body": (0.75, 1.75, 11.83, 4.85),
    "ftr": (0.75, 6.85, 10.2, 0.4),
    "sldNum": (11.58, 6.85, 1.0, 0.4),
}
FIRST = {  # of "Titel"
    "ctrTitle": (0.75, 1.1, 7.4, 2.3),
    "subTitle": (0.75, 3.55, 7.4, 2.3),
    "pic": (9.35, 0.75, 3.4, 3.9),
    "ftr": (0.75, 6.55, 7.9, 0.6),
}
PANEL = 8.75  # inches: from here to the right the first slide is dark
RINGS = (1.0, 1.75, 2.5, 3.25)  # inches: the rings on it


# -- slides ------------------------------------------------------------------------------------------------------------
def slides() -> bytes:
    show = Presentation()
    show.slide_width, show.slide_height = WIDE, HIGH
    _only_ours(show)
    master = show.slide_master
    _colours_and_type(master.part.part_related_by(RELATIONSHIP_TYPE.THEME))
    for shape in list(master.placeholders):
        _placed(shape, PLACES)
    _styles(master._element)
    for layout in show.slide_layouts:
        _ours(layout, FIRST if layout.name == LAYOUTS[0] else PLACES)
    _bar(master, PLACES["title"][0], 0.42, 0.9)
    facts = show.core_properties
    facts.title, facts.author, facts.language = "Fiche", "", "nl-BE"
    out = io.BytesIO()
    show.save(out)
    return out.getvalue()


def _only_ours(show) -> None:
    for number in reversed(range(len(show.slide_layouts))):
        layout = show.slide_layouts[number]
        if number in LAYOUTS:
            layout._element.cSld.set("name", LAYOUTS[number])
        else:
            show.slide_layouts.remove(layout)


def _colours_and_type(theme) -> None:
    root = etree.fromstring(theme.blob)
    for name, colour in COLOURS.items():
        node = root.find(f".//{qn('a:' + name)}")
        for child in list(node):
            node.remove(child)
        etree.SubElement(node, qn("a:srgbClr")).set("val", colour)
    for kind, face in (("majorFont", SERIF), ("minorFont", SANS)):
        root.find(f".//{qn('a:' + kind)}/{qn('a:latin')}").set("typeface", face)
    theme._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _role(shape) -> str:
    return shape._element.ph.get("type", "body")


def _placed(shape, places) -> None:
    role = _role(shape)
    if role not in places:
        shape._element.getparent().remove(shape._element)
        return
    shape.left, shape.top, shape.width, shape.height = (Inches(one) for one in places[role])
    body = shape._element.txBody.find(qn("a:bodyPr"))
    for child in list(body):
        body.remove(child)
    body.set("anchor", {"title": "b", "ctrTitle": "b", "ftr": "ctr", "sldNum": "ctr"}.get(role, "t"))
    for side in ("lIns", "rIns"):
        body.set(side, "0")
    style = shape._element.txBody.find(qn("a:lstStyle"))
    for child in list(style):
        style.remove(child)
    if role in ("ftr", "sldNum"):
        level = etree.SubElement(style, qn("a:lvl1pPr"))
        level.set("algn", "l" if role == "ftr" else "r")
        _letters(level, 11, "accent6")


def _letters(level, size: int, colour: str, bold: bool = False) -> None:
    for old in level.findall(qn("a:defRPr")):
        level.remove(old)
    letters = etree.SubElement(level, qn("a:defRPr"))
    letters.set("sz", str(size * 100))
    letters.set("b", "1" if bold else "0")
    letters.set("lang", "nl-BE")
    fill = etree.SubElement(letters, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:schemeClr")).set("val", colour)


def _styles(master) -> None:
    """Titles in the serif and the colour of the house, texts from 20 points down."""
    texts = master.find(qn("p:txStyles"))
    title = texts.find(qn("p:titleStyle")).find(qn("a:lvl1pPr"))
    title.set("algn", "l")
    _letters(title, 28, "dk2", bold=True)
    etree.SubElement(title.find(qn("a:defRPr")), qn("a:latin")).set("typeface", "+mj-lt")
    for number in range(1, 10):
        level = texts.find(qn("p:bodyStyle")).find(qn(f"a:lvl{number}pPr"))
        level.set("marL", str(285_750 + 342_900 * (number - 1)))
        level.set("indent", "-285750")
        for old in list(level):
            level.remove(old)
        etree.SubElement(etree.SubElement(level, qn("a:lnSpc")), qn("a:spcPct")).set("val", "100000")
        etree.SubElement(etree.SubElement(level, qn("a:spcBef")), qn("a:spcPts")).set("val", "600" if number == 1 else "200")
        etree.SubElement(etree.SubElement(level, qn("a:buClr")), qn("a:schemeClr")).set("val", "accent2")
        etree.SubElement(level, qn("a:buFont")).set("typeface", "Arial")
        etree.SubElement(level, qn("a:buChar")).set("char", "•")
        _letters(level, 20 if number == 1 else 18, "dk1" if number == 1 else "accent6")
        etree.SubElement(level.find(qn("a:defRPr")), qn("a:latin")).set("typeface", "+mn-lt")


def _ours(layout, places) -> None:
    for shape in list(layout.placeholders):
        if _role(shape) == "body" and places is PLACES:
            shape._element.ph.attrib.pop("type", None)
        _placed(shape, places)
    if places is FIRST:
        background = etree.fromstring(
            f'<p:bg xmlns:p="{layout._element.nsmap["p"]}" xmlns:a="{layout._element.nsmap["a"]}"><p:bgPr><a:solidFill>'
            '<a:schemeClr val="lt2"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
        )
        layout._element.cSld.insert(0, background)
        _panel(layout)
        _first(layout)


def _first(layout) -> None:
    shapes = {_role(shape): shape for shape in layout.placeholders}
    for role, size, colour, bold in (("ctrTitle", 40, "dk2", True), ("subTitle", 22, "dk1", False)):
        level = etree.SubElement(shapes[role]._element.txBody.find(qn("a:lstStyle")), qn("a:lvl1pPr"))
        for name, value in (("algn", "l"), ("marL", "0"), ("indent", "0")):
            level.set(name, value)
        if role == "subTitle":
            etree.SubElement(level, qn("a:buNone"))
        _letters(level, size, colour, bold)
    picture = copy.deepcopy(shapes["subTitle"]._element)
    picture.ph.set("type", "pic")
    picture.ph.set("idx", "13")
    facts = picture._nvXxPr.cNvPr
    facts.set("id", "20")
    facts.set("name", "Beeld")
    layout.shapes._spTree.append(picture)
    _placed(next(shape for shape in layout.placeholders if _role(shape) == "pic"), FIRST)


def _bar(slide, left: float, top: float, width: float) -> None:
    """The small star-coloured stroke above titles."""
    stroke = '<a:solidFill><a:schemeClr val="accent2"/></a:solidFill><a:ln><a:noFill/></a:ln>'
    slide.shapes._spTree.append(_drawn(slide, 90, "Streep", "rect", (Inches(left), Inches(top), Inches(width), Pt(4)), stroke))


def _panel(layout) -> None:
    """The dark side of the first slide, with rings as in our mark; a picture covers them."""
    dark = '<a:solidFill><a:schemeClr val="dk2"/></a:solidFill><a:ln><a:noFill/></a:ln>'
    ring = (
        '<a:noFill/><a:ln w="19050"><a:solidFill><a:schemeClr val="lt2"><a:alpha val="{}000"/></a:schemeClr></a:solidFill></a:ln>'
    )
    place = (Inches(PANEL), 0, WIDE - Inches(PANEL), HIGH)
    drawn = [_drawn(layout, 91, "Vlak", "rect", place, dark)]
    for number, radius in enumerate(RINGS):
        left, top = Inches(9.35 + 1.7 - radius), Inches(2.7 - radius)
        place = (left, top, Inches(2 * radius), Inches(2 * radius))
        drawn.append(_drawn(layout, 92 + number, f"Ring {number + 1}", "ellipse", place, ring.format(45 - 11 * number)))
    for at, shape in enumerate(drawn, 2):  # behind everything else
        layout.shapes._spTree.insert(at, shape)


def _drawn(slide, number: int, name: str, form: str, place: tuple, look: str):
    tree, (left, top, width, height) = slide.shapes._spTree, place
    return etree.fromstring(
        f'<p:sp xmlns:p="{tree.nsmap["p"]}" xmlns:a="{tree.nsmap["a"]}"><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/>'
        '<p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm>'
        f'<a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        f'<a:prstGeom prst="{form}"><a:avLst/></a:prstGeom>{look}</p:spPr></p:sp>'
    )


# -- word --------------------------------------------------------------------------------------------------------------
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STYLES = {  # id: (face, half points, colour, bold, space before, space after in twentieths of a point)
    "Title": (SERIF, 56, BRAND, True, 0, 120),
    "Subtitle": (SANS, 28, SOFT, False, 0, 240),
    "Author": (SANS, 20, SOFT, False, 0, 0),
    "Date": (SANS, 20, SOFT, False, 0, 240),
    "Heading1": (SERIF, 32, BRAND, True, 420, 120),
    "Heading2": (SERIF, 25, INK, True, 280, 80),
    "Heading3": (SANS, 23, INK, True, 200, 60),
    "BlockText": (SERIF, 22, INK, False, 120, 120),
    "Hyperlink": (None, None, BRAND, False, None, None),
}


def word() -> bytes:
    first = subprocess.run([BINARY, "--print-default-data-file", "reference.docx"], check=True, stdout=subprocess.PIPE).stdout
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(first)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/styles.xml":
                data = _word_styles(data)
            elif name == "word/document.xml":
                data = _word_page(data)
            made.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _word_styles(data: bytes) -> bytes:
    root = etree.fromstring(data)
    defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    _face(defaults, SANS, 22, INK, False)
    language = defaults.find(f"{W}lang")
    if language is None:
        language = etree.SubElement(defaults, f"{W}lang")
    language.set(f"{W}val", "nl-BE")
    for style in root.iter(f"{W}style"):
        if (said := STYLES.get(style.get(f"{W}styleId", ""))) is None:
            continue
        face, size, colour, bold, before, after = said
        letters = style.find(f"{W}rPr")
        if letters is None:
            letters = etree.SubElement(style, f"{W}rPr")
        _face(letters, face, size, colour, bold)
        if style.get(f"{W}styleId") == "Hyperlink":
            etree.SubElement(letters, f"{W}u").set(f"{W}val", "single")  # colour alone is not enough
        if before is not None:
            properties = style.find(f"{W}pPr")
            spacing = properties.find(f"{W}spacing")
            if spacing is None:
                spacing = etree.SubElement(properties, f"{W}spacing")
            spacing.set(f"{W}before", str(before))
            spacing.set(f"{W}after", str(after))
            for old in properties.findall(f"{W}jc"):
                properties.remove(old)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


ORDER = ("rFonts", "b", "bCs", "i", "iCs", "color", "spacing", "sz", "szCs", "u", "lang")


def _face(letters, face, size, colour, bold) -> None:
    for name in ("rFonts", "b", "bCs", "i", "iCs", "color", "spacing", "sz", "szCs"):
        for old in letters.findall(f"{W}{name}"):
            if name in ("color",) or face is not None:
                letters.remove(old)
    said = {"rFonts": dict.fromkeys(("ascii", "hAnsi", "cs", "eastAsia"), face)} if face else {}
    said |= ({"b": {}} if bold else {"b": {"val": "0"}, "spacing": {"val": "0"}}) if face else {}
    said |= {"color": {"val": colour}}
    said |= {"sz": {"val": str(size)}, "szCs": {"val": str(size)}} if size else {}
    for name, values in said.items():
        node = etree.SubElement(letters, f"{W}{name}")
        for at, value in values.items():
            node.set(f"{W}{at}", value)
    rank = {f"{W}{name}": place for place, name in enumerate(ORDER)}
    letters[:] = sorted(letters, key=lambda node: rank.get(node.tag, 5))


def _word_page(data: bytes) -> bytes:
    """A4, two and a half centimetres of white."""
    text = re.sub(rb"<w:sectPr\s*/>|<w:sectPr>.*?</w:sectPr>", b"", data, flags=re.S)
    page = (
        b'<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1247" w:right="1304" w:bottom="1247" w:left="1304"'
        b' w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>'
    )
    return text.replace(b"</w:body>", page + b"</w:body>")


if __name__ == "__main__":
    asked = sys.argv[1:] or ["slides", "word"]
    for name, make, file in (("slides", slides, "fiche.pptx"), ("word", word, "fiche.docx")):
        if name in asked:
            (HERE / file).write_bytes(make())
            print(file)
