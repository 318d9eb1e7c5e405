"""How long it takes from place to place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

EARTH_KM = 6371.0088
"""Mean radius of the Earth (IUGG)."""


@dataclass(frozen=True, slots=True, eq=False)
class Travel:
    """Minutes between `places` for each way of travel: `minutes[mode][i, j]` from `places[i]` to `places[j]`.

    The matrix need not be symmetric, nor need the detour through a third place be longer.
    """

    places: tuple[str, ...]
    minutes: Mapping[str, NDArray[np.float64]]
    index: Mapping[str, int] = field(init=False, repr=False)

    def __init__(self, places: tuple[str, ...], minutes: Mapping[str, ArrayLike]) -> None:
        object.__setattr__(self, "places", tuple(places))
        object.__setattr__(self, "minutes", {mode: _own(matrix) for mode, matrix in minutes.items()})
        object.__setattr__(self, "index", {place: number for number, place in enumerate(places)})

    def between(self, mode: str, here: str, there: str) -> float:
        return float(self.minutes[mode][self.index[here], self.index[there]])

    @classmethod
    def from_coordinates(
        cls, points: Mapping[str, tuple[float, float]], speeds: Mapping[str, float], detour: float = 1.3
    ) -> Self:
        """From latitudes and longitudes (degrees): the great circle, times `detour`, at `speeds` (km/h for a mode)."""
        km = great_circles(list(points.values()))
        return cls(tuple(points), {mode: km * detour / speed * 60 for mode, speed in speeds.items()})

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Travel):
            return NotImplemented
        same_names = self.places == other.places and self.minutes.keys() == other.minutes.keys()
        return same_names and all(np.array_equal(self.minutes[mode], other.minutes[mode]) for mode in self.minutes)

    __hash__ = None  # type: ignore[assignment]


def great_circles(points: Sequence[tuple[float, float]]) -> NDArray[np.float64]:
    """Kilometres between all points, given as latitude and longitude in degrees (haversine)."""
    lat, lon = np.radians(np.array(points, dtype=np.float64).reshape(-1, 2)).T
    across = np.sin((lat[:, None] - lat) / 2) ** 2
    along = np.cos(lat[:, None]) * np.cos(lat) * np.sin((lon[:, None] - lon) / 2) ** 2
    return np.asarray(2 * EARTH_KM * np.arcsin(np.minimum(1.0, np.sqrt(across + along))))


def _own(matrix: ArrayLike) -> NDArray[np.float64]:
    """A copy nobody can write to."""
    own = np.array(matrix, dtype=np.float64)
    own.setflags(write=False)
    return own
