"""The shapes in which the same rows are given: HSDS 3.0, with what 3.1 adds, and the profile of the United Kingdom."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cus.catalogue.hsds.columns import Table


@dataclass(frozen=True)
class Profile:
    """Which names an object of a table may have beside the columns and parts that HSDS 3.0 gives it."""

    name: str
    version: str
    page: str  # where the profile is described
    schema: str  # the OpenAPI document its readers know
    has_capacities: bool = False
    leaves_out: Mapping[str, frozenset[str]] = field(default_factory=dict)  # columns and parts, by table
    leaves_out_everywhere: frozenset[str] = frozenset()
    adds: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # by table: a new name and the column it repeats

    def without(self, table: Table) -> frozenset[str]:
        return self.leaves_out.get(table.name, frozenset()) | self.leaves_out_everywhere


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_OF_3_0 = "https://raw.githubusercontent.com/openreferral/specification/3.0/schema/openapi.json"
HSDS_3_0 = Profile("HSDS 3.0", "3.0", "https://docs.openreferral.org/en/v3.0.1/hsds/", _OF_3_0)
HSDS_3_1 = Profile("HSDS 3.1", "3.1", "https://docs.openreferral.org/en/latest/hsds/", _OF_3_0, has_capacities=True)
ORUK_3_0 = Profile(
    "ORUK 3.0",
    "HSDS-UK-3.0",
    "https://docs.openreferraluk.org/en/latest/",
    "https://raw.githubusercontent.com/openreferral/uk-profile/main/schema/openapi.json",
    leaves_out={
        "services": _names(
            "program_id program alternate_name fees_description interpretation_services application_process wait_time"
            " eligibility_description licenses phones required_documents"
        ),
        "organizations": _names(
            "alternate_name tax_status tax_id year_incorporated legal_status locations phones contacts"
            " funding programs"
        ),
        "service_at_location": _names("description contacts phones schedules attributes"),
        "locations": _names("url organization_id alternate_name transportation phones contacts schedules languages"),
        "phones": _names("location_id service_id organization_id service_at_location_id extension type attributes"),
        "contacts": _names("organization_id service_at_location_id location_id department email phones"),
        "addresses": _names("address_2"),
        "schedules": _names("location_id timezone until count wkst byweekno byyearday attributes"),
        "funding": _names("organization_id attributes"),
        "service_areas": _names("description attributes"),
        "languages": _names("location_id name code note attributes"),
        "taxonomy_terms": _names("code language taxonomy_detail"),
        "cost_options": _names("currency attributes"),
        "attributes": _names("link_entity value"),
    },
    leaves_out_everywhere=_names("metadata"),
    adds={
        "service_areas": ("service_area", "name"),
        "accessibility": ("accessibility", "description"),
        "taxonomy_terms": ("term", "name"),
    },
)
