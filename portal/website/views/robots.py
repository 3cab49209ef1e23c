"""robots.txt"""

from django.http import HttpResponse

from portal.catalogue.kept import reading
from portal.catalogue.meta import absolute


@reading
def robots(request):
    lines = ["User-agent: *", "Disallow: /beheer/", "Disallow: /zoeken/", f"Sitemap: {absolute('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
