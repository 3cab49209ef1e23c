"""The log of the desk: who did what, when, as one list; newest first, and narrowed by person, act, kind, object and period."""

import datetime as dt
import re
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.core.validators import MaxValueValidator, MinValueValidator
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from portal.publishing.forms import number_in
from portal.publishing.logbook import Act, in_words
from portal.publishing.tidy.export_admin import table_file
from portal.tables.writing import MEDIA

ON_A_PAGE = 50
AT_ONCE = 500  # lines of a table in memory
EXPORT = "admin_logentry_export"
GROUPS: list[tuple[Any, list[Any]]] = [  # acts as people ask for them
    (gettext_lazy("Tekst"), [Act.ADDED, Act.CHANGED, Act.DELETED, Act.MERGED, Act.IMPORTED]),
    (
        gettext_lazy("Publiceren"),
        [
            *(Act.SUBMITTED, Act.RETURNED, Act.APPROVED, Act.SCHEDULED, Act.UNSCHEDULED),
            *(Act.PUBLISHED, Act.WITHDRAWN, Act.FAILED),
        ],
    ),
    (gettext_lazy("Versies"), [Act.REVERTED, Act.NAMED]),
    (gettext_lazy("Voorvertoning"), [Act.LINK_MADE, Act.LINK_REVOKED]),
    (gettext_lazy("Brieven"), [Act.RESENT]),
    (
        gettext_lazy("Inschrijvingen"),
        [
            *(Act.REGISTERED, Act.CHOSEN, Act.CANCELLED, Act.GIVEN_BACK, Act.SEATED, Act.ENTRUSTED, Act.CAPACITY),
            *(Act.DRAWN, Act.ALLOTTED, Act.TOLD, Act.MAILED, Act.EXPORTED, Act.FORGOTTEN),
        ],
    ),
    (gettext_lazy("Nazicht"), [Act.CHECKED]),
]
MISSING = gettext_lazy("Deze keuze staat niet in het logboek.")
WRONG_YEAR = gettext_lazy("Kies een jaar vanaf 2000.")
WRONG_DAY = gettext_lazy("Kies een datum, of schrijf ze zoals 2026-12-31.")


def in_any_case(text: str) -> str:
    """A pattern that finds a text in small letters and in capitals, on every database alike."""
    return "".join(_letter(letter) for letter in text)


def _letter(letter: str) -> str:
    forms = {letter, letter.lower(), letter.upper()}
    single = sorted(form for form in forms if len(form) == 1)
    return f"[{''.join(single)}]" if len(single) > 1 else re.escape(letter)


def a_day(label) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": WRONG_DAY},
        validators=[MinValueValidator(dt.date(2000, 1, 1), WRONG_YEAR), MaxValueValidator(dt.date(2199, 12, 31), WRONG_YEAR)],
    )


class LogForm(forms.Form):
    """What the log can be asked. What is nonsense narrows nothing, and is said."""

    wie = forms.ChoiceField(label=gettext_lazy("Wie"), required=False, error_messages={"invalid_choice": MISSING})
    wat = forms.ChoiceField(label=gettext_lazy("Wat"), required=False, error_messages={"invalid_choice": MISSING})
    soort = forms.ChoiceField(label=gettext_lazy("Soort"), required=False, error_messages={"invalid_choice": MISSING})
    naam = forms.CharField(
        label=gettext_lazy("Naam bevat"),
        required=False,
        max_length=100,
        error_messages={"max_length": gettext_lazy("Zoek met hoogstens 100 tekens.")},
    )
    van = a_day(gettext_lazy("Vanaf"))
    tot = a_day(gettext_lazy("Tot en met"))

    def __init__(self, asked):
        super().__init__(asked, label_suffix="")
        people = User.objects.filter(pk__in=LogEntry.objects.values("user")).order_by("name", "pk")
        self.fields["wie"].choices = [("", _("iedereen")), *((str(who.pk), str(who)) for who in people)]
        acts = [(str(label), [(str(act.value), act.label) for act in some]) for label, some in GROUPS]
        self.fields["wat"].choices = [("", _("alles")), *acts]
        kinds = ContentType.objects.filter(pk__in=LogEntry.objects.values("content_type"))
        named = sorted((capfirst(kind.name), str(kind.pk)) for kind in kinds)
        self.fields["soort"].choices = [("", _("alle soorten")), *((pk, name) for name, pk in named)]
        self.is_valid()

    def clean(self):
        said = super().clean()
        if said.get("van") and said.get("tot") and said["van"] > said["tot"]:
            self.add_error("tot", _("Deze dag ligt vóór de eerste."))
        return said

    def narrow(self, entries):
        """The lines that were asked for."""
        said = self.cleaned_data
        if said.get("wie"):
            entries = entries.filter(user=said["wie"])
        if said.get("wat"):
            entries = entries.filter(action_flag=said["wat"])
        if said.get("soort"):
            entries = entries.filter(content_type=said["soort"])
        if said.get("naam"):
            entries = entries.filter(object_repr__regex=in_any_case(said["naam"]))
        if said.get("van"):
            entries = entries.filter(action_time__gte=_midnight(said["van"]))
        if said.get("tot"):
            entries = entries.filter(action_time__lt=_midnight(said["tot"] + dt.timedelta(days=1)))
        return entries


def _row(entry: LogEntry) -> list:
    """A line of the log as a row of a table."""
    kind = capfirst(entry.content_type.name) if entry.content_type else ""
    return [entry.action_time, str(entry.user), kind, entry.object_repr, in_words(entry)]


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


@admin.register(LogEntry)
class LogbookAdmin(admin.ModelAdmin):
    """Read only: nobody adds, changes or removes a line by hand."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def change_view(self, request, *args, **kwargs):
        raise PermissionDenied  # a line says it all in the list

    def history_view(self, request, *args, **kwargs):
        raise PermissionDenied

    def get_urls(self):
        wrap = self.admin_site.admin_view
        views = [path(f"lijst.{kind}", wrap(partial(self.export_view, kind=kind)), name=f"{EXPORT}_{kind}") for kind in MEDIA]
        return [*views, *super().get_urls()]

    def export_view(self, request, kind):
        """The lines that the list shows now."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        entries, _of = self._asked(request, LogForm(request.GET))
        heads = [_("Wanneer"), _("Wie"), _("Soort"), _("Waarover"), _("Wat")]
        return table_file(_("Logboek"), kind, heads, map(_row, entries.iterator(chunk_size=AT_ONCE)))

    def _asked(self, request, form):
        entries = LogEntry.objects.select_related("user", "content_type").order_by("-action_time", "-pk")
        return self._of_one(request, form.narrow(entries))

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = LogForm(request.GET)
        entries, of = self._asked(request, form)
        page = Paginator(entries, ON_A_PAGE).get_page(request.GET.get("p"))
        asked = request.GET.copy()
        asked.pop("p", None)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Logboek"),
            "opts": self.opts,
            "form": form,
            "of": of,
            "page": page,
            "asked": asked.urlencode(),
        }
        return TemplateResponse(request, "admin/logbook.html", context)

    @staticmethod
    def _of_one(request, entries):
        """Narrowed to one object, when the address names it."""
        kind, pk = (number_in(request.GET.get(name, ""), 0) for name in ("van_soort", "nummer"))
        if not (kind and pk):
            return entries, ""
        entries = entries.filter(content_type=kind, object_id=str(pk))
        return entries, entries.values_list("object_repr", flat=True).first() or _("iets dat niet in het logboek staat")
