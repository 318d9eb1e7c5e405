"""Many rows in one statement: a batch goes to PostgreSQL as one JSON text and comes back as rows."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection

BATCH = 1000
SAME_SOURCE = " IS NOT DISTINCT FROM %(source)s"  # what the statements say of rows that may have no source
T = TypeVar("T")


def batches_of(things: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """The things in lists of at most `size`; nothing is read ahead of the list being filled."""
    waiting = iter(things)
    while batch := list(islice(waiting, size)):
        yield batch


def as_json(rows: object) -> str:
    return json.dumps(rows, ensure_ascii=False, default=_plain)


def run(statement: str, given: dict[str, Any]) -> list[tuple[Any, ...]]:
    """The rows a statement answers with; none for a statement that answers nothing.

    No index answers IS NOT DISTINCT FROM, so the source is asked for in the words one does.
    """
    statement = statement.replace(SAME_SOURCE, " IS NULL" if given.get("source") is None else " = %(source)s")
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return cursor.fetchall() if cursor.description else []


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{value!r} has no place in JSON")
