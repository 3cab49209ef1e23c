"""Links on the desk: the report, one link with its places and its history, ignoring, looking now, replacing everywhere."""

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.links.health import check_now, ignore, look, watch_again
from portal.links.models import FAILS, Link, Verdict, words_of
from portal.links.replacing import Replaced, ReplaceRefused, checked, plan, replace, seen_name
from portal.links.report import BADGES, ReportForm, edit_url, pages_of, rows_of, table_heads, table_rows
from portal.publishing.tidy.export_admin import table_file
from portal.publishing.titles import DutchTitles
from portal.tables.writing import MEDIA

PAGE = 50
NOW = 200  # links that one press puts in front of the queue


class IgnoreForm(forms.Form):
    because = forms.CharField(
        label=_("Waarom mag deze link genegeerd worden?"),
        max_length=300,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        error_messages={"required": _("Zeg waarom: dan weten je collega’s het later ook nog.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["because"].widget.attrs.pop("maxlength", None)


@admin.register(Link)
class LinkAdmin(DutchTitles, admin.ModelAdmin):
    def has_add_permission(self, request):
        return False  # links are found where they stand

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            *(
                path(f"lijst.{kind}", wrap(partial(self.export_view, kind=kind)), name=f"links_link_export_{kind}")
                for kind in MEDIA
            ),
            path("nu-nakijken/", wrap(self.all_now_view), name="links_link_all_now"),
            path("<int:pk>/vervangen/", wrap(self.replace_view), name="links_link_replace"),
            *super().get_urls(),
        ]

    def _context(self, request, **more):
        said = {"opts": self.opts, "may_change": self.has_change_permission(request)}
        return {**self.admin_site.each_context(request), **said, **more}

    # -- the report ----------------------------------------------------------------------------------------------------
    def changelist_view(self, request, extra_context=None):
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        form = ReportForm(request.GET)
        by_page = form.said("per") == "pagina"
        found = pages_of(form.links()) if by_page else form.links()
        page = Paginator(found, PAGE).get_page(request.GET.get("pagina"))
        context = self._context(
            request,
            title=_("Linkgezondheid"),
            form=form,
            by_page=by_page,
            page=page,
            rows=list(page) if by_page else rows_of(list(page)),
            last=Link.objects.order_by("-checked_at").exclude(checked_at=None).values_list("checked_at", flat=True).first(),
            filtered=bool(form.said("q") or form.said("soort")),
            badges=BADGES,
        )
        return TemplateResponse(request, "admin/links/report.html", context)

    def export_view(self, request, kind):
        """The links that the report shows now, each with where it stands."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        links = ReportForm(request.GET).links()
        return table_file(_("Linkgezondheid"), kind, table_heads(), table_rows(links))

    def all_now_view(self, request):
        """What was asked goes to the front of the queue; the worker takes it at its own pace."""
        if request.method != "POST" or not self.has_change_permission(request):
            raise PermissionDenied
        form = ReportForm(request.POST)
        pks = list(form.links().exclude(verdict=Verdict.IGNORED).values_list("pk", flat=True)[:NOW])
        Link.objects.filter(pk__in=pks).update(due_at=timezone.now())
        words = ngettext("%(count)s link staat nu vooraan.", "%(count)s links staan nu vooraan.", len(pks)) % {"count": len(pks)}
        more = _("Ze worden de komende minuten nagekeken, elke site op haar beurt.")
        self.message_user(request, f"{words} {more}", messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:links_link_changelist") + form.address())

    # -- one link ------------------------------------------------------------------------------------------------------
    def change_view(self, request, object_id, form_url="", extra_context=None):
        link = get_object_or_404(Link.objects.select_related("host", "ignored_by"), pk=_number(object_id))
        if not self.has_view_or_change_permission(request, link):
            raise PermissionDenied
        form = IgnoreForm()
        if request.method == "POST":
            if not self.has_change_permission(request, link):
                raise PermissionDenied
            if request.POST.get("_do") == "ignore":
                form = IgnoreForm(request.POST)
            if not form.is_bound or form.is_valid():
                self._do(request, link, request.POST.get("_do", ""), form)
                return HttpResponseRedirect(reverse("admin:links_link_change", args=[link.pk]))
        return TemplateResponse(request, "admin/links/link.html", self._link_context(request, link, form))

    def _link_context(self, request, link, form):
        spots = rows_of([link])[0].stands
        return self._context(
            request,
            title=_("Link"),
            link=link,
            badge=BADGES.get(link.verdict, ""),
            ignore_form=form,
            stands=[{"stand": stand, "edit_url": edit_url(stand.owner)} for stand in spots],
            looks=[
                {"at": parse_datetime(said["at"]), "words": words_of(said["saw"], said["status"]), "bad": said["saw"] in FAILS}
                for said in reversed(link.history)
            ],
        )

    def _do(self, request, link, what, form):
        now = timezone.now()
        if what == "ignore":
            ignore(link, because=form.cleaned_data["because"], by=request.user, at=now)
            self.log_change(request, link, _("Genegeerd: “%(why)s”") % {"why": form.cleaned_data["because"]})
            self.message_user(request, _("Deze link wordt niet meer nagekeken."), messages.SUCCESS)
        elif what == "watch":
            watch_again(link, at=now)
            self.log_change(request, link, _("Niet langer genegeerd"))
            self.message_user(request, _("Deze link wordt weer nagekeken."), messages.SUCCESS)
        elif what == "check":
            self._check(request, link, now)
        else:
            raise PermissionDenied

    def _check(self, request, link, now):
        seen = check_now(link, now)
        if seen.checked_at != now:
            until = date_format(timezone.localtime(link.host.next_at), "j F, H:i")
            words = _("De site vroeg om haar tot %(until)s met rust te laten. Daarna kijken we opnieuw.")
            self.message_user(request, words % {"until": until}, messages.WARNING)
            return
        level = messages.WARNING if seen.saw in FAILS else messages.SUCCESS
        words = _("Net nagekeken: %(saw)s.") % {"saw": seen.seen_words()}
        if seen.shaky:
            words += " " + _("Een oordeel valt pas na drie pogingen op twee dagen.")
        self.message_user(request, words, level)

    # -- replacing -----------------------------------------------------------------------------------------------------
    def replace_view(self, request, pk):
        link = get_object_or_404(Link, pk=pk)
        if not self.has_change_permission(request, link):
            raise PermissionDenied
        new = (request.POST.get("new", "") or request.GET.get("nieuw", "") or link.moved_to).strip()
        fault, seen, asked = "", None, request.method == "POST"
        if asked:
            try:
                new = checked(link, new)
                if request.POST.get("_confirm"):
                    return self._replaced(request, link, new)
                seen = look(new, head=4, get=4)  # somebody is waiting
            except ReplaceRefused as refusal:
                fault = str(refusal)
        spots = plan(link, request.user)
        context = self._context(
            request,
            title=_("Overal vervangen"),
            link=link,
            new=new,
            fault=fault,
            asked=asked and not fault,
            looked=seen and {"words": words_of(seen.saw, seen.status, seen.detail), "bad": seen.saw in FAILS},
            spots=[{"spot": spot, "edit_url": edit_url(spot.stand.owner)} for spot in spots],
            changes=sum(spot.changes for spot in spots),
            seen=seen_name(spots),
        )
        return TemplateResponse(request, "admin/links/replace.html", context)

    def _replaced(self, request, link, new):
        done = replace(link, new, seen=request.POST.get("seen", ""), by=request.user, at=timezone.now())
        words = _("Link %(old)s vervangen door %(new)s") % {"old": link.url[:300], "new": new[:300]}
        for thing in [*done.rows, *done.drafts]:
            self.log_change(request, thing, words)
        self.log_change(request, link, words)
        self._tell(request, done)
        return HttpResponseRedirect(reverse("admin:links_link_changelist"))

    def _tell(self, request, done: Replaced):
        number = len(done.rows) + len(done.drafts)
        if not number:
            self.message_user(request, _("Er was niets te vervangen."), messages.WARNING)
            return
        words = ngettext("Vervangen op %(count)s plaats.", "Vervangen op %(count)s plaatsen.", number) % {"count": number}
        self.message_user(request, words, messages.SUCCESS)
        if done.to_publish:
            links = format_html_join(", ", '<a href="{}">{}</a>', ((edit_url(thing), str(thing)) for thing in done.to_publish))
            words = _("Lezers zien het nieuwe adres pas als iemand dit publiceert:")
            self.message_user(request, format_html("{} {}.", words, links), messages.WARNING)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
