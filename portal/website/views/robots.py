"""robots.txt"""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from portal.catalogue.meta import absolute


@require_safe
def robots(request):
    lines = ["User-agent: *", "Disallow: /beheer/", "Disallow: /zoeken/", f"Sitemap: {absolute('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
