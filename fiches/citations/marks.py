"""In-text citations <-> sources: finds "(Wubbels & Van Tartwijk, 2017)" in a section and makes it a link to the list."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from fiches.citations.fields import IN_PRESS, UNDATED
from fiches.citations.reading import BARRIER, Reading, read

_JOINER = r"(?:&|en|and)"
_ET_AL = r"(?:et\s+al\.?|e\.\s?a\.)"
_LETTER = r"(?:-?(?P<letter>[a-z]{1,2}))?(?![\w])"
_YEARS = r"\d{4}(?:\s?[/–-]\s?\d{4})?|[zns]\.\s?[dj]\.|in\s+druk|in\s+press|ter\s+perse"
_PARTICLES = frozenset("van de den der het 't ’t ter ten te von zu du la le in op aan del della di da dos".split())
_LEADS = frozenset(
    "volgens zie ook in bij door uit naar vooral hier dat bovendien daarnaast zoals cf. cf see according to".split()
)
_BRACKETS = re.compile(rf"\(([^(){BARRIER}]*)\)")
_AFTER_DATE = re.compile(r"\s*(?:[,:;)]|$)")
_DOUBLE_QUOTES = '“”"„«»'
_QUOTES = _DOUBLE_QUOTES + "‘’'"
_INITIALS = re.compile(r"(?:(?<!\w)[^\W\d_a-zà-ÿ]\.[\s-]?)+\s*$")
_LINKING = re.compile(rf"{_JOINER}|et|al\.?|e\.a\.|{'|'.join(sorted(_PARTICLES))}", re.IGNORECASE)
_LONGEST_NAME = 600


@dataclass(frozen=True)
class Cited:
    """A source that a text may cite: its forms between brackets, in any language, and its year letter in this list."""

    id: int
    intext: tuple[str, ...]
    letter: str = ""


@dataclass(frozen=True)
class _Name:
    """An author as a text writes it, where that begins, and whether it is the author of one of the sources."""

    text: str
    start: int
    known: bool = False


@dataclass(frozen=True)
class _Mark:
    """Something that looks like a citation, and the source it can only be; `label` is how an editor would look for it."""

    start: int
    end: int
    cited: Cited | None
    label: str


@dataclass(frozen=True)
class Resolved:
    """A text with its citations as links; per source the ids of its links; and the citations that lead to none of the sources."""

    html: str
    anchors: dict[int, list[str]]
    loose: list[str]


def resolve(html: str, citations: Sequence[Cited], first: int = 1) -> Resolved:
    """The HTML with each citation of these sources as a link to `#bron-<id>`, and what leads to none of them.

    The links are numbered v<first>, v<first + 1> …, so that sections can follow each other. What a reader sees does not change;
    nothing is linked inside a link or code, nor where two sources could be meant. What is loose is named once, in order.
    """
    reading = read(html)
    anchors: dict[int, list[str]] = {}
    pieces: list[str] = []
    lost: list[str] = []
    done = 0
    for mark in _marks(reading, _sources(tuple(citations))):
        place = reading.around(mark.start, mark.end) if mark.cited else None
        if mark.cited is None or place is None:
            lost.append(mark.label)
            continue
        if place[0] < done:
            continue
        anchor = f"v{first}"
        first += 1
        anchors.setdefault(mark.cited.id, []).append(anchor)
        opening = f'<a class="cite" role="doc-biblioref" id="{anchor}" href="#bron-{mark.cited.id}">'
        pieces += [html[done : place[0]], opening, html[place[0] : place[1]], "</a>"]
        done = place[1]
    return Resolved("".join([*pieces, html[done:]]), anchors, list(dict.fromkeys(filter(None, lost))))


def link(html: str, citations: Sequence[Cited], first: int = 1) -> tuple[str, dict[int, list[str]]]:
    """The HTML with its links, and per source the ids of those."""
    resolved = resolve(html, citations, first)
    return resolved.html, resolved.anchors


def loose(html: str, citations: Sequence[Cited]) -> list[str]:
    """What looks like a citation but leads to none of these sources, each once, in order of appearance."""
    return resolve(html, citations).loose


def parts_of(label: str) -> tuple[str, str]:
    """Author and date of a loose citation as `resolve` names it: “(Hattie, 2009)” or “Hattie (2009)”."""
    if narrative := re.fullmatch(r"(.+) \(([^()]+)\)", label):
        return narrative[1], narrative[2]
    return _parts_of(label) or (label.strip("()"), "")


@lru_cache(maxsize=32)
def _sources(citations: tuple[Cited, ...]) -> "_Sources":
    """The texts of one fiche are read with the same sources, one after the other."""
    return _Sources(citations)


class _Sources:
    """The sources by author and date, and the patterns that recognise them in a text."""

    def __init__(self, citations: Sequence[Cited]) -> None:
        self.known: dict[str, dict[str, list[Cited]]] = defaultdict(lambda: defaultdict(list))
        patterns: set[str] = set()
        dates: set[str] = set()
        for cited in citations:
            for author, date in filter(None, map(_parts_of, cited.intext)):
                alike = self.known[_author_key(author)][_date_key(date)]
                alike += [cited] if cited not in alike else []
                patterns.add(_author_pattern(author))
                if not re.fullmatch(rf"(?:ca\. )?(?:{_YEARS})", date):
                    dates.add(re.escape(date).replace(r"\ ", r"\s+"))
        authors = "|".join(sorted(patterns, key=len, reverse=True)) or r"(?!)"
        years = "|".join([*sorted(dates, key=len, reverse=True), _YEARS])
        quoted = f"(?P<quote>[{_QUOTES}])?", f"(?(quote),?[{_QUOTES}])"  # both or none
        self.date = re.compile(rf"(?<![\w])(?:ca\.\s*)?(?P<year>{years}){_LETTER}")
        abbreviation_genitive_comma = r"(?:\s*\[[^\[\]]*\])?(?:['’]s?)?,?"
        self.author = re.compile(rf"(?<![\w]){quoted[0]}(?P<author>{authors}){quoted[1]}{abbreviation_genitive_comma}\s*$")

    def only(self, author: str, year: str, letter: str) -> Cited | None:
        """The one source that this can be."""
        alike = self.known.get(_author_key(author), {}).get(_date_key(year), [])
        if letter:
            alike = [cited for cited in alike if cited.letter == letter]
        return alike[0] if len(alike) == 1 else None


def _marks(reading: Reading, sources: _Sources) -> Iterator[_Mark]:
    """Every citation in the text, known or not, in order and without overlap."""
    text, after = reading.text, 0
    for brackets in _BRACKETS.finditer(text):
        in_front = _name(text, after, brackets.start(), sources, bracketed=False)
        parts = [(brackets.start(1) + part.start(), brackets.start(1) + part.end()) for part in re.finditer("[^;]+", brackets[1])]
        marks = [mark for span in parts for mark in _in_part(text, span, in_front if span == parts[0] else None, sources)]
        if len(parts) == 1 and len(marks) == 1:
            marks = [_with_brackets(text, marks[0], brackets.span(), in_front)]
        yield from marks
        after = brackets.end()


def _in_part(text: str, span: tuple[int, int], name: _Name | None, sources: _Sources) -> list[_Mark]:
    """The marks between two semicolons: each date with the name before it, or with the name of the date before it."""
    marks: list[_Mark] = []
    done = span[0]
    for date in sources.date.finditer(text, *span):
        bare = not re.sub(r"\b(?:en|and)\b|[\s,&]", "", text[done : date.start()])
        if not bare:
            name = _name(text, done, date.start(), sources, bracketed=True)
        if name:
            cited = sources.only(name.text, date["year"], date["letter"] or "") if name.known else None
            if cited or _AFTER_DATE.match(text, date.end()):
                when = _one_line(date[0])
                written = f"{name.text} ({when})" if name.start < span[0] else f"({name.text}, {when})"
                marks.append(_Mark(date.start() if bare else name.start, date.end(), cited, written))
        done = date.end()
    if len(marks) == 1 and re.match(r"\s*[,:]", text[marks[0].end : span[1]]):  # a page belongs to the citation
        marks = [replace(marks[0], end=_stripped(text, *span)[1])]
    return marks


def _with_brackets(text: str, mark: _Mark, brackets: tuple[int, int], in_front: _Name | None) -> _Mark:
    """A citation that fills its brackets takes them along; so does the name in running text before them."""
    if (mark.start, mark.end) != _stripped(text, brackets[0] + 1, brackets[1] - 1):
        return mark
    narrative = in_front is not None and mark.label.startswith(f"{in_front.text} (")
    return replace(mark, start=in_front.start if in_front and narrative else brackets[0], end=brackets[1])


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _name(text: str, start: int, end: int, sources: _Sources, *, bracketed: bool) -> _Name | None:
    """The author right before a date or a pair of brackets: a known one, or else what is written like a name."""
    start = max(start, end - _LONGEST_NAME, text.rfind(BARRIER, start, end) + 1)
    before = text[start:end]
    if (found := sources.author.search(before)) and not _is_tail(before[: found.start()], bracketed=bracketed):
        initials = _INITIALS.search(before[: found.start()])
        return _Name(_one_line(found["author"]), start + (initials or found).start(), known=True)
    if not bracketed:
        return _Name(words, start) if (words := _name_in_front(before)) else None
    return _Name(words, start) if (words := _name_inside(before)) else None


def _is_tail(front: str, *, bracketed: bool) -> bool:
    """Whether the known name after this is only the end of a longer one: ‘Wubbels &’ Van Tartwijk, ‘Van’ Tartwijk."""
    front = _INITIALS.sub("", front).rstrip()
    word = front.split()[-1] if front else ""
    if front.endswith("&") or re.search(r"[^\W\d_a-zà-ÿ][\w’'-]+\.?\s+(?:en|and)$", front):
        return True
    if word.casefold() in _PARTICLES - {"in", "op"}:
        return bracketed or word[0].isupper()
    return bracketed and re.fullmatch(r"[^\W\d_a-zà-ÿ][\w’'-]+,", word) is not None


def _name_in_front(before: str) -> str:
    """The words with a capital that end this stretch of running text."""
    names: list[str] = []
    for word in reversed(before.split()[-12:]):
        ends_sentence = len(word) > 3 and word[-1] in ".?!:" and word != "e.a."
        if not (word.lstrip(_QUOTES)[:1].isupper() or _LINKING.fullmatch(word)) or ends_sentence:
            break
        names.insert(0, word)
    return " ".join(_without_lead(names)) if names and not names[-1].endswith((",", ";")) else ""


def _name_inside(before: str) -> str:
    """The name that fills brackets up to the date: begins with a capital, ends with a comma or ‘et al.’."""
    words = before.split()
    first = next((place for place, word in enumerate(words) if word.lstrip(_QUOTES)[:1].isupper()), len(words))
    while 0 < first < len(words) and words[first - 1].casefold() in _PARTICLES:
        first -= 1
    name = " ".join(_without_lead(words[first:], keep_particles=True))
    return name.strip(", ") if re.search(rf"(?:,[{_QUOTES}]?|et al\.?|e\.a\.)$", name) else ""


def _without_lead(words: list[str], *, keep_particles: bool = False) -> list[str]:
    while words:
        word = words[0].casefold()
        is_name = word in _PARTICLES if keep_particles and words[0].islower() else words[0].lstrip(_QUOTES)[:1].isupper()
        if is_name and (word.strip(",") not in _LEADS or len(words) == 1):
            break
        words = words[1:]
    return words


def _parts_of(intext: str) -> tuple[str, str] | None:
    """‘(Wubbels & Van Tartwijk, 2017)’ -> author and date."""
    within = _one_line(intext).removeprefix("(").removesuffix(")").replace(",”", "”,")
    author, _comma, date = within.rpartition(", ")
    return (author, date) if author.strip(_QUOTES) and date else None


def _author_pattern(author: str) -> str:
    """The author with every way to write the joiner, the spaces, the apostrophes and the capital of a particle."""
    words = _one_line(author).strip(_DOUBLE_QUOTES + ",").replace("et al.", "et-al").split(" ")
    return r"\s+".join(map(_word_pattern, words))


def _word_pattern(word: str) -> str:
    if word in ("&", "en", "and"):
        return _JOINER
    if word == "et-al":
        return _ET_AL
    pattern = re.sub("['’‘]", "['’‘]", re.escape(word))
    return f"(?i:{pattern})" if word.casefold() in _PARTICLES else pattern


def _author_key(author: str) -> str:
    words = (
        re.sub(_ET_AL, "et al.", _one_line(author).replace("’", "'").replace("‘", "'")).strip(_DOUBLE_QUOTES + ", ").casefold()
    )
    return " ".join("&" if word in ("en", "and") else word for word in words.split(" "))


def _date_key(date: str) -> str:
    bare = _one_line(date).casefold().removeprefix("ca.").strip()
    if bare.replace(" ", "") in UNDATED:
        return "z.d."
    return "in druk" if bare in IN_PRESS else re.sub(r"\s?[–-]\s?", "–", bare)


def _one_line(text: str) -> str:
    return " ".join(text.split())
