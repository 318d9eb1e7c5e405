"""Tables and columns of other versions of HSDS (1.1, 2.0, 3.1-dev, the British profile) as those of 3.0."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from cus.catalogue.hsds.tables import SINGULAR, TABLES

Cells = dict[str, Any]

# How a file may be called, beside the names of the table.
CALLED = {
    "services_at_location": "service_at_location",
    "service_at_locations": "service_at_location",
    "services_at_locations": "service_at_location",
    "physical_addresses": "physical_addresses",
    "physical_address": "physical_addresses",
    "postal_addresses": "postal_addresses",
    "postal_address": "postal_addresses",
    "regular_schedules": "regular_schedules",
    "regular_schedule": "regular_schedules",
    "holiday_schedules": "holiday_schedules",
    "holiday_schedule": "holiday_schedules",
    "accessibility_for_disabilities": "accessibility",
    "accessibilities": "accessibility",
    "services_taxonomy": "service_taxonomy",
    "services_taxonomies": "service_taxonomy",
    "service_taxonomy": "service_taxonomy",
    "service_attributes": "service_taxonomy",
    "other_attributes": "attributes",
    "eligibility": "eligibility",
    "eligibilities": "eligibility",
    "payments_accepted": "payments_accepted",
    "payment_accepted": "payments_accepted",
    "fundings": "funding",
    "urls": "url",
    "service_capacities": "service_capacity",
}
# Files of 1.1 whose rows become a text of their service, and which column they bring.
INTO_THE_SERVICE = {
    "eligibility": ("eligibility", "eligibility_description"),
    "payments_accepted": ("payment", "fees_description"),
}
RENAMED = {
    "organizations": {"url": "website"},
    "service_areas": {"service_area": "name"},
    "languages": {"language": "name"},
    "accessibility": {"accessibility": "description"},
    "taxonomy_terms": {"vocabulary": "taxonomy", "term": "name"},
    "service_capacity": {"unit": "unit_id"},
}
# Known, and not kept: what they say stands elsewhere or has no place in 3.0.
LEFT_OUT = {"parent_name", "taxonomy_ids", "taxonomy_id", "address_3", "address_4", "department", "language"}
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def kind_of_file(stem: str, heading: list[str]) -> str:
    """What a file holds, by its name; "" for a file that is not of the standard."""
    stem = stem.lower().replace("-", "_").replace(" ", "_")
    if stem in ("taxonomy", "taxonomies") and {"parent_id", "vocabulary"} & set(heading):
        return "taxonomy_terms"  # 1.1 kept the terms in the table of taxonomies
    if stem in TABLES:
        return stem
    if stem in SINGULAR and stem not in CALLED:
        return SINGULAR[stem].name
    return CALLED.get(stem, "")


def as_of_3_0(kind: str, cells: Cells) -> tuple[str, Cells]:
    """The table of 3.0 and the row in its columns."""
    if convert := CONVERSIONS.get(kind):
        return convert(cells)
    return kind, _more(kind, _renamed(kind, cells))


def unknown_columns(kind: str, heading: list[str]) -> list[str]:
    """The columns that get lost: named, so that nobody looks for them."""
    if kind not in TABLES:
        return []
    known = {*TABLES[kind].column_names, *RENAMED.get(kind, {}), *LEFT_OUT}
    return [column for column in heading if column and column not in known]


def _renamed(kind: str, cells: Cells) -> Cells:
    named = dict(cells)
    for old, new in RENAMED.get(kind, {}).items():
        if old in named and not named.get(new):
            named[new] = named[old]
    return named


def _more(kind: str, cells: Cells) -> Cells:
    if kind == "languages" and not cells.get("code") and len(str(cells.get("name") or "")) == 2:
        return cells | {"code": str(cells["name"]).lower()}
    if kind == "phones" and cells.get("department") and not cells.get("description"):
        return cells | {"description": cells["department"]}
    return cells


def _address(kind: str) -> Callable[[Cells], tuple[str, Cells]]:
    def convert(cells: Cells) -> tuple[str, Cells]:
        more = [str(cells[name]) for name in ("address_2", "address_3", "address_4") if cells.get(name)]
        return "addresses", cells | {"address_type": kind, "address_2": ", ".join(more)}

    return convert


def _regular_schedule(cells: Cells) -> tuple[str, Cells]:
    return "schedules", cells | {"freq": "WEEKLY", "interval": 1, "byday": weekday(cells.get("weekday"))}


def _holiday_schedule(cells: Cells) -> tuple[str, Cells]:
    is_closed = str(cells.get("closed")).strip().lower() in ("true", "1", "t", "yes", "y")
    days = {"valid_from": cells.get("start_date"), "valid_to": cells.get("end_date")}
    hours = {"opens_at": None, "closes_at": None, "description": _("closed")} if is_closed else {}
    return "schedules", cells | days | hours


def _service_taxonomy(cells: Cells) -> tuple[str, Cells]:
    term = cells.get("taxonomy_term_id") or cells.get("taxonomy_id")
    link = {"link_id": cells.get("service_id"), "link_entity": "service", "link_type": cells.get("link_type")}
    return "attributes", {
        "id": cells.get("id"),
        "taxonomy_term_id": term,
        "value": cells.get("taxonomy_detail"),
    } | link


def weekday(given: object) -> str:
    """MO for 1, "Monday" or "monday"; "" for what is no day."""
    text = str(given or "").strip().upper()
    if text.isascii() and text.isdigit():
        return WEEKDAYS[(int(text) - 1) % 7] if len(text) == 1 and int(text) <= 7 else ""
    return text[:2] if text[:2] in WEEKDAYS else ""


CONVERSIONS: dict[str, Callable[[Cells], tuple[str, Cells]]] = {
    "physical_addresses": _address("physical"),
    "postal_addresses": _address("postal"),
    "regular_schedules": _regular_schedule,
    "holiday_schedules": _holiday_schedule,
    "service_taxonomy": _service_taxonomy,
}
