"""What was asked: words and what they may stand for, exact phrases, and what must be left out. No question can fail.

A word is a group of alternatives: its own lexeme, or the parts of its compound together, or a synonym. A word that occurs
nowhere becomes its nearest neighbour of one edit, unless the reader asked to search literally."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from portal.catalogue.dutch import Token, fold, lexemes, tokens
from portal.catalogue.held import PerEdition
from portal.catalogue.models import Record, Synonym, Word
from portal.database.straight import listed, rows
from portal.text import fold as folded
from portal.text import without_nul

MOST_WORDS = 24
MOST_LETTERS = 2000
QUOTED = re.compile(r'["“”„«»]([^"“”„«»]{1,200})["“”„«»]')
LEFT_OUT = re.compile(r"(?:^|(?<=\s))[-–−](?=\w)([\w'’-]{1,60})")
SHORTEST_CORRECTED = 4
SHORTEST_AMONG_OTHERS = 7
SOUNDS = [
    ("ei", "ij"),
    ("ij", "ei"),
    ("dt", "t"),
    ("d", "t"),
    ("t", "d"),
    ("c", "k"),
    ("k", "c"),
    ("g", "ch"),
    ("ch", "g"),
    ("au", "ou"),
    ("ou", "au"),
]


@dataclass(frozen=True)
class Group:
    """One thing that was asked: it is found by any of its alternatives, each a set of lexemes that all occur."""

    said: str
    alternatives: tuple[tuple[str, ...], ...]
    synonyms: tuple[tuple[tuple[str, ...], str], ...] = ()  # (lexemes, the words) that a synonym added

    def all_ways(self) -> tuple[tuple[str, ...], ...]:
        return self.alternatives + tuple(lexemes for lexemes, _words in self.synonyms)


@dataclass
class Question:
    """A question, read and weighed."""

    asked: str
    groups: list[Group] = field(default_factory=list)
    phrases: dict[str, tuple[str, ...]] = field(default_factory=dict)  # folded text: its lexemes in order
    without: list[Group] = field(default_factory=list)
    telling: dict[str, float] = field(default_factory=dict)  # lexeme -> how much it tells (idf)
    required: list[Group] = field(default_factory=list)
    any_of: bool = False
    corrected: tuple[str, str] | None = None  # (as asked, as searched)

    def lexemes(self) -> set[str]:
        """Everything that counts as a hit."""
        return {lexeme for group in self.groups for way in group.all_ways() for lexeme in way}


def read(asked: str, *, edition: int | None, literally: bool = False) -> Question:
    """Read a question. At most four queries."""
    asked = " ".join(without_nul(asked)[:MOST_LETTERS].split())
    question = Question(asked)
    for match in LEFT_OUT.finditer(asked):
        question.without += _groups(tokens(match[1]))
    rest = LEFT_OUT.sub(" ", asked)
    for match in QUOTED.finditer(rest):
        question.phrases[folded(match[1])] = tuple(lexemes(match[1]))
    found = tokens(rest)
    known = _counts(lexeme for token in found for lexeme in token.lexemes)
    if not literally:
        found, question.corrected = _corrected(rest, found, known)
    groups = _groups(found)[:MOST_WORDS]
    question.groups = _with_synonyms(groups, edition)
    _weigh(question, known, edition)
    return question


def _groups(found: Iterable[Token]) -> list[Group]:
    groups: dict[tuple, Group] = {}
    for token in found:
        if token.lexemes:
            whole, *parts = token.lexemes
            ways = ((whole,), tuple(parts)) if len(parts) > 1 else ((whole,),)
            groups.setdefault(ways, Group(token.text, ways))
    return list(groups.values())


def _counts(lexemes: Iterable[str]) -> dict[str, int]:
    asked = [*set(lexemes)]
    return dict(rows(f"SELECT text, records FROM catalogue_lexeme WHERE text IN {listed(asked)}", asked)) if asked else {}


# -- typing errors -----------------------------------------------------------------------------------------------------
def _corrected(text: str, found: list[Token], known: dict[str, int]) -> tuple[list[Token], tuple[str, str] | None]:
    """The tokens with each unknown word replaced by its nearest neighbour; and (as asked, as searched) when one was."""
    unknown = [token for token in found if token.lexemes and not any(lexeme in known for lexeme in token.lexemes)]
    others = sum(bool(token.lexemes) for token in found) - len(unknown)
    shortest = SHORTEST_CORRECTED if others < 2 else SHORTEST_AMONG_OTHERS  # a rare word of a whole sentence is seldom a slip
    unknown = [token for token in unknown if len(fold(token.text)) >= shortest and not token.text.isdigit()][:5]
    if not unknown:
        return found, None
    better = {token: near for token in unknown if (near := nearest(fold(token.text)))}  # as written
    if not better:
        return found, None
    words = text
    for token in sorted(better, key=lambda one: -one.start):
        words = words[: token.start] + better[token] + words[token.end :]
    replaced = [tokens(better[token])[0]._replace(text=better[token]) if token in better else token for token in found]
    known |= _counts(lexeme for token in replaced for lexeme in token.lexemes)
    return replaced, (" ".join(text.split()), " ".join(words.split()))


def nearest(word: str) -> str:
    """The known word of one edit away that most records have, as written, words that begin alike first; "" when there is none."""
    rows = Word.objects.filter(length__range=(len(word) - 1, len(word) + 1), records__gt=0)
    for near in (rows.filter(text__startswith=word[0]), rows.exclude(text__startswith=word[0])):
        best = max(
            (
                (_likeness(word, text), records, text, written)
                for text, written, records in near.values_list("text", "written", "records")
                if one_edit(word, text)
            ),
            default=None,
        )
        if best:
            return best[3]
    swapped = [word.replace(one, other, 1) for one, other in SOUNDS if one in word]
    return Word.objects.filter(pk__in=swapped).order_by("-records", "text").values_list("written", flat=True).first() or ""


def _likeness(word: str, other: str) -> tuple[bool, bool]:
    """A swap of letters or a doubled one is the likelier slip."""
    return sorted(word) == sorted(other), set(word) == set(other)


def one_edit(word: str, other: str) -> bool:
    """Whether one letter more, less or otherwise, or two swapped, makes one word of the other."""
    if word == other:
        return True
    short, long = sorted((word, other), key=len)
    if len(long) - len(short) > 1:
        return False
    start = next((place for place, letter in enumerate(short) if letter != long[place]), len(short))
    if len(short) != len(long):
        return short[start:] == long[start + 1 :]
    if short[start + 1 :] == long[start + 1 :]:
        return True
    return short[start : start + 2] == long[start : start + 2][::-1] and short[start + 2 :] == long[start + 2 :]


# -- synonyms ----------------------------------------------------------------------------------------------------------
@PerEdition
def synonyms() -> dict[tuple[str, ...], list[tuple[tuple[str, ...], str]]]:
    """{lexemes of a word or phrase: [(lexemes, words) of what means the same]}, for this Edition."""
    found: dict[tuple, list] = {}
    for words in Synonym.objects.values_list("words", flat=True):
        phrases = [(tuple(token.lexemes[0] for token in tokens(phrase) if token.lexemes), phrase) for phrase in words]
        for key, _phrase in phrases:
            others = [(other, text) for other, text in phrases if other != key and other]
            if key and others:
                found.setdefault(key, []).extend(others)
    return found


def _with_synonyms(groups: list[Group], edition: int | None) -> list[Group]:
    """Groups with what means the same; the longest phrase that a synonym knows is one group."""
    known = synonyms(edition)
    if not known:
        return groups
    longest = max(map(len, known))
    result: list[Group] = []
    place = 0
    while place < len(groups):
        for length in range(min(longest, len(groups) - place), 0, -1):
            stretch = groups[place : place + length]
            key = tuple(group.alternatives[0][0] for group in stretch)
            if others := known.get(key):
                said = " ".join(group.said for group in stretch)
                own = stretch[0].alternatives if length == 1 else (key,)
                result.append(Group(said, own, tuple(dict.fromkeys(others))))
                place += length
                break
        else:
            result.append(groups[place])
            place += 1
    return result


# -- what a word tells -------------------------------------------------------------------------------------------------
@PerEdition
def records() -> int:
    """How many records are public in this Edition."""
    return Record.objects.public().count()


def _weigh(question: Question, known: dict[str, int], edition: int | None) -> None:
    """How much each lexeme tells, and which groups must occur: words that tell at least half as much as the rarest. With
    one or two of those each is required; with three or more any of them will do."""
    missing = question.lexemes() - set(known)
    known |= _counts(missing) if missing else {}
    total = max(1, records(edition))
    question.telling = {
        lexeme: math.log(1 + (total - count + 0.5) / (count + 0.5))
        for lexeme in question.lexemes()
        if (count := known.get(lexeme, 0))
    }
    worth = {id(group): _worth(group, question.telling) for group in question.groups}
    findable = [group for group in question.groups if worth[id(group)] > 0]
    if not findable:
        question.required = []
        return
    most = max(worth[id(group)] for group in findable)
    telling = [group for group in findable if worth[id(group)] >= most / 2]
    question.required = telling
    question.any_of = len(telling) + len(question.groups) - len(findable) > 2  # a word that nobody wrote was meant to tell too


def _worth(group: Group, telling: dict[str, float]) -> float:
    """What a group tells: the easiest of its ways that occurs decides."""
    own = [min(telling.get(lexeme, 0.0) for lexeme in way) for way in group.all_ways()]
    return max(own, default=0.0)


def near_words(question: Question, limit: int = 5) -> list[str]:
    """Known words that begin like a word that was asked: for a question without an answer. One query."""
    starts = [fold(token.text)[:4] for token in tokens(question.asked) if len(token.text) >= SHORTEST_CORRECTED][:4]
    if not starts:
        return []
    wanted = Q()
    for start in starts:
        wanted |= Q(text__startswith=start)
    return list(Word.objects.filter(wanted, records__gt=0).order_by("-records", "text").values_list("written", flat=True)[:limit])
