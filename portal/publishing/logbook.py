"""Who did what, when: one line for each step, save, merge and deletion, in the log that Django's admin keeps.

`write` is the one way in for whatever the admin does not write by itself. A line says which fields were changed, never what
stood in them.
"""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from portal.text import cut, without_nul

BATCH = 5_000
REMARK = 1_000  # characters of what somebody says with a step


class Act(models.IntegerChoices):
    """What was done. The first three are Django's own."""

    ADDED = ADDITION, gettext_lazy("Toegevoegd")
    CHANGED = CHANGE, gettext_lazy("Gewijzigd")
    DELETED = DELETION, gettext_lazy("Verwijderd")
    SUBMITTED = 11, gettext_lazy("Ter review gestuurd")
    RETURNED = 12, gettext_lazy("Teruggezet naar klad")
    APPROVED = 13, gettext_lazy("Goedgekeurd")
    SCHEDULED = 14, gettext_lazy("Ingepland")
    PUBLISHED = 15, gettext_lazy("Gepubliceerd")
    WITHDRAWN = 16, gettext_lazy("Ingetrokken")
    UNSCHEDULED = 17, gettext_lazy("Planning geschrapt")
    REVERTED = 21, gettext_lazy("Versie teruggezet in het klad")
    NAMED = 22, gettext_lazy("Versie benoemd")
    FAILED = 23, gettext_lazy("Geplande stap mislukt")
    CHECKED = 24, gettext_lazy("Nagekeken, nog juist")
    MERGED = 31, gettext_lazy("Samengevoegd")
    IMPORTED = 32, gettext_lazy("Ingelezen")
    LINK_MADE = 41, gettext_lazy("Link naar de voorvertoning gemaakt")
    LINK_REVOKED = 42, gettext_lazy("Link naar de voorvertoning ingetrokken")
    RESENT = 43, gettext_lazy("Opnieuw verzonden")
    REGISTERED = 51, gettext_lazy("Ingeschreven")
    CHOSEN = 52, gettext_lazy("Keuzes gewijzigd")
    CANCELLED = 53, gettext_lazy("Uitgeschreven")
    GIVEN_BACK = 54, gettext_lazy("Plaats teruggegeven")
    SEATED = 55, gettext_lazy("Plaats gekregen van de wachtlijst")
    ENTRUSTED = 56, gettext_lazy("Plaats van een groep op naam gezet")
    CAPACITY = 57, gettext_lazy("Aantal plaatsen gewijzigd")
    ALLOTTED = 58, gettext_lazy("Wensen verdeeld")
    TOLD = 61, gettext_lazy("Deelnemers verwittigd")
    FORGOTTEN = 62, gettext_lazy("Persoonsgegevens gewist")
    DRAWN = 71, gettext_lazy("Startgetal geloot")
    MAILED = 72, gettext_lazy("Bericht aan deelnemers")
    EXPORTED = 73, gettext_lazy("Bestand met deelnemers gemaakt")


STEPS: dict[str, Any] = {
    "submit": Act.SUBMITTED,
    "return": Act.RETURNED,
    "approve": Act.APPROVED,
    "schedule": Act.SCHEDULED,
    "unschedule": Act.UNSCHEDULED,
    "publish": Act.PUBLISHED,
    "withdraw": Act.WITHDRAWN,
}
OF_A_STEP = [*STEPS.values(), Act.REVERTED, Act.FAILED]  # what the form of a publication tells as its last step


def write(act: Any, thing, *, by=None, at: datetime | None = None, said: str = "", changes: list | None = None) -> LogEntry:
    """A line about this thing, in the transaction of what it tells. `act` is an `Act`; `by` is None for the clock and for
    commands; `changes` is what a form of the admin saw changing."""
    return write_all(act, [thing], by=by, at=at, said=said, changes=changes)[0]


def write_all(
    act: Any, things: Iterable, *, by=None, at: datetime | None = None, said: str = "", changes: list | None = None
) -> list[LogEntry]:
    """The same line about each of these things."""
    if not (things := list(things)):
        return []
    who, moment = by or User.objects.system(), at or timezone.now()
    message = json.dumps(changes) if changes else f"{act.label}: {said}" if said else str(act.label)
    entries = [
        LogEntry(
            user=who,
            content_type=ContentType.objects.get_for_model(thing),
            object_id=str(thing.pk),
            object_repr=called(thing),
            action_flag=act,
            change_message=without_nul(message) if changes else cut(without_nul(message), REMARK + 200),
            action_time=moment,
        )
        for thing in things
    ]
    return LogEntry.objects.bulk_create(entries)


def called(thing) -> str:
    """What a line calls a thing. A model whose name is a person's own (a registration) says in `log_name` what stands for it."""
    named = getattr(thing, "log_name", None)
    return cut(without_nul(str(named() if named else thing)), 200)


def step_taken(thing, step: str, *, by, at: datetime, comment: str = "") -> None:
    """The line of a step of the workflow. The saving of a text has its own, from the form that saved it."""
    if step not in STEPS:
        return
    said = []
    if step == "publish":
        said.append(_("versie %(number)s") % {"number": thing.live.number})
    if step == "schedule":
        moment = date_format(timezone.localtime(thing.publish_at), "j F Y, H:i")
        said.append(_("versie %(number)s, voor %(moment)s") % {"number": thing.planned.number, "moment": moment})
    if comment.strip():
        said.append(f"“{cut(comment.strip(), REMARK)}”")
    write(STEPS[step], thing, by=by, at=at, said=", ".join(said))


def remark_in(entry: LogEntry) -> str:
    """What was said with the step of this line."""
    return entry.change_message.partition("“")[2].rpartition("”")[0]


def last_steps(thing, most: int = 12) -> list[LogEntry]:
    """The last lines that tell of a step and not of what was typed, newest first, each with who took it."""
    return list(_about(thing).filter(action_flag__in=OF_A_STEP).select_related("user")[:most])


def last_of(thing, acts: Iterable) -> LogEntry | None:
    """The newest line that tells of one of these acts."""
    return _about(thing).filter(action_flag__in=acts).select_related("user").first()


def _about(thing):
    about = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(thing), object_id=str(thing.pk))
    return about.order_by("-action_time", "-pk")


# -- reading -----------------------------------------------------------------------------------------------------------
def in_words(entry: LogEntry) -> str:
    """What a line tells, in a sentence: our own words, or the fields that a form of the admin saw changing."""
    if not entry.change_message.startswith("["):
        return entry.change_message or Act(entry.action_flag).label
    try:
        parts = json.loads(entry.change_message)
    except ValueError:
        return entry.change_message
    return " ".join(sentence for part in parts for sentence in _sentences(part)) or str(Act(entry.action_flag).label)


SAVED: dict[str, Any] = {"added": Act.ADDED, "changed": Act.CHANGED, "deleted": Act.DELETED}  # as Django writes them


def _sentences(part: dict[str, Any]):
    for name, act in SAVED.items():
        if name in part:
            told, label = part[name], act.label
            what = f": {_(told['name'])} “{told['object']}”" if "object" in told else ""
            fields = get_text_list([_field(name) for name in told["fields"]], _("en")) if "fields" in told else ""
            yield f"{label}{what}{f' ({fields})' if what and fields else f': {fields}' if fields else ''}."
    if "groups" in part:
        yield _("Groepen nu: %(names)s.") % {"names": ", ".join(part["groups"]) or _("geen")}


def _field(label: str) -> str:
    """The name of a field inside a sentence. Forms write theirs with a capital; Django's own words are translated."""
    small = label if label[1:2].isupper() else label[:1].lower() + label[1:]
    return _(label) if _(label) != label else _(small)


# -- forgetting --------------------------------------------------------------------------------------------------------
def forget(now: datetime) -> int:
    """Delete the lines that are older than was promised; returns how many. Asking twice changes nothing."""
    old = LogEntry.objects.filter(action_time__lt=now - timedelta(days=settings.AUDIT_DAYS)).order_by("action_time", "pk")
    batch = list(old.values_list("pk", flat=True)[:BATCH])
    return LogEntry.objects.filter(pk__in=batch).delete()[0] if batch else 0
