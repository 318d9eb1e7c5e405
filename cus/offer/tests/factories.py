"""Care at home and its neighbours in the catalogue."""

from collections.abc import Sequence
from datetime import time
from itertools import count
from typing import Any

from cus.accounts.tests.factories import the_centre
from cus.kit.polish import sort_key
from cus.offer.models import (
    Audience,
    Location,
    OpeningHours,
    Provider,
    ProviderKind,
    Service,
    ServiceForm,
    ServiceStatus,
)
from cus.offer.publishing import publish_service_entry

numbers = count(1)


def a_provider(**given: Any) -> Provider:
    defaults = {"name": f"Spółdzielnia Pomocna {next(numbers)}", "kind": ProviderKind.COOPERATIVE}
    return Provider.objects.create(**({"centre": given.get("centre") or the_centre()} | defaults | given))


def a_location(**given: Any) -> Location:
    """A house on the market square, on the map, that one gets into with a wheelchair."""
    defaults = {
        "name": f"Dom Społeczny {next(numbers)}",
        "street": "Rynek 1",
        "postcode": "32-005",
        "town": "Lipnowiec",
        "teryt": "1219043",
        "latitude": 50.03,
        "longitude": 20.21,
        "wheelchair": True,
    }
    return Location.objects.create(**({"centre": given.get("centre") or the_centre()} | defaults | given))


def opening_hours(service: Service, weekday: int, opens: str, closes: str, **given: Any) -> OpeningHours:
    times = {"opens": time.fromisoformat(opens), "closes": time.fromisoformat(closes)}
    return OpeningHours.objects.create(centre=service.centre, service=service, weekday=weekday, **(times | given))


def a_service(*, locations: Sequence[Location] = (), **given: Any) -> Service:
    """Rehabilitation at home, in the catalogue and its open data, with no limit of places."""
    defaults = {
        "code": f"U{next(numbers):03}",
        "area": 5,
        "name": "Rehabilitacja w domu",
        "description": "Fizjoterapeuta przyjeżdża do domu.",
        "recipients": "osoby, które nie mogą wyjść z domu",
        "audiences": [Audience.SENIORS, Audience.DISABILITY],
        "recipient_kinds": ["PERSONS"],
        "form": ServiceForm.INDIVIDUAL,
        "unit": "wizyta",
        "limit_text": "10 wizyt w roku",
        "fee_text": "bezpłatnie",
        "is_free": True,
        "status": ServiceStatus.PUBLIC,
    }
    service = Service(**({"centre": given.get("centre") or the_centre()} | defaults | given))
    service.sort_key = sort_key(service.name)
    service.save()
    service.locations.set(locations)
    publish_service_entry(service, at=service.changed_at)
    return service
