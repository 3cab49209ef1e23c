"""The full-text engines of the two databases: the same questions, the same hits."""

from types import ModuleType

from django.db import connection

from portal.catalogue.engines import postgres, sqlite

Ranked = tuple[int, float, str, str]  # a record, its score, the lexemes of its title and of its lead
ENGINES = {"sqlite": sqlite, "postgresql": postgres}


def engine() -> ModuleType:
    """The engine of the database in use."""
    return ENGINES[connection.vendor]
