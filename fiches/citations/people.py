"""The authors in front of an APA reference -> CSL names. Text in, data out."""

import re
from dataclasses import dataclass, field

_LETTERS = [chr(number) for number in range(0x41, 0x250) if chr(number).isalpha()]
_CAPITAL = "".join(letter for letter in _LETTERS if letter.isupper())
_SMALL = "".join(letter for letter in _LETTERS if letter.islower())
INITIALS = rf"(?:[{_CAPITAL}][{_SMALL}]{{0,2}}\.[ -]?)+"
PARTICLES = r"(?:van|von|vom|de|der|den|del|della|di|da|du|ten|ter|te|in|’t|'t|zu|la|le)"
_ROLE = re.compile(
    r"\s*\((?P<role>Reds?\.?|Eds?\.?|Regisseurs?|Directors?|Producenten|Producent|Gastheer|Host|Presentator|Vert\.)\)[.,]?\s*$",
    re.IGNORECASE,
)
_GIVEN = re.compile(rf"(?P<given>{INITIALS})\s*(?P<particle>(?i:{PARTICLES}(?:\s{PARTICLES})*))?\.?")
_BETWEEN = re.compile(rf"(?<=[.{_SMALL}])\s*,?\s*(?:&|(?:\ben|\band)\b(?=\s[^,]+,\s*[{_CAPITAL}]))\s*")
_LEFT_OUT = re.compile(r"\s*,?\s*(?:…|\.\s?\.\s?\.)\s*,?\s*")
_ET_AL = re.compile(r",?\s*(?:&\s*|en\s+)?(?:et\s+al\.?|e\.\s?a\.)\s*$", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|I{2,3}|IV")
_FIRST_NAME = re.compile(rf"[{_CAPITAL}][{_SMALL}]+(?:-[{_CAPITAL}][{_SMALL}]+)?")
_FAMILY = re.compile(rf"(?:{PARTICLES}\s)*[{_CAPITAL}][\w’'-]+", re.IGNORECASE)
ROLES = {"red": "editor", "ed": "editor", "reg": "director", "dir": "director", "pro": "producer", "gas": "host", "hos": "host"}


@dataclass
class People:
    """Who stands in front; `role` is the CSL field of people who are not the authors."""

    names: list[dict[str, str]] = field(default_factory=list)
    role: str = "author"
    doubts: list[str] = field(default_factory=list)


def people(front: str) -> People:
    """The people and organisations in a text such as “Wubbels, T., & Van Tartwijk, J.”."""
    found = People()
    front = front.strip()
    if role := _ROLE.search(front):
        front = front[: role.start()].strip()
        found.role = next((field for short, field in ROLES.items() if role["role"].lower().startswith(short)), "author")
    if others := _ET_AL.search(front):
        front = front[: others.start()]
        found.doubts.append("Niet alle auteurs staan er: “et al.” is weggelaten.")
    if _LEFT_OUT.search(front):
        front = _LEFT_OUT.sub(", ", front)
        found.doubts.append("Niet alle auteurs staan er: “…” is weggelaten.")
    found.names = _persons(front) if re.search(rf",\s*{INITIALS}", front) else _others(front, found.doubts)
    return found


def listed(text: str) -> list[dict[str, str]]:
    """People in reading order, initials first: “M. Claes & R. Wouters”, as editors stand before a book."""
    names = []
    for part in re.split(r"\s*,\s*(?:&\s*)?|\s*&\s*|\s+(?:en|and)\s+", text.strip()):
        found = re.match(rf"(?P<given>{INITIALS})\s*(?P<family>.+)", part)
        if found:
            names.append({"family": found["family"].strip(), "given": _spaced(found["given"])})
        elif part.strip():
            names.append({"literal": part.strip()})
    return names


def _persons(front: str) -> list[dict[str, str]]:
    """Families and initials, with an organisation among them."""
    names: list[dict[str, str]] = []
    parts = [part.strip() for part in _BETWEEN.sub(", ", front).split(",") if part.strip()]
    while parts:
        first = parts.pop(0)
        given = _GIVEN.fullmatch(parts[0]) if parts else None
        if given:
            parts.pop(0)
            name = {"family": first, "given": _spaced(given["given"])}
            if given["particle"]:
                name["dropping-particle"] = given["particle"]
            if parts and _SUFFIX.fullmatch(parts[0]):
                name["suffix"] = parts.pop(0)
            names.append(name)
        else:
            names.append({"literal": first.rstrip(".")})
    return names


def _others(front: str, doubts: list[str]) -> list[dict[str, str]]:
    """Organisations, each whole; or one person whose first name is written out."""
    bare = front.rstrip(". ")
    family, _comma, given = (part.strip() for part in bare.partition(","))
    if _FAMILY.fullmatch(family) and _FIRST_NAME.fullmatch(given):
        doubts.append(f"We lazen “{bare}” als een persoon.")
        return [{"family": family, "given": given}]
    return [{"literal": part.strip(" .")} for part in re.split(r",\s*&\s*", bare) if part.strip(" .")]


def _spaced(initials: str) -> str:
    """I.S.P. and I. S. P. are one: with a space between."""
    return re.sub(r"\.(?=[^\s.-])", ". ", initials.strip())
