"""The newest of one kind as an Atom feed (RFC 4287), at the address of the site and not at the one that was asked."""

import re
from datetime import UTC, datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from portal.catalogue.kept import keep, reading
from portal.catalogue.meta import absolute
from portal.catalogue.models import Record

LIMIT = 30
BEFORE_ALL = datetime(2026, 1, 1, tzinfo=UTC)  # when an empty feed last changed
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _line(text):
    """A text that XML can hold, on one line."""
    return " ".join(NOT_IN_XML.sub(" ", text).split())


class SteadyAtom(Atom1Feed):
    """The same records give the same bytes: an empty feed does not change by the clock."""

    def latest_post_date(self):
        return super().latest_post_date() if self.items else BEFORE_ALL


class NewestRecords(Feed):
    """The newest public records of one kind. `path` is where the feed is, `page` where a reader finds the same list."""

    feed_type = SteadyAtom
    language = "nl-BE"

    def __init__(self, *, kind, title, subtitle, path, page, limit=LIMIT):
        self.kind, self.name, self.subtitle, self.path, self.page, self.limit = kind, title, subtitle, path, page, limit

    def __call__(self, request, *args, **kwargs):
        response = super().__call__(request, *args, **kwargs)
        del response["Last-Modified"]  # a record that goes takes its date along; the tag of the Edition tells the truth
        return keep(response, "edition", at=self.path)

    def title(self):
        return f"{self.name} – {settings.SITE_NAME}"

    def link(self):
        return absolute(self.page)

    def feed_url(self):
        return absolute(self.path)

    feed_guid = feed_url

    def author_name(self):
        return settings.PUBLISHER

    def items(self):
        newest = Record.objects.public().filter(kind=self.kind).order_by("-published_at", "-pk")
        return newest.only("url", "title", "lead", "published_at", "updated_at")[: self.limit]

    def item_title(self, record):
        return _line(record.title)  # Atom takes it as plain text, so nothing is escaped twice

    def item_description(self, record):
        return escape(_line(record.lead))  # Atom takes it as HTML

    def item_link(self, record):
        return absolute(record.url)

    item_guid = item_link

    def item_pubdate(self, record):
        return record.published_at

    def item_updateddate(self, record):
        return record.updated_at


days = reading(
    NewestRecords(
        kind="day",
        title=_("Studiedagen"),
        subtitle=_("De nieuwste studiedagen: aankondigingen en verslagen."),
        path="/feeds/studiedagen.atom",
        page="/studiedagen/",
    )
)
