"""What a fiche must have before it goes to review: each point by a good and a bad example, then what the demo says of itself."""

import datetime as dt

import pytest
from django.core.management import call_command

from fiches.models import Fiche, Source
from portal.publishing.checklist import Draft, State, points
from portal.publishing.freezing import DERIVED, LABELS, freeze, upgrade
from tests.factories import FicheFactory, SourceFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 2)
RIGHT, ADVICE, WRONG = State
TWENTY = "Onderzoek zegt wat elders werkte en jij weet wat er in jouw klas speelt; samen geven ze je meer houvast."


def section(rubriek, text="<p>Tekst.</p>", pk=1, heading=""):
    return {"id": pk, "rubriek": rubriek, "heading": heading, "text": text}


def rating(**said):
    return {
        "id": 1,
        "strength": 3,
        "cost": 1,
        "impact": 2,
        "source": "Scorebron",
        "url": "",
        "seen": "2026-10-01",
        "note": "",
        **said,
    }


ALL = ["betekenis", "onderzoek", "informatie", "voorbeelden", "ondersteuning", "verdieping"]
COMPLETE = {
    "title": "Samen lezen",
    "standfirst": TWENTY,
    "points": ["Een zin.", "Nog een zin.", "En nog een."],
    "themes": [1],
    "review_due": "2027-11-02",
    "sections": [section(rubriek, pk=place) for place, rubriek in enumerate(ALL, 1)],
    "citations": [{"id": 7, "source_id": 70, "position": 0}],
    DERIVED: {"cited": [70], "loose": {}, "backlinks": {"70": ["v1"]}, "letters": {}},
    LABELS: {"fiches.source": {"70": "Surma, T. (2019). Wijze lessen. Ten Brink."}},
}


def looked(**changes):
    """{what was looked at: (state, why, places)} of a complete fiche with these changes."""
    draft = Draft(Fiche, upgrade(Fiche, {**COMPLETE, **changes}), TODAY)
    return {point.said: (point.state, point.why, [place.at for place in point.places]) for point in points(draft)}


def test_a_complete_fiche_has_nothing_to_do():
    assert {said: state for said, (state, _why, _places) in looked().items()} == {
        "Titel": RIGHT,
        "Inleiding: 20 woorden": RIGHT,
        "In het kort: 3 zinnen": RIGHT,
        "Alle zeven rubrieken staan er": RIGHT,
        "Thema gekozen": RIGHT,
        "Elke verwijzing heeft een bron": RIGHT,
        "Elke bron wordt aangehaald": RIGHT,
        "Nazicht voor 2 november 2027": RIGHT,
        "Geen link is stuk, voor zover we weten": RIGHT,
    }


@pytest.mark.parametrize(
    ("changes", "said", "state", "why", "places"),
    [
        ({"title": " "}, "Titel", WRONG, "Geef een titel.", ["title"]),
        ({"standfirst": ""}, "Inleiding", WRONG, "De inleiding ontbreekt.", ["standfirst"]),
        (
            {"standfirst": "Veel te kort."},
            "Inleiding: 3 woorden",
            ADVICE,
            "Dat is kort: 10 tot 40 woorden lezen goed.",
            ["standfirst"],
        ),
        ({"standfirst": "woord " * 41}, "Inleiding: 41 woorden", ADVICE, "Houd het korter: 10 tot 40 woorden.", ["standfirst"]),
        ({"standfirst": "woord " * 40}, "Inleiding: 40 woorden", RIGHT, "", ["standfirst"]),
        (
            {"points": ["Een.", "Twee."]},
            "In het kort",
            ADVICE,
            "Zet hier drie tot vijf zinnen die zeggen wat de fiche zegt.",
            ["points"],
        ),
        (
            {"points": ["Een.", "Twee.", "woord " * 31]},
            "In het kort",
            ADVICE,
            "Houd elke zin korter dan 30 woorden: “woord woord woord woord woord woord woord woord woord…”",
            ["points"],
        ),
        ({"sections": []}, "Tekst", WRONG, "Er is nog geen rubriek met tekst.", ["sections"]),
        (
            {"sections": [section("betekenis")]},
            "Rubrieken",
            WRONG,
            "Schrijf nog: “Vanuit evidence-informed onderzoek”.",
            ["sections"],
        ),
        (
            {"sections": [section("onderzoek"), section("betekenis", "<p></p>", pk=2)]},
            "Rubrieken",
            WRONG,
            "Schrijf nog: “Wat betekent dat?”.",
            ["sections"],
        ),
        (
            {"sections": [section(rubriek) for rubriek in ALL[:5]]},
            "Rubrieken: 6 van 7",
            ADVICE,
            "Nog leeg, en dus niet te zien voor lezers: “Waar vind ik verdiepend materiaal?”.",
            ["sections"],
        ),
        (
            {
                "sections": [section(rubriek) for rubriek in ALL[:5]],
                "resources": [{"id": 1, "resource_id": 1, "rubriek": "verdieping", "note": "", "position": 0}],
            },
            "Alle zeven rubrieken staan er",
            RIGHT,
            "",
            ["sections"],
        ),
        ({"themes": []}, "Thema", WRONG, "Kies minstens één thema.", ["themes"]),
        (
            {"image": "fiches/x/klas.jpg"},
            "Beschrijving van het beeld",
            WRONG,
            "Zeg wat iemand mist die het beeld niet ziet, of kruis aan dat het versiering is.",
            ["image_alt"],
        ),
        (
            {"image": "fiches/x/klas.jpg", "image_alt": "IMG_2034"},
            "Beschrijving van het beeld",
            WRONG,
            "Dit is de naam van een bestand. Zeg wat er op het beeld te zien is.",
            ["image_alt"],
        ),
        (
            {"image": "fiches/x/klas.jpg", "image_alt": "Twee leerlingen lezen samen."},
            "Beeld met beschrijving",
            RIGHT,
            "",
            ["image_alt"],
        ),
        (
            {"image": "fiches/x/klas.jpg", "image_decorative": True},
            "Beeld: louter versiering",
            RIGHT,
            "",
            ["image_decorative"],
        ),
        (
            {"ratings": [rating(), rating(source=" ")]},
            "Score",
            WRONG,
            "Zeg van elke score waar ze staat en wanneer je ze bekeek.",
            ["ratings"],
        ),
        (
            {"ratings": [rating(seen="2026-11-03")]},
            "Score",
            WRONG,
            "Een score werd bekeken op een dag die nog moet komen. Pas de datum aan.",
            ["ratings"],
        ),
        ({"ratings": [rating()]}, "Score heeft een bron en een datum", RIGHT, "", ["ratings"]),
        ({"review_due": None}, "Nazicht", WRONG, "Kies tegen wanneer iemand nakijkt of dit nog klopt.", ["review_due"]),
        (
            {"review_due": "2026-11-02"},
            "Nazicht",
            WRONG,
            "De datum voor nazicht (2 november 2026) is voorbij. Kijk de tekst na en kies een nieuwe.",
            ["review_due"],
        ),
        (
            {DERIVED: {"cited": [], "loose": {}, "backlinks": {}}},
            "Eén bron wordt niet aangehaald",
            WRONG,
            "Verwijs in de tekst naar elke bron van de lijst, of haal ze eruit; verder leeswerk kan bij de materialen.",
            ["citations:7"],
        ),
        (
            {DERIVED: {"cited": [70], "loose": {"2": ["(Hattie, 2009)", "Dweck (2006)"]}, "backlinks": {}}},
            "2 verwijzingen zonder bron",
            WRONG,
            "Koppel elke verwijzing aan een bron, of zeg dat ze er geen is.",
            ["sections:2", "sections:2"],
        ),
    ],
)
def test_each_point_says_why_and_where(changes, said, state, why, places):
    assert looked(**changes)[said] == (state, why, places)


def with_text(html):
    return {"sections": [section(rubriek, pk=place) for place, rubriek in enumerate(ALL[1:], 2)] + [section(ALL[0], html)]}


@pytest.mark.parametrize(
    ("html", "said", "state"),
    [
        ('<p>Zie <a href="https://x.be">klik hier</a>.</p>', "Linkteksten", WRONG),
        ("<p>Zie https://leerpunt.be/toolkit.</p>", "Linkteksten", WRONG),
        ('<p>Zie de <a href="https://x.be">toolkit van Leerpunt</a>.</p>', "Elke link zegt waarheen ze leidt", RIGHT),
        ("<h3>Kop</h3><h3>Nog een</h3><p>Tekst.</p>", "Tussenkoppen", WRONG),
        ("<p><strong>Lijkt een kop</strong></p><p>Tekst.</p>", "Tussenkoppen", ADVICE),
        ("<h3>Kop</h3><p>Tekst.</p>", "Tussenkoppen staan in volgorde", RIGHT),
        ("<p>" + "De kat zit op de mat. " * 20 + "</p>", "Leesbaarheid: zeer gemakkelijk (Flesch-Douma 125)", RIGHT),
    ],
)
def test_a_rubriek_is_read_as_a_listener_would(html, said, state):
    assert looked(**with_text(html))[said][0] == state


def test_a_hard_text_is_only_advised_and_its_longest_sentence_is_shown():
    hard = "De begeleidingsdienst organiseert professionaliseringsinitiatieven voor onderwijsverstrekkers. " * 20
    long = "Wie dat wil, kan ook een langere zin schrijven die nog meer woorden telt dan alle andere."
    (point,) = [
        (said, state, why)
        for said, (state, why, _places) in looked(**with_text(f"<h3>Kop</h3><p>{hard}{long}</p>")).items()
        if said.startswith("Leesbaarheid")
    ]
    assert point[1] == ADVICE and "moeilijk (Flesch-Douma" in point[0]
    assert point[2].endswith(
        "De langste zin telt 17 woorden: “Wie dat wil, kan ook een langere zin schrijven die nog meer woorden telt dan…”"
    )


def test_a_citation_between_brackets_makes_no_sentence_harder():
    bare, cited = (
        [said for said in looked(**with_text("<p>" + f"De kat zit op de mat{words}. " * 20 + "</p>")) if "Flesch" in said]
        for words in ("", " (Wubbels & Van Tartwijk, 2017)")
    )
    assert bare == cited != []


# -- over a working copy ---------------------------------------------------------------------------------------------
def stands(fiche) -> dict:
    return {point.said: [place.words for place in point.places] for point in points(fiche.drafted(freeze(fiche), TODAY))}


def test_citations_are_found_in_the_text_and_sources_that_are_merged_count_as_one():
    from portal.shared import merge

    cited, other, double = SourceFactory(number=1), SourceFactory(number=2), SourceFactory(number=3)
    text = "<p>Zo is het (Auteur1, 2017). Ook Auteur3 (2017) en (Lyceum, 2019) en (Hattie, 2009).</p>"
    fiche = FicheFactory(sections={"betekenis": text}, sources=[cited, other], not_citations=["(Lyceum, 2019)"])
    found = stands(fiche)
    assert found["2 verwijzingen zonder bron"] == [
        "Auteur3 (2017) in Wat betekent dat?",
        "(Hattie, 2009) in Wat betekent dat?",
    ]
    assert found["Eén bron wordt niet aangehaald"] == ["Auteur2, A. (2017)"]
    fiche.citations.create(source=double, position=3)
    merge(other, cited)
    assert "1 bron" not in str(stands(fiche)) and "Elke bron wordt aangehaald" in stands(fiche)
    assert stands(fiche)["Eén verwijzing zonder bron"] == ["(Hattie, 2009) in Wat betekent dat?"]


def test_a_row_that_still_names_an_alias_is_cited_when_its_survivor_is():
    cited, alias = SourceFactory(number=1), SourceFactory(number=2)
    fiche = FicheFactory(sections={"betekenis": "<p>Zo is het (Auteur1, 2017).</p>"}, sources=[alias])
    Source.objects.filter(pk=alias.pk).update(merged_into=cited)
    assert "Elke bron wordt aangehaald" in stands(fiche)


def test_the_demo_passes_its_own_checklist_save_for_a_date_that_nobody_invents():
    call_command("load_demo", verbosity=0)
    red = {
        (fiche.slug, point.said)
        for fiche in Fiche.objects.all()
        for point in points(fiche.drafted(freeze(fiche), TODAY))
        if point.state == WRONG
    }
    late = ("ict-voorbeeld", "Nazicht")  # an example of one that is over time, counted from today
    assert red - {late} == {("geinformeerde-praktijken", "Nazicht")}  # the text it was made from names no such date
