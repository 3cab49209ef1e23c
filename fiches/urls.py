"""Where fiches, themes, materials and sources live. Cut off at any slash it is still a page."""

from django.urls import path

from fiches.takeaways import TAKEAWAYS
from fiches.views import browse, fiche, resources, sources, takeaways, themes

app_name = "fiches"
urlpatterns = [
    path("fiches/", browse.browse, name="browse"),
    path("fiches/<slug:slug>/", fiche.detail, name="detail"),
    *(path(f"fiches/<slug:slug>/{name}", takeaways.take, {"name": name}, name=name) for name in TAKEAWAYS),
    path("fiches/<slug:slug>/bronnen.<str:style>", sources.of_fiche, name="sources"),
    path("themas/", themes.index, name="themes"),
    path("themas/<slug:slug>/", themes.detail, name="theme"),
    path("materialen/", resources.browse, name="resources"),
    path("materialen/<slug:slug>/", resources.detail, name="resource"),
    path("bronnen/", sources.browse, name="source_list"),
    path("bronnen/bronnen.<str:style>", sources.of_list, name="sources_found"),
    path("bronnen/<slug:slug>/bron.<str:style>", sources.one, name="source_as"),
    path("bronnen/<slug:slug>/", sources.detail, name="source"),
]
