"""The Dutch analyser: what a text says, as lexemes. The same for what is written and what is asked, on every database.

Text in, lexemes out: no Django, no database. The lists of words stand beside it in words/; whoever changes a rule raises RULES.
"""

import re
import unicodedata
import zlib
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import NamedTuple

import Stemmer

RULES = 1  # of this file; the lists of words and the stemmer count by themselves
STEPS = frozenset({"stop", "hyphens", "roots", "verbs", "suffixes", "snowball", "endings", "compounds"})
NOTHING: frozenset[str] = frozenset()
LONGEST = 64  # letters of a word that count; a real one is shorter
KEPT_WORDS = 16_384  # words whose lexemes are remembered, for each choice of steps: about 5 MB
SHORTEST_PART = 3
SHORTEST_INFLECTED = 5  # raden, leest
SHORTEST_COMPOUND = 6
MOST_PARTS = 4
WORDS = Path(__file__).parent / "words"


class Token(NamedTuple):
    """A word as it stands in a text, and what it means: the lexeme of the whole word, then those of its parts."""

    text: str
    start: int
    end: int
    lexemes: tuple[str, ...]


# --- Letters

MARKS = "".join(chr(c) for c in range(0x300, 0x10000) if unicodedata.category(chr(c))[0] == "M")
UNSEEN = "\u00ad\u200b\u200c\u200d\u2060"  # soft hyphen, joiners: inside a word, but no letter of it
HYPHENS = "-\u2010\u2011"
APOSTROPHES = "'\u2019\u2018\u00b4`"
LETTERS = rf"[^\W_][{MARKS}]*+(?:[{UNSEEN}]*+[^\W_][{MARKS}]*+)*+"
WORD = re.compile(rf"{LETTERS}(?:[{HYPHENS}{APOSTROPHES}]{LETTERS})*+")
HYPHEN = re.compile(f"[{HYPHENS}]")
APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
AFTER_APOSTROPHE = re.compile("'(?:s|er|ers|tje|tjes|je|jes|en|t)$")  # thema's, ICT'er, baby'tje
OWN_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"})


def fold(word: str) -> str:
    """A word without case, accents and ligatures; in another script only without case. Apostrophes become straight ones."""
    if not word.isascii():
        word = APOSTROPHE.sub("'", word.casefold())
        plain = unicodedata.normalize("NFKD", word).translate(OWN_LETTERS)
        plain = "".join(c for c in plain if c.isalnum() or c == "'")
        if not plain.isascii():
            composed = unicodedata.normalize("NFKC", word)
            return "".join(c for c in composed if c.isalnum() or c == "'" or unicodedata.category(c)[0] == "M")
        word = plain
    return word.lower().replace("`", "'")


# --- Lists of words


def _lines(name: str) -> list[str]:
    lines = (WORDS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _listed(name: str) -> frozenset[str]:
    return frozenset(fold(word) for line in _lines(name) for word in line.split())


STOP = _listed("stop")
VERBS = _listed("verbs")  # stems of verbs
PARTS = _listed("parts") | VERBS  # what compounds are made of

_all_lists = b"".join((WORDS / f"{name}.txt").read_bytes() for name in ("stop", "roots", "verbs", "parts"))
ANALYSER_VERSION = zlib.crc32(b"%d %s " % (RULES, Stemmer.version().encode()) + _all_lists) & 0x7FFFFFFF


# --- Endings

PLURALS = [
    (re.compile("(?<=[ei])een$"), "e"),  # ideeën, strategieën
    (re.compile("(?<=eau|ieu)s$"), ""),  # niveaus
    (re.compile("(?<=..)(?<!^[mw])(?<!gr)(?<!l)ens$"), "en"),  # examens, tekens
    (re.compile("(?<=..[^aeious])se$"), "s"),  # Nederlandse
    (re.compile("(?<=..)(?<!adv)(?<!verl)(?<!prec)ies$"), "ie"),  # relaties, studies
    (re.compile("(?<=..)(?<![aeioul])(?<!proc)(?<!succ)(?<!adr)(?<!congr)(?<!expr)es$|(?<=[ui]l)es$"), "e"),  # fiches, modules
]
PARTICIPLE = re.compile("^((?:aan|af|bij|door|in|mee|na|om|op|over|samen|terug|toe|uit|voor|weg)?)ge(..+eer)(?:d|de|den)$")
FAMILIES = [  # the first that fits; what is left is the same for the whole family
    (re.compile("(?<=...)(?:ati(?:e|ef|even?|viteit)|ator(?:en|s)?)$"), "er"),  # motivatie, motiveren; organisator, organiseren
    (re.compile("(?<=...)(?:eer(?:t|d|de|den)?|er(?:en|ing(?:s|en)?|t|d|de|den|ende?))$"), "er"),  # motiveert, verandering
    (re.compile("(?<=..)cti(?:e|ef|even?|viteit)$"), "cter"),  # reflectie, reflectief, reflecteren
    (re.compile("(?<=..)(og|nom|sof|graf)(?:ische?|iek|ie)$"), r"\1"),  # pedagogiek, pedagogisch, pedagoog; autonomie, autonoom
    (re.compile("(?<=.)act(?:ische?|iek)$"), "act"),  # didactiek, didactisch
    (re.compile("(?<=....)iviteit(?:en)?$"), "ief"),  # creativiteit, creatief
    (re.compile("(?<=...)(?:(?<=[aeioul]l)|(?<!l))ing(?:en|s)?$"), ""),  # toetsing, stelling; not leerling
    (re.compile("(?<=m)pjes?$|(?<=[aeiou][lrnw])tjes?$|(?<=[aeiou]{2})tjes?$"), ""),  # filmpje, verhaaltje
    (re.compile(r"([lrnmgbk])\1etjes?$"), r"\1"),  # zinnetje
    (re.compile("(?<=...)(?<![nw])jes?$"), ""),  # groepje
]
DOUBLE = re.compile(r"([bcdfgklmnprst])\1$")
LONG_VOWEL = re.compile(r"(?<=[aeiou])([aeou])\1(?=[^aeiou]$)")  # evalueer, sociaal: after a vowel Snowball leaves it
OWN_S = re.compile("(?:(?<!en)(?<!ec)(?<!es)t|[^e]n|(?:^|[^aeiou])[mw]en|gren|gid|reek|koer|beur)s$")  # toets, kans, mens

# --- Verbs

PREFIXES = (
    *("aan", "achter", "af", "be", "bij", "binnen", "buiten", "door", "her", "in", "mee", "mis", "na", "om", "onder", "ont"),
    *("op", "over", "samen", "tegen", "terug", "toe", "uit", "ver", "voor", "voort", "weg"),
)
LONG = re.compile("(a|e|o|u)\\1([^aeiou])$")


def _plurals_of(verb: str) -> Iterator[str]:
    """How a verb's stem is written before -en: leer -> ler, pas -> pass, schrijf -> schrijv, reis -> reiz."""
    base = LONG.sub(r"\1\2", verb)
    if base == verb and re.search("[^aeiou][aeiou][^aeiouw]$", verb):
        yield verb + verb[-1]  # vertel gives vertell, ontwikkel does not: take both
    yield base
    if base[-1] in "fs":
        yield base[:-1] + ("v" if base[-1] == "f" else "z")


def forms_of(verb: str) -> set[str]:
    """The regular forms of a verb's stem: werkt, werkte, gewerkt, werkend, werker and so on."""
    if verb[-1] in "aeiou":
        return {verb}
    past = {verb + ending for ending in (("te", "ten") if verb[-1] in "tkhp" else ("de", "den"))}
    past |= {verb + "te", verb + "ten"} if verb[-1] in "fs" else set()
    done = {verb, verb + "t", verb + "d"} | past
    forms = done | {f"ge{form}" for form in done if form != verb or verb[-1] in "td"}
    forms |= {f"ge{verb}e", f"ge{verb}en"} if verb[-1] in "td" else set()
    for base in _plurals_of(verb):
        forms |= {base + ending for ending in ("en", "end", "ende", "er", "ers")}
    return forms | ({verb + "der", verb + "ders"} if verb[-1] == "r" else set())


def _firsts() -> dict[str, str]:
    """{a part before another part, with its linking letters: the part}."""
    parts = sorted(part for part in PARTS if len(part) >= SHORTEST_PART)
    found = {"co": "co", **{part: part for part in parts}}
    for link in ("s", "en", "er", "e", "n"):
        for part in parts:
            if link != "n" or part[-1] == "e":
                found.setdefault(part + link, part)
    return found


FIRSTS = _firsts()


class Analyser:
    """Makes lexemes of words, with all the STEPS or `without` some of them (to measure what a step brings)."""

    def __init__(self, without: frozenset[str] = NOTHING):
        if unknown := without - STEPS:
            raise ValueError(f"No such steps: {', '.join(sorted(unknown))}")
        self.does = STEPS - without
        self._snowball = Stemmer.Stemmer("dutch_porter", 0)
        self._one_at_a_time = Lock()  # a Stemmer is not for several threads at once
        self._verbs: dict[str, str] = {}  # form -> stem
        self._roots: dict[str, str] = {}  # irregular form -> lexeme
        self._known: frozenset[str] = NOTHING  # stems of the parts
        self.lexemes_of = lru_cache(KEPT_WORDS)(self._lexemes_of)
        self.stem_of = lru_cache(KEPT_WORDS)(self._stem_of)
        self._learn()

    def _learn(self) -> None:
        if "verbs" in self.does:
            self._verbs = {form: verb for verb in sorted(VERBS) for form in forms_of(verb)}
        for line in _lines("roots") if "roots" in self.does else ():
            root, *forms = (fold(word) for word in re.split("[ :]+", line.lstrip("= ")))
            self._roots.update(dict.fromkeys([root, *forms], root if line.startswith("=") else self._core(root)))
            if root in VERBS and "verbs" in self.does:
                self._verbs.update(dict.fromkeys([root, *forms], root))
        if "compounds" in self.does:
            self._known = frozenset(self.stem_of(part) for part in PARTS)

    # --- one word

    def _core(self, word: str) -> str:
        """What Snowball leaves of a word, written in one way: no double consonant, f and s for v and z."""
        if "endings" in self.does and (word in PARTS and word[-1] == "s" or OWN_S.search(word)) and word[:-1] not in PARTS:
            word += "en"  # Snowball takes any s for a plural, but not before -en
        if "snowball" in self.does:
            with self._one_at_a_time:
                word = self._snowball.stemWord(word)
        if "endings" in self.does and len(word) > 2:
            word = LONG_VOWEL.sub(r"\1", DOUBLE.sub(r"\1", word))
            word = word[:-1] + {"v": "f", "z": "s"}.get(word[-1], word[-1])
        return word

    def _stem_of(self, word: str) -> str:
        if not (word.isascii() and word.isalpha()):
            return word
        if root := self._roots.get(word) or self._verb(word):
            return root
        if "suffixes" in self.does:
            word = self._without_suffix(word)
        return self._roots.get(word) or self._verb(word) or self._core(word)

    def _verb(self, word: str) -> str:
        """The root of a known verb, with its prefix: schrijft, uitgewerkt, voorgelezen, besproken."""
        if verb := self._verbs.get(word):
            return self._core(verb)
        for prefix in PREFIXES:
            if word.startswith(prefix):
                rest = word[len(prefix) :]
                verb = self._verbs.get(rest) or self._verbs.get("ge" + rest, "")
                if verb and not (verb.startswith("ge") and not rest.startswith("ge")):
                    return self._core(prefix + verb)
        return ""

    def _without_suffix(self, word: str) -> str:
        if word[-1] == "s" and word[-2:-1] in "aeiouy" and word[:-1] in PARTS:  # themas, controles
            word = word[:-1]
        for pattern, left in PLURALS:
            word = pattern.sub(left, word)
        if word.endswith("je") and word[:-2] in PARTS:  # kaartje: not kaar
            return word[:-2]
        word = PARTICIPLE.sub(r"\1\2", word)
        for pattern, left in FAMILIES:
            if pattern.search(word):
                return pattern.sub(left, word)
        return word

    # --- a compound

    def split(self, word: str) -> tuple[str, ...]:
        """The known words that a compound is made of: the fewest, then the most alike in length. None for a word known itself."""
        parts = self._parts_from(word, MOST_PARTS, {}) if len(word) >= SHORTEST_COMPOUND else []
        return tuple(parts) if len(parts) > 1 else ()

    def _parts_from(self, word: str, most: int, met: dict[tuple[str, int], list[str]]) -> list[str]:
        """The best way to write this end of a word as known parts; [] if there is none."""
        if (word, most) in met:
            return met[word, most]
        found = [[word]] if self._is_last(word) else []
        if most > 1 and not found:
            for length in range(2, len(word) - SHORTEST_PART + 1):
                if first := self._first(word[:length]):
                    rest = self._parts_from(word[length:], most - 1, met)
                    found += [[first, *rest]] if rest else []
        met[word, most] = min(found, key=_clumsiness, default=[])
        return met[word, most]

    def _is_last(self, piece: str) -> bool:
        if piece in PARTS:
            return len(piece) >= SHORTEST_PART
        return len(piece) >= SHORTEST_INFLECTED and self.stem_of(piece) in self._known

    def _first(self, piece: str) -> str:
        """The part that this piece is before another part: itself, with a linking s, en, e, n or er, or in the plural."""
        if base := FIRSTS.get(piece):
            return base
        plural = len(piece) >= SHORTEST_INFLECTED and piece.endswith(("en", "ings")) and self.stem_of(piece) in self._known
        return piece if plural else ""

    # --- a text

    def _pieces(self, word: str) -> Iterator[str]:
        """The folded words between the hyphens of a word, without what follows an apostrophe."""
        for piece in HYPHEN.split(word):
            yield AFTER_APOSTROPHE.sub("", fold(piece)).replace("'", "")

    def _lexemes_of(self, word: str) -> tuple[str, ...]:
        """The lexemes of a word as written: of the whole, of what stands between its hyphens, of the parts of compounds."""
        if "stop" in self.does and fold(word) in STOP:
            return ()
        pieces = [piece[:LONGEST] for piece in self._pieces(word) if piece]
        whole = "".join(pieces)[:LONGEST]
        if not whole:
            return ()
        if len(pieces) == 1 or "hyphens" not in self.does:
            pieces = [whole]
        elif "stop" in self.does:
            pieces = [piece for piece in pieces if piece not in STOP and len(piece) > 1]
        parts = [part for piece in pieces if "compounds" in self.does for part in self.split(piece)]
        return tuple(dict.fromkeys(self.stem_of(part) for part in [whole, *pieces, *parts]))

    def tokens(self, text: str) -> list[Token]:
        """Every word of a text, in order; a stop word has no lexemes, so that what follows keeps its place."""
        return [Token(found := match[0], match.start(), match.end(), self._known_or_new(found)) for match in WORD.finditer(text)]

    def words(self, text: str) -> list[tuple[str, tuple[str, ...]]]:
        """Every word of a text as written, in order, with its lexemes: `tokens` without places, in half the time."""
        known = self._known_or_new
        return [(found, known(found)) for found in WORD.findall(text)]

    def _known_or_new(self, word: str) -> tuple[str, ...]:
        return self.lexemes_of(word) if len(word) <= LONGEST else self._lexemes_of(word[: 4 * LONGEST])


@cache
def analyser(without: frozenset[str] = NOTHING) -> Analyser:
    """The analyser without these steps; each is made once."""
    return Analyser(without)


def _clumsiness(parts: list[str]) -> tuple[int, int, int]:
    return len(parts), -min(map(len, parts)), -sum(map(len, parts))


def tokens(text: str) -> list[Token]:
    """Every word of a text with its place and its lexemes."""
    return analyser().tokens(text)


def words(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Every word of a text as written, with its lexemes."""
    return analyser().words(text)


def lexemes(text: str, *, without: frozenset[str] = NOTHING) -> list[str]:
    """All lexemes of a text, in order and as often as they occur: what the index keeps, and what a question asks."""
    return [lexeme for _word, known in analyser(without).words(text) for lexeme in known]


def stem(word: str) -> str:
    """The lexeme of one whole word; that of a stop word too."""
    return analyser().stem_of("".join(analyser()._pieces(word))[:LONGEST])


def split(word: str) -> tuple[str, ...]:
    """The known words in a compound, or nothing."""
    return analyser().split("".join(analyser()._pieces(word))[:LONGEST])
