"""Writing a session: what it is, where it stands in the programme, who contributes, its report and its materials."""

from adminsortable2.admin import SortableAdminBase
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events import clashes
from events.admin.at_once import HoldsAtOnce
from events.models import Contribution, Form, Room, Session, StudyDay
from events.models.session import slots
from events.page import preview_session
from events.registering import capacity
from events.views.sessions import describe
from fiches.admin.fiche import RowsInHand
from portal.publishing.admin import PublicationForm, StatusFilter
from portal.publishing.forms import InHandField, TagsTyped, UntouchedIsValid, number_in
from portal.publishing.models import Status

AT_ONCE = gettext_lazy("Dit alles geldt meteen voor wie de sessie online ziet, zonder publiceren.")


class SessionForm(UntouchedIsValid, TagsTyped, PublicationForm):
    """A session of one day: it stands in a block, a room and beside sessions of that day."""

    of_day: StudyDay

    class Meta:
        model = Session
        fields = "__all__"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            self.instance.day = self.of_day
        if "block" in self.fields:
            others = self.of_day.sessions.exclude(pk=self.instance.pk)
            self._offer("block", self.of_day.blocks.all(), self._blocks, _("nog niet ingedeeld"))
            self._offer("room", self._possible_rooms(), self._rooms, _("nog geen zaal"))
            self._offer("repeats", others, lambda: _by_form(others), _("geen herhaling"))
            self.fields["room"].help_text = self._about_rooms()

    def _offer(self, name, rows, choices, nothing):
        field = self.fields[name]
        field.queryset = rows
        field.choices = lambda: [("", nothing), *choices()]  # asked when the form is drawn
        field.error_messages["invalid_choice"] = _("Deze keuze hoort niet (meer) bij de studiedag. Kies een andere.")

    def _blocks(self):
        for block in self.of_day.blocks.all():
            block.day = self.of_day  # in hand
            yield block.pk, _block_label(block)

    def _possible_rooms(self):
        here = Room.objects.filter(venue=self.of_day.venue_id) if self.of_day.venue_id else Room.objects.none()
        return (here | Room.objects.filter(pk=self.instance.room_id)).select_related("venue").order_by("venue__name", "name")

    def _rooms(self):
        venues: dict[str, list] = {}
        for room in self._possible_rooms():
            seats = ngettext("%(count)s plaats", "%(count)s plaatsen", room.capacity or 0) % {"count": room.capacity}
            venues.setdefault(str(room.venue), []).append((room.pk, f"{room} ({seats})" if room.capacity else str(room)))
        return venues.items()

    def _about_rooms(self) -> str:
        if not self.of_day.venue_id:
            return _("Kies eerst een locatie bij de studiedag; dan staan haar zalen hier.")
        return _("Een zaal ontbreekt? Voeg ze toe bij “%(venue)s”, onder Locaties.") % {"venue": self.of_day.venue}

    def rivals(self):
        return super().rivals().filter(day=self.of_day)

    def clean_slug(self):
        slug = super().clean_slug()
        if slug != self.initial.get("slug") and self.rivals().filter(slug=slug).exists():
            raise ValidationError(_("Een andere sessie van deze dag heeft dit adres al. Kies iets anders."))
        return slug

    def clean_block(self):
        block = self.cleaned_data["block"]
        if self.instance.pk and "block" in self.changed_data and (said := capacity.stays(self.instance)):
            raise ValidationError(said)
        return block

    def clean_repeats(self):
        if self.instance.pk and "repeats" in self.changed_data and (said := capacity.same_stays(self.instance)):
            raise ValidationError(said)
        return self.cleaned_data["repeats"]

    def clean_capacity(self):
        seats, taken = self.cleaned_data.get("capacity"), self.instance.taken
        if seats is not None and seats < taken:
            raise ValidationError(_("Er zijn al %(taken)s plaatsen bezet. Kies minstens dat aantal.") % {"taken": taken})
        return seats


def _block_label(block) -> str:
    hours = [f"{moment.hour}.{moment.minute:02}" for moment in block.hours() if moment]
    when = "–".join(hours) or block.get_part_display() * bool(block.part)
    on = f"{date_format(block.date, 'j b')} " if block.date else ""
    return f"{on}{when} · {block}" if when or on else str(block)


def _by_form(sessions) -> list:
    """Choices, grouped by form; within a form by number."""
    forms: dict[str, list] = {}
    for session in sessions.order_by("number", "title"):
        number = f"{session.number}. " if session.number else ""
        forms.setdefault(session.form, []).append((session.pk, f"{number}{session}"))
    return [(Form(form).label, forms[form]) for form in Form.values if form in forms]


class ContributionInline(RowsInHand):
    model = Contribution
    named = "person"
    fields = ("person", "team", "role", "affiliation", "position")
    verbose_name_plural = gettext_lazy("Wie werkt eraan mee?")


class SessionList(ChangeList):
    """The names of who contributes come with the rows."""

    def get_queryset(self, request, exclude_parameters=None):
        return super().get_queryset(request, exclude_parameters).prefetch_related("contributions__person")


@admin.register(Session)
class SessionAdmin(SortableAdminBase, HoldsAtOnce):
    form = SessionForm
    inlines = (ContributionInline,)
    list_display = ("title", "form", "place", "who", "state", "online")
    list_filter = (("day", admin.RelatedOnlyFieldListFilter), "form", "status", StatusFilter)
    export_more = ("who",)
    search_fields = ("title", "contributions__person__name", "contributions__team", "abstract", "report")
    search_help_text = gettext_lazy("Zoek in titel, sprekers, teams en teksten.")
    prepopulated_fields = {"slug": ("title",)}
    readonly_fields = ("of_day",)
    autocomplete_fields = ("themes", "materials", "fiches", "sources")
    fieldsets = (
        (None, {"fields": ("of_day", ("form", "number"), "title", "slug", "seen")}),
        (
            gettext_lazy("Plaats in het programma"),
            {"fields": ("block", "position", ("room", "capacity"), "repeats", "cancelled"), "description": AT_ONCE},
        ),
        (gettext_lazy("Teksten"), {"fields": ("abstract", "report", "takeaways")}),
        (gettext_lazy("Materiaal"), {"fields": ("video", "materials", "fiches", "sources")}),
        (gettext_lazy("Thema en trefwoorden"), {"fields": ("themes", "tags"), "classes": ("collapse",)}),
        (
            gettext_lazy("Planning"),
            {"fields": (("publish_at", "withdraw_at"), "review_due", "owner", "reviewers"), "classes": ("collapse",)},
        ),
    )

    # -- the list ------------------------------------------------------------------------------------------------------
    def get_list_select_related(self, request):
        return ("live", "owner", "changed_by", "day", "block")

    def get_changelist(self, request, **kwargs):
        return SessionList

    @admin.display(description=gettext_lazy("Studiedag en blok"), ordering="day__date")
    def place(self, session):
        day = f"{session.day}, {date_format(session.day.date, 'j b Y')}"
        return format_html('{}<br><span class="quiet">{}</span>', day, session.block) if session.block else day

    @admin.display(description=gettext_lazy("Met"))
    def who(self, session):
        return ", ".join(dict.fromkeys(str(row) for row in session.contributions.all())) or "–"

    # -- the form ------------------------------------------------------------------------------------------------------
    def get_queryset(self, request):
        return super().get_queryset(request).select_related("day__venue", "live", "changed_by", "block", "room")

    def _asked_day(self, request) -> StudyDay | None:
        """The day of a new session, by its number in the address."""
        if not hasattr(request, "asked_day"):
            number = number_in(request.GET.get("day", ""), 0)
            request.asked_day = StudyDay.objects.select_related("venue").filter(pk=number).first()
        return request.asked_day

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.of_day = obj.day if obj else self._asked_day(request)
        return form

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in ("block", "room"):
            kwargs["form_class"] = InHandField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "repeats":
            field.widget.can_add_related = field.widget.can_change_related = False
        if db_field.name == "cancelled":
            field.help_text = _(
                "Wie hier een plaats, een wachtplaats of een wens had, krijgt binnen de minuut een mail en kiest opnieuw."
            )
        if db_field.name == "takeaways":
            field.widget.attrs["rows"] = 4
        return field

    @admin.display(description=gettext_lazy("Studiedag"))
    def of_day(self, session):
        day = session.day
        url = reverse("admin:events_studyday_programme", args=[day.pk])
        return format_html('<a href="{}">{}</a>, {}', url, day, date_format(day.date, "j F Y"))

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        return super().add_view(request, form_url, extra_context) if self._asked_day(request) else self._choose_day(request)

    def checklist_view(self, request, pk=None):
        if pk is None and self._asked_day(request) is None:
            raise Http404
        return super().checklist_view(request, pk)

    def typed_view(self, request, pk=None):
        if pk is None and self._asked_day(request) is None:
            raise Http404
        return super().typed_view(request, pk)

    def _choose_day(self, request):
        context = {
            **self.admin_site.each_context(request),
            "title": _("Sessie toevoegen: op welke studiedag?"),
            "opts": self.opts,
            "days": StudyDay.objects.order_by("-date", "title"),
            "lost": "day" in request.GET,
        }
        return TemplateResponse(request, "admin/events/session_day.html", context)

    def warnings(self, thing):
        beside = thing.day.sessions.exclude(status=Status.ARCHIVED)
        return [clash.sentence for clash in clashes.clashes(slots(beside), only={thing.pk})]

    def day_number(self, request, object_id):
        if object_id is None:
            return number_in(request.GET.get("day", ""), 0)
        return Session.objects.filter(pk=number_in(unquote(object_id), 0)).values_list("day", flat=True).first()

    def day_of(self, thing):
        return thing.day

    def live_url(self, thing):
        return Session(day=thing.day, slug=thing.live.snapshot["slug"]).get_absolute_url()

    def draw(self, request, thing, snapshot, version=0):
        session = preview_session(thing, snapshot)
        return render(request, "events/session.html", {"session": session, "meta": describe(session)})

    def _tools(self, request, thing):
        day, tools = thing.day, []
        if request.user.has_perm("events.change_studyday"):
            url = reverse("admin:events_studyday_programme", args=[day.pk])
            tools.append({"label": _("Programma van de dag"), "url": url, "main": True})
        if day.live_id is None and self.may_publish_all(request):
            url = reverse("admin:events_studyday_publish", args=[day.pk])
            tools.append({"label": _("Publiceer met de dag …"), "url": url})
        return tools + super()._tools(request, thing)
