"""The invented day that is coming: its sessions, announced and not yet held. Jules Bijvoorbeeld has changed employer since the
day that is over."""

from portal.operations.demo.day_shapes import (
    ATHENEUM,
    CENTRE,
    CLB,
    COLLEGE,
    COMPASS,
    GUIDANCE,
    SESSION,
    UNIVERSITY,
    WEATHERVANE,
    by,
)

FIRST = {**SESSION, "form": "masterclass", "block": "ronde-een"}
SECOND = {**SESSION, "form": "masterclass", "block": "ronde-twee"}

TALK = {
    "title": "Een hele klas in gesprek over één tekst",
    "materials": ["fragment-een-klas-praat-over-een-tekst-voorbeeld", "praten-over-teksten-voorbeeld"],
    "fiches": ["begrijpend-lezen-met-rijke-teksten-voorbeeld"],
    "sources": ["voorbeeldauteur-2019-vragen"],
    "themes": ["leesonderwijs"],
    "tags": ["tekstgesprekken"],
    "people": [by("Gust Lettervreter", COLLEGE), by("Hilde Komma", COMPASS)],
}

SESSIONS = [
    {
        **SESSION,
        "slug": "het-boek-dat-niemand-begreep",
        "form": "keynote",
        "title": "Het boek dat niemand begreep",
        "block": "keynote",
        "room": "Grote Loods",
        "abstract": (
            "<p>Elias Luchtlezer leest een bladzijde voor uit een handleiding voor hoefsmeden. Daarna stelt hij vijf vragen, "
            "en je zult er vier juist hebben zonder iets te begrijpen.</p>"
            "<p>Zo vergaat het ook leerlingen die antwoorden kunnen overschrijven uit een tekst. Je hoort hoe je vragen "
            "herkent die je kunt beantwoorden zonder te lezen, en welke vraag wel iets laat zien. Hou je eigen bladzijde bij "
            "de hand.</p>"
        ),
        "fiches": ["begrijpend-lezen-met-rijke-teksten-voorbeeld"],
        "sources": ["voorbeeldcentrum-2022"],
        "themes": ["leesonderwijs"],
        "tags": ["begrijpend lezen", "vragen stellen"],
        "people": [by("Elias Luchtlezer", UNIVERSITY)],
    },
    {
        **FIRST,
        "slug": "hardop-denken-bij-een-tekst",
        "number": 1,
        "title": "Hardop denken bij een tekst",
        "room": "Zaal Noord",
        "capacity": 36,
        "abstract": (
            "<p>Wat doe jij als je een zin niet begrijpt? Je leest terug, je gokt, je kijkt naar de tekening. Leerlingen zien "
            "dat niet. Jules Bijvoorbeeld leert je om het luidop te doen, drie zinnen lang.</p>"
            "<p>Je oefent met je eigen bladzijde en hoort van een collega waar je te veel uitlegt.</p>"
        ),
        "materials": ["voor-je-komt-elke-leraar-leest-mee-voorbeeld"],
        "fiches": ["begrijpend-lezen-met-rijke-teksten-voorbeeld"],
        "sources": ["voorbeeldcentrum-2022"],
        "themes": ["leesonderwijs"],
        "tags": ["hardop denken", "lezen in alle vakken"],
        "people": [by("Jules Bijvoorbeeld", UNIVERSITY)],
    },
    {
        **FIRST,
        "slug": "drie-woorden-vooraf",
        "number": 2,
        "title": "Drie woorden vooraf",
        "room": "Zaal Oost",
        "capacity": 32,
        "abstract": (
            "<p>Leg je moeilijke woorden uit voor het lezen, tijdens het lezen of helemaal niet? Tess Schets heeft een lijst "
            "van achttien woorden bij zich en laat je er vijftien schrappen. Over de laatste drie mag je ruziemaken.</p>"
        ),
        "themes": ["leesonderwijs"],
        "tags": ["woordenschat"],
        "people": [by("Tess Schets", ATHENEUM)],
    },
    {
        **FIRST,
        "slug": "voorlezen-aan-kinderen-die-al-kunnen-lezen",
        "number": 3,
        "title": "Voorlezen aan kinderen die al kunnen lezen",
        "room": "Zaal Zuid",
        "capacity": 32,
        "abstract": (
            "<p>Na het tweede leerjaar stopt het voorlezen vaak. Fatima Romandier gaat ermee door tot de laatste schooldag. Ze "
            "brengt zes boeken mee en leest uit elk de eerste bladzijde. Daarna beslissen jullie welk boek ze uitleest, zoals "
            "je dat ook met een klas kunt doen.</p>"
        ),
        "materials": ["elke-dag-samen-lezen-voorbeeld", "tekstkiezer-voorbeeld"],
        "fiches": ["begrijpend-lezen-met-rijke-teksten-voorbeeld"],
        "themes": ["leesonderwijs", "motivatie"],
        "tags": ["voorlezen", "leesplezier"],
        "people": [by("Fatima Romandier", COMPASS)],
    },
    {
        **FIRST,
        "slug": "lezen-in-de-wiskundeles",
        "number": 4,
        "title": "Lezen in de wiskundeles",
        "room": "Zaal West",
        "capacity": 32,
        "abstract": (
            "<p>‘Hoeveel blijft er over’ is geen rekentaal, en toch hangt de oplossing eraan vast. Met Hamza Denkbeeld ontleed "
            "je vier vraagstukken waar goede rekenaars op struikelen. Je herschrijft er één, zonder het gemakkelijker te "
            "maken.</p>"
        ),
        "materials": ["woordkaarten-wiskunde-voorbeeld"],
        "fiches": ["differentieren-zonder-drie-lessen-voorbeeld"],
        "sources": ["demoschrijver-2016"],
        "themes": ["leesonderwijs", "differentiatie"],
        "tags": ["wiskunde", "vraagstukken"],
        "people": [by("Hamza Denkbeeld", CENTRE)],
    },
    {
        **FIRST,
        **TALK,
        "slug": "een-hele-klas-in-gesprek",
        "number": 5,
        "room": "Zaal Haven",
        "capacity": 28,
        "abstract": (
            "<p>Jij stelt een vraag, één leerling antwoordt, jij zegt ‘goed’ en het gesprek is uit. Gust Lettervreter en Hilde "
            "Komma tonen een klas waar het anders loopt, en leggen het beeld elke minuut stil: wat had jij nu gezegd?</p>"
            "<p>Je gaat naar huis met drie zinnetjes die een gesprek openhouden.</p>"
        ),
    },
    {
        **FIRST,
        "slug": "nieuw-in-de-taal-nieuw-in-het-boek",
        "number": 6,
        "title": "Nieuw in de taal, nieuw in het boek",
        "room": "Zaal Kade",
        "capacity": 24,
        "abstract": (
            "<p>Een leerling is een jaar in het land en krijgt hetzelfde handboek als de rest. Imane Voetnoot laat zien hoe je "
            "een bladzijde ondersteunt met tekeningen, een tijdlijn of de thuistaal, en waarom een kortere tekst niet altijd "
            "een eenvoudiger tekst is.</p>"
        ),
        "fiches": ["differentieren-zonder-drie-lessen-voorbeeld"],
        "themes": ["differentiatie", "leesonderwijs"],
        "tags": ["nieuwkomers", "thuistaal"],
        "people": [by("Imane Voetnoot", CLB)],
    },
    {
        **SECOND,
        **TALK,
        "slug": "een-hele-klas-in-gesprek-tweede-keer",
        "number": 7,
        "room": "Zaal Noord",
        "capacity": 40,
        "repeats": "een-hele-klas-in-gesprek",
        "abstract": (
            "<p>De herhaling van masterclass 5, in een grotere zaal. Gust Lettervreter en Hilde Komma leggen het beeld van een "
            "klasgesprek elke minuut stil: wat had jij nu gezegd?</p>"
        ),
    },
    {
        **SECOND,
        "slug": "een-leesclub-met-soep",
        "number": 8,
        "title": "Een leesclub met soep",
        "room": "Zaal Oost",
        "capacity": 36,
        "abstract": (
            "<p>Eén artikel, zes leraren, drie kwartier. Joppe Kantlijn leest met jullie een kort artikel van achter naar "
            "voren en verdeelt de rollen. Op het einde beslis je samen wat je ervan gelooft. De soep is die van de lunch.</p>"
        ),
        "materials": ["begeleiding-leesclub-voorbeeld", "reading-research-as-a-team-voorbeeld"],
        "fiches": ["een-leesclub-voor-leraren-voorbeeld"],
        "sources": ["demoschrijver-zd"],
        "themes": ["onderzoekende-houding", "samenwerken-in-team"],
        "tags": ["leesclub", "onderzoek lezen"],
        "people": [by("Joppe Kantlijn", WEATHERVANE)],
    },
    {
        **SECOND,
        "slug": "van-leesplan-naar-lesrooster",
        "number": 9,
        "title": "Van leesplan naar lesrooster",
        "room": "Zaal Zuid",
        "capacity": 36,
        "abstract": (
            "<p>Het leesplan is af en ligt in een kast. Lieve Leesteken werkt met je uurrooster: waar komt het eerste "
            "kwartier, wie geeft het en wat laat je vallen? Kom met twee uit dezelfde school als dat kan.</p>"
        ),
        "materials": ["kwaliteitscyclus-op-een-blad-voorbeeld"],
        "fiches": ["kwaliteitszorg-die-klopt-voorbeeld"],
        "themes": ["integraal-beleid", "kwaliteitszorg"],
        "tags": ["leesbeleid", "uurrooster"],
        "people": [by("Lieve Leesteken", GUIDANCE)],
    },
    {
        **SECOND,
        "slug": "wat-een-leestoets-niet-zegt",
        "number": 10,
        "title": "Wat een leestoets niet zegt",
        "room": "Zaal West",
        "capacity": 36,
        "abstract": (
            "<p>Een score van 14 op 20 kan traag en juist zijn, of snel en gegokt. Gita Proefstuk legt vijf toetsen met "
            "dezelfde score naast elkaar. Je zoekt per leerling welk gesprek je zou voeren voor je iets oefent.</p>"
        ),
        "materials": ["agenda-databespreking-voorbeeld"],
        "fiches": ["toetsresultaten-lezen-met-het-team-voorbeeld"],
        "sources": ["voorbeeldauteur-demoschrijver-oefenaar-2023"],
        "themes": ["datagebruik", "leesonderwijs"],
        "tags": ["toetsen", "leestoets"],
        "people": [by("Gita Proefstuk", CENTRE)],
    },
    {
        **SECOND,
        "slug": "met-zijn-tweeen-boven-een-boek",
        "number": 11,
        "title": "Met zijn tweeën boven een boek",
        "room": "Zaal Haven",
        "capacity": 32,
        "abstract": (
            "<p>Een zesdejaars en een eersteklasser, tien minuten, vier keer per week. Het leesteam van De Windwijzer vertelt "
            "hoe je de duo’s vormt, wat je de oudste leert en waarom de jongste het boek kiest.</p>"
        ),
        "materials": ["oproep-leesproject-voorbeeld"],
        "fiches": ["begrijpend-lezen-met-rijke-teksten-voorbeeld"],
        "themes": ["leesonderwijs", "motivatie"],
        "tags": ["duolezen", "leesplezier"],
        "people": [{"person": "", "team": "Leesteam De Windwijzer", "role": "speaker", "affiliation": WEATHERVANE}],
    },
    {
        **SESSION,
        "slug": "open-space",
        "form": "open_space",
        "title": "Open space: jij kiest het onderwerp",
        "block": "open-space",
        "room": "Grote Loods",
        "abstract": (
            "<p>Waar heb je vandaag nog niemand over gehoord? Schrijf het tijdens de lunch op een kaart. Roos Papier maakt er "
            "tafels van. Je mag van tafel wisselen, je mag ook een uur lang aan dezelfde blijven zitten.</p>"
        ),
        "themes": ["samenwerken-in-team"],
        "tags": ["open space"],
        "people": [by("Roos Papier", GUIDANCE, "facilitator")],
    },
    {
        **SESSION,
        "slug": "panel-is-iedereen-taalleraar",
        "form": "panel",
        "title": "Is iedereen taalleraar?",
        "block": "panel",
        "room": "Grote Loods",
        "abstract": (
            "<p>Ja, zeggen de plannen. Nee, zegt de leraar mechanica die 26 leerlingen aan een draaibank heeft staan. Cato "
            "Oefenaar legt de vraag voor aan een leraar lichamelijke opvoeding, een directeur, een onderzoeker en een "
            "begeleider. Aan het einde noem je zelf één les van volgende week waarin je met je leerlingen gaat lezen.</p>"
        ),
        "sources": ["voorbeeldcentrum-2022"],
        "themes": ["leesonderwijs", "gedeeld-leiderschap"],
        "tags": ["lezen in alle vakken"],
        "people": [
            by("Cato Oefenaar", GUIDANCE, "moderator"),
            by("Ilse Maquette", ATHENEUM),
            by("Kobe Inktvlek", COMPASS),
            by("Elias Luchtlezer", UNIVERSITY),
            by("Lieve Leesteken", GUIDANCE),
        ],
    },
]
