"""The forms behind a secret link: who somebody is, what they need, and the names that the contact of a group gives."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.models import Network, Registration
from events.registering.registration import LONGEST
from portal.text import without_nul


class Words(forms.CharField):
    """A line of text, without what no database keeps."""

    def to_python(self, value):
        return super().to_python(without_nul(value) if isinstance(value, str) else value)


OTHER, NO_NETWORK = "other", "none"


class DetailsForm(forms.Form):
    """Who somebody is. An onderwijsverstrekker that is not sent along stays as it is."""

    name = Words(label=_("Naam"), max_length=120, error_messages={"required": _("Vul je naam in.")})
    function = Words(label=_("Functie"), max_length=120, required=False)
    organisation = Words(label=_("School of organisatie"), max_length=160, required=False)
    network = forms.ChoiceField(
        label=_("Onderwijsverstrekker"),
        required=False,
        error_messages={"invalid_choice": _("Kies je onderwijsverstrekker. Staat die er niet bij, kies dan “Andere”.")},
    )
    network_words = Words(label=_("Welke andere?"), max_length=120, required=False)

    def __init__(self, data, *, registration: Registration):
        who = {name: getattr(registration, name) for name in ("name", "function", "organisation", "network_words")}
        kept = registration.network_id
        super().__init__(data, initial={**who, "network": kept or (OTHER if registration.network_words else NO_NETWORK)})
        self.registration = registration
        self.networks = [row for row in Network.objects.all() if row.offered or row.pk == kept]
        rows = [(str(row.pk), row.name) for row in self.networks]
        self.fields["network"].choices = [*rows, (OTHER, _("Andere")), (NO_NETWORK, _("Geen"))]  # type: ignore[attr-defined]

    def clean(self):
        said: dict[str, Any] = super().clean() or {}
        if said.get("network") == OTHER and not said.get("network_words"):
            self.add_error("network_words", _("Schrijf welke onderwijsverstrekker het is."))
        return said

    def said(self) -> dict[str, Any]:
        """What was filled in, as it is written down."""
        said = dict(self.cleaned_data)
        if not said["network"]:
            kept = {"network": self.registration.network, "network_words": self.registration.network_words}
            return {**said, **kept}
        words = said["network_words"] if said["network"] == OTHER else ""
        return {
            **said,
            "network": next((row for row in self.networks if str(row.pk) == said["network"]), None),
            "network_words": words,
        }


class NeedsForm(forms.Form):
    diet = Words(label=_("Dieet of allergie"), max_length=LONGEST, required=False)
    access = Words(label=_("Toegankelijkheid"), max_length=LONGEST, required=False)
    needs_consent = forms.BooleanField(required=False)

    def clean(self):
        said: dict[str, Any] = super().clean() or {}
        if (said.get("diet") or said.get("access")) and not said.get("needs_consent"):
            self.add_error("needs_consent", _("Geef toestemming om dit te bewaren, of maak de velden leeg."))
        return said

    def said(self) -> dict[str, Any]:
        """What was filled in, as it is written down."""
        said = self.cleaned_data
        return {"diet": said["diet"], "access": said["access"], "agreed": said["needs_consent"]}


WRONG = _("Dit adres klopt niet. Een adres ziet eruit als naam@school.be.")


class LostForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mailadres"), max_length=254, error_messages={"required": _("Vul je e-mailadres in."), "invalid": WRONG}
    )


class SeatForm(forms.Form):
    """One seat of a group: nobody yet, or a name and an address."""

    name = Words(label=_("Naam"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("E-mailadres"),
        max_length=254,
        required=False,
        error_messages={"invalid": WRONG},
    )

    def __init__(self, *args, number: int, **kwargs):
        super().__init__(*args, prefix=f"plaats-{number}", **kwargs)
        self.number = number

    def clean(self):
        said: dict[str, Any] = super().clean() or {}
        if said.get("email") and not said.get("name"):
            self.add_error("name", _("Geef ook de naam van je collega."))
        if said.get("name") and not said.get("email") and "email" not in self.errors:
            self.add_error("email", _("Geef ook het e-mailadres van je collega."))
        return said

    def empty(self) -> bool:
        """Whether nothing was typed in this row."""
        return not any(self.data.get(self.add_prefix(name), "").strip() for name in ("name", "email"))


def faults(form: forms.Form, elsewhere: str = "") -> list[tuple[str, str]]:
    """(id of the field, sentence) of everything that is wrong; what belongs to no field stands `elsewhere`."""
    return [
        (elsewhere if name == "__all__" else str(form[name].id_for_label), str(sentence))
        for name, sentences in form.errors.items()
        for sentence in sentences
    ]
