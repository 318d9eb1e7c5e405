"""How long people waited for each service, measured from what happened; never from fewer than five people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import Any

from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F, Max, Min

from cus.cases.models import RequestedService
from cus.cases.states import RequestState

FEWEST_PEOPLE = 5
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


def waited_by_service(*, on: date, service_id: int | None = None) -> dict[int, Waited]:
    """The last year of each service of the centre acted for; a service with fewer than five people is left out.

    Whoever paused is not counted: they waited by their own wish.
    """
    wait = ExpressionWrapper(F("outcome_on") - F("application__filed_on"), output_field=DurationField())
    got = RequestedService.objects.filter(
        state__in=[RequestState.QUALIFIED, RequestState.ENDED],
        outcome_on__gt=on - MEASURED_OVER,
        outcome_on__lte=on,
        pauses__isnull=True,
    )
    if service_id is not None:
        got = got.filter(service=service_id)
    measured = (
        got.order_by()
        .values("service")
        .annotate(
            people=Count("application__person", distinct=True),
            low=Percentile(wait, share=0.25),
            high=Percentile(wait, share=0.75),
            since=Min("outcome_on"),
            until=Max("outcome_on"),
        )
        .filter(people__gte=FEWEST_PEOPLE)
    )
    return {row["service"]: _waited(row) for row in measured}


def _waited(row: Mapping[str, Any]) -> Waited:
    high = max(ceil(row["high"] / WEEK), 1)
    low = min(max(row["low"] // WEEK, 0), high)
    return Waited(row["people"], low, high, row["since"], row["until"])
