"""A draft drawn with the template of the live page, so that looking at it does nothing: it is kept by nobody, its links open a
new tab, its forms are dead, and a bar on top says what it is."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from csp.constants import NONE, SELF
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.publishing.compare import called
from portal.publishing.models import PreviewLink, Publication, Revision, Status

AWAY = re.compile(r'<a (?=[^>]*\bhref="(?!#))')  # a link that leaves the page
FORM = re.compile(r"<form\b")
SIZES = re.compile(r"<source [^>]*>")  # of a picture: files that only the public page shows
FILE = re.compile(rf'\b(src|href)="{re.escape(settings.MEDIA_URL)}([^"]+)"')


@dataclass(frozen=True)
class Bar:
    """What stands on top of a preview, and is not printed with it."""

    title: str
    said: tuple[str, ...] = ()


def bar_of_draft(thing: Publication) -> Bar:
    """Of the working copy, for the desk."""
    return Bar(_standing(thing), (_changed(thing, thing.changed_by),))


def bar_of_typing(thing: Publication) -> Bar:
    """Of what somebody has in the form now."""
    return Bar(_("Voorvertoning van wat je typt: nog niet bewaard"))


def bar_of_version(thing: Publication, revision: Revision) -> Bar:
    """Of an old text."""
    title = _("Voorvertoning van %(version)s") % {"version": called(revision)}
    if revision.pk == thing.live_id:
        return Bar(_("%(version)s: dit staat nu online") % {"version": called(revision).capitalize()})
    when = {"when": _moment(revision.created), "who": revision.author or _("iemand")}
    return Bar(title, (_("Vastgelegd op %(when)s door %(who)s. Lezers zien deze versie niet.") % when,))


def bar_of_link(thing: Publication, link: PreviewLink) -> Bar:
    """Of the working copy, for somebody without an account: no addresses of colleagues."""
    sharer = link.made_by.name if link.made_by else ""
    shared = _("%(who)s deelt dit met jou") % {"who": sharer} if sharer else _("De redactie deelt dit met jou")
    until = {"shared": shared, "moment": _moment(link.expires)}
    return Bar(
        _standing(thing),
        (
            _("Laatst gewijzigd op %(when)s. Je ziet de tekst zoals hij nu is; hij kan nog veranderen.")
            % {"when": _moment(thing.changed)},
            _("%(shared)s tot %(moment)s. Geef de link niet verder.") % until,
        ),
    )


def _standing(thing: Publication) -> str:
    if thing.live_id is None:
        return _("Voorvertoning: nog niet gepubliceerd")
    if thing.status == Status.PUBLISHED:
        return _("Voorvertoning: dit staat zo online")
    return _("Voorvertoning: deze tekst is nog niet gepubliceerd, wel een vroegere")


def _changed(thing: Publication, who) -> str:
    said = {"when": _moment(thing.changed), "who": who}
    return _("Bewaard op %(when)s door %(who)s.") % said if who else _("Bewaard op %(when)s.") % said


def _moment(when) -> str:
    return date_format(timezone.localtime(when), "j F Y, H:i")


def harmless(response: Any, *, framed: bool = False, file: Callable[[str], str] | None = None):
    """The drawn page as a preview. `framed` lets the desk show it in a frame; `file` gives the address at which the reader
    finds an upload by its name, when it is not the usual one."""
    drawn = AWAY.sub('<a target="_blank" ', response.content.decode())
    drawn = FORM.sub("<form inert", drawn)
    if file:
        drawn = SIZES.sub("", drawn)
        drawn = FILE.sub(lambda found: f'{found[1]}="{html.escape(file(unquote(html.unescape(found[2]))))}"', drawn)
    response.content = drawn
    policy = {"form-action": [NONE]}
    if framed:
        policy["frame-ancestors"] = [SELF]
        response["X-Frame-Options"] = "SAMEORIGIN"
    response._csp_replace = policy
    return unlisted(response)


def unlisted(response: Any):
    """In no search engine and in no cache; an address that holds a secret is told to nobody."""
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
