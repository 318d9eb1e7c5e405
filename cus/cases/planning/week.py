"""The week of a plan: what happens on which day, of both threads."""

from dataclasses import dataclass

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR

from cus.cases.planning.content import ContentSaid, RowSaid

DAYS = range(7)


@dataclass(frozen=True)
class Chip:
    """One thing of a day, with the hours when they are known."""

    hours: str
    title: str
    thread: str
    clashes: bool


@dataclass(frozen=True)
class WeekDay:
    name: str
    short: str
    chips: tuple[Chip, ...]


@dataclass(frozen=True)
class Week:
    """Seven days, and the rows that name no day."""

    days: tuple[WeekDay, ...]
    other: tuple[RowSaid, ...]


def week_of(content: ContentSaid) -> Week:
    slotted = [(slot, row) for row in content.rows for slot in row.slots]
    slotted.sort(key=lambda pair: (pair[0].weekday, pair[0].starts is None, pair[0].starts or 0))
    days = []
    for day in DAYS:
        today = [(slot, row) for slot, row in slotted if slot.weekday == day]
        chips = tuple(
            Chip(
                slot.hours,
                row.title,
                row.thread,
                any(other is not row and slot.overlaps(theirs) and _meet(row, other) for theirs, other in today),
            )
            for slot, row in today
        )
        days.append(WeekDay(str(WEEKDAYS[day]), str(WEEKDAYS_ABBR[day]), chips))
    return Week(tuple(days), tuple(row for row in content.rows if not row.slots))


def _meet(one: RowSaid, other: RowSaid) -> bool:
    return one.starts_on <= other.ends_on and other.starts_on <= one.ends_on
