"""The calendar of the office: Saturdays, Sundays and public holidays. What they do to a term is in `procedure`."""

from datetime import date, timedelta

import holidays

SATURDAY = 5
A_DAY = timedelta(days=1)
# The library knows each holiday from the year the law made it one: 24 December is free from 2025 on, not before.
PUBLIC_HOLIDAYS = holidays.country_holidays("PL")


def is_working_day(day: date) -> bool:
    """No Saturday, no Sunday, no public holiday."""
    return day.weekday() < SATURDAY and day not in PUBLIC_HOLIDAYS


def next_working_day(day: date) -> date:
    """The day itself when one works on it, else the first one after it."""
    while not is_working_day(day):
        day += A_DAY
    return day


def last_working_day(day: date) -> date:
    """The day itself when one works on it, else the last one before it."""
    while not is_working_day(day):
        day -= A_DAY
    return day


def working_days_between(start: date, end: date) -> int:
    """How many working days come after `start`, up to and with `end`; negative when `end` lies before."""
    if end < start:
        return -working_days_between(end, start)
    return sum(is_working_day(start + A_DAY * number) for number in range(1, (end - start).days + 1))
