"""A message to people of a day, as an organiser types it."""

import secrets

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.registering.mailing import SUBJECT, TEXT, Message
from events.registering.registration import RegistrationRefused
from portal.publishing.forms import in_our_words


class MessageForm(forms.Form):
    """Subject, text, where answers go; the key of the form, and the mark of the people who were looked at."""

    subject = forms.CharField(
        label=gettext_lazy("Onderwerp"), max_length=SUBJECT, strip=True, widget=forms.TextInput({"class": "vTextField"})
    )
    text = forms.CharField(
        label=gettext_lazy("Tekst"),
        max_length=TEXT,
        widget=forms.Textarea({"class": "vLargeTextField", "rows": 12}),
        help_text=gettext_lazy("Een lege regel begint een nieuwe alinea. “Dag” met de naam staat er al boven."),
    )
    answers = forms.ChoiceField(label=gettext_lazy("Wie antwoordt op vragen?"), required=False)
    attempt = forms.CharField(widget=forms.HiddenInput, max_length=40)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(self, data=None, *, user, seen: str = ""):
        first = {"attempt": secrets.token_urlsafe(18), "seen": seen, "answers": user.email}
        super().__init__(data, initial=first, label_suffix="", use_required_attribute=False)
        self.fields["answers"].choices = [(user.email, user.email), ("", _("niemand: het is een mededeling"))][not user.email :]
        for field in self.fields.values():
            in_our_words(field)

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            try:
                self.message().check()
            except RegistrationRefused as refusal:
                raise ValidationError(str(refusal)) from None
        return cleaned

    def message(self) -> Message:
        said = self.cleaned_data
        return Message(said["attempt"], said["subject"], said["text"], said["answers"])
