"""Plain text: paragraphs out of broken lines, headings, lists, and no outline behind it."""

from portal.documents.blocks import Kind
from portal.documents.readers.plain_text import read


def said(text):
    return [(block.kind.value, block.text) for block in read(text).blocks]


def test_lines_that_were_broken_to_fit_are_one_paragraph():
    text = "Een school haalt het beste uit haar leerlingen, zodat iedereen \ngroeit.\n\nEen tweede alinea.\n"
    assert said(text) == [
        ("paragraph", "Een school haalt het beste uit haar leerlingen, zodat iedereen groeit."),
        ("paragraph", "Een tweede alinea."),
    ]


def test_a_short_line_in_capitals_is_a_heading_wherever_it_stands():
    text = "Titel\nWAT BETEKENT DAT?\nTekst van de rubriek.\n BRONNEN\n"
    assert said(text) == [
        ("paragraph", "Titel"),
        ("heading", "WAT BETEKENT DAT?"),
        ("paragraph", "Tekst van de rubriek."),
        ("heading", "BRONNEN"),
    ]


def test_a_sentence_goes_on_over_an_empty_line_between_two_text_boxes():
    assert said("Praktijk Expertise Netwerk \n\nvoor leraren\n") == [("paragraph", "Praktijk Expertise Netwerk voor leraren")]


def test_bullets_and_numbers_are_lists_with_levels():
    blocks = read("• een\n   – dieper\n• twee\n\n1. eerst\n2. dan\n").blocks
    assert [(block.kind, block.text, block.level, block.ordered) for block in blocks] == [
        (Kind.ITEM, "een", 0, False),
        (Kind.ITEM, "dieper", 1, False),
        (Kind.ITEM, "twee", 0, False),
        (Kind.ITEM, "eerst", 0, True),
        (Kind.ITEM, "dan", 0, True),
    ]


def test_addresses_under_each_other_stay_apart_and_broken_ones_come_together():
    text = "https://leerpunt.example/oproepen\nhttps://platform.example/uploads/2020/Startnotitie-voor-\nwerken.pdf\n"
    assert said(text) == [
        ("paragraph", "https://leerpunt.example/oproepen"),
        ("paragraph", "https://platform.example/uploads/2020/Startnotitie-voor-werken.pdf"),
    ]


def test_the_outline_behind_copied_slides_is_no_text():
    text = "Feedback\nTekst.\n\n\n\tFeedback\n\tDianummer 2\n\tFeedback\n\n"
    assert said(text) == [
        *[("paragraph", "Feedback"), ("paragraph", "Tekst.")],
        *[("furniture", "Feedback"), ("furniture", "Dianummer 2"), ("furniture", "Feedback")],
    ]


def test_indented_text_that_is_no_outline_stays():
    text = "Titel\n\n\teen eigen gedachte\n\tnog een gedachte\n\ten een derde\n"
    assert "furniture" not in dict(said(text))


def test_form_feeds_divide_pages():
    assert [block.page for block in read("een\f\ntwee\n\f drie").blocks] == [1, 2, 3]
