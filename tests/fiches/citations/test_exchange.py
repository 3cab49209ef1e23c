"""A list for other programs: pandoc, rispy and bibtexparser read from it what we wrote, for every kind of reference."""

import json
import re
from pathlib import Path
from urllib.parse import parse_qs

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import SeparateCoAuthors, SplitNameParts
from pylatexenc.latex2text import LatexNodes2Text

from fiches.citations.coins import coins
from fiches.citations.entries import entries, kept
from fiches.citations.exchange import FORMATS, Listed
from portal.documents import pandoc

TABLE = Path(__file__).parents[2] / "examples" / "references" / "table.json"
REFERENCES = [(one["name"], kept(one["csl"])) for one in json.loads(TABLE.read_text(encoding="utf-8"))]
LISTED = [Listed(f"bron-{number}", csl, "") for number, (_name, csl) in enumerate(REFERENCES)]
TEXTS = ("title", "container-title", "volume", "issue", "page", "edition", "publisher", "DOI", "URL")
# What a format has no word of its own for.
IN_BIBTEX = {"article-magazine": "article-journal", "article-newspaper": "article-journal", "post-weblog": "webpage"}
IN_RIS = {
    "document": "entry",
    "speech": "paper-conference",
    "webpage": "document",
    "motion_picture": "graphic",
    "broadcast": "graphic",
}
WITH_A_WHOLE = {"article-journal", "chapter", "paper-conference"}  # BibTeX's own words for what something stands in


def even(text) -> str:
    return re.sub("[‐-―-]+", "-", str(text).replace("’", "'").replace("“", '"').replace("”", '"'))


def whole(person) -> str:
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix", "literal")
    return even(" ".join(person[part] for part in parts if part in person))


def core(csl: dict) -> dict:
    """What every format says of a source."""
    said = {name: even(csl[name]) for name in TEXTS if csl.get(name)}
    said |= {name: [whole(person) for person in csl[name]] for name in ("author", "editor") if csl.get(name)}
    day = ((csl.get("issued") or {}).get("date-parts") or [[""]])[0]
    return said | {"type": csl["type"], "year": day[0]}


def read_by_pandoc(style: str, reader: str) -> list[dict]:
    found = json.loads(pandoc.convert(FORMATS[style].write(LISTED), source=reader, to="csljson"))
    assert len(found) == len(LISTED) == 75
    return [kept(csl) for csl in found]


def test_csl_json_is_read_as_it_was():
    assert [core(csl) for csl in read_by_pandoc("json", "csljson")] == [core(csl) for _name, csl in REFERENCES]
    assert [csl["id"] for csl in json.loads(FORMATS["json"].write(LISTED))[:2]] == ["bron-0", "bron-1"]


@pytest.mark.parametrize("reader", ["bibtex", "biblatex"])
def test_bibtex_is_read_as_it_was(reader):
    def expected(csl):
        said = core(csl)
        kind = said["type"] = IN_BIBTEX.get(said["type"], said["type"])
        beside = said.get("container-title") or even(csl.get("event-title", ""))
        if kind not in WITH_A_WHOLE and beside:  # `howpublished`
            said.pop("container-title", None)
            said["publisher"] = f"{beside}; {said['publisher']}" if "publisher" in said else beside
        return said

    for (name, csl), found in zip(REFERENCES, read_by_pandoc("bib", reader), strict=True):
        if csl["type"] in ("motion_picture", "broadcast", "speech", "dataset", "interview", "document"):
            found["type"] = csl["type"]  # `misc`
        assert core(found) == expected(csl), name


def test_ris_is_read_as_it_was():
    for (name, csl), found in zip(REFERENCES, read_by_pandoc("ris", "ris"), strict=True):
        said = core(csl)
        said["type"] = IN_RIS.get(said["type"], said["type"])
        if csl.get("event-title"):
            said["container-title"] = even(csl["event-title"])
        if any("suffix" in person for person in csl.get("author", [])):  # pandoc puts it in front
            said["author"] = ["Jr. King Martin L."]
        assert core(found) == said, name


def test_bibtex_is_read_by_another_program_too():
    library = bibtexparser.parse_string(FORMATS["bib"].write(LISTED), append_middleware=[SeparateCoAuthors(), SplitNameParts()])
    assert (library.failed_blocks, len(library.entries)) == ([], 75)
    plain = LatexNodes2Text(keep_braced_groups=False).latex_to_text
    for (name, csl), entry in zip(REFERENCES, library.entries, strict=True):
        said = {field.key: field.value for field in entry.fields}
        assert even(plain(said.get("title", ""))) == even(csl.get("title", "")), name
        people = [" ".join([*one.first, *one.von, *one.last, *one.jr]) for one in said.get("author", [])]
        assert [even(plain(person)) for person in people] == [whole(person) for person in csl.get("author", [])], name
        assert (said.get("doi", ""), said.get("url", "")) == (csl.get("DOI", ""), csl.get("URL", "")), name


def test_ris_is_read_by_another_program_too():
    found = rispy.loads(FORMATS["ris"].write(LISTED))
    assert len(found) == 75
    for (name, csl), said in zip(REFERENCES, found, strict=True):
        assert said.get("title", "") == csl.get("title", ""), name
        assert said.get("doi", "") == csl.get("DOI", ""), name
        assert len(said.get("authors", [])) == len(csl.get("author", [])), name
        assert said.get("type_of_work", "") == csl.get("genre", ""), name
        assert said.get("number", "") == csl.get("issue", ""), name


def test_signs_of_latex_and_lines_do_no_harm():
    csl = {"type": "book", "title": "100 % {A_B} & \\textbf{C} #1 $2 ~x^y", "author": [{"literal": "Nu and Straks, vzw"}]}
    [back] = [entry.csl for entry in entries(FORMATS["bib"].write([Listed("a", csl, "")]))]
    assert (back["title"], back["author"]) == (csl["title"], csl["author"])
    ris = FORMATS["ris"].write([Listed("a", {"type": "book", "title": "Een\nER  - \nTY  - JOUR"}, "")])
    assert len(rispy.loads(ris)) == 1


def test_everything_of_a_list_comes_back_by_our_own_reader():
    for style in ("bib", "ris", "json"):
        assert [entry.fault for entry in entries(FORMATS[style].write(LISTED))] == [""] * 75


def test_text_is_a_line_for_each():
    listed = [Listed("a", {}, "Maes, J. (2020a). Een."), Listed("b", {}, "Maes, J. (2020b). Twee.")]
    assert FORMATS["txt"].write(listed) == "Maes, J. (2020a). Een.\nMaes, J. (2020b). Twee.\n"


def test_coins_say_what_zotero_looks_for():
    csl = {
        "type": "article-journal",
        "title": "Een artikel & meer",
        "author": [{"family": "Broeck", "non-dropping-particle": "van den", "given": "J."}, {"literal": "OECD"}],
        "issued": {"date-parts": [[2019, 5]]},
        "container-title": "Impuls",
        "volume": "4",
        "issue": "2",
        "page": "12-19",
        "DOI": "10.1000/xyz",
    }
    assert parse_qs(coins(csl)) == {
        "ctx_ver": ["Z39.88-2004"],
        "rft_val_fmt": ["info:ofi/fmt:kev:mtx:journal"],
        "rft.genre": ["article"],
        "rft.atitle": ["Een artikel & meer"],
        "rft.jtitle": ["Impuls"],
        "rft.aulast": ["van den Broeck"],
        "rft.aufirst": ["J."],
        "rft.au": ["J. van den Broeck", "OECD"],
        "rft.date": ["2019-05"],
        "rft.volume": ["4"],
        "rft.issue": ["2"],
        "rft.pages": ["12-19"],
        "rft_id": ["info:doi/10.1000/xyz"],
    }


@pytest.mark.parametrize("name, csl", REFERENCES, ids=[name for name, _csl in REFERENCES])
def test_coins_of_every_kind_name_the_work(name, csl):
    said = parse_qs(coins(csl))
    titles = {value for key in ("rft.title", "rft.btitle", "rft.atitle") for value in said.get(key, [])}
    assert not csl.get("title") or csl["title"] in titles
