"""What a line of the catalogue shows of the rows of a source: pure words and numbers, no database."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.utils.html import strip_tags

from cus.kit.polish import fold

Columns = dict[str, Any]

DAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
DAY = 24 * 60
FREE = ("bezplat", "nieodplat", "darmow", "free", "no charge", "gratis")
FREE_BUT = re.compile(r"\b(lub|albo|oprocz|poza|or|except|some)\b|\d")
WHEELCHAIR = ("wozk", "wozek", "wheelchair", "niepelnosprawn", "disabled")
NOT_ACCESSIBLE = ("not ", "no wheelchair", "nie ", "brak", "bez ", "niedostepn", "inaccessible")
OLDEST = 150


@dataclass
class ServiceRows:
    """A service with the rows around it."""

    service: Columns
    organisation: Columns = field(default_factory=dict)
    phones: list[Columns] = field(default_factory=list)  # the service's own first, the organisation's last
    schedules: list[Columns] = field(default_factory=list)
    languages: list[Columns] = field(default_factory=list)
    costs: list[Columns] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)  # of its terms: "area:4"
    terms: list[str] = field(default_factory=list)  # their names
    places: list["PlaceRows"] = field(default_factory=list)


@dataclass
class PlaceRows:
    """A place with its address and what is said of access."""

    location: Columns
    address: Columns = field(default_factory=dict)
    accessibility: list[Columns] = field(default_factory=list)


def fields_of_service(rows: ServiceRows, *, on: date) -> Columns:
    service = rows.service
    words = [service.get("alternate_name"), service.get("eligibility_description"), *rows.terms]
    ages = [_age(service.get(name)) for name in ("minimum_age", "maximum_age")]
    return _shared(service, rows.places, rows.phones) | {
        "keywords": "\n".join(_plain(word) for word in words if word),
        "area": next((int(code) for code in _terms(rows.codes, "area") if code.isdigit()), None),
        "audiences": [code[:20] for code in _terms(rows.codes, "audience")],
        "form": next(iter(_terms(rows.codes, "form")), "")[:20],
        "is_free": is_free(service, rows.costs),
        "fee_text": fee_text(service, rows.costs),
        "provider_name": str(rows.organisation.get("name") or "")[:300],
        "languages": sorted({code for row in rows.languages if (code := _language(row))}),
        "opening": opening_of(rows.schedules, on=on),
        "min_age": ages[0],
        "max_age": ages[1],
        "checked_on": service.get("assured_date"),
    }


def fields_of_organisation(organisation: Columns, places: list[PlaceRows], phones: list[Columns]) -> Columns:
    summary = _plain(organisation.get("description"))
    name = str(organisation.get("name") or "")
    return _shared(organisation, places, phones) | {
        "summary": "" if summary == name else summary,
        "keywords": str(organisation.get("alternate_name") or ""),
    }


def place_fields(rows: PlaceRows) -> Columns:
    location, address = rows.location, rows.address
    town = str(address.get("city") or "")
    street = ", ".join(str(address[name]) for name in ("address_1", "address_2") if address.get(name))
    whole = ", ".join(filter(None, [street, f"{address.get('postal_code') or ''} {town}".strip()]))
    is_teryt = location.get("external_identifier_type") == "TERYT"
    latitude, longitude = _coordinates(location)
    return {
        "name": str(location.get("name") or "")[:200],
        "address": (whole or _plain(location.get("description")))[:300],
        "town": (town or str(location.get("alternate_name") or ""))[:100],
        "teryt": str(location.get("external_identifier") or "")[:7] if is_teryt else "",
        "latitude": latitude,
        "longitude": longitude,
    }


def opening_of(schedules: Iterable[Columns], *, on: date) -> list[tuple[int, int]]:
    """The minutes of the week that are open, from Monday 00:00: weekly hours in force on the day, overlaps joined."""
    spans = sorted(span for row in schedules if _is_weekly(row, on) for span in _spans(row))
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def is_free(service: Columns, costs: list[Columns]) -> bool | None:
    """Free if every price is nought, or the words say free and nothing else; None when nothing is said."""
    amounts = [row["amount"] for row in costs if isinstance(row.get("amount"), int | float)]
    if amounts:
        return not any(amounts)
    words = fold(f"{service.get('fees_description') or ''} {service.get('fees') or ''}")
    if any(word in words for word in FREE):
        return True if not FREE_BUT.search(words) else None
    return False if words.strip() else None


def fee_text(service: Columns, costs: list[Columns]) -> str:
    said = service.get("fees_description") or service.get("fees") or ""
    if not said and costs:
        said = "; ".join(filter(None, (_price(row) for row in costs)))
    return _plain(said)[:300]


def wheelchair_of(places: Iterable[PlaceRows]) -> bool | None:
    """Yes if one place is said to be accessible, no if some are said not to be."""
    said = {answer for place in places for row in place.accessibility if (answer := _accessible(row)) is not None}
    return True if True in said else False if said else None


def _shared(thing: Columns, places: list[PlaceRows], phones: list[Columns]) -> Columns:
    beside = [f"{one['name']} {one['town']} {one['address']}" for one in map(place_fields, places)]
    return {
        "name": str(thing.get("name") or "")[:300],
        "summary": _plain(thing.get("description")),
        "beside": " ".join(dict.fromkeys(" ".join(beside).split())),
        "phone": next((number for row in phones if (number := _number(row))), "")[:60],
        "wheelchair": wheelchair_of(places),
        "modified_at": _moment(thing.get("last_modified")),
        "takes_applications": False,
    }


def _terms(codes: list[str], taxonomy: str) -> list[str]:
    return [code.partition(":")[2] for code in codes if code.startswith(f"{taxonomy}:")]


def _plain(text: object) -> str:
    return strip_tags(str(text or "")).strip()


def _number(row: Columns) -> str:
    return str(row.get("number") or "").strip(" \"'")


def _language(row: Columns) -> str:
    code = str(row.get("code") or "").strip().lower()
    return code if 2 <= len(code) <= 10 else ""


def _price(row: Columns) -> str:
    parts = [row.get("option"), _amount(row), row.get("amount_description")]
    return " ".join(str(part) for part in parts if part)


def _amount(row: Columns) -> str:
    amount = row.get("amount")
    if not isinstance(amount, int | float):
        return ""
    currency = str(row.get("currency") or "").upper()
    written = f"{amount:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    return f"{written} zł" if currency == "PLN" else f"{written} {currency}".strip()


def _accessible(row: Columns) -> bool | None:
    words = f"{fold(str(row.get('description') or ''))} {fold(str(row.get('details') or ''))} "
    if not any(word in words for word in WHEELCHAIR):
        return None
    return not any(word in words for word in NOT_ACCESSIBLE)


def _coordinates(location: Columns) -> tuple[float | None, float | None]:
    latitude, longitude = location.get("latitude"), location.get("longitude")
    if not isinstance(latitude, int | float) or not isinstance(longitude, int | float):
        return None, None
    on_earth = -90 <= latitude <= 90 and -180 <= longitude <= 180 and (latitude, longitude) != (0, 0)
    return (float(latitude), float(longitude)) if on_earth else (None, None)


def _age(value: object) -> int | None:
    return int(value) if isinstance(value, int | float) and 0 <= value <= OLDEST else None


def _moment(text: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _is_weekly(row: Columns, on: date) -> bool:
    in_force = str(row.get("valid_from") or "") <= on.isoformat() <= str(row.get("valid_to") or "9999")
    return in_force and row.get("freq", "WEEKLY") == "WEEKLY" and row.get("interval", 1) in (0, 1)


def _spans(row: Columns) -> list[tuple[int, int]]:
    opens, closes = _minutes(row.get("opens_at")), _minutes(row.get("closes_at"))
    if opens is None or closes is None:
        return []
    closes = closes or DAY
    days = [DAYS[day] for day in re.findall(r"MO|TU|WE|TH|FR|SA|SU", str(row.get("byday") or ""))]
    return [(day * DAY + opens, day * DAY + closes) for day in sorted(set(days)) if opens < closes]


def _minutes(clock: object) -> int | None:
    found = re.match(r"(\d{1,2}):(\d{2})", str(clock or ""))
    return int(found[1]) * 60 + int(found[2]) if found else None
