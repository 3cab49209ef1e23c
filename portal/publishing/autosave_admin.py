"""No lost work: what is typed in a form of the desk is kept while it is typed, offered when the form is opened again, and shown
in the form without being saved. And while a form stands open, who else has it open."""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.http import (
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    JsonResponse,
    QueryDict,
)
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from portal.publishing.autosave import (
    TAB,
    Spot,
    TooMuch,
    around,
    as_posted,
    beside,
    drop,
    keep,
    leave,
    moment,
    promise,
    typed_before,
    typed_in,
)
from portal.publishing.checklist_admin import Form
from portal.publishing.compare import draft
from portal.publishing.diff import differences
from portal.publishing.forms import number_in
from portal.publishing.freezing import upgrade
from portal.publishing.meeting import newer, saved_by, written_in
from portal.publishing.sheet import Base, Sheet
from portal.publishing.versions import shown

AGAIN = "terug"  # in the address of a form: show what was kept under this number
SAVED = "bewaard"  # the cookie that tells the script which tabs were saved: their text in this browser can go


def tab_of(posted) -> str:
    """The tab in which a form was opened, as it says itself; "" when it says none."""
    tab = posted.get("_tab", "")
    return tab if TAB.fullmatch(tab) else ""


class Keeping:
    """What a form needs to keep what is typed in it. `form_id` is the form; `base_url` the address under which it is kept."""

    def __init__(self, request, spot: Spot, *, base_url: str, form_id: str):
        self.request, self.spot, self.base_url, self.form_id = request, spot, base_url, form_id
        self.at, self.user = timezone.now(), request.user
        self.tab = tab_of(request.POST) or secrets.token_hex(6)
        self.rows = around(self.user, spot, at=self.at)

    def context(self, *, base: str, differs=None, restored=None, refused: bool = False) -> dict:
        """What templates/admin/_kept.html and its two neighbours show. `differs(posted)` names what stands otherwise than on
        this page; `restored` is the row that is shown in the form."""
        query = self.request.GET.copy()
        query.pop(AGAIN, None)
        more = f"?{query.urlencode()}" if query else ""
        return {
            "url": f"{self.base_url}{more}",
            "form": self.form_id,
            "tab": self.tab,
            "user": self.user.pk,
            "spot": str(self.spot),
            "days": settings.AUTOSAVE_DAYS,
            "login": f"{reverse('admin:login')}?{urlencode({'next': self.request.path + more})}",
            "base": base,
            "since": self.at.isoformat(),
            "offers": [] if restored or differs is None else list(self._offers(differs, query, more)),
            "promise": promise(),
            "beside": beside(self.rows, self.user, self.tab, at=self.at, own=False),
            "restored": restored,
            "restored_when": moment(restored.changed) if restored else "",
            "restored_name": f"{restored.tab}:{restored.changed.timestamp()}" if restored else "",
            "plain_url": f"{self.request.path}{more}",
            "kept_at": moment(self.at) if refused else "",
            "posted": self.request.method == "POST" and restored is None,
        }

    def keep_refused(self) -> bool:
        """A save that was refused: what was typed is kept, whatever happens to the page."""
        try:
            data, edit = typed_in(self.request.POST), number_in(self.request.POST.get("seen", ""), 0)
        except TooMuch:
            return False  # it stands in the form
        keep(self.user, self.spot, self.tab, at=self.at, data=data, edit=edit)
        return True

    def _offers(self, differs, query, more):
        for row in typed_before(self.rows, self.tab):
            if names := differs(as_posted(row["mine"])):
                again = query.copy()
                again[AGAIN] = row["pk"]
                yield {
                    "when": moment(row["changed"], self.at),
                    "names": names,
                    "title": row["mine"].get("title", [""])[0],
                    "edit": row["edit"],
                    "url": f"{self.request.path}?{again.urlencode()}",
                    "away": f"{self.base_url}{row['pk']}/weg/{more}",
                }


def kept_row(request, spot: Spot):
    """What this person kept here and asks to see again, by the number in the address; None when nothing is asked, or when it
    is not there, which is said."""
    if AGAIN not in request.GET:
        return None
    row = spot.rows(request.user).filter(pk=number_in(request.GET[AGAIN], 0), data__isnull=False).first()
    if row is None:
        messages.warning(request, _("Wat je niet bewaard had, is er niet meer."))
    return row


def really_saved(request, spot: Spot) -> None:
    """What was typed in this form is saved: it need not be kept any more, nor what it was restored from."""
    request.saved_tabs = [tab for tab in (tab_of(request.POST), _restored_from(request, spot)) if tab]
    drop(request.user, request.saved_tabs)


def _restored_from(request, spot: Spot) -> str:
    """The tab whose text is shown in this form; "" when something else was typed there since."""
    tab, _colon, stamp = request.POST.get("_restored", "").partition(":")
    row = spot.rows(request.user).filter(tab=tab).first() if TAB.fullmatch(tab) else None
    return tab if row and str(row.changed.timestamp()) == stamp else ""


def tell_browser(request, response):
    """The script forgets what it holds of the tabs that were saved."""
    if tabs := getattr(request, "saved_tabs", []):
        before = [tab for tab in request.COOKIES.get(SAVED, "").split(".") if TAB.fullmatch(tab)]
        names = ".".join([*before, *tabs][-8:])
        response.set_cookie(
            SAVED, names, max_age=86_400, path=reverse("admin:index"), secure=settings.SESSION_COOKIE_SECURE, samesite="Strict"
        )
    return response


# -- what the script asks ----------------------------------------------------------------------------------------------
def answer(request, spot: Spot, newer_than_seen=None):
    """Keep what was typed, and say who else is at work here. A GET gives a fresh token, for who signed in again elsewhere."""
    if request.method == "GET":
        return JsonResponse({"user": request.user.pk, "token": get_token(request)})
    if request.method != "POST":
        return HttpResponseNotAllowed(["GET", "POST"])
    tab, at = tab_of(request.POST), timezone.now()
    if not tab:
        return HttpResponseBadRequest()
    drop(request.user, [name for name in request.POST.get("_saved", "").split(".") if TAB.fullmatch(name)])
    try:
        data = typed_in(request.POST) if "_text" in request.POST else None
    except TooMuch as refusal:
        return JsonResponse({"refused": str(refusal)}, status=413)
    brought, leaving = _moment(request.POST.get("_brought", ""), at), "_left" in request.POST
    seen = number_in(request.POST.get("seen", ""), 0)
    if data is not None or not leaving:
        keep(request.user, spot, tab, at=brought or at, data=data, edit=seen, here=not (brought or leaving))
    if data is not None and (before := _restored_from(request, spot)):
        drop(request.user, [before])  # it goes on in this tab
    if leaving:
        leave(request.user, spot, tab)
        return HttpResponse(status=204)
    rows = around(request.user, spot, at=at)
    return JsonResponse(
        {
            "at": moment(at) if data is not None else "",
            "beside": beside(rows, request.user, tab, at=at, own=bool(spot.pk)),
            "newer": newer_than_seen(seen) if newer_than_seen else "",
        }
    )


def _moment(text: str, at: datetime) -> datetime | None:
    """When something was typed that is brought in later, as the browser says; never in the future."""
    if not text:
        return None
    try:
        told = parse_datetime(text)
    except ValueError:
        told = None
    usable = told is not None and timezone.is_aware(told) and at - timedelta(days=settings.AUTOSAVE_DAYS) < told < at
    return told if usable else at


def throw_away(request, spot: Spot, kept: int, back: str):
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    spot.rows(request.user).filter(pk=kept).delete()
    if "application/json" in request.headers.get("Accept", ""):
        return HttpResponse(status=204)
    messages.info(request, _("Wat je niet bewaard had, is weggegooid."))
    return HttpResponseRedirect(back)


# -- every publication -------------------------------------------------------------------------------------------------
class WithAutosave(admin.ModelAdmin):
    """For every publication at the desk."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        return [
            path("add/bewaard/", wrap(self.kept_view), name=f"{name}_kept_new"),
            path("add/bewaard/<int:kept>/weg/", wrap(self.away_view), name=f"{name}_away_new"),
            path("<int:pk>/bewaard/", wrap(self.kept_view), name=f"{name}_kept"),
            path("<int:pk>/bewaard/<int:kept>/weg/", wrap(self.away_view), name=f"{name}_away"),
            *super().get_urls(),
        ]

    def spot(self, request, pk=0) -> Spot:
        """A thing that is not there yet has a form for each way in which it is begun: a session, of each day."""
        begun = {} if pk else {name: value for name, value in request.GET.items() if self._is_field(name)}
        return Spot(self.model, int(pk or 0), urlencode(sorted(begun.items())))

    def _is_field(self, name) -> bool:
        try:
            return bool(self.opts.get_field(name))
        except FieldDoesNotExist:
            return False

    def spot_in(self, request, match) -> Spot | None:
        """The form behind this address, when it is one of ours."""
        start = f"{self.opts.app_label}_{self.opts.model_name}"
        if match.url_name == f"{start}_add":
            return self.spot(request)
        if match.url_name == f"{start}_change":
            return self.spot(request, number_in(match.kwargs.get("object_id", ""), 0))
        return None

    def may_keep(self, request, spot: Spot) -> bool:
        """Whether this person may write here."""
        thing = self.get_queryset(request).filter(pk=spot.pk).first() if spot.pk else None
        return (thing is not None or not spot.pk) and self._may_write(request, thing)

    def _kept_url(self, request, pk=0) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_kept"
        return reverse(name, args=[pk]) if pk else reverse(f"{name}_new")

    # -- the form ------------------------------------------------------------------------------------------------------
    def _changeform_view(self, request, object_id, form_url, extra_context):
        if request.method == "GET":
            self._show_again(request, self.spot(request, number_in(object_id or "", 0)))
        try:
            response = super()._changeform_view(request, object_id, form_url, extra_context)
        finally:
            if getattr(request, "kept", None):
                request.method = "GET"
        if isinstance(response, HttpResponseRedirect) and AGAIN in request.GET:
            response["Location"] = _without_number(response.url)
        return tell_browser(request, response)

    def _show_again(self, request, spot):
        """The form is made of what was kept, as if it was posted; MeetingForm sees to it that nothing is saved."""
        may_write = self.has_change_permission(request) if spot.pk else self.has_add_permission(request)
        request.kept = kept_row(request, spot) if may_write else None
        if request.kept and not request.FILES:  # a GET brings none; asked here, because asking reads the body again
            request.POST, request.method = as_posted(request.kept.data), "POST"

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        really_saved(request, self.spot(request, form.instance.pk if change else 0))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if self._may_write(request, obj):
            context["kept"] = self._kept(request, context, obj)
            context["preview_url"] = self._url("preview", obj) if obj and obj.pk else ""
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _kept(self, request, context, obj):
        restored = getattr(request, "kept", None)
        refused = request.method == "POST" and not restored
        thing = obj if obj and obj.pk else None
        spot = self.spot(request, thing.pk if thing else 0)
        form, inlines = context["adminform"].form, context["inline_admin_formsets"]
        keeping = Keeping(request, spot, base_url=self._kept_url(request, spot.pk), form_id=f"{self.opts.model_name}_form")
        refused = refused and keeping.keep_refused()
        if form.is_bound:
            told = keeping.context(base=request.POST.get("_base", ""), restored=restored, refused=refused)
            if restored:
                told |= {"found": self._found(request, thing, form, inlines)}
                _no_faults_yet(form, inlines, context)
            return told
        sheet = Sheet(form, written_in(request, thing, ((inline.formset, inline.opts) for inline in inlines)))
        base = str(Base(sheet.marks(), set())) if thing else ""
        told = keeping.context(base=base, differs=sheet.differs)
        for offer in told["offers"]:
            offer["since"] = newer(*saved_by(thing, request.user)) if thing and offer["edit"] != thing.edit else ""
        return told

    def _found(self, request, thing, form, inlines):
        """How what is shown again differs from what is saved."""
        if thing is None:
            return []
        saved = self.get_queryset(request).get(pk=thing.pk)  # the other one holds what was typed
        typed = upgrade(self.model, Form(form, [inline.formset for inline in inlines]).draft.values)
        return shown(differences(self.model, draft(saved).values, typed))

    # -- the script ----------------------------------------------------------------------------------------------------
    def _thing_of(self, request, pk):
        thing = None if pk is None else get_object_or_404(self.get_queryset(request), pk=pk)
        if not self._may_write(request, thing):
            raise PermissionDenied
        return thing

    def kept_view(self, request, pk=None):
        thing = self._thing_of(request, pk)

        def newer_than(seen):
            return newer(*saved_by(thing, request.user)) if thing and seen != thing.edit else ""

        return answer(request, self.spot(request, pk), newer_than)

    def away_view(self, request, kept, pk=None):
        self._thing_of(request, pk)
        back = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{'change' if pk else 'add'}", args=[pk] if pk else [])
        more = f"?{request.GET.urlencode()}" if request.GET else ""
        return throw_away(request, self.spot(request, pk), kept, f"{back}{more}")


def _without_number(url: str) -> str:
    """The same address, for the form as it is saved now."""
    path, _mark, query = url.partition("?")
    asked = QueryDict(query, mutable=True)
    asked.pop(AGAIN, None)
    return f"{path}?{asked.urlencode()}" if asked else path


def _no_faults_yet(form, inlines, context):
    """What is shown again was not sent: nobody is told of faults before they save."""
    context["errors"] = []
    for one in (form, *(row for inline in inlines for row in inline.formset.forms)):
        one._errors = type(one.errors)()
    for inline in inlines:
        inline.formset._non_form_errors = inline.formset.error_class()
