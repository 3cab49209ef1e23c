"""The same records several times over, to see how finding grows: what readers find, not what editors work on."""

from django.db import connection, models, transaction

from portal.catalogue.models import Edition, Facet, Indexed, Lexeme, Record, Word

OTHERWISE = {"url": "url || '-' || {turn}", "revision_id": "NULL"}
COUNTED = ("id", "object_id", "record_id")


def repeat(times: int) -> int:
    """Every public record so many times, with its index, facets and place in the lexicon; how many there are then."""
    most = Record.objects.aggregate(most=models.Max("pk"), other=models.Max("object_id"))
    step = max(most["most"], most["other"]) + 1
    with transaction.atomic(), connection.cursor() as cursor:
        for turn in range(1, times):
            for model in (Record, Indexed, Facet):
                cursor.execute(_statement(model, turn, step))
        for model in (Lexeme, Word):
            model.objects.update(records=models.F("records") * times)
        Edition.raise_number()
    return Record.objects.public().count()


def _statement(model, turn: int, step: int) -> str:
    names = [field.column for field in model._meta.concrete_fields if field.column]
    said = [f"{name} + {turn * step}" if name in COUNTED else OTHERWISE.get(name, name).format(turn=turn) for name in names]
    table, key = model._meta.db_table, "id" if model is Record else "record_id"
    return f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(said)} FROM {table} WHERE {key} < {step}"
