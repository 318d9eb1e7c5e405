"""A service and the rows that belong to it."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import Any

from django.utils.translation import gettext as _

from cus.accounts.models import Municipality
from cus.catalogue.services.records import RecordDraft
from cus.offer.exports.hsds.classification import attributes_of
from cus.offer.exports.hsds.ids import id_within
from cus.offer.exports.hsds.locations import service_at_location_id, services_at_locations
from cus.offer.exports.hsds.organizations import filled, organization_id, phone
from cus.offer.exports.hsds.programmes import funding_of
from cus.offer.facts import Hours, PublicFacts
from cus.offer.models import LegalTrack, ServiceStatus
from cus.offer.models.languages import name_of_language

STATUSES = {
    ServiceStatus.PUBLIC: "active",
    ServiceStatus.PAUSED: "temporarily closed",
    ServiceStatus.WITHDRAWN: "defunct",
}
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
CURRENCY = "PLN"


def service_rows(facts: PublicFacts, municipalities: Iterable[Municipality]) -> Iterator[RecordDraft]:
    """The service with all that belongs to it alone; its provider and its places are rows of their own."""
    yield _service(facts)
    yield from attributes_of(facts)
    yield from services_at_locations(facts)
    yield from _contact(facts)
    yield from (_schedule(facts, one) for one in facts.hours)
    yield from _cost(facts)
    yield from (_language(facts, code) for code in facts.service.languages)
    yield from (_area(facts, municipality) for municipality in municipalities)
    yield from _documents(facts)
    yield from funding_of(facts)


def _service(facts: PublicFacts) -> RecordDraft:
    service = facts.service
    data = {
        "id": str(service.uuid),
        "organization_id": organization_id(service.provider, facts.centre),
        "program_id": str(facts.terms.version.programme.uuid) if facts.terms else "",
        "name": service.name,
        "description": service.description,
        "url": service.website,
        "email": facts.contact.email,
        "status": STATUSES[ServiceStatus(service.status)],
        "application_process": _how_to_apply(facts),
        "fees_description": service.fee_text or (_("free of charge") if service.is_free else ""),
        "eligibility_description": service.recipients,
        "minimum_age": service.min_age,
        "maximum_age": service.max_age,
        "assured_date": service.checked_on.isoformat() if service.checked_on else "",
        "assurer_email": facts.centre.email if service.checked_on else "",
        "alert": _("No new applications for now.") if service.status == ServiceStatus.PAUSED else "",
        "last_modified": service.changed_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    return RecordDraft("services", str(service.uuid), filled(data))


def _how_to_apply(facts: PublicFacts) -> str:
    if facts.service.legal_track == LegalTrack.SOCIAL_ASSISTANCE:
        return _("Tell the centre. A social worker visits you at home, and then you receive a decision.")
    return _("Apply on the centre's website, by telephone or at the centre. No decision is needed.")


def _contact(facts: PublicFacts) -> Iterator[RecordDraft]:
    uuid, contact = facts.service.uuid, facts.contact
    if contact.text:
        record_id = id_within(uuid, "contact")
        data = {"id": record_id, "service_id": str(uuid), "name": contact.name, "email": contact.email}
        yield RecordDraft("contacts", record_id, filled(data))
    if contact.phone:
        yield phone(uuid, "service_id", contact.phone)


def _schedule(facts: PublicFacts, hours: Hours) -> RecordDraft:
    row = hours.row
    owner = (
        {"service_at_location_id": service_at_location_id(facts, hours.location)}
        if hours.location
        else {"service_id": str(facts.service.uuid)}
    )
    data: dict[str, Any] = owner | {
        "id": str(row.uuid),
        "valid_from": row.starts_on.isoformat() if row.starts_on else "",
        "valid_to": row.ends_on.isoformat() if row.ends_on else "",
        "wkst": "MO",
        "freq": "WEEKLY",
        "byday": DAYS[row.weekday - 1],
        "opens_at": row.opens.isoformat(),
        "closes_at": row.closes.isoformat(),
        "notes": hours.note,
    }
    return RecordDraft("schedules", str(row.uuid), filled(data))


def _cost(facts: PublicFacts) -> Iterator[RecordDraft]:
    service = facts.service
    if not (service.is_free or service.fee_text):
        return
    record_id = id_within(service.uuid, "cost")
    data: dict[str, Any] = {
        "id": record_id,
        "service_id": str(service.uuid),
        "option": _("free of charge") if service.is_free else "",
        "currency": CURRENCY if service.is_free else "",
        "amount": 0 if service.is_free else None,
        "amount_description": service.fee_text,
    }
    yield RecordDraft("cost_options", record_id, filled(data))


def _language(facts: PublicFacts, code: str) -> RecordDraft:
    record_id = id_within(facts.service.uuid, "language", code)
    data = {
        "id": record_id,
        "service_id": str(facts.service.uuid),
        "name": name_of_language(code),
        "code": code,
    }
    return RecordDraft("languages", record_id, data)


def _area(facts: PublicFacts, municipality: Municipality) -> RecordDraft:
    record_id = id_within(facts.service.uuid, "area", municipality.teryt)
    data = {
        "id": record_id,
        "service_id": str(facts.service.uuid),
        "name": municipality.name,
        "description": _("municipality %(name)s, powiat %(powiat)s, voivodeship %(voivodeship)s, TERYT %(teryt)s")
        % {
            "name": municipality.name,
            "powiat": municipality.powiat,
            "voivodeship": municipality.voivodeship,
            "teryt": municipality.teryt,
        },
    }
    return RecordDraft("service_areas", record_id, data)


def _documents(facts: PublicFacts) -> Iterator[RecordDraft]:
    """One row a document: they are written one a line, or with semicolons between."""
    uuid = facts.service.uuid
    written = (text.strip() for text in re.split(r"[\n;]", facts.service.documents))
    for number, document in enumerate(filter(None, written), start=1):
        record_id = id_within(uuid, "document", str(number))
        yield RecordDraft(
            "required_documents", record_id, {"id": record_id, "service_id": str(uuid), "document": document}
        )
