"""The invented day that is over: the six tables of its open space, all of them in the room of the open space itself."""

from portal.operations.demo.day_shapes import ATHENEUM, CLB, COMPASS, GUIDANCE, SESSION, WEATHERVANE, by

TABLE = {**SESSION, "form": "table", "block": "open-space"}

SESSIONS = [
    {
        **TABLE,
        "slug": "tafel-1",
        "number": 1,
        "title": "Tijd om te kijken: waar haal je die?",
        "abstract": "<p>Onze uurroosters zitten vol. Wie vond toch een gaatje, en wat ging er dan uit?</p>",
        "report": (
            "<p>Drie scholen hadden een gaatje gevonden, elk anders. De ene schrapte een vergadering per maand. De andere laat "
            "de directeur twee lesuren per week invallen. In de derde school geven twee klassen samen turnen, zodat één leraar "
            "vrij is.</p>"
            "<p>Wat volgens de tafel niet werkt: het in de vrije uren vragen. Dan komen alleen de mensen die al kwamen.</p>"
        ),
        "takeaways": ["Welke vergadering zou niemand missen?"],
        "themes": ["professionalisering"],
        "tags": ["tijd", "uurrooster"],
        "people": [by("Sami Figuur", WEATHERVANE, "host"), by("Cato Oefenaar", GUIDANCE, "reporter")],
    },
    {
        **TABLE,
        "slug": "tafel-2",
        "number": 2,
        "title": "Smartphones: wat zien we echt?",
        "abstract": "<p>Iedereen heeft een mening over smartphones op school. Wie heeft er al eens geteld?</p>",
        "report": (
            "<p>Eén school had geteld: tijdens de middag lagen er 61 toestellen op tafel, en 40 daarvan met twee of meer "
            "leerlingen rond één scherm. De tafel schrok van dat tweede getal. ‘We dachten dat ze alleen zaten.’</p>"
            "<p>Over een verbod raakte niemand het eens. Wel over de volgorde: een week kijken, dan met leerlingen praten, en "
            "dan pas een regel schrijven.</p>"
        ),
        "takeaways": ["Tel een middag lang wat je ziet, voor je team over een regel stemt."],
        "fiches": ["ict-voorbeeld"],
        "themes": ["ict", "welbevinden"],
        "tags": ["smartphones"],
        "people": [by("Tess Schets", ATHENEUM, "host")],
    },
    {
        **TABLE,
        "slug": "tafel-3",
        "number": 3,
        "title": "Ik zag iets wat ik niet graag zag",
        "abstract": "<p>Je bezoekt een collega en een leerling wordt uitgelachen. Zeg je iets, en wanneer?</p>",
        "report": (
            "<p>De tafel maakte een verschil tussen onhandig en schadelijk. Is het onhandig, dan wacht je tot je collega er "
            "zelf over begint. Is het schadelijk voor een leerling, dan spreek je dezelfde dag nog, onder vier ogen.</p>"
            "<p>Moeilijker was de vraag wat je vooraf belooft. ‘Alles blijft tussen ons’ kun je niet altijd waarmaken. Beter "
            "is: ‘Wat ik zie, bespreek ik eerst met jou.’</p>"
        ),
        "takeaways": ["Wat beloof je aan een collega voor je gaat kijken?"],
        "fiches": ["bij-elkaar-in-de-les-kijken-voorbeeld"],
        "themes": ["samenwerken-in-team"],
        "tags": ["vertrouwen", "lesbezoek"],
        "people": [by("Umut Schijnbaar", CLB, "host")],
    },
    {
        **TABLE,
        "slug": "tafel-4",
        "number": 4,
        "title": "Kijken zonder gedeelde taal",
        "abstract": "<p>Een leerling is hier drie weken en spreekt geen Nederlands. Wat kun je over zijn leren te weten komen?</p>",
        "report": (
            "<p>Meer dan we dachten. Een kleuterleraar laat kinderen bouwen en ziet wie telt. In een OKAN-klas tekenen "
            "leerlingen hun vorige school; uit de tekening blijkt vaak hoe ze gewoon zijn te werken.</p>"
            "<p>De tafel waarschuwde voor één ding: een klasgenoot laten vertalen lijkt handig, maar maakt van een kind een "
            "tolk. Voor een gesprek over hoe het gaat, zoek je een volwassene.</p>"
        ),
        "takeaways": ["Geef een opdracht zonder woorden en kijk wat je over een nieuwe leerling te weten komt."],
        "themes": ["differentiatie"],
        "tags": ["nieuwkomers", "observeren"],
        "people": [by("Vera Bedacht", COMPASS, "host")],
    },
    {
        **TABLE,
        "slug": "tafel-5",
        "number": 5,
        "title": "Ouders in de klas",
        "abstract": "<p>Open klasdag of elke vrijdag welkom: wat zien ouders, en wat willen we dat ze zien?</p>",
        "report": (
            "<p>Een open klasdag toont de muren, vond de tafel, niet het leren. In de school van Wannes Voorlopig komen ouders "
            "op vrijdag het laatste kwartier binnen. Ze krijgen een rol: luisteren hoe hun kind iets uitlegt.</p>"
            "<p>Wie op vrijdag werkt, valt dan uit de boot. Daarom draait het moment dit jaar mee over de week. Of dat genoeg "
            "is, wist nog niemand.</p>"
        ),
        "takeaways": ["Welke ouders heb je nog nooit in je klas gezien, en op welk uur zouden zij wel kunnen?"],
        "tags": ["ouders"],
        "people": [by("Wannes Voorlopig", WEATHERVANE, "host")],
    },
    {
        **TABLE,
        "slug": "tafel-6",
        "number": 6,
        "title": "En dan heb je een schrift vol notities",
        "abstract": "<p>Wie bewaart wat er tijdens een lesbezoek genoteerd wordt? En wie mag het lezen?</p>",
        "report": (
            "<p>Aan deze tafel bewaarde bijna iedereen notities, en bijna niemand las ze terug. Een begeleider haalde haar "
            "oudste schrift boven: er stonden namen van leerlingen in die nu zelf lesgeven.</p>"
            "<p>De flap eindigde met drie regels. Schrijf geen namen op. Geef het blad aan wie je bezocht. Wat je toch "
            "bijhoudt, gaat op het einde van het schooljaar door de versnipperaar.</p>"
        ),
        "takeaways": ["Haal je schriften boven. Wat kan vandaag weg?"],
        "themes": ["onderzoekende-houding"],
        "tags": ["privacy", "notities"],
        "people": [by("Yara Denkspoor", GUIDANCE, "host")],
    },
]
