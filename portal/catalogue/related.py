"""Related records, and why: what shares sources, tags or themes with a record, or speaks of the same in its title.

Points are whole numbers and ties go to the newest, so that every database chooses the same."""

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from portal.catalogue.dutch import HYPHEN, split, stem, tokens
from portal.catalogue.engines import engine
from portal.catalogue.entries import builder_of_kind
from portal.catalogue.models import Indexed, Lexeme, Record, Relation, Value
from portal.text import excerpt

RELATED = 3  # how many related records a page shows
SOURCE, TAG, THEME, WORDS = 3000, 2000, 1000, 1000  # what is shared counts for so much; a theme of many records for less
HALF = 8  # so many records with a theme, and it tells half
FIELDS = ("theme", "tag")  # facets that are a reason
ORDER = ("source", "tag", "theme", "word")  # of two reasons that weigh the same
COMMON = 60  # what more records have is no reason to look there, unless there is no other
MANY = 1000  # of what more records have, no more are counted: it tells next to nothing
MOST = 24  # records that are weighed to the last point
AT_ONCE = 20  # records for which is chosen in one statement
MOST_WORDS = 16
REACH = 200  # records that the words of one title may bring
TELLS = 3  # a word tells when at most one in so many titles has it
IN_LEAD = 3  # a word in a title and in the other's lead counts for so many times less
LONGEST = 200  # of a reason


# -- keeping them ------------------------------------------------------------------------------------------------------
def renew(places: Iterable[tuple[str, int]], *, number: int, around: bool = True) -> None:
    """Choose again for these public records, each given as (kind, record), and (`around`) for those that are nearest and
    those that had chosen one of them. Whose page shows others now is new in this edition."""
    by_kind = defaultdict(set)
    for kind, pk in places:
        if builder_of_kind(kind).related_by:
            by_kind[kind].add(pk)
    for kind, asked in by_kind.items():
        in_order = sorted(asked)
        for start in range(0, len(in_order), AT_ONCE):
            _renew(kind, in_order[start : start + AT_ONCE], number=number, around=around)


def _renew(kind, pks, *, number, around):
    had = _had(pks)
    shows = {pk for pk, chosen in had.items() if {other for other, _why in chosen}.intersection(pks)}
    showed = {other for pk in pks for other, _why in had.get(pk, [])}
    wanted = _choose_each(kind, [*pks, *sorted({*shows, *showed} - {*pks} if around else ())])
    if around:  # most often who was near is near: then that was all
        near = {other for pk in pks for other, _why in wanted[pk]}
        if come := sorted(near - wanted.keys()):
            had |= _had(come, pointing=False)
            wanted |= _choose_each(kind, come)
        wanted = {pk: chosen for pk, chosen in wanted.items() if pk in pks or pk in near or pk in shows}
    keep(kind, {pk: chosen for pk, chosen in wanted.items() if chosen != had.get(pk, [])}, number=number)


def _choose_each(kind, pks):
    wanted = {}
    for start in range(0, len(pks), AT_ONCE):
        wanted |= choose(kind, pks[start : start + AT_ONCE])
    return wanted


def _had(pks, *, pointing: bool = True) -> dict[int, list[tuple[int, str]]]:
    """What is kept for these records; and for those they show, and (`pointing`) those that show them. One query."""
    related = Relation.objects.filter(kind=Relation.Kind.RELATED)
    whose = Q(subject__in=pks)
    if pointing:
        showing, shown = related.filter(object__in=pks).values("subject"), related.filter(subject__in=pks).values("object")
        whose |= Q(subject__in=showing) | Q(subject__in=shown)
    had = defaultdict(list)
    for subject, other, why in related.filter(whose).order_by("position", "pk").values_list("subject", "object", "why"):
        had[subject].append((other, why))
    return dict(had)


def keep(kind: str, chosen: dict[int, list[tuple[int, str]]], *, number: int) -> None:
    """Write what these records, of one kind, show as related."""
    if not chosen:
        return
    Relation.objects.filter(subject__in=chosen, kind=Relation.Kind.RELATED).delete()
    Relation.objects.bulk_create(
        Relation(subject_id=pk, subject_kind=kind, kind=Relation.Kind.RELATED, object_id=other, position=position, why=why)
        for pk, others in chosen.items()
        for position, (other, why) in enumerate(others)
    )
    Record.objects.filter(pk__in=chosen).exclude(stamp=number).update(stamp=number)


def showing(record: Record) -> set[tuple[str, int]]:
    """The records that show this one as related: (kind, record)."""
    rows = Relation.objects.filter(object=record, kind=Relation.Kind.RELATED)
    return {(record.kind, pk) for pk in rows.values_list("subject", flat=True)}


def is_reason(source: str, record: Record | None) -> bool:
    """Whether a shared row (by its name in facets, and its record) may be why records are related."""
    if Value.objects.filter(source=source, field__in=FIELDS).exists():
        return True
    return record is not None and Relation.objects.filter(object=record, kind=Relation.Kind.CITES).exists()


# -- choosing them -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Thing:
    """What can be shared: a source, a tag, a theme."""

    key: tuple[str, int]
    reason: str
    label: str
    records: int  # that have it: of a source no more than one over COMMON are counted, of a theme no more than MANY

    @property
    def points(self) -> int:
        return {"source": SOURCE, "tag": TAG}.get(self.reason) or THEME * HALF // (HALF - 2 + max(2, self.records))


@dataclass
class Pair:
    """What another record has in common with one."""

    points: int = 0
    things: list[Thing] = field(default_factory=list)
    words: dict[str, int] = field(default_factory=dict)  # those in both titles

    def add(self, thing: Thing, points: int) -> None:
        self.points += points
        self.things.append(thing)

    def why(self, *titles: str) -> str:
        """The strongest reason, in words; "" when there is none."""
        said = [(-thing.points, ORDER.index(thing.reason), thing.label) for thing in self.things]
        if self.words and (word := _said(self.words, *titles)):
            said.append((-min(WORDS, sum(self.words.values())), ORDER.index("word"), word))
        if not said:
            return ""
        _points, place, label = min(said)
        says = (
            _("zelfde bron: %(label)s"),
            _("zelfde trefwoord: %(label)s"),
            _("zelfde thema: %(label)s"),
            _("ook over: %(label)s"),
        )
        return excerpt(says[place] % {"label": label}, LONGEST)


def choose(kind: str, pks: list[int]) -> dict[int, list[tuple[int, str]]]:
    """{record: [(related record, why)]}, the best first, for records of one kind. At most six queries."""
    texts, mine = _said_of(kind, pks)
    pairs: dict[int, dict[int, Pair]] = {pk: defaultdict(Pair) for pk in pks}
    holders = _holders(kind, {thing.key for things in mine.values() for thing in things if thing.records <= COMMON})
    for pk, things in mine.items():
        for thing in things:
            points = thing.points
            for other in holders[thing.key]:
                pairs[pk][other].add(thing, points)
    _add_words(kind, texts, pairs)
    common = {pk: [thing for thing in things if thing.records > COMMON] for pk, things in mine.items()}
    _add_newest(kind, pairs, {pk: things for pk, things in common.items() if things and len(pairs[pk]) <= RELATED})
    for pk, found in pairs.items():
        found.pop(pk, None)
        pairs[pk] = dict(sorted(found.items(), key=lambda item: (item[1].points, item[0]), reverse=True)[:MOST])
    known = _weigh_out(pairs, common)
    return {pk: _best(texts.get(pk, ("", ""))[0], found, known) for pk, found in pairs.items()}


def _best(title: str, found: dict[int, Pair], known: dict[int, tuple[str, int]]) -> list[tuple[int, str]]:
    in_order = sorted(found, key=lambda other: other)
    in_order.sort(key=lambda other: (found[other].points, known[other][1]), reverse=True)
    best: list[tuple[int, str]] = []
    for other in in_order:
        if len(best) < RELATED and (why := found[other].why(title, known[other][0])):
            best.append((other, why))
    return best


# -- by what they share ------------------------------------------------------------------------------------------------
THINGS = """
WITH held AS (
  SELECT f.record_id, v.field, v.id, v.label FROM catalogue_facet f JOIN catalogue_value v ON v.id = f.value_id
  WHERE f.record_id IN ({pks}) AND v.field IN ({fields})
), cited AS (
  SELECT r.subject_id, b.id, b.title, CAST(b.card AS TEXT) AS card
  FROM catalogue_relation r JOIN catalogue_record b ON b.id = r.object_id WHERE r.kind = 'cites' AND r.subject_id IN ({pks})
), holding AS MATERIALIZED (
  SELECT v.id AS value_id, (SELECT COUNT(*) FROM (
    SELECT 1 FROM catalogue_facet c WHERE c.kind = %s AND c.value_id = v.id LIMIT {many}
  ) counted) AS number FROM (SELECT DISTINCT id FROM held) v
), citing AS MATERIALIZED (
  SELECT d.id, (SELECT COUNT(*) FROM (
    SELECT 1 FROM catalogue_relation c WHERE c.object_id = d.id AND c.kind = 'cites' LIMIT {enough}
  ) few) AS number FROM (SELECT DISTINCT id FROM cited) d
)
SELECT h.record_id, h.field, h.id, h.label, '', COALESCE(n.number, 0) FROM held h LEFT JOIN holding n ON n.value_id = h.id
UNION ALL
SELECT c.subject_id, 'source', c.id, c.title, c.card, COALESCE(n.number, 0) FROM cited c LEFT JOIN citing n ON n.id = c.id
UNION ALL
SELECT id, 'text', id, title, lead, 0 FROM catalogue_record WHERE id IN ({pks}) AND withdrawn_at IS NULL
"""
HOLDERS = """
SELECT 'facet', value_id, record_id FROM catalogue_facet WHERE kind = %s AND value_id IN ({values})
UNION ALL
SELECT 'source', r.object_id, r.subject_id FROM catalogue_relation r JOIN catalogue_record k ON k.id = r.subject_id
WHERE r.kind = 'cites' AND k.kind = %s AND r.object_id IN ({sources})
"""

LEFT = """
SELECT 'facet', value_id, record_id, '' FROM catalogue_facet WHERE record_id IN ({pks}) AND value_id IN ({values})
UNION ALL
SELECT 'source', object_id, subject_id, '' FROM catalogue_relation
WHERE kind = 'cites' AND subject_id IN ({pks}) AND object_id IN ({sources})
UNION ALL
SELECT 'text', RANK() OVER (ORDER BY updated_at), id, title FROM catalogue_record WHERE id IN ({pks})
"""
NEWEST = {  # of what very many have: those that changed last
    side: f"""
SELECT * FROM (
  SELECT '{side}', {{of}}, k.id FROM catalogue_record k WHERE k.kind = %s AND k.withdrawn_at IS NULL AND EXISTS (
    SELECT 1 FROM {having}
  ) ORDER BY k.updated_at DESC, k.id DESC LIMIT {{some}}
) newest_{side}_{{of}}
"""
    for side, having in (
        ("facet", "catalogue_facet f WHERE f.record_id = k.id AND f.value_id = {of}"),
        ("source", "catalogue_relation r WHERE r.kind = 'cites' AND r.subject_id = k.id AND r.object_id = {of}"),
    )
}


def _numbers(pks: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(pks))) or "NULL"


def _said_of(kind: str, pks: list[int]) -> tuple[dict[int, tuple[str, str]], dict[int, list[Thing]]]:
    """Of these records (title, lead), and what they have that others may have too. One query."""
    fields = ", ".join(f"'{name}'" for name in builder_of_kind(kind).related_by)
    texts: dict[int, tuple[str, str]] = {}
    things: dict[int, list[Thing]] = {pk: [] for pk in pks}
    with connection.cursor() as cursor:
        cursor.execute(THINGS.format(pks=_numbers(pks), fields=fields, enough=COMMON + 1, many=MANY), [kind])
        for record, reason, pk, label, more, records in cursor.fetchall():
            if reason == "text":
                texts[record] = (label, more)
            elif reason == "source":
                things[record].append(Thing(("source", pk), reason, json.loads(more).get("short") or label, records))
            else:
                things[record].append(Thing(("facet", pk), reason, label, records))
    return texts, things


def _holders(kind: str, keys: set[tuple[str, int]]) -> dict[tuple[str, int], list[int]]:
    """Which records of this kind have each of these things. One query."""
    holders = defaultdict(list)
    if keys:
        sides = {side: _numbers(pk for other, pk in keys if other == side) for side in ("facet", "source")}
        with connection.cursor() as cursor:
            cursor.execute(HOLDERS.format(values=sides["facet"], sources=sides["source"]), [kind, kind])
            for side, pk, record in cursor.fetchall():
                holders[side, pk].append(record)
    return holders


def _add_newest(kind: str, pairs: dict[int, dict[int, Pair]], common: dict[int, list[Thing]]) -> None:
    """For each of these records the newest that have what is rarest of what many have. One query."""
    rarest = {pk: min(things, key=lambda thing: (thing.records, thing.key)).key for pk, things in common.items()}
    newest = defaultdict(list)
    if keys := sorted({*rarest.values()}):
        parts = [NEWEST[side].format(of=int(of), some=RELATED + 1) for side, of in keys]
        with connection.cursor() as cursor:
            cursor.execute("\nUNION ALL\n".join(parts), [kind] * len(parts))
            for side, of, other in cursor.fetchall():
                newest[side, of].append(other)
    for pk, key in rarest.items():
        for other in newest[key]:
            pairs[pk].setdefault(other, Pair())


def _weigh_out(pairs: dict[int, dict[int, Pair]], common: dict[int, list[Thing]]) -> dict[int, tuple[str, int]]:
    """Add what very many have to those that are left; {record: (title, place in the order of change)}. One query, or none."""
    left = {other for found in pairs.values() for other in found}
    keys = {thing.key for things in common.values() for thing in things}
    known: dict[int, tuple[str, int]] = {}
    having = defaultdict(set)
    if left:
        sides = {side: _numbers(pk for other, pk in keys if other == side) for side in ("facet", "source")}
        with connection.cursor() as cursor:
            cursor.execute(LEFT.format(pks=_numbers(left), values=sides["facet"], sources=sides["source"]))
            for side, of, record, title in cursor.fetchall():
                if side == "text":
                    known[record] = (title, of)
                else:
                    having[side, of].add(record)
    for pk, found in pairs.items():
        for thing in common[pk]:
            for other in having[thing.key].intersection(found):
                found[other].add(thing, thing.points)
    return known


# -- by their words ----------------------------------------------------------------------------------------------------
def _add_words(kind: str, texts: dict[int, tuple[str, str]], pairs: dict[int, dict[int, Pair]]) -> None:
    """What other titles and leads say of the same. Two queries."""
    mine = {pk: (_lexemes(title), _lexemes(lead)) for pk, (title, lead) in texts.items()}
    every = {lexeme for sides in mine.values() for side in sides for lexeme in side if len(lexeme) > 2 and not lexeme.isdigit()}
    of_kind = RawSQL("SELECT COUNT(*) FROM catalogue_record WHERE kind = %s AND withdrawn_at IS NULL", [kind])
    counted = list(Lexeme.objects.filter(pk__in=every, records__gt=1).values_list("text", "records", of_kind))
    known = {text: records for text, records, _number in counted}
    asked = {pk: _rarest(*sides, known) for pk, sides in mine.items()}
    if not any(asked.values()):
        return
    in_title, in_lead = _having(kind, set().union(*asked.values()))
    for pk, lexemes in asked.items():
        named, _told = mine[pk]
        points: Counter[int] = Counter()
        for lexeme in lexemes:
            if not (worth := _worth(len(in_title[lexeme]), counted[0][2])):
                continue
            if lexeme in named:
                for other in in_title[lexeme]:
                    points[other] += worth
                    pairs[pk][other].words[lexeme] = worth
            for other in in_lead[lexeme] - in_title[lexeme] if lexeme in named else in_title[lexeme]:
                points[other] += worth // IN_LEAD
        for other, pair in pairs[pk].items():  # a title and a lead that agree are no reason by themselves
            pair.points += min(WORDS, points[other])


def _lexemes(text: str) -> set[str]:
    return {lexeme for token in tokens(text) for lexeme in token.lexemes}


def _rarest(named: set[str], told: set[str], known: dict[str, int]) -> list[str]:
    """The words to ask: those of the title first, the rarest first, as many as bring no more records than REACH."""
    asked, reach = [], 0
    for lexemes in (named, told - named):
        for lexeme in sorted(lexemes.intersection(known), key=lambda text: (known[text], text)):
            reach += known[lexeme]
            if reach > REACH or len(asked) == MOST_WORDS:
                return asked
            asked.append(lexeme)
    return asked


def _having(kind: str, lexemes: set[str]) -> tuple[dict[str, set[int]], dict[str, set[int]]]:
    """The records of this kind that have each of these lexemes in their title, and in their lead or labels. One query."""
    asked = engine().expression([((lexeme,),) for lexeme in sorted(lexemes)], any_of=True, within=("title", "lead"))
    sql, parameters = engine().ids(asked)
    rows = Indexed.objects.filter(pk__in=RawSQL(sql, parameters)).values_list("pk", "title", "lead", "record__kind")
    in_title, in_lead = defaultdict(set), defaultdict(set)
    for pk, title, lead, its_kind in rows:
        if its_kind == kind:  # looked at here: a database that is asked for it reads all records of the kind first
            for found, text in ((in_title, title), (in_lead, lead)):
                for lexeme in lexemes.intersection(text.split()):
                    found[lexeme].add(pk)
    return in_title, in_lead


def _worth(titles: int, number: int) -> int:
    """What a word tells that so many titles have, of this number of records; nothing when more than one in TELLS has it."""
    if not titles or titles * TELLS > number:
        return 0
    return min(WORDS, round(WORDS * math.log(number / titles) / math.log(number / 2)))


def _said(words: dict[str, int], *titles: str) -> str:
    """The most telling of these lexemes as a word of one of the titles; the longest of those that tell as much."""
    in_order = sorted(words, key=lambda text: (-words[text], -len(text), text))
    for lexeme in in_order:
        for title in titles:
            for place, token in enumerate(tokens(title)):
                if token.lexemes[:1] == (lexeme,):
                    return token.text if place or not token.text.istitle() else token.text.lower()
    for lexeme in in_order:
        for token in (token for title in titles for token in tokens(title) if lexeme in token.lexemes):
            for part in [*HYPHEN.split(token.text), *split(token.text)]:
                if stem(part) == lexeme:
                    return part.lower()
    return ""
