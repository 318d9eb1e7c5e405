"""A service as a line of the catalogue."""

from datetime import date, time
from typing import Any

from cus.catalogue.models import EntryKind
from cus.catalogue.services.entries import EntryDraft
from cus.offer.facts import Hours, PublicFacts
from cus.offer.models import Location, ServiceStatus
from cus.offer.quality import score_of

MINUTES_OF_A_DAY = 24 * 60


def entry_of(facts: PublicFacts) -> EntryDraft:
    """Recipients stand among the keywords, since they are searched as the description is."""
    service = facts.service
    quality = score_of(facts)
    fields: dict[str, Any] = {
        "is_public": facts.is_public,
        "takes_applications": service.status == ServiceStatus.PUBLIC,
        "code": service.code,
        "name": service.name,
        "summary": service.description,
        "keywords": "\n".join(filter(None, (service.keywords, service.recipients))),
        "beside": " ".join(filter(None, _beside(facts))),
        "area": service.area,
        "audiences": service.audiences,
        "form": service.form,
        "is_free": service.is_free,
        "fee_text": service.fee_text,
        "provider_name": facts.provider_name,
        "phone": facts.contact.phone,
        "languages": service.languages,
        "wheelchair": facts.wheelchair,
        "opening": opening_of(facts.hours, on=facts.on),
        "min_age": service.min_age,
        "max_age": service.max_age,
        "checked_on": service.checked_on,
        "quality": quality.score,
        "faults": [fault.value for fault in quality.faults],
        "modified_at": service.changed_at,
    }
    return EntryDraft(service.uuid, EntryKind.SERVICE, fields, [place_of(place) for place in facts.places])


def opening_of(hours: tuple[Hours, ...], *, on: date) -> list[tuple[int, int]]:
    """The minutes of the week, counted from Monday 00:00, in which the service is given; overlaps made one."""
    spans = sorted(_span(one) for one in hours if _is_valid(one, on=on))
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def place_of(place: Location) -> dict[str, Any]:
    return {
        "name": place.name,
        "address": place.address,
        "town": place.town,
        "teryt": place.teryt,
        "latitude": place.latitude,
        "longitude": place.longitude,
    }


def _beside(facts: PublicFacts) -> tuple[str, ...]:
    service = facts.service
    towns = [f"{place.name} {place.town}" for place in facts.places]
    return (
        service.code,
        facts.area_name,
        facts.provider_name,
        facts.place_text,
        *towns,
        service.get_form_display(),
        service.unit,
    )


def _is_valid(one: Hours, *, on: date) -> bool:
    row = one.row
    return (row.starts_on is None or row.starts_on <= on) and (row.ends_on is None or on <= row.ends_on)


def _span(one: Hours) -> tuple[int, int]:
    midnight = (one.row.weekday - 1) * MINUTES_OF_A_DAY
    return midnight + _minutes(one.row.opens), midnight + _minutes(one.row.closes)


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute
