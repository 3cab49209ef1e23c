"""Questions that are asked for so many pages that writing their SQL would cost more than their answer."""

from collections.abc import Collection, Sequence

from django.db import connection


def rows(sql: str, parameters: Sequence = ()) -> list[tuple]:
    """What answers this SQL, as the database says it. One query."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def listed(values: Collection) -> str:
    """The placeholders of these values, for `IN`."""
    return "(" + ", ".join(["%s"] * len(values)) + ")"
