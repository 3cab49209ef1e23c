"""A small portal with every kind of page in it, poor and rich, for the tests that look at pages as people do."""

import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from fiches.models import Fiche
from portal.publishing.workflow import take
from portal.taxonomy.models import Audience, Level, Theme
from tests.factories import NOON, FicheFactory, OrganisationFactory, PageFactory, ResourceFactory, SourceFactory, publish

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
