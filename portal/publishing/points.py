"""Points that any publication can have on its checklist: its links and headings, its reading level, its date of review."""

import datetime as dt
import re

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal import proofreading, readability
from portal.publishing.checklist import Draft, Place, Point, advice, right, wrong
from portal.publishing.freshness import Freshness, freshness
from portal.text import excerpt, plain

_PARAGRAPH = re.compile(r"<(p|li|td|th)\b[^>]*>(.*?)(?=</\1>|<(?:p|ul|ol|li)\b)", re.DOTALL | re.IGNORECASE)
_IN_TEXT = re.compile(r"\([^()]*(?:\d{4}|z\.d\.)[^()]*\)")  # a citation is not what makes a sentence hard
EASY_ENOUGH = 45  # below it Douma's table says “moeilijk”


def counted(text: str) -> int:
    """How many words a text has."""
    return len(text.split())


def link_texts(draft: Draft) -> Point | None:
    """Every link says where it leads, and no address stands there as text. None without either."""
    unclear = _found(draft, proofreading.unclear_links)
    bare = _found(draft, proofreading.bare_addresses)
    if unclear or bare:
        why = [_("Zeg in elke link waarheen ze leidt; wie alleen de links hoort, weet anders niets.")] if unclear else []
        why += [_("Een los adres kan niemand volgen: maak er een link van, met woorden.")] if bare else []
        return wrong(_("Linkteksten"), " ".join(why), *unclear, *bare)
    has_links = any("<a " in text.html for text in draft.texts)
    return right(_("Elke link zegt waarheen ze leidt")) if has_links else None


def headings(draft: Draft) -> Point | None:
    """Headings in the texts follow each other in order and stand above something. None where there are no headings."""
    faults = {text: proofreading.headings(text.html) for text in draft.texts}
    skipping, hollow, bold = (
        [_place(text, words) for text, found in faults.items() for words in getattr(found, kind)]
        for kind in ("skipping", "hollow", "bold")
    )
    if skipping or hollow:
        why = [_("Sla geen kopniveau over.")] if skipping else []
        why += [_("Onder deze tussenkop staat niets: schrijf er iets onder of haal hem weg.")] if hollow else []
        return wrong(_("Tussenkoppen"), " ".join(why), *skipping, *hollow)
    if bold:
        return advice(
            _("Tussenkoppen"),
            _("Dit is een alinea in het vet. Is het een kop? Kies dan “Tussenkop”, zodat een schermlezer hem vindt."),
            *bold,
        )
    has_headings = any("<h" in text.html for text in draft.texts)
    return right(_("Tussenkoppen staan in volgorde")) if has_headings else None


def _found(draft: Draft, look) -> list[Place]:
    return [_place(text, words) for text in draft.texts for words in dict.fromkeys(look(text.html))]


def _place(text, words: str) -> Place:
    return Place(text.at, _("“%(words)s” in %(name)s") % {"words": excerpt(words, 50), "name": text.name})


def reading_level(draft: Draft) -> Point | None:
    """A hint, by a named measure; None for a text that is too short to tell."""
    paragraphs = [_IN_TEXT.sub(" ", plain(inner)) for text in draft.texts for _tag, inner in _PARAGRAPH.findall(text.html)]
    found = readability.measured(paragraphs)
    if found is None:
        return None
    said = _("Leesbaarheid: %(level)s (Flesch-Douma %(score)s)") % {"level": found.level, "score": found.score}
    if found.score >= EASY_ENOUGH:
        return right(said)
    longest = {"count": len(readability.words_of(found.longest)), "sentence": excerpt(found.longest, 80)}
    why = _("Kortere zinnen en kortere woorden helpen. De langste zin telt %(count)s woorden: “%(sentence)s”")
    return advice(said, why % longest)


def review_date(draft: Draft) -> Point:
    """Somebody looks again whether this still holds, on a day to come."""
    day = draft.values["review_due"] and dt.date.fromisoformat(draft.values["review_due"])
    if not day:
        return wrong(_("Nazicht"), _("Kies tegen wanneer iemand nakijkt of dit nog klopt."), "review_due")
    if freshness(day, None, draft.on) == Freshness.LATE:
        said = _("De datum voor nazicht (%(day)s) is voorbij. Kijk de tekst na en kies een nieuwe.")
        return wrong(_("Nazicht"), said % {"day": date_format(day, "j F Y")}, "review_due")
    return right(_("Nazicht voor %(day)s") % {"day": date_format(day, "j F Y")}, "review_due")


def length(said: str, text: str, at: str, *, least: int, most: int) -> Point:
    """A text that is there, and whether it is neither too short nor too long. Only advice."""
    count = counted(text)
    said = ngettext("%(said)s: %(count)s woord", "%(said)s: %(count)s woorden", count) % {"said": said, "count": count}
    if least <= count <= most:
        return right(said, at)
    asked = {"least": least, "most": most}
    why = (
        _("Dat is kort: %(least)s tot %(most)s woorden lezen goed.")
        if count < least
        else _("Houd het korter: %(least)s tot %(most)s woorden.")
    )
    return advice(said, why % asked, at)
