"""What a record has in the tables beside it."""

from dataclasses import dataclass, field

from django.db import connection

from portal.catalogue.models import Record, Relation

ROWS = (
    "SELECT 'facet', value_id, '', 0, 0 FROM catalogue_facet WHERE record_id = %s"
    " UNION ALL SELECT 'file', id, name, 0, 0 FROM catalogue_shownfile WHERE record_id = %s"
    " UNION ALL SELECT 'awaited', id, kind, object_id, 0 FROM catalogue_awaited WHERE record_id = %s"
    " UNION ALL SELECT 'relation', id, kind, object_id, position FROM catalogue_relation"
    " WHERE subject_id = %s AND kind <> 'related'"
)


@dataclass
class Rows:
    """The rows that a record has, as they were before it was written."""

    facets: set[int] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    awaits: set[tuple[str, int]] = field(default_factory=set)
    relations: list[Relation] = field(default_factory=list)  # without those that are only related

    @classmethod
    def of(cls, record: Record) -> "Rows":
        """One query."""
        found = cls()
        with connection.cursor() as cursor:
            cursor.execute(ROWS, [record.pk] * 4)
            for what, pk, text, other, position in cursor.fetchall():
                if what == "facet":
                    found.facets.add(pk)
                elif what == "file":
                    found.files.add(text)
                elif what == "awaited":
                    found.awaits.add((text, other))
                else:
                    row = Relation(pk=pk, subject=record, kind=text, object_id=other, position=position)
                    found.relations.append(row)
        return found
