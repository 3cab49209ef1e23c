"""Typst in its box: data in, an accessible PDF out, and a refusal of what would not be accessible."""

import io

import pypdf
import pytest

from portal.documents.boxed import NotMade, make
from portal.documents.typesetting import typeset

HEAD = '#import "house.typ": *\n#let d = json("data.json")\n#show: framed.with(title: d.title)\n'


@pytest.fixture
def set_in(tmp_path):
    """The text of a PDF from this template source."""

    def made(source, files=None, **data):
        template = tmp_path / "proef.typ"
        template.write_text(HEAD + source)
        data = typeset(template, {"title": "Proef", **data}, files)
        return pypdf.PdfReader(io.BytesIO(data))

    return made


def text(reader) -> str:
    return " ".join(page.extract_text() for page in reader.pages)


def test_data_are_never_read_as_markup(set_in):
    markup = '#read("/etc/passwd") $x$ *vet* // niets \\ "'
    assert markup in text(set_in("= #d.title\n#d.said", said=markup))


def test_a_heading_that_skips_a_level_is_refused(set_in):
    assert "Kop" in text(set_in("= Kop\n== Onder\n=== Daaronder"))
    with pytest.raises(NotMade, match="heading"):
        set_in("= Kop\n=== Te diep")


def test_a_picture_without_words_is_refused(set_in):
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4"/></svg>'
    set_in('= Kop\n#image("a.svg", alt: "Een cirkel")', {"a.svg": drawing})
    with pytest.raises(NotMade, match="alt"):
        set_in('= Kop\n#image("a.svg")', {"a.svg": drawing})


def test_the_template_sees_nothing_but_its_box(set_in, tmp_path):
    secret = tmp_path / "geheim.txt"
    secret.write_text("sleutelwoord")
    with pytest.raises(NotMade):
        set_in(f'= Kop\n#read("{secret}")')
    with pytest.raises(NotMade):
        set_in('= Kop\n#read("../geheim.txt")')


def test_a_letter_that_no_font_has_is_a_hollow_square(set_in):
    read = text(set_in("= Kop\n#d.said", said="Goed zo 😀 👩🏽‍🏫 漢字 einde"))
    assert "Goed zo □ □ □ einde" in read


def test_other_scripts_are_set_in_fonts_that_have_them(set_in):
    assert "Привет Ελλάδα" in text(set_in("= Kop\n#d.said", said="Привет Ελλάδα"))


def test_our_own_type_is_used(set_in):
    page = set_in("= Kop\nTekst #small[klein]").pages[0]
    names = {font.get_object()["/BaseFont"].partition("+")[2] for font in page["/Resources"]["/Font"].values()}
    assert names == {"LiterataDisplay-SemiBold", "Literata-Regular", "InstrumentSans-Regular"}


def test_a_maker_that_takes_too_long_is_stopped():
    with pytest.raises(NotMade, match="seconds"):
        make("tests.portal.documents.makers:sleeps", {}, {}, time_limit=1.5)


def test_a_maker_that_takes_too_much_memory_is_stopped():
    with pytest.raises(NotMade, match="MemoryError"):
        make("tests.portal.documents.makers:swells", {}, {}, memory_limit=300_000_000)


def test_a_maker_knows_no_secret_of_ours(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "sleutelwoord")
    assert b"sleutelwoord" not in make("tests.portal.documents.makers:tells", {}, {})
