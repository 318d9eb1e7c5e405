"""The day on which something is told: a day of that year is named without its year."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from django.utils.timezone import localdate

day_of_the_past: ContextVar[date | None] = ContextVar("day_of_the_past", default=None)


@contextmanager
def told_on(day: date) -> Iterator[None]:
    """Inside the block days are worded as on that day: what a story says must not hang on the year it is told in."""
    token = day_of_the_past.set(day)
    try:
        yield
    finally:
        day_of_the_past.reset(token)


def day_of_telling() -> date:
    """Today; inside `told_on` the day that is told of."""
    return day_of_the_past.get() or localdate()
