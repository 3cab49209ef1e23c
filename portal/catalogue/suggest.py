"""What somebody who begins to type may mean: words of public texts, and titles of public things."""

from dataclasses import dataclass, field

from django.db.models.expressions import RawSQL

from portal.catalogue.dutch import tokens
from portal.catalogue.engines import engine
from portal.catalogue.models import Record, Word
from portal.text import fold, sort_key

LEAST, MOST_LETTERS = 2, 60
MOST = 5
LOOKED_AT = 80  # words that fit: enough to meet five different ones whatever their endings
MEANT = 20  # lexemes of those that a title may have, beside all that begin like what was typed
KINDS = ("fiche", "theme", "day", "session", "person", "resource", "page", "source")  # in the order in which they are offered
AFTER = "zzz"  # sorts after everything that can follow a beginning, in every collation


@dataclass(frozen=True)
class Suggestions:
    """At most five questions, and at most five things as (title, address, kind)."""

    words: list[str] = field(default_factory=list)
    titles: list[tuple[str, str, str]] = field(default_factory=list)


def suggest(prefix: str) -> Suggestions:
    """Questions that begin like this, and titles in which a word does. At most three queries; none for less than two letters."""
    asked = fold(prefix)
    if not LEAST <= len(asked) <= MOST_LETTERS:
        return Suggestions()
    before, _space, last = asked.rpartition(" ")
    fits = _fitting(last)
    return Suggestions(_finished(before, last, fits), _titles(sort_key(asked), before, last, fits))


def _fitting(last: str) -> list[tuple[str, str]]:
    """(word as written, lexeme) of the words that begin like this, those of most records first."""
    if len(last) < LEAST:
        return []
    fits = Word.objects.filter(text__gte=last, text__lte=last + AFTER, text__startswith=last)
    return list(fits.order_by("-records", "text").values_list("written", "lexeme")[:LOOKED_AT])


def _finished(before: str, last: str, fits: list[tuple[str, str]]) -> list[str]:
    """The question with its last word finished; of the endings of one word only the most usual."""
    endings: dict[str, str] = {}
    for text, lexeme in fits:
        if fold(text) != last:
            endings.setdefault(lexeme, text)
    return [f"{before} {text}".strip() for text in list(endings.values())[:MOST]]


def _titles(key: str, before: str, last: str, fits: list[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """Titles that begin like this, then those in which it comes later."""
    if len(key) < LEAST:
        return []
    public = Record.objects.public().filter(kind__in=KINDS)
    found = _first(public.filter(sort_title__gte=key, sort_title__lte=key + AFTER, sort_title__startswith=key), MOST)
    asked: list[tuple[tuple[str, ...], ...]] = [((token.lexemes[0],),) for token in tokens(before) if token.lexemes]
    if fits:
        meant = dict.fromkeys([last + "*", *(lexeme for _text, lexeme in fits[:MEANT])])
        asked.append(tuple((lexeme,) for lexeme in meant))
    if asked and len(found) < MOST:
        sql, parameters = engine().ids(engine().expression(asked, within=("title",)))
        named = public.filter(pk__in=RawSQL(sql, parameters))  # what was typed is a parameter
        found += _first(named.filter(sort_title__contains=f"0{key}").exclude(sort_title__startswith=key), MOST - len(found))
    return found


def _first(records, most: int) -> list[tuple[str, str, str]]:
    rows = records.order_by("sort_title", "pk").values_list("title", "url", "kind")[: 4 * MOST]
    return sorted(rows, key=lambda row: KINDS.index(row[2]))[:most]
