"""The income criterion of the Social Assistance Act, by date: conditions of programmes are measured against it."""

from dataclasses import dataclass
from datetime import date

from cus.law.dated import ACT_IN_FORCE, Dated


@dataclass(frozen=True)
class IncomeCriterion:
    """In grosze a month: for a person keeping house alone, and for each person in a family."""

    alone: int
    in_family: int


# 701/528 came with the regulation of 2018; the later amounts stand on pages of several municipalities.
INCOME_CRITERION = Dated(
    {
        ACT_IN_FORCE: IncomeCriterion(70_100, 52_800),
        date(2022, 1, 1): IncomeCriterion(77_600, 60_000),
        date(2025, 1, 1): IncomeCriterion(101_000, 82_300),
    }
)


def criterion_for(*, people: int, on: date) -> int:
    """The criterion for one person of a household of so many, on the day, in grosze."""
    criterion = INCOME_CRITERION.on(on)
    return criterion.alone if people == 1 else criterion.in_family
