"""A day as a template for the next: its programme, with or without its sessions and speakers."""

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import programme
from events.models import StudyDay
from portal.publishing import logbook
from portal.publishing.forms import in_our_words
from portal.publishing.logbook import Act


class DuplicateForm(forms.Form):
    """What the new day is called, when it is, and what it takes along."""

    title = forms.CharField(label=gettext_lazy("Titel"), widget=forms.TextInput(attrs={"class": "vTextField"}))
    date = forms.DateField(label=gettext_lazy("Datum"), widget=AdminDateWidget)
    sessions = forms.BooleanField(
        label=gettext_lazy("Neem de sessies mee"),
        required=False,
        help_text=gettext_lazy("Titel, vorm, aankondiging, blok, zaal en plaatsen; geen verslagen of materialen."),
    )
    people = forms.BooleanField(label=gettext_lazy("Neem ook de sprekers mee"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        in_our_words(self.fields["date"])

    def clean_title(self):
        title, most = self.cleaned_data["title"], StudyDay._meta.get_field("title").max_length
        if len(title) > most:
            said = {"most": most, "count": len(title)}
            raise forms.ValidationError(_("Dit is te lang: hoogstens %(most)s tekens, nu %(count)s.") % said)
        return title


def duplicate_view(model_admin, request, pk):
    """The screen: a title, a date and two ticks; posting it makes the day and opens its programme."""
    day = get_object_or_404(model_admin.get_queryset(request), pk=pk)
    if not (model_admin.has_add_permission(request) and model_admin.has_view_or_change_permission(request, day)):
        raise PermissionDenied
    form = DuplicateForm(request.POST or None, initial={"title": day.title, "sessions": True})
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            copy = programme.duplicate(day, **form.cleaned_data, by=request.user)
            logbook.write(Act.ADDED, copy, by=request.user, said=_("kopie van “%(day)s”") % {"day": day})
        said = _("“%(copy)s” is gemaakt naar het voorbeeld van “%(day)s”. Kijk het programma na.")
        model_admin.message_user(request, said % {"copy": copy, "day": day}, messages.SUCCESS)
        return HttpResponseRedirect(model_admin._url("programme", copy))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("“%(title)s” dupliceren") % {"title": day},
        "opts": model_admin.opts,
        "thing": day,
        "form": form,
        "media": model_admin.media + form.media,
    }
    return TemplateResponse(request, "admin/events/duplicate.html", context)
