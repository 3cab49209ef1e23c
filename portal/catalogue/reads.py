"""How often pages were read, as numbers: no address, no cookie, no user. Per day, and after a while per month."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

AT_ONCE = 200  # rows in one statement
BATCH = 5_000  # rows that one round of the worker folds away
SHOWN = 30  # days that the desk looks back

# The same on both databases. Sorted rows: two processes take them in one order, so that none waits for another in a ring.
ADD = (
    "INSERT INTO catalogue_reads (record_id, kind, start, monthly, times) VALUES {rows}"
    " ON CONFLICT (record_id, monthly, start) DO UPDATE SET times = catalogue_reads.times + excluded.times"
)


class ReadsQuerySet(models.QuerySet):
    def daily(self, kind: str, until: date, days: int = SHOWN):
        """The days of records of a kind, so many up to and including this one."""
        return self.filter(kind=kind, monthly=False, start__gt=until - timedelta(days=days), start__lte=until)

    def add(self, rows: Mapping[tuple[int, str, date], int], *, monthly: bool = False) -> None:
        """Add to what was counted: {(record, its kind, the first day): times}."""
        found = sorted(rows.items())
        with transaction.atomic(), connection.cursor() as cursor:
            for begin in range(0, len(found), AT_ONCE):
                part = found[begin : begin + AT_ONCE]
                values = [value for (record, kind, start), times in part for value in (record, kind, start, monthly, times)]
                cursor.execute(ADD.format(rows=", ".join(["(%s, %s, %s, %s, %s)"] * len(part))), values)

    def per_day(self, kind: str, until: date, days: int = SHOWN) -> list[tuple[date, int]]:
        """How often records of a kind were read on each day, oldest first, days of nothing included. One query."""
        rows = self.daily(kind, until, days).order_by().values_list("start").annotate(sum=Sum("times"))
        return in_a_row(dict(rows), until, days)

    def most(self, kind: str, until: date, *, many: int = 5, days: int = SHOWN) -> list[dict]:
        """The public records of a kind that were read most: title, url, object_id, times, and times per day. One query."""
        times = Sum("times")
        top = self.daily(kind, until, days).filter(record__withdrawn_at=None).order_by()
        top = top.values("record").annotate(sum=times).order_by("-sum", "record").values("record")[:many]
        rows = self.daily(kind, until, days).filter(record__in=top)
        found: dict[int, dict] = {}
        for pk, title, url, start, number in rows.values_list(
            "record__object_id", "record__title", "record__url", "start", "times"
        ):
            said = found.setdefault(pk, {"object_id": pk, "title": title, "url": url, "days": {}})
            said["days"][start] = number
        for said in found.values():
            said["times"] = sum(said["days"].values())
            said["days"] = [number for _day, number in in_a_row(said["days"], until, days)]
        return sorted(found.values(), key=lambda said: (-said["times"], said["object_id"]))

    def of_each(self, kind: str, pks: Iterable[int], until: date, days: int = SHOWN) -> dict[int, list[int]]:
        """{thing: times on each day, oldest first} of these things; who was never read is not there. One query."""
        rows = self.daily(kind, until, days).filter(record__object_id__in=list(pks))
        found: dict[int, dict[date, int]] = defaultdict(dict)
        for pk, start, times in rows.values_list("record__object_id", "start", "times"):
            found[pk][start] = times
        return {pk: [number for _day, number in in_a_row(said, until, days)] for pk, said in found.items()}

    def in_all(self, kind: str, until: date, days: int = SHOWN) -> Coalesce:
        """How often a row of another table (OuterRef) was read in these days: for a column that can be sorted."""
        rows = self.daily(kind, until, days).filter(record__object_id=OuterRef("pk"))
        return Coalesce(Subquery(rows.order_by().values("kind").annotate(sum=Sum("times")).values("sum")), 0)


def in_a_row(times: Mapping[date, int], until: date, days: int) -> list[tuple[date, int]]:
    """Every day of a stretch with its number, oldest first."""
    stretch = [until - timedelta(days=back) for back in range(days - 1, -1, -1)]
    return [(day, times.get(day, 0)) for day in stretch]


class Reads(models.Model):
    """How often the page of a record was read on a day, or in a month. Written by portal.catalogue.opened."""

    record = models.ForeignKey("catalogue.Record", models.CASCADE, related_name="reads")
    kind = models.CharField(max_length=20)  # that of the record, so that summing needs no join
    start = models.DateField()  # the day; the first of a month
    monthly = models.BooleanField(default=False)
    times = models.PositiveBigIntegerField(default=0)

    objects = ReadsQuerySet.as_manager()

    class Meta:
        verbose_name = _("gelezen")
        verbose_name_plural = _("gelezen")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["record", "monthly", "start"], name="reads_of_a_record_once")]
        indexes = [models.Index(fields=["kind", "monthly", "start"], name="reads_by_day")]

    def __str__(self):
        return f"{self.start}: {self.times}"


def fold_months(now: datetime) -> int:
    """Days of months that are wholly older than was promised become one row for each month; returns how many days went.
    Asking twice changes nothing."""
    oldest = (timezone.localdate(now) - timedelta(days=settings.READ_DAYS)).replace(day=1)
    with transaction.atomic():
        rows = Reads.objects.select_for_update().filter(monthly=False, start__lt=oldest).order_by("start", "pk")[:BATCH]
        months: dict[tuple[int, str, date], int] = defaultdict(int)
        for row in (folded := list(rows)):
            months[row.record_id, row.kind, row.start.replace(day=1)] += row.times
        if folded:
            Reads.objects.add(months, monthly=True)
            Reads.objects.filter(pk__in=[row.pk for row in folded]).delete()
    return len(folded)
