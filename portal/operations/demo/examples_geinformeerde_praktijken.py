"""Invented fiches about the theme geinformeerde-praktijken."""

from datetime import date

FICHES = [
    {
        "slug": "feedback-die-leren-vooruithelpt-voorbeeld",
        "title": "Feedback die leren vooruithelpt (voorbeeld)",
        "standfirst": "Goede feedback zegt waar een leerling staat, waar hij naartoe gaat en wat de volgende stap is.",
        "points": [
            "Geef feedback op de taak, niet op de persoon.",
            "Maak tijd om er meteen iets mee te doen.",
            "Vraag de leerling om in eigen woorden te zeggen wat hij gaat veranderen.",
            "Geef minder, maar gerichter.",
        ],
        "themes": ["geinformeerde-praktijken", "feedback", "motivatie"],
        "levels": ["lager-onderwijs", "secundair-onderwijs"],
        "audiences": ["leraar", "pedagogisch-begeleider"],
        "tags": ["evaluatie", "feedback", "leerdoelen"],
        "authors": "Voorbeeldredactie",
        "reviewed": date(2026, 3, 30),
        "review_due": date(2027, 3, 29),
        "sections": [
            {
                "rubriek": "betekenis",
                "heading": "",
                "html": (
                    "<p>Feedback is informatie waar een leerling mee verder kan. Een punt op tien is dat zelden. Een korte "
                    "vraag in de marge kan het wel zijn, als er daarna tijd is om te herwerken.</p>"
                    "<p>Denk aan drie vragen: waar werk je naartoe, hoe ver sta je en wat doe je nu? Laat je één van de drie "
                    "weg, dan blijft de leerling met een oordeel zitten.</p>"
                ),
            },
            {
                "rubriek": "onderzoek",
                "heading": "",
                "html": (
                    "<p>In dit voorbeeld beschrijft een verzonnen boek feedback als een gesprek waarin de leerling het meeste "
                    "praat (Voorbeeldauteur, 2019a). In een artikel uit hetzelfde jaar gaat het over de vragen die een leraar "
                    "daarbij stelt (Voorbeeldauteur, 2019b).</p>"
                    "<p>Voorbeeldauteur (2019b) raadt vragen aan die om een voorbeeld vragen: toon me waar je twijfelde. De "
                    "letters na het jaartal houden de twee bronnen uit elkaar. Beide zijn bedacht.</p>"
                ),
            },
            {
                "rubriek": "informatie",
                "heading": "",
                "html": (
                    "<p>In de video hieronder zie je een gesprek van zes minuten. Tel eens hoeveel vragen de leraar stelt en "
                    "hoeveel oordelen ze uitspreekt. Doe daarna hetzelfde met een opname van jezelf.</p>"
                ),
            },
            {
                "rubriek": "voorbeelden",
                "heading": "Hoe ziet dat eruit op school?",
                "html": (
                    "<p>Leraar Noor geeft in een verzonnen secundaire school Nederlands in het derde jaar. Ze verbetert geen "
                    "volledige teksten meer. In elke tekst duidt ze één alinea aan en schrijft er één vraag bij. De leerlingen "
                    "krijgen twintig minuten om die alinea te herwerken.</p>"
                    "<p>Daarna ruilen ze van plaats en lezen ze elkaars twee versies. Noor gaat rond en noteert wat ze "
                    "volgende les opnieuw uitlegt.</p>"
                ),
            },
            {
                "rubriek": "ondersteuning",
                "heading": "",
                "html": (
                    "<p>Probeer het eerst met één klas en één soort taak. Bespreek na een maand met een collega wat je "
                    "leerlingen ermee deden.</p>"
                ),
            },
            {
                "rubriek": "verdieping",
                "heading": "",
                "html": (
                    "<p>De leidraad vat de aanpak samen in vijf vragen. Kies er één uit en gebruik die een week lang bij elke "
                    "taak.</p>"
                ),
            },
            {"rubriek": "bronnen", "heading": "", "html": "<p>De bronnen in deze lijst zijn verzonnen.</p>"},
        ],
        "resources": [
            {
                "slug": "feedbackgesprek-in-beeld-voorbeeld",
                "rubriek": "informatie",
                "note": "Zes minuten, om samen te bekijken.",
            },
            {"slug": "gesprekken-leiden-voorbeeld", "rubriek": "ondersteuning", "note": "Ook voor gesprekken met leerlingen."},
            {"slug": "feedback-in-vijf-vragen-voorbeeld", "rubriek": "verdieping", "note": "Kort: leg ze naast je taken."},
        ],
        "sources": ["voorbeeldauteur-2019-feedback", "voorbeeldauteur-2019-vragen"],
        "rating": {
            "strength": 4,
            "cost": 1,
            "impact": 5,
            "note": "Verzonnen scores. De kosten zijn laag ingeschat: je hebt vooral tijd in de les nodig.",
            "source": "voorbeeldgegevens",
            "url": "https://example.org/beoordelingen/feedback",
            "seen": date(2026, 3, 25),
        },
    },
    {
        "slug": "begrijpend-lezen-met-rijke-teksten-voorbeeld",
        "title": "Begrijpend lezen met rijke teksten (voorbeeld)",
        "standfirst": (
            "Praten over goede teksten, elke dag en in elk vak: zo kunnen leerlingen groeien in begrijpen wat ze lezen."
        ),
        "points": [
            "Kies teksten die iets te vertellen hebben.",
            "Praat over de inhoud, niet over de strategie alleen.",
            "Lees in alle vakken, en spreek daarover af met je collega’s.",
        ],
        "themes": ["geinformeerde-praktijken", "leesonderwijs"],
        "levels": ["lager-onderwijs", "secundair-1e-graad"],
        "audiences": ["leraar", "zorgcoordinator", "beleidsmedewerker"],
        "tags": ["begrijpend lezen", "woordenschat", "taalbeleid"],
        "authors": "Voorbeeldredactie",
        "reviewed": date(2026, 4, 27),
        "review_due": date(2027, 4, 26),
        "sections": [
            {
                "rubriek": "betekenis",
                "heading": "",
                "html": (
                    "<p>Een tekst begrijpen is meer dan vragen beantwoorden. Je verbindt wat er staat met wat je al weet, en "
                    "je merkt het als dat niet klopt. Daarvoor heb je woorden nodig, kennis van de wereld en een tekst die het "
                    "waard is.</p>"
                    "<p>Een rijke tekst heeft een echt onderwerp, gevarieerde zinnen en iets om over te praten. Je hoeft hem "
                    "niet makkelijk te maken. Je helpt leerlingen er wel in.</p>"
                ),
            },
            {
                "rubriek": "onderzoek",
                "heading": "",
                "html": (
                    "<p>In dit voorbeeld pleit een verzonnen rapport voor lezen in elk vak, met vaste gesprekken na het lezen "
                    "(Voorbeeldcentrum voor Onderwijs, 2022). Welke vragen daarbij passen, lees je in een verzonnen artikel "
                    "van Voorbeeldauteur (2019).</p>"
                    "<p>Gebruik deze zinnen niet als bewijs. In een echte fiche staat hier wat onderzoek vond, bij welke "
                    "leerlingen en hoe zeker dat is.</p>"
                ),
            },
            {
                "rubriek": "informatie",
                "heading": "",
                "html": (
                    "<p>Zo verloopt een gesprek van een kwartier:</p>"
                    "<ol><li>Lees een stuk voor, of laat per twee lezen.</li>"
                    "<li>Vraag wat er gebeurt, en waar dat staat.</li>"
                    "<li>Bespreek één moeilijk woord of één lange zin.</li>"
                    "<li>Vraag wat de schrijver volgens hen wilde.</li></ol>"
                ),
            },
            {
                "rubriek": "voorbeelden",
                "heading": "Hoe ziet dat eruit op school?",
                "html": (
                    "<p>Op de verzonnen basisschool De Kompasroos leest elke klas samen, elke dag om tien voor elf. Meester "
                    "Arne koos dit najaar voor teksten over water, ook in de les wereldoriëntatie. Zo komen dezelfde woorden "
                    "telkens terug.</p>"
                    "<p>Wie traag leest, hoort de tekst eerst een keer. Wie klaar is, zoekt een tweede tekst die de eerste "
                    "tegenspreekt.</p>"
                ),
            },
            {
                "rubriek": "ondersteuning",
                "heading": "",
                "html": (
                    "<p>Werk je graag samen met andere scholen? Dan is de oproep hieronder misschien iets voor je team.</p>"
                ),
            },
            {
                "rubriek": "verdieping",
                "heading": "",
                "html": (
                    "<p>Kies met je graad een thema voor zes weken en verzamel er tien teksten bij. De tekstkiezer helpt je "
                    "zoeken.</p>"
                ),
            },
        ],
        "resources": [
            {"slug": "tekstkiezer-voorbeeld", "rubriek": "verdieping", "note": "Kies eerst een thema, dan pas een niveau."},
            {
                "slug": "praten-over-teksten-voorbeeld",
                "rubriek": "verdieping",
                "note": "Vragen voor elke fase van het gesprek.",
            },
            {"slug": "elke-dag-samen-lezen-voorbeeld", "rubriek": "voorbeelden", "note": "Het hele verhaal van de school."},
            {
                "slug": "oproep-leesproject-voorbeeld",
                "rubriek": "ondersteuning",
                "note": "Voor scholen die samen willen uitproberen.",
            },
            {
                "slug": "begeleiding-leesclub-voorbeeld",
                "rubriek": "ondersteuning",
                "note": "Voor een team dat zelf ook wil lezen.",
            },
            {"slug": "kijkwijzer-lesbezoek-voorbeeld", "rubriek": "informatie", "note": "Om een leesgesprek bij te wonen."},
        ],
        "sources": ["voorbeeldcentrum-2022", "voorbeeldauteur-2019-vragen"],
        "rating": {
            "strength": 5,
            "cost": 2,
            "impact": 8,
            "note": "Verzonnen scores, om te tonen hoe een hoge beoordeling eruitziet.",
            "source": "voorbeeldgegevens",
            "url": "https://example.org/beoordelingen/lezen",
            "seen": date(2026, 4, 22),
        },
    },
    {
        "slug": "rust-bij-de-start-van-de-les-voorbeeld",
        "title": "Rust en duidelijkheid bij de start van de les (voorbeeld)",
        "standfirst": (
            "De eerste minuten bepalen hoe een les begint. Een vaste start geeft leerlingen houvast en jou ruimte om te kijken."
        ),
        "points": [
            "Sta bij de deur en begroet elke leerling.",
            "Geef meteen iets te doen.",
            "Zeg wat er komt, en houd je eraan.",
        ],
        "themes": ["geinformeerde-praktijken", "klasmanagement", "welbevinden"],
        "levels": ["secundair-1e-graad", "secundair-2e-graad", "buitengewoon-secundair-onderwijs"],
        "audiences": ["leraar"],
        "tags": ["routines", "startende leraren"],
        "authors": "Voorbeeldredactie",
        "reviewed": date(2026, 5, 4),
        "review_due": date(2027, 5, 3),
        "sections": [
            {
                "rubriek": "betekenis",
                "heading": "",
                "html": (
                    "<p>Klasmanagement is alles wat je doet om leren mogelijk te maken. Een groot deel daarvan gebeurt voor er "
                    "iets misloopt: hoe de banken staan, wat er op het bord staat, waar jij staat.</p>"
                    "<p>Een vaste start is een goed begin. Leerlingen weten wat ze moeten doen, en jij hoeft het niet telkens "
                    "te vragen. Dat maakt je ook vrij om even te zien wie er vandaag niet goed in zit.</p>"
                ),
            },
            {
                "rubriek": "onderzoek",
                "heading": "",
                "html": (
                    "<p>In dit voorbeeld beschrijft een verzonnen hoofdstuk hoe leraren een start inoefenen, net zoals ze "
                    "leerstof inoefenen (Verzonnen, 2020). Verzonnen (2020) raadt aan om er drie weken voor uit te trekken en "
                    "daarna pas iets te veranderen.</p>"
                    "<p>Wat je hier leest, is geen echte bevinding. De beoordeling bij deze fiche is ook bedacht: ze toont hoe "
                    "een negatieve score eruitziet.</p>"
                ),
            },
            {
                "rubriek": "informatie",
                "heading": "",
                "html": (
                    "<p>Bekijk de vier korte fragmenten met een collega. Wat doet de leraar, en wat doen de leerlingen zonder "
                    "dat iemand het vraagt?</p>"
                ),
            },
            {
                "rubriek": "voorbeelden",
                "heading": "Hoe ziet dat eruit op school?",
                "html": (
                    "<p>Tom geeft techniek in een verzonnen school. Zijn lessen begonnen rommelig, omdat leerlingen uit drie "
                    "gebouwen komen. Hij koos voor een startvraag op het bord, waar je alleen en in stilte aan werkt. Wie "
                    "later komt, begint gewoon ook.</p>"
                    "<p>De eerste week oefende hij het drie keer, met een knipoog. In de tweede week liet hij de leerlingen "
                    "zelf zeggen wat een goede start is. Ze schreven er drie afspraken over op een kaart die aan de deur "
                    "hangt.</p>"
                ),
            },
            {
                "rubriek": "ondersteuning",
                "heading": "",
                "html": (
                    "<p>Sta je pas voor de klas? Spreek met je mentor af om één week lang de start van elkaars les bij te "
                    "wonen. Een kwartier is genoeg.</p>"
                ),
            },
            {
                "rubriek": "verdieping",
                "heading": "Om te proberen",
                "html": (
                    "<ul><li>Noteer een week lang hoeveel tijd er gaat tussen de bel en de eerste opdracht.</li>"
                    "<li>Kies één stap die je wegneemt, zoals papieren uitdelen.</li>"
                    "<li>Vraag je leerlingen wat hen helpt om te beginnen.</li></ul>"
                ),
            },
        ],
        "resources": [
            {"slug": "de-eerste-tien-minuten-voorbeeld", "rubriek": "informatie", "note": "Vier fragmenten zonder commentaar."},
            {"slug": "afsprakenkaart-voorbeeld", "rubriek": "voorbeelden", "note": "De kaart die aan de deur hangt."},
            {"slug": "kijkwijzer-lesbezoek-voorbeeld", "rubriek": "ondersteuning", "note": "Gebruik alleen het eerste vak."},
        ],
        "sources": ["verzonnen-2020"],
        "rating": {
            "strength": 3,
            "cost": 1,
            "impact": -1,
            "note": "Verzonnen scores. Ze tonen hoe een negatieve impact eruitziet, meer niet.",
            "source": "voorbeeldgegevens",
            "url": "https://example.org/beoordelingen/start-van-de-les",
            "seen": date(2026, 4, 29),
        },
    },
    {
        "slug": "differentieren-zonder-drie-lessen-voorbeeld",
        "title": "Differentiëren zonder drie lessen te maken (voorbeeld)",
        "standfirst": "Eén doel voor de hele klas, verschillende wegen ernaartoe. Zo blijft differentiëren haalbaar.",
        "points": [
            "Houd het doel gelijk en varieer de hulp.",
            "Kijk tijdens de les wie wat nodig heeft.",
            "Laat groepen wisselen, elke week opnieuw.",
        ],
        "themes": ["geinformeerde-praktijken", "differentiatie"],
        "levels": ["basisonderwijs", "buitengewoon-basisonderwijs", "secundair-1e-graad"],
        "audiences": ["leraar", "zorgcoordinator"],
        "tags": ["differentiatie", "instructie"],
        "authors": "Voorbeeldredactie",
        "reviewed": date(2026, 6, 22),
        "review_due": date(2027, 6, 21),
        "sections": [
            {
                "rubriek": "betekenis",
                "heading": "",
                "html": (
                    "<p>Differentiëren wordt zwaar als je voor elke groep een eigen les maakt. Het kan lichter. Je kiest één "
                    "doel, en je denkt na over wat leerlingen onderweg kan helpen: meer uitleg, een voorbeeld, een maat om mee "
                    "te overleggen, of juist minder steun.</p>"
                    "<p>De klas blijft zo samen. Niemand zit een jaar lang in hetzelfde groepje, want wat je nodig hebt, "
                    "verschilt per doel.</p>"
                ),
            },
            {
                "rubriek": "onderzoek",
                "heading": "",
                "html": (
                    "<p>In dit voorbeeld noemt een verzonnen boek drie knoppen waaraan je kunt draaien: tijd, steun en "
                    "oefenstof (Demoschrijver, 2016). De auteur van het boek draait liever aan één knop tegelijk.</p>"
                    "<p>Demoschrijver (2016) bestaat niet, en het boek dus evenmin. De rubriek toont hoe je een idee uit een "
                    "bron in je eigen woorden weergeeft.</p>"
                ),
            },
            {
                "rubriek": "informatie",
                "heading": "",
                "html": (
                    "<p>Begin met een les die je al hebt:</p>"
                    "<ol><li>Schrijf het doel in één zin.</li>"
                    "<li>Bedenk een korte vraag die toont wie het al kan.</li>"
                    "<li>Leg hulp klaar die leerlingen zelf mogen nemen.</li>"
                    "<li>Plan vijf minuten om opnieuw uit te leggen, voor wie dat wil.</li></ol>"
                ),
            },
            {
                "rubriek": "voorbeelden",
                "heading": "Hoe ziet dat eruit op school?",
                "html": (
                    "<p>In een verzonnen tweede leerjaar werkt juf Saar met de hele klas aan klokkijken. Na tien minuten "
                    "steken leerlingen een groene of een gele kaart omhoog. Wie geel toont, komt bij haar aan de lage tafel. "
                    "De anderen werken met twee aan een opdracht die langzaam moeilijker wordt.</p>"
                    "<p>De volgende dag liggen de kaarten er opnieuw. Vaak zitten er dan andere kinderen aan de tafel.</p>"
                ),
            },
            {
                "rubriek": "ondersteuning",
                "heading": "",
                "html": (
                    "<p>Maak samen met een parallelcollega één les, en geef ze allebei. Vergelijk daarna welke hulp leerlingen "
                    "namen. Dat gesprek kost een halfuur en levert een les op die je volgend jaar opnieuw kunt gebruiken.</p>"
                ),
            },
            {
                "rubriek": "verdieping",
                "heading": "",
                "html": "<p>De leidraad hieronder is het derde deel van een reeks. Je kunt hem los lezen.</p>",
            },
        ],
        "resources": [
            {"slug": "een-les-drie-wegen-voorbeeld", "rubriek": "verdieping", "note": "Met een voorbeeldles om aan te passen."},
            {"slug": "toolkit-samen-lesgeven-voorbeeld", "rubriek": "ondersteuning", "note": "Voor wie met twee lesgeeft."},
        ],
        "sources": ["demoschrijver-2016"],
        "rating": {
            "strength": 2,
            "cost": 3,
            "impact": 2,
            "note": "Verzonnen scores. De impact hangt in dit voorbeeld af van hoe goed je tijdens de les kijkt.",
            "source": "voorbeeldgegevens",
            "url": "https://example.org/beoordelingen/differentieren",
            "seen": date(2026, 6, 15),
        },
    },
]
