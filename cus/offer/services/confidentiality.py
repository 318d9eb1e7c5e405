"""Nobody tells by mistake where a confidential place is: not in a description, not in a contact."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from cus.kit.errors import Refused
from cus.kit.polish import fold
from cus.offer.models import Location, Service

TEXTS = (
    "name",
    "description",
    "recipients",
    "keywords",
    "limit_text",
    "fee_text",
    "provider_text",
    "documents",
    "contact",
    "place",
    "website",
    "basis",
)
PREFIXES = ("ul. ", "ul.", "ulica ", "al. ", "os. ", "pl. ")


class AddressTold(Refused):
    """A text that everybody may read names the street of a confidential place."""


def must_not_tell_address(service: Service, places: Iterable[Location]) -> None:
    """Refuse texts of the service that name the street of one of its confidential places."""
    for place in places:
        street = _without_prefix(fold(place.street).strip())
        if not (place.is_confidential and street):
            continue
        for name in TEXTS:
            if street in fold(getattr(service, name)):
                raise AddressTold(
                    _("“%(field)s” of “%(service)s” tells the confidential address of “%(place)s”. Take it out.")
                    % {
                        "field": Service._meta.get_field(name).verbose_name,  # type: ignore[union-attr]
                        "service": service.name,
                        "place": place.name,
                    }
                )


def _without_prefix(street: str) -> str:
    return next((street.removeprefix(prefix).strip() for prefix in PREFIXES if street.startswith(prefix)), street)
