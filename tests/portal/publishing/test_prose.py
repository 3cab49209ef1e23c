"""The difference between two rich texts: paragraph by paragraph, in marks and in words."""

import pytest

from portal.publishing.passages import lines, passages
from portal.publishing.prose import SHOWN, Fold, Line, compared, folded
from portal.publishing.words import ADDED, FOLDED, REMOVED, SAME, Effort

FIRST = "<p>Elke leerling laten groeien: hoe haalt een school het beste naar boven?</p>"
SECOND = "<p>Werken met onderzoek wil zeggen dat iedereen zich laat informeren.</p>"
THIRD = "<p>Geen twee klassen of scholen zijn gelijk, en dat is maar goed ook.</p>"


def found(old: str, new: str) -> list[Line]:
    return compared(passages(old), passages(new), Effort())


def told(old: str, new: str) -> list[tuple[str, str]]:
    """(state, text with what came in [+...] and what went in [-...])"""
    signs = {ADDED: "[+%s]", REMOVED: "[-%s]"}
    return [
        (line.state, "".join(signs.get(mark.kind, "%s") % mark.text for mark in line.marks).strip()) for line in found(old, new)
    ]


def notes(old: str, new: str) -> list[str]:
    return [note for line in found(old, new) for note in line.notes]


# -- reading -----------------------------------------------------------------------------------------------------------
def test_every_element_of_the_editor_is_a_passage_of_its_kind():
    html = (
        "<h3>Kop</h3><p>Een <em>alinea</em>.</p><ul><li><p>punt</p></li></ul><ol><li>stap</li></ol>"
        "<blockquote><p>citaat</p></blockquote><table><tr><th><p>a</p></th><td>b</td></tr></table>los &amp; klaar"
    )
    assert [(one.kind, one.text) for one in passages(html)] == [
        ("heading", "Kop"),
        ("paragraph", "Een alinea."),
        ("item", "punt"),
        ("step", "stap"),
        ("quote", "citaat"),
        ("row", "a | b"),
        ("paragraph", "los & klaar"),
    ]


@pytest.mark.parametrize("html", ["", "   ", "<p></p>", "<p>&nbsp;</p>", "<ul><li></li></ul>", "<!-- x -->"])
def test_what_says_nothing_is_no_passage(html):
    assert passages(html) == []


@pytest.mark.parametrize(
    "html", ["<p>open", "</p></li>", "<![x[", "<!x", "<a <b", "<p" * 2000, "&#0;&#x110000;", "<td>a<tr><td>b"]
)
def test_broken_html_is_read_without_complaint(html):
    assert isinstance(passages(html), list)


def test_lines_of_a_plain_text_are_its_passages():
    assert [one.text for one in lines("een\n\n  twee \n")] == ["een", "twee"]


# -- comparing ---------------------------------------------------------------------------------------------------------
def test_equal_texts_differ_nowhere():
    assert {line.state for line in found(FIRST + SECOND, FIRST + SECOND)} == {SAME}


def test_a_rewritten_paragraph_is_marked_inside_and_the_others_are_left_alone():
    assert told(FIRST + SECOND, FIRST + SECOND.replace("iedereen", "elk team")) == [
        (SAME, "Elke leerling laten groeien: hoe haalt een school het beste naar boven?"),
        ("changed", "Werken met onderzoek wil zeggen dat[- iedereen][+ elk team] zich laat informeren."),
    ]


def test_a_paragraph_that_came_and_one_that_went_are_told_whole():
    assert told(FIRST, FIRST + SECOND)[1] == (ADDED, "[+ Werken met onderzoek wil zeggen dat iedereen zich laat informeren.]")
    assert told(FIRST + SECOND, FIRST)[1] == (REMOVED, "[- Werken met onderzoek wil zeggen dat iedereen zich laat informeren.]")


def test_a_text_written_anew_is_not_mixed_with_the_old_one():
    new = "<p>Iets heel anders, over toetsen.</p>"
    assert [state for state, _text in told(SECOND, new)] == [REMOVED, ADDED]


def test_a_split_paragraph_is_one_that_got_a_break():
    old = "<p>Een eerste zin over lezen. Een tweede zin over schrijven en spreken.</p>"
    new = "<p>Een eerste zin over lezen.</p><p>Een tweede zin over schrijven en spreken.</p>"
    assert told(old, new) == [("changed", "Een eerste zin over lezen.[+ ¶] Een tweede zin over schrijven en spreken.")]
    assert told(new, old) == [("changed", "Een eerste zin over lezen.[- ¶] Een tweede zin over schrijven en spreken.")]


def test_a_moved_paragraph_is_said_to_be_moved_at_both_places():
    lines_found = found(FIRST + SECOND + THIRD, THIRD + FIRST + SECOND)
    assert [line.state for line in lines_found] == ["moved", SAME, SAME, "left"]
    assert [line.notes for line in lines_found if line.notes] == [
        ("Deze tekst stond eerst lager.",),
        ("Hier stond “Geen twee klassen of scholen zijn gelijk, en dat is maar…”. Dat staat nu hoger.",),
    ]


def test_a_row_of_a_table_is_compared_as_a_row():
    row = "<table><tr><td>%s</td><td>lager onderwijs en secundair</td></tr></table>"
    assert told(row % "Feedback geven", row % "Feedback vragen") == [
        ("changed", "Feedback[- geven][+ vragen] | lager onderwijs en secundair")
    ]


# -- markup ------------------------------------------------------------------------------------------------------------
def test_a_link_that_leads_elsewhere_is_told_with_both_addresses():
    link = '<p>Lees <a href="%s">het hele rapport</a> eerst.</p>'
    old, new = (link % address for address in ("https://a.example/", "https://b.example/"))
    assert told(old, new) == [("changed", "Lees het hele rapport eerst.")]
    assert notes(old, new) == ["De link op “het hele rapport” gaat nu naar https://b.example/, en eerst naar https://a.example/."]


def test_markup_that_came_or_went_is_told_in_words():
    plain, bold = "<p>Dit is <em>heel</em> belangrijk.</p>", "<p>Dit is heel <strong>belangrijk</strong>.</p>"
    assert notes(plain, bold) == ["“heel” staat niet meer cursief.", "“belangrijk” staat nu in het vet."]


def test_a_new_and_a_lost_link_are_told():
    without, with_link = "<p>Kijk hier nu.</p>", '<p>Kijk <a href="https://a.example/">hier</a> nu.</p>'
    assert notes(without, with_link) == ["“hier” is nu een link naar https://a.example/."]
    assert notes(with_link, without) == ["“hier” is geen link meer, en was er een naar https://a.example/."]


def test_a_paragraph_that_became_a_list_item_is_told():
    assert notes("<p>Lees voor.</p>", "<ul><li>Lees voor.</li></ul>") == ["Dit was een alinea en is nu een punt in een lijst."]


def test_a_word_half_in_bold_is_one_word():
    assert told("<p><strong>on</strong>gewoon</p>", "<p>ongewoon</p>") == [("changed", "ongewoon")]


# -- folding -----------------------------------------------------------------------------------------------------------
def test_passages_far_from_a_change_are_folded_away_and_none_is_lost():
    old = "".join(f"<p>Alinea nummer {number} die blijft.</p>" for number in range(20))
    shown = folded(found(old, old.replace("nummer 10", "nummer tien")))
    assert [one.label if isinstance(one, Fold) else one.state for one in shown] == [
        "9 gelijke passages",
        SAME,
        "changed",
        SAME,
        "8 gelijke passages",
    ]
    assert sum(len(one.lines) if isinstance(one, Fold) else 1 for one in shown) == 20


def test_a_long_stretch_inside_a_paragraph_is_folded_with_a_few_words_in_sight():
    words = [f"woord{number}" for number in range(200)]
    old = f"<p>{' '.join(words)} oud</p>"
    [line] = folded(found(old, old.replace("oud", "nieuw")))
    assert [mark.kind for mark in line.marks] == [FOLDED, SAME, REMOVED, ADDED]
    assert " ".join("".join(mark.text + " " for mark in line.marks[:2]).split()) == " ".join(words)


def test_of_a_text_that_was_wholly_rewritten_only_the_beginning_is_shown():
    old, new = ("".join(f"<p>{word} {number}</p>" for number in range(2000)) for word in ("oud", "nieuw"))
    shown = folded(found(old, new))
    assert len(shown) == SHOWN + 1
    assert shown[-1].notes[0].endswith("Lees daarvoor beide versies.")
