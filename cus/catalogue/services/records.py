"""Rows of the open data, written in bulk: what is the same stays untouched and keeps its date."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from cus.accounts.models import Centre
from cus.catalogue.models import Record, Source
from cus.catalogue.models.record import reference
from cus.catalogue.services.batches import as_json, batches_of, run

TABLE = Record._meta.db_table
THOSE_OF_THE_SOURCE = "known.centre_id = %(centre)s AND known.source_id IS NOT DISTINCT FROM %(source)s"
KNOWN = f"""
SELECT known."table", known.record_id, known.digest, known.is_public, known.data
FROM {TABLE} known JOIN jsonb_to_recordset(%(keys)s::jsonb) AS wanted ("table" text, record_id text)
  ON known."table" = wanted."table" AND known.record_id = wanted.record_id
WHERE {THOSE_OF_THE_SOURCE}
"""
PUT = f"""
INSERT INTO {TABLE} (centre_id, source_id, "table", record_id, data, refs, digest, is_public, modified_at)
SELECT %(centre)s, %(source)s, "table", record_id, data, refs, digest, %(public)s, %(at)s
FROM jsonb_to_recordset(%(rows)s::jsonb) AS new ("table" text, record_id text, data jsonb, refs text[], digest text)
ON CONFLICT (centre_id, source_id, "table", record_id) DO UPDATE SET
  data = excluded.data, refs = excluded.refs, digest = excluded.digest, is_public = excluded.is_public,
  modified_at = excluded.modified_at
"""
DROP = f"""
DELETE FROM {TABLE} known USING jsonb_to_recordset(%(keys)s::jsonb) AS gone ("table" text, record_id text)
WHERE known."table" = gone."table" AND known.record_id = gone.record_id AND {THOSE_OF_THE_SOURCE}
"""

Key = tuple[str, str]


@dataclass(frozen=True)
class RecordDraft:
    """A row as it is to be: its table, its id there and the columns that are filled."""

    table: str
    record_id: str
    data: dict[str, Any]

    @property
    def key(self) -> Key:
        return self.table, self.record_id


@dataclass(frozen=True)
class RecordChange:
    """What a draft does to what is kept: `before` is None for a new row."""

    draft: RecordDraft
    before: dict[str, Any] | None


def put_records(
    *,
    centre: Centre,
    source: Source | None,
    drafts: Iterable[RecordDraft],
    at: datetime,
    is_public: bool = True,
    told: Callable[[list[RecordChange]], None] | None = None,
) -> Counter[str]:
    """Keep the rows, and count the new, the changed and the unchanged. A changed row is of `at`.

    `told` hears of the changes of each batch before they are written. Of two drafts with one key the later counts.
    """
    counted: Counter[str] = Counter()
    given = {"centre": centre.pk, "source": source.pk if source else None, "public": is_public, "at": at}
    for batch in batches_of(drafts):
        latest = {draft.key: draft for draft in batch}
        changes = list(_changes(list(latest.values()), given))
        if told and changes:
            told(changes)
        if changes:
            run(PUT, given | {"rows": as_json([_row(change.draft) for change in changes])})
        new = sum(change.before is None for change in changes)
        counted += Counter(new=new, changed=len(changes) - new, unchanged=len(latest) - len(changes))
    return counted


def drop_records(*, centre: Centre, source: Source | None, keys: Iterable[Key]) -> int:
    """Take the rows (table, record_id) out. Own rows are as a rule kept as defunct instead."""
    given = {"centre": centre.pk, "source": source.pk if source else None}
    with transaction.atomic():
        return sum(len(run(DROP + " RETURNING 1", given | {"keys": _as_keys(keys)})) for keys in batches_of(keys))


def digest_of(data: dict[str, Any]) -> str:
    """The fingerprint of a row: the same columns with the same values, in any order, have the same."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def refs_of(table: str, data: dict[str, Any]) -> list[str]:
    """The rows a row belongs to or points at: every key of HSDS to another row ends with _id."""
    return [
        reference(table, column, value)
        for column, value in data.items()
        if column.endswith("_id") and isinstance(value, str) and value
    ]


def _changes(drafts: list[RecordDraft], given: dict[str, Any]) -> Iterator[RecordChange]:
    found = run(KNOWN, given | {"keys": _as_keys(draft.key for draft in drafts)})
    known = {(table, record_id): rest for table, record_id, *rest in found}
    for draft in drafts:
        digest, was_public, before = known.get(draft.key, ("", None, None))
        if (digest, was_public) != (digest_of(draft.data), given["public"]):
            yield RecordChange(draft, json.loads(before) if isinstance(before, str) else before)


def _row(draft: RecordDraft) -> dict[str, Any]:
    return {
        "table": draft.table,
        "record_id": draft.record_id,
        "data": draft.data,
        "refs": refs_of(draft.table, draft.data),
        "digest": digest_of(draft.data),
    }


def _as_keys(keys: Iterable[Key]) -> str:
    return as_json([{"table": table, "record_id": record_id} for table, record_id in keys])
