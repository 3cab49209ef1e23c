"""Links in a document become materials, as far as they can be known without asking."""

import pytest

from fiches.importing import reading
from fiches.importing.materials import material, spotted, stands_alone
from fiches.importing.parsed import Piece
from portal.documents.blocks import Block, Document, Kind, Run


def read(*texts, rubriek="verdieping"):
    """The materials in a piece of these paragraphs; a pair is a link with its words."""
    blocks = [Block(Kind.PARAGRAPH, text if isinstance(text, tuple) else (Run(text),)) for text in texts]
    return [material(one, "Feedback") for one in spotted([Piece(1, rubriek)], {1: blocks})]


def link(words, url):
    return (Run("Lees "), Run(words, link=url), Run("."))


@pytest.mark.parametrize(
    "text, kind, title",
    [
        (link("de leidraad over feedback", "https://leerpunt.be/leidraden/feedback"), "leidraad", "Leidraad over feedback"),
        (link("de toolkit", "https://leerpunt.be/aan-de-slag/toolkit-leren-lesgeven"), "toolkit", "Toolkit"),
        ("https://leerpunt.be/oproepen", "oproep", "Oproepen"),
        ("https://leerpunt.be/leidraden", "leidraad", "Leidraden"),
        (link("hier", "https://klas.example/uploads/Kijkwijzer-voor-lessen.pdf"), "document", "Kijkwijzer voor lessen"),
        ("https://www.youtube.com/watch?v=abcdefghijk&list=PLx&index=3", "video", "Video: Feedback"),
        ("https://youtu.be/abcdefghijk", "video", "Video: Feedback"),
        ("https://www.klas.example/", "webpagina", "klas.example"),
    ],
)
def test_kind_and_title_are_guessed_from_words_and_address(text, kind, title):
    (found,) = read(text)
    assert (found.kind, found.title) == (kind, title)


def test_what_was_only_guessed_is_named():
    assert read("https://leerpunt.be/leidraden")[0].guessed == ["title"]
    assert read(link("de leidraad over feedback", "https://leerpunt.be/leidraden/feedback"))[0].guessed == []


def test_a_playlist_gives_the_number_and_the_text_the_minutes():
    (found,) = read("In deze video van 2 minuten zie je het.", "https://www.youtube.com/watch?v=abcdefghijk&list=PLx&index=3")
    assert (found.minutes, found.position) == (2, 3)


def test_behind_a_login_the_text_says_which_way_to_go():
    (found,) = read("Raadpleeg ze via GO! PEN > kwaliteit voor iedereen", "https://g-o.smartschool.be/", rubriek="voorbeelden")
    assert (found.access, found.path, found.title, found.kind) == (
        *("go", "GO! PEN > kwaliteit voor iedereen", "GO! PEN: kwaliteit voor iedereen", "praktijkvoorbeeld"),
    )


@pytest.mark.parametrize(
    "url, access",
    [
        ("https://school.sharepoint.com/x", "login"),
        ("https://portaal.example/login", "login"),
        ("https://leerpunt.be/x", "public"),
    ],
)
def test_other_doors_are_known_as_well(url, access):
    assert read(url)[0].access == access


def test_a_line_that_repeats_the_address_is_its_title():
    found = read(
        "Sleutels voor evidence-informed werken: Startnotitie-Sleutels-voor-evidence-informed-werken.pdf.",
        "Wat is evidence informed werken? - Platform Samen.",
        "https://platform.example/2020/11/Startnotitie-Sleutels-voor-evidence-informed-werken.pdf",
        "https://platform.example/wat-is-evidence-informed-werken/",
    )
    assert [one.title for one in found] == ["Sleutels voor evidence-informed werken", "Wat is evidence informed werken?"]


def test_the_same_address_is_one_material_and_words_win():
    found = read("https://www.leerpunt.be/leidraden/", link("onze leidraden", "http://leerpunt.be/leidraden"))
    assert [(one.title, one.kind) for one in found] == [("Leidraden", "leidraad")]


def test_the_place_of_a_page_says_what_kind_it_most_likely_is():
    assert read("https://school.example/woordenmuur", rubriek="voorbeelden")[0].kind == "praktijkvoorbeeld"
    assert read("https://dienst.example/aanbod", rubriek="ondersteuning")[0].kind == "begeleidingsaanbod"
    assert read("De opleiding start in mei.", "https://dienst.example/aanbod", rubriek="ondersteuning")[0].kind == "opleiding"


def test_a_mail_address_and_what_is_no_address_are_no_material():
    assert read(link("mail", "mailto:a@school.example"), "zie www. of http://", "https://[kapot") == []


def test_links_in_the_list_of_sources_or_in_what_is_left_are_no_material():
    assert read("https://leerpunt.be/leidraden", rubriek="bronnen") == read("https://leerpunt.be/leidraden", rubriek="") == []


@pytest.mark.parametrize(
    "text, alone",
    [
        ("https://leerpunt.be/oproepen", True),
        ("https://leerpunt.be/a https://leerpunt.be/b", True),
        ("Zie https://leerpunt.be/oproepen", False),
        ("www.leerpunt.be", True),
        ("geen adres", False),
    ],
)
def test_a_paragraph_of_addresses_is_known(text, alone):
    assert stands_alone(Block(Kind.PARAGRAPH, (Run(text),))) is alone


def test_a_link_in_the_introduction_or_the_points_is_a_material_with_more_information():
    runs = (Run("Kijk in "), Run("de leidraad over feedback", link="https://leerpunt.be/leidraden/feedback"))
    for place in ("inleiding", "kort"):
        (found,) = spotted([Piece(1, place)], {1: [Block(Kind.PARAGRAPH, runs)]})
        assert material(found, "Feedback").rubriek == "informatie"


def test_of_very_many_links_the_first_become_materials_and_the_others_stay_in_the_text(db, monkeypatch):
    monkeypatch.setattr(reading, "MOST", 2)
    words = ["Titel", "Wat betekent dat?", *(f"https://klas.example/{number}" for number in range(3))]
    found = reading.understood(Document("text", [Block(Kind.PARAGRAPH, (Run(line),)) for line in words]), "x.txt")
    assert [one.url for one in found.materials] == ["https://klas.example/0", "https://klas.example/1"]
    assert [piece.text for piece in found.pieces] == ["https://klas.example/2"]
    assert "Van de 3 links worden de eerste 2 materiaal. De andere blijven in de tekst staan." in found.remarks
    assert found.kept == 100.0
