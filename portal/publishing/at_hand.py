"""What a person has at hand at the desk, as conditions on the rows of a kind of publication: the home and the lists ask alike."""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, Exists, OuterRef, Q
from django.db.models.functions import Cast

from portal.publishing.logbook import Act
from portal.publishing.models import Status
from portal.publishing.workflow import may

MINE, WAITING, PLANNED = "van-mij", "wacht-op-mij", "gepland"


def mine(model, user) -> Q:
    """What this person owns, worked on last or sent in and got back, and did not finish."""
    unfinished = [Status.DRAFT] if may(user, "publish", model()) else [Status.DRAFT, Status.REVIEW, Status.APPROVED]
    lines = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(model))
    numbers = Cast("object_id", BigIntegerField())
    sent = lines.filter(user=user, action_flag=Act.SUBMITTED).values_list(numbers)
    back = lines.filter(action_flag=Act.RETURNED).values_list(numbers)
    came_back = Q(status=Status.DRAFT, pk__in=sent) & Q(pk__in=back)
    return Q(status__in=unfinished) & (Q(owner=user) | Q(changed_by=user) | came_back)


def waiting(model, user) -> Q:
    """What waits for this person: a text that was given to them to review, or to nobody in particular when they may publish;
    and what was approved and is not online yet."""
    asked = model.reviewers.through.objects.filter(**{f"{model.reviewers.field.m2m_field_name()}_id": OuterRef("pk")})
    for_me = Q(Exists(asked.filter(user_id=user.pk)))
    if not may(user, "publish", model()):
        return Q(status=Status.REVIEW) & for_me
    return (Q(status=Status.REVIEW) & (for_me | ~Q(Exists(asked)))) | Q(status=Status.APPROVED)


def planned(model, user) -> Q:
    """What appears or goes at a moment."""
    return Q(status=Status.SCHEDULED) | Q(live__isnull=False, withdraw_at__isnull=False)


CONDITIONS = {MINE: mine, WAITING: waiting, PLANNED: planned}
