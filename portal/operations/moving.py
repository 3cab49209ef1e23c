"""A whole portal from SQLite to PostgreSQL: every row of every table, copied in one transaction and then compared one by one."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import zip_longest
from typing import Any

import environ
import psycopg
from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import DatabaseError, connection, connections, models, transaction
from psycopg import sql

TARGET = "copy"  # the alias of the new database, for as long as it takes
TOGETHER = 2000  # rows read at once


class NotMoved(Exception):
    """Why the portal was not moved, in a sentence for who asked. The new database is as it was, or can be thrown away."""


def connect(url: str) -> None:
    """Make the database at this address known to Django. Raises NotMoved."""
    if connection.vendor != "sqlite":
        raise NotMoved("Deze portal staat niet op SQLite. Laat DATABASE_URL naar het SQLite-bestand wijzen.")
    if not url.startswith(("postgres://", "postgresql://")):
        raise NotMoved("Geef het adres van een PostgreSQL-databank: postgres://gebruiker:wachtwoord@host:5432/naam.")
    known = environ.Env.db_url_config(url)
    known["OPTIONS"] = {**settings.POSTGRES_OPTIONS, **known.get("OPTIONS", {})}
    known["URL"] = url
    both = connections.configure_settings({"default": dict(connections.databases["default"]), TARGET: known})
    connections.databases[TARGET] = both[TARGET]
    try:
        connections[TARGET].ensure_connection()
    except DatabaseError as error:
        raise NotMoved(f"De databank antwoordt niet: {error}") from None
    if connections[TARGET].introspection.table_names():
        raise NotMoved("In die databank staat al iets. Geef een lege databank: er wordt niets overschreven.")


def disconnect() -> None:
    """Forget the new database again."""
    if TARGET in connections.databases:
        connections[TARGET].close()
        del connections[TARGET]
        del connections.databases[TARGET]


def tables() -> list[type[models.Model]]:
    """Everything that is kept, also what only ties two things together."""
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.managed and not model._meta.proxy]


def count() -> int:
    return sum(model._base_manager.using("default").count() for model in tables())


def move(step: Callable[[], Any]) -> dict[str, int]:
    """Copy everything, and compare it; {table: rows}. `step` is called twice for each row. Nobody can write to the old database
    meanwhile. Raises NotMoved when a row does not fit, or is not the same on both sides."""
    _make_tables()
    copied: dict[str, int] = {}
    with transaction.atomic(), connections[TARGET].cursor() as cursor:  # nobody writes in the old one until we are done
        with transaction.atomic(using=TARGET):
            names = sql.SQL(", ").join(sql.Identifier(model._meta.db_table) for model in tables())
            cursor.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(names))  # what migrations wrote comes along
            for model in tables():
                copied[model._meta.db_table] = _copy(model, cursor, step)
            for statement in connections[TARGET].ops.sequence_reset_sql(no_style(), tables()):
                cursor.execute(statement)
        for model in tables():
            _compare(model, step)
        cursor.execute("ANALYZE")
    return copied


def _make_tables() -> None:
    """In a process of its own: migrations write their first rows in the database that is the portal's."""
    environment = {**os.environ, "DATABASE_URL": connections[TARGET].settings_dict["URL"]}
    migrate = [sys.executable, str(settings.ROOT / "manage.py"), "migrate", "--verbosity", "0"]
    made = subprocess.run(migrate, env=environment, cwd=settings.ROOT, capture_output=True, text=True)
    if made.returncode:
        raise NotMoved(f"De tabellen konden niet gemaakt worden: {made.stderr.strip()[-500:]}")


def _columns(model) -> list[models.Field]:
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def _rows(model, alias: str) -> Iterator[tuple]:
    names = [field.attname for field in _columns(model)]
    return model._base_manager.using(alias).order_by("pk").values_list(*names).iterator(chunk_size=TOGETHER)


def _copy(model, cursor, step) -> int:
    fields, number, there = _columns(model), 0, connections[TARGET]
    columns = sql.SQL(", ").join(sql.Identifier(field.column) for field in fields)
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(model._meta.db_table), columns)
    try:
        with cursor.copy(into) as copy:
            for row in _rows(model, "default"):
                copy.write_row([field.get_db_prep_save(value, there) for field, value in zip(fields, row, strict=True)])
                number += 1
                step()
    except (psycopg.Error, DatabaseError) as error:
        raise NotMoved(f"Een rij van {model._meta.db_table} past niet in PostgreSQL: {error}") from None
    return number


def _compare(model, step) -> None:
    for old, new in zip_longest(_rows(model, "default"), _rows(model, TARGET)):
        if old != new:
            pk = (old or new)[[field.primary_key for field in _columns(model)].index(True)]
            raise NotMoved(f"Rij {pk} van {model._meta.db_table} is in PostgreSQL niet wat ze was.")
        step()
