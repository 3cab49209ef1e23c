"""Ten times as many fiches as a SQLite file has, for a bench of what is too much to make one by one.

    python -m bench.many FOLDER/10000.sqlite3 FOLDER/100000.sqlite3
    python -m bench.run --fiches 100000 --database sqlite --content FOLDER --write many

What readers see is copied, not what editors have: the record of each fiche, what stands around it, its facets and its words,
under keys and addresses of its own. Each text is there ten times, which is as bad for a search as can be.
"""

import argparse
import sqlite3
import sys
from pathlib import Path

TIMES = 10
FICHES = "SELECT id FROM catalogue_record WHERE kind = 'fiche' AND withdrawn_at IS NULL AND id < :step"
COPIED = {  # table -> what its columns become; those that are not named stay as they are
    "catalogue_record": {
        "id": "id + :off",
        "object_id": "object_id + :off",
        "url": "replace(url, '/fiches/', '/fiches/' || :copy || '-')",
    },
    "catalogue_indexed": {"record_id": "record_id + :off"},
    "catalogue_facet": {"record_id": "record_id + :off"},
    "catalogue_relation": {
        "id": "NULL",
        "subject_id": "subject_id + :off",
        "object_id": f"object_id + CASE WHEN object_id IN ({FICHES}) THEN :off ELSE 0 END",
    },
}
KEYS = {"catalogue_record": "id", "catalogue_relation": "subject_id"}
AFTERWARDS = [
    "CREATE VIRTUAL TABLE temp.said USING fts5vocab('main', 'catalogue_fts', 'row')",
    "CREATE TABLE temp.counted (term TEXT PRIMARY KEY, doc INTEGER)",
    "INSERT INTO counted SELECT term, doc FROM said",
    "UPDATE catalogue_lexeme SET records = (SELECT doc FROM counted WHERE term = text) WHERE text IN (SELECT term FROM counted)",
    f"UPDATE catalogue_word SET records = min(catalogue_word.records * {TIMES}, l.records)"
    " FROM catalogue_lexeme l WHERE l.text = lexeme",
    f"UPDATE catalogue_record SET uses = uses * {TIMES} WHERE kind <> 'fiche'",
    "UPDATE catalogue_edition SET number = number + 1",
    "ANALYZE",
]


def multiply(file: Path) -> int:
    """Nine more of each public fiche in this file; how many there are then."""
    with sqlite3.connect(file) as here:
        here.execute("PRAGMA journal_mode = OFF")
        here.execute("PRAGMA synchronous = OFF")
        step = here.execute("SELECT max(max(id), max(object_id)) + 1 FROM catalogue_record").fetchone()[0]
        for copy in range(1, TIMES):
            given = {"off": copy * step, "step": step, "copy": f"keer{copy}"}
            for table, changed in COPIED.items():
                names = [name for _place, name, *_rest in here.execute(f"PRAGMA table_info({table})")]
                values = ", ".join(changed.get(name, name) for name in names)
                key = KEYS.get(table, "record_id")
                rows = f"SELECT {values} FROM {table} WHERE {key} IN ({FICHES})"
                here.execute(f"INSERT INTO {table} ({', '.join(names)}) {rows}", given)
            print(f"{copy + 1} of {TIMES}", file=sys.stderr, flush=True)
        for sentence in AFTERWARDS:
            here.execute(sentence)
        return here.execute("SELECT count(*) FROM catalogue_record WHERE kind = 'fiche'").fetchone()[0]


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("made", type=Path)
    ask.add_argument("wanted", type=Path)
    options = ask.parse_args()
    for end in ("", "-wal", "-shm"):
        Path(f"{options.wanted}{end}").unlink(missing_ok=True)
    with sqlite3.connect(options.made) as there, sqlite3.connect(options.wanted) as here:
        there.backup(here)
    print(f"{multiply(options.wanted)} fiches")
    return 0


if __name__ == "__main__":
    sys.exit(main())
