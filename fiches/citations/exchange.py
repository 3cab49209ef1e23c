"""A list of sources in the formats of other programs, and as text; written without pandoc, so that nobody waits."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fiches.citations import bibtex, ris


@dataclass(frozen=True)
class Listed:
    """One source of a list: a name of its own, its data, and its reference as plain text."""

    key: str
    csl: Mapping[str, Any]
    text: str


@dataclass(frozen=True)
class Format:
    """How a list is written, what it is called, and its media type."""

    label: str
    media: str
    write: Callable[[Sequence[Listed]], str]


def _bibtex(sources: Sequence[Listed]) -> str:
    return "\n".join(bibtex.written(source.csl, source.key) for source in sources)


def _ris(sources: Sequence[Listed]) -> str:
    return "\r\n".join(ris.written(source.csl) for source in sources)


def _json(sources: Sequence[Listed]) -> str:
    return json.dumps([{**source.csl, "id": source.key} for source in sources], ensure_ascii=False, indent=1) + "\n"


def _text(sources: Sequence[Listed]) -> str:
    return "".join(f"{source.text}\n" for source in sources)


FORMATS = {  # the end of the address, and of the name of the file
    "bib": Format("BibTeX", "application/x-bibtex; charset=utf-8", _bibtex),
    "ris": Format("RIS", "application/x-research-info-systems; charset=utf-8", _ris),
    "json": Format("CSL-JSON", "application/vnd.citationstyles.csl+json; charset=utf-8", _json),
    "txt": Format("APA", "text/plain; charset=utf-8", _text),
}
