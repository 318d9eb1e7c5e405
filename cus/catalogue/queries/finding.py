"""What one finds in the catalogue: the entries that meet a wish, in order, and how many there would be otherwise.

All of it is one statement of the database whatever the size of the catalogue. Each filter is a facet with a bit of its
own. A scan of the entries notes for each the facets it fails: those that fail none are found, and a facet counts what
fails no facet but itself, so that its numbers follow the choices made in all others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils.timezone import localtime

from cus.accounts.models import Centre
from cus.catalogue.gazetteer import EARTH_KM, Town, kilometres_from, town_of
from cus.catalogue.models import Entry, EntryPlace
from cus.catalogue.opening import DAY, is_public_holiday, minute_of_week
from cus.catalogue.search.find import Found, find_entries

ENTRIES, PLACES = Entry._meta.db_table, EntryPlace._meta.db_table
RADII = (10, 25, 50)
KM_OF_A_DEGREE = 110.5  # of latitude, at its shortest
BITS = 12  # one for each facet


@dataclass(frozen=True)
class Wish:
    """What one asks the catalogue for. An empty value asks for nothing; several values of a facet mean any of them."""

    text: str = ""
    audiences: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    only_free: bool = False
    only_open: bool = False
    only_wheelchair: bool = False
    only_free_places: bool = False
    in_region: bool = False
    town: Town | None = None
    within_km: int | None = None  # with a town; None: as far as the catalogue reaches


@dataclass(frozen=True)
class Hit:
    entry_id: int
    km: float | None = None


@dataclass(frozen=True)
class Finding:
    """A page of what was found, and the numbers beside it."""

    hits: list[Hit]
    total: int
    answers: int  # what meets the words here, whatever else was chosen
    counts: Mapping[str, Mapping[str, int]]
    read_as: dict[str, str] = field(default_factory=dict)
    suggestion: str = ""


FLAG, TEXT, NUMBER, LIST = "flag", "text", "number", "list"
HASHES = {
    TEXT: "hashtextextended({value}, {seed})",
    NUMBER: "hashint4extended(coalesce({value}, -1), {seed})",
    LIST: "hash_array_extended({value}, {seed})",
}


@dataclass(frozen=True)
class Facet:
    """A filter: the condition an entry meets, and the SQL of the values under which it is counted."""

    name: str
    values: str
    meets: str = ""  # empty: nothing is chosen
    type: str = FLAG

    def hash(self, seed: int) -> str:
        """A number of 64 bits that differs where the values differ; the seed keeps two facets apart."""
        return HASHES[self.type].format(value=self.values, seed=seed)


def find(
    *, centre: Centre, wish: Wish, at: datetime, first: int = 0, size: int = 20, region: dict[int, list[str]]
) -> Finding:
    """A page of what meets the wish. Five queries with words, one without, for one entry as for a hundred thousand.

    `region` is `centre.region()`. Without words the order is that of the alphabet; among equals it changes daily.
    """
    found = find_entries(centre_ids=list(region), text=wish.text, on=localtime(at).date()) if wish.text else Found()
    asked = _Asked(wish, centre, region, found, localtime(at))
    with connection.cursor() as cursor:
        cursor.execute(asked.statement(), asked.given | {"first": first, "size": size})
        rows = cursor.fetchall()
    counts: dict[str, dict[str, int]] = {}
    hits: list[tuple[int, Hit]] = []
    for facet, value, number, km in rows:
        if facet == "hit":
            hits.append((number, Hit(int(value), km)))
        else:
            counts.setdefault(facet, {})[value] = number
    return Finding(
        hits=[hit for _place, hit in sorted(hits, key=lambda one: one[0])],
        total=counts.pop("total", {}).get("", 0),
        answers=counts.pop("answers", {}).get("", 0),
        counts=counts,
        read_as=found.read_as,
        suggestion=found.suggestion,
    )


def found_by(*, centre: Centre, wish: Wish, at: datetime, region: dict[int, list[str]]) -> tuple[str, dict[str, Any]]:
    """The beginning of a statement that names the ids of all that meets the wish `found`, with its parameters."""
    words = find_entries(centre_ids=list(region), text=wish.text, on=localtime(at).date()) if wish.text else Found()
    asked = _Asked(wish, centre, region, words, localtime(at))
    start = asked.beginning()
    found = f"found AS MATERIALIZED (SELECT entry.id {asked.source()} AND {asked.meets_all()})"
    return f"{start}{', ' if start else 'WITH '}{found}", asked.given


class _Asked:
    """A wish as SQL."""

    def __init__(self, wish: Wish, centre: Centre, region: dict[int, list[str]], found: Found, at: datetime) -> None:
        self.wish = wish
        today = (at.date() - datetime(2000, 1, 1).date()) // timedelta(days=1)
        self.given: dict[str, Any] = {"own": centre.pk, "centres": list(region), "day": today}
        if wish.text:
            self.given["hits"] = [match.entry_id for match in found.matches]
        if wish.town:
            self.given |= _around(wish.town, wish.within_km or 0, region)
        self.facets = self._facets(at)

    def _facets(self, at: datetime) -> list[Facet]:
        wish = self.wish
        chosen = {
            "audiences": wish.audiences,
            "areas": wish.areas,
            "forms": wish.forms,
            "kinds": wish.kinds,
            "languages": wish.languages,
        }
        self.given |= {name: sorted(values) for name, values in chosen.items() if values}
        self.given["within"] = wish.within_km
        is_open = self._is_open(at)

        def one_of(name: str, sql: str) -> str:
            return sql if chosen[name] else ""

        return [
            Facet(
                "dla-kogo", "entry.audiences", one_of("audiences", "entry.audiences && %(audiences)s::varchar[]"), LIST
            ),
            Facet("koszt", "entry.is_free IS TRUE", "entry.is_free IS TRUE" if wish.only_free else ""),
            Facet("forma", "entry.form", one_of("forms", "entry.form = ANY(%(forms)s)"), TEXT),
            Facet("zakres", "entry.area::int", one_of("areas", "entry.area::text = ANY(%(areas)s)"), NUMBER),
            Facet("czynne", is_open, is_open if wish.only_open else ""),
            Facet("wozek", "entry.wheelchair IS TRUE", "entry.wheelchair IS TRUE" if wish.only_wheelchair else ""),
            Facet(
                "jezyk", "entry.languages", one_of("languages", "entry.languages && %(languages)s::varchar[]"), LIST
            ),
            Facet("miejsca", FREE_PLACES, FREE_PLACES if wish.only_free_places else ""),
            Facet("rodzaj", "entry.kind", one_of("kinds", "entry.kind = ANY(%(kinds)s)"), TEXT),
            Facet("zasieg", IS_HERE, "" if wish.in_region else IS_HERE),
            Facet(
                "promien",
                STEP if wish.town else "NULL::int",
                "near.km <= %(within)s" if wish.within_km else "",
                NUMBER,
            ),
        ]

    def _is_open(self, at: datetime) -> str:
        """On a public holiday only who is there day and night is open."""
        minute = minute_of_week(at)
        self.given |= {"minute": minute, "midnight": minute - minute % DAY}
        if is_public_holiday(at.date()):
            return "(int4range(%(midnight)s, %(midnight)s + 1440) <@ ANY(entry.opening))"
        return "(%(minute)s <@ ANY(entry.opening))"

    def beginning(self) -> str:
        parts = []
        if self.wish.text:
            parts.append("hits AS (SELECT * FROM unnest(%(hits)s::bigint[]) WITH ORDINALITY AS hit (entry_id, place))")
        if self.wish.town:
            parts.append(NEAR)
        return f"WITH {', '.join(parts)}" if parts else ""

    def source(self) -> str:
        words = "JOIN hits ON hits.entry_id = entry.id" if self.wish.text else ""
        near = "LEFT JOIN near ON near.entry_id = entry.id" if self.wish.town else ""
        return f"FROM {ENTRIES} entry {words} {near} WHERE {IN_REGION}"

    def meets_all(self) -> str:
        return " AND ".join(facet.meets for facet in self.facets if facet.meets) or "TRUE"

    def misses(self) -> str:
        """A number whose bits tell which facets the entry fails."""
        failed = [
            f"CASE WHEN {facet.meets} THEN 0 ELSE {1 << number} END"
            for number, facet in enumerate(self.facets)
            if facet.meets
        ]
        return " + ".join(failed) or "0"

    def statement(self) -> str:
        start = self.beginning()
        counts = [count_of(number, facet) for number, facet in enumerate(self.facets)]
        here = "" if self.wish.in_region else f" AND f{self._place_of('zasieg')}"
        return " UNION ALL ".join(
            [
                f"{start}{', ' if start else 'WITH '}{self.alike()} "
                "SELECT 'total', '', coalesce(sum(number), 0)::int, NULL::float FROM alike WHERE misses = 0",
                f"SELECT 'answers', '', coalesce(sum(number), 0)::int, NULL FROM alike WHERE TRUE{here}",
                *counts,
                f"SELECT * FROM ({self.page()}) page",
            ]
        )

    def alike(self) -> str:
        """Entries alike in all facets as one row with their number: what is then counted is short.

        Grouped by two numbers, since comparing the texts of a hundred thousand entries takes six times as long.
        """
        flags = [
            f"(({facet.values})::int << {number + BITS})"
            for number, facet in enumerate(self.facets)
            if facet.type == FLAG
        ]
        others = " # ".join(facet.hash(number) for number, facet in enumerate(self.facets) if facet.type != FLAG)
        code = " + ".join([f"({self.misses()})", *flags])
        columns = ", ".join(f"{facet.values} AS f{number}" for number, facet in enumerate(self.facets))
        near = "LEFT JOIN near ON near.entry_id = entry.id" if self.wish.town else ""
        return f"""groups AS (
  SELECT code & {(1 << BITS) - 1} AS misses, min(id) AS entry_id, count(*)::int AS number
  FROM (SELECT entry.id, {code} AS code, {others} AS others {self.source()}) one GROUP BY code, others
), alike AS (
  SELECT groups.misses, groups.number, {columns}
  FROM groups JOIN {ENTRIES} entry ON entry.id = groups.entry_id {near}
)"""

    def page(self) -> str:
        km = "near.km" if self.wish.town else "NULL::float"
        order = [
            *(["near.km NULLS LAST"] if self.wish.town else []),
            "hits.place" if self.wish.text else f"entry.sort_key, {ROTATION}",
            "entry.id",
        ]
        by = ", ".join(order)
        return (
            f"SELECT 'hit', entry.id::text, (row_number() OVER (ORDER BY {by}))::int, {km} {self.source()} "
            f"AND {self.meets_all()} ORDER BY {by} OFFSET %(first)s LIMIT %(size)s"
        )

    def _place_of(self, name: str) -> int:
        return next(number for number, facet in enumerate(self.facets) if facet.name == name)


IN_REGION = f"""entry.is_public AND entry.centre_id = ANY(%(centres)s)
  AND (entry.source_id IS NULL OR NOT EXISTS (
    SELECT FROM {ENTRIES} original WHERE original.uuid = entry.uuid AND original.source_id IS NULL
      AND original.is_public AND original.centre_id = ANY(%(centres)s)))"""
FREE_PLACES = "(entry.places_left IN ('FEW', 'MANY'))"
IS_HERE = "(entry.centre_id = %(own)s)"
STEP = "CASE WHEN near.km <= 10 THEN 10 WHEN near.km <= 25 THEN 25 WHEN near.km <= 50 THEN 50 END"
ROTATION = "hashint8extended(entry.id, %(day)s)"
HALF = "sin(radians({} - {}) / 2) ^ 2"
ACROSS = HALF.format("place.latitude", "%(latitude)s::float")
ALONG = HALF.format("place.longitude", "%(longitude)s::float")
KM = (
    f"2 * {EARTH_KM} * asin(sqrt(least({ACROSS} "
    f"+ cos(radians(place.latitude)) * cos(radians(%(latitude)s::float)) * {ALONG}, 1)))"
)
# Where an entry is: its places; the gmina where only that is known; the gminas of the centre for what comes to people.
NEAR = f"""near AS (
  SELECT entry_id, min(km) AS km FROM (
    SELECT place.entry_id, {KM} AS km FROM {PLACES} place
    WHERE place.is_public AND place.latitude BETWEEN %(south)s AND %(north)s
    UNION ALL
    SELECT place.entry_id, gmina.km FROM {PLACES} place
    JOIN unnest(%(gminas)s::text[], %(gmina_km)s::float[]) AS gmina (teryt, km) ON gmina.teryt = place.teryt
    WHERE place.is_public AND place.latitude IS NULL
    UNION ALL
    SELECT entry.id, served.km FROM {ENTRIES} entry
    JOIN unnest(%(serving)s::bigint[], %(serving_km)s::float[]) AS served (centre_id, km)
      ON served.centre_id = entry.centre_id
    WHERE entry.is_public AND entry.source_id IS NULL
      AND NOT EXISTS (SELECT FROM {PLACES} place WHERE place.entry_id = entry.id)
  ) one GROUP BY entry_id
)"""


def count_of(number: int, facet: Facet) -> str:
    """How many entries there are under each value, whatever is chosen in this facet itself."""
    value, rows = (f"f{number}", "alike")
    if facet.type == LIST:
        value, rows = "value", f"alike, unnest(f{number}) AS value"
    return (
        f"SELECT '{facet.name}', {value}::text, sum(number)::int, NULL FROM {rows} "
        f"WHERE misses & ~{1 << number} = 0 AND {value} IS NOT NULL GROUP BY {value}"
    )


def _around(town: Town, within: int, region: Mapping[int, Sequence[str]]) -> dict[str, Any]:
    """How far the gminas and the centres of the region are; the belt outside which nothing can be near enough."""
    distances = kilometres_from(town)
    serving = {
        centre_id: min(known)
        for centre_id, codes in region.items()
        if (known := [distances[code] for code in codes if town_of(code)])
    }
    belt = within / KM_OF_A_DEGREE if within else 180.0
    return {
        "latitude": town.latitude,
        "longitude": town.longitude,
        "south": town.latitude - belt,
        "north": town.latitude + belt,
        "gminas": list(distances),
        "gmina_km": list(distances.values()),
        "serving": list(serving),
        "serving_km": list(serving.values()),
    }
