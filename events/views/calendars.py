"""Study days and sessions as entries of a calendar."""

from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from events.exporters.ics import Entry, calendar
from events.page import shown_session, when
from portal.catalogue.kept import keep, reading
from portal.catalogue.listing import card
from portal.catalogue.meta import absolute
from portal.catalogue.models import CARD_FIELDS, Record


def _asked(url: str, kind: str) -> dict:
    row = Record.objects.public().filter(url=url, kind=kind).values(*CARD_FIELDS, "stamp", "updated_at").first()
    if row is None:
        raise Http404
    return {**card(row), "stamp": row["stamp"], "updated_at": row["updated_at"]}


def _entry(said: dict, **facts) -> Entry:
    """The parts that days and sessions share. The stamp of a record rises with every change of its page: it is the SEQUENCE."""
    return Entry(
        uid=f"{said['kind']}-{said['object_id']}@{urlsplit(settings.SITE_URL).hostname}",
        sequence=said["stamp"],
        stamp=said["updated_at"],
        url=absolute(said["url"]),
        cancelled=said["cancelled"],
        **facts,
    )


def _answer(name: str, entry: Entry, request) -> HttpResponse:
    response = HttpResponse(calendar(name, [entry]), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{request.path.strip("/").split("/")[-2]}.ics"'
    response["X-Robots-Tag"] = "noindex"
    return keep(response, "edition", at=request.path)


def address_of(venue: dict | None) -> str:
    """A venue on one line, as a calendar shows it."""
    town = " ".join(filter(None, [venue["postcode"], venue["city"]])) if venue else ""
    return ", ".join(filter(None, [venue["name"], venue["street"], town])) if venue else ""


@reading
def day(request, slug):
    said = _asked(reverse("events:day", args=[slug]), "day")
    programme = [" ".join(filter(None, [when(block), block["title"]])) for block in said["blocks"]]
    shown = shown_session({**said, "date": said["date"]})
    entry = _entry(
        said,
        title=said["title"],
        description="\n".join([*filter(None, [said["cancelled_note"], said["lead"]]), *programme, absolute(said["url"])]),
        location=address_of(said["venue"]),
        begins=shown["begins"],
        until=shown["until"],
        on=shown["on"],
        last=date.fromisoformat(said["last_date"]) if said["last_date"] else None,
        organiser=said["by"],
        categories=[_("Studiedag")],
    )
    return _answer(said["title"], entry, request)


@reading
def session(request, day, slug):
    said = shown_session(_asked(reverse("events:session", args=[day, slug]), "session"))
    people = "; ".join(", ".join(filter(None, [who["name"], who["affiliation"]])) for who in said["people"])
    entry = _entry(
        said,
        title=f"{said['label']}: {said['title']}" if said["form_label"] not in said["title"] else said["title"],
        description="\n".join(filter(None, [said["day_title"], people, said["lead"], absolute(said["url"])])),
        location=", ".join(filter(None, [said["room"], said["venue"]])),
        begins=said["begins"],
        until=said["until"],
        on=said["on"],
        last=None,
        organiser="",
        categories=[said["form_label"]],
    )
    return _answer(said["title"], entry, request)
