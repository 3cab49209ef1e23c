"""A draft for who got a link to it: no account, no cookie, and nothing of it stays anywhere."""

from django.contrib import admin
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from portal.catalogue.kept import reading
from portal.publishing.models import Status
from portal.publishing.preview import unlisted
from portal.publishing.preview_links import LinkRefused, Why, may_see_file, opened
from portal.website.views.media import sent

SAID = {  # why: status, title, text
    Why.BROKEN: (
        404,
        "Deze link klopt niet.",
        "Misschien is hij niet helemaal meegekomen. Kopieer de hele link opnieuw, of vraag hem nog eens aan wie hem je stuurde.",
    ),
    Why.EXPIRED: (410, "Deze link is verlopen.", "Hij werkte maar enkele dagen. Vraag een nieuwe link aan wie hem je stuurde."),
    Why.REVOKED: (410, "Deze link werkt niet meer.", "De redactie trok hem in. Vraag een nieuwe link aan wie hem je stuurde."),
    Why.GONE: (
        410,
        "Deze tekst is er niet meer.",
        "De redactie haalde hem weg. Vraag aan wie je de link stuurde of er een nieuwe komt, of zoek verder op de site.",
    ),
}


def _asked(request, token):
    """The link at this address, the desk of what it shows, and that thing as it stands. Raises LinkRefused."""
    link = opened(token, timezone.now())
    desk = admin.site.get_model_admin(link.content_type.model_class())
    thing = desk.get_queryset(request).filter(pk=link.object_id).first()
    if thing is None or thing.status == Status.ARCHIVED:
        raise LinkRefused(Why.GONE)
    return link, desk, thing


@reading
def draft(request, token=""):
    try:
        link, desk, thing = _asked(request, token)
    except LinkRefused as refusal:
        return _refused(request, refusal)
    return desk.for_link(request, thing, link)


def _refused(request, refusal: LinkRefused):
    status, title, text = SAID[refusal.why]
    context = {
        "said": {"code": f"Foutcode {status}", "title": title, "text": text},
        "meta": {"title": title.removesuffix("."), "noindex": True},
    }
    return unlisted(render(request, "preview/refused.html", context, status=status))


@reading
def file(request, token, signature, name):
    """An upload that a page drawn through this link shows."""
    try:
        link, _desk, _thing = _asked(request, token)
    except LinkRefused as refusal:
        return _refused(request, refusal)
    if not may_see_file(link, signature, name):
        raise Http404
    return unlisted(sent(name, "private, no-store"))
