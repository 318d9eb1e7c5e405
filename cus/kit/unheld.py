"""Deleting many rows, except those that something hangs on.

Means what `QuerySet.delete` means of CASCADE, PROTECT and SET_NULL, but asks with keys alone: no row is loaded, and a
row that is held does not keep the others.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import connection, models

BY_KEYS = "= ANY(%s::bigint[])"


def delete_unheld(model: type[models.Model], keys: Iterable[int]) -> set[int]:
    """Delete those of the rows on which nothing hangs; returns the keys of those that stay."""
    wanted = set(keys)
    held = _held(model, wanted)
    _delete(model, wanted - held)
    return held


def _held(model: type[models.Model], keys: Collection[int]) -> set[int]:
    """The rows that a protected relation points to, or to what would go with them."""
    held: set[int] = set()
    for relation in _pointing_to(model) if keys else ():
        if relation.on_delete is models.PROTECT:
            held |= {to for _pk, to in _rows(relation, keys)}
        elif relation.on_delete is models.CASCADE and (rows := _rows(relation, keys)):
            held_rows = _held(relation.related_model, [pk for pk, _to in rows])
            held |= {to for pk, to in rows if pk in held_rows}
    return held


def _delete(model: type[models.Model], keys: Collection[int]) -> None:
    for relation in _pointing_to(model) if keys else ():
        if relation.on_delete is models.CASCADE:
            _delete(relation.related_model, [pk for pk, _to in _rows(relation, keys)])
        elif relation.on_delete is models.SET_NULL:
            column = _quoted(relation.field.column)
            _run(f"UPDATE {_table(relation)} SET {column} = NULL WHERE {column} {BY_KEYS}", keys)
    if keys:
        meta: Any = model._meta
        _run(f"DELETE FROM {_quoted(meta.db_table)} WHERE {_quoted(meta.pk.column)} {BY_KEYS}", keys)


def _pointing_to(model: type[models.Model]) -> list[Any]:
    """The relations of other tables to this one; where none of the three is meant, the database has the last word."""
    every = model._meta.get_fields(include_hidden=True)
    return [
        field
        for field in every
        if field.auto_created and not field.concrete and (field.one_to_many or field.one_to_one)
    ]


def _rows(relation: Any, keys: Collection[int]) -> list[tuple[int, int]]:
    pk, column = _quoted(relation.related_model._meta.pk.column), _quoted(relation.field.column)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {pk}, {column} FROM {_table(relation)} WHERE {column} {BY_KEYS}", [_array(keys)])
        return cursor.fetchall()


def _run(statement: str, keys: Collection[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [_array(keys)])


def _array(keys: Collection[int]) -> str:
    return "{" + ",".join(map(str, sorted(keys))) + "}"


def _table(relation: Any) -> str:
    return _quoted(relation.related_model._meta.db_table)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
