"""One change to many things: what it would do to each of them, and doing it, thing by thing.

A thing that cannot take the change says why and keeps the others from nothing. Texts change as a save changes them: in the
working copy, which becomes newer than what is online. Who looks after a text (owner, reviewers) is no text: the status stays."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import OperationalError, models, transaction
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.publishing import logbook
from portal.publishing.logbook import Act
from portal.publishing.models import Publication, Status
from portal.publishing.workflow import StepRefused, may, take
from portal.shared import Shared, public_lock, survivors
from portal.taxonomy.models import Tag, tag_key

ADD, REMOVE, SET, REPLACE, PUT = "add", "remove", "set", "replace", "put"
CHANGED, SAME, REFUSED = "changed", "same", "refused"


class BulkRefused(Exception):
    """Why a change cannot be made to anything, in a sentence."""


@dataclass
class Fate:
    """What a change would do to a thing, or why it cannot."""

    thing: Any
    changes: list[tuple[str, str, str]] = field(default_factory=list)  # (field, what it is now, what it becomes)
    refusal: str = ""
    notes: list[str] = field(default_factory=list)
    texts: bool = False  # whether readers would see it after publishing

    @property
    def outcome(self) -> str:
        return REFUSED if self.refusal else CHANGED if self.changes else SAME


@dataclass
class Done:
    """What was done to a thing."""

    pk: int
    title: str
    outcome: str
    words: str


def seen_of(thing: Any) -> str:
    """A short name for how a thing is now; something else later means that somebody changed it."""
    if isinstance(thing, Publication):
        return str(thing.edit)
    said = [column.value_from_object(thing) for column in thing._meta.concrete_fields]
    said += [sorted(row.pk for row in getattr(thing, many.name).all()) for many in thing._meta.many_to_many]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:12]


class Change:
    """What is asked: {field: {"how": add, remove, set, replace or put, "what": numbers, words or a value, "was": a number}}, and
    "withdraw" with its comment. Plain values, so that it can travel with a page."""

    def __init__(self, model: Any, asked: dict[str, dict]):
        self.model, self.asked = model, {name: said for name, said in asked.items() if name != "withdraw"}
        self.withdraw = asked.get("withdraw")
        self.rows: dict[str, list] = {}
        self.was: dict[str, Any] = {}
        for name, said in self.asked.items():
            self._look_up(name, said)

    def _look_up(self, name, said):
        """The rows that are named, as they are today. Raises BulkRefused when one is gone."""
        column = self.model._meta.get_field(name)
        related = getattr(column, "related_model", None)
        if related is Tag and said["how"] != REMOVE:
            self.rows[name] = _tags(said["what"])
        elif related is not None:
            wanted = said["what"] if isinstance(said["what"], list) else [said["what"]] if said["what"] else []
            self.rows[name] = _existing(related, wanted)
            if said["how"] == REPLACE:
                self.was[name] = _existing(related, [said["was"]])[0]

    # -- looking -------------------------------------------------------------------------------------------------------
    def things(self, pks: Iterable[int]) -> list[Any]:
        """The things themselves with what the change looks at; as many queries for a hundred as for one."""
        names = [name for name in self.asked if self._is_many(name)]
        alone = [name for name in self.asked if not self._is_many(name) and self.model._meta.get_field(name).remote_field]
        many = [one.name for one in self.model._meta.many_to_many] if issubclass(self.model, Shared) else names
        found = self.model._default_manager.select_related(*alone) if alone else self.model._default_manager.all()
        rows = {row.pk: row for row in found.filter(pk__in=list(pks)).prefetch_related(*many)}
        return [rows[pk] for pk in pks if pk in rows]

    def fate(self, thing, by, allowed: Callable[[Any], bool] = bool) -> Fate:
        """What would happen to this thing, for this person."""
        fate = Fate(thing)
        shared = isinstance(thing, Shared)
        if not allowed(thing) or (not shared and self.asked and not may(by, "edit", thing)):
            fate.refusal = _("Je mag dit niet wijzigen.")
        elif self.withdraw is not None and not may(by, "withdraw", thing):
            fate.refusal = _("Je mag dit niet intrekken.")
        elif self.withdraw is not None and thing.live_id is None:
            fate.refusal = _("Dit staat niet online; er valt niets in te trekken.")
        else:
            self._tell(thing, fate)
        return fate

    def _tell(self, thing, fate):
        for name in self.asked:
            now, after = self.before_and_after(thing, name)
            if not _same(now, after):
                column = self.model._meta.get_field(name)
                fate.changes.append((str(capfirst(column.verbose_name)), _in_words(column, now), _in_words(column, after)))
                fate.texts = fate.texts or name not in getattr(thing, "LIVE", {name} if isinstance(thing, Shared) else ())
        if self.withdraw is not None:
            fate.changes.append((_("Online"), _("ja"), _("nee: ingetrokken")))
        elif fate.texts and thing.status == Status.SCHEDULED:
            fate.notes.append(_("De planning vervalt: plan de nieuwe tekst opnieuw in."))
        elif fate.texts and thing.live_id:
            fate.notes.append(_("Lezers zien het pas als je publiceert."))

    def before_and_after(self, thing, name) -> tuple[Any, Any]:
        """The value of a field now, and what it becomes."""
        said, rows = self.asked[name], self.rows.get(name)
        if not self._is_many(name):
            now = getattr(thing, name)
            if rows is not None:
                return now, rows[0] if rows else None
            return now, _parsed(self.model._meta.get_field(name), said["what"])
        now, rows = list(getattr(thing, name).all()), rows or []
        if said["how"] == ADD:
            return now, _each_once([*now, *rows])
        if said["how"] == REMOVE:
            return now, [row for row in now if _key(row) not in {_key(one) for one in rows}]
        if said["how"] == REPLACE:
            swapped = [rows[0] if _key(row) == _key(self.was[name]) else row for row in now]
            return now, _each_once(swapped)
        return now, _each_once(rows)

    def _is_many(self, name) -> bool:
        return bool(self.model._meta.get_field(name).many_to_many)

    # -- doing ---------------------------------------------------------------------------------------------------------
    def make(self, pk: int, seen: str, *, by, at: datetime, allowed: Callable[[Any], bool] = bool) -> Done:
        """Make the change to one thing, in one transaction with its line in the log; or say why not."""
        try:
            with transaction.atomic():
                public_lock.send(self.model)
                thing = self.model._default_manager.select_for_update(of=("self",)).get(pk=pk)
                if seen_of(thing) != seen:
                    return Done(pk, str(thing), REFUSED, _("Iemand wijzigde dit intussen. Bekijk het opnieuw."))
                fate = self.fate(thing, by, allowed)
                if fate.outcome == CHANGED:
                    self._write(thing, fate, by=by, at=at)
                return Done(pk, str(thing), fate.outcome, fate.refusal or " ".join(_sentence(*one) for one in fate.changes))
        except self.model.DoesNotExist:
            return Done(pk, f"{self.model._meta.verbose_name} {pk}", REFUSED, _("Dit bestaat niet meer."))
        except (StepRefused, ValidationError) as refusal:
            return Done(pk, str(thing), REFUSED, " ".join(getattr(refusal, "messages", [str(refusal)])))
        except OperationalError:
            words = _("Er waren te veel mensen tegelijk bezig. Probeer dit opnieuw.")
            return Done(pk, f"{self.model._meta.verbose_name} {pk}", REFUSED, words)

    def _write(self, thing, fate, *, by, at):
        names, many = [], {}
        for name in self.asked:
            now, after = self.before_and_after(thing, name)
            if not _same(now, after):
                if self._is_many(name):
                    many[name] = after
                else:
                    setattr(thing, name, after)
                    names.append(name)
        for name, after in many.items():
            getattr(thing, name).set([row if row.pk else row.name for row in after])
        labels = [label[:1].lower() + label[1:] for label, _now, _after in fate.changes]
        if isinstance(thing, Shared):
            thing.full_clean()
            thing.save()
        else:
            self._write_publication(thing, names, fate, by=by, at=at)
        if names or many:
            said = _("samen met andere: %(fields)s") % {"fields": ", ".join(labels)}
            logbook.write(Act.CHANGED, thing, by=by, at=at, said=said)

    def _write_publication(self, thing, names, fate, *, by, at):
        if names:
            thing.save(update_fields=names)
        if fate.texts:
            thing = take(thing, "edit", seen=thing.edit, at=at, by=by)
        elif self.asked:  # who looks after it: whoever has it open hears of it
            thing.edit, thing.changed_by = thing.edit + 1, by
            thing.save(update_fields=["edit", "changed", "changed_by"])
        if self.withdraw is not None:
            take(thing, "withdraw", seen=thing.edit, at=at, by=by, comment=str(self.withdraw.get("comment", "")))


def _tags(words: list[str]) -> list[Tag]:
    """The tags that these words are; a word that is none yet is a tag that is not saved."""
    keys = {tag_key(word): word for word in words if tag_key(word)}
    known = {tag.key: tag.merged_into or tag for tag in Tag.objects.filter(key__in=keys).select_related("merged_into")}
    return [known.get(key) or Tag(name=word, key=key) for key, word in keys.items()]


def _existing(model: Any, pks: list[int]) -> list[Any]:
    known = survivors(model, pks) if issubclass(model, Shared) else {pk: pk for pk in pks}
    rows = model._base_manager.in_bulk([known[pk] for pk in pks if pk in known])
    if any(known.get(pk) not in rows for pk in pks):
        raise BulkRefused(_("Iets wat je koos, bestaat niet meer. Kies opnieuw."))
    return [rows[known[pk]] for pk in pks]


def _key(row) -> Any:
    return row.key if isinstance(row, Tag) else row.pk


def _each_once(rows: list) -> list:
    return list({_key(row): row for row in rows}.values())


def _same(now, after) -> bool:
    if isinstance(now, list):
        return {_key(row) for row in now} == {_key(row) for row in after}
    return (now or None) == (after or None)


def _parsed(column: models.Field, value):
    """The value of a column that names no row: a date or a choice."""
    if value in (None, ""):
        return None if column.null else ""
    return date.fromisoformat(value) if isinstance(column, models.DateField) else value


def _in_words(column, value) -> str:
    if isinstance(value, list):
        return ", ".join(sorted(map(str, value), key=str.casefold)) or _("geen")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if column.choices:
        return str(dict(column.flatchoices).get(value, value) or _("leeg"))
    return str(value or _("leeg"))


def _sentence(label: str, now: str, after: str) -> str:
    return _("%(label)s: was %(now)s, is nu %(after)s.") % {"label": label, "now": now, "after": after}
