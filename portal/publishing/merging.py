"""What two editors made of one form, put together: theirs as it was saved, mine as I typed it, and marks of what both began with.

What only one of them changed is taken without a question. What both changed otherwise is asked, field by field. A row that one
removed and the other wrote in stays, and is told. Nothing that was typed is left out.
"""

import re
from dataclasses import dataclass, field

from django.forms.formsets import DELETION_FIELD_NAME
from django.http import QueryDict
from django.utils.translation import gettext as _

from portal.publishing.forms import number_in
from portal.publishing.sheet import MOST_ROWS, Base, Cell, Part, Row, Sheet, Values, at

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Question:
    """A field that both changed, each in another way."""

    key: str
    label: str
    theirs: str  # in plain words
    mine: str


@dataclass
class Merged:
    """What came of it: the form as it would be posted now, and what must be said or asked of it."""

    posted: QueryDict
    questions: list[Question] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)  # what only the other changed
    told: list[str] = field(default_factory=list)  # sentences about rows that somebody removed and somebody wrote in


class Merge:
    """One merge. `answers` are those of the questions that were asked before, {key: MINE or THEIRS}; `moved` says that somebody
    saved since they were asked."""

    def __init__(self, sheet: Sheet, posted: QueryDict, base: Base, answers: dict[str, str], *, moved: bool, files=()):
        self.sheet, self.mine, self.base, self.moved, self.files = sheet, posted, base, moved, files
        self.answers = {} if moved else answers
        self.done = Merged(posted.copy())

    def result(self) -> Merged:
        shown = self.sheet.shown()
        for name, cell in self.sheet.cells.items():
            theirs = shown[name]
            if cell.is_file:
                self._file(name, cell, theirs)
                continue
            if self._side(name, cell, theirs, cell.typed(self.mine), cell.label()) == THEIRS:
                for posted, values in zip(cell.names(), theirs, strict=True):
                    self.done.posted.setlist(posted, list(values))
        for part in self.sheet.parts:
            self._rows(part)
        asked = {question.key for question in self.done.questions}
        self.done.posted["_base"] = str(Base(self.sheet.marks(), asked))
        return self.done

    # -- a field -------------------------------------------------------------------------------------------------------
    def _side(self, key: str, cell: Cell, theirs: Values, mine: Values, label: str) -> str:
        """Whose value it is to be; mine as long as it is a question."""
        if cell.said(theirs) == cell.said(mine):
            return MINE
        if key not in self.base.open:
            if not self.moved:
                return MINE  # nobody else touched it
            was = self.base.marks.get(key)
            if was is not None and cell.mark(mine) == was:
                self.done.taken += [label] if cell.is_told else []
                return THEIRS
            if not cell.is_told or (was is not None and cell.mark(theirs) == was):
                return MINE
        elif answer := self.answers.get(key):
            return answer
        self.done.questions.append(Question(key, label, cell.in_words(theirs), cell.in_words(mine)))
        return MINE

    def _file(self, name: str, cell: Cell, theirs: Values):
        """A file is never posted back: that of the other stays, and mine is chosen again when it must come in its place."""
        was = self.base.marks.get(name)
        if not self.moved or was is None or cell.mark(theirs) == was:
            return
        if name in self.files or f"{name}-clear" in self.done.posted:
            self.done.posted.pop(f"{name}-clear", None)
            words = _("Er is intussen een ander bestand gekozen (%(field)s). Wil je toch het jouwe, kies het dan opnieuw.")
            self.done.told.append(words % {"field": cell.label()})
        else:
            self.done.taken.append(cell.label())

    # -- rows ----------------------------------------------------------------------------------------------------------
    def _rows(self, part: Part):
        theirs = {row.pk: row for row in part.shown() if row.pk}
        if not 0 <= number_in(self.mine.get(f"{part.prefix}-TOTAL_FORMS", ""), -1) <= MOST_ROWS:
            return  # the formset will say so
        mine = part.typed(self.mine)
        part.learn(mine)
        if self.moved:
            self._recognise(part, theirs, mine)
        kept: list[tuple[str, Row]] = []
        for row in mine:
            if row.pk in theirs:
                self._both(part, theirs[row.pk], row)
                kept.append((row.pk, row))
            elif not row.pk or self._survives(part, row):
                kept.append(("", row))
        if self.moved:
            kept += self._new_of_theirs(part, theirs, {row.pk for row in mine})
        self._write(part, sorted(kept, key=lambda pair: not pair[0]))  # the saved ones first, as a formset wants them

    def _recognise(self, part: Part, theirs: dict[str, Row], mine: list[Row]):
        """A row that both added is one row: two rows of this kind cannot both be."""
        new = {pk: row for pk, row in theirs.items() if not self.base.has_row(part, pk) and pk not in {one.pk for one in mine}}
        for names in part.one_of_a_kind:
            free = {repr([part.cells[name].said(row.values[name]) for name in names]): pk for pk, row in new.items()}
            for row in mine:
                said = repr([part.cells[name].said(row.values[name]) for name in names])
                if not row.pk and not row.gone and said in free:
                    row.pk = free.pop(said)
                    row.raw[part.key] = [row.pk]

    def _both(self, part: Part, theirs: Row, mine: Row):
        """A row that is there on both sides."""
        if mine.gone and self.moved and not self._untouched(part, theirs):
            mine.gone = False
            del mine.raw[DELETION_FIELD_NAME]
            said = {"part": part.name, "name": part.called(theirs)}
            words = _("Je haalde “%(name)s” weg (%(part)s), maar intussen werd het gewijzigd: het staat er nog.")
            self.done.told.append(words % said)
        if mine.gone:
            return
        where = f"{part.name}, “{part.called(theirs)}”"
        for name, cell in part.cells.items():
            key, label = at(part, theirs.pk, name), f"{where}: {cell.label()}"
            if self._side(key, cell, theirs.values[name], mine.values[name], label) == THEIRS:
                mine.raw |= dict(zip(cell.names(), map(list, theirs.values[name]), strict=True))

    def _untouched(self, part: Part, row: Row) -> bool:
        """Whether a row says what the page showed when it was opened."""
        return all(
            self.base.marks.get(at(part, row.pk, name)) == cell.mark(row.values[name])
            for name, cell in part.cells.items()
            if cell.is_told
        )

    def _survives(self, part: Part, row: Row) -> bool:
        """Whether a row that the other removed comes back: only when something was written in it."""
        if row.gone:
            return False
        said = {"part": part.name, "name": part.called(row)}
        if self._untouched(part, row):
            self.done.taken.append(_("%(part)s, “%(name)s” weg") % said)
            return False
        words = _("“%(name)s” is intussen weggehaald (%(part)s). Omdat jij erin schreef, staat het er weer bij.")
        self.done.told.append(words % said)
        row.raw[part.key] = [""]
        return True

    def _new_of_theirs(self, part: Part, theirs: dict[str, Row], known: set[str]) -> list[tuple[str, Row]]:
        rows = []
        for pk, row in theirs.items():
            if pk not in known:
                raw = {part.key: [pk]}
                for name, cell in part.cells.items():
                    raw |= dict(zip(cell.names(), map(list, row.values[name]), strict=True))
                rows.append((pk, Row(pk, row.values, raw=raw)))
                self.done.taken.append(_("%(part)s, “%(name)s” erbij") % {"part": part.name, "name": part.called(row)})
        return rows

    def _write(self, part: Part, rows: list[tuple[str, Row]]):
        posted = self.done.posted
        counts = {f"{part.prefix}-TOTAL_FORMS": len(rows), f"{part.prefix}-INITIAL_FORMS": sum(bool(pk) for pk, _row in rows)}
        of_a_row = re.compile(rf"{re.escape(part.prefix)}-[0-9]+-")
        for name in [name for name in posted if of_a_row.match(name)]:
            del posted[name]
        for place, (_pk, row) in enumerate(rows):
            for name, values in row.raw.items():
                posted.setlist(f"{part.prefix}-{place}-{name}", values)
        for name, count in counts.items():
            posted[name] = str(count)
