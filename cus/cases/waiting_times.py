"""How long people waited for a service, measured from what happened; never from fewer than five people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import Any

from django.db.models import Aggregate, Count, DurationField, Exists, ExpressionWrapper, F, Max, Min, OuterRef

from cus.cases.models import LinePause, RequestedService
from cus.cases.states import RequestState

FEWEST_PEOPLE = 5
MOST_ROWS = 1000  # the latest tell enough, and the pages that show it cost the same for a service of any size
MEASURED_OVER = timedelta(days=365)
WEEK = timedelta(days=7)


class Percentile(Aggregate):
    """The value below which the given share of the rows lies."""

    template = "PERCENTILE_DISC(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


@dataclass(frozen=True)
class Waited:
    """The middle half of those who got a place waited this many weeks, from the filing to the place."""

    people: int
    weeks_from: int
    weeks_to: int
    since: date
    until: date


def waited_for(service_id: int, *, on: date) -> Waited | None:
    """Of those who got a place within the last year, the latest; None while they are fewer than five people.

    Whoever paused is not counted: they waited by their own wish.
    """
    got = RequestedService.objects.filter(
        ~Exists(LinePause.objects.filter(request=OuterRef("pk"))),
        service=service_id,
        state__in=[RequestState.QUALIFIED, RequestState.ENDED],
        outcome_on__gt=on - MEASURED_OVER,
        outcome_on__lte=on,
    )
    wait = ExpressionWrapper(F("outcome_on") - F("application__filed_on"), output_field=DurationField())
    latest = got.annotate(wait=wait).order_by("-outcome_on", "-id")[:MOST_ROWS]
    measured = latest.aggregate(
        people=Count("application__person", distinct=True),
        low=Percentile("wait", share=0.25),
        high=Percentile("wait", share=0.75),
        since=Min("outcome_on"),
        until=Max("outcome_on"),
    )
    return _waited(measured) if measured["people"] >= FEWEST_PEOPLE else None


def _waited(row: Mapping[str, Any]) -> Waited:
    high = max(ceil(row["high"] / WEEK), 1)
    low = min(max(row["low"] // WEEK, 0), high)
    return Waited(row["people"], low, high, row["since"], row["until"])
