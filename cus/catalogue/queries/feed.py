"""Which rows the API and the files give: the centre's own public ones and those of sources it may pass on.

Lists are ordered by the row's number, which never changes; withdrawn services stay in them as "defunct". So pages
neither lose nor repeat rows while the data change.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import cos, radians
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    Avg,
    Case,
    Count,
    Exists,
    F,
    FloatField,
    Func,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Left

from cus.accounts.models import Centre
from cus.catalogue.models import Entry, Record, Source
from cus.catalogue.models.record import naming
from cus.catalogue.search.find import find_entries

METRES_A_DEGREE = 111_320.0  # along a meridian; by latitude less along a parallel
MOST_FOUND = 1000


@dataclass(frozen=True)
class OpenData:
    """What a centre publishes."""

    centre: Centre
    source_ids: tuple[int, ...]

    @property
    def records(self) -> QuerySet[Record]:
        theirs = Q(source_id__in=self.source_ids) if self.source_ids else Q(pk__in=[])
        return Record.objects.public().filter(Q(source__isnull=True) | theirs, centre=self.centre)

    def rows(self, table: str) -> QuerySet[Record]:
        """The rows of a table in the order of the feed. Of rows that two sources give alike, the first known."""
        rows = self.records.filter(table=table).order_by("id")
        if not self.source_ids:
            return rows
        twin = self.records.filter(table=table, record_id=OuterRef("record_id"), pk__lt=OuterRef("pk"))
        return rows.filter(~Exists(twin))


@dataclass(frozen=True)
class Edition:
    """What tells one state of the data from another."""

    rows: int
    last_id: int
    modified_at: datetime | None
    source_ids: tuple[int, ...]

    def __str__(self) -> str:
        moment = self.modified_at.timestamp() if self.modified_at else 0
        return f"{self.rows}-{self.last_id}-{moment}-{'.'.join(map(str, self.source_ids))}"


def open_data_of(centre: Centre) -> OpenData:
    passed_on = Source.objects.filter(centre=centre, is_public=True, is_passed_on=True)
    return OpenData(centre, tuple(passed_on.order_by("id").values_list("id", flat=True)))


def edition_of(data: OpenData) -> Edition:
    state = data.records.aggregate(rows=Count("id"), last_id=Max("id"), modified_at=Max("modified_at"))
    return Edition(state["rows"], state["last_id"] or 0, state["modified_at"], data.source_ids)


def sources_passed_on(data: OpenData) -> QuerySet[Source]:
    """Whose data we pass on, to be named beside them."""
    return Source.objects.filter(pk__in=data.source_ids).order_by("name", "id")


def feed(data: OpenData, table: str, wanted: Mapping[str, Any]) -> QuerySet[Record]:
    """The rows of the table that meet every wish, in the order of the feed."""
    rows = data.rows(table)
    for name, value in wanted.items():
        if name in WISHES:
            rows = WISHES[name](rows, data, table, value)
    return _in_place(rows, data, wanted) if {"postcode", "proximity"} & set(wanted) else rows


def found(data: OpenData, table: str, rows: QuerySet[Record], text: str) -> QuerySet[Record]:
    """The rows that answer the words, the best first: services as the catalogue finds them, the rest by their name."""
    if table not in ("services", "service_at_location"):
        return _named(rows, text)
    matches = find_entries(centre_ids=[data.centre.pk], text=text).matches[:MOST_FOUND]
    uuids = dict(Entry.objects.filter(pk__in=[match.entry_id for match in matches]).values_list("pk", "uuid"))
    order = [str(uuids[match.entry_id]) for match in matches if match.entry_id in uuids]
    if table == "services":
        return _in_this_order(rows.filter(record_id__in=order), F("record_id"), order)
    return _in_this_order(rows.filter(naming(table, "service_id", order)), KT("data__service_id"), order)


def _named(rows: QuerySet[Record], text: str) -> QuerySet[Record]:
    for word in text.split():
        rows = rows.filter(Q(data__name__icontains=word) | Q(data__description__icontains=word))
    return rows


def _in_this_order(rows: QuerySet[Record], key: Combinable, order: Sequence[str]) -> QuerySet[Record]:
    known = Value(list(order), output_field=ArrayField(TextField()))
    place = Func(known, Cast(key, TextField()), function="array_position", output_field=IntegerField())
    return rows.order_by(place, "id")


def _changed_after(rows: QuerySet[Record], data: OpenData, table: str, moment: datetime) -> QuerySet[Record]:
    return rows.filter(modified_at__gte=moment)


def _with_term(rows: QuerySet[Record], data: OpenData, table: str, term_id: str) -> QuerySet[Record]:
    return _bearing(rows, data, table, data.records.filter(naming("attributes", "taxonomy_term_id", [term_id])))


def _in_taxonomy(rows: QuerySet[Record], data: OpenData, table: str, taxonomy_id: str) -> QuerySet[Record]:
    if table == "taxonomy_terms":
        return rows.filter(data__taxonomy_id=taxonomy_id)
    terms = data.records.filter(naming("taxonomy_terms", "taxonomy_id", [taxonomy_id]))
    ids = terms.values_list("record_id", flat=True)
    return _bearing(rows, data, table, data.records.filter(naming("attributes", "taxonomy_term_id", ids)))


def _bearing(rows: QuerySet[Record], data: OpenData, table: str, attributes: QuerySet[Record]) -> QuerySet[Record]:
    """Rows the attributes belong to; a service at a location bears what its service bears."""
    bearers = attributes.annotate(link=KT("data__link_id")).values("link")
    if table != "service_at_location":
        return rows.filter(record_id__in=bearers)
    return rows.annotate(service=KT("data__service_id")).filter(Q(record_id__in=bearers) | Q(service__in=bearers))


def _of_organization(rows: QuerySet[Record], data: OpenData, table: str, organization_id: str) -> QuerySet[Record]:
    return _whose_service(rows, data, table, Q(naming("services", "organization_id", [organization_id])))


def _from_age(rows: QuerySet[Record], data: OpenData, table: str, age: float) -> QuerySet[Record]:
    return _whose_service(rows, data, table, Q(data__minimum_age__gte=age))


def _to_age(rows: QuerySet[Record], data: OpenData, table: str, age: float) -> QuerySet[Record]:
    return _whose_service(rows, data, table, Q(data__maximum_age__lte=age))


def _whose_service(rows: QuerySet[Record], data: OpenData, table: str, wish: Q) -> QuerySet[Record]:
    if table == "services":
        return rows.filter(wish)
    services = data.records.filter(wish, table="services").values("record_id")
    return rows.annotate(service=KT("data__service_id")).filter(service__in=services)


def _opening(rows: QuerySet[Record], data: OpenData, table: str, hour: str) -> QuerySet[Record]:
    return _open_when(rows, data, table, Q(opens__gte=hour[:5]))


def _closing(rows: QuerySet[Record], data: OpenData, table: str, hour: str) -> QuerySet[Record]:
    return _open_when(rows, data, table, Q(closes__gt="", closes__lte=hour[:5]))


def _on_day(rows: QuerySet[Record], data: OpenData, table: str, day: str) -> QuerySet[Record]:
    return _open_when(rows, data, table, Q(data__byday__icontains=day))


def _open_when(rows: QuerySet[Record], data: OpenData, table: str, wish: Q) -> QuerySet[Record]:
    """Hours stand at the service itself or at the service in one place."""
    hours = data.records.filter(table="schedules").annotate(
        opens=Left(KT("data__opens_at"), 5),
        closes=Left(KT("data__closes_at"), 5),
        service=KT("data__service_id"),
        place=KT("data__service_at_location_id"),
    )
    hours = hours.filter(wish)
    in_places = data.records.filter(table="service_at_location")
    at_place = Q(record_id__in=hours.exclude(place=None).values("place"))
    at_service = hours.exclude(service=None).values("service")
    if table == "service_at_location":
        return rows.annotate(owner=KT("data__service_id")).filter(at_place | Q(owner__in=at_service))
    through_place = in_places.filter(at_place).annotate(owner=KT("data__service_id")).values("owner")
    return rows.filter(Q(record_id__in=at_service) | Q(record_id__in=through_place))


def _top_only(rows: QuerySet[Record], data: OpenData, table: str, is_wanted: bool) -> QuerySet[Record]:
    return rows.filter(data__parent_id=None) | rows.exclude(data__has_key="parent_id") if is_wanted else rows


def _under(rows: QuerySet[Record], data: OpenData, table: str, parent_id: str) -> QuerySet[Record]:
    return rows.filter(data__parent_id=parent_id)


def _in_place(rows: QuerySet[Record], data: OpenData, wanted: Mapping[str, Any]) -> QuerySet[Record]:
    """Services at a location whose address has the postal code, or that lie within the distance of its middle."""
    placed = rows.annotate(place=KT("data__location_id"))
    there = data.records.filter(table="addresses", data__postal_code=wanted.get("postcode", ""))
    here = there.annotate(place=KT("data__location_id")).values("place")
    if "proximity" not in wanted:
        return placed.filter(place__in=here)
    located = data.records.filter(table="locations").annotate(
        latitude=_degrees("latitude", 90), longitude=_degrees("longitude", 180)
    )
    middle = located.filter(record_id__in=here).aggregate(north=Avg("latitude"), east=Avg("longitude"))
    if middle["north"] is None or middle["east"] is None:
        return rows.none()
    near = _near(located, middle["north"], middle["east"], wanted["proximity"])
    return placed.filter(place__in=near.values("record_id"))


def _degrees(column: str, most: int) -> Case:
    """A coordinate as a number; what others sent as words is none."""
    is_number = {f"data__{column}__gte": -most, f"data__{column}__lte": most}
    return Case(When(**is_number, then=Cast(KT(f"data__{column}"), FloatField())))


def _near(located: QuerySet[Record], latitude: float, longitude: float, metres: float) -> QuerySet[Record]:
    """On the scale of a region the earth is flat enough: the error stays below half a percent."""
    north = (F("latitude") - Value(latitude)) * METRES_A_DEGREE
    east = (F("longitude") - Value(longitude)) * METRES_A_DEGREE * cos(radians(latitude))
    return located.annotate(square=north * north + east * east).filter(square__lte=metres * metres)


WISHES: dict[str, Callable[[QuerySet[Record], OpenData, str, Any], QuerySet[Record]]] = {
    "modified_after": _changed_after,
    "taxonomy_term_id": _with_term,
    "taxonomy_id": _in_taxonomy,
    "organization_id": _of_organization,
    "minimum_age": _from_age,
    "maximum_age": _to_age,
    "start_time": _opening,
    "end_time": _closing,
    "day": _on_day,
    "top_only": _top_only,
    "parent_id": _under,
}


def tables_with_rows(data: OpenData) -> dict[str, int]:
    """How many rows each table has."""
    counted = data.records.order_by().values("table").annotate(rows=Count("id"))
    return {row["table"]: row["rows"] for row in counted}
