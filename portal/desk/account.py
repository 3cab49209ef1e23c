"""What people choose for themselves at the desk."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import User


class LettersForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["wants_letters"]


def letters_view(request):
    """Mails over my own texts: on or off."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    form = LettersForm(request.POST, instance=request.user)
    wants = form.is_valid() and form.cleaned_data["wants_letters"]
    User.objects.filter(pk=request.user.pk).update(wants_letters=wants)
    done = _("Je krijgt voortaan mails over je teksten.") if wants else _("Je krijgt geen mails meer over teksten.")
    messages.success(request, done)
    return HttpResponseRedirect(reverse("admin:password_change"))
