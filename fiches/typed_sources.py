"""A source as editors type it, in plain fields, and the CSL data that they stand for. What they do not touch stays as it is."""

from collections.abc import Mapping
from typing import Any

from fiches.citations.order import year_of
from portal.text import without_nul

PLAIN = {  # what is typed: CSL variable
    "title": "title",
    "container": "container-title",
    "publisher": "publisher",
    "edition": "edition",
    "volume": "volume",
    "issue": "issue",
    "pages": "page",
    "doi": "DOI",
    "link": "URL",
    "genre": "genre",
}
PEOPLE = {"authors": "author", "editors": "editor"}
DOI_BEGINNINGS = ("https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:")


def people_to_lines(people) -> list[str]:
    """CSL names as an editor types them: "Achternaam, Voornaam" or the name of an organisation."""
    lines = []
    for person in people if isinstance(people, list) else []:
        if isinstance(person, dict):
            family = " ".join(
                filter(None, [person.get("dropping-particle"), person.get("non-dropping-particle"), person.get("family")])
            )
            lines.append(", ".join(filter(None, [family, person.get("given")])) or str(person.get("literal", "")))
    return [line for line in lines if line]


def lines_to_people(lines: list[str]) -> list[dict]:
    """Each line is a person ("Wubbels, T.") or, without a comma, an organisation."""
    people = []
    for line in lines:
        family, comma, given = (part.strip() for part in line.partition(","))
        people.append({"family": family, "given": given} if comma and given else {"literal": line.strip(" ,")})
    return people


def year_known(csl: Mapping | None) -> str:
    """The year as four digits; empty when it is none, or something else (in druk)."""
    year = year_of(csl) if csl else ""
    return year if year.isdigit() else ""


def typed_of(csl: Mapping | None) -> dict[str, Any]:
    """What the form of a source begins with."""
    csl = csl or {}
    typed: dict[str, Any] = {name: csl[variable] for name, variable in PLAIN.items() if variable in csl}
    typed |= {name: people_to_lines(csl.get(variable)) for name, variable in PEOPLE.items()}
    return typed | {"type": csl.get("type", "book"), "year": year_known(csl)}


def csl_of(typed: Mapping[str, Any], before: Mapping | None) -> dict[str, Any]:
    """The CSL data of what was typed, on top of what was there."""
    csl = {**(before or {})}
    for name, variable in PLAIN.items():
        csl.pop(variable, None)
        if typed.get(name):
            csl[variable] = str(typed[name]).strip()
    for name, variable in PEOPLE.items():
        if people_to_lines(csl.get(variable)) != typed.get(name):
            csl.pop(variable, None)
            if typed.get(name):
                csl[variable] = lines_to_people(typed[name])
    if (typed.get("year") or "") != year_known(before):
        csl.pop("issued", None)
        if typed.get("year"):
            csl["issued"] = {"date-parts": [[int(typed["year"])]]}
    return without_nul({**csl, "type": typed["type"]})


def bare_doi(typed: str) -> str:
    """A DOI without the address of the resolver."""
    doi = typed.strip()
    for beginning in DOI_BEGINNINGS:
        doi = doi[len(beginning) :] if doi.lower().startswith(beginning) else doi
    return doi
