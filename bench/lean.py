"""The least a Django page can do: one query, one template, no middleware. The measure of the budgets."""

import environ
from django.conf import settings

TEMPLATE = "<!doctype html><html lang=nl><title>{{ page.title }}</title><h1>{{ page.title }}</h1><p>{{ page.text }}</p>"

settings.configure(
    SECRET_KEY="of no use outside the bench",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF="bench.lean",
    DATABASES={"default": {**environ.Env().db("LEAN_DATABASE_URL"), "CONN_MAX_AGE": None}},
    INSTALLED_APPS=[],
    MIDDLEWARE=[],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", {"page.html": TEMPLATE})]},
        }
    ],
    USE_TZ=True,
)

import django  # noqa: E402

django.setup()

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import path  # noqa: E402


class Page(models.Model):
    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=100)
    text = models.TextField()

    class Meta:
        app_label = "lean"

    def __str__(self):
        return self.title


def make_table() -> None:
    """The one table with its one row, when it is not there yet."""
    if Page._meta.db_table not in connection.introspection.table_names():
        with connection.schema_editor() as editor:
            editor.create_model(Page)
        Page.objects.create(slug="page", title="A lean page", text="Words that a reader came for. " * 60)


def detail(request, slug):
    return render(request, "page.html", {"page": Page.objects.get(slug=slug)})


urlpatterns = [path("<slug:slug>/", detail)]
make_table()
application = WSGIHandler()
