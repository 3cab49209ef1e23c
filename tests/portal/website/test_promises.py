"""What every public page promises: no cookie, no inline script, constant queries, and never a stale page."""

import gzip
import json
import re

import brotli
import pytest
from django.contrib.auth import get_user
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fiches.models import Fiche
from portal.catalogue import held
from portal.catalogue.facets import values_of
from portal.catalogue.models import Edition
from portal.catalogue.store import store
from portal.publishing.workflow import take
from tests.factories import (
    NOON,
    FicheFactory,
    OrganisationFactory,
    PageFactory,
    ResourceFactory,
    SourceFactory,
    UserFactory,
    publish,
)
from tests.factories.days import BlockFactory, DayFactory, PersonFactory, RoomFactory, SessionFactory, VenueFactory

pytestmark = pytest.mark.django_db


def whole_day(count, resources, sources, fiches):
    """A day with `count` of everything, and `count` days in all; the address of one page of each kind."""
    DayFactory.create_batch(count - 1, published=True)
    day = DayFactory(venue=VenueFactory(), materials=resources, tags=["woord"], published=True)
    people = PersonFactory.create_batch(count, consent_on=NOON.date(), bio="Wie dit is.")
    filled = {"materials": resources, "sources": sources, "fiches": fiches, "tags": ["woord"]}
    sessions = [
        SessionFactory(
            day=day,
            block=BlockFactory(day=day),
            room=RoomFactory(venue=day.venue),
            people=[*people, {"team": "Het team"}],
            published=True,
            **filled,
        )
        for _ in range(count)
    ]
    url = day.get_absolute_url()
    return {
        "days": "/studiedagen/",
        "day": url,
        "day_ics": f"{url}programma.ics",
        "session": sessions[0].get_absolute_url(),
        "session_ics": f"{sessions[0].get_absolute_url()}sessie.ics",
        "speakers": "/sprekers/",
        "speaker": people[0].get_absolute_url(),
        "feed": "/feeds/studiedagen.atom",
    }


def whole_site(count=1, **kwargs):
    """`count` of everything that has a page; the address of one of each kind."""
    resources = ResourceFactory.create_batch(count, provider=OrganisationFactory())
    sources = SourceFactory.create_batch(count)
    text = "<p>" + " ".join(source.intext_nl.replace("&", "&amp;") for source in sources) + "</p>"
    fiches = [
        FicheFactory(
            published=True,
            resources=resources,
            sources=sources,
            tags=["woord"],
            rating={},
            sections={"onderzoek": text},
            **kwargs,
        )
        for _ in range(count)
    ]
    page = PageFactory(published=True)
    day = whole_day(count, resources, sources, fiches)
    return {
        **day,
        "home": "/",
        "browse": "/fiches/",
        "narrowed": "/fiches/?thema=geinformeerde-praktijken&materiaal=leidraad",
        "themes": "/themas/",
        "theme": "/themas/geinformeerde-praktijken/",
        "fiche": fiches[0].get_absolute_url(),
        "resources": "/materialen/",
        "resource": resources[0].get_absolute_url(),
        "sources": "/bronnen/",
        "source": sources[0].get_absolute_url(),
        "search": "/zoeken/?q=woord",
        "page": page.get_absolute_url(),
        "missing": "/bestaat-niet/",
    }


NAMES = [
    *("home", "browse", "narrowed", "themes", "theme", "fiche", "resources", "resource", "sources", "source", "search", "page"),
    *("days", "day", "day_ics", "session", "session_ics", "speakers", "speaker", "feed"),
]
FILES = {"day_ics", "session_ics", "feed"}
BUDGET = {
    "fiche": 3,
    "page": 2,
    "resource": 4,
    "source": 4,
    "days": 2,
    "day": 3,
    "day_ics": 2,
    "session": 4,
    "session_ics": 2,
    "speakers": 3,
    "speaker": 4,
    "feed": 2,
    "browse": 6,
    "narrowed": 6,
    "resources": 6,
    "sources": 6,
    "theme": 8,
    "themes": 4,
    "home": 7,
    "search": 8,
}


def cost_of(visitor, url) -> int:
    """The queries of a page that is drawn anew, when what every page of this edition reads was read."""
    store.clear()
    with CaptureQueriesContext(connection) as asked:
        assert visitor.get(url).status_code == 200, url
    return len(asked)


def test_a_page_drawn_anew_costs_as_many_queries_for_three_as_for_one(visitor):
    costs = []
    for count in (1, 3):
        addresses = whole_site(count)
        held.forget()
        visitor.get("/over/")  # reads the navigation of this edition
        values_of(Edition.objects.get().number)  # and what can be chosen: both are kept for every page
        visitor.get("/zoeken/?q=olifant")  # so are the synonyms and the number of records
        costs.append({name: cost_of(visitor, addresses[name]) for name in NAMES})
    assert costs[0] == costs[1]
    assert {name: cost for name, cost in costs[0].items() if cost > BUDGET[name]} == {}


def test_a_page_asked_again_is_kept_and_costs_one_query(visitor, django_assert_num_queries):
    for url in (url for name, url in whole_site().items() if name not in ("search", "missing")):
        first = visitor.get(url)
        with django_assert_num_queries(1, info=url):
            again = visitor.get(url)
        assert (again.content, again.headers["ETag"]) == (first.content, first.headers["ETag"]), url
        with django_assert_num_queries(1, info=url):
            same = visitor.get(url, headers={"If-None-Match": first.headers["ETag"]})
        assert (same.status_code, same.content) == (304, b""), url


def test_a_kept_page_is_never_stale(visitor):
    resource, source = ResourceFactory(title="Leidraad een"), SourceFactory()
    fiche = FicheFactory(title="Eerst", published=True, resources=[resource], sources=[source])
    urls = {fiche: fiche.get_absolute_url(), resource: resource.get_absolute_url(), source: source.get_absolute_url()}
    before = {thing: visitor.get(url) for thing, url in urls.items()}
    fiche = take(fiche, "edit", seen=fiche.edit, at=NOON)
    fiche.title = "Later"
    fiche.save()
    assert b"Later" not in visitor.get(urls[fiche]).content
    publish(fiche)
    for thing, url in urls.items():
        answer = visitor.get(url, headers={"If-None-Match": before[thing].headers["ETag"]})
        assert (answer.status_code, b"Later" in answer.content, b"Eerst" in answer.content) == (200, True, False)


def test_publishing_one_fiche_keeps_the_pages_that_do_not_show_it(visitor):
    page, fiche = PageFactory(published=True), FicheFactory(published=True)
    tag = visitor.get(page.get_absolute_url()).headers["ETag"]
    Fiche.objects.filter(pk=fiche.pk).update(title="Anders", status="draft")
    publish(fiche)
    assert visitor.get(page.get_absolute_url(), headers={"If-None-Match": tag}).status_code == 304


def test_a_new_page_in_the_footer_is_on_every_page_at_once(visitor):
    page, fiche = PageFactory(title="Over ons", place="about"), FicheFactory(published=True)
    assert [visitor.get(url).content.count(b"Over ons") for url in (fiche.get_absolute_url(), "/")] == [0, 0]
    page = publish(page)
    assert [visitor.get(url).content.count(b"Over ons") for url in (fiche.get_absolute_url(), "/")] == [1, 1]
    take(page, "withdraw", seen=page.edit, at=NOON)
    assert [visitor.get(url).content.count(b"Over ons") for url in (fiche.get_absolute_url(), "/")] == [0, 0]


def test_the_whole_page_and_the_part_are_never_mixed_up(visitor):
    whole_site()
    for _ in range(2):
        whole, part = visitor.get("/fiches/"), visitor.get("/fiches/", headers={"HX-Request": "true"})
        back = visitor.get("/fiches/", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
        assert (b"<html" in whole.content, b"<html" in part.content, b"<html" in back.content) == (True, False, True)
        assert "HX-Request" in whole.headers["Vary"]


def test_a_kept_page_comes_packed_to_who_can_unpack_it(visitor):
    url = whole_site()["fiche"]
    for _ in range(2):
        bare = visitor.get(url)
        for takes, size, unpack in (("gzip", "gzip", gzip.decompress), ("gzip, br", "br", brotli.decompress)):
            packed = visitor.get(url, headers={"Accept-Encoding": takes})
            assert (packed.headers["Content-Encoding"], unpack(packed.content)) == (size, bare.content)
        assert "Content-Encoding" not in bare.headers


def test_a_reader_gets_no_cookie_and_pages_do_not_vary_by_one(visitor):
    for url in whole_site().values():
        for answer in (visitor.get(url), visitor.get(url)):
            assert (answer.cookies, "cookie" in answer.headers.get("Vary", "").lower()) == ({}, False), url
    assert not get_user(visitor).is_authenticated


def test_public_pages_have_no_inline_script_or_style_and_a_strict_policy(visitor):
    for url in whole_site().values():
        answer = visitor.get(url)
        html, policy = answer.content.decode(), answer.headers["Content-Security-Policy"]
        scripts = re.findall(r"<script\b([^>]*)>", html)
        assert all("src=" in script or 'type="application/ld+json"' in script for script in scripts), url
        assert re.findall(r"<style|\sstyle=|\son\w+=|javascript:", html) == [], url
        assert "script-src 'self';" in policy + ";", url
        assert "style-src 'self'" in policy, url
        assert "unsafe" not in policy + html, url
        assert "nonce" not in policy + html, url


def test_every_page_has_one_heading_a_title_a_description_and_its_own_address(visitor):
    for url in (url for name, url in whole_site().items() if name not in {*FILES, "missing"}):
        html = visitor.get(url).content.decode()
        assert (html.count("<h1"), html.count("<title>"), html.count('<html lang="nl-BE"')) == (1, 1, 1), url
        assert re.search(r'<meta name="description" content="[^"]{10,}"', html), url
        assert f'<link rel="canonical" href="http://127.0.0.1:8000{url.split("?")[0]}"' in html, url
        assert 'property="og:title"' in html, url


def test_a_fiche_describes_itself_as_a_learning_resource_with_the_national_addresses_of_its_levels(visitor):
    from portal.taxonomy.models import Level

    fiche = FicheFactory(
        title='Sluit </script> & "af"',
        published=True,
        levels=Level.objects.filter(key="lager-onderwijs"),
        sources=[SourceFactory()],
    )
    html = visitor.get(fiche.get_absolute_url()).content.decode()
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1]
    said = json.loads(block)["@graph"][0]
    assert (said["@type"], said["name"]) == ("LearningResource", 'Sluit </script> & "af"')
    assert said["educationalLevel"] == [
        {
            "@type": "DefinedTerm",
            "@id": "https://w3id.org/onderwijs-vlaanderen/id/structuur/lager-onderwijs",
            "name": "Lager onderwijs",
        }
    ]


def test_the_sitemap_names_what_is_public_and_nothing_else(visitor):
    addresses = whole_site()
    FicheFactory(slug="klad")
    text = visitor.get("/sitemap-alles.xml").content.decode()
    named = set(re.findall(r"<loc>http://127.0.0.1:8000([^<]+)</loc>", text))
    assert {addresses[name] for name in ("fiche", "resource", "source", "theme", "page")} <= named
    assert "/fiches/klad/" not in named
    assert "sitemap.xml" in visitor.get("/robots.txt").content.decode()


def test_health_tells_that_the_database_answers(visitor):
    answer = visitor.get("/health/")
    assert answer.json() == {"status": "ok", "database": "ok", "edition": Edition.objects.get().number}
    assert "no-store" in answer.headers["Cache-Control"]


def test_an_upload_is_served_only_while_something_public_shows_it(visitor, editor):
    resource = ResourceFactory(url="", file=ContentFile(b"%PDF-1.4", name="gids.pdf"))
    url = resource.file.url
    assert visitor.get(url).status_code == 404
    answer = editor.get(url)
    assert (answer.status_code, answer.headers["Cache-Control"], b"".join(answer.streaming_content)) == (
        200,
        "private, no-store",
        b"%PDF-1.4",
    )
    fiche = FicheFactory(published=True, resources=[resource])
    answer = visitor.get(url)
    assert (answer.status_code, b"".join(answer.streaming_content), answer.headers["X-Content-Type-Options"]) == (
        200,
        b"%PDF-1.4",
        "nosniff",
    )
    take(fiche, "withdraw", seen=fiche.edit, at=NOON)
    assert visitor.get(url).status_code == 404


def test_pages_are_the_same_for_somebody_who_signed_in(visitor, editor):
    url = whole_site()["fiche"]
    signed_in, anonymous = editor.get(url), visitor.get(url)
    assert signed_in.content == anonymous.content


def test_previews_are_private_and_not_for_search_engines(editor):
    fiche = FicheFactory(title="Nog klad")
    answer = editor.get(f"/beheer/fiches/fiche/{fiche.pk}/voorbeeld/pagina/")
    assert ("Nog klad" in answer.content.decode(), "noindex" in answer.content.decode()) == (True, True)
    assert "no-store" in answer.headers["Cache-Control"]
    assert Client().get(f"/beheer/fiches/fiche/{fiche.pk}/voorbeeld/pagina/").status_code == 302


def test_made_up_addresses_fill_no_memory(visitor):
    FicheFactory(published=True)
    store.clear()
    for number in range(5):
        visitor.get(f"/fiches/?x={number}")
        visitor.get(f"/fiches/?thema=bestaat-niet-{number}")
    assert len(store) == 0
    visitor.get("/fiches/?thema=geinformeerde-praktijken")
    assert len(store) == 1


def test_who_refuses_gzip_gets_none(visitor):
    FicheFactory(published=True)
    assert "Content-Encoding" not in visitor.get("/fiches/", headers={"Accept-Encoding": "gzip;q=0, br;q=0.00"}).headers


def test_dates_are_those_of_brussels(visitor):
    import datetime as dt

    fiche = FicheFactory(title="Nieuwjaar")
    publish(fiche, at=dt.datetime(2026, 12, 31, 23, 30, tzinfo=dt.UTC))
    html = visitor.get(fiche.get_absolute_url()).content.decode()
    assert '"datePublished":"2027-01-01"' in html
    assert "(2027). <em>Nieuwjaar</em>" in html


def test_a_draft_upload_is_not_for_an_account_without_rights():
    resource = ResourceFactory(url="", file=ContentFile(b"%PDF-1.4", name="gids.pdf"))
    client = Client()
    client.force_login(UserFactory())
    assert client.get(resource.file.url).status_code == 404


def test_an_upload_cannot_be_behind_an_account():
    resource = ResourceFactory.build(url="", file=ContentFile(b"x", name="gids.pdf"), access="go")
    with pytest.raises(ValidationError, match="voor iedereen"):
        resource.clean()
