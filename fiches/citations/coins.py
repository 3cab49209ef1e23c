"""A source as COinS: the text of a `title` by which Zotero and others find it on a page."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote_plus

_BOOK, _JOURNAL, _THESIS, _ANY = ("info:ofi/fmt:kev:mtx:" + form for form in ("book", "journal", "dissertation", "dc"))
FORMS = {  # type in CSL: (form, genre)
    "article-journal": (_JOURNAL, "article"),
    "article-magazine": (_JOURNAL, "article"),
    "article-newspaper": (_JOURNAL, "article"),
    "book": (_BOOK, "book"),
    "chapter": (_BOOK, "bookitem"),
    "paper-conference": (_BOOK, "proceeding"),
    "report": (_BOOK, "report"),
    "thesis": (_THESIS, "dissertation"),
}
_DC_TYPES = {"motion_picture": "videoRecording", "broadcast": "podcast", "post-weblog": "blogPost", "speech": "presentation"}


def coins(csl: Mapping[str, Any]) -> str:
    """The source in the words of OpenURL."""
    form, genre = FORMS.get(str(csl.get("type")), (_ANY, ""))
    pairs = [("ctx_ver", "Z39.88-2004"), ("rft_val_fmt", form), ("rft.genre", genre), *_pairs(csl, form, genre)]
    return "&".join([f"{name}={quote_plus(value)}" for name, value in pairs if value])


def _pairs(csl: Mapping[str, Any], form: str, genre: str) -> Iterator[tuple[str, str]]:
    title, container = str(csl.get("title", "")), str(csl.get("container-title", ""))
    if form == _ANY:
        yield "rft.type", _DC_TYPES.get(str(csl.get("type")), "webpage")
        yield "rft.source", container
        yield "rft.identifier", str(csl.get("URL", ""))
    whole = "rft.btitle" if genre in ("book", "report") else "rft.title"
    yield ("rft.atitle" if form == _JOURNAL or genre in ("bookitem", "proceeding") else whole), title
    if container and form != _ANY:
        yield ("rft.jtitle" if form == _JOURNAL else "rft.btitle"), container
    names = csl.get("author") or csl.get("editor") or []
    if names and "family" in names[0]:
        yield "rft.aulast", _family(names[0])
        yield "rft.aufirst", names[0].get("given", "")
    for name in names[:20]:
        yield ("rft.creator" if form == _ANY else "rft.au"), _whole(name)
    day = ((csl.get("issued") or {}).get("date-parts") or [[]])[0]
    yield "rft.date", "-".join(str(part).zfill(2) for part in day)
    for name, variable in (
        ("volume", "volume"),
        ("issue", "issue"),
        ("pages", "page"),
        ("pub", "publisher"),
        ("edition", "edition"),
    ):
        yield f"rft.{'publisher' if name == 'pub' and form == _ANY else name}", str(csl.get(variable, ""))
    yield "rft_id", f"info:doi/{csl['DOI']}" if csl.get("DOI") else ""
    yield "rft_id", str(csl.get("URL", ""))


def _family(name: Mapping[str, str]) -> str:
    parts = (name.get("dropping-particle"), name.get("non-dropping-particle"), name.get("family"))
    return " ".join(part for part in parts if part)


def _whole(name: Mapping[str, str]) -> str:
    return name.get("literal") or " ".join(filter(None, [name.get("given"), _family(name)]))
