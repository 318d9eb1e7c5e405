"""Care at home and its neighbours in the catalogue."""

from itertools import count
from typing import Any

from cus.accounts.tests.factories import the_centre
from cus.kit.polish import sort_key
from cus.offer.models import Audience, Provider, ProviderKind, Service, ServiceForm, ServiceStatus

numbers = count(1)


def a_provider(**given: Any) -> Provider:
    defaults = {"name": f"Spółdzielnia Pomocna {next(numbers)}", "kind": ProviderKind.COOPERATIVE}
    return Provider.objects.create(**({"centre": the_centre()} | defaults | given))


def a_service(**given: Any) -> Service:
    """Rehabilitation at home, in the catalogue, with no limit of places."""
    defaults = {
        "code": f"U{next(numbers):03}",
        "area": 5,
        "name": "Rehabilitacja w domu",
        "description": "Fizjoterapeuta przyjeżdża do domu.",
        "recipients": "osoby, które nie mogą wyjść z domu",
        "audiences": [Audience.SENIORS, Audience.DISABILITY],
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
    return service
