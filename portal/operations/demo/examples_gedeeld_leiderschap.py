"""Invented fiches about the theme gedeeld-leiderschap."""

from datetime import date

FICHES = [
    {
        "slug": "leiderschap-delen-met-kernteams-voorbeeld",
        "title": "Leiderschap delen met kernteams (voorbeeld)",
        "standfirst": (
            "Een directeur hoeft niet alles te dragen. Een kernteam met een duidelijke opdracht beslist mee, en dat voelt het "
            "hele team."
        ),
        "points": [
            "Geef een kernteam één opdracht en een einddatum.",
            "Zeg vooraf wat het team mag beslissen.",
            "Maak tijd vrij: een opdracht zonder uren blijft liggen.",
        ],
        "themes": ["gedeeld-leiderschap", "samenwerken-in-team"],
        "levels": ["basisonderwijs", "secundair-onderwijs", "deeltijds-kunstonderwijs"],
        "audiences": ["schoolleider", "beleidsmedewerker", "leraar"],
        "tags": ["kernteam", "beslissen", "mandaat"],
        "authors": "Voorbeeldredactie",
        "reviewed": date(2026, 7, 6),
        "review_due": date(2027, 7, 5),
        "sections": [
            {
                "rubriek": "betekenis",
                "heading": "",
                "html": (
                    "<p>Gedeeld leiderschap betekent niet dat iedereen over alles meebeslist. Het betekent dat de mensen die "
                    "het dichtst bij een vraag staan, ook echt iets te zeggen hebben. Een kernteam is een manier om dat te "
                    "regelen.</p>"
                    "<p>Zo’n team telt vier tot zes mensen. Het krijgt een opdracht, een budget in uren en een datum waarop "
                    "het klaar is. De directeur blijft betrokken, maar zit niet aan het hoofd van de tafel.</p>"
                ),
            },
            {
                "rubriek": "onderzoek",
                "heading": "",
                "html": (
                    "<p>In dit voorbeeld onderscheidt een verzonnen boek drie soorten opdrachten: raad geven, voorbereiden en "
                    "beslissen (Verzonnen &amp; Demoschrijver, 2020). Teams lopen volgens de auteurs vast als niemand weet "
                    "welke van de drie het is.</p>"
                    "<p>Verzonnen en Demoschrijver (2020) stellen voor om de opdracht op één kaart te schrijven. Ook dat is "
                    "voorbeeldtekst, geen bevinding uit onderzoek.</p>"
                ),
            },
            {
                "rubriek": "informatie",
                "heading": "",
                "html": (
                    "<p>Op de kaart van een kernteam staan vijf regels:</p><ul><li>onze opdracht in één zin;</li>"
                    "<li>wat we mogen beslissen;</li>"
                    "<li>wie we zeker horen;</li>"
                    "<li>hoeveel tijd we krijgen;</li>"
                    "<li>wanneer we stoppen.</li></ul>"
                ),
            },
            {
                "rubriek": "voorbeelden",
                "heading": "Hoe ziet dat eruit op school?",
                "html": (
                    "<p>In een verzonnen academie wilde directeur Leen het onthaal van nieuwe leerlingen herbekijken. Ze vroeg "
                    "vier leraren en iemand van het secretariaat. Zij mochten zelf kiezen hoe de eerste les verloopt, zolang "
                    "het binnen de uren paste.</p>"
                    "<p>Na acht weken legde het team een voorstel voor. De andere leraren konden twee weken reageren. Daarna "
                    "hakte het kernteam de knoop door, en werd het ontbonden met taart.</p>"
                ),
            },
            {
                "rubriek": "ondersteuning",
                "heading": "",
                "html": (
                    "<p>Start je met een eerste kernteam? Laat je bijstaan bij het schrijven van de opdracht. Een scherpe "
                    "opdracht bespaart je later veel overleg, zegt de verzonnen begeleider in dit voorbeeld.</p>"
                ),
            },
            {
                "rubriek": "verdieping",
                "heading": "",
                "html": "<p>Bespreek met je beleidsteam welke beslissing van vorig jaar je beter had gedeeld, en met wie.</p>",
            },
        ],
        "resources": [
            {
                "slug": "wat-is-een-kernteam-voorbeeld",
                "rubriek": "informatie",
                "note": "Uitleg om aan het hele team te bezorgen.",
            },
            {"slug": "gesprekken-leiden-voorbeeld", "rubriek": "ondersteuning", "note": "Voor wie een kernteam trekt."},
        ],
        "sources": ["verzonnen-demoschrijver-2020"],
        "rating": None,
    },
    {
        "slug": "leraren-die-collegas-coachen-voorbeeld",
        "title": "Leraren die collega’s coachen (voorbeeld)",
        "standfirst": "Een collega die goed luistert en gerichte vragen stelt, kan je een hele stap vooruithelpen.",
        "points": [
            "Coachen is vragen stellen, niet voordoen hoe het moet.",
            "Deelname is een keuze, geen verplichting.",
            "Plan drie korte gesprekken in plaats van één lang.",
        ],
        "themes": ["gedeeld-leiderschap", "professionalisering"],
        "levels": ["lager-onderwijs", "secundair-onderwijs", "volwassenenonderwijs"],
        "audiences": ["leraar", "schoolleider", "pedagogisch-begeleider"],
        "tags": ["coaching", "startende leraren"],
        "authors": "Voorbeeldredactie",
        "reviewed": date(2026, 8, 24),
        "review_due": date(2027, 8, 23),
        "sections": [
            {
                "rubriek": "betekenis",
                "heading": "",
                "html": (
                    "<p>In elke school werken mensen die goed zijn in iets wat een ander nog zoekt. Collegiale coaching brengt "
                    "die twee samen. De coach geeft geen raad, maar helpt de ander om zelf een volgende stap te kiezen.</p>"
                    "<p>Daarmee geef je leraren een rol in het leiden van de school, zonder dat ze hun klas verlaten.</p>"
                ),
            },
            {
                "rubriek": "onderzoek",
                "heading": "",
                "html": (
                    "<p>In dit voorbeeld bundelt een verzonnen webpagina twaalf vragen voor een eerste gesprek "
                    "(Voorbeeldhogeschool, z.d.). De pagina heeft geen datum, en dat zie je aan de verwijzing.</p>"
                    "<p>Volgens een verzonnen boek werkt coaching als een vorm van leiding geven: je leidt door een ander te "
                    "laten groeien (Verzonnen &amp; Demoschrijver, 2020). Beide bronnen zijn bedacht.</p>"
                ),
            },
            {
                "rubriek": "voorbeelden",
                "heading": "Hoe ziet dat eruit op school?",
                "html": (
                    "<p>In een verzonnen centrum voor volwassenenonderwijs coacht Hilde twee nieuwe collega’s. Ze spreken drie "
                    "keer af, telkens een halfuur. De nieuwe leraar kiest het onderwerp. Hilde stelt vragen en noteert aan het "
                    "einde één afspraak.</p>"
                    "<blockquote><p>Ik dacht dat ik oplossingen moest geven. Nu wacht ik tien tellen langer, en komt het "
                    "antwoord vanzelf.</p></blockquote>"
                    "<p>Hilde is verzonnen, net als wat ze zegt. Tien tellen wachten kun je morgen wel proberen.</p>"
                ),
            },
            {
                "rubriek": "ondersteuning",
                "heading": "",
                "html": (
                    "<p>Wie wil coachen, heeft baat bij oefening. Zoek een collega en neem een gesprek van een kwartier op. "
                    "Luister samen terug en tel hoe vaak je een vraag stelt, en hoe vaak je raad geeft.</p>"
                ),
            },
            {
                "rubriek": "verdieping",
                "heading": "Vragen om mee te beginnen",
                "html": (
                    "<ul><li>Wat lukte deze week beter dan vorige week?</li>"
                    "<li>Waar bleef je aan denken na de les?</li>"
                    "<li>Wat wil je dat je leerlingen volgende maand kunnen?</li>"
                    "<li>Wat is de kleinste stap daarnaartoe?</li>"
                    "<li>Wie of wat kan je helpen?</li></ul>"
                ),
            },
        ],
        "resources": [
            {"slug": "presentatie-coachen-voorbeeld", "rubriek": "verdieping", "note": "Met vijf gespreksoefeningen."},
            {
                "slug": "gesprekken-leiden-voorbeeld",
                "rubriek": "ondersteuning",
                "note": "Twee dagen oefenen met andere coaches.",
            },
            {
                "slug": "kijkwijzer-lesbezoek-voorbeeld",
                "rubriek": "verdieping",
                "note": "Als je coachee je in de les uitnodigt.",
            },
        ],
        "sources": ["voorbeeldhogeschool-zd", "verzonnen-demoschrijver-2020"],
        "rating": {
            "strength": 0,
            "cost": 3,
            "impact": None,
            "note": "Verzonnen scores. Zonder bewijs valt de impact hier niet te bepalen.",
            "source": "voorbeeldgegevens",
            "url": "",
            "seen": date(2026, 8, 20),
        },
    },
    {
        "slug": "leerlingen-mee-laten-beslissen-voorbeeld",
        "title": "Leerlingen mee laten beslissen (voorbeeld)",
        "standfirst": (
            "Leerlingen leren beslissen door het te doen. Geef hen een echte vraag, een echt budget en een eerlijk antwoord."
        ),
        "points": [
            "Kies een vraag waarbij het antwoord nog openligt.",
            "Zorg dat ook stille leerlingen gehoord worden.",
            "Leg uit wat er met hun voorstel gebeurt, ook als het antwoord nee is.",
        ],
        "themes": ["gedeeld-leiderschap", "motivatie", "welbevinden"],
        "levels": ["secundair-1e-graad", "secundair-2e-graad", "secundair-3e-graad"],
        "audiences": ["leraar", "schoolleider", "clb-medewerker"],
        "tags": ["participatie", "leerlingenraad"],
        "authors": "Voorbeeldredactie",
        "reviewed": date(2026, 9, 14),
        "review_due": date(2027, 9, 13),
        "sections": [
            {
                "rubriek": "betekenis",
                "heading": "",
                "html": (
                    "<p>Participatie is meer dan een leerlingenraad met een verkiezing. Het gaat om de vraag waar leerlingen "
                    "invloed op hebben: op de speelplaats, op de regels, op hoe ze leren. Wie mee beslist, kan zich ook mee "
                    "verantwoordelijk voelen.</p>"
                    "<p>Er zijn vier treden: leerlingen weten het, ze geven hun mening, ze denken mee of ze beslissen. Zeg "
                    "altijd vooraf op welke trede een vraag staat. Niets ontmoedigt zo als een mening geven over iets wat al "
                    "vastligt.</p>"
                ),
            },
            {
                "rubriek": "onderzoek",
                "heading": "",
                "html": (
                    "<p>In dit voorbeeld beschrijft een verzonnen rapport gesprekken met leerlingen over hun welbevinden op "
                    "school (Voorbeeldnetwerk CLB, 2021). De leerlingen in dat verhaal vragen vooral om een antwoord: wat deed "
                    "de school met wat wij zeiden?</p>"
                    "<p>Het rapport bestaat niet. De vraag van die leerlingen kun je wel aan je eigen leerlingen "
                    "voorleggen.</p>"
                ),
            },
            {
                "rubriek": "voorbeelden",
                "heading": "Hoe ziet dat eruit op school?",
                "html": (
                    "<p>In een verzonnen secundaire school krijgt de leerlingenraad elk jaar een bedrag. Leerlingbegeleider "
                    "Ayoub helpt om voorstellen te verzamelen in alle klassen. De raad rekent ze uit en legt er drie voor aan "
                    "de hele school.</p>"
                    "<p>Vorig jaar won een stille plek om te lezen. De directie zei neen tegen een tweede voorstel en legde in "
                    "elke klas uit waarom. Dat gesprek duurde tien minuten per klas en leverde een beter voorstel op voor dit "
                    "jaar.</p>"
                ),
            },
            {
                "rubriek": "ondersteuning",
                "heading": "",
                "html": (
                    "<p>Zoek een collega die de raad wil begeleiden zonder hem te leiden. Spreek af hoeveel tijd daarvoor is. "
                    "Een begeleider van buiten kan een eerste vergadering mee voorbereiden met de leerlingen zelf.</p>"
                ),
            },
            {
                "rubriek": "verdieping",
                "heading": "Begin morgen",
                "html": (
                    "<ul><li>Vraag elke klas wat er op school anders mag, en geef binnen de week antwoord.</li>"
                    "<li>Laat leerlingen één keer per maand de laatste tien minuten van een les leiden.</li>"
                    "<li>Nodig twee leerlingen uit op een vergadering over hun speelplaats.</li></ul>"
                ),
            },
        ],
        "resources": [
            {
                "slug": "leerlingenraad-met-budget-voorbeeld",
                "rubriek": "voorbeelden",
                "note": "Zo verloopt een jaar, van oproep tot aankoop.",
            },
        ],
        "sources": ["voorbeeldnetwerk-clb-2021"],
        "rating": None,
    },
]
