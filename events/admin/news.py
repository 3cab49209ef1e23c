"""Telling participants what changed in the programme: what they will read, how many they are, and two buttons."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.registering.news import news_of, tell_news
from events.registering.registration import RegistrationRefused


def tools(day) -> list[dict]:
    """The way to this screen, as long as somebody comes."""
    if not day.taken:
        return []
    return [{"label": _("Verwittig deelnemers …"), "url": reverse("admin:events_studyday_news", args=[day.pk])}]


def mention(request, day) -> None:
    """After a change: say that people do not know it yet, and lead there."""
    if news := news_of(day):
        words = ngettext(
            "%(count)s deelnemer weet nog niet wat er veranderde.",
            "%(count)s deelnemers weten nog niet wat er veranderde.",
            news.people,
        )
        url = reverse("admin:events_studyday_news", args=[day.pk])
        link = format_html('<a href="{}">{}</a>', url, _("Verwittig hen"))
        messages.info(request, format_html("{} {}", words % {"count": news.people}, link))


def news_view(model_admin, request, pk):
    """The screen; posting it owes the letters, or says that it is a trifle."""
    day = get_object_or_404(model_admin.get_queryset(request), pk=pk)
    if not model_admin.has_change_permission(request, day):
        raise PermissionDenied
    if request.method == "POST":
        send, seen = request.POST.get("wat") == "verwittig", request.POST.get("seen", "")[:16]
        try:
            count = tell_news(day, seen=seen, at=timezone.now(), by=request.user, send=send)
        except RegistrationRefused as refusal:
            model_admin.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(request.path)
        model_admin.message_user(request, _said(count, send), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:events_studyday_programme", args=[day.pk]))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Deelnemers van “%(title)s” verwittigen") % {"title": day},
        "opts": model_admin.opts,
        "thing": day,
        "news": news_of(day),
    }
    return TemplateResponse(request, "admin/events/news.html", context)


def _said(count: int, send: bool) -> str:
    if not send:
        return _("Niemand krijgt er een mail over. Wat nu online staat, geldt als bekend.")
    words = ngettext("%(count)s deelnemer krijgt een mail.", "%(count)s deelnemers krijgen een mail.", count)
    return words % {"count": count}
