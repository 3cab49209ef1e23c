"""A source as editors type it, in plain fields, and the CSL data that they stand for. What they do not touch stays as it is."""

from collections.abc import Mapping
from typing import Any

from fiches.citations.dates import date_of, date_text
from fiches.citations.kinds import DATED, PEOPLE, PLAIN, kind_of, of_kind
from portal.text import without_nul

VARIABLES = {**PEOPLE, **DATED, **PLAIN}  # what is typed: CSL variable
DOI_BEGINNINGS = ("https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:")


def people_to_lines(people: object) -> list[str]:
    """CSL names as an editor types them: "Achternaam, Voornaam" or the name of an organisation."""
    lines = []
    for person in people if isinstance(people, list) else []:
        if isinstance(person, dict):
            parts = (person.get("dropping-particle"), person.get("non-dropping-particle"), person.get("family"))
            family = " ".join(str(part) for part in parts if part)
            lines.append(", ".join(filter(None, [family, person.get("given")])) or str(person.get("literal", "")))
    return [line for line in lines if line]


def lines_to_people(lines: list[str]) -> list[dict[str, str]]:
    """Each line is a person ("Wubbels, T.") or, without a comma, an organisation."""
    people = []
    for line in lines:
        family, comma, given = (part.strip() for part in line.partition(","))
        people.append({"family": family, "given": given} if comma and given else {"literal": line.strip(" ,")})
    return people


def typed_of(csl: Mapping[str, Any] | None) -> dict[str, Any]:
    """What the form of a source begins with."""
    csl = csl or {}
    typed: dict[str, Any] = {name: csl[variable] for name, variable in PLAIN.items() if variable in csl}
    typed |= {name: people_to_lines(csl.get(variable)) for name, variable in PEOPLE.items()}
    typed |= {name: date_text(csl.get(variable)) for name, variable in DATED.items()}
    typed["language"] = str(csl.get("language") or "nl")
    typed["year"] = typed["year"] or str(csl.get("status") or "")
    return typed | {"type": kind_of(csl) if csl else "book"}


def csl_of(typed: Mapping[str, Any], before: Mapping[str, Any] | None) -> dict[str, Any]:
    """The CSL data of what was typed, on top of what was there: what says the same is not written anew.

    Raises citations.fields.CitationRefused for a date that is none.
    """
    csl, known = {**(before or {})}, typed_of(before)
    for name, variable in VARIABLES.items():
        if name not in typed or (typed[name] or "") == (known.get(name) or ""):
            continue
        csl.pop(variable, None)
        if name == "year":
            csl.pop("status", None)
        if value := meant(name, typed[name]):
            csl[variable] = value
    return without_nul(of_kind(csl, typed["type"]))


def meant(name: str, value: Any) -> Any:
    """What was typed in a field, in the words of CSL. Raises CitationRefused for a date that is none."""
    if name in PEOPLE:
        return lines_to_people(value or [])
    if name in DATED:
        return date_of(value or "")
    return str(value or "").strip()


def bare_doi(typed: str) -> str:
    """A DOI without the address of the resolver."""
    doi = typed.strip()
    for beginning in DOI_BEGINNINGS:
        doi = doi[len(beginning) :].strip() if doi.lower().startswith(beginning) else doi
    return doi
