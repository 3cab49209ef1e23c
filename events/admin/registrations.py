"""The registrations of a day at the desk: which screens there are, who may open them, and the first one: numbers and list."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.module_loading import import_string
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import phases
from events.admin import news
from events.forms.people import PeopleForm, drawn, held
from events.models import Block, StudyDay
from events.registering.audit import findings_of
from events.registering.figures import figures
from portal import charts
from portal.catalogue.models import Record
from portal.htmx import wants_part

PAGE = 50
SCREENS = {  # name of the address: (route under the day, view)
    "registrations": ("inschrijvingen/", "events.admin.registrations.registrations_view"),
    "register": ("inschrijvingen/nieuw/", "events.admin.registration.add_view"),
    "register_group": ("inschrijvingen/groep/", "events.admin.group.group_view"),
    "capacities": ("inschrijvingen/plaatsen/", "events.admin.capacities.capacities_view"),
    "allotment": ("inschrijvingen/toewijzing/", "events.admin.allotment.allotment_view"),
    "mailing": ("inschrijvingen/schrijven/", "events.admin.mailing.mailing_view"),
    "people": ("inschrijvingen/lijst.<str:kind>", "events.admin.exporting.list_view"),
    "needs": ("inschrijvingen/noden.xlsx", "events.admin.exporting.needs_view"),
    "audit": ("inschrijvingen/nakijken/", "events.admin.registrations.audit_view"),
    "registration": ("inschrijvingen/<int:number>/", "events.admin.registration.registration_view"),
    "registration_choices": ("inschrijvingen/<int:number>/keuzes/", "events.admin.registration.choices_view"),
    "registration_person": ("inschrijvingen/<int:number>/gegevens/", "events.admin.registration.person_view"),
}


class WithRegistrations:
    """For the admin of study days: the screens of who comes."""

    def get_urls(self):
        def screen(view):
            return self.admin_site.admin_view(lambda request, **args: import_string(view)(self, request, **args))

        made = [
            path(f"<int:pk>/{route}", screen(view), name=f"events_studyday_{name}") for name, (route, view) in SCREENS.items()
        ]
        return [*made, *super().get_urls()]

    def get_list_display(self, request):
        columns = super().get_list_display(request)
        return (*columns[:3], "come", *columns[3:]) if may(request.user, "view") else columns

    @admin.display(description=gettext_lazy("Ingeschreven"), ordering="taken")
    def come(self, day):
        said = day.taken if day.capacity is None else f"{day.taken} / {day.capacity}"
        return format_html('<a href="{}">{}<span class="vh"> ingeschreven</span></a>', url_of("registrations", day), said)

    def registration_tools(self, request, day):
        """The way to the list of who comes, for who may see it."""
        if not may(request.user, "view"):
            return []
        return [{"label": _("Inschrijvingen"), "url": url_of("registrations", day), "main": True}]


def may(user, act: str) -> bool:
    """Whether this person may look at who comes (view), or do something for them (change)."""
    return user.has_perms(["events.view_studyday", f"events.{act}_registration"])


def day_of(request, pk: int, act: str = "view") -> StudyDay:
    """The day, for who may. Raises PermissionDenied, or Http404."""
    if not may(request.user, act):
        raise PermissionDenied
    day = StudyDay.objects.select_related("venue").filter(pk=pk).first()
    if day is None:
        raise Http404
    return day


def url_of(name: str, day: StudyDay, *args) -> str:
    return reverse(f"admin:events_studyday_{name}", args=[day.pk, *args])


def context_of(model_admin, request, day: StudyDay, title: str, /, **more) -> dict:
    """What every screen of a day shows around what is its own."""
    said = {"title": title, "opts": model_admin.opts, "thing": day, "may_change": may(request.user, "change")}
    return {**model_admin.admin_site.each_context(request), **said, **more}


# -- numbers and list --------------------------------------------------------------------------------------------------
def registrations_view(model_admin, request, pk):
    """The numbers of the day, which refresh by themselves, and everybody who comes or waits."""
    day = day_of(request, pk)
    now = figures(day)
    numbers = _numbers(request, day, now)
    if wants_part(request):
        return TemplateResponse(request, "admin/events/_day_figures.html", numbers)
    form = people_form(request, day, now)
    page = Paginator(form.found(), PAGE).get_page(request.GET.get("pagina"))
    context = context_of(
        model_admin,
        request,
        day,
        _("Inschrijvingen"),
        form=form,
        page=page,
        rows=[{"who": row, "held": held(row)} for row in drawn(list(page))],
        ranked=any(row.block.choice == Block.Choice.RANKED for row in now.blocks),
        tools=news.tools(day) if request.user.has_perm("events.change_studyday") else [],
        found=form.in_words(page.paginator.count),
        **numbers,
    )
    return TemplateResponse(request, "admin/events/registrations.html", context)


def people_form(request, day, now=None) -> PeopleForm:
    now = now or figures(day)
    blocks = [(row.block, [one.session for one in row.sessions]) for row in now.blocks]
    return PeopleForm(day, request.GET, blocks=blocks, needs=request.user.has_perm("events.view_needs"))


def _numbers(request, day, now) -> dict:
    card = Record.objects.public().filter(kind="day", object_id=day.pk).values_list("card", flat=True).first()
    at = timezone.now()
    networks = [charts.Bar(name, people) for name, people in now.networks]
    return {
        "day": day,
        "now": now,
        "at": at,
        "url": request.path,
        "may_change": may(request.user, "change"),
        "needs": now.needs if request.user.has_perm("events.view_needs") else 0,
        "phase": phases.phase_of(card, at) if card else None,
        "networks": charts.lying("netten", networks, _("Ingeschreven per onderwijsverstrekker"), _("Mensen")),
        "days": charts.over_days("verloop", now.days, _("Inschrijvingen per dag"), _("Nieuwe inschrijvingen")),
    }


def audit_view(model_admin, request, pk):
    """Whether all of this day is as it must be, looked at now and on request."""
    day = day_of(request, pk, "change")
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    at = timezone.now()
    found = findings_of(day.pk, at=at)
    moment = date_format(timezone.localtime(at), "j F, H.i")
    for sentence in found:
        model_admin.message_user(request, capfirst(sentence), messages.WARNING)
    words = _("Niet alles klopt (nagekeken op %(at)s uur).") if found else _("Alles klopt (nagekeken op %(at)s uur).")
    model_admin.message_user(request, words % {"at": moment}, messages.WARNING if found else messages.SUCCESS)
    return HttpResponseRedirect(url_of("registrations", day))
