"""Questions for a team, with some of the invented fiches. The others have none: an editor need not write them."""

QUESTIONS = {
    "toetsresultaten-lezen-met-het-team-voorbeeld": [
        "Welke vraag hadden wij de vorige keer, vóór we de cijfers openden?",
        "Wat zien we, als we nog niets verklaren?",
        "Wat weten we over deze leerlingen dat niet in de tabel staat?",
        "Wat veranderen we de komende maand, en wie merkt dat het eerst?",
    ],
    "een-leesclub-voor-leraren-voorbeeld": [
        "Wie van ons las onlangs iets dat zijn les veranderde?",
        "Wanneer zouden we lezen zonder dat er iets anders bij komt?",
        "Welke tekst nemen we als eerste, en wie kiest de volgende?",
    ],
    "feedback-die-leren-vooruithelpt-voorbeeld": [
        "Welke feedback van gisteren zou een leerling vandaag kunnen gebruiken?",
        "Waar besteden wij veel tijd aan die leerlingen niet lezen?",
        "Wat laten we weg, zodat er plaats komt voor een tweede poging?",
    ],
    "teamteaching-samen-voor-de-klas-voorbeeld": [
        "Wat zou jij in de les van een collega willen zien?",
        "Welke les leent zich het eerst tot twee leraren, en waarom die?",
        "Hoe merken leerlingen dat we met twee zijn?",
    ],
    "leiderschap-delen-met-kernteams-voorbeeld": [
        "Welke beslissing namen wij dit jaar met te weinig mensen, en welke met te veel?",
        "Waarover mag een kernteam bij ons zelf beslissen?",
        "Hoe hoort de rest van het team wat er beslist werd?",
    ],
    "zorgbeleid-in-kleine-stappen-voorbeeld": [
        "Welke afspraak over zorg kent iedereen hier, en welke alleen wie ze schreef?",
        "Wat is de kleinste stap die een leerling volgende week al voelt?",
    ],
}
