"""An entry in the words of schema.org, for search engines."""

from typing import Any

from cus.catalogue.models import EntryPlace
from cus.catalogue.opening import DAY, spans_of
from cus.portal.queries.entry import EntryPage

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def json_ld(page: EntryPage, *, address: str, apply_address: str) -> dict[str, Any]:
    """Empty values are left out. An organisation of the list is no service."""
    entry = page.entry
    given: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": _type(page),
        "@id": address,
        "url": address,
        "identifier": str(entry.uuid),
        "name": entry.name,
        "description": page.description,
        "dateModified": entry.modified_at.date().isoformat(),
    }
    if not page.is_service:
        given |= {"telephone": page.phone, "email": page.email, "sameAs": page.website}
        given["location"] = [_place(place) for place in entry.places.all()]
        return _filled(given)
    return _filled(
        given
        | {
            "serviceType": str(page.form),
            "provider": _provider(page),
            "areaServed": _areas(page),
            "audience": [_filled({"@type": "Audience", "audienceType": page.for_whom})] if page.for_whom else [],
            "hoursAvailable": [_hours(start, end) for start, end in _by_day(page)],
            "availableChannel": [_channel(page, apply_address)],
            "offers": _offer(page),
        }
    )


def _type(page: EntryPage) -> str:
    if not page.is_service:
        return "Organization"
    return "GovernmentService" if page.entry.source_id is None else "Service"


def _provider(page: EntryPage) -> dict[str, Any]:
    kind = "GovernmentOrganization" if page.entry.source_id is None else "Organization"
    name = page.entry.provider_name or (page.entry.centre.name if page.entry.source_id is None else "")
    return _filled({"@type": kind if not page.entry.provider_name else "Organization", "name": name})


def _areas(page: EntryPage) -> list[dict[str, Any]]:
    areas = page.told.get("service_areas") or []
    return [{"@type": "AdministrativeArea", "name": area["name"]} for area in areas if area.get("name")]


def _channel(page: EntryPage, apply_address: str) -> dict[str, Any]:
    places = [_place(place) for place in page.entry.places.all()]
    phone = {"@type": "ContactPoint", "telephone": page.phone, "email": page.email}
    return _filled(
        {
            "@type": "ServiceChannel",
            "serviceUrl": apply_address if page.entry.takes_applications and page.service else page.website,
            "servicePhone": _filled(phone) if page.phone or page.email else None,
            "serviceLocation": places,
            "availableLanguage": list(page.entry.languages),
        }
    )


def _place(place: EntryPlace) -> dict[str, Any]:
    has_point = place.latitude is not None and place.longitude is not None
    point = {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}
    where = {"@type": "PostalAddress", "streetAddress": place.address, "addressLocality": place.town}
    return _filled(
        {
            "@type": "Place",
            "name": place.name,
            "address": _filled(where | {"addressCountry": "PL"}) if place.address or place.town else None,
            "geo": point if has_point else None,
        }
    )


def _by_day(page: EntryPage) -> list[tuple[int, int]]:
    """The hours cut at midnight: schema.org tells them day by day."""
    return [
        (max(start, day * DAY), min(end, (day + 1) * DAY))
        for start, end in spans_of(page.entry.opening)
        for day in range(7)
        if start < (day + 1) * DAY and end > day * DAY
    ]


def _hours(start: int, end: int) -> dict[str, Any]:
    closes = end % DAY or DAY - 1
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": f"https://schema.org/{DAYS[start // DAY]}",
        "opens": _clock(start % DAY),
        "closes": _clock(closes),
    }


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _offer(page: EntryPage) -> dict[str, Any] | None:
    return {"@type": "Offer", "price": 0, "priceCurrency": "PLN"} if page.entry.is_free else None


def _filled(given: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if value not in (None, "", [], {})}
