"""Preparing a study day: what it is, when and where, who organises it; its programme has a screen of its own."""

from adminsortable2.admin import SortableAdminBase
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.forms import CheckboxSelectMultiple
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events import phases, programme
from events.admin import news, programme_kept
from events.admin.at_once import HoldsAtOnce
from events.admin.duplicate import duplicate_view
from events.admin.publish_day import publish_view, waiting
from events.admin.registrations import WithRegistrations
from events.models import Organiser, Session, StudyDay
from events.page import preview_day
from events.views.days import describe
from fiches.admin.fiche import RowsInHand
from portal.catalogue.models import Record
from portal.publishing.admin import PublicationForm, StatusFilter
from portal.publishing.forms import TagsTyped, UntouchedIsValid, number_in

AT_ONCE = gettext_lazy(
    "Datum, uren en annulering gelden meteen voor wie de dag online ziet, zonder publiceren. De locatie pas na publiceren."
)


class StudyDayForm(UntouchedIsValid, TagsTyped, PublicationForm):
    class Meta:
        model = StudyDay
        fields = "__all__"

    def clean_capacity(self):
        seats, taken = self.cleaned_data.get("capacity"), self.instance.taken
        if seats is not None and seats < taken:
            raise ValidationError(_("Er zijn al %(taken)s mensen ingeschreven. Kies minstens dat aantal.") % {"taken": taken})
        return seats


class OrganiserInline(RowsInHand):
    model = Organiser
    named = "organisation"
    fields = ("organisation", "words", "role", "position")
    verbose_name_plural = gettext_lazy("Wie organiseert de dag?")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "words":
            field.widget.attrs["placeholder"], field.help_text = field.help_text, ""
        return field


class YearFilter(admin.SimpleListFilter):
    title = gettext_lazy("jaar")
    parameter_name = "jaar"

    def lookups(self, request, model_admin):
        return [(str(year.year), str(year.year)) for year in StudyDay.objects.dates("date", "year", order="DESC")]

    def queryset(self, request, queryset):
        return queryset.filter(date__year=number_in(self.value(), 1)) if self.value() else queryset


@admin.register(StudyDay)
class StudyDayAdmin(WithRegistrations, SortableAdminBase, HoldsAtOnce):
    form = StudyDayForm
    inlines = (OrganiserInline,)
    list_display = ("title", "on", "phase", "session_count", "state", "online", "changed_on")
    list_filter = (YearFilter, "status", StatusFilter)
    export_more = ("phase", "session_count")
    search_fields = ("title", "subtitle", "summary", "venue__name", "venue__city")
    search_help_text = gettext_lazy("Zoek in titel, samenvatting en locatie.")
    prepopulated_fields = {"slug": ("title",)}
    autocomplete_fields = ("themes", "materials", "venue")
    fieldsets = (
        (None, {"fields": ("title", "slug", "subtitle", "summary", "seen")}),
        (
            gettext_lazy("Wanneer en waar"),
            {
                "fields": (("date", "last_date"), ("starts", "ends"), "venue", "cancelled", "cancelled_note"),
                "description": AT_ONCE,
            },
        ),
        (gettext_lazy("Teksten"), {"fields": ("opening", "report", "closing")}),
        (
            gettext_lazy("Thema en publiek"),
            {"fields": ("themes", "audiences", "audience_note", "levels", "tags"), "classes": ("collapse",)},
        ),
        (
            gettext_lazy("Inschrijving"),
            {
                "fields": ("capacity", ("opens_at", "closes_at"), "change_until", "retain_until"),
                "description": gettext_lazy("Dit alles geldt meteen, zonder publiceren."),
                "classes": ("collapse",),
            },
        ),
        (gettext_lazy("Na de dag"), {"fields": (("participants", "at_least"), "materials"), "classes": ("collapse",)}),
        (
            gettext_lazy("Planning"),
            {"fields": (("publish_at", "withdraw_at"), "review_due", "owner", "reviewers"), "classes": ("collapse",)},
        ),
    )

    # -- the list ------------------------------------------------------------------------------------------------------
    def get_queryset(self, request):
        told = Record.objects.public().filter(kind="day", object_id=OuterRef("pk")).values("card")
        count = Session.objects.filter(day=OuterRef("pk")).order_by().values("day").annotate(count=Count("pk")).values("count")
        days = super().get_queryset(request).select_related("live", "changed_by", "venue")
        return days.annotate(session_count=Coalesce(Subquery(count), 0), told=Subquery(told[:1]))

    @admin.display(description=gettext_lazy("Datum"), ordering="date")
    def on(self, day):
        return date_format(day.date, "j b Y")

    @admin.display(description=gettext_lazy("Fase"))
    def phase(self, day):
        return phases.phase_of(day.told, timezone.now()).label if day.told else "–"

    @admin.display(description=gettext_lazy("Programma"), ordering="session_count")
    def session_count(self, day):
        count = day.session_count
        return ngettext("%(count)s sessie", "%(count)s sessies", count) % {"count": count} if count else "–"

    # -- the form ------------------------------------------------------------------------------------------------------
    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return (*fields, "slug") if self._address_is_fixed(obj) else fields

    def get_prepopulated_fields(self, request, obj=None):
        return {} if self._address_is_fixed(obj) else self.prepopulated_fields

    def _address_is_fixed(self, day) -> bool:
        """Asked once: the form asks several times."""
        if day is None:
            return False
        if not hasattr(day, "fixed"):
            day.fixed = day.was_online()
        return day.fixed

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in ("audiences", "levels"):
            kwargs["widget"] = CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in ("audiences", "levels"):
            field.widget.can_add_related = False  # fixed lists: tick, do not invent
        if db_field.name == "cancelled":
            field.help_text = _(
                "Wie komt, wacht of een groep inschreef, krijgt binnen de minuut een mail, met wat je hieronder schrijft."
            )
        if db_field.name == "retain_until":
            said = _("Daarna wissen we namen, adressen en brieven van de deelnemers. Leeg: %(days)s dagen na de studiedag.")
            field.help_text = said % {"days": settings.RETAIN_DAYS}
        return field

    def warnings(self, thing):
        return programme.warnings(thing)

    def day_number(self, request, object_id):
        return number_in(unquote(object_id), 0) if object_id else None

    def day_of(self, thing):
        return thing

    def draw(self, request, thing, snapshot, version=0):
        day = preview_day(thing, snapshot, now=timezone.now())
        return render(request, "events/day.html", {"day": day, "meta": describe(day)})

    def _tools(self, request, thing):
        tools = self.registration_tools(request, thing)
        if self.has_change_permission(request, thing):
            tools.append({"label": _("Programma"), "url": self._url("programme", thing), "main": True})
            tools += news.tools(thing)
        if self.may_publish_all(request):
            tools.append({"label": _("Publiceer met sessies …"), "url": self._url("publish", thing)})
        if self.has_add_permission(request):
            tools.append({"label": _("Dupliceer …"), "url": self._url("duplicate", thing)})
        return tools + super()._tools(request, thing)

    def goes_with(self, thing):
        count = thing.sessions.public().count()
        words = ngettext(
            "Ook de sessie die online staat, gaat offline.", "Ook de %(count)s sessies die online staan, gaan offline.", count
        )
        return [words % {"count": count}] if count else []

    # -- steps ---------------------------------------------------------------------------------------------------------
    def _after_saving(self, request, obj):
        """Publishing asks first which sessions go along, when some are newer than what is online."""
        if request.POST.get("_step") != "publish" or not self.may_publish_all(request) or not waiting(obj):
            return super()._after_saving(request, obj)
        if obj.touched:
            self._reopen(request, obj)
        saved = f"{_('Bewaard.')} " if obj.touched else ""
        self.message_user(request, saved + _("Kies nu welke sessies mee online gaan."), messages.INFO)
        comment = request.POST.get("_comment", "").strip()
        query = f"?{urlencode({'toelichting': comment})}" if comment else ""
        return HttpResponseRedirect(self._url("publish", obj) + query)

    def gone_with(self, row):
        """Its sessions go with a day."""
        return list(Session.objects.filter(day=row))

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/programma/", wrap(self.programme_view), name="events_studyday_programme"),
            path("<int:pk>/programma/bewaard/", wrap(programme_kept.kept_view), name="events_studyday_programme_kept"),
            path("<int:pk>/programma/bewaard/<int:kept>/weg/", wrap(programme_kept.away_view)),
            path("<int:pk>/publiceren/", wrap(self.publish_view), name="events_studyday_publish"),
            path("<int:pk>/verwittigen/", wrap(self.news_view), name="events_studyday_news"),
            path("<int:pk>/dupliceren/", wrap(self.duplicate_view), name="events_studyday_duplicate"),
            *super().get_urls(),
        ]

    def programme_view(self, request, pk):
        from events.admin.programme import programme_view

        return programme_view(self, request, pk)

    def spot_in(self, request, match):
        own = match.url_name == "events_studyday_programme"
        return programme_kept.spot(match.kwargs["pk"]) if own else super().spot_in(request, match)

    def publish_view(self, request, pk):
        return publish_view(self, request, pk)

    def news_view(self, request, pk):
        return news.news_view(self, request, pk)

    def duplicate_view(self, request, pk):
        return duplicate_view(self, request, pk)
