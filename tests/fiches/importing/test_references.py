"""The list of sources of a document, and the citations in its text."""

from fiches.importing import references
from fiches.importing.parsed import ParsedFiche, Piece, Reference
from fiches.importing.references import UNUSABLE, listed, match
from portal.documents.blocks import Block, Kind, Run

MAES = "Maes, B. (2018). Twee leraren. Pers."
CLAES = "Claes, A., & De Wit, C. (2020). Samen. Pers."


def p(*runs, kind=Kind.PARAGRAPH):
    return Block(kind, tuple(run if isinstance(run, Run) else Run(run) for run in runs))


def raws(*blocks):
    return [reference.raw for reference in listed(blocks).references]


def test_each_paragraph_and_each_item_is_an_entry():
    assert raws(p(MAES), p(CLAES, kind=Kind.ITEM)) == [MAES, CLAES]


def test_of_very_many_entries_the_first_become_sources_and_the_others_stay_text(monkeypatch):
    monkeypatch.setattr(references, "MOST", 1)
    found = listed([p(MAES), p(CLAES)])
    assert ([one.raw for one in found.references], [block.text for block in found.rest]) == ([MAES], [CLAES])


def test_entries_that_share_a_paragraph_are_told_apart():
    assert raws(p(f"{MAES} {CLAES}")) == [MAES, CLAES]
    assert raws(p(f"{MAES}\n{CLAES}")) == [MAES, CLAES]


def test_an_address_on_its_own_line_and_a_broken_entry_belong_to_the_one_above():
    assert raws(p(MAES), p("https://pers.example/maes")) == [f"{MAES} https://pers.example/maes"]
    assert raws(p("Maes, B. (2018). Twee leraren voor de"), p("klas. Pers.")) == [
        "Maes, B. (2018). Twee leraren voor de klas. Pers."
    ]


def test_italics_tell_a_journal_from_a_title():
    (reference,) = listed([p("Maes, B. (in druk). Kiezen. ", Run("Onderwijs in Beeld", italic=True), ".")]).references
    assert (reference.csl["type"], reference.csl["container-title"]) == ("article-journal", "Onderwijs in Beeld")


def test_an_address_behind_the_words_of_an_entry_is_kept():
    (reference,) = listed([p("Maes, B. (2018). ", Run("Twee leraren", link="https://pers.example/maes"), ". Pers.")]).references
    assert reference.csl["URL"] == "https://pers.example/maes"


def test_what_is_no_entry_stays_text():
    found = listed([p("Deze bronnen gebruikten we."), p(MAES), p("Kop", kind=Kind.HEADING)])
    assert ([block.text for block in found.rest], len(found.references)) == (["Deze bronnen gebruikten we.", "Kop"], 1)


def fiche(html, *entries):
    found = ParsedFiche(
        title="T", pieces=[Piece(1, "onderzoek", html=html)], references=listed([p(entry) for entry in entries]).references
    )
    match(found)
    return found


def test_citations_in_the_text_find_their_entry_and_the_others_are_listed():
    found = fiche("<p>Zo is het (Maes, 2018; Peeters, 2011). Maes (2018) herhaalt dat.</p>", MAES, CLAES)
    assert ([reference.cited for reference in found.references], found.loose) == ([2, 0], ["(Peeters, 2011)"])


def test_year_letters_follow_from_the_list_and_a_difference_is_said():
    found = fiche("<p>(Maes, 2018a).</p>", "Maes, B. (2018a). Zalm. Pers.", "Maes, B. (2018b). Appel. Pers.")
    assert found.references[0].doubts == [
        "In het document heeft deze bron de letter a, in de lijst wordt dat b. Pas de tekst aan."
    ]


def test_an_entry_that_cannot_be_set_keeps_its_words():
    broken = Reference("Raar ding (2018)", {"type": "book"}, 0.9)
    found = ParsedFiche(title="T", references=[*listed([p(MAES)]).references, broken])
    match(found)
    assert (broken.csl, broken.doubts) == ({"type": "document", "title": "Raar ding (2018)"}, [UNUSABLE])
