"""From a question to records: which match, in which order, and what in their text explains it."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape

from django.db.models import Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import StrIndex
from django.utils.safestring import SafeString, mark_safe

from portal.catalogue.bitmaps import Bitmaps, numbers_of, test
from portal.catalogue.bitmaps import of as bitmap_of
from portal.catalogue.dutch import lexemes as lexemes_of
from portal.catalogue.engines import Ranked, engine
from portal.catalogue.models import Record
from portal.catalogue.question import Group, Question
from portal.database.straight import listed, rows
from portal.text import cut, fold

TOP = 100  # how many of the engine's best are looked at once more
TITLE, LEAD, WHOLE, EXACT = 1.6, 0.5, 0.6, 0.5  # what the second look adds; the engine's own score counts for at most one
PREFERRED = {"fiche": 0.12, "theme": 0.05, "page": -0.05}  # what most people come for
SNIPPET = 220
MOST_FORMS = 200
FIRST_PIECE = re.compile("['’-]")
ACCENTS = str.maketrans(
    "àáâãäåçèéêëìíîïñòóôõöøùúûüýÿÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŸčČšŠžŽ",
    "aaaaaaceeeeiiiinoooooouuuuyyaaaaaaceeeeiiiinoooooouuuuyyccsszz",
)


# -- which -------------------------------------------------------------------------------------------------------------
def _expression(groups: Iterable[Group], any_of: bool = False) -> str:
    return engine().expression([group.all_ways() for group in groups], any_of)


def _asked(expression: str) -> int:
    """The bitmap of the records that match an expression. One query."""
    return bitmap_of(number for (number,) in rows(*engine().ids(expression)))


def _saying(text: str, lexemes: tuple[str, ...] = ()) -> int:
    """The bitmap of the records in which a folded text stands; only those are read that say these lexemes in a row. One query."""
    found = Record.objects.public()
    if lexemes:
        found = found.filter(pk__in=RawSQL(*engine().ids(engine().in_a_row(lexemes))))
    found = found.annotate(at=StrIndex("folded", Value(text))).filter(at__gt=0)
    return bitmap_of(found.order_by().values_list("pk", flat=True))


def matching(question: Question, among: int) -> int:
    """The records that answer the question, of the public records in this bitmap. The same on every database."""
    if question.groups and not question.required:
        return 0  # words that no record has
    if question.required:
        among &= _asked(_expression(question.required, question.any_of))
    elif question.asked and not question.without and not question.phrases:
        among &= _saying(fold(question.asked))  # only little words, or signs
    for phrase, lexemes in question.phrases.items():
        among &= _saying(phrase, lexemes) if among else 0
    for group in question.without:
        among &= ~_asked(_expression([group]))
    return among


def loosely(question: Question) -> Question:
    """The same question, when hardly anything answers it: any of its words will do."""
    findable = [
        group for group in question.groups if any(lexeme in question.telling for way in group.all_ways() for lexeme in way)
    ]
    return replace(question, required=findable, any_of=True, phrases={})


# -- in which order ----------------------------------------------------------------------------------------------------
def by_relevance(question: Question, found: int, shelf: Bitmaps, start: int, size: int) -> list[int]:
    """The numbers of the best records, from `start` on. The engine's best hundred are looked at once more: title and lead."""
    if not question.required:
        return shelf.in_order("herzien", found, start, size)
    required = _expression(question.required, question.any_of)
    lexemes = {lexeme for group in question.required for way in group.all_ways() for lexeme in way}
    telling = {lexeme: idf for lexeme, idf in question.telling.items() if lexeme in lexemes}
    best = engine().best(required, telling, numbers_of(found), max(TOP, start + size))
    if start + size <= TOP:
        best = _looked_at(question, best, shelf)
    return [row[0] for row in best[start : start + size]]


def _looked_at(question: Question, best: list[Ranked], shelf: Bitmaps) -> list[Ranked]:
    """The engine's best in their true order."""
    most = max((row[1] for row in best), default=0) or 1
    points = _points(question)
    preferred = [(test(shelf.kinds.get(kind, 0)), extra) for kind, extra in PREFERRED.items()]
    scored = [
        (points(score / most, title, lead) + sum(extra for of_kind, extra in preferred if of_kind(pk)), -place)
        for place, (pk, score, title, lead) in enumerate(best)
    ]
    return [best[-place] for _points, place in sorted(scored, reverse=True)]


def _points(question: Question) -> Callable[[float, str, str], float]:
    """A function that gives a record its points: of the engine's score (at most one), the lexemes of its title and its lead."""
    weighed = [(_weight(question, group), group) for group in question.groups]
    total = sum(weight for weight, _group in weighed) or 1
    asked = {way[0] for group in question.groups for way in group.alternatives[:1]}

    def share(lexemes: set[str]) -> float:
        return sum(weight * _share(group, lexemes) for weight, group in weighed) / total

    def points(score: float, title: str, lead: str) -> float:
        named, told = set(title.split()), set(lead.split())
        in_title = share(named)
        about = len(asked & named) / len(named) if named else 0  # a title that says nothing else
        return score + TITLE * in_title + LEAD * share(told) + WHOLE * in_title * about + EXACT * (named == asked)

    return points


def _weight(question: Question, group: Group) -> float:
    return max((question.telling.get(lexeme, 0.0) for way in group.all_ways() for lexeme in way), default=0.0)


def _share(group: Group, lexemes: set[str]) -> float:
    """How much of a group stands here: all of the word itself, or a little less by a synonym."""
    for way in group.alternatives:
        if lexemes.issuperset(way):
            return 1.0
    for way, _words in group.synonyms:
        if lexemes.issuperset(way):
            return 0.8
    return 0.0


# -- what explains it --------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Wanted:
    """What is marked in a text: words with one of these lexemes, and phrases. `forms` are words known to have them."""

    lexemes: frozenset[str]
    phrases: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()

    @classmethod
    def of(cls, question: Question) -> "Wanted":
        """What a question wants marked. One query."""
        lexemes = frozenset(question.lexemes())
        sql = f"SELECT text FROM catalogue_word WHERE lexeme IN {listed(lexemes)} ORDER BY records DESC LIMIT {MOST_FORMS}"
        forms = rows(sql, [*lexemes]) if lexemes else []
        return cls(lexemes, tuple(question.phrases), tuple(form for (form,) in forms))

    def means(self, word: str) -> bool:
        """Whether a word as written has one of the lexemes."""
        return not self.lexemes.isdisjoint(lexemes_of(word))

    @cached_property
    def candidates(self) -> re.Pattern | None:
        """What may stand in such a word: the beginning of a lexeme, or a form without it; the analyser decides."""
        roots = {lexeme[: max(3, len(lexeme) - 2)] for lexeme in self.lexemes}
        forms = {form for form in self.forms if not any(root in FIRST_PIECE.split(form)[0] for root in roots)}
        return re.compile("(?:" + "|".join(map(re.escape, sorted(roots | forms))) + r")[\w'’-]*") if roots or forms else None


def _spans(text: str, wanted: Wanted, most: int = 40) -> list[tuple[int, int]]:
    """Where the words that were asked stand in a text."""
    flat = text.translate(ACCENTS).lower()
    spans = []
    if pattern := wanted.candidates:
        for match in pattern.finditer(flat):
            start, end = match.span()
            while start and (flat[start - 1].isalnum() or flat[start - 1] == "_"):  # it may stand inside a compound
                start -= 1
            if wanted.means(text[start:end]):
                spans.append((start, end))
                if len(spans) == most:
                    break
    for phrase in wanted.phrases:
        spans += [match.span() for match in re.finditer(re.escape(phrase), flat)][:most]
    return sorted(spans)


def stands_in(text: str, wanted: Wanted) -> bool:
    """Whether any of the words that were asked stands in a text."""
    return bool(_spans(text, wanted, most=1))


def marked(text: str, wanted: Wanted) -> SafeString:
    """The text as safe HTML with every asked word in <mark>."""
    return _marked(text, _spans(text, wanted))


def _marked(text: str, spans: Iterable[tuple[int, int]], begin: int = 0) -> SafeString:
    """The text as safe HTML with what stands at these places in <mark>; places count from `begin` before the text."""
    out, at = [], 0
    for start, end in ((start - begin, end - begin) for start, end in spans):
        if start >= at and end <= len(text):
            out += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
            at = end
    return mark_safe("".join([*out, escape(text[at:])]))  # noqa: S308 (escaped above)


def snippet(text: str, wanted: Wanted, length: int = SNIPPET) -> SafeString:
    """The stretch of a text in which most different words that were asked stand together, with those words marked."""
    spans = _spans(text, wanted)
    start = _densest(text, spans, length)
    begin = text.rfind(" ", 0, max(0, start - length // 4)) + 1 if start > length // 4 else 0
    shown = cut(text[begin : begin + 3 * length], length)
    return mark_safe(("… " if begin else "") + _marked(shown, spans, begin))  # noqa: S308 (_marked escapes)


def _densest(text: str, spans: list[tuple[int, int]], length: int) -> int:
    """Where the stretch begins that holds the most different words."""
    best, place = 0, spans[0][0] if spans else 0
    words = [(start, end, text[start:end].casefold()[:5]) for start, end in spans]
    different = len({word for _start, _end, word in words})
    for start, _end, _word in words:
        inside = {word for other, end, word in words if start <= other and end <= start + length * 3 // 4}
        if len(inside) > best:
            best, place = len(inside), start
            if best == different:
                break
    return place


VIA = ("title", "lead", "body")  # the columns of Indexed that tell by which word a record was found


def via(question: Question, *lexemes: str) -> str:
    """The synonym by which a record was found, when it does not have the word itself in these columns; else ""."""
    if not any(group.synonyms for group in question.groups):
        return ""
    has = set(" ".join(lexemes).split())
    for group in question.groups:
        if group.synonyms and not any(has.issuperset(way) for way in group.alternatives):
            for way, words in group.synonyms:
                if has.issuperset(way):
                    return words
    return ""
