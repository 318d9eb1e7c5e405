"""Towns and gminas by the name one types: where "near Brzeg" is, and which of several Brzeziny was meant."""

import csv
import difflib
import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from cus.kit.polish import fold, sort_key

TOWNS = Path(__file__).resolve().parent / "data" / "towns.csv"
EARTH_KM = 6371.0
SAME_PLACE_KM = 15.0  # a town and the rural gmina around it bear one name; nobody means the ring without the town
URBAN, MIXED = "miejska", "miejsko-wiejska"
LIKE_ENOUGH = 0.8
SUGGESTED = 3
SAID_BEFORE = ("gmina ", "gm. ", "miasto ", "m. ")


@dataclass(frozen=True)
class Town:
    """A gmina with its middle."""

    teryt: str
    name: str
    kind: str
    powiat: str
    voivodeship: str
    latitude: float
    longitude: float

    @property
    def region(self) -> str:
        return self.teryt[:2]

    @property
    def label(self) -> str:
        """The name with the powiat, by which namesakes are told apart; a city that is a powiat needs none."""
        return self.name if self.powiat == self.name else f"{self.name}, powiat {self.powiat}"

    def kilometres_to(self, other: "Town") -> float:
        return kilometres(self.latitude, self.longitude, other.latitude, other.longitude)


@dataclass(frozen=True)
class Named:
    """What a typed name may mean: one town, or none with the others it may be."""

    town: Town | None = None
    namesakes: tuple[Town, ...] = ()
    alike: tuple[Town, ...] = ()  # the name is not known; these are written almost so


def named(text: str, *, region: str = "") -> Named:
    """The town of this name. Of several namesakes the only one in the region is meant; the others are told too."""
    name, _comma, powiat = fold(text).partition(",")
    for word in SAID_BEFORE:
        name = name.removeprefix(word)
    powiat = powiat.strip().removeprefix("powiat").strip()
    bearers = [town for town in _by_name().get(name.strip(), ()) if _is_in(town, powiat)]
    if not bearers:
        return Named(alike=_written_like(name.strip()))
    meant = bearers if len(bearers) == 1 else [town for town in bearers if town.region == region]
    if len(meant) != 1:
        return Named(namesakes=tuple(bearers))
    return Named(town=meant[0], namesakes=tuple(town for town in bearers if town != meant[0]))


def towns_of_region(region: str) -> list[Town]:
    """The towns of a voivodeship (the first two digits of TERYT), in the order of the alphabet."""
    return [town for town in _apart() if town.region == region]


@lru_cache(maxsize=100)
def kilometres_from(town: Town) -> Mapping[str, float]:
    """How far each gmina is, by its code: for places of which only the gmina is known."""
    return {other.teryt: town.kilometres_to(other) for other in towns()}


def kilometres(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Along the great circle."""
    first, second = math.radians(latitude), math.radians(other_latitude)
    across = math.sin((second - first) / 2) ** 2
    along = math.sin(math.radians(other_longitude - longitude) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(across + math.cos(first) * math.cos(second) * along, 1.0)))


@cache
def towns() -> tuple[Town, ...]:
    with TOWNS.open(encoding="utf-8", newline="") as file:
        return tuple(
            Town(
                row["teryt"],
                row["name"],
                row["type"],
                row["powiat"],
                row["voivodeship"],
                float(row["latitude"]),
                float(row["longitude"]),
            )
            for row in csv.DictReader(file)
        )


@cache
def town_of(teryt: str) -> Town | None:
    return next((town for town in towns() if town.teryt == teryt), None)


@cache
def _apart() -> tuple[Town, ...]:
    """The towns without the rural rings around them, in the order of the alphabet."""
    bearers = defaultdict(list)
    for town in towns():
        bearers[town.name].append(town)
    kept = [town for town in towns() if not _is_ring(town, bearers[town.name])]
    return tuple(sorted(kept, key=lambda town: (sort_key(town.name), town.teryt)))


@cache
def _by_name() -> dict[str, tuple[Town, ...]]:
    found = defaultdict(list)
    for town in _apart():
        found[fold(town.name)].append(town)
    return {name: tuple(bearers) for name, bearers in found.items()}


def _is_ring(town: Town, bearers: list[Town]) -> bool:
    return town.kind not in (URBAN, MIXED) and any(
        other.kind in (URBAN, MIXED) and town.kilometres_to(other) <= SAME_PLACE_KM for other in bearers
    )


def _is_in(town: Town, powiat: str) -> bool:
    return not powiat or powiat in (fold(town.powiat), fold(town.voivodeship))


def _written_like(name: str) -> tuple[Town, ...]:
    names = difflib.get_close_matches(name, _by_name(), n=SUGGESTED, cutoff=LIKE_ENOUGH)
    return tuple(town for near in names for town in _by_name()[near])[:SUGGESTED]
