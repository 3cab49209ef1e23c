"""A catalogue that was indexed by other rules than those of this version answers badly, without anybody noticing."""

from django.core.checks import Warning
from django.db import DatabaseError, connections

from portal.catalogue.dutch import ANALYSER_VERSION
from portal.catalogue.models import Edition, Record


def the_index_is_of_this_version(app_configs=None, databases=None, **kwargs):
    """System check catalogue.W001. Asks only the databases it is given; one that is not there yet has nothing to say."""
    return [
        Warning(
            "What readers search was indexed by another version of the Dutch analyser: some words are not found.",
            hint="Run `manage.py rebuild_catalogue --if-needed`.",
            id="catalogue.W001",
        )
        for alias in databases or []
        if _is_old(alias)
    ]


def _is_old(alias: str) -> bool:
    try:
        with connections[alias].cursor() as cursor:
            if Edition._meta.db_table not in connections[alias].introspection.table_names(cursor):
                return False
        known = Edition.objects.using(alias).values_list("analyser", flat=True).first()
        return known != ANALYSER_VERSION and Record.objects.using(alias).public().exists()
    except DatabaseError:  # not there, not ours, or still of an older form
        return False
