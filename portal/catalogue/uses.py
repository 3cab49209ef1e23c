"""How many public fiches name a thing. Counted when a name comes or goes, so that no page counts: some are named by thousands."""

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from portal.catalogue.entries import BUILDERS, builder_of_kind
from portal.catalogue.models import Record, Relation


def changed(kind: str, before: set[int], after: set[int]) -> None:
    """A record of this kind named these records, and names those now. Two queries at most; none when they are the same."""
    if not builder_of_kind(kind).counts:
        return
    for records, step in ((after - before, 1), (before - after, -1)):
        if records:
            Record.objects.filter(pk__in=records).update(uses=F("uses") + step)


def count_again() -> int:
    """Put right what is counted wrong; how many records were."""
    return wrong().update(uses=_counted())


def wrong() -> QuerySet[Record]:
    """The records whose number is not what the relations say."""
    return Record.objects.exclude(uses=_counted())


def _counted() -> Coalesce:
    kinds = [builder.kind for builder in BUILDERS.values() if builder.counts]
    named = Relation.objects.filter(object=OuterRef("pk"), subject_kind__in=kinds).exclude(kind=Relation.Kind.RELATED)
    each = named.order_by().values("object").annotate(number=Count("subject", distinct=True))
    return Coalesce(Subquery(each.values("number")), 0)
