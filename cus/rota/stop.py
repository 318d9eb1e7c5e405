"""When the search ends."""

from dataclasses import dataclass, field
from math import inf
from typing import Protocol


class Stop(Protocol):
    """Asked now and then: `seconds` since the start, `rounds` of search made, `cost` of the best rota so far."""

    def __call__(self, seconds: float, rounds: int, cost: float = inf) -> bool: ...


@dataclass(frozen=True, slots=True)
class MaxSeconds:
    """After so many seconds. How far one gets depends on the machine, so the same seed may answer differently."""

    limit: float

    def __call__(self, seconds: float, rounds: int, cost: float = inf) -> bool:
        return seconds >= self.limit


@dataclass(frozen=True, slots=True)
class MaxRounds:
    """After so many rounds: the same seed gives the same answer on any machine."""

    limit: int

    def __call__(self, seconds: float, rounds: int, cost: float = inf) -> bool:
        return rounds >= self.limit


@dataclass(slots=True)
class NoGain:
    """When the best rota has not become better for so many seconds."""

    limit: float
    _cost: float = field(default=inf, init=False, repr=False)
    _since: float = field(default=0.0, init=False, repr=False)

    def __call__(self, seconds: float, rounds: int, cost: float = inf) -> bool:
        if cost < self._cost or seconds < self._since:  # better, or asked by a new search
            self._cost, self._since = cost, seconds
        return seconds - self._since >= self.limit


@dataclass(frozen=True, slots=True)
class AnyOf:
    """As soon as one of them says so."""

    stops: tuple[Stop, ...]

    def __init__(self, *stops: Stop) -> None:
        object.__setattr__(self, "stops", stops)

    def __call__(self, seconds: float, rounds: int, cost: float = inf) -> bool:
        return any([stop(seconds, rounds, cost) for stop in self.stops])  # every one is asked: some remember
