"""Rows that may be the same thing: their names have the same words, whatever their case, accents, order or plural. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable

from portal.text import fold

WORD = re.compile(r"[^\W_]+")
SMALL = {"de", "het", "een", "en", "van", "voor", "in", "op", "the", "a", "an", "of", "and", "for", "vzw"}
ENDINGS = ("en", "s", "e")
LONG = 3  # shorter words keep their end


def signature(name: str) -> str:
    """What two ways of writing one name have in common."""
    words = [word for word in WORD.findall(fold(name).replace("'s", "").replace("’s", "")) if word not in SMALL]
    return " ".join(sorted(_stem(word) for word in words))


def _stem(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= LONG:
            return _single(word[: -len(ending)])
    return _single(word)


def _single(word: str) -> str:
    """Without what a Dutch plural changes in the word itself: twee bronnen, een bron; taken, taak."""
    if len(word) > 2 and word[-1] == word[-2]:
        word = word[:-1]
    return re.sub(r"([aeou])\1([^aeiou])$", r"\1\2", word)


def person_signature(name: str) -> str:
    """A person by family name and first letter: "An Peeters" and "A. Peeters" may be one."""
    words = WORD.findall(fold(name))
    return f"{words[0][0]} {' '.join(words[1:])}" if len(words) > 1 else " ".join(words)


def groups(signed: Iterable[tuple[int, Iterable[str]]]) -> list[list[int]]:
    """Numbers that share a signature, directly or through another; only those with company, each in one group."""
    by_sign: dict[str, list[int]] = defaultdict(list)
    for pk, signs in signed:
        for sign in filter(None, signs):
            by_sign[sign].append(pk)
    leads: dict[int, int] = {}

    def lead(pk: int) -> int:
        while leads.setdefault(pk, pk) != pk:
            pk = leads[pk]
        return pk

    for pks in by_sign.values():
        for pk in pks[1:]:
            leads[lead(pk)] = lead(pks[0])
    together: dict[int, list[int]] = defaultdict(list)
    for pk in leads:
        together[lead(pk)].append(pk)
    return sorted(sorted(pks) for pks in together.values() if len(pks) > 1)
