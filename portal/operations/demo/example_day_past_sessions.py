"""The invented day that is over: ten masterclasses in two rounds, one given twice and one that did not take place."""

from portal.operations.demo.day_shapes import ATHENEUM, CENTRE, CLB, COLLEGE, COMPASS, GUIDANCE, SESSION, WEATHERVANE, by

MASTERCLASS = {**SESSION, "form": "masterclass"}

FEEDBACK = {
    "title": "Feedback die een leerling gebruikt",
    "materials": ["vier-taken-twee-versies-voorbeeld", "feedback-in-vijf-vragen-voorbeeld"],
    "fiches": ["feedback-die-leren-vooruithelpt-voorbeeld"],
    "sources": ["voorbeeldauteur-2019-feedback"],
    "themes": ["feedback"],
    "tags": ["feedback", "schrijfvaardigheid"],
    "people": [by("Dries Verzonnen", ATHENEUM)],
}

SESSIONS = [
    {
        **MASTERCLASS,
        "slug": "vijf-minuten-op-bezoek",
        "number": 1,
        "title": "Vijf minuten op bezoek",
        "block": "ronde-een",
        "room": "Forum",
        "capacity": 60,
        "abstract": (
            "<p>Een heel lesuur vrijmaken om te gaan kijken lukt zelden. Vijf minuten wel. Fauve Van Voorbeeld toont hoe je "
            "met een kaartje en één vraag bij een collega binnengaat, en wat je nadien op de gang wel en niet zegt.</p>"
        ),
        "report": (
            "<p>Zestig mensen keken naar hetzelfde fragment van vijf minuten. De ene helft kreeg een kijkvraag, de andere "
            "niet. Zonder vraag ging het in de bespreking over de leraar; met vraag over drie leerlingen op de tweede rij.</p>"
            "<p>Daarna oefende iedereen het gesprekje op de gang. Fauve Van Voorbeeld zette er een zandloper van een minuut "
            "bij. ‘Zeg wat je zag, stel je vraag, en ga weg’, was haar raad. Wie langer wil praten, spreekt daarvoor af.</p>"
            "<p>Een groepje van De Windwijzer besloot om de kaartjes naast de koffiemachine te leggen.</p>"
        ),
        "takeaways": [
            "Met welke collega ruil je volgende week vijf minuten?",
            "Laat wie bezocht wordt de kijkvraag kiezen.",
        ],
        "materials": ["kijkkaart-vijf-minuten-voorbeeld", "kijkwijzer-lesbezoek-voorbeeld"],
        "fiches": ["bij-elkaar-in-de-les-kijken-voorbeeld"],
        "sources": ["voorbeeldauteur-van-voorbeeld-2024"],
        "themes": ["samenwerken-in-team", "professionalisering"],
        "tags": ["lesbezoek", "kijkwijzer"],
        "people": [by("Fauve Van Voorbeeld", GUIDANCE)],
    },
    {
        **MASTERCLASS,
        **FEEDBACK,
        "slug": "feedback-die-een-leerling-gebruikt",
        "number": 2,
        "block": "ronde-een",
        "room": "Lokaal 1.01",
        "capacity": 48,
        "abstract": (
            "<p>Je schrijft een avond lang opmerkingen in de kantlijn en krijgt dezelfde fouten terug. Dries Verzonnen legt "
            "telkens twee versies van een taak naast elkaar. Welke opmerking heeft de leerling gebruikt, en waarom net die?</p>"
        ),
        "report": (
            "<p>Vier taken gingen rond, elk in twee versies. De groep moest raden op welke opmerking de leerling iets had "
            "veranderd. Dat viel tegen: van de veertien opmerkingen bij de eerste taak waren er twee gebruikt.</p>"
            "<p>Die twee stonden allebei bij één zin, en ze zeiden wat de leerling kon doen. ‘Vaag’ werd nergens beter van. "
            "‘Wie zegt dit?’ wel. Dries Verzonnen geeft sindsdien hoogstens drie opmerkingen, en hij geeft ze terwijl er nog "
            "lestijd is om te herschrijven.</p>"
        ),
        "takeaways": [
            "Neem vijf verbeterde taken van vorige maand. Welke opmerking werd gebruikt?",
            "Plan het herschrijven in de les, vóór je de taak opgeeft.",
        ],
    },
    {
        **MASTERCLASS,
        "slug": "een-toets-lezen-zonder-te-schrikken",
        "number": 3,
        "title": "Een toets lezen zonder te schrikken",
        "block": "ronde-een",
        "room": "Lokaal 1.02",
        "capacity": 48,
        "abstract": (
            "<p>De resultaten komen binnen, iemand zegt ‘oei’ en het gesprek is voorbij. Met Gita Proefstuk en Hamza Denkbeeld "
            "open je een tabel pas als er een vraag op tafel ligt. Breng een toestel mee; de cijfers zijn verzonnen.</p>"
        ),
        "report": (
            "<p>De klas in de oefentabel telde 23 leerlingen, van Albatros tot Zwaluw. Eerst schreef elke groep een vraag op, "
            "daarna pas ging het rekenblad open. Twee groepen merkten dat hun vraag met deze toets niet te beantwoorden was. "
            "Dat vonden Gita Proefstuk en Hamza Denkbeeld de beste vondst van het uur.</p>"
            "<p>De discussie ging over leerling Merel: zwak op breuken, en afwezig in de week van de breuken. Wie alleen naar "
            "het gemiddelde keek, miste dat. ‘Leg altijd een tweede bron op tafel’, besloot Gita, ‘desnoods het "
            "aanwezigheidsregister.’</p>"
        ),
        "takeaways": [
            "Welke vraag had je team vóór de laatste toetsresultaten binnenkwamen?",
            "Wat leg je er de volgende keer naast?",
        ],
        "materials": ["oefentabel-klas-van-drieentwintig-voorbeeld", "agenda-databespreking-voorbeeld"],
        "fiches": ["toetsresultaten-lezen-met-het-team-voorbeeld"],
        "sources": ["voorbeeldauteur-demoschrijver-oefenaar-2023"],
        "themes": ["datagebruik", "onderzoekende-houding"],
        "tags": ["toetsen", "data"],
        "people": [by("Gita Proefstuk", CENTRE), by("Hamza Denkbeeld", CENTRE)],
    },
    {
        **MASTERCLASS,
        "slug": "met-twee-voor-een-klas",
        "number": 4,
        "title": "Met twee voor één klas",
        "block": "ronde-een",
        "room": "Bibliotheek",
        "capacity": 40,
        "abstract": (
            "<p>Twee leraren, 44 leerlingen en één lokaal waar de muur uit is. Het duo van De Kompasroos vertelt wie wat doet, "
            "wat misging in het eerste trimester en waarom er nu een wekkertje op de vensterbank staat.</p>"
        ),
        "report": (
            "<p>Het duo bracht zijn weekplanning mee, met in het rood wat geschrapt was. In september deden ze alles samen. In "
            "november liep de ene rond terwijl de andere sprak, en niemand had gekozen wie. Het wekkertje kwam uit dat "
            "gesprek: na twaalf minuten wisselen ze van rol.</p>"
            "<p>De zaal wilde vooral weten wat je doet als het niet klikt. ‘Dat op tijd zeggen, met een derde erbij’, was het "
            "antwoord. Bij hen is die derde de zorgcoördinator.</p>"
        ),
        "takeaways": [
            "Welke rol kies jij altijd als je met twee voor de klas staat?",
            "Spreek af wie de derde is, voor je hem nodig hebt.",
        ],
        "materials": ["twee-leraren-een-les-voorbeeld", "toolkit-samen-lesgeven-voorbeeld"],
        "fiches": ["teamteaching-samen-voor-de-klas-voorbeeld"],
        "sources": ["demoschrijver-oefenaar-2021"],
        "themes": ["teamteaching"],
        "tags": ["teamteaching", "rolverdeling"],
        "people": [{"person": "", "team": "Duo van het vierde leerjaar", "role": "speaker", "affiliation": COMPASS}],
    },
    {
        **MASTERCLASS,
        "slug": "van-de-gang-naar-de-eerste-zin",
        "number": 5,
        "title": "Van de gang naar de eerste zin",
        "block": "ronde-een",
        "room": "Atelier",
        "capacity": 36,
        "abstract": (
            "<p>Hoelang duurt het bij jou voor iedereen zit, en wat gebeurt er intussen? Ilse Maquette toont vier keer "
            "dezelfde klas bij vier leraren. Je bouwt een start die bij jouw lokaal past, tot en met de kapstok.</p>"
        ),
        "report": (
            "<p>In de vier fragmenten duurde de start tussen de 2 en de 11 minuten. De leerlingen waren dezelfde; de plaats "
            "waar de leraar stond niet. De twee leraren die aan de deur stonden te wachten, begonnen het snelst.</p>"
            "<p>Ilse Maquette liet elke deelnemer het eigen lokaal tekenen en er de route van één leerling in zetten. Een "
            "leraar wetenschappen zag dat haar klas elke les twee keer langs dezelfde kast moest. De kast verhuist.</p>"
        ),
        "takeaways": [
            "Meet drie dagen lang hoeveel minuten er tussen de bel en je eerste zin zitten.",
            "Teken de route van één leerling door je lokaal.",
        ],
        "materials": ["de-eerste-tien-minuten-voorbeeld", "afsprakenkaart-voorbeeld"],
        "fiches": ["rust-bij-de-start-van-de-les-voorbeeld"],
        "sources": ["verzonnen-2020"],
        "themes": ["klasmanagement"],
        "tags": ["start van de les", "routines"],
        "people": [by("Ilse Maquette", ATHENEUM)],
    },
    {
        **MASTERCLASS,
        **FEEDBACK,
        "slug": "feedback-die-een-leerling-gebruikt-tweede-keer",
        "number": 6,
        "block": "ronde-twee",
        "room": "Lokaal 1.01",
        "capacity": 48,
        "repeats": "feedback-die-een-leerling-gebruikt",
        "abstract": (
            "<p>Dezelfde vier taken als in masterclass 2, met een nieuwe groep. Dries Verzonnen legt telkens twee versies "
            "naast elkaar en jij zoekt welke opmerking de leerling vooruithielp.</p>"
        ),
        "report": (
            "<p>Na de middag zaten er meer leraren uit het lager onderwijs in de zaal, en het gesprek ging een andere kant op. "
            "Zij geven feedback vooral mondeling, tussen de banken. Maar weet een kind van acht een uur later nog wat je "
            "zei?</p>"
            "<p>Dries Verzonnen probeerde ter plekke iets uit: na elke opmerking zei zijn buur in eigen woorden wat hij nu "
            "ging doen. Bij de helft klopte dat niet met wat er gezegd was.</p>"
        ),
        "takeaways": [
            "Laat een leerling herhalen wat hij met je opmerking gaat doen.",
            "Kies in je team één taak waarbij niemand een cijfer geeft.",
        ],
    },
    {
        **MASTERCLASS,
        "slug": "lezen-tijdens-aardrijkskunde",
        "number": 7,
        "title": "Lezen tijdens aardrijkskunde",
        "block": "ronde-twee",
        "room": "Lokaal 1.02",
        "capacity": 48,
        "abstract": (
            "<p>Een bladzijde over riviermondingen telt al snel vijftien woorden die een leerling niet kent. Jules "
            "Bijvoorbeeld neemt het schoolboek van een ander vak en zoekt met jou welke drie woorden je uitlegt, en welke "
            "niet.</p>"
        ),
        "report": (
            "<p>‘Delta’ legden alle groepen uit. ‘Geleidelijk’ geen enkele, en net dat woord stond in vier van de zes vragen "
            "achteraan. Zo maakte Jules Bijvoorbeeld duidelijk dat de moeilijke woorden niet altijd de vakwoorden zijn.</p>"
            "<p>De leraren aardrijkskunde in de zaal waren niet allemaal overtuigd: wie lost op dat er dan minder leerstof aan "
            "bod komt? Jules gaf toe dat hij daar geen antwoord op heeft. Wel een proef: één bladzijde per maand, met het hele "
            "team dezelfde.</p>"
        ),
        "takeaways": ["Onderstreep in je volgende les de woorden die in de vragen terugkomen. Ken je klas ze?"],
        "materials": ["praten-over-teksten-voorbeeld"],
        "fiches": ["begrijpend-lezen-met-rijke-teksten-voorbeeld"],
        "sources": ["voorbeeldcentrum-2022"],
        "themes": ["leesonderwijs"],
        "tags": ["woordenschat", "lezen in alle vakken"],
        "people": [by("Jules Bijvoorbeeld", COLLEGE)],
    },
    {
        **MASTERCLASS,
        "slug": "coachen-zonder-raad-te-geven",
        "number": 8,
        "title": "Coachen zonder raad te geven",
        "block": "ronde-twee",
        "room": "Forum",
        "capacity": 60,
        "abstract": (
            "<p>Een collega vertelt over een moeilijke klas en voor je het weet, heb je drie oplossingen. Kaat Luchtkasteel "
            "laat je twintig minuten lang alleen vragen stellen. Dat is langer dan je denkt.</p>"
        ),
        "report": (
            "<p>Per drie: een spreekt, een vraagt, een telt de raad. Het record stond op negen tips in vijf minuten, verpakt "
            "als ‘heb je al eens geprobeerd om’. Kaat Luchtkasteel gaf de tellers een belletje, en toen viel het stil.</p>"
            "<p>Die stilte bleek nuttig. Zodra de vrager tot vijf telde, ging de spreker zelf verder. Achteraf vonden de "
            "meesten twee vragen genoeg: <em>wat heb je gezien?</em> en <em>wat wil jij dat er verandert?</em></p>"
        ),
        "takeaways": [
            "Tel in je volgende gesprek met een collega hoe vaak je raad geeft.",
            "Wacht vijf tellen voor je iets zegt.",
        ],
        "materials": ["presentatie-coachen-voorbeeld"],
        "fiches": ["leraren-die-collegas-coachen-voorbeeld"],
        "sources": ["voorbeeldhogeschool-zd"],
        "themes": ["gedeeld-leiderschap", "professionalisering"],
        "tags": ["coachen", "gesprekken"],
        "people": [by("Kaat Luchtkasteel", COLLEGE)],
    },
    {
        **MASTERCLASS,
        "slug": "zorgoverleg-op-een-half-blad",
        "number": 9,
        "title": "Zorgoverleg op een half blad",
        "block": "ronde-twee",
        "room": "Atelier",
        "capacity": 36,
        "cancelled": True,
        "abstract": (
            "<p>Zes mensen rond een tafel, één leerling, twintig minuten. Lowie Zogezegd heeft een formulier dat op een half "
            "blad past en vraagt wat je dan weglaat.</p>"
        ),
        "materials": ["zorgoverleg-in-twintig-minuten-voorbeeld"],
        "fiches": ["zorgbeleid-in-kleine-stappen-voorbeeld"],
        "sources": ["van-voorbeeld-2022"],
        "themes": ["integraal-beleid"],
        "tags": ["zorgoverleg"],
        "people": [by("Lowie Zogezegd", CLB)],
    },
    {
        **MASTERCLASS,
        "slug": "leerlingen-kijken-mee",
        "number": 10,
        "title": "Leerlingen kijken mee",
        "block": "ronde-twee",
        "room": "Bibliotheek",
        "capacity": 40,
        "abstract": (
            "<p>Wat ziet een leerling van tien als hij in een andere klas gaat kijken? Mira Fabel en Pia Zomaar lieten de "
            "leerlingenraad een week lang observeren, met toestemming van iedereen. Ze brengen de schriftjes mee.</p>"
        ),
        "report": (
            "<p>‘De juf vraagt altijd aan de ramenkant’, stond er in een schriftje. De juf zat in de zaal en had het zelf "
            "nooit gemerkt. Mira Fabel las nog elf zulke zinnen voor. Geen enkele ging over wie stout was.</p>"
            "<p>Pia Zomaar vertelde wat vooraf nodig is: leraren mogen nee zeggen, leerlingen schrijven geen namen op, en het "
            "schriftje gaat eerst naar de leraar. Twee leraren zeiden nee. Een van hen doet volgend jaar mee.</p>"
        ),
        "takeaways": [
            "Wat zou een leerling in jouw klas zien dat jij niet ziet?",
            "Vraag het eerst aan je leerlingenraad voor je het aan je team vraagt.",
        ],
        "materials": ["leerlingenraad-met-budget-voorbeeld"],
        "fiches": ["leerlingen-mee-laten-beslissen-voorbeeld"],
        "sources": ["voorbeeldnetwerk-clb-2021"],
        "themes": ["gedeeld-leiderschap", "onderzoekende-houding"],
        "tags": ["leerlingenparticipatie", "observeren"],
        "people": [by("Mira Fabel", COMPASS), by("Pia Zomaar", WEATHERVANE)],
    },
]
