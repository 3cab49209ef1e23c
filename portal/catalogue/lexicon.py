"""Indexing: what is said of a record becomes lexemes by weight, and the lexicon counts in how many records each occurs.

In the transaction that writes the record, and rolled back with it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import F

from portal.catalogue.dutch import ANALYSER_VERSION, fold, words
from portal.catalogue.entries import Entry
from portal.catalogue.models import Indexed, Lexeme, Record, Word

VERSION = ANALYSER_VERSION
LONGEST = 80
WEIGHED = ("title", "lead", "body", "cited")
AT_ONCE = 400  # rows in one statement


def texts_of(entry: Entry) -> dict[str, str]:
    """The text of an entry by weight: its title; its lead and what it is sorted under; all else; the works it cites."""
    sorted_under = [choice.label for choice in entry.choices if choice.field in LABELLED]
    for_whom = [choice.label for choice in entry.choices if choice.field not in LABELLED]
    return {
        "title": entry.title,
        "lead": " ".join([entry.lead, *sorted_under, *entry.labels]),
        "body": " ".join([entry.text, *entry.mentions, *for_whom]),
        "cited": " ".join(entry.cited),
    }


LABELLED = {"theme", "tag", "form", "kind"}


@dataclass(frozen=True)
class Said:
    """What the index keeps of an entry: lexemes by weight, and each word once: {as folded: (its lexeme, as written)}."""

    weighed: dict[str, str]
    words: dict[str, tuple[str, str]]

    @classmethod
    def of(cls, entry: Entry) -> "Said":
        """What an entry says, by the analyser of this version."""
        met: dict[str, tuple[str, ...]] = {}
        weighed = {}
        for name, text in texts_of(entry).items():
            found = words(text)
            met.update(found)
            weighed[name] = " ".join([lexeme for _word, lexemes in found for lexeme in lexemes])
        known = {}
        for word, lexemes in met.items():
            if lexemes:
                text, written = fold(word)[:LONGEST], word.lower()[:LONGEST]
                known[text] = (lexemes[0], max(written, known.get(text, ("", ""))[1]))  # letters with accents come last
        return cls(weighed, known)

    def row(self, record: Record) -> Indexed:
        """The row of the index, not yet saved."""
        return Indexed(record=record, words=" ".join(sorted(self.words)), **self.weighed)


def agree(one: Indexed, other: Indexed) -> bool:
    """Whether two rows of the index say the same."""
    return all(getattr(one, name) == getattr(other, name) for name in (*WEIGHED, "words"))


def index(record: Record, entry: Entry) -> None:
    """Write what can be searched of a record. Three to five queries."""
    said = Said.of(entry)
    old, row = Indexed.objects.filter(record=record).first(), said.row(record)
    if old and agree(old, row):
        return
    before, after = _lexemes(old), _lexemes(row)
    _count(Lexeme, dict.fromkeys(after - before, 1) | dict.fromkeys(before - after, -1))
    had = set(old.words.split()) if old else set()
    changed = {word: 1 for word in said.words if word not in had} | {word: -1 for word in had if word not in said.words}
    _count(Word, changed, {word: (lexeme, written, len(word)) for word, (lexeme, written) in said.words.items()})
    row.save(force_insert=old is None, force_update=old is not None)


def unindex(record: Record) -> None:
    """Take a record out of the search."""
    old = Indexed.objects.filter(record=record).first()
    if old:
        _count(Lexeme, dict.fromkeys(_lexemes(old), -1))
        _count(Word, dict.fromkeys(old.words.split(), -1))
        old.delete()


def _lexemes(row: Indexed | None) -> set[str]:
    return {lexeme for name in WEIGHED for lexeme in getattr(row, name).split()} if row else set()


def _count(model, changes: dict[str, int], known: dict[str, tuple] | None = None) -> None:
    """Add to the counts, one statement for many; what occurs nowhere any more goes."""
    more = sorted((text, number) for text, number in changes.items() if number > 0)
    fewer = sorted(text for text, number in changes.items() if number < 0)
    table = model._meta.db_table
    extra = ["lexeme", "written", "length"] if known is not None else []
    accents = (
        f", written = CASE WHEN {table}.written = {table}.text THEN excluded.written ELSE {table}.written END" if extra else ""
    )
    columns = ", ".join(["text", "records", *extra])
    places = f"({', '.join(['%s'] * (2 + len(extra)))})"
    with connection.cursor() as cursor:
        for rows in _slices(more):
            values = [value for text, number in rows for value in (text, number, *(known[text] if known is not None else ()))]
            cursor.execute(
                f"INSERT INTO {table} ({columns}) VALUES {', '.join([places] * len(rows))}"
                f" ON CONFLICT (text) DO UPDATE SET records = {table}.records + excluded.records{accents}",
                values,
            )
    for texts in _slices(fewer):
        rows = model.objects.filter(text__in=texts)
        rows.filter(records__lte=1).delete()
        rows.update(records=F("records") - 1)


def _slices(rows: list) -> Iterable[list]:
    return (rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE))
