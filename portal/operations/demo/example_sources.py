"""Invented sources, as CSL-JSON: every title says "voorbeeld"."""

SOURCES = [
    {
        "slug": "voorbeeldauteur-2019-feedback",
        "csl": {
            "type": "book",
            "title": "Feedback als gesprek (voorbeeld)",
            "author": [{"family": "Voorbeeldauteur", "given": "A."}],
            "issued": {"date-parts": [[2019]]},
            "publisher": "Voorbeelduitgeverij",
        },
    },
    {
        "slug": "voorbeeldauteur-2019-vragen",
        "csl": {
            "type": "article-journal",
            "title": "Vragen die doen nadenken (voorbeeld)",
            "author": [{"family": "Voorbeeldauteur", "given": "A."}],
            "issued": {"date-parts": [[2019]]},
            "container-title": "Voorbeeldtijdschrift voor Onderwijs",
            "volume": "12",
            "issue": "3",
            "page": "45-61",
        },
    },
    {
        "slug": "demoschrijver-oefenaar-2021",
        "csl": {
            "type": "article-journal",
            "title": "Samen lesgeven: Een verkenning in zes klassen (voorbeeld)",
            "author": [{"family": "Demoschrijver", "given": "B."}, {"family": "Oefenaar", "given": "C."}],
            "issued": {"date-parts": [[2021]]},
            "container-title": "Voorbeeldtijdschrift voor Onderwijs",
            "volume": "14",
            "issue": "1",
            "page": "5-22",
            "DOI": "10.5555/voorbeeld.2021.14",
        },
    },
    {
        "slug": "voorbeeldcentrum-2022",
        "csl": {
            "type": "report",
            "title": "Lezen in elk vak (voorbeeld)",
            "author": [{"literal": "Voorbeeldcentrum voor Onderwijs"}],
            "issued": {"date-parts": [[2022]]},
            "URL": "https://example.org/bronnen/lezen-in-elk-vak",
        },
    },
    {
        "slug": "voorbeeldhogeschool-zd",
        "csl": {
            "type": "webpage",
            "title": "Coachen in twaalf vragen (voorbeeld)",
            "author": [{"literal": "Voorbeeldhogeschool"}],
            "URL": "https://example.org/bronnen/coachen-in-twaalf-vragen",
        },
    },
    {
        "slug": "verzonnen-2020",
        "csl": {
            "type": "chapter",
            "title": "Rust aan het begin van de les (voorbeeld)",
            "author": [{"family": "Verzonnen", "given": "D."}],
            "issued": {"date-parts": [[2020]]},
            "editor": [{"family": "Redacteur", "given": "E."}],
            "container-title": "Handboek klasleven (voorbeeld)",
            "page": "33-52",
            "publisher": "Voorbeelduitgeverij",
        },
    },
    {
        "slug": "voorbeeldauteur-demoschrijver-oefenaar-2023",
        "csl": {
            "type": "article-journal",
            "title": "Cijfers bespreken met je team (voorbeeld)",
            "author": [
                {"family": "Voorbeeldauteur", "given": "A."},
                {"family": "Demoschrijver", "given": "B."},
                {"family": "Oefenaar", "given": "C."},
            ],
            "issued": {"date-parts": [[2023]]},
            "container-title": "Voorbeeldtijdschrift voor Onderwijs",
            "volume": "16",
            "issue": "2",
            "page": "101-118",
        },
    },
    {
        "slug": "oefenaar-2018",
        "csl": {
            "type": "thesis",
            "title": "Leraren als onderzoekers van hun eigen klas (voorbeeld)",
            "author": [{"family": "Oefenaar", "given": "C."}],
            "issued": {"date-parts": [[2018]]},
            "genre": "Masterproef",
            "publisher": "Voorbeelduniversiteit",
        },
    },
    {
        "slug": "verzonnen-demoschrijver-2020",
        "csl": {
            "type": "book",
            "title": "Leiding geven is delen (voorbeeld)",
            "author": [{"family": "Verzonnen", "given": "D."}, {"family": "Demoschrijver", "given": "B."}],
            "issued": {"date-parts": [[2020]]},
            "publisher": "Voorbeelduitgeverij",
        },
    },
    {
        "slug": "van-voorbeeld-2022",
        "csl": {
            "type": "book",
            "title": "Zorg op school in kleine stappen (voorbeeld)",
            "author": [{"family": "Van Voorbeeld", "given": "F."}],
            "issued": {"date-parts": [[2022]]},
            "publisher": "Voorbeelduitgeverij",
        },
    },
    {
        "slug": "voorbeeldnetwerk-clb-2021",
        "csl": {
            "type": "report",
            "title": "Leerlingen mee aan tafel (voorbeeld)",
            "author": [{"literal": "Voorbeeldnetwerk CLB"}],
            "issued": {"date-parts": [[2021]]},
            "URL": "https://example.org/bronnen/leerlingen-mee-aan-tafel",
        },
    },
    {
        "slug": "oefenaar-van-voorbeeld-2023",
        "csl": {
            "type": "book",
            "title": "Het ICT-plan als gesprek (voorbeeld)",
            "author": [{"family": "Oefenaar", "given": "C."}, {"family": "Van Voorbeeld", "given": "F."}],
            "issued": {"date-parts": [[2023]]},
            "publisher": "Voorbeelduitgeverij",
        },
    },
    {
        "slug": "demoschrijver-2016",
        "csl": {
            "type": "book",
            "title": "Differentiëren met maat (voorbeeld)",
            "author": [{"family": "Demoschrijver", "given": "B."}],
            "issued": {"date-parts": [[2016]]},
            "edition": "2",
            "publisher": "Voorbeelduitgeverij",
        },
    },
    {
        "slug": "voorbeeldauteur-van-voorbeeld-2024",
        "csl": {
            "type": "article-journal",
            "title": "Kijken in de les van een collega (voorbeeld)",
            "author": [{"family": "Voorbeeldauteur", "given": "A."}, {"family": "Van Voorbeeld", "given": "F."}],
            "issued": {"date-parts": [[2024]]},
            "container-title": "Voorbeeldtijdschrift voor Onderwijs",
            "volume": "17",
            "issue": "4",
            "page": "210-226",
        },
    },
    {
        "slug": "demoschrijver-zd",
        "csl": {
            "type": "webpage",
            "title": "Een artikel lezen in drie kwartier (voorbeeld)",
            "author": [{"family": "Demoschrijver", "given": "B."}],
            "URL": "https://example.org/bronnen/een-artikel-lezen",
        },
    },
]
