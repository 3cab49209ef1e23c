"""The one real fiche: every fact of the text it was made from, and no other."""

FICHE = {
    "slug": "geinformeerde-praktijken",
    "title": "Geïnformeerde praktijken",
    "standfirst": (
        "Wat onderzoek laat zien en wat jij uit de praktijk weet, samen gebruikt om elke leerling te laten groeien: zo vertaal "
        "je inzichten naar je eigen klas of school."
    ),
    "points": [
        "Je brengt kennis uit de praktijk en kennis uit onderzoek samen, zodat je handelen beter of rijker wordt.",
        "Geen twee klassen of scholen zijn gelijk: wat de wetenschap aanreikt, vertaal je naar je eigen context.",
        "Of je nu leraar, beleidsmedewerker of directeur bent: je kunt er meer geïnformeerd mee aan het werk.",
        (
            "Voorbeelden vind je op GO! PEN, ondersteuning bij de PBD-GO! en verdieping bij Leerpunt en Platform Samen "
            "Onderzoeken."
        ),
    ],
    "themes": ["geinformeerde-praktijken"],
    "levels": [],
    "audiences": ["leraar", "schoolleider", "beleidsmedewerker"],
    "tags": ["evidence-informed werken", "wetenschappelijk onderzoek", "praktijkkennis"],
    "authors": "PBD-GO!",
    "reviewed": None,
    "review_due": None,
    "sections": [
        {
            "rubriek": "betekenis",
            "heading": "",
            "html": (
                "<p>Elke leerling laten groeien en zijn talenten laten gebruiken: hoe haalt een school het beste in elke "
                "leerling naar boven? Voor het GO! is het daarbij belangrijk te weten wat volgens onderzoek echt werkt.</p>"
                "<p>Werken met geïnformeerde praktijken wil zeggen dat iedereen die in het onderwijs aan de slag is, zich door "
                "inzichten uit de wetenschap laat informeren. Daarmee geef je je eigen klas- of schoolpraktijk de best "
                "mogelijke vorm. Zo gaan leraren, beleidsmedewerkers en directeurs meer geïnformeerd te werk.</p>"
                "<p>Geen twee klassen of scholen zijn gelijk. Wat de wetenschap aanreikt, vertalen zij daarom naar de klas of "
                "de school waarin ze zelf staan. Dat geeft onderbouwd houvast, in welke klas of school ook, om iedere "
                "leerling zo veel mogelijk te laten openbloeien. En het helpt leerlingen, leraren, beleidsmedewerkers en "
                "directies om als professional nog te groeien.</p>"
            ),
        },
        {
            "rubriek": "onderzoek",
            "heading": "",
            "html": (
                "<p>We spreken van geïnformeerde praktijken, of evidence-informed werken, als je twee soorten kennis samen "
                "gebruikt: wat de praktijk je leert en wat (wetenschappelijk) onderzoek laat zien. Het doel: beter of rijker "
                "handelen in de praktijk. Het schoolteam legt die kennisbronnen naast de eigen praktijkcontext en gaat na "
                "welke delen uit praktijk of onderzoek het kan inzetten (Wubbels &amp; Van Tartwijk, 2017).</p>"
                "<p>Weten wat werkt, en met die kennis werken binnen de context van je school: zo kun je met je leerlingen "
                "meer bereiken.</p>"
                "<p>Binnen Ontwikkelkracht staat evidence-informed werken voor kiezen, telkens opnieuw: je richt het onderwijs "
                "in met goed onderbouwde keuzes. Die keuzes steunen op de beste kennis die er is, uit onderzoek en uit je "
                "eigen praktijk, en ze sluiten aan bij je eigen context.</p>"
            ),
        },
        {
            "rubriek": "informatie",
            "heading": "",
            "html": (
                "<p>Een video van 2 minuten zoomt kort in op geïnformeerde praktijken.</p>"
                "<p>Ook de materialenbank zelf helpt je verder: elke fiche heeft een rubriek ‘Vanuit evidence-informed "
                "onderzoek’.</p>"
            ),
        },
        {
            "rubriek": "voorbeelden",
            "heading": "",
            "html": (
                "<p>Scholen die werk maken van kwaliteitsvol onderwijs, tonen hoe ze dat doen op GO! PEN, het Praktijk "
                "Expertise Netwerk voor GO! professionals. Je vindt er verschillende inspirerende praktijkvoorbeelden. GO! PEN "
                "staat op de GO! navigator; volg daar <strong>GO! PEN &gt; kwaliteit voor iedereen</strong>.</p>"
            ),
        },
        {
            "rubriek": "ondersteuning",
            "heading": "Hoe kan ik worden ondersteund door de PBD-GO!?",
            "html": (
                "<p>Wil je de theoretische kaders uit de materialenbank omzetten in je eigen praktijk, en zo met je school "
                "groeien naar een ‘Poolsterschool’? Kijk dan in het begeleidingsplan van de PBD-GO!: daar vind je "
                "ondersteuning.</p>"
                "<p>De opleiding ‘Poolsterbeleid’ heeft een focus op onderwijskundig leiderschap. Deze vijf onderdelen komen "
                "er aan bod:</p><ul><li>integraal beleid</li>"
                "<li>ontwikkeling als PLG</li>"
                "<li>gedeeld leiderschap</li>"
                "<li>onderzoekende houding</li>"
                "<li>geïnformeerde praktijken</li></ul>"
                "<p>Ook aan vaardigheden wordt er gewerkt, zoals evidence-informed werken en de materialen van Leerpunt "
                "gebruiken.</p>"
            ),
        },
        {
            "rubriek": "verdieping",
            "heading": "",
            "html": (
                "<p>Bij Leerpunt vind je wetenschappelijk onderzoek over klaspraktijk in een samenvatting, met daarnaast "
                "relevant onderzoek uit Vlaanderen en voorbeelden uit de praktijk. De leidraden van Leerpunt vertalen "
                "onderbouwde kennis in aanbevelingen: praktisch en toegankelijk. De toolkit Leren en lesgeven zet het "
                "onderwijsonderzoek over 30 klaspraktijken op een rij. Wie samen met anderen evidence-informed wil werken, kan "
                "intekenen op de oproepen die Leerpunt regelmatig lanceert.</p>"
                "<p>Over evidence-informed werken zelf lees je meer bij Platform Samen Onderzoeken.</p>"
            ),
        },
    ],
    "resources": [
        {"slug": "video-geinformeerde-praktijken", "rubriek": "informatie", "note": ""},
        {
            "slug": "go-pen-kwaliteit-voor-iedereen",
            "rubriek": "voorbeelden",
            "note": "",
        },
        {
            "slug": "begeleidingsplan-pbd-go",
            "rubriek": "ondersteuning",
            "note": "",
        },
        {
            "slug": "opleiding-poolsterbeleid",
            "rubriek": "ondersteuning",
            "note": "Geïnformeerde praktijken is een van de vijf onderdelen.",
        },
        {"slug": "leerpunt-leidraden", "rubriek": "verdieping", "note": ""},
        {
            "slug": "leerpunt-toolkit-leren-en-lesgeven",
            "rubriek": "verdieping",
            "note": "",
        },
        {"slug": "leerpunt-oproepen", "rubriek": "verdieping", "note": ""},
        {
            "slug": "startnotitie-sleutels-evidence-informed-werken",
            "rubriek": "verdieping",
            "note": "",
        },
        {"slug": "wat-is-evidence-informed-werken", "rubriek": "verdieping", "note": ""},
    ],
    "sources": ["wubbels-van-tartwijk-2017"],
    "rating": None,
}
