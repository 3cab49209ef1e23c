"""What an organiser fills in for somebody: who they are, and what they need. The choices stand beside it (`choices.py`)."""

import secrets
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Needs, Network, Registration
from events.registering.parties import MOST, PartyRequest
from events.registering.registration import SeatRequest, Who
from events.registering.seats import Choice
from portal.publishing.forms import in_our_words
from portal.text import without_nul

OTHER, NONE = "other", "none"
WIDE = {"class": "vTextField"}


class PersonForm(forms.Form):
    """Who somebody is."""

    name = forms.CharField(label=gettext_lazy("Naam"), max_length=120, widget=forms.TextInput(WIDE))
    email = forms.EmailField(label=gettext_lazy("E-mailadres"), max_length=254, widget=forms.EmailInput(WIDE))
    function = forms.CharField(label=gettext_lazy("Functie"), max_length=120, required=False, widget=forms.TextInput(WIDE))
    organisation = forms.CharField(
        label=gettext_lazy("School of organisatie"), max_length=160, required=False, widget=forms.TextInput(WIDE)
    )
    network = forms.ChoiceField(label=gettext_lazy("Onderwijsverstrekker"), required=False)
    network_words = forms.CharField(
        label=gettext_lazy("Welke andere?"), max_length=120, required=False, widget=forms.TextInput(WIDE)
    )

    def __init__(self, data=None, *, initial: dict[str, Any] | None = None):
        super().__init__(data, initial=initial, label_suffix="", use_required_attribute=False)
        was = str((initial or {}).get("network", ""))
        rows = [
            (str(pk), name)
            for pk, name, offered in Network.objects.values_list("pk", "name", "offered")
            if offered or str(pk) == was
        ]
        self.fields["network"].choices = [(NONE, _("Geen, of niet gezegd")), *rows, (OTHER, _("Andere"))]
        for field in self.fields.values():
            in_our_words(field)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("network") == OTHER and not cleaned.get("network_words", "").strip():
            self.add_error("network_words", ValidationError(_("Schrijf welke onderwijsverstrekker het is, of kies “Geen”.")))
        return cleaned

    def who(self) -> Who:
        said = self.cleaned_data
        listed = said["network"] not in (OTHER, NONE, "")
        return Who(
            email=said["email"],
            name=said["name"],
            function=said["function"],
            organisation=said["organisation"],
            network=Network.objects.filter(pk=said["network"]).first() if listed else None,
            network_words=said["network_words"] if said["network"] == OTHER else "",
        )


def as_typed(registration: Registration) -> dict[str, Any]:
    """This person as the form would have it."""
    said = {name: getattr(registration, name) for name in ("name", "email", "function", "organisation", "network_words")}
    return {**said, "network": registration.network_id or (OTHER if registration.network_words else NONE)}


def with_needs(registration: Registration) -> dict[str, Any]:
    """The same, with what they need."""
    needs = Needs.objects.filter(registration=registration).first()
    said = {"diet": needs.diet, "access": needs.access, "needs_consent": True} if needs else {}
    return {**as_typed(registration), **said}


class NeedsForm(PersonForm):
    """Who somebody is, and what they need that day: for who may know."""

    diet = forms.CharField(label=gettext_lazy("Dieet"), max_length=300, required=False, widget=forms.TextInput(WIDE))
    access = forms.CharField(label=gettext_lazy("Toegankelijkheid"), max_length=300, required=False, widget=forms.TextInput(WIDE))
    needs_consent = forms.BooleanField(
        label=gettext_lazy("Deze persoon vindt goed dat we dit tot de dag na de studiedag bewaren."), required=False
    )

    def clean(self):
        cleaned = super().clean()
        if (cleaned.get("diet") or cleaned.get("access")) and not cleaned.get("needs_consent"):
            words = _("Noden bewaren we alleen als de persoon dat goed vindt. Vink dit aan, of maak ze leeg.")
            self.add_error("needs_consent", words)
        return cleaned

    def needs(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"diet": said["diet"], "access": said["access"], "agreed": said["needs_consent"]}


class OnceForm(PersonForm):
    """What somebody fills in for somebody else; `attempt` makes it one, however often it is sent."""

    attempt = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, data=None):
        super().__init__(data, initial={"attempt": secrets.token_urlsafe(18), "network": NONE})

    def key(self) -> str:
        """The key of this form as it was posted, also when the rest of it is not right."""
        return without_nul(str(self.data.get("attempt", "")))[:40]


class OnBehalfForm(OnceForm, NeedsForm):
    """A registration that somebody makes for somebody else."""

    def request(self, choices: tuple[Choice, ...]) -> SeatRequest:
        said = self.cleaned_data
        needs = {name: said[name] for name in ("diet", "access", "needs_consent")}
        return SeatRequest(attempt=said["attempt"], who=self.who(), choices=choices, **needs)


class GroupForm(OnceForm):
    """A group that somebody registers for a school: its contact, and how many seats."""

    function = None
    seats = forms.IntegerField(
        label=gettext_lazy("Aantal plaatsen"),
        min_value=1,
        max_value=MOST,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            format_lazy(gettext_lazy("Schrijf een getal van 1 tot {most}."), most=MOST),
        ),
        help_text=gettext_lazy("Alleen plaatsen: de namen geeft de contactpersoon later."),
    )
    fit = forms.ChoiceField(
        label=gettext_lazy("Zijn er te weinig plaatsen?"),
        choices=[("all", gettext_lazy("Alle plaatsen of geen enkele")), ("as_many", gettext_lazy("Zoveel plaatsen als er zijn"))],
    )
    field_order = ["seats", "fit", "organisation", "name", "email"]

    def __init__(self, data=None):
        super().__init__(data)
        self.fields["name"].label = _("Naam van de contactpersoon")
        self.fields["email"].label = _("E-mailadres van de contactpersoon")
        self.fields["organisation"].required = True

    def who(self) -> Who:
        self.cleaned_data.setdefault("function", "")
        return super().who()

    def request(self, choices: tuple[Choice, ...]) -> PartyRequest:
        said = self.cleaned_data
        return PartyRequest(said["attempt"], self.who(), said["seats"], said["fit"] == "all", choices)
