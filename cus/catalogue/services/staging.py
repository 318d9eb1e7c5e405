"""A reading of a source, held beside the catalogue until it is whole: joined, checked, compared with what is kept.

It lies in a table of the session, so it costs no memory however long it is, and nothing of it is left when the
session ends in the middle.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cus.catalogue.hsds.tables import TABLES
from cus.catalogue.imports.checking import references_of
from cus.catalogue.imports.rows import BadRow, Expected, Note, Read, Row
from cus.catalogue.models import ImportRow, ImportRun, Record
from cus.catalogue.services.batches import as_json, batches_of, run
from cus.catalogue.services.records import digest_of

MOST_REMARKS = 200  # sentences of one sort; beyond that their number is told
MOST_REJECTED = 20_000  # rejected rows that are kept to be looked at; all are counted
STAGED = "catalogue_staged"
RECORDS, ROWS = Record._meta.db_table, ImportRow._meta.db_table
MAKE = f"""
DROP TABLE IF EXISTS {STAGED};
CREATE TEMP TABLE {STAGED} (
  n bigserial, tbl text, record_id text, digest text, data jsonb, line int, name text, reasons jsonb
)"""
PUT = f"""
INSERT INTO {STAGED} (tbl, record_id, digest, data, line, name, reasons)
SELECT tbl, record_id, digest, data, line, name, reasons FROM jsonb_to_recordset(%(rows)s::jsonb)
AS new (tbl text, record_id text, digest text, data jsonb, line int, name text, reasons jsonb)
"""
FIND_BY_KEY = f"CREATE INDEX ON {STAGED} (tbl, record_id); ANALYZE {STAGED}"
SEVERAL = f"""
SELECT tbl, record_id, jsonb_agg(data ORDER BY n) FROM (
  SELECT DISTINCT ON (tbl, record_id, digest) tbl, record_id, data, n FROM {STAGED}
  ORDER BY tbl, record_id, digest, n DESC
) AS version GROUP BY tbl, record_id HAVING count(*) > 1
"""
DROP_ALL_BUT_THE_LAST = f"""
DELETE FROM {STAGED} earlier USING (
  SELECT tbl, record_id, max(n) AS last FROM {STAGED} GROUP BY tbl, record_id HAVING count(*) > 1
) AS several
WHERE earlier.tbl = several.tbl AND earlier.record_id = several.record_id AND earlier.n < several.last
"""
REWRITE = f"""
UPDATE {STAGED} kept SET data = new.data, digest = new.digest
FROM jsonb_to_recordset(%(rows)s::jsonb) AS new (tbl text, record_id text, data jsonb, digest text)
WHERE kept.tbl = new.tbl AND kept.record_id = new.record_id
"""
BROKEN_KEYS = f"""
SELECT row.tbl, row.record_id, key.col, row.data->>key.col, key.target, row.data
FROM {STAGED} row JOIN jsonb_to_recordset(%(keys)s::jsonb) AS key (tbl text, col text, target text) USING (tbl)
WHERE row.data ? key.col AND NOT EXISTS (
  SELECT 1 FROM {STAGED} other WHERE other.tbl = key.target AND other.record_id = row.data->>key.col
)
ORDER BY row.n, key.col
"""
OF_THE_SOURCE = "kept.centre_id = %(centre)s AND kept.source_id = %(source)s"
NOTE_CHANGES = f"""
INSERT INTO {ROWS} (centre_id, run_id, state, "table", record_id, line, name, reasons, before, after)
SELECT %(centre)s, %(run)s, CASE WHEN kept.id IS NULL THEN 'NEW' ELSE 'CHANGED' END, new.tbl, new.record_id, new.line,
  new.name, new.reasons, kept.data, new.data
FROM {STAGED} new LEFT JOIN {RECORDS} kept
  ON kept."table" = new.tbl AND kept.record_id = new.record_id AND {OF_THE_SOURCE}
WHERE kept.id IS NULL OR kept.digest <> new.digest OR kept.is_public <> %(public)s
ORDER BY new.n
"""
NOTE_GONE = f"""
INSERT INTO {ROWS} (centre_id, run_id, state, "table", record_id, name, reasons, before)
SELECT %(centre)s, %(run)s, 'GONE', kept."table", kept.record_id, left(coalesce(kept.data->>'name', ''), 200), '[]',
  kept.data
FROM {RECORDS} kept
WHERE {OF_THE_SOURCE}
  AND NOT EXISTS (SELECT 1 FROM {STAGED} new WHERE new.tbl = kept."table" AND new.record_id = kept.record_id)
"""
COUNT = f"""
SELECT (SELECT count(*) FROM {STAGED}), count(*) FILTER (WHERE state = 'NEW'),
  count(*) FILTER (WHERE state = 'CHANGED'), count(*) FILTER (WHERE state = 'GONE')
FROM {ROWS} WHERE run_id = %(run)s
"""


@dataclass
class Held:
    """What is told of a reading beside its rows."""

    remarks: list[str] = field(default_factory=list)
    rejected: int = 0
    read: int = 0


def hold(reading: Iterable[Read], *, of: ImportRun) -> Held:
    """Take the whole reading into the table of the session; the run shows how far it is."""
    held = Held()
    run(MAKE, {})
    for batch in batches_of(reading):
        rows = [one for one in batch if isinstance(one, Row)]
        bad = [one for one in batch if isinstance(one, BadRow)]
        held.remarks += [one.text for one in batch if isinstance(one, Note)]
        run(PUT, {"rows": as_json([_staged(row) for row in rows])})
        _keep_rejected(bad, held, of)
        held.read += len(rows) + len(bad)
        expected = next((one.count for one in batch if isinstance(one, Expected)), of.rows_expected)
        of.rows_read, of.rows_expected = held.read, expected
        of.save(update_fields=["rows_read", "rows_expected"])
    run(FIND_BY_KEY, {})
    held.remarks += _joined()
    held.remarks += _without_broken_keys()
    held.remarks = held.remarks[: 2 * MOST_REMARKS]
    return held


def note_changes(*, of: ImportRun, held: Held) -> None:
    """Write down what would become of each row, and count."""
    given = {"centre": of.centre_id, "run": of.pk, "source": of.source_id, "public": of.source.is_public}
    run(NOTE_CHANGES, given)
    run(NOTE_GONE, given)
    [(total, of.new, of.changed, of.gone)] = run(COUNT, given)
    of.unchanged = total - of.new - of.changed
    of.rejected, of.rows_read, of.remarks = held.rejected, held.read, held.remarks
    run(f"DROP TABLE {STAGED}", {})


def _staged(row: Row) -> dict[str, Any]:
    name = str(row.data.get("name") or "")[:200]
    columns = {"line": row.line, "name": name, "reasons": row.remarks, "data": row.data}
    return columns | {"tbl": row.table, "record_id": row.record_id, "digest": digest_of(row.data)}


def _keep_rejected(bad: list[BadRow], held: Held, of: ImportRun) -> None:
    kept = bad[: max(0, MOST_REJECTED - held.rejected)]
    held.rejected += len(bad)
    ImportRow.objects.bulk_create(
        ImportRow(
            centre_id=of.centre_id,
            run=of,
            state="REJECTED",
            table=one.table[:40],
            record_id=one.record_id[:200],
            line=one.line,
            name=one.name[:200],
            reasons=one.reasons,
        )
        for one in kept
    )


def _joined() -> list[str]:
    """One row for each key: what stands in several rows is put together, the later value before the earlier."""
    several = run(SEVERAL, {})
    run(DROP_ALL_BUT_THE_LAST, {})
    remarks = []
    for batch in batches_of(several):
        rows = []
        for table, record_id, versions in batch:
            data: dict[str, Any] = {}
            for version in _loaded(versions):
                if any(name in data and data[name] != value for name, value in version.items()):
                    remarks.append(_repeated(table, record_id))
                data |= version
            rows.append({"tbl": table, "record_id": record_id, "data": data, "digest": digest_of(data)})
        run(REWRITE, {"rows": as_json(rows)})
    return _at_most(list(dict.fromkeys(remarks)))


def _without_broken_keys() -> list[str]:
    """Name each key that leads nowhere and take it out of its row, where the row can be without it."""
    keys = [
        {"tbl": table, "col": column, "target": target}
        for table in TABLES
        for column, target in references_of(table).items()
    ]
    remarks = []
    mended: dict[tuple[str, str], dict[str, Any]] = {}
    for table, record_id, name, missing, target, data in run(BROKEN_KEYS, {"keys": as_json(keys)}):
        given = {"table": table, "id": record_id, "column": name, "missing": missing, "target": target}
        remarks.append(
            _("%(table)s %(id)s: %(column)s names %(missing)s, and there is no such row in %(target)s.") % given
        )
        column = TABLES[table].column(name)
        if column and not column.required:
            mended.setdefault((table, record_id), _loaded(data)).pop(name)
    for batch in batches_of(mended.items()):
        rows = [{"tbl": key[0], "record_id": key[1], "data": data, "digest": digest_of(data)} for key, data in batch]
        run(REWRITE, {"rows": as_json(rows)})
    return _at_most(remarks)


def _repeated(table: str, record_id: str) -> str:
    given = {"table": table, "id": record_id}
    return _("%(table)s %(id)s stands there several times with different values; the last ones count.") % given


def _at_most(remarks: list[str]) -> list[str]:
    more = len(remarks) - MOST_REMARKS
    if more <= 0:
        return remarks
    return [
        *remarks[:MOST_REMARKS],
        ngettext("… and %(more)d more like this.", "… and %(more)d more like these.", more) % {"more": more},
    ]


def _loaded(value: Any) -> Any:
    """JSON as the connection hands it over: as text or read already."""
    return json.loads(value) if isinstance(value, str) else value
