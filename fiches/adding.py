"""Sources that somebody brings: each beside what there is, what that would change, and adding the good ones."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from fiches import dois
from fiches.citations.entries import Entry, kept
from fiches.citations.fields import CitationRefused
from fiches.citations.kinds import KINDS
from fiches.models import Source
from fiches.models.source import duplicate_key, free_slug, render_together
from fiches.typed_sources import VARIABLES, typed_of
from portal.publishing import logbook
from portal.publishing.logbook import Act
from portal.shared import public_lock
from portal.text import fold

NEW, KNOWN, SAME, TWICE, REFUSED = "new", "known", "same", "twice", "refused"
MOST_TRIES = 20  # entries that only the typesetter refuses


class AddingRefused(Exception):
    """Why nothing was written, in a sentence."""


@dataclass
class Difference:
    """A field of a source that is there already, and what the one that was brought says."""

    name: str
    there: str
    brought: str
    value: Any

    @property
    def fills(self) -> bool:
        """Nothing stands there yet."""
        return not self.there


@dataclass
class Brought:
    """An entry, what would happen to it, and the source that it is: a new one, or the one that is there."""

    number: int
    entry: Entry
    kind: str
    source: Source | None = None
    differences: list[Difference] = field(default_factory=list)
    fault: str = ""


# -- looking -----------------------------------------------------------------------------------------------------------
def look_up(entries: Iterable[Entry]) -> list[Entry]:
    """The entries of which only the DOI was brought, with what is known of it."""
    entries = list(entries)
    known = dois.ask_all([entry.doi for entry in entries if entry.doi])
    return [_told(entry, known[entry.doi]) if entry.doi else entry for entry in entries]


def _told(entry: Entry, said: dict[str, Any] | dois.DoiRefused) -> Entry:
    if isinstance(said, dois.DoiRefused):
        return replace(entry, doi="", fault=str(said))
    try:
        return replace(entry, doi="", csl=kept(said))
    except CitationRefused as refusal:
        return replace(entry, doi="", fault=str(refusal))


def look(entries: Iterable[Entry]) -> list[Brought]:
    """What would happen to each entry. Nothing is written; four queries, however many there are."""
    entries = list(entries)
    known = _Known([entry.csl for entry in entries if entry.csl])
    found: list[Brought] = []
    for number, entry in enumerate(entries, 1):
        found.append(_looked_at(number, entry, known))
    _render([one for one in found if one.kind == NEW])
    return found


def _looked_at(number: int, entry: Entry, known: "_Known") -> Brought:
    if entry.csl is None:
        return Brought(number, entry, REFUSED, fault=entry.fault)
    if first := known.met(number, entry.csl):
        return Brought(number, entry, TWICE, fault=_twice(first))
    there = known.find(entry.csl)
    if there is None:
        return Brought(number, entry, NEW, Source(csl=entry.csl, slug="-"))  # its address is looked for when it is saved
    if (first := known.used.setdefault(there.pk, number)) != number:
        return Brought(number, entry, TWICE, fault=_twice(first))
    differences = list(_differing(there, entry.csl))
    return Brought(number, entry, KNOWN if differences else SAME, there, differences)


def _twice(first: int) -> str:
    return _("Deze bron staat hierboven al, als nummer %(number)s.") % {"number": first}


def _differing(there: Source, csl: Mapping[str, Any]):
    """The fields of which something was brought that is not there. What was not brought is no difference."""
    try:
        said, cleaned = typed_of(there.csl), typed_of(kept(there.csl))
    except CitationRefused:
        said = cleaned = typed_of(there.csl)
    brought = typed_of(csl)
    for name, variable in {"type": "type", **VARIABLES}.items():
        is_said = variable in csl or (name == "year" and csl.get("status"))
        if name == "doi" and _doi(csl) == _doi(there.csl):
            continue
        if is_said and brought.get(name) and brought[name] not in (said.get(name), cleaned.get(name)):
            stands = said.get(name) if variable in there.csl or name in ("type", "year") else ""
            yield Difference(name, in_words(name, stands), in_words(name, brought[name]), csl.get(variable))


def in_words(name: str, value: Any) -> str:
    if name == "type":
        return KINDS[value].label if value in KINDS else str(value or "")
    return "; ".join(value) if isinstance(value, list) else str(value or "")


class _Known:
    """The sources that are there, by DOI and by title, first author and year; and what was met before in the same list."""

    def __init__(self, brought: list[dict[str, Any]]):
        keys = {key for csl in brought for key in _keys(csl)}
        rows = Source.objects.select_related("merged_into")
        self.by_key = {row.key: row.merged_into or row for row in rows.filter(key__in=keys)}
        words = {_words(csl) for csl in brought}
        titles = {fold(str(csl.get("title", "")))[:120] for csl in brought}
        with_doi = Source.objects.filter(key__startswith="doi:").values_list("pk", "title")
        alike = [pk for pk, title in with_doi if fold(title)[:120] in titles]
        for row in rows.filter(pk__in=alike):
            if _words(row.csl) in words:
                self.by_key.setdefault(_words(row.csl), row.merged_into or row)
        self.numbers: dict[str, tuple[int, str]] = {}
        self.used: dict[int, int] = {}  # a source that is there: the number of the first that is it

    def find(self, csl: Mapping[str, Any]) -> Source | None:
        """By its DOI; else by its words, unless both have a DOI: then they are two works."""
        if _doi(csl) and (found := self.by_key.get(duplicate_key({**csl}))):
            return found
        found = self.by_key.get(_words(csl))
        return None if found is not None and _doi(csl) and _doi(found.csl) else found

    def met(self, number: int, csl: Mapping[str, Any]) -> int:
        """The number under which the same work stood earlier in the list; 0 when it did not."""
        for key in _keys(csl):
            first, doi = self.numbers.get(key, (0, ""))
            if first and not (doi and _doi(csl) and doi != _doi(csl)):
                return first
        for key in _keys(csl):
            self.numbers.setdefault(key, (number, _doi(csl)))
        return 0


def _doi(csl: Mapping[str, Any]) -> str:
    return fold(str(csl.get("DOI") or "").strip())


def _words(csl: Mapping[str, Any]) -> str:
    return duplicate_key({name: value for name, value in csl.items() if name != "DOI"})


def _keys(csl: Mapping[str, Any]) -> list[str]:
    return list(dict.fromkeys([duplicate_key({**csl}), _words(csl)]))


def _render(found: list[Brought]) -> None:
    """The forms of all of them together; one that cannot be made is refused, and the others are tried again."""
    good = list(found)
    for _try in range(MOST_TRIES):
        try:
            render_together([one.source for one in good if one.source is not None])
            return
        except CitationRefused as refusal:
            lost = good.pop(refusal.index)
            lost.kind, lost.source, lost.fault, lost.differences = REFUSED, None, str(refusal), []
    for one in good:
        one.kind, one.source, one.fault, one.differences = REFUSED, None, _("De verwijzing kan niet gemaakt worden."), []


def seen_name(found: list[Brought]) -> str:
    """A short name for what somebody looked at."""
    said = [(one.number, one.kind, one.source and one.source.pk, [str(each) for each in one.differences]) for one in found]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


# -- adding ------------------------------------------------------------------------------------------------------------
def add(found: list[Brought], left_out: set[int], taken: Mapping[int, set[str]], *, by) -> list[Brought]:
    """Write what is new, and of what is there the fields that somebody took over; all of it or nothing. Raises AddingRefused.

    `left_out` are numbers of new ones; `taken` are names of fields by number. Answers what was written."""
    new = [one for one in found if one.kind == NEW and one.number not in left_out]
    changed = [one for one in found if one.kind == KNOWN and taken.get(one.number)]
    before = {one.source.pk: one.source.csl for one in changed if one.source is not None}
    for one in changed:
        _take_over(one, taken[one.number])
    _render([*new, *changed])
    written = [one for one in (*new, *changed) if one.source is not None]
    try:
        with transaction.atomic():
            public_lock.send(Source)
            if before != dict(Source.objects.filter(pk__in=before).values_list("pk", "csl")):
                raise AddingRefused(_changed_meanwhile())
            for one in written:
                _write(one, taken.get(one.number, set()), by)
    except IntegrityError as clash:
        raise AddingRefused(_changed_meanwhile()) from clash
    return written


def _take_over(one: Brought, names: set[str]) -> None:
    assert one.source is not None
    csl = {**one.source.csl}
    for difference in one.differences:
        if difference.name in names:
            if difference.name == "year":
                csl.pop("status", None)
            csl[{"type": "type", **VARIABLES}[difference.name]] = difference.value
    one.source.csl = csl


def _write(one: Brought, names: set[str], by) -> None:
    source = one.source
    assert source is not None
    if source.pk is None:
        source.slug = ""
        source.slug = free_slug(source)
    source.save()
    said = _("toegevoegd uit een lijst") if one.kind == NEW else _("overgenomen uit een lijst")
    logbook.write(Act.IMPORTED, source, by=by, said=said)


def _changed_meanwhile() -> str:
    return _("Iemand wijzigde intussen een van deze bronnen. Bekijk het overzicht opnieuw en bevestig dan.")
