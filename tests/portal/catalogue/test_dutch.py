"""The Dutch analyser: which words find each other, which stay apart, and where they stand."""

import random
import re
import sys
import threading
import unicodedata

import pytest

from portal.catalogue import dutch

EACH_OTHER = """
toets toetsen toetsing getoetst toetst · kind kinderen · leraar leraars leraren lerares
begeleiden begeleiding begeleider begeleiders begeleidt begeleid
motivatie motiveren gemotiveerd motiveert motivering motiverende
evaluatie evaluaties evalueren geëvalueerd evalueert · participatie participeren participatief
differentiatie differentiëren gedifferentieerde · organisatie organiseren georganiseerd
informatie informeren geïnformeerd geïnformeerde · inspiratie inspirerend inspireren
reflectie reflecteren reflectief · creatief creatieve creativiteit creëren · digitalisering digitaliseren
lezen leest lezer lezers gelezen las · voorlezen voorgelezen voorleest · leren leert geleerd leerde lerende
schrijven schrijft geschreven schrijver · begrijpen begrijpt begrepen begrijpend
spreken spreekt gesproken spreker · bespreken bespreekt besproken bespreking
onderzoek onderzoeken onderzocht onderzoekende onderzoeker · denken gedacht dacht denkt · nadenken nagedacht
samenwerken samenwerking samengewerkt · geven geeft gegeven · kijken gekeken keek · stad steden · koe koeien
les lessen lesje · taak taken · reis reizen · brief brieven · mens mensen · kans kansen · plaats plaatsen
proces processen · verandering veranderen verandert veranderd · verbetering verbeteren verbeterde
ontwikkeling ontwikkelen ontwikkelt ontwikkeld ontwikkelingen · gesprek gesprekken gesprekje
groep groepen groepje groepjes · kaart kaarten kaartje · film filmpje films · zin zinnen zinnetje
verhaal verhalen verhaaltje · vaardigheid vaardigheden · sociaal sociale · materiaal materialen
beleid beleids · examen examens · teken tekens · idee ideeën · strategie strategieën · relatie relaties
fiche fiches Fiche · methode methodes methoden · niveau niveaus · thema thema's thema’s themas THEMA'S
collega collega's collega’s · criterium criteria · pedagoog pedagogisch pedagogische pedagogiek
didactiek didactisch didactische · psychologie psycholoog psychologisch · Nederlands Nederlandse
coördinator coordinator coördinatoren · ICT ict ICT'er · CLB CLB's clb · café cafe cafés · cadeau cadeaus
traditie tradities · assertief assertiviteit · banaliseren banaliseert gebanaliseerd
verzilveren verzilvert verzilvering · pesten pesterij pesterijen gepest · dorp dorpje dorpjes
controle controles · huis huizen · muts mutsen · account accounts · verlof verloven
vertellen verteller vertellend · stoppen stoppend stopper
"""

APART = """
beleid begeleiding · beleid begeleiden · beleid geleid · les lezen · les lees · spel spelling
spelen spelling · taak tak · leiden beleid · leider leiding · leerling leren · lezing lezen · vorming vorm
houding houden · kring krijgen · meting meeting · meeting meten · briefing brief · onderwijs onderwijzer
gebouw bouwen · gebied bieden · naam nemen · plan plant · weten wet · staat staan · lever leven · meter meten
expert experiment · groep groepering · aandacht denken · afspraak spreken · geval vallen
"""

SPLITS = """
leerlingenparticipatie leerling participatie · leesonderwijs lees onderwijs · klasmanagement klas management
schoolleider school leider · schoolleiders school leiders · schoolleiderschap school leiderschap
taalbeleid taal beleid · leesmotivatie lees motivatie · onderwijskwaliteit onderwijs kwaliteit
gesprekstafel gesprek tafel · zelfdeterminatietheorie zelf determinatie theorie
vaardigheidsonderwijs vaardigheid onderwijs · kleuteronderwijs kleuter onderwijs
bedrijfsleider bedrijf leider · lerarenteam leraren team · leerplandoelen leerplan doelen
kinderboek kind boek · klassenrooster klassen rooster · taalles taal les · wiskundelessen wiskunde lessen
feedbackgesprek feedback gesprek · schrijfvaardigheid schrijf vaardigheid · begeleidingsplan begeleiding plan
ontwikkelingspsychologie ontwikkeling psychologie · stagelopen stage lopen · jongerenwerk jongere werk
hartewens hart wens · werkuren werk uren · zorgcoördinator zorg coordinator · zorgbeleid zorg beleid
zelfevaluatie zelf evaluatie · lesbezoeken les bezoeken · burgerschapseducatie burgerschap educatie
coteaching co teaching · evidenceinformed evidence informed
"""

WHOLE = """
groepering toetsing waardering verantwoording organisatie begeleiding opleiding leerling leerlingen leerkracht
leerkrachten onderwijs onderwijsniveau leergemeenschap handleiding voorbeeld inspiratie participatie televisie planeet
verslag probleem bepalen manier opdracht schoolmoe werkwoord coach code collega commissie competentie contact
belangrijkere schrijfster sterker kleine klei oordeelt blokkeren gading pesterij drukkers hoornblad rechtvaardigheid
vertrouwen aandacht actie les
"""


def rows(table):
    return [group.split() for group in re.split("[·\n]", table.strip())]


def whole(word):
    """The lexemes that a word shares with all its forms."""
    [token] = dutch.tokens(word)
    return token.lexemes[0]


def found_by(question, text):
    return set(dutch.lexemes(question)) <= set(dutch.lexemes(text))


# Words that find each other


@pytest.mark.parametrize("forms", rows(EACH_OTHER), ids=lambda forms: forms[0])
def test_the_forms_of_a_word_find_each_other(forms):
    assert {form: whole(form) for form in forms} == dict.fromkeys(forms, whole(forms[0]))


@pytest.mark.parametrize(("one", "other"), rows(APART), ids=str)
def test_words_that_only_look_alike_stay_apart(one, other):
    assert whole(one) != whole(other)


@pytest.mark.parametrize("form", ["co-teaching", "coteaching", "Co-teaching", "co\u2011teaching", "CO‐TEACHING"])
def test_a_word_with_a_hyphen_is_found_joined_and_in_two(form):
    assert dutch.lexemes(form) == dutch.lexemes("co-teaching")
    assert found_by("co teaching", form)


def test_joined_split_and_hyphenated_are_one_word():
    forms = ["evidence-informed", "evidenceinformed", "Evidence‑Informed"]
    assert [dutch.lexemes(form) for form in forms] == [dutch.lexemes("evidence-informed")] * 3
    assert dutch.lexemes("evidence-informed")[1:] == dutch.lexemes("evidence informed")


def test_the_pieces_of_a_hyphenated_word_are_split_too():
    assert found_by("schoolbeleid beleid", "ICT-schoolbeleid")
    assert dutch.lexemes("aan-de-slag")[1:] == ["slag"]  # stop words and single letters between hyphens say nothing
    assert dutch.lexemes("M-decreet") == ["mdecret", "decret"]


def test_exclamation_marks_and_other_signs_do_not_hide_a_word():
    assert dutch.lexemes("GO!") == ["go"]
    assert dutch.lexemes("PBD-GO!") == ["pbdgo", "pbd", "go"]
    assert dutch.lexemes("«GO!»-school (PLG): “feedback”, 2e graad") == ["go", "schol", "plg", "feedback", "2e", "grad"]
    assert found_by("go", "de PBD-GO!")


def test_a_compound_and_its_description_find_each_other():
    assert found_by("participatie van leerlingen", "Leerlingenparticipatie")
    assert found_by("lezen", "leesonderwijs")
    assert found_by("kwaliteit van het onderwijs", "onderwijskwaliteit")
    assert found_by("professionele leergemeenschap", "Professionele leergemeenschappen versterken")


def test_words_that_open_a_question_carry_no_meaning():
    assert dutch.lexemes("Hoe motiveer ik leerlingen die afhaken?") == ["motiver", "leerling", "afhak"]
    assert dutch.lexemes("wat waar waarom welke wanneer wie hoeveel de het een zo'n zo’n 's 't") == []


# Compounds


@pytest.mark.parametrize("row", rows(SPLITS), ids=lambda row: row[0])
def test_a_compound_is_split_into_the_words_it_is_made_of(row):
    word, *parts = row
    assert dutch.split(word) == tuple(parts)


@pytest.mark.parametrize("word", WHOLE.split())
def test_a_word_that_is_no_compound_stays_whole(word):
    assert dutch.split(word) == ()
    assert len(dutch.lexemes(word)) <= 1


def test_a_split_word_keeps_its_own_lexeme_first():
    assert dutch.lexemes("taalbeleid") == ["taalbeleid", "tal", "beleid"]


def test_the_parts_of_a_compound_are_the_lexemes_of_those_words():
    for word, *parts in rows(SPLITS):
        if word != "coteaching":
            assert dutch.lexemes(word)[1:] == [whole(part) for part in parts]


def test_no_listed_part_is_split_and_the_list_is_large():
    assert [part for part in dutch.PARTS if dutch.split(part)] == []
    assert len(dutch.PARTS) >= 1000


@pytest.mark.parametrize("name", ["stop", "verbs", "parts"])
def test_no_list_names_a_word_twice(name):
    words = [dutch.fold(word) for line in dutch._lines(name) for word in line.split()]
    assert sorted(words) == sorted(set(words))


def test_no_form_leads_to_two_roots_but_for_nouns_that_take_one_back():
    forms = [dutch.fold(form) for line in dutch._lines("roots") for form in re.split("[ :]+", line.lstrip("= "))]
    assert {form for form in forms if forms.count(form) > 1} == {"staat", "gevallen"}


def test_a_word_that_stays_itself_is_its_own_lexeme():
    for line in dutch._lines("roots"):
        if line.startswith("="):
            root = dutch.fold(line.split()[1])
            assert dutch.stem(root) == root


def test_analysing_a_word_again_says_the_same():
    for row in rows(EACH_OTHER + SPLITS):
        for word in row:
            assert dutch.lexemes(word) == dutch.lexemes(word.upper()) == dutch.lexemes(unicodedata.normalize("NFD", word))


# Places


def places(text):
    return [(token.start, token.end) for token in dutch.tokens(text)]


@pytest.mark.parametrize(
    ("text", "words", "lexemes"),
    [
        ("Een cafe\u0301 in de stad", ["Een", "cafe\u0301", "in", "de", "stad"], ["caf", "stad"]),
        ("ﬁlm en fi\u00adche", ["ﬁlm", "en", "fi\u00adche"], ["film", "fich"]),
        ("Straße, naïef ĳs", ["Straße", "naïef", "ĳs"], ["stras", "naief", "ijs"]),
        ("👩‍🏫 feedback 🎉🎉 leren❤️", ["feedback", "leren"], ["feedback", "ler"]),
        ("‘thema’s’ en 'collega's'", ["thema’s", "en", "collega's"], ["thema", "collega"]),
        ("school- en klasniveau", ["school", "en", "klasniveau"], ["schol", "klasniveau", "klas", "niveau"]),
        ("toets\x00en", ["toets", "en"], ["toets"]),
        ("les\u00ad", ["les"], ["les"]),
        ("образование и 学校 שָׁלוֹם", ["образование", "и", "学校", "שָׁלוֹם"], ["образование", "и", "学校", "שָׁלוֹם"]),
        ("Søren, œuvre, Łódź, 학교", ["Søren", "œuvre", "Łódź", "학교"], ["sor", "oeuvr", "lods", "학교"]),
        ("ﷺ ½ １２ Ⅻ", ["ﷺ", "½", "１２", "Ⅻ"], None),
        ("a_b 3D k12", ["a", "b", "3D", "k12"], ["b", "3d", "k12"]),
    ],
)
def test_a_word_is_where_it_stands_in_the_text(text, words, lexemes):
    assert [token.text for token in dutch.tokens(text)] == words
    assert [text[start:end] for start, end in places(text)] == words
    assert lexemes is None or dutch.lexemes(text) == lexemes


def test_stop_words_keep_their_place_in_a_phrase():
    assert [(t.text, t.lexemes) for t in dutch.tokens("leren van elkaar")] == [("leren", ("ler",)), ("van", ()), ("elkaar", ())]


def random_texts(count):
    dice = random.Random(20250528)
    alphabet = "abcdeéëïijnorstvz  --''’.,!?\"():*\x00\u00ad\u0301\u200d\ufe0f\ud800ßﬁĳ😀٣中ا"
    for number in range(count):
        if number % 2:
            yield "".join(chr(dice.randrange(sys.maxunicode + 1)) for _ in range(dice.randrange(60)))
        else:
            yield "".join(dice.choice(alphabet) for _ in range(dice.randrange(120)))


def test_any_text_is_fine():
    for text in random_texts(3000):
        end = 0
        for token in dutch.tokens(text):
            assert text[token.start : token.end] == token.text != ""
            assert token.start >= end
            end = token.end
            for lexeme in token.lexemes:
                assert lexeme and len(lexeme) <= dutch.LONGEST
                assert not re.search(r"[\s\x00'\ud800-\udfff-]", lexeme)


@pytest.mark.parametrize("letters", ["x", "a-", "a\u00ad", "'", "e\u0301", "a'", "school", "1-b-", "x" * 100 + "-y"])
def test_an_endless_word_is_cut_and_has_an_end(letters):
    """Work that grows with the square of this length would not end within the time that any test has."""
    text = letters * (2_000_000 // len(letters))
    lexemes = dutch.lexemes(text)
    assert len(lexemes) < 200
    assert max(map(len, lexemes), default=0) <= dutch.LONGEST


def test_a_pasted_page_has_every_word_in_its_place():
    text = "De leraren’ overleggen: “lees-onderwijs” is thema's waard! " * 100
    assert [text[start:end] for start, end in places(text)] == [token.text for token in dutch.tokens(text)]
    assert len(dutch.tokens(text)) == 700


# The machine


def test_words_that_were_met_before_are_not_analysed_again():
    text = "De begeleiders van het leesonderwijs overleggen over motivatie en geëvalueerde leerlingenparticipatie. " * 20
    looked_up = lambda: dutch.analyser().lexemes_of.cache_info().misses + dutch.analyser().stem_of.cache_info().misses  # noqa: E731
    first = dutch.tokens(text)
    before = looked_up()
    assert dutch.tokens(text) == first
    assert looked_up() == before


def test_what_is_remembered_has_a_limit():
    assert dutch.analyser().lexemes_of.cache_info().maxsize == dutch.analyser().stem_of.cache_info().maxsize == dutch.KEPT_WORDS
    dutch.tokens("q" * 1000)
    before = dutch.analyser().lexemes_of.cache_info().currsize
    dutch.tokens("z" * 1000)
    assert dutch.analyser().lexemes_of.cache_info().currsize == before


def test_several_threads_get_the_same_answers():
    words = [form for row in rows(EACH_OTHER) for form in row]
    fresh = dutch.Analyser()
    answers = []
    threads = [threading.Thread(target=lambda: answers.append([fresh.lexemes_of(word) for word in words])) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [[tuple(dutch.lexemes(word)) for word in words]] * 8


@pytest.mark.parametrize(
    ("step", "text", "lexemes"),
    [
        ("stop", "hoe leren", ["hoe", "ler"]),
        ("hyphens", "evidence-based", ["evidencebased"]),
        ("roots", "kinderen", ["kinder"]),
        ("verbs", "schrijft", ["schrijft"]),
        ("suffixes", "participatie", ["participatie"]),
        ("snowball", "klasse", ["klasse"]),
        ("endings", "brieven", ["briev"]),
        ("compounds", "taalbeleid", ["taalbeleid"]),
    ],
)
def test_each_step_can_be_left_out_to_see_what_it_brings(step, text, lexemes):
    assert dutch.lexemes(text, without=frozenset({step})) == lexemes
    assert dutch.lexemes(text) != lexemes


def test_without_every_step_the_folded_words_are_left():
    assert dutch.lexemes("De Geëvalueerde thema's", without=dutch.STEPS) == ["de", "geevalueerde", "thema"]


def test_a_step_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="spelling"):
        dutch.lexemes("les", without=frozenset({"spelling"}))


def test_the_version_fits_every_database():
    assert 0 < dutch.ANALYSER_VERSION < 2**31
