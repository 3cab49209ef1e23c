"""What somebody brings (BibTeX, RIS, CSL-JSON, APA text, DOIs) as entries: each with its data, or with why there is none."""

import json
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape
from typing import Any

from fiches.citations import bibtex, ris
from fiches.citations.bibtex import Piece
from fiches.citations.fields import DATES, NAMES, TEXTS, CitationRefused, clean
from fiches.citations.parsing import parse_reference, references_in
from portal.documents import pandoc

MOST_ENTRIES = 200
MOST_CALLS = 24  # of pandoc, for a file with broken entries; each call halves what is suspect
SECONDS = 10.0  # for all those calls together
LONGEST = 3000  # characters of a reference that was pasted
DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_MARKUP = re.compile(r"</?(?:i|b|em|strong|sub|sup|sc|span)\b[^>]*>", re.IGNORECASE)
_BIBTEX = re.compile(r"^[ \t]*@\s*[A-Za-z]+\s*[{(]", re.MULTILINE)
_RIS = re.compile(r"^[ \t]*TY\s{1,2}-", re.MULTILINE)
TYPES_OF_CROSSREF = {  # which says them where CSL asks for its own
    "book-chapter": "chapter",
    "book-part": "chapter",
    "book-section": "chapter",
    "dissertation": "thesis",
    "edited-book": "book",
    "journal-article": "article-journal",
    "monograph": "book",
    "other": "document",
    "peer-review": "review",
    "posted-content": "article",
    "proceedings": "book",
    "proceedings-article": "paper-conference",
    "reference-book": "book",
    "reference-entry": "entry",
    "report-component": "report",
}
_KEPT_BESIDE = ("ISBN", "ISSN", "custom")
UNREADABLE = "Deze bron is niet te lezen: kijk de komma’s, accolades en aanhalingstekens na."
NO_REFERENCE = "Hierin herkennen we geen bron: we zoeken een auteur, een jaartal tussen haakjes en een titel."
TOO_LONG = "Dit is te lang voor één bron. Zet een lege regel tussen twee bronnen."
TOO_MANY = f"Er staan meer dan {MOST_ENTRIES} bronnen in. Deel de lijst op."


class EntriesRefused(Exception):
    """Why nothing can be read at all, in a Dutch sentence."""


@dataclass(frozen=True)
class Entry:
    """One entry as it was brought: where it stood, its data, how sure that is, and why there is none."""

    raw: str
    line: int = 1
    csl: dict[str, Any] | None = None
    doi: str = ""  # still to be asked
    fault: str = ""
    doubts: tuple[str, ...] = ()


def decoded(data: bytes) -> str:
    """The text of a file: UTF-8 with or without its mark, UTF-16 with it, else what Windows and older programs write."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def entries(text: str) -> list[Entry]:
    """Every entry of the text, in order. Raises EntriesRefused when there is none, or when there are too many."""
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").strip("\ufeff \n")
    if not text:
        raise EntriesRefused("Plak een bron of kies een bestand.")
    found = _reader(text)(text)
    if not found:
        raise EntriesRefused("Hierin staat geen enkele bron.")
    if len(found) > MOST_ENTRIES:
        raise EntriesRefused(TOO_MANY)
    return [_fit(entry) for entry in found]


def _reader(text: str) -> Callable[[str], list[Entry]]:
    if text[0] in "[{":
        return _from_json
    if _RIS.search(text):
        return _from_ris
    return _from_bibtex if _BIBTEX.search(text) else _from_text


def kept(csl: Mapping[str, Any]) -> dict[str, Any]:
    """What we keep of a record: the fields that references know, as texts, names and dates of a known shape."""
    made = clean({name: _plain(csl[name]) for name in (*TEXTS, *NAMES, *DATES, "type") if name in csl} | _known_type(csl))
    made.pop("language", None)
    if language := str(csl.get("language") or "").replace("_", "-").partition("-")[0].strip().lower():
        made["language"] = language
    if made.get("status") and not made.get("issued"):
        made["issued"] = {"literal": made.pop("status")}
    return {**made, **{name: csl[name] for name in _KEPT_BESIDE if name in csl and isinstance(csl[name], str)}}


def _known_type(csl: Mapping[str, Any]) -> dict[str, str]:
    kind = str(csl.get("type") or "")
    return {"type": TYPES_OF_CROSSREF.get(kind, kind)}


def _plain(value: Any) -> Any:
    """The value without the markup that other programs put in titles."""
    if isinstance(value, str):
        return unescape(_MARKUP.sub("", value)) if "<" in value or "&" in value else value
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return {name: _plain(part) for name, part in value.items()} if isinstance(value, dict) else value


def _fit(entry: Entry) -> Entry:
    """The entry with what we keep of its data; or with the reason why it cannot be a source."""
    if entry.csl is None:
        return entry
    try:
        return replace(entry, csl=kept(entry.csl))
    except CitationRefused as refusal:
        return replace(entry, csl=None, fault=str(refusal))


# -- formats -------------------------------------------------------------------------------------------------------------
def _from_json(text: str) -> list[Entry]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise EntriesRefused("Dit is geen geldige CSL-JSON: er ontbreekt een haakje, komma of aanhalingsteken.") from None
    items = data.get("items", [data]) if isinstance(data, dict) else data
    if not isinstance(items, list):
        raise EntriesRefused("Dit is geen CSL-JSON: we verwachten een lijst van bronnen.")
    found = []
    for item in items[: MOST_ENTRIES + 1]:
        raw = json.dumps(item, ensure_ascii=False)[:2000]
        found.append(Entry(raw, csl=item) if isinstance(item, dict) else Entry(raw, fault=UNREADABLE))
    return found


def _from_text(text: str) -> list[Entry]:
    found = [reference for block in references_in(text) for reference in _dois_apart(block)]
    if len(found) > MOST_ENTRIES:
        raise EntriesRefused(TOO_MANY)
    return [_from_line(reference) for reference in found]


def _dois_apart(block: str) -> list[str]:
    """A list of bare DOIs is one entry a line."""
    lines = [line.strip() for line in block.split("\n") if line.strip()]
    return lines if all(DOI.fullmatch(line) for line in lines) else [block]


def _from_line(text: str) -> Entry:
    if doi := DOI.fullmatch(text):
        return Entry(text, doi=doi[1].rstrip(".,;"))
    if len(text) > LONGEST:
        return Entry(text[:LONGEST], fault=TOO_LONG)
    parsed = parse_reference(text)
    nobody = not (parsed.csl.get("author") or parsed.csl.get("editor")) and not parsed.csl.get("issued")
    if parsed.confidence < 0.2 or not parsed.csl.get("title") or nobody:
        return Entry(parsed.raw, fault=NO_REFERENCE)
    return Entry(parsed.raw, csl=parsed.csl, doubts=parsed.doubts)


def _from_ris(text: str) -> list[Entry]:
    found = ris.pieces(text, MOST_ENTRIES + 1)
    return _converted(found, lambda raws: "\n".join(ris.renamed(raws)), "ris")


def _from_bibtex(text: str) -> list[Entry]:
    found, abbreviations = bibtex.pieces(text, MOST_ENTRIES + 1)
    form = "biblatex" if bibtex.is_biblatex(text) else "bibtex"
    return _converted(found, lambda raws: "\n\n".join([abbreviations, *bibtex.renamed(raws)]), form, bibtex.named_by)


def _converted(
    found: Sequence[Piece],
    together: Callable[[list[str]], str],
    form: str,
    leaned_on: Callable[[Sequence[str]], set[int]] = lambda raws: set(),
) -> list[Entry]:
    """The data of every piece, by as few calls of pandoc as can be; a broken one is found by halving what is suspect."""
    if len(found) > MOST_ENTRIES:
        raise EntriesRefused(TOO_MANY)
    whole = [place for place, piece in enumerate(found) if not piece.fault]
    parents = sorted(leaned_on([piece.raw for piece in found]) & {*whole})
    read: dict[int, dict[str, Any]] = {}
    suspect, calls, until = [whole] if whole else [], 0, time.monotonic() + SECONDS
    while suspect and calls < MOST_CALLS and (left := until - time.monotonic()) > 0:
        group = suspect.pop(0)
        members = [*group, *(place for place in parents if place not in group)]
        calls += 1
        try:
            said = json.loads(
                pandoc.convert(together([found[place].raw for place in members]), source=form, to="csljson", time_limit=left)
            )
        except (pandoc.DocumentRefused, ValueError):
            middle = len(group) // 2
            suspect += [group[:middle], group[middle:]] if middle else []
            continue
        by_key = {str(item.get("id")): item for item in said if isinstance(item, dict)}
        read |= {
            place: _with_whole_names(by_key[f"e{at}"]) for at, place in enumerate(members[: len(group)]) if f"e{at}" in by_key
        }
    return [
        Entry(piece.raw[:4000], piece.line, read.get(place), fault=piece.fault or ("" if place in read else UNREADABLE))
        for place, piece in enumerate(found)
    ]


def _with_whole_names(csl: dict[str, Any]) -> dict[str, Any]:
    """These formats do not say whether "van" goes with the family name. With us it does: Van Dijk, A."""
    people = {name: [_whole(person) for person in csl[name]] for name in NAMES if isinstance(csl.get(name), list)}
    return {**csl, **people}


def _whole(person: dict[str, str]) -> dict[str, str]:
    if not isinstance(person, dict) or "non-dropping-particle" in person or "family" not in person:
        return person
    if [*person] == ["family"]:  # one word is an organisation, or somebody of one name: the same
        return {"literal": person["family"]}
    return {("non-dropping-particle" if name == "dropping-particle" else name): said for name, said in person.items()}
