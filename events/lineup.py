"""The speakers of a session on one line, “Naam (verbonden aan); Naam (verbonden aan)”, and what stands in for a photo."""

import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

LONGEST_NAME = 120
LONGEST_AFFILIATION = 200
HUES = 12
TEAM_WORDS = ("team", "groep", "consortium", "collectief", "netwerk")
PARTICLES = frozenset("van von vander vanden de den der des di da dos du la le el ten ter te het op in 't ’t d' d’".split())
HOUSES = ("universit", "hogeschool", "school", "college", "departement", "instituut", "vlaanderen", "onderwijs", "academi")

_TITLE = r"(?:(?:prof|drs?)(?:\.\s*|\s+)|(?:em|ir|ing|lic)\.\s*)"
_HONORIFIC = re.compile(rf"((?:{_TITLE}){{1,4}})(?=\S)", re.IGNORECASE)
_NEXT = re.compile(r"\s*([^(),;]+)[\s,:–—•·*-]*\(")  # a name, up to its own bracket
_AND = re.compile(r"\s*(?:en\b|and\b|[&+])")
_ELIDED = re.compile(r"[^\W\d_]['’](?=[^\W\d_])")  # d’Hoore
_ORNAMENT = " \t,:-–—•·*"  # a list mark in front, a dash or comma left behind


class LineupRefused(ValueError):
    """A line of speakers that cannot be kept; the text is a Dutch sentence for the editor."""


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody on the line: a person or a team, with what they are attached to that day."""

    name: str
    affiliation: str = ""
    team: bool = False
    honorific: str = ""


def parse(text: str) -> list[Named]:
    """The speakers that this text names, in its order, or `LineupRefused`."""
    lines = (_tidy(line) for line in unicodedata.normalize("NFC", text).splitlines())
    return [named for line in lines for piece in _pieces(line) if (named := _named(piece))]


def say(names: Iterable[Named]) -> str:
    """The line that `parse` reads back as these names. A name with a bracket or semicolon in it has no line of its own."""
    return "; ".join(
        " ".join(filter(None, [one.honorific, one.name, f"({one.affiliation})" if one.affiliation else ""])) for one in names
    )


def initials(name: str) -> str:
    """Two capitals for a name: of its first word and of its last that is no particle; of one word its first two letters."""
    words = [word for word in unicodedata.normalize("NFC", name).split() if any(map(str.isalpha, word))]
    if not words:
        return ""
    first, *rest = words
    last = next((word for word in reversed(rest) if word.casefold() not in PARTICLES), None)
    letters = _letters(first)[:1] + _letters(_ELIDED.sub("", last, count=1))[:1] if last else _letters(first)[:2]
    return "".join(letter.upper()[0] for letter in letters)


def surname(name: str) -> str:
    """The part of a name by which Flemish lists sort: from its first particle on, else its last word."""
    first, *rest = unicodedata.normalize("NFC", name).split() or [""]
    particle = next((place for place, word in enumerate(rest) if word.casefold() in PARTICLES), len(rest) - 1)
    return " ".join(rest[max(particle, 0) :]) or first


def hue(name: str) -> int:
    """A colour from 0 to 11 that this name keeps, on every machine."""
    return zlib.crc32(_tidy(unicodedata.normalize("NFC", name)).casefold().encode()) % HUES


def is_team(name: str) -> bool:
    """Whether a name says by itself that it is a group of people."""
    return any(word.strip(".,!?\"'“”‘’").casefold().endswith(TEAM_WORDS) for word in name.split())


def _letters(word: str) -> str:
    return "".join(filter(str.isalpha, word))


def _tidy(line: str) -> str:
    """Single spaces, nothing invisible, and no closing bracket that closes nothing."""
    line = "".join(sign for sign in line if unicodedata.category(sign) not in ("Cf", "Cc", "Cs") or sign == "\t")
    stray = {place for place, pair in _brackets(line).items() if pair is None and line[place] == ")"}
    return " ".join("".join(sign for place, sign in enumerate(line) if place not in stray).split())


def _brackets(line: str) -> dict[int, int | None]:
    """Every bracket by its place, with the place of its other half; None when that is missing."""
    pairs: dict[int, int | None] = {}
    waiting: list[int] = []
    for place, sign in enumerate(line):
        if sign == "(":
            waiting.append(place)
            pairs[place] = None
        elif sign == ")":
            pairs[place] = waiting.pop() if waiting else None
            if (opened := pairs[place]) is not None:
                pairs[opened] = place
    return pairs


def _pieces(line: str) -> Iterator[str]:
    """The line cut between its speakers. What stands between two halves of brackets is never cut."""
    pairs, begin, place = _brackets(line), 0, 0
    while place < len(line):
        closed = pairs.get(place)
        place = closed if closed is not None and closed > place else place
        sign, after = line[place], place + 1
        if sign in "),":
            joined = _AND.match(line, after)
            after = joined.end() if joined else after
        if sign == ";" or (sign in ")," and _name_follows(line[after:])):
            yield line[begin : place + (sign == ")")]
            begin = place = after
        else:
            place += 1
    yield line[begin:]


def _name_follows(text: str) -> bool:
    """Whether the text starts with what looks like somebody's name with its own brackets."""
    if not (ahead := _NEXT.match(text)):
        return False
    name = _HONORIFIC.sub("", ahead[1].rstrip(_ORNAMENT), count=1)
    words = name.split()
    if not words or not words[0][0].isupper():
        return False
    return is_team(name) or (2 <= len(words) <= 7 and not any(map(_is_house, words)))


def _is_house(word: str) -> bool:
    """Whether a word belongs to an institution and not to a person: Universiteit, KU, VUB, UGent, GO!, 2.0."""
    start, folded = word[:2], word.casefold()
    written = start.isalpha() and start.isupper() and len(start) == 2 and start != "IJ"
    return written or any(map(str.isdigit, word)) or folded.startswith(HOUSES) or folded.endswith(HOUSES)


def _named(piece: str) -> Named | None:
    before, bracket, _rest = piece.partition("(")
    name, affiliation = before.strip(_ORNAMENT), _inside(piece[len(before) :]) if bracket else ""
    if not name:
        if affiliation:
            raise LineupRefused(_("Schrijf een naam vóór “(%(affiliation)s)”.") % {"affiliation": affiliation[:60]})
        return None
    honorific = ""
    if found := _HONORIFIC.match(name):
        honorific, name = " ".join(found[1].replace(".", ". ").split()), name[found.end() :]
    _measure(name, affiliation)
    return Named(name, affiliation, is_team(name), honorific)


def _inside(text: str) -> str:
    """What the brackets say: without the outer pair, with what was written after it, and with every bracket closed."""
    close = _brackets(text)[0]
    if close is None:
        inner = text[1:]
    else:
        inner, after = text[1:close].strip(), text[close + 1 :].strip(" ,")
        inner = inner + ((" " if after.startswith("(") else ", ") if inner and after else "") + after
    inner = inner.strip()
    return inner + ")" * sum(1 for place, pair in _brackets(inner).items() if pair is None and inner[place] == "(")


def _measure(name: str, affiliation: str) -> None:
    if len(name) > LONGEST_NAME:
        said = {"start": name[:40], "most": LONGEST_NAME}
        raise LineupRefused(_("De naam “%(start)s…” is langer dan %(most)d tekens. Scheid namen met een puntkomma.") % said)
    if len(affiliation) > LONGEST_AFFILIATION:
        said = {"name": name, "most": LONGEST_AFFILIATION}
        raise LineupRefused(_("Wat bij %(name)s tussen haakjes staat, is langer dan %(most)d tekens.") % said)
