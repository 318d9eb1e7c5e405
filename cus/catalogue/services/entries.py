"""Lines of the catalogue, written in bulk: what is the same stays untouched and is not indexed again."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import transaction

from cus.accounts.models import Centre
from cus.catalogue.models import Entry, EntryKind, EntryPlace, Source
from cus.catalogue.search.index import index_entries
from cus.catalogue.services.batches import as_json, batches_of, run
from cus.kit.polish import sort_key

ENTRIES, PLACES = Entry._meta.db_table, EntryPlace._meta.db_table
GIVEN_OTHERWISE = ("id", "uuid", "centre", "source", "kind", "sort_key", "modified_at")
FIELDS = {one.name: one for one in Entry._meta.concrete_fields if one.name not in GIVEN_OTHERWISE}
OF_A_PLACE = ("name", "address", "town", "teryt", "latitude", "longitude", "is_public")
PLACE_TYPES = "name text, address text, town text, teryt text, latitude float8, longitude float8, is_public boolean"
SAME_PLACE = " AND ".join(f"kept.{name} IS NOT DISTINCT FROM wanted.{name}" for name in OF_A_PLACE)
WANTED_PLACES = f"""
wanted AS (
  SELECT entry.id AS entry_id, place.* FROM jsonb_to_recordset(%(places)s::jsonb) AS place (uuid uuid, {PLACE_TYPES})
  JOIN {ENTRIES} entry ON entry.uuid = place.uuid AND entry.centre_id = %(centre)s
    AND entry.source_id IS NOT DISTINCT FROM %(source)s
)"""
# The places of the batch are looked up first: else a database that knows nothing yet of a catalogue being filled
# compares all places of the catalogue with all of the batch.
DROP_PLACES = f"""
WITH {WANTED_PLACES}, kept AS MATERIALIZED (
  SELECT place.* FROM {PLACES} place JOIN {ENTRIES} entry ON entry.id = place.entry_id
  WHERE entry.uuid = ANY(%(uuids)s) AND entry.centre_id = %(centre)s
    AND entry.source_id IS NOT DISTINCT FROM %(source)s
)
DELETE FROM {PLACES} place USING kept
WHERE place.id = kept.id AND NOT EXISTS (SELECT 1 FROM wanted WHERE wanted.entry_id = kept.entry_id AND {SAME_PLACE})
RETURNING place.entry_id
"""
ADD_PLACES = f"""
WITH {WANTED_PLACES}
INSERT INTO {PLACES} (centre_id, entry_id, {", ".join(OF_A_PLACE)})
SELECT %(centre)s, entry_id, {", ".join(f"wanted.{name}" for name in OF_A_PLACE)} FROM wanted
WHERE NOT EXISTS (SELECT 1 FROM {PLACES} kept WHERE kept.entry_id = wanted.entry_id AND {SAME_PLACE})
RETURNING entry_id
"""


@dataclass(frozen=True)
class EntryDraft:
    """An entry as it is to be. `fields` holds fields of Entry, `modified_at` too if it is known; a field not given
    stays as it is kept. `places` holds the public places only."""

    uuid: UUID
    kind: EntryKind
    fields: dict[str, Any]
    places: list[dict[str, Any]] = field(default_factory=list)


@transaction.atomic
def put_entries(*, centre: Centre, source: Source | None, drafts: Iterable[EntryDraft], at: datetime) -> Counter[str]:
    """Keep the entries with their places and index what changed; count the new, the changed and the unchanged."""
    counted: Counter[str] = Counter()
    written: set[int] = set()
    for batch in batches_of(drafts):
        latest = {draft.uuid: draft for draft in batch}
        for names, alike in groupby(sorted(latest.values(), key=_names), key=_names):
            counted += _put(list(alike), names, written, centre=centre, source=source, at=at)
    index_entries(entry_ids=written)
    return counted


@transaction.atomic
def drop_entries(*, centre: Centre, source: Source | None, uuids: Iterable[UUID]) -> int:
    """Take the entries out, with their places and what the search keeps of them."""
    gone: set[int] = set()
    for batch in batches_of(uuids):
        found = Entry.objects.filter(centre=centre, source=source, uuid__in=batch)
        gone |= set(found.values_list("pk", flat=True))
        found.delete()
    index_entries(entry_ids=gone)
    return len(gone)


def _put(
    drafts: list[EntryDraft],
    names: tuple[str, ...],
    all_written: set[int],
    *,
    centre: Centre,
    source: Source | None,
    at: datetime,
) -> Counter[str]:
    given = {
        "centre": centre.pk,
        "source": source.pk if source else None,
        "rows": as_json([_row(draft, at) for draft in drafts]),
        "places": as_json([place for draft in drafts for place in _places(draft)]),
        "uuids": [draft.uuid for draft in drafts],
    }
    written = dict(run(_statement(names), given))
    all_written |= set(written)
    moved = {entry_id for [entry_id] in [*run(DROP_PLACES, given), *run(ADD_PLACES, given)]}
    new = sum(written.values())
    touched = moved | set(written)
    return Counter(new=new, changed=len(touched) - new, unchanged=len(drafts) - len(touched))


def _statement(names: tuple[str, ...]) -> str:
    """Insert all columns; update only what is given, and only where something differs."""
    given = ["kind", *names, "sort_key"]
    columns = ", ".join(["uuid", "kind", "sort_key", "modified_at", *FIELDS])
    kept, new = (", ".join(f"{row}.{name}" for name in given) for row in ("kept", "excluded"))
    return f"""
INSERT INTO {ENTRIES} AS kept (centre_id, source_id, {columns})
SELECT %(centre)s, %(source)s, {columns} FROM jsonb_populate_recordset(NULL::{ENTRIES}, %(rows)s::jsonb)
ON CONFLICT (centre_id, source_id, uuid) DO UPDATE SET
  modified_at = excluded.modified_at, {", ".join(f"{name} = excluded.{name}" for name in given)}
WHERE ({kept}) IS DISTINCT FROM ({new})
RETURNING id, (xmax = 0)
"""


def _names(draft: EntryDraft) -> tuple[str, ...]:
    return tuple(sorted(set(draft.fields) - {"modified_at"}))


def _row(draft: EntryDraft, at: datetime) -> dict[str, Any]:
    unknown = set(_names(draft)) - set(FIELDS)
    if unknown:
        raise TypeError(f"An entry has no field {', '.join(sorted(unknown))}")
    fields = {name: one.get_default() for name, one in FIELDS.items()} | draft.fields
    return fields | {
        "uuid": draft.uuid,
        "kind": draft.kind,
        "sort_key": sort_key(fields["name"])[:600],
        "modified_at": draft.fields.get("modified_at") or at,
        "opening": [f"[{start},{end})" for start, end in map(_ends, fields["opening"])],
    }


def _ends(span: Any) -> tuple[int, int]:
    """A range of minutes, given as (start, end) or as a range of the database."""
    return (span.lower, span.upper) if hasattr(span, "lower") else (span[0], span[1])


def _places(draft: EntryDraft) -> list[dict[str, Any]]:
    rows = []
    for place in draft.places:
        row = {"name": "", "address": "", "town": "", "teryt": "", "latitude": None, "longitude": None} | place
        row |= {"uuid": str(draft.uuid), "is_public": bool(draft.fields.get("is_public", False))}
        if row not in rows:
            rows.append(row)
    return rows
