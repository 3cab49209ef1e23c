"""What a heading announces, whatever its case, punctuation or words: a rubriek, or a list of the fiche. All headings we know
stand here. Text in, answer out."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from fiches.importing.parsed import LISTS, POINTS, QUESTIONS, called
from fiches.models import Rubriek
from portal.text import fold

ALIKE = 0.88  # of a heading with a slip of the pen
LONGEST = 140
SAME: dict[str, str] = {  # what heads a place without any doubt, folded and without signs
    POINTS: "in het kort|in t kort|kort samengevat|samengevat|in een notendop|in een oogopslag|het belangrijkste in het kort"
    "|kernpunten|kernboodschap|kernboodschappen",
    str(Rubriek.MEANING): "wat betekent dat|wat betekent dit|wat is dat|wat is dit|wat houdt dat in|wat houdt dit in|betekenis"
    "|definitie|omschrijving|begripsomschrijving|waarover gaat het|waar gaat het over|wat bedoelen we|wat verstaan we eronder",
    str(Rubriek.RESEARCH): "vanuit evidence informed onderzoek|evidence informed onderzoek|vanuit onderzoek|vanuit het onderzoek"
    "|uit onderzoek|uit het onderzoek|wat zegt onderzoek|wat zegt het onderzoek|wat zegt de wetenschap|wat weten we uit onderzoek"
    "|onderzoek|inzichten uit onderzoek|wetenschappelijke inzichten|wetenschappelijke onderbouwing|wat leert onderzoek ons",
    str(
        Rubriek.MORE
    ): "waar vind ik meer informatie|meer informatie|meer info|meer weten|wil je meer weten|waar vind ik meer info|informatie",
    str(Rubriek.EXAMPLES): "waar vind ik inspirerende go voorbeelden|waar vind ik inspirerende voorbeelden|voorbeelden"
    "|inspirerende go voorbeelden|inspirerende voorbeelden|go voorbeelden|praktijkvoorbeelden|goede praktijken"
    "|voorbeelden uit de praktijk|voorbeelden uit scholen|inspirerende praktijkvoorbeelden|waar vind ik voorbeelden"
    "|waar vind ik praktijkvoorbeelden",
    str(
        Rubriek.SUPPORT
    ): "hoe kan ik worden ondersteund|hoe kan ik worden ondersteund door de pbd go|hoe kan ik ondersteund worden"
    "|ondersteuning|begeleiding|ondersteuningsaanbod|begeleidingsaanbod|wie kan mij ondersteunen|hoe kan de pbd go ondersteunen"
    "|wie kan mij helpen",
    str(Rubriek.DEEPER): "waar vind ik verdiepend materiaal|verdiepend materiaal|verdieping|verder lezen|meer lezen"
    "|om verder te lezen|verdiepende materialen|waar vind ik verdieping|verdiepende literatuur"
    "|waar vind ik verdiepende materialen",
    QUESTIONS: "gespreksvragen|gespreksvragen voor het team|gespreksvragen voor je team|bespreekvragen|reflectievragen"
    "|vragen voor het team|vragen voor je team|vragen voor een gesprek|vragen om te bespreken|vragen om samen te bespreken"
    "|om samen te bespreken",
    str(Rubriek.SOURCES): "bronnen|bron|bronnenlijst|bronvermelding|bronvermeldingen|referenties|referentielijst|referentie"
    "|literatuur|literatuurlijst|bibliografie|geraadpleegde bronnen|gebruikte bronnen|references|geraadpleegde literatuur"
    "|gebruikte literatuur",
}
LIKELY: list[tuple[str, str]] = [  # what most probably heads one
    (r"(?:gebruikte |geraadpleegde )?(?:bronnen|referenties|literatuur)(?: en .*)?", str(Rubriek.SOURCES)),
    (r"waar (?:vind|vinden|haal) .*\bverdiep\w*.*|verdiepend\w* \w+|.*\bverder lezen", str(Rubriek.DEEPER)),
    (
        r"(?:waar|hoe|wie|wat|door wie) .*(?:ondersteun|begeleid|helpt|helpen)\w*.*"
        r"|(?:ondersteuning|begeleiding) (?:door|van|bij) .*",
        str(Rubriek.SUPPORT),
    ),
    (
        r"(?:waar vind .*|inspirerende .*|goede |enkele |onze )?(?:praktijk|school)?voorbeelden(?: .*)?|.*\buit de praktijk",
        str(Rubriek.EXAMPLES),
    ),
    (r"(?:waar vind .*|wil je |nog )?meer (?:info|informatie|weten)\b.*", str(Rubriek.MORE)),
    (r"(?:vanuit|uit|wat) .*(?:onderzoek|wetenschap)\w*.*|.*evidence informed onderzoek.*", str(Rubriek.RESEARCH)),
    (r"wat (?:betekent|is|zijn|houdt|bedoelen we|verstaan we)\b.*", str(Rubriek.MEANING)),
]
_THERE = {place: words for place, words in SAME.items() if place in LISTS or place not in (POINTS, QUESTIONS)}
_KNOWN = {words: place for place, some in _THERE.items() for words in some.split("|")}
_PATTERNS = [(re.compile(pattern), place) for pattern, place in LIKELY]
_NUMBER = re.compile(r"^\s*(?:\d{1,2}(?:\.\d{1,2})*|[ivx]{1,4}|[a-h])\s*[.):]\s*", re.IGNORECASE)
_AGAIN = re.compile(
    r"\s*(?:\(?(?:vervolg|deel)\s*\d*\)?|\(\s*\d{1,2}\s*(?:[/-]\s*\d{1,2})?\s*\)|\b\d{1,2}/\d{1,2}|…|\.\.\.)\s*$", re.IGNORECASE
)


@dataclass(frozen=True)
class Announced:
    """A rubriek or a list of the fiche, and whether its heading left no doubt."""

    place: str
    sure: bool = True


def announced(text: str) -> Announced | None:
    """What this heading announces; None for a heading of the author's own."""
    words = bare(text)
    if not words or len(words) > LONGEST:
        return None
    if found := _KNOWN.get(words):
        return Announced(found)
    for pattern, place in _PATTERNS:
        if pattern.fullmatch(words) and len(words.split()) <= 14:
            return Announced(place, sure=False)
    near = [known for known in _KNOWN if abs(len(known) - len(words)) < 4 and known[0] == words[0] and len(words) > 5]
    likely = max(near, key=lambda known: SequenceMatcher(None, known, words).ratio(), default="")
    alike = likely and SequenceMatcher(None, likely, words).ratio() >= ALIKE
    return Announced(_KNOWN[likely], sure=False) if alike else None


def is_announcement(text: str) -> bool:
    """Whether these words can be nothing but the heading of a rubriek, even where they are not set as one."""
    return bare(text) in _KNOWN


def bare(text: str) -> str:
    """The words of a heading: without its number, without “(vervolg)”, without signs, capitals and accents."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(stripped(text).replace("’", "'"))))


def stripped(text: str) -> str:
    """A heading as its author wrote it, without its number and without “(vervolg)” or “(2/3)”."""
    text = _NUMBER.sub("", text.strip())
    while (shorter := _AGAIN.sub("", text)) != text:
        text = shorter
    return text


def is_usual(text: str, place: str) -> bool:
    """Whether a heading says no more than the usual one, so that a fiche need not keep its words."""
    words = bare(text)
    return words == bare(called(place)) or words in SAME[place].split("|") and not words.startswith("hoe kan ik")


def in_sentence_case(text: str, vocabulary: dict[str, str]) -> str:
    """A heading in capitals as a sentence; words keep the form that they have elsewhere in the document (PBD-GO!, ICT)."""
    if text != text.upper() or text == text.lower():
        return text
    words = [vocabulary.get(word.casefold(), word.casefold()) for word in re.findall(r"\S+", text)]
    line = " ".join(words)
    return line[:1].upper() + line[1:]
