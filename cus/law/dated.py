"""Values the law sets, each from the day it applies."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Generic, TypeVar

Value = TypeVar("Value")

ACT_IN_FORCE = date(2020, 1, 1)


@dataclass(frozen=True)
class Dated(Generic[Value]):
    """A value that changes with the law: ask for it on a day, never for "the" value.

    A change of the law adds a date here; nothing is overwritten, so an old case keeps the law of its day.
    """

    since: Mapping[date, Value]

    def __post_init__(self) -> None:
        if not self.since:
            raise ValueError("A dated value needs at least one day from which it applies.")
        object.__setattr__(self, "since", MappingProxyType(dict(self.since)))

    def on(self, day: date) -> Value:
        in_force = [start for start in self.since if start <= day]
        if not in_force:
            raise LookupError(f"Nothing was in force on {day}.")
        return self.since[max(in_force)]
