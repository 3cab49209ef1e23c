"""The form with which people register: who they are, what they need, what they choose, alone or for a group."""

import uuid
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.forms.choices import ChoiceFields
from events.forms.near_misses import meant
from events.models import Network
from events.offers import Offer
from events.registering.parties import MOST, PartyRequest
from events.registering.registration import SeatRequest, Who
from portal.text import without_nul

ALONE, GROUP = "alone", "group"
ALL, AS_MANY = "all", "as_many"
OTHER, NO_NETWORK = "other", "none"
TYPED = (  # every field but the choices, in the order of the page
    *("kind", "name", "email", "function", "organisation", "network", "network_words", "seats", "fit"),
    *("diet", "access", "needs_consent"),
)


def fresh_attempt() -> str:
    """The key of a new form."""
    return str(uuid.uuid4())


def is_attempt(text: str) -> bool:
    """Whether this is a key as our forms have."""
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


def said(longest: int, required: Any = None) -> forms.CharField:
    """A line of text."""
    messages = {
        "max_length": gettext_lazy("Maak dit wat korter: hoogstens %(limit_value)d tekens, nu zijn het er %(show_value)d.")
    }
    if required:
        messages["required"] = required
    return forms.CharField(max_length=longest, required=bool(required), error_messages=messages)


class RegistrationForm(forms.Form):
    """What was typed, and everything that is wrong with it."""

    kind = forms.ChoiceField(
        choices=[(ALONE, ""), (GROUP, "")],
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Zeg of je jezelf of een groep inschrijft.")),
    )
    name = said(120, gettext_lazy("Vul je naam in."))
    email = forms.EmailField(
        max_length=254,
        error_messages={
            "required": gettext_lazy("Vul je e-mailadres in."),
            "invalid": gettext_lazy("Dit adres is niet volledig. Een adres ziet eruit als naam@school.be."),
        },
    )
    function = said(120)
    organisation = said(160)
    network = forms.ChoiceField(
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"),
            gettext_lazy("Kies je onderwijsverstrekker. Staat die er niet bij, kies dan “Andere”."),
        )
    )
    network_words = said(120)
    seats = forms.CharField(required=False, max_length=20)
    fit = forms.ChoiceField(choices=[(ALL, ""), (AS_MANY, "")], required=False)
    diet = said(300)
    access = said(300)
    needs_consent = forms.BooleanField(required=False)

    def __init__(self, offers: list[Offer], networks: list[Network], data: QueryDict | None = None):
        self.typed = _typed(data) if data is not None else None
        self.networks = networks
        self.attempt, self.stale = _attempt(self.typed)
        self.is_group = bool(self.typed is not None and self.typed.get("kind") == GROUP)
        super().__init__(self.typed)
        self.suggestion = ""
        self.fields["network"].choices = [
            *((str(row.pk), row.name) for row in networks),
            (OTHER, _("Andere")),
            (NO_NETWORK, _("Geen")),
        ]
        self.choices = ChoiceFields(offers, self.typed, group=self.is_group)
        if self.typed is not None and not self.is_group:
            self.choices.check_surprises()
        self.refused: list[tuple[str, str]] = []  # (field or nothing, sentence) of what the verb refused

    # -- what is wrong ---------------------------------------------------------------------------------------------------
    def clean(self):
        data = self.cleaned_data
        if self.is_group:
            self._clean_group(data)
        elif (data.get("diet") or data.get("access")) and not data.get("needs_consent"):
            words = _(
                "Vink aan dat we je noden mogen bewaren, of maak de twee velden leeg. Zonder je toestemming doen we dat niet."
            )
            self.add_error("needs_consent", words)
        if data.get("network") == OTHER and not data.get("network_words"):
            self.add_error("network_words", _("Schrijf welke onderwijsverstrekker het is."))
        if suggestion := self._meant(data.get("email", "")):
            self.suggestion = suggestion
            self.add_error("email", _("Bedoelde je %(email)s?") % {"email": suggestion})
        return data

    def _clean_group(self, data) -> None:
        text = (data.get("seats") or "").strip()
        data["seats"] = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
        if not 1 <= data["seats"] <= MOST:
            self.add_error("seats", _("Schrijf een getal van 1 tot %(most)s.") % {"most": MOST})
        if not data.get("fit") and "fit" not in self.errors:
            self.add_error("fit", _("Zeg wat we doen als er te weinig plaatsen zijn."))
        if not data.get("organisation") and "organisation" not in self.errors:
            self.add_error("organisation", _("Vul in voor welke school of organisatie je inschrijft."))

    def _meant(self, email: str) -> str:
        """The address that was probably meant, when nobody was asked about this one yet."""
        return meant(email) if email and self.typed.get("suggested") != email else ""

    def is_valid(self) -> bool:
        return super().is_valid() and self.choices.is_valid() and not self.stale

    def refuse(self, sentence: str) -> None:
        """What the verb refused: a group is told beside its number of seats."""
        self.refused.append(("seats" if self.is_group else "", sentence))

    def faults(self) -> list[tuple[str, str]]:
        """(id of the field or nothing, sentence) of everything that is wrong, in the order of the page."""
        if self.typed is None:
            return []
        stale = [("", _("Dit formulier is niet volledig aangekomen. Kijk het na en verstuur het opnieuw."))] if self.stale else []
        beside = [(name, text) for name in TYPED for text in self.errors.get(name, [])]
        needs = [fault for fault in beside if fault[0] in ("diet", "access", "needs_consent")]
        return [*stale, *self.refused, *(fault for fault in beside if fault not in needs), *self.choices.faults(), *needs]

    # -- what stands in the fields ---------------------------------------------------------------------------------------
    def value(self, name: str) -> str:
        """What was typed here."""
        return self.typed.get(name, "") if self.typed is not None else ""

    def wrong(self, name: str) -> list[str]:
        """What is wrong beside this field."""
        if self.typed is None:
            return []
        return [*self.errors.get(name, []), *(text for field, text in self.refused if field == name)]

    def posted(self) -> list[tuple[str, str]]:
        """Everything that was typed, for a page from where it can be filled in again."""
        plain = [(name, self.value(name)) for name in (*TYPED, "suggested") if self.value(name)]
        return [*plain, *self.choices.posted()]

    # -- what comes out --------------------------------------------------------------------------------------------------
    def who(self) -> Who:
        data = self.cleaned_data
        network = next((row for row in self.networks if str(row.pk) == data["network"]), None)
        words = data["network_words"] if data["network"] == OTHER else ""
        return Who(data["email"], data["name"], data["function"], data["organisation"], network, words)

    def seat_request(self) -> SeatRequest:
        data = self.cleaned_data
        needs = {name: data[name] for name in ("diet", "access", "needs_consent")}
        return SeatRequest(self.attempt, self.who(), self.choices.choices(), **needs)

    def party_request(self) -> PartyRequest:
        data = self.cleaned_data
        return PartyRequest(self.attempt, self.who(), data["seats"], data["fit"] == ALL, self.choices.choices())


def _typed(data: QueryDict) -> QueryDict:
    """What was posted, without NUL; with the address that was suggested, when that was taken."""
    copy = QueryDict(mutable=True)
    for name, values in data.lists():
        copy.setlist(without_nul(name), [without_nul(value) for value in values])
    if copy.get("take"):
        copy["email"] = copy["suggested"] = copy["take"]
    return copy


def _attempt(typed: QueryDict | None) -> tuple[str, bool]:
    """(the key of this form, whether it came without a good one)."""
    posted = typed.get("attempt", "") if typed is not None else ""
    return (posted, False) if is_attempt(posted) else (fresh_attempt(), typed is not None)
