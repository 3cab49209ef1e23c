"""Blocks go to the title and to rubrieken; nothing is dropped."""

import pytest

from fiches.importing.parsed import LISTS, QUESTIONS
from fiches.importing.sorting import sort
from portal.documents.blocks import Block, Document, Kind, Run


def block(kind, text, page=0, **more):
    return Block(kind, (Run(text),), page=page, **more)


def h(text, page=0, level=1):
    return block(Kind.HEADING, text, page, level=level)


def p(text, page=0):
    return block(Kind.PARAGRAPH, text, page)


def item(text, page=0):
    return block(Kind.ITEM, text, page)


def sorted_(*blocks, name="feedback_in_de-klas.docx", title=""):
    return sort(Document("docx", list(blocks), title=title), name)


def placed(found):
    return [(piece.rubriek, piece.text) for piece in found.pieces]


@pytest.mark.parametrize(
    "blocks, title, sure",
    [
        ([block(Kind.TITLE, "De titel"), h("Inhoud")], "De titel", True),
        ([p("Vormingsdag"), h("De titel"), p("Tekst.")], "De titel", True),
        ([p("De titel"), p("Gewone tekst die volgt.")], "De titel", True),
        ([h("FEEDBACK GEVEN"), p("We gaan feedback geven.")], "Feedback geven", True),
        ([h("Wat betekent dat?"), p("Tekst.")], "Feedback in de klas", False),
        ([p("Dit is een zin en geen titel.")], "Feedback in de klas", False),
        ([p("De titel"), h("Wat betekent dat?"), h("Grote kop")], "De titel", True),
        ([block(Kind.TITLE, ""), h("…"), h("De titel"), p("Tekst.")], "De titel", True),
        ([block(Kind.TITLE, "")], "Feedback in de klas", False),
    ],
)
def test_the_title_is_what_stands_highest_before_the_first_rubriek(blocks, title, sure):
    found = sorted_(*blocks)
    assert (found.title, found.title_sure) == (title, sure)


def test_without_a_title_the_properties_of_the_file_are_asked_before_its_name():
    assert sorted_(h("Bronnen"), title="Uit de eigenschappen").title == "Uit de eigenschappen"


def test_rubrieken_in_any_order_spread_over_slides_and_repeated_come_together():
    found = sorted_(
        h("T", 1), h("BRONNEN", 2), h("Wat betekent dat?", 3), p("een", 3), h("Wat betekent dat? (vervolg)", 4), p("twee", 4)
    )
    assert placed(found) == [("betekenis", "een"), ("betekenis", "twee")]


def test_what_stands_under_in_het_kort_becomes_the_points_of_the_fiche_and_has_no_heading_of_its_own():
    found = sorted_(
        p("Titel"), h("In het kort (1/2)"), item("Een."), item("Twee."), h("IN HET KORT: (2/2)"), p("Drie."), h("Bronnen")
    )
    assert placed(found) == [("kort", "Een.\nTwee."), ("kort", "Drie.")]
    assert found.headings == {"bronnen": ""}
    assert [line.place for line in found.lines] == [
        *("titel", "kop van “in het kort”", "in het kort", "in het kort"),
        *("kop van “in het kort”", "in het kort", "kop van “Bronnen”"),
    ]


def test_questions_to_talk_about_become_a_field_where_a_fiche_has_one_and_else_keep_their_heading():
    found = sorted_(p("Titel"), h("Uit onderzoek"), p("Tekst."), h("Gespreksvragen"), item("Wat doen wij al?"))
    if QUESTIONS in LISTS:
        assert placed(found) == [("onderzoek", "Tekst."), (QUESTIONS, "Wat doen wij al?")]
    else:
        assert placed(found) == [("onderzoek", "Tekst.\nGespreksvragen\nWat doen wij al?")]


def test_a_heading_of_its_own_keeps_its_words_and_not_its_number_or_part():
    found = sorted_(p("Titel"), h("2. Hoe kan mijn team worden ondersteund? (1/3)"), p("een"), h("Voorbeelden (2/3)"), p("twee"))
    assert found.headings == {"ondersteuning": "Hoe kan mijn team worden ondersteund?", "voorbeelden": ""}


def test_an_unknown_heading_stays_where_it_stood():
    found = sorted_(p("Titel"), h("Uit onderzoek"), p("een"), h("Onze aanpak"), p("twee"), h("Bronnen"))
    assert found.pieces[0].html == "<p>een</p><h3>Onze aanpak</h3><p>twee</p>"
    assert found.pieces[0].rubriek == "onderzoek"


def test_a_heading_in_other_words_is_kept_as_that_of_the_rubriek_or_as_one_inside_it():
    found = sorted_(p("Titel"), h("Ervaringen uit de praktijk"), p("een"), h("Voorbeelden uit andere scholen"), p("twee"))
    assert found.headings == {"voorbeelden": "Ervaringen uit de praktijk"}
    assert found.pieces[-1].html == "<h3>Voorbeelden uit andere scholen</h3><p>twee</p>"


def test_the_title_on_every_slide_is_no_text():
    found = sorted_(h("Feedback", 1), h("Wat is dat?", 2), p("een", 2), p("FEEDBACK", 3), p("twee", 3))
    assert placed(found) == [("betekenis", "een"), ("betekenis", "twee")]
    assert [line.place for line in found.lines].count("titel") == 2


def test_a_short_text_before_the_first_rubriek_is_the_standfirst_and_a_longer_one_is_not():
    assert placed(sorted_(h("T"), p("Kort."), h("Bronnen")))[0] == ("inleiding", "Kort.")
    assert [piece.rubriek for piece in sorted_(h("T"), p("Een."), p("Twee."), h("Bronnen")).pieces] == ["betekenis"]
    assert [piece.rubriek for piece in sorted_(h("T"), p("Kort.")).pieces] == ["betekenis"]


@pytest.mark.parametrize(
    "runs",
    [
        [Run("Wat betekent dat? Leerlingen leren woorden.")],
        [Run("Wat betekent dat?", bold=True), Run(" Leerlingen leren woorden.")],
        [Run("Wat betekent dat?\nLeerlingen leren woorden.")],
    ],
)
def test_a_rubriek_that_begins_inside_a_paragraph_is_seen(runs):
    found = sorted_(p("Titel"), Block(Kind.PARAGRAPH, tuple(runs)))
    assert placed(found) == [("betekenis", "Leerlingen leren woorden.")]


def test_an_agenda_is_a_list_and_no_series_of_rubrieken():
    found = sorted_(h("T"), h("Wat is dat?"), *(block(Kind.ITEM, text) for text in ("Voorbeelden", "Bronnen")))
    assert placed(found) == [("betekenis", "Voorbeelden\nBronnen")]


def test_a_table_with_rubrieken_on_the_left_is_unfolded_and_another_table_is_not():
    rows = tuple(((p(head),), (p(text),)) for head, text in (("Wat betekent dat?", "een"), ("Bronnen", "twee")))
    assert placed(sorted_(p("Titel"), Block(Kind.TABLE, rows=rows))) == [("betekenis", "een"), ("bronnen", "twee")]
    plain = tuple(((p(head),), (p(text),)) for head, text in (("Stap", "een"), ("Doel", "twee")))
    assert [piece.label for piece in sorted_(p("Titel"), h("Uit onderzoek"), Block(Kind.TABLE, rows=plain)).pieces] == ["tabel"]


def test_notes_of_the_speaker_are_left_until_an_editor_takes_them():
    found = sorted_(h("T", 1), h("Wat is dat?", 2), p("een", 2), block(Kind.NOTE, "Zeg dit.", 2), block(Kind.IMAGE, "foto", 2))
    assert placed(found) == [("betekenis", "een"), ("", "Zeg dit.")]
    assert [(line.what, line.place) for line in found.lines[-2:]] == [
        ("notitie van de spreker", "niet overgenomen"),
        ("afbeelding", "niet overgenomen"),
    ]


def test_a_footnote_stands_below_the_rubriek_that_names_it():
    found = sorted_(p("Titel"), h("Wat is dat?"), p("Zie [1]."), h("Bronnen"), p("Tekst."), block(Kind.FOOTNOTE, "[1] De noot."))
    assert placed(found) == [("betekenis", "Zie [1].\n[1] De noot."), ("bronnen", "Tekst.")]


def test_every_block_has_a_line_in_the_report():
    blocks = [h("T"), h("Wat is dat?"), p("een"), block(Kind.FURNITURE, "1/3"), block(Kind.IMAGE, ""), h("Eigen kop"), p("twee")]
    assert [(line.what, line.text, line.place) for line in sorted_(*blocks).lines] == [
        ("kop", "T", "titel"),
        ("kop", "Wat is dat?", "kop van “Wat betekent dat?”"),
        ("alinea", "een", "Wat betekent dat?"),
        ("kop- of voettekst", "1/3", "niet overgenomen"),
        ("afbeelding", "", "niet overgenomen"),
        ("kop", "Eigen kop", "een eigen kop"),
        ("alinea", "twee", "Wat betekent dat?"),
    ]
