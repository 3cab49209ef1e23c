"""The home page, search, and the pages that editors write."""

from django.urls import path

from portal.website.views import home, page, search, suggestions

app_name = "website"
urlpatterns = [
    path("", home.home, name="home"),
    path("zoeken/", search.search, name="search"),
    path("zoeken/suggesties/", suggestions.part, name="suggestions"),
    path("zoeken/suggesties.json", suggestions.completions, name="completions"),
    path("opensearch.xml", suggestions.description, name="opensearch"),
    path("<slug:slug>/", page.detail, name="page"),
]
