"""A small portal with every kind of page in it, poor and rich, for the tests that look at pages as people do."""

import datetime as dt
import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from events.programme import publish_day
from fiches.models import Fiche
from portal.publishing.workflow import take
from portal.taxonomy.models import Audience, Level, Theme
from tests.factories import NOON, FicheFactory, OrganisationFactory, PageFactory, ResourceFactory, SourceFactory, publish
from tests.factories.days import BlockFactory, DayFactory, PersonFactory, RoomFactory, SessionFactory, VenueFactory

VIDEO = "abcdefghijk"
LONG_WORD = "Hottentottensoldatenlatentoonstellingsbouwterreinvergunningsaanvraagformulier"
LONG_TITLE = (
    "Hoe je als team stap voor stap, met onderzoek in de hand en zonder extra werkdruk, bouwt aan een cultuur van feedback, "
    "vertrouwen en samen leren op je school"
)
TABLE = "<table><tbody>" + ("<tr>" + "<td>een waarde</td>" * 6 + "</tr>") * 2 + "</tbody></table>"
LISTS = "<h3>Een kop</h3><ul><li>een<ol><li>daaronder</li></ol></li></ul><blockquote><p>Een citaat.</p></blockquote>"


def picture(width: int, height: int) -> ContentFile:
    """An image file of this size."""
    file = io.BytesIO()
    Image.new("RGB", (width, height), "#88aacc").save(file, "PNG")
    return ContentFile(file.getvalue(), name="foto.png")


def every_resource() -> list:
    """A material of each sort that looks different."""
    provider = OrganisationFactory(name="Kenniscentrum voor schoolontwikkeling en samenwerkend leren")
    first, second = {"series": "Reeks", "position": 1}, {"series": "Reeks", "position": 2}
    guide = ContentFile(b"%PDF-1.4", name="gids.pdf")
    address = "https://example.org/" + "lang" * 40
    return [
        ResourceFactory(
            title="Een video", slug="video", kind="video", url=f"https://youtu.be/{VIDEO}", minutes=2, provider=provider, **first
        ),
        ResourceFactory(
            title="Met een account", slug="account", kind="praktijkvoorbeeld", access="go", path="GO! PEN > hier", **second
        ),
        ResourceFactory(title="Een bestand", slug="bestand", kind="document", url="", file=guide, description="Een gids."),
        ResourceFactory(title="Op vraag", slug="op-vraag", kind="opleiding", url="", how="Vraag het aan je begeleider."),
        ResourceFactory(title=LONG_WORD, slug="lang", description=LONG_WORD, language="en", licence="cc-by", url=address),
    ]


def rich_fiche() -> Fiche:
    """A fiche with everything a fiche can have."""
    source = SourceFactory()
    cited = source.intext_nl.replace("&", "&amp;")
    fiche = FicheFactory(
        title=LONG_TITLE,
        slug="rijk",
        image=picture(800, 450),
        image_alt="Een blauw vlak",
        themes=[Theme.objects.get(slug="leesonderwijs"), Theme.objects.get(slug="gedeeld-leiderschap")],
        audiences=Audience.objects.all(),
        levels=Level.objects.all(),
        tags=["lezen", LONG_WORD],
        rating={"impact": None, "source": "voorbeeldgegevens", "note": "Verzonnen."},
        resources=every_resource(),
        sources=[source, SourceFactory()],
        sections={
            "betekenis": f"<p>Zo zit het. {LONG_WORD}</p>{TABLE}{LISTS}",
            "onderzoek": f"<p>Dat bleek {cited}. En opnieuw {cited}.</p>",
        },
    )
    return publish(fiche)


def rich_day() -> dict[str, str]:
    """A day that is over with everything a day can have, one to come, a bare one and a cancelled one; addresses by name."""
    venue = VenueFactory(name="Congreshuis", street="Kaai 1", postcode="2800", directions="Vijf minuten van het station.")
    day = DayFactory(
        title=LONG_TITLE[:100],
        slug="rijke-dag",
        subtitle=LONG_WORD,
        date=dt.date(2026, 5, 28),
        starts=dt.time(9),
        ends=dt.time(16, 30),
        venue=venue,
        opening="<p>Welkom.</p>",
        report=f"<p>Verslag.</p>{LISTS}",
        closing="<h3>Tot slot</h3><p>Dank.</p>",
        participants=300,
        at_least=True,
        tags=["impact"],
        themes=[Theme.objects.get(slug="leesonderwijs")],
        materials=[ResourceFactory(title="Map van de dag", slug="map", access="day", how="Krijg je op de dag.")],
        organisers=[
            {"words": "alle diensten"},
            {"organisation": OrganisationFactory(url="https://example.org"), "role": "samenwerking"},
        ],
    )
    plenary = BlockFactory(day=day, kind="plenary", title="Samen", starts=dt.time(9), ends=dt.time(10))
    BlockFactory(day=day, kind="break", title="Koffie", starts=dt.time(10))
    parallel = BlockFactory(day=day, kind="parallel", title="Masterclasses", intro="<p>Kies er één.</p>", starts=dt.time(10, 30))
    tables = BlockFactory(day=day, kind="open_space", title="Open space", part="namiddag")
    people = [PersonFactory(name="Anja Van den Broeck", bio="Wie ze is.", consent_on=NOON.date()), PersonFactory(name=LONG_WORD)]
    fiche = Fiche.objects.get(slug="rijk")
    talk = SessionFactory(day=day, block=plenary, form="keynote", title="Hoe begin je?", people=people, report="<p>Zo.</p>")
    rich = SessionFactory(
        day=day,
        block=parallel,
        number=1,
        slug="rijke-sessie",
        title=LONG_TITLE,
        people=[{"person": people[0], "affiliation": "KU Leuven"}, {"team": "ESTAFETT-team"}],
        report=f"<p>Wat er gezegd is.</p>{LISTS}",
        takeaways=["Wie beslist?", "Wanneer keken we?"],
        video=f"https://youtu.be/{VIDEO}",
        fiches=[fiche],
        sources=[SourceFactory()],
        materials=[ResourceFactory(title="Presentatie", slug="presentatie", access="go")],
        room=RoomFactory(venue=venue),
        tags=["impact"],
    )
    bare = SessionFactory(day=day, block=parallel, number=2, slug="kale-sessie", abstract="", cancelled=True)
    lead = SessionFactory(day=day, block=tables, form="open_space", title="Zo werkt het")
    rows = [SessionFactory(day=day, block=tables, form="table", number=n, title=f"Vraag {n}") for n in (1, 2)]
    chosen = [(session.pk, session.edit) for session in (talk, rich, bare, lead, *rows)]
    publish_day(day, chosen, seen=day.edit, at=NOON)
    DayFactory(slug="kale-dag", date=dt.date(2036, 5, 28), published=True)
    DayFactory(slug="weg-dag", date=dt.date(2036, 6, 28), cancelled=True, cancelled_note="Overmacht.", published=True)
    return {
        "days": "/studiedagen/",
        "rich day": day.get_absolute_url(),
        "bare day": "/studiedagen/kale-dag/",
        "cancelled day": "/studiedagen/weg-dag/",
        "rich session": rich.get_absolute_url(),
        "cancelled session": bare.get_absolute_url(),
        "table": rows[0].get_absolute_url(),
        "speakers": "/sprekers/",
        "speaker": people[0].get_absolute_url(),
        "speaker without consent": people[1].get_absolute_url(),
    }


@pytest.fixture
def site(transactional_db, media):
    """Fills the portal; the addresses of one of each kind of page, by name."""
    rich = rich_fiche()
    FicheFactory(title="PLG", slug="plg", sections={"betekenis": "<p>Zo.</p>"}, points=[], published=True)
    gone = FicheFactory(title="Weg ermee", slug="weg", published=True)
    take(gone, "withdraw", seen=gone.edit, at=NOON)
    page = PageFactory(title="Over ons", published=True, body=f"<p>Tekst.</p>{TABLE}{LISTS}", place="about")
    source = rich.citations.first().source
    return {
        **rich_day(),
        "home": "/",
        "fiches": "/fiches/",
        "fiches, narrowed": "/fiches/?thema=gedeeld-leiderschap&toegang=deels&sorteer=titel",
        "fiches, nothing": "/fiches/?materiaal=video&toegang=publiek",
        "fiches, no such word": "/fiches/?q=qqqqq",
        "themes": "/themas/",
        "theme": "/themas/geinformeerde-praktijken/",
        "theme below another": "/themas/leesonderwijs/",
        "rich fiche": rich.get_absolute_url(),
        "poor fiche": "/fiches/plg/",
        "materials": "/materialen/",
        "video": "/materialen/video/",
        "material with an account": "/materialen/account/",
        "file": "/materialen/bestand/",
        "material without a link": "/materialen/op-vraag/",
        "long words": "/materialen/lang/",
        "sources": "/bronnen/",
        "source": source.get_absolute_url(),
        "search": "/zoeken/?q=een",
        "search, nothing": "/zoeken/?q=qqqqq",
        "search, no question": "/zoeken/",
        "page": page.get_absolute_url(),
        "missing": "/bestaat-niet/",
        "withdrawn": "/fiches/weg/",
    }
