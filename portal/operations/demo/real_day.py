"""The one real study day: every fact of the text it was made from, and no other."""

import datetime as dt

from portal.operations.demo.day_shapes import SESSION, block, by, person

VENUES = [
    {
        "name": "Herman Teirlinckgebouw",
        "street": "",
        "postcode": "",
        "city": "Brussel",
        "directions": "",
        "url": "",
        "rooms": [],
    }
]
ORGANISATIONS = [{"name": "Departement Onderwijs en Vorming", "kind": "overheid", "url": ""}]
PEOPLE = [
    {**person("Adrie Visscher", "adrie-visscher"), "honorific": "prof. dr."},
    {**person("Geert Kelchtermans", "geert-kelchtermans"), "honorific": "prof. dr."},
    person("Melissa Tuytens", "melissa-tuytens"),
    person("Kristel Vanhoyweghen", "kristel-vanhoyweghen"),
    person("Jan Vanhoof", "jan-vanhoof"),
    person("Vicky Willegems", "vicky-willegems"),
    person("Jo Tondeur", "jo-tondeur"),
    person("Maarten Vansteenkiste", "maarten-vansteenkiste"),
    person("Emmelien Merchie", "emmelien-merchie"),
    person("Simon Beausaert", "simon-beausaert"),
    person("Anja Van den Broeck", "anja-van-den-broeck"),
    person("Soetkin Werbrouck", "soetkin-werbrouck"),
    person("Steven Mannens", "steven-mannens"),
    person("Laureen Clef", "laureen-clef"),
]
RESOURCES: list[dict] = []

BLOCKS = [
    block(
        "keynotelezingen",
        "Keynotelezingen: inspiratie en kritische reflectie",
        intro="<p>Een keynotelezing van Adrie Visscher, waarmee de dag begon, en een interview met Geert Kelchtermans.</p>",
    ),
    block(
        "masterclasses",
        "Masterclasses: van inzicht naar praktijk",
        kind="parallel",
        intro=(
            "<p>Het tweede deel bood een keuze uit elf masterclasses. Elke masterclass had een onderzoeker als begeleider, of "
            "een expert met ervaring in de praktijk. Van elke sessie lees je hier kort wat er aan bod kwam.</p>"
        ),
    ),
    block(
        "open-space",
        "Openspacesessies: gedeelde expertise over de netten heen",
        kind="open_space",
        part="namiddag",
        intro=(
            "<p>Na de middag brachten de deelnemers zelf de thema’s aan, volgens de methodiek van de open space. Samen kwamen "
            "ze tot 15 verschillende gesprekstafels.</p>"
        ),
    ),
]

PLENARY = [
    {
        **SESSION,
        "slug": "keynotelezing-adrie-visscher",
        "form": "keynote",
        "title": "Keynotelezing: Adrie Visscher",
        "block": "keynotelezingen",
        "report": (
            "<p>Prof. dr. Adrie Visscher opende de dag krachtig. Zijn keynotelezing ging over de kwaliteit van leerkrachten en "
            "hoe je die doelgericht versterkt.</p>"
            "<p>Met data uit onderzoek en voorbeelden uit de praktijk liet hij zien dat onderwijskundige begeleiding het "
            "verschil kan maken, en hoe. Ze vertrekt dan vanuit:</p><ul><li>analyse;</li><li>reflectie;</li>"
            "<li>gezamenlijke doelgerichtheid.</li></ul>"
            "<p>Hij benadrukte hoe cruciaal datageïnformeerde processen zijn, zowel voor de ontwikkeling van scholen als voor "
            "de groei van leraren.</p>"
        ),
        "themes": ["datagebruik"],
        "people": [by("Adrie Visscher", "Universiteit Twente")],
    },
    {
        **SESSION,
        "slug": "interview-geert-kelchtermans",
        "form": "interview",
        "title": "Interview: Geert Kelchtermans",
        "block": "keynotelezingen",
        "report": (
            "<p>Begeleidingswerk is complex. Daarover sprak prof. dr. Geert Kelchtermans in een interview dat de diepte "
            "inging.</p>"
            "<p>Zijn publiek vroeg hij kritisch te reflecteren over wat een begeleidingstraject teweegbrengt: effecten en "
            "neveneffecten, die vaak onzichtbaar blijven. Ook wees hij op de begeleider zelf: wie een verandering begeleidt, "
            "staat in een kwetsbare positie.</p>"
            "<p>Een begeleider is in het onderwijsveld een ‘kritische vriend’. Wat Kelchtermans daarover aanreikte, gaf die "
            "professionele identiteit meer diepgang.</p>"
        ),
        "tags": ["kritische vriend", "professionele identiteit"],
        "people": [by("Geert Kelchtermans", "KU Leuven", "interviewee")],
    },
]

MASTERCLASSES = [
    {
        "slug": "teamteaching-wat-werkt",
        "title": "Teamteaching: wat werkt?",
        "report": (
            "<p>Hoe zit het met teamteaching in de scholen in Vlaanderen? Onderzoekers uit het ESTAFETT-project vertelden wat "
            "ze erover te weten kwamen.</p>"
            "<p>Wat heeft een lerarenteam nodig om samen voor de klas te staan? En hoe ondersteunt een pedagogisch begeleider "
            "dat, met een aanbod dat gericht professionaliseert? Over beide vragen gingen ze in gesprek.</p>"
        ),
        "themes": ["teamteaching"],
        "people": [{"person": "", "team": "ESTAFETT-team", "role": "speaker", "affiliation": "Arteveldehogeschool"}],
    },
    {
        "slug": "professionalisering-van-schoolleiders",
        "title": "Professionalisering van schoolleiders",
        "report": (
            "<p>Alles draaide hier om het professioneel continuüm van schoolleiders. Melissa Tuytens benadrukte wat zij nodig "
            "hebben: een opleiding die goed doordacht is en ondersteuning die niet stopt.</p>"
            "<p>Begeleiders zijn hierin een belangrijke schakel: zij helpen het onderwijskundig leiderschap uit te bouwen.</p>"
        ),
        "themes": ["professionalisering"],
        "tags": ["onderwijskundig leiderschap"],
        "people": [by("Melissa Tuytens", "UGent")],
    },
    {
        "slug": "onderwijskundig-leiderschap-in-de-praktijk",
        "title": "Onderwijskundig leiderschap in de praktijk",
        "report": (
            "<p>Hoe maakt een schoolleider leren van goede kwaliteit mogelijk? Kristel Vanhoyweghen stond met de deelnemers "
            "stil bij die vraag, voor de leerlingen en net zo goed voor het lerarenteam.</p>"
            "<p>Naast het onderzoek legde ze concrete voorbeelden uit de praktijk, zoals begeleiders die in hun werk "
            "meemaken.</p>"
        ),
        "themes": ["gedeeld-leiderschap"],
        "tags": ["onderwijskundig leiderschap"],
        "people": [by("Kristel Vanhoyweghen", "GO!")],
    },
    {
        "slug": "het-ok-kader-als-hefboom-voor-onderwijskwaliteit",
        "title": "Het OK-kader als hefboom voor onderwijskwaliteit",
        "report": (
            "<p>Het OK-kader is het referentiekader voor onderwijskwaliteit. In deze sessie zag je hoe het werkt als een "
            "instrument waarmee een school zichzelf evalueert en zich ontwikkelt.</p>"
            "<p>Hoe haalt een school daar ook echt impact uit? Jan Vanhoof maakte duidelijk welke steun een pedagogisch "
            "begeleider daarbij kan geven.</p>"
        ),
        "themes": ["kwaliteitszorg"],
        "tags": ["OK-kader", "zelfevaluatie"],
        "people": [by("Jan Vanhoof", "UHasselt")],
    },
    {
        "slug": "professionele-leergemeenschappen-versterken",
        "title": "Professionele leergemeenschappen versterken",
        "report": (
            "<p>Hoe groeit een school uit tot een professionele leergemeenschap? De sessie was op de praktijk gericht. Vicky "
            "Willegems besprak welke condities een schoolteam nodig heeft voor drie dingen:</p><ul>"
            "<li>gedeeld leiderschap;</li><li>collectieve verantwoordelijkheid;</li><li>een lerende cultuur.</li></ul>"
        ),
        "themes": ["ontwikkeling-als-plg", "gedeeld-leiderschap"],
        "people": [by("Vicky Willegems", "Onderzoekende school, VUB")],
    },
    {
        "slug": "ict-integratie-in-het-onderwijs",
        "title": "ICT-integratie in het onderwijs",
        "report": (
            "<p>Wanneer slaagt een school erin om ICT te integreren? Jo Tondeur bracht er recent onderzoek over mee.</p>"
            "<p>Begeleiders kregen van hem concreet inzicht in hoe een leraar digitale tools doordacht een plaats geeft in "
            "zijn didactisch handelen.</p>"
        ),
        "themes": ["ict"],
        "people": [by("Jo Tondeur", "Vrije Universiteit Brussel")],
    },
    {
        "slug": "motivatie-en-zelfdeterminatietheorie",
        "title": "Motivatie en zelfdeterminatietheorie",
        "report": (
            "<p>Hoe werkt motivatie, bij leerlingen en ook bij leraren? Maarten Vansteenkiste zocht het uit met de "
            "zelfdeterminatietheorie als vertrekpunt.</p>"
            "<p>Begeleiders vonden bij hem houvast om de autonomie van anderen sterker te ondersteunen, en om motivatie vast "
            "te verankeren als een school haar onderwijs verbetert.</p>"
        ),
        "themes": ["motivatie"],
        "tags": ["zelfdeterminatietheorie"],
        "people": [by("Maarten Vansteenkiste", "UGent")],
    },
    {
        "slug": "feedbackcultuur-ontwikkelen",
        "title": "Feedbackcultuur ontwikkelen",
        "report": (
            "<p>Wie feedback goed inzet, heeft een krachtige hefboom om te leren in handen. Emmelien Merchie ging in op wat "
            "begeleiders kunnen doen om in scholen een feedbackcultuur te helpen groeien die constructief is.</p>"
            "<p>Twee dingen verloor ze daarbij niet uit het oog: psychologische veiligheid en gerichtheid op leren.</p>"
        ),
        "themes": ["feedback"],
        "tags": ["psychologische veiligheid"],
        "people": [by("Emmelien Merchie", "UGent")],
    },
    {
        "slug": "werkplekleren-en-professionele-ontwikkeling",
        "title": "Werkplekleren en professionele ontwikkeling",
        "report": (
            "<p>Leraren leren ook informeel en op hun werkplek, en dat is belangrijk. Op dat leren zoomde deze sessie in.</p>"
            "<p>In de praktijk van elke dag zit leerpotentieel. Maak je dat zichtbaar, dan ondersteun je als begeleider de "
            "professionele groei van leraren: Simon Beausaert gaf er voorbeelden van.</p>"
        ),
        "themes": ["professionalisering"],
        "tags": ["werkplekleren"],
        "people": [by("Simon Beausaert", "Maastricht University")],
    },
    {
        "slug": "welbevinden-en-betrokkenheid-van-leraren",
        "title": "Welbevinden en betrokkenheid van leraren",
        "report": (
            "<p>Tussen de motivatie en het welzijn van leraren is er een verband. Anja Van den Broeck liet dat zien.</p>"
            "<p>Haar onderbouwde tips waren voor begeleiders bedoeld: hoe help je een schoolteam om een context te maken "
            "waarin elke leraar zich gewaardeerd weet en zich betrokken voelt?</p>"
        ),
        "themes": ["welbevinden"],
        "people": [by("Anja Van den Broeck", "KU Leuven")],
    },
    {
        "slug": "begeleiden-van-veranderingsprocessen",
        "title": "Begeleiden van veranderingsprocessen",
        "report": (
            "<p>Hoe begeleid je een school door een verandering die complex is? Daar bood deze sessie inzicht in.</p>"
            "<p>Soetkin Werbrouck en Steven Mannens stonden uitgebreider stil bij weerstand en bij draagvlak. En ze bekeken "
            "hoe een begeleider kan verbinden: het beleid aan de ene kant, de klasvloer aan de andere.</p>"
        ),
        "tags": ["veranderingsprocessen"],
        "people": [
            by("Soetkin Werbrouck", "Vrij CLB Netwerk"),
            by("Steven Mannens", "Katholiek Onderwijs Vlaanderen"),
        ],
    },
]

OPEN_SPACE = {
    **SESSION,
    "slug": "open-space",
    "form": "open_space",
    "title": "Open space",
    "block": "open-space",
    "report": (
        "<p>Laureen Clef, collega van de PBD-GO!, begeleidde de open space als expert en liet de deelnemers in de methodiek "
        "duiken. Thema’s brachten ze zelf aan, ideeën wisselden ze uit in kleine groepjes.</p>"
        "<p>Zo maakte de groep samen niet minder dan 15 verschillende gesprekstafels. Wat deelnemers wisten en konden, kwam er "
        "open en transparant op tafel. Hun kritische bedenkingen ook.</p>"
        "<p>De tafels zetten aan tot samenwerken over de netten heen. Er was ruimte om uit de praktijk te vertellen, en "
        "begeleiders en onderzoekers kregen een sterker netwerk.</p>"
    ),
    "people": [by("Laureen Clef", "PBD-GO!", "facilitator")],
}

TABLES = [
    {
        **SESSION,
        "slug": f"tafel-{number}",
        "form": "table",
        "number": number,
        "title": f"Gesprekstafel {number}: onderwerp niet opgetekend",
        "block": "open-space",
    }
    for number in range(1, 16)
]

DAY = {
    "slug": "begeleiden-met-impact",
    "title": "Begeleiden met impact",
    "subtitle": "Netoverschrijdende studiedag over begeleidingspraktijk en onderwijsonderzoek",
    "summary": (
        "Een dag over de wisselwerking tussen begeleiden en onderzoek, met meer dan 300 deelnemers uit alle netten, een "
        "keynotelezing, een interview, elf masterclasses en 15 gesprekstafels."
    ),
    "opening": (
        "<p>Pedagogische begeleiding die wetenschappelijk onderbouwd is, heeft een aanzienlijke invloed op de kwaliteit van "
        "het onderwijs. Een sterkere brug van onderzoek naar praktijk is dus onmisbaar voor wie scholen en leraren "
        "doeltreffend wil ondersteunen.</p>"
        "<p>Daarom was er op woensdag 28 mei 2025 een studiedag voor pedagogisch begeleiders van elk Vlaams onderwijsnet. "
        "Plaats van afspraak was Brussel, het Herman Teirlinckgebouw. Alles draaide er om de wisselwerking tussen wat "
        "begeleiders doen en wat onderwijsonderzoek laat zien.</p>"
    ),
    "report": (
        "<p>Er waren meer dan 300 deelnemers. Ze gingen met elkaar in dialoog, verdiepten zich en ontmoetten collega’s van "
        "andere netten. Hun ambitie: de kwaliteit van het onderwijs versterken door evidence-informed te begeleiden.</p>"
        "<p>Adrie Visscher opende met een keynotelezing, Geert Kelchtermans werd geïnterviewd. Het tweede deel bood elf "
        "masterclasses om uit te kiezen. De open space, na de middag, leverde 15 gesprekstafels op.</p>"
    ),
    "closing": (
        "<h3>Samen sterker: een gedeelde ambitie voor kwaliteit</h3>"
        "<p>Alle begeleidingsdiensten delen één engagement: onderwijs van hoge kwaliteit. Dat maakte deze dag duidelijk. Een "
        "begeleider die onderzoek en praktijk verbindt, heeft meer impact.</p>"
        "<p>Over de netten heen samenwerken kan, en het brengt iets op: verdieping, innovatie, inspiratie. De dag was daarvan "
        "een krachtig teken.</p>"
    ),
    "themes": ["geinformeerde-praktijken"],
    "levels": [],
    "audiences": ["pedagogisch-begeleider"],
    "audience_note": "Pedagogisch begeleiders van alle Vlaamse onderwijsnetten",
    "tags": ["evidence-informed begeleiden", "onderwijsonderzoek"],
    "venue": "Herman Teirlinckgebouw",
    "participants": 300,
    "at_least": True,
    "date": dt.date(2025, 5, 28),
    "last_date": None,
    "starts": None,
    "ends": None,
    "capacity": None,
    "opens_at": None,
    "closes_at": None,
    "change_until": None,
    "retain_until": None,
    "cancelled": False,
    "organisers": [
        {
            "organisation": "",
            "words": "de pedagogische begeleidingsdiensten van de verschillende onderwijsnetten",
            "role": "initiatief",
        },
        {"organisation": "Departement Onderwijs en Vorming", "words": "", "role": "samenwerking"},
    ],
    "materials": [],
    "blocks": BLOCKS,
    "sessions": [
        *PLENARY,
        *(
            {**SESSION, "form": "masterclass", "number": number, "block": "masterclasses", **said}
            for number, said in enumerate(MASTERCLASSES, 1)
        ),
        OPEN_SPACE,
        *TABLES,
    ],
}
