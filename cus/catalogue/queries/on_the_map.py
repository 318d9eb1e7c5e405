"""What stands on the map: the places of what meets a wish, those near each other drawn as one."""

import math
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from cus.accounts.models import Centre
from cus.catalogue.models import Entry, EntryPlace
from cus.catalogue.queries.finding import Wish, found_by

ENTRIES, PLACES = Entry._meta.db_table, EntryPlace._meta.db_table
CELLS_ACROSS = 9  # so many points fit side by side without covering each other
TOLD = 5  # a point names so many entries at most
FLATTENED = 0.62  # a degree of longitude as a part of one of latitude, about in the middle of Poland
POLAND = (14.0, 48.9, 24.3, 55.0)

IN_CELLS = f"""
SELECT count(DISTINCT entry.id)::int, avg(place.latitude), avg(place.longitude),
  (array_agg(DISTINCT (entry.sort_key, entry.uuid::text, entry.name)))[1:{TOLD}] AS told
FROM found JOIN {ENTRIES} entry ON entry.id = found.id JOIN {PLACES} place ON place.entry_id = entry.id
WHERE place.is_public AND place.longitude BETWEEN %(west)s AND %(east)s
  AND place.latitude BETWEEN %(bottom)s AND %(top)s
GROUP BY floor(place.longitude / %(wide)s), floor(place.latitude / %(high)s)
ORDER BY 1 DESC, 2, 3
"""
EXTENT = f"""
SELECT count(DISTINCT place.entry_id)::int, min(place.longitude), min(place.latitude),
  max(place.longitude), max(place.latitude)
FROM found JOIN {PLACES} place ON place.entry_id = found.id
WHERE place.is_public AND place.longitude BETWEEN %(west)s AND %(east)s
  AND place.latitude BETWEEN %(bottom)s AND %(top)s
"""

Box = tuple[float, float, float, float]  # west, south, east, north


@dataclass(frozen=True)
class Point:
    """One entry, or several near each other; `told` has uuid and name of the first of them."""

    latitude: float
    longitude: float
    number: int
    told: list[tuple[str, str]]


@dataclass(frozen=True)
class Drawn:
    """The points in the window of the map; how many entries have a place at all, and where those end."""

    points: list[Point]
    placed: int | None = None
    extent: Box | None = None


def drawn(*, centre: Centre, wish: Wish, at: datetime, region: dict[int, list[str]], box: Box | None) -> Drawn:
    """The points in the box; without one all of them, and their extent. As many points as fit, however many places."""
    beginning, given = found_by(centre=centre, wish=wish, at=at, region=region)
    placed, extent = (None, None) if box else _extent(beginning, given)
    window = box or _padded(extent or POLAND)
    with connection.cursor() as cursor:
        cursor.execute(beginning + IN_CELLS, given | _window(window) | _cells(window))
        rows = cursor.fetchall()
    points = [Point(latitude, longitude, number, _told(told)) for number, latitude, longitude, told in rows]
    return Drawn(points, placed, extent)


def _extent(beginning: str, given: dict[str, Any]) -> tuple[int, Box | None]:
    with connection.cursor() as cursor:
        cursor.execute(beginning + EXTENT, given | _window((-180, -90, 180, 90)))
        placed, *extent = cursor.fetchone()
    return placed, tuple(extent) if placed else None


def _window(box: Box) -> dict[str, float]:
    return dict(zip(("west", "bottom", "east", "top"), box, strict=True))


def _cells(box: Box) -> dict[str, float]:
    """Cells of fixed sizes, so that points do not jump when the map is moved."""
    wide = max(box[2] - box[0], 0.0001) / CELLS_ACROSS
    cell = 2.0 ** math.ceil(math.log2(wide))
    return {"wide": cell, "high": cell * FLATTENED}


def _padded(box: Box) -> Box:
    return box[0] - 0.01, box[1] - 0.01, box[2] + 0.01, box[3] + 0.01


def _told(told: list[tuple[str, str, str]]) -> list[tuple[str, str]]:
    return [(uuid, name) for _sort_key, uuid, name in told]
