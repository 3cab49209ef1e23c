"""Text out of documents has one way to write each letter, and keeps its typography."""

import pytest

from portal.documents.blocks import Run, tidy
from portal.documents.letters import clean, one_line


@pytest.mark.parametrize(
    "written, read",
    [
        ("ge\u0069\u0308nformeerd", "geïnformeerd"),
        ("eﬃciënt en ﬂink", "efficiënt en flink"),
        ("kwali\u00adteit", "kwaliteit"),
        ("10\u00a0%\u202fmeer", "10 % meer"),
        ("Ĳsland, bĳ", "IJsland, bij"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("be¨ınvloed", "beïnvloed"),
        ("regel\vregel\u2028regel\r\nregel", "regel\nregel\nregel\nregel"),
        ("bel\x07 en nul\x00", "bel en nul"),
        ("half \ud800 teken", "half  teken"),
        ("\uf0b7 punt", "• punt"),
        ("net‑overschrijdend", "net-overschrijdend"),
    ],
)
def test_letters_come_out_clean(written, read):
    assert clean(written) == read


@pytest.mark.parametrize(
    "text", ["‘weten wat werkt’", "“rubriek”", "1–3 — …", "€ 5 × 2", "👩‍🏫", "x² + y", "café à la carte", "5´ wachten"]
)
def test_typography_stays(text):
    assert clean(text) == text


def test_a_text_on_one_line_has_single_spaces():
    assert one_line(" een \u00a0 twee\n\tdrie ") == "een twee drie"


def test_runs_of_one_style_become_one_run_with_single_spaces():
    assert tidy([Run("  een "), Run(" twee"), Run("  vet ", bold=True), Run(" "), Run("drie ")]) == (
        Run("een twee "),
        Run("vet", bold=True),
        Run(" drie"),
    )


def test_a_space_between_two_bold_words_is_bold():
    assert tidy([Run("heel", bold=True), Run(" "), Run("vet", bold=True)]) == (Run("heel vet", bold=True),)


def test_an_accent_in_another_run_joins_its_letter():
    assert tidy([Run("ge"), Run("i", italic=True), Run("\u0308nformeerd")]) == (
        Run("ge"),
        Run("ï", italic=True),
        Run("nformeerd"),
    )


def test_a_line_break_keeps_no_spaces_around_it():
    assert tidy([Run("een "), Run("\n"), Run(" twee"), Run("\n")]) == (Run("een\ntwee"),)
