"""Periods of days: both ends included, an open end is None."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Period:
    """From a day to a day, both included; `ends_on` None means until further notice."""

    starts_on: date
    ends_on: date | None = None

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def overlaps(self, other: "Period") -> bool:
        return (other.ends_on is None or self.starts_on <= other.ends_on) and (
            self.ends_on is None or other.starts_on <= self.ends_on
        )
