"""Who comes to a day as a file: what the list shows now, and apart from it what people need. Every file stands in the log."""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.admin.registrations import day_of, people_form
from events.forms.people import drawn, held
from events.models import Needs, Registration, StudyDay
from events.registering.figures import figures
from portal.publishing import logbook
from portal.publishing.logbook import Act
from portal.publishing.tidy.export_admin import table_file
from portal.tables.writing import MEDIA, xlsx_of
from portal.text import fold

HEADS = ("Nummer", "Stand", "Naam", "E-mailadres", "Functie", "School of organisatie", "Onderwijsverstrekker", "Groep")


def list_view(model_admin, request, pk, kind):
    """The list as it is filtered and sorted, as CSV or XLSX."""
    day = day_of(request, pk)
    if kind not in MEDIA:
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    now = figures(day)
    people = drawn(people_form(request, day, now).found())
    blocks = [(row.block.pk, row.block.title) for row in now.blocks]
    heads = [*HEADS, *(title for _pk, title in blocks), _("Ingeschreven op")]
    rows = [_row(person, blocks) for person in people]
    said = ngettext("%(count)s inschrijving", "%(count)s inschrijvingen", len(rows)) % {"count": len(rows)}
    logbook.write(Act.EXPORTED, day, by=request.user, said=f"{said}, {kind}")
    return table_file(_("inschrijvingen %(day)s") % {"day": day.slug}, kind, heads, rows)


def _row(person: Registration, blocks: Sequence[tuple[int, str]]) -> list:
    here = {one.pk: _in_words(one) for one in held(person)}
    network = str(person.network or person.network_words)
    party = person.party.organisation or person.party.name if person.party else ""
    said = [person.number, person.get_state_display(), person.name, person.email, person.function, person.organisation]
    return [*said, network, party, *(here.get(pk, "") for pk, _title in blocks), person.created]


def _in_words(one) -> str:
    parts = [one.seat]
    if one.line:
        parts.append(_("wachtlijst: %(session)s") % {"session": one.line})
    if one.wishes:
        parts.append(_("wensen: %(sessions)s") % {"sessions": "; ".join(one.wishes)})
    return " | ".join(filter(None, parts))


def needs_view(model_admin, request, pk):
    """What people need that day, for the kitchen and the building: how often, and who."""
    day = day_of(request, pk)
    if not request.user.has_perm("events.view_needs"):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    needs = list(_needs(day))
    said = ngettext("noden van %(count)s mens", "noden van %(count)s mensen", len(needs)) % {"count": len(needs)}
    logbook.write(Act.EXPORTED, day, by=request.user, said=said)
    totals = [*_totals(_("Dieet"), (row.diet for row in needs)), *_totals(_("Toegankelijkheid"), (row.access for row in needs))]
    who = [[row.registration.number, row.registration.name, row.diet, row.access] for row in needs]
    sheet = (_("Wie"), [_("Nummer"), _("Naam"), _("Dieet"), _("Toegankelijkheid")], who)
    body = xlsx_of(_("Totalen"), [_("Soort"), _("Nood"), _("Mensen")], totals, sheet)
    answer = HttpResponse(body, content_type=MEDIA["xlsx"])
    name = f"noden-{slugify(day.slug)}-{timezone.localdate():%Y-%m-%d}.xlsx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _needs(day: StudyDay):
    live = Registration.objects.live().filter(day=day)
    return Needs.objects.filter(registration__in=live).select_related("registration").order_by("registration__number")


def _totals(kind: str, said: Iterable[str]) -> list[list]:
    """How often each need was said, whatever its capitals; most often first."""
    counted: Counter = Counter()
    words: dict[str, str] = {}
    for text in filter(None, said):
        counted[fold(text)] += 1
        words.setdefault(fold(text), text)
    return [[kind, words[key], count] for key, count in sorted(counted.items(), key=lambda one: (-one[1], one[0]))]
