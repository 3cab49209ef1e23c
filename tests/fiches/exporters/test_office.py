"""A fiche for Word and as Markdown, read back by pandoc: headings, lists, tables and links are what they were."""

import io
import json
import zipfile

from lxml import etree

from fiches.exporters.content import content
from fiches.exporters.office import markdown, word
from portal.documents.pandoc import convert
from tests.fiches.exporters.pages import LONG_WORD, MARKUP, RICH, TABLE, hostile, material, page, picture, reference, section

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def back(said: dict, make, source) -> dict:
    return json.loads(convert(make(content(said)), source=source, to="json"))


def found(tree, kind: str) -> list:
    """Every element of this kind, in order."""
    if isinstance(tree, dict):
        here = [tree] if tree.get("t") == kind else []
        return here + [one for value in tree.values() for one in found(value, kind)]
    return [one for value in tree for one in found(value, kind)] if isinstance(tree, list) else []


def words(tree) -> str:
    if isinstance(tree, list):
        return "".join(words(one) for one in tree)
    if not isinstance(tree, dict):
        return ""
    kind = tree.get("t")
    return tree["c"] if kind == "Str" else " " if kind in ("Space", "SoftBreak", "LineBreak") else words(list(tree.values()))


def headings(tree) -> list[tuple[int, str]]:
    return [(one["c"][0], words(one["c"][2])) for one in found(tree, "Header")]


def links(tree) -> dict[str, str]:
    return {words(one["c"][1]): one["c"][2][0] for one in found(tree, "Link")}


def word_file(said: dict, name: str):
    with zipfile.ZipFile(io.BytesIO(word(content(said)))) as archive:
        return etree.fromstring(archive.read(name))


RUBRIEKEN = ["In het kort", "Wat betekent dat?", "Gespreksvragen", "Bronnen", "Over deze fiche"]
FULL = {"sections": [section(html=RICH, resources=[material()])], "questions": ["Wat doen wij al?"], "references": [reference()]}


def test_word_has_the_rubrieken_as_headings_and_a_title():
    tree = back(page(**FULL), word, "docx")
    assert headings(tree) == [(2, "Een tussenkop") if one == "x" else (1, one) for one in RUBRIEKEN[:2]] + [
        (2, "Een tussenkop"),
        *((1, one) for one in RUBRIEKEN[2:]),
    ]
    assert words(tree["meta"]["title"]) == "Samen lezen"


def test_markdown_has_them_below_its_title():
    assert headings(back(page(**FULL), markdown, "gfm")) == [
        (1, "Samen lezen"),
        *((2, one) for one in RUBRIEKEN[:2]),
        (3, "Een tussenkop"),
        *((2, one) for one in RUBRIEKEN[2:]),
    ]


def test_links_lists_tables_and_quotes_survive():
    for make, source in ((word, "docx"), (markdown, "gfm")):
        tree = back(page(**FULL), make, source)
        said = links(tree)
        assert said["link naar elders"] == "https://example.org/a?b=1&c=2"
        assert said["Een leidraad"] == "https://example.org/leidraad"
        assert [one["c"][0][0] for one in found(tree, "OrderedList")] == [3, 1]
        assert len(found(tree, "BlockQuote")) == 1
        assert ("Auteur, A. (1901). Boek 1. Uitgeverij." in words(tree), "Wat doen wij al?" in words(tree)) == (True, True)
    assert len(found(back(page(sections=[section(html=TABLE)]), word, "docx"), "Table")) == 1


def test_a_citation_in_word_leads_to_its_source():
    html = '<p><a class="cite" href="#bron-1">(Auteur, 1901)</a></p>'
    root = word_file(page(sections=[section(html=html)], references=[reference()]), "word/document.xml")
    assert [one.get(f"{W}anchor") for one in root.iter(f"{W}hyperlink") if one.get(f"{W}anchor")] == ["bron-1"]
    assert "bron-1" in [one.get(f"{W}name") for one in root.iter(f"{W}bookmarkStart")]


def test_word_knows_its_language_its_title_and_our_type():
    styles = word_file(page(), "word/styles.xml")
    assert {one.get(f"{W}val") for one in styles.find(f"{W}docDefaults").iter(f"{W}lang")} == {"nl-BE"}
    title = next(one for one in styles.iter(f"{W}style") if one.get(f"{W}styleId") == "Title")
    assert next(title.iter(f"{W}rFonts")).get(f"{W}ascii") == "Georgia"
    facts = word_file(page(), "docProps/core.xml")
    said = {etree.QName(one).localname: one.text for one in facts}
    assert (said["title"], said["creator"], said["language"]) == ("Samen lezen", "PBD-GO!", "nl-BE")
    size = next(word_file(page(), "word/document.xml").iter(f"{W}pgSz"))
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")


def test_a_picture_is_in_word_with_its_words(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with zipfile.ZipFile(io.BytesIO(word(content(page(image=picture("Twee leraren.")))))) as archive:
        assert [name for name in archive.namelist() if name.startswith("word/media/")]
        assert b'descr="Twee leraren."' in archive.read("word/document.xml")


def test_markdown_names_the_picture_on_the_site(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    said = markdown(content(page(image=picture("Twee leraren.")))).decode()
    assert "![Twee leraren.](http://127.0.0.1:8000/media/fiches/beeld.webp)" in said


def test_hostile_text_is_text():
    for make, source in ((word, "docx"), (markdown, "gfm")):
        said = words(back(hostile(), make, source))
        assert MARKUP.replace("---", "").strip()[:40] in said
        assert LONG_WORD in said
        assert "😀" in said
