"""What was read, for people and for machines."""

from collections.abc import Iterator
from typing import Any

from fiches.importing.parsed import LISTS, ParsedFiche, Reference, called
from portal.text import cut, plain

FIELDS = {  # of a reference, as its editors call them
    "title": "titel",
    "container-title": "in",
    "publisher": "uitgever",
    "volume": "jaargang",
    "issue": "nummer",
    "page": "pagina’s",
    "edition": "druk",
    "DOI": "DOI",
    "URL": "link",
}


def for_machines(fiche: ParsedFiche) -> dict[str, Any]:
    """The report as values for JSON."""
    return {
        "title": fiche.title,
        "standfirst": fiche.standfirst,
        **{LISTS[place]: lines for place, lines in fiche.lists().items()},
        "rubrieken": [
            {
                "kind": rubriek,
                "heading": fiche.headings.get(rubriek) or called(rubriek),
                "text": plain(html),
                "html": html,
            }
            for rubriek, html in fiche.sections().items()
        ],
        "links": [
            {
                "url": one.url,
                "title": one.title,
                "kind": one.kind,
                "rubriek": one.rubriek,
                "access": one.access,
                "path": one.path,
                "provider": one.provider_name,
                "minutes": one.minutes,
                "position": one.position,
                "existing": one.existing,
                "guessed": one.guessed,
            }
            for one in fiche.materials
        ],
        "references": [_reference(one) for one in fiche.references],
        "citations": {
            "matched": [{"reference": one.raw, "times": one.cited} for one in fiche.references if one.cited],
            "unmatched": fiche.loose,
        },
        "blocks": [
            {"page": line.page, "what": line.what, "text": line.text, "place": line.place, "sure": line.sure, "why": line.why}
            for line in fiche.lines
        ],
        "remarks": fiche.remarks,
        "kept": fiche.kept,
    }


def _reference(one: Reference) -> dict[str, Any]:
    return {"raw": one.raw, "csl": one.csl, "confidence": one.confidence, "doubts": one.doubts, "existing": one.existing}


def for_people(fiche: ParsedFiche) -> Iterator[str]:
    """The report as lines."""
    yield f"  titel      {fiche.title}{'' if fiche.title_sure else '  (kijk na)'}"
    if fiche.standfirst:
        yield f"  inleiding  {cut(fiche.standfirst, 90)}"
    for place, lines in fiche.lists().items():
        yield f"  {called(place)}: {len(lines)} {'regel' if len(lines) == 1 else 'regels'}"
    for rubriek, html in fiche.sections().items():
        heading = fiche.headings.get(rubriek) or called(rubriek)
        yield f"  rubriek    {heading}: {len(plain(html).split())} woorden"
    for one in fiche.materials:
        known = "bestaat al" if one.existing else "nieuw"
        yield f"  materiaal  {cut(one.existing_title or one.title, 70)} ({one.kind}, {known})"
    for reference in fiche.references:
        state = "bestaat al" if reference.existing else "nieuw" if reference.confidence >= 0.8 else "nieuw, kijk na"
        yield f"  bron       {cut(reference.raw, 70)} ({state})"
    yield f"  bewaard    {fiche.kept:g}% van de tekst"
    for sentence in fiche.remarks:
        yield f"  let op     {sentence}"
    for line in fiche.lines:
        if not line.sure and line.why:
            where = f"p. {line.page}: " if line.page else ""
            yield f"  kijk na    {where}{cut(' '.join(line.text.split()) or line.what, 60)} → {line.place}. {line.why}"
