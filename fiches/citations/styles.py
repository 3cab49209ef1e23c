"""CSL -> APA 7 in Dutch and in English: the entry of the list and both forms in the text, typeset by pandoc's citeproc."""

import json
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from fiches.citations.fields import IN_PRESS, MAIN_NAMES, NAMES, CitationRefused, clean
from fiches.citations.order import letters, sort_key, with_letter, year_of
from fiches.citations.words import ROLES, STAND_IN, genre, terms, with_role
from portal.documents import pandoc

__all__ = ["CitationRefused", "Rendered", "letters", "render", "sort_key", "with_letter", "year_of"]

# Private signs where the languages or the two forms in the text part ways: citeproc sets them, `_Language` resolves them.
AND, THEN, DAY, PARTICLE = "\ue000", "\ue001", "\ue002", "\ue003"

_ORDINALS = "".join(f'<term name="ordinal-{number:02}">e</term>' for number in range(20))  # 2e, and not 2de
_DUTCH_TERMS = f"""  <locale xml:lang="nl">
    <terms>
      <term name="bc"> v.Chr.</term>
      <term form="short" name="circa">ca.</term>
      <term form="short" name="editor"><single>Red.</single><multiple>Reds.</multiple></term>
      <term form="short" name="number"><single>nr.</single><multiple>nrs.</multiple></term>
      <term name="open-quote">“</term>
      <term name="close-quote">”</term>
      <term name="ordinal">e</term>{_ORDINALS}
      <term name="original-work-published">oorspronkelijk werk gepubliceerd in</term>
      <term name="page-range-delimiter">–</term>
      <term name="retrieved">geraadpleegd op</term>
{terms()}"""
_RETRIEVED = """<text term="retrieved" text-case="capitalize-first"/>
              <group delimiter=", ">
                <date form="text" variable="accessed"/>
                <text term="from"/>
              </group>"""
PATCHES = (  # (official, ours): apa.csl itself stays as its authors made it
    # A source is rendered apart from any list: no initials, extra names or year letters because of its neighbours.
    (' disambiguate-add-givenname="true" disambiguate-add-names="true" disambiguate-add-year-suffix="true"', ""),
    # Author and date apart: the same call gives "(X & Y, 2017)" and "X en Y (2017)".
    (
        '<group delimiter=", ">\n        <text macro="author-short"/>',
        f'<group delimiter="{THEN}">\n        <text macro="author-short"/>',
    ),
    # "&" between names, told apart from an "&" in a name.
    (
        '  <locale xml:lang="nl">\n    <terms>\n',
        f'  <locale>\n    <terms>\n      <term form="symbol" name="and">{AND}</term>\n    </terms>\n  </locale>\n{_DUTCH_TERMS}',
    ),
    # Dutch writes the day before the month.
    ('<date-part name="day" prefix=" "/>', f'<date-part name="day" prefix="{DAY}"/>'),
    # "Retrieved" needs a day: in a group of its own it goes when there is none, and the address stands alone.
    (_RETRIEVED, f'<group delimiter=" ">{_RETRIEVED}</group>'),
)


@dataclass(frozen=True)
class Rendered:
    """One source in APA 7. The entries are HTML of `em` and `a` alone; the forms in the text are plain text."""

    apa_nl: str
    apa_en: str
    intext_nl: str
    narrative_nl: str
    intext_en: str
    narrative_en: str


def render(items: Sequence[object]) -> list[Rendered]:
    """Each source in both languages, without year letter and as if it stood alone: two pandoc calls, however many sources."""
    cleaned = [_cleaned(item, index) for index, item in enumerate(items)]
    if not cleaned:
        return []
    with ThreadPoolExecutor() as side_by_side:
        dutch, english = side_by_side.map(lambda language: _typeset(cleaned, language), (_DUTCH, _ENGLISH))
    return [
        Rendered(apa_nl=nl[0], apa_en=en[0], intext_nl=nl[1], narrative_nl=nl[2], intext_en=en[1], narrative_en=en[2])
        for nl, en in zip(dutch, english, strict=True)
    ]


@dataclass(frozen=True)
class _Language:
    """Where Dutch and English part ways, once citeproc has spoken."""

    tag: str
    joiner: str
    in_press: str
    day_first: bool = False
    capital_particles: bool = False
    comma_inside_quotes: bool = False

    def resolve(self, text: str, ampersand: str = "&") -> str:
        """The text without private signs."""
        text = text.replace(AND, ampersand)
        text = re.sub(rf"(\w+){DAY}(\d+(?:–\d+(?!\w))?)", r"\2 \1" if self.day_first else r"\1 \2", text)
        return re.sub(rf"(\w\. )?{PARTICLE}(\w)(['’]?)", self._particle, text)

    def _particle(self, found: "re.Match[str]") -> str:
        """Dutch: Van den Broeck, but J. van den Broeck and d'Hondt."""
        initial, first, elided = found[1] or "", found[2], found[3]
        return f"{initial}{first.upper() if self.capital_particles and not initial and not elided else first}{elided}"

    def forms(self, cite: str) -> tuple[str, str]:
        """Between brackets and in running text, from what citeproc makes of one citation."""
        author, found, date = cite.removeprefix("(").removesuffix(")").partition(THEN)
        if not found:
            raise CitationRefused("Deze bron kan niet aangehaald worden: er is geen auteur, titel of datum die in de tekst past.")
        comma = "," if not self.comma_inside_quotes or not author.endswith("”") else ""
        within = author if comma else f"{author[:-1]},”"
        narrative = self.resolve(author, self.joiner)
        return f"({self.resolve(within)}{comma} {date})", f"{narrative} ({date})"


_DUTCH = _Language("nl-NL", "en", "in druk", day_first=True, capital_particles=True)
_ENGLISH = _Language("en-US", "and", "in press", comma_inside_quotes=True)


def _cleaned(item: object, index: int) -> dict[str, Any]:
    try:
        return clean(item)
    except CitationRefused as refusal:
        raise CitationRefused(str(refusal), index) from None


@cache
def _style() -> str:
    """The official style with our patches; each must still fit."""
    style = Path(__file__).with_name("apa.csl").read_text(encoding="utf-8")
    for official, ours in PATCHES:
        if style.count(official) != 1:
            raise RuntimeError(f"apa.csl changed: this patch no longer fits once: {official!r}")
        style = style.replace(official, ours)
    return style


def _typeset(items: Sequence[dict[str, Any]], language: _Language) -> list[tuple[str, str, str]]:
    """Per source: the list entry and both forms in the text."""
    document = json.dumps(_document(items, language))
    options = ("--citeproc", "--csl=apa.csl")
    try:
        answer = pandoc.convert(document, source="json", to="json", options=options, files={"apa.csl": _style()})
    except pandoc.DocumentRefused as refusal:
        raise CitationRefused(f"Deze bronnen kunnen niet opgemaakt worden. {refusal}") from refusal
    *cites, listed = json.loads(answer)["blocks"]
    entries = {block["c"][0][0]: _html(block["c"][1]) for block in listed["c"][1]}
    return [
        _one(index, cites[index], _entry(entries.get(f"ref-{index}", ""), item), language) for index, item in enumerate(items)
    ]


def _entry(entry: str, item: dict[str, Any]) -> str:
    return with_role(entry, role) if (role := _unknown_role(item)) else entry


def _unknown_role(item: dict[str, Any]) -> str:
    """The role of who stands in front, when pandoc does not know it: without a stand-in the names would be lost."""
    role = next((field for field in MAIN_NAMES if item.get(field)), "")
    return role if role in ROLES else ""


def _one(index: int, cite: object, entry: str, language: _Language) -> tuple[str, str, str]:
    if not entry:
        raise CitationRefused("Volgens APA staat zo’n bron niet in de bronnenlijst: vermeld ze enkel in de tekst.", index)
    try:
        return language.resolve(entry, "&amp;"), *language.forms(_text(cite))
    except CitationRefused as refusal:
        raise CitationRefused(str(refusal), index) from None


def _document(items: Sequence[dict[str, Any]], language: _Language) -> dict[str, Any]:
    """A pandoc document: the sources as metadata and one paragraph that cites each; no text is ever parsed as Markdown."""
    references = [_reference(str(index), item, language) for index, item in enumerate(items)]
    meta = {"lang": _meta(language.tag), "references": {"t": "MetaList", "c": references}}
    return {"pandoc-api-version": [1, 23], "meta": meta, "blocks": [_citing(str(index)) for index in range(len(items))]}


def _reference(key: str, item: dict[str, Any], language: _Language) -> dict[str, Any]:
    marked = {field: [_marked(name) for name in value] if field in NAMES else value for field, value in item.items()}
    marked |= {field: genre(item[field], dutch=language is _DUTCH) for field in ("genre", "medium") if field in item}
    if role := _unknown_role(item):
        marked[STAND_IN] = marked.pop(role)
    if item.get("status", "").casefold() in IN_PRESS:
        marked["status"] = language.in_press
    reference = _meta({**marked, "id": key})
    if date := item.get("issued", {}).get("literal"):  # a date in words as status: the style would print it for year and for day
        del reference["c"]["issued"]
        reference["c"]["status"] = {"t": "MetaInlines", "c": [{"t": "Span", "c": [["", ["nocase"], []], _meta(date)["c"]]}]}
    return reference


def _marked(name: dict[str, str]) -> dict[str, str]:
    particle = name.get("non-dropping-particle", "")
    return {**name, "non-dropping-particle": PARTICLE + particle} if particle[:1].islower() else name


def _citing(key: str) -> dict[str, Any]:
    citation = {
        "citationId": key,
        "citationPrefix": [],
        "citationSuffix": [],
        "citationMode": {"t": "NormalCitation"},
        "citationNoteNum": 0,
        "citationHash": 0,
    }
    return {"t": "Para", "c": [{"t": "Cite", "c": [[citation], []]}]}


def _meta(value: object) -> dict[str, Any]:
    if isinstance(value, dict):
        return {"t": "MetaMap", "c": {key: _meta(part) for key, part in value.items()}}
    if isinstance(value, list):
        return {"t": "MetaList", "c": [_meta(part) for part in value]}
    inlines: list[dict[str, Any]] = []
    for word in str(value).split():
        inlines += [{"t": "Space"}, {"t": "Str", "c": word}]
    return {"t": "MetaInlines", "c": inlines[1:]}


def _html(node: Any) -> str:
    """What the node says, with emphasis and web links and nothing else."""
    if isinstance(node, list):
        return "".join(_html(part) for part in node)
    kind, content = _kind(node)
    if kind == "Str":
        return escape(content, quote=False)
    if kind == "Emph":
        return f"<em>{_html(content)}</em>"
    if kind == "Link" and re.match("https?://", content[2][0]):
        return f'<a href="{escape(content[2][0])}">{_html(content[1])}</a>'
    return _html(_inside(kind, content))


def _text(node: Any) -> str:
    """What the node says."""
    if isinstance(node, list):
        return "".join(_text(part) for part in node)
    kind, content = _kind(node)
    return content if kind == "Str" else _text(_inside(kind, content))


def _kind(node: Any) -> tuple[str, Any]:
    kind = node["t"]
    return ("Str", " ") if kind in ("Space", "SoftBreak", "LineBreak") else (kind, node.get("c"))


def _inside(kind: str, content: Any) -> list[Any]:
    """The nodes within one that we do not show as such."""
    if kind in ("Span", "Div", "Link", "Quoted", "Cite"):
        return content[1]
    return content if isinstance(content, list) and kind not in ("RawInline", "Math", "Code", "Image", "Note") else []
