"""The straight way to a public page gives the same answer as the whole way."""

import pytest
from django.conf import settings
from django.test import Client, override_settings

from fiches.models import Fiche
from portal.catalogue.store import store
from tests.factories import FicheFactory, UserFactory, publish
from tests.portal.website.test_promises import whole_site

pytestmark = pytest.mark.django_db
WHOLE = [name for name in settings.MIDDLEWARE if name != "portal.catalogue.direct.Direct"]
LIKE = {"HTTP_ACCEPT_LANGUAGE": "nl"}


def answers(paths, **headers) -> dict:
    """What each address says: its status, headers and body."""
    said = {}
    for path in paths:
        store.clear()
        answer = Client(raise_request_exception=False).get(path, **{**LIKE, **headers})
        said[path] = (answer.status_code, dict(answer.headers), answer.content)
    return said


def test_every_page_says_the_same_with_the_same_headers():
    FicheFactory(published=True, slug="van-iemand-anders")
    paths = [*whole_site().values(), "/bestaat-niet/", "/fiches", "/fiches/?pagina=abc", "/robots.txt", "/fiches/?q=%00x"]
    with override_settings(MIDDLEWARE=WHOLE):
        whole = answers(paths)
        part = answers(paths, HTTP_HX_REQUEST="true")
    assert answers(paths) == whole
    assert answers(paths, HTTP_HX_REQUEST="true") == part


def test_a_page_is_drawn_once_and_without_a_session(django_assert_num_queries):
    fiche = FicheFactory(published=True)
    client = Client()
    client.force_login(UserFactory(role="redacteur"))
    client.get(fiche.get_absolute_url())
    store.clear()
    with django_assert_num_queries(2):  # the edition, the record with what stands around it: nobody asks who reads
        answer = client.get(fiche.get_absolute_url())
    assert (answer.status_code, answer.cookies) == (200, {})


def test_an_error_on_the_straight_way_is_answered_and_written_down_as_any_other(monkeypatch, caplog):
    fiche = FicheFactory(published=True)
    monkeypatch.setattr("fiches.views.fiche.live", lambda _url: 1 / 0)
    answer = Client(raise_request_exception=False).get(fiche.get_absolute_url(), **LIKE)
    assert (answer.status_code, answer["Content-Type"]) == (500, "text/html; charset=utf-8")
    assert "ZeroDivisionError" in caplog.text


def test_what_moved_is_still_found():
    fiche = FicheFactory(published=True, slug="oud")
    Fiche.objects.filter(pk=fiche.pk).update(slug="nieuw", status="draft")
    publish(Fiche.objects.get(pk=fiche.pk))
    answer = Client().get("/fiches/oud/")
    assert (answer.status_code, answer["Location"]) == (301, "/fiches/nieuw/")
