"""The address list of the whole site on one screen."""

from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path
from django.views.generic import RedirectView

from portal.catalogue import feeds
from portal.catalogue.kept import reading
from portal.catalogue.sitemap import SITEMAPS, index
from portal.website.views import ahead, errors, health, media, preview, robots

urlpatterns = [
    path("", include("fiches.urls")),
    path("", include("events.urls")),
    path("feeds/", RedirectView.as_view(pattern_name="events:days"), name="feeds"),
    path("feeds/studiedagen.atom", feeds.days, name="feed-days"),
    path("beheer/", admin.site.urls),
    path("health/", health.health, name="health"),
    path(ahead.ADDRESS, ahead.rules, name="ahead"),
    path("robots.txt", robots.robots, name="robots"),
    path("sitemap.xml", index, name="sitemap-index"),
    path("sitemap-<section>.xml", reading(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    path("media/<path:name>", media.shown, name="media"),
    path("voorbeeld/", preview.draft),
    path("voorbeeld/<str:token>/", preview.draft, name="preview"),
    path("voorbeeld/<str:token>/<str:signature>/<path:name>", preview.file, name="preview-file"),
    path("", include("portal.website.urls")),
]
handler400, handler403, handler404, handler500 = errors.bad_request, errors.forbidden, errors.not_found, errors.server_error
