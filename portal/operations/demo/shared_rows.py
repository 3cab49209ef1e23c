"""Organisations, materials and sources that fiches point at: the real ones here, the invented ones beside them."""

from portal.operations.demo import example_resources, example_sources

ORGANISATIONS = [
    {"name": "GO!", "kind": "net", "url": ""},
    {"name": "PBD-GO!", "kind": "begeleidingsdienst", "url": ""},
    {"name": "Leerpunt", "kind": "kenniscentrum", "url": "https://leerpunt.be/"},
    {"name": "Platform Samen Onderzoeken", "kind": "", "url": "https://www.platformsamenonderzoeken.nl/"},
    *example_resources.ORGANISATIONS,
]

RESOURCES = [
    {
        "slug": "video-geinformeerde-praktijken",
        "title": "Video: geïnformeerde praktijken",
        "kind": "video",
        "url": "https://www.youtube.com/watch?v=7TBDKXSMzPU&list=PLiUVVxQlj-PJS7Idwj5EouEadnT9ZQQny&index=3",
        "how": "",
        "provider": "",
        "series": "",
        "position": None,
        "access": "public",
        "path": "",
        "description": "Een video van 2 minuten die kort inzoomt op geïnformeerde praktijken.",
        "duration": 2,
        "language": "nl",
        "levels": [],
    },
    {
        "slug": "go-pen-kwaliteit-voor-iedereen",
        "title": "GO! PEN: kwaliteit voor iedereen",
        "kind": "praktijkvoorbeeld",
        "url": "https://g-o.smartschool.be/",
        "how": "",
        "provider": "GO!",
        "series": "",
        "position": None,
        "access": "go",
        "path": "GO! PEN > kwaliteit voor iedereen",
        "description": (
            "GO! PEN is het Praktijk Expertise Netwerk voor GO! professionals, op de GO! navigator. Onder ‘kwaliteit voor "
            "iedereen’ staan praktijkvoorbeelden van scholen die werk maken van kwaliteitsvol onderwijs."
        ),
        "duration": None,
        "language": "nl",
        "levels": [],
    },
    {
        "slug": "begeleidingsplan-pbd-go",
        "title": "Begeleidingsplan van de PBD-GO!",
        "kind": "begeleidingsaanbod",
        "url": "",
        "how": "De PBD-GO! biedt dit aan. We kennen er geen link voor.",
        "provider": "PBD-GO!",
        "series": "",
        "position": None,
        "access": "public",
        "path": "",
        "description": (
            "Hierin vind je ondersteuning om met de theoretische kaders uit de materialenbank aan het werk te gaan in de "
            "praktijk, als groei naar een ‘Poolsterschool’."
        ),
        "duration": None,
        "language": "nl",
        "levels": [],
    },
    {
        "slug": "opleiding-poolsterbeleid",
        "title": "Opleiding Poolsterbeleid",
        "kind": "opleiding",
        "url": "",
        "how": (
            "De opleiding hoort bij de ondersteuning door de PBD-GO!, onder ‘Opleiding en vorming’. We kennen er geen link voor."
        ),
        "provider": "PBD-GO!",
        "series": "",
        "position": None,
        "access": "public",
        "path": "",
        "description": (
            "Een opleiding met focus op onderwijskundig leiderschap. Integraal beleid, ontwikkeling als PLG, gedeeld "
            "leiderschap, onderzoekende houding en geïnformeerde praktijken komen er aan bod, net als vaardigheden zoals "
            "evidence-informed werken en de materialen van Leerpunt gebruiken."
        ),
        "duration": None,
        "language": "nl",
        "levels": [],
    },
    {
        "slug": "leerpunt-leidraden",
        "title": "Leidraden van Leerpunt",
        "kind": "leidraad",
        "url": "https://leerpunt.be/leidraden",
        "how": "",
        "provider": "Leerpunt",
        "series": "",
        "position": None,
        "access": "public",
        "path": "",
        "description": (
            "Aanbevelingen die onderbouwde kennis praktisch en toegankelijk maken. Onderwijsprofessionals vinden er ideeën, "
            "inspiratie en tips voor de praktijk, om zelf mee te starten en de kwaliteit van het onderwijs te verhogen."
        ),
        "duration": None,
        "language": "nl",
        "levels": [],
    },
    {
        "slug": "leerpunt-toolkit-leren-en-lesgeven",
        "title": "Toolkit Leren en lesgeven",
        "kind": "toolkit",
        "url": "https://leerpunt.be/aan-de-slag/toolkit-leren-lesgeven",
        "how": "",
        "provider": "Leerpunt",
        "series": "",
        "position": None,
        "access": "public",
        "path": "",
        "description": (
            "Een overzicht van wat onderwijsonderzoek zegt over 30 klaspraktijken die leerlingen in het lager en het secundair "
            "onderwijs kunnen helpen leren."
        ),
        "duration": None,
        "language": "nl",
        "levels": ["lager-onderwijs", "secundair-onderwijs"],
    },
    {
        "slug": "leerpunt-oproepen",
        "title": "Oproepen van Leerpunt",
        "kind": "oproep",
        "url": "https://leerpunt.be/oproepen",
        "how": "",
        "provider": "Leerpunt",
        "series": "",
        "position": None,
        "access": "public",
        "path": "",
        "description": (
            "Regelmatig lanceert het kenniscentrum oproepen over verschillende thema’s. Wie interesse heeft, kan intekenen en "
            "samen met anderen evidence-informed werken."
        ),
        "duration": None,
        "language": "nl",
        "levels": [],
    },
    {
        "slug": "startnotitie-sleutels-evidence-informed-werken",
        "title": "Startnotitie Sleutels voor evidence-informed werken",
        "kind": "document",
        "url": (
            "https://www.platformsamenonderzoeken.nl/wp-content/uploads/2020/11/Startnotitie-Sleutels-voor-evidence-informed-werken.pdf"
        ),
        "how": "",
        "provider": "Platform Samen Onderzoeken",
        "series": "",
        "position": None,
        "access": "public",
        "path": "",
        "description": "Een startnotitie met sleutels voor evidence-informed werken, als pdf.",
        "duration": None,
        "language": "nl",
        "levels": [],
    },
    {
        "slug": "wat-is-evidence-informed-werken",
        "title": "Wat is evidence informed werken?",
        "kind": "webpagina",
        "url": "https://www.platformsamenonderzoeken.nl/wat-is-evidence-informed-werken/",
        "how": "",
        "provider": "Platform Samen Onderzoeken",
        "series": "",
        "position": None,
        "access": "public",
        "path": "",
        "description": "Een pagina van Platform Samen Onderzoeken over wat evidence-informed werken is.",
        "duration": None,
        "language": "nl",
        "levels": [],
    },
    *example_resources.RESOURCES,
]

SOURCES = [
    {
        "slug": "wubbels-van-tartwijk-2017",
        "csl": {
            "type": "book",
            "title": "Classroom management: Deepening professionalism for teachers",
            "author": [{"family": "Wubbels", "given": "T."}, {"family": "Van Tartwijk", "given": "J."}],
            "issued": {"date-parts": [[2017]]},
            "publisher": "Routledge",
        },
    },
    *example_sources.SOURCES,
]
