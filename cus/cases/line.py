"""A line for a service: where somebody stands in it, and how room is made between two."""

from dataclasses import dataclass
from datetime import datetime, timedelta

LineKey = tuple[int, datetime, int]  # criterion, moment, number of the application: lower comes first
MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class PlaceInLine:
    """A place in line. People are told a range: somebody before them may leave, or come back after an appeal."""

    place: int
    total: int

    @property
    def first(self) -> int:
        return max(1, self.place - 1)

    @property
    def last(self) -> int:
        return min(self.total, self.place + 1)


def key_between(before: LineKey | None, after: LineKey | None) -> tuple[int, datetime] | None:
    """A criterion and a moment that stand behind `before` and ahead of `after`; None when there is no room."""
    if before is None and after is None:
        return None
    if after is None:
        return before[0], before[1] + MOMENT  # type: ignore[index]
    if before is None or before[0] < after[0]:
        return after[0], after[1] - MOMENT
    room = after[1] - before[1]
    return (before[0], before[1] + room / 2) if room >= 2 * MOMENT else None
