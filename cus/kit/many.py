"""Many rows in one statement: PostgreSQL takes them from one JSON text.

`bulk_create` and `bulk_update` write a parameter (and an update a CASE) for every cell; in files of a hundred thousand
rows most of the time goes there. Triggers, constraints and row security hold as ever.
"""

import json
from collections.abc import Callable, Collection, Sequence
from operator import attrgetter
from typing import Any

from django.db import connection, models

INSERT = "INSERT INTO {table} ({columns}) SELECT {columns} FROM jsonb_to_recordset(%s::jsonb) AS new ({types})"
UPDATE = (
    "UPDATE {table} AS old SET {sets} FROM jsonb_to_recordset(%s::jsonb) AS new ({types}) WHERE old.{pk} = new.{pk}"
)
TAKE_KEYS = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"

Fields = Sequence["models.Field[Any, Any]"]


def spare_triggers() -> None:
    """To the end of the transaction the triggers that keep the history find what they look for in every row.

    Where a setting is missing they catch an error instead, and each one costs a walk over all foreign keys that are to
    be checked at the end. Use it with `pghistory.context`, which gives the other setting.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', '{}', true)")


def insert_many(rows: Collection[models.Model]) -> None:
    """Insert new rows of one table; each gets its key."""
    if not rows:
        return
    meta: Any = next(iter(rows))._meta
    for row, key in zip(rows, _keys(meta, len(rows)), strict=True):
        row._prepare_related_fields_for_save(operation_name="insert_many")  # type: ignore[attr-defined]
        row.pk = key
    fields = [field for field in meta.local_concrete_fields if not field.generated]
    columns = ", ".join(_quoted(str(field.column)) for field in fields)
    _run(INSERT.format(table=_quoted(meta.db_table), columns=columns, types=_types(fields)), rows, fields)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def update_many(rows: Collection[models.Model], names: Collection[str]) -> None:
    """Save the named fields of rows of one table, each row once."""
    if not rows:
        return
    meta: Any = next(iter(rows))._meta
    fields = [meta.get_field(name) for name in names]
    sets = ", ".join(f"{_quoted(field.column)} = new.{_quoted(field.column)}" for field in fields)
    statement = UPDATE.format(
        table=_quoted(meta.db_table), sets=sets, types=_types([meta.pk, *fields]), pk=_quoted(meta.pk.column)
    )
    _run(statement, rows, [meta.pk, *fields])


def _keys(meta: Any, count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(TAKE_KEYS, [_quoted(meta.db_table), meta.pk.column, count])
        return [key for (key,) in cursor.fetchall()]


def _run(statement: str, rows: Collection[models.Model], fields: Fields) -> None:
    columns = [field.column for field in fields]
    values: Callable[[Any], Any] = attrgetter(*(field.attname for field in fields))
    told = [dict(zip(columns, values(row), strict=True)) for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps(told, default=str)])


def _types(fields: Fields) -> str:
    return ", ".join(f"{_quoted(str(field.column))} {field.db_type(connection)}" for field in fields)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
