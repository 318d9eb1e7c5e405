"""From flat rows to the nested objects of the API and back.

Of one page of rows the whole tree is fetched level by level: all children and all parents of a level in one query,
however many rows it has.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from cus.catalogue.hsds.columns import Table
from cus.catalogue.hsds.profiles import HSDS_3_0, Profile
from cus.catalogue.hsds.tables import SINGULAR, TABLES
from cus.catalogue.hsds.values import fitting
from cus.catalogue.models import Record
from cus.catalogue.models.record import names_one_of, reference


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an object: rows that name it in their column `via` (children), or the row its own `via` names."""

    name: str
    table: str
    via: str


CHILDREN: dict[str, tuple[Part, ...]] = {
    "services": (
        Part("phones", "phones", "service_id"),
        Part("schedules", "schedules", "service_id"),
        Part("service_areas", "service_areas", "service_id"),
        Part("service_at_locations", "service_at_location", "service_id"),
        Part("languages", "languages", "service_id"),
        Part("funding", "funding", "service_id"),
        Part("cost_options", "cost_options", "service_id"),
        Part("required_documents", "required_documents", "service_id"),
        Part("contacts", "contacts", "service_id"),
        Part("capacities", "service_capacity", "service_id"),
        Part("additional_urls", "url", "service_id"),
    ),
    "organizations": (
        Part("funding", "funding", "organization_id"),
        Part("contacts", "contacts", "organization_id"),
        Part("phones", "phones", "organization_id"),
        Part("locations", "locations", "organization_id"),
        Part("programs", "programs", "organization_id"),
        Part("organization_identifiers", "organization_identifiers", "organization_id"),
        Part("additional_urls", "url", "organization_id"),
    ),
    "service_at_location": (
        Part("contacts", "contacts", "service_at_location_id"),
        Part("phones", "phones", "service_at_location_id"),
        Part("schedules", "schedules", "service_at_location_id"),
    ),
    "locations": (
        Part("languages", "languages", "location_id"),
        Part("addresses", "addresses", "location_id"),
        Part("contacts", "contacts", "location_id"),
        Part("accessibility", "accessibility", "location_id"),
        Part("phones", "phones", "location_id"),
        Part("schedules", "schedules", "location_id"),
    ),
    "phones": (Part("languages", "languages", "phone_id"),),
    "contacts": (Part("phones", "phones", "contact_id"),),
}
SERVICES_OF = Part("services", "services", "organization_id")
PARENTS: dict[str, tuple[Part, ...]] = {
    "services": (Part("organization", "organizations", "organization_id"), Part("program", "programs", "program_id")),
    "attributes": (Part("taxonomy_term", "taxonomy_terms", "taxonomy_term_id"),),
    "service_at_location": (Part("location", "locations", "location_id"),),
    "taxonomy_terms": (Part("taxonomy_detail", "taxonomies", "taxonomy_id"),),
    "service_capacity": (Part("unit", "units", "unit_id"),),
}
SERVICE_OF = Part("service", "services", "service_id")
ATTRIBUTES, METADATA = Part("attributes", "attributes", "link_id"), Part("metadata", "metadata", "resource_id")
WITHOUT_ATTRIBUTES = {"attributes", "taxonomy_terms", "taxonomies", "metadata"}
SINCE_3_1 = {"capacities", "additional_urls"}
KIND_OF_LINK = {"link_id": "link_entity", "resource_id": "resource_type"}
DEEPEST = 12  # more than any path of the standard has: broken data must not lead us in circles


@dataclass(frozen=True)
class Shape:
    """How much of the tree is given, and under what names.

    A provider inside a service is given without its places and programmes: a centre with two hundred places would
    repeat all of them in each of its services. They stand in /organizations/{id}.
    """

    profile: Profile = HSDS_3_0
    is_full: bool = True
    services: str = ""  # of an organisation: "", "names" or "full"
    has_service: bool = False  # of a service at a location

    def children(self, table: str, *, is_root: bool) -> Iterator[Part]:
        if table == "organizations" and self.services and is_root:
            yield SERVICES_OF
        if not self.is_full or self._is_only_named(table):
            return
        out = self.profile.without(TABLES[table])
        for part in self._parts(table):
            is_too_much = table == "organizations" and not is_root and part.name in ("locations", "programs")
            is_above = self.has_service and part.name == "service_at_locations"
            is_too_new = part.name in SINCE_3_1 and not self.profile.has_capacities
            if part.name not in out and not (is_too_much or is_too_new or is_above):
                yield part

    def parents(self, table: str, *, is_root: bool, within: str = "") -> Iterator[Part]:
        if table == "service_at_location" and self.has_service and is_root:
            yield SERVICE_OF
        if self._is_only_named(table):
            return
        out = self.profile.without(TABLES[table])
        for part in PARENTS.get(table, ()):
            if part.name not in out and part.table != within:
                yield part

    def _is_only_named(self, table: str) -> bool:
        return table == "services" and self.services == "names"

    @staticmethod
    def _parts(table: str) -> Iterator[Part]:
        yield from CHILDREN.get(table, ())
        if table not in WITHOUT_ATTRIBUTES:
            yield ATTRIBUTES
        if table != "metadata":
            yield METADATA


Key = tuple[int | None, str, str]  # source, table, id: two sources may use one id for two things


class Tree:
    """The rows of a page with everything that hangs on them."""

    def __init__(self, roots: Iterable[Record], *, among: QuerySet[Record], shape: Shape) -> None:
        self.shape = shape
        self.roots = list(roots)
        self.among = among
        self.rows: dict[Key, Record] = {}
        self.below: dict[tuple[int | None, str, str, str], list[Record]] = defaultdict(list)
        self.modified_at: datetime | None = None
        self.root_keys = {_key(row) for row in self.roots}
        self._grow()

    def objects(self) -> list[dict[str, Any]]:
        return [self._object(row, is_root=True) for row in self.roots]

    def _grow(self) -> None:
        level = self._taken(self.roots)
        for _ in range(DEEPEST):
            wanted = self._wanted(level)
            if not wanted:
                return
            level = self._taken(self.among.filter(wanted).order_by("id"))

    def _wanted(self, level: list[Record]) -> Q | None:
        """The children that name a row of the level, and the parents rows of the level name."""
        children: set[str] = set()
        parents: dict[str, set[str]] = defaultdict(set)
        for row in level:
            is_root = _key(row) in self.root_keys
            for part in self.shape.children(row.table, is_root=is_root):
                children.add(reference(part.table, part.via, row.record_id))
            for part in self.shape.parents(row.table, is_root=is_root):
                if (wanted := row.data.get(part.via)) and (row.source_id, part.table, wanted) not in self.rows:
                    parents[part.table].add(wanted)
        wanted = [Q(table=table, record_id__in=sorted(ids)) for table, ids in parents.items()]
        return _any_of([Q(names_one_of(children)), *wanted] if children else wanted)

    def _taken(self, found: Iterable[Record]) -> list[Record]:
        """The rows not known yet; each is put under whatever it names."""
        new = []
        for row in found:
            if _key(row) in self.rows:
                continue
            self.rows[_key(row)] = row
            self.modified_at = max(filter(None, [self.modified_at, row.modified_at]))
            new.append(row)
            for column, value in row.data.items():
                if column.endswith("_id") and isinstance(value, str):
                    self.below[row.source_id, row.table, column, value].append(row)
        return new

    def _object(self, row: Record, *, is_root: bool = False, within: str = "", via: str = "") -> dict[str, Any]:
        table, profile = TABLES[row.table], self.shape.profile
        given = fitting(table, row.data)
        if row.table == "services":
            given.setdefault("last_modified", row.modified_at.isoformat(timespec="milliseconds"))
        given.pop(via, None)
        for part in self.shape.parents(row.table, is_root=is_root, within=within):
            parent = self.rows.get((row.source_id, part.table, str(given.get(part.via))))
            if parent is not None:
                del given[part.via]
                given[part.name] = self._object(parent, within=row.table)
        given = {name: value for name, value in given.items() if name not in profile.without(table)}
        if row.table in profile.adds:
            name, repeats = profile.adds[row.table]
            given |= {name: row.data[repeats]} if row.data.get(repeats) else {}
        for part in self.shape.children(row.table, is_root=is_root):
            if children := [self._child(child, part, table) for child in self._children(row, part)]:
                given[part.name] = children
        return given

    def _child(self, child: Record, part: Part, parent: Table) -> dict[str, Any]:
        if part is SERVICES_OF and self.shape.services == "names":
            return fitting(TABLES["services"], {key: child.data.get(key) for key in ("id", "name", "status")})
        return self._object(child, within=parent.name, via=part.via)

    def _children(self, row: Record, part: Part) -> Iterator[Record]:
        for child in self.below.get((row.source_id, part.table, part.via, row.record_id), ()):
            kind = KIND_OF_LINK.get(part.via)
            if kind is None or _is_of(child.data.get(kind), row.table):
                yield child


def nested(
    roots: Iterable[Record], *, among: QuerySet[Record], shape: Shape
) -> tuple[list[dict[str, Any]], datetime | None]:
    """The objects of the rows, and when the youngest row in them changed."""
    tree = Tree(roots, among=among, shape=shape)
    return tree.objects(), tree.modified_at


def flattened(given: dict[str, Any], table: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """A nested object as rows (table, columns), parents before children; the keys the nesting left out are back."""
    parents = [*PARENTS.get(table, ()), *([SERVICE_OF] if table == "service_at_location" else [])]
    own = {name: value for name, value in given.items() if not isinstance(value, dict | list)}
    for part in parents:
        parent = given.get(part.name)
        if isinstance(parent, dict) and parent.get("id"):
            own[part.via] = parent["id"]
            yield from flattened(parent, part.table)
    yield table, own
    for part in [*CHILDREN.get(table, ()), ATTRIBUTES, METADATA, *([SERVICES_OF] if table == "organizations" else [])]:
        children = given.get(part.name)
        for child in children if isinstance(children, list) else ():
            if isinstance(child, dict):
                place = {part.via: own.get("id"), **_kind_of(part, table)}  # where it stands says what it belongs to
                yield from flattened(child | place, part.table)


def _kind_of(part: Part, table: str) -> dict[str, str]:
    return {KIND_OF_LINK[part.via]: TABLES[table].singular} if part.via in KIND_OF_LINK else {}


def _key(row: Record) -> Key:
    return row.source_id, row.table, row.record_id


def _is_of(kind: Any, table: str) -> bool:
    """Whether an attribute that says what it belongs to means this table; one that says nothing known means any."""
    named = TABLES.get(str(kind)) or SINGULAR.get(str(kind))
    return named is None or named.name == table


def _any_of(conditions: list[Q]) -> Q | None:
    whole = Q()
    for condition in conditions:
        whole |= condition
    return whole if conditions else None
