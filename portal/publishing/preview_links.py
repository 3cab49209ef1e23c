"""Links that show a draft to somebody without an account: made, opened, revoked, forgotten.

The address holds what it is about and until when it works, signed; the row behind it can be revoked. Nothing that is drawn
through a link is ever kept by anybody.
"""

import datetime as dt
from enum import StrEnum

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.publishing import logbook
from portal.publishing.models import PreviewLink, Publication, Status

SPANS = (1, 7, 30)  # days that an editor can choose from
MOST = 20  # links to one thing that work at the same time
LINKS = Signer(sep=".", salt="portal.publishing.preview_links")
FILES = Signer(sep=".", salt="portal.publishing.preview_links.files")


class Why(StrEnum):
    """Why a link shows nothing."""

    BROKEN = "broken"  # not an address of ours, or not all of it
    EXPIRED = "expired"
    REVOKED = "revoked"  # by an editor, or because who made it has no account any more
    GONE = "gone"  # what it showed was deleted or withdrawn


class LinkRefused(Exception):
    """A link that shows nothing, and why."""

    def __init__(self, why: Why):
        super().__init__(why)
        self.why = why


def spans() -> list[int]:
    """For how many days a link can be made here; none when the installation wants no such links."""
    return [days for days in SPANS if days <= settings.PREVIEW_DAYS]


# -- making and revoking -----------------------------------------------------------------------------------------------
def make(thing: Publication, *, by, days: int, at: dt.datetime, note: str = "") -> PreviewLink:
    """A link that shows this draft for so many days. Raises ValidationError."""
    if days not in spans():
        raise ValidationError(_("Kies hoe lang de link werkt."))
    if thing.status == Status.ARCHIVED:
        raise ValidationError(_("Dit is ingetrokken. Bewaar eerst een nieuw klad; dan kun je het weer laten lezen."))
    with transaction.atomic():
        if working(thing, at).count() >= MOST:
            raise ValidationError(
                _("Er werken al %(most)s links naar deze tekst. Trek er eerst een in die niemand nog nodig heeft.")
                % {"most": MOST}
            )
        link = PreviewLink.objects.create(
            content_type=ContentType.objects.get_for_model(thing),
            object_id=thing.pk,
            note=note,
            made=at,
            made_by=by,
            expires=at + dt.timedelta(days=days),
        )
        until = date_format(timezone.localtime(link.expires), "j F Y, H:i")
        logbook.write(logbook.Act.LINK_MADE, thing, by=by, at=at, said=_("werkt tot %(moment)s") % {"moment": until})
    return link


def working(thing: Publication, at: dt.datetime):
    """The links that show this thing at that moment."""
    kind = ContentType.objects.get_for_model(thing)
    links = PreviewLink.objects.filter(content_type=kind, object_id=thing.pk, revoked=None, expires__gt=at)
    return links.filter(made_by__is_active=True).select_related("made_by")


def revoke(thing: Publication, number: int, *, by, at: dt.datetime) -> bool:
    """From now on this link of this thing shows nothing. False when there was nothing to revoke: asking twice is no fault."""
    with transaction.atomic():
        done = working(thing, at).filter(pk=number).update(revoked=at)
        if done:
            logbook.write(logbook.Act.LINK_REVOKED, thing, by=by, at=at)
    return bool(done)


def forget(now: dt.datetime) -> int:
    """Delete the links that work no longer; their address goes on saying that it expired. Asking twice changes nothing."""
    return PreviewLink.objects.filter(expires__lte=now).delete()[0]


# -- addresses ---------------------------------------------------------------------------------------------------------
def token(link: PreviewLink) -> str:
    """What the address of a link holds: which row, what it shows and until when, signed. Always the same for one link."""
    return LINKS.sign_object(
        {"link": link.pk, "kind": link.content_type_id, "of": link.object_id, "until": int(link.expires.timestamp())}
    )


def address(link: PreviewLink) -> str:
    """The whole address, to be sent to somebody."""
    return settings.SITE_URL + reverse("preview", args=[token(link)])


def opened(token: str, now: dt.datetime) -> PreviewLink:
    """The link at this address, when it works now. No query for what was not signed here or is expired, else one. Raises
    LinkRefused."""
    try:
        said = LINKS.unsign_object(token)
    except BadSignature as fault:
        raise LinkRefused(Why.BROKEN) from fault
    if said["until"] <= now.timestamp():
        raise LinkRefused(Why.EXPIRED)
    link = PreviewLink.objects.select_related("made_by").filter(pk=said["link"]).first()
    if link is None or link.revoked or link.made_by is None or not link.made_by.is_active:
        raise LinkRefused(Why.REVOKED)
    return link


# -- files -------------------------------------------------------------------------------------------------------------
def file_address(link: PreviewLink, name: str) -> str:
    """Where the reader of this link, and nobody else, finds a file that its page shows."""
    return reverse("preview-file", args=[token(link), _signature(link, name), name])


def may_see_file(link: PreviewLink, signature: str, name: str) -> bool:
    """Whether a page drawn through this link named this file."""
    return constant_time_compare(signature, _signature(link, name))


def _signature(link: PreviewLink, name: str) -> str:
    return FILES.signature(f"{link.pk}:{name}")
