"""How many seats are left on a day at this minute, for its pages: those are kept, and do not know."""

from django.http import Http404, JsonResponse
from django.utils import timezone

from events.models import StudyDay
from events.offers import seats_left
from events.registering.registration import RegistrationRefused, refuse_unless_open
from portal.catalogue.kept import reading


@reading
def left(request, slug):
    """Numbers while one can register; of a day that is closed, nobody needs to know how many came."""
    day = StudyDay.objects.filter(slug=slug).exclude(live=None).first()
    if day is None:
        raise Http404
    try:
        refuse_unless_open(day, timezone.now())
        said = seats_left(day)
    except RegistrationRefused:
        said = {}
    response = JsonResponse(said)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
