"""A tsvector beside the lexemes: 'simple', because the analyser already did its work; no extension needed."""

WEIGHTS = "{0.25, 0.125, 0.5, 1.0}"  # cited (D), body (C), lead (B), title (A)
PARTS = (("title", "A"), ("lead", "B"), ("body", "C"), ("cited", "D"))
_VECTOR = " || ".join(f"setweight(to_tsvector('simple'::regconfig, {name}), '{weight}')" for name, weight in PARTS)
INSTALL = [
    f"ALTER TABLE catalogue_indexed ADD COLUMN vector tsvector GENERATED ALWAYS AS ({_VECTOR}) STORED",
    "ALTER TABLE catalogue_indexed ALTER COLUMN vector SET STORAGE MAIN",
    "CREATE INDEX catalogue_indexed_vector ON catalogue_indexed USING gin (vector)",
]
REMOVE = ["ALTER TABLE catalogue_indexed DROP COLUMN vector"]


def _quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "").replace("'", "''") + "'"


def expression(groups, any_of: bool = False, in_title: bool = False) -> str:
    """Groups of alternatives, each a tuple of lexemes that must all occur (anywhere, or in the title), as a tsquery."""
    where = ":A" if in_title else ""
    parts = [
        "(" + " | ".join("(" + " & ".join(_quoted(lexeme) + where for lexeme in all_of) + ")" for all_of in alternatives) + ")"
        for alternatives in groups
    ]
    return (" | " if any_of else " & ").join(parts)


def ids(question: str) -> tuple[str, list]:
    """SQL for the records that match an expression, and its parameters."""
    return "SELECT record_id FROM catalogue_indexed WHERE vector @@ %s::tsquery", [question]


def ranked(
    question: str, telling: dict[str, float], among: str, parameters: list, limit: int, offset: int = 0
) -> tuple[str, list]:
    """SQL for (record, score, lexemes of its title, of its lead, kind), the best first; `among` is SQL for the records asked.

    A lexeme counts for its rank times how much it tells."""
    ranks = " + ".join(f"%s * ts_rank('{WEIGHTS}', vector, %s::tsquery, 1)" for _lexeme in telling) or "0"
    weighed = [value for lexeme, idf in telling.items() for value in (idf, _quoted(lexeme))]
    sql = (
        f"SELECT record_id, {ranks} AS score, i.title, i.lead, r.kind"
        " FROM catalogue_indexed i JOIN catalogue_record r ON r.id = i.record_id"
        f" WHERE vector @@ %s::tsquery AND i.record_id IN ({among}) ORDER BY score DESC, record_id DESC LIMIT %s OFFSET %s"
    )
    return sql, [*weighed, question, *parameters, limit, offset]
