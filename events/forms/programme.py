"""A whole programme as one form: what was posted, on what is there, and everything that is wrong with it."""

import re
from collections import Counter

from django.utils.translation import gettext as _

from events.forms.pasted import pasted
from events.forms.rows import BlockForm, Facts, RowForm, names_of
from events.models import Block, Contribution, Form, Person, Session
from events.models.session import ROLE_OF_FORM, Role
from portal.text import fold, without_nul

MOST_NEW = 100  # sessions in one save
EMPTY_ROWS = 3
NUMBERED = {Form.MASTERCLASS, Form.TABLE}
KEY = re.compile(r"[0-9]{1,12}|n[0-9]{1,6}")


class ProgrammeForm:
    """A programme as one form. Blocks and sessions are named by their number; new ones by “n1”, “n2” ..."""

    def __init__(self, facts: Facts, data=None):
        self.facts, self.is_bound, self.faults = facts, data is not None, []
        self.blocks: list[BlockForm] = []
        self.rows: list[RowForm] = []
        self.pasted: list[tuple[RowForm, BlockForm, int]] = []
        self.fresh = 0
        if data is not None:
            data = data.copy()
            for name, values in data.lists():
                data.setlist(name, [without_nul(value) for value in values])
        self.data = data
        self._read_blocks(data)
        self._read_rows(data)

    # -- what was posted, on what is there -----------------------------------------------------------------------------------
    def _block(self, key, row=None, data=None) -> BlockForm:
        return BlockForm(key, row or Block(), data, several_days=bool(self.facts.day.last_date))

    def _read_blocks(self, data):
        known = {str(block.pk): block for block in self.facts.blocks}
        for entry in dict.fromkeys(data.getlist("blok")) if data is not None else ():
            key, _colon, mark = entry.partition(":")
            if not KEY.fullmatch(key) or any(form.key == key for form in self.blocks):
                continue
            form = self._block(key, known.get(key), data)
            if form.is_new and mark and form.touched(mark):
                form.add_error(None, _("Dit blok is intussen weggehaald. Bewaar je opnieuw, dan komt het er weer bij."))
            elif form.is_new and mark:
                continue  # gone, and nothing was typed in it
            elif not form.is_new and form.touched(mark) and form.shown() != mark:
                form.add_error(
                    None,
                    _(
                        "Iemand wijzigde dit blok intussen ook; het heet daar “%(title)s”. Wat jij typte, staat hier en is nog "
                        "niet bewaard. Bewaar je opnieuw, dan komt het in de plaats."
                    )
                    % {"title": form.initial["title"]},
                )
            elif not form.touched(form.shown() if form.is_new else mark):
                form = self._block(key, known.get(key))
            self.blocks.append(form)
        seen = {form.key for form in self.blocks}
        self.blocks += [self._block(key, block) for key, block in known.items() if key not in seen]
        if data is None and "add_block" in self.facts.may:
            self.blocks.append(self._block(self._new_key()))

    def _new_key(self) -> str:
        self.fresh += 1
        return f"n{self.fresh}"

    def row(self, key, session=None, data=None, home="") -> RowForm:
        """A row of this page."""
        return RowForm(key, session or Session(day=self.facts.day), data, facts=self.facts, blocks=self.choices, home=home)

    def _read_rows(self, data):
        self.choices = [(form.key, str(form["title"].value() or _("Nieuw blok"))) for form in self.blocks]
        known = {str(session.pk): session for session in self.facts.sessions}
        seen = set()
        for entry in dict.fromkeys(data.getlist("rij")) if data is not None else ():
            key, edit, mark = [*entry.split(":"), "", ""][:3]
            if KEY.fullmatch(key) and key not in seen:
                seen.add(key)
                if form := self._posted_row(key, known.get(key), data, edit, mark):
                    self.rows.append(form)
        for key, session in known.items():
            if key not in seen:
                self.rows.append(self.row(key, session, home=str(session.block_id or "")))
        if data is None and "add_session" in self.facts.may:
            for block in self.blocks:
                if block["kind"].value() != Block.Kind.BREAK:
                    self.rows += [self.row(self._new_key(), home=block.key) for _place in range(EMPTY_ROWS)]

    def _posted_row(self, key, session, data, edit, mark) -> RowForm | None:
        home = str(session.block_id or "") if session else data.get(f"s{key}-block", "")
        form = self.row(key, session, data, home)
        if session is None and mark:
            if form.typed() == mark:
                return None  # gone, and nothing was typed in it
            form.add_error(None, _("Deze sessie is intussen verwijderd. Bewaar je opnieuw, dan komt ze er als nieuwe bij."))
        elif session is None:
            return form if form.typed() != form.shown() else self.row(key, home=home)
        elif form.typed() == mark and form.kept():
            return self.row(key, session, home=home)
        elif form.shown() != mark or edit != str(session.edit):
            form.add_error(None, form.conflict())
        return form

    # -- is it right? ----------------------------------------------------------------------------------------------------
    def is_valid(self) -> bool:
        """Whether all of it can be saved; fills `faults` with (id of the field, where, sentence)."""
        self._read_lists()
        self._check_places()
        rows = [row for row in self.touched_rows() if row.kept()]
        for form in [*self.blocks, *rows]:
            form.is_valid()  # all of it, so that everything wrong is said at once
        for form in [*self.blocks, *self.rows]:
            if form.is_bound and form.is_new and f"add_{form._meta.model._meta.model_name}" not in self.facts.may:
                form.add_error(None, _("Je hebt niet de rechten om dit toe te voegen."))
        for row in rows:
            if row.is_new and not row["form"].data:
                row.cleaned_data["form"] = row.instance.form = self._form_in(row.cleaned_data.get("block", ""))
        self._number(rows)
        self._find_people(rows)
        self._collect()
        return not self.faults

    def touched_rows(self) -> list[RowForm]:
        """The rows in which something was typed, those of pasted lists included, in the order of the page."""
        return [row for row in [*self.rows, *(row for row, _block, _line in self.pasted)] if row.is_bound]

    def _read_lists(self):
        new = sum(row.is_new and row.is_bound for row in self.rows)
        lists = [(block, list(pasted(block["pasted"].data or ""))) for block in self.blocks if block.is_bound]
        count = new + sum(len(lines) for _block, lines in lists)
        for block, lines in lists:
            if lines and "add_session" not in self.facts.may:
                block.add_error("pasted", _("Je hebt niet de rechten om een sessie te maken."))
            elif lines and count > MOST_NEW:
                said = {"most": MOST_NEW, "count": count}
                words = _("Je voegt hoogstens %(most)s sessies tegelijk toe; dit zijn er %(count)s. Plak de lijst in delen.")
                block.add_error("pasted", words % said)
            else:
                self.pasted += [(self._pasted_row(block, cells), block, line) for line, cells in lines]
        if new > MOST_NEW:
            self.faults.append(("", "", _("Je voegt hoogstens %(most)s sessies tegelijk toe.") % {"most": MOST_NEW}))

    def _pasted_row(self, block, cells):
        key = self._new_key()
        row = self.row(f"p{key}", data={f"sp{key}-{name}": text for name, text in {**cells, "block": block.key}.items()})
        if cells["extra"]:
            row.add_error(None, _("na de plaatsen staat nog “%(extra)s”.") % {"extra": cells["extra"][:80]})
        return row

    def _form_in(self, key) -> Form:
        return next((block.form_of_row() for block in self.blocks if block.key == key), Form.MASTERCLASS)

    def place_of(self, row) -> str:
        """The block in which this row stands after saving."""
        return str(row["block"].value() or "")

    def _check_places(self):
        """A block that goes is empty; a block that gets sessions has a title."""
        used = Counter(self.place_of(row) for row in self.rows if row.kept() and (row.is_bound or not row.is_new))
        used.update(block.key for _row, block, _line in self.pasted)
        for place, block in enumerate(self.blocks):
            count = used[block.key]
            if block.is_new and not block.is_bound and count:
                self.blocks[place] = self._block(block.key, data=self.data)
            elif count and not block.kept():
                words = _("In dit blok staan nog sessies (%(count)s). Verplaats of verwijder ze eerst.")
                block.add_error("remove", words % {"count": count})

    def _number(self, rows):
        """New masterclasses and tables without a number go on where the others stopped."""
        last = Counter()
        for row in self.rows:
            if row.kept() and not row.is_new:
                shape, number = row.instance.form, row.instance.number
                last[shape] = max(last[shape], number or 0)
        for row in rows:
            shape, number = row.cleaned_data.get("form"), row.cleaned_data.get("number")
            if row.is_new and number is None and shape in NUMBERED and not row.errors:
                number = row.cleaned_data["number"] = row.instance.number = last[shape] + 1
            last[shape] = max(last[shape], number or 0)

    def _find_people(self, rows):
        """Who each new name is: somebody we know, somebody new, or a team. Two of that name: the organiser says which."""
        asked = {name for row in rows for one, mine in row.plan if not mine and not one.team for name in names_of(one)}
        known: dict[str, list[Person]] = {}
        for person in Person.objects.current().order_by("pk") if asked else ():
            known.setdefault(fold(person.name), []).append(person)
        for row in rows:
            row.plan = [(one, mine or self._person(row, one, known)) for one, mine in row.plan]
            self._refuse_doubles(row)

    def _person(self, row, named, known) -> Person | None:
        if named.team:
            return None
        found = list({person.pk: person for name in sorted(names_of(named)) for person in known.get(name, [])}.values())
        if len(found) > 1:
            words = _("Er zijn %(count)s sprekers die %(name)s heten. Kies de juiste in het formulier van de sessie zelf.")
            row.add_error("speakers", words % {"count": len(found), "name": named.name})
        elif not found and "add_person" not in self.facts.may:
            row.add_error("speakers", _("%(name)s kennen we nog niet, en je mag geen sprekers toevoegen.") % {"name": named.name})
        return found[0] if len(found) == 1 else None

    @staticmethod
    def _refuse_doubles(row):
        role = ROLE_OF_FORM.get(row.cleaned_data.get("form"), Role.SPEAKER)
        seen = set()
        for one, who in row.plan:
            mine = isinstance(who, Contribution)
            place = (fold(str(who) if who else one.name), who.role if mine else role)
            if place in seen and not mine:
                row.add_error("speakers", _("%(name)s staat er twee keer.") % {"name": one.name})
            seen.add(place)

    def _collect(self):
        for row, block, line in self.pasted:
            for name, sentences in row.errors.items():
                label = f"{row.label_of(name)}: " if name in row.fields else ""
                said = {"line": line, "title": row.called(), "what": label + " ".join(sentences)}
                block.add_error("pasted", _("Regel %(line)s (“%(title)s”), %(what)s") % said)
        for form in [*self.blocks, *self.rows]:
            self.faults += form.faults()

    def spare_block(self, key: str) -> BlockForm:
        """A block to copy from, for “Nog een blok”."""
        return self._block(key)

    # -- for the page ----------------------------------------------------------------------------------------------------
    def groups(self) -> list[dict]:
        """The blocks with their rows, in the order of the page; what stands in none comes last."""
        places = {block.key: {"block": block, "rows": []} for block in self.blocks}
        loose = {"block": None, "rows": []}
        for row in self.rows:
            places.get(self.place_of(row), loose)["rows"].append(row)
        return [*places.values(), *([loose] if loose["rows"] else [])]
