"""The fields with which people choose: one set for each parallel block, for who registers, who changes their mind and who does it
for somebody else. Text comes in; `Choice`s for `events.registering.registration`, or sentences beside the fields, come out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from events.models import Place, Registration
from events.offers import Offer, Option
from events.registering.seats import Choice
from portal.text import without_nul

NONE = "none"  # the answer of a first wish that is no wish: nothing in this block
RANKS = ("eerste", "tweede", "derde", "vierde")


@dataclass(frozen=True)
class Chosen:
    """What somebody has, waits for or wishes already: sessions by block, the most wanted first, and how it is called. `answered`
    says that they chose nothing in the other blocks; who was registered by a school was not asked yet."""

    sessions: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    mine: Mapping[int, str] = field(default_factory=dict)
    answered: bool = True


def chosen_by(registration: Registration, *, for_somebody: bool = False) -> Chosen:
    """What this registration has in each block, for a form that changes it: their own, or that of who does it for them."""
    seat, line = (
        (_("heeft deze plaats"), _("wacht als %(place)s")) if for_somebody else (_("jouw plaats"), _("je wacht als %(place)s"))
    )
    sessions: dict[int, tuple[int, ...]] = {}
    mine: dict[int, str] = {}
    rank = {Place.State.WAITING: 0, Place.State.CONFIRMED: 1, Place.State.WISHED: 2}
    places = sorted(registration.places.all(), key=lambda place: (rank[Place.State(place.state)], place.rank, place.pk))
    for place in places:
        sessions[place.block_id] = (*sessions.get(place.block_id, ()), place.session_id)
        if place.state == Place.State.CONFIRMED:
            mine[place.session_id] = seat
        elif place.state == Place.State.WAITING:
            mine[place.session_id] = line % {"place": _nth(place.in_line())}
    return Chosen(sessions, mine, answered=registration.party_id is None)


def _nth(number: int) -> str:
    """Which one, in Dutch: 1ste, 2de, 8ste, 20ste."""
    last = number % 100
    return f"{number}{'ste' if last in (1, 8) or last >= 20 else 'de'}"


class BlockFields:
    """The fields of one block, with what was posted or is there already."""

    def __init__(self, offer: Offer, data, chosen: tuple[int, ...] | None, *, must: bool):
        self.offer, self.data, self.must, self.was = offer, data, must, chosen
        self.name = f"block-{offer.pk}"
        self.errors: dict[str, list[str]] = {}
        self.by_pk = {str(option.pk): option for option in offer.options}

    # -- what stands in the fields ---------------------------------------------------------------------------------------
    @property
    def names(self) -> list[str]:
        if self.offer.ranked:
            return [f"{self.name}-{rank}" for rank in range(1, self.offer.wishes + 1)]
        return [self.name, f"{self.name}-meanwhile"]

    @cached_property
    def values(self) -> dict[str, str]:
        """The text in each field."""
        if self.data is not None:
            return {name: without_nul(self.data.get(name, "")).strip()[:20] for name in self.names}
        wanted = [str(pk) for pk in self.was or ()]
        values = dict(zip(self.names, wanted + [""] * len(self.names), strict=False))
        if self.offer.ranked and self.was == ():
            values[self.names[0]] = NONE
        return values

    @property
    def answered(self) -> bool:
        """Whether somebody said anything here, be it that they want nothing."""
        if self.offer.ranked:
            return any(self.values.values())
        return self.was is not None if self.data is None else self.name in self.data

    @property
    def nothing(self) -> bool:
        """Whether the answer is that they want nothing here."""
        if self.offer.ranked:
            return self.values[self.names[0]] == NONE if self.names else False
        return self.answered and not self.values[self.name]

    @property
    def shown_full(self) -> str:
        """The sessions of which the page said that they are full."""
        return ",".join(str(option.pk) for option in self.offer.options if option.full)

    # -- reading ---------------------------------------------------------------------------------------------------------
    def refuse(self, name: str, sentence: str) -> None:
        self.errors.setdefault(name, []).append(sentence)

    def option(self, name: str) -> Option | None:
        """The session in this field; a sentence beside it when it cannot be chosen."""
        text = self.values[name]
        if not text or text == NONE:
            return None
        option = self.by_pk.get(text)
        if option is None:
            self.refuse(name, _("Deze sessie staat niet (meer) in “%(block)s”. Kies opnieuw.") % {"block": self.offer.title})
        elif option.cancelled:
            self.refuse(name, _("“%(session)s” gaat niet door. Kies een andere sessie.") % {"session": option.title})
            return None
        return option

    @property
    def kept(self) -> list[Option]:
        """What was wished here while one could."""
        return [option for pk in self.was or () if (option := self.by_pk.get(str(pk)))]

    def read(self) -> dict[str, Option]:
        """What they want, by field, the most wanted first."""
        return self._wishes() if self.offer.ranked else self._one()

    def _one(self) -> dict[str, Option]:
        meanwhile = f"{self.name}-meanwhile"
        wanted, other = self.option(self.name), self.option(meanwhile)
        if not self.answered and self.must:
            self.refuse(self.name, _("Kies een sessie, of “Geen keuze in dit blok”."))
        if wanted is None:
            return {}  # a seat meanwhile says nothing without a first choice
        if other and other.pk != wanted.pk and other.family == wanted.family:
            said = {"other": other.title, "wanted": wanted.title}
            self.refuse(meanwhile, _("“%(other)s” is dezelfde masterclass als “%(wanted)s”. Kies intussen een andere.") % said)
        return {self.name: wanted} if other is None or other.pk == wanted.pk else {self.name: wanted, meanwhile: other}

    def _wishes(self) -> dict[str, Option]:
        wishes = {name: option for name in self.names if (option := self.option(name))}
        if self.nothing and wishes:
            self.refuse(self.names[0], _("Je koos “Geen keuze in dit blok” en gaf toch wensen. Kies een van beide."))
        seen: dict[int, Option] = {}
        for name, option in wishes.items():
            before = seen.setdefault(option.family, option)
            said = {"session": option.title, "before": before.title}
            if before.pk != option.pk:
                self.refuse(name, _("“%(session)s” is dezelfde masterclass als “%(before)s”. Kies hier een andere.") % said)
            elif list(wishes.values()).index(option) != list(wishes).index(name):
                self.refuse(name, _("“%(session)s” staat al bij je wensen. Kies hier een andere.") % said)
        if not self.answered and self.must and self.names:
            self.refuse(self.names[0], _("Geef je wensen op volgorde, of kies “Geen keuze in dit blok”."))
        return wishes

    def ask_as_many_of_everybody(self, elsewhere: Iterable[int]) -> None:
        """Everybody gives the same number of wishes; who has a masterclass elsewhere has one less to wish for."""
        if not self.offer.ranked or self.nothing or not self.answered or self.errors:
            return
        families = {option.family for option in self.offer.open_options} - set(elsewhere)
        asked = min(len(self.names), len(families))
        empty = [name for name in self.names if not self.values[name]]
        if len(self.names) - len(empty) < asked:
            rank = RANKS[self.names.index(empty[0])]
            said = {"rank": rank, "count": asked}
            words = _("Kies ook een %(rank)s wens: iedereen geeft er %(count)s, dan heeft iedereen evenveel kans.")
            self.refuse(empty[0], words % said)

    def refuse_surprises(self, wanted: Option | None) -> None:
        """A session that filled up while somebody filled in the form is no seat, and they should know before they send it."""
        shown = self.data.get(f"{self.name}-shown")
        if shown is None or wanted is None or not wanted.full or wanted.mine or str(wanted.pk) in shown.split(","):
            return
        words = _("“%(session)s” raakte volzet terwijl je dit invulde. Verstuur opnieuw voor de wachtlijst, of kies een andere.")
        self.refuse(self.name, words % {"session": wanted.title})


class ChoiceFields:
    """All choices of a day. `must`: every block wants an answer (“Geen keuze in dit blok” is one); otherwise a block without an
    answer stays as it is. `group`: one session in a block where who comes first is seated, or nothing."""

    def __init__(self, offers: list[Offer], data=None, *, chosen: Chosen | None = None, must: bool = True, group: bool = False):
        self.data, self.group = data, group
        for option in (option for offer in offers for option in offer.options):
            option.mine = chosen.mine.get(option.pk, "") if chosen else ""
        had = {} if chosen is None else dict(chosen.sessions)
        other = () if chosen and chosen.answered else None
        self.blocks = [BlockFields(offer, data, had.get(offer.pk, other), must=must and not group) for offer in offers]
        self.told: list[str] = []  # what belongs to no field
        self._choices: tuple[Choice, ...] = ()
        if data is not None:
            self._read()

    def _asked(self) -> list[BlockFields]:
        return [block for block in self.blocks if not block.offer.closed and not (self.group and block.offer.ranked)]

    def _read(self) -> None:
        asked = self._asked()
        read = {block.name: self._wanted(block) for block in asked}
        self._once_each(asked, read)
        for block in asked:
            first_come = [other for other in asked if other is not block and not other.offer.ranked]
            block.ask_as_many_of_everybody(option.family for other in first_come for option in read[other.name].values())
        self._gone_blocks()
        self._choices = tuple(
            Choice(block.offer.pk, tuple(option.pk for option in read[block.name].values()))
            for block in asked
            if block.answered and (read[block.name] or not self.group)
        )

    def _wanted(self, block: BlockFields) -> dict[str, Option]:
        wanted = block.read()
        return dict(list(wanted.items())[:1]) if self.group else wanted

    def _once_each(self, asked: list[BlockFields], read: dict[str, dict[str, Option]]) -> None:
        """A masterclass that is given twice is taken once: the sentence names both, beside the later one."""
        seats: dict[int, tuple[BlockFields, Option]] = {}
        for block in sorted(asked, key=lambda block: block.offer.ranked):  # a seat says more than a wish
            for name, option in read[block.name].items():
                other, before = seats.get(option.family, (block, option))
                if other is not block:
                    said = {"here": option.title, "block": block.offer.title, "there": before.title, "other": other.offer.title}
                    words = _(
                        "“%(here)s” in “%(block)s” is dezelfde masterclass als “%(there)s” in “%(other)s”. Je kunt ze één keer "
                        "volgen: kies er een andere."
                    )
                    block.refuse(name, words % said)
                elif not block.offer.ranked:
                    seats[option.family] = (block, option)

    def _gone_blocks(self) -> None:
        known = {str(block.offer.pk) for block in self.blocks}
        for name in self.data:
            head, _dash, rest = name.partition("-")
            pk = rest.partition("-")[0]
            if head == "block" and pk not in known and self.data.get(name) and not name.endswith("-shown"):
                self.told.append(_("In een deel van de dag dat je koos, valt niets (meer) te kiezen. Kijk je keuzes na."))
                return

    # -- what comes out --------------------------------------------------------------------------------------------------
    def check_surprises(self) -> None:
        """Refuse what filled up since the page was drawn. Not for a group, which never waits."""
        for block in self._asked():
            if not block.offer.ranked:
                block.refuse_surprises(block.by_pk.get(block.values[block.name]))

    def is_valid(self) -> bool:
        return not self.told and not any(block.errors for block in self.blocks)

    def choices(self) -> tuple[Choice, ...]:
        """What was chosen; only of use when it is valid."""
        return self._choices

    def faults(self) -> list[tuple[str, str]]:
        """(id of the field, sentence) of everything that is wrong; what belongs to no field comes first, at `keuzes`."""
        beside = [(name, sentence) for block in self.blocks for name, sentences in block.errors.items() for sentence in sentences]
        return [("keuzes", sentence) for sentence in self.told] + beside

    def posted(self) -> list[tuple[str, Any]]:
        """What was typed, as hidden fields can bring it back."""
        return [
            (name, block.values[name]) for block in self.blocks if block.answered for name in block.names if block.values[name]
        ] + [(block.name, "") for block in self.blocks if not block.offer.ranked and block.nothing]

    def drawn(self) -> SafeString:
        """The fields as HTML, for a page that is drawn by another engine."""
        return SafeString(render_to_string("events/choices.html", {"fields": self}))
