"""A tsvector beside the lexemes: 'simple', because the analyser already did its work; no extension needed."""

from portal.database.straight import rows

WEIGHTS = "{0.25, 0.125, 0.5, 1.0}"  # cited (D), body (C), lead (B), title (A)
LOOKED_AT = 200  # records of which the whole vector is read
PARTS = (("title", "A"), ("lead", "B"), ("body", "C"), ("cited", "D"))
_PARTS = [f"setweight(to_tsvector('simple'::regconfig, {name}), '{weight}')" for name, weight in PARTS]
INSTALL = [
    f"ALTER TABLE catalogue_indexed ADD COLUMN vector tsvector GENERATED ALWAYS AS ({' || '.join(_PARTS)}) STORED",
    f"ALTER TABLE catalogue_indexed ADD COLUMN top tsvector GENERATED ALWAYS AS ({' || '.join(_PARTS[:2])}) STORED",
    "ALTER TABLE catalogue_indexed ALTER COLUMN vector SET STORAGE MAIN",
    "CREATE INDEX catalogue_indexed_vector ON catalogue_indexed USING gin (vector)",
    "CREATE INDEX catalogue_indexed_title ON catalogue_indexed USING gin (to_tsvector('simple'::regconfig, title))",
    # the planner does not know what reading a vector costs: left alone, it would rather read them all than ask the index
    "CREATE FUNCTION catalogue_matching(asked tsquery) RETURNS SETOF bigint LANGUAGE sql STABLE SET enable_seqscan = off"
    " AS 'SELECT record_id FROM catalogue_indexed WHERE vector @@ asked'",
    "CREATE FUNCTION catalogue_titled(asked tsquery) RETURNS SETOF bigint LANGUAGE sql STABLE SET enable_seqscan = off"
    " AS 'SELECT record_id FROM catalogue_indexed WHERE to_tsvector(''simple''::regconfig, title) @@ asked'",
]
REMOVE = [
    "DROP FUNCTION catalogue_titled(tsquery)",
    "DROP INDEX catalogue_indexed_title",
    "DROP FUNCTION catalogue_matching(tsquery)",
    *(f"ALTER TABLE catalogue_indexed DROP COLUMN {name}" for name in ("vector", "top")),
]


def _quoted(lexeme: str) -> str:
    """A lexeme as a tsquery has it; one that ends with a star stands for everything that begins like it."""
    return "'" + lexeme.replace("\\", "").removesuffix("*").replace("'", "''") + "'" + (":*" if lexeme.endswith("*") else "")


def _in(lexeme: str, weights: str) -> str:
    quoted = _quoted(lexeme)
    return quoted + ("" if quoted.endswith(":*") or not weights else ":") + weights


def expression(groups, any_of: bool = False, within: tuple[str, ...] = ()) -> str:
    """Groups of alternatives, each a tuple of lexemes that must all occur (anywhere, or in these of "title" and "lead"), as a
    tsquery."""
    weights = "".join(weight for name, weight in PARTS if name in within)
    parts = [
        "(" + " | ".join("(" + " & ".join(_in(lexeme, weights) for lexeme in all_of) + ")" for all_of in alternatives) + ")"
        for alternatives in groups
    ]
    return (" | " if any_of else " & ").join(parts)


def in_a_row(lexemes: tuple[str, ...]) -> str:
    """An expression for lexemes that follow each other in one text."""
    return " <-> ".join(map(_quoted, lexemes))


def ids(question: str) -> tuple[str, list]:
    """SQL for the records that match an expression, and its parameters."""
    return "SELECT catalogue_matching(%s::tsquery)", [question]


def best(required: str, telling: dict[str, float], among: list[int], most: int) -> list[tuple]:
    """[(record, score, lexemes of its title, of its lead)], the best first, of those in `among`: a lexeme counts for its rank
    times how much it tells.

    Reading a vector is what costs: when many records answer, only the foremost are looked at. Far down the list all
    are, so that no page misses a record."""
    if len(among) > LOOKED_AT >= most:
        among = _foremost(telling, among)
    rank, values = _rank("vector", telling)
    return rows(
        f"SELECT record_id, {rank} AS score, title, lead FROM catalogue_indexed WHERE record_id = ANY(%s::bigint[])"
        " ORDER BY score DESC, record_id DESC LIMIT %s",
        [*values, _listed(among), most],
    )


def _foremost(telling: dict[str, float], among: list[int]) -> list[int]:
    """LOOKED_AT of these records: those that say most of it in title and lead; when enough have it in their title, of those."""
    said = rows("SELECT catalogue_titled(%s::tsquery)", [" | ".join(map(_quoted, telling))])
    titled = {pk for (pk,) in said}.intersection(among)
    if len(titled) >= LOOKED_AT:
        among = list(titled)
    rank, values = _rank("top", telling)
    found = rows(
        "SELECT record_id FROM catalogue_indexed WHERE record_id = ANY(%s::bigint[])"
        f" ORDER BY {rank} DESC, record_id DESC LIMIT %s",
        [_listed(among), *values, LOOKED_AT],
    )
    return [pk for (pk,) in found]


def _listed(numbers: list[int]) -> str:
    """Numbers as PostgreSQL writes an array: of a list the driver would ask each what it is."""
    return "{" + ",".join(map(str, numbers)) + "}"


def _rank(column: str, telling: dict[str, float]) -> tuple[str, list]:
    ranks = " + ".join(f"%s * ts_rank('{WEIGHTS}', {column}, %s::tsquery, 1)" for _lexeme in telling) or "0"
    return ranks, [value for lexeme, idf in telling.items() for value in (idf, _quoted(lexeme))]


def faults() -> list[str]:
    """Nothing: the vectors are columns that PostgreSQL itself keeps."""
    return []


def mend() -> None:
    """Nothing to do here."""
