"""Over the days on which nothing happens: found by asking the last of them what it would bring.

What has come due by a day is due on every later day too until somebody does it. So where a day writes nothing, no day
before it had anything to write, and the first one that writes is found by halving.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction

from cus.cases.services.passing_days import pass_day

# What is due only for a time and then passes by itself, such as a pause in line, must not be leapt over.
LONGEST_LEAP = timedelta(days=28)
A_DAY = timedelta(days=1)
WRITES = ("INSERT", "UPDATE", "DELETE")


def next_eventful_day(*, first: date, last: date) -> date:
    """The first day from `first` on whose coming changes anything; at the latest `last`, lived in any case."""
    while first < last:
        end = min(first + LONGEST_LEAP, last - A_DAY)
        if _brings_something(end):
            return _first_of(first, end)
        first = end + A_DAY
    return last


def _first_of(first: date, last: date) -> date:
    """`last` brings something: the first day that does."""
    while first < last:
        middle = first + (last - first) // 2
        if _brings_something(middle):
            last = middle
        else:
            first = middle + A_DAY
    return last


def _brings_something(on: date) -> bool:
    """Whether the coming of the day writes anything; what it wrote is taken back."""
    written: list[str] = []

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        result = execute(sql, params, many, context)
        if sql.lstrip().upper().startswith(WRITES) and context["cursor"].rowcount != 0:
            written.append(sql)
        return result

    with transaction.atomic(), connection.execute_wrapper(watch):
        pass_day(on=on)
        transaction.set_rollback(True)
    return bool(written)
