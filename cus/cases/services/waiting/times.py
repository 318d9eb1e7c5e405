"""The measured waiting times go to the public catalogue: a range of weeks, and from which time it is known."""

from datetime import date

from cus.cases.waiting_times import waited_for
from cus.kit.conflicts import atomic_again
from cus.offer.models import Service
from cus.offer.publishing import note_waiting_time


@atomic_again
def publish_waiting_times(*, on: date) -> int:
    """Bring the public waiting times of the centre acted for in line with its history; how many are known."""
    known = 0
    for service in Service.objects.in_catalogue().order_by("id"):
        waited = waited_for(service.pk, on=on)
        weeks = (waited.weeks_from, waited.weeks_to) if waited else None
        period = (waited.since, waited.until) if waited else None
        note_waiting_time(service=service, weeks=weeks, period=period)
        known += waited is not None
    return known
