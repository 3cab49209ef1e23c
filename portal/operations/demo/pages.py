"""The fixed pages of the site. Editors change them afterwards."""

PAGES = [
    {
        "slug": "over",
        "title": "Over de Materialenbank",
        "lead": "Fiches over onderwijs, gevoed door onderzoek en praktijk. Je leest ze zonder account.",
        "html": (
            "<p>De Materialenbank brengt kennis over goed onderwijs samen in fiches. Elke fiche gaat over één onderwerp en "
            "verwijst naar materialen en bronnen. De redactie is in handen van de PBD-GO!.</p>"
            "<h3>Zo is een fiche opgebouwd</h3>"
            "<p>De rubrieken staan altijd in dezelfde volgorde. Een rubriek zonder inhoud zie je niet.</p>"
            "<ol><li>Wat betekent dat?</li>"
            "<li>Vanuit evidence-informed onderzoek</li>"
            "<li>Waar vind ik meer informatie?</li>"
            "<li>Waar vind ik inspirerende GO! voorbeelden?</li>"
            "<li>Hoe kan ik worden ondersteund?</li>"
            "<li>Waar vind ik verdiepend materiaal?</li>"
            "<li>Bronnen</li></ol>"
            "<h3>Wat je nog vindt</h3><ul>"
            '<li>In de <a href="/materialen/">materialen</a> staan video’s, leidraden, toolkits, opleidingen en meer, met de '
            "fiches waarin ze voorkomen.</li>"
            '<li>In de <a href="/bronnen/">bronnen</a> zie je naar welke publicaties de fiches verwijzen, in APA-stijl.</li>'
            '<li>Bij de <a href="/studiedagen/">studiedagen</a> lees je wat eraan komt en wat er te leren viel, met de <a '
            'href="/sprekers/">sprekers</a> en hun sessies.</li>'
            '<li>Bij de <a href="/themas/">thema’s</a> begin je vanuit een onderwerp.</li></ul>'
            "<p>Draagt een materiaal een slotje, dan heb je er een account voor nodig. Erbij staat wie het aanbiedt en, als "
            "we het weten, waar je het dan vindt. Gaat het om een GO!-account? Lees dan de pagina <a "
            'href="/go-account/">GO!-account</a>.</p>'
            "<h3>Zo lees je een beoordeling</h3>"
            "<p>Sommige fiches beschrijven een aanpak die beoordeeld is. Je ziet dan drie scores, met de bron en de datum "
            "waarop ze zijn overgenomen:</p><ul>"
            "<li><strong>Bewijskracht</strong>, van 0 tot 5: hoe zeker is het onderzoek?</li>"
            "<li><strong>Kosten</strong>, van 1 tot 5: wat vraagt de aanpak?</li>"
            "<li><strong>Impact</strong>, in maanden leerwinst van −12 tot +12, of ‘niet te bepalen’.</li></ul>"
            "<p>Een hoge bewijskracht zegt dus niet dat iets veel effect heeft. Ze zegt hoe zeker we over dat effect zijn.</p>"
            "<h3>Dit is een demo</h3>"
            '<p>De fiche <a href="/fiches/geinformeerde-praktijken/">Geïnformeerde praktijken</a> en de studiedag <a '
            'href="/studiedagen/begeleiden-met-impact/">Begeleiden met impact</a> zijn echt. Wat ‘voorbeeld’ in de titel heeft, is '
            "verzonnen: de tekst, de mensen, de scholen, de materialen, de bronnen en de scores. Dat geldt ook voor alle sessies en "
            "sprekers van de voorbeeldstudiedagen. Het toont hoe de Materialenbank werkt. Gebruik het niet als informatie.</p>"
        ),
    },
    {
        "slug": "contact",
        "title": "Contact",
        "lead": "Een vraag, een fout gezien of een link die niet werkt? Hier komt het adres van de redactie.",
        "html": (
            "<p>De PBD-GO! is de redactie van de Materialenbank.</p>"
            "<p>Deze demo heeft nog geen e-mailadres van de redactie; de beheerder vult het hier in.</p>"
            "<h3>Zo help je ons vooruit</h3>"
            "<p>Vermeld in je bericht:</p><ul><li>de titel of het adres van de pagina;</li>"
            "<li>wat je zag, en wat je verwachtte;</li>"
            "<li>bij een materiaal dat niet opent: of je een account gebruikte, en welk.</li></ul>"
            "<p>Gaat je vraag over toegang met een GO!-account? Kijk eerst op de pagina <a "
            'href="/go-account/">GO!-account</a>.</p>'
        ),
    },
    {
        "slug": "toegankelijkheid",
        "title": "Toegankelijkheidsverklaring",
        "lead": (
            "Iedereen moet de Materialenbank kunnen gebruiken. Hier lees je wat we daarvoor doen en wat nog niet goed genoeg is."
        ),
        "html": (
            "<p>We bouwen de Materialenbank volgens de Web Content Accessibility Guidelines (WCAG) 2.2, niveau AA. Deze "
            "verklaring geldt voor de openbare pagina’s van deze site.</p>"
            "<h3>Wat we hebben getoetst</h3><ul><li>Elke soort pagina is automatisch nagekeken met axe.</li>"
            "<li>Het menu, de filters, de acties bij een fiche en de werktafel zijn te bedienen met alleen een toetsenbord.</li>"
            "<li>Bij een vergroting tot 200 % blijft alles leesbaar en bruikbaar.</li></ul>"
            "<p>Automatische controles vinden niet alles. De site is nog niet onderzocht door een onafhankelijke deskundige, "
            "en ook nog niet getest met mensen die dagelijks met een schermlezer of een ander hulpmiddel werken. Daarom zeggen "
            "we niet dat de site volledig aan niveau AA voldoet.</p>"
            "<h3>Wat je beter vooraf weet</h3><ul>"
            "<li>Veel materialen staan op andere sites. Hoe toegankelijk die zijn, hebben we niet in de hand.</li>"
            "<li>Dat geldt ook voor pdf’s en andere bestanden van derden: die kijken we niet na.</li>"
            "<li>De video’s die je hier kunt starten, staan op YouTube. Of er ondertitels of een uitgeschreven tekst bij zijn, "
            "hangt af van wie de video maakte.</li>"
            "<li>De tekst bij een afbeelding schrijft de redactie zelf. Ontbreekt ze of klopt ze niet, meld het dan.</li>"
            "<li>De werkplek van de redactie valt niet onder deze verklaring.</li></ul>"
            "<h3>Werkt er iets niet voor jou?</h3>"
            '<p>Meld het via de pagina <a href="/contact/">Contact</a>. Zeg op welke pagina het misging, wat je wilde doen '
            "en welk toestel of hulpmiddel je gebruikt. Heb je de inhoud van een pagina in een andere vorm nodig? Vraag het op "
            "dezelfde manier.</p>"
            "<p>Bij wie je terechtkunt als het antwoord je niet verder helpt, vult de beheerder van deze site hier aan.</p>"
        ),
    },
    {
        "slug": "privacy",
        "title": "Privacy",
        "lead": "Lezen doe je hier zonder cookies, zonder account en zonder dat iemand meekijkt.",
        "html": (
            "<h3>Als je leest of zoekt</h3><ul><li>Je krijgt geen cookies.</li>"
            "<li>De site laadt niets van andere bedrijven: ook lettertypes en afbeeldingen komen van hier.</li>"
            "<li>Kies je licht of donker, dan onthoudt je browser dat; wij zien het niet.</li>"
            "<li>De server bewaart geen persoonsgegevens van lezers. Er is geen profiel, en niemand volgt welke fiches je "
            "leest.</li></ul>"
            "<h3>Als je een video start</h3>"
            "<p>Een video van YouTube wordt pas geladen als je erop klikt. Vanaf dan krijgt YouTube gegevens van je, zoals je "
            "IP-adres, en gelden de regels van YouTube. Klik je niet, dan gebeurt er niets.</p>"
            "<h3>Als je een link volgt</h3>"
            "<p>Een link brengt je naar een andere site, zoals die van een kenniscentrum of van de GO! navigator. Daar gelden "
            "de afspraken van die site.</p>"
            "<h3>Als je je inschrijft voor een studiedag</h3>"
            "<p>Het formulier zegt wat de organisatoren van je bewaren, waarom en tot wanneer. Je noden (dieet, toegankelijkheid) gaan de dag "
            "na de studiedag weg, je naam, je e-mailadres en de mails aan jou op de dag die daar staat. Wat blijft, is een getal: hoeveel "
            "mensen er waren, en van welke onderwijsverstrekker. Met de persoonlijke link uit je mail kijk je alles na, verbeter je het, "
            "neem je het mee of laat je het meteen wissen. Het formulier zelf zet één cookie, die het beveiligt.</p>"
            "<h3>Als je op een studiedag spreekt</h3>"
            "<p>Je naam en waaraan je verbonden bent, horen bij het programma. Een biografie, een foto en een link naar je website "
            "staan er alleen als je daar toestemming voor gaf. Wil je iets laten verbeteren of weghalen? Vraag het via de pagina <a "
            'href="/contact/">Contact</a>.</p>'
            "<h3>Als je voor de redactie werkt</h3>"
            "<p>Redacteuren, organisatoren en beheerders hebben een account. Daarvan bewaart de site je naam, je e-mailadres, je organisatie "
            "als je die invult, je rollen, wanneer je je laatst aanmeldde en je wachtwoord in een vorm die niet te lezen is. "
            "Bij elke versie en elke stap van een tekst staat wie ze bewaarde of zette. "
            "Wat je in een formulier typt en niet bewaart, houdt de site twee weken bij, voor jou alleen, ook in je browser als de "
            "verbinding wegvalt; wie een formulier open heeft, zien je collega's. Om aangemeld te blijven, gebruikt de werkplek cookies die "
            "daarvoor nodig zijn en die formulieren beveiligen.</p>"
            "<h3>Wie is verantwoordelijk?</h3>"
            "<p>De organisatie die deze site beheert, vult hier haar gegevens in, samen met die van haar functionaris voor "
            "gegevensbescherming en met wat haar webserver zelf in logboeken bewaart. Dat kan deze demo niet in haar plaats "
            "doen.</p>"
            "<p>Werk je voor de redactie en wil je je gegevens inkijken, verbeteren of laten wissen? Vraag het via de pagina "
            '<a href="/contact/">Contact</a>.</p>'
        ),
    },
    {
        "slug": "go-account",
        "title": "GO!-account",
        "lead": "Voor sommige materialen heb je een GO!-account nodig. De fiches zelf lees je zonder account.",
        "html": (
            "<h3>Heb ik een GO!-account?</h3>"
            "<p>Ja: je hebt een GO!-account of je hebt er recht op, en je hebt toegang tot GO! pro. Neem contact op met de "
            "personeelsdienst van het Huis van het GO!.</p>"
            "<h3>Een andere vraag?</h3>"
            "<p>Meer weten we hier niet met zekerheid. Leg je vraag voor aan de redactie, via de pagina <a "
            'href="/contact/">Contact</a>.</p>'
            "<h3>Waar vind ik het materiaal?</h3>"
            "<p>Bij een materiaal met een slotje staat welk account je nodig hebt en, als we het weten, welk pad je na het "
            'aanmelden volgt. Zo staan de praktijkvoorbeelden bij <a href="/fiches/geinformeerde-praktijken/">Geïnformeerde '
            "praktijken</a> onder <strong>GO! PEN &gt; kwaliteit voor iedereen</strong>.</p>"
        ),
    },
]
