"""What the world knows of a DOI: asked of its resolver, which sends us on to Crossref, DataCite or who else registers them."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext as _

from portal.links.fetching import NotFetched, fetch

CSL = "application/vnd.citationstyles.csl+json"
MOST = 20  # DOIs at a time
TOGETHER = 5
SECONDS = 6.0
LARGEST = 1_000_000  # bytes of an answer


class DoiRefused(Exception):
    """Why nothing is known of it, in a sentence."""


def ask_all(dois: Sequence[str]) -> dict[str, dict[str, Any] | DoiRefused]:
    """What is known of each, or why nothing is; some side by side, so that nobody waits long."""
    asked = list(dict.fromkeys(dois))
    known: dict[str, dict[str, Any] | DoiRefused] = {
        doi: DoiRefused(_("We vragen hoogstens %(most)s DOI’s tegelijk op. Probeer deze apart.") % {"most": MOST})
        for doi in asked[MOST:]
    }
    with ThreadPoolExecutor(TOGETHER) as together:
        return known | dict(zip(asked[:MOST], together.map(_asked, asked[:MOST]), strict=True))


def _asked(doi: str) -> dict[str, Any] | DoiRefused:
    try:
        return ask(doi)
    except DoiRefused as refusal:
        return refusal


def ask(doi: str) -> dict[str, Any]:
    """The data of this DOI as CSL-JSON. Raises DoiRefused."""
    if not settings.DOI_RESOLVER:
        raise DoiRefused(_("Deze site vraagt geen DOI’s op. Plak de bron als tekst, of vul ze zelf in."))
    try:
        answer = fetch("GET", settings.DOI_RESOLVER + quote(doi, safe="/:;()._-"), seconds=SECONDS, most=LARGEST, accept=CSL)
    except NotFetched:
        raise DoiRefused(
            _("We kunnen doi.org nu niet bereiken. Probeer het later nog eens, of plak de bron als tekst.")
        ) from None
    if answer.status in (404, 410):
        raise DoiRefused(_("Deze DOI bestaat niet. Kijk hem na: je vindt hem op de eerste pagina of de webpagina van het werk."))
    said = _read(answer.body) if answer.status == 200 else None
    if said is None:
        raise DoiRefused(_("doi.org geeft nu geen gegevens van deze DOI. Probeer het later nog eens, of plak de bron als tekst."))
    return {**said, "DOI": doi}


def _read(body: bytes) -> dict[str, Any] | None:
    try:
        said = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) and said.get("title") else None
