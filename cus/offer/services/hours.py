"""Opening hours of a service."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.kit.errors import NotAllowed, Refused
from cus.offer.models import OpeningHours, Service
from cus.offer.permissions.listing import may_edit_service
from cus.offer.publishing import publish_service_entry
from cus.records.log import record


class BadHours(Refused):
    """Hours that cannot be: they end before they begin, or at a place the service is not given at."""


@dataclass(frozen=True)
class HoursDraft:
    """A row of opening hours as it is to be."""

    weekday: int
    opens: time
    closes: time
    location_id: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    note: str = ""


@transaction.atomic
def set_opening_hours(*, service_id: int, rows: Sequence[HoursDraft], by: User | None, at: datetime) -> Service:
    """Replace the hours of a service; what is the same keeps its identifier. Records `service.hours_changed`."""
    service = Service.objects.select_for_update(of=("self",)).select_related("centre").get(pk=service_id)
    if by is not None and not may_edit_service(by, service):
        raise NotAllowed(_("Only the services organiser and the director change the offer."))
    wanted = list(dict.fromkeys(rows))
    _must_make_sense(service, wanted)
    kept = {_draft_of(row): row for row in service.opening_hours.order_by("id")}
    gone = [row.pk for draft, row in kept.items() if draft not in wanted]
    new = [draft for draft in wanted if draft not in kept]
    if not gone and not new:
        return service
    service.opening_hours.filter(pk__in=gone).delete()
    OpeningHours.objects.bulk_create(
        OpeningHours(
            centre_id=service.centre_id,
            service=service,
            weekday=draft.weekday,
            opens=draft.opens,
            closes=draft.closes,
            location_id=draft.location_id,
            starts_on=draft.starts_on,
            ends_on=draft.ends_on,
            note=draft.note,
        )
        for draft in new
    )
    service.save(update_fields=["changed_at"])
    record("service.hours_changed", subject=service, by=by, service=service.name)
    publish_service_entry(service, at=at)
    return service


def _must_make_sense(service: Service, rows: Sequence[HoursDraft]) -> None:
    places = set(service.locations.values_list("pk", flat=True))
    for row in rows:
        if row.closes <= row.opens:
            raise BadHours(
                _("%(opens)s–%(closes)s ends before it begins. Split hours over midnight into two rows.")
                % {"opens": f"{row.opens:%H:%M}", "closes": f"{row.closes:%H:%M}"}
            )
        if row.starts_on and row.ends_on and row.ends_on < row.starts_on:
            raise BadHours(_("A row ends on a day before it begins. Mend its dates."))
        if row.location_id is not None and row.location_id not in places:
            raise BadHours(_("The service is not given at this place. Choose the place at the service first."))


def _draft_of(row: OpeningHours) -> HoursDraft:
    return HoursDraft(
        weekday=row.weekday,
        opens=row.opens,
        closes=row.closes,
        location_id=row.location_id,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        note=row.note,
    )
