"""An invented study day that is over: it shows every end result. The sessions stand in example_day_past_*.py."""

import datetime as dt

from portal.operations.demo.day_shapes import RESOURCE, THURSDAY, at, block, person, school_day
from portal.operations.demo.example_day_past_plenary import SESSIONS as PLENARY
from portal.operations.demo.example_day_past_sessions import SESSIONS as MASTERCLASSES
from portal.operations.demo.example_day_past_tables import SESSIONS as TABLES

VENUES = [
    {
        "name": "Campus De Windroos (voorbeeld)",
        "street": "Voorbeeldstraat 12",
        "postcode": "0000",
        "city": "Voorbeeldstad",
        "directions": (
            "Deze campus is verzonnen. Van het station is het tien minuten stappen langs de Verzonnen Vaart. Je fiets zet je "
            "droog achter het Forum. Parkeren kan op het plein, 60 plaatsen. De ingang, de Aula en de Refter zijn drempelvrij; "
            "naar de lokalen op de eerste verdieping gaat een lift."
        ),
        "url": "https://example.org/campus-de-windroos",
        "rooms": [
            {"name": "Aula", "capacity": 240},
            {"name": "Refter", "capacity": 220},
            {"name": "Forum", "capacity": 60},
            {"name": "Lokaal 1.01", "capacity": 48},
            {"name": "Lokaal 1.02", "capacity": 48},
            {"name": "Bibliotheek", "capacity": 40},
            {"name": "Atelier", "capacity": 36},
        ],
    }
]

ORGANISATIONS: list[dict] = []  # those of example_resources.py

AGREED = dt.date(2026, 3, 2)

PEOPLE = [
    {
        **person(
            "Aya Voorbeeldauteur",
            "aya-voorbeeldauteur",
            "Fictieve spreker. Aya schrijft over gesprekken in de klas en geeft les aan toekomstige leraren. Daarvoor stond ze "
            "elf jaar voor het vijfde leerjaar van een school die niet bestaat.",
            "https://example.org/sprekers/aya-voorbeeldauteur",
            AGREED,
        ),
        "honorific": "prof. dr.",
    },
    {
        **person(
            "Bram Demoschrijver",
            "bram-demoschrijver",
            "Fictieve spreker. Bram volgde zes jaar lang teams die bij elkaar in de les gingen kijken. Hij kookt graag voor "
            "grote groepen, want dan moet je ook goed afspreken.",
            consent_on=AGREED,
        ),
        "honorific": "dr.",
    },
    person(
        "Cato Oefenaar",
        "cato-oefenaar",
        "Fictieve spreker. Cato begeleidt scholen die een vraag uit hun eigen klassen onderzoeken. Haar eerste vraag is "
        "altijd: "
        "wat heb je gezien?",
        consent_on=AGREED,
    ),
    person(
        "Dries Verzonnen",
        "dries-verzonnen",
        "Fictieve spreker. Dries geeft Nederlands in de tweede graad en verzamelt taken waar leerlingen iets op verbeterden.",
        consent_on=AGREED,
    ),
    # A biography without consent: the portal must not show it.
    person(
        "Fauve Van Voorbeeld",
        "fauve-van-voorbeeld",
        "Fictieve spreker. Zonder toestemming komt deze biografie niet op de site.",
    ),
    person("Gita Proefstuk", "gita-proefstuk"),
    person("Hamza Denkbeeld", "hamza-denkbeeld"),
    person(
        "Ilse Maquette",
        "ilse-maquette",
        "Fictieve spreker. Ilse was turnleraar en weet hoe je tachtig voeten tegelijk stil krijgt.",
        "https://example.org/sprekers/ilse-maquette",
        AGREED,
    ),
    person("Jules Bijvoorbeeld", "jules-bijvoorbeeld"),
    person("Kaat Luchtkasteel", "kaat-luchtkasteel"),
    person("Lowie Zogezegd", "lowie-zogezegd"),
    person("Mira Fabel", "mira-fabel"),
    person("Nour Stelvoor", "nour-stelvoor"),
    person("Otis Verondersteld", "otis-verondersteld"),
    person("Pia Zomaar", "pia-zomaar"),
    person("Roos Papier", "roos-papier"),
    person("Sami Figuur", "sami-figuur"),
    person("Tess Schets", "tess-schets"),
    person("Umut Schijnbaar", "umut-schijnbaar"),
    person("Vera Bedacht", "vera-bedacht"),
    person("Wannes Voorlopig", "wannes-voorlopig"),
    person("Yara Denkspoor", "yara-denkspoor"),
]

RESOURCES = [
    {
        **RESOURCE,
        "slug": "programmaboekje-wat-zien-we-voorbeeld",
        "title": "Programmaboekje: Wat zien we in de klas? (voorbeeld)",
        "kind": "document",
        "provider": "Begeleidingsdienst Voorbeeld (fictief)",
        "description": "Alle sessies van de dag op vier bladzijden, met het plan van de campus op de achterkant.",
        "url": "https://example.org/materialen/programmaboekje-wat-zien-we.pdf",
    },
    {
        **RESOURCE,
        "slug": "dias-eerst-kijken-voorbeeld",
        "title": "Dia’s: Eerst kijken, dan pas iets vinden (voorbeeld)",
        "kind": "document",
        "provider": "Voorbeelduniversiteit (fictief)",
        "description": "De 31 dia’s van de keynotelezing, met de drie klasfoto’s waar de zaal mee oefende.",
        "how": "Wie erbij was, kreeg de dia’s de dag nadien in de mailbox. Die mail is verzonnen, net als de dag.",
        "access": "day",
    },
    {
        **RESOURCE,
        "slug": "opname-eerst-kijken-voorbeeld",
        "title": "Opname: Eerst kijken, dan pas iets vinden (voorbeeld)",
        "kind": "video",
        "provider": "Voorbeelduniversiteit (fictief)",
        "description": "De keynotelezing, zonder de oefening met de buur.",
        "url": "https://example.org/materialen/opname-eerst-kijken",
        "duration": 38,
    },
    {
        **RESOURCE,
        "slug": "kijkkaart-vijf-minuten-voorbeeld",
        "title": "Kijkkaart voor vijf minuten (voorbeeld)",
        "kind": "document",
        "provider": "Begeleidingsdienst Voorbeeld (fictief)",
        "description": "Een kaartje op zakformaat: links wat je ziet, rechts één vraag voor je collega.",
        "url": "https://example.org/materialen/kijkkaart-vijf-minuten.pdf",
    },
    {
        **RESOURCE,
        "slug": "vier-taken-twee-versies-voorbeeld",
        "title": "Vier taken in twee versies (voorbeeld)",
        "kind": "document",
        "provider": "Voorbeeldhogeschool (fictief)",
        "description": "Vier verzonnen leerlingentaken voor en na feedback, om met je vakgroep naast elkaar te leggen.",
        "how": "De bundel werd in de zaal uitgedeeld. Deze bundel is verzonnen.",
        "access": "day",
        "levels": ["secundair-2e-graad"],
    },
    {
        **RESOURCE,
        "slug": "oefentabel-klas-van-drieentwintig-voorbeeld",
        "title": "Oefentabel: een klas van 23 (voorbeeld)",
        "kind": "tool",
        "provider": "Voorbeeldcentrum voor Onderwijs (fictief)",
        "description": "Verzonnen toetscijfers van een klas die niet bestaat, in een rekenblad. Alle namen zijn vogels.",
        "url": "https://example.org/materialen/oefentabel-klas-van-23",
    },
    {
        **RESOURCE,
        "slug": "flappen-zes-gesprekstafels-voorbeeld",
        "title": "De flappen van zes gesprekstafels (voorbeeld)",
        "kind": "document",
        "provider": "Begeleidingsdienst Voorbeeld (fictief)",
        "description": "Foto’s van wat er aan de zes tafels van de open space op papier kwam.",
        "how": "Deelnemers kregen de foto’s bij het verslag. Die foto’s zijn verzonnen.",
        "access": "day",
    },
]

BLOCKS = [
    block("onthaal", "Onthaal met koffie", "09:00-09:30", part="voormiddag", kind="break"),
    block(
        "keynote",
        "Welkom en keynotelezing",
        "09:30-10:20",
        part="voormiddag",
        intro="<p>In de Aula, met een pen en de lege kaart die je bij het onthaal kreeg.</p>",
    ),
    block("interview", "Interview", "10:20-10:50", part="voormiddag"),
    block("koffie", "Koffie in de Refter", "10:50-11:10", part="voormiddag", kind="break"),
    block(
        "ronde-een",
        "Masterclasses, eerste ronde",
        "11:10-12:15",
        part="voormiddag",
        kind="parallel",
        choice="first_come",
        intro="<p>Vijf masterclasses tegelijk. De sessie over feedback komt na de middag terug.</p>",
    ),
    block("lunch", "Soep en broodjes", "12:15-13:15", part="middag", kind="break"),
    block(
        "ronde-twee",
        "Masterclasses, tweede ronde",
        "13:15-14:15",
        part="namiddag",
        kind="parallel",
        choice="first_come",
        intro="<p>Masterclass 9 ging niet door. Wie daar een plaats had, sloot aan bij een andere zaal.</p>",
    ),
    block(
        "open-space",
        "Open space: jouw vraag op tafel",
        "14:25-15:30",
        part="namiddag",
        kind="open_space",
        intro=(
            "<p>Tijdens de lunch schreven deelnemers een vraag op een kaart. De zes kaarten met de meeste stippen werden een "
            "tafel. Halfweg luidde de bel: blijven zitten mocht, opstaan ook.</p>"
        ),
    ),
    block("panel", "Panelgesprek en slot", "15:35-16:15", part="namiddag"),
    block("napraten", "Napraten met een glas", "16:15-16:45", part="namiddag", kind="break"),
]


def day(today: dt.date) -> dict:
    """The day, on a Thursday about four months before `today` and never in the summer holidays."""
    date = school_day(today - dt.timedelta(days=124), THURSDAY, weeks=-1)
    return {
        "slug": "wat-zien-we-in-de-klas-voorbeeld",
        "title": "Wat zien we in de klas? (voorbeeld)",
        "subtitle": "Een studiedag over kijken, bespreken en bijsturen",
        "summary": (
            "Verzonnen studiedag voor wie in de klas gaat kijken, bij zichzelf of bij een collega. Met een keynotelezing, "
            "masterclasses in twee rondes en zes gesprekstafels. De verslagen staan erbij."
        ),
        "opening": (
            "<p>Een collega zwaait de deur open, een leerling schuift een blad onder een ander blad, op het bord staat een som "
            "die niemand maakt. Er valt veel te zien in een klas. Maar wat doe je ermee?</p>"
            "<p>Op deze dag oefen je in drie dingen: kijken zonder meteen te oordelen, er met collega’s over praten, en één "
            "kleine verandering kiezen. Breng iets mee uit je eigen school: een foto, een taak of een toets.</p>"
            "<p><strong>Deze dag is een voorbeeld.</strong> De sprekers, de scholen en de plaats bestaan niet.</p>"
        ),
        "report": (
            "<p>Er kwamen 184 mensen naar een campus die niet bestaat. Een derde had een foto van de eigen klas bij zich, en "
            "die foto’s hingen om halftien al aan een waslijn in de inkomhal.</p>"
            "<p>Drie zinnen kwamen in bijna elke zaal terug:</p><ul>"
            "<li><em>Wat zag je precies?</em> Die vraag stelde Aya Voorbeeldauteur in de keynotelezing, en ze werd het "
            "wachtwoord van de dag.</li>"
            "<li><em>Van wie is die verklaring?</em> Aan de tafels bleek hoe vaak het gezin, de vorige leraar of het weer de "
            "schuld krijgt.</li>"
            "<li><em>Wat doe je maandag?</em> Zo sloot elke masterclass af.</li></ul>"
            "<p>Eén masterclass viel weg omdat de spreker ziek was. De lift stokte twee keer: wie slecht te been is, kreeg een "
            "zaal op het gelijkvloers. Dat regelen we een volgende keer vooraf.</p>"
        ),
        "closing": (
            "<h3>Wat neem je mee?</h3>"
            "<p>Bij het buitengaan schreef iedereen een briefje aan zichzelf. De organisatie stuurde die zes weken later op. "
            "Een leraar uit het derde leerjaar liet weten wat er op het hare stond: ‘Ga bij Samira kijken. Alleen kijken.’</p>"
            "<p>Wil je met je team verder? Begin bij de fiche <a "
            'href="/fiches/bij-elkaar-in-de-les-kijken-voorbeeld/">Bij elkaar in de les kijken (voorbeeld)</a>.</p>'
        ),
        "themes": ["onderzoekende-houding", "samenwerken-in-team", "datagebruik"],
        "levels": ["lager-onderwijs", "secundair-1e-graad", "secundair-2e-graad"],
        "audiences": ["leraar", "schoolleider", "zorgcoordinator", "pedagogisch-begeleider"],
        "audience_note": "",
        "tags": ["lesbezoek", "observeren", "leerlingenwerk"],
        "venue": "Campus De Windroos (voorbeeld)",
        "participants": 184,
        "at_least": False,
        "date": date,
        "last_date": None,
        "starts": dt.time(9),
        "ends": dt.time(16, 45),
        "capacity": 200,
        "opens_at": at(date - dt.timedelta(days=98), 9),
        "closes_at": at(date - dt.timedelta(days=14), 17),
        "change_until": at(date - dt.timedelta(days=7), 17),
        "retain_until": date + dt.timedelta(days=60),
        "cancelled": False,
        "organisers": [
            {"organisation": "Begeleidingsdienst Voorbeeld (fictief)", "words": "", "role": "initiatief"},
            {"organisation": "Voorbeeldnetwerk CLB (fictief)", "words": "", "role": "initiatief"},
            {"organisation": "Voorbeelduniversiteit (fictief)", "words": "", "role": "samenwerking"},
        ],
        "materials": [
            "programmaboekje-wat-zien-we-voorbeeld",
            "dias-eerst-kijken-voorbeeld",
            "flappen-zes-gesprekstafels-voorbeeld",
        ],
        "blocks": BLOCKS,
        "sessions": [*PLENARY, *MASTERCLASSES, *TABLES],
    }
