"""Invented fiches about the theme integraal-beleid."""

from datetime import date

FICHES = [
    {
        "slug": "zorgbeleid-in-kleine-stappen-voorbeeld",
        "title": "Een zorgbeleid in kleine stappen (voorbeeld)",
        "standfirst": "Zorg lukt beter als het hele team weet wat er in de klas gebeurt, en wie wanneer mee aan tafel komt.",
        "points": [
            "Begin bij wat elke leraar in de eigen klas kan doen.",
            "Spreek af wanneer je hulp vraagt, en aan wie.",
            "Houd het overleg kort en vast, met één afspraak per leerling.",
        ],
        "themes": ["integraal-beleid", "welbevinden"],
        "levels": ["kleuteronderwijs", "lager-onderwijs"],
        "audiences": ["zorgcoordinator", "schoolleider", "clb-medewerker"],
        "tags": ["zorg", "overleg", "brede basiszorg"],
        "authors": "Voorbeeldredactie",
        "reviewed": date(2026, 1, 19),
        "review_due": date(2027, 1, 18),
        "sections": [
            {
                "rubriek": "betekenis",
                "heading": "",
                "html": (
                    "<p>Een zorgbeleid is geen map in de kast. Het is de manier waarop je school samen beslist wat een "
                    "leerling nodig heeft, wie dat opneemt en wanneer je bekijkt of het helpt. Als je dat goed afspreekt, "
                    "hoeft niemand het wiel opnieuw uit te vinden.</p>"
                    "<p>Deze fiche beschrijft drie kleine stappen. Je kunt ze los van elkaar zetten:</p>"
                    "<ol><li>Noteer wat er in elke klas al gebeurt voor alle leerlingen.</li>"
                    "<li>Spreek af vanaf wanneer een leraar een collega of de zorgcoördinator erbij haalt.</li>"
                    "<li>Plan een vast moment om terug te kijken.</li></ol>"
                ),
            },
            {
                "rubriek": "onderzoek",
                "heading": "",
                "html": (
                    "<p>In dit voorbeeld beschrijft een verzonnen boek hoe een schoolteam zijn zorg stap voor stap opbouwt "
                    "(Van Voorbeeld, 2022). De auteur raadt aan om bij de klas te beginnen, en pas daarna te kijken naar wie "
                    "er van buiten kan helpen.</p>"
                    "<p>Een even verzonnen rapport vraagt aandacht voor de stem van de leerling: laat hem zelf vertellen wat "
                    "helpt (Voorbeeldnetwerk CLB, 2021). Beide bronnen bestaan niet. Ze tonen hoe je in een fiche naar "
                    "onderzoek verwijst.</p>"
                ),
            },
            {
                "rubriek": "voorbeelden",
                "heading": "Hoe ziet dat eruit op school?",
                "html": (
                    "<p>In de verzonnen basisschool De Kompasroos komt zorgcoördinator Imane elke dinsdag twintig minuten "
                    "samen met twee leraren. Er ligt één vraag op tafel. Na tien minuten luisteren kiest de groep één ding om "
                    "te proberen. De directeur, Wout, zorgt dat er iemand in de klassen staat.</p>"
                    "<p>Drie weken later komt dezelfde leerling terug op de agenda. Helpt het, dan blijft de afspraak. Helpt "
                    "het niet, dan kiest de groep iets anders of schuift iemand van het CLB mee aan.</p>"
                ),
            },
            {
                "rubriek": "ondersteuning",
                "heading": "",
                "html": (
                    "<p>Je hoeft dit niet alleen te doen. Een begeleider kan een paar keer mee aan tafel zitten en achteraf "
                    "teruggeven wat hij zag. Vraag vooraf waarop je feedback wilt: op de agenda, op de rollen of op de "
                    "afspraken.</p>"
                ),
            },
            {
                "rubriek": "verdieping",
                "heading": "",
                "html": (
                    "<p>Wil je met je team verder praten? Leg deze vraag op tafel: <em>wat doen we al voor elke leerling, en "
                    "weten we dat van elkaar?</em></p>"
                ),
            },
            {"rubriek": "bronnen", "heading": "", "html": "<p>De bronnen in deze lijst zijn verzonnen.</p>"},
        ],
        "resources": [
            {
                "slug": "zorgoverleg-in-twintig-minuten-voorbeeld",
                "rubriek": "voorbeelden",
                "note": "Met de agenda die Imane gebruikt.",
            },
            {
                "slug": "begeleiding-zorgtraject-voorbeeld",
                "rubriek": "ondersteuning",
                "note": "Voor wie een jaar lang iemand wil die meekijkt.",
            },
            {
                "slug": "gesprekken-leiden-voorbeeld",
                "rubriek": "ondersteuning",
                "note": "Om een kort overleg ook kort te houden.",
            },
        ],
        "sources": ["van-voorbeeld-2022", "voorbeeldnetwerk-clb-2021"],
        "rating": None,
    },
    {
        "slug": "ict-voorbeeld",
        "title": "ICT (voorbeeld)",
        "standfirst": "Eerst de les, dan het toestel: zo wordt een ICT-plan een gesprek over leren.",
        "points": [
            "Vertrek van wat leerlingen moeten leren.",
            "Maak keuzes die elke leraar kan volhouden.",
            "Kijk elk jaar wat je kunt schrappen.",
        ],
        "themes": ["integraal-beleid", "ict"],
        "levels": ["basisonderwijs", "secundair-onderwijs"],
        "audiences": ["ict-coordinator", "schoolleider", "beleidsmedewerker"],
        "tags": ["ICT-plan", "mediawijsheid"],
        "authors": "Voorbeeldredactie",
        "reviewed": date(2026, 2, 9),
        "review_due": date(2027, 2, 8),
        "sections": [
            {
                "rubriek": "betekenis",
                "heading": "",
                "html": (
                    "<p>Een ICT-plan gaat zelden over toestellen alleen. Het zegt waarvoor je school technologie wil "
                    "gebruiken, wat je daarvoor nodig hebt en wat je bewust niet doet. Als dat helder is, weet een leraar wat "
                    "hij van de school mag verwachten, en omgekeerd.</p>"
                    "<p>Een goed plan past op twee bladzijden. Het beantwoordt vier vragen:</p><ul>"
                    "<li>Wat moeten leerlingen kunnen als ze hier vertrekken?</li>"
                    "<li>In welke lessen leren ze dat?</li>"
                    "<li>Wat hebben leraren nodig om die lessen te geven?</li>"
                    "<li>Wie houdt alles draaiend, en wie neemt over bij ziekte?</li></ul>"
                ),
            },
            {
                "rubriek": "onderzoek",
                "heading": "",
                "html": (
                    "<p>In dit voorbeeld stellen Oefenaar en Van Voorbeeld (2023) dat een plan pas leeft als leraren het mee "
                    "schrijven. Ze volgen in hun verzonnen boek vier scholen die hun plan elk jaar herlezen en telkens "
                    "minstens één punt schrappen.</p>"
                    "<p>Dit is voorbeeldtekst: het boek bestaat niet, en de scholen ook niet.</p>"
                ),
            },
            {
                "rubriek": "informatie",
                "heading": "",
                "html": (
                    "<p>Ben je nieuw als ICT-coördinator? Begin met een rondvraag bij vijf collega’s. Vraag niet wat ze "
                    "missen, maar welke les ze graag zouden geven. Uit hun antwoorden haal je misschien meer dan uit een lijst "
                    "met wensen.</p>"
                ),
            },
            {
                "rubriek": "voorbeelden",
                "heading": "Hoe ziet dat eruit op school?",
                "html": (
                    "<p>In een verzonnen scholengroep zit ICT-coördinator Bram elke maand een halfuur samen met twee leraren "
                    "en een beleidsmedewerker. Ze overlopen drie lessen waarin leerlingen iets nieuws deden met een toestel. "
                    "Wat werkt, krijgt een plaats in het plan. Wat te veel tijd kost, verdwijnt.</p>"
                    "<p>Voor toestellen die stukgaan, is er één afspraak die iedereen kent: je meldt het op één plaats en "
                    "krijgt dezelfde dag antwoord.</p>"
                ),
            },
            {
                "rubriek": "verdieping",
                "heading": "",
                "html": (
                    "<p>Zet je plan op een tijdlijn. Zo zie je snel of alles in september valt, en of de vorming komt vóór het "
                    "toestel er is. Bespreek de tijdlijn met het team voor je iets bestelt.</p>"
                ),
            },
        ],
        "resources": [
            {"slug": "planner-ict-plan-voorbeeld", "rubriek": "verdieping", "note": "Om je keuzes op één tijdlijn te zetten."},
        ],
        "sources": ["oefenaar-van-voorbeeld-2023"],
        "rating": None,
    },
    {
        "slug": "kwaliteitszorg-die-klopt-voorbeeld",
        "title": "Kwaliteitszorg die klopt met wat je doet (voorbeeld)",
        "standfirst": (
            "Je school doet al veel om goed onderwijs te geven. Kwaliteitszorg maakt zichtbaar wat daarvan werkt en wat beter "
            "kan."
        ),
        "points": [
            "Kies per jaar één vraag die er echt toe doet.",
            "Gebruik wat je al hebt voor je iets nieuws verzamelt.",
            "Vertel het team wat er met hun antwoorden gebeurt.",
            "Rond af: zeg wat je stopt, houdt of verandert.",
        ],
        "themes": ["integraal-beleid", "kwaliteitszorg"],
        "levels": ["lager-onderwijs", "buitengewoon-lager-onderwijs", "secundair-onderwijs"],
        "audiences": ["schoolleider", "beleidsmedewerker", "pedagogisch-begeleider"],
        "tags": ["zelfevaluatie", "kwaliteitskader"],
        "authors": "Voorbeeldredactie",
        "reviewed": date(2026, 3, 16),
        "review_due": date(2027, 3, 15),
        "sections": [
            {
                "rubriek": "betekenis",
                "heading": "",
                "html": (
                    "<p>Kwaliteitszorg klinkt als papier. Toch draait ze om iets eenvoudigs: weten of wat je doet, ook goed is "
                    "voor je leerlingen. Daarvoor heb je een vraag nodig, een manier om ernaar te kijken en de moed om iets te "
                    "veranderen.</p>"
                    "<p>Een vaste ronde helpt. Je kiest een vraag, je kijkt, je bespreekt wat je ziet en je spreekt iets af. "
                    "Daarna begint de ronde opnieuw, met een scherpere vraag.</p>"
                ),
            },
            {
                "rubriek": "onderzoek",
                "heading": "",
                "html": (
                    "<p>In dit voorbeeld noemen we geen bronnen. In een echte fiche lees je hier wat onderzoek vertelt over "
                    "scholen die zichzelf onder de loep nemen, met een verwijzing naar elke studie.</p>"
                    "<p>Staat er in een fiche geen bron, dan weet je dat de tekst op praktijkkennis steunt. Ook dat is eerlijk "
                    "om te zeggen.</p>"
                ),
            },
            {
                "rubriek": "informatie",
                "heading": "",
                "html": (
                    "<p>Deze vragen zijn een goede start:</p><ul>"
                    "<li>Wat willen we dit jaar over onze school te weten komen?</li>"
                    "<li>Welke gegevens hebben we al?</li>"
                    "<li>Wie kijkt mee, en wie ontbreekt aan tafel?</li>"
                    "<li>Wanneer beslissen we, en wie hoort het resultaat?</li></ul>"
                    '<p>Lees ook de fiche <a href="/fiches/geinformeerde-praktijken/">Geïnformeerde praktijken</a>.</p>'
                ),
            },
            {
                "rubriek": "voorbeelden",
                "heading": "Hoe ziet dat eruit op school?",
                "html": (
                    "<p>Directeur Samira van een verzonnen secundaire school stelde één vraag centraal: voelen nieuwe "
                    "leerlingen zich na zes weken thuis? Ze nam geen nieuwe vragenlijst. Ze las de notities van de "
                    "leerlingbegeleiders, sprak met acht leerlingen en vroeg de klastitularissen naar hun indruk.</p>"
                    "<p>Het team koos twee dingen: een vaste plaats om te eten in de eerste weken en een telefoontje naar huis "
                    "in week drie. In juni bekeken ze samen of dat de moeite was.</p>"
                    "<blockquote><p>We doen nu minder rondvragen, en we doen er meer mee.</p></blockquote>"
                    "<p>Ook dat citaat is verzonnen.</p>"
                ),
            },
            {
                "rubriek": "verdieping",
                "heading": "",
                "html": (
                    "<p>Hang het blad met de vier stappen op in de teamkamer. Schrijf er de vraag van dit jaar op en vul aan "
                    "wat je gaandeweg leert.</p>"
                ),
            },
        ],
        "resources": [
            {
                "slug": "kwaliteitscyclus-op-een-blad-voorbeeld",
                "rubriek": "verdieping",
                "note": "Om op te hangen en samen aan te vullen.",
            },
            {
                "slug": "agenda-databespreking-voorbeeld",
                "rubriek": "verdieping",
                "note": "Handig als je gegevens met het hele team bekijkt.",
            },
        ],
        "sources": [],
        "rating": None,
    },
]
