"""Places where services are given: added, changed, removed and put back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.forms.models import model_to_dict
from django.utils.translation import gettext as _

from cus.accounts.models import Centre, User
from cus.kit.errors import NotAllowed, Refused
from cus.offer.models import Location, OpeningHours, Service
from cus.offer.permissions.listing import may_edit_location
from cus.offer.publishing import forget_places, publish_services
from cus.offer.services.confidentiality import must_not_tell_address
from cus.records.log import record
from cus.records.models import Event

KEPT = (
    "name", "street", "postcode", "town", "teryt", "latitude", "longitude",
    "is_confidential", "public_contact", "wheelchair", "accessibility", "transport",
)  # fmt: skip


class NameTaken(Refused):
    """Another place of the centre has this name."""


class ContactMissing(Refused):
    """A confidential place that nobody could reach."""


@transaction.atomic
def save_location(
    *, centre: Centre, location_id: int | None = None, fields: dict[str, Any], by: User, at: datetime
) -> Location:
    """Add or change a place and what is public of its services. Records `location.added` or `location.changed`.

    The names of changed fields are recorded, never what was in them: it may be confidential.
    """
    place = _locked(location_id) if location_id else Location(centre=centre)
    _must_be_theirs(place, by)
    changed = [name for name, value in fields.items() if getattr(place, name) != value]
    for name in changed:
        setattr(place, name, fields[name])
    _name_must_be_free(place)
    _must_be_reachable(place)
    services = list(place.services.order_by("id")) if place.pk else []
    for service in services:
        must_not_tell_address(service, [place])

    if place.pk and not changed:
        return place
    is_new = not place.pk
    place.save()
    if is_new:
        record("location.added", subject=place, by=by, location=place.name, fields=changed)
    else:
        record("location.changed", subject=place, by=by, location=place.name, fields=changed)
    if place.is_confidential:
        forget_places([str(place.uuid)], centre=centre)
    publish_services(services, centre=centre, at=at)
    return place


@transaction.atomic
def remove_location(*, location_id: int, by: User, at: datetime) -> Event:
    """Take a place out, with the hours kept there. The event (`location.removed`) can be undone."""
    place = _locked(location_id)
    _must_be_theirs(place, by)
    services = list(place.services.order_by("id"))
    hours = OpeningHours.objects.filter(location=place).order_by("id")
    kept = {
        "uuid": str(place.uuid),
        "row": model_to_dict(place, fields=KEPT),
        "services": [service.pk for service in services],
        "hours": [_as_text(row) for row in hours],
    }
    event = record("location.removed", subject=place, by=by, location=place.name, kept=kept)
    forget_places([str(place.uuid)], centre=place.centre)
    place.delete()
    publish_services(services, centre=place.centre, at=at)
    return event


@transaction.atomic
def restore_location(*, event_id: int, by: User, at: datetime) -> Location:
    """Put a removed place back where it was, with its services and hours. Records `location.restored`."""
    event = Event.objects.filter(name="location.removed", centre_id=by.centre_id).get(pk=event_id)
    kept = event.details["kept"]
    place = Location(centre_id=by.centre_id, uuid=UUID(kept["uuid"]), **kept["row"])
    _must_be_theirs(place, by)
    if Location.objects.filter(centre_id=by.centre_id, uuid=place.uuid).exists():
        raise Refused(_("This place has been put back already."))
    _name_must_be_free(place)
    place.save()
    services = list(Service.objects.filter(centre_id=by.centre_id, pk__in=kept["services"]).order_by("id"))
    place.services.set(services)
    still_there = {service.pk for service in services}
    for row in kept["hours"]:
        if row["service"] in still_there:
            given = {name: value for name, value in row.items() if name != "service"}
            OpeningHours.objects.create(centre=place.centre, service_id=row["service"], location=place, **given)
    record("location.restored", subject=place, by=by, location=place.name)
    publish_services(services, centre=place.centre, at=at)
    return place


def _locked(location_id: int) -> Location:
    return Location.objects.select_for_update(of=("self",)).select_related("centre").get(pk=location_id)


def _must_be_theirs(place: Location, by: User) -> None:
    if not may_edit_location(by, place):
        raise NotAllowed(_("Only the services organiser and the director change the offer."))


def _name_must_be_free(place: Location) -> None:
    others = Location.objects.filter(centre_id=place.centre_id, name=place.name).exclude(pk=place.pk)
    if others.exists():
        raise NameTaken(
            _("Another place is already called “%(name)s”. Call this one differently.") % {"name": place.name}
        )


def _must_be_reachable(place: Location) -> None:
    if place.is_confidential and not place.public_contact.strip():
        raise ContactMissing(_("Nobody will see where it is: write a contact that the public may know."))


def _as_text(row: OpeningHours) -> dict[str, Any]:
    """JSON holds no times and dates; both come back from their texts."""
    return {
        "uuid": str(row.uuid),
        "service": row.service_id,
        "weekday": row.weekday,
        "opens": row.opens.isoformat(),
        "closes": row.closes.isoformat(),
        "starts_on": row.starts_on.isoformat() if row.starts_on else None,
        "ends_on": row.ends_on.isoformat() if row.ends_on else None,
        "note": row.note,
    }
