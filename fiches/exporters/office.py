"""A fiche for Word, and as Markdown: both by pandoc, from its own tree of a document. No source is put together from text."""

import base64
import json
from pathlib import Path

from fiches.exporters.content import Content
from portal.documents.boxed import NotMade
from portal.documents.pandoc import DocumentRefused, convert, convert_to_bytes
from portal.documents.rich_text import Json, plain_run

TEMPLATE = Path(__file__).resolve().parent / "templates" / "fiche.docx"
API = [1, 23, 1]  # of the tree; pandoc reads every 1.23
ATTRIBUTES: list = ["", [], []]
TYPES = {".jpg": "image/jpeg", ".png": "image/png"}


def word(content: Content) -> bytes:
    """The fiche as DOCX, in the styles of the template."""
    writer = _Tree(content, top=1, picture=_inline_picture(content))
    said, about = content.said, content.said["about"]
    meta = {
        "title": said["title"],
        "subtitle": said["standfirst"],
        "author": about["authors"],
        "date": about["stated"],
        "lang": said["language"],
        "description": f"{said['standfirst']} {about['address']}".strip(),
    }
    meta_tree = {name: _words(value) for name, value in meta.items() if value}
    if said["keywords"]:
        meta_tree["keywords"] = {"t": "MetaList", "c": [_words(word) for word in said["keywords"]]}
    tree = {"pandoc-api-version": API, "meta": meta_tree, "blocks": writer.blocks()}
    files = {TEMPLATE.name: TEMPLATE.read_bytes()}
    return _asked(convert_to_bytes, tree, to="docx", options=[f"--reference-doc={TEMPLATE.name}"], files=files)


def markdown(content: Content) -> bytes:
    """The fiche as Markdown, as GitHub reads it: tables and lists as text, without inner links."""
    image = content.said["image"]
    writer = _Tree(content, top=2, picture=image["address"] if image else "", paper=False)
    blocks = [_header(1, [plain_run(content.said["title"])]), *writer.lead(), *writer.blocks()]
    return _asked(convert, {"pandoc-api-version": API, "meta": {}, "blocks": blocks}, to="gfm", options=["--wrap=none"]).encode()


def _asked(ask, tree: Json, **how):
    try:
        return ask(json.dumps(tree), source="json", **how)
    except DocumentRefused as refusal:
        raise NotMade(str(refusal)) from refusal


def _inline_picture(content: Content) -> str:
    if not (image := content.said["image"]):
        return ""
    data = base64.b64encode(content.files[image["name"]]).decode()
    return f"data:{TYPES[Path(image['name']).suffix]};base64,{data}"


def _words(text: str) -> Json:
    return {"t": "MetaInlines", "c": _inlines([plain_run(text)])}


def _header(level: int, runs: list[Json]) -> Json:
    return {"t": "Header", "c": [level, ATTRIBUTES, _inlines(runs, inner=False)]}


def _inlines(runs: list[Json], inner: bool = True) -> list[Json]:
    return [found for run in runs for found in _inline(run, inner)]


def _inline(run: Json, inner: bool) -> list[Json]:
    found: list[Json] = []
    for place, word in enumerate(run["text"].split(" ")):
        found += [{"t": "Space"}] if place else []
        found += [{"t": "Str", "c": word}] if word else []
    for style, name in (("italic", "Emph"), ("bold", "Strong")):
        if run[style]:
            found = [{"t": name, "c": found}]
    if run["link"] and (inner or not run["link"].startswith("#")):
        found = [{"t": "Link", "c": [ATTRIBUTES, found, [run["link"], ""]]}]
    return found


class _Tree:
    """The blocks of a fiche as pandoc knows them; `top` is the level of a rubriek. On `paper` a material is one paragraph, and
    citations lead to the list of sources."""

    def __init__(self, content: Content, top: int, picture: str, paper: bool = True) -> None:
        self.fiche, self.top, self.picture, self.paper = content.said, top, picture, paper

    def blocks(self) -> list[Json]:
        fiche, found = self.fiche, self._opening()
        for section in fiche["sections"]:
            found += [self._heading(section["heading"]), *self._flow(section["blocks"])]
            if section["questions"]:
                found.append(self._list(section["questions"], ordered=True))
            if section["resources"]:
                found.append({"t": "BulletList", "c": [self._material(one) for one in section["resources"]]})
            if section["anchor"] == "bronnen" and fiche["references"]:
                found.append({"t": "BulletList", "c": [[self._reference(one)] for one in fiche["references"]]})
        return [*found, *self._colophon()]

    def lead(self) -> list[Json]:
        """The standfirst, where the format has no place of its own for it."""
        return [self._text(self.fiche["standfirst"], bold=True)] if self.fiche["standfirst"] else []

    def _opening(self) -> list[Json]:
        fiche, found = self.fiche, []
        if fiche["facts"]:
            found.append(self._text(" · ".join(fiche["facts"]), italic=True))
        if self.picture:
            words = _inlines([plain_run(fiche["image"]["alt"])])
            size = [["width", "100%"]] if self.picture.startswith("data:") else []
            found.append({"t": "Para", "c": [{"t": "Image", "c": [["", [], size], words, [self.picture, ""]]}]})
        if fiche["points"]:
            found += [self._heading("In het kort"), self._list(fiche["points"])]
        if fiche["rating"]:
            scores = [f"{one['name']}: {one['word']} {one['of']}".strip() for one in fiche["rating"]["scores"]]
            source = plain_run(fiche["rating"]["source"], link=fiche["rating"]["url"])
            found += [self._list(scores), {"t": "Para", "c": self._runs([source])}]
        return found

    def _colophon(self) -> list[Json]:
        about = self.fiche["about"]
        rows = [[plain_run(f"{name}: {value}")] for name, value in about["rows"]]
        if about["licence"]["name"]:
            rows.append([plain_run("Licentie: "), plain_run(about["licence"]["name"], link=about["licence"]["url"])])
        rows.append([plain_run("Adres: "), plain_run(about["address"], link=about["address"])])
        if about["citation"]:
            rows.append([plain_run("Zo verwijs je ernaar: "), *about["citation"]])
        items = [[{"t": "Plain", "c": self._runs(row)}] for row in rows]
        return [self._heading("Over deze fiche"), {"t": "BulletList", "c": items}]

    def _material(self, one: Json) -> list[Json]:
        title = self._runs([plain_run(one["title"], bold=True, link=one["link"])])
        lines = [" · ".join([one["kind"], *one["facts"]]), *one["lines"]]
        lines += [f"Waar te vinden: {one['path']}"] if one["path"] else []
        if not self.paper:
            return [{"t": "Para", "c": title}, *(self._text(line) for line in lines if line)]
        for line in filter(None, lines):
            title += [{"t": "LineBreak"}, *self._runs([plain_run(line)])]
        return [{"t": "Para", "c": title}]

    def _reference(self, one: Json) -> Json:
        words = self._runs(one["runs"])
        for anchor in one["anchors"] if self.paper else ():
            words = [{"t": "Span", "c": [[anchor, [], []], words]}]
        return {"t": "Plain", "c": words}

    # -- small things --------------------------------------------------------------------------------------------------
    def _heading(self, text: str, deeper: int = 0) -> Json:
        return _header(self.top + deeper, [plain_run(text)])

    def _text(self, text: str, **style: bool) -> Json:
        return {"t": "Para", "c": self._runs([plain_run(text, **style)])}

    def _list(self, lines: list[str], ordered: bool = False) -> Json:
        items = [[{"t": "Plain", "c": self._runs([plain_run(line)])}] for line in lines]
        return self._numbered(items, 1) if ordered else {"t": "BulletList", "c": items}

    @staticmethod
    def _numbered(items: list, start: int) -> Json:
        return {"t": "OrderedList", "c": [[start, {"t": "Decimal"}, {"t": "Period"}], items]}

    def _runs(self, runs: list[Json]) -> list[Json]:
        return _inlines(runs, self.paper)

    # -- rich text -----------------------------------------------------------------------------------------------------
    def _flow(self, found: list[Json], inside: bool = False) -> list[Json]:
        return [self._block(one, inside) for one in found]

    def _block(self, one: Json, inside: bool) -> Json:
        if one["kind"] == "heading" and not inside:
            return _header(self.top + 1, one["runs"])
        if one["kind"] in ("paragraph", "heading"):
            return {"t": "Para", "c": self._runs(one["runs"])}
        if one["kind"] == "quote":
            return {"t": "BlockQuote", "c": self._flow(one["blocks"], True)}
        if one["kind"] == "table":
            return self._table(one)
        items = [self._item(item) for item in one["items"]]
        return self._numbered(items, one["start"]) if one["ordered"] else {"t": "BulletList", "c": items}

    def _item(self, found: list[Json]) -> list[Json]:
        made = self._flow(found, True)
        if len([one for one in found if one["kind"] == "paragraph"]) == 1 and found[0]["kind"] == "paragraph":
            made[0]["t"] = "Plain"  # a list of single paragraphs is close
        return made

    def _table(self, one: Json) -> Json:
        plain = {"t": "AlignDefault"}
        width = {"t": "ColWidth", "c": 1 / one["columns"]} if one["columns"] else {"t": "ColWidthDefault"}

        def rows(found: list) -> list:
            return [[ATTRIBUTES, [self._cell(cell, plain) for cell in row]] for row in found]

        head, rest = rows(one["rows"][: one["header"]]), rows(one["rows"][one["header"] :])
        body = [[ATTRIBUTES, 0, [], rest]]
        return {
            "t": "Table",
            "c": [ATTRIBUTES, [None, []], [[plain, width]] * one["columns"], [ATTRIBUTES, head], body, [ATTRIBUTES, []]],
        }

    def _cell(self, cell: Json, plain: Json) -> list:
        found = cell["blocks"]
        made = self._item(found) if len(found) == 1 else self._flow(found, True)
        return [ATTRIBUTES, plain, cell["down"], cell["across"], made]
