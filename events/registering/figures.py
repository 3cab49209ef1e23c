"""How many come to a day, sit in its sessions and wait: its rows counted, with few questions however many they are."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import Block, Place, Registration, Session, StudyDay
from portal.letters.models import Letter

LONGEST = 60  # days in the chart; what came before is told with the first of them


@dataclass
class SessionFigures:
    """A session with who sits in it, waits for it, and wishes for it (first of all, or at all)."""

    session: Session
    waiting: int = 0
    first: int = 0
    wished: int = 0

    @property
    def counted(self) -> int:
        """What its bar shows: seats taken, or first wishes."""
        return self.session.taken or self.first

    @property
    def share(self) -> int:
        """The bar, from 0 to 100; a session without a limit has none."""
        seats = self.session.capacity
        return min(100, round(100 * self.counted / seats)) if seats else 0

    @property
    def full(self) -> bool:
        return self.session.capacity is not None and self.counted >= self.session.capacity


@dataclass
class BlockFigures:
    """A block that is chosen from: its sessions, and how many who come did not choose."""

    block: Block
    sessions: list[SessionFigures] = field(default_factory=list)
    without: int = 0

    @property
    def seats(self) -> int | None:
        seats = [row.session.capacity for row in self.sessions if not row.session.cancelled]
        return None if None in seats else sum(filter(None, seats))

    @property
    def taken(self) -> int:
        return sum(row.session.taken for row in self.sessions)

    @property
    def waiting(self) -> int:
        return sum(row.waiting for row in self.sessions)


@dataclass
class DayFigures:
    """The numbers of a day as they are now."""

    come: int = 0
    waiting: int = 0
    cancelled: int = 0
    unnamed: int = 0
    needs: int = 0
    parties: int = 0
    left: int | None = None
    owed: int = 0
    failed: int = 0
    blocks: list[BlockFigures] = field(default_factory=list)
    networks: list[tuple[str, int]] = field(default_factory=list)
    days: list[tuple[dt.date, int]] = field(default_factory=list)


def figures(day: StudyDay) -> DayFigures:
    """Everything that is counted of this day."""
    state, live = Registration.State, ~Q(state=Registration.State.CANCELLED)
    counts = day.registrations.aggregate(
        come=Count("pk", filter=Q(state=state.CONFIRMED)),
        waiting=Count("pk", filter=Q(state=state.WAITING)),
        cancelled=Count("pk", filter=Q(state=state.CANCELLED)),
        unnamed=Count("pk", filter=live & Q(email="", name="") & ~Q(party=None) & ~Q(party__email="")),
        needs=Count("needs", filter=live),
        parties=Count("party", filter=live, distinct=True),
    )
    sent = _letters(day)
    return DayFigures(
        **counts,
        left=None if day.capacity is None else max(0, day.capacity - counts["come"]),
        owed=sent[Letter.State.OWED],
        failed=sent[Letter.State.FAILED],
        blocks=_blocks(day, counts["come"]),
        networks=_networks(day),
        days=_days(day),
    )


def _letters(day: StudyDay) -> Counter:
    about = Letter.objects.filter(content_type=ContentType.objects.get_for_model(Registration))
    rows = about.filter(object_id__in=day.registrations.order_by().values("pk")).order_by()
    return Counter(dict(rows.values_list("state").annotate(Count("pk"))))


def _blocks(day: StudyDay, come: int) -> list[BlockFigures]:
    """The blocks that are chosen from, in the order of the programme. Four questions."""
    found = {block.pk: BlockFigures(block) for block in day.blocks.exclude(choice=Block.Choice.NONE)}
    places = Place.objects.filter(block__in=found, registration__state=Registration.State.CONFIRMED).order_by()
    chose = dict(places.values_list("block").annotate(Count("registration", distinct=True)))
    counted = places.values("session").annotate(
        waiting=Count("pk", filter=Q(state=Place.State.WAITING)),
        first=Count("pk", filter=Q(state=Place.State.WISHED, rank=1)),
        wished=Count("pk", filter=Q(state=Place.State.WISHED)),
    )
    told = {row.pop("session"): row for row in counted}
    for block in found.values():
        block.without = come - chose.get(block.block.pk, 0)
    for session in offered(day).filter(block__in=found):
        found[session.block_id].sessions.append(SessionFigures(session, **told.get(session.pk, {})))
    return list(found.values())


def offered(day: StudyDay):
    """The sessions of a day that can be chosen: those that are online, in the order of the programme."""
    rows = day.sessions.exclude(live=None).order_by("block__position", "position", "number", "pk")
    return rows.only("day", "block", "number", "title", "capacity", "taken", "cancelled", "repeats", "live")


def _networks(day: StudyDay) -> list[tuple[str, int]]:
    """How many of each onderwijsverstrekker come or wait, most first."""
    counted: Counter = Counter()
    rows = day.registrations.live().order_by().values_list("network__name", "network_words").annotate(people=Count("pk"))
    for name, words, people in rows:
        counted[name or (_("Andere") if words else _("Geen, of niet gezegd"))] += people
    return sorted(counted.items(), key=lambda one: (-one[1], one[0]))


def _days(day: StudyDay) -> list[tuple[dt.date, int]]:
    """How many registered each day, also on the days when nobody did."""
    rows = day.registrations.order_by().annotate(on=TruncDate("created")).values_list("on").annotate(Count("pk"))
    counted = dict(rows)
    if not counted:
        return []
    last = max(*counted, min(timezone.localdate(), day.date))
    first = max(min(counted), last - dt.timedelta(days=LONGEST - 1))
    points = [first + dt.timedelta(days=number) for number in range((last - first).days + 1)]
    early = sum(people for on, people in counted.items() if on < first)
    return [(on, counted.get(on, 0) + (early if on == first else 0)) for on in points]
