"""sitemap.xml: every public record, with the day it last changed."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.core.paginator import Paginator
from django.template.response import TemplateResponse
from django.urls import reverse

from portal.catalogue.kept import reading
from portal.catalogue.meta import absolute
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
        return ["/", "/fiches/", "/themas/", "/materialen/", "/bronnen/", "/studiedagen/", "/sprekers/"]

    def location(self, path):
        return path


SITEMAPS: dict[str, type[Sitemap]] = {"deuren": Doors, "alles": Records}


@reading
def index(request):
    """The list of sitemaps, at the address of the site and not at the one that was asked."""
    files = []
    for section, kind in SITEMAPS.items():
        url = absolute(reverse("sitemap", args=[section]))
        pages = Paginator(kind().items(), kind.limit).num_pages
        files += [{"location": url if page == 1 else f"{url}?p={page}"} for page in range(1, pages + 1)]
    return TemplateResponse(request, "sitemap_index.xml", {"sitemaps": files}, content_type="application/xml")
