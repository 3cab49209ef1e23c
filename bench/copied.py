"""The same content in a second database: every row of a SQLite file in a PostgreSQL that has our tables."""

import sqlite3
from pathlib import Path

import psycopg
from psycopg import sql

KEPT = {"django_migrations"}
COLUMNS = (
    "SELECT table_name, column_name FROM information_schema.columns"
    " WHERE table_schema = 'public' AND is_generated = 'NEVER' ORDER BY table_name, ordinal_position"
)


def copy_rows(source: Path, url: str) -> int:
    """Empty the tables at `url` and fill them from the file; how many rows were copied."""
    rows = 0
    with sqlite3.connect(source) as old, psycopg.connect(url.replace("postgres://", "postgresql://")) as new:
        columns: dict[str, list[str]] = {}
        for table, column in new.execute(COLUMNS):
            columns.setdefault(table, []).append(column)
        new.execute("SET session_replication_role = replica")  # references are right in the file, and will be here
        wanted = {table: names for table, names in columns.items() if table not in KEPT}
        new.execute(sql.SQL("TRUNCATE {}").format(sql.SQL(", ").join(map(sql.Identifier, wanted))))
        for table, names in wanted.items():
            rows += _copy_table(old, new, table, names)
    return rows


def _copy_table(old: sqlite3.Connection, new: psycopg.Connection, table: str, names: list[str]) -> int:
    listed = sql.SQL(", ").join(map(sql.Identifier, names))
    place = sql.Identifier(table)
    count = 0
    with new.cursor() as cursor, cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(place, listed)) as copy:
        quoted = ", ".join(f'"{name}"' for name in names)
        for row in old.execute(f'SELECT {quoted} FROM "{table}"'):
            copy.write_row(row)
            count += 1
    if "id" in names:
        known = new.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table]).fetchone()
        if known and known[0]:
            top = sql.SQL("SELECT setval(%s, coalesce(max(id), 0) + 1, false) FROM {}").format(place)
            new.execute(top, [known[0]])
    return count
