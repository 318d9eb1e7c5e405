"""What stands on the map: the places of what meets a wish, those near each other drawn as one."""

import math
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

import numpy
from django.utils.timezone import localtime

from cus.accounts.models import Centre
from cus.catalogue.models import Entry
from cus.catalogue.queries.finding import Asked, Wish
from cus.catalogue.queries.shelves import Numbers, Shelf

CELLS_ACROSS = 9  # so many points fit side by side without covering each other
TOLD = 5  # a point names so many entries at most
FLATTENED = 0.62  # a degree of longitude as a part of one of latitude, about in the middle of Poland
POLAND = (14.0, 48.9, 24.3, 55.0)
ROWS = 2**26  # of cells: more than there are between the poles in the smallest window

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
    asked = Asked(centre=centre, wish=wish, at=localtime(at), region=region)
    everywhere = asked.shelf.places
    entries, latitudes, longitudes = everywhere.entries, everywhere.latitudes, everywhere.longitudes
    seen = asked.found[entries] & ~numpy.isnan(latitudes) & ~numpy.isnan(longitudes)
    placed = extent = None
    if box is None:
        placed, extent = _extent(entries[seen], latitudes[seen], longitudes[seen])
    window = west, south, east, north = box or _padded(extent or POLAND)
    seen &= (longitudes >= west) & (longitudes <= east) & (latitudes >= south) & (latitudes <= north)
    return Drawn(_points(asked.shelf, entries[seen], latitudes[seen], longitudes[seen], window), placed, extent)


def _extent(entries: Numbers, latitudes: Numbers, longitudes: Numbers) -> tuple[int, Box | None]:
    if not len(entries):
        return 0, None
    edges = longitudes.min(), latitudes.min(), longitudes.max(), latitudes.max()
    west, south, east, north = (float(edge) for edge in edges)
    return int(numpy.count_nonzero(numpy.bincount(entries))), (west, south, east, north)


def _points(shelf: Shelf, entries: Numbers, latitudes: Numbers, longitudes: Numbers, window: Box) -> list[Point]:
    wide, high = _cell(window)
    cells = (numpy.floor(longitudes / wide) * ROWS + numpy.floor(latitudes / high)).astype(numpy.int64)
    _names, cell_of = numpy.unique(cells, return_inverse=True)
    places = numpy.bincount(cell_of)
    middles = [numpy.bincount(cell_of, degrees) / places for degrees in (latitudes, longitudes)]
    in_cell, turns = _once(cell_of * len(shelf) + shelf.turns[entries], len(shelf))
    numbers = numpy.bincount(in_cell)
    told = _told(shelf, in_cell, turns)
    points = [
        Point(float(latitude), float(longitude), int(number), told[cell])
        for cell, (latitude, longitude, number) in enumerate(zip(*middles, numbers, strict=True))
    ]
    return sorted(points, key=lambda point: (-point.number, point.latitude, point.longitude))


def _once(pairs: Numbers, size: int) -> tuple[Numbers, Numbers]:
    """An entry counts once in a cell, however many places it has there. By cells, then by the alphabet."""
    pairs = numpy.sort(pairs)
    pairs = pairs[numpy.diff(pairs, prepend=-1) > 0]
    return pairs // max(size, 1), pairs % max(size, 1)


def _told(shelf: Shelf, in_cell: Numbers, turns: Numbers) -> dict[int, list[tuple[str, str]]]:
    """The first entries of each cell by the alphabet."""
    first = numpy.arange(len(in_cell)) - numpy.searchsorted(in_cell, in_cell) < TOLD
    ids = shelf.ids[numpy.argsort(shelf.turns)[turns[first]]].tolist()
    rows = Entry.objects.public().filter(pk__in=ids).values_list("pk", "uuid", "name")
    known = {pk: (str(uuid), name) for pk, uuid, name in rows}
    told: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for cell, pk in zip(in_cell[first].tolist(), ids, strict=True):
        if one := known.get(pk):
            told[cell].append(one)
    return told


def _cell(box: Box) -> tuple[float, float]:
    """Cells of fixed sizes, so that points do not jump when the map is moved."""
    wide = max(box[2] - box[0], 0.0001) / CELLS_ACROSS
    cell = 2.0 ** math.ceil(math.log2(wide))
    return cell, cell * FLATTENED


def _padded(box: Box) -> Box:
    return box[0] - 0.01, box[1] - 0.01, box[2] + 0.01, box[3] + 0.01
