"""What an editor typed about a source -> CSL fields that citeproc can take, or a refusal in one sentence."""

import math
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

TYPES = frozenset(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset document"
    " entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation manuscript map"
    " motion_picture musical_score pamphlet paper-conference patent performance periodical personal_communication post"
    " post-weblog regulation report review review-book software song speech standard thesis treaty webpage".split()
)
TEXTS = (
    "title title-short container-title collection-title publisher publisher-place edition volume issue page number"
    " number-of-volumes genre medium DOI URL status language version event-title event-place archive archive-place"
    " archive_collection archive_location authority chapter-number section part-number part-title volume-title original-title"
    " original-publisher reviewed-title reviewed-genre supplement-number"
).split()
MAIN_NAMES = (  # who stands in front, the first that is there
    "composer author illustrator script-writer director guest host producer executive-producer series-creator editor-translator"
    " editor editorial-director compiler chair organizer curator collection-editor"
).split()
NAMES = [*MAIN_NAMES, *"translator interviewer narrator contributor container-author reviewed-author".split()]
DATES = "issued accessed original-date event-date submitted".split()

LONGEST_TEXT = 2000
MOST_NAMES = 1000
IN_PRESS = frozenset({"in druk", "in press", "ter perse"})
UNDATED = frozenset({"z.d.", "zd", "z.j.", "n.d.", "nd", "s.d.", "sd"})

_LABELS = {
    "title": "titel",
    "container-title": "titel van het geheel",
    "publisher": "uitgever",
    "URL": "webadres",
    "issued": "datum",
    "accessed": "geraadpleegd op",
}
_EDITION = re.compile(r"(\d{1,3})\s*(?:e|de|ste|st|nd|rd|th)?\.?\s*(?:druk|dr\.?|editie|edition|ed\.?|uitgave)?", re.IGNORECASE)
_DOI_PREFIX = re.compile(r"(?:https?://)?(?:dx\.)?doi\.org/|doi:\s*", re.IGNORECASE)
_RANGE = re.compile(r"(?<=\w)\s*(?:-{1,3}|[‐‑‒–—−])\s*(?=\w)")
_BARE_SITE = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:[/?#].*)?", re.IGNORECASE)
_WRITTEN_DATE = re.compile(r"(-?\d{1,4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:T.*)?")
_ELIDED = re.compile(r"([dl]['’])\s*(?=[^\W\d_])(.+)", re.DOTALL)


class CitationRefused(Exception):
    """A source that cannot be cited; the text is a Dutch sentence for the editor. `index` says which of the sources it is."""

    def __init__(self, sentence: str, index: int = 0) -> None:
        super().__init__(sentence)
        self.index = index


def clean(csl: object) -> dict[str, Any]:
    """The CSL fields that APA uses, as texts, names and dates of a known shape. Unknown fields are left out."""
    if not isinstance(csl, Mapping):
        raise CitationRefused("De gegevens van deze bron zijn niet leesbaar.")
    texts = {field: text for field in TEXTS if (text := _text(csl.get(field), field))}
    names = {field: people for field in NAMES if (people := _names(csl.get(field), field))}
    dates = {field: date for field in DATES if (date := _date(csl.get(field), field))}
    if not texts.get("title") and not any(field in names for field in MAIN_NAMES):
        raise CitationRefused("Een bron heeft minstens een titel of een auteur nodig.")
    kind = _text(csl.get("type"), "type")
    return _mended({**texts, **names, **dates, "type": kind if kind in TYPES else "document"})


def plain(text: str) -> str:
    """The text on one line, without control characters, halves of characters and private signs."""
    spaced = " ".join(text.split())
    return "".join(char for char in spaced if unicodedata.category(char) not in ("Cc", "Cs", "Co"))


def first_names(item: Mapping[str, Any]) -> list[dict[str, str]]:
    """The people or organisations that stand in front of a cleaned source; nobody when the title comes first."""
    if item.get("container-title") and item["type"] in ("book", "classic", "entry", "entry-dictionary", "entry-encyclopedia"):
        return item.get("author", [])
    return next((item[field] for field in MAIN_NAMES if item.get(field)), [])


def _text(value: object, field: str, longest: int = LONGEST_TEXT) -> str:
    if isinstance(value, (list, tuple)):  # Crossref wraps titles in a list
        value = next((part for part in value if isinstance(part, (str, int, float))), None)
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    if isinstance(value, float) and not math.isfinite(value):
        return ""
    too_long = len(value) > longest if isinstance(value, str) else abs(value) > 10**15
    if too_long:
        raise CitationRefused(f"Het veld ‘{_LABELS.get(field, field)}’ is te lang: hoogstens {longest} tekens.")
    return plain(f"{value:g}" if isinstance(value, float) else str(value))


def _names(value: object, field: str) -> list[dict[str, str]]:
    people = value if isinstance(value, (list, tuple)) else [value]
    if len(people) > MOST_NAMES:
        raise CitationRefused(f"Het veld ‘{_LABELS.get(field, field)}’ heeft te veel namen: hoogstens {MOST_NAMES}.")
    return [name for person in people if (name := _name(person))]


def _name(person: object) -> dict[str, str]:
    if not isinstance(person, Mapping):
        literal = _text(person, "naam", 500)
        return {"literal": literal} if literal else {}
    parts = ("family", "given", "literal", "non-dropping-particle", "dropping-particle", "suffix")
    name = {part: text for part in parts if (text := _text(person.get(part), "naam", 500))}
    if "family" in name:
        name.pop("literal", None)
        return _with_particle(name)
    literal = name.get("literal") or name.get("given", "")
    return {"literal": literal} if literal else {}


def _with_particle(name: dict[str, str]) -> dict[str, str]:
    """‘van den Broeck’ typed as one family name: ‘van den’ apart, so that a capital can depend on the place."""
    if "non-dropping-particle" in name or "dropping-particle" in name:
        return name
    family = name["family"]
    if elided := _ELIDED.fullmatch(family):
        return {**name, "non-dropping-particle": elided[1], "family": elided[2]}
    words = family.split()
    small = next((i for i, word in enumerate(words) if not word.islower()), 0)
    if small:
        return {**name, "non-dropping-particle": " ".join(words[:small]), "family": " ".join(words[small:])}
    return name


def _date(value: object, field: str) -> dict[str, Any]:
    circa = isinstance(value, Mapping) and bool(value.get("circa"))
    if isinstance(value, Mapping):
        value = value.get("date-parts") or value.get("raw") or value.get("literal")
    if not value:
        return {}
    date = _date_parts(value) if isinstance(value, (list, tuple)) else _written_date(_text(value, field, 100))
    if date is None:
        label = _LABELS.get(field, field)
        raise CitationRefused(f"Het veld ‘{label}’ is geen datum: geef een jaartal, of jaar, maand en dag.")
    return {**date, "circa": "true"} if date and circa else date


def _date_parts(value: list[Any] | tuple[Any, ...]) -> dict[str, Any] | None:
    """One or two dates, each [year, month, day] with the last ones left out at will."""
    if not isinstance(value[0], (list, tuple)):
        value = [value]
    parts = [_day(part) for part in value[:2] if isinstance(part, (list, tuple)) and any(part)]
    if any(part is None for part in parts):
        return None
    return {"date-parts": parts} if parts else {}


def _day(part: list[Any] | tuple[Any, ...]) -> list[int] | None:
    numbers = []
    for value, (lowest, highest) in zip(part, ((-3000, 2999), (1, 12), (1, 31)), strict=False):
        text = _text(value, "datum", 10)
        if text in ("", "0"):
            break
        if not re.fullmatch(r"-?[0-9]{1,4}", text) or not lowest <= int(text) <= highest:
            return None
        numbers.append(int(text))
    return numbers or None


def _written_date(text: str) -> dict[str, Any] | None:
    """A date in one text: 2017-05-12, 2017, z.d. or words that are printed as they are."""
    if not text or text.casefold().replace(" ", "") in UNDATED:
        return {}
    if written := _WRITTEN_DATE.fullmatch(text):
        day = _day([part for part in written.groups() if part])
        return {"date-parts": [day]} if day else None
    return {"literal": text}


def _mended(item: dict[str, Any]) -> dict[str, Any]:
    """What APA asks of the data itself: no first edition, no publisher that is the author, a DOI and an address that work."""
    if edition := _EDITION.fullmatch(item.get("edition", "")):
        item["edition"] = edition[1]
    if item.get("edition") in ("1", "0"):
        del item["edition"]
    authors = {name.get("literal", name.get("family", "")).casefold() for name in first_names(item) if "given" not in name}
    for field in ("publisher", "container-title") if item["type"] in ("webpage", "post") else ("publisher",):
        if item.get(field, "").casefold() in authors:
            item.pop(field, None)
    if item["type"] == "motion_picture" and not item.get("genre") and not item.get("medium"):
        item["medium"] = "Video"
    for field, mend in (("DOI", _doi), ("URL", _url), ("page", _pages)):
        if field in item:
            item[field] = mend(item[field])
    if item.get("issued", {}).get("literal", "").casefold() in IN_PRESS:
        item["status"] = item.pop("issued")["literal"]
    item.setdefault("language", "nl")  # titles as they were typed: capitals in every word only for what is said to be English
    return item


def _doi(text: str) -> str:
    bare = _DOI_PREFIX.sub("", text, count=1)
    if not bare.startswith("10.") or " " in bare:
        raise CitationRefused(f"‘{text[:80]}’ is geen DOI: een DOI begint met ‘10.’.")
    return bare


def _pages(text: str) -> str:
    """Ranges with a hyphen, however they were typed: the style makes the dash. No “pp.” in front: the style writes that."""
    return _RANGE.sub("-", re.sub(r"^(?:pp?|blz|pag)\.\s*", "", text, flags=re.IGNORECASE))


def _url(text: str) -> str:
    address = text.replace(" ", "%20")
    if _BARE_SITE.fullmatch(address):
        address = f"https://{address}"
    if not re.match(r"https?://[^\s/]", address, re.IGNORECASE):
        raise CitationRefused(f"‘{text[:80]}’ is geen webadres: het begint met ‘https://’.")
    return address
