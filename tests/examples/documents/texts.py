"""What stands in the examples: invented fiches about invented practice. Sources that do not exist have authors that do not either."""

WORDS = [
    """
# Woordenschat in alle vakken

Deze fiche is een voorbeeld. Ze toont hoe een team woorden kan aanbieden in elk vak.

## Wat betekent dat?

Leerlingen leren **nieuwe woorden** niet vanzelf. Wie ze bewust kiest, uitlegt en laat terugkomen, geeft *elke* leerling meer kans om de les te volgen. Een woord kennen is meer dan een omschrijving opzeggen: je herkent het, je gebruikt het en je weet in welke context het past.{Een omschrijving alleen beklijft zelden.}

### Drie soorten woorden

1. dagelijkse woorden, die bijna iedereen kent
2. schooltaalwoorden, die in alle vakken terugkomen
3. vakwoorden, die bij één vak horen

## Vanuit evidence-informed onderzoek

Een woord moet vaak terugkomen voor een leerling het zelf gebruikt (De Vries & Van Aken, 2019). Korte, gespreide herhaling werkt beter dan één lange les (Onderzoeksgroep Taalrijk, z.d.). Peeters et al. (2021) zagen hetzelfde in het secundair onderwijs, ook bij leerlingen die thuis een andere taal spreken.
""",
    [
        ["Aanpak", "Wat de leraar doet", "Hoe lang"],
        ["Vooraf", "kiest vijf woorden uit de tekst", "10 minuten"],
        ["Tijdens", "legt uit met beeld en voorbeeld", "5 minuten per woord"],
    ],
    """
## Waar vind ik inspirerende GO! voorbeelden?

- een [woordenmuur](https://voorbeeldschool.example/woordenmuur) in de eerste graad
- een woordschrift per leerling
> met een eigen tekening bij elk woord
- een vast moment in de week

## Tips van collega’s

Begin klein: kies met je team één les per week en bekijk na een maand wat blijft hangen.

## Waar vind ik meer informatie?

Bekijk de korte film [Woorden die blijven](https://www.youtube.com/watch?v=abcdefghijk) of lees de brochure op https://www.taalrijk.example/publicaties/brochure-woordenschat.pdf met je team.

## Verdieping

De [leidraad woordenschat](https://leerpunt.be/leidraden/woordenschat) van Leerpunt bundelt zeven aanbevelingen.

## Referenties

~ De Vries, A., & Van Aken, P. (2019). Woorden die blijven: Herhaling in de klas. *Tijdschrift voor Taal*, *12*(3), 45–67. https://doi.org/10.9999/tvt.2019.12.3

~ Onderzoeksgroep Taalrijk. (z.d.). *Woordenschat in zeven stappen*. Geraadpleegd op 3 mei 2024, van https://www.taalrijk.example/zeven-stappen

~ Peeters, J., Janssens, L., & d’Hondt, K. (2021). Schooltaal leren in het secundair. In M. Claes & R. Wouters (Reds.), *Taal op school* (2e druk, pp. 101–130). Voorbeeldpers.
""",
]
TEAM = """
# Teamteaching: samen voor de klas

WAT IS DAT?

Bij teamteaching staan twee of meer leraren samen voor één groep. Zij bereiden de les samen voor, geven ze samen en kijken er samen op terug. Dat kan op veel manieren: de ene geeft uitleg en de andere kijkt toe, de groep wordt verdeeld over beide leraren, of zij wisselen elkaar voortdurend af in een vloeiende samenwerking waarbij geen van beiden de leiding heeft.

Wie ermee begint, heeft tijd nodig. Het loont om eerst af te spreken wat je van elkaar verwacht, hoe je leerlingen aanspreekt en wie welke verantwoordelijkheid opneemt voor de evaluatie. Een vaste plaats in het lessenrooster voor overleg is onmisbaar, want zonder overlegmoment verwatert de samenwerking.

WAT ZEGT ONDERZOEK?

Leraren die samen lesgeven, leren van elkaar (Maes, 2018). De effecten op leerprestaties zijn minder eenduidig: zij hangen af van de voorbereiding en van de vorm die gekozen wordt (Maes, 2018; Instituut voor Onderwijspraktijk, 2020).

ERVARINGEN UIT DE PRAKTIJK

In een basisschool in de rand kozen vier leraren ervoor om de ochtenden samen te geven. Na een jaar zeiden zij dat de onderlinge feedback hen het meest had opgeleverd.

BEGELEIDING

De begeleidingsdienst organiseert elk najaar een reeks van drie werkmomenten over teamteaching. Meer daarover staat op https://begeleiding.example/aanbod/teamteaching/reeks-voor-scholen-die-starten-met-teamteaching-in-het-basisonderwijs en bij je eigen begeleider.

LITERATUUR

~ Instituut voor Onderwijspraktijk. (2020). *Samen voor de klas: Een verkenning* (Rapport nr. 14). https://instituut.example/rapporten/14

~ Maes, B. (2018). *Twee leraren, één klas* [Doctoraatsproefschrift, Universiteit Voorbeeld].
"""
READ = [
    """
Samen lezen
""",
    [
        [
            "Wat betekent dit?",
            "Lezen is een gesprek met een tekst. Wie hardop denkt, toont hoe dat gesprek verloopt.\n\n- vooraf voorspellen\n- tijdens vragen stellen\n- achteraf samenvatten",
        ],
        ["Uit onderzoek", "Hardop denken helpt zwakke lezers het meest (van den Berg, 2017a, 2017b)."],
        ["Meer weten?", "Kijk op [de website van het leesnetwerk](https://leesnetwerk.example/)."],
        ["Bronnen", "van den Berg, K. (2017a). *Hardop denken*. Leespers.\n\nvan den Berg, K. (2017b). *Stil lezen*. Leespers."],
    ],
]
MOTIVATION = """
# Motivatie in de klas

## 1. Wat betekent dat?

Motivatie is de energie achter leren.

[[frame]] **Onthoud.** Drie behoeften: autonomie, verbondenheid en competentie.

## 2. Wat zegt het onderzoek?

Leerlingen die keuze krijgen, houden langer vol (Claes, in druk).

## 3. Materiaal om mee te werken

Een kaartspel over motivatie vraag je aan bij [de uitleendienst](mailto:uitleen@voorbeeld.example). Meer achtergrond: [toolkit motivatie](https://leerpunt.be/aan-de-slag/toolkit-motivatie).

## 4. Hoe kan ik worden ondersteund?

Vraag ernaar bij je begeleider.

## 5. Bronnen

~ Claes, M. (in druk). Kiezen is leren. *Onderwijs in Beeld*.
"""
MEETINGS = """
# Leren vergaderen

## Wat betekent dat?

Een vergadering heeft een doel, een agenda en een einde. Wie dat vooraf deelt, vergadert korter. In veel teams sluipt er gewoonte in: dezelfde punten keren terug, dezelfde mensen nemen het woord en de beslissingen blijven uit. Een vaste rolverdeling doorbreekt dat patroon, zeker als de rollen rouleren.

## Vanuit onderzoek

Teams die hun werkwijze bespreken, werken daarna gerichter samen (Goossens & Lambrecht, 2016). Dat geldt ook voor grote teams, op voorwaarde dat iedereen de verslagen vindt en leest.

## Voorbeelden

Een middenschool werkt met staande vergaderingen van een kwartier. Een andere school deelt de agenda een week vooraf en schrapt wat iedereen al weet.

## Meer lezen

Het stappenplan staat op https://vergaderen.example/stappenplan.

## Bronnen

~ Goossens, F., & Lambrecht, O. (2016). *Vergaderen met zin*. Teampers.
"""

WRITER = {  # name: (text, how it is set, formats)
    "woordenschat": (WORDS, {"head": "Voorbeeldfiche woordenschat"}, ["docx", "odt", "rtf", "html", "pdf:writer_pdf_Export"]),
    "teamteaching": (
        TEAM,
        {"head": "Teamteaching", "justified": True},
        ["pdf:writer_pdf_Export", "txt:Text (encoded):MS_1252,CRLF"],
    ),
    "samen-lezen": (READ, {}, ["docx"]),
    "motivatie": (MOTIVATION, {}, ["odt", "docx"]),
    "vergaderen": (MEETINGS, {"columns": True}, ["pdf:writer_pdf_Export"]),
}
