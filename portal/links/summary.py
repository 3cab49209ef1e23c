"""The health of all links in numbers: for the desk's first page, and for a chart."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from portal.links.models import HealthDay, Link, Verdict


@dataclass(frozen=True)
class Summary:
    """How many links have which verdict, how many waver, and the links that broke last."""

    counts: dict[str, int]
    shaky: int
    broken: list[Link]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def summary(newest: int = 5) -> Summary:
    """The numbers of now. Two queries."""
    used = Link.objects.in_use()
    waver = Count("pk", filter=Q(failures__gt=0) & ~Q(verdict__in=[Verdict.BROKEN, Verdict.IGNORED]))
    rows = used.order_by().values_list("verdict").annotate(n=Count("pk"), shaky=waver)
    counts, shaky = dict.fromkeys(Verdict.values, 0), 0
    for verdict, number, wavering in rows:
        counts[verdict], shaky = number, shaky + wavering
    broken = used.filter(verdict=Verdict.BROKEN).order_by("-since", "pk")[:newest] if newest else []
    return Summary(counts, shaky, list(broken))


def days(until: date, number: int = 30) -> list[tuple[date, dict[str, int]]]:
    """(day, {verdict: how many links}) of the last days on which something was looked at, oldest first. One query."""
    rows = HealthDay.objects.filter(day__gt=until - timedelta(days=number), day__lte=until)
    return [(row.day, {**dict.fromkeys(Verdict.values, 0), **row.counts}) for row in rows.order_by("day")]
