"""Which sources a loose citation may mean: the same author and year first, then a name written a little otherwise."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from fiches.citations.marks import parts_of

MOST = 3
_JOINERS = re.compile(r"\s*(?:,|&|\ben\b|\band\b|\bet al\.?|\be\.\s?a\.)\s*")
_LETTER = re.compile(r"(?<=\d)[a-z]{1,2}$|(?<=\.)-[a-z]{1,2}$")
_ALIKE = 0.8  # Hatie and Hattie; not Janssen and Hansen


@dataclass(frozen=True)
class Known:
    """A source that could be meant, by its form between brackets."""

    id: int
    intext: str


def names_in(author: str) -> list[str]:
    """The names in an author as a text writes it: “Wubbels & Van Tartwijk” gives two, “Jansen et al.” one."""
    return [name for part in _JOINERS.split(author) if (name := part.strip(" ,.“”\"’'"))]


def year_in(date: str) -> str:
    """The year without its letter: 2019 for 2019a."""
    return _LETTER.sub("", date.strip().casefold())


def best(label: str, sources: Iterable[Known], most: int = MOST) -> list[Known]:
    """The sources this citation most likely means, the likeliest first: those of that year, else the same authors in another."""
    author, date = parts_of(label)
    asked, year = [_folded(name) for name in names_in(author)], year_in(date)
    of_year, of_authors = [], []
    for source in sources:
        names, its_year = _said(source)
        if year_in(its_year) == year:
            if shared := _shared(asked, names):
                of_year.append(((-shared, len(names), source.id), source))
        elif asked and names == asked:
            of_authors.append(((source.id,), source))
    return [source for _place, source in sorted(of_year or of_authors, key=lambda found: found[0])[:most]]


def _said(source: Known) -> tuple[list[str], str]:
    author, date = parts_of(source.intext)
    return [_folded(name) for name in names_in(author)], date


def _shared(asked: Sequence[str], names: Sequence[str]) -> float:
    """How much of what was written is among the names, though perhaps spelled a little otherwise."""
    found = (max((_likeness(name, other) for other in names), default=0.0) for name in asked)
    return sum(likeness for likeness in found if likeness >= _ALIKE)


def _likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if one.split()[-1:] == other.split()[-1:]:
        return 0.9  # Tartwijk and Van Tartwijk
    if one[:1] != other[:1] or abs(len(one) - len(other)) > 2:
        return 0.0  # saves comparing most of them
    return SequenceMatcher(None, one, other).ratio()


def _folded(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name)
    return " ".join("".join(char for char in letters if not unicodedata.combining(char)).casefold().split())
