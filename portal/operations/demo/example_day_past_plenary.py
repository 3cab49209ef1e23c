"""The invented day that is over: what everybody followed together."""

from portal.operations.demo.day_shapes import CLB, COLLEGE, COMPASS, GUIDANCE, SESSION, UNIVERSITY, WEATHERVANE, by

SESSIONS = [
    {
        **SESSION,
        "slug": "eerst-kijken-dan-pas-iets-vinden",
        "form": "keynote",
        "title": "Eerst kijken, dan pas iets vinden",
        "block": "keynote",
        "room": "Aula",
        "abstract": (
            "<p>Je loopt een klas binnen en binnen tien seconden heb je een mening. Aya Voorbeeldauteur toont drie foto’s en "
            "vraagt je om die mening nog even op te bergen. Wat staat er echt op? Wat heb jij erbij bedacht?</p>"
            "<p>Je oefent met je buur, en je gaat naar buiten met één vraag die je bij elk lesbezoek kunt stellen.</p>"
        ),
        "report": (
            "<p>Op de eerste foto staarde een jongen uit het raam. ‘Verstrooid’, schreven de meesten op hun kaart. Op de "
            "tweede foto, een halve minuut later genomen, zat hij te schrijven: hij had buiten de bomen geteld die in het "
            "vraagstuk stonden.</p>"
            "<p>Aya Voorbeeldauteur maakte van dat misverstand een werkwijze in drie stappen:</p><ol>"
            "<li><strong>Zeggen wat je ziet.</strong> Alleen woorden die ook op een foto passen.</li>"
            "<li><strong>Zeggen wat je denkt.</strong> Met ‘ik denk’ ervoor, zodat een ander iets anders mag denken.</li>"
            "<li><strong>Vragen wat je niet weet.</strong> Het liefst aan de leerling zelf.</li></ol>"
            "<p>Een directeur vroeg of dat niet te traag gaat voor een school met 600 leerlingen. Haar antwoord: ‘Te snel gaat "
            "ook traag. Dan doe je het gesprek later nog eens over.’</p>"
            "<blockquote><p>Een klas is geen bewijsstuk. Je mag er dus rustig nog eens naar kijken.</p></blockquote>"
        ),
        "takeaways": [
            "Welke zin in je laatste verslag van een lesbezoek past niet op een foto?",
            "Vraag deze week één leerling wat hij deed toen jij dacht dat hij niets deed.",
        ],
        "video": "https://example.org/materialen/opname-eerst-kijken",
        "materials": ["dias-eerst-kijken-voorbeeld", "opname-eerst-kijken-voorbeeld"],
        "fiches": ["een-vraag-uit-je-klas-onderzoeken-voorbeeld"],
        "sources": ["voorbeeldauteur-2019-vragen", "oefenaar-2018"],
        "themes": ["onderzoekende-houding"],
        "tags": ["observeren", "lesbezoek"],
        "people": [by("Aya Voorbeeldauteur", UNIVERSITY)],
    },
    {
        **SESSION,
        "slug": "zes-jaar-op-de-achterste-rij",
        "form": "interview",
        "title": "Zes jaar op de achterste rij",
        "block": "interview",
        "room": "Aula",
        "abstract": (
            "<p>Bram Demoschrijver bracht zes schooljaren door op een stoel achteraan in andermans klas. Cato Oefenaar vraagt "
            "hem wat hij daar verkeerd deed, en wat een team nodig heeft voor iemand die deur durft open te zetten.</p>"
        ),
        "report": (
            "<p>‘Het eerste jaar schreef ik alles op’, zei Bram Demoschrijver, ‘en niemand wilde het lezen.’ Pas toen hij zijn "
            "schrift na elke les aan de leraar gaf, kwamen de gesprekken los.</p>"
            "<p>Cato Oefenaar vroeg door over teams waar het niet lukte. Twee keer was de reden dezelfde: de bezoeken telden "
            "mee voor een evaluatie, en dat had niemand luidop gezegd. Sindsdien vraagt hij vooraf aan de directie om het "
            "tegendeel op papier te zetten.</p>"
            "<p>Wat hij anders zou doen? Minder klassen, vaker terugkomen. En de leerlingen vertellen waarom er een man op een "
            "te kleine stoel zit.</p>"
        ),
        "takeaways": [
            "Staat ergens op papier dat een lesbezoek van een collega geen evaluatie is?",
            "Geef je notities na de les aan wie je bezocht. Houd zelf niets bij.",
        ],
        "fiches": ["bij-elkaar-in-de-les-kijken-voorbeeld"],
        "sources": ["demoschrijver-oefenaar-2021"],
        "themes": ["samenwerken-in-team"],
        "tags": ["lesbezoek", "vertrouwen"],
        "people": [by("Bram Demoschrijver", COLLEGE, "interviewee"), by("Cato Oefenaar", GUIDANCE, "interviewer")],
    },
    {
        **SESSION,
        "slug": "open-space",
        "form": "open_space",
        "title": "Open space: zes vragen, zes tafels",
        "block": "open-space",
        "room": "Refter",
        "abstract": (
            "<p>Geen spreker, geen dia’s. Jij schrijft een vraag op een kaart en wie ze ook heeft, komt erbij zitten. Roos "
            "Papier legt de spelregels uit, houdt de klok bij en luidt halfweg de bel.</p>"
        ),
        "report": (
            "<p>Roos Papier telde 41 kaarten. Negentien gingen over tijd: te weinig, op het verkeerde moment, van iemand "
            "anders. Die kaarten kregen één tafel, want het bleek één vraag te zijn.</p>"
            "<p>Zes vragen haalden genoeg stippen. Bij de bel stond ongeveer een derde op om elders aan te schuiven; de tafel "
            "over smartphones moest stoelen bijhalen. Aan elke tafel schreef iemand mee op een flap, en met die flap maakte de "
            "gastheer of gastvrouw het verslag dat je hieronder leest.</p>"
        ),
        "takeaways": ["Leg op je volgende personeelsvergadering lege kaarten klaar in plaats van een agenda."],
        "materials": ["flappen-zes-gesprekstafels-voorbeeld"],
        "themes": ["samenwerken-in-team"],
        "tags": ["open space"],
        "people": [by("Roos Papier", GUIDANCE, "facilitator")],
    },
    {
        **SESSION,
        "slug": "panel-wie-mag-er-in-mijn-klas",
        "form": "panel",
        "title": "Wie mag er in mijn klas?",
        "block": "panel",
        "room": "Aula",
        "abstract": (
            "<p>Een directeur, een leraar, een onderzoeker en een CLB-medewerker over de klasdeur: wie mag binnen, wie klopt "
            "en wie blijft beter op de gang? Otis Verondersteld leidt het gesprek. De zaal stemt mee met een groene en een "
            "rode kaart.</p>"
        ),
        "report": (
            "<p>Bij de stelling ‘een directeur mag zonder kloppen binnen’ kleurde de zaal voor twee derde rood. Pia Zomaar, "
            "zelf directeur, stak ook rood op: zij klopt, en ze gaat weer weg als de leraar het hoofd schudt.</p>"
            "<p>Mira Fabel vertelde dat haar leerlingen intussen zelf bezoek vragen als ze ergens trots op zijn. Aya "
            "Voorbeeldauteur wilde weten wie de leerling toestemming vraagt. Daarop bleef het even stil.</p>"
            "<p>Nour Stelvoor vond dat het CLB vaak te laat wordt gebeld, en dat een bezoek dan als controle voelt. Het panel "
            "eindigde met één afspraak die alle vier willen proberen: de eerste bezoeker van het schooljaar komt om iets te "
            "leren, niet om iets te zeggen.</p>"
        ),
        "takeaways": [
            "Wie was dit jaar de eerste bezoeker in jouw klas, en waarvoor kwam die?",
            "Vraag je leerlingen wat ze willen tonen, en aan wie.",
        ],
        "fiches": ["leerlingen-mee-laten-beslissen-voorbeeld"],
        "sources": ["voorbeeldnetwerk-clb-2021"],
        "themes": ["gedeeld-leiderschap"],
        "tags": ["lesbezoek", "inspraak"],
        "people": [
            by("Otis Verondersteld", GUIDANCE, "moderator"),
            by("Pia Zomaar", WEATHERVANE),
            by("Mira Fabel", COMPASS),
            by("Aya Voorbeeldauteur", UNIVERSITY),
            by("Nour Stelvoor", CLB),
        ],
    },
]
