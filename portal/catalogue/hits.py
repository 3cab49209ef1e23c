"""From a question to records: which match, in which order, and what in their text explains it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from django.db import connection
from django.db.models.expressions import RawSQL
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from portal.catalogue.bitmaps import Bitmaps, numbers_of
from portal.catalogue.bitmaps import of as bitmap_of
from portal.catalogue.dutch import lexemes as lexemes_of
from portal.catalogue.engines import engine
from portal.catalogue.models import Indexed, Record, Word
from portal.catalogue.question import Group, Question
from portal.text import excerpt, fold

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
    sql, parameters = engine().ids(expression)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return bitmap_of(number for (number,) in cursor.fetchall())


def _saying(phrase: str, expression: str = "") -> int:
    """The bitmap of the records in which a folded text stands, among those that match an expression. One query."""
    found = Record.objects.public().filter(folded__contains=phrase)
    found = found.filter(pk__in=RawSQL(*engine().ids(expression))) if expression else found
    return bitmap_of(found.values_list("pk", flat=True))


def matching(question: Question, among: int) -> int:
    """The records that answer the question, of the public records in this bitmap. The same on every database."""
    expression = _expression(question.required, question.any_of) if question.required else ""
    if question.groups and not expression:
        return 0  # words that no record has
    if question.phrases:
        for phrase in question.phrases:
            among &= _saying(phrase, expression)
    elif expression:
        among &= _asked(expression)
    elif question.asked and not question.without:
        among &= _saying(fold(question.asked))  # only little words, or signs
    for group in question.without:
        among &= ~_asked(_expression([group]))
    return among


def loosely(question: Question) -> Question:
    """The same question, when hardly anything answers it: any of its words will do."""
    findable = [
        group for group in question.groups if any(lexeme in question.telling for way in group.all_ways() for lexeme in way)
    ]
    return replace(question, required=findable, any_of=True, phrases=[])


# -- in which order ----------------------------------------------------------------------------------------------------
def by_relevance(question: Question, found: int, shelf: Bitmaps, start: int, size: int) -> list[int]:
    """The numbers of the best records, from `start` on. The engine's best hundred are looked at once more: title and lead."""
    if not question.required:
        return shelf.in_order("herzien", found, start, size)
    required = _expression(question.required, question.any_of)
    wished = _expression(question.groups, any_of=True) if len(question.groups) > len(question.required) else required
    best = engine().best(required, wished, question.telling, numbers_of(found), max(TOP, start + size))
    if start + size <= TOP:
        best = _looked_at(question, best)
    return [pk for pk, _points in best[start : start + size]]


def _looked_at(question: Question, best: list[tuple[int, float]]) -> list[tuple[int, float]]:
    """The engine's best in their true order. One query."""
    most = max((score for _pk, score in best), default=0) or 1
    rows = Indexed.objects.filter(pk__in=[pk for pk, _score in best]).values_list("pk", "title", "lead", "record__kind")
    known = {row[0]: row for row in rows}
    scored = [
        (_score(question, known[pk], score / most) + PREFERRED.get(known[pk][3], 0), -place, pk)
        for place, (pk, score) in enumerate(best)
        if pk in known
    ]
    return [(pk, points) for points, _place, pk in sorted(scored, reverse=True)]


def _score(question: Question, row: tuple, score: float) -> float:
    _pk, title, lead, _kind = row
    named, told = set(title.split()), set(lead.split())
    total = sum(_weight(question, group) for group in question.groups) or 1
    in_title = sum(_weight(question, group) * _share(group, named) for group in question.groups) / total
    in_lead = sum(_weight(question, group) * _share(group, told) for group in question.groups) / total
    asked = {way[0] for group in question.groups for way in group.alternatives[:1]}
    about = len(asked & named) / len(named) if named else 0  # a title that says nothing else
    return score + TITLE * in_title + LEAD * in_lead + WHOLE * in_title * about + EXACT * (named == asked)


def _weight(question: Question, group: Group) -> float:
    return max((question.telling.get(lexeme, 0.0) for way in group.all_ways() for lexeme in way), default=0.0)


def _share(group: Group, lexemes: set[str]) -> float:
    """How much of a group stands here: all of the word itself, or a little less by a synonym."""
    if any(lexemes.issuperset(way) for way in group.alternatives):
        return 1.0
    return 0.8 if any(lexemes.issuperset(way) for way, _words in group.synonyms) else 0.0


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
        forms = Word.objects.filter(lexeme__in=lexemes).order_by("-records").values_list("text", flat=True)[:MOST_FORMS]
        return cls(lexemes, tuple(question.phrases), tuple(forms) if lexemes else ())

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
            if wanted.lexemes.intersection(lexemes_of(text[start:end])):
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
    out, at = [], 0
    for start, end in _spans(text, wanted):
        if start >= at:
            out += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
            at = end
    return mark_safe("".join([*out, escape(text[at:])]))  # noqa: S308 (escaped above)


def snippet(text: str, wanted: Wanted, length: int = SNIPPET) -> SafeString:
    """The stretch of a text in which most different words that were asked stand together, with those words marked."""
    start = _densest(text, _spans(text, wanted), length)
    begin = text.rfind(" ", 0, max(0, start - length // 4)) + 1 if start > length // 4 else 0
    cut = excerpt(text[begin : begin + 3 * length], length)
    return mark_safe(("… " if begin else "") + marked(cut, wanted))  # noqa: S308 (marked escapes)


def _densest(text: str, spans: list[tuple[int, int]], length: int) -> int:
    """Where the stretch begins that holds the most different words."""
    best, place = 0, spans[0][0] if spans else 0
    words = [(start, end, text[start:end].casefold()[:5]) for start, end in spans]
    for start, _end, _word in words:
        inside = {word for other, end, word in words if start <= other and end <= start + length * 3 // 4}
        if len(inside) > best:
            best, place = len(inside), start
    return place


def via(question: Question, title: str, lead: str, body: str) -> str:
    """The synonym by which a record was found, when it does not have the word itself; else ""."""
    if not any(group.synonyms for group in question.groups):
        return ""
    has = set(f"{title} {lead} {body}".split())
    for group in question.groups:
        if group.synonyms and not any(has.issuperset(way) for way in group.alternatives):
            for way, words in group.synonyms:
                if has.issuperset(way):
                    return words
    return ""
