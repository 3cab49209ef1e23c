"""The full-text engines of the two databases: the same questions, the same hits."""

from types import ModuleType

from django.db import connection

from portal.catalogue.engines import postgres, sqlite

ENGINES = {"sqlite": sqlite, "postgresql": postgres}


def engine() -> ModuleType:
    """The engine of the database in use."""
    return ENGINES[connection.vendor]
