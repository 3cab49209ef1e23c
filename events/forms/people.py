"""Which registrations of a day somebody wants to see: searched, filtered and sorted by what stands in the address."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.models import Block, Network, Place, Registration, Session, StudyDay
from portal.text import fold, without_nul

STATES: list[tuple[str, Any]] = [
    ("", gettext_lazy("Wie komt of wacht")),
    ("komt", gettext_lazy("Wie komt")),
    ("dag", gettext_lazy("Wacht op een plaats op de dag")),
    ("sessie", gettext_lazy("Wacht op een plaats in een sessie")),
    ("weg", gettext_lazy("Uitgeschreven")),
    ("alle", gettext_lazy("Iedereen")),
]
ORDERS: list[tuple[str, Any]] = [
    ("", gettext_lazy("nieuwste eerst")),
    ("nummer", gettext_lazy("nummer")),
    ("naam", gettext_lazy("naam")),
    ("school", gettext_lazy("school")),
]
ANY = "ja"
OTHER, NONE = "andere", "geen"


class PeopleForm(forms.Form):
    """What the list can be asked; nonsense in the address is ignored."""

    q = forms.CharField(label=gettext_lazy("Zoek op naam, e-mail, school of nummer"), max_length=200, required=False)
    stand = forms.ChoiceField(label=gettext_lazy("Stand"), choices=STATES, required=False)
    sessie = forms.ChoiceField(label=gettext_lazy("Sessie"), required=False)
    zonder = forms.ChoiceField(label=gettext_lazy("Koos nog niets in"), required=False)
    verstrekker = forms.ChoiceField(label=gettext_lazy("Onderwijsverstrekker"), required=False)
    groep = forms.ChoiceField(label=gettext_lazy("Groep"), required=False)
    naamloos = forms.BooleanField(label=gettext_lazy("Alleen plaatsen zonder naam"), required=False)
    noden = forms.BooleanField(label=gettext_lazy("Alleen wie noden opgaf"), required=False)
    sorteer = forms.ChoiceField(label=gettext_lazy("Volgorde"), choices=ORDERS, required=False)

    def __init__(self, day: StudyDay, data, *, blocks: Sequence[tuple[Block, Sequence[Session]]], needs: bool):
        """`needs`: whether who asks may know who needs something; else that question does not exist."""
        super().__init__(data, label_suffix="")
        self.day = day
        if not needs:
            del self.fields["noden"]
        of_block = [(str(block), [(str(row.pk), _numbered(row)) for row in sessions]) for block, sessions in blocks]
        self._offer("sessie", _("Alle sessies"), of_block)
        self._offer("zonder", _("–"), [(str(block.pk), str(block)) for block, _sessions in blocks])
        networks = [(str(pk), name) for pk, name in Network.objects.values_list("pk", "name")]
        self._offer("verstrekker", _("Alle"), [*networks, (OTHER, _("Andere")), (NONE, _("Geen, of niet gezegd"))])
        self._offer("groep", _("Iedereen"), [(ANY, _("Wie in een groep komt")), *self._parties()])
        self.full_clean()

    def _offer(self, name: str, nothing: str, choices) -> None:
        self.fields[name].choices = [("", nothing), *choices]

    def _parties(self) -> list[tuple[str, str]]:
        rows = self.day.parties.values_list("pk", "organisation", "name")
        return [(str(pk), " · ".join(filter(None, (school, name))) or f"{pk}") for pk, school, name in rows]

    def clean_q(self):
        return without_nul(self.cleaned_data["q"]).strip()

    def said(self, name: str) -> Any:
        return getattr(self, "cleaned_data", {}).get(name) or ""

    def asked(self) -> dict[str, str]:
        """What was asked and made sense, as the address says it."""
        said = {name: self.said(name) for name in self.fields}
        return {name: "1" if value is True else value for name, value in said.items() if value}

    def narrowed(self) -> bool:
        """Whether less is shown than who comes or waits."""
        return bool(self.asked().keys() - {"sorteer"})

    def address(self, **more: Any) -> str:
        """The same question as an address, with something else in it."""
        return f"?{urlencode({**self.asked(), **{name: value for name, value in more.items() if value}})}"

    # -- who ---------------------------------------------------------------------------------------------------------
    def found(self) -> list[int]:
        """The keys of who was asked for, in the order that was asked. One question; sought and sorted alike on every database."""
        light = self._rows().values_list("pk", "number", "name", "email", "organisation")
        words = fold(self.said("q")).split()
        rows = [row for row in light if all(any(word in part for part in _sought(row)) for word in words)]
        return [row[0] for row in sorted(rows, key=self._order)]

    def _order(self, row):
        _pk, number, name, _email, school = row
        sort = self.said("sorteer")
        if sort in ("naam", "school"):
            said = name if sort == "naam" else school
            return (not said, fold(said), fold(name), number)
        return (number if sort else -number,)

    def _rows(self) -> QuerySet[Registration]:
        rows = self.day.registrations.order_by("number")
        rows = self._in_state(rows, self.said("stand"))
        if sessie := self.said("sessie"):
            rows = rows.filter(pk__in=Place.objects.filter(session=sessie).order_by().values("registration"))
        if zonder := self.said("zonder"):
            rows = rows.exclude(pk__in=Place.objects.filter(block=zonder).order_by().values("registration"))
        if party := self.said("groep"):
            rows = rows.exclude(party=None) if party == ANY else rows.filter(party=party)
        if self.said("naamloos"):
            rows = rows.live().filter(email="", name="").exclude(party=None).exclude(party__email="")  # "": they were forgotten
        if self.said("noden"):
            rows = rows.exclude(needs=None)
        return self._of_network(rows, self.said("verstrekker"))

    @staticmethod
    def _in_state(rows, state: str):
        match state:
            case "alle":
                return rows
            case "weg":
                return rows.filter(state=Registration.State.CANCELLED)
            case "komt":
                return rows.confirmed()
            case "dag":
                return rows.filter(state=Registration.State.WAITING)
            case "sessie":
                lines = Place.objects.filter(state=Place.State.WAITING).order_by()
                return rows.live().filter(pk__in=lines.values("registration"))
            case _:
                return rows.live()

    @staticmethod
    def _of_network(rows, network: str):
        if network == OTHER:
            return rows.filter(network=None).exclude(network_words="")
        if network == NONE:
            return rows.filter(network=None, network_words="")
        return rows.filter(network=network) if network else rows

    def in_words(self, count: int) -> str:
        """How many were found, in words."""
        return ngettext("%(count)s inschrijving", "%(count)s inschrijvingen", count) % {"count": count}


def _sought(row) -> list[str]:
    _pk, number, *texts = row
    return [str(number), *(fold(text) for text in texts)]


def _numbered(session: Session) -> str:
    return f"{session.number}. {session.title}" if session.number else session.title


def drawn(pks: Sequence[int]) -> list[Registration]:
    """These registrations with what a row of the list shows, in this order. Two questions."""
    places = Place.objects.select_related("block", "session").order_by("block__position", "block", "rank", "pk")
    places = places.only("registration", "state", "rank", "block__title", "block__position", "session__title", "session__number")
    rows = Registration.objects.filter(pk__in=pks).select_related("network", "party").prefetch_related(Prefetch("places", places))
    by_key = {row.pk: row for row in rows}
    return [by_key[pk] for pk in pks if pk in by_key]


@dataclass
class Held:
    """What somebody has in a block, in words."""

    pk: int
    block: str
    seat: str = ""
    line: str = ""
    wishes: list[str] = field(default_factory=list)


def held(registration: Registration) -> list[Held]:
    """Where somebody of `drawn` sits, waits or wishes to sit, block by block."""
    found: dict[int, Held] = {}
    for place in registration.places.all():
        here = found.setdefault(place.block_id, Held(place.block_id, place.block.title))
        if place.state == Place.State.CONFIRMED:
            here.seat = _numbered(place.session)
        elif place.state == Place.State.WAITING:
            here.line = _numbered(place.session)
        else:
            here.wishes.append(_numbered(place.session))
    return list(found.values())
