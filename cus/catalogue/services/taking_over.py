"""From the records of a source to its lines in the catalogue."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.fields.json import KT
from django.utils.timezone import localdate

from cus.catalogue.imports.lines import (
    PlaceRows,
    ServiceRows,
    fields_of_organisation,
    fields_of_service,
    place_fields,
)
from cus.catalogue.models import Entry, EntryKind, Record, Source
from cus.catalogue.models.record import reference
from cus.catalogue.services.batches import batches_of, run
from cus.catalogue.services.entries import EntryDraft, drop_entries, put_entries

AT_ONCE = 500
AROUND_A_SERVICE = ("phones", "schedules", "languages", "cost_options", "service_at_location", "attributes")
AROUND_A_LINK = ("schedules", "phones")
AROUND_A_PLACE = ("addresses", "accessibility", "schedules", "phones")
AROUND_AN_ORGANISATION = ("phones", "locations")
ALL_AROUND = sorted({*AROUND_A_SERVICE, *AROUND_A_LINK, *AROUND_A_PLACE, *AROUND_AN_ORGANISATION})
# What hangs on the rows of the source is laid out once for the session, by the row it hangs on: so much was written
# a moment ago that the database does not know yet how to find it.
HANGS_ON = f"""
DROP TABLE IF EXISTS catalogue_around;
CREATE TEMP TABLE catalogue_around ON COMMIT DROP AS
  SELECT kept.id, kept."table" AS tbl, ref, kept.data FROM {Record._meta.db_table} kept, unnest(kept.refs) AS ref
  WHERE kept.centre_id = %(centre)s AND kept.source_id = %(source)s AND kept."table" = ANY(%(tables)s);
CREATE INDEX ON catalogue_around (ref);
ANALYZE catalogue_around
"""
AROUND = """
SELECT DISTINCT id, tbl, data::text FROM catalogue_around WHERE ref = ANY(%(refs)s) ORDER BY id
"""
SHOWN = Q(data__status__in=["active", "temporarily closed"])

Columns = dict[str, Any]
Around = dict[str, list[Columns]]  # by table


@transaction.atomic
def refresh_entries(*, source: Source, at: datetime) -> None:
    """Make the entries of the source what its records say: a line for each service and for each organisation
    without services."""
    shown: set[UUID] = set()
    run(HANGS_ON, {"centre": source.centre_id, "source": source.pk, "tables": ALL_AROUND})
    put_entries(centre=source.centre, source=source, drafts=_noted(_drafts(source, on=localdate(at)), shown), at=at)
    there = Entry.objects.filter(centre=source.centre, source=source).values_list("uuid", flat=True)
    drop_entries(centre=source.centre, source=source, uuids=[one for one in there if one not in shown])


def _noted(drafts: Iterable[EntryDraft], shown: set[UUID]) -> Iterator[EntryDraft]:
    for draft in drafts:
        shown.add(draft.uuid)
        yield draft


def _drafts(source: Source, *, on: date) -> Iterator[EntryDraft]:
    records = Records(source)
    services = records.of("services").filter(SHOWN).order_by("id").values_list("data", flat=True)
    for batch in batches_of(services.iterator(chunk_size=AT_ONCE), AT_ONCE):
        yield from records.drafts_of_services(batch, on=on)
    owners = records.of("services").annotate(owner=KT("data__organization_id")).exclude(owner=None).values("owner")
    alone = records.of("organizations").exclude(record_id__in=owners).order_by("id").values_list("data", flat=True)
    for batch in batches_of(alone.iterator(chunk_size=AT_ONCE), AT_ONCE):
        yield from records.drafts_of_organisations(batch)


class Records:
    """The records of one source, fetched around many rows at once."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def of(self, *tables: str) -> QuerySet[Record]:
        return Record.objects.filter(centre_id=self.source.centre_id, source=self.source, table__in=tables)

    def drafts_of_services(self, services: list[Columns], *, on: date) -> Iterator[EntryDraft]:
        around = self._around(services, AROUND_A_SERVICE, "service_id", "link_id")
        links = [link for rows in around.values() for link in rows["service_at_location"]]
        at_place = self._around(links, AROUND_A_LINK, "service_at_location_id")
        places = self._places(self._named("locations", (link.get("location_id") for link in links)))
        owners = self._named("organizations", (one.get("organization_id") for one in services))
        of_owners = self._around(list(owners.values()), ("phones",), "organization_id")
        described = (row.get("taxonomy_term_id") for rows in around.values() for row in rows["attributes"])
        terms = self._named("taxonomy_terms", described)
        for service in services:
            own = around[service["id"]]
            owner = owners.get(str(service.get("organization_id")), {})
            there = [
                places[link["location_id"]] for link in own["service_at_location"] if link["location_id"] in places
            ]
            here = [at_place[link["id"]] for link in own["service_at_location"]]
            nearby = [*here, *(around_it for _rows, around_it in there)]
            said = [terms[row["taxonomy_term_id"]] for row in own["attributes"] if row["taxonomy_term_id"] in terms]
            rows = ServiceRows(
                service=service,
                organisation=owner,
                phones=[*own["phones"], *_all("phones", nearby), *of_owners[str(owner.get("id"))]["phones"]],
                schedules=own["schedules"] or _all("schedules", nearby),
                languages=own["languages"],
                costs=own["cost_options"],
                codes=[str(term.get("code") or "") for term in said],
                terms=[str(term.get("name") or "") for term in said],
                places=[found for found, _around_it in there],
            )
            yield self._draft(service, EntryKind.SERVICE, fields_of_service(rows, on=on), rows.places)

    def drafts_of_organisations(self, organisations: list[Columns]) -> Iterator[EntryDraft]:
        around = self._around(organisations, AROUND_AN_ORGANISATION, "organization_id")
        locations = {row["id"]: row for rows in around.values() for row in rows["locations"]}
        places = self._places(locations)
        for one in organisations:
            there = [places[row["id"]] for row in around[one["id"]]["locations"]]
            phones = [*around[one["id"]]["phones"], *_all("phones", (around_it for _rows, around_it in there))]
            found = [rows for rows, _around_it in there]
            yield self._draft(one, EntryKind.ORGANISATION, fields_of_organisation(one, found, phones), found)

    def _draft(self, thing: Columns, kind: EntryKind, fields: Columns, places: list[PlaceRows]) -> EntryDraft:
        shown = fields | {"is_public": self.source.is_public}
        return EntryDraft(UUID(thing["id"]), kind, shown, [place_fields(place) for place in places])

    def _places(self, locations: dict[str, Columns]) -> dict[str, tuple[PlaceRows, Around]]:
        """The places with their addresses, and what else hangs on them."""
        around = self._around(list(locations.values()), AROUND_A_PLACE, "location_id")
        return {
            one: (PlaceRows(row, next(iter(around[one]["addresses"]), {}), around[one]["accessibility"]), around[one])
            for one, row in locations.items()
        }

    def _named(self, table: str, ids: Iterable[object]) -> dict[str, Columns]:
        wanted = sorted({str(one) for one in ids if one})
        return dict(self.of(table).filter(record_id__in=wanted).values_list("record_id", "data")) if wanted else {}

    def _around(self, rows: list[Columns], tables: tuple[str, ...], *columns: str) -> dict[str, Around]:
        """For the id of each row the rows of the tables that name it in one of the columns."""
        around: dict[str, Around] = defaultdict(lambda: defaultdict(list))
        ids = {str(row["id"]) for row in rows}
        if ids:
            wanted = [reference(table, name, one) for table in tables for name in columns for one in sorted(ids)]
            for _row_id, table, text in run(AROUND, {"refs": wanted}):
                data = json.loads(text)
                owner = next((data[name] for name in columns if data.get(name) in ids), None)
                if owner:
                    around[owner][table].append(data)
        return around


def _all(table: str, around: Iterable[Around]) -> list[Columns]:
    return [row for one in around for row in one[table]]
