"""One reference as APA writes it -> CSL fields, with how sure that is. Text in, data out; what cannot be placed is said."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fiches.citations.people import INITIALS, listed, people
from fiches.citations.pieces import DATE, WORDS_OF_APA, Tail, issued, tail_of, title_end

SURE = 0.8  # from here on an editor need not look
_GENRE = re.compile(r"\s*\[(?P<genre>[^\[\]]{2,120})\]")
_BRACKETS = re.compile(r"\s*\((?P<inside>[^()]*(?:\([^()]*\)[^()]*)?)\)\s*$")
_EDITION = re.compile(
    r"(?P<edition>(?:\d{1,3}\s?(?:e|de|ste|st|nd|rd|th)|herziene|rev\.|tweede|derde|vierde|vijfde)\.?)\s*(?:herziene\s+)?"
    r"(?:druk|dr\.|editie|ed\.|edition|uitg(?:ave|\.))",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?P<genre>[^\d]*?)\s*(?:nr\.|nummer|no\.|number)\s*(?P<number>[\w./-]+)", re.IGNORECASE)
_PAGES = re.compile(r"(?:pp?\.|blz\.|p\.)\s*(?P<page>[\w]+(?:\s*[–-]\s*[\w]+)?(?:,\s*\w+(?:\s*[–-]\s*\w+)?)*)", re.IGNORECASE)
_VOLUME = re.compile(r"(?:vol\.|deel|volume)\s*(?P<volume>[\w]+)", re.IGNORECASE)
_TRANSLATED = re.compile(r"(?P<who>.+?),\s*(?:Vert|Trans)\.")
_JOURNAL = re.compile(
    r"(?P<container>.+?),\s*(?:(?:jg\.|jaargang|vol\.)\s*)?(?P<volume>\d{1,4}|[IVXL]+)?(?:\s*\((?P<issue>[^()]{1,30})\))?"
    r"(?:\s*,\s*(?:pp?\.\s*|blz\.\s*)?(?P<page>(?:Artikel|Article)\s\w+|[A-Za-z]?\d+(?:\s*[–-]\s*[A-Za-z]?\d+)?))?\s*\.?",
    re.IGNORECASE,
)
_IN = re.compile(r"In:?\s+(?P<rest>.+)", re.DOTALL)
_EDITORS = re.compile(r"(?P<names>[^()]+?)\s*\((?:Reds?\.?|Eds?\.?)\)\s*,?\s*(?P<rest>.+)", re.IGNORECASE | re.DOTALL)
_THESIS = re.compile(
    r"(?P<genre>(?:niet[- ]gepubliceerde?\s+|ongepubliceerde?\s+|unpublished\s+)?(?:masterproef|masterscriptie|scriptie"
    r"|bachelorproef|doctoraatsproefschrift|doctoraatsthesis|doctoraat|proefschrift|dissertatie|master.?s? thesis"
    r"|doctoral (?:dissertation|thesis)|phd thesis|dissertation))(?:,\s*(?P<where>.+))?",
    re.IGNORECASE,
)
_FILM = re.compile(r"video|film|webinar|documentaire|podcast|opname|tv-|vlog", re.IGNORECASE)
_TALK = re.compile(r"paper|congres|conferen|lezing|keynote|posterpresentatie|presentatie op", re.IGNORECASE)
_REPORT = re.compile(r"rapport|report|verslag|nota|advies|onderzoeksrapport|eindrapport", re.IGNORECASE)
NEWSPAPERS = frozenset(
    "de standaard|de morgen|de tijd|het nieuwsblad|het laatste nieuws|het belang van limburg|gazet van antwerpen|knack|trouw|nrc"
    "|de volkskrant|the guardian|the new york times|klasse|bruzz|humo|elsevier|het parool|algemeen dagblad".split("|")
)


@dataclass(frozen=True)
class Parsed:
    """What a reference says. `letter` is that behind its year, which belongs to the list and not to the work."""

    raw: str
    csl: dict[str, Any] = field(default_factory=dict)
    confidence: float = 0.0
    doubts: tuple[str, ...] = ()
    letter: str = ""

    @property
    def sure(self) -> bool:
        return self.confidence >= SURE


def is_reference(text: str) -> bool:
    """Whether this looks like an entry of a list of sources: somebody or something, then a date between brackets."""
    date = DATE.search(text)
    return date is not None and 2 < date.start() < 600 and len(text) - date.end() > 3


def starts(text: str) -> list[int]:
    """Where entries begin in a stretch that may hold several: at its start, at a new line, after a full stop before an author."""
    marks = [0]
    for found in _NEXT.finditer(text):
        place = found.start("next")
        if place and DATE.search(text, marks[-1], place) and DATE.search(text, place, place + 600):
            marks.append(place)
    return marks


_NEXT = re.compile(
    rf"(?:\n|(?<=[.\w/)])\s+)(?P<next>(?:[a-zà-ÿ’']+\s){{0,3}}[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w’'-]+){{0,2}},\s{INITIALS}[^()]{{0,300}}?\("
    r"|(?<=\n)[A-ZÀ-Þ][^()\n]{2,200}\((?:\d{4}|z\.\s?d))"
)


def parse(text: str, italics: Sequence[tuple[int, int]] = ()) -> Parsed:
    """The reference as CSL fields. `italics` are the stretches that stand in italics: they tell a title from a journal."""
    raw = " ".join(text.split())
    reading = _Reading(text, italics)
    csl, doubts = reading.csl(), reading.doubts
    confidence = 1.0 - sum(weight for weight, _sentence in doubts)
    leftover = unplaced(raw, csl)
    if leftover:
        confidence -= min(0.1 * len(leftover), 0.5)
        doubts.append((0.0, f"Nergens geplaatst: “{' '.join(leftover)}”."))
    said = tuple(sentence for _weight, sentence in doubts if sentence)
    return Parsed(raw, csl, round(max(confidence, 0.0), 2), said, reading.letter)


def unplaced(raw: str, csl: Mapping[str, Any]) -> list[str]:
    """The words of a reference that none of its fields has."""
    placed = set(_words(" ".join(_texts(csl))))
    known = placed | WORDS_OF_APA
    lettered = re.compile(r"[a-z]|(?:1[5-9]|20)\d\d[a-z]")  # an initial; a year with its letter
    return [word for word in _words(raw) if word not in known and not lettered.fullmatch(word)]


def _words(text: str) -> list[str]:
    folded = "".join(char for char in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(char))
    return re.findall(r"[a-z0-9]+", folded)


def _texts(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [text for part in value.values() for text in _texts(part)]
    if isinstance(value, (list, tuple)):
        return [text for part in value for text in _texts(part)]
    return [str(value)]


class _Reading:
    """One reference, taken apart from both ends."""

    def __init__(self, text: str, italics: Sequence[tuple[int, int]]) -> None:
        self.doubts: list[tuple[float, str]] = []
        self.text, self.italics, self.letter = text.replace("\n", " "), italics, ""
        self.fields: dict[str, Any] = {}

    def doubt(self, weight: float, sentence: str) -> None:
        self.doubts.append((weight, sentence))

    def csl(self) -> dict[str, Any]:
        tail = tail_of(self.text)
        date = DATE.search(tail.text)
        front, rest, at = self._divided(tail.text, date)
        if front.strip() and self._is_title(front):
            self.fields["title"] = self._without_brackets(front.strip().rstrip("."))
            self._by_place(rest.strip(" ."), tail, standing=True)
        else:
            if front:
                self._authors(front)
            if rest.strip(" ."):
                self._work(rest, at, tail)
        self.fields |= tail.fields
        if not self.fields.get("title"):
            self.doubt(0.5, "We vonden geen titel.")
            self.fields["title"] = front.strip(" .") or " ".join(self.text.split())
        self.fields.setdefault("type", "document")
        return {name: value for name, value in self.fields.items() if value}

    def _divided(self, text: str, date: "re.Match[str] | None") -> tuple[str, str, int]:
        """What stands before the date, what behind it, and where that begins."""
        if date is None:
            self.doubt(0.4, "We vonden geen jaartal tussen haken.")
            if loose := re.search(r"(?<=\.)\s(?P<year>(?:19|20)\d\d)[.,]\s", text):
                self.fields["issued"] = {"date-parts": [[int(loose["year"])]]}
                return text[: loose.start()], text[loose.end() :], loose.end()
            return "", text, 0
        self.letter = (date["letter"] or "").lower()
        original, slash, year = date["year"].partition("/")
        self.fields |= {"issued": issued(year.strip() if slash else original, date["day"] or "")}
        self.fields |= {"original-date": issued(original.strip(), "")} if slash else {}
        rest = text[date.end() :]
        kept = rest.lstrip(" .,:")
        return text[: date.start()], kept, date.end() + len(rest) - len(kept)

    def _is_title(self, front: str) -> bool:
        """A work without an author has its title in front: in italics, or ending as no name does."""
        in_italics = any(start <= 1 and stop >= len(front.rstrip(" .")) for start, stop in self.italics)
        return in_italics or front.rstrip().endswith(("?", "!", "?”", "!”"))

    def _authors(self, front: str) -> None:
        found = people(front)
        if found.names:
            self.fields[found.role] = found.names
        else:
            self.doubt(0.2, "We vonden geen auteur.")
        for sentence in found.doubts:
            self.doubt(0.25, sentence)

    # -- behind the date -----------------------------------------------------------------------------------------------
    def _work(self, rest: str, at: int, tail: Tail) -> None:
        end = self._title_end(rest, at)
        title, behind = rest[:end].strip(), rest[end:].strip(" .,")
        genre = ""
        if found := _GENRE.search(title):
            genre, title = found["genre"], title[: found.start()] + title[found.end() :]
        elif found := _GENRE.match(behind):
            genre, behind = found["genre"], behind[found.end() :].strip(" .,")
        title = self._without_brackets(title.strip().rstrip("."))
        self.fields["title"] = title.strip()
        if genre and self._by_genre(genre, behind):
            return
        self._by_place(behind, tail, standing=self._stands_alone(at))

    def _title_end(self, rest: str, at: int) -> int:
        """Where the title ends: with its italics when those began with it, else at the first full stop that ends a sentence."""
        end = title_end(rest)
        for start, stop in self.italics:
            if start <= at + 1 and stop > at and stop - at > end:
                return min(title_end(rest, stop - at - 1), len(rest))
        return end

    def _stands_alone(self, at: int) -> bool | None:
        """Whether the work is a whole (its title in italics), a part of one (that in italics), or None: nobody says."""
        behind = [(start, stop) for start, stop in self.italics if stop > at]
        return bool(behind[0][0] <= at + 1) if behind else None

    def _without_brackets(self, title: str) -> str:
        """The title without what APA puts between brackets behind it: edition, number, pages, translator."""
        while found := _BRACKETS.search(title):
            if not self._take(found["inside"]):
                break
            title = title[: found.start()].rstrip()
        return title

    def _take(self, inside: str) -> bool:
        taken = False
        for part in re.split(r";\s*|,\s*(?=pp?\.|blz\.|vol\.|deel\s|\d+\s?e)", inside, flags=re.IGNORECASE):
            for pattern in (_EDITION, _PAGES, _VOLUME, _TRANSLATED, _NUMBER):
                if found := pattern.fullmatch(part.strip()):
                    self._keep(found)
                    taken = True
                    break
        return taken

    def _keep(self, found: "re.Match[str]") -> None:
        for name, value in found.groupdict().items():
            if name == "who":
                self.fields["translator"] = listed(value)
            elif value and value.strip():
                self.fields[name] = value.strip()
        if found.re is _NUMBER:
            self.fields["type"] = "report"

    def _by_genre(self, genre: str, behind: str) -> bool:
        """What is said between square brackets decides what it is. Returns whether all is placed."""
        if thesis := _THESIS.fullmatch(genre):
            self.fields |= {"type": "thesis", "genre": thesis["genre"]}
            self.fields["publisher"] = (thesis["where"] or behind).strip(" .")
            self.fields |= {"archive": behind.strip(" .")} if thesis["where"] and behind else {}
            return True
        self.fields["genre"] = genre
        if _FILM.search(genre):
            self.fields |= {"type": "motion_picture", "publisher": behind.strip(" .")}
            return True
        if _TALK.search(genre):
            self.fields |= {"type": "paper-conference", "event-title": behind.strip(" .")}
            return True
        if _REPORT.search(genre):
            self.fields["type"] = "report"
        return False

    def _by_place(self, behind: str, tail: Tail, standing: bool | None) -> None:
        """Where it appeared: in a book, in a journal, with a publisher, or on a site."""
        if inside := _IN.fullmatch(behind):
            self._chapter(inside["rest"])
        elif behind and standing is not True and (journal := _in_journal(behind)):
            self._journal(journal)
        elif behind and (standing is False or behind.casefold().strip(" .") in NEWSPAPERS):
            name = behind.strip(" .")
            self.fields |= {
                "type": "article-newspaper" if name.casefold() in NEWSPAPERS else "article-journal",
                "container-title": name,
            }
        else:
            self._whole(behind.strip(" ."), tail)

    def _chapter(self, rest: str) -> None:
        self.fields["type"] = "chapter"
        if editors := _EDITORS.match(rest):
            self.fields["editor"], rest = listed(editors["names"]), editors["rest"]
        end = title_end(rest)
        self.fields["container-title"] = self._without_brackets(rest[:end].strip().rstrip("."))
        self._publisher(rest[end:].strip(" ."))

    def _journal(self, found: "re.Match[str]") -> None:
        newspaper = found["container"].casefold() in NEWSPAPERS
        self.fields |= {
            "type": "article-newspaper" if newspaper else "article-journal",
            "container-title": found["container"].strip(),
        }
        self.fields |= {name: found[name].strip() for name in ("volume", "issue", "page") if found[name]}
        if self.fields.get("page"):
            self.fields["page"] = re.sub(r"\s*[–-]\s*", "–", self.fields["page"])

    def _whole(self, behind: str, tail: Tail) -> None:
        """A book, a report, or a page on a site."""
        online = "URL" in tail.fields
        if "type" in self.fields:
            self._publisher(behind)
        elif online and not (behind and self.fields.get("edition")):
            self.fields |= {"type": "webpage", "container-title": behind}
        else:
            self.fields["type"] = "book"
            self._publisher(behind)
            if not behind and "DOI" not in tail.fields:
                self.doubt(0.1, "Er staat geen uitgever bij: is dit een boek?")

    def _publisher(self, text: str) -> None:
        if title_end(text) < len(text):
            self.doubt(0.25, f"Is “{text}” in zijn geheel de uitgever?")
        place, colon, name = text.partition(": ")
        if colon and len(place.split()) <= 3:  # as the sixth edition of APA wanted
            self.fields |= {"publisher-place": place.strip(), "publisher": name.strip(" .")}
        elif text:
            self.fields["publisher"] = text.strip(" .")


def _in_journal(behind: str) -> "re.Match[str] | None":
    """A journal with its volume or pages; what stands behind its full stop belongs to nothing."""
    found = _JOURNAL.fullmatch(behind) or _JOURNAL.fullmatch(behind[: title_end(behind)])
    return found if found and (found["volume"] or found["page"]) else None
