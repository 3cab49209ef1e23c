"""The home page, search, and the pages that editors write."""

from django.urls import path

from portal.website.views import home, page, search

app_name = "website"
urlpatterns = [
    path("", home.home, name="home"),
    path("zoeken/", search.search, name="search"),
    path("<slug:slug>/", page.detail, name="page"),
]
