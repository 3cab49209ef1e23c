"""FTS5 over the table Indexed: external content, kept in step by triggers; bm25 with our weights."""

import json

from django.db import DatabaseError, connection, transaction

from portal.database.straight import rows

WEIGHTS = (8.0, 4.0, 1.0, 2.0)  # title, lead, body, cited
COLUMNS = "title, lead, body, cited"
_NEW, _OLD = (", ".join(f"{row}.{name}" for name in COLUMNS.split(", ")) for row in ("new", "old"))
INSTALL = [
    f"CREATE VIRTUAL TABLE catalogue_fts USING fts5({COLUMNS}, content='catalogue_indexed', content_rowid='record_id',"
    " tokenize=\"unicode61 remove_diacritics 0 tokenchars ''''\")",
    "CREATE TRIGGER catalogue_fts_insert AFTER INSERT ON catalogue_indexed BEGIN"
    f" INSERT INTO catalogue_fts(rowid, {COLUMNS}) VALUES (new.record_id, {_NEW}); END",
    "CREATE TRIGGER catalogue_fts_delete AFTER DELETE ON catalogue_indexed BEGIN"
    f" INSERT INTO catalogue_fts(catalogue_fts, rowid, {COLUMNS}) VALUES ('delete', old.record_id, {_OLD}); END",
    "CREATE TRIGGER catalogue_fts_update AFTER UPDATE ON catalogue_indexed BEGIN"
    f" INSERT INTO catalogue_fts(catalogue_fts, rowid, {COLUMNS}) VALUES ('delete', old.record_id, {_OLD});"
    f" INSERT INTO catalogue_fts(rowid, {COLUMNS}) VALUES (new.record_id, {_NEW}); END",
]
REMOVE = [
    "DROP TRIGGER catalogue_fts_insert",
    "DROP TRIGGER catalogue_fts_delete",
    "DROP TRIGGER catalogue_fts_update",
    "DROP TABLE catalogue_fts",
]


def _quoted(lexeme: str) -> str:
    """A lexeme as FTS5 reads it; one that ends with a star stands for everything that begins like it."""
    return '"' + lexeme.replace('"', "").removesuffix("*") + '"' + ("*" if lexeme.endswith("*") else "")


def expression(groups, any_of: bool = False, within: tuple[str, ...] = ()) -> str:
    """Groups of alternatives, each a tuple of lexemes that must all occur (anywhere, or in these of "title" and "lead"), as FTS5
    asks it."""
    parts = [
        "(" + " OR ".join("(" + " AND ".join(map(_quoted, all_of)) + ")" for all_of in alternatives) + ")"
        for alternatives in groups
    ]
    whole = (" OR " if any_of else " AND ").join(parts)
    return f"{{{' '.join(within)}}} : ({whole})" if within else whole


def in_a_row(lexemes: tuple[str, ...]) -> str:
    """An expression for lexemes that follow each other in one text."""
    return _quoted(" ".join(lexemes))


def ids(question: str) -> tuple[str, list]:
    """SQL for the records that match an expression, and its parameters."""
    return "SELECT rowid FROM catalogue_fts WHERE catalogue_fts MATCH %s", [question]


def best(required: str, telling: dict[str, float], among: list[int], most: int) -> list[tuple]:
    """[(record, score, lexemes of its title, of its lead)], the best first: of those in `among`, which all match `required`.
    FTS5 weighs by itself what a word tells."""
    ranked = (  # the plus keeps SQLite from asking the index once more for every record
        f"SELECT rowid AS id, -bm25(catalogue_fts, {', '.join(map(str, WEIGHTS))}) AS score FROM catalogue_fts"
        " WHERE catalogue_fts MATCH %s AND +rowid IN (SELECT value FROM json_each(%s))"
        " ORDER BY score DESC, rowid DESC LIMIT %s"
    )
    return rows(
        f"SELECT f.id, f.score, i.title, i.lead FROM ({ranked}) f JOIN catalogue_indexed i ON i.record_id = f.id"
        " ORDER BY f.score DESC, f.id DESC",
        [required, json.dumps(among), most],
    )


def faults() -> list[str]:
    """Where the full-text index does not agree with the table it is made of, in sentences."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO catalogue_fts(catalogue_fts, rank) VALUES ('integrity-check', 1)")
    except DatabaseError:
        return ["the full-text index differs from what it is made of"]
    return []


def mend() -> None:
    """Make the full-text index anew from its table."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO catalogue_fts(catalogue_fts) VALUES ('rebuild')")
