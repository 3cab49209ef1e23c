"""Invented fiches about the theme ontwikkeling-als-plg."""

from datetime import date

FICHES = [
    {
        "slug": "teamteaching-samen-voor-de-klas-voorbeeld",
        "title": "Teamteaching: samen voor de klas (voorbeeld)",
        "standfirst": "Twee leraren, één groep. Dat vraagt afspraken over de les, over de rollen en over wie wat opvolgt.",
        "points": [
            "Kies een vorm die past bij het lesdoel.",
            "Bereid samen voor, ook al is het kort.",
            "Bespreek na de les wat leerlingen ervan leerden.",
        ],
        "themes": ["ontwikkeling-als-plg", "teamteaching"],
        "levels": ["lager-onderwijs", "secundair-1e-graad", "buitengewoon-secundair-onderwijs"],
        "audiences": ["leraar", "schoolleider", "pedagogisch-begeleider"],
        "tags": ["samen lesgeven", "co-teaching"],
        "authors": "Voorbeeldredactie",
        "reviewed": date(2026, 4, 13),
        "review_due": date(2027, 4, 12),
        "sections": [
            {
                "rubriek": "betekenis",
                "heading": "",
                "html": (
                    "<p>Bij teamteaching geven twee of meer leraren samen les aan één groep. De ene legt uit terwijl de andere "
                    "meekijkt, of ze werken elk met een deel van de klas. Er zijn veel vormen. Geen enkele is altijd de "
                    "beste.</p>"
                    "<p>Het verschil zit in de voorbereiding. Als beiden het lesdoel kennen en weten wat de ander doet, kunnen "
                    "ze sneller helpen. Zonder afspraak wordt de tweede leraar al gauw een toeschouwer.</p>"
                ),
            },
            {
                "rubriek": "onderzoek",
                "heading": "",
                "html": (
                    "<p>In dit voorbeeld volgden Demoschrijver en Oefenaar (2021) zes verzonnen klassen waarin leraren samen "
                    "lesgaven. Ze beschrijven hoe duo’s in het begin vooral taken verdelen en pas later over het leren van "
                    "leerlingen praten.</p>"
                    "<p>De verzonnen auteurs raden aan om de rollen regelmatig te wisselen (Demoschrijver &amp; Oefenaar, "
                    "2021). Lees dit niet als een echte bevinding: het artikel is bedacht voor deze fiche.</p>"
                ),
            },
            {
                "rubriek": "informatie",
                "heading": "",
                "html": (
                    "<p>Bekijk samen een fragment en zet het stil op het moment dat de rollen wisselen. Wat spraken deze twee "
                    "leraren volgens jou vooraf af? En wat zou jij anders doen?</p>"
                ),
            },
            {
                "rubriek": "voorbeelden",
                "heading": "Hoe ziet dat eruit op school?",
                "html": (
                    "<p>Kobe en Fatima geven in een verzonnen school samen wiskunde in het eerste jaar. Ze hebben één vast "
                    "halfuur om de week voor te bereiden. Daarin beantwoorden ze drie vragen:</p>"
                    "<ol><li>Wat moet elke leerling op het einde kunnen?</li>"
                    "<li>Wie legt uit, wie kijkt en wie helpt?</li>"
                    "<li>Waaraan zien we dat het lukt?</li></ol>"
                    "<p>Na de les sturen ze elkaar één zin: wat ik zag. Meer hoeft niet.</p>"
                ),
            },
            {
                "rubriek": "ondersteuning",
                "heading": "",
                "html": (
                    "<p>Spreek met je directie over het uurrooster. Een vast moment om samen voor te bereiden is de steun waar "
                    "duo’s het vaakst naar vragen, zeggen de verzonnen leraren in dit voorbeeld.</p>"
                ),
            },
            {
                "rubriek": "verdieping",
                "heading": "",
                "html": "<p>Probeer twee weken lang dezelfde vorm. Kies daarna pas een andere, zodat je kunt vergelijken.</p>",
            },
        ],
        "resources": [
            {"slug": "twee-leraren-een-les-voorbeeld", "rubriek": "informatie", "note": "Let op de afspraken vóór de les."},
            {
                "slug": "gesprekken-leiden-voorbeeld",
                "rubriek": "ondersteuning",
                "note": "Voor een nagesprek dat iets oplevert.",
            },
            {
                "slug": "toolkit-samen-lesgeven-voorbeeld",
                "rubriek": "verdieping",
                "note": "Zes vormen, met telkens een lesplan.",
            },
            {"slug": "kijkwijzer-lesbezoek-voorbeeld", "rubriek": "verdieping", "note": "Voor een collega die komt meekijken."},
        ],
        "sources": ["demoschrijver-oefenaar-2021"],
        "rating": {
            "strength": 2,
            "cost": 5,
            "impact": 3,
            "note": "Verzonnen scores. De kosten zijn hoog ingeschat omdat er twee leraren in de klas staan.",
            "source": "voorbeeldgegevens",
            "url": "https://example.org/beoordelingen/teamteaching",
            "seen": date(2026, 4, 10),
        },
    },
    {
        "slug": "bij-elkaar-in-de-les-kijken-voorbeeld",
        "title": "Bij elkaar in de les kijken (voorbeeld)",
        "standfirst": (
            "Een lesbezoek door een collega is geen beoordeling. Het is een paar extra ogen, met een vraag die jij kiest."
        ),
        "points": [
            "Wie bezoek krijgt, kiest de kijkvraag.",
            "Noteer wat je ziet, niet wat je ervan vindt.",
            "Praat dezelfde dag nog na, tien minuten is genoeg.",
        ],
        "themes": ["ontwikkeling-als-plg", "professionalisering", "samenwerken-in-team"],
        "levels": ["kleuteronderwijs", "lager-onderwijs", "secundair-onderwijs"],
        "audiences": ["leraar", "pedagogisch-begeleider"],
        "tags": ["lesbezoek", "collegiale visitatie"],
        "authors": "Voorbeeldredactie",
        "reviewed": date(2026, 5, 18),
        "review_due": date(2027, 5, 17),
        "sections": [
            {
                "rubriek": "betekenis",
                "heading": "",
                "html": (
                    "<p>Lesgeven doe je vaak zonder collega’s in de buurt. Daardoor weet je weinig van hoe zij het aanpakken, "
                    "en zij van jou. Een kort bezoek aan elkaars les verandert dat, op voorwaarde dat het veilig is voor wie "
                    "bezoek krijgt.</p>"
                    "<p>Daarom ligt de keuze bij de leraar die lesgeeft. Jij zegt waarnaar de ander moet kijken. Jij beslist "
                    "ook wie hoort wat er te zien was.</p>"
                ),
            },
            {
                "rubriek": "onderzoek",
                "heading": "",
                "html": (
                    "<p>In dit voorbeeld vergelijkt een verzonnen studie bezoeken met en zonder kijkvraag (Voorbeeldauteur "
                    "&amp; Van Voorbeeld, 2024). Met een kijkvraag gaan de gesprekken in dat verhaal vaker over leerlingen en "
                    "minder over de leraar.</p>"
                    "<p>Wat je hier leest, is geen onderzoeksresultaat. Het toont hoe een fiche een studie kort en voorzichtig "
                    "kan samenvatten.</p>"
                ),
            },
            {
                "rubriek": "informatie",
                "heading": "",
                "html": (
                    "<p>Een goede kijkvraag is klein. Bijvoorbeeld:</p><ul><li>Wie komt er aan het woord, en hoe vaak?</li>"
                    "<li>Wat doen leerlingen in de eerste minuut van een opdracht?</li>"
                    "<li>Hoe reageer ik als een antwoord niet klopt?</li></ul>"
                ),
            },
            {
                "rubriek": "voorbeelden",
                "heading": "Hoe ziet dat eruit op school?",
                "html": (
                    "<p>In een verzonnen kleuterschool gaan Lotte en Yusuf elke maand een kwartier bij elkaar kijken. Lotte "
                    "wilde weten of stille kleuters aan bod komen in de kring. Yusuf zette een streepje bij elke kleuter die "
                    "iets zei. Meer gaf hij niet terug dan dat blad.</p>"
                    "<p>Lotte koos zelf wat ze veranderde: eerst een minuut praten per twee, dan pas in de kring. Bij het "
                    "volgende bezoek telde Yusuf opnieuw.</p>"
                ),
            },
            {
                "rubriek": "ondersteuning",
                "heading": "",
                "html": (
                    "<p>Een begeleider kan het eerste gesprek leiden, zodat jullie daarna zonder hulp verder kunnen. Vraag aan "
                    "je directie wie de klas overneemt tijdens het bezoek.</p>"
                ),
            },
            {
                "rubriek": "verdieping",
                "heading": "",
                "html": (
                    "<p>Doe je het voor het eerst? Kies iemand bij wie je je goed voelt en beperk het bezoek tot een "
                    "kwartier.</p>"
                ),
            },
            {"rubriek": "bronnen", "heading": "", "html": "<p>De bron in deze lijst is verzonnen.</p>"},
        ],
        "resources": [
            {
                "slug": "gesprekken-leiden-voorbeeld",
                "rubriek": "ondersteuning",
                "note": "Oefen op luisteren zonder meteen raad te geven.",
            },
            {
                "slug": "kijkwijzer-lesbezoek-voorbeeld",
                "rubriek": "verdieping",
                "note": "Eén blad is genoeg voor een heel bezoek.",
            },
        ],
        "sources": ["voorbeeldauteur-van-voorbeeld-2024"],
        "rating": {
            "strength": 1,
            "cost": 2,
            "impact": 0,
            "note": "Verzonnen scores. De impact is hier nul: er is in dit voorbeeld geen verschil gemeten.",
            "source": "voorbeeldgegevens",
            "url": "https://example.org/beoordelingen/lesbezoek",
            "seen": date(2026, 5, 12),
        },
    },
    {
        "slug": "een-vakgroep-die-samen-voorbereidt-voorbeeld",
        "title": (
            "Een vakgroep die samen lessen voorbereidt, bij elkaar gaat kijken en leerlingenwerk bespreekt: hoe je er in één "
            "jaar een vaste gewoonte van maakt (voorbeeld)"
        ),
        "standfirst": (
            "Praat met je vakgroep over leerlingenwerk in plaats van over lijsten. Deze fiche toont een jaar in vijf "
            "bijeenkomsten."
        ),
        "points": [
            "Leg leerlingenwerk op tafel, geen agenda vol mededelingen.",
            "Houd elke bijeenkomst even lang en op een vast moment.",
            "Eindig met iets wat iedereen morgen in de klas kan proberen.",
        ],
        "themes": ["ontwikkeling-als-plg", "samenwerken-in-team", "professionalisering"],
        "levels": ["secundair-2e-graad", "secundair-3e-graad"],
        "audiences": ["leraar", "beleidsmedewerker"],
        "tags": ["vakgroep", "leerlingenwerk", "PLG"],
        "authors": "Voorbeeldredactie",
        "reviewed": date(2026, 6, 8),
        "review_due": date(2027, 6, 7),
        "sections": [
            {
                "rubriek": "betekenis",
                "heading": "",
                "html": (
                    "<p>Een vakgroep is een goede plek om samen te leren. Toch gaat de tijd vaak naar boekenlijsten en "
                    "planning. Je verandert dat door iets anders op tafel te leggen: het werk van leerlingen.</p>"
                    "<p>Wie samen naar een taak of toets kijkt, praat vanzelf over wat leerlingen begrijpen en over de les die "
                    "eraan voorafging. Zo groeit een vakgroep uit tot een groep die van elkaar leert.</p>"
                ),
            },
            {
                "rubriek": "onderzoek",
                "heading": "",
                "html": (
                    "<p>In dit voorbeeld noemen we geen bronnen. De tekst toont hoe een fiche eruitziet als ze alleen op "
                    "praktijkkennis steunt: de rubriek blijft staan, en zegt eerlijk dat er niets in staat om naar te "
                    "verwijzen.</p>"
                ),
            },
            {
                "rubriek": "informatie",
                "heading": "Een jaar in vijf bijeenkomsten",
                "html": (
                    "<ol><li><strong>September.</strong> Kies samen één doel waar leerlingen op vastlopen.</li>"
                    "<li><strong>November.</strong> Bereid met twee of drie een les voor rond dat doel.</li>"
                    "<li><strong>Januari.</strong> Ga bij elkaar kijken. Let alleen op de leerlingen.</li>"
                    "<li><strong>Maart.</strong> Breng werk van zes leerlingen mee en leg het naast elkaar.</li>"
                    "<li><strong>Mei.</strong> Beslis wat je houdt, en schrijf het op voor wie volgend jaar aansluit.</li></ol>"
                ),
            },
            {
                "rubriek": "voorbeelden",
                "heading": "Hoe ziet dat eruit op school?",
                "html": (
                    "<p>De verzonnen vakgroep Frans van leraar Ines koos voor spreekdurf. In november maakten ze samen een les "
                    "waarin leerlingen eerst per twee oefenen. In januari keken ze bij elkaar. Ze zagen dat leerlingen vooral "
                    "zwegen als de vraag te open was.</p>"
                    "<p>In maart luisterde de groep naar zes opnames. Daarna schreven ze twaalf startvragen die iedereen "
                    "sindsdien gebruikt. Het verslag van het hele jaar past op één blad.</p>"
                ),
            },
            {
                "rubriek": "ondersteuning",
                "heading": "",
                "html": (
                    "<p>Vraag de directie om vijf vaste momenten voor het schooljaar begint. Spreek ook af wie de bijeenkomst "
                    "leidt. Die rol mag wisselen.</p>"
                ),
            },
            {
                "rubriek": "verdieping",
                "heading": "",
                "html": (
                    "<p>Zoek je een manier om naar lessen te kijken? Lees dan de fiche <a "
                    'href="/fiches/bij-elkaar-in-de-les-kijken-voorbeeld/">Bij elkaar in de les kijken (voorbeeld)</a>. Die '
                    "past ook bij een hele vakgroep.</p>"
                ),
            },
        ],
        "resources": [],
        "sources": [],
        "rating": None,
    },
]
