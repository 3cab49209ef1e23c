"""The seats of a day and of its sessions on one screen: each number that was changed is a verb of its own, and who waits sits."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.admin.registrations import context_of, day_of, url_of
from events.forms.capacities import NOT_A_NUMBER, SeatRow, number_of, rows_of
from events.registering.capacity import change_capacity
from events.registering.figures import figures
from events.registering.registration import RegistrationRefused


def capacities_view(model_admin, request, pk):
    """The screen: a number for each; what is refused is said beside it, and the rest is done."""
    day = day_of(request, pk, "change")
    data = request.POST if request.method == "POST" else None
    now = figures(day)
    waiting = {"dag": now.waiting} | {f"s{row.session.pk}": row.waiting for block in now.blocks for row in block.sessions}
    sessions = [(block.block.title, row.session) for block in now.blocks for row in block.sessions]
    rows = rows_of(day, sessions, data)
    if data is not None:
        done = sum(_changed(request, row) for row in rows if row.touched)
        _tell(model_admin, request, done)
        if not any(row.fault for row in rows):
            return HttpResponseRedirect(url_of("registrations", day))
    shown = [{"row": row, "waiting": waiting.get(row.name, 0)} for row in rows]
    faults = sum(bool(row.fault) for row in rows)
    context = context_of(model_admin, request, day, _("Aantal plaatsen"), rows=shown, faults=faults)
    return TemplateResponse(request, "admin/events/capacities.html", context)


def _changed(request, row: SeatRow) -> bool:
    """Whether this number is now what was typed; else it says why not."""
    wanted = row.wanted()
    if wanted == NOT_A_NUMBER:
        row.fault = _("Geef een getal, of laat het leeg voor geen grens.")
        return False
    try:
        change_capacity(row.thing, wanted, at=timezone.now(), by=request.user, seen=number_of(row.seen))
    except RegistrationRefused as refusal:
        row.fault = str(refusal)
        row.thing.refresh_from_db(fields=["capacity", "taken"])
        row.seen = "" if row.thing.capacity is None else str(row.thing.capacity)
        return False
    row.seen = row.typed
    return True


def _tell(model_admin, request, done: int) -> None:
    words = ngettext("Eén aantal is gewijzigd.", "%(count)s aantallen zijn gewijzigd.", done) % {"count": done}
    more = _("Wie wachtte en nu plaats heeft, krijgt een brief.")
    if done:
        model_admin.message_user(request, f"{words} {more}", messages.SUCCESS)
