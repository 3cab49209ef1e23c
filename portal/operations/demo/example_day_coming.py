"""An invented study day that is open for registration. The sessions stand in example_day_coming_sessions.py."""

import datetime as dt

from portal.operations.demo.day_shapes import RESOURCE, WEDNESDAY, at, block, person, school_day
from portal.operations.demo.example_day_coming_sessions import SESSIONS

VENUES = [
    {
        "name": "Congreshuis De Loods (voorbeeld)",
        "street": "Verzonnen Kaai 3",
        "postcode": "0000",
        "city": "Nergenshuizen",
        "directions": (
            "Dit congreshuis bestaat niet. Bus 7 stopt voor de deur, halte Denkbeeldige Brug. Fietsen staan binnen, links van "
            "de ingang. Voor auto’s zijn er 25 plaatsen: rij samen. Alle zalen liggen op het gelijkvloers, de Grote Loods "
            "heeft een ringleiding en naast Zaal Kade is een stille ruimte."
        ),
        "url": "https://example.org/congreshuis-de-loods",
        "rooms": [
            {"name": "Grote Loods", "capacity": 220},
            {"name": "Zaal Noord", "capacity": 40},
            {"name": "Zaal Oost", "capacity": 36},
            {"name": "Zaal Zuid", "capacity": 36},
            {"name": "Zaal West", "capacity": 36},
            {"name": "Zaal Haven", "capacity": 32},
            {"name": "Zaal Kade", "capacity": 30},
        ],
    }
]

ORGANISATIONS: list[dict] = []  # those of example_resources.py

AGREED = dt.date(2026, 9, 21)

PEOPLE = [  # whoever also spoke on the day that is over stands in example_day_past.py
    {
        **person(
            "Elias Luchtlezer",
            "elias-luchtlezer",
            "Fictieve spreker. Elias luistert naar hoe kinderen over boeken praten en schrijft dat woord voor woord op. Zelf "
            "leest hij het liefst handleidingen.",
            "https://example.org/sprekers/elias-luchtlezer",
            AGREED,
        ),
        "honorific": "prof. dr.",
    },
    person(
        "Fatima Romandier",
        "fatima-romandier",
        "Fictieve spreker. Fatima leest elke ochtend een kwartier voor, ook in het zesde leerjaar en ook op de dag van de toets.",
        consent_on=AGREED,
    ),
    {
        **person(
            "Gust Lettervreter",
            "gust-lettervreter",
            "Fictieve spreker. Gust onderzoekt wat er gebeurt tussen de vraag van een leraar en het antwoord van een leerling. "
            "Meestal is dat één seconde stilte.",
            consent_on=AGREED,
        ),
        "honorific": "dr.",
    },
    person("Hilde Komma", "hilde-komma"),
    person("Imane Voetnoot", "imane-voetnoot"),
    person("Joppe Kantlijn", "joppe-kantlijn"),
    person("Kobe Inktvlek", "kobe-inktvlek"),
    person("Lieve Leesteken", "lieve-leesteken"),
]

RESOURCES = [
    {
        **RESOURCE,
        "slug": "voor-je-komt-elke-leraar-leest-mee-voorbeeld",
        "title": "Voor je komt: één bladzijde uit je handboek (voorbeeld)",
        "kind": "document",
        "provider": "Begeleidingsdienst Voorbeeld (fictief)",
        "description": "Welke bladzijde je meebrengt, hoe je ze kiest en wat je er thuis al in onderstreept. Een kwartier werk.",
        "url": "https://example.org/materialen/voor-je-komt.pdf",
        "duration": 15,
    },
    {
        **RESOURCE,
        "slug": "fragment-een-klas-praat-over-een-tekst-voorbeeld",
        "title": "Fragment: een klas praat over een tekst (voorbeeld)",
        "kind": "video",
        "provider": "Voorbeeldschool De Kompasroos (fictief)",
        "description": "Een vijfde leerjaar bespreekt een krantenbericht over wolven. De leraar zegt in zes minuten elf zinnen.",
        "url": "https://example.org/materialen/een-klas-praat-over-een-tekst",
        "duration": 6,
        "levels": ["lager-onderwijs"],
    },
    {
        **RESOURCE,
        "slug": "woordkaarten-wiskunde-voorbeeld",
        "title": "Woordkaarten voor vraagstukken (voorbeeld)",
        "kind": "document",
        "provider": "Voorbeeldcentrum voor Onderwijs (fictief)",
        "description": "Twintig gewone woorden die in een vraagstuk iets anders betekenen, elk met een tekening.",
        "how": "Je krijgt de kaarten in de zaal. Ze zijn verzonnen.",
        "access": "day",
        "levels": ["lager-onderwijs", "secundair-1e-graad"],
    },
]

BLOCKS = [
    block("onthaal", "Onthaal met koffie en thee", "08:45-09:15", part="voormiddag", kind="break"),
    block("keynote", "Welkom en keynotelezing", "09:15-10:15", part="voormiddag"),
    block("pauze", "Koffiepauze", "10:15-10:35", part="voormiddag", kind="break"),
    block(
        "ronde-een",
        "Masterclasses, eerste ronde",
        "10:35-11:45",
        part="voormiddag",
        kind="parallel",
        choice="first_come",
        intro=(
            "<p>Kies één van de zes. Wie eerst kiest, heeft eerst plaats. Masterclass 5 komt na de middag terug: volg je ze "
            "’s morgens, dan kies je in de tweede ronde iets anders.</p>"
        ),
    ),
    block("lunch", "Soep en broodjes", "11:45-12:45", part="middag", kind="break"),
    block(
        "ronde-twee",
        "Masterclasses, tweede ronde",
        "12:45-13:45",
        part="namiddag",
        kind="parallel",
        choice="ranked",
        intro=(
            "<p>Zet je wensen op volgorde. Of je snel of traag inschrijft, maakt hier niets uit: we verdelen de plaatsen als "
            "iedereen gekozen heeft.</p>"
        ),
    ),
    block("wissel", "Even de benen strekken", "13:45-14:00", part="namiddag", kind="break"),
    block(
        "open-space",
        "Open space: wat ligt er nog op je lever?",
        "14:00-15:15",
        part="namiddag",
        kind="open_space",
        intro=(
            "<p>De onderwerpen liggen nog niet vast. Op de dag zelf schrijf je er een op een kaart en zoek je anderen die "
            "dezelfde vraag hebben.</p>"
        ),
    ),
    block("panel", "Panelgesprek en slot", "15:15-16:00", part="namiddag"),
    block("napraten", "Napraten", "16:00-16:30", part="namiddag", kind="break"),
]


def day(today: dt.date) -> dict:
    """The day, on a Wednesday about five months after `today`; registration opened two weeks before `today`."""
    date = school_day(today + dt.timedelta(days=150), WEDNESDAY, weeks=1)
    wishes = date - dt.timedelta(days=21)  # the day on which registration closes
    return {
        "slug": "elke-leraar-leest-mee-voorbeeld",
        "title": "Elke leraar leest mee (voorbeeld)",
        "subtitle": "Een studiedag over lezen in alle vakken",
        "summary": (
            "Verzonnen studiedag voor leraren die geen taalleraar zijn en toch elke dag teksten geven. Kies twee "
            "masterclasses, breng een bladzijde uit je handboek mee en ga naar huis met een les."
        ),
        "opening": (
            "<p>In de geschiedenisles staat een bron, in de turnzaal hangt een spelregel en in het vraagstuk zit een zin van "
            "twintig woorden. Leerlingen lezen de hele dag, en wie geeft daar les in?</p>"
            "<p>Op deze dag werk je met één bladzijde uit je eigen handboek. Je bekijkt ze in elke sessie op een andere "
            "manier: de woorden, de vragen, het gesprek erover. Op het einde heb je een les die je de week erna kunt geven.</p>"
            "<h3>Voor je komt</h3><ul><li>Kies een bladzijde waar je klas vorig jaar op vastliep.</li>"
            "<li>Maak er vier kopieën van.</li><li>Laat bij je inschrijving weten wat je nodig hebt om goed te kunnen "
            "meedoen.</li></ul>"
            "<p><strong>Deze dag is een voorbeeld.</strong> De sprekers, de scholen en de plaats bestaan niet. Het formulier "
            "werkt wel: schrijf je gerust in, je krijgt een mail zoals een deelnemer ze krijgt.</p>"
        ),
        "report": "",
        "closing": (
            "<p>Na de dag vind je op dit adres de verslagen van alle sessies. Kun je niet komen? Lees intussen de fiche <a "
            'href="/fiches/begrijpend-lezen-met-rijke-teksten-voorbeeld/">Begrijpend lezen met rijke teksten '
            "(voorbeeld)</a>.</p>"
        ),
        "themes": ["geinformeerde-praktijken", "leesonderwijs"],
        "levels": ["lager-onderwijs", "secundair-1e-graad"],
        "audiences": ["leraar", "zorgcoordinator", "schoolleider", "pedagogisch-begeleider"],
        "audience_note": "",
        "tags": ["lezen in alle vakken", "woordenschat", "tekstgesprekken"],
        "venue": "Congreshuis De Loods (voorbeeld)",
        "participants": None,
        "at_least": False,
        "date": date,
        "last_date": None,
        "starts": dt.time(8, 45),
        "ends": dt.time(16, 30),
        "capacity": 180,
        "opens_at": at(today - dt.timedelta(days=14), 9),
        "closes_at": at(wishes, 17),
        "change_until": at(date - dt.timedelta(days=7), 17),
        "retain_until": date + dt.timedelta(days=60),
        "cancelled": False,
        "organisers": [
            {"organisation": "", "words": "de begeleidingsdiensten van drie verzonnen netten", "role": "initiatief"},
            {"organisation": "Voorbeeldhogeschool (fictief)", "words": "", "role": "samenwerking"},
            {"organisation": "Voorbeeldcentrum voor Onderwijs (fictief)", "words": "", "role": "samenwerking"},
        ],
        "materials": ["voor-je-komt-elke-leraar-leest-mee-voorbeeld"],
        "blocks": [{**row, "wishes_until": wishes if row["choice"] == "ranked" else None} for row in BLOCKS],
        "sessions": SESSIONS,
    }
