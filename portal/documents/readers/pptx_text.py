"""The paragraphs of a shape or a cell on a slide: their level, whether they have a bullet, their emphasis and their links."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pptx.oxml.ns import qn

from portal.documents.blocks import Block, Kind, Run, tidy

BULLETS = {qn("a:buChar"): "item", qn("a:buAutoNum"): "ordered", qn("a:buBlip"): "item", qn("a:buNone"): ""}
TITLE_TYPE = "+mj-lt"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
STYLE_OF = {"title": "p:titleStyle", "ctrTitle": "p:titleStyle", "": "p:otherStyle"}
TRUE = ("1", "true", "on")


class TextReader:
    """The text of one shape, cell or page of notes."""

    def __init__(self, shape: Any, part: Any, page: int) -> None:
        self.part, self.page, self.shape = part, page, shape
        self.body = shape.text_frame._txBody
        properties = getattr(getattr(shape, "_element", None), "_nvXxPr", None)
        self.whole = self.link_of(properties.cNvPr, part) if properties is not None else ""
        self.styles = list(self._styles())

    def blocks(self) -> Iterator[Block]:
        for paragraph in self.body.iter(qn("a:p")):
            runs = tidy(self._runs(paragraph))
            if not runs:
                continue
            level = self._level(paragraph)
            bullet = self._bullet(paragraph, level)
            if bullet:
                yield Block(Kind.ITEM, runs, level=level, page=self.page, ordered=bullet == "ordered")
            elif self._in_the_type_of_titles(paragraph):
                yield Block(Kind.HEADING, runs, level=2, page=self.page)
            elif self._is_quoted(paragraph, runs):
                yield Block(Kind.QUOTE, tidy(replace(run, italic=False) for run in runs), page=self.page)
            else:
                yield Block(Kind.PARAGRAPH, runs, page=self.page)

    @staticmethod
    def _in_the_type_of_titles(paragraph: Any) -> bool:
        """A heading inside a text: its author gave it the letters that the theme has for titles."""
        said = [node for node in paragraph.iter(qn("a:r")) if "".join(node.itertext()).strip()]
        faces = [node.find(f"{qn('a:rPr')}/{qn('a:latin')}") for node in said]
        return bool(faces) and all(face is not None and face.get("typeface") == TITLE_TYPE for face in faces)

    @staticmethod
    def _is_quoted(paragraph: Any, runs: tuple[Run, ...]) -> bool:
        """A whole paragraph in italics, set in from the margin, without a bullet."""
        properties = paragraph.find(qn("a:pPr"))
        margin = properties.get("marL", "0") if properties is not None else "0"
        return margin.isdigit() and int(margin) > 0 and all(run.italic for run in runs if run.text.strip())

    def sizes(self) -> list[int]:
        """Per paragraph with text, the size of its letters where the author chose one; else 0."""
        found = []
        for paragraph in self.body.iter(qn("a:p")):
            if "".join(node.text or "" for node in paragraph.iter(qn("a:t"))).strip():
                sizes = [int(node.get("sz")) * 127 for node in paragraph.iter(qn("a:rPr")) if (node.get("sz") or "").isdigit()]
                found.append(max(sizes, default=0))
        return found

    def _runs(self, paragraph: Any) -> Iterator[Run]:
        for node in paragraph:
            if node.tag in (qn("a:r"), qn("a:fld")):
                style, text = node.find(qn("a:rPr")), node.find(qn("a:t"))
                words = text.text or "" if text is not None else ""
                if style is None:
                    yield Run(words, link=self.whole)
                else:
                    link = self.link_of(style, self.part) or self.whole
                    yield Run(words, style.get("b") in TRUE, style.get("i") in TRUE, link)
            elif node.tag == qn("a:br"):
                yield Run("\n")
            else:
                yield Run("".join(found.text or "" for found in node.iter(MATH)))

    @staticmethod
    def link_of(node: Any, part: Any) -> str:
        """The address that a click on this leads to; empty for a jump to another slide."""
        click = node.find(qn("a:hlinkClick"))
        relation = part.rels.get(click.get(qn("r:id"))) if click is not None and click.get(qn("r:id")) else None
        if relation is None or not relation.is_external:
            return ""
        address = str(relation.target_ref).strip()
        return address if address.lower().startswith(("http://", "https://", "mailto:")) else ""

    @staticmethod
    def alternative(alt: str, link: str) -> tuple[Run, ...]:
        """What a picture says, with where it leads to; one that leads somewhere and says nothing has its address as words."""
        return tidy([Run(alt.strip() or link, link=link)])

    # -- bullets -------------------------------------------------------------------------------------------------------
    @staticmethod
    def _level(paragraph: Any) -> int:
        properties = paragraph.find(qn("a:pPr"))
        level = properties.get("lvl", "0") if properties is not None else "0"
        return min(int(level), 8) if level.isdigit() else 0

    def _bullet(self, paragraph: Any, level: int) -> str:
        """item, ordered, or nothing: what the paragraph says itself, else its shape, else its layout, else its master."""
        name = qn(f"a:lvl{level + 1}pPr")
        sources = [paragraph.find(qn("a:pPr")), *(style.find(name) for style in self.styles)]
        for source in sources:
            for node in source if source is not None else ():
                if node.tag in BULLETS:
                    return BULLETS[node.tag]
        return ""

    def _styles(self) -> Iterator[Any]:
        """Where a paragraph looks for what it does not say, nearest first."""
        own = self.body.find(qn("a:lstStyle"))
        if own is not None:
            yield own
        shape, role = self.shape, ""
        if getattr(shape, "is_placeholder", False):
            role = "body"
            while (base := getattr(shape, "_base_placeholder", None)) is not None:
                role = base._element.ph.get("type", role) if base._element.ph is not None else role
                if (style := base.text_frame._txBody.find(qn("a:lstStyle"))) is not None:
                    yield style
                shape = base
        master = self._master()
        if master is not None and (texts := master.find(qn("p:txStyles"))) is not None:
            style = texts.find(qn(STYLE_OF.get(role, "p:bodyStyle")))
            if style is not None:
                yield style

    def _master(self) -> Any:
        layout = getattr(getattr(self.part, "slide", None), "slide_layout", None)
        return layout.slide_master._element if layout is not None else None
