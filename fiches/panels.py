"""Fiches on the editors' home: how they are read, and where a new one begins."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portal import charts
from portal.catalogue.models import Reads
from portal.catalogue.reads import SHOWN
from portal.catalogue.reads_admin import MOST_READ
from portal.publishing.panels import Desk, Go, Panel, Place, Row, beginning, panel

KIND = "fiche"

beginning(10, "fiches.add_fiche", lambda: Go(_("Nieuwe fiche"), reverse("admin:fiches_fiche_add")))
beginning(30, "fiches.add_resource", lambda: Go(_("Nieuw materiaal"), reverse("admin:fiches_resource_add")))


@panel(rank=70, allowed=("fiches.view_fiche", "fiches.change_fiche"))
def reading(desk: Desk) -> Panel:
    """How often fiches were read each day, and which most."""
    days = Reads.objects.per_day(KIND, desk.today, 2 * SHOWN)
    before, shown = days[:SHOWN], days[SHOWN:]
    total, earlier = sum(times for _day, times in shown), sum(times for _day, times in before)
    most = Reads.objects.most(KIND, desk.today) if total else []
    return Panel(
        title=_("Gelezen"),
        rows=[_row(said) for said in most],
        more=(Go(_("Alle fiches naar lezers"), f"{reverse('admin:fiches_fiche_changelist')}?{MOST_READ}"),),
        note=_("Geteld zonder cookies en zonder adressen: pagina’s, nooit personen."),
        empty=_("De laatste %(days)s dagen werd nog geen fiche gelezen.") % {"days": SHOWN},
        chart=charts.over_days("gelezen", shown, _compared(total, earlier), _("Gelezen")) if total else "",
        place=Place.FIGURES,
    )


def _compared(total: int, earlier: int) -> str:
    words = _("%(total)s keer een fiche gelezen in %(days)s dagen")
    said = words % {"total": charts.said(total), "days": SHOWN}
    return f"{said}, {_('%(earlier)s in de %(days)s dagen ervoor') % {'earlier': charts.said(earlier), 'days': SHOWN}}"


def _row(said: dict) -> Row:
    times = _("%(times)s keer gelezen") % {"times": charts.said(said["times"])}
    return Row(
        said["title"], reverse("admin:fiches_fiche_change", args=[said["object_id"]]), (times,), spark=charts.spark(said["days"])
    )
