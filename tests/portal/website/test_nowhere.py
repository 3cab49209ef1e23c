"""Publishing is the only way to the public: what only drafts name is nowhere."""

import re

import pytest
from django.urls import get_resolver

from events.models import Session
from fiches.models import Fiche
from fiches.takeaways import TAKEAWAYS
from portal.catalogue.models import Facet, Record
from portal.publishing.workflow import take
from tests.factories import (
    NOON,
    FicheFactory,
    OrganisationFactory,
    PageFactory,
    ResourceFactory,
    SourceFactory,
    TagFactory,
    ThemeFactory,
    publish,
)
from tests.factories.days import BlockFactory, DayFactory, PersonFactory, SessionFactory, VenueFactory

SECRET = "Zwaluwstaart"  # the word that stands in everything a draft names
pytestmark = pytest.mark.django_db


def source(word):
    return SourceFactory(csl={"type": "book", "title": f"{word}boek", "author": [{"family": f"{word}auteur", "given": "A."}]})


def secret_draft(**kwargs):
    """A fiche that names one of everything that can be named."""
    theme = ThemeFactory(name=f"{SECRET}thema", slug="zwaluwstaart-thema")
    resource = ResourceFactory(
        title=f"{SECRET}materiaal",
        slug="zwaluwstaart-materiaal",
        kind="tool",
        provider=OrganisationFactory(name=f"{SECRET}centrum"),
        series=f"{SECRET}reeks",
    )
    return FicheFactory(
        title=f"{SECRET} titel",
        slug="zwaluwstaart",
        standfirst=f"{SECRET} inleiding",
        sections={"betekenis": f"<p>{SECRET} tekst ({SECRET}auteur, z.d.)</p>"},
        themes=[theme],
        tags=[f"{SECRET}woord"],
        resources=[resource],
        sources=[source(SECRET)],
        **kwargs,
    )


def addresses() -> list[str]:
    """Every public address: those of the records, those of the secret things, each list with each kind of question."""
    lists = [
        "/",
        "/fiches/",
        "/themas/",
        "/materialen/",
        "/bronnen/",
        "/zoeken/",
        "/studiedagen/",
        "/sprekers/",
        "/feeds/",
        "/feeds/studiedagen.atom",
        "/robots.txt",
        "/vooruit.json",
        "/sitemap.xml",
        "/sitemap-alles.xml",
        "/sitemap-deuren.xml",
        "/opensearch.xml",
        "/voorbeeld/",
        "/voorbeeld/zwaluwstaart/",
        "/voorbeeld/zwaluwstaart/zwaluwstaart/zwaluwstaart.png",
    ]
    own = [
        "/fiches/zwaluwstaart/",
        *(f"/fiches/zwaluwstaart/{name}" for name in TAKEAWAYS),
        "/fiches/zwaluwstaart/bronnen.json",
        "/themas/zwaluwstaart-thema/",
        "/materialen/zwaluwstaart-materiaal/",
        "/bronnen/zwaluwstaartauteur-zd/",
        "/bronnen/zwaluwstaartauteur-zd/bron.txt",
        "/zwaluwstaart-pagina/",
        "/studiedagen/zwaluwstaart-dag/",
        "/studiedagen/zwaluwstaart-dag/programma.ics",
        "/studiedagen/zwaluwstaart-dag/inschrijven/",
        "/inschrijving/",
        "/inschrijving/zwaluwstaart/",
        "/inschrijving/groep/",
        "/inschrijving/groep/zwaluwstaart/",
        "/studiedagen/zwaluwstaart-dag/plaatsen.json",
        "/studiedagen/zwaluwstaart-dag/sessies/",
        "/studiedagen/gewone-dag/sessies/zwaluwstaart-sessie/",
        "/studiedagen/gewone-dag/sessies/zwaluwstaart-sessie/sessie.ics",
        "/studiedagen/zwaluwstaart-dag/sessies/zwaluwstaart-sessie/",
        "/sprekers/zwaluwstaart-spreker/",
    ]
    asked = [
        f"/zoeken/?q={SECRET}",
        f"/zoeken/?q={SECRET.lower()}&soort=resource",
        f"/zoeken/suggesties/?q={SECRET[:4]}",
        f"/zoeken/suggesties.json?q={SECRET[:4]}",
        f"/fiches/?q={SECRET}",
        "/fiches/?thema=zwaluwstaart-thema",
        f"/bronnen/bronnen.json?q={SECRET}",
        "/bronnen/bronnen.txt",
    ]
    asked += [
        "/fiches/?trefwoord=zwaluwstaartwoord",
        "/fiches/?materiaal=tool",
        "/materialen/?soort=tool",
        "/fiches/?sorteer=titel",
        f"/zoeken/?q={SECRET.lower()}&soort=session",
        f"/zoeken/?q={SECRET.lower()}&soort=person",
    ]
    records = list(Record.objects.values_list("kind", "url"))
    asked += [
        f"{url}{name}" for kind, url in records if kind == "day" for name in ("programma.ics", "inschrijven/", "plaatsen.json")
    ]
    asked += [f"{url}sessie.ics" for kind, url in records if kind == "session"]
    asked += [f"{url}{name}" for kind, url in records if kind == "fiche" for name in ("fiche.md", "bronnen.bib")]
    asked += [f"{url}bron.ris" for kind, url in records if kind == "source"]
    return [*lists, *own, *asked, *(url for _kind, url in records)]


def secret_session(day, **kwargs):
    """A session that names one of everything that can be named; its fiche is a draft."""
    return SessionFactory(
        day=day,
        title=f"{SECRET}sessie",
        slug="zwaluwstaart-sessie",
        abstract=f"<p>{SECRET} aankondiging</p>",
        report=f"<p>{SECRET} verslag</p>",
        takeaways=[f"{SECRET} vraag"],
        people=[
            {"person": PersonFactory(name=f"{SECRET}spreker", slug="zwaluwstaart-spreker"), "affiliation": f"{SECRET}school"},
            {"team": f"{SECRET}team"},
        ],
        fiches=[secret_draft()],
        sources=[source(f"{SECRET}sessie")],
        materials=[ResourceFactory(title=f"{SECRET}presentatie", slug="zwaluwstaart-presentatie")],
        themes=[ThemeFactory(name=f"{SECRET}sessiethema")],
        tags=[f"{SECRET}sessiewoord"],
        **kwargs,
    )


def leaks(client) -> list[str]:
    """Addresses whose answer holds the secret word other than as the question that was asked."""
    found = []
    for url in addresses():
        for headers in ({}, {"HX-Request": "true"}):
            answer = client.get(url, headers=headers)
            body = answer.getvalue().decode(errors="replace")
            for echo in re.findall(rf'(?i)(?:q=|value="|‘|’|“|”|<strong>|Zoeken: |: ){SECRET}\b(?!\w)', body):
                body = body.replace(echo, "")
            if SECRET.lower() in body.lower().replace("zwaluwstaart-", "").replace('"/fiches/zwaluwstaart/"', ""):
                found.append(url)
    return found


def test_a_draft_and_all_it_names_are_nowhere_and_appear_when_it_is_published(visitor):
    FicheFactory(title="Gewone fiche", published=True, resources=[ResourceFactory()], sources=[source("Gewoon")], tags=["gewoon"])
    PageFactory(title=f"{SECRET}pagina", slug="zwaluwstaart-pagina", body=f"<p>{SECRET}</p>")
    TagFactory(name=f"{SECRET}los")
    draft = secret_draft()
    assert leaks(visitor) == []
    take(draft, "publish", seen=draft.edit, at=NOON)
    seen = set(leaks(visitor))
    assert {
        "/",
        "/fiches/",
        "/themas/",
        "/materialen/",
        "/bronnen/",
        "/fiches/zwaluwstaart/",
        "/themas/zwaluwstaart-thema/",
    } <= seen
    assert {"/materialen/zwaluwstaart-materiaal/", "/bronnen/zwaluwstaartauteur-zd/", f"/fiches/?q={SECRET}"} <= seen
    assert {"/fiches/zwaluwstaart/fiche.md", "/fiches/zwaluwstaart/bronnen.json", "/bronnen/bronnen.txt"} <= seen
    assert {f"/zoeken/suggesties/?q={SECRET[:4]}", f"/zoeken/suggesties.json?q={SECRET[:4]}"} <= seen


def test_after_withdrawing_all_that_only_this_fiche_named_is_gone_again(visitor):
    FicheFactory(title="Gewone fiche", published=True)
    fiche = secret_draft(published=True)
    Facet.objects.get(record__title=f"{SECRET} titel", value__field="tag")
    take(fiche, "withdraw", seen=Fiche.objects.get(pk=fiche.pk).edit, at=NOON)
    gone = {url: visitor.get(url).status_code for url in addresses() if "/zwaluwstaart" in url}
    assert set(gone.values()) == {410, 404}
    assert [gone["/fiches/zwaluwstaart/"], gone["/materialen/zwaluwstaart-materiaal/"], gone["/zwaluwstaart-pagina/"]] == [
        410,
        410,
        404,
    ]
    without_titles = [url for url in leaks(visitor) if visitor.get(url).status_code != 410]
    assert without_titles == []


def test_a_draft_beside_a_live_text_shows_nothing_of_what_it_adds(visitor):
    fiche = FicheFactory(title="Gewone fiche", published=True)
    fiche = take(fiche, "edit", seen=fiche.edit, at=NOON)
    fiche.title = f"{SECRET} titel"
    fiche.save()
    fiche.tags.set([f"{SECRET}woord"])
    fiche.resources.create(resource=ResourceFactory(title=f"{SECRET}materiaal"), rubriek="verdieping")
    fiche.citations.create(source=source(SECRET))
    fiche.themes.add(ThemeFactory(name=f"{SECRET}thema"))
    assert leaks(visitor) == []


def test_a_draft_session_with_its_speakers_fiches_and_sources_is_nowhere(visitor):
    day = DayFactory(title="Gewone dag", slug="gewone-dag", published=True)
    SessionFactory(day=day, people=[PersonFactory()], published=True)
    session = secret_session(day)
    assert leaks(visitor) == []
    publish(session)
    seen = set(leaks(visitor))
    own = "/studiedagen/gewone-dag/sessies/zwaluwstaart-sessie/"
    assert {own, f"{own}sessie.ics", "/studiedagen/gewone-dag/", "/sprekers/", "/sprekers/zwaluwstaart-spreker/"} <= seen
    assert "/fiches/zwaluwstaart/" not in seen  # its fiche is still a draft
    assert f"{SECRET} titel" not in visitor.get(own).content.decode()
    take(session, "withdraw", seen=Session.objects.get(pk=session.pk).edit, at=NOON)
    assert [url for url in leaks(visitor) if visitor.get(url).status_code != 410] == []


def test_a_draft_day_and_its_sessions_are_nowhere(visitor):
    DayFactory(title="Gewone dag", slug="gewone-dag", published=True)
    day = DayFactory(
        title=f"{SECRET}dag",
        slug="zwaluwstaart-dag",
        subtitle=f"{SECRET}ondertitel",
        opening=f"<p>{SECRET}</p>",
        venue=VenueFactory(name=f"{SECRET}gebouw"),
        organisers=[{"words": f"{SECRET}dienst"}, {"organisation": OrganisationFactory(name=f"{SECRET}net")}],
        materials=[ResourceFactory(title=f"{SECRET}map", slug="zwaluwstaart-map")],
        date=NOON.date(),
    )
    BlockFactory(day=day, title=f"{SECRET}blok")
    secret_session(day)
    assert leaks(visitor) == []


def test_what_a_live_session_adds_in_its_draft_is_nowhere(visitor):
    day = DayFactory(title="Gewone dag", slug="gewone-dag", published=True)
    session = SessionFactory(day=day, people=[PersonFactory()], published=True)
    session = take(session, "edit", seen=session.edit, at=NOON)
    session.report = f"<p>{SECRET}</p>"
    session.save()
    session.contributions.create(person=PersonFactory(name=f"{SECRET}spreker", slug="zwaluwstaart-spreker"))
    session.fiches.add(secret_draft())
    assert leaks(visitor) == []


def test_a_speaker_without_consent_has_a_name_and_no_more(visitor):
    person = PersonFactory(name="Lut Peeters", slug="lut-peeters", bio=f"{SECRET} leven", url=f"https://{SECRET}.example/")
    person.photo = f"sprekers/x/{SECRET.lower()}foto.webp"
    person.save()
    SessionFactory(day=DayFactory(slug="gewone-dag", published=True), people=[person], published=True)
    assert b"Lut Peeters" in visitor.get("/sprekers/lut-peeters/").content
    assert [*leaks(visitor), visitor.get(f"/media/sprekers/x/{SECRET.lower()}foto.webp").status_code] == [404]
    person.consent_on = NOON.date()
    person.save()
    assert "/sprekers/lut-peeters/" in leaks(visitor)


def test_every_address_of_the_site_is_asked_here():
    """A new public address must be added to `addresses()`; this list is what it knows."""
    known = set()

    def walk(patterns, prefix=""):
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            if route.startswith("beheer/"):
                continue
            if hasattr(pattern, "url_patterns"):
                walk(pattern.url_patterns, route)
            else:
                known.add(route)

    walk(get_resolver().url_patterns)
    assert known == {
        "",
        "fiches/",
        "fiches/<slug:slug>/",
        *(f"fiches/<slug:slug>/{name}" for name in TAKEAWAYS),
        "fiches/<slug:slug>/bronnen.<str:style>",
        "themas/",
        "themas/<slug:slug>/",
        "materialen/",
        "materialen/<slug:slug>/",
        "bronnen/",
        "bronnen/bronnen.<str:style>",
        "bronnen/<slug:slug>/bron.<str:style>",
        "bronnen/<slug:slug>/",
        "zoeken/",
        "zoeken/suggesties/",
        "zoeken/suggesties.json",
        "opensearch.xml",
        "<slug:slug>/",
        "health/",
        "robots.txt",
        "vooruit.json",
        "sitemap.xml",
        "sitemap-<section>.xml",
        "media/<path:name>",
        "voorbeeld/",
        "voorbeeld/<str:token>/",
        "voorbeeld/<str:token>/<str:signature>/<path:name>",
        "studiedagen/",
        "studiedagen/<slug:slug>/",
        "studiedagen/<slug:slug>/programma.ics",
        "studiedagen/<slug:slug>/inschrijven/",
        "studiedagen/<slug:slug>/plaatsen.json",
        "studiedagen/<slug:slug>/sessies/",
        "studiedagen/<slug:day>/sessies/<slug:slug>/",
        "studiedagen/<slug:day>/sessies/<slug:slug>/sessie.ics",
        "inschrijving/",
        "inschrijving/groep/",
        *(f"inschrijving/groep/<str:code>/{name}" for name in ("", "teruggeven/", "teruggeven/<int:number>/")),
        *(f"inschrijving/groep/<str:code>/{name}" for name in ("mijn-gegevens.json", "wissen/")),
        *(f"inschrijving/<str:code>/{name}" for name in ("", "keuzes/", "gegevens/", "uitschrijven/", "wissen/")),
        *(f"inschrijving/<str:code>/{name}" for name in ("teruggeven/", "teruggeven/<int:session>/")),
        *(f"inschrijving/<str:code>/{name}" for name in ("ticket.pdf", "studiedag.ics", "mijn-gegevens.json")),
        "sprekers/",
        "sprekers/<slug:slug>/",
        "feeds/",
        "feeds/studiedagen.atom",
    }
