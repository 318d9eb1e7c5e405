"""Who delivers services: providers, and the centre itself."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from cus.accounts.models import Centre
from cus.catalogue.services.records import RecordDraft
from cus.offer.exports.hsds.ids import id_within
from cus.offer.models import Provider

# The registers by their codes at org-id.guide.
IDENTIFIERS = (("krs", "PL-KRS", "KRS"), ("regon", "PL-REGON", "REGON"), ("nip", "PL-NIP", "NIP"))


def organization_of_centre(centre: Centre) -> Iterator[RecordDraft]:
    yield _organization(
        centre.uuid,
        name=centre.name,
        alternate_name=centre.short_name,
        description=_("Centre of social services"),
        email=centre.email,
        legal_status=_("municipal unit"),
    )
    if centre.phone:
        yield phone(centre.uuid, "organization_id", centre.phone)


def organization_of_provider(provider: Provider) -> Iterator[RecordDraft]:
    """A provider with its telephone and its numbers in the registers; an address of its own is not published."""
    yield _organization(
        provider.uuid,
        name=provider.name,
        description=provider.description or provider.get_kind_display(),
        email=provider.email,
        website=provider.website,
        legal_status=provider.get_kind_display(),
    )
    if provider.phone:
        yield phone(provider.uuid, "organization_id", provider.phone)
    for field, scheme, kind in IDENTIFIERS:
        if number := getattr(provider, field):
            yield _identifier(provider.uuid, scheme, kind, number)


def organization_id(provider: Provider | None, centre: Centre) -> str:
    """A service whose provider is not in the register is the centre's own."""
    return str(provider.uuid if provider else centre.uuid)


def phone(owner: UUID | str, column: str, number: str, *, purpose: str = "phone") -> RecordDraft:
    record_id = id_within(owner, purpose)
    return RecordDraft("phones", record_id, {"id": record_id, column: str(owner), "number": number, "type": "voice"})


def _organization(uuid: UUID, **columns: Any) -> RecordDraft:
    return RecordDraft("organizations", str(uuid), {"id": str(uuid)} | filled(columns))


def _identifier(owner: UUID, scheme: str, kind: str, number: str) -> RecordDraft:
    record_id = id_within(owner, "identifier", scheme)
    data = {
        "id": record_id,
        "organization_id": str(owner),
        "identifier_scheme": scheme,
        "identifier_type": kind,
        "identifier": number,
    }
    return RecordDraft("organization_identifiers", record_id, data)


def filled(columns: dict[str, Any]) -> dict[str, Any]:
    """The columns that hold something: an empty one is left out of a row."""
    return {name: value for name, value in columns.items() if value not in (None, "")}
