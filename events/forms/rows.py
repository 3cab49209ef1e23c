"""The rows of a programme: a block, and a session in one line. Each knows what its page showed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from html import unescape

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import construct_instance
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.lineup import LineupRefused, Named, parse, say
from events.models import Block, Contribution, Form, Room, Session, StudyDay
from portal.fields import HourField
from portal.publishing.admin import BADGES
from portal.publishing.forms import DeskForm
from portal.text import fold

NEW_ROOM = "nieuw"
FORM_OF_KIND = {
    Block.Kind.PLENARY: Form.KEYNOTE,
    Block.Kind.PARALLEL: Form.MASTERCLASS,
    Block.Kind.OPEN_SPACE: Form.TABLE,
    Block.Kind.BREAK: Form.LECTURE,
}


@dataclass
class Facts:
    """A programme as it stands: everything that its form needs, fetched once."""

    day: StudyDay
    blocks: list[Block]
    sessions: list[Session]  # with block, room, changed_by and their contributions
    rooms: list[Room]
    online: set[int] = field(default_factory=set)  # sessions that readers ever saw
    may: set[str] = field(default_factory=set)  # such as "add_session"


class MarkedForm(DeskForm):
    """A row that nobody touched is left alone; one that somebody else changed meanwhile is said.

    The page carries a mark of what it showed in the row. Typed the same: untouched. Now another mark: changed elsewhere.
    """

    MARKED: tuple[str, ...] = ()

    def __init__(self, key: str, instance, data=None, **kwargs):
        self.key, self.is_new = key, instance.pk is None
        super().__init__(data, instance=instance, prefix=f"{self.LETTER}{key}", **kwargs)

    def shown(self) -> str:
        """The mark of what is in the database."""
        return self._mark(lambda name: self.fields[name].prepare_value(self.get_initial_for_field(self.fields[name], name)))

    def typed(self) -> str:
        """The mark of what was posted."""
        return self._mark(lambda name: self[name].data)

    def _mark(self, read) -> str:
        values = [read(name) for name in self.MARKED if name in self.fields and not (self.is_new and name == "position")]
        lines = [[] if value is None or value is False else str(value).splitlines() for value in values]
        texts = ["\n".join(" ".join(line.split()) for line in one).strip() for one in lines]
        return blake2b("\x1f".join(texts).encode(), digest_size=6).hexdigest()

    def _post_clean(self):
        """As a model form does, without asking the database: uniqueness is settled by whoever saves, under the lock."""
        self.instance = construct_instance(self, self.instance, self._meta.fields)
        try:
            exclude = self._get_validation_exclusions()
            self.instance.full_clean(exclude=exclude, validate_unique=False, validate_constraints=False)
        except ValidationError as error:
            self._update_errors(error)

    def kept(self) -> bool:
        """Whether this row is still there after saving."""
        return not (self.is_bound and "remove" in self.fields and self["remove"].data)

    def entry(self) -> str:
        """How the page names this row: its key, and for one that is saved what was shown in it."""
        edit = f":{self.instance.edit}" if isinstance(self.instance, Session) else ""
        return f"{self.key}:" if self.is_new else f"{self.key}{edit}:{self.shown()}"

    def faults(self) -> Iterator[tuple[str, str, str]]:
        """(id of the field, where that is, sentence) of everything that is wrong in this row."""
        for name, sentences in self.errors.items() if self.is_bound else ():
            if name not in ("__all__", "remove") and not self.kept():
                continue
            known = name in self.fields
            anchor = self[name].id_for_label if known else f"{self.prefix}-fouten"
            where = ", ".join(filter(None, [self.called(), self.label_of(name)]))
            yield from ((anchor, where, sentence) for sentence in sentences)

    def label_of(self, name: str) -> str:
        """The label of a field, inside a sentence."""
        label = str(self.fields[name].label) if name in self.fields else ""
        return label[:1].lower() + label[1:]

    def called(self) -> str:
        """What this row is called, in a list of faults."""
        title = str(self["title"].value() or "").strip() or self.initial.get("title") or _("nieuwe rij")
        return title if len(title) <= 60 else f"{title[:60]}…"


def paragraphs(html: str) -> str | None:
    """Rich text of plain paragraphs as it is typed, with an empty line in between; None when it has more markup."""
    found = re.findall(r"<p>([^<]*)</p>", html)
    return "\n\n".join(unescape(text) for text in found) if not re.sub(r"<p>[^<]*</p>", "", html).strip() else None


def as_html(text: str) -> str:
    """What was typed, as paragraphs."""
    parts = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")))
    return "".join(f"<p>{escape(part)}</p>" for part in parts if part)


class BlockForm(MarkedForm):
    LETTER = "b"
    MARKED = ("title", "kind", "starts", "ends", "part", "choice", "position", "date", "wishes_until", "words")

    starts = HourField(label=gettext_lazy("van"), required=False)
    ends = HourField(label=gettext_lazy("tot"), required=False)
    position = forms.IntegerField(
        label=gettext_lazy("volgorde"),
        required=False,
        min_value=0,
        max_value=32000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    pasted = forms.CharField(
        label=gettext_lazy("Plak een lijst"), required=False, max_length=60_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    words = forms.CharField(
        label=gettext_lazy("inleiding"), required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 3})
    )
    remove = forms.BooleanField(label=gettext_lazy("dit blok weghalen"), required=False)

    class Meta:
        model = Block
        fields = ["title", "kind", "starts", "ends", "part", "choice", "position", "date", "wishes_until"]
        widgets = dict.fromkeys(("date", "wishes_until"), forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        error_messages = {"title": {"required": gettext_lazy("Geef dit blok een titel.")}}

    def __init__(self, key, instance, data=None, *, several_days=False):
        super().__init__(key, instance, data)
        if not several_days and not instance.date:
            del self.fields["date"]
        if instance.choice != Block.Choice.RANKED and not instance.wishes_until:
            del self.fields["wishes_until"]
        self.initial["words"] = paragraphs(instance.intro)
        if self.initial["words"] is None:
            del self.fields["words"]  # it has markup that plain words would lose
        if self.is_new:
            self.initial["position"] = None
            del self.fields["remove"]

    def touched(self, mark: str) -> bool:
        """Whether something was typed here that is not what the page showed."""
        more = bool(self["pasted"].data or "") or bool("remove" in self.fields and self["remove"].data)
        return more or self.typed() != mark

    def clean(self):
        if "words" in self.changed_data:
            self.instance.intro = as_html(self.cleaned_data.get("words", ""))
        return self.cleaned_data

    def clean_position(self):
        position = self.cleaned_data["position"]
        return position if position is not None or self.is_new else self.initial["position"]

    def form_of_row(self) -> Form:
        """The form that a new session in this block takes by itself."""
        kind = self.cleaned_data.get("kind") if self.is_bound and hasattr(self, "cleaned_data") else self["kind"].value()
        return FORM_OF_KIND.get(kind, Form.MASTERCLASS)


class RowForm(MarkedForm):
    LETTER = "s"
    MARKED = ("number", "form", "title", "speakers", "room", "new_room", "capacity", "cancelled", "block")

    form = forms.ChoiceField(label=gettext_lazy("vorm"), required=False)
    speakers = forms.CharField(
        label=gettext_lazy("sprekers"), required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 1})
    )
    room = forms.ChoiceField(label=gettext_lazy("zaal"), required=False)
    new_room = forms.CharField(label=gettext_lazy("naam van de nieuwe zaal"), required=False, max_length=80)
    block = forms.ChoiceField(
        label=gettext_lazy("blok"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Dit blok staat niet meer in het programma. Kies een ander.")},
    )
    remove = forms.BooleanField(label=gettext_lazy("deze sessie verwijderen"), required=False)

    class Meta:
        model = Session
        fields = ["number", "form", "title", "capacity", "cancelled"]
        widgets = {
            "number": forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            "title": forms.Textarea(attrs={"rows": 1, "placeholder": " "}),
            "capacity": forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        }
        labels = {"number": gettext_lazy("nr.")}
        error_messages = {"title": {"required": gettext_lazy("Geef de sessie een titel.")}}

    def __init__(self, key, instance, data=None, *, facts: Facts, blocks: list[tuple[str, str]], home: str = ""):
        self.facts, self.plan, self.gone = facts, [], []
        self.contributions = [] if instance.pk is None else list(instance.contributions.all())
        first = {"speakers": self.line(), "room": instance.room_id, "block": home}
        super().__init__(key, instance, data, initial=first | ({"form": ""} if instance.pk is None else {}))
        self.fields["form"].choices = [*([("", _("vanzelf"))] if self.is_new else []), *Form.choices]
        self.fields["block"].choices = [("", _("Nog niet ingedeeld")), *blocks]
        others = [instance.room] if instance.room_id and instance.room not in facts.rooms else []
        rooms = [
            (str(room.pk), f"{room.name} ({room.capacity})" if room.capacity else room.name) for room in [*facts.rooms, *others]
        ]
        self.rooms = {room.pk: room for room in [*facts.rooms, *others]}
        self.fields["room"].choices = [("", "–"), *rooms, (NEW_ROOM, _("nieuwe zaal …"))]
        if self.is_new:
            del self.fields["cancelled"], self.fields["remove"]
        elif "delete_session" not in facts.may or instance.pk in facts.online or instance.taken:
            del self.fields["remove"]
        if not self.is_new and not self._reads_back():
            del self.fields["speakers"]

    # -- speakers ----------------------------------------------------------------------------------------------------------
    def line(self) -> str:
        """The speakers of this session as one line of text."""
        return say(Named(str(row), row.affiliation, team=not row.person_id) for row in self.contributions)

    def _reads_back(self) -> bool:
        """Whether the line says exactly who contributes: a name with a bracket in it has no line of its own."""
        try:
            named = parse(self.line())
        except LineupRefused:
            return False
        pairs = zip(named, self.contributions, strict=False)
        return len(named) == len(self.contributions) and all(
            fold(str(row)) in names_of(one) and one.affiliation == row.affiliation for one, row in pairs
        )

    def clean_speakers(self):
        try:
            named = parse(self.cleaned_data["speakers"])
        except LineupRefused as refusal:
            raise ValidationError(str(refusal)) from None
        self.gone = list(self.contributions)
        self.plan = [(one, self._claimed(one)) for one in named]
        return named

    def _claimed(self, named: Named) -> Contribution | None:
        """The row that this name already has in this session."""
        found = next((row for row in self.gone if fold(str(row)) in names_of(named)), None)
        if found:
            self.gone.remove(found)
        return found

    def speakers_change(self) -> bool:
        """Whether the line says something else than the rows."""
        same = all(row and row.affiliation == one.affiliation for one, row in self.plan) and not self.gone
        return "speakers" in self.fields and not (same and [row for _one, row in self.plan] == self.contributions)

    # -- the rest ----------------------------------------------------------------------------------------------------------
    def clean_title(self):
        return " ".join(self.cleaned_data["title"].split())

    def clean_number(self):
        if self.cleaned_data["number"] == 0:
            raise ValidationError(_("Nummers beginnen bij 1."))
        return self.cleaned_data["number"]

    def clean_form(self):
        return self.cleaned_data["form"] or self.instance.form

    def clean_capacity(self):
        seats, taken = self.cleaned_data["capacity"], self.instance.taken
        if seats is not None and seats < taken:
            raise ValidationError(_("Er zijn al %(taken)s plaatsen ingenomen; minder plaatsen kan niet.") % {"taken": taken})
        return seats

    def clean(self):
        data = self.cleaned_data
        data["room"] = self.rooms.get(int(data["room"])) if data.get("room", "").isdigit() else data.get("room")
        name = " ".join(data.get("new_room", "").split())
        if not name and data["room"] == NEW_ROOM:
            self.add_error("new_room", _("Geef de nieuwe zaal een naam."))
        data["new_room"] = name if data["room"] in ("", NEW_ROOM) else ""
        if data["new_room"]:
            known = next((room for room in self.facts.rooms if fold(room.name) == fold(name)), None)
            data["room"], data["new_room"] = known, "" if known else name
            if not known and not self.facts.day.venue_id:
                self.add_error("new_room", _("Deze dag heeft nog geen locatie. Kies die eerst bij de gegevens van de dag."))
            elif not known and "add_room" not in self.facts.may:
                self.add_error("new_room", _("Je hebt niet de rechten om een zaal te maken."))
        data["room"] = data["room"] or None
        return data

    def room_changes(self) -> bool:
        chosen = self.cleaned_data["room"]
        return bool(self.cleaned_data["new_room"]) or (chosen.pk if chosen else None) != self.instance.room_id

    def badge(self) -> str:
        """The colour of its status."""
        return BADGES.get(self.instance.status, "")

    def conflict(self) -> str:
        """What somebody else did, for whoever typed something else."""
        said = {
            "who": self.instance.changed_by or _("Iemand"),
            "when": date_format(timezone.localtime(self.instance.changed), "j F, H:i"),
            "title": self.initial["title"],
        }
        return (
            _(
                "%(who)s bewaarde deze sessie intussen ook (%(when)s); ze heet daar “%(title)s”. Wat jij typte, staat hier en is "
                "nog niet bewaard. Bewaar je opnieuw, dan komt jouw rij in de plaats."
            )
            % said
        )


def names_of(named: Named) -> set[str]:
    """How this name may be written in a row, for comparing."""
    return {fold(named.name), fold(f"{named.honorific} {named.name}")}
