"""The editors' home: the panels that the apps registered, as far as this person may see them, what needs hands first."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.desk import administration, searched, work  # noqa: F401 (register their panels)
from portal.publishing.panels import Desk, Go, Panel, Place, beginnings, panels

NIGHT, NOON, EVENING = 6, 12, 18  # hours


@dataclass
class Home:
    """What the home shows: a greeting, one sentence, what can begin, and three places with panels."""

    greeting: str
    sentence: str
    begin: list[Go]
    places: dict[str, list[Panel]]


def home(user, at: datetime) -> Home:
    """The home of this person at this moment."""
    desk = Desk(user, at)
    found = panels(desk)
    places = {str(place): _in_order([panel for panel in found if panel.place == place]) for place in Place}
    said = [panel.said for panel in found if panel.said]
    return Home(_greeting(user, at), _sentence(at, said, bool(found)), beginnings(desk), places)


def _in_order(found: list[Panel]) -> list[Panel]:
    """Panels with something in them first; they come by rank already."""
    return sorted(found, key=lambda panel: not (panel.rows or panel.chart))


def _greeting(user, at: datetime) -> str:
    hour = timezone.localtime(at).hour
    word = _("Goedenavond") if hour >= EVENING or hour < NIGHT else _("Goedemorgen") if hour < NOON else _("Goedemiddag")
    name = str(user).split("@")[0].split()
    return f"{word}, {name[0]}" if name else word


def _sentence(at: datetime, said: list[str], anything: bool) -> str:
    """The day, and what needs hands, in one sentence."""
    day = date_format(timezone.localtime(at), "l j F").capitalize()
    if not anything:
        return f"{day}."
    if not said:
        return f"{day}. {_('Niets wacht op jou.')}"
    words = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} {_('en')} {said[-1]}"
    return f"{day}. {words[0].upper()}{words[1:]}."
