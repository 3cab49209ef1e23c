"""What administrators look after: accounts that cannot do anything, and what happened at the desk lately."""

from django.contrib.admin.models import LogEntry
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.accounts.models import User
from portal.desk.work import on_day
from portal.publishing.logbook import Act, in_words
from portal.publishing.panels import Desk, Go, Panel, Place, Row, panel
from portal.text import excerpt

LINES = 4


@panel(rank=50, allowed="accounts.change_user")
def accounts(desk: Desk) -> Panel | None:
    """People who sign in and may do nothing, because nobody put them in a group."""
    people = User.objects.people().filter(is_active=True, is_staff=True, is_superuser=False, groups=None, user_permissions=None)
    lost = list(people.order_by("name", "pk")[: LINES + 1])
    if not lost:
        return None
    url = reverse("admin:accounts_user_changelist")
    count = len(lost)
    said = ngettext("één account heeft nog geen groep", "%(count)s accounts hebben nog geen groep", count) % {"count": count}
    return Panel(
        title=_("Accounts zonder groep"),
        rows=[Row(str(who), reverse("admin:accounts_user_change", args=[who.pk]), (who.email,)) for who in lost[:LINES]],
        more=(Go(_("Alle gebruikers"), url),),
        said=said if count <= LINES else "",
        place=Place.BESIDE,
    )


@panel(rank=90, allowed="accounts.change_user")
def lately(desk: Desk) -> Panel | None:
    """The last lines of the log, for who looks after the whole."""
    if not desk.may("admin.view_logentry"):
        return None
    lines = LogEntry.objects.select_related("user", "content_type").order_by("-action_time", "-pk")[:LINES]
    return Panel(
        title=_("Laatst gebeurd"),
        rows=[_line(desk, line) for line in lines],
        more=(Go(_("Logboek"), reverse("admin:admin_logentry_changelist")),),
        empty=_("Er gebeurde nog niets. Elke stap aan de werktafel krijgt hier een regel."),
        place=Place.BESIDE,
    )


def _line(desk: Desk, line: LogEntry) -> Row:
    words = excerpt(in_words(line), 90)
    failed = (_("mislukt"), "bad") if line.action_flag == Act.FAILED else ("", "")
    return Row(line.object_repr, _address(line), (f"{line.user}, {on_day(line.action_time, desk.today)}", words), *failed)


def _address(line: LogEntry) -> str:
    try:
        return "" if line.action_flag == Act.DELETED else line.get_admin_url() or ""
    except NoReverseMatch:
        return ""
