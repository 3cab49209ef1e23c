"""What a fiche must have before it goes to review, and what would make it better."""

import datetime as dt
import re

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fiches.models import Fiche, Rubriek
from portal.publishing import points
from portal.publishing.checklist import Draft, Need, Place, Point, advice, check, right, wrong
from portal.publishing.freezing import DERIVED, LABELS
from portal.text import excerpt, plain

REQUIRED = (Rubriek.MEANING, Rubriek.RESEARCH)
POINTS = range(3, 6)  # “in het kort”
LONGEST_POINT = 30  # words
FILE_NAME = re.compile(r"\.(?:jpe?g|png|webp|gif)$|^(?:img|dsc|image|foto|afbeelding)[\s_-]?\d*$", re.IGNORECASE)


@check(Fiche, need=Need.PUBLIC)
def standfirst(draft: Draft) -> Point:
    text = draft.values["standfirst"].strip()
    if not text:
        return wrong(_("Inleiding"), _("De inleiding ontbreekt."), "standfirst")
    return points.length(_("Inleiding"), text, "standfirst", least=10, most=40)


@check(Fiche, need=Need.ADVICE)
def in_short(draft: Draft) -> Point:
    said, lines = _("In het kort"), draft.values["points"]
    if len(lines) not in POINTS:
        return advice(said, _("Zet hier drie tot vijf zinnen die zeggen wat de fiche zegt."), "points")
    if long := [line for line in lines if points.counted(line) > LONGEST_POINT]:
        why = _("Houd elke zin korter dan %(most)s woorden: “%(line)s”")
        return advice(said, why % {"most": LONGEST_POINT, "line": excerpt(long[0], 60)}, "points")
    return right(_("In het kort: %(count)s zinnen") % {"count": len(lines)}, "points")


@check(Fiche, need=Need.PUBLIC)
def any_text(draft: Draft) -> Point | None:
    if any(row["text"] for row in draft.values["sections"]):
        return None
    return wrong(_("Tekst"), _("Er is nog geen rubriek met tekst."), "sections")


@check(Fiche, need=Need.REVIEW)
def rubrieken(draft: Draft) -> Point | None:
    """Those every fiche has; the others are left out for readers while they are empty."""
    values = draft.values
    if not any(row["text"] for row in values["sections"]):
        return None  # `any_text` says so
    filled = {row["rubriek"] for row in values["sections"] if plain(row["text"])} | {
        row["rubriek"] for row in values["resources"]
    }
    filled |= {Rubriek.SOURCES} if values["citations"] else set()
    if missing := [rubriek for rubriek in REQUIRED if rubriek not in filled]:
        return wrong(_("Rubrieken"), _("Schrijf nog: %(names)s.") % {"names": _names(missing)}, "sections")
    if empty := [rubriek for rubriek in map(Rubriek, Rubriek.values) if rubriek not in filled]:
        why = _("Nog leeg, en dus niet te zien voor lezers: %(names)s.") % {"names": _names(empty)}
        return advice(_("Rubrieken: %(count)s van 7") % {"count": 7 - len(empty)}, why, "sections")
    return right(_("Alle zeven rubrieken staan er"), "sections")


def _names(found) -> str:
    return ", ".join(f"“{rubriek.label}”" for rubriek in found)


@check(Fiche, need=Need.PUBLIC)
def themes(draft: Draft) -> Point:
    if not draft.values["themes"]:
        return wrong(_("Thema"), _("Kies minstens één thema."), "themes")
    return right(_("Thema gekozen"), "themes")


@check(Fiche, need=Need.REVIEW)
def image(draft: Draft) -> Point | None:
    """Who cannot see the picture is told what it shows, or that it shows nothing that matters."""
    values = draft.values
    if not values["image"]:
        return None
    said, alt = _("Beschrijving van het beeld"), values["image_alt"].strip()
    if values["image_decorative"]:
        return right(_("Beeld: louter versiering"), "image_decorative")
    if not alt:
        return wrong(said, _("Zeg wat iemand mist die het beeld niet ziet, of kruis aan dat het versiering is."), "image_alt")
    if FILE_NAME.search(alt):
        return wrong(said, _("Dit is de naam van een bestand. Zeg wat er op het beeld te zien is."), "image_alt")
    return right(_("Beeld met beschrijving"), "image_alt")


check(Fiche, need=Need.REVIEW)(points.headings)
check(Fiche, need=Need.REVIEW)(points.link_texts)


@check(Fiche, need=Need.REVIEW)
def citations_resolved(draft: Draft) -> Point | None:
    """Every citation in the text leads to a source of the list."""
    lost = loose(draft)
    if lost:
        said = ngettext("Eén verwijzing zonder bron", "%(count)s verwijzingen zonder bron", len(lost)) % {"count": len(lost)}
        why = _("Koppel elke verwijzing aan een bron, of zeg dat ze er geen is.")
        return wrong(
            said, why, *(Place(at, _("%(label)s in %(name)s") % {"label": label, "name": name}) for at, name, label in lost)
        )
    return right(_("Elke verwijzing heeft een bron")) if draft.values[DERIVED].get("backlinks") else None


def loose(draft: Draft) -> list[tuple[str, str, str]]:
    """The citations that lead to no source: where, in which rubriek, and how they are written."""
    found = draft.values[DERIVED].get("loose", {})
    names = {text.at: text.name for text in draft.texts}
    return [(at, name, label) for at, name in names.items() for label in found.get(at.removeprefix("sections:"), [])]


@check(Fiche, need=Need.REVIEW)
def sources_cited(draft: Draft) -> Point | None:
    """Every source of the list is cited, as APA asks."""
    if not draft.values["citations"]:
        return None
    unused = uncited(draft)
    if not unused:
        return right(_("Elke bron wordt aangehaald"), "citations")
    labels = draft.values[LABELS].get("fiches.source", {})
    said = ngettext("Eén bron wordt niet aangehaald", "%(count)s bronnen worden niet aangehaald", len(unused))
    return wrong(
        said % {"count": len(unused)},
        _("Verwijs in de tekst naar elke bron van de lijst, of haal ze eruit; verder leeswerk kan bij de materialen."),
        *(Place(f"citations:{row['id']}", _short(labels.get(str(row["source_id"]), ""))) for row in unused),
    )


def uncited(draft: Draft) -> list[dict]:
    """The rows of the list whose source is nowhere in the text."""
    cited = draft.values[DERIVED].get("cited", [])
    return [row for row in draft.values["citations"] if row["source_id"] not in cited]


def _short(reference: str) -> str:
    """“Surma, T. (2019)” of a whole reference."""
    found = re.match(r".{1,80}?\([^()]*\)", reference)
    return found[0] if found else excerpt(reference, 60)


@check(Fiche, need=Need.REVIEW)
def ratings(draft: Draft) -> Point | None:
    rows = draft.values["ratings"]
    if not rows:
        return None
    if any(not row["source"].strip() or not row["seen"] for row in rows):
        return wrong(_("Score"), _("Zeg van elke score waar ze staat en wanneer je ze bekeek."), "ratings")
    if any(dt.date.fromisoformat(row["seen"]) > draft.on for row in rows):
        return wrong(_("Score"), _("Een score werd bekeken op een dag die nog moet komen. Pas de datum aan."), "ratings")
    return right(_("Score heeft een bron en een datum"), "ratings")


check(Fiche, need=Need.REVIEW)(points.review_date)
check(Fiche, need=Need.ADVICE)(points.reading_level)
