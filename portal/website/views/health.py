"""/health/: does this process answer, and does its database?"""

from django.db import DatabaseError
from django.http import JsonResponse
from django.views.decorators.cache import never_cache

from portal.catalogue.kept import reading
from portal.catalogue.models import Edition


@never_cache
@reading
def health(request):
    try:
        edition, _stamp = Edition.now()
    except DatabaseError:
        return JsonResponse({"status": "error", "database": "unreachable"}, status=503)
    return JsonResponse({"status": "ok", "database": "ok", "edition": edition})
