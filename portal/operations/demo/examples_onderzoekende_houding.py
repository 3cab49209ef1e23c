"""Invented fiches about the theme onderzoekende-houding."""

from datetime import date

FICHES = [
    {
        "slug": "toetsresultaten-lezen-met-het-team-voorbeeld",
        "title": "Toetsresultaten lezen met het team (voorbeeld)",
        "standfirst": (
            "Cijfers zeggen pas iets als je er samen een vraag aan stelt. Deze fiche helpt je van een tabel naar een afspraak."
        ),
        "points": [
            "Formuleer eerst je vraag, open daarna pas de cijfers.",
            "Zeg wat je ziet voor je verklaart waarom.",
            "Leg er altijd iets anders naast: werk, gesprekken, je eigen indruk.",
            "Kies één ding om te veranderen.",
        ],
        "themes": ["onderzoekende-houding", "datagebruik"],
        "levels": ["lager-onderwijs", "secundair-1e-graad"],
        "audiences": ["schoolleider", "zorgcoordinator", "pedagogisch-begeleider", "leraar"],
        "tags": ["toetsen", "data", "overleg"],
        "authors": "Voorbeeldredactie",
        "reviewed": date(2026, 10, 5),
        "review_due": date(2027, 10, 4),
        "sections": [
            {
                "rubriek": "betekenis",
                "heading": "",
                "html": (
                    "<p>Een school heeft veel gegevens: toetsen, rapporten, notities, aanwezigheden. Een onderzoekende houding "
                    "betekent dat je er vragen aan stelt, en dat je bereid bent een antwoord te krijgen dat je niet had "
                    "verwacht.</p>"
                    "<p>Het helpt om in drie rondes te praten. In de eerste zegt iedereen alleen wat hij ziet. In de tweede "
                    "zoek je verklaringen. In de derde kies je wat je gaat proberen.</p>"
                ),
            },
            {
                "rubriek": "onderzoek",
                "heading": "",
                "html": (
                    "<p>In dit voorbeeld keken drie verzonnen auteurs mee op vergaderingen over cijfers (Voorbeeldauteur et "
                    "al., 2023). Ze merkten in hun verhaal dat teams snel verklaringen zoeken, en dan vooral buiten de "
                    "klas.</p>"
                    "<p>Voorbeeldauteur et al. (2023) stellen daarom een stille ronde voor: eerst schrijven, dan spreken. Dit "
                    "is geen echt onderzoek. Het toont wel hoe je bij drie of meer auteurs verwijst.</p>"
                ),
            },
            {
                "rubriek": "informatie",
                "heading": "",
                "html": (
                    "<p>Let op bij kleine groepen. In een klas van vijftien verandert één leerling het gemiddelde al. Kijk dus "
                    "naar leerlingen, niet alleen naar percentages, en bespreek namen enkel met wie ze hoort te kennen.</p>"
                ),
            },
            {
                "rubriek": "voorbeelden",
                "heading": "Hoe ziet dat eruit op school?",
                "html": (
                    "<p>In een verzonnen lagere school zag het team dat de helft van een klas vraagstukken oversloeg. De "
                    "eerste verklaring was dat ze niet konden rekenen. Zorgcoördinator Griet stelde voor om vijf leerlingen "
                    "hardop te laten nadenken.</p>"
                    "<p>Al na het derde kind was duidelijk dat de tekst van het vraagstuk het probleem was. Het team koos om "
                    "elke week één vraagstuk samen te lezen voor er gerekend wordt. In mei keken ze opnieuw.</p>"
                ),
            },
            {
                "rubriek": "ondersteuning",
                "heading": "",
                "html": (
                    "<p>Laat de eerste keer iemand het gesprek leiden die de klassen niet kent. Zo durft het team trager te "
                    "kijken.</p>"
                ),
            },
            {
                "rubriek": "verdieping",
                "heading": "",
                "html": (
                    "<p>Gebruik een vaste agenda van vijftig minuten. Wat er niet in past, is een vraag voor de volgende "
                    "keer.</p>"
                ),
            },
            {"rubriek": "bronnen", "heading": "", "html": "<p>De bron in deze lijst is verzonnen.</p>"},
        ],
        "resources": [
            {"slug": "agenda-databespreking-voorbeeld", "rubriek": "verdieping", "note": "Drie rondes op één blad."},
            {"slug": "gesprekken-leiden-voorbeeld", "rubriek": "ondersteuning", "note": "Om de rondes uit elkaar te houden."},
        ],
        "sources": ["voorbeeldauteur-demoschrijver-oefenaar-2023"],
        "rating": None,
    },
    {
        "slug": "een-vraag-uit-je-klas-onderzoeken-voorbeeld",
        "title": "Een vraag uit je klas onderzoeken (voorbeeld)",
        "standfirst": "Iets wringt in je klas en je wilt weten wat. Met een kleine vraag en twee weken tijd kom je al ver.",
        "points": [
            "Maak van een gevoel een vraag die je kunt bekijken.",
            "Verzamel weinig, maar kijk er goed naar.",
            "Vertel een collega wat je vond, ook als het tegenvalt.",
        ],
        "themes": ["onderzoekende-houding", "professionalisering"],
        "levels": [
            "buitengewoon-kleuteronderwijs",
            "buitengewoon-lager-onderwijs",
            "buitengewoon-secundair-onderwijs",
            "basisonderwijs",
        ],
        "audiences": ["leraar", "zorgcoordinator"],
        "tags": ["praktijkonderzoek", "observeren"],
        "authors": "Voorbeeldredactie",
        "reviewed": date(2026, 1, 26),
        "review_due": date(2027, 1, 25),
        "sections": [
            {
                "rubriek": "betekenis",
                "heading": "",
                "html": (
                    "<p>Je hoeft geen onderzoeker te zijn om onderzoekend te werken. Je doet het al als je je afvraagt waarom "
                    "een les liep zoals ze liep. Deze fiche maakt van die vraag een klein plan, dat je in twee weken "
                    "uitvoert.</p>"
                    "<ol><li><strong>Vraag.</strong> Wat wil ik weten, over wie en wanneer?</li>"
                    "<li><strong>Kijken.</strong> Welke drie momenten bekijk ik, en waarop let ik?</li>"
                    "<li><strong>Duiden.</strong> Met wie bespreek ik wat ik zag?</li>"
                    "<li><strong>Doen.</strong> Wat probeer ik anders, en hoelang?</li></ol>"
                ),
            },
            {
                "rubriek": "onderzoek",
                "heading": "",
                "html": (
                    "<p>In dit voorbeeld volgt een verzonnen masterproef vier leraren die een vraag uit hun eigen klas "
                    "uitwerken (Oefenaar, 2018). Volgens de auteur blijft het haalbaar als de vraag in één zin past en het "
                    "antwoord in één week te zien is.</p>"
                    "<p>De masterproef is bedacht. Zoek dus geen gegevens achter deze zinnen.</p>"
                ),
            },
            {
                "rubriek": "informatie",
                "heading": "",
                "html": (
                    "<p>Twijfel je of je vraag klein genoeg is? Lees ze voor aan een collega uit een andere klas. Kan die "
                    "raden wat je morgen gaat bekijken, dan is ze klaar.</p>"
                ),
            },
            {
                "rubriek": "voorbeelden",
                "heading": "Hoe ziet dat eruit op school?",
                "html": (
                    "<p>Juf Nele werkt in een verzonnen school voor buitengewoon lager onderwijs. Ze had het gevoel dat de "
                    "overgang na de speeltijd altijd moeilijk ging. Ze maakte er een vraag van: <em>hoeveel minuten duurt het "
                    "voor iedereen aan het werk is, en wie heeft hulp nodig?</em></p>"
                    "<p>Drie dagen lang noteerde haar collega de tijd. Het bleek om twee leerlingen te gaan, en om het moment "
                    "waarop de jassen uitgaan. Nele hing de kapstok elders en gaf die twee leerlingen elk een vaste taak.</p>"
                ),
            },
            {
                "rubriek": "ondersteuning",
                "heading": "",
                "html": (
                    "<p>Vraag een collega om mee te kijken. Twee mensen zien samen meer, en je hebt meteen iemand om mee te "
                    "praten.</p>"
                ),
            },
            {
                "rubriek": "verdieping",
                "heading": "",
                "html": (
                    "<p>Op het werkblad schrijf je je vraag in drie stappen uit. Bewaar het, want een vraag komt vaak terug.</p>"
                ),
            },
        ],
        "resources": [
            {
                "slug": "onderzoeksvraag-in-drie-stappen-voorbeeld",
                "rubriek": "verdieping",
                "note": "Om van een gevoel een vraag te maken.",
            },
            {"slug": "kijkwijzer-lesbezoek-voorbeeld", "rubriek": "ondersteuning", "note": "Voor de collega die meekijkt."},
        ],
        "sources": ["oefenaar-2018"],
        "rating": None,
    },
    {
        "slug": "een-leesclub-voor-leraren-voorbeeld",
        "title": "Een leesclub voor leraren (voorbeeld)",
        "standfirst": (
            "Eén keer per maand lees je met collega’s een kort artikel. Zo wordt onderzoek iets waar je samen over praat."
        ),
        "points": [
            "Kies een tekst die in drie kwartier te lezen en te bespreken is.",
            "Vertrek van een vraag die leeft in de klas.",
            "Eindig met wat je wel en niet overneemt, en waarom.",
        ],
        "themes": ["onderzoekende-houding", "professionalisering", "samenwerken-in-team"],
        "levels": ["deeltijds-kunstonderwijs", "volwassenenonderwijs", "hoger-onderwijs", "secundair-onderwijs"],
        "audiences": ["leraar", "pedagogisch-begeleider"],
        "tags": ["leesclub", "onderzoek lezen"],
        "authors": "Voorbeeldredactie",
        "reviewed": date(2026, 2, 23),
        "review_due": date(2027, 2, 22),
        "sections": [
            {
                "rubriek": "betekenis",
                "heading": "",
                "html": (
                    "<p>Onderzoek lezen lijkt iets voor wie veel tijd heeft. In een leesclub deel je dat werk. Iedereen leest "
                    "dezelfde korte tekst, en samen zoek je uit wat erin staat en wat dat voor jullie betekent.</p>"
                    "<p>Drie rollen houden het licht. Iemand kiest de tekst, iemand leidt het gesprek en iemand schrijft één "
                    "bladzijde voor de collega’s die er niet bij waren. Elke maand schuiven de rollen door.</p>"
                ),
            },
            {
                "rubriek": "onderzoek",
                "heading": "",
                "html": (
                    "<p>In dit voorbeeld beschrijft een verzonnen webpagina zonder datum hoe je een artikel leest van achter "
                    "naar voren: eerst het besluit, dan de vraag, dan pas de methode (Demoschrijver, z.d.).</p>"
                    "<p>Oefenaar (2018) laat in een even verzonnen masterproef leraren aan het woord die hun eigen klas naast "
                    "de tekst leggen. Neem deze zinnen niet over als waarheid: ze zijn voor deze fiche bedacht.</p>"
                ),
            },
            {
                "rubriek": "informatie",
                "heading": "",
                "html": (
                    "<p>Vijf vragen voor elk artikel:</p><ul><li>Wat wilden de auteurs weten?</li>"
                    "<li>Bij wie gingen ze kijken?</li>"
                    "<li>Wat vonden ze?</li>"
                    "<li>Lijkt dat op onze leerlingen?</li>"
                    "<li>Wat zouden wij ervan uitproberen?</li></ul>"
                ),
            },
            {
                "rubriek": "voorbeelden",
                "heading": "Hoe ziet dat eruit op school?",
                "html": (
                    "<p>In een verzonnen centrum voor volwassenenonderwijs komen zes leraren samen, de eerste donderdag van de "
                    "maand, met soep. Farida kiest deze keer een tekst over woordenschat. Na een halfuur weten ze dat de "
                    "studie over kinderen ging. Toch nemen ze één idee mee, en ze spreken af om te kijken of het bij "
                    "volwassenen ook iets doet.</p>"
                    "<p>De bladzijde die Joris ervan maakt, hangt een maand lang naast het kopieertoestel.</p>"
                ),
            },
            {
                "rubriek": "ondersteuning",
                "heading": "",
                "html": "<p>Een begeleider kan de eerste twee keren het gesprek leiden. Daarna doen jullie het zelf.</p>",
            },
            {
                "rubriek": "verdieping",
                "heading": "",
                "html": "<p>Lees je graag Engels? Dan vind je hieronder een stappenplan met dezelfde opbouw.</p>",
            },
        ],
        "resources": [
            {"slug": "begeleiding-leesclub-voorbeeld", "rubriek": "ondersteuning", "note": "Voor een vlotte start."},
            {"slug": "reading-research-as-a-team-voorbeeld", "rubriek": "verdieping", "note": "Een stappenplan in het Engels."},
            {"slug": "gesprekken-leiden-voorbeeld", "rubriek": "ondersteuning", "note": "Als je vaker groepen leidt."},
        ],
        "sources": ["demoschrijver-zd", "oefenaar-2018"],
        "rating": None,
    },
]
