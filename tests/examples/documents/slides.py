"""The slides of the examples: invented fiches about invented practice."""


def feedback(show):
    """Placeholders as a template gives them: titles, outlines with levels, a table, a group, a picture, notes."""
    page = show.slide("title")
    show.write(page.getByIndex(0), "Feedback die werkt")
    show.write(page.getByIndex(1), "Een voorbeeldfiche voor je team")
    page = show.slide("text")
    show.write(page.getByIndex(0), "Wat betekent dat?")
    show.write(
        page.getByIndex(1),
        "Feedback vertelt een leerling waar hij staat en wat de volgende stap is.\nGoede feedback is:\n> gericht op de taak\n"
        "> begrijpelijk en haalbaar\n> op tijd",
    )
    show.notes(page, "Laat eerst iedereen een voorbeeld noemen.")
    page = show.slide("text")
    show.write(page.getByIndex(0), "Wat betekent dat? (vervolg)")
    show.write(page.getByIndex(1), "Feedback is geen punt: een cijfer zegt weinig over de volgende stap.")
    page = show.slide("only title")
    show.write(page.getByIndex(0), "Vanuit evidence-informed onderzoek")
    show.table(page, [["Vorm", "Wanneer"], ["mondeling", "tijdens de les"], ["schriftelijk", "na een taak"]], 300, 600)
    show.box_at(page, "Feedback op de taak helpt meer dan lof (Dierckx, 2015; Van Hove & De Smet, 2020).", 300, 1300, 2000, 200)
    page = show.slide("only title")
    show.write(page.getByIndex(0), "Waar vind ik inspirerende GO! voorbeelden?")
    one = show.box_at(page, "Eerst lezen leerlingen het werk van een ander.", 300, 600, 900, 300)
    two = show.box_at(page, "Daarna verbeteren ze hun eigen werk.", 300, 950, 900, 300)
    show.group(page, [one, two])
    show.box_at(page, "Meer voorbeelden staan op het platform, via Samenwerken > feedback > voorbeelden\n"
                      "https://voorbeeld.smartschool.be/", 1500, 600, 1000, 500)  # fmt: skip
    show.image(page, "Een werk met notities van twee leerlingen", 300, 1300)
    page = show.slide("text")
    show.write(page.getByIndex(0), "Afspraken in ons team")
    show.write(
        page.getByIndex(1),
        "We geven elke week een keer feedback zonder punt.\nWe bespreken dit op de [vakvergadering](https://school.example/vakvergadering).",
    )
    page = show.slide("text")
    show.write(page.getByIndex(0), "Waar vind ik verdiepend materiaal?")
    show.write(
        page.getByIndex(1),
        "De [leidraad over feedback](https://leerpunt.be/leidraden/feedback) van Leerpunt\n"
        "[Brochure voor het team](https://www.kennis.example/download/feedback-voor-teams.pdf)\n"
        "[Opname van de lezing](https://www.youtube.com/watch?v=feedback123&list=PLvoorbeeld&index=4)",
    )
    page = show.slide("text")
    show.write(page.getByIndex(0), "BRONNEN")
    show.write(
        page.getByIndex(1),
        "Dierckx, A. (2015). _Feedback in de klas_. Voorbeeldpers.\n"
        "Van Hove, L., & De Smet, R. (2020). Lof of feedback? _Klas en Onderzoek_, _8_(2), 12–19. https://doi.org/10.9999/klas.2020.8",
    )
    page = show.slide("text")
    show.write(page.getByIndex(0), "Bronnen (2)")
    show.write(
        page.getByIndex(1),
        "Kennispunt Leren. (2022, 14 maart). _Feedback zonder punten_ [Video]. YouTube. https://www.youtube.com/watch?v=punten45678",
    )


def classroom(show):
    """No placeholders: every slide is a set of text boxes, with the title of the fiche above each; rubrieken in capitals and another order."""

    def slide(heading):
        page = show.slide("empty")
        show.box_at(page, "Klasmanagement", 150, 80, 1500, 160, 28)
        show.box_at(page, heading, 150, 300, 2400, 160, 22)
        return page

    page = slide("WAT BETEKENT DAT?")
    show.box_at(
        page,
        "Klasmanagement is alles wat je doet om leren mogelijk te maken: afspraken, routines en de relatie met je leerlingen.",
        150,
        550,
        1100,
        700,
    )
    show.box_at(page, "Een klas loopt vlot als iedereen weet wat er verwacht wordt, en waarom.", 1450, 550, 1100, 700)
    page = slide("HOE KAN IK WORDEN ONDERSTEUND DOOR DE PBD-GO!?")
    show.box_at(page, "De PBD-GO! begeleidt scholen in een traject van een jaar.\nOpleiding en|vorming", 150, 550, 2400, 500)
    page = slide("WAAR VIND IK MEER INFORMATIE?")
    show.box_at(
        page,
        "In deze video van 6 minuten zie je drie routines.\nhttps://www.youtube.com/watch?v=routines123&list=PLklas&index=2",
        150,
        550,
        2400,
        500,
    )
    page = slide("VANUIT EVIDENCE-INFORMED ONDERZOEK")
    show.box_at(
        page,
        "Routines besparen tijd (Coppens et al., 2018). Een goede relatie werkt preventief (Ministerie van Leren, 2021).",
        150,
        550,
        2400,
        500,
    )
    page = slide("WAAR VIND IK VERDIEPEND MATERIAAL?")
    show.box_at(
        page,
        "De toolkit van Leerpunt bundelt onderzoek over klasmanagement.\nhttps://leerpunt.be/aan-de-slag/toolkit-leren-lesgeven\nhttps://leerpunt.be/oproepen",
        150,
        550,
        2400,
        500,
    )
    page = slide("WAAR VIND IK VERDIEPEND MATERIAAL?")
    show.box_at(page, "Stappenplan voor een rustige start: Stappenplan-rustige-start-van-het-schooljaar.pdf\n"
                      "https://www.klas.example/wp-content/uploads/2023/09/Stappenplan-rustige-start-van-het-schooljaar.pdf", 150, 550, 2400, 600)  # fmt: skip
    page = slide("VOOR WIE IS DIT?")
    show.box_at(page, "Voor starters en hun mentoren.", 150, 550, 2400, 300)
    page = slide("BRONNEN")
    show.box_at(page, "Coppens, J., Aerts, L., Bogaert, N., & Smits, P. (2018). Routines in de eerste weken. _School en Klas_, _3_, 5–18.\n"
                      "Ministerie van Leren. (2021). _Relaties in de klas_.", 150, 550, 2400, 600)  # fmt: skip


def reading_slides(show):
    """Two columns on a slide, an address of its own, a rubriek that begins inside a text box."""
    page = show.slide("title")
    show.write(page.getByIndex(0), "Rekenen met|plezier")
    page = show.slide("only title")
    show.write(page.getByIndex(0), "Definitie")
    show.box_at(page, "KLEUTERS", 200, 600, 1000, 120)
    show.box_at(page, "Tellen, vergelijken en ordenen in spel.", 200, 740, 1000, 300)
    show.box_at(page, "LAGER", 1500, 600, 1000, 120)
    show.box_at(page, "Handig rekenen en redeneren over getallen.", 1500, 740, 1000, 300)
    page = show.slide("only title")
    show.write(page.getByIndex(0), "Uit onderzoek")
    show.box_at(page, "Spel en instructie versterken elkaar (Baert, z.d.).", 200, 600, 2200, 300)
    page = show.slide("text")
    show.write(page.getByIndex(0), "Meer weten?")
    show.write(page.getByIndex(1), "[https://rekenen.example/start](https://rekenen.example/start)")
    page = show.slide("text")
    show.write(page.getByIndex(0), "Literatuur")
    show.write(page.getByIndex(1), "Baert, O. (z.d.). _Spelend rekenen_. https://rekenen.example/spelend")


IMPRESS = {"feedback": feedback, "klasmanagement": classroom, "rekenen": reading_slides}
