"""What readers searched, for who decides what to write next. Only questions of several days; nobody is named in it."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Case, F, Q, Value, When, Window
from django.db.models.functions import RowNumber
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _say
from django.utils.translation import gettext_lazy as _

from portal import charts
from portal.catalogue.asked import normalised
from portal.catalogue.models import Searched
from portal.publishing import logbook
from portal.publishing.logbook import Act
from portal.publishing.panels import Desk, Go, Panel, Place, Row, panel
from portal.publishing.tidy.export_admin import Exports
from portal.publishing.titles import DutchTitles

MISSED = "onbeantwoord"
TOP, MOST = 8, 5  # terms of the chart, and of those that brought nothing
BUTTON = '<button class="linkish" formaction="{}" name="doe" value="{}">{}<span class="vh">: {}</span></button>'
DONE = {
    "afgehandeld": (_("afgehandeld"), _("“%(text)s” is afgehandeld. Vindt iemand later weer niets, dan komt de vraag terug.")),
    "negeer": (_("genegeerd"), _("“%(text)s” wordt genegeerd en komt niet meer op de werktafel.")),
    "toon-weer": (_("niet langer genegeerd"), _("“%(text)s” komt weer op de werktafel als iemand niets vindt.")),
}


def settle(words: list[str]) -> int:
    """Something was done about questions without result that are one of these words; returns how many."""
    asked = {normalised(word) for word in words} - {""}
    return Searched.objects.told().filter(text__in=asked).update(settled=F("without_result"))


class OutcomeFilter(admin.SimpleListFilter):
    title = _("uitkomst")
    parameter_name = "uitkomst"

    def lookups(self, request, model_admin):
        return [
            (MISSED, _("zonder resultaat, nog te bekijken")),
            ("zonder", _("ooit zonder resultaat")),
            ("verbeterd", _("verbeterd")),
            ("genegeerd", _("genegeerd")),
        ]

    def queryset(self, request, queryset):
        match self.value():
            case "onbeantwoord":
                return queryset.missed()
            case "zonder":
                return queryset.filter(without_result__gt=0)
            case "verbeterd":
                return queryset.filter(corrected__gt=0)
            case "genegeerd":
                return queryset.filter(ignored=True)
        return queryset


@admin.register(Searched)
class SearchedAdmin(Exports, DutchTitles, admin.ModelAdmin):
    list_display = ("question", "times", "without_result", "corrected", "corrected_to", "last_day")
    list_display_links = None
    list_filter = (OutcomeFilter,)
    search_fields = ("text",)
    search_help_text = _("Zoek in wat gevraagd werd. Je ziet alleen vragen die op minstens drie verschillende dagen kwamen.")
    list_per_page = 100
    actions = None

    class Media:
        css = {"all": ["css/home.css"]}

    def get_queryset(self, request):
        return super().get_queryset(request).told()

    def get_list_display(self, request):
        """With what this person can do about a question, under its words."""

        @admin.display(description=_("Gevraagd"), ordering="text")
        def question(searched):
            acts = format_html_join(" ", "{}", self._acts(request.user, searched))
            return format_html('{}<div class="q-acts">{}</div>', searched.text, acts)

        return (question, *(name for name in super().get_list_display(request) if name != "question"))

    @admin.display(description=_("Gevraagd"), ordering="text")
    def question(self, searched):
        return searched.text

    def _acts(self, user, searched):
        address = f"{reverse('website:search')}?{urlencode({'q': searched.text})}"
        for go in (Go(_say("Resultaten"), address, searched.text), *_offers(user, searched)):
            yield (format_html('<a href="{}">{}<span class="vh">: {}</span></a>', go.url, go.label, go.about),)
        if user.has_perm("catalogue.change_searched"):
            for what in _settling(searched):
                yield (format_html(BUTTON, reverse("admin:catalogue_searched_do", args=[searched.pk]), *what, searched.text),)

    def get_urls(self):
        view = self.admin_site.admin_view(self.do_view)
        return [path("<int:pk>/doen/", view, name="catalogue_searched_do"), *super().get_urls()]

    def do_view(self, request, pk):
        """Somebody did something about a question, or wants to see it no more."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not request.user.has_perm("catalogue.change_searched") or request.POST.get("doe") not in DONE:
            raise PermissionDenied
        searched = get_object_or_404(Searched.objects.told(), pk=pk)
        what, words = DONE[request.POST["doe"]]
        with transaction.atomic():
            if request.POST["doe"] == "afgehandeld":
                settle([searched.text])
            else:
                Searched.objects.filter(pk=pk).update(ignored=request.POST["doe"] == "negeer")
            logbook.write(Act.CHANGED, searched, by=request.user, said=str(what))
        self.message_user(request, words % {"text": searched.text}, messages.SUCCESS)
        home = request.POST.get("naar") == "werktafel"
        return HttpResponseRedirect(reverse("admin:index" if home else "admin:catalogue_searched_changelist"))

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def _settling(searched) -> list[tuple[str, Any]]:
    """What can be said of a question: its value, and its words."""
    if searched.ignored:
        return [("toon-weer", _say("Toon weer"))]
    found = [("afgehandeld", _say("Afgehandeld"))] if searched.without_result > searched.settled else []
    return [*found, ("negeer", _say("Negeer"))]


def _offers(user, searched) -> list[Go]:
    """Where somebody can do something about a question without result."""
    found = []
    if user.has_perm("catalogue.add_synonym"):
        query = urlencode({"words": searched.text})
        found.append(Go(_say("Synoniem"), f"{reverse('admin:catalogue_synonym_add')}?{query}", searched.text))
    if user.has_perm("fiches.add_fiche"):
        query = urlencode({"title": capfirst(searched.text)})
        found.append(Go(_say("Nieuwe fiche"), f"{reverse('admin:fiches_fiche_add')}?{query}", searched.text))
    return found


# -- on the home -------------------------------------------------------------------------------------------------------
def _terms(desk: Desk) -> list[Searched]:
    """The questions that came most, and those that brought nothing most often. One question of our own."""

    def ask() -> list[Searched]:
        misses = Case(When(ignored=False, then=F("without_result") - F("settled")), default=Value(0))
        ranked = Searched.objects.told().annotate(
            misses=misses,
            top=Window(RowNumber(), order_by=[F("times").desc(), F("pk").asc()]),
            missed=Window(RowNumber(), order_by=[misses.desc(), F("pk").asc()]),
        )
        return list(ranked.filter(Q(top__lte=TOP) | Q(missed__lte=MOST)).order_by("pk"))

    return desk.once("searched", ask)


@panel(rank=35, allowed="catalogue.view_searched")
def missed(desk: Desk) -> Panel:
    """What readers asked and did not find, with what can be done about it."""
    found = sorted((row for row in _terms(desk) if row.misses > 0), key=lambda row: (-row.misses, row.pk))[:MOST]
    url = reverse("admin:catalogue_searched_changelist")
    return Panel(
        title=_say("Gezocht, niets gevonden"),
        rows=[_missed_row(desk, row) for row in found],
        more=(Go(_say("Alle zoektermen"), f"{url}?uitkomst={MISSED}" if found else url),),
        empty=_say("Wat lezers zochten, vonden ze ook. Een vraag die op drie dagen kwam en niets opbracht, komt hier."),
        place=Place.BESIDE,
    )


def _missed_row(desk: Desk, row: Searched) -> Row:
    times = _say("%(times)s keer zonder resultaat")
    settling: tuple[Go, ...] = ()
    if desk.may("catalogue.change_searched"):
        url = reverse("admin:catalogue_searched_do", args=[row.pk])
        settling = tuple(Go(label, url, row.text, {"doe": what, "naar": "werktafel"}) for what, label in _settling(row))
    facts = (times % {"times": charts.said(row.misses)}, _say("laatst op %(day)s") % {"day": date_format(row.last_day, "j F")})
    return Row(row.text, "", facts, do=(*_offers(desk.user, row), *settling))


@panel(rank=75, allowed="catalogue.view_searched")
def asked(desk: Desk) -> Panel:
    """What readers search most."""
    found = sorted(_terms(desk), key=lambda row: (-row.times, row.pk))[:TOP]
    bars = [charts.Bar(row.text, row.times, _note(row), "dead" if row.without_result == row.times else "") for row in found]
    title = _say("Wat lezers het vaakst zoeken")
    return Panel(
        title=_say("Gezocht"),
        chart=charts.lying("gezocht", bars, title, _say("Keer gevraagd")),
        more=(Go(_say("Alle zoektermen"), reverse("admin:catalogue_searched_changelist")),),
        empty=_say("Nog geen enkele vraag kwam op drie verschillende dagen. Pas dan bewaren we haar woorden."),
        place=Place.FIGURES,
    )


def _note(row: Searched) -> str:
    if row.without_result == row.times:
        return _say("geen resultaat")
    return _say("%(times)s zonder resultaat") % {"times": charts.said(row.without_result)} if row.without_result else ""
