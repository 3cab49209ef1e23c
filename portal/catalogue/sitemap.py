"""sitemap.xml: every public record, with the day it last changed."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap

from portal.catalogue.models import Record


class Records(Sitemap):
    limit = 10_000

    @property
    def protocol(self):
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc

    def items(self):
        return Record.objects.public().order_by("pk").only("pk", "url", "updated_at")

    def lastmod(self, record):
        return record.updated_at

    def location(self, record):
        return record.url


class Doors(Sitemap):
    """The lists and the home page."""

    protocol = Records.protocol
    get_domain = Records.get_domain

    def items(self):
        return ["/", "/fiches/", "/themas/", "/materialen/", "/bronnen/"]

    def location(self, path):
        return path


SITEMAPS = {"deuren": Doors, "alles": Records}
