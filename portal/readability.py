"""How hard a Dutch text is to read, by the Flesch-Douma measure. Text in, numbers out; imports the standard library only.

The measure is that of W. H. Douma, De leesbaarheid van landbouwbladen (Landbouwhogeschool Wageningen, Bulletin 17, 1960), who
fitted the Reading Ease of R. Flesch (A new readability yardstick, Journal of Applied Psychology 32, 1948) to Dutch:

    206.84 - 0.77 x syllables per hundred words - 0.93 x words per sentence

`LEVELS` are the words of Douma's own table. Such a number is a hint: it counts, it does not understand.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

LEVELS = (  # from this score on
    (90, "zeer gemakkelijk"),
    (80, "gemakkelijk"),
    (70, "tamelijk gemakkelijk"),
    (60, "normaal"),
    (45, "tamelijk moeilijk"),
    (30, "moeilijk"),
)
HARDEST = "zeer moeilijk"
FEWEST_WORDS = 100  # a shorter text says too little

_DIAERESIS = "\u0308"
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*['’]?")
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s+[\"'“‘(]*[^\Wa-zà-ÿ]|\s*$)")
_SHORT = frozenset(
    "al art blz bv bijv ca cf dhr dr d.w.z e.a e.d ed enz evt fig hfst i.p.v i.v.m incl ing ir jl m.a.w m.b.t m.b.v max mevr"
    " min mr n.a.v nl nr o.a o.l.v o.m p p.a prof red resp st t.a.v t.e.m t.o.v t.w vb vgl vs z.d z.g".split()
)
_NUCLEUS = re.compile(  # one syllable each, longest first; a vowel with a diaeresis (¨ behind it) always begins a new one
    r"aai|ooi|oei|eau|ieu(?=w|$)|eeu(?=w)|ie(?!¨|e(?!¨))|eu(?!m(?!a)|¨)|e¨[ei]|o¨[eo]|u¨[iu]|i¨e|"
    r"(?:aa|ee|oo|uu|oe|ui|ei|ij|ou|au|ai|oi)(?!¨)|(?:ay|ey|oy|uy)(?![aeiou])|[aeiouy]¨?"
)
_ENGLISH = {  # words of the staff room that are not said as they are written
    "coach": 1, "team": 1, "leader": 2, "teach": 1, "learn": 1, "evidence": 3, "feature": 2, "online": 2, "game": 1,
    "website": 2, "software": 2, "milieu": 2,
}  # fmt: skip
_ENGLISH_WORD = re.compile("|".join(_ENGLISH))


@dataclass(frozen=True)
class Measured:
    """What was counted in a text, and its score: the higher, the easier."""

    words: int
    sentences: int
    syllables: int
    longest: str  # the sentence of most words

    @property
    def score(self) -> int:
        return round(206.84 - 77 * self.syllables / self.words - 0.93 * self.words / self.sentences)

    @property
    def level(self) -> str:
        return next((name for least, name in LEVELS if self.score >= least), HARDEST)


def words_of(text: str) -> list[str]:
    """The words of a text: what has letters. Numbers are no words."""
    return _WORD.findall(text)


def sentences_of(text: str) -> list[str]:
    """The sentences of one paragraph; the point of an abbreviation or an initial ends none."""
    found, begin = [], 0
    for end in _SENTENCE_END.finditer(text):
        last = text[begin : end.start()].split()[-1:] or [""]
        if end.group().startswith(".") and end.end() < len(text.rstrip()) and _is_short(last[0]):
            continue
        found.append(text[begin : end.end()].strip())
        begin = end.end()
    return [sentence for sentence in [*found, text[begin:].strip()] if sentence]


def _is_short(word: str) -> bool:
    bare = word.lstrip("(\"'“‘[")
    return bare.casefold() in _SHORT or re.fullmatch(r"(?:[A-Z]\.)*[A-Z]", bare) is not None


@lru_cache(maxsize=20_000)  # the same words stand in every text
def syllables(word: str) -> int:
    """How many syllables a Dutch word has, at least one."""
    letters = "".join(
        "¨" if char == _DIAERESIS else char
        for char in unicodedata.normalize("NFKD", word.casefold())
        if char == _DIAERESIS or not unicodedata.combining(char)
    )
    count = 0
    for part in re.split(r"['’-]", letters):
        count += sum(_ENGLISH[english] for english in _ENGLISH_WORD.findall(part))
        part = _ENGLISH_WORD.sub("", part).replace("qu", "qw")
        part = re.sub(r"\by(?=[aeiou])", "j", part)
        count += len(_NUCLEUS.findall(part))
    return max(1, count)


def measured(paragraphs: list[str]) -> Measured | None:
    """The measure of a text, paragraph by paragraph; None when it is too short to tell."""
    sentences = [(sentence, words_of(sentence)) for paragraph in paragraphs for sentence in sentences_of(paragraph)]
    sentences = [(sentence, words) for sentence, words in sentences if words]
    total = sum(len(words) for _sentence, words in sentences)
    if total < FEWEST_WORDS:
        return None
    return Measured(
        words=total,
        sentences=len(sentences),
        syllables=sum(syllables(word) for _sentence, words in sentences for word in words),
        longest=max(sentences, key=lambda found: len(found[1]))[0],
    )
